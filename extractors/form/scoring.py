"""How surely a page is a paper of one type: its title, its issuer's words, its own labels.

Papers quote each other: a placement agreement names the work contract, a police letter the passport. So a title counts
only where it stands as one, and another paper's title above it says that this is another paper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from extractors.agreement.cells import Cell, sheet
from extractors.engine import ReadPage
from extractors.form.labels import LabelBook
from extractors.form.spec import Paper
from extractors.layout import squeeze
from extractors.model import ReadingSource

TITLE: Final = 0.55
"""What a title in its place says for its type."""
TITLE_SIMILAR: Final = 88.0
"""Least similarity (0..100) of a title, which stands in large letters and is read well, or not at all."""
WORD_SIMILAR: Final = 80.0
"""The same of each of its words."""
OWN_LABELS: Final = 0.35
"""What the paper's own labels say when most of them are there."""
HEAD: Final = 0.45
"""Share of the page's height above which titles stand."""
SEPARATE: Final = 12
"""Most words of a line that is a title."""


@dataclass(frozen=True)
class _Title:
    place: float
    share: float


def score_of(paper: Paper, book: LabelBook, page: ReadPage) -> float:
    """Return how surely ``page`` is of the type ``paper`` describes, 0..1."""
    if not page.words:
        return 0.0
    form = sheet([page])
    lines = [line for row in form.rows for line in _lines_of(row)]
    own = _best(lines, paper.titles)
    foreign = _best(lines, paper.foreign)
    text = " ".join(cell.text for cell in form.cells)
    total = sum(sign.weight for sign in paper.signs if re.search(sign.pattern, text, re.IGNORECASE))
    total += OWN_LABELS * _labels(paper, book, page)
    if own is not None and (foreign is None or own.place <= foreign.place):
        total += TITLE
    elif foreign is not None:
        total = min(total, 0.2)
    else:
        total *= 0.6  # a page with signs and no title: another page of the paper, or one that quotes it
    crowd = min(1.0, paper.most_words / max(len(page.words), 1))
    return round(min(total, 1.0) * crowd, 3)


def begins(paper: Paper, page: ReadPage) -> bool:
    """Return whether ``page`` bears the title of ``paper``, and no other paper's above it."""
    lines = [line for row in sheet([page]).rows for line in _lines_of(row)] if page.words else []
    own, foreign = _best(lines, paper.titles), _best(lines, paper.foreign)
    return own is not None and (foreign is None or own.place <= foreign.place)


def _lines_of(row: Sequence[Cell]) -> list[tuple[str, float]]:
    """Return the texts of a row that may be titles, squeezed, each with its height on the page."""
    found = [(squeeze(cell.text), cell.region.y0) for cell in row if len(cell.tokens) <= SEPARATE]
    if len(row) > 1 and sum(len(cell.tokens) for cell in row) <= SEPARATE:
        found.append((squeeze("".join(cell.text for cell in row)), row[0].region.y0))  # a title set wide
    return found


def _best(lines: Sequence[tuple[str, float]], titles: Sequence[str]) -> _Title | None:
    """Return the topmost line that is one of ``titles``."""
    hits = [_Title(y, share) for text, y in lines if y < HEAD and (share := _is_title(text, titles)) > 0]
    return min(hits, key=lambda hit: hit.place, default=None)


def _is_title(text: str, titles: Sequence[str]) -> float:
    """Return the share of ``text`` that one of ``titles`` makes up, 0 when none is its title."""
    best = 0.0
    for title in titles:
        wanted = _squeezed(title)
        if len(text) < 0.8 * len(wanted):
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
    labels = book.find(sheet([page]), misread=page.source is ReadingSource.VISUAL)
    found = {entry.field for label in labels if label.rare for entry in label.entries}
    return min(1.0, len(found & wanted) / max(0.7 * len(wanted), 2.0))
