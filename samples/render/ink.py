"""Prints text on a page image and keeps the tight box of each field's ink."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from samples.render.fonts import font
from samples.render.printed import Box, Letters, Mark, around

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Run:
    """A stretch of text; with ``field`` it is the printed form of ``value`` (the text itself when empty)."""

    text: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True)
class Pen:
    """Face (a key of ``fonts.FACES``), size in pixels an em, colour, and extra space between letters in pixels."""

    face: str
    size: float
    colour: Colour = (24, 24, 30)
    spacing: float = 0.0


class Plate:
    """A page image that is printed on."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self._draw = ImageDraw.Draw(image)
        self._boxes: dict[str, tuple[str, list[Box]]] = {}
        self._letters: list[Letters] = []

    def write(self, x: float, y: float, text: str | Sequence[Run], pen: Pen, *, width: float | None = None) -> float:
        """Print from ``x`` on the base line ``y`` (pixels) and return where the pen stops.

        Text wider than ``width`` is printed in a smaller size, as card printers do.
        """
        runs = [Run(text)] if isinstance(text, str) else list(text)
        size = pen.size
        while width is not None and size > pen.size / 2 and self._length(runs, pen, size) > width:
            size *= 0.96
        for run in runs:
            x = self._run(x, y, run, pen, size)
        return x

    def centre(self, x: float, y: float, text: str | Sequence[Run], pen: Pen) -> None:
        """Print centred on ``x`` on the base line ``y`` (pixels)."""
        runs = [Run(text)] if isinstance(text, str) else list(text)
        self.write(x - self._length(runs, pen, pen.size) / 2, y, runs, pen)

    def marks(self) -> tuple[Mark, ...]:
        """Return every field printed so far, one mark a field."""
        return tuple(Mark(name, value, 0, around(boxes)) for name, (value, boxes) in self._boxes.items())

    def letters(self) -> tuple[Letters, ...]:
        """Return every word printed so far, with the place of each of its characters."""
        return tuple(self._letters)

    def _length(self, runs: Sequence[Run], pen: Pen, size: float) -> float:
        return sum(font(pen.face, size).getlength(run.text) + pen.spacing * len(run.text) for run in runs)

    def _run(self, x: float, y: float, run: Run, pen: Pen, size: float) -> float:
        face = font(pen.face, size)
        self._letters += _spelt(x, y, run.text, Pen(pen.face, size, pen.colour, pen.spacing))
        pieces = list(run.text) if pen.spacing else [run.text]
        for piece in pieces:
            self._draw.text((x, y), piece, font=face, fill=pen.colour, anchor="ls")
            box = ink_box(x, y, piece, pen.face, size)
            if run.field and box:
                self._boxes.setdefault(run.field, (run.value or run.text, []))[1].append(box)
            x += face.getlength(piece) + pen.spacing
        return x


def _spelt(x: float, y: float, text: str, pen: Pen) -> Iterator[Letters]:
    """Yield the words of ``text`` as set from ``x`` on base line ``y``."""
    face = font(pen.face, pen.size)
    for word in re.finditer(r"\S+", text):
        boxes = []
        for place in range(word.start(), word.end()):
            left = x + face.getlength(text[:place]) + pen.spacing * place
            boxes.append(ink_box(left, y, text[place], pen.face, pen.size))
        known = [(letter, box) for letter, box in zip(word.group(), boxes, strict=True) if box]
        if known:
            yield Letters("".join(letter for letter, _ in known), 0, tuple(box for _, box in known))


def ink_box(x: float, y: float, text: str, face: str, size: float) -> Box | None:
    """Return the tight box of the ink of ``text`` set from ``x`` on base line ``y``; None when it leaves no ink."""
    mask, offset = font(face, size).getmask2(text, mode="L", anchor="ls")
    inner = mask.getbbox()
    if inner is None:
        return None
    left, top = x + offset[0], y + offset[1]
    return left + inner[0], top + inner[1], left + inner[2], top + inner[3]
