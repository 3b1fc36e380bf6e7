"""Ink that is no text: scribbles that belong to nobody, and stamps of firms that do not exist."""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from samples.render.ink import Colour
from samples.render.printed import Box
from samples.render.sheet import Sheets, Style, text_width

Point = tuple[float, float]

_FAR: Final = 4000.0
"""Radius in points on which text stands as good as straight."""


def scribble(draw: random.Random, box: tuple[float, float, float, float]) -> list[Point]:
    """Return a smooth line through random points inside ``box``."""
    x0, y0, x1, y1 = box
    points, x = [], x0
    while x < x1:
        points.append((x, draw.uniform(y0 + 0.08 * (y1 - y0), y1 - 0.08 * (y1 - y0))))
        x += (x1 - x0) * draw.uniform(0.04, 0.13)
    points.append((x1, y0 + (y1 - y0) * draw.uniform(0.3, 0.6)))
    return smooth([points[0], *points, points[-1]])


def stamp(sheets: Sheets, centre: Point, text: str, colour: Colour, start: float) -> Box:
    """Set a round stamp of 31 points radius with ``text`` around and CONTOH in the middle; return its box."""
    sheets.circle(centre, 31, 1.3, colour)
    sheets.circle(centre, 21, 0.7, colour)
    size = min(6.6, 6.6 * 150 / max(text_width(text, Style("sans-bold", 6.6, 7)), 1))
    sheets.ring_text(centre, 23.4, text, Style("sans-bold", size, 7, colour), start)
    middle = Style("sans-bold", 7.5, 8, colour)
    sheets.write(centre[0] - text_width("CONTOH", middle) / 2, centre[1] + 2.6, "CONTOH", middle)
    return centre[0] - 31.6, centre[1] - 31.6, centre[0] + 31.6, centre[1] + 31.6


def oval_stamp(sheets: Sheets, centre: Point, text: str, colour: Colour, angle: float) -> Box:
    """Set an oval stamp, turned by ``angle`` degrees, with ``text`` and CONTOH straight across; return its box."""
    outer = [_on(centre, 40 * math.cos(t), 25 * math.sin(t), angle) for t in _circle(60)]
    sheets.curve(outer, 1.2, colour)
    sheets.curve([_on(centre, 36 * math.cos(t), 21 * math.sin(t), angle) for t in _circle(60)], 0.6, colour)
    _lines(sheets, centre, _Legend((text, "CONTOH", "* * *"), 58, colour), angle)
    return _box(outer)


def square_stamp(sheets: Sheets, centre: Point, text: str, colour: Colour, angle: float) -> Box:
    """Set a rectangular stamp, turned by ``angle`` degrees, in a double frame; return its box."""
    frames = []
    for wide, high, line in ((43, 20, 1.3), (40, 17, 0.6)):
        corners = [(-wide, -high), (wide, -high), (wide, high), (-wide, high), (-wide, -high)]
        frames.append([_on(centre, x, y, angle) for x, y in corners])
        sheets.curve(frames[-1], line, colour)
    _lines(sheets, centre, _Legend((text, "CONTOH SPECIMEN"), 72, colour), angle)
    return _box(frames[0])


def triangle_stamp(sheets: Sheets, centre: Point, text: str, colour: Colour, angle: float) -> Box:
    """Set a triangular stamp, turned by ``angle`` degrees; return its box."""
    corners = [_on(centre, x, y, angle) for x, y in ((0, -34), (36, 26), (-36, 26), (0, -34))]
    sheets.curve(corners, 1.4, colour)
    inner = [_on(centre, x, y, angle) for x, y in ((0, -25), (28, 21), (-28, 21), (0, -25))]
    sheets.curve(inner, 0.6, colour)
    _lines(sheets, _on(centre, 0, 8, angle), _Legend(("CONTOH", text[:8]), 34, colour), angle)
    return _box(corners)


STAMPS: Final[dict[str, Callable[[Sheets, Point, str, Colour, float], Box]]] = {
    "round": stamp,
    "oval": oval_stamp,
    "square": square_stamp,
    "triangle": triangle_stamp,
}
"""Every form of stamp; the last argument turns it (where the ring of a round one begins), in degrees."""


@dataclass(frozen=True)
class _Legend:
    """Lines of a stamp's text, none wider than ``width`` points."""

    texts: tuple[str, ...]
    width: float
    colour: Colour


def _lines(sheets: Sheets, centre: Point, legend: _Legend, angle: float) -> None:
    """Set the lines one under another across ``centre``, turned by ``angle`` degrees."""
    for row, text in enumerate(legend.texts):
        size = min(7.2, 7.2 * legend.width / max(text_width(text, Style("sans-bold", 7.2, 8)), 1))
        style = Style("sans-bold", size, 8, legend.colour)
        below = (row - (len(legend.texts) - 1) / 2) * 9 + 2.4
        foot = _on(centre, 0, below + _FAR, angle)
        half = math.degrees(text_width(text, style) / _FAR) / 2
        sheets.ring_text(foot, _FAR, text, style, angle - half)


def _circle(steps: int) -> list[float]:
    return [math.tau * step / steps for step in range(steps + 1)]


def _on(centre: Point, x: float, y: float, angle: float) -> Point:
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    return centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine


def _box(points: list[Point]) -> Box:
    columns = list(zip(*points, strict=True))
    return min(columns[0]), min(columns[1]), max(columns[0]), max(columns[1])


def smooth(points: list[Point]) -> list[Point]:
    """Return a Catmull-Rom curve through ``points``, whose first and last stand twice."""
    curve = []
    for p0, p1, p2, p3 in zip(points, points[1:], points[2:], points[3:], strict=False):
        for step in range(10):
            t = step / 10
            curve.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    return [*curve, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
