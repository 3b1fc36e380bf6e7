"""TYP001: a value's print differs from the print around it."""

from collections.abc import Iterator
from typing import Final

from validators.messages import field_name, picture
from validators.model import Cause, Evidence, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule, rule_text

UNUSUAL: Final = 1.0
"""Score that one genuine file in a hundred reaches (measured: ``validators/forensics/typography.toml``)."""
SHOWN: Final = 3
"""Values that are shown, the most unusual first."""


@rule(
    "TYP001",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("docs/screening.md (print)",),
    since="0.3",
    status="preview",
)
def value(subject: Subject) -> Iterator[Finding]:
    """A number, name, date or wage is printed unlike the print around it.

    ## What it checks
    Height, foot, strokes, colour, sharpness, noise and JPEG residue of each critical value's letters against other
    values and words of the same paper (``validators/forensics/checks/typography.py``), on lossless pictures and photos
    of quality 85 and more, also where a page of a PDF is one.

    ## Why it matters
    A value typed over or cut from another picture seldom has the blur, noise and history of its neighbours.

    ## Known false alarms
    One genuine file in a hundred by construction: stains, folds, a stamp or a light spot on one value; a form that was
    filled in with another printer; a value that the owner covered for privacy. Typewritten and dot-matrix papers print
    unevenly: of the six genuine ones over the limit in bench/forgery all were such, most of them scans.

    Known gap: figures copied within the same picture differ in nothing but their earlier JPEG grid (TYP002); after a
    messenger nothing is left to see.

    ## Example
    A birth date typed in a sharper, noiseless face on a photo of a card is flagged with both places marked.

    ## References
    docs/screening.md (typography); forgery.md section 6 (scores a field).
    """
    document = subject.document
    for trace in subject.traces("typography")[:SHOWN]:
        if document is None or trace.score < UNUSUAL or not trace.facts:
            continue
        proofs = [Evidence(caption=picture("here"), role="found", document=document.id, region=trace.region)]
        if trace.compared is not None:
            about = rule_text("TYP001").message("neighbour")
            proofs.append(Evidence(caption=about, role="compared", document=document.id, region=trace.compared))
        if trace.map_sha256 is not None:
            about = rule_text("TYP001").message("map")
            proofs.append(Evidence(caption=about, role="map", document=document.id, blob_sha256=trace.map_sha256))
        found, usual = trace.facts["found"], trace.facts["usual"]
        differs = rule_text("TYP001").message(trace.facts["feature"], found=found, usual=usual)
        named = field_name(trace.field, begins=True)
        yield Finding(
            message=rule_text("TYP001").message("unlike", field=named, differs=differs), evidence=tuple(proofs)
        )
