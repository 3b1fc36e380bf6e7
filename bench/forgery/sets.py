"""Which uploads are measured: our own forgeries by seed, kind and last encoder, or a folder made by other means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samples.forgeries import (
    CAPTURES,
    FINALS,
    PDF_KINDS,
    PICTURE_KINDS,
    SIGNED_KINDS,
    THUMBNAIL_KINDS,
    Forgery,
    NotMade,
    Wanted,
    authentic,
    make,
)

TRACED: Final = ("png", "camera", "scan_pdf")
"""Last encoders after which hints are looked for at all."""
CALIBRATION_SEED: Final = 610_001
REPORT_SEED: Final = 720_001
"""First seeds: thresholds and calibration see the first range only, what is printed comes from the second."""


@dataclass(frozen=True)
class Item:
    """One forgery to make: ``kind`` is ``authentic`` for an upload of which nobody edited either twin."""

    seed: int
    kind: str
    final: str
    capture: str = ""


def edited_items(
    seed: int, each: int, files: int, kinds: Sequence[str] = (), finals: Sequence[str] = ()
) -> Iterator[Item]:
    """Yield ``each`` pictures of every kind and last encoder, and ``files`` files of every kind of the others.

    ``kinds`` and ``finals`` leave all others out; the rest keep their seeds.
    """
    pairs = [(kind, final, each) for kind in PICTURE_KINDS for final in FINALS]
    pairs += [(kind, "pdf", files) for kind in (*PDF_KINDS, *SIGNED_KINDS)]
    pairs += [(kind, "camera", files) for kind in THUMBNAIL_KINDS]
    places = [(kind, final) for kind, final, count in pairs for _ in range(count)]
    for place, (kind, final) in enumerate(places):
        if (not kinds or kind in kinds) and (not finals or final in finals):
            yield Item(seed + place, kind, final)


def authentic_items(seed: int, each: int, finals: Sequence[str] = TRACED) -> Iterator[Item]:
    """Yield ``each`` authentic uploads of every capture and of every last encoder that leaves traces of editing.

    With ``finals`` only those; they keep their seeds.
    """
    place = 0
    for _ in range(each):
        for capture in CAPTURES:
            for final in TRACED:
                if final in finals:
                    yield Item(seed + place, "authentic", final, capture)
                place += 1


def made(item: Item) -> Forgery | None:
    """Return the item's forgery; None where no paper has a place for it."""
    like = Wanted(capture=item.capture)
    try:
        if item.kind == "authentic":
            return authentic(item.seed, item.final, like)
        return make(item.seed, item.kind, item.final, like)
    except NotMade:
        return None
