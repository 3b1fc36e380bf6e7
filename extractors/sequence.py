"""Where a page stands in its paper: the page number and the article numbers that are printed on it.

Pages of one contract often come as photos in any order; these two fields are what puts them back (``joining``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, cast

import cv2

from extractors.engine import Pixels, Readers, ReadPage, read_lines
from extractors.errors import UnreadableUpload
from extractors.layout import Line, lines
from extractors.lone_lines import lone_lines
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word
from extractors.straighten import cut, inside

FIELDS: Final = frozenset({"page_numbers", "articles"})
NO_NUMBER: Final = "-"
"""Stands in ``page_numbers`` for a page on which no number was read."""

EDGE_LINES: Final = 4
"""So many lines from the top and from the foot of the print may hold a page number."""
LONG_LINE: Final = 14
"""A line of more words is running text, whatever it says of pages."""
LINE_HEIGHT: Final = 56
"""Pixels of height at which a line far from all others is read again for a page number."""
MOST_PAGES: Final = 60
SURE: Final = 0.6
"""Confidence of the weakest word from which on a number counts as read."""
WIDE_GAP: Final = 2.0
"""Gap in line heights that parts two columns of one line."""
MOST_SKIPPED: Final = 3
"""Headings of one page are no further apart: so many in a row are not all missed."""
LEAST_LIST: Final = 3
"""Numbered paragraphs stand for articles only when so many follow each other."""

_OF: Final = r"(?:\s*(?:/|dari|drpd|daripada|of|out of|共|중)\s*(\d{1,2}))?"
_NAMED: Final = re.compile(
    r"(?:\bhalaman|\bhal\b\.?|\bpage|\bpg\b\.?|\bmuka\s?surat|\bm/s|\blembar(?:an)?|صفحة|第|페이지)"
    r"\s*(?:ke)?\s*[-:.#]?\s*(\d{1,2})(?!\d)" + _OF,
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"^[\s\-–—(\[]*(\d{1,2})\s*(?:/|of|dari)\s*(\d{1,2})[\s\-–—)\]]*$", re.IGNORECASE)
_DASHED: Final = re.compile(r"^\s*[-–—~(\[]\s*(\d{1,2})\s*[-–—~)\]]\s*$")
_ALONE: Final = re.compile(r"^\s*(\d{1,2})\s*$")

_NUMERAL: Final = r"(\d{1,2}|[IVXivx]{1,6})"
_NO_REFERENCE: Final = r"(?!\s*(?:ayat|huruf|angka|paragraph|para\b|\(\s*\d|UU|Undang|of\s|dan\s|and\s|juncto|jo\b))"
_ARTICLES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W{{0,3}}(?:pasal|fasal|article|artikel)\s*[.:]?\s*{_NUMERAL}(?!\w){_NO_REFERENCE}",
        rf"^\W{{0,3}}(?:section|clause|klausul|perkara)\s*[.:]?\s*{_NUMERAL}(?!\w){_NO_REFERENCE}",
        r"^\W{0,3}第\s*(\d{1,2})\s*[條条]",
        r"^\W{0,3}제\s*(\d{1,2})\s*조",
        r"^\W{0,3}المادة\s*\(?\s*(\d{1,2})",
    )
)
_PARAGRAPH: Final = re.compile(r"^\s*(\d{1,2})\s*[.)]\s*[^\W\d]")
_ROMAN: Final[Mapping[str, int]] = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Numbered:
    """A number read on a page: ``of`` how many where the page says so; ``words`` are its line's."""

    number: int
    of: int | None
    raw: str
    words: tuple[Word, ...]

    @property
    def confidence(self) -> float:
        """The weakest confidence (0..1) among the line's words that hold a digit."""
        return min((word.confidence for word in self.words if any(map(str.isdigit, word.text))), default=0.5)

    @property
    def region(self) -> Region:
        """The smallest region that holds the line."""
        return Region.around(word.region for word in self.words)


def sequence_fields(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
    """Return ``page_numbers`` and ``articles`` as read on ``pages``; regions in shares of the upright pages.

    ``page_numbers``: one entry a page, ``2/5`` where the page says of how many, ``-`` where it says nothing.
    ``articles``: from the first to the last heading on each page, ``1-4``; pages parted by commas.
    """
    found = {"page_numbers": _page_numbers(pages, readers), "articles": _articles(pages)}
    return {name: field for name, field in found.items() if field is not None}


def _page_numbers(pages: Sequence[ReadPage], readers: Readers) -> Field | None:
    read = [page_number(page) or _number_apart(page, readers) for page in pages]
    seen = [(page, one) for page, one in zip(pages, read, strict=True) if one is not None]
    if not seen:
        return None
    told = [NO_NUMBER if one is None else f"{one.number}/{one.of}" if one.of else str(one.number) for one in read]
    return _field(",".join(told), seen)


def page_number(page: ReadPage) -> Numbered | None:
    """Return the number that is printed at the head or the foot of ``page``; None when none was read."""
    rows = lines(_words(page))
    edge = [*rows[-EDGE_LINES:][::-1], *rows[:EDGE_LINES]] if len(rows) > EDGE_LINES else rows
    for line in edge:
        if len(line.words) <= LONG_LINE and (found := _NAMED.search(line.text)) and (one := _numbered(found, line)):
            return one
    outer = [*rows[-2:][::-1], *rows[:2]] if len(rows) > 2 else rows
    for pattern in (_SHARE, _DASHED):
        for line in outer:
            if (found := pattern.match(line.text)) and (one := _numbered(found, line)):
                return one
    for line in (rows[-1:] + rows[:1]) if len(rows) > EDGE_LINES else ():
        if (found := _ALONE.match(line.text)) and (one := _numbered(found, line)):
            return one
    return None


def _number_apart(page: ReadPage, readers: Readers) -> Numbered | None:
    """Return the number on a line that stands far from all that was read: layout analysis drops small lone lines."""
    if page.source is not ReadingSource.VISUAL or not page.words:
        return None
    pixels = page.view.pixels if page.view is not None else page.pixels
    places = lone_lines(pixels, _words(page))
    crops = [on_line_scale(cut(pixels, place)) for place in places]
    for engine in filter(None, (readers.first, readers.second)):
        try:
            readings = read_lines(engine, crops) if crops else ()
        except UnreadableUpload:
            continue  # the page itself was read; a number more or less stops nothing
        for place, words in zip(places, readings, strict=True):
            text = " ".join(word.text for word in words)
            found = _NAMED.search(text) or _SHARE.match(text) or _DASHED.match(text)
            there = tuple(
                word.model_copy(update={"region": inside(place, word.region).model_copy(update={"page": page.index})})
                for word in words
            )
            if found is not None and (one := _numbered(found, Line(there))) is not None:
                return one
    return None


def on_line_scale(crop: Pixels) -> Pixels:
    """Return the crop of a line as high as engines read lines best."""
    scale = LINE_HEIGHT / crop.shape[0]
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cast("Pixels", cv2.resize(crop, None, fx=scale, fy=scale, interpolation=how))


def _numbered(found: re.Match[str], line: Line) -> Numbered | None:
    number = int(found[1])
    of = int(found[2]) if found.re.groups > 1 and found[2] else None
    if not 1 <= number <= MOST_PAGES or (of is not None and not number <= of <= MOST_PAGES):
        return None
    return Numbered(number, of, found[0].strip(), line.words)


def _articles(pages: Sequence[ReadPage]) -> Field | None:
    seen: list[tuple[ReadPage, Numbered]] = []
    ranges: list[tuple[int, int]] = []
    for page in pages:
        headings = articles(page)
        if headings:
            ranges.append((headings[0].number, headings[-1].number))
            seen += [(page, heading) for heading in headings]
    if not seen:
        return None
    field = _field(told_ranges(ranges), seen)
    listed = all(_PARAGRAPH.match(heading.raw) for _, heading in seen)
    return field.model_copy(update={"status": FieldStatus.DOUBTFUL}) if listed else field


def articles(page: ReadPage) -> tuple[Numbered, ...]:
    """Return the article headings of ``page`` in rising order: what breaks the order was misread or is a reference."""
    starts = [Line(part) for line in lines(_words(page)) for part in _columns(line, page)]
    families = [_rising(_headings(starts, pattern)) for pattern in _ARTICLES]
    best = max(families, key=len)
    return best or _following(_headings(starts, _PARAGRAPH))


def _headings(starts: Iterable[Line], pattern: re.Pattern[str]) -> list[Numbered]:
    found = []
    for line in starts:
        match = pattern.match(line.text)
        number = _arabic(match[1]) if match else 0
        if match and 1 <= number <= 99:
            found.append(Numbered(number, None, match[0].strip(), line.words[:2]))
    return found


def _columns(line: Line, page: ReadPage) -> Iterable[tuple[Word, ...]]:
    """Yield the words of ``line``, parted where a column's gutter lies."""
    picture = page.view.pixels if page.view is not None else page.pixels
    aspect = picture.shape[1] / picture.shape[0]
    limit = WIDE_GAP * line.region.height / aspect
    part: list[Word] = [line.words[0]]
    for left, right in pairwise(line.words):
        if right.region.x0 - left.region.x1 > limit:
            yield tuple(part)
            part = []
        part.append(right)
    yield tuple(part)


def _arabic(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    values = [_ROMAN[letter] for letter in numeral.upper()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _rising(found: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """Return the longest rising run of ``found``, each number once (both languages name the same article)."""
    tails: list[int] = []
    chains: list[tuple[Numbered, ...]] = []
    for one in found:
        place = bisect_left(tails, one.number)
        chain = (*(chains[place - 1] if place else ()), one)
        if place == len(tails):
            tails.append(one.number)
            chains.append(chain)
        else:
            tails[place], chains[place] = one.number, chain
    return _without_strays(chains[-1] if chains else ())


def _without_strays(chain: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    """Return ``chain`` without a first or last number that stands far from the others: a digit misread."""
    while len(chain) > 2 and chain[1].number - chain[0].number > MOST_SKIPPED:
        chain = chain[1:]
    while len(chain) > 2 and chain[-1].number - chain[-2].number > MOST_SKIPPED:
        chain = chain[:-1]
    return chain


def _following(found: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """Return the longest run of numbered paragraphs that start at one margin and follow each other by one."""
    best: list[Numbered] = []
    for index, first in enumerate(found):
        run = [first]
        for one in found[index + 1 :]:
            if one.number == run[-1].number + 1 and abs(one.region.x0 - first.region.x0) < 0.03:
                run.append(one)
        best = max(best, run, key=len)
    return tuple(best) if len(best) >= LEAST_LIST else ()


def told_ranges(ranges: Iterable[tuple[int, int]]) -> str:
    """Return ranges of numbers as text, those that touch as one: ``1-9,12``."""
    joined: list[list[int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in joined)


def read_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges that ``told_ranges`` has written."""
    parts = [part.split("-") for part in text.split(",") if part]
    return tuple((int(part[0]), int(part[-1])) for part in parts)


def _words(page: ReadPage) -> tuple[Word, ...]:
    return page.view.words if page.view is not None else page.words


def _field(value: str, seen: Sequence[tuple[ReadPage, Numbered]]) -> Field:
    page, first = seen[0]
    confidence = min(one.confidence for _, one in seen)
    region = page.view.on_page(first.region, page.pixels) if page.view is not None else first.region
    return Field(
        value=value,
        raw="; ".join(one.raw for _, one in seen),
        confidence=confidence,
        status=FieldStatus.OK if confidence >= SURE else FieldStatus.DOUBTFUL,
        source=page.source,
        region=region,
    )
