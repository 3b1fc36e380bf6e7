"""Printed amounts of money: ``RM 1.700,00``, ``HK$5,100``, ``NT$ 20.000``, ``USD 600.00``, ``1.500 Riyal Saudi``.

Indonesian papers group thousands with dots, English ones with commas; both stand on one bilingual page. A mark
followed by exactly three digits groups thousands, one followed by one or two digits opens the decimals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from extractors.vocabulary.currencies import PRINTED, THREE_DECIMALS

_LOOKALIKES: Final = str.maketrans("OoIl", "0011")
_END: Final = r"(?!\d|[.,]\d)"
_GROUPED: Final = rf"\d[\dOoIl]{{0,2}}(?:(?:[.,' ]|[.,] | [.,])[\dOoIl]{{3}})+(?:[.,]\d{{1,2}})?{_END}"
_NUMBER: Final = rf"{_GROUPED}|\d[\dOoIl]*(?:[.,]\d{{1,2}})?{_END}"
_CODES: Final = {form.upper(): code for code, forms in PRINTED.items() for form in forms}
_FORMS: Final = "|".join(
    re.escape(form).replace(r"\ ", r"\s+") for form in sorted(_CODES, key=lambda form: (-len(form), form))
)
_BEFORE: Final = re.compile(
    rf"(?<![A-Za-z])(?P<currency>{_FORMS})\s?[.:]?\s?\(?\s?(?P<number>{_NUMBER})", re.IGNORECASE
)
_AFTER: Final = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER})\s?\)?(?:[,./]?-)?[£#!|]{{0,3}}\s?(?:\([^()]{{3,80}}\)\s?)?(?P<currency>{_FORMS})(?![A-Za-z])",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"[.,] | [.,]")
"""A mark with a space beside it: a reader parted one number, or a list of two was printed."""
_BARE: Final = re.compile(rf"(?<![\w.,/-])(?P<currency>\$)?\s?(?P<number>{_NUMBER})(?!\w|/\d)")
_PERIODS: Final[dict[str, tuple[str, str]]] = {
    "month": ("bulan|bln|month", "bulanan|monthly|月|월|شهري"),
    "week": ("minggu|pekan|week", "mingguan|weekly"),
    "day": ("hari|day|diem", "harian|daily|日薪|일급"),
    "hour": ("jam|hour|hr", "hourly|時薪|시급"),
    "year": ("tahun|thn|year|annum", "tahunan|yearly|annually"),
}
_LEAD: Final = r"(?:\bper|\btiap|\bsetiap|\beach|\bevery|\ba|\ban|\bse|\bin a|/)[\s-]*"
_PERIOD: Final = re.compile(
    "|".join(rf"(?P<{name}>{_LEAD}(?:{unit})\b|\b(?:{often})\b)" for name, (unit, often) in _PERIODS.items()),
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PrintedMoney:
    """An amount found in text.

    ``amount`` is a decimal string with a dot, ``currency`` an ISO 4217 code or empty when the paper names none;
    ``doubtful`` says that a letter was read into the number or that its mark has two meanings. ``start`` and
    ``end`` are where currency and number stand, ``number_start`` and ``number_end`` the number alone.
    """

    amount: str
    currency: str
    doubtful: bool
    start: int
    end: int
    number_start: int
    number_end: int


def find_all(text: str) -> tuple[PrintedMoney, ...]:
    """Return every amount with a named currency in ``text``, in the order in which they stand."""
    found = sorted(_matches(text), key=lambda entry: (entry.start, -entry.end))
    kept: list[PrintedMoney] = []
    for entry in found:
        if not kept or entry.start >= kept[-1].end:
            kept.append(entry)
    return tuple(kept)


def bare(text: str) -> PrintedMoney | None:
    """Return the first number in ``text`` that names no currency, for a cell that holds nothing but an amount."""
    match = _BARE.search(text)
    return _money(match, "") if match and sum(map(str.isdigit, match["number"])) > 1 else None


def _matches(text: str) -> Iterator[PrintedMoney]:
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            code = _CODES[" ".join(match["currency"].upper().split())]
            yield _money(match, code)


def _money(match: re.Match[str], currency: str) -> PrintedMoney:
    printed = match["number"]
    amount, sure = decimal(printed, currency)
    clean = not any(character.isalpha() for character in printed) and _PARTED.search(printed) is None
    return PrintedMoney(
        amount, currency, not (clean and sure), match.start(), match.end(), match.start("number"), match.end("number")
    )


def decimal(printed: str, currency: str = "") -> tuple[str, bool]:
    """Return ``printed`` as a decimal string without needless zeros, and whether its marks have one meaning."""
    text = printed.translate(_LOOKALIKES).replace(" ", "").replace("'", "")
    marks = [character for character in text if character in ".,"]
    last = max(text.rfind("."), text.rfind(","))
    if not marks:
        return _plain(text), True
    decimals = len(text) - last - 1
    if decimals in (1, 2):
        return _plain(re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :]), True
    ambiguous = len(marks) == 1 and currency in THREE_DECIMALS
    return _plain(re.sub(r"[.,]", "", text)), not ambiguous


def _plain(text: str) -> str:
    number = Decimal(text)
    whole = number.to_integral_value()
    return format(whole, "f") if number == whole else format(number.normalize(), "f")


@dataclass(frozen=True)
class Printed:
    """A period (``month``, ``week``, ``day``, ``hour``, ``year``) or currency (ISO 4217), and where it stands."""

    value: str
    start: int
    end: int


def find_period(text: str) -> Printed | None:
    """Return the first period in ``text``: ``per bulan``, ``sebulan``, ``/month``, ``monthly``; None when none."""
    match = _PERIOD.search(text)
    return Printed(str(match.lastgroup), match.start(), match.end()) if match else None


def find_currency(text: str) -> Printed | None:
    """Return the currency that ``text`` names in brackets or as its last word, None when none."""
    match = _NAMED.search(text)
    return Printed(_CODES[" ".join(match[1].upper().split())], match.start(1), match.end(1)) if match else None


_NAMED: Final = re.compile(rf"(?:\(\s*(?:dalam|in)?\s*|\b(?:dalam|in)\s+)({_FORMS})\s*\)?", re.IGNORECASE)
