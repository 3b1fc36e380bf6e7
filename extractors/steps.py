"""Straight steps of colour on a picture, and quadrangles made of them: what outlines of papers are found among."""

import itertools
import math
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels

Points = NDArray[np.float64]
"""``(N, 2)`` points in pixels, x to the right, y down."""
Colours = NDArray[np.float32]
"""``(H, W, 3)`` CIE Lab."""

WORKING_SIDE: Final = 720
"""Pixels of the longer side on which outlines are looked for."""
STEP: Final = 6.0
"""Difference of colour (CIE Lab, Euclidean) across a side from which on it is seen there."""
MOST_LINES: Final = 14
"""Lines of each direction that are put together."""
NARROWEST: Final = 2.4
"""Long side by short side, as seen, above which no paper was seen from where it can be read."""
SMALLEST: Final = 0.03
"""Share of the picture below which nothing is a paper."""
SAME_WAY: Final = 0.8
"""Cosine between two steps of colour from which on they lead to the same side of the light or the shade."""
BRIGHT: Final = 235.0
"""Grey value that the brightest hundredth of a dark picture is raised to."""

_SAMPLES: Final = 40
_REACH: Final = 4.0
"""Pixels (of the working picture) from a side at which its two colours are taken."""


@dataclass(frozen=True)
class Line:
    """A straight step: its two ends, and how much of a side it may be."""

    start: tuple[float, float]
    stop: tuple[float, float]
    weight: float


def working(pixels: Pixels) -> tuple[Pixels, float]:
    """Return the working picture, and how much smaller than ``pixels`` it is."""
    scale = WORKING_SIDE / max(pixels.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cast("Pixels", cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how)), scale


def lab(small: Pixels) -> Colours:
    """Return the picture softened, in CIE Lab as floats ``(H, W, 3)``: differences are what an eye sees."""
    picture = small if small.ndim == 3 else cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)
    soft = cv2.GaussianBlur(cv2.medianBlur(picture, 3), (0, 0), 1.0).astype(np.float32)
    gain = min(max(BRIGHT / max(float(np.percentile(soft, 99)), 1.0), 1.0), 4.0)
    return cast("Colours", cv2.cvtColor(np.minimum(soft * (gain / 255), 1.0), cv2.COLOR_BGR2Lab))


# -- lines -------------------------------------------------------------------------------------------------------------


def lines_on(colour: Colours) -> tuple[list[Line], list[Line]]:
    """Return the strongest straight steps: those that run along, and those that stand across, of the main direction."""
    segments = _segments(colour)
    if not len(segments):
        return [], []
    vectors = segments[:, 2:] - segments[:, :2]
    length = np.hypot(vectors[:, 0], vectors[:, 1])
    angle = np.degrees(np.arctan2(vectors[:, 1], vectors[:, 0])) % 180
    main = _main_direction(angle, length)
    along = np.abs((angle - main + 90) % 180 - 90) <= 45
    lying, standing = (_merged(segments[chosen], length[chosen], colour)[:MOST_LINES] for chosen in (along, ~along))
    return lying, standing


def _segments(colour: Colours) -> Points:
    """Return straight segments ``(N, 4)`` of lightness and of both colour axes."""
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    shortest = 0.035 * max(colour.shape[:2])
    found = []
    for channel, gain in ((0, 2.55), (1, 4.0), (2, 4.0)):
        values = np.clip(colour[:, :, channel] * gain + (0 if channel == 0 else 128), 0, 255).astype(np.uint8)
        lines = detector.detect(values)[0]
        if lines is not None:
            found.append(lines.reshape(-1, 4))
    if not found:
        return np.zeros((0, 4))
    segments = np.concatenate(found).astype(np.float64)
    length = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    return cast("Points", segments[length >= shortest])


def _main_direction(angle: Points, length: Points) -> float:
    """Return the direction (degrees, 0..90) that most segments follow or stand across of."""
    bins = np.bincount((angle % 90).astype(int), weights=length, minlength=90)
    ring = np.convolve(np.concatenate([bins[-7:], bins, bins[:7]]), np.hanning(15), "valid")
    return float(np.argmax(ring[:90])) + 0.5


def _merged(segments: Points, length: Points, colour: Colours) -> list[Line]:
    """Return the segments with those on one straight line put together, heaviest first."""
    left = [segments[index] for index in np.argsort(-length)]
    lines = []
    while left:
        line = left[0]
        fitted = line
        for _ in range(2):
            near = [one for one in left if _on_line(one, fitted)]
            fitted = _fitted(near or [line])
        lines.append(_weighed(fitted, near or [line], colour))
        left = [one for one in left[1:] if not _on_line(one, fitted)]
        if len(lines) > 60:
            break
    return sorted(lines, key=lambda entry: -entry.weight)


def _on_line(segment: Points, line: Points) -> bool:
    x0, y0, x1, y1 = line
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    normal = ((y0 - y1) / length, (x1 - x0) / length)
    first = (segment[0] - x0) * normal[0] + (segment[1] - y0) * normal[1]
    second = (segment[2] - x0) * normal[0] + (segment[3] - y0) * normal[1]
    return bool(max(abs(first), abs(second)) < 2.2)


def _fitted(segments: list[Points]) -> Points:
    """Return the straight line through the ends of ``segments``, as long as they reach."""
    points = np.concatenate([np.array(segments)[:, :2], np.array(segments)[:, 2:]])
    middle = points.mean(axis=0)
    direction = np.linalg.svd(points - middle)[2][0]
    along = (points - middle) @ direction
    return np.concatenate([middle + along.min() * direction, middle + along.max() * direction])


def _weighed(fitted: Points, segments: list[Points], colour: Colours) -> Line:
    """Return the line with its weight: the length of its segments, and how much the colour steps across them."""
    total = 0.0
    for segment in segments:
        step = float(np.median(np.linalg.norm(_step(segment[None, :2], segment[None, 2:], colour), axis=-1)))
        total += math.hypot(segment[2] - segment[0], segment[3] - segment[1]) * min(step, 20.0)
    return Line((fitted[0], fitted[1]), (fitted[2], fitted[3]), total)


def _step(start: Points, stop: Points, colour: Colours) -> Colours:
    """Return for N sides ``(N, 2)`` the colour on their right minus that on their left, ``(N, samples, 3)``."""
    inner, outer = _beside(start, stop, colour)
    return inner - outer


def _beside(start: Points, stop: Points, colour: Colours) -> tuple[Colours, Colours]:
    """Return the colours on the right and on the left of N sides, ``(N, samples, 3)`` each."""
    high, wide = colour.shape[:2]
    shares = np.linspace(0.06, 0.94, _SAMPLES)[None, :, None]
    points = start[:, None] * (1 - shares) + stop[:, None] * shares
    vector = stop - start
    length = np.maximum(np.hypot(vector[:, 0], vector[:, 1]), 1e-6)
    normal = np.stack([-vector[:, 1], vector[:, 0]], axis=1) / length[:, None]
    sides = []
    for sign in (1, -1):
        place = points + sign * _REACH * normal[:, None]
        x = np.clip(np.round(place[..., 0]).astype(int), 0, wide - 1)
        y = np.clip(np.round(place[..., 1]).astype(int), 0, high - 1)
        sides.append(colour[y, x])
    return sides[0], sides[1]


# -- quadrangles -------------------------------------------------------------------------------------------------------


def quads_of(along: list[Line], across: list[Line]) -> Points:
    """Return every quadrangle ``(N, 4, 2)`` of two lines along and two across, its corners in turn."""
    if len(along) < 2 or len(across) < 2:
        return np.zeros((0, 4, 2))
    grid = _crossings(along, across)
    rows = np.array(list(itertools.combinations(range(len(along)), 2)))
    columns = np.array(list(itertools.combinations(range(len(across)), 2)))
    row, column = (part.ravel() for part in np.meshgrid(np.arange(len(rows)), np.arange(len(columns)), indexing="ij"))
    (a, b), (c, d) = rows[row].T, columns[column].T
    return np.stack([grid[a, c], grid[a, d], grid[b, d], grid[b, c]], axis=1)


def _crossings(along: list[Line], across: list[Line]) -> Points:
    """Return where each line of the one direction meets each of the other, ``(N, M, 2)``; far away where none do."""
    one, other = (
        np.cross([(*line.start, 1.0) for line in lines], [(*line.stop, 1.0) for line in lines])
        for lines in (along, across)
    )
    points = np.cross(one[:, None], other[None])
    return points[..., :2] / np.where(np.abs(points[..., 2:]) < 1e-6, 1e-6, points[..., 2:])


def plausible(corners: Points, picture: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which quadrangles ``(N, 4, 2)`` lie on the picture, are convex, large enough and no narrow strips."""
    margin = 0.01 * max(picture)
    inside = ((corners >= -margin) & (corners <= np.array(picture) + margin)).all(axis=(1, 2))
    sides = np.roll(corners, -1, axis=1) - corners
    turns = sides[..., 0] * np.roll(sides[..., 1], -1, axis=1) - sides[..., 1] * np.roll(sides[..., 0], -1, axis=1)
    convex = (turns > 0).all(axis=1) | (turns < 0).all(axis=1)
    large = np.abs(areas(corners)) >= SMALLEST * picture[0] * picture[1]
    length = np.hypot(sides[..., 0], sides[..., 1])
    wide, high = length[:, [0, 2]].mean(axis=1), length[:, [1, 3]].mean(axis=1)
    squat = np.maximum(wide, high) <= NARROWEST * np.minimum(wide, high)
    return cast("NDArray[np.bool_]", inside & convex & large & squat)


def areas(corners: Points) -> Points:
    """Return the areas of quadrangles ``(N, 4, 2)``, positive where they run clockwise on the screen."""
    x, y = corners[..., 0], corners[..., 1]
    return cast("Points", (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1) / 2)


def all_clockwise(quads: Points) -> Points:
    """Return quadrangles ``(N, 4, 2)`` clockwise on the screen, whichever corner comes first."""
    return cast("Points", np.where(areas(quads)[:, None, None] > 0, quads, quads[:, ::-1]))


def sides_seen(colour: Colours, turned: Points) -> Points:
    """Return the share of each side of each quadrangle that is seen, ``(N, 4)``; many share a side."""
    corners = np.round(turned).astype(int).reshape(-1, 2)
    following = np.round(np.roll(turned, -1, axis=1)).astype(int).reshape(-1, 2)
    sides, number = np.unique(np.concatenate([corners, following], axis=1), axis=0, return_inverse=True)
    return seen_along(sides[:, :2].astype(float), sides[:, 2:].astype(float), colour)[number.reshape(-1, 4)]


def seen_along(start: Points, stop: Points, colour: Colours) -> Points:
    """Return the share of each of N sides on which a paper on its right ends there.

    The paper has one colour all along a side, in the light and in a shadow; print or a finger there is the exception.
    """
    inner, outer = _beside(start, stop, colour)
    step = inner - outer
    size = np.linalg.norm(step, axis=-1)
    usual = np.median(step, axis=1, keepdims=True)
    toward = (step * usual).sum(axis=-1) / np.maximum(size * np.linalg.norm(usual, axis=-1), 1e-6)
    own = np.median(inner, axis=1, keepdims=True)
    alike = np.linalg.norm(inner - own, axis=-1) < np.maximum(STEP, 0.7 * np.linalg.norm(outer - own, axis=-1))
    return cast("Points", ((size >= STEP) & (alike | (toward > SAME_WAY))).mean(axis=1))


def clockwise(corners: Points) -> Points:
    """Return four corners clockwise on the screen, the one nearest to the top left first."""
    if signed_area(corners) < 0:
        corners = corners[::-1]
    return np.roll(corners, -int(np.argmin(corners.sum(axis=1))), axis=0)


def signed_area(corners: Points) -> float:
    """Return the area of one quadrangle, positive where it runs clockwise on the screen."""
    return float(areas(corners[None])[0])
