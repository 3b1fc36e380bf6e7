"""Groups of ink, and the outlines that tell them apart: ellipses, rectangles, triangles, dense blobs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.marks.ground import Mask

Points = NDArray[np.float32]

TRIES: Final = 900
"""Circles that are tried through points of a group's edges; the best covered ones count."""
TURNS: Final = 72
"""Points at which a ring is held against the ink."""
NEAR: Final = 0.12
"""Distance from an outline, in heights of print, at which ink still lies on it."""


@dataclass(frozen=True)
class Group:
    """Ink that stands together: ``mask`` is its part of the picture, whose upper left corner is ``x``, ``y``."""

    x: int
    y: int
    mask: Mask

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The tight box of the ink, x0, y0, x1, y1."""
        rows, columns = np.flatnonzero(self.mask.any(axis=1)), np.flatnonzero(self.mask.any(axis=0))
        return (
            self.x + float(columns[0]), self.y + float(rows[0]),
            self.x + float(columns[-1]) + 1, self.y + float(rows[-1]) + 1,
        )  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """A closed outline within a group: ``corners`` (x, y) of its polygon, how well ink follows it (0..1), its form."""

    form: str
    corners: Points
    fit: float
    angle: float
    """Degrees that a rectangle is turned out of the lines of print, 0..45; 0 for the other forms."""

    def filled(self, shape: Sequence[int], grow: float = 0.0) -> Mask:
        """Return the mask of what the outline encloses, grown by ``grow`` pixels (shrunk when negative)."""
        mask = np.zeros(shape[:2], np.uint8)
        cv2.fillPoly(mask, [np.round(self.corners).astype(np.int32)], 1)
        if not grow:
            return mask.astype(bool)
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(abs(grow)) + 1,) * 2)
        return (cv2.dilate(mask, kernel) if grow > 0 else cv2.erode(mask, kernel)).astype(bool)

    @property
    def sides(self) -> tuple[float, float]:
        """The longer and the shorter side of the smallest rectangle around it, in pixels."""
        _, size, _ = cv2.minAreaRect(self.corners)
        return max(size), min(size)


def groups(ink: Mask, reach: float, least: float) -> Iterator[Group]:
    """Yield the groups of ``ink``: pieces at most ``reach`` pixels apart; specks below ``least`` px² are dropped."""
    marks = ink.astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    keep = np.zeros(count, bool)
    keep[1:] = stats[1:, cv2.CC_STAT_AREA] >= least
    marks = keep[labels].astype(np.uint8)
    size = 2 * round(reach / 2) + 1
    near = cv2.dilate(marks, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    for index in range(1, count):
        x, y, wide, high = (int(value) for value in stats[index, :4])
        window = (slice(y, y + high), slice(x, x + wide))
        yield Group(x, y, (marks[window] > 0) & (labels[window] == index))


def enclosed(mask: Mask, bridge: float) -> Mask:
    """Return what ``mask`` encloses with itself, gaps of ``bridge`` pixels in its lines closed."""
    pad = round(bridge) + 2
    marks = cv2.copyMakeBorder(mask.astype(np.uint8), pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    size = 2 * round(bridge / 2) + 1
    closed = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    outside = closed.copy()
    cv2.floodFill(outside, None, (0, 0), 2)
    return cast("Mask", (outside != 2)[pad:-pad, pad:-pad])


def solids(mask: Mask, thin: float) -> Iterator[Points]:
    """Yield the outer contours of the solid parts of ``mask``; what is thinner than ``thin`` pixels falls away."""
    size = 2 * round(thin / 2) + 1
    pad = size
    marks = cv2.copyMakeBorder(mask.astype(np.uint8), pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    opened = cv2.morphologyEx(marks, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        if len(contour) >= 8:
            yield (contour[:, 0, :] - pad).astype(np.float32)


def outline(contour: Points) -> Outline:
    """Return the form that ``contour`` fits best: ellipse, rectangle or triangle; ``fit`` is how far they overlap."""
    area = max(cv2.contourArea(contour), 1.0)
    rect = cv2.minAreaRect(contour)
    angle = abs((rect[2] + 45) % 90 - 45)
    ellipse = cv2.fitEllipse(contour)
    middle = (round(ellipse[0][0]), round(ellipse[0][1]))
    axes = (max(round(ellipse[1][0] / 2), 1), max(round(ellipse[1][1] / 2), 1))
    round_ = np.array(cv2.ellipse2Poly(middle, axes, round(ellipse[2]), 0, 360, 6), np.float32)
    _, three = cv2.minEnclosingTriangle(contour.reshape(-1, 1, 2))
    forms = [
        Outline("ellipse", round_, _overlap(contour, round_), 0.0),
        Outline(
            "rectangle", np.array(cv2.boxPoints(rect), np.float32), area / max(rect[1][0] * rect[1][1], area), angle
        ),
    ]
    if three is not None and np.size(three) == 6:
        corners = np.asarray(three, np.float32).reshape(3, 2)
        forms.append(Outline("triangle", corners, area / max(cv2.contourArea(corners), area), 0.0))
    return max(forms, key=lambda one: one.fit)


def _overlap(one: Points, other: Points) -> float:
    """Return intersection over union of two polygons."""
    corner = np.floor(np.minimum(one.min(axis=0), other.min(axis=0))) - 1
    wide, high = (int(value) for value in np.ceil(np.maximum(one.max(axis=0), other.max(axis=0)) - corner) + 2)
    masks = []
    for polygon in (one, other):
        mask = np.zeros((high, wide), np.uint8)
        cv2.fillPoly(mask, [np.round(polygon - corner).astype(np.int32)], 1)
        masks.append(mask.astype(bool))
    return float((masks[0] & masks[1]).sum() / max((masks[0] | masks[1]).sum(), 1))


def ring(mask: Mask, unit: float, sizes: tuple[float, float]) -> Outline | None:
    """Return the ring that ink of ``mask`` follows furthest, its axes between ``sizes`` px; None when none is.

    Circles through three points of the ink's edges are tried (RANSAC: Fischler and Bolles 1981), always the same ones;
    the best is then drawn out to the ellipse that its own ink makes: no camera looks straight down.
    """
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    edge = np.concatenate([contour[:, 0, :] for contour in contours]).astype(np.float64) if contours else None
    if edge is None or len(edge) < 30:
        return None
    away = np.asarray(cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3), np.float32)
    centres, radii = _circles(edge, sizes)
    if not len(radii):
        return None
    turns = np.linspace(0, 2 * np.pi, TURNS, endpoint=False)
    unit_circle = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    paths = centres[:, None, :] + radii[:, None, None] * unit_circle
    covers = np.array([_cover(path, away, 2 * NEAR * unit) for path in paths])
    best = None
    for index in np.argsort(-covers)[:3]:
        one = _drawn_out(edge, centres[index], float(radii[index]), unit)
        path = one if one is not None else paths[index]
        cover = _cover(path, away, NEAR * unit)
        if best is None or cover > best[0]:
            best = cover, path
    assert best is not None  # noqa: S101  # there is at least one circle
    return Outline("ellipse", best[1].astype(np.float32), best[0], 0.0)


def _circles(
    edge: NDArray[np.floating], sizes: tuple[float, float]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Return centres (n, 2) and radii (n,) of circles through three points each, diameters within ``sizes``."""
    draw = np.random.default_rng(7)
    one, two, three = (edge[draw.integers(0, len(edge), TRIES)] for _ in range(3))
    bx, by = (two - one).T
    cx, cy = (three - one).T
    twice = 2 * (bx * cy - by * cx)
    sound = np.abs(twice) > 1
    twice = np.where(sound, twice, 1.0)
    x = (cy * (bx**2 + by**2) - by * (cx**2 + cy**2)) / twice
    y = (bx * (cx**2 + cy**2) - cx * (bx**2 + by**2)) / twice
    radii = np.hypot(x, y)
    sound &= (2 * radii >= sizes[0]) & (2 * radii <= sizes[1])
    return (one + np.stack([x, y], axis=1))[sound], radii[sound]


def _drawn_out(edge: NDArray[np.floating], centre: NDArray[np.floating], radius: float, unit: float) -> Points | None:
    """Return the ellipse of the edge points near a circle as a path, None when they make none."""
    apart = np.hypot(*(edge - centre).T)
    near = edge[np.abs(apart - radius) <= max(0.09 * radius, 2 * NEAR * unit)].astype(np.float32)
    if len(near) < 20:
        return None
    (x, y), (one, other), angle = cv2.fitEllipse(near)
    if not np.isfinite([x, y, one, other]).all() or min(one, other) < 0.6 * max(one, other):
        return None
    turns = np.linspace(0, 2 * np.pi, TURNS, endpoint=False)
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    across, down = one / 2 * np.cos(turns), other / 2 * np.sin(turns)
    return np.stack([x + across * cosine - down * sine, y + across * sine + down * cosine], axis=1).astype(np.float32)


def _cover(path: NDArray[np.floating], away: NDArray[np.floating], near: float) -> float:
    """Return the share (0..1) of the points of ``path`` that lie on ink; outside of the picture there is none."""
    columns, rows = np.round(path[:, 0]).astype(int), np.round(path[:, 1]).astype(int)
    inside = (columns >= 0) & (rows >= 0) & (columns < away.shape[1]) & (rows < away.shape[0])
    return float((away[rows[inside], columns[inside]] <= max(near, 1.0)).sum() / len(path))


def stroke_width(mask: Mask) -> float:
    """Return the usual width of the strokes in pixels: twice the distance to the edge along their middle."""
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=0)
    away = cv2.distanceTransform(padded, cv2.DIST_L2, 3)
    ridge = (away >= cv2.dilate(away, np.ones((3, 3), np.uint8)) - 1e-3) & (away > 0)
    return 2.0 * float(np.median(away[ridge])) if ridge.any() else 0.0
