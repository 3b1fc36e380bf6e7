"""PDF008: a value of the PDF stands in another font than those around it."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, is_critical, of, place_name, proofs, seen
from validators.rule import Subject, rule, rule_text

PUT_IN: Final = 1.0
"""Score from which on PDF007 speaks (``pdf_odd_text``)."""


@rule(
    "PDF008",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 9.2 (text)",),
    since="0.3",
    status="preview",
)
def odd_font(subject: Subject) -> Iterator[Finding]:
    """A value of the PDF stands in another font than those around it.

    ## What it checks
    Born-digital pages: critical fields in a font and size, colour or subset that nothing else on the page has, or
    painted late with no other sign.

    ## Why it matters
    It tells where to look. Low and on trial: designs differ, and one value may be set apart for good reason.

    ## Known false alarms
    A number or a name that the form sets apart by its font.

    Known gap: bold and slanted fonts of one family are one font here.

    ## Example
    A NIK in Courier on a page of Times is told; a bold name passes.

    ## References
    forgery.md section 3.5 (fonts: not measured there).
    """
    document = of(subject)
    odd = [trace for trace in seen(subject, "pdf_odd_text") if 0 < trace.score < PUT_IN and is_critical(trace.field)]
    for trace in odd[:MOST_SHOWN]:
        text, font, usual = (trace.facts.get(key, "") for key in ("text", "font", "usual"))
        message = rule_text("PDF008").message(
            "font", field=place_name(trace, begins=True), text=text, font=font, usual=usual
        )
        yield Finding(message=message, found=text, evidence=tuple(proofs(document, trace)))
