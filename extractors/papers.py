"""Papers on a picture: the outlines of cards, data pages and sheets, found by their four straight edges.

A side of a paper is a straight line along which the picture steps from one colour to another, the paper's colour on
the inner side. Lines of such steps are put together to quadrangles; one counts when all of its sides are seen and when,
looked at from where a camera stood, its sides have the ratio of a known paper.
"""

import math
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Pixels
from extractors.steps import (
    Colours,
    Points,
    all_clockwise,
    areas,
    clockwise,
    lab,
    lines_on,
    plausible,
    quads_of,
    sides_seen,
    signed_area,
    working,
)
from extractors.straighten import strips

RATIOS: Final = (1.586, 1.42, 1.414)
"""Long side by short side of a card (ID-1, 85.6 x 53.98 mm), of a data page (ID-3, 125 x 88 mm; ICAO Doc 9303 parts 5
and 4) and of a sheet (A4, ISO 216)."""
RATIO_SLACK: Final = 0.09
"""Share by which a measured ratio may differ from a paper's own: lines are a pixel wide, cameras' lenses unknown."""
FOCAL_LENGTHS: Final = (0.72, 0.95, 1.25, 1.8)
"""Focal lengths in shares of the longer side for which a ratio is tried: 26 mm phones, and pictures cut smaller."""
SEEN: Final = 0.62
"""Share of each side that must be seen."""
SURE: Final = 0.8
"""Score from which on an outline is believed."""
MOST_QUADS: Final = 60
"""Quadrangles that are looked at more closely, the best first."""
LEAST_PRINT: Final = 3
"""Lines of print on an outline that is a paper's."""
SAME_PAPER: Final = 12.0
"""Difference of colour (CIE Lab, Euclidean) up to which two lines stand on one paper: light falls off over a sheet."""
LINES_BEYOND: Final = 6
"""Lines of print beyond an outline on its own paper that speak against it."""
LINE_REACH: Final = 6
"""Pixels of the working picture above and below the middle of a line that its ground is looked for in."""


@dataclass(frozen=True)
class Quad:
    """The outline of one paper: corners in pixels of the picture, top left first, clockwise as the paper lies there.

    ``score`` is how much of its sides was seen (0..1), ``ratio`` the paper's own width by height as it lies: a card
    that lies sideways has 1 / 1.586.
    """

    corners: tuple[tuple[float, float], ...]
    score: float
    ratio: float

    def area(self) -> float:
        """Return the area in square pixels."""
        return abs(signed_area(np.array(self.corners)))


def papers_on(pixels: Pixels) -> tuple[Quad, ...]:
    """Return the outlines of the papers seen surely on a picture, the surest first; none of them overlap.

    A paper that fills the picture has no outline on it and is not found.
    """
    small, scale = working(pixels)
    found = _printed(_apart(_ranked(lab(small))), small)
    return tuple(
        Quad(tuple((float(x) / scale, float(y) / scale) for x, y in corners), score, ratio)
        for corners, score, ratio in found
    )


def _ranked(colour: Colours) -> list[tuple[Points, float, float]]:
    """Return corners, score and ratio of the quadrangles that look like a paper, best first."""
    along, across = lines_on(colour)
    if len(along) < 2 or len(across) < 2:
        return []
    high, wide = colour.shape[:2]
    corners = quads_of(along, across)
    kept = plausible(corners, (wide, high))
    if not kept.any():
        return []
    scores = _scores(colour, corners[kept])
    size = np.sqrt(np.abs(areas(corners[kept])) / (high * wide))
    order = [int(index) for index in np.argsort(-(scores + 0.2 * size)) if scores[index] >= SURE]
    found = []
    for index in order[:MOST_QUADS]:
        paper = clockwise(corners[kept][index])
        ratio = _paper_ratio(paper, (wide, high))
        if ratio is not None:
            found.append((paper, float(scores[index]), ratio))
    return found


def _scores(colour: Colours, quads: Points) -> Points:
    """Return how much of the sides of each quadrangle ``(N, 4, 2)`` is seen, 0..1; 0 where a side is missing."""
    seen = sides_seen(colour, all_clockwise(quads))
    score = 0.6 * seen.mean(axis=1) + 0.4 * seen.min(axis=1)
    return cast("Points", np.where(seen.min(axis=1) >= SEEN, score, 0.0))


def _paper_ratio(corners: Points, picture: tuple[int, int]) -> float | None:
    """Return width by height of the known paper that the quadrangle may be a view of, or None."""
    best: tuple[float, float] | None = None
    for measured in _view_ratios(corners, picture):
        upright = measured >= 1
        for ratio in RATIOS:
            off = abs(math.log((measured if upright else 1 / measured) / ratio))
            if off <= RATIO_SLACK and (best is None or off < best[0]):
                best = off, ratio if upright else 1 / ratio
    return best[1] if best else None


def _view_ratios(corners: Points, picture: tuple[int, int]) -> list[float]:
    """Return width by height of the rectangle seen as ``corners``, for each focal length.

    The two axes of a plane before a pinhole camera are the first columns of its homography with the camera's own
    matrix taken out (Zhang, A flexible new technique for camera calibration, IEEE TPAMI 22, 2000); the ratio of their
    lengths is the ratio of the sides. The optical axis is taken to meet the middle of the picture.
    """
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    view = cv2.getPerspectiveTransform(square, corners.astype(np.float32))
    ratios = []
    for focal in FOCAL_LENGTHS:
        length = focal * max(picture)
        inverse = np.array(
            [[1 / length, 0, -picture[0] / 2 / length], [0, 1 / length, -picture[1] / 2 / length], [0, 0, 1]]
        )
        across, down, _ = np.linalg.norm(inverse @ view, axis=0)
        ratios.append(float(across) / max(float(down), 1e-9))
    return ratios


def _apart(found: list[tuple[Points, float, float]]) -> list[tuple[Points, float, float]]:
    """Return the best of ``found`` that do not overlap."""
    kept: list[tuple[Points, float, float]] = []
    for entry in found:
        if all(_overlap(entry[0], other[0]) < 0.08 for other in kept):
            kept.append(entry)
        if len(kept) == 8:
            break
    return kept


# -- print -------------------------------------------------------------------------------------------------------------


def print_on(small: Pixels) -> list[tuple[float, float]]:
    """Return the middles of the lines of print seen on the picture, lying or standing."""
    side = max(small.shape[:2])
    lying = [(strip.x * side, strip.y * side) for strip in strips(small)]
    standing = strips(np.ascontiguousarray(np.rot90(small, -1)))
    return lying + [(strip.y * side, small.shape[0] - strip.x * side) for strip in standing]


def holds(corners: Points, point: tuple[float, float]) -> bool:
    """Whether ``point`` lies in the quadrangle."""
    return cv2.pointPolygonTest(corners.astype(np.float32), point, measureDist=False) >= 0


def prints_beyond(pixels: Pixels, quad: Quad) -> bool:
    """Whether lines of print stand outside of ``quad`` on a ground of its own paper's colour.

    So they do where the outline is a line on the paper: the edge of a table or of a tinted band. The grain of a wooden
    table, which looks like lines, has the table's colour.
    """
    small, scale = working(pixels)
    colour, side = lab(small), max(small.shape[:2])
    corners = np.array(quad.corners) * scale
    found = strips(small)
    grounds = [_ground_at(colour, strip.x * side, strip.y * side, strip.length * side / 2) for strip in found]
    inside = [holds(corners, (strip.x * side, strip.y * side)) for strip in found]
    own = [ground for ground, is_inside in zip(grounds, inside, strict=True) if is_inside]
    if not own:
        return False
    paper = np.median(own, axis=0)
    near = [float(np.linalg.norm(ground - paper)) <= SAME_PAPER for ground in grounds]
    beyond = sum(is_near and not is_inside for is_near, is_inside in zip(near, inside, strict=True))
    return beyond >= LINES_BEYOND


def _ground_at(colour: Colours, x: float, y: float, reach: float) -> Points:
    """Return the colour (CIE Lab) of the lighter half of what lies around a line of print."""
    high, wide = colour.shape[:2]
    rows = slice(max(0, round(y) - LINE_REACH), min(high, round(y) + LINE_REACH + 1))
    columns = slice(max(0, round(x - reach)), min(wide, round(x + reach) + 1))
    part = colour[rows, columns].reshape(-1, 3).astype(np.float64)
    if not len(part):
        return np.zeros(3)
    lighter = part[part[:, 0] >= np.median(part[:, 0])]
    return cast("Points", np.median(lighter, axis=0))


def _printed(found: list[tuple[Points, float, float]], small: Pixels) -> list[tuple[Points, float, float]]:
    """Return the outlines with lines of print in them: portraits, boards and boxes of a form have none.

    Where no print is seen anywhere, because all is blurred, the best outline may still be a paper.
    """
    if not found:
        return []
    middles = print_on(small)
    counts = [sum(holds(corners, middle) for middle in middles) for corners, _, _ in found]
    kept = [entry for entry, count in zip(found, counts, strict=True) if count >= LEAST_PRINT]
    return kept or (found[:1] if len(middles) < LEAST_PRINT else [])


def _overlap(one: Points, other: Points) -> float:
    """Return the share of the smaller quadrangle that lies on the other."""
    common, _ = cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))
    return float(common) / max(min(signed_area(one), signed_area(other)), 1.0)
