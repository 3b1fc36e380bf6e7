"""Ruled tables: the boxes that printed lines enclose on a page, found in its pixels.

A box tells which lines of print belong together better than any gap does: a label that runs over two lines, a value
beside it. Boxes are closed areas, so dotted leaders and underlined blanks make none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.model import Region, Word
from extractors.straighten import grey

SIDE: Final = 1700
"""Pixels of the longer side on which rules are looked for: a hairline is still one pixel wide."""
LEAST_RUN: Final = 44, 20
"""Pixels that a level and an upright rule has at least: longer than any stroke of a letter."""
LEAST_BOX: Final = 20, 12
"""Width and height in pixels of the smallest box that can hold a word."""
MOST_SHARE: Final = 0.45
"""Share of the page above which a box is a frame around the text, not a table's."""
LEAST_FILLED: Final = 0.7
"""Share of its own bounds that a box fills: less is the space between things."""


@dataclass(frozen=True)
class Ruled:
    """The boxes of one page: ``places`` holds a box's number at each of its pixels, 0 elsewhere."""

    places: NDArray[np.int32]
    boxes: Mapping[int, Region]

    def box_of(self, word: Word) -> int:
        """Return the number of the box that holds the middle of ``word``, 0 for none."""
        high, wide = self.places.shape
        x = int((word.region.x0 + word.region.x1) / 2 * wide)
        y = int((word.region.y0 + word.region.y1) / 2 * high)
        around = self.places[max(0, y - 2) : y + 3, max(0, x - 2) : x + 3]
        found = around[around > 0]
        number = int(found[0]) if found.size else 0
        return number if number in self.boxes else 0


def find_boxes(pixels: Pixels) -> Ruled:
    """Return the boxes of an upright page; none where nothing is ruled."""
    picture = grey(pixels)
    scale = min(1.0, SIDE / max(picture.shape))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    dark = cast("Pixels", cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 9))
    if not dark.any():
        return Ruled(np.zeros((1, 1), np.int32), {})
    level = _rules(dark, (LEAST_RUN[0], 1), (9, 3))
    upright = _rules(dark, (1, LEAST_RUN[1]), (3, 9))
    if not (level.any() and upright.any()):
        return Ruled(np.zeros((1, 1), np.int32), {})
    walls = cv2.bitwise_or(level, upright)
    count, places, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(walls), connectivity=4)
    high, wide = walls.shape
    boxes = {}
    for number in range(1, count):
        x, y, across, down, area = (int(value) for value in stats[number])
        inside = x > 0 and y > 0 and x + across < wide and y + down < high
        large = across >= LEAST_BOX[0] and down >= LEAST_BOX[1]
        filled = LEAST_FILLED * across * down <= area and across * down <= MOST_SHARE * wide * high
        if inside and large and filled:
            boxes[number] = Region.clipped(0, x / wide, y / high, (x + across) / wide, (y + down) / high)
    return Ruled(cast("NDArray[np.int32]", places), boxes)


def _rules(dark: NDArray[np.uint8], run: tuple[int, int], bridge: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the strokes of ``dark`` that are as long as ``run``, thickened so that they meet at their corners."""
    kept = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, run))
    return cast("NDArray[np.uint8]", cv2.dilate(kept, cv2.getStructuringElement(cv2.MORPH_RECT, bridge)))


def by_box(words: Iterable[Word], ruled: Ruled) -> tuple[list[Word], dict[int, list[Word]]]:
    """Return the words outside of all boxes, and those in each box."""
    outside: list[Word] = []
    inside: dict[int, list[Word]] = {}
    for word in words:
        number = ruled.box_of(word)
        (inside.setdefault(number, []) if number else outside).append(word)
    return outside, inside


def bands(numbers: Sequence[int], ruled: Ruled) -> list[list[int]]:
    """Return boxes whose upper edges lie level, left to right, from the top of the page down."""
    rows: list[list[int]] = []
    for number in sorted(numbers, key=lambda number: ruled.boxes[number].y0):
        box = ruled.boxes[number]
        last = ruled.boxes[rows[-1][0]] if rows else None
        if last is not None and box.y0 - last.y0 < 0.4 * min(box.height, last.height):
            rows[-1].append(number)
        else:
            rows.append([number])
    return [sorted(row, key=lambda number: ruled.boxes[number].x0) for row in rows]
