"""PDF012: a text of the PDF was written anew in its place."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, of, place_name, proofs, seen
from validators.rule import Subject, rule, rule_text

COUNTS: Final = 0.9
"""Score of a text out of its font's order, and of a page written anew alone (``pdf_rewritten``)."""


@rule(
    "PDF012",
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 9.4.3 (text showing), 9.10.3 (ToUnicode CMaps) and 7.8.2 (content streams)",),
    since="0.3",
)
def rewritten_text(subject: Subject) -> Iterator[Finding]:
    """A text of the PDF was written anew in its place.

    ## What it checks
    Born-digital files, three traces. Many programs number a font's characters as they first meet them in the text:
    where all others keep that order and a few at one place do not, the text there is not what the program wrote. And a
    program writes all its pages in one manner: a page that shares fonts with the others but is set down
    otherwise was written anew alone. Last, PDFium and editors built on it mark a page's text when they write it anew,
    which they do only where something of it was changed, moved or taken out.

    ## Why it matters
    Such a change leaves nothing covered, no revision and no other font; the page looks as if it had always been so.

    ## Known false alarms
    An office corrected a slip in the finished file, or took something off one page. One page of a print whose pages
    differ in a single value only. Pages taken out, put together or turned about, and whole files that a program saved
    anew, raise nothing; nor does a page with a stamp put on.

    Known gap: most single changed figures. The order tells of a change only where a character is used first, and a
    page alone needs other pages. Files of one page that were rewritten whole say nothing.

    ## Example
    The font lists 7 after 3 and before 5, but the first 7 stands far behind both: flagged between them.

    ## References
    ISO 32000-1:2008 9.4.3, 9.10.3, 7.8.2. Measured 29 November 2026 (docs/screening.md).
    """
    document = of(subject)
    for trace in [trace for trace in seen(subject, "pdf_rewritten") if trace.score >= COUNTS][:MOST_SHOWN]:
        text, letters = trace.facts.get("text", ""), trace.facts.get("letters", "")
        sign = trace.facts.get("sign", "")
        key = sign if sign in {"page", "editor"} else "order" if text else "order_on_page"
        number = str(trace.region.page + 1) if trace.region else "1"
        message = rule_text("PDF012").message(
            key, field=place_name(trace), text=text, letters=letters, page=number, pages=trace.facts.get("pages", "")
        )
        yield Finding(message=message, found=text or None, evidence=tuple(proofs(document, trace)))
