"""PDF001: a value of the PDF lies over another text that is hidden."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, covered, of, place_name, proofs
from validators.rule import Subject, rule, rule_text


@rule(
    "PDF001",
    severity=Severity.HIGH,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 8.1 (painting order)", "UU 11/2008 Pasal 6 (integrity of electronic documents)"),
    since="0.3",
)
def covered_value(subject: Subject) -> Iterator[Finding]:
    """A value of the PDF lies over another text that is hidden.

    ## What it checks
    Every text of a page that leaves no pixel on it, because an area, a picture, a mark or the colour of the ground
    hides it, and what is shown in its place. Counts where the place is a critical field (names, numbers, days, sums),
    or no field was read there and both texts are numbers, and the two say different things of one kind; and where a
    cover of the text's own size shows something drawn in a critical field.

    ## Why it matters
    A word processor replaces a value when it is corrected. A second text painted over the first one is what an editor
    of finished files leaves behind, and both texts can be read.

    ## Known false alarms
    An office corrects a slip in a finished file, or uses an earlier worker's file as its form. The finding shows both
    texts; a person asks who changed it and why. High, because the two texts of one file contradict each other in a
    value that decides.

    Known gap: an editor that takes the old text out of the file leaves nothing hidden; PDF007 looks for what it
    writes instead. A value in a picture that covers the text is shown, not read.

    ## Example
    Below the wage "RM 1.500" lies "RM 1.900" under a white area: flagged. A dotted line under a value that was filled
    in passes.

    ## References
    forgery.md section 3.5; ISO 32000-1:2008 8.1 and 9.3.6. Measured 29 November 2026 (docs/screening.md).
    """
    document = of(subject)
    for trace in covered(subject, critical=True):
        hidden, shown = trace.facts.get("hidden", ""), trace.facts.get("shown", "")
        key, place = ("text" if shown else "drawn"), place_name(trace, begins=True)
        message = rule_text("PDF001").message(key, field=place, hidden=hidden, shown=shown)
        yield Finding(message=message, found=shown or None, evidence=tuple(proofs(document, trace)))
