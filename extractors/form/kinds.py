"""Kinds of value: how each is found in the text at its label, and put in normal form.

Look-alike letters are taken for digits only where the text comes from pixels and only in the digits' places; what was
read stays in ``raw``. Nothing is completed from another value.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from rapidfuzz import fuzz

from extractors import dates, passport_values as values
from extractors.agreement import shapes
from extractors.agreement.found import Found
from extractors.vocabulary.ktp import DIGIT_LOOKALIKES

Find = Callable[[str, bool], Iterator[Found]]
"""Text and whether it comes from pixels -> what was found, best first."""

NEAR: Final = 90
"""Characters within which a value begins that is told by its form."""


@dataclass(frozen=True)
class Kind:
    """A kind of value.

    ``strict`` says that its form tells it from other text, so that it may be looked for behind other words and in
    more places; ``lines`` how many lines below the first it may go on; ``listed`` that it comes from a closed list;
    ``one_line`` that also in running text it ends with its line.
    """

    name: str
    find: Find
    strict: bool = False
    lines: int = 0
    listed: bool = False
    one_line: bool = False


def pattern(name: str, expression: str, *, ignore_case: bool = True) -> Kind:
    """Return the kind of a text that ``expression`` describes; its group ``value``, if any, is the value."""
    compiled = re.compile(expression, re.IGNORECASE if ignore_case else 0)

    def find(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # the expression tells
        match = compiled.search(text[:NEAR])
        if match is not None:
            group: int | str = "value" if "value" in compiled.groupindex else 0
            yield Found(_upper(match[group]), match.start(group), match.end(group))

    return Kind(name, find, strict=True, one_line=True)


# -- free text ---------------------------------------------------------------------------------------------------------

_SPECKS: Final = " \t,;:/\\-–—=~_|*.'\"“”‘’`´<>«»°·•"


def _upper(text: str) -> str:
    return " ".join(text.upper().split())


_STOP: Final = re.compile(r"(?<=[A-Za-z]{4})(?<!PROF)(?<!Prof)\.\s+(?=[A-Z])")


def _person(text: str, misread: bool) -> Iterator[Found]:
    """Yield the name that the text begins with, up to a full stop that is no abbreviation's."""
    stop = _STOP.search(text)
    yield from _name(text[: stop.start()] if stop else text, misread)


def _name(text: str, misread: bool) -> Iterator[Found]:
    """Yield the name that the text begins with, without what an engine sees in the dots and rules around it."""
    for found in shapes.name(text, misread):
        start, end = trimmed(text, found.start, found.end, keep=".")
        value = _upper(text[start:end])
        if _is_name(value):
            yield Found(value, start, end)


def _is_name(value: str) -> bool:
    letters = sum(character.isalpha() for character in value)
    digits = sum(character.isdigit() for character in value)
    if value.partition(" ")[0].strip(".,") in _NO_NAME:
        return False
    return (
        letters >= 2
        and not set(value) & set("<«{}")
        and digits <= 1 + letters // 8
        and not _PLACEHOLDER.fullmatch(value)
    )


_NO_NAME: Final = frozenset(
    {"PIHAK", "PASAL", "PERJANJIAN", "SURAT", "NOMOR", "PARTY", "FIRST", "SECOND", "ARTICLE",
     "LEGALISASI", "LEGALISIR", "LEGALIZED", "LEGALISED", "MENGETAHUI", "TEMBUSAN"}
)  # fmt: skip
"""Words in capitals with which sentences and the headings of stamps begin, but no name does."""
_PLACEHOLDER: Final = re.compile(r"[.…_\- ]*(?:N/?A|NIHIL|TIDAK ADA)?[.…_\- ]*")


def trimmed(text: str, start: int, end: int, keep: str = "") -> tuple[int, int]:
    """Return ``start`` and ``end`` moved past specks; a mark in ``keep`` stays right after a letter at the end."""
    while start < end and not text[start].isalnum() and text[start] != "(":
        start += 1
    while start < end and text[end - 1] in _SPECKS:
        if text[end - 1] in keep and end - 2 >= start and text[end - 2].isalpha():
            break
        end -= 1
    return start, end


def _phrase(text: str, misread: bool, *, upper: bool = True, most: int = 160) -> Iterator[Found]:  # noqa: ARG001  # its words tell it
    """Yield the part of a sentence that the text begins with."""
    stop = re.search(r";|\.\s+(?=[A-Z(])|\s[|]\s", text)
    start, end = trimmed(text, 0, min(stop.start() if stop else len(text), most))
    value = " ".join(text[start:end].split())
    if sum(character.isalnum() for character in value) >= 2 and not _PLACEHOLDER.fullmatch(value.upper()):
        yield Found(value.upper() if upper else value, start, end)


_ADDRESS_END: Final = re.compile(
    r",?\s*(?<![A-Za-z])(?i:penanggung\s+jawab|diwakili|represented|telp|telepon|tel\.|phone|fax|npwp|nib\b|email|e-mail"
    r"|dengan|yang|selanjutnya|bertindak|untuk)(?![A-Za-z])"
)


def _address(text: str, misread: bool) -> Iterator[Found]:
    stop = _ADDRESS_END.search(text)
    for found in shapes.address(text[: stop.start()] if stop else text, misread):
        start, end = trimmed(text, found.start, found.end)
        if end > start:
            yield Found(_upper(text[start:end]), start, end, found.sound)


NAME: Final = Kind("name", _person, lines=1)
COMPANY: Final = Kind("company", _name, lines=1)
TEXT: Final = Kind("text", _phrase, lines=1)


def _place_name(text: str, misread: bool) -> Iterator[Found]:
    """Yield a place's name, without the colon before it that an engine sees as 1 or I."""
    lead = re.match(r"\W*(?:[1Iil|!]\s+)?", text) if misread else None
    start = lead.end() if lead else 0
    for found in _phrase(text[start:], misread):
        yield Found(found.value, found.start + start, found.end + start, found.sound)


PLACE_NAME: Final = Kind("place name", _place_name, one_line=True)
LINE: Final = Kind("line", _phrase, one_line=True)
ADDRESS: Final = Kind("address", _address, lines=3)
PLACE: Final = Kind("place", shapes.place)
JOB: Final = Kind("job", shapes.job, lines=1)


# -- numbers -----------------------------------------------------------------------------------------------------------


_GROUPS: Final = re.compile(r"(?<![\w/])\d{2,}(?: \d+){2,}(?![\w/])")


_CODE: Final = re.compile(
    r"(?<![\w/])(?:(?:KEP|SK|PP|PER|REG|DN|B|R|S)[.\s]\s?(?=[A-Z]*\d))?(?=[A-Za-z0-9./_()-]*\d)[A-Za-z0-9][A-Za-z0-9./_()-]*"
    r"(?:\s?[/-]\s?[A-Za-z0-9][A-Za-z0-9./_()-]*|(?<=/[A-Z])\s(?=[A-Z0-9.]+/)[A-Za-z0-9./_()-]+)*(?:\s(?:tahun|thn|th\.)\s\d{4})?",
    re.IGNORECASE,
)


def _code(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # letters and digits mix freely in it
    """Yield a reference number as printed in capitals, without spaces around its slashes.

    Numbers of certificates may also be groups of digits: ``62012 5222 3 0000123 2024``.
    """
    groups = _GROUPS.search(text[:60])
    if groups is not None and groups.start() <= 12:
        yield Found(groups[0], groups.start(), groups.end())
        return
    match = _CODE.search(text[:90])
    if match is None or match.start() > 24:
        return
    end = match.start() + len(match[0].rstrip(".,;:-/("))
    value = re.sub(r"\s*/\s*", "/", " ".join(text[match.start() : end].upper().split()))
    value = re.sub(r"(?<=/[A-Z]) (?=[A-Z0-9.]+/)", "", value)  # a letter that an engine set apart
    value = value if value.count("(") == value.count(")") else value.rstrip(")")
    digits = sum(character.isdigit() for character in value)
    if (digits >= 3 or (digits and len(value) > 5)) and dates.parse(value) is None:
        yield Found(value, match.start(), end)


def _digits(text: str, misread: bool, *, least: int, most: int) -> Iterator[Found]:
    """Yield a number of ``least`` to ``most`` digits, also in groups; another length is unsound."""
    alike = re.escape("".join(DIGIT_LOOKALIKES)) if misread else ""
    for match in re.finditer(rf"(?<![A-Za-z0-9])\d(?:[ .\-/]?[\d{alike}])*(?![A-Za-z0-9])", text[:NEAR]):
        if dates.parse(match[0]) is not None:
            continue
        compact = re.sub(r"[ .\-/]", "", match[0])
        digits = "".join(DIGIT_LOOKALIKES.get(character, character) for character in compact)
        if digits.isdigit() and len(digits) >= max(least - 2, 1):
            yield Found(digits, match.start(), match.end(), least <= len(digits) <= most)
            return


def digits(least: int, most: int) -> Kind:
    """Return the kind of a number of ``least`` to ``most`` digits."""
    return Kind(f"digits {least}-{most}", partial(_digits, least=least, most=most), strict=True)


VILLAGE: Final = pattern(
    "village",
    r"^\W*(?P<value>(?!NO\b|No\b)[A-Z][A-Za-z'-]+"
    r"(?: (?!KEC|Kec|KAB|Kab|RT|RW|DESA|KEL|NO|Register)[A-Z][A-Za-z'-]+){0,3})",
    ignore_case=False,
)
NIK: Final = Kind("nik", shapes.national_id, strict=True)
PASSPORT: Final = Kind("passport number", shapes.passport_number, strict=True)
CODE: Final = Kind("code", _code)
COUNTRY: Final = Kind("country", shapes.country, strict=True, listed=True)


def _nationality(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # the list tells
    """Yield the country that a nationality names or codes: INDONESIA, INDONESIAN, IDN."""
    for match in re.finditer(r"[A-Za-z]{3,}(?: [A-Za-z]+){0,2}", text[:40]):
        for run in (match[0], match[0].split()[0]):
            code = _DEMONYMS.get(run.upper()) or values.country(run)
            if code is not None and (len(run) > 3 or run.isupper()):
                yield Found(code, match.start(), match.start() + len(run))
                return


_DEMONYMS: Final = {"INDONESIAN": "IDN", "WNI": "IDN", "INDONESIA/INDONESIAN": "IDN"}
NATIONALITY: Final = Kind("nationality", _nationality, strict=True, listed=True)


# -- dates -------------------------------------------------------------------------------------------------------------


def _dates(text: str, *, day_first: bool) -> list[Found]:
    """Return the dates of the text; those on one line with a bilingual one say the same date twice."""
    kept = list(shapes.day_first_date(text, True) if day_first else shapes.date(text, True))
    found = [
        Found(one.iso, one.start, one.end, not one.doubtful) for one in dates.find_all(text[:200], day_first=day_first)
    ]
    return found if len(found) >= len(kept) else kept


def _date(text: str, misread: bool, *, day_first: bool) -> Iterator[Found]:  # noqa: ARG001  # its words tell it
    found = _dates(text, day_first=day_first)
    if found and found[0].start <= NEAR:
        yield found[0]


_BETWEEN: Final = re.compile(
    r"[\s,.:/()|–—-]*(?:(?:s[\s/.il|1]{0,3}d\.?|sampai|dengan|hingga|tanggal|tgl|to|until|till|through|and|dan|ke|pada)[\s,.:/()|–—-]*)*",
    re.IGNORECASE,
)


def _period(text: str, *, day_first: bool) -> list[Found]:
    """Return the dates with which the text begins, as long as only words of a period stand between them."""
    run: list[Found] = []
    for found in _dates(text, day_first=day_first):
        if run and not _BETWEEN.fullmatch(text[run[-1].end : found.start]):
            break
        if not run and found.start > NEAR:
            break
        run.append(found)
    return run


def _last_date(text: str, misread: bool, *, day_first: bool) -> Iterator[Found]:  # noqa: ARG001  # its words tell it
    """Yield the last date of a period: ``1 Mei 2026 s/d 1 Mei 2027``."""
    yield from _period(text, day_first=day_first)[-1:]


def _period_end(text: str, misread: bool, *, day_first: bool) -> Iterator[Found]:  # noqa: ARG001  # its words tell it
    """Yield the second date of a period; a lone date is no end of one."""
    found = _period(text, day_first=day_first)
    if len(found) >= 2 and found[-1].value != found[0].value:
        yield found[-1]


DATE: Final = Kind("date", partial(_date, day_first=True), strict=True)
"""A date on a paper that has the day before the month."""
LAST_DATE: Final = Kind("last date", partial(_last_date, day_first=True), strict=True)
PERIOD_END: Final = Kind("end of a period", partial(_period_end, day_first=True), strict=True)
LAST_DATE_ABROAD: Final = Kind("last date abroad", partial(_last_date, day_first=False), strict=True)
DATE_ABROAD: Final = Kind("date abroad", partial(_date, day_first=False), strict=True)
"""A date on a paper made abroad: one whose day and month could be swapped is doubtful."""


# -- closed lists ------------------------------------------------------------------------------------------------------

SIMILAR: Final = 86.0
"""Least similarity (0..100) at which a misread phrase is taken for one of a closed list."""


def _choice(text: str, misread: bool, *, choices: Mapping[str, str]) -> Iterator[Found]:
    """Yield the phrase of a closed list that stands first; where two meanings stand there, it is unsound."""
    head = text[:NEAR]
    hits = [
        (match.start(), -len(phrase), match.end(), value)
        for phrase, value in choices.items()
        for match in re.finditer(rf"(?<![A-Za-z]){_spaced(phrase)}(?![A-Za-z])", head, re.IGNORECASE)
    ]
    hits.sort()
    if hits:
        taken = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
        start, _, end, value = taken[0]
        yield Found(value, start, end, not _offers_more(head, taken))
        return
    if misread:
        yield from _like(head, choices)


_ALTERNATIVE: Final = re.compile(r"[\s/|,.()*\[\]-]*(?:atau|or|dan)?[\s/|,.()*\[\]-]*")


def _offers_more(text: str, hits: list[tuple[int, int, int, str]]) -> bool:
    """Whether another meaning stands right beside the first, as on a form where one of two is to be struck out."""
    last = hits[0]
    for hit in hits[1:]:
        if not re.fullmatch(
            r"[\s/|,.()*\[\]-]*(?:atau|or|dan)?[\s/|,.()*\[\]-]*", text[last[2] : max(hit[0], last[2])]
        ):
            return False
        if hit[3] != hits[0][3]:
            return True
        last = hit
    return False


def _spaced(phrase: str) -> str:
    return r"[\s\-/.]*".join(re.escape(word) for word in phrase.split())


def _inside(hit: tuple[int, int, int, str], other: tuple[int, int, int, str]) -> bool:
    """Whether a phrase is but a part of a longer one: LAYAK in TIDAK LAYAK."""
    return other[0] <= hit[0] and hit[2] <= other[2] and -other[1] > -hit[1]


def _like(text: str, choices: Mapping[str, str]) -> Iterator[Found]:
    """Yield the phrase that the text's first words are most like, as unsound."""
    words = list(re.finditer(r"[^\s,;:()/]+", text))
    best: tuple[float, Found] | None = None
    for phrase, value in choices.items():
        count = len(phrase.split())
        for start in range(min(len(words), 3)):
            run = words[start : start + count]
            if len(run) < count or len(phrase) < 5:
                continue
            alike = fuzz.ratio(" ".join(match[0] for match in run).upper(), phrase.upper())
            if alike >= SIMILAR and (best is None or alike > best[0]):
                best = alike, Found(value, run[0].start(), run[-1].end(), sound=False)
    if best is not None:
        yield best[1]


def choice(name: str, choices: Mapping[str, str]) -> Kind:
    """Return the kind of a closed list: printed phrase -> canonical value."""
    return Kind(name, partial(_choice, choices=choices), strict=True, listed=True)
