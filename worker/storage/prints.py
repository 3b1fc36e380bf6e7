"""Prints of pictures as the database keeps them, and what lies near one of them in other cases.

A lookup reads an index of bands (``validators.reuse``), then counts bits of the few prints that it names. Nothing about
a person is kept: who a print belongs to is asked of its case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from extractors.model import Document
from validators.reuse import BAND_BITS, BANDS, LOOKED_UP, REACH, SHARED, Kind, Print, bands, prints_of, probes
from worker.storage import tables
from worker.storage.database import Database

_KINDS: Final = {Kind.PORTRAIT: 0, Kind.PAGE: 1, Kind.SIGNATURE: 2, Kind.STAMP: 3}
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
        return self.near_each((one,), but, most)[0]

    def near_each(self, ones: Sequence[Print], but: str, most: int) -> list[list[Near]]:
        """Return for each print what ``near`` does. All are asked of one connection: opening one costs a lookup."""
        with self._database.read() as connection:
            return [_nearest(connection, one, but, most) if one.kind in LOOKED_UP else [] for one in ones]


def _nearest(connection: sa.Connection, one: Print, but: str, most: int) -> list[Near]:
    query = looked_up(one, most, arrays=connection.dialect.name == "postgresql")
    held = (row for row in connection.execute(query) if row.case_id != but)
    found = ((one.apart(int(row.hash, 16)), row) for row in held)
    near = sorted((apart, row.id, row) for apart, row in found if apart <= REACH[one.kind])
    return [_near(row, apart) for apart, _, row in near[:most]]


def looked_up(one: Print, most: int, *, arrays: bool) -> sa.Select[Any]:
    """Return the query of all prints that share two bands with ``one``, or nearly so; of a code, the very same.

    The bands are counted in the key alone. ``arrays``: the database takes the bands as one array; hundreds of
    parameters take longer to tell than the search itself.
    """
    table, band = tables.picture_print, tables.print_band
    if one.kind is Kind.CODE:
        return sa.select(table).where(table.c.kind == one.kind.value, table.c.hash == one.hex).limit(50 * most)
    wanted = [_KINDS[one.kind] << _SHIFT | probe for probe in sorted(probes(one))]
    is_wanted = band.c.band == sa.any_(sa.literal(wanted, sa.ARRAY(sa.Integer))) if arrays else band.c.band.in_(wanted)
    shared = sa.select(band.c.print_id).where(is_wanted).group_by(band.c.print_id).having(sa.func.count() >= SHARED)
    return sa.select(table).where(table.c.id.in_(shared.order_by(sa.func.count().desc()).limit(_MOST_CANDIDATES)))


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
