"""PIC005: the picture is of a screen or of a photocopy."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.rule import EVERY_PAPER, NotApplicable, Subject, rule, rule_text, whole


@rule(
    "PIC005",
    severity=Severity.INFO,
    cause=Cause.CAPTURE_QUALITY,
    documents=EVERY_PAPER,
    basis=("docs/reading.md (captures)",),
    since="0.3",
)
def copy_of_a_paper(subject: Subject) -> Iterator[Finding]:
    """The picture shows a screen or a photocopy, not the paper.

    ## What it checks
    The regular grid of a screen's dots, and a card or data page without colours (``extractors/quality.py``).

    ## Why it matters
    Nothing can be said from it about the paper's own print. Ask for a photo of the original; no fault of the worker.

    ## Known false alarms
    A photo through a fly screen or of woven cloth; a black-and-white scan of the original.

    Known gap: a photo of a screen that was made smaller shows no grid; a colour copy looks like a card.

    ## Example
    A grey photo of an identity card is noted.

    ## References
    docs/reading.md (captures: photocopy, photo of a screen).
    """
    if subject.document is None:
        raise NotApplicable
    for fact in sorted({fact for page in subject.document.pages for fact in page.quality.facts}):
        yield Finding(message=rule_text("PIC005").message(fact), evidence=whole(subject.document))
