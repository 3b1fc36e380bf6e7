"""PDF009: the PDF starts or sends something."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, of, whole_page
from validators.rule import Subject, rule, rule_text

KINDS: Final = ("scripts", "launches", "submits")


@rule(
    "PDF009",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 12.6 (actions)",),
    since="0.3",
)
def active_content(subject: Subject) -> Iterator[Finding]:
    """The PDF starts or sends something.

    ## What it checks
    Scripts, actions that start a program, and actions that send a form's entries, in the file and in its object
    streams.

    ## Why it matters
    A paper for people needs none of them. Nothing is run here; whoever opens the file elsewhere should know.

    ## Known false alarms
    Forms that check dates and sums while they are filled in. Low: it opens no case.

    Known gap: what is encrypted or packed in other ways is not seen.

    ## Example
    A form with a script that checks a date is told; a form without one passes.

    ## References
    ISO 32000-1:2008 12.6.
    """
    document = of(subject)
    for trace in subject.traces("pdf_facts"):
        held = [f"{trace.facts[key]} {key}" for key in KINDS if key in trace.facts]
        if trace.score > 0 and held:
            message = rule_text("PDF009").message("holds", held=", ".join(held))
            yield Finding(message=message, evidence=(whole_page(document),))
