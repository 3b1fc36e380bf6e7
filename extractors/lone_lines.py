"""Small lines of print far from all others, such as the page number at the foot of a half empty page.

Layout analysis drops them, and they are paler and smaller than the text, so that what finds lines of text on a whole
picture passes them over. They are looked for at the scale of the words that were read, on the paper only.
"""

from collections.abc import Iterator, Sequence
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Pixels
from extractors.model import Region, Word
from extractors.straighten import cut, grey

WORD_HEIGHT: Final = 20
"""Pixels of height at which words stand while lines are looked for."""
MOST_SCALED: Final = 3.0
LEAST_CONTRAST: Final = 14.0
"""Grey levels by which print is darker than the paper around it."""
OVER_NOISE: Final = 6.0
"""So many times the middle deviation of the empty paper must it be, too."""
AS_BRIGHT: Final = 0.72
"""Share of the brightness of the paper around the words that the paper around a lone line has: a table has less."""
HEIGHTS: Final = (0.35, 2.0)
"""Height of a lone line in heights of a word of the text."""
SHAPE: Final = 1.2
"""Least length of a line in heights of its own: two digits."""
MOST: Final = 4
"""So many lines are worth reading again."""


def lone_lines(pixels: Pixels, words: Sequence[Word]) -> list[Region]:
    """Return where lines of print stand above or below all ``words``, those nearest to the paper's edge first.

    Regions are in shares of ``pixels``, with some room around the line; at most ``MOST`` of them.
    """
    tall = float(np.median([word.region.height for word in words])) * pixels.shape[0]
    read = Region.around(word.region for word in words)
    paper = _brightness(cut(pixels, read))
    room = tall / pixels.shape[0]
    bands = (
        Region.clipped(0, 0.02, 0.0, 0.98, max(read.y0 - room / 2, 0.0)),
        Region.clipped(0, 0.02, min(read.y1 + room / 2, 1.0), 0.98, 1.0),
    )
    found = [
        place for band in bands if band.height > 2 * room for place in _in_band(pixels, band, tall, AS_BRIGHT * paper)
    ]
    return sorted(found, key=lambda place: min(place.y0, 1 - place.y1))[:MOST]


def _in_band(pixels: Pixels, band: Region, tall: float, least: float) -> Iterator[Region]:
    """Yield the lines in ``band`` on paper at least as bright as ``least``; words are ``tall`` pixels high."""
    scale = min(WORD_HEIGHT / max(tall, 1.0), MOST_SCALED)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = cast("Pixels", cv2.resize(grey(cut(pixels, band)), None, fx=scale, fy=scale, interpolation=how))
    high, wide = picture.shape
    bright = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((WORD_HEIGHT + 5, WORD_HEIGHT + 5), np.uint8))
    dark = cv2.subtract(bright, cv2.GaussianBlur(picture, (3, 3), 0)).astype(np.float32)
    on_paper = bright >= least
    if not on_paper.any():
        return
    middle = float(np.median(dark[on_paper]))
    noise = float(np.median(np.abs(dark[on_paper] - middle)))
    ink = (on_paper & (dark > middle + max(LEAST_CONTRAST, OVER_NOISE * noise))).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, WORD_HEIGHT + 1), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    for x, y, length, height, area in boxes[1:count]:
        if _is_line(length, height, area):
            side = 0.6 * height
            yield Region.clipped(
                0,
                band.x0 + (x - side) / wide * band.width,
                band.y0 + (y - side) / high * band.height,
                band.x0 + (x + length + side) / wide * band.width,
                band.y0 + (y + height + side) / high * band.height,
            )


def _is_line(length: int, height: int, area: int) -> bool:
    least, most = (share * WORD_HEIGHT for share in HEIGHTS)
    return least <= height <= most and length >= SHAPE * height and area >= 0.3 * length * height


def _brightness(picture: Pixels) -> float:
    """Return how bright the paper of ``picture`` is, 0..255: brighter than most of its points are with print on it."""
    return float(np.percentile(grey(picture), 75))
