"""Geometry on words: lines, fuzzy labels, and the value that belongs to a label.

All regions are in shares of the upright page. ``aspect`` is page width / height: shares of x and y differ by it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from extractors.model import Region, Word

LABEL_SCORE: Final = 80.0
"""Least similarity (0..100, rapidfuzz ratio) at which words count as a label: OCR reads NIK as N1K."""


@dataclass(frozen=True)
class Line:
    """Words that stand on one line, left to right."""

    words: tuple[Word, ...]

    @property
    def region(self) -> Region:
        """The smallest region that holds the line."""
        return Region.around(word.region for word in self.words)

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """The weakest word's confidence, 0..1."""
        return min(word.confidence for word in self.words)


@dataclass(frozen=True)
class Label:
    """A label found on a line: words ``start`` to ``end`` (excluded), how well it fits (0..100)."""

    line: Line
    start: int
    end: int
    score: float

    @property
    def region(self) -> Region:
        """Where the label stands."""
        return Region.around(word.region for word in self.line.words[self.start : self.end])

    @property
    def rest(self) -> tuple[Word, ...]:
        """The words right of the label on its line."""
        return self.line.words[self.end :]


def lines(words: Iterable[Word]) -> tuple[Line, ...]:
    """Group ``words`` into lines, top to bottom, each left to right.

    A word joins the line whose nearest word to its left overlaps it vertically by at least half of the smaller
    height, so that a slightly slanted line holds together.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda entry: entry.region.x0):
        best = max(rows, key=lambda row: _overlap(row[-1].region, word.region), default=None)
        if best is not None and _overlap(best[-1].region, word.region) >= 0.5:
            best.append(word)
        else:
            rows.append([word])
    rows.sort(key=lambda row: (row[0].region.page, row[0].region.y0))
    return tuple(Line(tuple(row)) for row in rows)


def _overlap(one: Region, other: Region) -> float:
    """Vertical overlap as a share of the smaller height; 0 for regions of two pages."""
    if one.page != other.page:
        return 0.0
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, shared) / max(min(one.height, other.height), 1e-6)


def squeeze(text: str) -> str:
    """Return the letters and digits of ``text`` in upper case: what labels are compared by."""
    return "".join(character for character in text.upper() if character.isalnum())


def find_label(page_lines: Sequence[Line], variants: Sequence[str], *, least: float = LABEL_SCORE) -> Label | None:
    """Return where one of the label ``variants`` stands best, or None when none reaches ``least`` (0..100)."""
    best: Label | None = None
    for line in page_lines:
        for variant in variants:
            found = _in_line(line, variant)
            if found is not None and found.score >= least and (best is None or found.score > best.score):
                best = found
    return best


def _in_line(line: Line, variant: str) -> Label | None:
    wanted, count = squeeze(variant), len(variant.split())
    best: Label | None = None
    for start in range(len(line.words)):
        for end in range(start + 1, min(start + count + 2, len(line.words)) + 1):
            text = squeeze("".join(word.text for word in line.words[start:end]))
            score = fuzz.ratio(text, wanted) if text else 0.0
            if best is None or score > best.score:
                best = Label(line, start, end, score)
    return best
