"""Values of a card in normal form, from what was read; closed lists snap, the raw text is kept by the caller."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from extractors.dates import parse
from extractors.passport_values import country
from extractors.vocabulary import region_codes
from extractors.vocabulary.ktp import (
    BLOOD_TYPES,
    CITIZENSHIPS,
    DIGIT_LOOKALIKES,
    LIFELONG,
    MARITAL_STATUSES,
    PROVINCE_WORDS,
    RELIGIONS,
    SEXES,
)

SNAP_SCORE: Final = 72.0
"""Least similarity (0..100) at which a reading is taken for an entry of a closed list."""
SNAP_LEAD: Final = 8.0
"""By so much the best entry must fit better than those of another meaning: CERAI HATI is neither MATI nor HIDUP."""
_DIGITS: Final = str.maketrans(dict(DIGIT_LOOKALIKES))
_AS_I: Final = str.maketrans("1|!L/", "IIIII")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class Normal:
    """A value in normal form, and whether it has the shape that its field demands (any text does for a name)."""

    value: str
    fits: bool


def normal(name: str, raw: str) -> Normal:
    """Return the value of field ``name`` read as ``raw``; an empty value when nothing is left of it."""
    text = _SPACES.sub(" ", raw).strip(" :;=_|~'\"`").strip()
    if name in _LISTS:
        return _snapped(text, _LISTS[name])
    if name in {"birth_date", "issued_on"}:
        return _date(text)
    special = {
        "nik": _nik,
        "rt_rw": _rt_rw,
        "blood_type": _blood_type,
        "valid_until": _valid_until,
        "citizenship": _citizenship,
    }
    if name in special:
        return special[name](text)
    return _text(name, text)


def is_listed(name: str, raw: str) -> bool:
    """Whether ``raw`` is, letter by letter, an entry of the field's closed list."""
    lists = {**_LISTS, "citizenship": CITIZENSHIPS, "valid_until": {LIFELONG: LIFELONG}}
    return raw.upper().strip(" .,:") in lists.get(name, {})


def is_known(name: str, value: str) -> bool:
    """Whether ``value`` is a place name that the table of regions has, at the level that field ``name`` asks for.

    A hint for weighing two readings of one print, never a reason to change what was read.
    """
    return any(region_codes.is_named(value, digits) for digits in _LEVELS.get(name, ()))


def digits(text: str) -> str:
    """Return ``text`` as digits: spaces and dots dropped, letters that look like digits mapped."""
    return "".join(text.split()).replace(".", "").replace(":", "").translate(_DIGITS)


def _nik(text: str) -> Normal:
    number = "".join(character for character in digits(text) if character.isdigit())
    return Normal(number, len(number) == 16)


def _date(text: str) -> Normal:
    found = parse(text, day_first=True)
    return Normal(found.iso, not found.doubtful) if found else Normal("", fits=False)


def _rt_rw(text: str) -> Normal:
    plain = digits(text.replace("\\", "/"))
    match = re.search(r"(\d{1,3})/(\d{1,3})", plain)
    if match:
        return Normal(f"{match[1]}/{match[2]}", len(match[1]) == 3 == len(match[2]))
    number = re.fullmatch(r"(\d{3})[17]?(\d{3})", plain)  # the slash read as a digit, or lost
    return Normal(f"{number[1]}/{number[2]}", fits=False) if number else Normal(text.upper(), fits=False)


def _blood_type(text: str) -> Normal:
    value = text.upper().replace(" ", "").replace("0", "O").replace("8", "B").replace("Q", "O").strip(".,")
    value = {"—": "-", "–": "-", "_": "-", "~": "-", "TIDAKTAHU": "-", "TDKTAHU": "-"}.get(value, value)
    return Normal(value, value in BLOOD_TYPES)


def _valid_until(text: str) -> Normal:
    if fuzz.ratio(text.upper(), LIFELONG) >= SNAP_SCORE:
        return Normal(LIFELONG, fits=True)
    return _date(text)


def _snapped(text: str, entries: Mapping[str, str]) -> Normal:
    plain = text.upper().strip(" .,")
    found = process.extract(plain, entries.keys(), scorer=fuzz.ratio, score_cutoff=SNAP_SCORE)
    if not found:
        return Normal(plain, fits=False)
    value, score = entries[found[0][0]], found[0][1]
    rival = max((other for entry, other, _ in found if entries[entry] != value), default=0.0)
    return Normal(value, fits=score == 100 or score - rival >= SNAP_LEAD)


def _citizenship(text: str) -> Normal:
    """Return ``WNI``, or the ISO alpha-3 code of the state that a foreign resident's card names."""
    letters = text.upper().translate(_AS_I)
    if letters.strip(" .,") == "WNI":
        return Normal("WNI", fits=True)
    found = _snapped(text, CITIZENSHIPS)
    code = None if found.fits else country(text)
    return Normal(code, fits=True) if code else found


def _text(name: str, text: str) -> Normal:
    value = text.upper().strip(" ,;:-*=<>«»“”‘’")
    if name == "province":
        value = _without_first(value, PROVINCE_WORDS)
    if name in {"birth_place", "issued_place", "regency", "province", "district", "village", "occupation"}:
        value = value.strip(".,")
    return Normal(value, any(character.isalpha() for character in value))


def _without_first(text: str, words: Iterable[str]) -> str:
    """Return ``text`` without its first word when that is one of ``words``, misread or not."""
    first, _, rest = text.partition(" ")
    return rest if rest and max(fuzz.ratio(first, word) for word in words) >= 75 else text


_LISTS: Final[Mapping[str, Mapping[str, str]]] = {
    "sex": SEXES,
    "religion": RELIGIONS,
    "marital_status": MARITAL_STATUSES,
}
_LEVELS: Final[Mapping[str, tuple[int, ...]]] = {
    "province": (2,),
    "regency": (4,),
    "district": (6,),
    "birth_place": (4, 6),
    "issued_place": (4, 6),
}
"""Digits of the region codes whose names a field may hold."""
