"""Prints of pictures as the database keeps them, and what lies near one of them in other cases.

A lookup reads an index of bands (``validators.reuse``), then counts bits of the few prints that it names. Nothing about
a person is kept: who a print belongs to is asked of its case.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from extractors.model import Document
from validators.reuse import BAND_BITS, BANDS, LOOKED_UP, REACH, SHARED, Kind, Print, bands, prints_of, probes
from worker.storage import tables
from worker.storage.database import Database

_KINDS: Final = {Kind.PORTRAIT: 0, Kind.PAGE: 1, Kind.SIGNATURE: 2}
"""Kinds that are looked up by bands; a code is looked up by its whole hash."""
_SHIFT: Final = BAND_BITS + BANDS.bit_length() - 1
_MOST_CANDIDATES: Final = 2_000
"""Prints whose bits are counted for one lookup; a band that more share is of plain pictures."""


@dataclass(frozen=True)
class Near:
    """A print of another case, and in how many bits it differs."""

    case_id: str
    document: str
    role: str
    page: int
    corners: str
    page_sha256: str
    distance: int


class Prints:
    """The prints of the latest revision of every case."""

    _database: Database

    def near(self, one: Print, but: str, most: int) -> list[Near]:
        """Return what lies nearest to a print in other cases than ``but``, at most ``most``, the nearest first."""
        if one.kind not in LOOKED_UP:
            return []
        with self._database.read() as connection:
            rows = list(connection.execute(_held(_candidates(connection, one, most))))
            found = sorted(
                (apart, row.id)
                for row in rows
                if row.case_id != but and (apart := one.apart(int(row.hash, 16))) <= REACH[one.kind]
            )[:most]
            table = tables.picture_print
            named = sa.select(table).where(table.c.id.in_([number for _, number in found]))
            held = {row.id: row for row in connection.execute(named)} if found else {}
        return [_near(held[number], apart) for apart, number in found if number in held]


def _candidates(connection: sa.Connection, one: Print, most: int) -> list[int]:
    query = same_code(one, most) if one.kind is Kind.CODE else near_bands(one)
    return [number for (number,) in connection.execute(query)]


def near_bands(one: Print) -> sa.Select[Any]:
    """Return the query of all prints that share two bands with ``one``, or nearly so: it reads the key alone."""
    band = tables.print_band
    wanted = [_KINDS[one.kind] << _SHIFT | probe for probe in sorted(probes(one))]
    shared = sa.select(band.c.print_id).where(band.c.band.in_(wanted)).group_by(band.c.print_id)
    return shared.having(sa.func.count() >= SHARED).limit(_MOST_CANDIDATES)


def same_code(one: Print, most: int) -> sa.Select[Any]:
    """Return the query of all prints of the very same code."""
    table = tables.picture_print
    query = sa.select(table.c.id).where(table.c.kind == one.kind.value, table.c.hash == one.hex)
    return query.limit(50 * most)


def _held(numbers: list[int]) -> sa.Select[Any]:
    table = tables.picture_print
    return sa.select(table.c.id, table.c.case_id, table.c.hash).where(table.c.id.in_(numbers))


def keep_prints(connection: sa.Connection, case_id: str, documents: Iterable[Document]) -> None:
    """Replace a case's prints by those of ``documents``, inside the caller's unit of work."""
    table, band = tables.picture_print, tables.print_band
    for row in connection.execute(sa.select(table).where(table.c.case_id == case_id)).all():
        keys = bands_of(Kind(row.kind), int(row.hash, 16))
        connection.execute(band.delete().where(band.c.band.in_(keys), band.c.print_id == row.id))
    connection.execute(table.delete().where(table.c.case_id == case_id))
    for one in (one for document in documents for one in prints_of(document)):
        key = connection.execute(table.insert().values(case_id=case_id, **_columns(one))).inserted_primary_key
        rows = [{"band": value, "print_id": key[0]} for value in bands_of(one.kind, one.value)] if key else []
        if rows:
            connection.execute(band.insert(), rows)


def bands_of(kind: Kind, value: int) -> tuple[int, ...]:
    """Return the keys under which a print is found; none for a kind that is not looked up by bands."""
    return tuple(_KINDS[kind] << _SHIFT | band for band in bands(value)) if kind in _KINDS else ()


def _columns(one: Print) -> dict[str, object]:
    return {
        "document": one.document, "kind": one.kind.value, "role": one.role[:40], "hash": one.hex,
        "page": one.region.page if one.region else 0, "corners": one.corners, "page_sha256": one.page_sha256,
    }  # fmt: skip


def _near(row: Any, apart: int) -> Near:
    return Near(row.case_id, row.document, row.role, row.page, row.corners, row.page_sha256, apart)
