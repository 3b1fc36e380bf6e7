"""Which way up a picture stands, in four quarters.

The direction of the lines is seen without reading, and a few of them are read both ways up. Where that leaves a doubt,
the engine's own view of the page has a vote, and at last the reading that scores better decides (``imaging``).
"""

from collections.abc import Sequence
from typing import Final, cast

import cv2

from extractors.engine import OcrEngine, OrientingEngine, Pixels, Readers, read_lines
from extractors.model import Word
from extractors.quality import SURE_WORD
from extractors.straighten import Strip, strips

DECISIVE: Final = 12.0
"""Letters by which one way up must be read better than the other for the rest not to be tried."""
VOTERS: Final = 4
"""Lines that are read both ways up."""
ENGINE_SURE: Final = 5.0
"""Tesseract's orientation confidence from which on its vote counts: wrong votes on data pages reached 3.2."""

_TURNS: Final = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turned(pixels: Pixels, rotation: int) -> Pixels:
    """Return ``pixels`` turned clockwise by ``rotation`` degrees (0, 90, 180 or 270)."""
    return cast("Pixels", cv2.rotate(pixels, _TURNS[rotation])) if rotation else pixels


def rotations(pixels: Pixels, readers: Readers) -> tuple[int, ...]:
    """Return the rotations worth trying, likeliest first: all four, or one when the lines leave no doubt.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    level, stood = strips(pixels), strips(turned(pixels, 90))
    across, along = sum(strip.length for strip in level), sum(strip.length for strip in stood)
    flat = across >= along
    first, second = ((0, 180), (90, 270)) if flat else ((90, 270), (0, 180))
    votes = _votes(turned(pixels, first[0]), level if flat else stood, readers.second or readers.first)
    if votes < 0:
        first = (first[1], first[0])
    if abs(votes) >= DECISIVE:
        return first[:1]
    order = (*first, *second)
    seen = _engine_vote(pixels, readers.first)
    return order if seen is None else (seen, *(rotation for rotation in order if rotation != seen))


def _votes(pixels: Pixels, found: Sequence[Strip], voter: OcrEngine) -> float:
    """Return how many more letters the longest lines give this way up than the other (positive: this way)."""
    total = 0.0
    for strip in found[:VOTERS]:
        line = _cut(pixels, strip)
        this_way, other_way = read_lines(voter, (line, turned(line, 180)))
        total += _sense(this_way) - _sense(other_way)
        if abs(total) >= DECISIVE:
            break
    return total


def _engine_vote(pixels: Pixels, engine: OcrEngine) -> int | None:
    """Return the rotation that the engine itself sees on the page; None when it cannot tell, or not surely."""
    if not isinstance(engine, OrientingEngine):
        return None
    seen = engine.orientation(pixels)
    return seen[0] if seen is not None and seen[1] >= ENGINE_SURE else None


def _cut(pixels: Pixels, strip: Strip) -> Pixels:
    """Return the picture of one strip, level, with a little room around it."""
    side = max(pixels.shape[:2])
    wide, high = round(strip.length * side * 1.04) + 4, round(strip.height * side * 1.5) + 4
    turn = cv2.getRotationMatrix2D((strip.x * side, strip.y * side), strip.angle, 1.0)
    turn[:, 2] += (wide / 2 - strip.x * side, high / 2 - strip.y * side)
    return cast("Pixels", cv2.warpAffine(pixels, turn, (wide, high), borderMode=cv2.BORDER_REPLICATE))


def _sense(words: Sequence[Word]) -> float:
    """Return how much a line says: the letters and digits of the words that were read for sure."""
    return float(sum(sum(map(str.isalnum, word.text)) for word in words if word.confidence >= SURE_WORD))
