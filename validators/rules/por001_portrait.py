"""POR001: the portrait lacks the JPEG grid that the card around it had before."""

from collections.abc import Iterator
from typing import Final

from validators.messages import picture
from validators.model import Cause, Evidence, Finding, Severity
from validators.rule import Subject, rule, rule_text

CLEARLY: Final = 6.0
"""Deviations from which on the portrait has another history: 130 genuine pictures of 65 cards and data pages had 3.5 at
most, 45 of 129 with a replaced portrait had 6 and more, up to 19 (seeds 9101, 9202; docs/screening.md)."""


@rule(
    "POR001",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents={"ktp", "passport"},
    basis=("ISO/IEC 10918-1, A.3.4 (quantisation)",),
    since="0.3",
    status="preview",
)
def portrait(subject: Subject) -> Iterator[Finding]:
    """The portrait does not lie on the JPEG grid that the card around it had before the last save.

    ## What it checks
    Where the card's print shows an earlier save, whether the portrait shows it too
    (``validators/forensics/checks/portrait.py``), on lossless pictures and photos of quality 85 and
    more, also where a page of a PDF is one.

    ## Why it matters
    A portrait that was put in place of another after the photo was taken was never on that grid.

    ## Known false alarms
    A program that brightened or smoothed the face alone; an owner who covered it and took the cover away.

    Known gap: a card that was no JPEG before, or was saved coarser or smaller afterwards; a portrait exchanged on the
    paper itself.

    ## Example
    A photo of a card whose print keeps the steps of quality 80, and whose portrait keeps none, is flagged.

    ## References
    docs/screening.md (portrait).
    """
    document = subject.document
    for trace in subject.traces("portrait"):
        if document is None or trace.score < CLEARLY:
            continue
        proofs = [Evidence(caption=picture("here"), role="found", document=document.id, region=trace.region)]
        if trace.compared is not None:
            about = rule_text("POR001").message("card")
            proofs.append(Evidence(caption=about, role="compared", document=document.id, region=trace.compared))
        found, usual = trace.facts.get("on_grid", "0"), trace.facts.get("usual_on_grid", "100")
        yield Finding(message=rule_text("POR001").message("lacks", found=found, usual=usual), evidence=tuple(proofs))
