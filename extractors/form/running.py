"""The running text of a sheet: cells in reading order, rows parted by line ends, with the way back to the cells."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.passages import Passage, Piece


class Running:
    """Text of all cells; offsets in it are the order of reading."""

    def __init__(self, sheet: Sheet) -> None:
        self._cells = sheet.cells
        self._starts: list[int] = []
        parts: list[str] = []
        at = 0
        for row in sheet.rows:
            for index, cell in enumerate(row):
                lead = "\n" if index == 0 else " "
                parts.append(lead + cell.text)
                self._starts.append(at + 1)
                at += 1 + len(cell.text)
        self.text = "".join(parts)

    @cached_property
    def _index(self) -> dict[int, int]:
        return {id(cell): place for place, cell in enumerate(self._cells)}

    def offset(self, cell: Cell, character: int) -> int:
        """Return where ``character`` of ``cell`` stands in the text."""
        return self._starts[self._index[id(cell)]] + character

    def line_end(self, offset: int) -> int:
        """Return where the line of ``offset`` ends."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def passage(self, start: int, length: int) -> Passage:
        """Return the text from offset ``start`` on as a passage of at most ``length`` characters of one page."""
        return Passage(tuple(self._pieces(start, start + length)), table=False)

    def _pieces(self, start: int, stop: int) -> Iterator[Piece]:
        first = max(bisect_right(self._starts, start) - 1, 0)
        page = None
        for place in range(first, len(self._cells)):
            cell, begin = self._cells[place], self._starts[place]
            if begin >= stop or (page is not None and cell.page != page):
                return
            one, two = max(start - begin, 0), min(stop - begin, len(cell.text))
            if one < two:
                page = cell.page
                yield Piece(cell, one, two)
