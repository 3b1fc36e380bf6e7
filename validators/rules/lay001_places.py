"""LAY001: a line of a card or data page stands where its kind does not have it."""

from collections.abc import Iterator
from typing import Final

from validators.messages import picture
from validators.model import Cause, Evidence, Finding, Severity
from validators.rule import Subject, rule, rule_text

AWAY: Final = 0.6
"""Line distances from which on a place is told: of 65 genuine captures (tilted, from the side, dim) 63 had 0.1 at most,
one 0.36, and one 1.3, whose reader had taken the neighbouring line (seeds 9101, 9202; docs/screening.md, layout)."""


@rule(
    "LAY001",
    severity=Severity.INFO,
    cause=Cause.FORGERY_SIGN,
    documents={"ktp", "passport"},
    basis=("ICAO Doc 9303-4 (data page)",),
    since="0.3",
    status="preview",
)
def places(subject: Subject) -> Iterator[Finding]:
    """A label or value stands above or below where cards of this kind have it.

    ## What it checks
    The places of labels and values against a layout learnt from specimens, after tilt, perspective and crop are taken
    out (``validators/forensics/layouts.py``); in line distances.

    ## Why it matters
    A line that was typed in, moved or drawn anew seldom keeps the distances of the form.

    ## Known false alarms
    A bent card; a misread line; a print run or a newer form that was not among the specimens, all of them drawn.

    Known gap: a card that was drawn from the same form fits; so does a value typed exactly on its line.

    ## Example
    A card whose date of birth stands two thirds of a line too low is noted.

    ## References
    docs/screening.md (layout); domain.md 1.1 and 2 (order of the fields).
    """
    document = subject.document
    for trace in subject.traces("layout"):
        if document is None or trace.score < AWAY:
            continue
        proofs = [Evidence(caption=picture("here"), role="found", document=document.id, region=trace.region)]
        if trace.map_sha256 is not None:
            about = rule_text("LAY001").message("map")
            proofs.append(Evidence(caption=about, role="map", document=document.id, blob_sha256=trace.map_sha256))
        message = rule_text("LAY001").message(
            "away", place=trace.facts["place"], distance=f"{trace.score:.1f}", agreeing=trace.facts["agreeing"]
        )
        yield Finding(message=message, evidence=tuple(proofs))
