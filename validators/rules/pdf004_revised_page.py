"""PDF004: a later revision of the PDF changed a page."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, is_changed_value, of, proofs, seen
from validators.rule import Subject, rule, rule_text


@rule(
    "PDF004",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 7.5.6 (incremental updates)",),
    since="0.3",
)
def revised_page(subject: Subject) -> Iterator[Finding]:
    """A later revision of the PDF changed a page.

    ## What it checks
    As PDF003, for what it leaves out: other words that were replaced, taken away or added, and pages of the same
    words that are drawn otherwise.

    ## Why it matters
    It says where to look, and shows how the place was before.

    ## Known false alarms
    A form that was filled in, a highlight, a signature drawn by hand, a stamp of an office. Low: it opens no case.

    Known gap: as PDF003.

    ## Example
    Revision 2 added "sudah diperiksa": told. A file of one revision passes.

    ## References
    ISO 32000-1:2008 7.5.6.
    """
    document = of(subject)
    changes = [trace for trace in seen(subject, "pdf_revisions") if trace.region is not None]
    for trace in [trace for trace in changes if not is_changed_value(trace)][:MOST_SHOWN]:
        before, after = trace.facts.get("before", ""), trace.facts.get("after", "")
        key = "words" if before or after else "drawing"
        message = rule_text("PDF004").message(key, before=before or "-", after=after or "-")
        yield Finding(message=message, found=after or None, evidence=tuple(proofs(document, trace)))
