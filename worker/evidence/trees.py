"""The files of a bundle, in a ZIP or in an unpacked folder, read without writing anything anywhere."""

import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Final, Self

from worker.evidence.defects import Added, DamagedArchive, Defect, Duplicate, NotABag, UnsafePath

UNREADABLE: Final = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError)
"""What reading a damaged, encrypted or oddly packed entry raises."""
_DRIVE: Final = re.compile(r"[A-Za-z]:")


def is_safe(path: str) -> bool:
    """Return whether ``path`` stays inside the folder that it is unpacked in, on every system."""
    parts = path.split("/")
    return (
        "\\" not in path
        and path.isprintable()
        and not _DRIVE.match(path)
        and all(part not in {"", ".", ".."} for part in parts)
    )


class Tree:
    """The plain files of one bundle by path inside it, and what was wrong with the rest."""

    def __init__(self, path: Path) -> None:
        self.defects: list[Defect] = []
        self._open: dict[str, Callable[[], IO[bytes]]] = {}
        self._stack = ExitStack()
        self._path = path

    def __enter__(self) -> Self:
        if self._path.is_dir():
            self._read_folder(self._path)
        elif self._path.is_file():
            self._read_archive(self._path)
        else:
            self.defects.append(NotABag(self._path.name))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def paths(self) -> frozenset[str]:
        """Return the paths of all plain files inside the bundle."""
        return frozenset(self._open)

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield the content of a file in pieces; raises one of ``UNREADABLE``."""
        with self._open[path]() as file:
            while piece := file.read(1 << 20):
                yield piece

    def text(self, path: str, most: int = 64 << 20) -> str:
        """Return a text file of at most ``most`` bytes; raises one of ``UNREADABLE``."""
        with self._open[path]() as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise ValueError("too long for a list")
        return data.decode("utf-8")

    def _read_folder(self, folder: Path) -> None:
        root = folder
        inside = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
        if not (folder / "bagit.txt").exists() and len(inside) == 1 and (inside[0] / "bagit.txt").is_file():
            root = inside[0]
        for entry in sorted(_walk(root)):
            path = entry.relative_to(root).as_posix()
            if not stat.S_ISREG(entry.lstat().st_mode) or not is_safe(path):
                self.defects.append(UnsafePath(path))
            else:
                self._open[path] = partial(_file, entry)

    def _read_archive(self, file: Path) -> None:
        try:
            archive = self._stack.enter_context(zipfile.ZipFile(file))
        except UNREADABLE as error:
            self.defects.append(DamagedArchive(file.name, type(error).__name__))
            return
        entries = [info for info in archive.infolist() if self._is_plain(info)]
        top = _top([info.filename for info in entries])
        twice = {name for name, count in Counter(info.filename.casefold() for info in entries).items() if count > 1}
        self.defects += [Duplicate(name) for name in sorted(twice)]
        for info in entries:
            if not info.filename.startswith(top):
                self.defects.append(Added(info.filename, "outside of the bundle's folder"))
                continue
            self._open[info.filename.removeprefix(top)] = partial(archive.open, info)

    def _is_plain(self, info: zipfile.ZipInfo) -> bool:
        """Return whether an entry is a plain file under a safe name; folders say nothing."""
        kind = stat.S_IFMT(info.external_attr >> 16)
        # ``orig_filename`` is what stands in the archive: zipfile itself cuts a name at a NUL byte.
        if info.is_dir() and is_safe(info.orig_filename.rstrip("/")):
            return False
        if not is_safe(info.orig_filename) or kind not in {0, stat.S_IFREG}:
            self.defects.append(UnsafePath(info.orig_filename))
            return False
        return True


def _file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _walk(folder: Path) -> Iterator[Path]:
    """Yield everything below ``folder`` that is no folder; a link is yielded, never followed."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        else:
            yield entry


def _top(names: list[str]) -> str:
    """Return the bundle's one folder with its slash, or an empty string when the bag lies at the archive's root."""
    if "bagit.txt" in names:
        return ""
    held = {PurePosixPath(name).parts[0] for name in names if name.endswith("/bagit.txt") and name.count("/") == 1}
    first = sorted(held or {PurePosixPath(name).parts[0] for name in names if "/" in name})
    return f"{first[0]}/" if len(first) == 1 else ""
