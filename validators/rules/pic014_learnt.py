"""PIC014: a small network of our own finds one value unlike the other print."""

from collections.abc import Iterator

from validators.hinted import hint
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule


@rule(
    "PIC014",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("docs/screening.md (edited uploads)",),
    since="0.3",
    status="preview",
)
def learnt(subject: Subject) -> Iterator[Finding]:
    """A small network finds one value unlike the rest of the print.

    ## What it checks
    How noise, edges and traces of an earlier JPEG in each value differ from the print of the rest, as a network judges
    that was trained on drawn pages only (model card: validators/forensics/models/altered_print.md).
    Flagged where at most one genuine picture in two hundred scores as high.

    ## Why it matters
    Print that was typed, pasted or painted in later often has other noise and another history than the page.
    A hint: it may put a file earlier in the queue, and opens no case. It cannot say why; look at the place.

    ## Known false alarms
    Print that an office added itself: a stamp, a filled-in form, a label stuck on. Papers, cameras and scanners unlike
    the drawn ones that it was trained on.

    Known gap: a messenger's copy has lost these traces; there the check does not apply.

    ## Example
    A score that 1 of 400 genuine pictures of the same kind reached is noted.

    ## References
    docs/screening.md (learnt detector); bench/altered_training/README.md.
    """
    yield from hint("PIC014", subject, "learnt")
