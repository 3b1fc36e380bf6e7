"""Shapes of values: what a passport number, a date, a term or a name looks like in a passage.

Look-alike letters are taken for digits only where the text comes from pixels and only in the digits' places; the raw
text is kept beside the value. Nothing is completed from another value.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from extractors import date_words, dates
from extractors.agreement.found import Found, Shape
from extractors.agreement.periods import hours, rest, term
from extractors.vocabulary.contract_terms import Slot
from extractors.vocabulary.countries import NAMES

_LOOKALIKES: Final = str.maketrans({"O": "0", "o": "0", "D": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "!": "1"}) | (
    str.maketrans({"Z": "2", "S": "5", "B": "8", "G": "6", "i": "1"})
)
_ALIKE: Final = "OoDQIl|!ZSBGi"


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
    plain_dates = [
        Found(found.iso, shifts[found.start], shifts[found.end - 1] + 1, not found.doubtful)
        for found in dates.find_all(kept, day_first=day_first)
    ]
    written = [Found(found.iso, found.start, found.end, not found.doubtful) for found in date_words.find_all(text)]
    yield from sorted((*written, *plain_dates), key=lambda found: found.start)


_PAD: Final = "\0"
_DATE_WORDS: Final = re.compile(
    r"(?<=\d)(?:st|nd|rd|th)? (?:bulan|day of|hari ?bulan)(?= [A-Za-z])"
    r"|(?<=[a-z]),? (?:tahun|in the year|of the year)(?= \d{4})"
)


def _narrow(match: re.Match[str]) -> str:
    return " " + _PAD * (len(match[0]) - 1)


def _day_first(text: str) -> bool:
    """Whether the text around a date in digits is Indonesian, which puts the day first."""
    return re.search(r"\b(?:tanggal|tgl|bulan|tahun|lahir|sejak|mulai|pada)\b", text, re.IGNORECASE) is not None


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


def countries(text: str) -> Iterator[Found]:
    """Yield every country that ``text`` names, as ISO 3166-1 alpha-3."""
    for match in _COUNTRY.finditer(text):
        yield Found(_COUNTRY_CODES[re.sub(r"[^a-zü]", "", match[0].lower())], match.start(), match.end())


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
    begin, text = _latin(text)
    end = _NAME_END.search(text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:/-–(|_*"))
    value = " ".join(text[:stop].upper().split())
    if 2 <= len(value) <= 90 and sum(character.isalpha() for character in value) >= 2:
        yield Found(value, begin, begin + stop)


def _latin(text: str) -> tuple[int, str]:
    """Return the Latin part of a name that is printed in two scripts, and where it begins; all of any other text."""
    parts = [match for match in _LATIN_PART.finditer(text) if sum(map(str.isalpha, match[0])) >= 3]
    if not parts or _OTHER_SCRIPT.search(text) is None:
        return 0, text
    return parts[0].start(), parts[0][0]


_SCRIPTS: Final = r"\u0590-\u08ff\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufb50-\ufdff"
_LATIN_PART: Final = re.compile(rf"[A-Za-z\u00c0-\u024f][^{_SCRIPTS}]*")
_OTHER_SCRIPT: Final = re.compile(rf"[{_SCRIPTS}]")


_NAME_END: Final = re.compile(
    r"\s*(?:[;“”\"]|\s[#*%@=~]\S*$|,\s*(?=[a-z(])|,\s*(?=(?:[Ww]arga|WNI|Indonesian?|[Nn]ationality|[Kk]ewarganegaraan|[Jj]enis|[Tt]empat"
    r"|[Uu]mur|[Uu]sia|SIP3MI|SIPPTKIS?|[Ll]icen[cs]e|[Nn]omor|[Aa]ged?|(?:[Nn]o\. )?[Pp]asp?ort"
    r"|(?:[Nn]o\. )?[Pp]aspor|(?:[Nn]o\. )?KTP|[Nn]o\.|NIK|NRIC|an? [A-Za-z])\b)|\((?![A-Z]{1,12}\)\s?[A-Z])"
    r"|\((?i:\s*(?:selanjutnya|hereinafter|the|yang)\b)|"
    r",?\s*(?<![A-Za-z])(?:[Ss]elanjutnya|[Hh]ereinafter|[Hh]ereafter|yang|[Pp]emegang|[Hh]older|[Bb]eralamat|[Rr]esiding"
    r"|having|dengan|sebagai|[Bb]erkedudukan|[Bb]ertempat|[Dd]iwakili|[Dd]ated|[Tt]anggal|[Rr]epresented|[Ll]ahir|[Bb]orn|who|with|of|on"
    r"|I/C|K/P|NRIC|NIK|KTP|HKID|[Nn]omor|[Ii]dentity|[Pp]aspor|[Pp]assport|UEN)\b)"
)


def address(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as name
    """Yield the address that the text begins with: up to the words that end it in prose."""
    begin, text = _latin(text)
    end = _ADDRESS_END.search(text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:.(|_*"))
    value = " ".join(text[:stop].split())
    if len(value) >= 4 and any(character.isalpha() for character in value):
        yield Found(value, begin, begin + stop, sound=len(value) >= 10)


_ADDRESS_END: Final = re.compile(
    r"\s*(?:;|[(,]?\s*(?<![A-Za-z])(?:[Ss]elanjutnya|[Hh]ereinafter|[Hh]ereafter|[Dd]alam hal ini|[Ii]n this matter"
    r"|yang selanjutnya"
    r"|untuk selanjutnya|bertindak|acting|pemegang|holder of|as the employer|as employer)\b"
    r"|[(,]?\s*(?:(?:[Nn]omor|[Nn]o\.?)\s+)?(?:[Pp]aspor|[Pp]assport|KTP|NIK|[Tt]elepon|[Tt]elp|[Tt]elephone|[Ii]dentity)\b"
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
    begin, text = _latin(text)
    lead = _JOB_LEAD.match(text)
    if lead is not None:
        begin, text = begin + lead.end(), text[lead.end() :]
    end = _JOB_END.search(text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:.(|_*\"”'"))
    value = " ".join(text[:stop].upper().split())
    if 3 <= len(value) <= 120 and sum(character.isalpha() for character in value) >= 3:
        yield Found(value, begin, begin + stop)


_JOB_LEAD: Final = re.compile(
    r"^[^.;,:]{0,40}?\b(?:bekerja|dipekerjakan|works?|employed)\s+(?:sebagai|as)\s+(?:seorang\s|an?\s)?"
)
_JOB_END: Final = re.compile(
    r"\s*(?:[;.]\s|[;.]$|,\s*(?=[a-z])"
    r"|(?<![A-Za-z])(?:dengan|pada|di|untuk|kepada|in|with|at|for|by|oleh|sesuai"
    r"|dan (?:akan|me\w+)|and (?:shall|will|perform|to))\b"
    r"|\s\(?[IVX]{1,4}\.\s)"
)


def phrase(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # as name
    """Yield the sentence part that the text begins with, as printed."""
    end = re.search(r";|\.\s|\.$", text)
    stop = end.start() if end else len(text)
    stop = len(text[:stop].rstrip(" ,;:."))
    if 1 <= stop <= 200 and any(character.isalnum() for character in text[:stop]):
        yield Found(" ".join(text[:stop].split()), 0, stop)


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
    Slot.HOURS: hours,
    Slot.REST: rest,
}
