"""The machine readable zone of a page: its lines as read, slot by slot, with what is not sure.

Each line is read twice, whole and in pieces cut at its slots, and a third time where the two differ; a slot in which no
two readings agree is doubtful. Letters and digits that look alike are told apart by slot alone (ICAO Doc 9303 parts 4
to 7: a date holds digits, a name letters). Nothing is ever repaired by a check digit or from the visible zone: that
would erase what a forger got wrong.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from extractors.data_page import view_of
from extractors.engine import Layout, OcrEngine, Pixels, Readers, ReadPage
from extractors.model import Reading, ReadingSource, Region
from extractors.mrz_slots import (
    ALPHABET,
    MrzLayout,
    charset_of,
    fillers_at_end,
    layout_of,
    looks_like_zone,
    options,
    pieces,
    plain,
    with_country,
)
from extractors.mrz_strips import Strip, find_groups

SURE: Final = 0.97
"""Confidence of slots in which two readings agree: none was wrong in 540 drawn lines, scanned and photographed."""
OUTVOTED: Final = 0.85
"""Confidence of slots in which two of three readings agree."""
UNSURE: Final = 0.4
"""Confidence of slots in which no two readings agree, and of a line that has not its length."""
MOST_GROUPS: Final = 5
"""Groups of rows that are read in search of the zone."""


@dataclass(frozen=True)
class MrzLine:
    """One line as read.

    ``text`` is the line after the slot rules, ``raw`` the first reading as it came, without spaces. ``doubtful`` holds
    the columns (from 0) in which no two readings agree, ``outvoted`` those in which two of three do; ``complete`` says
    that the line has the length of its layout. ``edges`` are the borders of the characters in strip px.
    """

    text: str
    raw: str
    complete: bool
    doubtful: frozenset[int]
    outvoted: frozenset[int]
    engine: str
    page: ReadPage
    strip: Strip
    edges: tuple[float, ...]

    @property
    def region(self) -> Region:
        """Where the line's ink stands, in shares of the upright page."""
        return self._between(self.strip.box[0], self.strip.box[2])

    @property
    def sure(self) -> bool:
        """Whether the line is whole and at least two readings agree in every slot."""
        return self.complete and not self.doubtful

    def confidence(self, first: int = 1, last: int | None = None) -> float:
        """Return how sure columns ``first`` to ``last`` are (from 1, both included, as ICAO counts), 0..1."""
        columns = set(range(first - 1, last if last is not None else len(self.text)))
        if not self.complete or columns & self.doubtful:
            return UNSURE
        return OUTVOTED if columns & self.outvoted else SURE

    def reading(self) -> Reading:
        """Return the whole line as a reading."""
        return self._reading(self.text, self.raw, self.confidence(), self.region)

    def part(self, first: int, last: int, value: str) -> Reading:
        """Return ``value``, which columns ``first`` to ``last`` hold (from 1, both included), as a reading of them."""
        raw = self.raw if len(self.raw) == len(self.text) else self.text
        left, right = self.edges[first - 1], self.edges[min(last, len(self.edges) - 1)]
        return self._reading(value, raw[first - 1 : last], self.confidence(first, last), self._between(left, right))

    def _between(self, left: float, right: float) -> Region:
        region = self.strip.region(left, right, self.page.index)
        return view_of(self.page).on_page(region, self.page.pixels)

    def _reading(self, value: str, raw: str, confidence: float, region: Region) -> Reading:
        return Reading(
            source=ReadingSource.MRZ, engine=self.engine, raw=raw, value=value, confidence=confidence, region=region
        )


@dataclass(frozen=True)
class Mrz:
    """The zone of a page: its layout and those of its lines that were found, by their number from 1."""

    layout: MrzLayout
    lines: dict[int, MrzLine]

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The left and right end of the middle of the first line found, in px of the page's view."""
        return next(iter(self.lines.values())).strip.ends


def read_mrz(page: ReadPage, readers: Readers) -> Mrz | None:
    """Return the machine readable zone of an upright page, or None when there is none to be seen.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    engine = readers.second or readers.first
    for group in find_groups(view_of(page).pixels)[:MOST_GROUPS]:
        firsts = [(strip, plain(_read(engine, _crop(strip, 48)))) for strip in group]
        zone = [(strip, text) for strip, text in firsts if looks_like_zone(text)]
        layout = layout_of([text for _, text in zone])
        if layout is not None:
            return _zone(page, engine, zone, *layout)
    return None


def _zone(
    page: ReadPage, engine: OcrEngine, zone: Sequence[tuple[Strip, str]], layout: MrzLayout, numbers: Sequence[int]
) -> Mrz:
    lines: dict[int, MrzLine] = {}
    state = ""
    for (strip, raw), number in zip(zone, numbers, strict=True):
        pattern = with_country(layout, number, state)
        lines[number] = _line(page, engine, strip, raw, pattern)
        if number == 1:
            state = lines[1].text[2:5]
    return Mrz(layout, lines)


def _line(page: ReadPage, engine: OcrEngine, strip: Strip, raw: str, pattern: str) -> MrzLine:
    edges = _edges(strip, len(pattern))
    by_piece = _in_pieces(engine, strip, edges, pattern)
    votes = [_fitted(raw, by_piece, pattern), by_piece]
    chosen = [_agreed(kind, column) for kind, column in zip(pattern, zip(*votes, strict=True), strict=True)]
    outvoted: set[int] = set()
    if not all(chosen):
        votes.append(_fitted(plain(_read(engine, _crop(strip, 42, soften=0.8))), by_piece, pattern))
        for column, kind in enumerate(pattern):
            if not chosen[column]:
                chosen[column] = _agreed(kind, [vote[column] for vote in votes])
                outvoted.add(column)
    doubtful = {column for column, letter in enumerate(chosen) if not letter}
    best = [
        letter or _first(kind, [vote[column] for vote in votes])
        for column, (letter, kind) in enumerate(zip(chosen, pattern, strict=True))
    ]
    complete = all(best)
    return MrzLine(
        text="".join(best) if complete else raw,
        raw=raw,
        complete=complete,
        doubtful=frozenset(doubtful),
        outvoted=frozenset(outvoted - doubtful),
        engine=engine.name,
        page=page,
        strip=strip,
        edges=edges,
    )


def _agreed(kind: str, letters: Iterable[str]) -> str:
    """Return the character on which two readings of a slot agree, or "" when no two do; "" among them is no reading."""
    seen = [letter for letter in letters if letter]
    for place, one in enumerate(seen):
        for other in seen[place + 1 :]:
            both = [letter for letter in options(kind, one) if letter in options(kind, other)]
            if both:
                return other if other in both else one if one in both else both[0]
    return ""


def _first(kind: str, letters: Iterable[str]) -> str:
    """Return the first reading of a slot that the slot can hold, "" when none can."""
    return next((fit[0] for letter in letters if letter and (fit := options(kind, letter))), "")


def _fitted(text: str, other: Sequence[str], pattern: str) -> list[str]:
    """Return ``text`` spread over the slots, all "" when it has another length.

    The recogniser sometimes miscounts a long run of fillers. Where the reading in pieces has every slot, the run is
    given the length that it has there.
    """
    text = fillers_at_end(text, pattern)
    missing = len(pattern) - len(text)
    if missing and abs(missing) <= 3 and all(other):
        run = max(re.finditer("<+", text), key=lambda match: len(match[0]), default=None)
        if run is not None and len(run[0]) >= 4 and len(run[0]) + missing >= 2:
            text = text[: run.start()] + "<" * (len(run[0]) + missing) + text[run.end() :]
    if len(text) != len(pattern):
        return [""] * len(pattern)
    return [letter if letter in ALPHABET else "" for letter in text]


def _in_pieces(engine: OcrEngine, strip: Strip, edges: Sequence[float], pattern: str) -> list[str]:
    """Return the line read piece by piece, slot by slot; "" in the slots of a piece that has not its length."""
    letters: list[str] = []
    for start, end in pieces(pattern):
        crop = _piece(strip, edges[start], edges[end])
        text = plain(_read(engine, crop, charset_of(pattern[start:end])))
        exact = len(text) == end - start
        letters += [
            letter if exact and letter in ALPHABET else "" for letter in (text if exact else pattern[start:end])
        ]
    text = fillers_at_end("".join(letter or " " for letter in letters), pattern)
    return [letter.strip() for letter in text]


def _read(engine: OcrEngine, crop: Pixels, charset: str | None = None) -> str:
    return "".join(word.text for word in engine.read(crop, Layout.LINE, charset=charset))


def _crop(strip: Strip, height: int, *, soften: float = 0.0) -> Pixels:
    """Return the line with margins, ``height`` strip px high, softened with a Gaussian of that many px."""
    x0, y0, x1, y1 = strip.box
    margin = max((height - (y1 - y0)) // 2, 2)
    picture = strip.pixels[max(0, y0 - margin) : y1 + margin, max(0, x0 - margin) : x1 + margin]
    return cast("Pixels", cv2.GaussianBlur(picture, (0, 0), soften)) if soften else picture


def _piece(strip: Strip, left: float, right: float) -> Pixels:
    """Return the characters between two columns, with more margin than the whole line has: another scale."""
    _, y0, _, y1 = strip.box
    margin = round((y1 - y0) * 0.42)
    picture = strip.pixels[max(0, y0 - margin) : y1 + margin, max(0, round(left)) : round(right)]
    return cast("Pixels", cv2.copyMakeBorder(picture, 0, 0, margin // 2, margin // 2, cv2.BORDER_REPLICATE))


def _edges(strip: Strip, count: int) -> tuple[float, ...]:
    """Return the ``count`` + 1 borders of the characters in strip px: the palest columns at an even pitch.

    The pitch may drift by a tenth from character to character, as it does on a page seen aslant.
    """
    x0, y0, x1, y1 = strip.box
    pitch = (x1 - x0) / (count - 0.3)
    ink = 255.0 - strip.pixels[y0:y1].astype(np.float32).mean(axis=0)
    ink = cv2.GaussianBlur(ink[None], (0, 0), max(pitch * 0.05, 0.6))[0]
    ink = (ink - ink.min()) / max(float(np.ptp(ink)), 1.0)
    slack = max(2, round(pitch * 0.45))
    ideal = [x0 - 0.15 * pitch + place * pitch for place in range(count + 1)]
    shifts = np.arange(-slack, slack + 1)
    cost, back = np.abs(shifts) * 0.0, []
    for place in range(count + 1):
        at = np.clip(np.round(ideal[place] + shifts).astype(int), 0, ink.size - 1)
        if place:
            step = (shifts[None, :] - shifts[:, None]) / pitch  # from row to column
            total = cost[:, None] + 30.0 * step**2
            back.append(total.argmin(axis=0))
            cost = total.min(axis=0)
        cost = cost + ink[at] + (0.002 * np.abs(shifts))
    best = int(cost.argmin())
    chosen = [best]
    for pointers in reversed(back):
        best = int(pointers[best])
        chosen.append(best)
    return tuple(float(ideal[place] + shifts[index]) for place, index in enumerate(reversed(chosen)))
