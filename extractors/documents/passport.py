"""Passport data page: labelled values of the visible zone, and the machine readable zone beside them.

Labels: Indonesian passports since 2009 as public parsers read them (domain.md section 2), with the English labels that
ICAO Doc 9303 part 4 asks every state for. Values stand under their labels, or right of them in some prints.
The visible zone and the machine readable one are read apart and kept apart: a value is the visible one where that was
read surely, and every field keeps both readings, so that rules can compare them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from extractors import passport_values as values
from extractors.data_page import DataPage, view_of
from extractors.document_type import DocumentType
from extractors.engine import OcrEngine, Readers, ReadPage, View
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region
from extractors.mrz import Mrz, read_mrz
from extractors.visible_zone import SURE, Parse, Seen, VisibleZone, levelled, read_again

CORE: Final = frozenset({"passport_number", "name", "birth_date", "sex", "issued_on", "expires_on"})
"""Values that every passport prints: where one is missing, the whole page is read again by the second reader."""

INDONESIAN_LENGTH: Final = 8
"""Characters of an Indonesian passport number (domain.md section 2)."""

LABELS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "type": ("JENIS", "TYPE", "JENIS/TYPE"),
        "country_code": (
            "KODE NEGARA",
            "COUNTRY CODE",
            "CODE OF ISSUING STATE",
            "ISSUING COUNTRY",
            "COUNTRY CODE/KODE NEGARA",
        ),
        "passport_number": (
            "NO. PASPOR",
            "PASSPORT NO",
            "NOMOR PASPOR",
            "PASSPORT NUMBER",
            "NO. PASSPORT",
            "DOCUMENT NO",
        ),
        "name": ("NAMA LENGKAP", "FULL NAME", "NAMA", "NAME"),
        "surname": ("SURNAME", "NAMA KELUARGA", "FAMILY NAME"),
        "given_names": ("GIVEN NAMES", "GIVEN NAME", "NAMA DEPAN", "FORENAMES"),
        "nationality": ("KEWARGANEGARAAN", "NATIONALITY", "CITIZENSHIP"),
        "birth_date": ("TGL. LAHIR", "TANGGAL LAHIR", "DATE OF BIRTH", "BIRTH DATE"),
        "sex": ("KELAMIN", "JENIS KELAMIN", "SEX", "GENDER"),
        "birth_place": ("TEMPAT LAHIR", "PLACE OF BIRTH", "BIRTHPLACE"),
        "issued_on": ("TGL. PENGELUARAN", "TANGGAL PENGELUARAN", "DATE OF ISSUE", "TGL. DIKELUARKAN", "ISSUE DATE"),
        "expires_on": (
            "TGL. HABIS BERLAKU",
            "TANGGAL HABIS BERLAKU",
            "DATE OF EXPIRY",
            "BERLAKU SAMPAI",
            "DATE OF EXPIRATION",
            "EXPIRY DATE",
            "VALID UNTIL",
        ),
        "issuing_office": (
            "KANTOR YANG MENGELUARKAN",
            "ISSUING OFFICE",
            "ISSUING AUTHORITY",
            "AUTHORITY",
            "DIKELUARKAN DI",
            "PLACE OF ISSUE",
        ),
        "registration_number": (
            "NO. REG",
            "REG. NO",
            "NO. REGISTRASI",
            "REGISTRATION NO",
            "REGISTRATION NUMBER",
            "NOMOR REGISTER",
        ),
        "personal_number": ("NIKIM", "PERSONAL NO", "PERSONAL NUMBER"),
    }
)
"""Indonesian and English labels; papers print them alone, side by side or one under the other."""


def _both_ways(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels and every pair of them run together, as small print with a slash is often read."""
    return (*labels, *(f"{one} {other}" for one in labels for other in labels if one != other))


_VOCABULARY: Final = {name: _both_ways(labels) for name, labels in LABELS.items()}
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
_COMMON_SIGNS: Final = frozenset({"name", "nationality", "birth_date", "sex", "birth_place"})
_TITLE: Final = re.compile(r"PASPOR|PASSPORT")
_ZONE: Final = re.compile(r"^P[<A-Z(«£€]?[A-Z]{3}[A-Z<«(£€]{20,}|[<«]{4,}|[0-9]{6,7}[MF<][0-9]{6,7}")
_MOST_WORDS: Final = 140
"""A data page has fewer words than this; a page of prose has more."""


def score(page: ReadPage) -> float:
    """Return how surely this is a passport's data page: its own labels, its title, and lines of the readable zone."""
    view = view_of(page)
    words = view.words
    sheet = DataPage.of(words, _VOCABULARY, view.pixels.shape[1] / view.pixels.shape[0])
    labels = (
        min(1.0, len(sheet.names() & _OWN_SIGNS) / 4) * 0.6 + min(1.0, len(sheet.names() & _COMMON_SIGNS) / 3) * 0.1
    )
    zone = 0.45 * any(_is_zone_line(_joined(line.text)) for line in sheet.rows)
    title = 0.1 * any(_TITLE.search(squeeze(word.text)) for word in words)
    prose = min(1.0, _MOST_WORDS / max(len(words), 1))
    return min(1.0, (labels + zone + title) * prose)


def _joined(text: str) -> str:
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
    view = levelled(view_of(page), zone.ends) if zone else view_of(page)
    seen = _visible(page, view, readers.second, indonesian=_is_indonesian(page, state))
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
    """Return the end of the year ``years`` earlier: a passport is valid for five years or more from its issue."""
    if iso is None:
        return None
    day = date.fromisoformat(iso)
    return date(day.year - years, 12, 31).isoformat()


# -- the visible zone ------------------------------------------------------------------------------------------------

_FREE: Final[Mapping[str, Parse]] = MappingProxyType(
    {
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
)
"""How the values are put in normal form; the number depends on the issuing state."""
_FIELDS: Final = frozenset({*_FREE, "passport_number"} - {"surname", "given_names"})
_LONG: Final = frozenset({"name", "birth_place", "issuing_office"})
"""Values that may go on in a second line."""
_WIDENED: Final = frozenset({"name", "sex", "passport_number"})
"""Values of which an engine may have left out an end, so that what remains still looks whole."""


def _visible(page: ReadPage, view: View, second: OcrEngine | None, *, indonesian: bool) -> dict[str, Seen]:
    """Return the values of the visible zone, regions in shares of the upright page."""
    parsers: dict[str, Parse] = {**_FREE, "passport_number": partial(values.number, indonesian=indonesian)}
    exact = page.source is ReadingSource.PDF_TEXT
    seen = _seen(VisibleZone.of(page, view, page.engine, None if exact else second, _VOCABULARY), parsers)
    if not seen.keys() >= CORE and second is not None and not exact:
        zone = VisibleZone.of(page, read_again(page, view, second), second.name, second, _VOCABULARY)
        sure = {name: entry for name, entry in seen.items() if entry.sure}
        seen = {**seen, **_seen(zone, parsers), **sure}
    number = seen.get("passport_number")
    if indonesian and number is not None and len(str(number.readings[0].value)) != INDONESIAN_LENGTH:
        seen["passport_number"] = replace(number, sure=False)  # an end of it is likelier unread than unprinted
    return seen


def _seen(zone: VisibleZone, parsers: Mapping[str, Parse]) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    for name, parse in parsers.items():
        entry = zone.value(name, parse, wraps=name in _LONG, widen=name in _WIDENED)
        if entry is not None:
            found[name] = entry
    if "name" not in found and "surname" in found:
        found["name"] = _full_name(found["surname"], found.get("given_names"))
    return {name: entry for name, entry in found.items() if name in _FIELDS}


def _full_name(surname: Seen, given: Seen | None) -> Seen:
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
    return Seen((whole,), sure=all(part.sure for part in parts))


# -- the two zones together ------------------------------------------------------------------------------------------


def _field(seen: Seen | None, zone: Reading | None) -> Field | None:
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
    sure = seen.sure and not (zone and _is_part(str(best.value), str(zone.value)))
    return _as_field(best, FieldStatus.OK if sure else FieldStatus.DOUBTFUL, readings)


def _is_part(visible: str, zone: str) -> bool:
    """Tell whether the visible value is but a part of the zone's: its words, or ends of them, with letters missing.

    Small print that an engine left out looks just so. It is a doubt about the reading, not a contradiction.
    """
    words, whole = visible.split(), zone.split()
    fewer = len("".join(words)) < len("".join(whole))
    return fewer and all(any(other.startswith(word) or other.endswith(word) for other in whole) for word in words)


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
