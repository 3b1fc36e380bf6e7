"""What a pen wrote: signatures and initials, told from what print, rules and stamps leave over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from extractors.marks.ground import Ground
from extractors.marks.shapes import Group, groups, stroke_width
from extractors.marks.stamps import Found, other_ink

WIDEST: Final = 34.0
HIGHEST: Final = 15.0
"""Widest and highest signature, in heights of print."""
LEAST_TALL: Final = 1.7
"""Height of a stroke, in heights of print, from which it is no letter of the print around it."""
LEAST_WIDE: Final = 3.0
STROKE: Final = 1.05
"""Widest stroke of a pen, in heights of print: a broad marker beside print of 9 points."""
DENSEST: Final = 0.6
"""Share of its box that a signature covers at most; pictures and blots cover more."""


@dataclass(frozen=True)
class Strokes:
    """Pen strokes that stand together: their box in working pixels, and how sure (0..1)."""

    box: tuple[float, float, float, float]
    score: float
    tall: float
    """Height of the tallest piece, in heights of print."""


def strokes(ground: Ground, outlined: Iterable[Found]) -> tuple[Strokes, ...]:
    """Return the groups of pen strokes outside of print; under a stamp of another colour too."""
    rest = ground.rest.copy()
    crossing = np.zeros_like(rest)
    for one in outlined:
        rest &= ~one.own
        crossing |= other_ink(ground, one)
    found = []
    for group in groups(rest | crossing, 0.8 * ground.unit, (0.1 * ground.unit) ** 2):
        found += list(_strokes(ground, group))
    return tuple(found)


def _strokes(ground: Ground, group: Group) -> Iterator[Strokes]:
    unit = ground.unit
    x0, y0, x1, y1 = group.box
    wide, high = (x1 - x0) / unit, (y1 - y0) / unit
    if high > HIGHEST or wide > WIDEST or high < 0.9 or max(high / LEAST_TALL, wide / LEAST_WIDE) < 1:
        return
    if group.mask.sum() > DENSEST * (x1 - x0) * (y1 - y0):
        return
    large, tall = _large_share(group, unit)
    width = stroke_width(group.mask) / unit
    if large < 0.5 or width > STROKE or _is_straight(group, unit):
        return
    score = 0.45 + 0.25 * min(1.0, (large - 0.5) / 0.4) + 0.3 * min(1.0, wide / 6.0, high / 2.2)
    yield Strokes(group.box, round(min(score, 1.0), 3), tall)


def _large_share(group: Group, unit: float) -> tuple[float, float]:
    """Return which share of the ink is in pieces larger than letters, and the tallest piece in heights of print."""
    bridge = np.ones((2 * round(0.3 * unit) + 1, 1), np.uint8)  # where a rule that was taken out has cut them
    whole = cv2.morphologyEx(group.mask.astype(np.uint8), cv2.MORPH_CLOSE, bridge)
    _, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH] / unit, stats[1:, cv2.CC_STAT_HEIGHT] / unit
    area = stats[1:, cv2.CC_STAT_AREA]
    large = (high >= LEAST_TALL) | ((wide >= LEAST_WIDE) & (high >= 1.25))
    return float(area[large].sum() / max(area.sum(), 1)), float(high.max())


def _is_straight(group: Group, unit: float) -> bool:
    """Whether all of a group is a line: what is left of a rule, a fold or the page's edge."""
    rows, columns = np.nonzero(group.mask)
    _, size, _ = cv2.minAreaRect(np.stack([columns, rows], axis=1).astype(np.float32))
    return min(size) < 0.7 * unit or min(size) < 0.06 * max(size)
