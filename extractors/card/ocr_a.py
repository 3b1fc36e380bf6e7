"""Digits in OCR-A, told by their strokes: a reader of the NIK on older cards that shares nothing with the engines.

Tesseract reads this face badly and PP-OCR well; a number needs two readings that agree. The digits stand far apart and
on one pitch, so they are cut at their gaps, and each is compared with ten drawn shapes. Strokes after ANSI X3.17-1981.
"""

from functools import cache
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.straighten import grey

NAME: Final = "strokes"
"""What readings by this module give as their engine."""
LEAST_MATCH: Final = 0.55
"""Correlation (0..1) below which a shape is no digit of this face."""
LEAST_LEAD: Final = 0.04
"""By so much the best digit must beat the next one."""

_WORK_HEIGHT: Final = 96
_TALL, _WIDE = 36, 24
_PAD: Final = 6
_STROKES: Final[tuple[tuple[tuple[tuple[float, float], ...], ...], ...]] = (
    (((0, 0), (4, 0), (4, 8), (0, 8), (0, 0)),),
    (((0.2, 0), (2.2, 0), (2.2, 8)), ((0.2, 8), (4, 8), (4, 5))),
    (((0, 0), (4, 0), (4, 4), (0, 4), (0, 8), (4, 8)),),
    (((0, 0), (3.7, 0), (3.7, 3.6), (4, 4.4), (4, 8), (0, 8)), ((1, 4), (3.7, 4))),
    (((0, 0), (0, 5), (4, 5)), ((3.2, 1), (3.2, 8))),
    (((4, 0), (0.8, 0), (0.8, 4.4), (4, 4.4), (4, 8), (1, 8), (0, 7.2)),),
    (((0.8, 0), (0, 0), (0, 8), (4, 8), (4, 5), (0, 5)),),
    (((0, 1), (0, 0), (4, 0), (4, 3), (2, 5.2), (2, 8)),),
    (((1, 4.2), (1, 0), (3, 0), (3, 4.2)), ((0, 4.2), (4, 4.2), (4, 8), (0, 8), (0, 4.2))),
    (((4, 3.6), (0, 3.6), (0, 0), (4, 0), (4, 8), (3, 8)),),
)

Shape = NDArray[np.float32]


def read_digits(line: Pixels, count: int) -> tuple[str, float] | None:
    """Return the ``count`` digits that stand on ``line`` and the weakest one's match (0..1), or None.

    None means that there are not just so many shapes of one height, or that one of them is no sure digit of OCR-A.
    """
    ink = _ink(line)
    boxes = _boxes(ink)
    if len(boxes) != count:
        return None
    digits, weakest = "", 1.0
    for x, y, wide, high in boxes:
        scores = _scores(ink[y : y + high, x : x + wide])
        order = np.argsort(scores)[::-1]
        best, lead = float(scores[order[0]]), float(scores[order[0]] - scores[order[1]])
        if best < LEAST_MATCH or lead < LEAST_LEAD:
            return None
        digits += str(order[0])
        weakest = min(weakest, best)
    return digits, weakest


def _ink(line: Pixels) -> Pixels:
    """Return how dark each pixel is against its ground, 0..255, at the working height."""
    picture = line if line.ndim == 2 else line[:, :, 0]
    scale = _WORK_HEIGHT / picture.shape[0]
    scaled = cv2.resize(grey(picture), None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    dark = cv2.morphologyEx(scaled, cv2.MORPH_BLACKHAT, cv2.getStructuringElement(cv2.MORPH_RECT, (61, 61)))
    dark = cv2.GaussianBlur(dark, (5, 5), 0)
    return cast("Pixels", cv2.normalize(dark, None, 0, 255, cv2.NORM_MINMAX))  # type: ignore[call-overload]


def _boxes(ink: Pixels) -> list[tuple[int, int, int, int]]:
    """Return the boxes (x, y, width, height) of the shapes that stand as high as digits, left to right."""
    _, mask = cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = [(int(x), int(y), int(wide), int(high)) for x, y, wide, high, _ in stats[1:]]
    tall = [box for box in boxes if box[3] >= 0.3 * _WORK_HEIGHT and box[2] >= 0.08 * _WORK_HEIGHT]
    if not tall:
        return []
    usual = float(np.median([high for _, _, _, high in tall]))
    kept = [box for box in tall if 0.8 * usual <= box[3] <= 1.25 * usual and box[2] <= 0.95 * usual]
    return sorted(kept)


def _scores(patch: Pixels) -> NDArray[np.float64]:
    """Return the correlation of one shape with each of the ten digits."""
    shape = _framed(patch.astype(np.float32))
    return np.array([max(_correlation(shape, drawn) for drawn in drawings) for drawings in _drawings()])


def _framed(patch: Shape) -> Shape:
    """Return the shape stretched to the common size, with a margin, softened."""
    scaled = cv2.resize(patch, (_WIDE, _TALL), interpolation=cv2.INTER_AREA)
    framed = cv2.copyMakeBorder(scaled, _PAD, _PAD, _PAD, _PAD, cv2.BORDER_CONSTANT, value=0)
    return cast("Shape", cv2.GaussianBlur(framed, (5, 5), 0).astype(np.float32))


def _correlation(one: Shape, other: Shape) -> float:
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / max(float(np.sqrt((a * a).sum() * (b * b).sum())), 1e-6))


@cache
def _drawings() -> tuple[tuple[Shape, ...], ...]:
    """Return each digit drawn with thin, usual and fat strokes."""
    return tuple(tuple(_drawn(strokes, fat) for fat in (8, 13, 18)) for strokes in _STROKES)


def _drawn(strokes: tuple[tuple[tuple[float, float], ...], ...], fat: int) -> Shape:
    canvas = np.zeros((180, 120), np.uint8)
    for stroke in strokes:
        points = np.array([(20 + x * 20, 20 + y * 17.5) for x, y in stroke], np.int32)
        cv2.polylines(canvas, [points], isClosed=False, color=255, thickness=fat, lineType=cv2.LINE_AA)
    x, y, wide, high = cv2.boundingRect(canvas)
    return _framed(canvas[y : y + high, x : x + wide].astype(np.float32))
