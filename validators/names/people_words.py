"""How two words of names of people relate, and which words carry a name.

A habit makes two words one: an abbreviation, a spelling, a word without its vowels. What is merely alike is left open;
two known names are never one. Word lists: ``people.toml``.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from validators.names.words import CACHED, Match, by_ear, is_unspeakable, slip, spelling

HEARD_FROM: Final = 6
"""From this many letters on, a word may be written shorter, as it is heard; AINI and ENI are two names."""
SKELETON_FROM: Final = 3
"""Two words with as many consonants, the same ones in the same order, are left open, however their vowels differ."""
SHORTENED_TO: Final = 5
"""The most letters that a word has when its vowels are left away, or all behind its first sound: GST, NYM, YOHS."""

DATA: Final[dict[str, Any]] = tomllib.loads((files("validators.names") / "people.toml").read_text("utf-8"))
KNOWN: Final = frozenset(DATA["known"].split())
_COMMON: Final = frozenset(DATA["common"].split())
_GROUPS: Final[dict[str, frozenset[int]]] = {}
for _number, _line in enumerate(DATA["abbreviations"]):
    for _word in _line.split():
        _GROUPS[_word] = _GROUPS.get(_word, frozenset()) | {_number}
# Abbreviations that stand for one name only, spelled out: words run together hide them (ABD. GANI, ABDULGANI).
SPELLED_OUT: Final = {
    word: DATA["abbreviations"][min(groups)].split()[0] for word, groups in _GROUPS.items() if len(groups) == 1
}
# The digraphs of Indonesian words and the surname NG hold no vowel and shorten nothing.
_NEVER_SHORT: Final = frozenset({"NG", "NY", "SY"})
_VOWELS: Final = str.maketrans("", "", "AEIOU")
_SKELETON: Final = str.maketrans("P", "F", "AEIOUH")


@lru_cache(4 * CACHED)
def match(one: str, other: str) -> tuple[Match, str]:
    """Return how two words (A-Z) relate, and by what habit or likeness; nothing for equal and for unlike words."""
    if one == other:
        return Match.EQUAL, ""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if bridge := _bridge(short, long):
        return Match.BRIDGED, bridge
    return _near(short, long) if len(short) > 1 else (Match.NONE, "")


def _bridge(short: str, long: str) -> str:
    """Return the habit by which two words are one, or nothing."""
    if short in _GROUPS and long in _GROUPS and _GROUPS[short] & _GROUPS[long]:
        return "abbreviation"
    if spelling(short) == spelling(long):
        return "spelling"
    if len(short) == 1:
        return "initial" if long[0] == short else ""
    if _shortens(short, long):
        return "abbreviation"
    return "spelling" if len(long) >= HEARD_FROM and by_ear(short) == by_ear(long) else ""


def _near(short: str, long: str) -> tuple[Match, str]:
    """Return how two words that no habit makes one are alike."""
    spelled, heard = (spelling(short), spelling(long)), (by_ear(short), by_ear(long))
    if heard[0] == heard[1]:
        return Match.OPEN, "nearly"
    found = slip(short, long, KNOWN)
    if short in KNOWN and long in KNOWN:
        return found
    if found[0] < Match.BRIDGED and heard != spelled and len(long) >= HEARD_FROM:
        found = max(found, slip(*heard, KNOWN))
    if found[0]:
        return found
    bones = spelled[0].translate(_SKELETON)
    is_same = len(bones) >= SKELETON_FROM and bones == spelled[1].translate(_SKELETON)
    return (Match.OPEN, "nearly") if is_same else found


def _shortens(short: str, long: str) -> bool:
    """Whether ``short`` is ``long`` with its vowels, and perhaps more, left away: LH for LUH, YOHS for YOHANES."""
    if len(short) > SHORTENED_TO or short[0] != long[0]:
        return False
    if short[1:].translate(_VOWELS) != short[1:] and not is_unspeakable(short):
        return False
    if len(short) == len(long) or short in _NEVER_SHORT or (len(short) == 2 and short[0] in "AEIOU"):
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)


def weighs(word: str) -> bool:
    """Whether a word is rare enough to carry a name."""
    return len(word) > 2 and word not in _GROUPS and word not in _COMMON
