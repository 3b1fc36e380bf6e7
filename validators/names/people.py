"""Names of people, compared with explanation.

Passports drop titles and punctuation and truncate, identity cards abbreviate, spelling reforms changed oe/u, dj/j,
tj/c, j/y, many people have one name only, and a machine readable zone puts the last word first. Two words that differ
in one letter are one only where ear, eye or pen may have slipped (``validators.names.words.is_slip``), and never when
both are known names.

Sources: Permendagri 73/2022 (names on population papers); word lists: ``people.toml``.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz.distance import OSA

from validators.names.words import (
    CACHED,
    Comparison,
    Likeness,
    Match,
    by_ear,
    is_unspeakable,
    no_name,
    slip,
    spelling,
    unusable,
    words_of,
)

TRUNCATED_FROM: Final = 4
"""A cut last word counts as truncation from this many letters on, in a LONG_NAME however short it is."""
CUT_FROM: Final = 20
"""A shorter name (in characters) is not cut off by any paper: FITRI is not FITRIANI, cut."""
LONG_NAME: Final = 28
"""A name this long may have been cut between two words: the shortest limit reported for passports is 30."""
GLUED_FROM: Final = 8
"""From this many letters on, words run together differently may also differ in one letter (ABDURRACHMAN)."""
CARRY: Final = 3
"""As many words carry a name though each is common: NI KETUT SRI, of which WIDIASIH was left away."""
HEARD_FROM: Final = 6
"""From this many letters on, a word may be written shorter, as it is heard; AINI and ENI are two names."""
SKELETON_FROM: Final = 3
"""Two words with as many consonants, and the same ones in the same order, are left open, however their vowels differ."""
SHORTENED_TO: Final = 5
"""The most letters that a word has when its vowels are left away, or all behind its first sound: GST, NYM, YOHS."""
MOST_WORDS: Final = 20
"""More words than this are no name but a misread block of text."""

_DATA: Final = tomllib.loads((files("validators.names") / "people.toml").read_text("utf-8"))
_TITLES: Final = frozenset(_DATA["titles"].split())
_TITLES_ONLY_BEHIND: Final = frozenset(_DATA["titles_only_behind"].split())
_TITLES_IN_FRONT: Final = _TITLES - _TITLES_ONLY_BEHIND
_RANKS: Final = frozenset(_DATA["ranks"].split())
_RANKS_BEHIND_RADEN: Final = frozenset(_DATA["ranks_behind_raden"].split())
_PATRONYMICS: Final = frozenset(_DATA["patronymics"].split())
_LIGHT: Final = _RANKS | _PATRONYMICS
_KNOWN: Final = frozenset(_DATA["known"].split())
_EXPANSIONS: Final[dict[str, str]] = _DATA["expansions"]
_COMMON: Final = frozenset(_DATA["common"].split())
_GROUPS: Final[dict[str, frozenset[int]]] = {}
for _number, _line in enumerate(_DATA["abbreviations"]):
    for _word in _line.split():
        _GROUPS[_word] = _GROUPS.get(_word, frozenset()) | {_number}
# Abbreviations that stand for one name only, spelled out: words run together hide them (ABD. GANI, ABDULGANI).
_SPELLED_OUT: Final = {
    word: _DATA["abbreviations"][min(groups)].split()[0] for word, groups in _GROUPS.items() if len(groups) == 1
}
# The digraphs of Indonesian words and the surname NG hold no vowel and shorten nothing.
_NEVER_SHORT: Final = frozenset({"NG", "NY", "SY"})
_VOWELS: Final = str.maketrans("", "", "AEIOU")
_SKELETON: Final = str.maketrans("P", "F", "AEIOUH")
# Digits that a reader sees for letters; names hold none (Permendagri 73/2022).
_DIGITS: Final = str.maketrans("0158", "OISB")
_MIXED: Final = re.compile(r"\w*[A-Z]\w*")
_DOTTED: Final = re.compile(r"\b(?:[A-Z]{1,3}\.)+[A-Z]{1,4}\b")
Words = tuple[str, ...]
Pairing = tuple[list[tuple[Match, str]], list[str]]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name made ready: words without titles, what was taken off, why it is none, all words sorted, zone or not."""

    words: tuple[str, ...]
    joined: str
    features: tuple[str, ...]
    problem: str
    all_words: Words = ()
    is_zone: bool = False


def compare(left: str, right: str) -> Comparison:
    """Compare two names of people; see the module's text for what is bridged."""
    one, other = _parsed(left), _parsed(right)
    if one.problem or other.problem:
        return unusable(left, right, one.problem, other.problem)
    shown = (" ".join(one.words), " ".join(other.words))
    features = list(dict.fromkeys((*one.features, *other.features)))
    if one.words == other.words:
        bridged = left != right and features
        return Comparison(Likeness.COMPATIBLE if bridged else Likeness.SAME, tuple(bridged or ()), *shown)
    if one.joined == other.joined:
        return Comparison(Likeness.COMPATIBLE, (*features, "spacing"), *shown)
    likeness = _by_words(one.words, other.words, features)
    if likeness in {Likeness.DIFFERENT, Likeness.CANNOT_TELL} and "fathers_differ" not in features:
        bridge = _across_words(one, other)
        likeness, features = (Likeness.COMPATIBLE, [*features, bridge]) if bridge else (likeness, features)
    if likeness is Likeness.DIFFERENT and one.all_words == other.all_words:
        likeness, features = Likeness.CANNOT_TELL, ["word_order"]  # a title in one order, a name in the other: SE, ST
    if likeness is Likeness.COMPATIBLE and "missing_words" in features and _is_added_in_front(one, other):
        likeness = Likeness.CANNOT_TELL
    if likeness is Likeness.DIFFERENT:
        features.append("other_words")
    return Comparison(likeness, tuple(dict.fromkeys(features)), *shown)


@lru_cache(CACHED)
def _parsed(name: str) -> _Name:
    if problem := no_name(name, True):
        return _Name((), "", (), problem)
    features: list[str] = []
    words = tuple(_without_titles(_with_letters(name, features), features))
    problem = no_name(name, words) or ("too_long" if len(words) > MOST_WORDS else "")
    return _Name(words, "".join(words), tuple(features), problem, tuple(sorted(words_of(name))), "<<" in name)


def _with_letters(name: str, features: list[str]) -> str:
    if "l" in name and name.replace("l", "").isupper():
        name = name.replace("l", "I")  # the one small letter among capitals
        features.append("digits")
    if name.isascii() and not any(map(str.isdigit, name)):
        return name
    text = _MIXED.sub(lambda found: found[0].translate(_DIGITS), name.upper())
    if text != name.upper() and not features:
        features.append("digits")
    return text


def _without_titles(name: str, features: list[str]) -> list[str]:
    front, comma, behind = name.partition(",")
    words = _titled_words(front)
    kept = list(words)
    if "<<" in name and len(words) > 2 and (last := len(words_of(name.partition("<<")[0]))) < len(words) - 1:
        while len(kept) > last + 1 and kept[last] in _TITLES_IN_FRONT:
            del kept[last]  # HANDAYANI<<HJ<SRI
    while len(kept) > 1 and kept[0] in _TITLES_IN_FRONT:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in _TITLES and not (len(kept) == 2 and kept[-1] in _TITLES_ONLY_BEHIND):
        kept.pop()
    after = _titled_words(behind) if comma else []
    if not all(word in _TITLES or (len(word) <= 4 and word not in _KNOWN) for word in after):
        kept += after  # "LAST, FIRST": not a title
    elif after:
        features.append("title")
    if len(kept) < len(words) and "title" not in features:
        features.append("title")
    if len(kept) > 1 and kept[0] in _EXPANSIONS:
        features.append("abbreviation")
        kept[:1] = _EXPANSIONS[kept[0]].split()
    return kept


def _titled_words(text: str) -> list[str]:
    """Return the words of a text; a dot inside a title joins (S.PD), one behind an abbreviation parts (M.ALI)."""
    if "." in text:
        text = _DOTTED.sub(
            lambda found: short if (short := found[0].replace(".", "")) in _TITLES else found[0], text.upper()
        )
    return words_of(text)


def _is_added_in_front(one: _Name, other: _Name) -> bool:
    """Whether the longer name is the other, of one word, behind a given name, as a child bears its father's name.

    A machine readable zone turns the words of a name, and a word that is too common to carry a name says nothing.
    """
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if len(short.words) > 1 or long.is_zone:
        return False
    return _match(short.words[0], long.words[-1])[0] >= Match.BRIDGED and any(
        _weighs(word) and word not in _LIGHT for word in long.words[:-1]
    )


def _across_words(one: _Name, other: _Name) -> str:
    """Return the feature that bridges two names as a whole where their words do not pair, or nothing."""
    if _is_cut(one.words, other.words) or _is_cut(_bare(one.words), _bare(other.words)):
        return "truncation"
    if len(one.words) == len(other.words):
        return ""  # nothing is run together
    if _spelled_out(one.words) == _spelled_out(other.words):
        return "abbreviation"
    if abs(len(one.joined) - len(other.joined)) > 4:
        return ""  # no respelling makes so much longer
    glued = (spelling(one.joined), spelling(other.joined))
    # A machine readable zone puts the last word first, and spaces may differ as well: NINGSIH<<TRI<WAHYU.
    if glued[0] == glued[1] or spelling(_last_first(one)) == glued[1] or glued[0] == spelling(_last_first(other)):
        return "spacing"
    return "spacing" if min(map(len, glued)) >= GLUED_FROM and OSA.distance(*glued, score_cutoff=1) == 1 else ""


def _spelled_out(words: Words) -> str:
    return spelling("".join([_SPELLED_OUT.get(word, word) for word in words]))


def _last_first(name: _Name) -> str:
    return "".join((*name.words[1:], name.words[0]))


@lru_cache(4 * CACHED)
def _match(one: str, other: str) -> tuple[Match, str]:
    if one == other:
        return Match.EQUAL, ""
    if _GROUPS.get(one, frozenset()) & _GROUPS.get(other, frozenset()):
        return Match.BRIDGED, "abbreviation"
    if spelling(one) == spelling(other):
        return Match.BRIDGED, "spelling"
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return (Match.BRIDGED, "initial") if long.startswith(short) else (Match.NONE, "")
    if _shortens(short, long):
        return Match.BRIDGED, "abbreviation"
    heard = (by_ear(short), by_ear(long)) if len(long) >= HEARD_FROM else (short, long)
    if heard[0] == heard[1]:
        return Match.BRIDGED, "spelling"
    if by_ear(short) == by_ear(long):
        return Match.OPEN, "nearly"
    found = slip(short, long, _KNOWN)
    if found[0] < Match.BRIDGED and heard != (spelling(short), spelling(long)) and not {short, long} <= _KNOWN:
        found = max(found, slip(*heard, _KNOWN))
    return found if found[0] or not _same_skeleton(short, long) else (Match.OPEN, "nearly")


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


def _same_skeleton(one: str, other: str) -> bool:
    """Whether two words that are not both known have the same consonants; endings that tell persons apart aside."""
    if {one, other} <= _KNOWN:
        return False
    bones = [spelling(word).translate(_SKELETON) for word in (one, other)]
    return bones[0] == bones[1] and len(bones[0]) >= SKELETON_FROM


def _by_words(left: Words, right: Words, features: list[str]) -> Likeness:
    short, long = sorted((left, right), key=lambda words: (len(words), words))
    if fathers := _fathers(left, right, features):
        return fathers
    pairs, rest = _pair(short, long)
    lowest = min(match for match, _ in pairs)
    if lowest is Match.NONE:
        return _without_father(left, right, features)
    features.extend(feature for _, feature in pairs if feature and feature not in features)
    if lowest is Match.OPEN:
        return Likeness.CANNOT_TELL
    if not rest:
        if not features:
            features.append("word_order")
        return Likeness.COMPATIBLE
    features.append("missing_words")
    weighs = any(_weighs(word) for word in short) or len(short) >= CARRY
    carried = weighs or all(word in _LIGHT for word in rest)
    return Likeness.COMPATIBLE if carried else Likeness.CANNOT_TELL


def _pair(short: Words, long: Words) -> Pairing:
    """Pair each word of ``short`` with its best free word of ``long``; return the matches and what is left over."""
    ranked: list[tuple[int, int, int, int]] = []
    for i, word in enumerate(short):
        before = len(ranked)
        for j, other in enumerate(long):
            match = _match(word, other)[0]
            if match:
                ranked.append((-match, abs(i - j), i, j))
        if len(ranked) == before:
            return [(Match.NONE, "")], list(long)
    # Best pairs first, so that an initial does not take the place of the word that is spelled out.
    ranked.sort()
    found: dict[int, int] = {}
    taken: dict[int, int] = {}
    for _, _, i, j in ranked:
        if i not in found and j not in taken:
            found[i], taken[j] = j, i
    if len(found) < len(short):
        _make_room([(i, j) for _, _, i, j in ranked], found, taken)
    rest = [word for j, word in enumerate(long) if j not in taken]
    return [_match(word, long[found[i]]) if i in found else (Match.NONE, "") for i, word in enumerate(short)], rest


def _make_room(ranked: Sequence[tuple[int, int]], found: dict[int, int], taken: dict[int, int]) -> None:
    """Pair words that were left alone because another word, which could go elsewhere, took their place (A. AG.)."""
    for i, j in ranked:
        if i in found:
            continue
        holder = taken[j]
        place = next((free for one, free in ranked if one == holder and free not in taken), None)
        if place is not None:
            found[holder], taken[place] = place, holder
            found[i], taken[j] = j, i


def _weighs(word: str) -> bool:
    return len(word) > 2 and word not in _GROUPS and word not in _COMMON


def _fathers(left: Words, right: Words, features: list[str]) -> Likeness | None:
    """Judge two names that both name a father: own names and fathers' names never pair with each other.

    None where a name has no father, or where a machine readable zone has taken the words out of their order.
    """
    places = [next((i for i, word in enumerate(words) if word in _PATRONYMICS), 0) for words in (left, right)]
    if not all(0 < place < len(words) - 1 for place, words in zip(places, (left, right), strict=True)):
        return None
    (own, father), (other, others_father) = (
        (words[:place], words[place + 1 :]) for place, words in zip(places, (left, right), strict=True)
    )
    of_father: list[str] = []
    if _by_words(father, others_father, of_father) is Likeness.DIFFERENT:
        if _by_words(own, other, features) is Likeness.DIFFERENT:
            return Likeness.DIFFERENT
        features.append("fathers_differ")
        return Likeness.CANNOT_TELL
    likeness = _by_words(own, other, features) if own != other else Likeness.COMPATIBLE
    features.extend(of_father or ["patronymic_or_rank"])
    return likeness


def _without_father(left: Words, right: Words, features: list[str]) -> Likeness:
    """Try again without a patronymic (BIN/BINTI and what follows) and without ranks of nobility."""
    bare = [_bare(words) for words in (left, right)]
    if bare == [left, right]:
        return Likeness.DIFFERENT
    features.append("patronymic_or_rank")
    likeness = _by_words(bare[0], bare[1], features)
    # Two bridges at once, a part left away and a word missing, carry too little to call the names compatible.
    return Likeness.CANNOT_TELL if likeness is Likeness.COMPATIBLE and "missing_words" in features else likeness


def _bare(words: Words) -> Words:
    if _LIGHT.isdisjoint(words):
        return words
    end = next((place for place, word in enumerate(words) if word in _PATRONYMICS and place), len(words))
    if words[0] == "RADEN" and len(words) > 2 and words[1] in _RANKS_BEHIND_RADEN:
        words = words[2:]
        end -= 2
    return tuple(word for word in words[:end] if word not in _RANKS) or words


def _is_cut(left: Words, right: Words) -> bool:
    """Whether one name is the other, cut off: in its own order, or in that of a machine readable zone."""
    short, long = sorted((left, right), key=lambda words: sum(map(len, words)))
    length = sum(map(len, short)) + len(short) - 1
    if length < CUT_FROM or len(short) > len(long):
        return False
    if _cut(short, long, length):
        return True
    if length < LONG_NAME:
        return False
    starts = (i for i in range(1, len(long)) if _match(short[0], long[i])[0] >= Match.BRIDGED)
    return any(_cut(short, long[i:] + long[:i], length) for i in starts)


def _cut(short: Words, long: Words, length: int) -> bool:
    """Whether ``short``, ``length`` characters long, is ``long`` word for word up to a shortened last word."""
    if not (last := long[len(short) - 1]).startswith(short[-1]):
        return False
    if length < LONG_NAME and (last == short[-1] or len(short[-1]) < TRUNCATED_FROM):
        return False
    return all(_match(one, other)[0] >= Match.BRIDGED for one, other in zip(short[:-1], long, strict=False))
