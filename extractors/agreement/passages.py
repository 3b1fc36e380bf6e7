"""Passages: the text that belongs to a label, with the place on the page of each of its characters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.labels import Label
from extractors.model import Region, Word
from extractors.vocabulary.contract_terms import Slot

_LEADING: Final = re.compile(r"^[\s:;/.,|\-–=*)\]]+")
_ARTICLE: Final = re.compile(
    r"^(?:pasal|article|bab|chapter|section)\s+\w+|^\d{1,2}\s*[.)]\s+\S|^[IVX]{1,5}\.\s+\S|^第.{1,3}條|^المادة",
    re.IGNORECASE,
)
_NEXT_NUMBER: Final = re.compile(r"\s+\d{1,2}[.)]\s*$")
_AND_SO_ON: Final = frozenset({"etc", "dll", "lain-lain", "dan lain-lain", "and others"})
TIGHT: Final = 0.25
"""Room by which lines of one value stand closer than those of two entries, in heights of a line."""
_FIRST: Final = re.compile(r"^\(?(?:1|a)[.)]\s")


@dataclass(frozen=True)
class Piece:
    """Characters ``start`` to ``end`` of a cell's text."""

    cell: Cell
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters."""
        return self.cell.text[self.start : self.end]


@dataclass(frozen=True, eq=False)
class Passage:
    """Pieces of cells read as one text, joined by single spaces.

    ``table`` says that the text stands in a cell of its own, so that it is the value whole; ``steps`` how far it was
    looked for: 0 on the label's line, 1 below it.
    """

    pieces: tuple[Piece, ...]
    table: bool
    steps: int = 0

    @cached_property
    def text(self) -> str:
        """The text."""
        return " ".join(piece.text for piece in self.pieces)

    def words(self, start: int, end: int) -> Iterator[tuple[Word, int, int]]:
        """Yield the words that hold characters ``start`` to ``end``, each with the part of it that they cover."""
        at = 0
        for piece in self.pieces:
            shift = piece.start - at
            for word, offset in zip(piece.cell.words, piece.cell.starts, strict=True):
                first = max(start + shift, offset, piece.start)
                last = min(end + shift, offset + len(word.text), piece.end)
                if first < last:
                    yield word, first - offset, last - offset
            at += piece.end - piece.start + 1

    def cell_at(self, start: int) -> Cell:
        """Return the cell that holds character ``start``."""
        at = 0
        for piece in self.pieces:
            at += piece.end - piece.start + 1
            if start < at:
                return piece.cell
        return self.pieces[-1].cell

    def region(self, start: int, end: int) -> Region | None:
        """Return the smallest region around characters ``start`` to ``end``: of their first page, None for none."""
        parts = [(word.text[first:last], _part(word, first, last)) for word, first, last in self.words(start, end)]
        boxes = [box for _, box in parts if box.page == parts[0][1].page]
        if not boxes:
            return None
        whole = Region.around(boxes)
        printed = [box for text, box in parts if box in boxes and any(character.isalnum() for character in text)]
        if not printed:
            return whole
        letters = Region.around(printed)  # engines give strokes and dots boxes that reach into the next line
        return Region(page=whole.page, x0=whole.x0, x1=whole.x1, y0=letters.y0, y1=letters.y1)

    def confidence(self, start: int, end: int) -> float:
        """Return the weakest confidence of the words that hold characters ``start`` to ``end``."""
        return min((word.confidence for word, _, _ in self.words(start, end)), default=0.0)


def _part(word: Word, first: int, last: int) -> Region:
    """Return where characters ``first`` to ``last`` of ``word`` stand, as if all were equally wide."""
    length = len(word.text)
    if first == 0 and last == length:
        return word.region
    box = word.region
    step = box.width / length
    return Region.clipped(box.page, box.x0 + first * step, box.y0, box.x0 + last * step, box.y1)


class Finder:
    """Finds the passage of each label on a sheet."""

    def __init__(self, sheet: Sheet, labels: Sequence[Label]) -> None:
        self._sheet = sheet
        self._labels: dict[int, list[Label]] = {}
        for label in labels:
            self._labels.setdefault(id(label.cell), []).append(label)

    def labels_in(self, cell: Cell) -> Sequence[Label]:
        """Return the labels of ``cell``, left to right."""
        return self._labels.get(id(cell), ())

    def passage(self, label: Label, more_lines: int) -> Passage | None:
        """Return the text that belongs to ``label`` with up to ``more_lines`` lines below it, None when there is none.

        It stands right of the label, else in the next cell of the row, else below.
        """
        rest = self._rest(label)
        if rest is not None and not self._is_label_still(rest, label):
            table = label.opens and label.colon
            return Passage((rest, *self._more(rest, label, more_lines, prose=not table)), table)
        beside = self._beside(label)
        if beside is not None:
            first = self._whole(beside)
            above = self._above(beside, more_lines)
            return Passage((*above, first, *self._more(first, label, more_lines, prose=False)), table=True)
        around = self._around(label)
        if around:
            return Passage(around, table=True)
        below = self._sheet.below(label.cell)
        if below is None or self._opening(below) is not None:
            return None
        if _ARTICLE.match(below.text) and not _FIRST.match(below.text):
            return None
        first = self._whole(below)
        return Passage((first, *self._more(first, label, more_lines, prose=False)), table=label.colon, steps=1)

    def _rest(self, label: Label) -> Piece | None:
        """Return what follows the label in its own cell, up to the next label that has a value of its own."""
        text, end = label.cell.text, len(label.cell.text)
        for other in self.labels_in(label.cell):
            if other.first >= label.last and other.slot is not label.slot and _ends_value(other):
                end = other.start
                break
        lead = _LEADING.match(text[label.end : end])
        start = label.end + (lead.end() if lead else 0)
        end = start + len(_NEXT_NUMBER.sub("", text[start:end]))
        piece = Piece(label.cell, start, end)
        return piece if any(character.isalnum() for character in piece.text) else None

    def _is_label_still(self, rest: Piece, label: Label) -> bool:
        """Whether the few small words after a label only go on with it, as its value stands in a cell of its own."""
        begin, words = rest.text[:1], rest.text.split()
        if label.opens and rest.text.strip(" .,()").lower() in _AND_SO_ON:
            return True
        if not label.opens or label.colon or not (begin.islower() or begin in "(/") or len(words) > 4:
            return False
        beside = self._sheet.right_of(label.cell)
        lone = self._next_to(self._sheet.rows[label.cell.row][-1], 1) is not None
        return lone or (beside is not None and any(character.isalnum() for character in beside.text))

    def _beside(self, label: Label) -> Cell | None:
        """Return the cell right of a label that fills its own cell; translations of the label are passed over."""
        cell = self._sheet.right_of(label.cell)
        while cell is not None:
            opening = self._opening(cell)
            if opening is None or not _asks(opening, label):
                if any(character.isalnum() for character in cell.text):
                    return cell
            elif opening.slot is not label.slot or opening.last < len(cell.tokens):
                return None
            cell = self._sheet.right_of(cell)
        return None

    def _whole(self, cell: Cell) -> Piece:
        lead = _LEADING.match(cell.text)
        return Piece(cell, lead.end() if lead else 0, len(cell.text))

    def _opening(self, cell: Cell) -> Label | None:
        """Return the label that ``cell`` begins with and that asks for a value."""
        for label in self.labels_in(cell)[:1]:
            if label.opens and (label.colon or label.last == len(cell.tokens)):
                return label
        return None

    def _more(self, last: Piece, label: Label, limit: int, *, prose: bool) -> Iterator[Piece]:
        """Yield the lines below ``last`` that continue it: none when a label stands in or left of them."""
        cell = last.cell
        if last.end < len(cell.text):
            return
        for _ in range(limit):
            below = self._sheet.below(cell)
            if below is None or _ARTICLE.match(below.text) or self._claimed(below, label) or below.box != cell.box:
                return
            if self._straddled(below):
                return
            if not prose and (_between(cell, below) > 0.9 * cell.height or self._nearer_below(cell, below)):
                return
            if not prose and not self._goes_on(cell, below, last, label):
                return
            yield self._whole(below)
            cell = below

    def _claimed(self, cell: Cell, label: Label) -> bool:
        """Whether ``cell`` is or belongs to another label than ``label``."""
        if self._opening(cell) is not None:
            return True
        left = self._sheet.left_of(cell)
        while left is not None:
            opening = self._opening(left)
            if opening is not None and opening.slot is not label.slot:
                return True
            if opening is None and left is not label.cell and any(character.isalpha() for character in left.text):
                return True
            left = self._sheet.left_of(left)
        return False

    def _straddled(self, cell: Cell) -> bool:
        """Whether ``cell`` is the first line of a value whose label stands half a line lower, between its lines."""
        if cell.row + 1 >= len(self._sheet.rows):
            return False
        row = self._sheet.rows[cell.row + 1]
        lower = row[0].page == cell.page and row[0].region.y0 < cell.region.y1 + 0.1 * cell.height
        return lower and row[-1].region.x1 < cell.region.x0 and self._opening(row[0]) is not None

    def _nearer_below(self, cell: Cell, below: Cell) -> bool:
        """Whether ``below`` stands much nearer to the line after it, which has a label of its own."""
        after = self._sheet.below(below)
        if after is None or self._sheet.left_of(after) is None:
            return False
        return _between(cell, below) > 1.3 * _between(below, after) + 0.1 * cell.height

    def _goes_on(self, cell: Cell, below: Cell, last: Piece, label: Label) -> bool:
        """Whether ``below`` begins where the value does, or an address goes on after a comma under its label."""
        if _hangs(below, last):
            return True
        under = abs(below.region.x0 - label.cell.region.x0) <= 0.02
        if not under or last.cell is not label.cell:
            return False
        comma = label.slot is Slot.ADDRESS and cell.text.rstrip().endswith(",")
        return comma or (label.slot in _FREE and (self._is_full(cell, below) or self._is_tight(cell, below)))

    def _is_tight(self, cell: Cell, below: Cell) -> bool:
        """Whether two lines stand clearly closer to each other than to what is near above and below them."""
        before, after = self._sheet.above(cell), self._sheet.below(below)
        around = [_between(before, cell)] if before is not None else []
        around += [_between(below, after)] if after is not None else []
        own = _between(cell, below) + TIGHT * cell.height
        return bool(around) and own < min(around)

    def _is_full(self, cell: Cell, below: Cell) -> bool:
        """Whether the first word of ``below`` had no room at the end of ``cell``, as the column's other lines show."""
        edge = max(
            other.region.x1
            for other in self._sheet.cells
            if other.page == cell.page and other.side == cell.side and other.box == cell.box
        )
        return cell.region.x1 + 1.1 * below.words[0].region.width >= edge

    def _above(self, cell: Cell, limit: int) -> tuple[Piece, ...]:
        """Return the lines above ``cell`` that a label set in the middle of its row leaves over, first to last."""
        found: list[Piece] = []
        while len(found) < limit and cell.row > 0 and (found or cell.column > 0):
            row = self._sheet.rows[cell.row - 1]
            above = row[0]
            close = len(row) == 1 and above.page == cell.page and _between(above, cell) < 0.6 * cell.height
            if not close or abs(above.region.x0 - cell.region.x0) > 0.01 or not self._first_or_tight(above, cell):
                break
            found.insert(0, self._whole(above))
            cell = above
        return tuple(found)

    def _around(self, label: Label) -> tuple[Piece, ...]:
        """Return the lines right of a label that stands in the middle between them, so that none is on its row."""
        last = label.cell
        while (following := self._sheet.right_of(last)) is not None:
            if any(character.isalnum() for character in following.text) and self._opening(following) is None:
                return ()
            last = following
        rest = self._rest(label)
        if rest is not None and not self._is_label_still(rest, label):
            return ()
        near = [self._next_to(last, step) for step in (-1, 1)]
        over, under = (cell if cell is None or not self._claimed(cell, label) else None for cell in near)
        if over is None or under is None or abs(over.region.x0 - under.region.x0) > 0.01:
            return self._slipped(last, over, under)
        more = self._more(self._whole(under), label, 2, prose=False)
        return (*self._above(over, 2), self._whole(over), self._whole(under), *more)

    def _slipped(self, last: Cell, over: Cell | None, under: Cell | None) -> tuple[Piece, ...]:
        """Return the value whose line overlaps the label's most, so that only uneven boxes parted them."""
        best: tuple[float, Cell] | None = None
        for cell in (over, under):
            if cell is None or self._opening(cell) is not None:
                continue
            shared = min(cell.region.y1, last.region.y1) - max(cell.region.y0, last.region.y0)
            if shared > 0.2 * min(cell.region.height, last.region.height) and (best is None or shared > best[0]):
                best = shared, cell
        return (self._whole(best[1]),) if best else ()

    def _next_to(self, last: Cell, step: int) -> Cell | None:
        """Return the nearest cell right of ``last`` on the row before or after, if it stands half a line off."""
        index = last.row + step
        if not 0 <= index < len(self._sheet.rows):
            return None
        for cell in self._sheet.rows[index]:
            upper, lower = (cell, last) if step < 0 else (last, cell)
            near = cell.page == last.page and lower.region.y0 - upper.region.y1 < 0.3 * last.height
            if near and cell.region.x0 > last.region.x1:
                return cell if self._opening(cell) is None else None
        return None

    def _first_or_tight(self, above: Cell, cell: Cell) -> bool:
        """Whether the line before ``above`` is clearly farther from it than ``cell`` is."""
        if above.row == 0:
            return True
        before = [other for other in self._sheet.rows[above.row - 1] if other.page == above.page]
        tight = _between(above, cell) + 0.1 * cell.height
        lone = len(before) == 1 and abs(before[0].region.x0 - above.region.x0) <= 0.01
        return lone or all(_between(other, above) > 1.3 * tight for other in before)


def _hangs(below: Cell, last: Piece) -> bool:
    """Whether ``below`` begins where the value ``last`` does, so that it stands in the value's column."""
    first = next(
        word.region.x0
        for word, offset in zip(last.cell.words, last.cell.starts, strict=True)
        if offset + len(word.text) > last.start
    )
    return abs(below.region.x0 - first) <= 0.02


def _between(upper: Cell, lower: Cell) -> float:
    """Return the vertical gap between two cells as a share of the page's height, never less than 0."""
    return max(0.0, lower.region.y0 - upper.region.y1)


def _asks(opening: Label, label: Label) -> bool:
    """Whether ``opening`` in a cell of its own asks for a value: a party's word may also be a worker's position."""
    return opening.slot is not Slot.PARTY or opening.colon or label.slot in _PARTIES


def _ends_value(label: Label) -> bool:
    """Whether ``label``, inside a line, begins another entry: it has a colon, or more words than prose uses."""
    if label.colon:
        return True
    return label.last - label.first >= 2 and label.slot in _ENTRIES


_ENTRIES: Final = frozenset({Slot.PASSPORT, Slot.NATIONAL_ID, Slot.BIRTH_DATE, Slot.LICENCE, Slot.JOB_ORDER})
_PARTIES: Final = frozenset({Slot.NAME, Slot.ADDRESS, Slot.PARTY})
_FREE: Final = frozenset({Slot.NAME, Slot.ADDRESS, Slot.PARTY, Slot.POSITION})
