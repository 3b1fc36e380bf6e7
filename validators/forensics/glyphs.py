"""Letters of a line of print cut apart, with what is measured on each: size, place, strokes, ink and ground.

Lengths are in pixels of the picture as given, colours in CIE Lab (L 0..100, a and b about -128..127). Print is darker
than its ground; light print on dark is not cut apart.
"""

import math
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics.exhibit import Pixels

Floats = NDArray[np.float32]
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
MOST_PIXELS: Final = 400_000
"""Pixels of one line of print beyond which it is none."""
_PUNCTUATION: Final = 0.55
"""Share of the line's height below which a shape is no letter or figure."""
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
    grey = cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY)
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
    return _measured(seen, (x0, y0, x1, y1), cut, labels, stats, kept[:MOST_LETTERS] + 1, core)


def _line(stats: NDArray[np.int32], centres: NDArray[np.float64], box: Box, shape: tuple[int, ...]) -> NDArray[np.intp]:
    """Return the shapes that are letters of the main line in ``box``, from left to right."""
    left, top, wide, high = (stats[:, place].astype(float) for place in range(4))
    within = (centres[:, 0] >= box[0]) & (centres[:, 0] <= box[2]) & (centres[:, 1] >= box[1]) & (centres[:, 1] <= box[3])
    touches = (top <= 0) | (top + high >= shape[0])
    sound = within & ~touches & (high >= SMALLEST * 0.6) & (wide < 6 * high) & (stats[:, 4] > 8)
    if not sound.any():
        return np.zeros(0, np.intp)
    size = float(np.percentile(high[sound], 70))
    if size < SMALLEST:
        return np.zeros(0, np.intp)
    tall = sound & (high >= _PUNCTUATION * size) & (high <= 1.6 * size)
    chosen = np.flatnonzero(tall)
    feet = top[chosen] + high[chosen]
    slope, foot = _robust_line(centres[chosen, 0], feet)
    near = np.abs(feet - slope * centres[chosen, 0] - foot) < 0.22 * size
    chosen = chosen[near]
    return chosen[np.argsort(centres[chosen, 0])]


def _robust_line(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and intercept of the line through most points (Theil and Sen)."""
    if len(x) < 3:
        return 0.0, float(np.median(y)) if len(y) else 0.0
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    far = dx > 0.15 * (x.max() - x.min() + 1e-6)
    slope = float(np.median(dy[far] / dx[far])) if far.any() else 0.0
    slope = float(np.clip(slope, -0.3, 0.3))
    return slope, float(np.median(y - slope * x))


def _measured(
    seen: Plane,
    window: Box,
    cut: Floats,
    labels: NDArray[np.int32],
    stats: NDArray[np.int32],
    kept: NDArray[np.intp],
    core: float,
) -> Letters:
    x0, y0, _, _ = window
    boxes = [tuple(int(v) for v in (x0 + s[0], y0 + s[1], x0 + s[0] + s[2], y0 + s[1] + s[3])) for s in stats[kept]]
    edges = np.asarray([_edges(cut, labels, int(label), stats[label]) for label in kept], np.float64).reshape(-1, 4)
    heights = edges[:, 3] - edges[:, 1]
    size = float(np.median(heights))
    slope, foot = _robust_line((edges[:, 0] + edges[:, 2]) / 2, edges[:, 3])
    values = np.full((len(kept), len(FEATURES)), np.nan, np.float32)
    whole = (edges[:, 2] - edges[:, 0]) < _JOINED * heights
    upright = np.abs(heights - size) < 0.18 * size
    values[:, 0] = np.where(upright, heights, np.nan)
    values[:, 1] = np.where(upright, edges[:, 3] - slope * (edges[:, 0] + edges[:, 2]) / 2 - foot, np.nan)
    values[1:, 4] = _spacing(edges, size)
    views = [seen.fine, seen.chroma, seen.middle, seen.across, seen.down]
    lab = seen.lab
    far = cv2.dilate((cut > 0.3).astype(np.uint8), np.ones((3, 3), np.uint8), iterations=2) > 0
    deep = cv2.distanceTransform((cut > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    for row, label in enumerate(kept):
        left, top, wide, high = (int(v) for v in stats[label][:4])
        pad = max(3, round(0.22 * size))
        part = (slice(max(top - pad, 0), top + high + pad), slice(max(left - pad, 0), left + wide + pad))
        values[row, 2:4] = _strokes(labels[part] == label, cut[part], deep[part], views[3][part], views[4][part])
        own = labels[part] == label
        values[row, 5:] = _inks(own, far[part], cut[part], lab[part], [view[part] for view in views], core)
    return Letters(tuple(boxes), values, size, whole)  # type: ignore[arg-type]


def _edges(cut: Floats, labels: NDArray[np.int32], label: int, stat: NDArray[np.int32]) -> tuple[float, float, float, float]:
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


def _strokes(own: NDArray[np.bool_], cut: Floats, deep: Floats, across: Floats, down: Floats) -> tuple[float, float]:
    """Return the slant of the upright edges (pixels across a pixel down), and the width of the strokes (pixels)."""
    edge = own & (cut < 0.95)
    upright = edge & (np.abs(across) > 2 * np.abs(down))
    weight = np.abs(across[upright])
    slant = float((np.sign(across[upright]) * down[upright]).sum() / weight.sum()) if weight.sum() > 0 else np.nan
    within = own & (deep > 0)
    mass = float(np.minimum(cut, 1)[cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0].sum())
    rim = float((own & (deep < 1.2)).sum())
    stroke = 2 * mass / rim if rim > 6 and within.any() else np.nan
    return slant, stroke


def _inks(
    own: NDArray[np.bool_], near: NDArray[np.bool_], cut: Floats, lab: Floats, views: list[Floats], core: float
) -> tuple[float, ...]:
    """Return ink and ground colours, halo, sharpness, noise, colour noise and texture of one letter's place."""
    fine, chroma, middle, across, down = views
    solid, paper = own & (cut > 0.8), ~near
    many = int(np.count_nonzero(paper))
    ink = lab[solid].mean(axis=0) if np.count_nonzero(solid) >= 6 else _UNKNOWN
    rim = own & (cut < 0.75)
    steep = np.hypot(across[rim], down[rim])
    sharp = float(np.log(steep.mean() / core + 1e-4)) if len(steep) >= 8 else np.nan
    if many < 25:
        return (*ink, *_UNKNOWN, np.nan, sharp, np.nan, np.nan, np.nan)
    ground = lab[paper].mean(axis=0)
    close = paper & (cv2.dilate(near.astype(np.uint8), _FIVE) > 0)
    few = int(np.count_nonzero(close))
    beside = float(lab[close][:, 0].sum()) if few else 0.0
    halo = beside / few - (ground[0] * many - beside) / (many - few) if few >= 15 and many - few >= 15 else np.nan
    grains = float(np.log(_deviation(fine[paper]) + 0.02)), float(np.log(chroma[paper].sum() / many + 0.02))
    return (*ink, *ground, halo, sharp, *grains, float(np.log(_deviation(middle[paper]) + 0.05)))


def _deviation(values: Floats) -> float:
    mean = float(values.sum()) / len(values)
    return math.sqrt(max(float(values @ values) / len(values) - mean * mean, 0.0))
