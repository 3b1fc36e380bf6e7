"""PDF002: a text of the PDF lies over another one that is hidden."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, covered, of, place_name, proofs
from validators.rule import Subject, rule, rule_text


@rule(
    "PDF002",
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 8.1 (painting order)",),
    since="0.3",
)
def covered_text(subject: Subject) -> Iterator[Finding]:
    """A text of the PDF lies over another one that is hidden.

    ## What it checks
    As PDF001, at places that are no critical field.

    ## Why it matters
    The place may be a clause, a remark, or a value that was not recognised as one.

    ## Known false alarms
    A form whose blanks hold words; a stamp of a program over a line. Texts in the page's head and foot do not count.

    Known gap: texts that stand slanted or are larger than 30 points are watermarks here, whatever lies on them.

    ## Example
    "tiga kali sehari" is painted over "dua kali sehari": flagged. A watermark across the page under a table's cells
    passes.

    ## References
    forgery.md section 3.5; ISO 32000-1:2008 8.1. Measured 29 November 2026 (docs/screening.md).
    """
    document = of(subject)
    for trace in covered(subject, critical=False):
        hidden, shown = trace.facts.get("hidden", ""), trace.facts.get("shown", "")
        key, place = ("text" if shown else "drawn"), place_name(trace)
        message = rule_text("PDF002").message(key, field=place, hidden=hidden, shown=shown)
        yield Finding(message=message, found=shown or None, evidence=tuple(proofs(document, trace)))
