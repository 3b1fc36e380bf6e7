"""Which mandatory clauses a contract holds, and where each stands.

A heading or a table's label that names a clause is surer than a sentence that says what the clause is for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.passages import Passage
from extractors.model import Region
from extractors.vocabulary.clauses import HEADINGS, SENTENCES

HEADING: Final = 0.95
"""How surely a clause is there when a heading names it."""
ENTRY: Final = 0.85
"""How surely when what it must state was read as a field: a position, a wage, hours, a term."""
SENTENCE: Final = 0.70
"""How surely when only a sentence says so."""
LONGEST_HEADING: Final = 13
"""Words of a heading in two languages."""
SHOWN_BY: Final = {
    "C3": ("position",),
    "C5": ("working_hours", "rest_days"),
    "C6": ("wage_amount",),
    "C9": ("duration_months", "start_date"),
}
"""Clause -> fields of which one shows it."""
_NUMBERED: Final = re.compile(
    r"^(?:§\s?\d{1,2}|(?:pasal|article|fasal|perkara|clause|bab|section|bagian)\s*\(?[\w]{1,5}\)?|第\s?[\d一二三四五六七八九十]{1,3}\s?[條条]"
    r"|제\s?\d{1,2}\s?조|(?:المادة|البند)\s*\(?[\w]{0,12}\)?|\(?(?:\d{1,2}|[A-Za-z]|[IVX]{1,5})\s?[.)](?:\d{1,2}\.?)?|[一二三四五六七八九十]{1,3}、)"
    r"\s*[.:：–—)-]*\s*",
    re.IGNORECASE,
)
_TITLE_END: Final = re.compile(r"[:：]|\.\s|\.$")
_HEADINGS: Final = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in HEADINGS.items()}
_SENTENCES: Final = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in SENTENCES.items()}


@dataclass(frozen=True)
class Clause:
    """A mandatory clause that was seen: its code, where it begins, and how surely (0..1)."""

    code: str
    region: Region
    confidence: float


def find_clauses(sheet: Sheet, columns: Sequence[Passage]) -> tuple[Clause, ...]:
    """Return the clauses C3 to C15 that ``sheet`` holds, each at its best place; ``columns`` is its running text."""
    best: dict[str, Clause] = {}
    for clause in (*_headed(sheet), *_said(sheet, columns)):
        if clause.code not in best or clause.confidence > best[clause.code].confidence + 0.05:
            best[clause.code] = clause
    return tuple(best[code] for code in sorted(best, key=lambda code: int(code[1:])))


def _headed(sheet: Sheet) -> Iterator[Clause]:
    """Yield the clauses that headings name, in the order of reading."""
    for cell in sheet.cells:
        title = _title(sheet, cell)
        if not title:
            continue
        for code, pattern in _HEADINGS.items():
            if pattern.search(title):
                read = min(word.confidence for word in cell.words[:LONGEST_HEADING])
                yield Clause(code, _place(sheet, cell), round(HEADING * read, 4))


def _title(sheet: Sheet, cell: Cell) -> str:
    """Return what ``cell`` says as a heading: an article's title, a line in capitals, a table's label; else nothing."""
    numbered = _NUMBERED.match(cell.text)
    rest = cell.text[numbered.end() :] if numbered else cell.text
    end = _TITLE_END.search(rest)
    first = rest[: end.start()] if end else rest
    words = len(re.findall(r"\w+", first))
    if not 0 < words <= LONGEST_HEADING:
        return ""
    above = sheet.above(cell)
    follows = above is not None and _bare_number(above)
    lone = len(rest.split()) == len(first.split())
    capitals = first.upper() == first and first.lower() != first and lone
    label = _leads_row(sheet, cell) and sheet.right_of(cell) is not None and words <= LONGEST_HEADING - 3
    titled = numbered is not None and (end is not None or lone)
    return first if titled or (follows and lone) or capitals or label else ""


def _leads_row(sheet: Sheet, cell: Cell) -> bool:
    """Whether ``cell`` is the first of its row, or stands behind the row's number."""
    return cell.column == 0 or (
        cell.column == 1 and re.match(r"^\d{1,2}\s?[.)]?$", sheet.rows[cell.row][0].text) is not None
    )


def _bare_number(cell: Cell) -> bool:
    numbered = _NUMBERED.match(cell.text)
    return numbered is not None and not any(map(str.isalnum, cell.text[numbered.end() :]))


def _said(sheet: Sheet, columns: Sequence[Passage]) -> Iterator[Clause]:
    """Yield the clauses that sentences show, in the order of reading."""
    for column in columns:
        for code, pattern in _SENTENCES.items():
            match = pattern.search(column.text)
            if match is None:
                continue
            cell = column.cell_at(match.start())
            read = column.confidence(match.start(), match.end())
            yield Clause(code, _place(sheet, _head_of(sheet, cell)), round(SENTENCE * read, 4))


def _head_of(sheet: Sheet, cell: Cell) -> Cell:
    """Return the line that begins the paragraph or article of ``cell``."""
    for _ in range(8):
        if _NUMBERED.match(cell.text):
            return cell
        above = sheet.above(cell)
        if above is None or above.page != cell.page or above.box != cell.box:
            return cell
        if _ends_paragraph(above, cell) and not _bare_number(above):
            return cell
        cell = above
    return cell


def _ends_paragraph(above: Cell, cell: Cell) -> bool:
    """Whether ``above`` stops well short of where ``cell`` does."""
    return above.region.x1 < cell.region.x1 - 0.15 and above.text.rstrip()[-1:] in ".;:"


def _place(sheet: Sheet, cell: Cell) -> Region:
    return Region.around(line.region for line in _paragraph(sheet, cell))


def _paragraph(sheet: Sheet, cell: Cell) -> Iterator[Cell]:
    """Yield ``cell`` and the lines below it that belong to the same paragraph, eight at most."""
    for _ in range(9):
        yield cell
        below = sheet.below(cell)
        if below is None or _NUMBERED.match(below.text) or below.page != cell.page or below.box != cell.box:
            return
        cell = below
