"""Cells of a page: pieces of a line that a table, a column or a wide gap keeps apart, with their neighbours.

Tables and two-column prose look alike to an engine: words with wide gaps. Cells keep both apart, so that a value is
looked for right of its label in a table, and on the next line of the same column in prose.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from extractors.agreement.rows import Piece, page_rows
from extractors.engine import Pixels, ReadPage
from extractors.model import ReadingSource, Region, Word

_LATIN: Final = "A-Za-z0-9\u00c0-\u024f"
_TOKEN: Final = re.compile(rf"[{_LATIN}]+(?:['’`][{_LATIN}]+)*|[^\W_{_LATIN}]+")
_NARROW: Final = str.maketrans("：（）／，．；　＃＆－％＄", ":()/,.; #&-%$")
_FOREIGN: Final = re.compile(rf"[^{_LATIN}]")


@dataclass(frozen=True)
class Token:
    """A run of letters and digits of one script in a cell's text: ``norm`` in lower case without its possessive."""

    norm: str
    start: int
    end: int

    @property
    def foreign(self) -> bool:
        """Whether the run is of another script than Latin: the other language of a bilingual paper."""
        return _FOREIGN.match(self.norm) is not None


@dataclass(eq=False)
class Cell:
    """Words of one line, or of one box of a table, that belong together. ``row``, ``column``: from 0 over all pages."""

    page: int
    row: int
    column: int
    words: tuple[Word, ...]
    height: float
    """Height of the line as a share of the page's height."""
    box: int = 0
    """Number of the box of a ruled table that holds the cell, 0 for none."""
    side: int = 0
    """0 for a cell that stands alone or in a table, 1 and 2 for the left and right of two parallel columns."""

    @cached_property
    def text(self) -> str:
        """The words with single spaces; marks of full width, as Chinese print has them, as narrow ones."""
        return " ".join(word.text for word in self.words).translate(_NARROW)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in ``text``."""
        offsets, at = [], 0
        for word in self.words:
            offsets.append(at)
            at += len(word.text) + 1
        return tuple(offsets)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The runs of letters and digits of ``text``."""
        return tuple(Token(_norm(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(self.text))

    def confidence_of(self, token: Token) -> float:
        """Return the confidence of the word that ``token`` begins in."""
        place = bisect_right(self.starts, token.start) - 1
        return self.words[place].confidence

    @cached_property
    def region(self) -> Region:
        """The smallest region that holds the cell."""
        return Region.around(word.region for word in self.words)


def _norm(text: str) -> str:
    """Return ``text`` in lower case, without the ``'s`` that an engine may read with any quote."""
    return re.split(r"['’`]", text.lower())[0]


@dataclass(eq=False)
class Sheet:
    """The cells of all pages of one document, in reading order."""

    rows: list[list[Cell]]
    source: ReadingSource
    engine: str
    aspects: tuple[float, ...] = field(default=())
    """Width / height of each page."""

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, page by page, row by row, left to right."""
        return tuple(cell for row in self.rows for cell in row)

    def right_of(self, cell: Cell) -> Cell | None:
        """Return the next cell of the row, unless a column's gutter lies between."""
        row = self.rows[cell.row]
        following = row[cell.column + 1] if cell.column + 1 < len(row) else None
        return following if following is not None and following.side == cell.side else None

    def left_of(self, cell: Cell) -> Cell | None:
        """Return the cell before on the row, unless a column's gutter lies between."""
        before = self.rows[cell.row][cell.column - 1] if cell.column else None
        return before if before is not None and before.side == cell.side else None

    def above(self, cell: Cell) -> Cell | None:
        """Return the cell that ``cell`` continues: close above it and in its column."""
        for row in reversed(self.rows[max(0, cell.row - 3) : cell.row]):
            near = [other for other in row if _continues(other, cell)]
            if near:
                return max(near, key=lambda other: _shared(cell.region, other.region))
        return None

    def below(self, cell: Cell) -> Cell | None:
        """Return the cell that continues ``cell`` on the next lines: close below it and in its column."""
        for row in self.rows[cell.row + 1 : cell.row + 4]:
            near = [other for other in row if _continues(cell, other)]
            if near:
                return max(near, key=lambda other: _shared(cell.region, other.region))
        return None


def _continues(cell: Cell, other: Cell) -> bool:
    if other.page != cell.page or (cell.side and other.side and cell.side != other.side):
        return False
    gap = other.region.y0 - cell.region.y1
    if not -0.5 * cell.height <= gap <= 1.3 * cell.height:
        return False
    return _shared(cell.region, other.region) >= 0.3 * min(cell.region.width, other.region.width)


def _shared(one: Region, other: Region) -> float:
    """Return how much of the page's width both regions cover."""
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def sheet(pages: Sequence[ReadPage]) -> Sheet:
    """Return the cells of ``pages``, which are upright; parallel columns are told apart later by their labels."""
    rows: list[list[Cell]] = []
    aspects = []
    for page in pages:
        height, width = straight(page)[0].shape[:2]
        aspects.append(width / height)
        for pieces in _rows_of(_Same(page)):
            row = [
                Cell(page.index, len(rows), column, piece.words, piece.height, box=piece.box)
                for column, piece in enumerate(pieces)
            ]
            if row:
                rows.append(row)
    first = pages[0]
    return Sheet(rows, first.source, first.engine, tuple(aspects))


class _Same:
    """A page as a key: only the very same object is the same page."""

    def __init__(self, page: ReadPage) -> None:
        self.page = page

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.page is self.page

    def __hash__(self) -> int:
        return id(self.page)


@lru_cache(maxsize=4)
def _rows_of(same: _Same) -> Sequence[Sequence[Piece]]:
    """Return the pieces of a page's rows, worked out once for all types that look at it."""
    pixels, read = straight(same.page)
    return page_rows(pixels, read, pixels_read=same.page.source is ReadingSource.VISUAL)


def straight(page: ReadPage) -> tuple[Pixels, tuple[Word, ...]]:
    """Return the pixels and words of the straightened picture where there is one, else those of the page."""
    return (page.view.pixels, page.view.words) if page.view is not None else (page.pixels, page.words)
