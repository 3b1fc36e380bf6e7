"""Tables: columns known by their headings, rows by a column that every row has.

Column borders lie where the fewest cells of the table's body stand between two headings: ruled or not, filled flush
left or centred, a table keeps a gap there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.agreement.cells import Sheet
from extractors.layout import Label, Line, find_label, squeeze
from extractors.model import Region, Word

LEAST_HEADINGS: Final = 3
"""Headings of one table that must be found."""
BAND: Final = 3.2
"""Heights of a line within which the headings of one table stand: they may be set in two or three lines."""
HEADING_SCORE: Final = 78.0
"""Least similarity (0..100) of a heading; several of them in one band vouch for each other."""
ROW_GAP: Final = 0.3
"""Gap between the middles of words, in steps from row to row, from which on they stand on two rows."""
STEPS: Final = 60
"""Places between two headings at which a border is tried."""


@dataclass(frozen=True)
class Column:
    """A column: its name and the wordings of its heading, or of one line of it."""

    name: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row of a table: the words of each column that has any, and where each column's cell lies on it."""

    cells: Mapping[str, tuple[Word, ...]]
    frames: Mapping[str, Region]

    def text(self, column: str) -> str:
        """Return what stands in ``column``, "" for nothing."""
        return " ".join(word.text for word in self.cells.get(column, ()))

    @property
    def region(self) -> Region:
        """Where the row stands."""
        return Region.around(word.region for words in self.cells.values() for word in words)


@dataclass(frozen=True)
class Heading:
    """A heading as found."""

    name: str
    region: Region

    @property
    def middle(self) -> float:
        """Its middle as a share of the width."""
        return (self.region.x0 + self.region.x1) / 2


def headings(sheet: Sheet, columns: Sequence[Column]) -> list[Heading]:
    """Return the headings of the first table that has at least three of ``columns``, left to right; else none."""
    lines = _lines(sheet)
    found = [
        Heading(column.name, label.region)
        for column in columns
        for line in lines
        if (label := _heading(line, column)) is not None
    ]
    best: list[Heading] = []
    for anchor in found:
        band = [one for one in found if _same_band(anchor, one)]
        kept: dict[str, Heading] = {}
        for one in sorted(band, key=lambda entry: abs(entry.region.y0 - anchor.region.y0)):
            kept.setdefault(one.name, one)
        if len(kept) > len(best):
            best = sorted(kept.values(), key=lambda entry: entry.middle)
    return best if len(best) >= LEAST_HEADINGS else []


def _heading(line: Line, column: Column) -> Label | None:
    return find_label([line], column.headings, least=HEADING_SCORE)


def _same_band(one: Heading, other: Heading) -> bool:
    if one.region.page != other.region.page:
        return False
    height = max(one.region.height, other.region.height)
    return abs(one.region.y0 - other.region.y0) <= BAND * height


def _lines(sheet: Sheet) -> list[Line]:
    return [Line(tuple(word for cell in row for word in cell.words)) for row in sheet.rows]


def rows(sheet: Sheet, heads: Sequence[Heading], stop: float = 1.0) -> Iterator[Row]:
    """Yield the rows below ``heads`` down to ``stop`` (a share of the height), each line of print one row."""
    page, top = heads[0].region.page, max(head.region.y1 for head in heads)
    within = [cell for row in sheet.rows for cell in row if _in_body(cell.region, page, top, stop)]
    borders = _borders(heads, [cell.region for cell in within])
    words = [word for cell in within for word in cell.words if any(map(str.isalnum, word.text))]
    for line in _grouped(words, borders):
        cells: dict[str, list[Word]] = {}
        for word in line:
            middle = (word.region.x0 + word.region.x1) / 2
            place = sum(middle > border for border in borders)
            cells.setdefault(heads[place].name, []).append(word)
        if cells:
            yield Row({name: tuple(words) for name, words in cells.items()}, _frames(line, heads, borders))


def _frames(line: Sequence[Word], heads: Sequence[Heading], borders: Sequence[float]) -> dict[str, Region]:
    """Return the cell of each column on a row; the outer two are as far open as their headings' half."""
    tall = sorted(line, key=lambda word: word.region.height)[len(line) // 2].region  # no speck, no stroke
    edges = [
        max(2 * heads[0].region.x0 - heads[0].middle, 0.0),
        *borders,
        min(2 * heads[-1].region.x1 - heads[-1].middle, 1.0),
    ]
    return {
        head.name: Region.clipped(tall.page, left, tall.y0, right, tall.y1)
        for head, left, right in zip(heads, edges, edges[1:], strict=False)
    }


def _grouped(words: Sequence[Word], borders: Sequence[float]) -> list[list[Word]]:
    """Return the words of each row, left to right, told by their middles: boxes of tight rows overlap."""
    ordered = sorted(words, key=lambda word: _middle_y(word.region))
    if not ordered:
        return []
    least = ROW_GAP * _pitch(ordered, borders)
    groups = [[ordered[0]]]
    for before, word in pairwise(ordered):
        if _middle_y(word.region) - _middle_y(before.region) > least:
            groups.append([])
        groups[-1].append(word)
    return [sorted(group, key=lambda word: word.region.x0) for group in groups]


def _pitch(words: Sequence[Word], borders: Sequence[float]) -> float:
    """Return how far apart rows stand: the usual step between words one below the other in a column."""
    columns: dict[int, list[Word]] = {}
    for word in words:
        middle = (word.region.x0 + word.region.x1) / 2
        columns.setdefault(sum(middle > border for border in borders), []).append(word)
    low = median(word.region.height for word in words)
    steps = [
        step
        for column in columns.values()
        for one, two in pairwise(column)
        if (step := _middle_y(two.region) - _middle_y(one.region)) > 0.5 * low
    ]
    return median(steps) if steps else low


def _in_body(region: Region, page: int, top: float, stop: float) -> bool:
    return region.page == page and top <= _middle_y(region) <= stop


def _middle_y(region: Region) -> float:
    return (region.y0 + region.y1) / 2


def _borders(heads: Sequence[Heading], cells: Sequence[Region]) -> list[float]:
    """Return the border between each heading and the next, as shares of the width.

    Cells are what wide gaps part, so that the gap between two words of a name is none.
    """
    found = []
    for left, right in pairwise(heads):
        span = right.middle - left.middle
        places = [left.middle + span * (step + 0.5) / STEPS for step in range(STEPS)]
        counts = [sum(cell.x0 < place < cell.x1 for cell in cells) for place in places]
        least = min(counts)
        runs = _runs([count == least for count in counts])
        begin, end = max(runs, key=lambda run: (run[1] - run[0], -abs(run[0] + run[1] - STEPS)))
        found.append((places[begin] + places[end - 1]) / 2)
    return found


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the runs of True as (first, behind last)."""
    runs: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        elif flag:
            runs.append((place, place + 1))
    return runs


def is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    return all(len(squeeze(word.text)) <= 2 for words in row.cells.values() for word in words)
