"""A4 pages of running text: set with exact metrics, written as PDF, with the place of each field's ink.

Units are points (1/72 inch) from the top left corner. Drawing is collected first and written once, so that the same
content gives the same bytes.
"""

import io
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.render.fonts import font, font_path
from samples.render.ink import Colour, Run
from samples.render.printed import Box, Mark, around

rl_config.useA85 = 0  # ASCII armour makes image streams larger and slower to write

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
MARGIN: Final = 56.0

_PROBE: Final = 16
"""Pixels per point at which the ink of a glyph is measured."""

Drawing = Callable[[Canvas], None]
BLACK: Final[Colour] = (20, 20, 22)


@dataclass(frozen=True)
class Style:
    """Face (a key of ``fonts.FACES``), size and line distance in points, colour."""

    face: str
    size: float
    leading: float
    colour: Colour = BLACK


def _registered(face: str) -> str:
    if face not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(face, str(font_path(face))))
    return face


def text_width(text: str, style: Style) -> float:
    """Return the advance of ``text`` in points."""
    return float(pdfmetrics.stringWidth(text, _registered(style.face), style.size))


class Sheets:
    """Pages being set, the last one open; ``width`` and ``height`` in points are those of every page."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.width = width
        self.height = height
        self._pages: list[list[Drawing]] = [[]]
        self._boxes: dict[tuple[str, str, int, int], tuple[str, list[Box]]] = {}
        self._printings: dict[str, int] = {}

    @property
    def page(self) -> int:
        """Index of the open page, from 0."""
        return len(self._pages) - 1

    def new_page(self) -> None:
        """Close the open page and begin another."""
        self._pages.append([])

    def write(self, x: float, y: float, text: str | Sequence[Run], style: Style) -> float:
        """Set one line from ``x`` on base line ``y`` and return where it stops."""
        runs = [Run(text)] if isinstance(text, str) else list(text)
        for run in runs:
            self._set(x, y, run, style)
            x += text_width(run.text, style)
        return x

    def centre(self, y: float, text: str | Sequence[Run], style: Style) -> None:
        """Set one line in the middle of the page on base line ``y``."""
        runs = [Run(text)] if isinstance(text, str) else list(text)
        self.write((self.width - sum(text_width(run.text, style) for run in runs)) / 2, y, runs, style)

    def paragraph(self, x: float, y: float, width: float, text: str | Sequence[Run], style: Style) -> float:
        """Set wrapped text from base line ``y`` and return the base line after it; a field's parts become one box."""
        runs = [Run(text)] if isinstance(text, str) else list(text)
        for line in wrap(runs, width, style):
            self.write(x, y, line, style)
            y += style.leading
        self.end_printing()
        return y

    def end_printing(self) -> None:
        """Say that a field named again from here on is another printing of it."""
        for name, _, _, _ in list(self._boxes):
            self._printings[name] = self._printings.get(name, 0) + 1

    def line(self, y: float, x0: float, x1: float, width: float = 0.5) -> None:
        """Draw a level line."""
        self.curve([(x0, y), (x1, y)], width, BLACK)

    def curve(self, points: Sequence[tuple[float, float]], width: float, colour: Colour) -> None:
        """Draw a line through ``points``."""

        def drawing(canvas: Canvas) -> None:
            canvas.setStrokeColorRGB(*_rgb(colour))
            canvas.setLineWidth(width)
            path = canvas.beginPath()
            path.moveTo(points[0][0], self.height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, self.height - y)
            canvas.drawPath(path)

        self._pages[-1].append(drawing)

    def box(self, box: Box, width: float, colour: Colour, fill: Colour | None = None) -> None:
        """Draw a rectangle, filled when ``fill`` is given."""
        x0, y0, x1, y1 = box

        def drawing(canvas: Canvas) -> None:
            canvas.setStrokeColorRGB(*_rgb(colour))
            canvas.setLineWidth(width)
            if fill:
                canvas.setFillColorRGB(*_rgb(fill))
            canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0, stroke=int(width > 0), fill=int(fill is not None))

        self._pages[-1].append(drawing)

    def ring_text(self, centre: tuple[float, float], radius: float, text: str, style: Style, start: float) -> None:
        """Set ``text`` clockwise around ``centre`` from ``start`` degrees (0 = top)."""
        angle = start
        for character in text:
            step = math.degrees(text_width(character, style) / radius)
            self._pages[-1].append(
                _turned((centre[0], self.height - centre[1]), radius, character, style, angle + step / 2)
            )
            angle += step

    def circle(self, centre: tuple[float, float], radius: float, width: float, colour: Colour) -> None:
        """Draw a circle."""
        x, y = centre

        def drawing(canvas: Canvas) -> None:
            canvas.setStrokeColorRGB(*_rgb(colour))
            canvas.setLineWidth(width)
            canvas.circle(x, self.height - y, radius)

        self._pages[-1].append(drawing)

    def shape(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """Draw a filled polygon."""

        def drawing(canvas: Canvas) -> None:
            canvas.setFillColorRGB(*_rgb(fill))
            path = canvas.beginPath()
            path.moveTo(points[0][0], self.height - points[0][1])
            for x, y in points[1:]:
                path.lineTo(x, self.height - y)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)

        self._pages[-1].append(drawing)

    def picture(self, box: Box, image: Image.Image) -> None:
        """Draw ``image`` over the whole of ``box``."""
        x0, y0, x1, y1 = box

        def drawing(canvas: Canvas) -> None:
            canvas.drawImage(ImageReader(image), x0, self.height - y1, x1 - x0, y1 - y0)

        self._pages[-1].append(drawing)

    def mark(self, name: str, value: str, box: Box, kind: str) -> None:
        """Record a clause or a signature at ``box``."""
        self._boxes[name, kind, self.page, len(self._boxes)] = (value, [box])

    def marks(self) -> tuple[Mark, ...]:
        """Return every mark, boxes in points, in the order of printing."""
        return tuple(
            Mark(name, value, page, around(boxes), kind)
            for (name, kind, page, _), (value, boxes) in self._boxes.items()
        )

    def pdf(self, title: str) -> bytes:
        """Return the pages as PDF; the same content gives the same bytes."""
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=(self.width, self.height), invariant=1, pageCompression=1)
        canvas.setTitle(title)
        canvas.setProducer("absah samples")
        for page in self._pages:
            for drawing in page:
                drawing(canvas)
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    def _set(self, x: float, y: float, run: Run, style: Style) -> None:
        face, size, colour, text = _registered(style.face), style.size, style.colour, run.text

        def drawing(canvas: Canvas) -> None:
            canvas.setFillColorRGB(*_rgb(colour))
            canvas.setFont(face, size)
            canvas.drawString(x, self.height - y, text)

        self._pages[-1].append(drawing)
        if text.strip() == "/":  # what follows says the same in the other language
            self.end_printing()
        box = _ink(x, y, text, style) if run.field else None
        if box:
            key = (run.field, "field", self.page, self._printings.get(run.field, 0))
            self._boxes.setdefault(key, (run.value or text, []))[1].append(box)


def wrap(runs: Iterable[Run], width: float, style: Style) -> list[list[Run]]:
    """Return ``runs`` as lines no wider than ``width`` points; runs are parted at spaces and keep their field."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    glued = False
    for word, run in _words(runs):
        advance = text_width(word.rstrip(), style)
        if lines[-1] and not glued and used + advance > width and word.strip():
            lines.append([])
            used = 0.0
        glued = not word.endswith(" ")  # a mark right after a value stays with it
        piece = Run(word if lines[-1] or word.strip() else "", run.field, run.value)
        last = lines[-1][-1] if lines[-1] else None
        if last and (last.field, last.value) == (piece.field, piece.value):
            lines[-1][-1] = Run(last.text + piece.text, last.field, last.value)
        else:
            lines[-1].append(piece)
        used += text_width(word, style)
    return [[run for run in line if run.text] for line in lines]


def _words(runs: Iterable[Run]) -> Iterable[tuple[str, Run]]:
    """Yield each word with the space behind it; a field's value that its text leaves open is fixed first."""
    for run in runs:
        whole = Run(run.text, run.field, run.value or (run.text if run.field else ""))
        parts = run.text.split(" ")
        for place, part in enumerate(parts):
            word = part + (" " if place < len(parts) - 1 else "")
            if word:
                yield word, whole


def _ink(x: float, y: float, text: str, style: Style) -> Box | None:
    """Return the tight ink box of ``text`` in points; sides by the outer glyphs, since PDF sets no kerning."""
    clean = text.rstrip()
    lead = clean[: len(clean) - len(clean.lstrip())]
    clean = clean.lstrip()
    if not clean:
        return None
    x += text_width(lead, style)
    face = font(style.face, style.size * _PROBE)
    first, last = face.getmask2(clean[0], mode="L", anchor="ls"), face.getmask2(clean[-1], mode="L", anchor="ls")
    whole, offset = face.getmask2(clean, mode="L", anchor="ls")
    rows, left, right = whole.getbbox(), first[0].getbbox(), last[0].getbbox()
    if rows is None or left is None or right is None:
        return None
    start = x + (first[1][0] + left[0]) / _PROBE
    stop = x + text_width(clean[:-1], style) + (last[1][0] + right[2]) / _PROBE
    return start, y + (offset[1] + rows[1]) / _PROBE, stop, y + (offset[1] + rows[3]) / _PROBE


def _turned(centre: tuple[float, float], radius: float, character: str, style: Style, angle: float) -> Drawing:
    """Return the drawing of one character on a circle; ``centre`` counts from the bottom left, as PDF does."""
    face = _registered(style.face)

    def drawing(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(*centre)
        canvas.rotate(-angle)
        canvas.setFillColorRGB(*_rgb(style.colour))
        canvas.setFont(face, style.size)
        canvas.drawCentredString(0, radius, character)
        canvas.restoreState()

    return drawing


def _rgb(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = colour
    return red / 255, green / 255, blue / 255
