"""Terms of work as two papers can be held against each other: wage, hours, rest, term, destination, day.

Everything here takes a value as read, garbage too, and returns None where it cannot be compared; nothing raises.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from extractors.model import Document, Field, FieldStatus
from extractors.vocabulary.countries import NAMES

ROUNDING: Final = Decimal("0.01")
"""Share of an amount within which two amounts are one: papers round a converted or an hourly wage."""
WEEKS_A_MONTH: Final = 4
"""One day a week and four days a month are written for one another."""
MOST_MONTHS: Final = 120
"""A longer term is no term of a work contract; the extractor's own border."""
_PERIODS: Final = frozenset({"hour", "day", "week", "month", "year"})
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_LARGEST: Final = 12
"""Digits before the point of the largest amount that is a wage."""
_HOME: Final = "IDN"
_CHINA: Final = frozenset({"CHN", "HKG", "MAC", "TWN"})
"""Papers write "Hong Kong, China", and a visa's zone names the state that issued it: among these nothing is told."""
_NUMBERS: Final[Mapping[str, int]] = {
    word: number
    for number, words in {
        1: "satu one", 2: "dua two", 3: "tiga three", 4: "empat four", 5: "lima five", 6: "enam six",
        7: "tujuh seven", 8: "delapan lapan eight", 9: "sembilan nine", 10: "sepuluh ten", 12: "twelve",
    }.items()
    for word in words.split()
}  # fmt: skip
_UNITS: Final[Mapping[str, str]] = {
    "hari": "day", "day": "day", "days": "day", "daily": "day", "harian": "day",
    "minggu": "week", "pekan": "week", "week": "week", "weekly": "week", "mingguan": "week",
    "bulan": "month", "month": "month", "monthly": "month", "bulanan": "month",
}  # fmt: skip
_COUNT: Final = (
    rf"(?<![\w.,:])(?P<count>\d{{1,3}}(?:[.,]\d{{1,2}})?|se(?=kali)|{'|'.join(_NUMBERS)})"
    r"(?:\s?\([^()]{1,30}\))?[\s-]*"
)
_EACH: Final = (
    r"\s*(?:(?:/|per|a|an|in|of|for|dalam|tiap|setiap|each|every|pada|untuk|one|satu)\s*)*"
    r"(?:se(?=hari|minggu|bulan|pekan))?"
    r"(?P<unit>hari|minggu|pekan|bulan|days?|week|month|daily|weekly|monthly|harian|mingguan|bulanan)\b"
)
_HOURS: Final = re.compile(
    _COUNT + r"(?:jam|hours?|hrs?)\b(?:\s*(?:kerja|of work|working)\b)?" + _EACH, re.IGNORECASE | re.ASCII
)
_REST: Final = re.compile(
    _COUNT
    + r"(?:(?:full|whole|paid|rest|free|calendar|penuh|rehat)\s+){0,2}(?:hari|days?|x|kali)\b"
    + r"(?:\s*(?:off|libur|istirahat|cuti|rehat|of\s+rest|rest)\b){0,2}"
    + r"(?P<seven>(?:\s*(?:setiap|every|dalam|in|per|tiap))+\s+(?:7|tujuh|seven)\s*(?:\([a-z]+\)\s*)?(?:hari|days?)\b)?"
    + f"(?:{_EACH})?",
    re.IGNORECASE | re.ASCII,
)
_DAY_OFF: Final = re.compile(
    r"\b(?:setiap|tiap|every|each)\s+(?:hari\s+)?(?:minggu|sunday|ahad|jum.?at|friday|sabtu|saturday)\b",
    re.IGNORECASE | re.ASCII,
)
_BREAK: Final = re.compile(r"istirahat|rehat|\brest|\bbreak|tidur|sleep|lembur|overtime", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Wage:
    """An amount, its currency (ISO 4217) and what it is paid by: hour, day, week, month, year; empty if not said."""

    amount: Decimal
    currency: str
    period: str


def sure(document: Document, name: str) -> Field | None:
    """Return the field if it was read surely and holds text, else None."""
    field = document.fields.get(name)
    return field if field is not None and field.status is FieldStatus.OK and field.text.strip() else None


def amount_of(text: str) -> Decimal | None:
    """Return a positive amount of money, None for what is none."""
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount > 0 and amount.adjusted() < _LARGEST else None


def wage_of(document: Document) -> Wage | None:
    """Return the wage that ``document`` surely states, with its period where its type names one."""
    fields = [sure(document, name) for name in ("wage_amount", "wage_currency", "wage_period")]
    amount = amount_of(fields[0].text) if fields[0] else None
    currency = fields[1].text if fields[1] else ""
    period = fields[2].text if fields[2] else ""
    if amount is None or not _CURRENCY.fullmatch(currency) or (period and period not in _PERIODS):
        return None
    return Wage(amount, currency, period)


def is_less(one: Decimal, other: Decimal) -> bool:
    """Whether ``one`` lies under ``other`` by more than rounding."""
    return one < other * (1 - ROUNDING)


def months_of(text: str) -> int | None:
    """Return a term in months, None for what is none."""
    plain = text.strip()
    months = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 3 else 0
    return months if 0 < months <= MOST_MONTHS else None


def day_of(text: str) -> date | None:
    """Return the day that an ISO 8601 date names, None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def same_day(one: str, other: str) -> bool | None:
    """Return whether two values name one day; None where one of them names none."""
    first, second = day_of(one), day_of(other)
    return first == second if first and second else None


def hours_of(text: str) -> dict[str, Decimal]:
    """Return the hours of work by day, week or month; empty where the text also speaks of breaks or says two things."""
    if _BREAK.search(text):
        return {}
    found: dict[str, set[Decimal]] = {}
    for match in _HOURS.finditer(text[:300]):
        found.setdefault(_UNITS[_unit(match)], set()).add(_number(match["count"]))
    most = {"day": 24, "week": 168, "month": 744}
    return {
        unit: value for unit, counts in found.items() if len(counts) == 1 and 0 < (value := min(counts)) <= most[unit]
    }


def rest_of(text: str) -> Decimal | None:
    """Return the days of rest in four weeks, None where the text names none, or two unlike numbers of them."""
    counts = {days for match in _REST.finditer(text[:300]) if (days := _rest_days(match)) is not None}
    if not counts and _DAY_OFF.search(text[:300]):
        counts = {Decimal(WEEKS_A_MONTH)}
    return counts.pop() if len(counts) == 1 else None


def _rest_days(match: re.Match[str]) -> Decimal | None:
    number = _number(match["count"])
    unit = "week" if match["seven"] else _UNITS[_unit(match)] if match["unit"] else ""
    if unit == "week" and number <= 7:
        return number * WEEKS_A_MONTH
    return number if unit == "month" and number <= 31 else None


def _unit(match: re.Match[str]) -> str:
    return match["unit"].lower()


def _number(text: str) -> Decimal:
    word = text.lower()
    return Decimal(_NUMBERS.get(word, 1)) if word.isalpha() else Decimal(word.replace(",", "."))


def same_destination(one: str, other: str) -> bool | None:
    """Return whether two ISO alpha-3 codes name one destination; None for codes unknown, Indonesia, or Greater China.

    Indonesia is no destination: where it was read, the paper's own letterhead was.
    """
    codes = {one.strip().upper(), other.strip().upper()}
    if not codes <= NAMES.keys() or _HOME in codes:
        return None
    if len(codes) == 1:
        return True
    return None if codes <= _CHINA else False
