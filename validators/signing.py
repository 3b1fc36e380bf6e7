"""What rules about electronic signatures share: the measures of a paper's file, told apart, and places to show."""

from typing import Final

from extractors.model import Document, Text, Trace
from validators.model import Evidence
from validators.rule import NotApplicable, Subject, rule_text

SEEN: Final = frozenset({"content", "over_text", "field", "page_added", "page_gone"})
"""Changes after which the paper says, or may say, something else."""
CHECK: Final = "pdf_signatures"


def signatures(subject: Subject) -> tuple[Trace, ...]:
    """Return what was measured of each signature of the paper's file.

    Raises:
        NotApplicable: the file is no PDF, or not signed.
        CannotCheck: it could not be examined.
    """
    found = tuple(trace for trace in subject.traces(CHECK) if "outcome" in trace.facts and "change" not in trace.facts)
    if not found:
        raise NotApplicable
    return found


def changes(subject: Subject, *outcomes: str) -> tuple[Trace, ...]:
    """Return the places of this paper that changed after a signature which came to one of ``outcomes``."""
    return tuple(
        trace for trace in subject.traces(CHECK) if "change" in trace.facts and trace.facts.get("outcome") in outcomes
    )


def place(trace: Trace, document: Document, caption: Text) -> tuple[Evidence, ...]:
    """Return where a measure is seen: its region, the whole file where it has none, and what stood there before."""
    found = Evidence(caption=caption, role="found", document=document.id, region=trace.region)
    if trace.shown_sha256 is None:
        return (found,)
    before = rule_text("SGN001").message("before")
    shown = Evidence(
        caption=before, role="shown", document=document.id, region=trace.region, blob_sha256=trace.shown_sha256
    )
    return found, shown
