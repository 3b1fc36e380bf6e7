"""Where the portrait stands on an identity card and on a passport's data page.

The card is placed by what is surely read on it (the rows of an identity card, the machine readable zone), also where
its outline was not seen; the portrait's four edges are then looked for near the place that it has on every such card.
Measures: a KTP-el is 85.6 x 54 mm, twelve rows of print at a fixed pitch; a data page is ICAO Doc 9303-4 (125 x 88 mm).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics.crops import Box
from validators.forensics.exhibit import Pixels

CARD: Final = 480
"""Pixels to which a card's width is brought for the search."""
EDGE_GATE: Final = 0.14
"""Mean step along the portrait's edges (0..1) below which they were not seen: the usual place is taken then."""
SAME_PLACE: Final = 0.005
"""Card widths up to which two places are one."""
RATIO: Final = 1.28
"""A portrait's height by its width: 35 x 45 mm (ICAO Doc 9303-3), and much the same on identity cards."""
STRETCHES: Final = (0.93, 0.965, 1.0, 1.035, 1.07)
_CLIP: Final = 48.0
"""Grey levels of a step at which an edge counts in full."""
_LEAST_ROWS: Final = 4

_KTP_LEFT: Final = 0.28
"""Where values begin on an identity card, in card widths."""
_KTP_ROWS: Final[Mapping[str, float]] = {
    "nik": 0.124, "name": 0.1707, "birth_place": 0.2082, "sex": 0.2457, "address": 0.2832, "rt_rw": 0.3207,
    "village": 0.3582, "district": 0.3957, "religion": 0.4332, "marital_status": 0.4707, "occupation": 0.5082,
    "citizenship": 0.5457, "valid_until": 0.5832,
}  # fmt: skip
"""Middle of each row, in card widths."""


@dataclass(frozen=True)
class Prior:
    """Where a portrait usually stands, in shares of the card, and how far from there its edges are looked for.

    ``ratio`` is the card's width by its height.
    """

    box: Box
    reach: tuple[float, float]
    ratio: float


PRIORS: Final[Mapping[str, Prior]] = {
    "ktp": Prior((0.757, 0.25, 0.968, 0.674), (0.03, 0.05), 1.5852),
    "passport": Prior((0.04, 0.15, 0.273, 0.57), (0.03, 0.05), 1.4205),
}


@dataclass(frozen=True)
class Frame:
    """Where the card lies on the upright paper's picture: upper left corner and width, in pixels."""

    x: float
    y: float
    width: float


def frame(kind: str, places: Mapping[str, Box], size: tuple[int, int]) -> Frame:
    """Return where the card lies on the picture of ``size`` pixels; ``places`` are its fields' boxes in pixels."""
    found = _of_rows(places) if kind == "ktp" else _of_zone(places)
    wide, high = size
    if found is None or not 0.3 * wide <= found.width <= 1.3 * wide:
        width = min(float(wide), high * PRIORS[kind].ratio)
        return Frame((wide - width) / 2, (high - width / PRIORS[kind].ratio) / 2, width)
    return found


def _of_rows(places: Mapping[str, Box]) -> Frame | None:
    """Fit the card to its rows: width and corner by least squares, once more without what lies far off."""
    rows = [(name, places[name]) for name in _KTP_ROWS if name in places]
    for _ in range(2):
        if len(rows) < _LEAST_ROWS:
            return None
        across = [((_KTP_LEFT, 1.0, 0.0), box[0]) for _, box in rows]
        down = [((_KTP_ROWS[name], 0.0, 1.0), (box[1] + box[3]) / 2) for name, box in rows]
        model = np.array([row for row, _ in (*across, *down)])
        seen = np.array([value for _, value in (*across, *down)])
        solved, *_ = np.linalg.lstsq(model, seen, rcond=None)
        off = np.abs(model @ solved - seen).reshape(2, -1).max(axis=0)
        kept = [row for row, far in zip(rows, off, strict=True) if far <= max(0.02 * solved[0], 2.5 * np.median(off))]
        if len(kept) == len(rows):
            break
        rows = kept
    return Frame(float(solved[1]), float(solved[2]), float(solved[0])) if solved[0] > 0 else None


def _of_zone(places: Mapping[str, Box]) -> Frame | None:
    """Place a data page by its machine readable zone: 44 characters of 2.54 mm, 6 mm from the left edge."""
    lines = [places[name] for name in ("mrz_line_1", "mrz_line_2") if name in places]
    if len(lines) < 2:
        return None
    left, right = min(box[0] for box in lines), max(box[2] for box in lines)
    width = (right - left) / 0.905
    low = (lines[1][1] + lines[1][3]) / 2
    return Frame(left - 0.044 * width, low - 0.655 * width, width)


def portrait_boxes(kind: str, picture: Pixels, place: Frame) -> tuple[Box, ...]:
    """Return the portrait's box in pixels of ``picture``: where it usually stands, and where its edges were seen.

    Both, where they are not the same: the first is where a second picture of the same card has it too, the second
    holds for cards of other forms.
    """
    prior = PRIORS[kind]
    high = place.width / prior.ratio
    x0, y0, x1, y1 = prior.box
    usual = (place.x + x0 * place.width, place.y + y0 * high, place.x + x1 * place.width, place.y + y1 * high)
    scale = CARD / place.width
    small = cv2.resize(
        picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    found, seen = _edges(np.asarray(small, np.uint8), [value * scale for value in usual], prior.reach)
    edges = (found[0] / scale, found[1] / scale, found[2] / scale, found[3] / scale)
    off = max(abs(one - other) for one, other in zip(usual, edges, strict=True))
    return (usual, edges) if seen >= EDGE_GATE and off > SAME_PLACE * place.width else (usual,)


def _edges(small: Pixels, usual: Sequence[float], reach: tuple[float, float]) -> tuple[list[float], float]:
    """Return the rectangle near ``usual`` with the strongest steps along its sides, and their mean strength (0..1)."""
    sums = _steps(small)
    wide = usual[2] - usual[0]
    widths = np.arange(0.86 * wide, 1.16 * wide, 2.0)
    x0s, y0s = (np.arange(usual[axis] - reach[axis] * CARD, usual[axis] + reach[axis] * CARD, 2.0) for axis in (0, 1))
    left, top, w, ratio = (
        grid.ravel() for grid in np.meshgrid(x0s, y0s, widths, RATIO * np.array(STRETCHES), indexing="ij")
    )
    best, strength = _strongest(sums, np.stack([left, top, left + w, top + w * ratio]).round().astype(int), usual)
    if best is None:
        return list(usual), 0.0
    near = np.stack(np.meshgrid(*[np.arange(-2, 3)] * 4, indexing="ij")).reshape(4, -1)
    finest, strength = _strongest(sums, near + np.array(best)[:, None], usual)
    return [float(value) for value in (best if finest is None else finest)], strength


def _strongest(
    sums: tuple[NDArray[np.float32], NDArray[np.float32]], boxes: NDArray[np.int64], usual: Sequence[float]
) -> tuple[list[int] | None, float]:
    """Return the one of ``boxes`` (4, n) whose sides are steps most of all, and how strong (0..1) they are."""
    across, down = sums
    high, wide = across.shape
    boxes = boxes[:, (boxes[:2] >= 1).all(axis=0) & (boxes[2] < wide - 1) & (boxes[3] < high - 1)]
    if not boxes.size:
        return None, 0.0
    left, top, right, low = boxes
    sides = np.stack([
        (across[low, left] - across[top, left]) / (low - top),
        (across[low, right] - across[top, right]) / (low - top),
        (down[top, right] - down[top, left]) / (right - left),
        (down[low, right] - down[low, left]) / (right - left),
    ])  # fmt: skip
    # The foot of a portrait is clothing, which may be as pale as the card: the three best sides decide, and the shape.
    strength = np.sort(sides, axis=0)[1:].mean(axis=0) + 0.25 * sides.min(axis=0)
    far = np.hypot((left - usual[0]) / CARD, (top - usual[1]) / CARD)
    odd = np.abs((low - top) / (right - left) / RATIO - 1.0)
    best = int(np.argmax(strength - 1.5 * far - 0.8 * odd))
    return [int(value) for value in boxes[:, best]], float(strength[best])


def _steps(small: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return sums of steps to the left of and above each pixel: down each column (across), along each row (down)."""
    colours = (cv2.cvtColor(small, cv2.COLOR_BGR2LAB) if small.ndim == 3 else small[:, :, None]).astype(np.float32)
    across, down = np.zeros(small.shape[:2], np.float32), np.zeros(small.shape[:2], np.float32)
    across[:, 2:-2] = np.abs(colours[:, 4:] - colours[:, :-4]).max(axis=2)
    down[2:-2] = np.abs(colours[4:] - colours[:-4]).max(axis=2)
    across, down = (np.minimum(part / _CLIP, 1.0) for part in (across, down))
    return np.cumsum(across, axis=0), np.cumsum(down, axis=1)
