"""``screen``: files of one case (or each its own), screened in this process with no queue and no database."""

import datetime as dt
import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from validators.model import Stage
from worker.commands.output import settings_from

if TYPE_CHECKING:
    from validators.model import Case
    from worker.bootstrap import Tools
    from worker.storage.records import ReadUpload


def screen(  # noqa: PLR0913  # one parameter an option
    files: Annotated[list[Path], typer.Argument(help="Photos or PDF files of one case.", show_default=False)],
    *,
    case: Annotated[str | None, typer.Option(help="Reference of the case.")] = None,
    stage: Annotated[Stage, typer.Option(help="Where the worker's journey stands.")] = Stage.UNKNOWN,
    registries: Annotated[str | None, typer.Option(help="Address of the registries, or none.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (absah.case/1).")] = False,
    each: Annotated[bool, typer.Option("--each", help="Every file its own case, one JSON object a line.")] = False,
) -> None:
    """Screen FILES as one case in this process. Exit status 0 whatever the flags say; 2 for wrong usage."""
    for file in files:
        if not os.path.lexists(file):
            raise typer.BadParameter(f"no such file: {file}", param_hint="FILES")
    settings = settings_from(registries_url=registries)
    from extractors.engine import EngineUnavailable
    from worker.bootstrap import tools

    parts = tools(settings)
    try:
        groups = [[file] for file in files] if each else [files]
        for group in groups:
            _print(_screened(group, case, stage, parts), as_json=as_json or each, compact=each)
    except EngineUnavailable as missing:
        typer.echo(f"cannot read on this machine: {missing}", err=True)
        raise typer.Exit(1) from missing


def _screened(files: Sequence[Path], reference: str | None, stage: Stage, parts: "Tools") -> "Case":
    from validators.model import CaseHead
    from worker.screening import in_case, screen_case

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
    parts: "Tools",
    earlier: Sequence["ReadUpload"],
    seen: dict[tuple[str, str], int],
) -> "ReadUpload":
    """Return one file with its documents. The same bytes twice are two uploads, read once."""
    from extractors.errors import FailureCode, UnreadableUpload
    from worker.intake import clean_filename
    from worker.screening import failed_document, screen_document
    from worker.steps import Step
    from worker.storage.records import ReadUpload, UploadRow, UploadState

    data = _bytes_of(file, parts.settings.max_upload_bytes)
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


def _bytes_of(file: Path, most_bytes: int) -> bytes | None:
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


def _case_id(reference: str | None, read: Sequence["ReadUpload"]) -> str:
    """Return an id that the same files under the same reference always get."""
    parts = [reference or "", *(f"{file.upload.sha256} {file.upload.filename}" for file in read)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _print(case: "Case", *, as_json: bool, compact: bool) -> None:
    if as_json:
        typer.echo(case.to_json(indent=None if compact else 2))
        return
    from worker.commands.output import show_case

    show_case(case)
