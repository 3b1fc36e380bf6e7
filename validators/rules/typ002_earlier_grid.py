"""TYP002: a value lacks the JPEG grid that the rest of the picture had before."""

from collections.abc import Iterator
from typing import Final

from validators.messages import field_name, picture
from validators.model import Cause, Evidence, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule, rule_text

CLEARLY: Final = 5.0
"""Deviations from which on print lacks the grid: 336 genuine pictures of the three strata had 3.5 at most (seeds 9101,
9202 and 740061 up), of 67 edits on fine strata with a coarser earlier save 33 had more (docs/screening.md)."""
SHOWN: Final = 3
"""Values that are shown."""


@rule(
    "TYP002",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("ISO/IEC 10918-1, A.3.4 (quantisation)",),
    since="0.3",
    status="preview",
)
def earlier_grid(subject: Subject) -> Iterator[Finding]:
    """Letters of a value do not lie on the JPEG grid that the rest of the picture had before its last save.

    ## What it checks
    Whether the coefficients under each critical value's letters keep to the steps of the picture's earlier save, as
    those under all other print do (``validators/forensics/grids.py``). Only where an earlier, coarser save shows.

    ## Why it matters
    What was put into a picture after it had been saved once was never on that grid. It also finds figures that were
    copied within the picture, which no other measure of print does.

    ## Known false alarms
    The owner or a counter covered, wrote or drew on a value; an application that adds a date or a mark; strong light
    that clips a part of the picture.

    Known gap: a picture that was no JPEG before the edit, or was saved coarser or smaller after it.

    ## Example
    A NIK of which three figures lie off the grid that all other print of the photo lies on is flagged.

    ## References
    docs/screening.md (typography); Bianchi and Piva, IEEE TIFS 7 (2012).
    """
    document = subject.document
    lacking = [
        trace for trace in subject.traces("typography") if float(trace.facts.get("grid_deviations", "0")) >= CLEARLY
    ]
    for trace in sorted(lacking, key=lambda one: -float(one.facts["grid_deviations"]))[:SHOWN]:
        if document is None:
            continue
        proofs = [Evidence(caption=picture("here"), role="found", document=document.id, region=trace.region)]
        if trace.compared is not None:
            about = rule_text("TYP002").message("neighbour")
            proofs.append(Evidence(caption=about, role="compared", document=document.id, region=trace.compared))
        message = rule_text("TYP002").message(
            "lacks", field=field_name(trace.field, begins=True), found=trace.facts["grid_found"],
            usual=trace.facts["grid_usual"],
        )  # fmt: skip
        yield Finding(message=message, evidence=tuple(proofs))
