"""Shapes of times: the term of a contract, hours of work, days of rest, in Indonesian, Malay and English words."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from extractors import dates
from extractors.agreement.found import Found

MOST_MONTHS: Final = 120
"""A longer term is no term of a work contract."""

_UNITS: Final = {
    **dict.fromkeys(("bulan", "bln", "month", "months", "month(s)"), 1),
    **dict.fromkeys(("tahun", "thn", "th", "year", "years", "year(s)"), 12),
}
_NUMBERS: Final = {
    word: number
    for number, words in {
        1: "satu one", 2: "dua two", 3: "tiga three", 4: "empat four", 5: "lima five", 6: "enam six", 7: "tujuh seven",
        8: "delapan lapan eight", 9: "sembilan nine", 10: "sepuluh ten", 12: "twelve", 18: "eighteen",
    }.items()
    for word in words.split()
}  # fmt: skip
_LONG: Final = {
    "dua belas": 12, "delapan belas": 18, "dua puluh empat": 24, "tiga puluh": 30, "tiga puluh enam": 36,
    "empat puluh delapan": 48, "twenty four": 24, "twenty-four": 24, "thirty six": 36, "thirty-six": 36,
    "forty eight": 48, "forty-eight": 48,
}  # fmt: skip
_WORDS: Final = "|".join(
    re.escape(word).replace(r"\ ", r"\s") for word in sorted((*_LONG, *_NUMBERS), key=lambda word: -len(word))
)
_TERM: Final = re.compile(
    rf"(?<![\w.,/-])\(?\s?(?P<number>\d{{1,3}}|{_WORDS})\s?\)?(?:\s?\((?P<again>[^()]{{1,40}})\))?[\s-]{{0,2}}"
    r"(?:개월\s?/?\s?)?"
    r"(?P<unit>bulan|bln|month\(s\)|months?|tahun|thn|year\(s\)|years?)(?![a-z])(?:\s?\([^()]{1,40}\))?"
    r"(?:\s?/\s?(?:bulan|months?|tahun|years?)\b)?",
    re.IGNORECASE,
)
_OTHER_TIME: Final = re.compile(
    r"(?:probation\w*|percobaan|notice|pemberitahuan|sebelum\w*|before|prior|lambat\w*|within|dalam waktu|after|setelah"
    r"|genap|maksimal|at most|usia|umur|aged?)[^.;]{0,30}$",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"^[\s,]*(?:to|until|till|sampai(?:\s+dengan)?|s/d|s\.d\.?|hingga|[-–—~])(?:\s+tanggal)?\s*$", re.IGNORECASE
)


def term(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # its digits are few and its word tells enough
    """Yield terms in months: ``24 (dua puluh empat) bulan / months``, ``2 tahun / two years``, from a day to a day."""
    found = list(_terms(text[:220]))
    yield from found or _spans(text[:220])


def _terms(text: str) -> Iterator[Found]:
    last = 0
    for match in _TERM.finditer(text):
        if last and not re.fullmatch(r"[\s/()|,;–-]*(?:atau|or|dan|and)?\s?", text[last : match.start()]):
            return
        if _OTHER_TIME.search(text[: match.start()]):
            continue
        months = _number(match["number"]) * _UNITS[match["unit"].lower()]
        again = _number(match["again"]) if match["again"] else 0
        agrees = not again or again == _number(match["number"])
        last = match.end()
        end = match.end("number") if str(months) == match["number"] else match.end()
        if months:
            yield Found(str(months), match.start("number"), end, months <= MOST_MONTHS and agrees)


def _number(text: str) -> int:
    """Return what digits or words say, 0 for words that are no number."""
    plain = " ".join(text.lower().split())
    return int(plain) if plain.isdigit() else _LONG.get(plain) or _NUMBERS.get(plain) or 0


def _spans(text: str) -> Iterator[Found]:
    """Yield the whole months between two days that the text names as begin and end."""
    days = dates.find_all(text, day_first=True)
    for one, two in pairwise(days):
        if not _SPAN.match(text[one.end : two.start]):
            continue
        months = _months(date.fromisoformat(one.iso), date.fromisoformat(two.iso))
        if 0 < months <= MOST_MONTHS:
            yield Found(str(months), one.start, two.end, not (one.doubtful or two.doubtful))
        return


def first_day(text: str) -> Iterator[Found]:
    """Yield the day on which the term begins that ``text`` names from a day to a day."""
    for span in _spans(text[:220]):
        for found in dates.find_all(text[span.start : span.end], day_first=True)[:1]:
            yield Found(found.iso, span.start + found.start, span.start + found.end, not found.doubtful)


def _months(first: date, last: date) -> int:
    """Return the whole months from ``first`` to ``last`` (the same day, or the day before it), 0 for none."""
    months = 12 * (last.year - first.year) + last.month - first.month
    gap = last.day - first.day
    whole = gap in (0, -1) or (first.day == 1 and last.day >= 28)
    if first.day == 1 and last.day >= 28:
        months += 1
    return months if whole else 0


_COUNT: Final = (
    r"(?:(?<!\d)\d{1,2}(?:[.,]\d{1,2})?|satu|dua|tiga|empat|enam|lapan|delapan|one|two|three|four|six|eight"
    r"|forty[- ]?eight"
    r"|forty[- ]?four|forty)(?:\s?\([^()]{1,30}\))?"
)
_PER: Final = (
    r"(?:(?:\s?/\s?|\s+)(?:(?:per|a|an|in|of|for|dalam|tiap|setiap|each|every|pada|untuk)\s+)*"
    r"(?:se)?(?:hari|minggu|pekan|bulan|tahun|day|week|month|year)(?:nya)?\b"
    r"|\s+(?:daily|weekly|monthly|harian|mingguan|bulanan)\b"
    r"|\s+(?:setiap|every|each|per|dalam)\s+(?:\d|tujuh|seven|enam|six)\s?(?:\([a-z]+\)\s?)?"
    r"(?:hari|days?)(?:\s(?:kerja|of work))?)"
)
_CLOCK: Final = r"\d{1,2}[.:]\d{2}(?:\s?(?:am|pm|a\.m\.|p\.m\.|wib|waktu setempat|hrs?))?"
_TO: Final = r"(?:-|–|—|~|to|until|s/d|s\.d\.?|sampai(?:\s+dengan)?|hingga|and|dan)"
_RANGE: Final = rf"(?:(?:pukul|jam|from|mulai|antara|between)\s+)*{_CLOCK}\s?{_TO}?\s?(?:pukul|jam)?\s?{_CLOCK}"
_HOURS: Final = re.compile(
    rf"(?P<count>{_COUNT}[\s-]?(?:jam|hours?|hrs?)\b(?:\s(?:kerja|of work|working)\b)?(?:{_PER})*"
    rf"(?:\s?(?:,|or|atau|dan|and)\s?{_COUNT}\s(?:jam|hours?)\b(?:\s(?:kerja|of work)\b)?(?:{_PER})+)?)"
    rf"|(?P<clock>{_RANGE})",
    re.IGNORECASE,
)
_DAY_NAME: Final = (
    r"minggu|sunday|ahad|jumat|jum'at|friday|sabtu|saturday|senin|monday|selasa|tuesday|rabu|wednesday|kamis|thursday"
)
_KIND: Final = r"(?:paid|full|whole|rest|free|weekly|calendar|kalender|penuh|libur|rehat|istirahat)"
_REST: Final = re.compile(
    rf"(?:(?:setiap|every|each|hari)\s+(?:hari\s+)?(?:{_DAY_NAME})\b"
    rf"|{_COUNT}\s*(?:{_KIND}\s+){{0,2}}(?:hari|days?|x|kali)\b(?:\s(?:off|libur|istirahat|cuti|rehat|rest|of rest)\b)?"
    rf"(?:{_PER})*)",
    re.IGNORECASE,
)
_LEFT_OPEN: Final = re.compile(r"\s*(?:per|tiap|setiap|each|every|dalam|in an?)\b", re.IGNORECASE)
"""What begins to say how often: right behind a value, it was not read to its end, as where a page is washed out."""
_WITHIN: Final = re.compile(r"minggu|pekan|week|bulan|month|hari kerja|days", re.IGNORECASE)
REST_SENTENCE: Final = re.compile(
    rf"{_COUNT}\s*(?:(?:paid|full|whole|weekly)\s+){{0,2}}(?:(?:rest|free)\s+days?|days?\s+(?:off|of\s+rest)"
    rf"|hari\s+(?:libur|istirahat|rehat|off|cuti\s+mingguan)|hari\s+rehat)\b(?:{_PER})+",
    re.IGNORECASE,
)
"""Days of rest as a sentence names them: ``4 rest days in a month``, ``1 hari libur setiap 7 hari kerja``."""
HOURS_SENTENCE: Final = re.compile(
    rf"\b(?:bekerja|jam kerja|waktu kerja|lama kerja|works?|working|hours are|hours of work)\b[^.;:]{{0,60}}?"
    rf"(?P<hours>{_COUNT}[\s-]?(?:jam|hours?)\b"
    rf"(?:\s(?:kerja|of work)\b)?(?:{_PER})+)",
    re.IGNORECASE,
)
"""Hours of work as a sentence names them: ``bekerja selama 8 (delapan) jam sehari``."""


def hours(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # counts are small, words tell
    """Yield the hours of work: ``8 jam per hari / 8 hours per day``, ``44 hours a week``, ``08.00 - 17.00``."""
    match = _HOURS.search(text[:160])
    if match is not None:
        yield Found(" ".join(match[0].split()), match.start(), match.end(), not _LEFT_OPEN.match(text, match.end()))


def rest(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as hours
    """Yield how many days, or which day, are free; hours of rest within a day are passed over."""
    found = list(_REST.finditer(text[:200]))
    counted = [match for match in found if re.match(_COUNT, match[0], re.IGNORECASE) and _WITHIN.search(match[0])]
    for match in (counted or found)[:1]:
        yield Found(" ".join(match[0].split()), match.start(), match.end(), not _LEFT_OPEN.match(text, match.end()))
