"""Which uploads are measured: our own forgeries by seed, kind and last encoder, or a folder made by other means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from samples.forgeries import CAPTURES, FINALS, PDF_KINDS, PICTURE_KINDS, Forgery, NotMade, Wanted, authentic, make

COPIES: Final = ("photocopy", "screen")
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


def edited_items(seed: int, each: int, pdfs: int, kinds: Sequence[str] = ()) -> Iterator[Item]:
    """Yield ``each`` pictures of every kind and last encoder, and ``pdfs`` PDFs of every kind."""
    place = 0
    for kind in PICTURE_KINDS:
        for final in FINALS:
            for _ in range(each):
                if not kinds or kind in kinds:
                    yield Item(seed + place, kind, final)
                place += 1
    for kind in PDF_KINDS:
        for _ in range(pdfs):
            if not kinds or kind in kinds:
                yield Item(seed + place, kind, "pdf")
            place += 1


def authentic_items(seed: int, each: int, copies: int = 0) -> Iterator[Item]:
    """Yield ``each`` authentic uploads of every capture and last encoder, and ``copies`` photocopies and screens."""
    place = 0
    for capture in CAPTURES:
        for final in FINALS:
            for _ in range(each):
                yield Item(seed + place, "authentic", final, capture)
                place += 1
    for capture in COPIES:
        for _ in range(copies):
            yield Item(seed + place, "authentic", "camera", capture)
            place += 1


def made(item: Item) -> Forgery | None:
    """Return the item's forgery; None where no paper has a place for it."""
    like = Wanted(capture=item.capture, paper="ktp" if item.capture in COPIES else "")
    try:
        if item.kind == "authentic":
            return authentic(item.seed, item.final, like)
        return make(item.seed, item.kind, item.final, like)
    except NotMade:
        return None
