"""PDF003: a later revision of the PDF changed a value."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, MOST_SHOWN, is_changed_value, of, place_name, proofs, seen
from validators.rule import Subject, rule, rule_text


@rule(
    "PDF003",
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 7.5.6 (incremental updates)",),
    since="0.3",
)
def revised_value(subject: Subject) -> Iterator[Finding]:
    """A later revision of the PDF changed a value.

    ## What it checks
    Unsigned files of more than one revision: the words of each page in the first, a middle and the last revision
    before the file's own, against the words now. Counts where words were replaced or taken away in a critical field,
    or where words with figures were replaced by others with figures.

    ## Why it matters
    The earlier text still stands in the file, so both can be shown. Most files have one revision; many have more for
    good reasons, which is why the number of revisions alone says nothing.

    ## Known false alarms
    Somebody filled in a form, saved it, and corrected an entry. A note or a drawing that was added changes no word
    and does not count here.

    Known gap: a program that writes the whole file anew leaves no earlier revision. Signed files are left to the
    signature check. Of many revisions three are looked at.

    ## Example
    Revision 1 says "24 bulan", the file now says "12 bulan": flagged. A highlighted line in revision 2 passes.

    ## References
    ISO 32000-1:2008 7.5.6; forgery.md section 3.5 (9.3 % of real files have more than one revision).
    """
    document = of(subject)
    counted = [trace for trace in seen(subject, "pdf_revisions") if is_changed_value(trace)]
    for trace in counted[:MOST_SHOWN]:
        before, after = trace.facts.get("before", ""), trace.facts.get("after", "")
        key = "replaced" if after else "removed"
        message = rule_text("PDF003").message(key, field=place_name(trace, begins=True), before=before, after=after)
        yield Finding(message=message, found=after or None, evidence=tuple(proofs(document, trace)))
