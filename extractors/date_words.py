"""Dates written out in Indonesian and English words, as deeds print them.

``tanggal dua belas bulan Mei tahun dua ribu dua puluh enam``, ``twelfth day of May two thousand and twenty-six``; also
with the day or the year in digits. Only words that stand letter by letter in the lists below are numbers.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from extractors.dates import PrintedDate, month_number
from extractors.vocabulary.months import MONTHS

_UNITS: Final = {
    word: number
    for number, words in enumerate(
        (
            "nol", "satu kesatu one first",
            "dua kedua two second", "tiga ketiga three third", "empat keempat four fourth",
            "lima kelima five fifth", "enam keenam six sixth", "tujuh ketujuh seven seventh",
            "delapan kedelapan lapan eight eighth", "sembilan kesembilan nine ninth", "sepuluh kesepuluh ten tenth",
            "sebelas kesebelas eleven eleventh", "twelve twelfth", "thirteen thirteenth", "fourteen fourteenth",
            "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth", "eighteen eighteenth",
            "nineteen nineteenth",
        )
    )
    for word in words.split()
}  # fmt: skip
_TENS: Final = {"twenty": 20, "twentieth": 20, "thirty": 30, "thirtieth": 30, "forty": 40, "fifty": 50, "sixty": 60}
_SCALES: Final = {"belas", "puluh", "ratus", "ribu", "hundred", "thousand", "seribu", "seratus", "and"}
_WORD: Final = "|".join(sorted({*_UNITS, *_TENS, *_SCALES}, key=lambda word: (-len(word), word)))
_RUN: Final = rf"(?:{_WORD})(?:[\s-]{{1,2}}(?:{_WORD})(?![A-Za-z]))*"
_MONTH: Final = "|".join(
    sorted((name for name in MONTHS if len(name) > 3 or name in {"MEI", "MAY"}), key=len, reverse=True)
)
_DATE: Final = re.compile(
    rf"(?<![A-Za-z])(?P<day>\d{{1,2}}|{_RUN})(?:st|nd|rd|th)?\s?(?:\(\s?(?P<again>\d{{1,2}}|{_RUN})\s?\)\s?)?,?\s?"
    rf"(?:bulan\s|day\s+of\s|hari\s?bulan\s)?\s?(?P<month>{_MONTH})\s?,?\s?(?:tahun\s|in\s+the\s+year\s|year\s)?\s?"
    rf"(?P<year>\d{{4}}|{_RUN})(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def number(text: str) -> int | None:
    """Return the number (1..9999) that words name, Indonesian or English, None when they name none."""
    total = part = 0
    for word in re.split(r"[\s-]+", text.lower().strip()):
        if word in _UNITS:
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word == "belas":
            part += 10
        elif word == "puluh":
            part = part - part % 10 + (part % 10) * 10
        elif word in {"seratus", "seribu"}:
            total, part = (total + part + 100, 0) if word == "seratus" else (total + 1000, 0)
        elif word in {"ratus", "hundred"}:
            total, part = total + part * 100, 0
        elif word in {"ribu", "thousand"}:
            total, part = (total + part) * 1000, 0
        elif word != "and":
            return None
    return total + part or None


def find_all(text: str) -> Iterator[PrintedDate]:
    """Yield the dates of ``text`` of which the day or the year is in words, in the order in which they stand."""
    for match in _DATE.finditer(text):
        if match["day"].isdigit() and match["year"].isdigit() and "(" not in match[0]:
            continue  # a plain date: dates.py reads it
        day, year = _value(match["day"]), _value(match["year"])
        month, sure = month_number(match["month"])
        if day is None or year is None or not 1900 <= year <= 2199:
            continue
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:
            continue
        agrees = match["again"] is None or _value(match["again"]) == day
        yield PrintedDate(iso, not (sure and agrees), match.start(), match.end())


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() else number(text)
