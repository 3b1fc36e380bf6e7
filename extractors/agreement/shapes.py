"""Shapes of values: what a passport number, a date, a term or a name looks like in a passage.

Look-alike letters are taken for digits only where the text comes from pixels and only in the digits' places; the raw
text is kept beside the value. Nothing is completed from another value.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from extractors import dates
from extractors.vocabulary.contract_terms import Slot
from extractors.vocabulary.countries import NAMES

_LOOKALIKES: Final = str.maketrans({"O": "0", "o": "0", "D": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "!": "1"}) | (
    str.maketrans({"Z": "2", "S": "5", "B": "8", "G": "6", "i": "1"})
)
_ALIKE: Final = "OoDQIl|!ZSBGi"


@dataclass(frozen=True)
class Found:
    """A value in a passage's text: ``value`` in normal form, where it stands, and whether its form is sound."""

    value: str
    start: int
    end: int
    sound: bool = True


Shape = Callable[[str, bool], Iterator[Found]]
"""Text and whether it comes from pixels -> what was found, in the order in which it stands."""


def passport_number(text: str, misread: bool) -> Iterator[Found]:
    """Yield passport numbers: a letter and seven digits, or two letters and six (domain.md section 2).

    Another run of letters and digits at that place is yielded as unsound.
    """
    digit = rf"[\d{_ALIKE}]" if misread else r"\d"
    for head, count in (("[A-Za-z]", 7), ("[A-Za-z]{2}", 6)):
        spaced = rf"{digit}(?:[ .-]?{digit}){{{count - 1}}}"
        match = re.search(rf"(?<![A-Za-z0-9])({head})[ .-]?({spaced})(?![A-Za-z0-9])", text[:80])
        if match is not None and sum(character.isdigit() for character in match[2]) >= 4:
            yield Found(match[1].upper() + _digits(_compact(match[2]), misread), match.start(), match.end())
            return
    odd = _ODD_PASSPORT.search(text[:60])
    if odd is not None:
        yield Found(_compact(odd[0]).upper(), odd.start(), odd.end(), sound=False)


_ODD_PASSPORT: Final = re.compile(
    r"(?<![A-Za-z0-9/])(?:[A-Z]{1,2}[ .-]?)?(?=[A-Za-z0-9]*\d[A-Za-z0-9]*\d[A-Za-z0-9]*\d)"
    r"[A-Za-z0-9]{5,10}(?![A-Za-z0-9/])"
)


def national_id(text: str, misread: bool) -> Iterator[Found]:
    """Yield NIKs: sixteen digits, also in groups; a number of 14 to 18 is yielded as unsound."""
    digit = rf"[\d{_ALIKE}]" if misread else r"\d"
    match = re.search(rf"(?<![A-Za-z0-9])(?:{digit}[ .-]?){{13,17}}{digit}(?![A-Za-z0-9])", text[:90])
    if match is not None and sum(character.isdigit() for character in match[0]) >= 9:
        number = _digits(_compact(match[0]), misread)
        yield Found(number, match.start(), match.end(), len(number) == 16 and number.isdigit())


def _compact(text: str) -> str:
    return re.sub(r"[ .-]", "", text)


def _digits(text: str, misread: bool) -> str:
    return text.translate(_LOOKALIKES) if misread else text.upper()


def date(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # dates.py maps look-alikes itself
    """Yield the dates at the begin of the text, and their translations right after: ``1 Mei 2026 / 1 May 2026``."""
    yield from _run_of_dates(text, day_first=_day_first(text))


def day_first_date(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as date
    """Yield dates as ``date`` does, on a paper that is known to print the day before the month."""
    yield from _run_of_dates(text, day_first=True)


def _run_of_dates(text: str, *, day_first: bool) -> Iterator[Found]:
    last = 0
    for found in _dates(text[:200], day_first=day_first):
        if last and not re.fullmatch(r"[\s/()|,;–-]*", text[last : found.start]):
            return
        if not last and found.start > 90:
            return
        last = found.end
        yield found


def _dates(text: str, *, day_first: bool) -> Iterator[Found]:
    """Yield the dates of ``text``; the words in ``5 bulan Mei tahun 2026`` and ``5th day of May`` are passed over."""
    plain = _DATE_WORDS.sub(lambda match: " " * len(match[0]), text)
    plain = re.sub(r"(?<=\d) {2,}(?=[A-Za-z])|(?<=[a-z]) {2,}(?=\d)", _narrow, plain)
    shifts = [index for index, character in enumerate(plain) if character != _PAD]
    kept = "".join(character for character in plain if character != _PAD)
    for found in dates.find_all(kept, day_first=day_first):
        yield Found(found.iso, shifts[found.start], shifts[found.end - 1] + 1, not found.doubtful)


_PAD: Final = "\0"
_DATE_WORDS: Final = re.compile(
    r"(?<=\d)(?:st|nd|rd|th)? (?:bulan|day of|hari bulan)(?= [A-Za-z])"
    r"|(?<=[a-z]),? (?:tahun|in the year|of the year)(?= \d{4})"
)


def _narrow(match: re.Match[str]) -> str:
    return " " + _PAD * (len(match[0]) - 1)


def _day_first(text: str) -> bool:
    """Whether the text around a date in digits is Indonesian, which puts the day first."""
    return re.search(r"\b(?:tanggal|tgl|bulan|tahun|lahir|sejak|mulai|pada)\b", text, re.IGNORECASE) is not None


_UNITS: Final = {
    "bulan": 1,
    "bln": 1,
    "month": 1,
    "months": 1,
    "tahun": 12,
    "thn": 12,
    "th": 12,
    "year": 12,
    "years": 12,
}
_NUMBERS: Final = {
    word: number
    for number, words in {
        1: "satu one", 2: "dua two", 3: "tiga three", 4: "empat four", 5: "lima five", 6: "enam six",
        10: "sepuluh ten", 12: "twelve", 24: "twenty-four", 36: "thirty-six",
    }.items()
    for word in words.split()
}  # fmt: skip
_TERM: Final = re.compile(
    rf"(?<![\w.,/-])(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})(?:\s?\([^()]{{1,40}}\))?\s{{0,2}}-?"
    r"(?P<unit>bulan|bln|months?|tahun|thn|years?)(?:\s?\([^()]{1,40}\))?(?:\s?/\s?(?:bulan|months?|tahun|years?)\b)?",
    re.IGNORECASE,
)


def term(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # its digits are few and its word tells enough
    """Yield terms in months: ``24 (dua puluh empat) bulan / months``, ``2 tahun / two years``."""
    last = 0
    for match in _TERM.finditer(text[:220]):
        if last and not re.fullmatch(r"[\s/()|,;–-]*(?:atau|or|dan|and)?\s?", text[last : match.start()]):
            return
        number = match["number"].lower()
        months = (_NUMBERS.get(number) or int(number)) * _UNITS[match["unit"].lower()]
        last = match.end()
        end = match.end("number") if str(months) == number else match.end()
        if months:
            yield Found(str(months), match.start(), end, months <= 120)


_COUNTRY_CODES: Final = {re.sub(r"[^a-zü]", "", name.lower()): code for code, names in NAMES.items() for name in names}
_COUNTRY: Final = re.compile(
    r"(?<![A-Za-z])(?:"
    + "|".join(
        re.escape(name).replace(r"\ ", r"[\s-]{1,2}")
        for name in sorted({name for names in NAMES.values() for name in names}, key=lambda name: (-len(name), name))
    )
    + r")(?![A-Za-z])",
    re.IGNORECASE,
)


def country(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # a misread country is better not read
    """Yield countries as ISO 3166-1 alpha-3: the first one abroad, and its translation after it."""
    found = [
        Found(_COUNTRY_CODES[re.sub(r"[^a-zü]", "", match[0].lower())], match.start(), match.end())
        for match in _COUNTRY.finditer(text[:160])
    ]
    abroad = [entry for entry in found if entry.value != "IDN"] or found
    yield from abroad[:1] if len({entry.value for entry in abroad}) > 1 else abroad[:2]


def name(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # a name has no slots to map look-alikes in
    """Yield the name that the text begins with: up to a mark or a word that ends it."""
    end = _NAME_END.search(text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:/-–(|_*"))
    value = " ".join(text[:stop].upper().split())
    if 2 <= len(value) <= 90 and sum(character.isalpha() for character in value) >= 2:
        yield Found(value, 0, stop)


_NAME_END: Final = re.compile(
    r"\s*(?:[;“”\"]|,\s*(?=[a-z(])|\((?=\s?[a-z]{2}|\s?[“\"'])|\((?i:\s*(?:selanjutnya|hereinafter|the|yang)\b)|"
    r",?\s*(?<![A-Za-z])(?:[Ss]elanjutnya|[Hh]ereinafter|[Hh]ereafter|yang|[Pp]emegang|[Hh]older|[Bb]eralamat|[Rr]esiding"
    r"|having|dengan|sebagai|[Bb]erkedudukan|[Bb]ertempat|[Dd]iwakili|[Rr]epresented|[Ll]ahir|[Bb]orn|who|with|of|on"
    r"|I/C|K/P|NRIC|NIK|KTP|HKID|[Nn]omor|[Ii]dentity|[Pp]aspor|[Pp]assport|UEN)\b)"
)


def address(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as name
    """Yield the address that the text begins with: up to the words that end it in prose."""
    end = _ADDRESS_END.search(text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:.(|_*"))
    value = " ".join(text[:stop].split())
    if len(value) >= 4 and any(character.isalpha() for character in value):
        yield Found(value, 0, stop, sound=len(value) >= 10)


_ADDRESS_END: Final = re.compile(
    r"\s*(?:;|[(,]?\s*(?<![A-Za-z])(?:[Ss]elanjutnya|[Hh]ereinafter|[Hh]ereafter|[Dd]alam hal ini|[Ii]n this matter"
    r"|yang selanjutnya"
    r"|untuk selanjutnya|bertindak|acting|pemegang|holder of|as the employer|as employer)\b"
    r"|\((?=\s?[a-z]{3,}\s|\s?(?:the\s+)?[\"“']))"
    r"|\.\s+(?=[A-Z][a-z]+ [a-z])",
)


def code(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # letters and digits mix freely in it
    """Yield a reference such as ``0123/PK-MYS/VII/2026`` or ``KEP. 12/MEN/2020``: a run with a digit, as printed."""
    match = _CODE.search(text[:80])
    if match is not None:
        stop = len(match[0].rstrip(".,;:-/")) + match.start()
        printed = " ".join(text[match.start() : stop].upper().split())
        yield Found(re.sub(r"(?<=\d) (?=\d{3,}\b)", "", printed), match.start(), stop)


_CODE: Final = re.compile(
    r"(?:\b[A-Z]{2,5}\.\s?)?(?<![\w/])(?=[A-Za-z0-9./_-]*\d)[A-Za-z0-9][A-Za-z0-9./_-]*"
    r"(?:\s?[/-]\s?[A-Za-z0-9][A-Za-z0-9./_-]*)*(?:\s\d{3,}(?![\w/.-]))*(?:\s(?i:tahun)\s\d{4})?"
)


def job(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as name
    """Yield the position that the text begins with."""
    end = _JOB_END.search(text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:.(|_*\"”'"))
    value = " ".join(text[:stop].upper().split())
    if 3 <= len(value) <= 120 and sum(character.isalpha() for character in value) >= 3:
        yield Found(value, 0, stop)


_JOB_END: Final = re.compile(
    r"\s*(?:[;.]\s|[;.]$|,\s*(?=[a-z])"
    r"|(?<![A-Za-z])(?:dengan|pada|di|untuk|kepada|in|with|at|for|by|oleh|sesuai|dan akan)\b)"
)


def phrase(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as name
    """Yield the sentence part that the text begins with, as printed."""
    end = re.search(r";|\.\s|\.$", text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:."))
    if 1 <= stop <= 200 and any(character.isalnum() for character in text[:stop]):
        yield Found(" ".join(text[:stop].split()), 0, stop)


def quantity(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # counts are small, words tell
    """Yield the part of a sentence from its first number of hours or days to the end of that part."""
    match = _QUANTITY.search(text[:160])
    if match is not None:
        yield Found(" ".join(match[0].split()), match.start(), match.end())


_COUNT: Final = r"(?:\d{1,2}(?:[.,]\d{1,2})?|satu|dua|tiga|one|two|three|eight|delapan)(?:\s?\([^()]{2,30}\))?"
_QUANTITY: Final = re.compile(
    rf"(?:(?:setiap|every|each)\s+(?:hari\s+)?(?:minggu|sunday|ahad|jumat|friday|sabtu|saturday)\b"
    rf"|{_COUNT}\s*(?:jam|hours?|hari|days?|x|kali)\b"
    rf"(?:(?:\s?/\s?|\s+)(?:kerja|working|work|rest|libur|istirahat|jam|hours?|hari|days?|per|a|an|in|dalam|se\w+|tiap|setiap|each"
    rf"|every|minggu|week|bulan|month|day|hari|satu|one)\b)*)",
    re.IGNORECASE,
)


def rest(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as quantity
    """Yield how many days, or which day, are free; hours of rest within a day are passed over."""
    for match in _QUANTITY.finditer(text[:200]):
        if re.match(rf"(?:setiap|every|each)|{_COUNT}\s*(?:hari|days?|x|kali)", match[0], re.IGNORECASE):
            yield Found(" ".join(match[0].split()), match.start(), match.end())
            return


def place(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as name
    """Yield the place name that the text begins with: words with a capital, up to a mark, a date or another word."""
    match = re.match(r"(?:(?:Kota|Kabupaten|City of)\s)?[A-Z][\w.'’]*(?:[ -][A-Z][\w.'’]*){0,3}", text)
    if match is not None:
        stop = len(match[0].rstrip(".,"))
        yield Found(" ".join(text[:stop].upper().split()), 0, stop)


SHAPES: Final[Mapping[Slot, Shape]] = {
    Slot.NAME: name,
    Slot.PARTY: name,
    Slot.ADDRESS: address,
    Slot.NATIONAL_ID: national_id,
    Slot.PASSPORT: passport_number,
    Slot.BIRTH_DATE: date,
    Slot.START: date,
    Slot.SIGNED_ON: date,
    Slot.SIGNED_PLACE: place,
    Slot.CONTRACT_NUMBER: code,
    Slot.LICENCE: code,
    Slot.JOB_ORDER: code,
    Slot.POSITION: job,
    Slot.COUNTRY: country,
    Slot.DURATION: term,
    Slot.HOURS: quantity,
    Slot.REST: rest,
}
