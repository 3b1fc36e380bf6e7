"""PDF007: a text was put in after the page was made."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, of, place_name, proofs, seen
from validators.rule import Subject, rule, rule_text

PUT_IN: Final = 1.0
"""Score of a text that is painted late and differs in something else too (``pdf_odd_text``)."""


@rule(
    "PDF007",
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 9.2 (text)",),
    since="0.3",
)
def text_put_in(subject: Subject) -> Iterator[Finding]:
    """A text was put in after the page was made.

    ## What it checks
    Born-digital pages: texts that are painted long after those around them (30 % of the page's texts lie between) and
    differ from the page in the font, the size, the colour, the source (a form, untagged text), a second subset of one
    font, or have a ground painted for them alone. Nothing counts where most of a page's fields are so, or more than
    eight places.

    ## Why it matters
    A program paints a page from its head to its foot. A text in the middle that is painted last, in another font, was
    put there afterwards.

    ## Known false alarms
    A form into which a program fills one value only; a number or a stamp that an office adds. What stands in the head
    and foot of the page does not count.

    Known gap: a text that was changed in its place, in its own font, shows none of these signs; nor do texts in other
    scripts.

    ## Example
    The wage in Helvetica, painted last on a page of Liberation Serif: flagged. A bold name passes.

    ## References
    forgery.md section 3.5 (fonts: not measured there). Measured 29 November 2026 (docs/screening.md).
    """
    document = of(subject)
    for trace in [trace for trace in seen(subject, "pdf_odd_text") if trace.score >= PUT_IN][:MOST_SHOWN]:
        text, font, usual = (trace.facts.get(key, "") for key in ("text", "font", "usual"))
        message = rule_text("PDF007").message(
            "late", field=place_name(trace, begins=True), text=text, font=font, usual=usual
        )
        yield Finding(message=message, found=text, evidence=tuple(proofs(document, trace)))
