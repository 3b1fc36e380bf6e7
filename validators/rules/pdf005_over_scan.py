"""PDF005: text or a patch lies over the print of a scanned page."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, in_margin, is_critical, of, place_name, proofs, seen
from validators.rule import Subject, rule, rule_text

RETYPED, AMID = 1.0, 0.5
"""Scores of text on a patch that hides print, and of text or a patch in a field's place (``pdf_over_scan``)."""


@rule(
    "PDF005",
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 8.1 (painting order)",),
    since="0.3",
)
def over_scan(subject: Subject) -> Iterator[Finding]:
    """Text or a patch lies over the print of a scanned page.

    ## What it checks
    Pages that are pictures: text on an area, a picture or a mark that hides print of the scan; and, in the place of a
    critical field, text or a patch that lies over the scan by itself.

    ## Why it matters
    A scanner gives one picture, or one picture and a layer of text that cannot be seen. Letters that a program
    painted over the picture were not on the paper.

    ## Known false alarms
    A form that was scanned and then filled in on a computer; a seal or a signature put on as a picture. Seals over
    print count only where print is hidden in a critical field.

    Known gap: what was changed in the picture itself is no object over it. Programs that pack print and ground apart
    put many pictures over each other; from 13 on they are not looked at as patches.

    ## Example
    "1.900" typed on a white area over the scanned wage: flagged. "Scanned with ..." in the foot passes.

    ## References
    forgery.md section 3.5 (an image-only page with one vector text on top). Measured 29 November 2026.
    """
    document = of(subject)
    found = seen(subject, "pdf_over_scan")
    at_values = [trace for trace in found if trace.score >= AMID and is_critical(trace.field)]
    elsewhere = [trace for trace in found if trace.score >= RETYPED and trace not in at_values]
    counted = [*at_values, *(trace for trace in elsewhere if not in_margin(trace))]
    for trace in counted[:MOST_SHOWN]:
        text = trace.facts.get("text", "")
        key = ("retyped" if trace.score >= RETYPED else "typed") if text else "patch"
        message = rule_text("PDF005").message(key, field=place_name(trace, begins=True), text=text)
        yield Finding(message=message, found=text or None, evidence=tuple(proofs(document, trace)))
