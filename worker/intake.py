"""The first half of an upload's story: store the bytes, record, answer, announce.

1 ``receive``: the blob is synced to disk, then upload, step, outbox row and audit event are one transaction.
2 ``announce``: after the commit, ids go to RQ. ``worker.screening`` tells the rest.
"""

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from validators.model import Stage
from worker.announce import announce
from worker.bootstrap import Services
from worker.steps import Step, begin
from worker.storage.records import CaseRow, UploadRow
from worker.storage.work import NewUpload

REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
PORTAL_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LONGEST_NOTE: Final = 200
LONGEST_FILENAME: Final = 255


class RefusedUpload(Exception):  # noqa: N818  # an answer to the portal
    """The upload is not accepted; ``code`` says why.

    ``bad_reference``, ``bad_idempotency_key``, ``bad_purpose``, ``too_large``; from the inbox also ``bad_order``,
    ``unknown_portal``, ``bad_drop``, ``sha256_mismatch``, ``idempotency_conflict``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Incoming:
    """One file as a portal sends it. ``data`` may be anything: a bad file is accepted and its case says so."""

    portal_id: str
    reference: str
    filename: str
    data: bytes
    idempotency_key: str
    stage: Stage | None = None
    purpose: str | None = None
    legal_basis: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What was committed. ``replayed``: the same key had brought the same file before."""

    case: CaseRow
    upload: UploadRow
    replayed: bool


def receive(incoming: Incoming, services: Services) -> Receipt:
    """Accept one upload; when this returns, it is committed and will be screened, whatever crashes afterwards.

    Raises:
        RefusedUpload: the reference, the key, the purpose or the size is not as agreed; nothing was kept.
        IdempotencyConflict: the key was used for another file or case.
    """
    _check(incoming, services.settings.max_upload_bytes)
    begin(Step.RECEIVE, portal=incoming.portal_id)
    sha256 = services.blobs.put(incoming.data)
    accepted = services.store.accept(
        NewUpload(
            portal_id=incoming.portal_id,
            reference=incoming.reference,
            idempotency_key=incoming.idempotency_key,
            sha256=sha256,
            filename=clean_filename(incoming.filename),
            bytes=len(incoming.data),
            stage=incoming.stage,
            purpose=incoming.purpose,
            legal_basis=incoming.legal_basis,
        )
    )
    begin(Step.ANNOUNCE, upload=accepted.upload.id)
    announce(services)
    return Receipt(accepted.case, accepted.upload, accepted.replayed)


def _check(incoming: Incoming, most_bytes: int) -> None:
    if not REFERENCE.fullmatch(incoming.reference):
        raise RefusedUpload("bad_reference")
    if not KEY.fullmatch(incoming.idempotency_key):
        raise RefusedUpload("bad_idempotency_key")
    if any(len(note or "") > LONGEST_NOTE for note in (incoming.purpose, incoming.legal_basis)):
        raise RefusedUpload("bad_purpose")
    if len(incoming.data) > most_bytes:
        raise RefusedUpload("too_large")


def clean_filename(name: str) -> str:
    """Return a file's name as a label: the last part of a path, without control or direction characters.

    It is never used as a path. The ending is kept when the name must be cut.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(character for character in last if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})
    shown = shown.strip()
    if len(shown) > LONGEST_FILENAME:
        ending = Path(shown).suffix[:20]
        shown = shown[: LONGEST_FILENAME - len(ending)] + ending
    return shown if shown not in {"", ".", ".."} else "upload"


def read_drop(drops: Path, portal: str, drop_name: str, most_bytes: int) -> bytes:
    """Return what a portal dropped as ``drops/<portal>/<drop_name>``.

    The names come from outside: neither may lead to another folder, and no link is followed.

    Raises:
        RefusedUpload: ``bad_drop`` when there is no such plain file, ``too_large`` when it is over the cap.
    """
    if not _is_plain_name(drop_name) or not PORTAL_NAME.fullmatch(portal):
        raise RefusedUpload("bad_drop")
    try:
        folder = os.open(drops / portal, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as missing:
        raise RefusedUpload("bad_drop") from missing
    try:
        # O_NONBLOCK: a pipe under this name must not hold the worker.
        handle = os.open(drop_name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as missing:
        raise RefusedUpload("bad_drop") from missing
    finally:
        os.close(folder)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise RefusedUpload("bad_drop")
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(most_bytes + 1)
    finally:
        os.close(handle)
    if len(data) > most_bytes:
        raise RefusedUpload("too_large")
    return data


def remove_drop(drops: Path, portal: str, drop_name: str) -> None:
    """Remove a dropped file that was committed; one that is gone, or named otherwise than a plain file, is let be."""
    if _is_plain_name(drop_name) and PORTAL_NAME.fullmatch(portal) and not (drops / portal).is_symlink():
        (drops / portal / drop_name).unlink(missing_ok=True)


def _is_plain_name(name: str) -> bool:
    return bool(name) and len(name.encode()) <= LONGEST_FILENAME and not set(name) & set("/\\\0") and name[0] != "."
