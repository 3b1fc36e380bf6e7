"""Letters of a line of print cut apart, with what is measured on each: size, place, strokes, ink and ground.

Lengths are in pixels of the picture as given, colours in CIE Lab (L 0..100, a and b about -128..127). Print is darker
than its ground; light print on dark is not cut apart.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics.exhibit import Pixels

Floats = NDArray[np.float32]
Numbers = NDArray[Any]
"""What OpenCV counts in: labels, boxes and middles of shapes."""
Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, right and bottom excluded."""

_FIVE: Final = np.ones((5, 5), np.uint8)
_UNKNOWN: Final = (np.nan, np.nan, np.nan)

SMALLEST: Final = 9
"""Pixels of a letter's height below which nothing is measured on it."""
FAINTEST: Final = 28.0
"""Grey values between print and ground below which it is no print."""
MOST_LETTERS: Final = 90
"""Letters of one region beyond which the rest is left out."""
MOST_SHAPES: Final = 300
"""Shapes of a letter's size beyond which a region is no line of print."""
MOST_PIXELS: Final = 400_000
"""Pixels of one line of print beyond which it is none."""
_PUNCTUATION: Final = 0.55
"""Share of the line's height below which a shape is no letter or figure."""
_UPRIGHT: Final = 0.18
"""Share of the line's height by which a letter may differ from it and still be measured: others are another kind."""
_LEAST_GROUND, _LEAST_HALO = 25, 15
"""Pixels of bare ground that a letter needs around it."""
_JOINED: Final = 1.35
"""Width by height from which on a shape is several letters run into each other."""

GEOMETRY: Final = ("height", "baseline", "slant", "stroke", "spacing")
GROUND: Final = ("ink_light", "ink_a", "ink_b", "ground_light", "ground_a", "ground_b", "halo")
GRAIN: Final = ("sharpness", "noise", "colour_noise", "texture")
FEATURES: Final = (*GEOMETRY, *GROUND, *GRAIN)
"""What is measured on each letter, in the order of ``Letters.values``; NaN where it cannot be."""


@dataclass(frozen=True)
class Plane:
    """A picture made ready once: its ink above the ground, its Lab colours, what is left of both without their means.

    ``ink`` is ``(H, W)``, grey values by which a pixel is darker than its ground; ``lab`` ``(H, W, 3)``; ``fine`` and
    ``chroma`` ``(H, W)`` what a 3 x 3 mean leaves of lightness and of colour; ``middle`` what a mean over letters
    leaves of the lightness after a 3 x 3 mean; ``slope`` the steepness of the ink (grey values a pixel).
    """

    ink: Floats
    lab: Floats
    fine: Floats
    chroma: Floats
    middle: Floats
    across: Floats
    down: Floats

    def part(self, place: tuple[slice, slice]) -> "Plane":
        """Return a part of it."""
        views = (self.ink, self.lab, self.fine, self.chroma, self.middle, self.across, self.down)
        return Plane(*(view[place] for view in views))


@dataclass(frozen=True)
class Letters:
    """The letters of one region from left to right: ``boxes`` and ``values`` ``(N, len(FEATURES))``.

    ``size`` is the line's letter height in pixels, ``whole`` whether each shape is one letter.
    """

    boxes: tuple[Box, ...]
    values: Floats
    size: float
    whole: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.boxes)


def plane(pixels: Pixels, size: float) -> Plane:
    """Return the picture made ready; ``size`` is the usual height of its print in pixels."""
    colour = pixels if pixels.ndim == 3 else cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    grey = cast("Pixels", cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY))
    ground = _ground(grey, size)
    ink = np.maximum(ground - grey.astype(np.float32), 0)
    lab = cv2.cvtColor(colour.astype(np.float32) / 255, cv2.COLOR_BGR2Lab)
    light = np.ascontiguousarray(lab[:, :, 0])
    soft = cv2.blur(light, (3, 3))
    tints = np.ascontiguousarray(lab[:, :, 1:])
    rough = tints - cv2.blur(tints, (3, 3))
    side = max(3, round(size * 0.6) | 1)
    smooth = cv2.GaussianBlur(ink, (0, 0), 0.7)
    return Plane(
        ink=ink,
        lab=cast("Floats", lab),
        fine=light - soft,
        chroma=np.abs(rough).sum(axis=2),
        middle=soft - cv2.blur(light, (side, side)),
        across=cast("Floats", cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=0.125)),
        down=cast("Floats", cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=0.125)),
    )


def _ground(grey: Pixels, size: float) -> Floats:
    """Return the lightness of the paper behind the print: strokes closed over, softened."""
    step = 2 if size >= 2 * SMALLEST else 1
    small = cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    side = max(5, round(size * 0.7 / step) | 1)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (side, side)))
    soft = cv2.blur(closed, (side, side)).astype(np.float32)
    return cast("Floats", cv2.resize(soft, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR))


def letters(pixels: Pixels, box: Box) -> Letters | None:
    """Return the letters of the line of print in ``box``; None where there is none that can be measured."""
    high, wide = pixels.shape[:2]
    room = max(4, round(0.35 * (box[3] - box[1])))
    x0, y0, x1, y1 = max(box[0] - room, 0), max(box[1] - room, 0), min(box[2] + room, wide), min(box[3] + room, high)
    if min(box[3] - box[1], box[2] - box[0], y1 - y0, x1 - x0) < SMALLEST or (y1 - y0) > MOST_PIXELS / (x1 - x0):
        return None
    seen = plane(pixels[y0:y1, x0:x1], box[3] - box[1])
    inside = (box[0] - x0, box[1] - y0, box[2] - x0, box[3] - y0)
    core = float(np.percentile(seen.ink[inside[1] : inside[3], inside[0] : inside[2]], 97))
    if core < FAINTEST:
        return None
    cut = seen.ink / core
    count, labels, stats, centres = cv2.connectedComponentsWithStats((cut > 0.5).astype(np.uint8), connectivity=8)
    kept = _line(stats[1:], centres[1:], inside, cut.shape) if count > 1 else np.zeros(0, np.intp)
    if len(kept) < 1:
        return None
    return _measured(_Cut(seen, cut, labels, stats, core), (x0, y0), kept[:MOST_LETTERS] + 1)


def _line(stats: Numbers, centres: Numbers, box: Box, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Return the shapes that are letters of the main line in ``box``, from left to right."""
    _, top, wide, high = (stats[:, place].astype(float) for place in range(4))
    within = (
        (centres[:, 0] >= box[0]) & (centres[:, 0] <= box[2]) & (centres[:, 1] >= box[1]) & (centres[:, 1] <= box[3])
    )
    touches = (top <= 0) | (top + high >= shape[0])
    sound = within & ~touches & (high >= SMALLEST * 0.6) & (wide < 6 * high) & (stats[:, 4] > 8)
    if not sound.any():
        return np.zeros(0, np.intp)
    size = float(np.percentile(high[sound], 70))
    if size < SMALLEST:
        return np.zeros(0, np.intp)
    tall = sound & (high >= _PUNCTUATION * size) & (high <= 1.6 * size)
    chosen = np.flatnonzero(tall)
    if len(chosen) > MOST_SHAPES:
        return np.zeros(0, np.intp)
    feet = top[chosen] + high[chosen]
    slope, foot = _robust_line(centres[chosen, 0], feet)
    near = np.abs(feet - slope * centres[chosen, 0] - foot) < 0.22 * size
    chosen = chosen[near]
    return cast("NDArray[np.intp]", chosen[np.argsort(centres[chosen, 0])])


def _robust_line(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and intercept of the line through most points (Theil and Sen)."""
    if len(x) < 3:
        return 0.0, float(np.median(y)) if len(y) else 0.0
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    far = dx > 0.15 * (x.max() - x.min() + 1e-6)
    slope = float(np.median(dy[far] / dx[far])) if far.any() else 0.0
    slope = float(np.clip(slope, -0.3, 0.3))
    return slope, float(np.median(y - slope * x))


@dataclass(frozen=True)
class _Cut:
    """A line of print cut into shapes: its picture, how much of the full ink each pixel has, and whose it is."""

    seen: Plane
    cut: Floats
    labels: Numbers
    stats: Numbers
    core: float


@dataclass(frozen=True)
class _Spot:
    """One letter's place: its own pixels, those near any ink, how deep in ink a pixel lies, and the picture there."""

    own: NDArray[np.bool_]
    near: NDArray[np.bool_]
    deep: Floats
    cut: Floats
    seen: Plane
    core: float


def _measured(line: _Cut, start: tuple[int, int], kept: NDArray[np.intp]) -> Letters:
    edges = np.asarray(
        [_edges(line.cut, line.labels, int(label), line.stats[label]) for label in kept], np.float64
    ).reshape(-1, 4)
    values = np.full((len(kept), len(FEATURES)), np.nan, np.float32)
    size, values[:, 0], values[:, 1] = _sizes(edges)
    values[1:, 4] = _spacing(edges, size)
    for row, spot in enumerate(_spots(line, kept, size)):
        values[row, 2:4] = _strokes(spot)
        values[row, 5:] = _inks(spot)
    whole = (edges[:, 2] - edges[:, 0]) < _JOINED * (edges[:, 3] - edges[:, 1])
    return Letters(tuple(_boxes(line.stats[kept], start)), values, size, whole)


def _boxes(stats: Numbers, start: tuple[int, int]) -> Iterator[Box]:
    for left, top, wide, high in stats[:, :4].tolist():
        yield start[0] + left, start[1] + top, start[0] + left + wide, start[1] + top + high


def _sizes(edges: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Return the line's letter height, each letter's, and how far its foot stands below the line; NaN for the odd."""
    heights, middles = edges[:, 3] - edges[:, 1], (edges[:, 0] + edges[:, 2]) / 2
    size = float(np.median(heights))
    slope, foot = _robust_line(middles, edges[:, 3])
    usual = np.abs(heights - size) < _UPRIGHT * size
    return size, np.where(usual, heights, np.nan), np.where(usual, edges[:, 3] - slope * middles - foot, np.nan)


def _spots(line: _Cut, kept: NDArray[np.intp], size: float) -> Iterator[_Spot]:
    near = cv2.dilate((line.cut > 0.3).astype(np.uint8), np.ones((3, 3), np.uint8), iterations=2) > 0
    deep = cast("Floats", cv2.distanceTransform((line.cut > 0.5).astype(np.uint8), cv2.DIST_L2, 3))
    pad = max(3, round(0.22 * size))
    for label in kept:
        left, top, wide, high = (int(v) for v in line.stats[label][:4])
        part = (slice(max(top - pad, 0), top + high + pad), slice(max(left - pad, 0), left + wide + pad))
        own = line.labels[part] == label
        yield _Spot(own, near[part], deep[part], line.cut[part], line.seen.part(part), line.core)


def _edges(cut: Floats, labels: Numbers, label: int, stat: Numbers) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of one shape to parts of a pixel: where its profile crosses half of the ink."""
    left, top, wide, high = (int(v) for v in stat[:4])
    y0, y1 = max(top - 2, 0), min(top + high + 2, cut.shape[0])
    x0, x1 = max(left - 2, 0), min(left + wide + 2, cut.shape[1])
    own = np.where((labels[y0:y1, x0:x1] == label) | (labels[y0:y1, x0:x1] == 0), cut[y0:y1, x0:x1], 0)
    rows, columns = own[:, 2:-2].max(axis=1), own[2:-2].max(axis=0)
    (first, last), (start, stop) = _crossings(rows), _crossings(columns)
    return x0 + start, y0 + first, x0 + stop, y0 + last


def _crossings(profile: Floats) -> tuple[float, float]:
    above = np.flatnonzero(profile > 0.5)
    if not above.size:
        return 0.0, float(len(profile))
    first, last = int(above[0]), int(above[-1])
    start, stop = float(first), float(last + 1)
    if first > 0:
        low, up = float(profile[first - 1]), float(profile[first])
        start = first - (up - 0.5) / max(up - low, 1e-6) + 0.5
    if last + 1 < len(profile):
        low, up = float(profile[last + 1]), float(profile[last])
        stop = last + (up - 0.5) / max(up - low, 1e-6) + 0.5
    return start, stop


def _spacing(edges: NDArray[np.float64], size: float) -> NDArray[np.float64]:
    """Return the step from the middle of each letter to the next, NaN over the gap between two words."""
    middle = (edges[:, 0] + edges[:, 2]) / 2
    gap = edges[1:, 0] - edges[:-1, 2]
    return np.where(gap < 0.45 * size, np.diff(middle), np.nan)


def _strokes(spot: _Spot) -> tuple[float, float]:
    """Return the slant of the upright edges (pixels across a pixel down), and the width of the strokes (pixels)."""
    across, down = spot.seen.across, spot.seen.down
    upright = spot.own & (spot.cut < 0.95) & (np.abs(across) > 2 * np.abs(down))
    weight = float(np.abs(across[upright]).sum())
    slant = float((np.sign(across[upright]) * down[upright]).sum()) / weight if weight > 0 else np.nan
    grown = cv2.dilate(spot.own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    rim = float((spot.own & (spot.deep < 1.2)).sum())
    return slant, 2 * float(np.minimum(spot.cut, 1)[grown].sum()) / rim if rim > 6 else np.nan


def _inks(spot: _Spot) -> tuple[float, ...]:
    """Return ink and ground colours, halo, sharpness, noise, colour noise and texture of one letter's place."""
    seen, paper = spot.seen, ~spot.near
    solid, rim = spot.own & (spot.cut > 0.8), spot.own & (spot.cut < 0.75)
    ink = seen.lab[solid].mean(axis=0) if np.count_nonzero(solid) >= 6 else _UNKNOWN
    steep = np.hypot(seen.across[rim], seen.down[rim])
    sharp = float(np.log(steep.mean() / spot.core + 1e-4)) if len(steep) >= 8 else np.nan
    if np.count_nonzero(paper) < _LEAST_GROUND:
        return (*ink, *_UNKNOWN, np.nan, sharp, np.nan, np.nan, np.nan)
    grains = (_deviation(seen.fine[paper]) + 0.02, float(seen.chroma[paper].mean()) + 0.02)
    swing = _deviation(seen.middle[paper]) + 0.05
    return (*ink, *seen.lab[paper].mean(axis=0), _halo(spot, paper), sharp, *(math.log(v) for v in (*grains, swing)))


def _halo(spot: _Spot, paper: NDArray[np.bool_]) -> float:
    """Return by how much the ground close to the ink is lighter than the ground farther off; NaN with too little."""
    close = paper & (cv2.dilate(spot.near.astype(np.uint8), _FIVE) > 0)
    far = paper & ~close
    if min(np.count_nonzero(close), np.count_nonzero(far)) < _LEAST_HALO:
        return np.nan
    light = spot.seen.lab[:, :, 0]
    return float(light[close].mean() - light[far].mean())


def _deviation(values: Floats) -> float:
    mean = float(values.sum()) / len(values)
    return math.sqrt(max(float(values @ values) / len(values) - mean * mean, 0.0))
