"""Printed dates of other calendars and scripts, and those that put the year first.

A year is told by its mark (民國, พ.ศ., B.E., H, هـ, 令和), by the month's name (Jumada, มกราคม), or by the paper: a
caller that knows that the paper comes from Taiwan says that unmarked years may be of the Republic.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from extractors.calendars import HIJRI_TOLERANCE_DAYS, Calendar, PrintedDate, to_gregorian
from extractors.vocabulary.calendars import (
    ARABIC_MONTHS,
    BUDDHIST_MARKS,
    GREGORIAN_MARKS,
    HIJRI_MARKS,
    HIJRI_MONTHS,
    JAPANESE_ERAS,
    ROC_MARKS,
    THAI_MONTHS,
)  # fmt: skip
from extractors.vocabulary.months import MONTHS

YEARS: Final[Mapping[Calendar, tuple[int, int]]] = {
    Calendar.GREGORIAN: (1900, 2199),
    Calendar.ROC: (1, 199),
    Calendar.BUDDHIST: (2443, 2742),
    Calendar.HIJRI: (1343, 1500),
    Calendar.JAPANESE: (1, 99),
}
"""First and last year that living papers bear, as printed; of Hijri, those that the conversion knows."""
UNMARKED_ROC: Final = (100, 199)
"""Years before 年 that no other calendar writes in three digits."""
UNMARKED_HIJRI: Final = (1400, 1499)
"""Years that, put first, can be of no other calendar."""

_APOSTROPHES: Final = "'’‘`ʻʼʿʾ"
_CHINESE: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}


def _folded(text: str) -> str:
    """Return ``text`` in upper case with plain digits and letters, each character in its place."""
    return "".join(map(_plain, text))


@cache
def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) in {"Cf", "Zs"}:  # marks of direction, hard spaces
        return " "
    base = unicodedata.normalize("NFD", sign)[0] if ord(sign) < 0x0700 else unicodedata.normalize("NFKC", sign)
    base = {"ى": "ي", "ة": "ه"}.get(base, base.upper())
    return base if len(base) == 1 else sign


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of ``names``, the longest first, with apostrophes and hyphens as people put them."""
    return "|".join(_spelled(_folded(name)) for name in sorted(set(names), key=len, reverse=True))


def _spelled(name: str) -> str:
    if name.isascii() and not name.replace(" ", "").isalpha():  # an abbreviation: B.E. is also printed B. E.
        return re.escape(name).replace(r"\.", r"\.?\s?")
    gap, mute = rf"[\s\-{_APOSTROPHES}]{{0,3}}", f"[{_APOSTROPHES}]?"
    is_hijri = name in _HIJRI
    return "".join(
        gap if sign == " " else re.escape(sign) + (mute if is_hijri and sign in "AI" else "") for sign in name
    )


def _months(kinds: Iterable[tuple[str, Iterable[Iterable[str]]]]) -> dict[str, tuple[str, int]]:
    return {
        _key(name): (kind, number)
        for kind, names in kinds
        for number, spellings in enumerate(names, start=1)
        for name in spellings
    }


def _key(name: str) -> str:
    return re.sub(r"[^\w]", "", _folded(name))


_HIJRI: Final = frozenset(_folded(name) for names in HIJRI_MONTHS for name in names)
"""Names that people spell with an apostrophe after a vowel: Sha'ban, Rabi' al-Awwal."""
_LATIN: Final = [[name for name, number in MONTHS.items() if number == month] for month in range(1, 13)]
_OTHER: Final = (("hijri", HIJRI_MONTHS), ("arabic", ARABIC_MONTHS), ("thai", THAI_MONTHS), ("latin", _LATIN))
_MONTH_NUMBERS: Final = _months(_OTHER)
_ERA_NAMES: Final = tuple(name for names, _, _ in JAPANESE_ERAS for name in names)
_MARKS: Final[Mapping[str, Calendar]] = {
    _key(mark): calendar
    for calendar, marks in (
        (Calendar.ROC, ROC_MARKS), (Calendar.BUDDHIST, BUDDHIST_MARKS), (Calendar.HIJRI, HIJRI_MARKS),
        (Calendar.GREGORIAN, GREGORIAN_MARKS), (Calendar.JAPANESE, _ERA_NAMES),
    )
    for mark in marks
}  # fmt: skip

_FREE: Final = r"(?<![0-9A-Z])(?<![0-9A-Z][./-])"
_HAN: Final = "[0-9〇零一二三四五六七八九十百]"


@dataclass(frozen=True)
class _Patterns:
    """What dates look like: by the signs 年月日, the year first, the day first, and with a month's name."""

    by_signs: re.Pattern[str]
    year_first: re.Pattern[str]
    day_first: re.Pattern[str]
    named: tuple[re.Pattern[str], re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    """Return the patterns, compiled with the first text: that takes a tenth of a second."""
    marks = _any_of([*ROC_MARKS, *BUDDHIST_MARKS, *_ERA_NAMES, "西元", "公元", "西暦", "A.D."])
    ends = _any_of([*BUDDHIST_MARKS, *HIJRI_MARKS, *GREGORIAN_MARKS, "R.O.C.", "ROC"])
    names = _any_of(name for _, months in _OTHER for spellings in months for name in spellings)
    before = rf"(?:(?P<before>{marks})[\s.,:]{{0,2}}(?:YEAR\s)?)?"
    after = rf"(?:\s{{0,2}}\(?(?P<after>{ends})(?![^\W\d_]))?"
    name, day = rf"(?P<name>{names})\.?", r"(?P<day>\d{1,2})"
    month, year = r"(?P<month>\d{1,2})", r"(?P<year>\d{1,4})(?![0-9])"
    return _Patterns(
        re.compile(
            rf"{before}(?P<year>元|{_HAN}{{1,6}})\s?[年년]\s?(?P<month>{_HAN}{{1,3}})\s?[月월]\s?(?P<day>{_HAN}{{1,3}})"
            r"\s?[日일號号]?"
        ),
        re.compile(
            rf"{_FREE}{before}(?P<year>\d{{1,4}})\s?(?P<gap>[./-])\s?{month}\s?(?P=gap)\s?{day}"
            rf"(?![0-9])(?!\s?[/-]\s?[0-9A-Z]){after}"
        ),
        re.compile(rf"{_FREE}{day}\s?(?P<gap>[./-])\s?{month}\s?(?P=gap)\s?{before}{year}{after}"),
        (
            re.compile(
                rf"(?<![0-9A-Z]){day}(?:ST|ND|RD|TH)?[\s.,\-]{{0,3}}(?:(?:DAY\s)?OF\s|BULAN\s)?{name}[\s.,\-]{{0,3}}"
                rf"(?:TAHUN\s)?{before}{year}{after}"
            ),
            re.compile(rf"(?<![^\W\d_]){name}\s{{0,2}}{day}(?:ST|ND|RD|TH)?,?\s{{0,2}}{before}{year}{after}"),
        ),
    )


def foreign_dates(text: str, *, day_first: bool, unmarked: Collection[Calendar]) -> Iterator[PrintedDate]:
    """Yield the dates that ``dates`` does not know itself, in no order; readings of one print may overlap.

    ``unmarked`` are the calendars that this paper uses without naming them.
    """
    if not any(map(str.isdecimal, text)) and not any(sign in text for sign in "年년"):
        return
    plain, patterns = _folded(text), _patterns()
    for match in patterns.by_signs.finditer(plain):
        yield from _dated(match, _chinese(match["month"]), "signs", unmarked)
    for match in patterns.year_first.finditer(plain):
        yield from _dated(match, int(match["month"]), "year first", unmarked)
    for match in patterns.day_first.finditer(plain):
        swappable = not day_first and match["gap"] == "/" and int(match["day"]) <= 12 and match["day"] != match["month"]
        for found in _dated(match, int(match["month"]), "", unmarked):
            if found.calendar is not Calendar.GREGORIAN:
                yield replace(found, doubtful=found.doubtful or swappable)
    for pattern in patterns.named:
        for match in pattern.finditer(plain):
            kind, month = _MONTH_NUMBERS[_key(match["name"])]
            yield from _dated(match, month, kind, unmarked)


def _dated(match: re.Match[str], month: int, kind: str, unmarked: Collection[Calendar]) -> Iterator[PrintedDate]:
    year, day = _chinese(match["year"]), _chinese(match["day"])
    mark = match["before"] or (match.groupdict().get("after") or "")
    calendar = _calendar(_key(mark), year, kind, unmarked)
    if calendar is None or not _within(calendar, year):
        return
    found = to_gregorian(calendar, year, month, day, mark)
    if found is None:
        return
    is_hijri = calendar is Calendar.HIJRI
    yield PrintedDate(
        found[0].isoformat(),
        is_hijri or not found[1],
        match.start(),
        match.end(),
        calendar,
        HIJRI_TOLERANCE_DAYS if is_hijri else 0,
    )


def _calendar(mark: str, year: int, kind: str, unmarked: Collection[Calendar]) -> Calendar | None:
    """Return the calendar that a year is of, told by its mark, the month's name, its size or the paper; or None."""
    if kind == "hijri":
        return Calendar.HIJRI
    if mark:
        return _MARKS[mark]
    told = {
        Calendar.GREGORIAN: _within(Calendar.GREGORIAN, year),
        Calendar.BUDDHIST: kind == "thai",
        Calendar.ROC: kind == "signs" and UNMARKED_ROC[0] <= year <= UNMARKED_ROC[1],
        Calendar.HIJRI: kind == "year first" and UNMARKED_HIJRI[0] <= year <= UNMARKED_HIJRI[1],
    }
    fitting = [one for one in unmarked if one is not Calendar.JAPANESE and _within(one, year) and year >= 10]
    by_paper = fitting[0] if len(fitting) == 1 else None
    return next((calendar for calendar, holds in told.items() if holds), by_paper)


def _within(calendar: Calendar, year: int) -> bool:
    first, last = YEARS[calendar]
    return first <= year <= last


def _chinese(text: str) -> int:
    """Return a number in digits or Chinese numerals (``115``, ``一百一十五``, ``二〇二六``, ``元``)."""
    if text.isdecimal():
        return int(text)
    if not set(text) & set("十百"):
        return int("".join(str(_CHINESE.get(sign, sign)) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in "十百":
            total += max(digit, 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = int(sign) if sign.isdecimal() else _CHINESE[sign]
    return total + digit
