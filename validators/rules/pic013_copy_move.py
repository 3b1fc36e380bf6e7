"""PIC013: one part stands on the picture twice."""

from collections.abc import Iterator

from validators.hinted import hint
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule


@rule(
    "PIC013",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("Amerini et al., IEEE TIFS 6 (2011)",),
    since="0.3",
    status="preview",
)
def copy_move(subject: Subject) -> Iterator[Finding]:
    """A part of the picture stands on it twice.

    ## What it checks
    Points of the picture outside its print that match others of it, all moved by one shift.
    Flagged where at most one genuine picture in two hundred scores as high.

    ## Why it matters
    A stamp, a signature or a piece of ground that covers something may have been copied from the same picture.
    A hint: it may put a file earlier in the queue, and opens no case.

    ## Known false alarms
    Emblems, guilloche and borders that repeat by design; a form with two equal logos.

    Known gap: a messenger's copy has lost these traces; there the check does not apply.

    ## Example
    A score that 1 of 400 genuine pictures of the same kind reached is noted.

    ## References
    Amerini et al., IEEE TIFS 6 (2011); forgery.md section 3.4 (unmasked it fires on most documents).
    """
    yield from hint("PIC013", subject, "copy_move")
