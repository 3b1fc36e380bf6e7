"""PIC012: two printed letters have the same noise."""

from collections.abc import Iterator

from validators.hinted import hint
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule


@rule(
    "PIC012",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("docs/screening.md (edited uploads)",),
    since="0.3",
    status="preview",
)
def same_glyphs(subject: Subject) -> Iterator[Finding]:
    """Two letters of the paper are alike down to the noise.

    ## What it checks
    The ink of every two like letters in the values, pixel by pixel, against how much like letters usually differ.
    Flagged where at most one genuine picture in two hundred scores as high.

    ## Why it matters
    A camera gives every letter noise of its own; a letter that was copied brings its noise along.
    A hint: it may put a file earlier in the queue, and opens no case.

    ## Known false alarms
    Scans that were thresholded or strongly smoothed, where letters are equal by nature.

    Known gap: a messenger's copy has lost these traces; there the check does not apply.

    ## Example
    A score that 1 of 400 genuine pictures of the same kind reached is noted.

    ## References
    forgery.md section 2 and 3.3 (identical glyphs: a third at five in a hundred false on scans).
    """
    yield from hint("PIC012", subject, "same_glyphs")
