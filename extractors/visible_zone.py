"""Values of a data page's visible zone: read by the first engine, and again in their own crops by the second.

Every crop of a page is read in one call. Two engines that read the same print alike are sure of it; where they differ,
wider cuts are read by both. What is returned stands in shares of the upright page.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Final, cast

import cv2
import numpy as np
from rapidfuzz import fuzz

from extractors.blown_out import ground_of, hides_print
from extractors.data_page import Candidate as Words, DataPage
from extractors.engine import Layout, OcrEngine, Pixels, Readers, ReadPage, View
from extractors.imaging import turned
from extractors.ink import respaced, tight, words_in
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word
from extractors.rereading import Place, reread
from extractors.settling import Candidate, Policy, is_unsure, settle, shown_as
from extractors.straighten import cut, inside

SURE: Final = 0.8
"""Confidence (0..1) from which on one reading alone is sure."""
ROOM: Final = 2.5
"""Room right of a value of which an engine may have left out an end, in heights of its print."""
WIDE_MARGIN: Final = 0.5
"""Room above and below in the crop that decides where the engines differ: the print stands smaller in it."""
LATE: Final = 0.5
"""A value that starts so far behind its label, in heights of its print, is read again from the label's start on."""
TOO_LATE: Final = 2.0
"""And one that starts so far behind it after all has lost its beginning."""
LEAST: Final = 0.3
"""Confidence below which what one engine alone saw in an empty place is nothing."""
LEAST_SLANT: Final = 0.3
"""Degrees of slant that rows of words bear without being taken for their neighbours."""
LABEL_LIKE: Final = 78.0
"""Similarity (0..100) to a label from which on what was read is the label itself, not a value."""

Parse = Callable[[str], str | None]


@dataclass(frozen=True)
class Ask:
    """What is asked for under a label.

    ``parse`` gives the normal form of a text or None, ``policy`` weighs the readings. ``wraps`` says that the value may
    go on in a second line, ``closed`` that ``parse`` knows a closed list only, ``cut_short`` that an engine may have
    left out an end so that what remains still looks whole.
    """

    parse: Parse
    policy: Policy
    wraps: bool = False
    closed: bool = False
    cut_short: bool = False


@dataclass
class _Open:
    """One value in the making: where it is read, and its readings so far (regions on the view)."""

    ask: Ask
    places: tuple[Place, ...]
    seen: list[Candidate] = field(default_factory=list)
    late: float | None = None
    """Where the value should start, a share of the view's width, if that is known."""


@dataclass(frozen=True)
class VisibleZone:
    """A data page ready to be asked for values.

    ``view`` is the page level, ``engine`` the name of what read its words. ``labels`` are the names' labels, for
    telling a label from a value.
    """

    page: ReadPage
    view: View
    sheet: DataPage
    engine: str
    labels: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, page: ReadPage, view: View, engine: str, labels: Mapping[str, Sequence[str]]) -> "VisibleZone":
        """Return the zone of a page as ``view`` shows it, its words read by ``engine``."""
        high, wide = view.pixels.shape[:2]
        return cls(page, view, DataPage.of(view.words, labels, wide / high), engine, labels)

    def values(self, asks: Mapping[str, Ask], readers: Readers) -> dict[str, Field]:
        """Return the values under (or beside) the labels that were found, by name, settled from all their readings.

        Raises:
            UnreadableUpload: an engine ran out of time or broke.
        """
        opened = {name: found for name, ask in asks.items() if (found := self._first(name, ask)) is not None}
        if self.page.source is not ReadingSource.PDF_TEXT and readers.second is not None:
            wanted = {name: entry for name, entry in opened.items() if readers.always or self._is_asked(entry)}
            others = [one for one in (readers.second, readers.first) if one.name != self.engine]
            for engine in others[:1]:
                self._read(engine, wanted, [entry.places for entry in wanted.values()])
            differing = {name: entry for name, entry in wanted.items() if entry.seen and not self._is_sure(entry)}
            wider = [
                tuple(replace(place.wider(ROOM, ROOM), above=WIDE_MARGIN) for place in entry.places[:1])
                for entry in differing.values()
            ]
            for engine in (readers.second, readers.first):
                self._read(engine, differing, wider)
        settled = {name: self._settled(entry) for name, entry in opened.items()}
        return {name: found for name, found in settled.items() if found is not None}

    # -- the first reading, and where the next ones are made --------------------------------

    def _first(self, name: str, ask: Ask) -> _Open | None:
        """Return what the first engine read at a label, or where the value should stand; None without a label."""
        words = self.sheet.candidate(name, wraps=ask.wraps)
        trimmed = _trimmed(words, ask.parse) if words else None
        if trimmed is None or self._is_label(trimmed.text):
            # The label was found, but what the first engine read there, if anything, is no such value.
            spots = [spot for spot in (words.region if words else None, self.sheet.gap(name)) if spot is not None]
            places = tuple(Place((spot,), left=0.3, right=0.3) for spot in spots)
            return _Open(ask, places, late=self._start(name, spots[0])) if places else None
        value = ask.parse(trimmed.text) or ""
        drawn = trimmed.region if self._is_exact else tight(self.view.pixels, trimmed.region)
        first = Candidate(self.engine, trimmed.text, value, drawn, trimmed.confidence, listed=ask.closed)
        start = self._start(name, trimmed.region)
        return _Open(ask, (self._place(trimmed, ask, start),), [first], start)

    @property
    def _is_exact(self) -> bool:
        return self.page.source is ReadingSource.PDF_TEXT

    def _start(self, name: str, region: Region) -> float | None:
        """Return where a value under its label should start; None where values stand elsewhere."""
        label = self.sheet.label(name)
        if label is None or label.region.y1 > region.y0 + region.height / 2:
            return None
        return self.sheet.start_of(label)

    def _place(self, words: Words, ask: Ask, start: float | None) -> Place:
        place = Place.of(words.words)
        first = place.lines[0]
        if start is not None and (ask.cut_short or self._is_late(first, start, LATE)):
            # Small print is often found without its first letters.
            first = first.model_copy(update={"x0": min(first.x0, start)})
            place = replace(place, lines=(first, *place.lines[1:]))
        return place.wider(place.left, ROOM) if ask.cut_short else place

    def _is_late(self, region: Region, start: float | None, heights: float) -> bool:
        return start is not None and (region.x0 - start) * self.sheet.aspect > heights * region.height

    def _is_asked(self, entry: _Open) -> bool:
        if not entry.seen:
            return True
        region = entry.seen[0].region
        return is_unsure(entry.seen[0], entry.ask.policy) or (
            region is not None and self._is_late(region, entry.late, LATE)
        )

    def _is_label(self, text: str) -> bool:
        """Tell whether what was read is a label, or words out of one, rather than a value."""
        wanted, parts = squeeze(text), {squeeze(word) for word in text.split()}
        return any(
            parts <= words or fuzz.ratio(wanted, label, score_cutoff=LABEL_LIKE) > 0 for label, words in self._written
        )

    @cached_property
    def _written(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Every label in letters and digits, whole and by its words."""
        return tuple(
            (squeeze(variant), frozenset(squeeze(word) for word in variant.replace("/", " ").split()))
            for variants in self.labels.values()
            for variant in variants
        )

    # -- further readings ---------------------------------------------------------------

    def _read(self, engine: OcrEngine, entries: Mapping[str, _Open], places: Sequence[tuple[Place, ...]]) -> None:
        """Add to each entry what ``engine`` reads at its places; of several places the first that makes sense."""
        flat = [place for spots in places for place in spots]
        texts = iter(reread(engine, self.view.pixels, flat, beside=self.view.words) if flat else ())
        for entry, spots in zip(entries.values(), places, strict=True):
            read = [self._candidate(engine, entry.ask, spot, next(texts)) for spot in spots]
            entry.seen.extend([one for one in read if one is not None and (entry.seen or one.confidence >= LEAST)][:1])

    def _candidate(self, engine: OcrEngine, ask: Ask, place: Place, words: Sequence[Word]) -> Candidate | None:
        """Return what was read at a place, or None when it is no value of this kind."""
        kept = [word for word in words if squeeze(word.text)]
        text = " ".join(word.text for word in words)
        value = ask.parse(text)
        if value is None or not kept or self._is_label(text):
            return None
        lines = [[word for word in kept if word.region.y0 == line.y0] for line in place.lines]
        spots = [
            Region.clipped(line.page, *_without_signs(inside)[:1], line.y0, *_without_signs(inside)[1:], line.y1)
            for line, inside in zip(place.lines, lines, strict=True)
            if inside
        ]
        drawn = Region.around(tight(self.view.pixels, spot) for spot in spots)
        return Candidate(engine.name, text, value, drawn, min(word.confidence for word in kept), listed=ask.closed)

    # -- what stands ---------------------------------------------------------------

    def _is_sure(self, entry: _Open) -> bool:
        found = self._settled(entry)
        return found is not None and found.status is FieldStatus.OK

    def _settled(self, entry: _Open) -> Field | None:
        """Return the field of a value's readings, regions on the upright page."""
        pixels, policy = self.view.pixels, entry.ask.policy
        count = None if self._is_exact else partial(words_in, pixels)
        found = settle(entry.seen, policy, self.page.source, count_words=count)
        if found is None:
            return None
        update: dict[str, object] = {}
        if found.region is not None and not self._is_exact:
            if self._is_late(found.region, entry.late, TOO_LATE) or hides_print(pixels, found.region, self._ground):
                update["status"] = FieldStatus.DOUBTFUL
            if entry.ask.wraps:
                found = shown_as(found, respaced(found.text, partial(words_in, pixels, found.region)))
        return self._placed(found.model_copy(update=update))

    @cached_property
    def _ground(self) -> int:
        words = [word.region for word in self.view.words if word.confidence >= SURE]
        return ground_of(self.view.pixels, words)

    def _placed(self, found: Field) -> Field:
        def mapped(region: Region | None) -> Region | None:
            if region is None:
                return None
            return self.view.on_page(region, self.page.pixels).model_copy(update={"page": self.page.index})

        readings = tuple(one.model_copy(update={"region": mapped(one.region)}) for one in found.readings)
        return found.model_copy(update={"region": mapped(found.region), "readings": readings})


def read_again(page: ReadPage, view: View, engine: OcrEngine, *, above: float = 1.0) -> View:
    """Return ``view`` with its words as ``engine`` reads the picture down to ``above``, a share of its height.

    What stands below is the readable zone, which has been read: its long lines cost as much as ten labels.

    Raises:
        UnreadableUpload: the engine ran out of time or broke.
    """
    part = Region.clipped(page.index, 0.0, 0.0, 1.0, above)
    words = engine.read(cut(view.pixels, part), Layout.PAGE)
    placed = (word.model_copy(update={"region": inside(part, word.region)}) for word in words)
    return replace(view, words=tuple(placed))


def turned_view(
    view: View, rotation: int, ends: tuple[tuple[float, float], tuple[float, float]]
) -> tuple[View, tuple[tuple[float, float], tuple[float, float]]]:
    """Return ``view`` without words, turned clockwise by ``rotation`` (90, 180 or 270 degrees), and ``ends`` (px)."""
    high, wide = view.pixels.shape[:2]
    forward = {
        90: ((0.0, -1.0, high), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)),
        180: ((-1.0, 0.0, wide), (0.0, -1.0, high), (0.0, 0.0, 1.0)),
        270: ((0.0, 1.0, 0.0), (-1.0, 0.0, wide), (0.0, 0.0, 1.0)),
    }[rotation]
    matrix = np.array(forward)
    (x0, y0), (x1, y1) = ((float((matrix @ (*end, 1.0))[0]), float((matrix @ (*end, 1.0))[1])) for end in ends)
    return View(turned(view.pixels, rotation), (), view.to_page @ np.linalg.inv(matrix)), ((x0, y0), (x1, y1))


def levelled(view: View, ends: tuple[tuple[float, float], tuple[float, float]]) -> View:
    """Return ``view`` turned so that the line between two points of it (px) runs level.

    The readable zone gives a line as long as the page, the surest measure of its slant. The words keep their size and
    move with the picture. A view that is level already is returned as it is.
    """
    (x0, y0), (x1, y1) = ends
    slant = math.degrees(math.atan2(y1 - y0, x1 - x0))
    if abs(slant) < LEAST_SLANT:
        return view
    high, wide = view.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), slant, 1.0)
    pixels = cv2.warpAffine(view.pixels, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = np.linalg.inv(np.vstack([turn, (0.0, 0.0, 1.0)]))
    words = tuple(_moved(word, turn, wide, high) for word in view.words)
    return View(cast("Pixels", pixels), words, view.to_page @ back)


def _moved(word: Word, turn: Any, wide: int, high: int) -> Word:
    box = word.region
    middle = np.array([(box.x0 + box.x1) / 2 * wide, (box.y0 + box.y1) / 2 * high, 1.0])
    x, y = (float(share) for share in (turn @ middle) / (wide, high))
    half_width, half_height = box.width / 2, box.height / 2
    region = Region.clipped(box.page, x - half_width, y - half_height, x + half_width, y + half_height)
    return word.model_copy(update={"region": region})


def _trimmed(candidate: Words, parse: Parse) -> Words | None:
    """Return the shortest run of words that means what the whole does; None when it means nothing."""
    whole = parse(candidate.text)
    if whole is None:
        runs = [Words(candidate.words[:end]) for end in range(len(candidate.words) - 1, 0, -1)]
        return next((run for run in runs if parse(run.text) is not None), None)
    best = candidate
    while len(best.words) > 1:
        ends = ((best.words[-1], best.words[:-1]), (best.words[0], best.words[1:]))
        # P / F says one thing twice: both words are the value.
        shorter = [Words(rest) for end, rest in ends if parse(end.text) != whole]
        same = next((run for run in shorter if parse(run.text) == whole), None)
        if same is None:
            break
        best = same
    # Words before the value may be specks; if they hold a figure they are a value themselves, misread.
    before = " ".join(word.text for word in candidate.words[: candidate.words.index(best.words[0])])
    return None if any(letter.isdigit() for letter in before) else best


def _without_signs(words: Sequence[Word]) -> tuple[float, float]:
    """Return where the first letter begins and the last one ends: ``:M`` begins at its M."""
    first, last = words[0], words[-1]
    before = next(place for place, letter in enumerate(first.text) if letter.isalnum()) / len(first.text)
    after = next(place for place, letter in enumerate(reversed(last.text)) if letter.isalnum()) / len(last.text)
    return first.region.x0 + before * first.region.width, last.region.x1 - after * last.region.width
