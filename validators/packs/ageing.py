"""Which facts grow old: rows that end soon or ended without a successor, and rows nobody looked at for long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from validators.packs.rows import Row

SOON: Final = timedelta(days=90)
"""So long before a row's last day it is told."""
LOOKED_AT: Final = timedelta(days=365)
"""A fact that was not looked at for so long is told."""


class Ageing(StrEnum):
    """In which way a fact grows old."""

    EXPIRED = "expired"
    EXPIRES = "expires"
    NOT_LOOKED_AT = "not looked at for a year"


@dataclass(frozen=True)
class Notice:
    """A row that grows old, and the day it did or will: its last day, or the day it was last looked at."""

    ageing: Ageing
    row: Row
    day: date


def notices(rows: Sequence[Row], today: date) -> Iterator[Notice]:
    """Yield what grows old among the rows of one pack; a row that another one follows has not expired."""
    for row in (row for row in rows if row.status == "sourced"):
        ends = row.valid_to
        if ends is not None and not row.gone_by_nature and ends <= today + SOON and not _followed(row, rows):
            yield Notice(Ageing.EXPIRED if ends < today else Ageing.EXPIRES, row, ends)
        is_current = ends is None or ends >= today
        if is_current and row.retrieved < today - LOOKED_AT:
            yield Notice(Ageing.NOT_LOOKED_AT, row, row.retrieved)


def _followed(row: Row, rows: Sequence[Row]) -> bool:
    return any(
        other.key == row.key and other.valid_from > row.valid_from and other.status == "sourced" for other in rows
    )
