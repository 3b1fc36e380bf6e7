"""Printed dates: day-month-year in digits or with Indonesian, Malay and English month names, and ISO.

Indonesian papers print the day first. Only a date in digits with slashes, whose day and month could be swapped,
is doubtful, because bilingual papers made abroad use slashes both ways. A date that the calendar does not know
(31 April) is no date here: what stands on the paper stays in the field's ``raw``. Other calendars and scripts are in
``foreign_dates``.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from extractors.calendars import Calendar, PrintedDate
from extractors.foreign_dates import foreign_dates
from extractors.vocabulary.months import MONTHS

__all__ = ["Calendar", "PrintedDate", "find_all", "month_number", "parse"]

MONTH_SCORE: Final = 80.0
"""Least similarity (0..100) at which a misread month name is still taken, as a doubtful date."""

_DIGIT: Final = "0-9OoDQIl|SBZ"
_LOOKALIKES: Final = str.maketrans("OoDQIl|SBZ", "0000111582")
_EDGE: Final = rf"(?<![{_DIGIT}A-Za-z])"
_DAY: Final = rf"[{_DIGIT}]{{1,2}}"
_YEAR: Final = rf"[{_DIGIT}]{{4}}(?![0-9A-Za-z])"
_MONTH: Final = r"[A-Za-z0-9]{3,10}\.?(?:\s?[/|]\s?[A-Za-z0-9]{3,10}\.?)?"
_ISO: Final = re.compile(r"(?<![0-9])(\d{4})-(\d{2})-(\d{2})(?![0-9])")
_DIGITS: Final = re.compile(rf"{_EDGE}({_DAY})\s?([-./–—\s])\s?({_DAY})\s?[-./–—\s]\s?({_YEAR})")
_DAY_NAMED: Final = re.compile(
    rf"{_EDGE}({_DAY})(?:st|nd|rd|th)?[\s.\-]{{0,3}}(?:(?i:(?:day\s)?of|(?:hari\s)?bulan)\s{{1,2}})?({_MONTH})"
    rf"[\s.,\-]{{0,3}}(?:(?i:tahun|year)\s{{1,2}})?({_YEAR})"
)
_NAMED_DAY: Final = re.compile(
    rf"(?<![A-Za-z])([A-Za-z]{{3,10}})\.?\s{{0,2}}({_DAY})(?:st|nd|rd|th)?,?\s{{0,2}}({_YEAR})"
)


GAP: Final = 12
"""Characters between two prints of one day, as in ``1447/05/12 H (2025/11/03)``."""


def parse(text: str, *, day_first: bool = False, unmarked: Collection[Calendar] = ()) -> PrintedDate | None:
    """Return the first date in ``text``, or None; of one day printed in two calendars, the Gregorian one.

    Args:
        text: What was read.
        day_first: This paper prints the day before the month also with slashes, so that 03/04/2026 is sure.
        unmarked: Calendars that this paper uses without naming them: 115.05.12 is a date only on a paper of Taiwan.
    """
    found = find_all(text, day_first=day_first, unmarked=unmarked)
    if not found:
        return None
    first, following = found[0], found[1:2]
    return next((other for other in following if _is_same_day(first, other)), first)


def _is_same_day(first: PrintedDate, other: PrintedDate) -> bool:
    """Whether ``other`` stands beside ``first`` as its Gregorian day."""
    foreign = first.calendar is not Calendar.GREGORIAN and other.calendar is Calendar.GREGORIAN
    return foreign and other.start - first.end <= GAP and first.may_be(other.day)


def find_all(text: str, *, day_first: bool = False, unmarked: Collection[Calendar] = ()) -> tuple[PrintedDate, ...]:
    """Return every date in ``text`` in the order in which they stand; overlapping readings are dropped."""
    candidates = [*_candidates(text, day_first=day_first)]
    candidates += foreign_dates(text, day_first=day_first, unmarked=unmarked)
    found = sorted(candidates, key=lambda entry: (entry.start, -entry.end))
    kept: list[PrintedDate] = []
    for entry in found:
        if not kept or entry.start >= kept[-1].end:
            kept.append(entry)
    return tuple(kept)


def _candidates(text: str, *, day_first: bool) -> Iterator[PrintedDate]:
    for match in _ISO.finditer(text):
        yield from _dated(match, int(match[1]), int(match[2]), int(match[3]), doubtful=False)
    for match in _DIGITS.finditer(text):
        yield from _from_digits(match, day_first=day_first)
    for pattern, day_group, month_group in ((_DAY_NAMED, 1, 2), (_NAMED_DAY, 2, 1)):
        for match in pattern.finditer(text):
            month, sure = month_number(match[month_group])
            day, read_clean = _number(match[day_group])
            year, year_clean = _number(match[3])
            yield from _dated(match, year, month, day, doubtful=not (sure and read_clean and year_clean))


def _from_digits(match: re.Match[str], *, day_first: bool) -> Iterator[PrintedDate]:
    (day, day_clean), (month, month_clean), (year, year_clean) = (_number(match[group]) for group in (1, 3, 4))
    swappable = match[2] == "/" and not day_first and month <= 12 and day <= 12 and day != month
    if match[2] == "/" and not day_first and month > 12 >= day:
        day, month = month, day
    clean = day_clean and month_clean and year_clean
    yield from _dated(match, year, month, day, doubtful=swappable or not clean)


def _dated(match: re.Match[str], year: int, month: int, day: int, *, doubtful: bool) -> Iterator[PrintedDate]:
    """Yield the date when the calendar has it and the year is one that living papers bear."""
    if not 1900 <= year <= 2199:
        return
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return
    yield PrintedDate(iso, doubtful, match.start(), match.end())


def _number(text: str) -> tuple[int, bool]:
    """Return the number, with letters that look like digits mapped, and whether none had to be; -1 when no digit."""
    if not any(character.isdigit() for character in text):
        return -1, False
    return int(text.translate(_LOOKALIKES)), text.isdigit()


def month_number(text: str) -> tuple[int, bool]:
    """Return the month 1..12 named by ``text`` (``MEI``, ``AGU/AUG``), 0 for none, and whether it is sure."""
    numbers = [_one_month(part) for part in re.split(r"[/|]", text)]
    known = {number for number, _ in numbers if number}
    if len(known) != 1:
        return 0, False
    return known.pop(), any(sure for _, sure in numbers)


def _one_month(text: str) -> tuple[int, bool]:
    name = "".join(character for character in text.upper() if character.isalnum())
    if name in MONTHS:
        return MONTHS[name], True
    if len(name) < 4:  # three letters differ by one between MAR, MAY and MEI: no guessing
        return 0, False
    best = process.extractOne(name, MONTHS.keys(), scorer=fuzz.ratio, score_cutoff=MONTH_SCORE)
    return (MONTHS[best[0]], False) if best else (0, False)
