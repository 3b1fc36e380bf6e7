"""What people set under a paper beside print: signatures, initials, thumbprints, revenue stamps, electronic signatures.

All of it belongs to nobody: curves and ridges come from a seeded generator, codes hold the word CONTOH alone.
"""

import math
import random
from typing import Any, Final

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from samples.render.ink import Colour
from samples.render.printed import Box
from samples.render.sheet import Sheets, Style, text_width
from samples.render.strokes import Point, scribble, smooth

PEN_INKS: Final[tuple[Colour, ...]] = ((28, 44, 120), (24, 24, 28), (40, 40, 92), (20, 60, 150))
PAD_INKS: Final[tuple[Colour, ...]] = ((52, 44, 110), (40, 44, 60), (84, 40, 110), (30, 50, 120))


def signature(sheets: Sheets, draw: random.Random, box: Box, colour: Colour) -> Box:
    """Write a signature inside ``box`` (points) and return the box of its ink: letters, loops, a flourish."""
    kind = draw.choice(["wave", "loops", "letters"])
    if kind == "wave":
        strokes = [scribble(draw, box)]
    elif kind == "loops":
        strokes = [_loops(draw, box), *([_flourish(draw, box)] if draw.random() < 0.6 else [])]
    else:
        middle = box[0] + (box[2] - box[0]) * draw.uniform(0.25, 0.4)
        first = _loops(draw, (box[0], box[1], middle, box[3]), turns=draw.randint(1, 2))
        rest = scribble(draw, (middle - 4, box[1] + 0.35 * (box[3] - box[1]), box[2], box[3]))
        strokes = [first, rest, *([_flourish(draw, box)] if draw.random() < 0.5 else [])]
    width = draw.uniform(0.8, 1.7)
    for stroke in strokes:
        sheets.curve(stroke, width, colour)
    return _around([point for stroke in strokes for point in stroke])


def initials(sheets: Sheets, draw: random.Random, centre: Point, colour: Colour) -> Box:
    """Write the short form of a signature (paraf) around ``centre`` and return the box of its ink."""
    wide, high = draw.uniform(14, 24), draw.uniform(12, 20)
    box = (centre[0] - wide / 2, centre[1] - high / 2, centre[0] + wide / 2, centre[1] + high / 2)
    stroke = _loops(draw, box, turns=draw.randint(1, 3))
    sheets.curve(stroke, draw.uniform(0.8, 1.3), colour)
    return _around(stroke)


def thumbprint(sheets: Sheets, draw: random.Random, centre: Point, colour: Colour) -> Box:
    """Press a thumb around ``centre`` and return the box of its ink: ridges around a core, worn at the edge."""
    half_wide, half_high, slant = draw.uniform(17, 23), draw.uniform(24, 32), draw.uniform(-0.5, 0.5)
    core = (draw.uniform(-4, 4), draw.uniform(-6, 8))
    points: list[Point] = []
    pitch = draw.uniform(1.35, 1.7)
    for ring in range(1, 34):
        radius = ring * pitch
        run: list[Point] = []
        wobble, phase = draw.uniform(0.02, 0.08), draw.uniform(0, math.tau)
        for step in range(0, 361, 6):
            angle = math.radians(step)
            reach = radius * (1 + wobble * math.sin(3 * angle + phase))
            x, y = core[0] + 0.82 * reach * math.cos(angle), core[1] + 1.15 * reach * math.sin(angle)
            inside = (x / half_wide) ** 2 + (y / half_high) ** 2 < draw.uniform(0.86, 1.0)
            if inside and draw.random() > 0.035:
                run.append(_turn(x, y, slant, centre))
            else:
                _ridge(sheets, run, draw, colour)
                points += run
                run = []
        _ridge(sheets, run, draw, colour)
        points += run
    return _around(points)


def _ridge(sheets: Sheets, run: list[Point], draw: random.Random, colour: Colour) -> None:
    if len(run) > 1:
        sheets.curve(run, draw.uniform(0.55, 1.0), colour)


def revenue_stamp(sheets: Sheets, draw: random.Random, corner: Point) -> Box:
    """Stick a revenue stamp (meterai) with its upper left at ``corner``; return its box: tinted paper, fine lines."""
    x, y = corner
    box = (x, y, x + 68, y + 46)
    sheets.box(box, 0.8, (150, 60, 90), (244, 214, 222))
    for row in range(1, 12):
        phase = draw.uniform(0, 6)
        line = [(x + 2 + 2 * step, y + row * 3.8 + 1.4 * math.sin(step * 0.7 + phase)) for step in range(33)]
        sheets.curve(line, 0.35, (206, 128, 150))
    bold = Style("sans-bold", 6.4, 8, (120, 30, 60))
    sheets.write(x + 6, y + 11, "METERAI TEMPEL", bold)
    sheets.write(x + 14, y + 27, "10000", Style("sans-bold", 13, 15, (120, 30, 60)))
    sheets.write(x + 16, y + 40, "CONTOH", bold)
    return box


def electronic(sheets: Sheets, corner: Point, signer: str) -> Box:
    """Print an electronic signature with its upper left at ``corner``: a QR code and the sentence; return its box."""
    code: Any = QRCode(2, QRErrorCorrectLevel.M)  # reportlab tells no types of its own
    code.addData("CONTOH SPECIMEN")
    code.make()
    count = int(code.getModuleCount())
    x, y, side = corner[0], corner[1], 46.0 / count
    for row in range(count):
        for column in range(count):
            if code.isDark(row, column):
                left, top = x + column * side, y + row * side
                sheets.shape(
                    [(left, top), (left + side, top), (left + side, top + side), (left, top + side)], (0, 0, 0)
                )
    small = Style("sans", 6.2, 7.6)
    lines = ["Ditandatangani secara", "elektronik oleh:", signer[:26]]
    for number, line in enumerate(lines):
        sheets.write(x + 51, y + 14 + number * 8.5, line, small)
    return (x, y, x + 51 + max(text_width(line, small) for line in lines), y + 46)


def _loops(draw: random.Random, box: Box, turns: int = 0) -> list[Point]:
    """Return a running line of loops, as of l, e and o written fast."""
    x0, y0, x1, y1 = box
    count = turns or draw.randint(3, 6)
    wide, middle = (x1 - x0) / (count + 1), (y0 + y1) / 2
    points: list[Point] = []
    for loop in range(count):
        centre = x0 + wide * (loop + 0.9)
        high = (y1 - y0) / 2 * (draw.uniform(0.75, 1.0) if loop == 0 else draw.uniform(0.3, 0.95))
        start = draw.uniform(2.4, 3.6)
        for step in range(7):
            angle = start + step * 1.05
            points.append((centre + wide * 0.85 * math.cos(angle), middle + high * math.sin(angle)))
    points.append((x1, middle + draw.uniform(-0.2, 0.2) * (y1 - y0)))
    clamped = [(min(max(x, x0), x1), min(max(y, y0), y1)) for x, y in points]
    return smooth([clamped[0], *clamped, clamped[-1]])


def _flourish(draw: random.Random, box: Box) -> list[Point]:
    """Return the line under or through a name that ends many signatures."""
    x0, y0, x1, y1 = box
    level = y0 + (y1 - y0) * draw.uniform(0.55, 0.95)
    points = [(x0 + (x1 - x0) * share, level + draw.uniform(-0.08, 0.08) * (y1 - y0)) for share in (0.02, 0.35, 0.7, 1)]
    return smooth([points[0], *points, points[-1]])


def _turn(x: float, y: float, angle: float, centre: Point) -> Point:
    sine, cosine = math.sin(angle), math.cos(angle)
    return centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine


def _around(points: list[Point]) -> Box:
    columns = list(zip(*points, strict=True))
    return min(columns[0]), min(columns[1]), max(columns[0]), max(columns[1])
