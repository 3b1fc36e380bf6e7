"""Stretches of print on a sheet: its values and the words beside them, upright and cut into letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extractors.model import Region
from validators.forensics.exhibit import Pixels, Sheet
from validators.forensics.glyphs import Box, Letters, letters

MOST_WORDS: Final = 50
"""Words beside the values that are cut into letters; those nearest to a value first."""
_SAME: Final = 0.5
"""Share of a word's area under a value from which on it is that value's."""


@dataclass(frozen=True)
class Stretch:
    """One value (``field`` names it) or word: its box in pixels of the upright page, its letters, its text.

    ``tall`` tells that all its letters have one height: figures and capitals.
    """

    field: str
    box: Box
    letters: Letters
    text: str

    @property
    def tall(self) -> bool:
        """Whether all letters have one height."""
        return bool(self.text) and self.text == self.text.upper()

    @property
    def place(self) -> tuple[float, float]:
        """The middle, in pixels."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True)
class Turned:
    """A sheet's pixels turned upright, and the way back to the page as stored."""

    pixels: Pixels
    rotation: int
    page: int

    def box(self, region: Region) -> Box:
        """Return a region of the page as stored as a box in pixels of the upright page."""
        high, wide = self.pixels.shape[:2]
        x0, y0 = _turned(region.x0, region.y0, self.rotation)
        x1, y1 = _turned(region.x1, region.y1, self.rotation)
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        return int(left * wide), int(top * high), round(right * wide), round(bottom * high)

    def region(self, box: Box) -> Region:
        """Return a box in pixels of the upright page as a region of the page as stored."""
        high, wide = self.pixels.shape[:2]
        corners = [_stored(x / wide, y / high, self.rotation) for x, y in (box[:2], box[2:])]
        return Region.clipped(self.page, *corners[0], *corners[1])


@dataclass(frozen=True)
class Upright:
    """A sheet turned upright, and its stretches of print (values first)."""

    turned: Turned
    stretches: tuple[Stretch, ...]

    @property
    def pixels(self) -> Pixels:
        """The upright page."""
        return self.turned.pixels


def turned(sheet: Sheet) -> Turned:
    """Return the sheet's page upright."""
    pixels = np.ascontiguousarray(np.rot90(sheet.pixels, k=-sheet.rotation // 90))
    return Turned(pixels, sheet.rotation, sheet.page)


def upright(sheet: Sheet) -> Upright:
    """Return the sheet upright, with its values and the words around them cut into letters."""
    page = turned(sheet)
    words = [(word.text, word.region) for word in sheet.words]
    found: list[Stretch] = []
    for name, region in sheet.fields.items():
        own = [text for text, place in words if _is_in(place, region)]
        cut = _cut(name, page.box(region), " ".join(own) or sheet.values.get(name, ""), page.pixels)
        found += [cut] if cut is not None else []
    values = [one.place for one in found]
    loose = [
        (text, page.box(place)) for text, place in words if not any(_is_in(place, one) for one in sheet.fields.values())
    ]
    for text, box in sorted(loose, key=lambda one: _distance(one[1], values))[:MOST_WORDS]:
        cut = _cut("", box, text, page.pixels)
        found += [cut] if cut is not None and len(cut.letters) >= 2 else []
    return Upright(page, tuple(found))


def _cut(name: str, box: Box, text: str, pixels: Pixels) -> Stretch | None:
    cut = letters(pixels, box)
    return None if cut is None else Stretch(name, box, cut, text)


def _is_in(word: Region, field: Region) -> bool:
    area = word.width * word.height
    return area > 0 and word.common(field) > _SAME * area


def _distance(box: Box, places: Sequence[tuple[float, float]]) -> float:
    """Return how far a box is from the nearest value, a step down counting for three across: lines come first."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return min((abs(x - px) + 3 * abs(y - py) for px, py in places), default=0.0)


def _turned(x: float, y: float, rotation: int) -> tuple[float, float]:
    """Return a point of the page as stored after turning it clockwise."""
    return {90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}.get(rotation, (x, y))


def _stored(x: float, y: float, rotation: int) -> tuple[float, float]:
    """Return a point of the upright page as it lies on the page as stored."""
    return {90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}.get(rotation, (x, y))
