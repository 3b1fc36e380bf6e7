"""PIC010: the rest of the picture was saved before at another quality."""

from collections.abc import Iterator

from validators.hinted import hint
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule


@rule(
    "PIC010",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("Farid, IEEE TIFS 4 (2009)",),
    since="0.3",
    status="preview",
)
def ghost(subject: Subject) -> Iterator[Finding]:
    """One place answers unlike the rest when the picture is saved again.

    ## What it checks
    How each place of a JPEG or lossless picture changes when it is saved again at ten qualities (JPEG ghosts).
    Flagged where at most one genuine picture in two hundred scores as high.

    ## Why it matters
    A part that was put in later has another history of savings than the rest, if the file was not saved coarsely
    since.
    A hint: it may put a file earlier in the queue, and opens no case.

    ## Known false alarms
    Smooth and crowded parts answer unlike each other by nature; glare, stamps and a telephone's own sharpening do too.

    Known gap: a messenger's copy has lost these traces; there the check does not apply.

    ## Example
    A score that 1 of 400 genuine pictures of the same kind reached is noted.

    ## References
    Farid, Exposing digital forgeries from JPEG ghosts, IEEE TIFS 4 (2009); docs/screening.md.
    """
    yield from hint("PIC010", subject, "ghost")
