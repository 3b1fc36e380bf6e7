"""How surely a page is of a work contract: by its title, its parties and terms; a later page by its clauses."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.agreement.cells import Cell, sheet
from extractors.engine import ReadPage
from extractors.vocabulary.clauses import SENTENCES
from extractors.vocabulary.contract_titles import CONTRACT_SIGNS, OTHER_PAPER, WORK_CONTRACT

TITLE: Final = 0.4
"""What a title in its place says."""
HEAD: Final = 0.4
"""Share of the page's height above which titles stand."""
ELSEWHERE: Final = 0.2
"""The most that a page under another paper's title is a contract, whatever it repeats of one."""
LATER_PAGE: Final = 0.6
"""The most that a page without a title is one."""
LEAST_CLAUSES: Final = 3
_TITLE: Final = re.compile(WORK_CONTRACT, re.IGNORECASE)
_OTHER: Final = re.compile(OTHER_PAPER, re.IGNORECASE)
_CARD: Final = re.compile(r"P<[A-Z]{3}|<<<<|\b(?:PROVINSI|Berlaku Hingga|Gol\.? ?Darah|KARTU KELUARGA)\b")
_CLAUSES: Final = tuple(re.compile(pattern, re.IGNORECASE) for pattern in SENTENCES.values())
_EMPLOYER: Final = re.compile(
    r"\b(?:majikan|employer|pemberi kerja|pengguna jasa|perusahaan|company|pihak (?:pertama|kesatu|i)|first party"
    r"|pemilik kapal|ship ?owner)\b|雇主|甲方|사용자|الطرف الأول|صاحب العمل",
    re.IGNORECASE,
)
_SENDING: Final = re.compile(
    r"perjanjian penempatan|placement agreement|calon pekerja|\bCPMI\b|biaya penempatan|pelaksana penempatan"
    r"|pra penempatan"
    r"|kuota|orientasi pra pemberangkatan",
    re.IGNORECASE,
)
_ARTICLES: Final = re.compile(
    r"\b(?:pasal|article|fasal|clause)\s+\(?\w{1,4}|第.{1,3}[條条]|제\s?\d{1,2}\s?조|المادة|(?<!\S)\d{1,2}[.)]\s+[A-Z]",
    re.IGNORECASE,
)
_SIGNS: Final[tuple[tuple[float, re.Pattern[str]], ...]] = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in zip((0.15, 0.10, 0.10, 0.10, 0.10, 0.10, 0.05), CONTRACT_SIGNS, strict=True)
)
"""The parties, the wage, the articles, the hours, the term and its end: what each says."""


def score(page: ReadPage) -> float:
    """Return how surely ``page`` is of a work contract, 0..1: its title, parties, wage, hours, articles.

    A page that bears the title of another paper (placement agreement, job order, letter) is not one, however much
    of a contract it repeats. A later page has no title: its clauses show it.
    """
    if not page.words:
        return 0.0
    cells = sheet([page]).cells
    text = " ".join(cell.text for cell in cells)
    title, other = _titles(cells)
    if _CARD.search(text) and not title:
        return 0.0
    total = sum(weight for weight, pattern in _SIGNS if pattern.search(text))
    if other and not title:
        return round(min(total, ELSEWHERE), 3)
    if title:
        return round(min(total + TITLE, 1.0), 3)
    if _count(text, _OTHER) > _count(text, _TITLE):
        return round(min(total, 0.3), 3)
    return round(max(min(total, LATER_PAGE), _later(text)), 3)


def begins(page: ReadPage) -> bool:
    """Return whether ``page`` bears the title of a work contract, and no other paper's above it."""
    return bool(page.words) and _titles(sheet([page]).cells)[0]


def _later(text: str) -> float:
    """Return how surely a page without a title goes on with a contract: its numbered clauses, of an employment."""
    clauses = sum(pattern.search(text) is not None for pattern in _CLAUSES)
    if clauses < LEAST_CLAUSES or not _EMPLOYER.search(text) or _count(text, _ARTICLES) < 2:
        return 0.0
    if _count(text, _SENDING) > 1:
        return 0.0
    return min(0.3 + 0.07 * clauses, LATER_PAGE)


def _count(text: str, pattern: re.Pattern[str]) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _titles(cells: Sequence[Cell]) -> tuple[bool, bool]:
    """Return whether a work contract's title, and whether another paper's, stands in the page's upper part."""
    title = other = False
    for cell in cells:
        if cell.region.y0 >= HEAD or len(cell.tokens) > 12:
            continue
        other_paper = _fills(cell.text, _OTHER)
        if other_paper and not title:
            other = True
        elif not other_paper and _fills(cell.text, _TITLE):
            title = title or not other
    return title, other


def _fills(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the words of ``pattern`` are a title in ``text``: in capitals or first, and a good part of it."""
    match = pattern.search(text)
    if match is None or ":" in text[match.end() :]:
        return False
    share = len(match[0]) / len(text)
    first = match[0][:1]
    capitals = text.upper() == text
    return share >= 0.3 and not first.islower() and (match.start() <= 24 or share >= 0.5 or capitals)
