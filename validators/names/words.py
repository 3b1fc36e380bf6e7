"""What the comparisons of people, companies and places share: their answer, normal forms, and how two words relate.

Sources: ICAO Doc 9303-3 (transliteration); the spelling pairs are those of the Indonesian spelling reforms of 1947 (oe)
and 1972 (dj, tj, nj, sj, ch, j); ``words.toml`` says which letters are taken for each other. Caches are bounded and
live as long as the process.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from importlib.resources import files
from operator import eq
from typing import Final

from rapidfuzz.distance import OSA

ONE_LETTER_FROM: Final = 5
"""From this many letters on, one wrong letter may be a slip of pen or reader; BUDI and RUDI are two names."""
TYPED_FROM: Final = 6
"""From this many letters on, a vowel for a consonant beside it on the keyboard, or the other way round, is a slip."""
TWO_LETTERS_FROM: Final = 8
"""From this many letters on, two wrong letters leave it open."""
LOST_LETTER_FROM: Final = 10
"""From this many letters on, a letter too few or too many inside a word that can be spoken is a slip: ROSALINA and
ROSALINDA are two names."""
LONGEST: Final = 200
"""A longer text (in characters) is no name but a misread block."""
CACHED: Final = 16_384
"""Entries that each cache holds: the words of some thousands of names."""


class Likeness(StrEnum):
    """What a comparison of two names comes to."""

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared, and why it came to this: ``features`` name what was bridged, what decided or left it open."""

    likeness: Likeness
    features: tuple[str, ...]
    left: str
    right: str


class Match(IntEnum):
    """How two words relate, worst first."""

    NONE = 0
    OPEN = 1
    BRIDGED = 2
    EQUAL = 3


_DATA: Final = tomllib.loads((files("validators.names") / "words.toml").read_text("utf-8"))
_ICAO: Final = str.maketrans(
    {
        "Ä": "AE",
        "Ö": "OE",
        "Ü": "UE",  # codespell:ignore ue
        "ß": "SS",
        "Æ": "AE",
        "Œ": "OE",
        "Ø": "OE",
        "Å": "AA",
        "Þ": "TH",
        "Đ": "D",
        "Ł": "L",
    }
)
_FOLDED: Final = str.maketrans(
    {"Ø": "O", "Đ": "D", "Ł": "L", "Æ": "AE", "Œ": "OE", "ß": "SS", "Þ": "TH", "Ħ": "H", "–": "-", "—": "-"}
)
# Each group holds for words with one of its letters, and its pairs in their order; so do the groups.
_SPELLING: Final = (
    ("O", (("ULLOH", "ULLAH"), ("ULOH", "ULAH"))),
    ("E", (("IEF", "IF"), ("IEK", "IK"), ("IES", "IS"), ("OE", "U"))),
    ("O", (("OO", "U"),)),
    ("J", (("DJ", "J"), ("TJ", "C"), ("NJ", "NY"), ("SJ", "SY"))),
    ("H", (("KH", "H"), ("CH", "H"), ("DH", "D"), ("TH", "T"), ("GH", "G"))),
    ("Z", (("DZ", "Z"),)),
    ("H", (("SH", "SY"), ("PH", "F"))),
    ("S", (("TS", "S"), ("SY", "S"))),
    ("Q", (("Q", "K"),)),
    ("X", (("X", "KS"),)),
    ("V", (("V", "F"),)),
    ("Z", (("Z", "S"),)),
    ("J", (("J", "I"),)),
    ("Y", (("Y", "I"),)),
    ("E", (("AE", "AI"),)),
)
_SOUND: Final = frozenset(map(frozenset, _DATA["sound"].split()))
_LAST_SOUND: Final = frozenset(map(frozenset, _DATA["last_sound"].split()))
SIGHT: Final = frozenset(map(frozenset, _DATA["sight"].split()))
KEYS: Final = frozenset(map(frozenset, _DATA["keys"].split()))
_READ_AS_ONE: Final[tuple[tuple[str, str], ...]] = tuple(
    (two, one) for two, _, one in (pair.partition("=") for pair in _DATA["sight_of_two"].split())
)
_VOWELS: Final = frozenset("AEIOU")
_ENDINGS: Final = frozenset(_DATA["endings"].split())
# Signs that stand in no name: markup, programs, addresses of the web. MRZ fillers ("<") are none of them.
_NO_NAME: Final = re.compile(r"[>={}\\]|://")
_HARD_CONSONANTS: Final = re.compile(r"[BCDFGJKLMNPQRSTVWXZ]{3}|[BCDFGHJKLMNPQRSTVWXYZ]{2}$")
_NO_LETTERS: Final = re.compile(r"[^A-Z]+")
_DOUBLED: Final = re.compile(r"(.)\1+")
_APOSTROPHES: Final = re.compile("[‘’ʼ´]")
_STROKES: Final = re.compile("l(?<=[A-Z]l)|l(?=[A-Z])|I(?<=[a-z]I)")
_SMALL_L: Final = re.compile(r"(?<=[A-Z])l(?=[A-Z](?![a-z]))|(?<=[A-Z]{2})l\b|\bl(?=[A-Z]{2})")
_CAPITAL_I: Final = re.compile(r"(?<=[a-z])I(?=[a-z]|\b)")
_DIGRAPHS: Final = re.compile(r"NG|NY|SY|KH|CH|TH|DH|SH|GH")


def normal(name: str) -> str:
    """Return ``name`` in capitals A-Z with single spaces: accents, punctuation and MRZ fillers gone, words kept."""
    return " ".join(words_of(name))


def plain(text: str) -> str:
    """Return ``text`` in capitals with ICAO's transliteration, no accents, apostrophes or marks of direction."""
    text = text.upper()
    return _bare(text if text.isascii() else text.translate(_ICAO))


def folded(text: str) -> str:
    """Return ``text`` as ``plain`` does, but letters with accents as those without: Ü as U, Ł as L, Ø as O."""
    text = text.upper()
    return _bare(text if text.isascii() else text.translate(_FOLDED))


def _bare(text: str) -> str:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(
            mark for mark in decomposed if not unicodedata.combining(mark) and unicodedata.category(mark) != "Cf"
        )
        text = _APOSTROPHES.sub("", text)
    return text.replace("'", "").replace("`", "")


def with_strokes(name: str) -> str:
    """Return a name with I among capitals for a small L, and the other way round: HSlN, MilI."""
    if name.isupper() or not _STROKES.search(name):
        return name
    return _CAPITAL_I.sub("l", _SMALL_L.sub("I", name))


def is_bare(text: str) -> bool:
    """Whether a text has letters without accents and spaces only, as most have: no mark parts or shortens its words."""
    return text.isascii() and text.replace(" ", "").isalpha()


def letters(text: str) -> str:
    """Return ``text`` (in capitals) with a space for whatever is no letter A-Z."""
    return _NO_LETTERS.sub(" ", text)


def words_of(name: str) -> list[str]:
    """Return the words of a name, letters A-Z only."""
    return letters(plain(name)).split()


def no_name(text: str, words: object) -> str:
    """Return why ``text``, of which ``words`` are left, is no name that could be compared, or nothing."""
    if len(text) > LONGEST:
        return "too_long"
    if _NO_NAME.search(text):
        return "not_a_name"
    if words:
        return ""
    return "other_script" if any(mark.isalpha() and not mark.isascii() for mark in text) else "empty"


def unusable(left: str, right: str, *reasons: str) -> Comparison:
    """Return the answer where at least one of two texts is no name, for the ``reasons`` of ``no_name``."""
    found = tuple(dict.fromkeys(filter(None, reasons)))
    return Comparison(Likeness.CANNOT_TELL, found, left[:LONGEST], right[:LONGEST])


@lru_cache(CACHED)
def spelling(word: str) -> str:
    """Return ``word`` as all its lawful spellings come out: old and new, doubled letters once, a last H dropped."""
    for letter, pairs in _SPELLING:
        if letter in word:
            for old, new in pairs:
                word = word.replace(old, new)
    if any(map(eq, word, word[1:])):
        word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("H") else word


def by_ear(word: str) -> str:
    """Return the spelling of ``word`` with AI and AE as E, AU as O: SULAIMAN and SULEMAN, TAUFIK and TOFIK."""
    return spelling(word).replace("AI", "E").replace("AU", "O")


def read_as_one(word: str) -> str:
    """Return ``word`` as a reader sees it that takes two letters for one: KURNIASIH and KUMIASIH."""
    for two, one in _READ_AS_ONE:
        if two in word:
            word = word.replace(two, one)
    return word


def is_slip(one: str, other: str) -> bool:
    """Whether words that differ in one place differ as a slip of ear, eye or pen does, not as two names do."""
    short, long = sorted((one, other), key=len)
    place = next((i for i, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if is_unspeakable(short) != is_unspeakable(long):
        return True
    if _differ_in_ending(short, long, place):
        return False
    if len(short) < len(long):
        return long[-1] in "HK" if place == len(short) else place > 0 and len(short) >= LOST_LETTER_FROM
    pair = frozenset((short[place], long[place]))
    if short[place + 1 :] != long[place + 1 :]:
        return True  # two neighbours changed places
    if place == len(short) - 1:
        return pair in _LAST_SOUND or (pair in SIGHT and not pair & _VOWELS)
    return pair in _SOUND or (place > 0 and (pair in SIGHT or (pair in KEYS and len(short) >= TYPED_FROM)))


def is_unspeakable(word: str) -> bool:
    """Whether ``word`` holds consonants that no Indonesian word strings together, as misread words often do."""
    return bool(_HARD_CONSONANTS.search(_DIGRAPHS.sub("G", word)))


def _differ_in_ending(short: str, long: str, place: int) -> bool:
    starts = range(max(place - 3, 2), place + 1)
    return any(short[start:] in _ENDINGS and long[start:] in _ENDINGS for start in starts)


def slip(one: str, other: str, known: frozenset[str]) -> tuple[Match, str]:
    """Return how two words that are not spelled alike relate; of two ``known`` words neither is a slip of the other."""
    shortest = min(len(one), len(other))
    spelled = spelling(one), spelling(other)
    if abs(len(one) - len(other)) <= 2:
        if shortest >= ONE_LETTER_FROM and len(one) != len(other) and read_as_one(one) == read_as_one(other):
            return (Match.OPEN, "nearly") if one in known and other in known else (Match.BRIDGED, "one_letter")
        for pair in ((one, other), spelled) if spelled != (one, other) else (spelled,):
            if OSA.distance(*pair, score_cutoff=1) > 1:
                continue
            both_known = one in known and other in known
            if shortest >= ONE_LETTER_FROM and not both_known and is_slip(*pair):
                return Match.BRIDGED, "one_letter"
            if shortest >= 3:
                return Match.OPEN, "nearly"
        if shortest >= TWO_LETTERS_FROM and OSA.distance(*spelled, score_cutoff=2) <= 2:
            return Match.OPEN, "nearly"
    for short, long in ((one, other), spelled):
        if long.startswith(short) or short.startswith(long):
            return Match.OPEN, "prefix"
    return Match.NONE, ""
