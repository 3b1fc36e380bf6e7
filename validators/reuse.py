"""Prints of a case's papers, how far two of them are apart, and whether two papers name one person.

A print is 256 bits. Two pictures of one thing differ in few of them (``validators.forensics.likeness``), so a store
finds what is near by parts of it: of two prints that differ in at most 29 bits, two of 16 bands of 16 bits differ in
at most one each; of those that differ in 40, all but three in a hundred have two such bands.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from extractors.model import Document, FieldStatus, Region, Trace, TraceState
from validators.identity import NAMES, NIKS, Table
from validators.model import SamePerson
from validators.names import Likeness, compare
from validators.numbers import nik

CHECK: Final = "prints"
"""The check that measures prints."""
BANDS: Final = 16
BAND_BITS: Final = 16
SHARED: Final = 2
"""Bands that two prints must share, or nearly so, to be near: of a million others some twenty do by chance."""
_BAND: Final = (1 << BAND_BITS) - 1


class Kind(StrEnum):
    """What a print is of."""

    PORTRAIT = "portrait"
    PAGE = "page"
    SIGNATURE = "signature"
    STAMP = "stamp"
    LETTERHEAD = "letterhead"
    CODE = "code"


REACH: Final = {
    Kind.PORTRAIT: 56,
    Kind.PAGE: 56,
    Kind.SIGNATURE: 72,
    Kind.STAMP: 64,
    Kind.LETTERHEAD: 31,
    Kind.CODE: 0,
}
"""Bits in which two prints may differ for the pictures to be held against each other; these decide, not the prints.

Measured by bench/reuse: copies through a messenger differ in up to 40 bits, portraits of two persons in 44 and more.
Values of two persons' cards differ in 66 and more, copies, scans and photocopies of one card in 32 at most.
"""
LOOKED_UP: Final = frozenset({Kind.PORTRAIT, Kind.PAGE, Kind.SIGNATURE, Kind.STAMP, Kind.CODE})
"""Kinds that are looked for in other cases. Letterheads of offices and agencies stand on many papers."""


@dataclass(frozen=True)
class Print:
    """One print. ``corners`` say where it was taken on the page (``validators.forensics.crops.told``).

    ``moved`` are the prints of the same thing cut out a little otherwise, by which it is looked for as well.
    """

    kind: Kind
    role: str
    value: int
    document: str
    region: Region | None
    corners: str
    page_sha256: str
    moved: tuple[int, ...] = ()

    def apart(self, value: int) -> int:
        """Return in how many bits another print differs from this one, or from it placed a little otherwise."""
        return min(distance(own, value) for own in (self.value, *self.moved))

    @property
    def hex(self) -> str:
        """The print as 64 hex digits."""
        return f"{self.value:064x}"


def prints_of(document: Document) -> Iterator[Print]:
    """Yield the prints of a document: those of pictures from its traces, those of codes from its field ``codes``."""
    pages = {page.index: page.image_sha256 for page in document.pages}
    for trace in document.traces:
        if trace.check == CHECK and trace.state is TraceState.MEASURED and trace.region is not None:
            made = _print(trace, trace.region, document.id, pages.get(trace.region.page, ""))
            if made is not None:
                yield made
    yield from _codes(document, pages)


def _print(trace: Trace, region: Region, document: str, page_sha256: str) -> Print | None:
    facts = trace.facts
    try:
        kind, value = Kind(facts["kind"]), int(facts["hash"], 16)
        moved = tuple(int(each, 16) for each in facts.get("near", "").split())
    except (KeyError, ValueError):  # of another version of the check
        return None
    return Print(kind, facts.get("role", ""), value, document, region, facts.get("corners", ""), page_sha256, moved)


def _codes(document: Document, pages: dict[int, str]) -> Iterator[Print]:
    field = document.fields.get("codes")
    if field is None or field.status is not FieldStatus.OK or not isinstance(field.value, list):
        return
    for entry in field.value:
        text = str(entry.get("text", "")).strip()
        region = Region.model_validate(entry["region"]) if entry.get("region") is not None else None
        if text:
            value = int(hashlib.sha256(text.encode()).hexdigest(), 16)
            page = pages.get(region.page, "") if region is not None else ""
            yield Print(Kind.CODE, "named" if is_named(text) else "general", value, document.id, region, "", page)


def is_named(code: str) -> bool:
    """Whether the text of a code may name one paper: it holds a number of some length, which a bare address lacks."""
    run = best = 0
    for character in code:
        run = run + 1 if character.isdigit() else 0
        best = max(best, run)
    return best >= 5 or sum(character.isdigit() for character in code) >= 8


def distance(one: int, other: int) -> int:
    """Return the number of bits in which two prints differ, 0..256."""
    return (one ^ other).bit_count()


def bands(value: int) -> tuple[int, ...]:
    """Return the 16 bands of a print, each with its place in front: 0..2**20 - 1."""
    return tuple(place << BAND_BITS | (value >> place * BAND_BITS) & _BAND for place in range(BANDS))


def probes(one: Print) -> frozenset[int]:
    """Return the bands by which a print is looked for: its own, each with one bit turned, and those of it moved."""
    flipped = (band ^ flip for band in bands(one.value) for flip in (0, *(1 << bit for bit in range(BAND_BITS))))
    return frozenset((*flipped, *(band for value in one.moved for band in bands(value))))


def same_person(one: Document, other: Document) -> SamePerson:
    """Return whether two papers name one worker. Only names that cannot be one, without one NIK, are two persons'."""
    numbers = {_sure(document, NIKS) for document in (one, other)}
    niks = [nik.compact(number) for number in numbers if number]
    if len(numbers) == 1 and niks and nik.is_valid(niks[0]):
        return SamePerson.SAME
    names = [_sure(document, NAMES) for document in (one, other)]
    if not all(names):
        return SamePerson.CANNOT_TELL
    likeness = compare(names[0], names[1]).likeness
    if likeness is Likeness.DIFFERENT:
        return SamePerson.DIFFERENT
    if likeness is Likeness.CANNOT_TELL or (len(niks) == 2 and all(map(nik.is_valid, niks))):
        return SamePerson.CANNOT_TELL  # two workers may bear one name
    return SamePerson.SAME


def _sure(document: Document, table: Table) -> str:
    field = document.fields.get(table.get(document.type, ""))
    return field.text if field is not None and field.status is FieldStatus.OK else ""
