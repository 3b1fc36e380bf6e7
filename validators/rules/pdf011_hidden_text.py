"""PDF011: the PDF holds text that cannot be seen."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, of, proofs, seen
from validators.rule import Subject, rule, rule_text

DRAWN: Final = 0.8
"""Score from which on PDF001 and PDF002 speak (``pdf_hidden_text``)."""


@rule(
    "PDF011",
    severity=Severity.INFO,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 9.3.6 (text rendering mode)",),
    since="0.3",
)
def hidden_text(subject: Subject) -> Iterator[Finding]:
    """The PDF holds text that cannot be seen.

    ## What it checks
    Texts that leave no pixel on the page and have nothing of their kind in their place: in the ground's colour,
    without ink, under a seal. A reading program's layer under a scan does not count.

    ## Why it matters
    It is told so that a person who looks for another reason knows it. Services for signing place their tags so.

    ## Known false alarms
    Tags of signing services, a seal that lies over a name, a template's remarks.

    Known gap: as PDF001.

    ## Example
    White "ttd_pekerja" beside a signature is told; a page without hidden text passes.

    ## References
    ISO 32000-1:2008 9.3.6.
    """
    document = of(subject)
    told = [trace for trace in seen(subject, "pdf_hidden_text") if 0 < trace.score < DRAWN]
    for trace in told[:MOST_SHOWN]:
        message = rule_text("PDF011").message("hidden", hidden=trace.facts.get("hidden", ""))
        yield Finding(message=message, evidence=tuple(proofs(document, trace)))
