"""Parallel columns: two languages side by side, each to be read downwards, as against a table read across."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from extractors.agreement.cells import Cell, Sheet

LEAST_ROWS: Final = 4
"""Rows with text on both sides that make columns of a page."""
PROSE_WORDS: Final = 4
"""Words from which on a cell is prose, or an entry with its value, not a table's label."""


def mark_columns(sheet: Sheet, is_label: Callable[[Cell], bool], has_entry: Callable[[Cell], bool]) -> None:
    """Set ``side`` on the cells of pages whose text runs in two columns.

    ``is_label`` says that a cell holds nothing but a label, ``has_entry`` that it holds a label and its value.
    """
    for page in sorted({cell.page for cell in sheet.cells}):
        rows = [row for row in sheet.rows if row[0].page == page]
        edge = _between_scripts(rows)
        if edge is not None:
            for cell in (cell for row in rows for cell in row):
                cell.side = 2 if _foreign(cell) else int(cell.region.x1 <= edge)
        elif (gutter := _gutter(rows, is_label, has_entry)) is not None:
            for row in rows:
                _mark(row, gutter)


def _gutter(
    rows: list[list[Cell]], is_label: Callable[[Cell], bool], has_entry: Callable[[Cell], bool]
) -> float | None:
    """Return where, as a share of the width, the right column begins; None when the page has no columns."""
    pairs = [pair for row in rows for pair in pairwise(row)]
    best: tuple[int, float] | None = None
    for _, right in pairs:
        begin = right.region.x0
        if not 0.35 <= begin <= 0.7:
            continue
        here = [(one, two) for one, two in pairs if abs(two.region.x0 - begin) <= 0.012]
        prose = sum(_parallel(one, two, has_entry) for one, two in here)
        table = sum(is_label(one) or _leads(two) for one, two in here)
        if prose >= LEAST_ROWS and prose > 1.5 * table and (best is None or len(here) > best[0]):
            best = len(here), begin
    return best[1] if best else None


def _between_scripts(rows: list[list[Cell]]) -> float | None:
    """Return where the left column ends, as a share of the width, when the two columns are of two scripts.

    Arabic has a ragged left edge, so no gutter is seen: the script tells the side. None when there are no such columns.
    """
    pairs = [pair for row in rows for pair in pairwise(row)]
    apart = [(one, two) for one, two in pairs if not _foreign(one) and _foreign(two)]
    prose = sum(len(one.tokens) >= PROSE_WORDS and len(two.tokens) >= PROSE_WORDS for one, two in apart)
    if prose < LEAST_ROWS:
        return None
    ends = sorted(one.region.x1 for one, _ in apart)
    return ends[(9 * len(ends)) // 10 - 1] + 0.02


def _foreign(cell: Cell) -> bool:
    """Whether most words of ``cell`` are of another script than Latin."""
    return 2 * sum(token.foreign for token in cell.tokens) > len(cell.tokens)


def _parallel(one: Cell, two: Cell, has_entry: Callable[[Cell], bool]) -> bool:
    """Whether both cells hold text of their own."""
    if has_entry(one) and has_entry(two):
        return True
    return len(one.tokens) >= PROSE_WORDS and len(two.tokens) >= 2 and not one.text.rstrip().endswith(":")


def _mark(row: list[Cell], gutter: float) -> None:
    """Set the side of the cells of ``row``: none for a line that runs across the gutter, or is read across it."""
    begin, end = gutter - 0.015, gutter - 0.002
    if any(_leads(two) and one.region.x1 <= end < two.region.x1 for one, two in pairwise(row)):
        return  # a table of the parties, its labels parted from their values, often stands above two columns
    for cell in row:
        if cell.region.x0 >= begin:
            cell.side = 2
        elif cell.region.x1 <= end:
            cell.side = 1


def _leads(cell: Cell) -> bool:
    """Whether ``cell`` begins with the colon of the label before it."""
    return cell.text.lstrip().startswith(":")
