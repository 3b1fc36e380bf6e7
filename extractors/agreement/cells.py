"""Cells of a page: pieces of a line that a table, a column or a wide gap keeps apart, with their neighbours.

Tables and two-column prose look alike to an engine: words with wide gaps. Cells keep both apart, so that a value is
looked for right of its label in a table, and on the next line of the same column in prose.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.engine import Pixels, ReadPage
from extractors.layout import lines
from extractors.model import ReadingSource, Region, Word

WIDE_GAP: Final = 2.0
"""Gap, in line heights, that always parts two cells: no justified line stretches its spaces so far."""
ALIGNED_GAP: Final = 0.85
"""Gap, in line heights, that parts two cells where words of other lines start at the same place."""
ALIGNED_LINES: Final = 3
_RULE: Final = re.compile(r"^[|\[\]{}_.…·¦—–=~'`‘’\"]+$")
_UPRIGHT: Final = frozenset("|¦")
_MARKS: Final = frozenset(':/-&()"')
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")


@dataclass(frozen=True)
class Token:
    """A run of letters and digits in a cell's text: ``norm`` in lower case without its possessive ending."""

    norm: str
    start: int
    end: int


@dataclass(eq=False)
class Cell:
    """Words of one line that belong together. ``row`` and ``column`` count from 0 over all pages."""

    page: int
    row: int
    column: int
    words: tuple[Word, ...]
    height: float
    """Height of the line as a share of the page's height."""
    side: int = 0
    """0 for a cell that stands alone or in a table, 1 and 2 for the left and right of two parallel columns."""

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

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
        pixels, read = straight(page)
        height, width = pixels.shape[:2]
        aspects.append(width / height)
        if page.source is ReadingSource.VISUAL:
            read = _with_colons(_without_leaders(read, width / height))
        for words in _split(read, width / height):
            row = [
                Cell(page.index, len(rows), column, part, max(word.region.height for word in part))
                for column, part in enumerate(words)
            ]
            if row:
                rows.append(row)
    first = pages[0]
    return Sheet(rows, first.source, first.engine, tuple(aspects))


def _without_leaders(words: Sequence[Word], aspect: float) -> tuple[Word, ...]:
    """Return ``words`` without rows of dots that an engine read as letters: flat and long, unlike any letters."""
    usual = median(word.region.height for word in words) if words else 0.0

    def is_leader(word: Word) -> bool:
        flat = word.region.height < 0.5 * usual
        return flat and len(word.text) > 1 and word.region.width * aspect > 2 * word.region.height

    return tuple(word for word in words if not is_leader(word))


def _with_colons(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return ``words`` with marks that stand in a column of colons read as colons: engines see 1, i or | in them."""
    colons = [word.region for word in words if word.text == ":"]
    column = [(region.x0 + region.x1) / 2 for region in colons]
    wide = 1.6 * median(region.width for region in colons) if colons else 0.0

    def is_colon(word: Word) -> bool:
        if len(word.text) != 1 or word.text in _MARKS or word.region.width > wide:
            return False
        return sum(abs(middle - _middle(word)) <= 0.004 for middle in column) >= ALIGNED_LINES

    return tuple(word.model_copy(update={"text": ":"}) if is_colon(word) else word for word in words)


def _middle(word: Word) -> float:
    return (word.region.x0 + word.region.x1) / 2


def straight(page: ReadPage) -> tuple[Pixels, tuple[Word, ...]]:
    """Return the pixels and words of the straightened picture where there is one, else those of the page."""
    return (page.view.pixels, page.view.words) if page.view is not None else (page.pixels, page.words)


def _split(words: Iterable[Word], aspect: float) -> Iterable[list[tuple[Word, ...]]]:
    """Return the rows of one page, each as its cells' words."""
    printed = [line.words for line in lines(word for word in words if _is_text(word.text))]
    heights = [_height(row) for row in printed]
    usual = median(heights) if heights else 0.0
    tall = [max(height, 0.6 * usual) for height in heights]
    gaps = _Gaps(printed, tall, aspect)
    return [gaps.parts(row, height) for row, height in zip(printed, tall, strict=True)]


def _is_text(text: str) -> bool:
    """Whether a word is more than a leader or a rule, which lie on the base line and would part it from its line."""
    return text.strip() != "" and (text in _UPRIGHT or _RULE.match(text) is None)


def _height(row: Sequence[Word]) -> float:
    """Return the height of the row's tall words: those with ascenders, which most lines have."""
    heights = sorted(word.region.height for word in row)
    return max(heights[(3 * len(heights)) // 4 - (len(heights) > 1)], 1e-6)


def _gap(left: Word, right: Word, height: float, aspect: float) -> float:
    return (right.region.x0 - left.region.x1) * aspect / height


class _Gaps:
    """The gaps of one page: which of them part cells."""

    def __init__(self, rows: Sequence[Sequence[Word]], heights: Sequence[float], aspect: float) -> None:
        self._aspect = aspect
        inner = sorted(
            gap
            for row, height in zip(rows, heights, strict=True)
            for left, right in pairwise(row)
            if (gap := _gap(left, right, height, aspect)) > 0
        )
        usual = inner[len(inner) // 3] if inner else 0.0
        self._aligned = max(ALIGNED_GAP, min(1.9 * usual, WIDE_GAP))  # a typewriter face has wide spaces
        self._wide = max(WIDE_GAP, min(3.0 * usual, 1.6 * WIDE_GAP))
        self._starts = [begin for row, height in zip(rows, heights, strict=True) for begin in self._begins(row, height)]

    def _begins(self, row: Sequence[Word], height: float) -> Iterable[float]:
        """Yield where, as shares of the width, words begin after a gap or at the begin of the line."""
        yield row[0].region.x0
        for left, right in pairwise(row):
            if _gap(left, right, height, self._aspect) >= self._aligned:
                yield right.region.x0

    def parts(self, row: Sequence[Word], height: float) -> list[tuple[Word, ...]]:
        """Return the words of each cell; rules, leaders and table lines that were read as words are dropped."""
        cells: list[list[Word]] = [[]]
        before: Word | None = None
        for word in row:
            if word.text in _UPRIGHT:
                cells.append([])
                continue
            if before is not None and self._apart(before, word, height):
                cells.append([])
            cells[-1].append(word)
            before = word
        return [tuple(cell) for cell in cells if cell]

    def _apart(self, left: Word, right: Word, height: float) -> bool:
        gap = _gap(left, right, height, self._aspect)
        if gap >= self._wide:
            return True
        if gap < self._aligned:
            return False
        tolerance = 0.35 * height / self._aspect
        return sum(abs(start - right.region.x0) <= tolerance for start in self._starts) >= ALIGNED_LINES
