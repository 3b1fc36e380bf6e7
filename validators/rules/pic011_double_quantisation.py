"""PIC011: one place lacks the traces of an earlier saving."""

from collections.abc import Iterator

from validators.hinted import hint
from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule


@rule(
    "PIC011",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("Lin et al., Pattern Recognition 42 (2009)",),
    since="0.3",
    status="preview",
)
def double_quantisation(subject: Subject) -> Iterator[Finding]:
    """One place lacks the traces of an earlier saving that the rest bears.

    ## What it checks
    Whether the rounded frequencies of a JPEG's blocks keep the period of an earlier, coarser saving everywhere.
    Flagged where at most one genuine picture in two hundred scores as high.

    ## Why it matters
    What was put in between two savings was rounded once, the rest twice.
    A hint: it may put a file earlier in the queue, and opens no case.

    ## Known false alarms
    Blown-out and flat places hold too few values; a telephone that saves twice by itself gives the period everywhere.

    Known gap: a messenger's copy has lost these traces; there the check does not apply.

    ## Example
    A score that 1 of 400 genuine pictures of the same kind reached is noted.

    ## References
    Lin et al., Pattern Recognition 42 (2009); Bianchi and Piva, IEEE TIFS 7 (2012); docs/screening.md.
    """
    yield from hint("PIC011", subject, "double_quantisation")
