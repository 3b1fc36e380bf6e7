"""Values that a small network of our own finds unlike the other print of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from extractors.model import Region
from validators.forensics import altered, blocks
from validators.forensics.altered import CELL, Logits
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.glyphs import Box
from validators.forensics.strata import Stratum
from validators.forensics.stretches import Turned, turned

MOST_PIXELS: Final = 12_500_000
"""A telephone's full picture; more would take too long."""
LEAST_SIDE: Final = 64
STRONGEST: Final = 5
"""Cells whose mean speaks for a value: a digit covers about as many."""
LEAST_PLACES: Final = 6
"""Values and words without which nobody can say what is usual on the page."""
MOST_WORDS: Final = 400
USUAL: Final = 75
"""Percentile of all words and values that counts as the page's own level: a page of odd print lifts it."""
OWN: Final = 0.5
"""Share of the page's own level that is taken away: the network compares with the page's print itself."""
NOTHING: Final = -8.0
"""Log odds that count as 0: below it nothing is seen."""
ZONE: Final = "mrz"
"""Fields whose names start so are not judged: OCR-B is unlike the other print of every passport."""
HOTTEST: Final = 4.0
"""Log odds that are shown as hottest."""


@dataclass(frozen=True)
class _Place:
    """A value (``field`` names it) or a word with how altered it looks; ``box`` in pixels of the upright page."""

    field: str
    box: Box
    level: float


def _has_values(exhibit: Exhibit) -> bool:
    return any(_judged(name) for sheet in exhibit.sheets for name in sheet.fields)


def _judged(name: str) -> bool:
    return not name.startswith(ZONE)


@check(strata=frozenset({Stratum.CAMERA_JPEG, Stratum.LOSSLESS}), wants=_has_values)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell for the strongest value how much a small network finds it unlike the other print of the page.

    The network sees noise, edges and traces of an earlier JPEG, and was trained on drawn pages only
    (``models/altered_print.md``). The score is the value's log odds above ``NOTHING`` less half of those of the page's
    own print, 0 and up; the map shows every place of the page. Machine readable zones are not judged.
    """
    start = _turns(exhibit)
    answers: dict[tuple[int, int], _Answer] = {}
    found = [one for sheet in exhibit.sheets for one in _on(sheet, start, answers)]
    if not found:
        raise NotMeasurable("too_little_print")
    yield from sorted(found, key=lambda one: -one.score)


def _turns(exhibit: Exhibit) -> int | None:
    """Return the clockwise turns from the JPEG's own blocks to the page as decoded; None where there are no blocks."""
    if exhibit.media_type != "image/jpeg":
        return None
    return blocks.turns(exhibit, blocks.parsed(exhibit))


def _on(sheet: Sheet, start: int | None, answers: dict[tuple[int, int], "_Answer"]) -> Iterator[Measured]:
    """Yield the strongest value of the sheet, if there is print enough; each page is asked about once."""
    if min(sheet.pixels.shape[:2], default=0) < LEAST_SIDE:
        raise NotMeasurable("too_small")
    if sheet.pixels.shape[0] * sheet.pixels.shape[1] > MOST_PIXELS:
        raise NotMeasurable("too_large")
    page, key = turned(sheet), (sheet.page, sheet.rotation)
    if key not in answers:
        left, top = (0, 0) if start is None else _first_block(page, (90 * start + page.rotation) % 360)
        answers[key] = _Answer(altered.logits(page.pixels[top:, left:]), left, top)
    seen = answers[key]
    fields = {name: page.box(region) for name, region in sheet.fields.items() if _judged(name)}
    values = [_Place(name, box, seen.level(box)) for name, box in fields.items()]
    words = [_Place("", box := page.box(word.region), seen.level(box)) for word in sheet.words[:MOST_WORDS]]
    if len(values) + len(words) < LEAST_PLACES or not values:
        return
    usual = float(np.percentile([max(one.level, NOTHING) for one in (*values, *words)], USUAL))
    best = max(values, key=lambda one: one.level)
    score = best.level - NOTHING - OWN * (usual - NOTHING)
    yield Measured(
        score=round(max(score, 0.0), 4), field=best.field, region=page.region(best.box),
        compared=_like(page, best, words), map=_map(page, seen), document=sheet.document,
    )  # fmt: skip


def _first_block(page: Turned, clockwise: int) -> tuple[int, int]:
    """Return the left and upper pixels of the upright page that lie before its first whole block of 8 x 8."""
    high, wide = page.pixels.shape[:2]
    return (wide % CELL if clockwise in {90, 180} else 0, high % CELL if clockwise in {180, 270} else 0)


@dataclass(frozen=True)
class _Answer:
    """The network's answer, and the pixels left of and above its first cell."""

    cells: Logits
    left: int
    top: int

    def level(self, box: Box) -> float:
        """Return the mean of the strongest cells in ``box``, in log odds; ``NOTHING`` where it holds no cell."""
        x0, y0 = (box[0] - self.left) // CELL, (box[1] - self.top) // CELL
        x1, y1 = -(-(box[2] - self.left) // CELL), -(-(box[3] - self.top) // CELL)
        part = self.cells[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)].ravel()
        if not part.size:
            return NOTHING
        return float(np.sort(part)[-STRONGEST:].mean())


def _like(page: Turned, best: _Place, words: Sequence[_Place]) -> Region | None:
    """Return the nearest word whose print is as usual on the page, to compare with."""
    if not words:
        return None
    usual = float(np.median([one.level for one in words]))
    near = [one for one in words if one.level <= usual and one.box[2] > one.box[0]]
    x, y = _middle(best.box)
    nearest = min(near, key=lambda one: abs(_middle(one.box)[0] - x) + 3 * abs(_middle(one.box)[1] - y))
    return page.region(nearest.box)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _map(page: Turned, seen: _Answer) -> Pixels:
    """Return the answer as a picture of the page as stored, a pixel a cell."""
    high, wide = page.pixels.shape[:2]
    whole = np.full((-(-high // CELL), -(-wide // CELL)), NOTHING, np.float32)
    rows, columns = seen.cells.shape
    down, across = -(-seen.top // CELL), -(-seen.left // CELL)
    part = whole[down : down + rows, across : across + columns]
    part[:] = cv2.blur(seen.cells, (3, 3))[: part.shape[0], : part.shape[1]]
    shown = np.clip((whole - NOTHING / 2) / (HOTTEST - NOTHING / 2) * 255, 0, 255).astype(np.uint8)
    return cast("Pixels", np.ascontiguousarray(np.rot90(shown, k=page.rotation // 90)))
