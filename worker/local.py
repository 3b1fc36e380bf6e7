"""Files of this machine screened in this process: the same ten steps with no queue and no database."""

import datetime as dt
import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from extractors.errors import FailureCode, UnreadableUpload
from validators.model import Case, CaseHead, Stage
from worker.bootstrap import Tools
from worker.intake import clean_filename
from worker.screening import failed_document, in_case, screen_case, screen_document
from worker.steps import Step
from worker.storage.records import ReadUpload, UploadRow, UploadState


def screen_files(
    files: Sequence[Path], parts: Tools, *, reference: str | None = None, stage: Stage = Stage.UNKNOWN
) -> Case:
    """Return the result of ``files`` as one case; a folder or an unreadable file gives a failed document.

    The same bytes twice are two uploads, read once. The case's id is the same for the same files and reference.
    """
    received_at = parts.clock()
    read: list[ReadUpload] = []
    seen: dict[tuple[str, str], int] = {}
    for number, file in enumerate(files, start=1):
        read.append(_read(file, number, received_at, parts, read, seen))
    head = CaseHead(
        id=_case_id(reference, read),
        reference=reference,
        revision=1,
        stage=stage,
        received_at=received_at,
        assessed_at=parts.clock(),
    )
    return screen_case(head, in_case(read), None, parts)


def _read(  # noqa: PLR0913, PLR0917  # what is known about one file, and what was read before
    file: Path,
    number: int,
    received_at: dt.datetime,
    parts: Tools,
    earlier: Sequence[ReadUpload],
    seen: dict[tuple[str, str], int],
) -> ReadUpload:
    """Return one file with its documents. The same bytes twice are two uploads, read once."""
    data = bytes_of(file, parts.settings.max_upload_bytes)
    content = data or b""
    sha256, name = hashlib.sha256(content).hexdigest(), clean_filename(file.name)
    upload = UploadRow(
        id=f"U{number:03}", case_id="", sequence=number, sha256=sha256, filename=name, bytes=len(content),
        stage=None, purpose=None, legal_basis=None, received_at=received_at, state=UploadState.READ,
    )  # fmt: skip
    if data is None:
        failure = UnreadableUpload(FailureCode.NOT_A_FILE, Step.TRIAGE).failure()
        return ReadUpload(upload, (failed_document(failure, b""),))
    known = seen.setdefault((sha256, Path(name).suffix.lower()), len(earlier))
    if known < len(earlier):
        return ReadUpload(upload, earlier[known].documents)
    return ReadUpload(upload, screen_document(data, name, parts))


def bytes_of(file: Path, most_bytes: int) -> bytes | None:
    """Return a file's bytes, one more than the cap at most; None when it is a folder, a device, or cannot be read."""
    try:
        # O_NONBLOCK: a pipe must not hold the command.
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with os.fdopen(handle, "rb", closefd=False) as opened:
            return opened.read(most_bytes + 1)
    finally:
        os.close(handle)


def _case_id(reference: str | None, read: Sequence[ReadUpload]) -> str:
    """Return an id that the same files under the same reference always get."""
    parts = [reference or "", *(f"{file.upload.sha256} {file.upload.filename}" for file in read)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
