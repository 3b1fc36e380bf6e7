"""How surely a page is a paper of one type: its title, its issuer's words, its own labels.

Papers quote each other: a placement agreement names the work contract, a police letter the passport. So a title counts
only where it stands as one, and another paper's title above it says that this is another paper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from extractors.agreement.cells import Cell, Sheet, sheet
from extractors.document_type import MINIMUM_SCORE
from extractors.engine import ReadPage
from extractors.form.labels import LabelBook
from extractors.form.spec import Paper
from extractors.layout import squeeze
from extractors.model import ReadingSource

TITLE: Final = 0.55
"""What a title in its place says for its type."""
TITLE_SIMILAR: Final = 88.0
"""Least similarity (0..100) of a title, which stands in large letters and is read well, or not at all."""
SHORT: Final = 6
"""Letters of a title up to which it must be read letter by letter: PASSPORT is much like E-PASS."""
WORD_SIMILAR: Final = 80.0
"""The same of each of its words."""
OWN_LABELS: Final = 0.35
"""What the paper's own labels say when most of them are there."""
HEAD: Final = 0.45
"""Share of the page's height above which titles stand."""
SEPARATE: Final = 12
"""Most words of a line that is a title."""
TITLE_WORDS: Final = 10
"""The same of one that is known by what it is about."""
FOREIGN: Final = 0.2
"""Most that a page scores which bears the title of another paper."""
LOWER: Final = 0.015
"""What a title counts less for each row of print above it: of two titles the upper one is the paper's."""
FIRST_ROWS: Final = 14
"""Rows of print among which a title stands."""
LEAST_LETTERS: Final = 3
"""Letters of a row of print; fewer are a device or a speck."""
UNTITLED: Final = 0.8
"""What the signs and labels of a page without a title count."""


def score_of(paper: Paper, book: LabelBook, page: ReadPage) -> float:
    """Return how surely ``page`` is of the type ``paper`` describes, 0..1."""
    if not page.words:
        return 0.0
    form = _sheet(_Same(page))
    own, foreign = _titles(paper, form)
    text = " ".join(cell.text for cell in form.cells)
    total = sum(sign.weight for sign in paper.signs if re.search(sign.pattern, text, re.IGNORECASE))
    if own is not None or (foreign is None and (total + OWN_LABELS) * UNTITLED >= MINIMUM_SCORE):
        total += OWN_LABELS * _labels(paper, book, page)  # costly, and else nothing that could make it this paper
    if own is not None and (foreign is None or own <= foreign):
        total = TITLE - LOWER * own + min(total, 1.0 - TITLE)
    elif foreign is not None:
        total = min(total, FOREIGN)
    else:
        total *= UNTITLED  # another page of the paper, one whose title was not read, or one that quotes it
    crowd = min(1.0, paper.most_words / max(len(page.words), 1))
    return round(min(total, 1.0) * crowd, 3)


class _Same:
    """A page as the key of a memory: the same object is the same page."""

    def __init__(self, page: ReadPage) -> None:
        self.page = page

    def __hash__(self) -> int:
        return id(self.page)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.page is self.page


@lru_cache(maxsize=1)
def _sheet(same: _Same) -> Sheet:
    """Return the cells of a page; every type of paper is asked about one page after the other."""
    return sheet([same.page])


def begins(paper: Paper, page: ReadPage) -> bool:
    """Whether ``page`` bears the title of this paper, as its first page does."""
    return bool(page.words) and _titles(paper, _sheet(_Same(page)))[0] is not None


def _titles(paper: Paper, form: Sheet) -> tuple[int | None, int | None]:
    """Return on which row of print the paper's own title stands, and another paper's; None for none."""
    rows = [row for row in form.rows if sum(map(str.isalpha, "".join(cell.text for cell in row))) >= LEAST_LETTERS]
    lines = [line for rank, row in enumerate(rows[:FIRST_ROWS]) for line in _lines_of(row, rank)]
    lines += [_joined(one, two) for one, two in pairwise(lines) if _GOES_ON.fullmatch(one.printed.strip())]
    return _topmost(lines, paper.titles, paper.subject), _topmost(lines, paper.foreign, "")


@dataclass(frozen=True)
class _Line:
    """A text of a row that may be a title: as printed, squeezed, where it begins on the page, and its row."""

    printed: str
    text: str
    place: float
    rank: int


def _lines_of(row: Sequence[Cell], rank: int) -> list[_Line]:
    """Return the texts of a row that may be titles: no item of a list is one."""
    texts = [cell.text for cell in row if len(cell.tokens) <= SEPARATE]
    if len(row) > 1 and sum(len(cell.tokens) for cell in row) <= SEPARATE:
        texts.append(" ".join(cell.text for cell in row))  # a title set wide
    y = row[0].region.y0
    return [_Line(text, squeeze(text), y, rank) for text in texts if not _ITEM.match(text)]


_GOES_ON: Final = re.compile(
    r"(?:SURAT|SERTIFIKAT|KARTU|BUKTI|LETTER|CERTIFICATE|STATEMENT)(?: (?:KETERANGAN|PERNYATAAN|PERSETUJUAN|OF))?"
)
"""A line that is but the beginning of a title, whose rest is set below it."""


def _joined(one: _Line, two: _Line) -> _Line:
    return _Line(f"{one.printed} {two.printed}", one.text + two.text, one.place, one.rank)


_ITEM: Final = re.compile(r"\s*(?:(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})\s*[.)]|[-•*·])\s*\w")


def _topmost(lines: Sequence[_Line], titles: Sequence[str], subject: str) -> int | None:
    """Return on which row the topmost line stands that is one of ``titles``, or a title about ``subject``."""
    ranks = [
        line.rank
        for line in lines
        if line.place < HEAD and (_is_title(line.text, titles) > 0 or _is_about(line.printed, subject))
    ]
    return min(ranks, default=None)


def _is_about(printed: str, subject: str) -> bool:
    """Whether a line is set as a title, in capitals, and has the words that ``subject`` asks for."""
    letters = [character for character in printed if character.isalpha()]
    if not subject or len(letters) < 4 or ":" in printed or len(printed.split()) > TITLE_WORDS:
        return False
    capitals = sum(character.isupper() for character in letters) >= 0.8 * len(letters)
    return capitals and re.search(subject, printed) is not None


def _is_title(text: str, titles: Sequence[str]) -> float:
    """Return the share of ``text`` that one of ``titles`` makes up, 0 when none is its title."""
    best = 0.0
    for title in titles:
        wanted = _squeezed(title)
        if len(text) < 0.8 * len(wanted) or (len(wanted) <= SHORT and wanted not in text):
            continue
        share = len(wanted) / len(text)
        alike = fuzz.ratio(text, wanted) if share > 0.9 else fuzz.partial_ratio(text, wanted)
        begins = fuzz.ratio(text[: len(wanted)], wanted) >= TITLE_SIMILAR
        if alike >= TITLE_SIMILAR and _has_words(text, title) and (share >= 0.5 or (begins and share >= 0.3)):
            best = max(best, min(share, 1.0))
    return best


def _has_words(text: str, title: str) -> bool:
    """Whether every longer word of ``title`` stands in ``text``: titles share their first words with many papers."""
    return all(fuzz.partial_ratio(squeeze(word), text) >= WORD_SIMILAR for word in title.split() if len(word) >= 4)


@lru_cache(maxsize=512)
def _squeezed(title: str) -> str:
    return squeeze(title)


def _labels(paper: Paper, book: LabelBook, page: ReadPage) -> float:
    """Return the share of the fields with labels of their own whose labels stand on the page; most count as all."""
    wanted = {entry.field for entry in paper.entries if any(map(book.is_rare, (*entry.labels, *entry.own)))}
    if not wanted:
        return 0.0
    labels = book.find(_sheet(_Same(page)), misread=page.source is ReadingSource.VISUAL)
    found = {entry.field for label in labels if label.rare for entry in label.entries}
    return min(1.0, len(found & wanted) / max(0.7 * len(wanted), 2.0))
