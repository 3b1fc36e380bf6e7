"""Labels and values of a data page: several labels on a line, each value under its label or to the right of it.

Passports, visas and cards of many states are laid out so: small bilingual labels, often two or three to a line, the
value in larger print below. Other prints of the same papers put the value to the right. Which of the two holds is
seen on the page itself. All regions are in shares of the picture that the words were read on.
"""

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from extractors.engine import ReadPage, View
from extractors.layout import Line, lines, squeeze
from extractors.model import Region, Word

LABEL_SCORE: Final = 80.0
"""Least similarity (0..100) of a label of eight letters or more; shorter ones must fit better, see ``_fits``."""
LONGEST_LABEL: Final = 8
"""Words of the longest label with its translation, signs between them included."""
GAP: Final = 2.2
"""Gap between two words, in heights of the print, from which on they belong to two values."""
BELOW: Final = 4.0
"""How far under its label a value may begin, in heights of the label."""
ALIGNED: Final = 0.012
"""Labels that start so near each other, in shares of the width, stand in one column."""
_SHAPES: Final = str.maketrans("G0QD1L58", "COOOIISB")


@dataclass(frozen=True)
class LabelSpan:
    """A label as found: the name of what it labels, where it stands, in which line, and how well it fits (0..100)."""

    name: str
    region: Region
    row: int
    score: float


@dataclass(frozen=True)
class Candidate:
    """Words that may be the value of a label, in one line (or two, for a value that goes on below)."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def region(self) -> Region:
        """The smallest region that holds the words."""
        return Region.around(word.region for word in self.words)

    @property
    def confidence(self) -> float:
        """The weakest word's confidence, 0..1."""
        return min(word.confidence for word in self.words)


@dataclass(frozen=True)
class DataPage:
    """The words of a page by line, with the labels that were found among them.

    ``labels`` are those under or beside which a value stands; ``spans`` are all, upper halves of labels in two lines
    too. ``aspect`` is width / height of the picture: shares of x and y differ by it.
    """

    rows: tuple[Line, ...]
    labels: tuple[LabelSpan, ...]
    spans: tuple[LabelSpan, ...]
    aspect: float

    @classmethod
    def of(cls, words: Iterable[Word], vocabulary: Mapping[str, Sequence[str]], aspect: float) -> "DataPage":
        """Return the page of these words. ``vocabulary`` gives each name's labels, the fullest form of each."""
        rows = lines(words)
        wanted = [(name, squeeze(variant)) for name, variants in vocabulary.items() for variant in variants]
        found = [span for row, line in enumerate(rows) for span in _spans(row, line, wanted, aspect)]
        return cls(rows, tuple(_without_upper_halves(found)), tuple(found), aspect)

    def names(self) -> frozenset[str]:
        """Return the names of the labels found."""
        return frozenset(label.name for label in self.labels)

    def label(self, name: str) -> LabelSpan | None:
        """Return the label of this name that fits best, or None."""
        return max((span for span in self.labels if span.name == name), key=lambda span: span.score, default=None)

    def candidate(self, name: str, *, wraps: bool = False) -> Candidate | None:
        """Return what may be the value of ``name``, or None; ``wraps`` says that it may go on in a second line."""
        label = self.label(name)
        if label is None:
            return None
        if self.values_stand_right:
            return self._right(label)
        # Of a label whose first words were not read, the value may stand under those.
        return self._below(self._whole_label(label), wraps=wraps) or self._below(label, wraps=wraps)

    def start_of(self, label: LabelSpan) -> float:
        """Return where a label begins (share of the width): where its column does, if its first words were not read."""
        x0 = label.region.x0
        others = [span.region for span in self.spans if span != label]
        if any(abs(other.x0 - x0) < ALIGNED for other in others):
            return x0
        middle = (label.region.y0 + label.region.y1) / 2
        before = max((other.x1 for other in others if other.y0 <= middle <= other.y1 and other.x1 <= x0), default=0.0)
        edges = [other.x0 for other in others if before < other.x0 < x0]
        return max((edge for edge in edges if sum(abs(edge - one) < ALIGNED for one in edges) > 1), default=x0)

    def _whole_label(self, label: LabelSpan) -> LabelSpan:
        return replace(label, region=label.region.model_copy(update={"x0": self.start_of(label)}))

    @cached_property
    def values_stand_right(self) -> bool:
        """Whether more labels have words of their own to the right than under them."""
        right = sum(self._right(label) is not None for label in self.labels)
        below = sum(self._below(label) is not None for label in self.labels)
        return right > below

    def _right(self, label: LabelSpan) -> Candidate | None:
        next_label = min((span.region.x0 for span in self._beside(label)), default=1.0)
        words = [
            word
            for word in self.rows[label.row].words
            if label.region.x1 <= word.region.x0 + 0.002 < next_label and not self._is_label(word, label.row)
        ]
        return _candidate(words, self.aspect)

    def _beside(self, label: LabelSpan) -> list[LabelSpan]:
        """Return the labels to the right at the same height."""
        middle = (label.region.y0 + label.region.y1) / 2
        return [
            span
            for span in self.labels
            if span.region.x0 > label.region.x0
            and span.region.y0 <= middle <= span.region.y1
            and (span.name, span.row) != (label.name, label.row)
        ]

    def _below(self, label: LabelSpan, *, wraps: bool = False) -> Candidate | None:
        left = label.region.x0 - 1.0 * label.region.height / self.aspect
        beside = self._beside(label)
        right = min((span.region.x0 for span in beside), default=1.0) - 0.4 * label.region.height / self.aspect
        if not beside:
            right = 1.0
        first: Candidate | None = None
        for row, line in enumerate(self.rows):
            words = [word for word in line.words if left <= word.region.x0 < right and not self._is_label(word, row)]
            words = [word for word in words if not self._labelled_before(word, row, left)]
            candidate = _candidate(words, self.aspect)
            if candidate is None or not _overlap_across(candidate.region, label.region):
                continue
            if first is None and _follows(candidate.region, label.region, BELOW):
                if self._parted(label, candidate.region):
                    break
                first = self._whole(candidate, left, right)
                if not wraps:
                    break
            elif first is not None and _goes_on(first, candidate):
                return Candidate((*first.words, *candidate.words))
        return first

    def _whole(self, found: Candidate, left: float, right: float) -> Candidate:
        """Return ``found`` with words beside it that an engine's uneven boxes put into another line."""
        words = [
            word
            for row, line in enumerate(self.rows)
            for word in line.words
            if left <= word.region.x0 < right
            and _beside(word.region, found.region)
            and not self._is_label(word, row)
            and not self._labelled_before(word, row, left)
        ]
        return _candidate(words, self.aspect) or found

    def _parted(self, label: LabelSpan, value: Region) -> bool:
        """Tell whether another label stands between a label and what was found under it."""
        return any(
            span != label
            and span.region.y0 > label.region.y0 + 0.5 * label.region.height
            and span.region.y1 < value.y1
            and _overlap_across(span.region, label.region)
            for span in self.labels
        )

    def _is_label(self, word: Word, row: int) -> bool:
        middle = (word.region.x0 + word.region.x1) / 2
        return any(span.row == row and span.region.x0 <= middle <= span.region.x1 for span in self.spans)

    def _labelled_before(self, word: Word, row: int, left: float) -> bool:
        """Tell whether another label of the same column stands before the word on its line: it is that label's."""
        return any(span.row == row and left <= span.region.x0 < word.region.x0 for span in self.labels)

    def gap(self, name: str) -> Region | None:
        """Return where the value of a label should stand though no word was read there, by where the others stand."""
        label = self.label(name)
        if label is None:
            return None
        right = min((span.region.x0 for span in self._beside(label)), default=1.0) - 0.005
        found = [(other.region, value.region) for other in self.labels if (value := self._own(other)) is not None]
        if len(found) < 2:
            return None
        height = statistics.median(value.height for _, value in found)
        if self.values_stand_right:
            middle = (label.region.y0 + label.region.y1) / 2
            near = [value.x0 for other, value in found if abs(other.x0 - label.region.x0) < 0.03]
            left, top = statistics.median(near) if near else label.region.x1 + 0.01, middle - height / 2
            right = min(right, left + 0.4)
        else:
            left, top = (
                label.region.x0,
                label.region.y1 + statistics.median(value.y0 - other.y1 for other, value in found),
            )
            right = min(right, left + max(0.25, 1.2 * label.region.width))
        if right - left < height / 2:
            return None
        return Region.clipped(label.region.page, left - 0.005, top - 0.2 * height, right, top + 1.2 * height)

    def _own(self, label: LabelSpan) -> Candidate | None:
        return self._right(label) if self.values_stand_right else self._below(label)


def view_of(page: ReadPage) -> View:
    """Return the page's straightened picture, or the page itself where nothing was straightened."""
    return page.view or View(page.pixels, page.words, np.eye(3))


def _spans(row: int, line: Line, wanted: Sequence[tuple[str, str]], aspect: float) -> list[LabelSpan]:
    """Return the labels of one line that do not overlap, the longest and best fitting first taken."""
    windows = list(_windows(line.words, aspect))
    texts = [squeeze("".join(word.text for word in line.words[start:end])) for start, end in windows]
    fits = _fits(texts, [label for _, label in wanted])
    found: list[tuple[float, int, int, str, float]] = []
    for at, label in zip(*np.nonzero(fits), strict=True):
        score = float(fits[at, label])
        found.append((score * min(len(texts[at]), 24) ** 0.5, *windows[at], wanted[label][0], score))
    taken: list[tuple[int, int, str, float]] = []
    for _, start, end, name, score in sorted(found, reverse=True):
        if all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end, name, score))
    return _joined(row, line, sorted(taken))


def _windows(words: Sequence[Word], aspect: float) -> Iterator[tuple[int, int]]:
    """Yield the runs of words that may be one label: no wide gap inside, a letter at both ends."""
    for start, first in enumerate(words):
        for end in range(start + 1, min(start + LONGEST_LABEL, len(words)) + 1):
            last = words[end - 1]
            if end - start > 1 and _is_wide(words[end - 2], last, aspect):
                break
            if squeeze(first.text) and squeeze(last.text):
                yield start, end


def _is_wide(left: Word, right: Word, aspect: float) -> bool:
    """Tell whether the gap between two words of a line parts two values or labels."""
    height = max(left.region.height, right.region.height)
    return (right.region.x0 - left.region.x1) * aspect > GAP * height


def _fits(texts: Sequence[str], labels: Sequence[str]) -> NDArray[np.float64]:
    """Return how well each text (row) fits each label (0..100), 0 when not well enough: GEDE is no GENDER, SEX is SEX.

    Letters of one shape count as one: NO. REC is NO. REG.
    """
    if not texts or not labels:
        return np.zeros((len(texts), len(labels)))
    lengths = np.minimum(np.array([[len(text)] for text in texts]), np.array([len(label) for label in labels]))
    least = np.where(lengths <= 4, 99.0, np.where(lengths <= 7, 90.0, LABEL_SCORE))
    shaped = _likeness([one.translate(_SHAPES) for one in texts], [one.translate(_SHAPES) for one in labels])
    scores = np.maximum(_likeness(texts, labels), shaped - 1.0)
    return np.where(scores >= least, scores, 0.0)


def _likeness(texts: Sequence[str], labels: Sequence[str]) -> NDArray[np.float64]:
    return process.cdist(texts, labels, scorer=fuzz.ratio, dtype=np.float64)


def _joined(row: int, line: Line, taken: Sequence[tuple[int, int, str, float]]) -> list[LabelSpan]:
    """Return the labels of a line, those of one name that stand side by side as one (``Nama Lengkap / Full Name``)."""
    spans: list[LabelSpan] = []
    last_end = -1
    for start, end, name, score in taken:
        region = Region.around(word.region for word in line.words[start:end])
        between = squeeze("".join(word.text for word in line.words[last_end:start])) if spans else "x"
        if spans and spans[-1].name == name and not between:
            whole = Region.around([spans[-1].region, region])
            spans[-1] = LabelSpan(name, whole, row, max(spans[-1].score, score))
        else:
            spans.append(LabelSpan(name, region, row, score))
        last_end = end
    return spans


def _without_upper_halves(found: Sequence[LabelSpan]) -> list[LabelSpan]:
    """Return the labels without those whose translation stands right below: only the lower half has a value below."""
    return [
        span
        for span in found
        if not any(
            other.name == span.name
            and other.row != span.row
            and _follows(other.region, span.region, 1.2)
            and abs(other.region.x0 - span.region.x0) < max(span.region.width, 0.02)
            for other in found
        )
    ]


def _follows(lower: Region, upper: Region, most: float) -> bool:
    """Tell whether ``lower`` begins under ``upper``, at most ``most`` heights of ``upper`` further down."""
    gap = lower.y0 - upper.y1
    return lower.page == upper.page and -0.4 * upper.height <= gap <= most * upper.height


def _beside(one: Region, other: Region) -> bool:
    """Tell whether two boxes share at least 0.4 of the lower one's height: the same line, unevenly boxed."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return one.page == other.page and shared >= 0.4 * max(min(one.height, other.height), 1e-6)


def _overlap_across(one: Region, other: Region) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def _goes_on(first: Candidate, second: Candidate) -> bool:
    """Tell whether a line is the second half of a value: as large, beginning at the same place, one line further."""
    one, other = first.region, second.region
    return (
        _follows(other, one, 0.8)
        and abs(other.x0 - one.x0) < 0.02
        and 0.75 <= other.height / max(one.height, 1e-6) <= 1.33
    )


def _candidate(words: Sequence[Word], aspect: float) -> Candidate | None:
    """Return the first value among the words of one line: up to the first wide gap, signs at its ends left out."""
    kept: list[Word] = []
    for word in sorted(words, key=lambda entry: entry.region.x0):
        if kept and _is_wide(kept[-1], word, aspect):
            break
        if kept or squeeze(word.text):
            kept.append(word)
    while kept and not squeeze(kept[-1].text):
        kept.pop()
    return Candidate(tuple(kept)) if kept else None
