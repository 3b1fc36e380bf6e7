"""Passport data page: labelled values of the visible zone, and the machine readable zone beside them.

Labels: Indonesian passports since 2009 as public parsers read them (domain.md section 2), with the English labels that
ICAO Doc 9303 part 4 asks every state for. Values stand under their labels, or right of them in some prints.
The visible zone and the machine readable one are read apart and kept apart: a value is the visible one where that was
read surely, and every field keeps both readings, so that rules can compare them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

import numpy as np

from extractors import passport_values as values
from extractors.data_page import Candidate, DataPage
from extractors.document_type import DocumentType
from extractors.engine import Layout, OcrEngine, Pixels, Readers, ReadPage, View
from extractors.ink import tight
from extractors.layout import lines, squeeze
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region, Word
from extractors.mrz import Mrz, read_mrz

SURE: Final = 0.8
"""Confidence (0..1) from which on one reading alone is sure."""
AGREED: Final = 0.95
"""Confidence of a value that two engines read alike."""
DOUBTFUL: Final = 0.5
"""Most confidence that a value keeps when another reading of the same print differs."""
FEW: Final = 5
"""With fewer values than this the whole page is read again by the second reader."""

LABELS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "type": ("JENIS", "TYPE", "JENIS/TYPE"),
        "country_code": ("KODE NEGARA", "COUNTRY CODE", "CODE OF ISSUING STATE", "ISSUING COUNTRY", "COUNTRY CODE/KODE NEGARA"),
        "passport_number": ("NO. PASPOR", "PASSPORT NO", "NOMOR PASPOR", "PASSPORT NUMBER", "NO. PASSPORT", "DOCUMENT NO"),
        "name": ("NAMA LENGKAP", "FULL NAME", "NAMA", "NAME"),
        "surname": ("SURNAME", "NAMA KELUARGA", "FAMILY NAME"),
        "given_names": ("GIVEN NAMES", "GIVEN NAME", "NAMA DEPAN", "FORENAMES"),
        "nationality": ("KEWARGANEGARAAN", "NATIONALITY", "CITIZENSHIP"),
        "birth_date": ("TGL. LAHIR", "TANGGAL LAHIR", "DATE OF BIRTH", "BIRTH DATE"),
        "sex": ("KELAMIN", "JENIS KELAMIN", "SEX", "GENDER"),
        "birth_place": ("TEMPAT LAHIR", "PLACE OF BIRTH", "BIRTHPLACE"),
        "issued_on": ("TGL. PENGELUARAN", "TANGGAL PENGELUARAN", "DATE OF ISSUE", "TGL. DIKELUARKAN", "ISSUE DATE"),
        "expires_on": (
            "TGL. HABIS BERLAKU", "TANGGAL HABIS BERLAKU", "DATE OF EXPIRY", "BERLAKU SAMPAI", "DATE OF EXPIRATION", "EXPIRY DATE", "VALID UNTIL",
        ),
        "issuing_office": ("KANTOR YANG MENGELUARKAN", "ISSUING OFFICE", "ISSUING AUTHORITY", "AUTHORITY", "DIKELUARKAN DI", "PLACE OF ISSUE"),
        "registration_number": ("NO. REG", "REG. NO", "NO. REGISTRASI", "REGISTRATION NO", "REGISTRATION NUMBER", "NOMOR REGISTER"),
        "personal_number": ("NIKIM", "PERSONAL NO", "PERSONAL NUMBER"),
    }
)
"""Indonesian and English labels; papers print them alone, side by side or one under the other."""


def _both_ways(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels and every pair of them run together, as small print with a slash is often read."""
    return (*labels, *(f"{one} {other}" for one in labels for other in labels if one != other))


_LONG: Final = frozenset({"name", "birth_place", "issuing_office"})
"""Values that may go on in a second line."""
_VOCABULARY: Final = {name: _both_ways(labels) for name, labels in LABELS.items()}
_OWN_SIGNS: Final = frozenset(
    {"type", "country_code", "passport_number", "issued_on", "expires_on", "issuing_office", "registration_number", "surname", "given_names"}
)
"""Labels that identity cards do not carry."""
_COMMON_SIGNS: Final = frozenset({"name", "nationality", "birth_date", "sex", "birth_place"})
_TITLE: Final = re.compile(r"PASPOR|PASSPORT")
_ZONE: Final = re.compile(r"^P[<A-Z(«£€]?[A-Z]{3}[A-Z<«(£€]{20,}|[<«]{4,}|[0-9]{6,7}[MF<][0-9]{6,7}")
_MOST_WORDS: Final = 140
"""A data page has fewer words than this; a page of prose has more."""


@dataclass(frozen=True)
class _Seen:
    """A value of the visible zone: its readings, the one that holds first, and whether that one is sure."""

    readings: tuple[Reading, ...]
    sure: bool

    @property
    def value(self) -> str:
        return str(self.readings[0].value)


def score(page: ReadPage) -> float:
    """Return how surely this is a passport's data page: its own labels, its title, and lines of the readable zone."""
    words = _view(page).words
    sheet = DataPage.of(words, _VOCABULARY, _aspect(page))
    labels = min(1.0, len(sheet.names() & _OWN_SIGNS) / 4) * 0.6 + min(1.0, len(sheet.names() & _COMMON_SIGNS) / 3) * 0.1
    zone = 0.45 * any(_is_zone_line(squeeze_keeping_fillers(line.text)) for line in sheet.rows)
    title = 0.1 * any(_TITLE.search(squeeze(word.text)) for word in words)
    prose = min(1.0, _MOST_WORDS / max(len(words), 1))
    return min(1.0, (labels + zone + title) * prose)


def squeeze_keeping_fillers(text: str) -> str:
    """Return ``text`` in capitals without spaces: what a line of the readable zone is known by."""
    return re.sub(r"\s+", "", text).upper()


def _is_zone_line(text: str) -> bool:
    return len(text) >= 26 and _ZONE.search(text) is not None


def extract(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
    """Return the fields of a passport: those seen in the visible zone, in the readable zone, or in both.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    page, zone = _data_page(pages, readers)
    readings = dict(_zone_readings(zone)) if zone else {}
    state = str(readings["country_code"].value) if "country_code" in readings else ""
    seen = _visible(page, readers, indonesian=_is_indonesian(page, state))
    fields = {name: field for name in sorted(_FIELDS) if (field := _field(seen.get(name), readings.get(name)))}
    if zone:
        for number, line in zone.lines.items():
            whole = line.reading()
            status = FieldStatus.OK if line.sure else FieldStatus.DOUBTFUL
            fields[f"mrz_line_{number}"] = _as_field(whole, status, (whole,))
    return fields


def _data_page(pages: Sequence[ReadPage], readers: Readers) -> tuple[ReadPage, Mrz | None]:
    """Return the page with the readable zone of a passport, else the one that looks most like a data page."""
    for page in sorted(pages, key=score, reverse=True):
        zone = read_mrz(page, readers)
        if zone is not None and zone.layout.name == "TD3":
            return page, zone
    return max(pages, key=score), None


def _is_indonesian(page: ReadPage, state: str) -> bool:
    """Tell whether the book is Indonesian: by the issuing state of the zone, else by the words on the page."""
    if state:
        return state == "IDN"
    return any(squeeze(word.text) in {"IDN", "INDONESIA", "PASPOR", "REPUBLIKINDONESIA"} for word in page.words)


# -- the readable zone -----------------------------------------------------------------------------------------------


def _zone_readings(zone: Mrz) -> Iterator[tuple[str, Reading]]:
    """Yield the fields that the zone holds; a slot that holds no value of its kind yields none."""
    line = zone.lines.get(1)
    if line is not None and line.complete:
        yield "country_code", line.part(3, 5, line.text[2:5].rstrip("<"))
        if name := values.zone_name(line.text[5:]):
            yield "name", line.part(6, 5 + max(len(line.text[5:].rstrip("<")), 1), name)
    line = zone.lines.get(2)
    if line is None or not line.complete:
        return
    text = line.text
    for name, first, last in (("passport_number", 1, 9), ("nationality", 11, 13), ("personal_number", 29, 42)):
        if value := text[first - 1 : last].strip("<"):
            yield name, line.part(first, last, value.replace("<", ""))
    expires = values.zone_date(text[21:27])
    if expires:
        yield "expires_on", line.part(22, 27, expires)
    if born := values.zone_date(text[13:19], not_after=_years_before(expires, 5)):
        yield "birth_date", line.part(14, 19, born)
    if text[20] in "MF":
        yield "sex", line.part(21, 21, text[20])


def _years_before(iso: str | None, years: int) -> str | None:
    """Return the first day of the month ``years`` earlier: a passport is valid for five years or more from its issue."""
    if iso is None:
        return None
    day = date.fromisoformat(iso)
    return date(day.year - years, 12, 31).isoformat()


# -- the visible zone ------------------------------------------------------------------------------------------------

_FREE: Final[Mapping[str, values.Parse]] = {
    "country_code": values.state_code,
    "name": values.name,
    "nationality": values.country,
    "birth_date": values.printed_date,
    "sex": values.sex,
    "birth_place": values.name,
    "issued_on": values.printed_date,
    "expires_on": values.printed_date,
    "issuing_office": values.free_text,
    "registration_number": values.registration,
    "personal_number": values.registration,
    "surname": values.name,
    "given_names": values.name,
}
_FIELDS: Final = frozenset({*_FREE, "passport_number"} - {"surname", "given_names"})


def _view(page: ReadPage) -> View:
    return page.view or View(page.pixels, page.words, np.eye(3))


def _aspect(page: ReadPage) -> float:
    high, wide = _view(page).pixels.shape[:2]
    return wide / high


def _visible(page: ReadPage, readers: Readers, *, indonesian: bool) -> dict[str, _Seen]:
    """Return the values of the visible zone, regions in shares of the upright page."""
    parsers = {**_FREE, "passport_number": partial(values.number, indonesian=indonesian)}
    view, engine = _view(page), readers.second
    exact = page.source is ReadingSource.PDF_TEXT
    seen = _seen(page, view.words, None if exact else engine, parsers)
    if len(seen) < FEW and engine is not None and not exact:
        words = tuple(_on(page.index, word) for word in engine.read(view.pixels, Layout.PAGE))
        seen = {**_seen(page, words, engine, parsers), **{name: entry for name, entry in seen.items() if entry.sure}}
    return seen


def _seen(
    page: ReadPage, words: Sequence[Word], second: OcrEngine | None, parsers: Mapping[str, values.Parse]
) -> dict[str, _Seen]:
    sheet = DataPage.of(words, _VOCABULARY, _aspect(page))
    found: dict[str, _Seen] = {}
    for name, parse in parsers.items():
        entry = _value(page, sheet, name, parse, second)
        if entry is not None:
            found[name] = entry
    if "name" not in found and "surname" in found:
        found["name"] = _full_name(found["surname"], found.get("given_names"))
    return {name: entry for name, entry in found.items() if name in _FIELDS}


def _value(
    page: ReadPage, sheet: DataPage, name: str, parse: values.Parse, second: OcrEngine | None
) -> _Seen | None:
    """Return the value of one label, read by the first engine and, from the same print, by the second."""
    candidate = sheet.candidate(name, wraps=name in _LONG)
    trimmed = _trimmed(candidate, parse) if candidate else None
    if trimmed is not None:
        return _reread(page, trimmed, parse, second)
    # The label was found, but what the first engine read there, if anything, is no such value.
    for place in (candidate.region if candidate else None, sheet.gap(name)):
        again = _crop_reading(page, place, parse, second) if place and second else None
        if again is not None:
            return _Seen((again,), sure=again.confidence >= SURE)
    return None


def _trimmed(candidate: Candidate, parse: values.Parse) -> Candidate | None:
    """Return the shortest run of words, from the left, that means what the whole does; None when it means nothing."""
    whole = parse(candidate.text)
    if whole is None:
        runs = [Candidate(candidate.words[:end]) for end in range(len(candidate.words) - 1, 0, -1)]
        return next((run for run in runs if parse(run.text) is not None), None)
    best = candidate
    while len(best.words) > 1:
        shorter = [Candidate(best.words[:-1]), Candidate(best.words[1:])]
        same = next((run for run in shorter if parse(run.text) == whole), None)
        if same is None:
            break
        best = same
    return best


def _reread(page: ReadPage, candidate: Candidate, parse: values.Parse, second: OcrEngine | None) -> _Seen:
    """Return a value with what the second engine reads in its place, one reading a printed line."""
    exact = page.source is ReadingSource.PDF_TEXT
    first = Reading(
        source=page.source,
        engine=page.engine,
        raw=candidate.text,
        value=parse(candidate.text) or "",
        confidence=candidate.confidence,
        region=_placed(page, candidate.region if exact else tight(_view(page).pixels, candidate.region)),
    )
    again = [_crop_reading(page, line.region, _any_text, second) for line in lines(candidate.words)] if second else []
    texts = [reading for reading in again if reading]
    text = " ".join(reading.raw for reading in texts)
    value = parse(text)
    if not texts or value is None:
        return _Seen((first,), sure=exact or first.confidence >= SURE)
    region = Region.around(reading.region for reading in texts if reading.region)
    confidence = min(reading.confidence for reading in texts)
    update = {"raw": text, "value": value, "confidence": confidence, "region": region}
    return _weighed(first, texts[0].model_copy(update=update))


def _any_text(text: str) -> str | None:
    return text or None


def _weighed(first: Reading, again: Reading) -> _Seen:
    """Return two readings of the same print, the better one first; the region is the second's, which is tighter."""
    first = first.model_copy(update={"region": again.region})
    if squeeze(str(first.value)) == squeeze(str(again.value)):
        agreed = again if again.confidence > first.confidence else first
        agreed = agreed.model_copy(update={"confidence": max(agreed.confidence, AGREED)})
        return _Seen((agreed, first if agreed.engine == again.engine else again), sure=True)
    better, worse = (again, first) if again.confidence > first.confidence else (first, again)
    return _Seen((better.model_copy(update={"confidence": min(better.confidence, DOUBTFUL)}), worse), sure=False)


def _crop_reading(page: ReadPage, region: Region, parse: values.Parse, engine: OcrEngine) -> Reading | None:
    """Return what an engine reads in one line of the view, or None when it is no value of this kind."""
    pixels = _view(page).pixels
    crop, frame = _cut(pixels, region)
    if min(crop.shape[:2]) < 6:
        return None
    words = engine.read(crop, Layout.LINE)
    text = " ".join(word.text for word in words)
    value = parse(text)
    if value is None:
        return None
    seen = [word for word in words if squeeze(word.text)] or words
    print_ = Region.around(word.region for word in seen)
    rough = Region.clipped(
        region.page,
        frame.x0 + print_.x0 * frame.width,
        region.y0,
        frame.x0 + print_.x1 * frame.width,
        region.y1,
    )
    return Reading(
        source=ReadingSource.VISUAL,
        engine=engine.name,
        raw=text,
        value=value,
        confidence=min(word.confidence for word in words),
        region=_placed(page, tight(pixels, rough)),
    )


def _cut(pixels: Pixels, region: Region) -> tuple[Pixels, Region]:
    """Return the print in ``region`` with a margin of a third of its height, and the region that was cut."""
    high, wide = pixels.shape[:2]
    margin = 0.3 * region.height
    frame = Region.clipped(
        region.page,
        region.x0 - margin * high / wide,
        region.y0 - margin,
        region.x1 + margin * high / wide,
        region.y1 + margin,
    )
    rows = slice(int(frame.y0 * high), round(frame.y1 * high))
    return pixels[rows, int(frame.x0 * wide) : round(frame.x1 * wide)], frame


def _placed(page: ReadPage, region: Region) -> Region:
    return _view(page).on_page(region, page.pixels).model_copy(update={"page": page.index})


def _on(index: int, word: Word) -> Word:
    return word.model_copy(update={"region": word.region.model_copy(update={"page": index})})


def _full_name(surname: _Seen, given: _Seen | None) -> _Seen:
    """Return given names and surname as one name, as sure as the less sure of them."""
    parts = [given, surname] if given else [surname]
    firsts = [part.readings[0] for part in parts]
    whole = firsts[0].model_copy(
        update={
            "raw": " ".join(reading.raw for reading in firsts),
            "value": " ".join(str(reading.value) for reading in firsts),
            "confidence": min(reading.confidence for reading in firsts),
            "region": Region.around(reading.region for reading in firsts if reading.region),
        }
    )
    return _Seen((whole,), sure=all(part.sure for part in parts))


# -- the two zones together ------------------------------------------------------------------------------------------


def _field(seen: _Seen | None, zone: Reading | None) -> Field | None:
    """Return the field of a value read in the visible zone, in the readable zone, or in both.

    The visible value holds when it was read surely, or when the zone says the same; both stay beside each other, also
    where they contradict. Only where the visible one is missing does the zone's stand in for it.
    """
    if seen is None:
        if zone is None:
            return None
        return _as_field(zone, FieldStatus.OK if zone.confidence >= SURE else FieldStatus.DOUBTFUL, (zone,))
    readings = (*seen.readings, zone) if zone else seen.readings
    best = seen.readings[0]
    alike = [reading for reading in seen.readings if zone and _alike(str(reading.value), str(zone.value))]
    if not seen.sure and alike and zone and zone.confidence >= SURE:
        best = alike[0].model_copy(update={"confidence": max(alike[0].confidence, SURE), "region": best.region})
        readings = (best, *(reading for reading in readings if reading is not alike[0]))
        return _as_field(best, FieldStatus.OK, readings)
    return _as_field(best, FieldStatus.OK if seen.sure else FieldStatus.DOUBTFUL, readings)


def _alike(one: str, other: str) -> bool:
    """Tell whether two values are the same but for word order: names stand in another order in the zone."""
    return sorted(one.split()) == sorted(other.split())


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
