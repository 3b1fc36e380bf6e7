"""Office forms set on ``Sheets``: letterheads, labels beside or above their values, tables, signatures, stamps, codes.

A form keeps a base line that runs down the page; every method that sets text moves it. Units are points.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from samples.persons import Person
from samples.render.codes import qr_rows
from samples.render.hand_marks import PAD_INKS, PEN_INKS, electronic, signature, thumbprint
from samples.render.ink import Colour, Run
from samples.render.portrait import portrait
from samples.render.printed import Box
from samples.render.sheet import BLACK, HEIGHT, WIDTH, Sheets, Style, text_width, wrap
from samples.render.strokes import STAMPS

Text = str | Sequence[Run] | Run
Row = tuple[str, Text]

STAMP_INKS: Final[tuple[Colour, ...]] = ((58, 60, 150), (150, 44, 58), (72, 52, 132), (40, 40, 44))
TINTS: Final[tuple[Colour, ...]] = ((250, 244, 214), (244, 226, 230), (222, 236, 246), (228, 242, 226), (246, 246, 240))
"""Colours of papers that are not white: copies for the file, old stock."""
GREY: Final[Colour] = (128, 128, 132)
FRAME: Final[Colour] = (110, 112, 118)

_ITALICS: Final = {"sans", "serif", "mono"}


@dataclass(frozen=True)
class Party:
    """Who signs: ``party`` names the signature in the truth, empty for one that is no party of the paper.

    ``kinds`` are what is left on the paper: ``hand``, ``stamp``, ``thumb``, ``electronic``.
    """

    party: str
    lines: Sequence[str]
    name: Text
    kinds: tuple[str, ...] = ("hand",)
    below: str = ""
    stamp: str = ""


@dataclass
class Form:
    """A paper being set: ``face`` is a family of ``fonts.FACES``, ``size`` its size, ``draw`` the hand's chance."""

    draw: random.Random
    face: str = "sans"
    size: float = 10.0
    margin: float = 56.0
    width: float = WIDTH
    height: float = HEIGHT
    ink: Colour = BLACK
    lead: float = 1.32
    sheets: Sheets = field(init=False)
    y: float = field(init=False)

    def __post_init__(self) -> None:
        if self.width > 500:  # an office's own habit; cards are printed alike
            self.margin *= self.draw.uniform(0.86, 1.14)
            self.size *= self.draw.uniform(0.96, 1.05)
            self.ink = self.draw.choice([BLACK, BLACK, (10, 10, 10), (38, 38, 60), (62, 62, 66)])
        self.sheets = Sheets(self.width, self.height)
        if self.width > 500 and self.draw.random() < 0.15:
            tint = self.draw.choice(TINTS)
            self.sheets.box((0, 0, self.width, self.height), 0.0, tint, tint)
        self.y = self.margin + self.size
        self.corner()

    def one_of(self, *wordings: str) -> str:
        """Return one of the ways in which offices word a label or a heading."""
        return self.draw.choice(wordings)

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin

    def corner(self) -> None:
        """Say in a right corner, the lower one of a card, that the paper shows nobody."""
        is_card = self.width < 330
        small = Style("sans", 4.4 if is_card else 6.4, 8, GREY)
        text = "CONTOH / SPECIMEN"
        y = self.height - 5 if is_card else 16
        self.sheets.write(self.width - text_width(text, small) - (6 if is_card else 16), y, text, small)

    def new_page(self) -> None:
        """Go on at the top of another page."""
        self.sheets.new_page()
        self.corner()
        self.y = self.margin + self.size

    def style(self, kind: str = "", size: float = 0.0, colour: Colour | None = None) -> Style:
        """Return the form's face as ``kind``: empty, ``bold`` or ``italic`` (upright where the face has none)."""
        face = self.face
        if kind == "bold":
            face += "-bold"
        elif kind == "italic" and face in _ITALICS:
            face += "-italic"
        points = size or self.size
        return Style(face, points, points * self.lead, colour or self.ink)

    def line(self, text: Text, kind: str = "", size: float = 0.0, *, x: float | None = None) -> None:
        """Set one line at ``x`` (the left margin by default)."""
        style = self.style(kind, size)
        rise = self._rise(style)
        self.sheets.write(self.margin if x is None else x, self.y, runs(text), style)
        self.sheets.end_printing()
        self.y += style.leading - rise

    def middle(self, text: Text, kind: str = "", size: float = 0.0, *, underline: bool = False) -> None:
        """Set one line in the middle of the page, smaller when it would not fit."""
        style, parts = self.style(kind, size), runs(text)
        wide = sum(text_width(part.text, style) for part in parts)
        if wide > self.room:
            style = self.style(kind, style.size * self.room / wide)
            wide = self.room
        x, rise = (self.width - wide) / 2, self._rise(style)
        self.sheets.write(x, self.y, parts, style)
        if underline:
            self.sheets.line(self.y + 2.2, x, x + wide, 0.8)
        self.sheets.end_printing()
        self.y += style.leading - rise

    def _rise(self, style: Style) -> float:
        """Move the base line down where letters are larger than usual, and return by how much."""
        rise = max(style.size - self.size, 0.0) * 0.8
        self.y += rise
        return rise

    def right(self, text: Text, kind: str = "", size: float = 0.0) -> None:
        """Set one line against the right margin."""
        style, parts = self.style(kind, size), runs(text)
        wide = sum(text_width(part.text, style) for part in parts)
        self.line(parts, kind, size, x=self.width - self.margin - wide)

    def para(self, text: Text, kind: str = "", size: float = 0.0, *, indent: float = 0.0, gap: float = 5.0) -> None:
        """Set wrapped text between the margins, moved in by ``indent`` on the left."""
        style = self.style(kind, size)
        left, wide = self.margin + indent, self.room - indent
        self.y = self.sheets.paragraph(left, self.y, wide, runs(text), style) + gap

    def rule(self, weight: float = 0.8, *, double: bool = False) -> None:
        """Draw a line between the margins under the last line of text."""
        y = self.y - self.size * 0.7
        self.sheets.line(y, self.margin, self.width - self.margin, weight)
        if double:
            self.sheets.line(y + 2.6, self.margin, self.width - self.margin, 0.5)
        self.y += 10

    def letterhead(self, lines: Sequence[Text], address: Text = "", emblem: str = "", *, left: bool = False) -> None:
        """Set an issuer's name and address with ``emblem`` (``shield``, ``round``, ``diamond``, ``star``) beside it."""
        top = self.y - self.size
        if emblem:
            draw_emblem(self, (self.margin + 22, top + 24), emblem)
        x = self.margin + (58 if emblem else 0)
        for place, line in enumerate(lines):
            size = self.size + (3.4 if place == len(lines) - 1 else 1.2)
            if left:
                self.line(line, "bold", size, x=x)
            else:
                self.middle(line, "bold", size)
        if address and left:
            self.line(address, "", self.size - 2, x=x)
        elif address:
            self.middle(address, "", self.size - 2)
        self.y = max(self.y, top + 58 if emblem else 0)
        self.rule(1.4, double=True)
        self.y += 6

    def rows(  # noqa: PLR0913
        self,
        rows: Sequence[Row],
        *,
        label: float = 150.0,
        colon: str = ":",
        kind: str = "",
        indent: float = 0.0,
        gap: float = 3.0,
        right: float = 0.0,
        dotted: bool = False,
        numbered: bool = False,
    ) -> None:
        """Set labels at the left and values ``label`` points further; ``kind`` is the values' style.

        ``right`` keeps that much room free at the right; ``dotted`` draws the form's line under each value. A label
        may hold a second language after a line feed, which is set small and slanted below it.
        """
        left = self.margin + indent
        for number, (name, value) in enumerate(rows, start=1):
            first, _, second = name.partition("\n")
            prefix = f"{number}. " if numbered and first else ""
            self.sheets.write(left, self.y, prefix + first, self.style())
            self.sheets.write(left + label - 9, self.y, colon, self.style())
            x, top = left + label, self.y
            wide = self.width - self.margin - right - x
            self.y = self.sheets.paragraph(x, self.y, wide, runs(value), self.style(kind))
            if dotted:
                self.dots(top + 2.4, x, x + wide)
            if second:
                small = self.style("italic", self.size - 2)
                self.sheets.write(left, top + self.size, second, small)
                self.y = max(self.y, top + self.size + small.leading)
            self.y += gap

    def above(self, cells: Sequence[Sequence[Row]], *, kind: str = "bold", boxed: bool = False, gap: float = 8) -> None:
        """Set rows of cells of equal width, each with its small label above its value."""
        for row in cells:
            wide = self.room / len(row)
            top, lowest = self.y - self.size, self.y
            for place, (name, value) in enumerate(row):
                x = self.margin + place * wide + (5 if boxed else 0)
                self.sheets.write(x, self.y, name, self.style("", self.size - 2.5, FRAME))
                below = self.y + self.size * 1.25
                stop = self.sheets.paragraph(x, below, wide - 10, runs(value), self.style(kind))
                lowest = max(lowest, stop)
            if boxed:
                for place in range(len(row)):
                    x = self.margin + place * wide
                    self.sheets.box((x, top - 2, x + wide, lowest - self.size * 0.7), 0.6, FRAME)
            self.y = lowest + (self.size * 0.45 if boxed else gap)

    def below(self, rows: Sequence[Row], *, gap: float = 10) -> None:
        """Set each value on a line with its small label under the line."""
        for name, value in rows:
            stop = self.sheets.paragraph(self.margin + 4, self.y, self.room - 8, runs(value), self.style())
            self.sheets.line(stop - self.size, self.margin, self.width - self.margin, 0.5)
            self.sheets.write(self.margin, stop - 1.5, name, self.style("italic", self.size - 2.5, FRAME))
            self.y = stop + self.size + gap

    def boxed(self, rows: Sequence[Row], *, label: float = 170.0, fill: Colour | None = None, kind: str = "") -> None:
        """Set a table of two columns with lines around every cell."""
        left, stop = self.margin, self.width - self.margin
        top = self.y - self.size
        for name, value in rows:
            style = self.style(kind)
            high = len(wrap(runs(value), stop - left - label - 12, style)) * style.leading + 5
            first, _, second = name.partition("\n")
            high = max(high, style.leading + 5 + (self.size if second else 0))
            if fill:
                self.sheets.box((left, top, left + label, top + high), 0.0, FRAME, fill)
            self.sheets.box((left, top, stop, top + high), 0.6, FRAME)
            self.sheets.curve([(left + label, top), (left + label, top + high)], 0.6, FRAME)
            base = top + self.size + 2.5
            self.sheets.write(left + 5, base, first, self.style())
            if second:
                self.sheets.write(left + 5, base + self.size, second, self.style("italic", self.size - 2))
            self.sheets.paragraph(left + label + 6, base, stop - left - label - 12, runs(value), style)
            top += high
        self.y = top + self.size + 8

    def grid(
        self, heads: Sequence[tuple[str, float]], lines: Sequence[Sequence[Text]], *, size: float = 0, fill: bool = True
    ) -> None:
        """Set a table with a head; ``heads`` are titles with shares of the width, every line has a text a column."""
        small = self.style("", size or self.size - 2)
        total = sum(share for _, share in heads)
        widths = [self.room * share / total for _, share in heads]
        top = self.y - small.size
        titles: list[Sequence[Text]] = [[title for title, _ in heads]]
        for place, cells in enumerate([*titles, *lines]):
            style = self.style("bold", small.size) if place == 0 else small
            wrapped = [wrap(runs(cell), wide - 6, style) for cell, wide in zip(cells, widths, strict=True)]
            high = max(len(parts) for parts in wrapped) * style.leading + 4
            x = self.margin
            for cell, wide in zip(cells, widths, strict=True):
                tint: Colour | None = (226, 230, 236) if place == 0 and fill else None
                self.sheets.box((x, top, x + wide, top + high), 0.5, FRAME, tint)
                self.sheets.paragraph(x + 3, top + style.size + 1.5, wide - 6, runs(cell), style)
                x += wide
            top += high
        self.y = top + self.size + 8

    def dots(self, y: float, x0: float, x1: float) -> None:
        """Draw a dotted line as forms have under what is filled in."""
        x = x0
        while x < x1:
            self.sheets.curve([(x, y), (x + 0.9, y)], 0.6, FRAME)
            x += 2.6

    def sign(self, parties: Sequence[Party], *, columns: int = 0, height: float = 48.0, at: float = 0.0) -> None:
        """Set the block where ``parties`` sign, ``columns`` beside each other (all by default).

        ``at`` is the share of the room that stays free at the left.
        """
        across = columns or len(parties)
        left = self.margin + self.room * at
        wide = self.room * (1 - at) / across
        for start in range(0, len(parties), across):
            top = lowest = self.y
            for place, party in enumerate(parties[start : start + across]):
                lowest = max(lowest, self.party(party, left + place * wide, top, wide, height))
            self.y = lowest + 8

    def party(self, party: Party, x: float, y: float, wide: float, height: float) -> float:
        """Set one party's lines, leave its signatures and set its name; return the base line after it."""
        for line in party.lines:
            y = self.sheets.paragraph(x, y, wide - 8, line, self.style())
        height = max(height, 62) if "electronic" in party.kinds else height
        box = (x + self.draw.uniform(4, 18), y - 4, x + min(wide * 0.72, 120), y + height - 12)
        for kind in party.kinds:
            self.leave(kind, party, box)
        y += height
        y = self.sheets.paragraph(x, y, wide - 8, runs(party.name), self.style("bold"))
        return self.sheets.paragraph(x, y, wide - 8, party.below, self.style("", self.size - 1)) if party.below else y

    def leave(self, kind: str, party: Party, box: Box) -> None:
        """Leave a signature of ``kind`` in ``box`` (a stamp beside its right edge) and mark it."""
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if kind == "hand":
            box = signature(self.sheets, self.draw, box, self.draw.choice(PEN_INKS))
        elif kind == "stamp":
            centre = (box[2] - self.draw.uniform(-8, 20), middle[1] + self.draw.uniform(-4, 4))
            box = self.stamp(centre, party.stamp or "CONTOH")
        elif kind == "thumb":
            box = thumbprint(self.sheets, self.draw, (middle[0], middle[1] - 7), self.draw.choice(PAD_INKS))
        else:
            box = electronic(self.sheets, (box[0], box[1]), "".join(run.text for run in runs(party.name)))
        if party.party:
            self.sheets.mark(party.party, kind, box, "signature")

    def stamp(self, centre: tuple[float, float], text: str) -> Box:
        """Set an office's stamp with ``text``, most often a round one, around ``centre`` and return its box."""
        form = self.draw.choice(["round", "round", "round", "round", "oval", "square"])
        turn = self.draw.uniform(-200, 0) if form == "round" else self.draw.uniform(-14, 14)
        written = f"{text} * " if form == "round" else text
        return STAMPS[form](self.sheets, centre, written, self.draw.choice(STAMP_INKS), turn)

    def code(self, x: float, y: float, size: float, text: str) -> None:
        """Draw a QR code of ``text`` with its upper left corner at ``x``, ``y``."""
        rows = qr_rows(text)
        module = size / len(rows)
        for row, stretches in enumerate(rows):
            for start, stop in stretches:
                left, top = x + start * module, y + row * module
                self.sheets.box((left, top, x + stop * module, top + module), 0.0, BLACK, BLACK)

    def photo(self, box: Box, person: Person, ground: Colour = (176, 42, 44)) -> None:
        """Draw the worker's portrait into ``box``."""
        x0, y0, x1, y1 = box
        self.sheets.picture(box, portrait(round((x1 - x0) * 3), round((y1 - y0) * 3), ground, person))
        self.sheets.box(box, 0.5, FRAME)


def runs(text: Text) -> list[Run]:
    """Return ``text`` as runs."""
    if isinstance(text, str):
        return [Run(text)]
    return [text] if isinstance(text, Run) else list(text)


def draw_emblem(form: Form, centre: tuple[float, float], kind: str, size: float = 22.0) -> None:
    """Draw a simple figure where an issuer has its emblem; no emblem of an authority is copied."""
    x, y = centre
    colour = form.draw.choice([(170, 132, 40), (150, 36, 40), (30, 70, 130), (30, 110, 70), (70, 70, 76)])
    pale: Colour = (238, 232, 214)
    if kind == "shield":
        points = [(x - size * 0.7, y - size), (x + size * 0.7, y - size), (x + size * 0.7, y + size * 0.25)]
        form.sheets.shape([*points, (x, y + size), (x - size * 0.7, y + size * 0.25)], colour)
        form.sheets.shape(
            [(x - size * 0.35, y - size * 0.5), (x + size * 0.35, y - size * 0.5), (x, y + size * 0.4)], pale
        )
    elif kind == "diamond":
        form.sheets.shape([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], colour)
        form.sheets.shape([(x, y - size / 2), (x + size / 2, y), (x, y + size / 2), (x - size / 2, y)], pale)
    elif kind == "star":
        form.sheets.circle(centre, size, 1.4, colour)
        for step in range(3):
            off = (step - 1) * size * 0.5
            form.sheets.shape(
                [(x + off, y - size * 0.6), (x + off + 5, y + size * 0.6), (x + off - 5, y + size * 0.6)], colour
            )
    else:
        form.sheets.circle(centre, size, 2.2, colour)
        form.sheets.circle(centre, size * 0.66, 1.0, colour)
        form.sheets.shape([(x - 6, y + 6), (x + 6, y + 6), (x, y - 8)], colour)


def box_stamp(form: Form, x: float, y: float, lines: Sequence[str]) -> Box:
    """Draw a rectangular stamp with ``lines`` from the upper left corner ``x``, ``y`` and return its box."""
    colour = form.draw.choice(STAMP_INKS)
    style = Style("sans-bold", 7.4, 9.4, colour)
    wide = max(text_width(line, style) for line in lines) + 12
    box = (x, y, x + wide, y + len(lines) * 9.4 + 8)
    form.sheets.box(box, 1.2, colour)
    for place, line in enumerate(lines):
        form.sheets.write(x + 6, y + 11 + place * 9.4, line, style)
    return box
