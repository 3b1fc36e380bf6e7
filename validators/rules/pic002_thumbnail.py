"""PIC002: the small picture in the file shows something else."""

from collections.abc import Iterator
from typing import Final

from validators.messages import picture
from validators.model import Cause, Evidence, Finding, Severity
from validators.rule import EVERY_PAPER, Subject, rule, rule_text

UNLIKE: Final = 8.0
"""Score from which on one place differs: 60 drawn photos with their thumbnails had 6.2 at most, 29 swapped portraits
8.5 and more (seeds 701 and up, thumbnails of four scalers, quality 50 to 90, a fifth of the photos sharpened after)."""


@rule(
    "PIC002",
    severity=Severity.LOW,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("EXIF 2.32, IFD 1 (thumbnail)",),
    since="0.3",
)
def thumbnail(subject: Subject) -> Iterator[Finding]:
    """The file's own small picture shows something else at one place.

    ## What it checks
    The EXIF thumbnail against the photo, both reduced to 160 pixels (``validators/forensics/checks/thumbnail.py``).

    ## Why it matters
    A camera writes both at once; a program that changes the photo may leave the old small picture in the file.

    ## Known false alarms
    A gallery that covered or brightened one place; a lens filter. A cropped photo has another shape and is left out.

    Known gap: a changed letter or digit cannot be seen at 160 pixels.

    ## Example
    A photo of a card whose small picture shows another portrait is flagged.

    ## References
    forgery.md section 4, check 5 (thumbnail mismatch).
    """
    document = subject.document
    for trace in subject.traces("thumbnail"):
        if document is not None and trace.score >= UNLIKE:
            proofs = (
                Evidence(caption=picture("here"), role="found", document=document.id, region=trace.region),
                Evidence(
                    caption=picture("thumbnail"), role="shown", document=document.id,
                    blob_sha256=trace.shown_sha256,
                ),
            )  # fmt: skip
            yield Finding(message=rule_text("PIC002").message("unlike"), evidence=proofs)
