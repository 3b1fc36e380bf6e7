"""Blobs on disk, by SHA-256: written once, never overwritten, verified on every read."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol


class DamagedBlob(Exception):  # noqa: N818  # what was found, not what we did
    """The stored bytes are no longer the bytes that were stored; ``sha256`` names the blob."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"blob {sha256} is damaged")
        self.sha256 = sha256


class MissingBlob(KeyError):  # noqa: N818  # what was found
    """No blob has this SHA-256."""


class BlobStore(Protocol):
    """Keeps bytes under their SHA-256."""

    def put(self, data: bytes) -> str:
        """Keep ``data`` and return its SHA-256 in lower-case hex."""

    def get(self, sha256: str) -> bytes:
        """Return the bytes, verified.

        Raises:
            MissingBlob: nothing is kept under this hash.
            DamagedBlob: what is kept has another hash.
        """


class Blobs:
    """Blobs as read-only files under ``root``, in 256 folders by the first two digits of the hash."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        """Store ``data`` durably (file and folder are synced before this returns) and return its SHA-256.

        A blob that is there already is left as it is: a damaged one must show at the next read, not be healed.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        self._make_folder(target.parent)
        temporary = _write_synced(target.parent, data)
        try:
            # link() refuses an existing name, which makes "write once" atomic even between two processes.
            with suppress(FileExistsError):
                os.link(temporary, target)
        finally:
            temporary.unlink()
        _sync_folder(target.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes of a blob, verified.

        Raises:
            MissingBlob: nothing is kept under this hash.
            DamagedBlob: what is kept has another hash.
        """
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as missing:
            raise MissingBlob(sha256) from missing
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DamagedBlob(sha256)
        return data

    def path(self, sha256: str) -> Path:
        """Return where a blob lies or would lie.

        Raises:
            ValueError: ``sha256`` is not 64 lower-case hex digits, so it could point elsewhere.
        """
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("a blob is named by 64 lower-case hex digits")
        return self._root / sha256[:2] / sha256

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            _sync_folder(folder.parent)


class PassingBlobs:
    """Blobs for one run in this process: kept in memory, gone with it."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        """Keep ``data`` and return its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._kept[sha256] = data
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes kept under this hash; raises ``MissingBlob``."""
        try:
            return self._kept[sha256]
        except KeyError as missing:
            raise MissingBlob(sha256) from missing


def _write_synced(folder: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".new-", dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), 0o440)
        os.fsync(file.fileno())
    return Path(name)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
