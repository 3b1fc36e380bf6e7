"""Which mandatory clauses a contract holds, and where each stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.agreement.cells import Cell, Sheet
from extractors.model import Region
from extractors.vocabulary.clauses import CUES

HEADING: Final = 0.95
"""How surely a clause is there when a heading names it."""
SENTENCE: Final = 0.70
"""How surely when only a sentence or an entry does."""
_HEADS: Final = re.compile(
    r"^(?:pasal|article|bab|section)\s+\w+|^(?:\(?\d{1,2}|[A-Z]|[IVX]{1,5})\s*[.)]\s*\S", re.IGNORECASE
)
_PATTERNS: Final = {
    code: re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(cue).replace(r"\ ", r"\s+") for cue in cues) + r")(?!\w)", re.IGNORECASE
    )
    for code, cues in CUES.items()
}


@dataclass(frozen=True)
class Clause:
    """A mandatory clause that was seen: its code, where it begins, and how surely (0..1)."""

    code: str
    region: Region
    confidence: float


def find_clauses(sheet: Sheet) -> tuple[Clause, ...]:
    """Return the clauses C3 to C15 that ``sheet`` holds, each at its best place."""
    found = [clause for code, pattern in _PATTERNS.items() if (clause := _best(sheet, code, pattern)) is not None]
    return tuple(found)


def _best(sheet: Sheet, code: str, pattern: re.Pattern[str]) -> Clause | None:
    best: tuple[float, Cell] | None = None
    for cell in sheet.cells:
        match = pattern.search(cell.text)
        if match is None:
            continue
        sure = HEADING if _is_heading(sheet, cell, match) else SENTENCE
        if best is None or sure > best[0]:
            best = sure, cell
    if best is None:
        return None
    run = tuple(_paragraph(sheet, best[1]))
    read = min(word.confidence for word in best[1].words)
    return Clause(code, Region.around(cell.region for cell in run), round(best[0] * read, 4))


def _is_heading(sheet: Sheet, cell: Cell, match: re.Match[str]) -> bool:
    """Whether ``cell`` is a short line that begins an article, or stands right under ``Pasal N``."""
    if len(cell.tokens) > 12:
        return False
    if _HEADS.match(cell.text):
        return match.start() <= 40
    above = sheet.rows[cell.row - 1] if cell.row else []
    under_number = any(re.match(r"^(?:pasal|article)\s+\w+", other.text, re.IGNORECASE) for other in above)
    return under_number or (cell.text.isupper() and match.start() <= 3)


def _paragraph(sheet: Sheet, cell: Cell) -> Iterator[Cell]:
    """Yield ``cell`` and the lines below it that belong to the same paragraph, eight at most."""
    for _ in range(9):
        yield cell
        below = sheet.below(cell)
        if below is None or _HEADS.match(below.text) or below.page != cell.page:
            return
        cell = below


def languages(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that ``texts`` are written in, of ``id`` and ``en``."""
    words = re.findall(r"[a-z]+", " ".join(texts).lower())
    return tuple(code for code, known in _COMMON.items() if sum(word in known for word in words) >= 6)


_COMMON: Final = {
    "id": frozenset(
        [
            "yang",
            "dan",
            "dengan",
            "pihak",
            "untuk",
            "dalam",
            "ini",
            "adalah",
            "atau",
            "oleh",
            "tidak",
            "nama",
            "alamat",
            "nomor",
            "tanggal",
            "kerja",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "shall",
            "with",
            "this",
            "by",
            "for",
            "or",
            "is",
            "to",
            "in",
            "name",
            "address",
            "number",
            "date",
            "employer",
            "worker",
        ]
    ),
}
