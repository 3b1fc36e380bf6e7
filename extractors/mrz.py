"""The machine readable zone of a page: its lines as read, slot by slot, with what is not sure.

Every line is read by the reader of OCR-B and by the second engine; ``mrz_votes`` settles what they agree on. Letters
and digits that look alike are told apart by slot alone (ICAO Doc 9303 parts 4 to 7: a date holds digits, a name
letters). Nothing is ever repaired by a check digit or from the visible zone: that would erase what a forger got wrong.
A wrong check digit in a clear line is evidence and makes the line no less sure.

``Mrz.layout.name`` tells passports (TD3), cards (TD1, TD2) and visas (MRV-A, MRV-B) apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.data_page import view_of
from extractors.engine import OcrEngine, Pixels, Readers, ReadPage
from extractors.imaging import to_stored, turned
from extractors.model import Reading, ReadingSource, Region
from extractors.mrz_slots import TD1, MrzLayout, layout_of, looks_like_zone, reads, with_country
from extractors.mrz_strips import Strip, find_groups, next_to, step_between, usual_step
from extractors.mrz_votes import Seen, decide, edges_of, look, upside_down

SURE: Final = 0.97
"""Confidence of slots in which two engines agree."""
ALONE: Final = 0.85
"""Confidence of slots that one engine alone has read surely, or in which two engines agree and a reading differs."""
UNSURE: Final = 0.4
"""Confidence of slots in which no two readings agree, and of a line that has not its length."""
MOST_GROUPS: Final = 5
"""Groups of rows that are read in search of the zone."""
LONGEST: Final = 44
"""Characters of the longest lines: no line of so many is a part of one."""
MOST_WORDS: Final = 250
"""A page of more words is one of prose: nobody turns it in search of a zone."""


@dataclass(frozen=True)
class MrzLine:
    """One line as read.

    ``text`` is the line after the slot rules, ``raw`` the first reading as it came, without spaces. ``doubtful`` holds
    the columns (from 0) in which no two readings agree, ``alone`` those that rest on one engine, ``divided`` those in
    which two engines agree and another reading differs; ``unchecked`` those that no check digit covers. ``complete``
    says that the line has the length of its layout. ``edges`` are the borders of the characters in strip px;
    ``rotation`` is how far the page's view was turned clockwise (0, 90, 180 or 270) for the zone to stand upright.
    """

    text: str
    raw: str
    complete: bool
    doubtful: frozenset[int]
    alone: frozenset[int]
    divided: frozenset[int]
    unchecked: frozenset[int]
    engine: str
    page: ReadPage
    strip: Strip
    edges: tuple[float, ...]
    rotation: int = 0

    @property
    def region(self) -> Region:
        """Where the line's ink stands, in shares of the upright page."""
        return self._between(self.strip.box[0], self.strip.box[2])

    @property
    def sure(self) -> bool:
        """Whether the line is whole and no slot of it is open."""
        return self.complete and not self.open

    @property
    def open(self) -> frozenset[int]:
        """The columns that may not be relied on without the visible zone.

        Names, states and sex have no check digit: of those, what one engine alone has read is open as well.
        """
        return self.doubtful | (self.alone & self.unchecked)

    def confidence(self, first: int = 1, last: int | None = None) -> float:
        """Return how sure columns ``first`` to ``last`` are (from 1, both included, as ICAO counts), 0..1."""
        columns = set(range(first - 1, last if last is not None else len(self.text)))
        if not self.complete or columns & self.doubtful:
            return UNSURE
        return ALONE if columns & (self.alone | self.divided) else SURE

    def reading(self) -> Reading:
        """Return the whole line as a reading."""
        return self._reading(self.text, self.raw, self.confidence(), self.region)

    def part(self, first: int, last: int, value: str) -> Reading:
        """Return ``value``, which columns ``first`` to ``last`` hold (from 1, both included), as a reading of them."""
        raw = self.raw if len(self.raw) == len(self.text) else self.text
        left, right = self.edges[first - 1], self.edges[min(last, len(self.edges) - 1)]
        return self._reading(value, raw[first - 1 : last], self.confidence(first, last), self._between(left, right))

    def _between(self, left: float, right: float) -> Region:
        region = to_stored(self.strip.region(left, right, self.page.index), self.rotation)
        return view_of(self.page).on_page(region, self.page.pixels)

    def _reading(self, value: str, raw: str, confidence: float, region: Region) -> Reading:
        return Reading(
            source=ReadingSource.MRZ, engine=self.engine, raw=raw, value=value, confidence=confidence, region=region
        )


@dataclass(frozen=True)
class Mrz:
    """The zone of a page: its layout and those of its lines that were found, by their number from 1.

    ``rotation`` is not 0 where the page, said to be upright, does not stand so: degrees clockwise that set it right.
    """

    layout: MrzLayout
    lines: dict[int, MrzLine]
    rotation: int = 0

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The left and right end of the middle of the first line found, in px of the page's view."""
        line = next(iter(self.lines.values()))
        left, right = (_unturned(end, line.strip.page_size, self.rotation) for end in line.strip.ends)
        return left, right

    @property
    def height(self) -> float:
        """Height of the characters, in px of the page's view."""
        return next(iter(self.lines.values())).strip.height


def _unturned(point: tuple[float, float], size: tuple[int, int], rotation: int) -> tuple[float, float]:
    """Return a point of a turned picture of ``size`` (width, height) in px of the picture as it was."""
    (x, y), (wide, high) = point, size
    return {0: (x, y), 90: (y, wide - x), 180: (wide - x, high - y), 270: (high - y, x)}[rotation]


@dataclass(frozen=True)
class _Zone:
    """Rows that were recognised as a zone: the rows, its layout, the number of each row's line."""

    rows: tuple[Seen, ...]
    layout: MrzLayout
    numbers: tuple[int, ...]


def read_mrz(page: ReadPage, readers: Readers) -> Mrz | None:
    """Return the machine readable zone of a page, or None when there is none to be seen.

    The page is looked at as it stands first, then upside down and on its sides.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    engine = readers.mrz or readers.second or readers.first
    view = view_of(page).pixels
    for rotation in (0, 90) if len(page.words) <= MOST_WORDS else (0,):
        for turn, zone in _zones(view, engine, rotation):
            return _read(page, readers, zone, turn)
    return None


def _zones(view: Pixels, engine: OcrEngine, rotation: int) -> Iterator[tuple[int, _Zone]]:
    """Yield the zones of a view turned by ``rotation`` or by half a circle more, with the turn."""
    pixels = turned(view, rotation)
    groups = find_groups(pixels)[:MOST_GROUPS]
    for group in groups:
        if zone := _recognised(pixels, engine, group):
            yield rotation, zone
    if any(looks_like_zone(upside_down(engine, strip)) for group in groups for strip in group):
        pixels = turned(view, rotation + 180)
        for group in find_groups(pixels)[:MOST_GROUPS]:
            if zone := _recognised(pixels, engine, group):
                yield rotation + 180, zone


def _recognised(pixels: Pixels, engine: OcrEngine, group: Sequence[Strip]) -> _Zone | None:
    """Return the zone that a group of rows is, lines that the search for rows passed over with it; None when none."""
    lines = [row for row in (look(engine, strip) for strip in group) if looks_like_zone(row.text)]
    found = _laid_out(lines)
    while found is not None and len(found.rows) < len(found.layout.patterns):
        known = dict(zip(found.numbers, found.rows, strict=True))
        larger = next(filter(None, map(_laid_out, _with_another(pixels, engine, known))), None)
        if larger is None:
            break
        found = larger
    return found


def _with_another(pixels: Pixels, engine: OcrEngine, known: Mapping[int, Seen]) -> Iterator[list[Seen]]:
    """Yield the known lines with one more, found above or below them."""
    rows = [known[number] for number in sorted(known)]
    first, last = min(known), max(known)
    pair = last > first
    x, y = step_between(rows[0].strip, rows[-1].strip, last - first) if pair else usual_step(rows[0].strip)
    for strip, place in (
        (next_to(pixels, rows[0].strip, (-x, -y)), 0),
        (next_to(pixels, rows[-1].strip, (x, y)), len(rows)),
        (next_to(pixels, rows[0].strip, (x, y)) if pair and len(rows) < last - first + 1 else None, 1),
    ):
        if strip is not None and looks_like_zone((seen := look(engine, strip)).text):
            yield [*rows[:place], seen, *rows[place:]]


def _laid_out(rows: Sequence[Seen]) -> _Zone | None:
    found = layout_of([row.text for row in rows], [row.count for row in rows])
    return _Zone(tuple(rows), *found) if found else None


def _read(page: ReadPage, readers: Readers, zone: _Zone, rotation: int) -> Mrz:
    lines: dict[int, MrzLine] = {}
    state = ""
    for seen, number in zip(zone.rows, zone.numbers, strict=True):
        line = _line(page, readers, seen, (zone.layout, number, state), rotation)
        lines[number] = line if _whole(zone) else replace(line, complete=False)
        if number == 1:
            state = lines[1].text[2:5]
    return Mrz(zone.layout, lines, rotation)


def _whole(zone: _Zone) -> bool:
    """Tell whether a zone is what it seems, and not a longer one of which an end is not on the picture.

    Zones of 30 and 36 characters are taken for such when they reach the picture's edge, when a line of the three of a
    card is missing, or when they begin with another letter than their kind of paper (ICAO Doc 9303 parts 5 to 7).
    """
    if zone.layout.length == LONGEST:
        return True
    begins = {"TD1": "IAC", "TD2": "IACP", "MRV-B": "V"}[zone.layout.name]
    first = dict(zip(zone.numbers, zone.rows, strict=True)).get(1)
    if first is not None and reads("L").get(first.text[:1]) not in {*begins}:
        return False
    found = len(zone.rows) == len(zone.layout.patterns) or zone.layout is not TD1
    return found and not any(_at_edge(row.strip) for row in zone.rows)


def _at_edge(strip: Strip) -> bool:
    """Tell whether a line ends less than a third of its characters' height from the picture's edge."""
    (left, _), (right, _) = strip.ends
    margin = 0.3 * strip.height
    return left < margin or right > strip.page_size[0] - margin


def _line(page: ReadPage, readers: Readers, seen: Seen, place: tuple[MrzLayout, int, str], rotation: int) -> MrzLine:
    """Return a row as the line of a layout and a number that it is; ``place`` has the issuing state too."""
    layout, number, _ = place
    pattern = with_country(*place)
    edges = edges_of(seen, len(pattern))
    decided = decide(readers, seen, pattern, edges)
    return MrzLine(
        text=decided.text,
        raw=seen.text,
        complete=decided.complete,
        doubtful=decided.doubtful,
        alone=decided.alone,
        divided=decided.divided,
        unchecked=layout.unchecked(number),
        engine=(readers.mrz or readers.second or readers.first).name,
        page=page,
        strip=seen.strip,
        edges=edges,
        rotation=rotation,
    )
