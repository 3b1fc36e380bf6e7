"""Where the value of a label stands: behind it, in the next cell of its row, around its row, or below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.passages import Passage, Piece
from extractors.form.labels import Label
from extractors.model import Region

_LEAD: Final = re.compile(r"^[\s:;/.,|\-–—=*)\]>~'\"_]+")
ROOM: Final = 0.22
"""Share of the width in which a value is looked for where none was read."""
COLUMN: Final = 4
"""Cells that begin at one place and so make a column."""
_HANGS: Final = 0.02
"""Share of the page's width by which the lines of one value may begin apart."""


@dataclass(frozen=True)
class Place:
    """A text that may hold a label's value; ``strength`` 3 for a cell or line of its own, 2 below it, 1 in prose."""

    passage: Passage
    strength: int


class Places:
    """Finds the places of the labels of one sheet."""

    def __init__(self, sheet: Sheet, labels: Sequence[Label]) -> None:
        self._sheet = sheet
        self._labels: dict[int, list[Label]] = {}
        for label in labels:
            self._labels.setdefault(id(label.cell), []).append(label)

    def of(self, label: Label, lines: int) -> Iterator[Place]:
        """Yield the places where the value of ``label``, of up to ``lines`` lines more than one, may stand; best first.

        What lies right of a label comes before what lies below it.
        """
        rest = self._rest(label)
        if rest is not None and self._is_label_still(rest, label):
            rest = None
        if rest is not None:
            strength = 3 if label.opens and label.colon else 2 if label.colon else 1
            yield Place(Passage((rest, *self._more(rest, label, lines)), table=label.colon), strength)
        else:
            yield from self._beside(label, lines)
        yield from self._below(label, lines)

    def room(self, label: Label) -> Region | None:
        """Return the place right of a label's colon, as far as its value may reach; None where another text stands."""
        cell, box = label.cell, label.cell.region
        if not label.colon:
            under = self._under(label, cell)
            if label.last < len(cell.tokens) or under is None or self.is_label(under) is not None:
                return None
            return under.region
        start = _x_behind(label)
        following = self._sheet.right_of(cell)
        while following is not None and not any(map(str.isalnum, following.text)):
            start, following = following.region.x1, self._sheet.right_of(following)
        if following is not None and self.is_label(following) is not None:
            stop = following.region.x0 - 0.005
        elif following is not None:
            stop = following.region.x1
        else:
            stop = max(box.x1 if label.last < len(cell.tokens) else 0.0, start + ROOM)
        if stop - start < 0.01:
            return None
        return Region.clipped(box.page, start, box.y0, min(stop, 0.99), box.y1)

    def is_taken(self, cell: Cell) -> bool:
        """Whether ``cell`` is a label, or stands where a label has its value."""
        if self._claimed(cell):
            return True
        return any(self._under(label, label.cell) is cell for group in self._labels.values() for label in group)

    def is_label(self, cell: Cell) -> Label | None:
        """Return the label that ``cell`` opens with, if it has a colon or fills the cell; else None."""
        for label in self._labels.get(id(cell), ())[:1]:
            if label.opens and (label.colon or label.last == len(cell.tokens)):
                return label
        return None

    def _rest(self, label: Label) -> Piece | None:
        """Return what follows the label in its own cell, up to the next label there."""
        text, stop = label.cell.text, len(label.cell.text)
        for other in self._labels[id(label.cell)]:
            if other.first >= label.last:
                stop = other.start
                break
        return _piece(label.cell, label.end, stop, text)

    def _is_label_still(self, rest: Piece, label: Label) -> bool:
        """Whether a few words behind a label go on with it, as its value stands in the column right of them."""
        beside = self._sheet.right_of(label.cell)
        if label.colon or not label.opens or beside is None or self.is_label(beside) is not None:
            return False
        short = len(rest.text.split()) <= 3 and not any(map(str.isdigit, rest.text)) and not rest.text.isupper()
        return short and self._in_column(beside) and any(map(str.isalnum, beside.text))

    def _beside(self, label: Label, lines: int) -> Iterator[Place]:
        """Yield the next cell of the row; translations of the label between both are passed over."""
        cell = self._next(label)
        if cell is not None:
            first = _piece(cell, 0, self._stop(cell), cell.text)
            if first is not None:
                whole = (*self._above(first, label, lines), first, *self._more(first, label, lines))
                yield Place(Passage(whole, table=True), 3 if label.colon or self._in_column(cell) else 1)
            return
        around = self._around(label, lines)
        if around:
            yield Place(Passage(around, table=True), 3)

    def _in_column(self, cell: Cell) -> bool:
        """Whether ``cell`` begins with a colon or stands in a column of values: other rows have cells below it."""
        if cell.text.lstrip().startswith(":"):
            return True
        left = self._sheet.left_of(cell)
        if left is not None and left.text.strip() == ":":
            return True
        begin = cell.region.x0
        same = [
            other
            for other in self._sheet.cells
            if other.page == cell.page and other.column > 0 and abs(other.region.x0 - begin) <= 0.012
        ]
        return len(same) >= COLUMN

    def _next(self, label: Label) -> Cell | None:
        """Return the cell that stands right of a label which fills its own cell; None for none, or another label."""
        cell = self._sheet.right_of(label.cell)
        while cell is not None:
            opening = self.is_label(cell)
            if opening is None:
                if any(character.isalnum() for character in cell.text):
                    return cell
            elif not opening.same(label) or opening.last < len(cell.tokens) or _is_far(opening.cell, label.cell):
                return None
            cell = self._sheet.right_of(cell)
        return None

    def _stop(self, cell: Cell) -> int:
        """Return where in ``cell`` the first label with a colon begins, else its end."""
        return next((label.start for label in self._labels.get(id(cell), ()) if label.colon), len(cell.text))

    def _below(self, label: Label, lines: int) -> Iterator[Place]:
        """Yield what stands under the label, as on forms with small labels over their values."""
        cell: Cell | None = label.cell
        for _ in range(2):
            cell = self._under(label, cell) if cell is not None else None
            if cell is None:
                return
            opening = self.is_label(cell)
            if opening is None:
                first = _piece(cell, 0, self._stop(cell), cell.text)
                if first is not None:
                    yield Place(Passage((first, *self._more(first, label, lines)), table=label.colon), 2)
                return
            if not opening.same(label) or opening.last < len(cell.tokens):
                return

    def _under(self, label: Label, cell: Cell) -> Cell | None:
        """Return the nearest cell below ``cell`` that begins under the label or lies under it."""
        box = label.cell.region
        start = label.cell.words[0].region.x0
        best: tuple[float, Cell] | None = None
        for row in self._sheet.rows[cell.row + 1 : cell.row + 4]:
            for other in row:
                gap = other.region.y0 - cell.region.y1
                if other.page != cell.page or not -0.5 * cell.height <= gap <= 1.8 * cell.height:
                    continue
                shared = min(box.x1, other.region.x1) - max(box.x0, other.region.x0)
                aligned = abs(other.region.x0 - start) <= _HANGS
                if aligned or shared >= 0.3 * min(box.width, other.region.width):
                    rank = gap + 0.5 * abs(other.region.x0 - start)
                    if best is None or rank < best[0]:
                        best = rank, other
            if best is not None:
                return best[1]
        return None

    def _around(self, label: Label, lines: int) -> tuple[Piece, ...]:
        """Return the lines right of a label set in the middle of their height, so that none stands on its row."""
        over, under = (self._neighbour(label.cell, step) for step in (-1, 1))
        if over is not None and under is not None and abs(over.region.x0 - under.region.x0) <= _HANGS:
            pieces = [_piece(cell, 0, len(cell.text), cell.text) for cell in (over, under)]
            found = tuple(piece for piece in pieces if piece is not None)
            return (*found, *self._more(found[-1], label, lines)) if found else ()
        for cell in (over, under):
            if cell is None:
                continue
            shared = min(cell.region.y1, label.cell.region.y1) - max(cell.region.y0, label.cell.region.y0)
            if shared > 0.2 * min(cell.region.height, label.cell.region.height):
                piece = _piece(cell, 0, len(cell.text), cell.text)
                return (piece,) if piece is not None else ()
        return ()

    def _neighbour(self, cell: Cell, step: int) -> Cell | None:
        """Return the nearest cell right of ``cell`` on the row before or after, if it stands half a line off."""
        index = cell.row + step
        if not 0 <= index < len(self._sheet.rows):
            return None
        for other in self._sheet.rows[index]:
            upper, lower = (other, cell) if step < 0 else (cell, other)
            near = other.page == cell.page and lower.region.y0 - upper.region.y1 < 0.3 * cell.height
            if near and other.region.x0 >= cell.region.x1:
                return None if self._claimed(other) else other
        return None

    def _above(self, first: Piece, label: Label, lines: int) -> tuple[Piece, ...]:
        """Return a line above ``first`` that belongs to the same value: flush with it, close, and nobody else's."""
        cell = first.cell
        if not lines or cell.row == 0 or first.start > 0:
            return ()
        for other in self._sheet.rows[cell.row - 1]:
            gap = cell.region.y0 - other.region.y1
            close = other.page == cell.page and gap < 0.6 * cell.height
            if not close or abs(other.region.x0 - cell.region.x0) > 0.008:
                continue
            alone = self._sheet.rows[other.row][0] is other and other.region.x0 > label.cell.region.x1
            before = self._under_gap(other, -1)
            if alone and not self._claimed(other) and before > 1.3 * max(gap, 0.0) + 0.1 * cell.height:
                piece = _piece(other, 0, len(other.text), other.text)
                return (piece,) if piece is not None else ()
        return ()

    def _under_gap(self, cell: Cell, step: int) -> float:
        """Return the gap between ``cell`` and the row before it, as a share of the page's height."""
        index = cell.row + step
        if index < 0 or self._sheet.rows[index][0].page != cell.page:
            return 1.0
        return min(abs(cell.region.y0 - other.region.y1) for other in self._sheet.rows[index])

    def _more(self, last: Piece, label: Label, lines: int) -> Iterator[Piece]:
        """Yield the lines below ``last`` that continue the value."""
        if last.end < len(last.cell.text):
            return
        begin, cell = _x_of(last), last.cell
        for _ in range(lines):
            below = self._continuation(cell, begin, label)
            piece = _piece(below, 0, len(below.text), below.text) if below is not None else None
            if below is None or piece is None:
                return
            yield piece
            cell = below

    def _continuation(self, cell: Cell, begin: float, label: Label) -> Cell | None:
        """Return the cell on the next line that begins at ``begin`` and has no label of its own."""
        for row in self._sheet.rows[cell.row + 1 : cell.row + 3]:
            for other in row:
                gap = other.region.y0 - cell.region.y1
                if other.page != cell.page or gap > 0.9 * cell.height or gap < -0.6 * cell.height:
                    continue
                flush = abs(other.region.x0 - begin) <= _HANGS
                wraps = cell is label.cell and label.colon and abs(other.region.x0 - cell.region.x0) <= _HANGS
                wraps = wraps and self._is_full(cell, other)
                if (flush or wraps) and not self._has_colon(other) and not self._claimed(other):
                    return other
        return None

    def _has_colon(self, cell: Cell) -> bool:
        """Whether a colon stands before ``cell``: it is then a value of its own, whatever its label is."""
        left = self._sheet.left_of(cell)
        return cell.text.lstrip().startswith(":") or (left is not None and left.text.rstrip().endswith(":"))

    def _is_full(self, cell: Cell, below: Cell) -> bool:
        """Whether the first word of ``below`` had no room at the end of ``cell``: the page's widest line tells."""
        edge = max(other.region.x1 for other in self._sheet.cells if other.page == cell.page)
        return cell.region.x1 + below.words[0].region.width >= edge - 0.01

    def _asks(self, cell: Cell) -> bool:
        """Whether ``cell`` opens with a label of two words or more that are all known: no line of an address does."""
        opening = next(iter(self._labels.get(id(cell), ())), None)
        return opening is not None and opening.opens and opening.sure and opening.last - opening.first >= 2

    def _claimed(self, cell: Cell) -> bool:
        """Whether ``cell`` is a label, or stands right of one that has it for a value."""
        if self.is_label(cell) is not None or self._asks(cell):
            return True
        left = self._sheet.left_of(cell)
        while left is not None:
            if self.is_label(left) is not None:
                return True
            left = self._sheet.left_of(left)
        return False


def _x_behind(label: Label) -> float:
    """Return where the last word of a label ends, as a share of the width."""
    ends = [
        word.region.x1 for word, offset in zip(label.cell.words, label.cell.starts, strict=True) if offset < label.end
    ]
    return max(ends, default=label.cell.region.x1)


def _is_far(cell: Cell, other: Cell) -> bool:
    """Whether two cells of a row stand too far apart to be one label in two languages."""
    return cell.region.x0 - other.region.x1 > 0.25


def _piece(cell: Cell, start: int, stop: int, text: str) -> Piece | None:
    """Return ``text`` between ``start`` and ``stop`` without leading marks, None when nothing legible is left."""
    lead = _LEAD.match(text[start:stop])
    start += lead.end() if lead else 0
    piece = Piece(cell, start, stop)
    return piece if any(character.isalnum() for character in piece.text) else None


def _x_of(piece: Piece) -> float:
    """Return where the first word of ``piece`` begins, as a share of the page's width."""
    for word, offset in zip(piece.cell.words, piece.cell.starts, strict=True):
        if offset + len(word.text) > piece.start:
            return word.region.x0
    return piece.cell.region.x0
