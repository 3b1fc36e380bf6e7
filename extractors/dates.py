"""Printed dates: day-month-year in digits or with Indonesian and English month names, and ISO.

Indonesian papers print the day first. Only a date in digits with slashes, whose day and month could be swapped,
is doubtful, because bilingual papers made abroad use slashes both ways. A date that the calendar does not know
(31 April) is no date here: what stands on the paper stays in the field's ``raw``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from extractors.vocabulary.months import MONTHS

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
_DAY_NAMED: Final = re.compile(rf"{_EDGE}({_DAY})(?:st|nd|rd|th)?[\s.\-]{{0,3}}({_MONTH})[\s.,\-]{{0,3}}({_YEAR})")
_NAMED_DAY: Final = re.compile(
    rf"(?<![A-Za-z])([A-Za-z]{{3,10}})\.?\s{{0,2}}({_DAY})(?:st|nd|rd|th)?,?\s{{0,2}}({_YEAR})"
)


@dataclass(frozen=True)
class PrintedDate:
    """A date found in text.

    ``iso`` is YYYY-MM-DD; ``doubtful`` says that day and month may be swapped or that a letter was read into it;
    ``start`` and ``end`` are where it stands in the text.
    """

    iso: str
    doubtful: bool
    start: int
    end: int


def parse(text: str, *, day_first: bool = False) -> PrintedDate | None:
    """Return the first date in ``text``, or None.

    ``day_first`` says that this paper prints the day before the month also with slashes, so that 03/04/2026 is sure.
    """
    return next(iter(find_all(text, day_first=day_first)), None)


def find_all(text: str, *, day_first: bool = False) -> tuple[PrintedDate, ...]:
    """Return every date in ``text`` in the order in which they stand; overlapping readings are dropped."""
    found = sorted(_candidates(text, day_first=day_first), key=lambda entry: (entry.start, -entry.end))
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
