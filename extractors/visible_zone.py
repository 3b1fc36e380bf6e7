"""Values of a data page's visible zone, each read by the first engine and again, from its own crop, by the second.

Two engines that read the same print alike are sure of it; where they differ, neither is. What is returned stands in
shares of the upright page.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

import cv2
import numpy as np
from rapidfuzz import fuzz

from extractors.data_page import Candidate, DataPage
from extractors.engine import Layout, OcrEngine, Pixels, ReadPage, View
from extractors.ink import tight
from extractors.layout import lines, squeeze
from extractors.model import Reading, ReadingSource, Region, Word

SURE: Final = 0.8
"""Confidence (0..1) from which on one reading alone is sure."""
AGREED: Final = 0.95
"""Confidence of a value that two engines read alike."""
DOUBTFUL: Final = 0.5
"""Most confidence that a value keeps when another reading of the same print differs."""
WEAK: Final = 0.6
"""Confidence of the first engine below which it may be overruled."""
MARGIN: Final = 0.3
"""Room around a value in the second engine's crop, in heights of the print."""
WIDE_MARGIN: Final = 0.5
"""Room around a value in the crop that decides where the engines differ: the print stands smaller in it."""
LEAST: Final = 0.3
"""Confidence below which what one engine alone saw in an empty place is nothing."""
LEAST_SLANT: Final = 0.3
"""Degrees of slant that rows of words bear without being taken for their neighbours."""
LABEL_LIKE: Final = 78.0
"""Similarity (0..100) to a label from which on what was read is the label itself, not a value."""

Parse = Callable[[str], str | None]


@dataclass(frozen=True)
class Seen:
    """A value of the visible zone: its readings, the one that holds first, and whether that one is sure."""

    readings: tuple[Reading, ...]
    sure: bool


@dataclass(frozen=True)
class VisibleZone:
    """A data page ready to be asked for values.

    ``view`` is the page level, ``engine`` the name of what read its words, ``second`` reads every value again.
    ``labels`` are the names' labels, for telling a label from a value.
    """

    page: ReadPage
    view: View
    sheet: DataPage
    engine: str
    second: OcrEngine | None
    labels: Mapping[str, Sequence[str]]

    @classmethod
    def of(
        cls, page: ReadPage, view: View, engine: str, second: OcrEngine | None, labels: Mapping[str, Sequence[str]]
    ) -> "VisibleZone":
        """Return the zone of a page as ``view`` shows it, its words read by ``engine``."""
        high, wide = view.pixels.shape[:2]
        return cls(page, view, DataPage.of(view.words, labels, wide / high), engine, second, labels)

    def value(self, name: str, parse: Parse, *, wraps: bool = False, widen: bool = False) -> Seen | None:
        """Return the value under (or beside) the label ``name`` that ``parse`` understands, or None.

        ``wraps`` says that the value may go on in a second line, ``widen`` that the second engine shall look for more
        of it on both sides.

        Raises:
            UnreadableUpload: an engine ran out of time or broke.
        """
        candidate = self.sheet.candidate(name, wraps=wraps)
        trimmed = _trimmed(candidate, parse) if candidate else None
        if trimmed is not None and not self._is_label(trimmed.text):
            return self._reread(trimmed, parse, self._room(name, trimmed.region) if widen else (0.0, 0.0))
        # The label was found, but what the first engine read there, if anything, is no such value.
        for place in (candidate.region if candidate else None, self.sheet.gap(name)):
            again = self._reading(place, parse) if place else None
            if again is not None and again.confidence >= LEAST and not self._is_label(again.raw):
                return Seen((again,), sure=again.confidence >= SURE)
        return None

    def _room(self, name: str, region: Region) -> tuple[float, float]:
        """Return how far left and right of a value more of it may stand that the first engine left out."""
        label = self.sheet.label(name)
        room = 2.5 * region.height / self.sheet.aspect
        below = label is not None and label.region.y1 <= region.y0 + region.height / 2
        # Small print is often found without its first letters, so the label's start is no firm edge either.
        return (max(0.0, region.x0 - label.region.x0) if label and below else 0.0), room

    def _is_label(self, text: str) -> bool:
        """Tell whether what was read is a label, or words out of one, rather than a value."""
        wanted, parts = squeeze(text), {squeeze(word) for word in text.split()}
        return any(
            fuzz.ratio(wanted, squeeze(variant)) >= LABEL_LIKE
            or parts <= {squeeze(word) for word in variant.replace("/", " ").split()}
            for variants in self.labels.values()
            for variant in variants
        )

    def _reread(self, candidate: Candidate, parse: Parse, room: tuple[float, float]) -> Seen:
        """Return a value with what the second engine reads in its place, one reading a printed line."""
        exact = self.page.source is ReadingSource.PDF_TEXT
        region = candidate.region if exact else tight(self.view.pixels, candidate.region)
        first = Reading(
            source=self.page.source,
            engine=self.engine,
            raw=candidate.text,
            value=parse(candidate.text) or "",
            confidence=candidate.confidence,
            region=self._placed(region),
        )
        places = [_widened(line.region, *room) for line in lines(candidate.words)]
        again = [reading for place in places if (reading := self._reading(place, _any_text))]
        text = " ".join(reading.raw for reading in again)
        value = parse(text)
        if not again or value is None:
            return Seen((first,), sure=exact or first.confidence >= SURE)
        update = {
            "raw": text,
            "value": value,
            "confidence": min(reading.confidence for reading in again),
            "region": Region.around(reading.region for reading in again if reading.region),
        }
        second = again[0].model_copy(update=update)
        if _same(first, second) or len(places) > 1:
            return _weighed(first, second, None)
        # Small print is often found without its first letters, so the label's start is no firm edge either.
        further = _widened(places[0], room[1], 0.0)
        return _weighed(first, second, self._reading(further, parse, margin=WIDE_MARGIN))

    def _reading(self, region: Region, parse: Parse, *, margin: float = MARGIN) -> Reading | None:
        """Return what the second engine reads in one line of the view, or None when it is no value of this kind."""
        crop, frame = _cut(self.view.pixels, region, margin)
        if self.second is None or min(crop.shape[:2]) < 6:
            return None
        words = self.second.read(crop, Layout.LINE)
        kept = [word for word in words if squeeze(word.text)]
        text = " ".join(word.text for word in words)
        value = parse(text)
        if value is None or not kept:
            return None
        x0, x1 = (frame.x0 + share * frame.width for share in _without_signs(kept))
        rough = Region.clipped(region.page, x0, region.y0, x1, region.y1)
        return Reading(
            source=ReadingSource.VISUAL,
            engine=self.second.name,
            raw=text,
            value=value,
            confidence=min(word.confidence for word in kept),
            region=self._placed(tight(self.view.pixels, rough)),
        )

    def _placed(self, region: Region) -> Region:
        return self.view.on_page(region, self.page.pixels).model_copy(update={"page": self.page.index})


def read_again(page: ReadPage, view: View, engine: OcrEngine) -> View:
    """Return ``view`` with its words as ``engine`` reads the whole picture.

    Raises:
        UnreadableUpload: the engine ran out of time or broke.
    """
    words = engine.read(view.pixels, Layout.PAGE)
    placed = (word.model_copy(update={"region": word.region.model_copy(update={"page": page.index})}) for word in words)
    return replace(view, words=tuple(placed))


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


def _any_text(text: str) -> str | None:
    return text or None


def _trimmed(candidate: Candidate, parse: Parse) -> Candidate | None:
    """Return the shortest run of words that means what the whole does; None when it means nothing."""
    whole = parse(candidate.text)
    if whole is None:
        runs = [Candidate(candidate.words[:end]) for end in range(len(candidate.words) - 1, 0, -1)]
        return next((run for run in runs if parse(run.text) is not None), None)
    best = candidate
    while len(best.words) > 1:
        ends = ((best.words[-1], best.words[:-1]), (best.words[0], best.words[1:]))
        # P / F says one thing twice: both words are the value.
        shorter = [Candidate(rest) for end, rest in ends if parse(end.text) != whole]
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


def _same(one: Reading, other: Reading) -> bool:
    return squeeze(str(one.value)) == squeeze(str(other.value))


def _weighed(first: Reading, again: Reading, third: Reading | None) -> Seen:
    """Return the readings of one print, the one that holds first; the region is the second's, which is tighter.

    Two engines that agree are sure. Where they differ, a third reading of another crop decides for the first engine
    when it says the same, and for the second when both its readings are sure and the first engine was not, or left out
    an end of what they say.
    """
    first = first.model_copy(update={"region": again.region})
    if _same(first, again) or (third is not None and _same(first, third)):
        agreed, other = (
            (again, first) if _same(first, again) and again.confidence > first.confidence else (first, again)
        )
        return Seen((agreed.model_copy(update={"confidence": max(agreed.confidence, AGREED)}), other), sure=True)
    cut_off = squeeze(str(first.value)) in squeeze(str(again.value))
    if third is not None and _same(again, third) and (cut_off or first.confidence < WEAK):
        confidence = min(again.confidence, third.confidence)
        if confidence >= SURE:
            return Seen((again.model_copy(update={"confidence": confidence}), first), sure=True)
    better, worse = (again, first) if again.confidence > first.confidence else (first, again)
    return Seen((better.model_copy(update={"confidence": min(better.confidence, DOUBTFUL)}), worse), sure=False)


def _widened(region: Region, left: float, right: float) -> Region:
    return Region.clipped(region.page, region.x0 - left, region.y0, region.x1 + right, region.y1)


def _cut(pixels: Pixels, region: Region, margin: float) -> tuple[Pixels, Region]:
    """Return the print in ``region`` with a margin in heights of it, and the region that was cut."""
    high, wide = pixels.shape[:2]
    margin *= region.height
    frame = Region.clipped(
        region.page,
        region.x0 - margin * high / wide,
        region.y0 - margin,
        region.x1 + margin * high / wide,
        region.y1 + margin,
    )
    rows = slice(int(frame.y0 * high), round(frame.y1 * high))
    return pixels[rows, int(frame.x0 * wide) : round(frame.x1 * wide)], frame
