"""Calendars of printed dates, and the way from each to the Gregorian day.

Hijri days are converted by the Umm al-Qura calendar, which Saudi Arabia computes in advance; where a month begins by
the sighting of the moon the day may differ, so such a date is known to two days only.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from extractors.vocabulary.calendars import JAPANESE_ERAS


class Calendar(StrEnum):
    """The calendar in which a date is printed."""

    GREGORIAN = "gregorian"
    ROC = "roc"
    BUDDHIST = "buddhist"
    HIJRI = "hijri"
    JAPANESE = "japanese"


HIJRI_TOLERANCE_DAYS: Final = 2
"""Days by which a month's beginning by sight may differ from the computed one, both ways."""

_ROC_BEFORE_YEAR_1: Final = 1911
_BUDDHIST_YEARS_AHEAD: Final = 543
_THAI_YEAR_FROM_JANUARY: Final = 2484
_LONGEST_HIJRI_MONTH: Final = 30


@dataclass(frozen=True)
class PrintedDate:
    """A date found in text.

    ``iso`` is the Gregorian day, YYYY-MM-DD, of a date printed in ``calendar``; the true day lies within
    ``tolerance_days`` of it, both ways. ``doubtful`` says that day and month may be swapped, that a letter was read
    into it, or that the calendar leaves the day open. ``start`` and ``end`` are where it stands in the text.
    """

    iso: str
    doubtful: bool
    start: int
    end: int
    calendar: Calendar = Calendar.GREGORIAN
    tolerance_days: int = 0

    @property
    def day(self) -> date:
        """The Gregorian day."""
        return date.fromisoformat(self.iso)

    def may_be(self, day: date) -> bool:
        """Whether ``day`` lies within the tolerance."""
        return abs((self.day - day).days) <= self.tolerance_days


def to_gregorian(calendar: Calendar, year: int, month: int, day: int, era: str = "") -> tuple[date, bool] | None:
    """Return the Gregorian day and whether it is sure but for ``HIJRI_TOLERANCE_DAYS``; None when there is none.

    Args:
        calendar: In which the numbers are printed.
        year: Counted as that calendar does; 1 is the first year of an era.
        month: 1..12.
        day: 1..31.
        era: Name of the era, of a Japanese date only (``令和``, ``REIWA``).
    """
    if calendar is Calendar.HIJRI:
        return _from_hijri(year, month, day)
    if calendar is Calendar.JAPANESE:
        return _from_era(era, year, month, day)
    ahead = {Calendar.ROC: _ROC_BEFORE_YEAR_1, Calendar.BUDDHIST: -_BUDDHIST_YEARS_AHEAD}.get(calendar, 0)
    found = _day(year + ahead, month, day)
    if found is None:
        return None
    # Before B.E. 2484 the Thai year began in April, so that January to March belong to another Gregorian year.
    return found, not (calendar is Calendar.BUDDHIST and year < _THAI_YEAR_FROM_JANUARY)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_hijri(year: int, month: int, day: int) -> tuple[date, bool] | None:
    from hijridate import Hijri

    try:
        # A month of 29 computed days may have 30 by sight.
        early = min(day, _LONGEST_HIJRI_MONTH - 1)
        found = Hijri(year, month, early).to_gregorian() + timedelta(days=day - early)
    except (ValueError, OverflowError):
        return None
    return (date(found.year, found.month, found.day), True) if day <= _LONGEST_HIJRI_MONTH else None


def _from_era(era: str, year: int, month: int, day: int) -> tuple[date, bool] | None:
    for names, first, last in JAPANESE_ERAS:
        if era.upper() not in names:
            continue
        begun, ended = date.fromisoformat(first), date.fromisoformat(last)
        found = _day(begun.year + year - 1, month, day)
        # A paper printed before an era's end may name a later year of it; none names a day before its beginning.
        return (found, found <= ended) if found is not None and found >= begun else None
    return None
