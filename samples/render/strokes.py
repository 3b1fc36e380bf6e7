"""Ink that is no text: scribbles that belong to nobody, and round stamps of firms that do not exist."""

import random

from samples.render.ink import Colour
from samples.render.sheet import Sheets, Style, text_width

Point = tuple[float, float]


def scribble(draw: random.Random, box: tuple[float, float, float, float]) -> list[Point]:
    """Return a smooth line through random points inside ``box``."""
    x0, y0, x1, y1 = box
    points, x = [], x0
    while x < x1:
        points.append((x, draw.uniform(y0 + 0.08 * (y1 - y0), y1 - 0.08 * (y1 - y0))))
        x += (x1 - x0) * draw.uniform(0.04, 0.13)
    points.append((x1, y0 + (y1 - y0) * draw.uniform(0.3, 0.6)))
    return _smooth([points[0], *points, points[-1]])


def stamp(sheets: Sheets, centre: Point, text: str, colour: Colour, start: float) -> None:
    """Draw a round stamp of 31 points radius with ``text`` around and CONTOH in the middle."""
    sheets.circle(centre, 31, 1.3, colour)
    sheets.circle(centre, 21, 0.7, colour)
    size = min(6.6, 6.6 * 150 / max(text_width(text, Style("sans-bold", 6.6, 7)), 1))
    sheets.ring_text(centre, 23.4, text, Style("sans-bold", size, 7, colour), start)
    middle = Style("sans-bold", 7.5, 8, colour)
    sheets.write(centre[0] - text_width("CONTOH", middle) / 2, centre[1] + 2.6, "CONTOH", middle)


def _smooth(points: list[Point]) -> list[Point]:
    """Return a Catmull-Rom curve through ``points``, whose first and last stand twice."""
    curve = []
    for p0, p1, p2, p3 in zip(points, points[1:], points[2:], points[3:], strict=False):
        for step in range(10):
            t = step / 10
            curve.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    return [*curve, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
