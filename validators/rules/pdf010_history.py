"""PDF010: the PDF was changed after it was made."""

from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.pdf_traces import EVERY_PAPER, of, whole_page
from validators.rule import Subject, rule, rule_text

PROGRAMS: Final = ("creator", "producer", "writer", "agents")
"""What a file says of the programs that wrote it, in the order in which they come."""


@rule(
    "PDF010",
    severity=Severity.INFO,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO 32000-1:2008 14.3 (metadata)",),
    since="0.3",
)
def history(subject: Subject) -> Iterator[Finding]:
    """The PDF was changed after it was made.

    ## What it checks
    The number of revisions, the programs that the file names, a second name of the file that differs from the first,
    and the steps that its metadata tell.

    ## Why it matters
    Context for a person who looks at the file for another reason. More than a quarter of all genuine files were
    changed after they were made, so this never counts.

    ## Known false alarms
    Every file that was merged, compressed, signed or saved once more.

    Known gap: all of it can be written by anybody; a file that says nothing passes.

    ## Example
    Two revisions, made by Skia and saved by qpdf: told. A file as its program wrote it passes.

    ## References
    forgery.md section 3.5 (ModDate differs from CreationDate in 27 % of real files).
    """
    document = of(subject)
    for trace in subject.traces("pdf_facts"):
        facts = trace.facts
        revisions = int(facts.get("revisions", "1"))
        if revisions > 1 or facts.get("id_changed") or int(facts.get("history", "0")) > 1:
            programs = ", ".join(dict.fromkeys(facts[key] for key in PROGRAMS if facts.get(key))) or "-"
            message = rule_text("PDF010").message("history", revisions=str(revisions), programs=programs)
            yield Finding(message=message, evidence=(whole_page(document),))
