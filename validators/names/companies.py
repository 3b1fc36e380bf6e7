"""Names of companies, compared with explanation: rare words weigh more than common ones.

Legal forms, their place, abbreviations, a branch, a country in brackets and run-together words do not count. Words that
many companies bear (``companies.toml``) identify none: of two names that differ in such a word on both sides neither is
the other, while one letter in a long rare word is a slip. Numbers that differ make two companies.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from extractors.vocabulary import region_codes
from validators.names.words import (
    CACHED,
    Comparison,
    Likeness,
    Match,
    by_ear,
    letters,
    no_name,
    plain,
    slip,
    spelling,
    unusable,
)

LONG_WORD: Final = 6
"""From this many letters on, one wrong letter in a rare word is a slip wherever it stands but at the front."""
TWO_LETTERS_FROM: Final = 7
"""From this many letters on, two wrong letters in a word that is not common leave it open."""
HEARD_FROM: Final = 6
"""From this many letters on, a word may be written as it is heard (SENTAUSA)."""
ABBREVIATED_FROM: Final = 3
"""From this many letters on, the beginning of a word of trade, up to a consonant, stands for it (ELEC)."""
INITIALS_FROM: Final = 3
"""From this many letters on, a word may be the initials of as many words."""
TRUNCATED_FROM: Final = 3
CUT_FROM: Final = 12
"""A cut last word counts as truncation from this many letters on, in a name of more characters than this."""
MOST_WORDS: Final = 20

_DATA: Final = tomllib.loads((files("validators.names") / "companies.toml").read_text("utf-8"))


def _table(lines: Sequence[str]) -> dict[str, str]:
    return {word: line.split()[0] for line in lines for word in line.split()}


_VARIANTS: Final = _table([*_DATA["trades"], *_DATA["variants"]])
_NUMBERS: Final = _table(_DATA["numbers"])
_TRADES: Final = frozenset(line.split()[0] for line in _DATA["trades"])
_COUNTRIES: Final = _table(_DATA["countries"])
_FORMS: Final = frozenset(_DATA["forms"].split())
_BRANCHES: Final = frozenset(_DATA["branches"].split())
_PHRASES: Final = re.compile("|".join(rf"\b{phrase}\b" for phrase in _DATA["phrases"]))
_PHRASE_STARTS: Final = frozenset(phrase.split()[0] for phrase in _DATA["phrases"])
_DESCRIPTORS: Final = frozenset(_VARIANTS.get(word, word) for word in _DATA["descriptors"].split())
_COMMON: Final = frozenset(_VARIANTS.get(word, word) for word in _DATA["common"].split()) | _DESCRIPTORS
Pairs = dict[int, tuple[int, Match, str]]
"""Place in the shorter name -> place in the longer one, how the words match, and by what feature."""
_SHORTENED: Final = re.compile(r"\b(?:[A-Z]\.){1,}[A-Z]\b\.?")
# One digit before or between letters is a letter misread (0MEGA); behind them it may be a number.
_MISREAD: Final = re.compile(r"\b(?=[A-Z0-9]*[A-Z]{2})(?:[A-Z]+[01568][A-Z]+|[01568][A-Z]{2,})\b")
_DIGITS: Final = str.maketrans("01568", "OISGB")
_SIGNS: Final = re.compile(r"[^A-Z0-9]+")
_SET_APART: Final = re.compile(r"\(([^()]*)\)|[-,/] *([^-,/()]*)$")


class _Company(NamedTuple):
    """A company's name made ready: its words, the same with a country at their end, and what was set aside."""

    words: tuple[str, ...]
    joined: str
    whole: str
    written: str
    numbers: frozenset[str]
    country: str
    branch: str
    problem: str


def compare_companies(left: str, right: str) -> Comparison:
    """Compare two names of companies; see the module's text for what counts and what does not."""
    one, other = _parsed(left), _parsed(right)
    if one.problem or other.problem:
        return unusable(left, right, one.problem, other.problem)
    shown = (" ".join(one.words), " ".join(other.words))
    if one.written == other.written:
        return Comparison(Likeness.SAME, (), *shown)
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return Comparison(Likeness.DIFFERENT, ("number",), *shown)
    features = [name for name in ("country", "branch") if getattr(one, name) != getattr(other, name)]
    likeness = _by_words(one, other, features)
    two_countries = one.country and other.country and one.country != other.country
    if likeness is not Likeness.DIFFERENT and (two_countries or one.numbers != other.numbers):
        likeness, features = Likeness.CANNOT_TELL, ["country" if two_countries else "number"]
    if not features:
        features.append("other_words" if likeness is Likeness.DIFFERENT else "form")
    return Comparison(likeness, tuple(dict.fromkeys(features)), *shown)


def is_company(name: str) -> bool:
    """Whether a name shows itself to be a company's: by a legal form, a number, or a word that companies bear."""
    words = {_VARIANTS.get(word, word) for word in _SIGNS.sub(" ", plain(name)).split()}
    return bool(words & (_FORMS | _COMMON | _NUMBERS.keys()))


@lru_cache(CACHED)
def _parsed(name: str) -> _Company:
    if problem := no_name(name, True):
        return _Company((), "", "", "", frozenset(), "", "", problem)
    printed = plain(name)
    text = printed.replace("&", " AND ").strip()
    if "." in text:
        text = _SHORTENED.sub(lambda found: found[0].replace(".", ""), text)
    text, apart = _apart(text) if any(mark in text for mark in "(-,/") else (text, ("", ""))
    if not text.replace(" ", "").isalpha():
        text = _MISREAD.sub(lambda found: found[0].translate(_DIGITS), text)
    words = _SIGNS.sub(" ", text).split()
    if not _PHRASE_STARTS.isdisjoint(words):
        words = _PHRASES.sub(" ", " ".join(words)).split()
    kept = [said for word in words if (said := _VARIANTS.get(word, word)) not in _FORMS]
    branch = apart[1]
    if not _BRANCHES.isdisjoint(kept[1:]):
        branch_at = next(place for place, word in enumerate(kept) if place and word in _BRANCHES)
        kept, branch = kept[:branch_at], " ".join(kept[branch_at:])
    country, whole = apart[0], " ".join(kept)
    if len(kept) > 1 and not country and len(kept[-1]) > 2 and kept[-1] in _COUNTRIES:
        country = _COUNTRIES[kept.pop()]
    numbers = frozenset([_NUMBERS.get(word, word) for word in kept if word in _NUMBERS or word.isdigit()])
    problem = ("too_long" if len(kept) > MOST_WORDS else "") if kept else no_name(name, kept)
    written = " ".join(_SIGNS.sub(" ", printed).split())
    return _Company(tuple(kept), "".join(kept), whole, written, numbers, country, branch, problem)


def _apart(text: str) -> tuple[str, tuple[str, str]]:
    """Set aside a country or a branch in brackets or behind a comma; leave all else where it stands."""
    country = branch = ""
    for found in list(_SET_APART.finditer(text)):
        inside = " ".join(letters(found[1] or found[2] or "").split())
        if inside in _COUNTRIES:
            country, text = _COUNTRIES[inside], text.replace(found[0], " ")
        elif inside.split(" ")[0] in _BRANCHES or (inside and region_codes.is_named(inside, 4)):
            branch, text = inside, text.replace(found[0], " ")
    return text, (country, branch)


def _by_words(one: _Company, other: _Company, features: list[str]) -> Likeness:
    if one.words == other.words:
        return Likeness.COMPATIBLE
    if bridge := _bridge_as_a_whole(one, other):
        features.append(bridge)
        return Likeness.COMPATIBLE
    short, long = sorted((one.words, other.words), key=lambda words: (len(words), words))
    pairs = _pair(short, long)
    only_short = [word for i, word in enumerate(short) if i not in pairs]
    taken = {place for place, _, _ in pairs.values()}
    only_long = [word for j, word in enumerate(long) if j not in taken]
    rare = _has_rare(pairs, short)
    if only_short and only_long:
        if _are_other_words(one, other, only_short + only_long, pairs, features):
            return Likeness.DIFFERENT
        return Likeness.CANNOT_TELL
    features.extend(feature for _, _, feature in pairs.values() if feature)
    if any(match is Match.OPEN for _, match, _ in pairs.values()):
        return Likeness.CANNOT_TELL
    enough = rare
    if more := only_short or only_long:
        town = region_codes.is_named(" ".join(more), 4)
        features.append("branch" if town else "missing_words")
        enough = rare and (town or set(more) <= _DESCRIPTORS)
    elif [place for _, (place, _, _) in sorted(pairs.items())] != list(range(len(long))):
        features.append("word_order")
    else:
        enough = True
    return Likeness.COMPATIBLE if enough else Likeness.CANNOT_TELL


def _bridge_as_a_whole(one: _Company, other: _Company) -> str:
    """Return what makes two names one as they stand, or nothing."""
    if one.joined == other.joined or _without_forms(one) == _without_forms(other):
        return "spacing"
    if spelling(one.joined) == spelling(other.joined):
        return "spelling"
    if _cut(one.whole, other.whole):
        return "truncation"
    return "initials" if _shortened_to_initials(one.words, other.words) else ""


def _without_forms(name: _Company) -> str:
    """Return a name's words as they were printed, run together: NIAGAINDUSTRIES hides that INDUSTRIES is a variant."""
    return "".join([word for word in name.written.split(" ") if word not in _FORMS])


def _are_other_words(one: _Company, other: _Company, more: list[str], pairs: Pairs, features: list[str]) -> bool:
    """Whether two names that each have words the other lacks are two; ``features`` says what else they may be."""
    rare = _has_rare(pairs, min(one.words, other.words, key=lambda words: (len(words), words)))
    near = OSA.distance(one.joined, other.joined, score_cutoff=1) <= 1 and len(one.joined) > LONG_WORD
    doubts = {
        "initials": _initials(one.words, other.words),
        "spacing": near,
        "nearly": any(match is Match.OPEN for _, match, _ in pairs.values()),
        "other_trade": rare and set(more) <= _DESCRIPTORS,
    }
    features.append(next((name for name, holds in doubts.items() if holds), "other_words"))
    return not any(doubts.values())


def _has_rare(pairs: Pairs, short: tuple[str, ...]) -> bool:
    return any(match is not Match.OPEN and short[i] not in _COMMON for i, (_, match, _) in pairs.items())


def _pair(short: Sequence[str], long: Sequence[str]) -> Pairs:
    """Pair the words that match, best first."""
    ranked = [
        (-match, abs(i - j), i, j, match, feature)
        for i, word in enumerate(short)
        for j, other in enumerate(long)
        for match, feature in (_match(word, other),)
        if match
    ]
    found: Pairs = {}
    taken: set[int] = set()
    for _, _, i, j, match, feature in sorted(ranked):
        if i not in found and j not in taken:
            found[i] = (j, match, feature)
            taken.add(j)
    return found


@lru_cache(4 * CACHED)
def _match(one: str, other: str) -> tuple[Match, str]:
    if one == other or (one in _NUMBERS and _NUMBERS[one] == _NUMBERS.get(other, other)):
        return Match.EQUAL, ""
    if bridge := _bridge(one, other):
        return Match.BRIDGED, bridge
    match, feature = slip(one, other, _COMMON)
    if one in _COMMON and other in _COMMON:
        return (Match.NONE, "") if feature == "prefix" else (match, feature)
    shortest = min(len(one), len(other))
    if feature == "nearly" and shortest >= LONG_WORD and one[0] == other[0]:
        near = OSA.distance(one, other, score_cutoff=1) <= 1 and not _is_anothers_common(one, other)
        return (Match.BRIDGED, "one_letter") if near else (Match.OPEN, "nearly")
    if not match and shortest >= TWO_LETTERS_FROM and OSA.distance(one, other, score_cutoff=2) <= 2:
        return Match.OPEN, "nearly"
    return match, feature


def _bridge(one: str, other: str) -> str:
    """Return the habit by which two words are one, or nothing."""
    if spelling(one) == spelling(other):
        return "spelling"
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(long) >= HEARD_FROM and by_ear(one) == by_ear(other):
        return "spelling"
    if long in _TRADES and len(short) >= ABBREVIATED_FROM and long.startswith(short) and short[-1] not in "AEIOU":
        return "abbreviation"
    return ""


def _is_anothers_common(one: str, other: str) -> bool:
    """Whether one word is common and the other has another letter in its place: PERDANA, PERMANA."""
    return len(one) == len(other) and (one + other).isalpha() and (one in _COMMON or other in _COMMON)


def _initials(one: Sequence[str], other: Sequence[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _shortened_to_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are equal but for words that one of them shortens to their initials (SDM)."""
    short, long = sorted((one, other), key=len)
    if not 1 < len(short) < len(long):
        return False
    start = next(i for i, word in enumerate(long) if i == len(short) or word != short[i])
    if start == len(short) or len(run := short[start]) != len(long) - len(short) + 1 or len(run) < INITIALS_FROM:
        return False
    end = start + len(run)
    return "".join(word[0] for word in long[start:end]) == run and short[start + 1 :] == long[end:]


def _cut(one: str, other: str) -> bool:
    """Whether one name is the other cut off inside a word."""
    short, long = sorted((one, other), key=len)
    last = short.split(" ")[-1]
    is_part = len(last) >= TRUNCATED_FROM and last not in _COMMON
    return len(short) > CUT_FROM and is_part and long.startswith(short) and long[len(short)] != " "
