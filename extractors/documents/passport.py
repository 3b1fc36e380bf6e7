"""Passport data page: labelled values of the visible zone, and the machine readable zone beside them.

Labels: Indonesian passports since 2009 as public parsers read them (domain.md section 2), with the English labels that
ICAO Doc 9303 part 4 asks every state for. Values stand under their labels, or right of them in some prints.
The visible zone and the machine readable one are read apart and kept apart: a value is the visible one where that was
read surely, and every field keeps both readings, so that rules can compare them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

import numpy as np

from extractors import passport_values as values
from extractors.data_page import DataPage, view_of
from extractors.document_type import MINIMUM_SCORE, DocumentType
from extractors.engine import Readers, ReadPage, View
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region
from extractors.mrz import Mrz, MrzLine, read_mrz
from extractors.settling import Policy, combined, lacks_an_end, shown_as
from extractors.visible_zone import SURE, Ask, VisibleZone, levelled, read_again, turned_view
from extractors.vocabulary.countries import NAMES
from extractors.vocabulary.passport import LABELS, both_ways

CORE: Final = frozenset({"passport_number", "name", "birth_date", "sex", "issued_on", "expires_on"})
"""Values that every passport prints: where one is missing, the whole page is read again by the second reader."""

INDONESIAN_LENGTH: Final = 8
"""Characters of an Indonesian passport number (domain.md section 2)."""

LEAST_VISIBLE: Final = 0.2
"""Share of a picture's height above the readable zone below which the visible zone is not there."""

_VOCABULARY: Final = {name: both_ways(labels) for name, labels in LABELS.items()}
_OWN_SIGNS: Final = frozenset(
    {
        "type",
        "country_code",
        "passport_number",
        "issued_on",
        "expires_on",
        "issuing_office",
        "registration_number",
        "surname",
        "given_names",
    }
)
"""Labels that identity cards do not carry."""
_PASSPORT_ONLY: Final = _OWN_SIGNS - {"passport_number", "issued_on", "expires_on"}
"""Those of them that no other paper quotes."""
_COMMON_SIGNS: Final = frozenset({"name", "nationality", "birth_date", "sex", "birth_place"})
_TITLE: Final = re.compile(r"PASPOR|PASSPORT")
_ZONE: Final = re.compile(r"^P[<A-Z(«£€]?[A-Z]{3}[A-Z<«(£€]{20,}|[<«]{4,}|[0-9]{6,7}[MF<][0-9]{6,7}")
_VISA_ZONE: Final = re.compile(r"^\W?V[<A-Z«(]?[A-Z]{3}[A-Z<«(]{18,}")
"""First line of a visa's zone (ICAO Doc 9303 part 7), as an engine of common print reads it."""
WITHOUT_ZONE: Final = 0.6
"""Most that labels alone say: visas, health certificates and police letters print most of them too."""
QUOTED: Final = 0.3
"""Most that a number and dates of a passport say alone: worker cards and permits quote them."""
_STATES: Final = frozenset(NAMES)
_MOST_WORDS: Final = 140
"""A data page has fewer words than this; a page of prose has more."""


def score(page: ReadPage) -> float:
    """Return how surely this is a passport's data page: its own labels, its title, and lines of the readable zone."""
    view = view_of(page)
    words = view.words
    prose = min(1.0, _MOST_WORDS / max(len(words), 1))
    if prose < MINIMUM_SCORE:  # looking for labels in prose is costly
        return 0.0
    sheet = DataPage.of(words, _VOCABULARY, view.pixels.shape[1] / view.pixels.shape[0])
    labels = (
        min(1.0, len(sheet.names() & _OWN_SIGNS) / 4) * 0.6 + min(1.0, len(sheet.names() & _COMMON_SIGNS) / 3) * 0.1
    )
    zone = 0.45 * any(_is_zone_line(_joined(line.text)) and not _is_prose(line.text) for line in sheet.rows)
    title = 0.1 * any(_TITLE.search(squeeze(word.text)) for word in words)
    if any(_is_visa(line.text) for line in sheet.rows):
        zone, title = 0.0, 0.0
    most = 1.0 if zone else WITHOUT_ZONE if sheet.names() & _PASSPORT_ONLY else QUOTED
    return min(most, (labels + zone + title) * prose)


def _joined(text: str) -> str:
    """Return ``text`` in capitals without spaces: what a line of the readable zone is known by."""
    return re.sub(r"\s+", "", text).upper()


def _is_prose(text: str) -> bool:
    """Whether a line is words, as PEMERINTAH KABUPATEN BANYUMAS is: several of them and no filler.

    A zone whose fillers were read as letters (PKIDNHURITSK YOHANA SKS KK) has its issuing state in its place.
    """
    if any(_joined(text)[place : place + 3] in _STATES for place in (1, 2)):
        return False
    return len(text.split()) >= 2 and not set(text) & set("<«(£€") and not any(map(str.isdigit, text))


def _is_visa(text: str) -> bool:
    """Whether a line says that the page is a visa, which repeats a passport's labels and has a zone much like its."""
    return _VISA_ZONE.match(_joined(text)) is not None or "VISA" in (squeeze(word) for word in text.split())


def _is_zone_line(text: str) -> bool:
    return len(text) >= 26 and _ZONE.search(text) is not None


def extract(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
    """Return the fields of a passport: those seen in the visible zone, in the readable zone, or in both.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    page, zone = _data_page(pages, readers)
    readings = dict(_zone_readings(zone)) if zone else {}
    state = str(readings["country_code"][0].value) if "country_code" in readings else ""
    view = _upright(page, zone, readers) if zone else view_of(page)
    above = _top_of(zone, view_of(page), view) if zone else 1.0
    seen = _visible(page, view, readers, indonesian=_is_indonesian(page, state), above=above)
    coded = {name: reading for name, (reading, _) in readings.items()}
    fields = {name: field for name in sorted(_FIELDS) if (field := _field(seen.get(name), coded.get(name)))}
    if zone:
        for name in coded.keys() - seen.keys():
            if _is_open(zone, readings[name][1]):
                fields[name] = fields[name].model_copy(update={"status": FieldStatus.DOUBTFUL})
        confirmed = {name for name, field in fields.items() if _is_confirmed(field)}
        for number, line in zone.lines.items():
            whole = line.reading()
            sure = {slot for name in confirmed & readings.keys() for slot in readings[name][1] if slot[0] == number}
            status = FieldStatus.OK if _is_sure(line, sure) else FieldStatus.DOUBTFUL
            fields[f"mrz_line_{number}"] = _as_field(whole, status, (whole,))
    return fields


def _upright(page: ReadPage, zone: Mrz, readers: Readers) -> View:
    """Return the page's view with the zone level; a page that did not stand upright is turned and read again.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    view = view_of(page)
    if not zone.rotation:
        return levelled(view, zone.ends)
    level = levelled(*turned_view(view, zone.rotation, zone.ends))
    return read_again(page, level, readers.second or readers.first)


def _top_of(zone: Mrz, before: View, level: View) -> float:
    """Return where the zone begins in ``level``, a share of its height, 1 where it is no end of the visible zone.

    ``before`` is the view that the zone was found on.
    """
    there = np.linalg.inv(level.to_page) @ before.to_page
    ends = there @ np.array([(x, y, 1.0) for x, y in zone.ends]).T
    top = float(((ends[1] / ends[2]).min() - zone.height) / level.pixels.shape[0])
    return top if top > LEAST_VISIBLE else 1.0


def _data_page(pages: Sequence[ReadPage], readers: Readers) -> tuple[ReadPage, Mrz | None]:
    """Return the page with the readable zone of a passport, else the one that looks most like a data page."""
    likeliest = sorted(pages, key=score, reverse=True) if len(pages) > 1 else pages
    for page in likeliest:
        zone = read_mrz(page, readers)
        if zone is not None and zone.layout.name == "TD3":
            return page, zone
    return likeliest[0], None


def _is_indonesian(page: ReadPage, state: str) -> bool:
    """Tell whether the book is Indonesian: by the issuing state of the zone, else by the words on the page."""
    if state:
        return state == "IDN"
    return any(squeeze(word.text) in {"IDN", "INDONESIA", "PASPOR", "REPUBLIKINDONESIA"} for word in page.words)


# -- the readable zone -----------------------------------------------------------------------------------------------


Slots = tuple[int, int, int]
"""Line, first and last column (from 1, both included) of a value in the zone."""


def _zone_readings(zone: Mrz) -> Iterator[tuple[str, tuple[Reading, tuple[Slots, ...]]]]:
    """Yield the fields that the zone holds with their slots; a slot that holds no value of its kind yields none."""

    def part(number: int, first: int, last: int, value: str) -> tuple[Reading, tuple[Slots, ...]]:
        return zone.lines[number].part(first, last, value), ((number, first, last),)

    line = zone.lines.get(1)
    if line is not None and line.complete:
        yield "country_code", part(1, 3, 5, line.text[2:5].rstrip("<"))
        if name := values.zone_name(line.text[5:]):
            reading, _ = part(1, 6, 5 + max(len(line.text[5:].rstrip("<")), 1), name)
            yield "name", (reading, ((1, 6, len(line.text)),))
    line = zone.lines.get(2)
    if line is None or not line.complete:
        return
    text = line.text
    for name, first, last in (("passport_number", 1, 9), ("nationality", 11, 13), ("personal_number", 29, 42)):
        if value := text[first - 1 : last].strip("<"):
            yield name, part(2, first, last, value.replace("<", ""))
    expires = values.zone_date(text[21:27])
    if expires:
        yield "expires_on", part(2, 22, 27, expires)
    if born := values.zone_date(text[13:19], not_after=_years_before(expires, 5)):
        yield "birth_date", part(2, 14, 19, born)
    if text[20] in "MF":
        yield "sex", part(2, 21, 21, text[20])


def _is_sure(line: MrzLine, confirmed: Collection[Slots]) -> bool:
    """Whether a line may be relied on: its open slots, if any, hold what the visible zone surely says too."""
    held = {column for _, first, last in confirmed for column in range(first - 1, last)}
    return line.complete and line.open <= held


def _is_open(zone: Mrz, slots: Collection[Slots]) -> bool:
    """Whether a slot of a value may not be relied on without the visible zone."""
    return any(zone.lines[number].open & {*range(first - 1, last)} for number, first, last in slots)


def _years_before(iso: str | None, years: int) -> str | None:
    """Return the end of the year ``years`` earlier: a passport is valid for five years or more from its issue."""
    if iso is None:
        return None
    day = date.fromisoformat(iso)
    return date(day.year - years, 12, 31).isoformat()


# -- the visible zone ------------------------------------------------------------------------------------------------

_NAME: Final = Policy(critical=True, sure=SURE)
_NUMBER: Final = Policy(critical=True, exact=True, sure=SURE)
_TEXT: Final = Policy(sure=SURE, again=0.92)
_FREE: Final[Mapping[str, Ask]] = MappingProxyType(
    {
        "country_code": Ask(values.state_code, _TEXT),
        "name": Ask(values.name, _NAME, wraps=True, cut_short=True),
        "nationality": Ask(values.country, _TEXT, closed=True),
        "birth_date": Ask(values.printed_date, _NUMBER),
        "sex": Ask(values.sex, _TEXT, cut_short=True),
        "birth_place": Ask(values.name, _TEXT, wraps=True),
        "issued_on": Ask(values.printed_date, _NUMBER),
        "expires_on": Ask(values.printed_date, _NUMBER),
        "issuing_office": Ask(values.office, _TEXT, wraps=True),
        "registration_number": Ask(values.registration, _TEXT),
        "personal_number": Ask(values.registration, _TEXT),
        "surname": Ask(values.name, _NAME, wraps=True, cut_short=True),
        "given_names": Ask(values.name, _NAME, wraps=True, cut_short=True),
    }
)
"""What is asked for under the labels; how the number is put in normal form depends on the issuing state."""
_FIELDS: Final = frozenset({*_FREE, "passport_number"} - {"surname", "given_names"})


def _visible(page: ReadPage, view: View, readers: Readers, *, indonesian: bool, above: float) -> dict[str, Field]:
    """Return the values of the visible zone, which ends at ``above``; regions in shares of the upright page."""
    asks = {**_FREE, "passport_number": Ask(partial(values.number, indonesian=indonesian), _NUMBER, cut_short=True)}
    seen = _seen(VisibleZone.of(page, view, page.engine, _VOCABULARY), asks, readers)
    second = readers.second
    if not seen.keys() >= CORE and second is not None and page.source is not ReadingSource.PDF_TEXT:
        zone = VisibleZone.of(page, read_again(page, view, second, above=above), second.name, _VOCABULARY)
        again = _seen(zone, asks, readers)
        seen = {**seen, **{name: _of_both(seen.get(name), entry) for name, entry in again.items()}}
    number = seen.get("passport_number")
    if indonesian and number is not None and len(number.text) != INDONESIAN_LENGTH:
        # An end of it is likelier unread than unprinted.
        seen["passport_number"] = number.model_copy(update={"status": FieldStatus.DOUBTFUL})
    return seen


def _of_both(first: Field | None, again: Field) -> Field:
    """Return what stands after a page was read by both engines: what was sure, unless the other was too and differs.

    The first one may lack an end of what the other says, where an engine put a word into another line.
    """
    if first is None or first.status is not FieldStatus.OK:
        return again
    if again.status is not FieldStatus.OK or squeeze(first.text) == squeeze(again.text):
        return first
    if lacks_an_end(again.text, first.text):
        return first
    readings = (*again.readings, *first.readings)
    status = FieldStatus.OK if lacks_an_end(first.text, again.text) else FieldStatus.DOUBTFUL
    return again.model_copy(update={"readings": readings, "status": status})


def _seen(zone: VisibleZone, asks: Mapping[str, Ask], readers: Readers) -> dict[str, Field]:
    found = zone.values(asks, readers)
    if "name" not in found and "surname" in found:
        found["name"] = _full_name(found["surname"], found.get("given_names"))
    return {name: entry for name, entry in found.items() if name in _FIELDS}


def _full_name(surname: Field, given: Field | None) -> Field:
    """Return given names and surname as one name, as sure as the less sure of them."""
    parts = [given, surname] if given else [surname]
    whole = Reading(
        source=surname.source,
        engine=surname.readings[0].engine,
        raw=" ".join(part.raw for part in parts),
        value=" ".join(part.text for part in parts),
        confidence=min(part.confidence for part in parts),
        region=Region.around(part.region for part in parts if part.region),
    )
    sure = all(part.status is FieldStatus.OK for part in parts)
    return _as_field(whole, FieldStatus.OK if sure else FieldStatus.DOUBTFUL, (whole,))


# -- the two zones together ------------------------------------------------------------------------------------------


def _field(seen: Field | None, zone: Reading | None) -> Field | None:
    """Return the field of a value read in the visible zone, in the readable zone, or in both.

    The visible value holds when it was read surely, or when the zone says the same; both stay beside each other, also
    where they contradict. Only where the visible one is missing does the zone's stand in for it.
    """
    if seen is None:
        if zone is None:
            return None
        return _as_field(zone, FieldStatus.OK if zone.confidence >= SURE else FieldStatus.DOUBTFUL, (zone,))
    if zone is None:
        return seen
    sure = seen.status is FieldStatus.OK
    alike = [reading for reading in seen.readings if _alike(str(reading.value), str(zone.value))]
    if sure and _alike(seen.text, str(zone.value)):
        # What the print says as well is read twice, by other eyes: so names and nationality of the zone stand.
        together = combined((seen.confidence, zone.confidence))
        zone = zone.model_copy(update={"confidence": together})
        if squeeze(seen.text) == squeeze(str(zone.value)) and len(seen.text.split()) < len(str(zone.value).split()):
            seen = shown_as(seen, str(zone.value))  # the same letters: a filler is surer than a narrow gap
        return seen.model_copy(update={"confidence": together, "readings": (*seen.readings, zone)})
    if not sure and alike and zone.confidence >= SURE:
        best = max(alike, key=lambda reading: (len(str(reading.value).split()), reading.confidence))
        best = best.model_copy(update={"confidence": combined((best.confidence, zone.confidence))})
        others = tuple(reading for reading in seen.readings if reading.value != best.value)
        return _as_field(best, FieldStatus.OK, (best, *others, zone)).model_copy(update={"region": seen.region})
    engines = {reading.engine for reading in seen.readings if reading.value == seen.value}
    given = seen.source is ReadingSource.PDF_TEXT
    if sure and not given and (len(engines) < 2 or lacks_an_end(seen.text, str(zone.value))):
        # Small print that an engine left out looks just so; and one engine alone contradicts nothing.
        seen = seen.model_copy(update={"status": FieldStatus.DOUBTFUL})
    return seen.model_copy(update={"readings": (*seen.readings, zone)})


def _is_confirmed(field: Field) -> bool:
    """Whether a field is sure in the visible zone and the readable zone says the same."""
    coded = [str(reading.value) for reading in field.readings if reading.source is ReadingSource.MRZ]
    printed = field.status is FieldStatus.OK and field.source is not ReadingSource.MRZ
    return printed and any(_alike(field.text, value) for value in coded)


def _alike(one: str, other: str) -> bool:
    """Tell whether two values are the same but for word order and spaces: names stand in another order in the zone."""
    return sorted(one.split()) == sorted(other.split()) or squeeze(one) == squeeze(other)


def _as_field(reading: Reading, status: FieldStatus, readings: tuple[Reading, ...]) -> Field:
    return Field(
        value=reading.value,
        raw=reading.raw,
        confidence=reading.confidence,
        status=status,
        source=reading.source,
        region=reading.region,
        readings=readings,
    )


TYPE: Final = DocumentType(
    name="passport",
    version=1,
    fields=frozenset({*_FIELDS, "mrz_line_1", "mrz_line_2"}),
    score=score,
    extract=extract,
)
