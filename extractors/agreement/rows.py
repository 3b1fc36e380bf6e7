"""Rows of a page: its words as lines, each parted into pieces by wide gaps, by columns and by the boxes of a table.

Lines that one box of a ruled table holds are one piece where they belong together: a label set on two lines, an
address. Each entry of a list inside a box stays a piece of its own.
"""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.agreement.ruled import Ruled, bands, by_box, find_boxes
from extractors.engine import Pixels
from extractors.layout import lines
from extractors.model import Region, Word
from extractors.scripts import Script, letters

WIDE_GAP: Final = 2.0
"""Gap, in line heights, that always parts two cells: no justified line stretches its spaces so far."""
ALIGNED_GAP: Final = 0.85
"""Gap, in line heights, that parts two cells where words of other lines start at the same place."""
ALIGNED_LINES: Final = 3
DUST_DIGIT: Final = 0.5
"""Height of a lone digit, in heights of the page's words, below which it is a speck; digits are as high as capitals."""
DUST_LETTER: Final = 0.35
"""The same of a letter: some have no ascender."""
NOISE: Final = 0.35
"""Confidence (0..1) below which a word between a label and what follows it is no print."""
SHORT: Final = 9
"""Words up to which the lines of a box are one piece, whatever room their ends leave."""
_RULE: Final = re.compile(r"^[|\[\]{}_.…·¦—–=~'`‘’\"]+$")
_UPRIGHT: Final = frozenset("|¦")
_MARKS: Final = frozenset(':/-&()"')
_ENTRY: Final = re.compile(
    r"^(?:[-–•*·▪◦※□☐■]|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s|[①-⑳]|(?:pasal|article)\s+\w+\b|第.{1,3}條|المادة)",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(r"^[^:：]{2,48}[:：](?:\s|$)")


@dataclass(frozen=True)
class Piece:
    """Words that belong together, the height of their lines (share of the page), and the number of their box or 0."""

    words: tuple[Word, ...]
    height: float
    box: int = 0


def page_rows(pixels: Pixels, words: Sequence[Word], *, pixels_read: bool) -> list[list[Piece]]:
    """Return the pieces of each row of an upright page, from the top down, left to right.

    ``pixels_read`` says that ``words`` come from an engine, which sees marks in leaders and colons. The last pages are
    remembered: every type of paper asks for the rows of the page that is being classified.
    """
    for known_pixels, known_words, rows in _RECENT:
        if known_pixels is pixels and known_words is words:
            return rows
    rows = _page_rows(pixels, words, pixels_read=pixels_read)
    _RECENT.append((pixels, words, rows))
    return rows


_RECENT: Final[deque[tuple[Pixels, Sequence[Word], list[list[Piece]]]]] = deque(maxlen=2)
"""Pixels, words and rows of the pages seen last; the rows hold nothing that can be changed."""


def _page_rows(pixels: Pixels, words: Sequence[Word], *, pixels_read: bool) -> list[list[Piece]]:
    aspect = pixels.shape[1] / pixels.shape[0]
    if pixels_read:
        words = _with_colons(_without_dust(_without_leaders(words, aspect), aspect))
    kept = [word for word in words if _is_text(word.text)]
    if not kept:
        return []
    printed = [line.words for line in lines(kept)]
    heights = [_height(row) for row in printed]
    usual = median(heights)
    gaps = _Gaps(printed, [max(height, 0.6 * usual) for height in heights], aspect)
    ruled = find_boxes(pixels)
    outside, inside = by_box(kept, ruled)
    plain = [line.words for line in lines(outside)] if inside else printed
    rows = [_row(line, gaps, usual) for line in plain]
    rows += _box_rows(inside, ruled, gaps, usual)
    return sorted((_without_noise(row) for row in rows if row), key=_top)


def _top(row: Sequence[Piece]) -> float:
    return min(word.region.y0 for piece in row for word in piece.words)


def _row(words: Sequence[Word], gaps: "_Gaps", usual: float, box: int = 0) -> list[Piece]:
    height = max(_height(words), 0.6 * usual)
    parts = gaps.parts(words, height)
    return [Piece(tuple(_as_read(part)), max(word.region.height for word in part), box) for part in parts]


def _as_read(words: Sequence[Word]) -> list[Word]:
    """Return words that stand left to right in the order in which they are read: Arabic runs to the left."""
    found: list[Word] = []
    run: list[Word] = []
    for word in words:
        seen = letters(word.text)
        if seen[Script.ARABIC] or (run and not seen):
            run.insert(0, word)
            continue
        found += run
        found.append(word)
        run = []
    return found + run


def _box_rows(inside: dict[int, list[Word]], ruled: Ruled, gaps: "_Gaps", usual: float) -> list[list[Piece]]:
    """Return the rows that boxes give: what begins in boxes of one level stands on one row, the rest on its own."""
    rows: list[list[Piece]] = []
    for band in bands(tuple(inside), ruled):
        first: list[Piece] = []
        for number in band:
            entries = _entries(inside[number], ruled.boxes[number], gaps, usual, number)
            first += entries[0]
            rows += entries[1:]
        rows.append(first)
    return rows


def _entries(words: list[Word], box: Region, gaps: "_Gaps", usual: float, number: int) -> list[list[Piece]]:
    """Return the pieces of one box: lines that go on with the line before are one piece with it."""
    rows = [_row(line.words, gaps, usual, number) for line in lines(words)]
    rows = [row for row in rows if row]
    few = len(rows) <= 3 and len(words) <= SHORT
    found: list[list[Piece]] = []
    for row in rows:
        if found and len(row) == len(found[-1]) == 1 and (few or _goes_on(found[-1][0], row[0], box)):
            last = found[-1][0]
            if not _begins_entry(row[0]):
                found[-1] = [Piece((*last.words, *row[0].words), last.height, number)]
                continue
        found.append(row)
    return found or [[]]


def _begins_entry(piece: Piece) -> bool:
    text = " ".join(word.text for word in piece.words)
    return _ENTRY.match(text) is not None or _LABELLED.match(text) is not None


def _goes_on(above: Piece, below: Piece, box: Region) -> bool:
    """Whether the first word of ``below`` had no room after ``above``, or ``above`` ends with a comma."""
    last, first = above.words[-1], below.words[0]
    # Chinese, Japanese and Korean break a line inside a word: what had no room is one character of it.
    room = first.region.width if first.text[:1] <= "\u2e7f" else first.region.width / len(first.text)
    return last.text.endswith(",") or last.region.x1 + 1.15 * room + 0.004 >= box.x1 - 0.01


def _without_leaders(words: Sequence[Word], aspect: float) -> tuple[Word, ...]:
    """Return ``words`` without rows of dots that an engine read as letters: flat and long, unlike any letters."""
    usual = median(word.region.height for word in words) if words else 0.0

    def is_leader(word: Word) -> bool:
        flat = word.region.height < 0.5 * usual
        return flat and len(word.text) > 1 and word.region.width * aspect > 2 * word.region.height

    return tuple(word for word in words if not is_leader(word))


def _without_dust(words: Sequence[Word], aspect: float) -> tuple[Word, ...]:
    """Return ``words`` without specks of a photocopy that an engine read as a letter or a digit: far too small."""
    usual = median(word.region.height for word in words) if words else 0.0

    def is_dust(word: Word) -> bool:
        if len(word.text) > 1 or not (word.text.isascii() and word.text.isalnum()):
            return False  # an Arabic zero is a dot, a Chinese one a stroke
        least = DUST_DIGIT if word.text.isdigit() else DUST_LETTER
        return word.region.height < least * usual and word.region.width * aspect < DUST_DIGIT * usual

    return tuple(word for word in words if not is_dust(word))


def _without_noise(row: list[Piece]) -> list[Piece]:
    """Return ``row`` without pieces between others of which an engine made out next to nothing: dust in a gap."""
    return [piece for index, piece in enumerate(row) if not 0 < index < len(row) - 1 or not _is_noise(piece)]


def _is_noise(piece: Piece) -> bool:
    return len(piece.words) <= 2 and all(word.confidence < NOISE for word in piece.words)


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
