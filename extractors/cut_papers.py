"""A paper that runs out of the picture: its sides are seen as far as the picture's edge."""

from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.papers import LEAST_PRINT, Quad, holds, print_on
from extractors.steps import (
    Colours,
    Line,
    Points,
    all_clockwise,
    areas,
    clockwise,
    lab,
    lines_on,
    plausible,
    quads_of,
    seen_along,
    sides_seen,
    signed_area,
    working,
)

MOST_PRINT: Final = 0.7
"""Share of all print that lies on a paper that the picture's edge cuts."""
LEAST_PART: Final = 0.3
"""Share of the picture that such a paper fills at least."""
SEEN_TO_EDGE: Final = 0.85
"""Share of each of its sides that must be seen: they run out of the picture."""
CLEARLY_INSIDE: Final = 0.015
"""Distance from the picture's edge, in shares of its longer side, from which on a side is not the edge."""
LAST_PART: Final = 0.08
"""Share of a side, next to the picture's edge, on which it must be seen too: a paper may end just before."""


def cut_paper_on(pixels: Pixels) -> Quad | None:
    """Return the part that is on the picture of a paper that the picture's edge cuts; None when none is seen surely.

    Two or three of its sides are seen as far as the edge, the others are the edge itself; most print lies in it. A
    paper that fills the picture is not cut. ``ratio`` is that of the part.
    """
    small, scale = working(pixels)
    colour = lab(small)
    high, wide = colour.shape[:2]
    along, across = lines_on(colour)
    corners = quads_of([*along, *_edges(wide, high, across)], [*across, *_edges(wide, high, along)])
    corners = corners[plausible(corners, (wide, high)) & (np.abs(areas(corners)) >= LEAST_PART * high * wide)]
    if not len(corners):
        return None
    turned = all_clockwise(corners)
    at_edge = _sides_at_edge(turned, (wide, high))
    found = turned[_runs_out(turned, at_edge, colour)]
    for paper in sorted(found, key=lambda quad: -signed_area(quad)):
        if _share_of_print(paper, small) >= MOST_PRINT:
            place = tuple((float(x) / scale, float(y) / scale) for x, y in clockwise(paper))
            return Quad(place, SEEN_TO_EDGE, _measured_ratio(paper))
    return None


def _runs_out(turned: Points, at_edge: NDArray[np.bool_], colour: Colours) -> NDArray[np.bool_]:
    """Return which quadrangles ``(N, 4, 2)`` are papers of which two or three sides lead out of the picture."""
    high, wide = colour.shape[:2]
    real = (~at_edge).sum(axis=1)
    inner = _away_from_edge(turned, (wide, high)) | at_edge
    seen = np.where(at_edge, 1.0, sides_seen(colour, turned))
    leaves = (real >= 2) & (real <= 3) & (seen.min(axis=1) >= SEEN_TO_EDGE) & inner.all(axis=1)
    for index in np.flatnonzero(leaves):
        leaves[index] = _is_seen_to_edge(turned[index], at_edge[index], colour)
    return cast("NDArray[np.bool_]", leaves)


def _is_seen_to_edge(corners: Points, at_edge: NDArray[np.bool_], colour: Colours) -> bool:
    """Whether every side that meets the picture's edge is still seen right before it."""
    ends = []
    for side in np.flatnonzero(~at_edge):
        start, stop = corners[side], corners[(side + 1) % 4]
        if at_edge[(side + 1) % 4]:
            ends.append((start + (stop - start) * (1 - LAST_PART), stop))
        if at_edge[(side - 1) % 4]:
            ends.append((start, start + (stop - start) * LAST_PART))
    if not ends:
        return False
    starts, stops = (np.array(points) for points in zip(*ends, strict=True))
    return bool(seen_along(starts, stops, colour).min() >= SEEN_TO_EDGE)


def _edges(wide: int, high: int, others: list[Line]) -> list[Line]:
    """Return the picture's edges that cross the direction of ``others``: a paper may end there."""
    if not others:
        return []
    steep = sum(abs(line.stop[1] - line.start[1]) > abs(line.stop[0] - line.start[0]) for line in others)
    right, bottom = float(wide - 1), float(high - 1)
    if 2 * steep > len(others):  # the others stand: these lie
        ends = [((0.0, 0.0), (right, 0.0)), ((0.0, bottom), (right, bottom))]
    else:
        ends = [((0.0, 0.0), (0.0, bottom)), ((right, 0.0), (right, bottom))]
    return [Line(start, stop, 0.0) for start, stop in ends]


def _sides_at_edge(turned: Points, picture: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which sides of quadrangles ``(N, 4, 2)`` lie on the picture's edge, ``(N, 4)``."""
    start, stop = turned, np.roll(turned, -1, axis=1)
    found = np.zeros(start.shape[:2], bool)
    for axis, last in ((0, picture[0] - 1), (1, picture[1] - 1)):
        for place in (0, last):
            found |= (np.abs(start[..., axis] - place) < 1.5) & (np.abs(stop[..., axis] - place) < 1.5)
    return found


def _away_from_edge(turned: Points, picture: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which sides of quadrangles ``(N, 4, 2)`` lie clearly inside of the picture, ``(N, 4)``."""
    middle = (turned + np.roll(turned, -1, axis=1)) / 2
    room = CLEARLY_INSIDE * max(picture)
    inside = (middle > room) & (middle < np.array(picture) - room)
    return cast("NDArray[np.bool_]", inside.all(axis=2))


def _measured_ratio(corners: Points) -> float:
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return float((sides[0] + sides[2]) / max(sides[1] + sides[3], 1e-6))


def _share_of_print(corners: Points, small: Pixels) -> float:
    """Return the share (0..1) of the lines of print seen that lie in the quadrangle; 0 where hardly any are seen."""
    middles = print_on(small)
    inside = sum(holds(corners, middle) for middle in middles)
    return inside / len(middles) if inside >= LEAST_PRINT else 0.0
