"""Values of a card in normal form, from what was read; closed lists snap, the raw text is kept by the caller."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from extractors.dates import parse
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
_DIGITS: Final = str.maketrans(dict(DIGIT_LOOKALIKES))
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
    special = {"nik": _nik, "rt_rw": _rt_rw, "blood_type": _blood_type, "valid_until": _valid_until}
    if name in special:
        return special[name](text)
    return _text(name, text)


def is_listed(name: str, raw: str) -> bool:
    """Whether ``raw`` is, letter by letter, an entry of the field's closed list."""
    return raw.upper().strip(" .,:") in _LISTS.get(name, {})


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
    value = {"—": "-", "–": "-", "_": "-", "~": "-", "TIDAKTAHU": "-"}.get(value, value)
    return Normal(value, value in BLOOD_TYPES)


def _valid_until(text: str) -> Normal:
    if fuzz.ratio(text.upper(), LIFELONG) >= SNAP_SCORE:
        return Normal(LIFELONG, fits=True)
    return _date(text)


def _snapped(text: str, entries: Mapping[str, str]) -> Normal:
    plain = text.upper().strip(" .,")
    best = process.extractOne(plain, entries.keys(), scorer=fuzz.ratio, score_cutoff=SNAP_SCORE)
    return Normal(entries[best[0]], fits=True) if best else Normal(plain, fits=False)


def _text(name: str, text: str) -> Normal:
    value = text.upper().strip(" ,;:-*=<>«»“”‘’")
    if name == "province":
        value = _without_first(value, PROVINCE_WORDS)
    if name in {"birth_place", "issued_place", "regency", "province", "district"}:
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
    "citizenship": CITIZENSHIPS,
}
