"""PIC090: what the hints of a picture weigh together, which few genuine pictures reach."""

from collections.abc import Iterator, Mapping
from typing import Final

from extractors.model import Trace, TraceState
from validators.forensics.calibration import APART, BUDGET, TOGETHER, e_value, p_value, rows_of, weigh
from validators.model import Cause, Evidence, Finding, Severity
from validators.packs import ForensicCalibration, all_in_force
from validators.rule import EVERY_PAPER, NotApplicable, Subject, rule, rule_text

SHOWN: Final = 3
"""Hints that are shown, the heaviest first."""


@rule(
    "PIC090",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("Vovk and Wang, Annals of Statistics 49 (2021)",),
    since="0.3",
    status="preview",
)
def hints_together(subject: Subject) -> Iterator[Finding]:
    """Several weak hints on one picture add up to what few genuine pictures show.

    ## What it checks
    The mean of what all calibrated checks of the picture's stratum weigh (pack forensic_calibration), against what it
    is on pictures that nobody edited. Flagged where at most one genuine picture in a hundred weighs as much.

    ## Why it matters
    Each hint alone is worth little. Together they may put a file earlier in the queue; they open no case.

    ## Known false alarms
    One genuine picture in a hundred by construction, more where a camera or an office's scanner is unlike those that
    were measured. A picture cut out, written on or made brighter by its owner.

    Known gap: outside the strata that were measured nothing is added up, above all on copies from a messenger.

    ## Example
    A field whose print and noise both differ from the rest of the card, on a photo of quality 92, is flagged.

    ## References
    docs/screening.md (calibration); Vovk and Wang, E-values, Annals of Statistics 49 (2021).
    """
    document = subject.document
    if document is None or document.stratum is None:
        raise NotApplicable
    pack = all_in_force(subject.packs.forensic_calibration, subject.today)
    rows = rows_of(pack, document.stratum)
    strongest = _strongest(document.traces)
    weight = weigh(rows, {check: trace.score for check, trace in strongest.items()})
    limit = next((row for row in pack if (row.check, row.stratum) == (TOGETHER, document.stratum)), None)
    if weight is None or limit is None:
        raise NotApplicable
    chance = p_value(limit, weight)
    if chance > BUDGET:
        return
    text = rule_text("PIC090")
    yield Finding(
        message=text.message("together", share=f"{100 * chance:.1f}", files=str(limit.files)),
        found=f"{weight:.2f}",
        evidence=tuple(_shown(strongest, rows, document.id)),
    )


def _strongest(traces: tuple[Trace, ...]) -> dict[str, Trace]:
    found: dict[str, Trace] = {}
    for trace in traces:
        if trace.state is TraceState.MEASURED and (trace.check not in found or trace.score > found[trace.check].score):
            found[trace.check] = trace
    return found


def _shown(
    strongest: Mapping[str, Trace], rows: Mapping[str, ForensicCalibration], document: str
) -> Iterator[Evidence]:
    """Yield the places of the heaviest hints, each with its map where it has one."""
    weights = {
        check: e_value(rows[check], trace.score)
        for check, trace in strongest.items()
        if check in rows and check not in APART
    }
    text = rule_text("PIC090")
    for check in sorted(weights, key=lambda name: -weights[name])[:SHOWN]:
        trace = strongest[check]
        about = text.message("hint", check=check.replace("_", " "), weight=f"{weights[check]:.1f}")
        if trace.region is not None:
            yield Evidence(caption=about, role="found", document=document, region=trace.region)
        if trace.map_sha256 is not None:
            yield Evidence(
                caption=about, role="map", document=document, region=trace.region, blob_sha256=trace.map_sha256
            )
