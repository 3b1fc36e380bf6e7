"""The examining program: an upload on standard input, what the checks that open files came to on standard output.

``worker.sandbox`` starts it in a process of its own and believes nothing that it writes. Standard input: four bytes
with the length of the job (JSON, ``Job``), the job, the upload. Output: a line of JSON with the stratum, then one
``Line`` a check, as each ends, so that what was seen before a crash is kept.
"""

import base64
import json
import sys
from collections.abc import Iterator
from typing import Final

import numpy as np
from pydantic import Field as Constraint

from extractors.confine import confine
from extractors.model import Model, Region, TraceState, Word
from validators.forensics.check import Measured, Result, named, run
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.strata import Stratum

NO_PIXELS: Final = np.zeros((0, 0), np.uint8)
"""The pixels of a sheet here: a check that opens the file draws what it needs."""


class Place(Model):
    """A sheet without its pixels."""

    page: int
    document: int
    kind: str
    rotation: int
    part: Region | None
    words: tuple[Word, ...]
    fields: dict[str, Region]
    values: dict[str, str]
    codes: tuple[tuple[str, Region], ...] = ()


class Job(Model):
    """What is asked: the upload's media type, its stratum (of a picture), which checks, what was read, whom we trust.

    Only the checks that are named are loaded: importing all of them takes longer than most files do. Those ``inside``
    look at the pictures of a PDF, should it be a scan. ``trusted`` are certificates, DER in base 64: the program sees
    no files.
    """

    media_type: str
    stratum: Stratum | None
    checks: tuple[str, ...]
    inside: tuple[str, ...] = ()
    sheets: tuple[Place, ...]
    trusted: tuple[str, ...] = ()


class Seen(Model):
    """One ``Measured`` as it is sent; pictures are PNG in base 64."""

    score: float = Constraint(ge=0, allow_inf_nan=False)
    field: str
    facts: dict[str, str] = Constraint(max_length=64)
    region: Region | None
    compared: Region | None
    map: str | None
    shown: str | None
    document: int | None


class Line(Model):
    """One ``Result`` as it is sent."""

    check: str
    state: TraceState
    reason: str
    measured: tuple[Seen, ...] = Constraint(max_length=1000)


def main() -> None:
    """Examine standard input."""
    confine(*json.loads(sys.argv[1]))
    untrusted = sys.stdin.buffer.read()
    length = int.from_bytes(untrusted[:4], "big")
    job, data = Job.model_validate_json(untrusted[4 : 4 + length]), untrusted[4 + length :]
    stratum = job.stratum or _of_pdf(data)
    write({"stratum": stratum})
    trusted = tuple(base64.b64decode(one) for one in job.trusted)
    exhibit = Exhibit(data, job.media_type, stratum, tuple(sheets(job)), trusted)
    # What a picture inside may do to this process costs no other check its answer: those come last.
    for one in named((*job.checks, *(job.inside if stratum is Stratum.SCAN_IN_PDF else ()))):
        write(line(run(one, exhibit)).model_dump(mode="json"))


def _of_pdf(data: bytes) -> Stratum:
    from validators.forensics.pdf import stratum_of_pdf  # loads PDFium, which a picture does not need

    return stratum_of_pdf(data)


def write(said: dict[str, object]) -> None:
    """Write one line, at once."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def sheets(job: Job) -> Iterator[Sheet]:
    """Yield the job's sheets, without pixels."""
    for one in job.sheets:
        yield Sheet(one.page, NO_PIXELS, one.document, one.kind, one.rotation, one.part,
                    one.words, one.fields, one.values, one.codes)  # fmt: skip


def line(result: Result) -> Line:
    """Return a result as it is sent."""
    seen = tuple(_seen(one) for one in result.measured)
    return Line(check=result.check, state=result.state, reason=result.reason, measured=seen)


def _seen(one: Measured) -> Seen:
    return Seen(
        score=one.score,
        field=one.field,
        facts=dict(one.facts),
        region=one.region,
        compared=one.compared,
        map=_packed(one.map),
        shown=_packed(one.shown),
        document=one.document,
    )


def _packed(pixels: Pixels | None) -> str | None:
    if pixels is None:
        return None
    import cv2  # only where there is a picture to send

    return base64.b64encode(cv2.imencode(".png", pixels)[1].tobytes()).decode()
