"""Names of people, compared with explanation.

Passports drop titles and punctuation and truncate, identity cards abbreviate, spelling reforms changed oe/u, dj/j,
tj/c, j/y, many people have one name only, and a machine readable zone puts the last word first. Two words that differ
in one letter are one only where ear, eye or pen may have slipped (``validators.names.words.is_slip``), and never when
both are known names.

Sources: Permendagri 73/2022 (names on population papers); word lists: ``people.toml``.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from rapidfuzz.distance import OSA

from validators.names.words import CACHED, Comparison, Likeness, Match, no_name, slip, spelling, unusable, words_of

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
"""From this many letters on, a word may be written as it is heard; AINI and ENI are two names."""
MOST_WORDS: Final = 20
"""More words than this are no name but a misread block of text."""

_DATA: Final = tomllib.loads((files("validators.names") / "people.toml").read_text("utf-8"))
_TITLES: Final = frozenset(_DATA["titles"].split())
_TITLES_ONLY_BEHIND: Final = frozenset(_DATA["titles_only_behind"].split())
_TITLES_IN_FRONT: Final = _TITLES - _TITLES_ONLY_BEHIND
_RANKS: Final = frozenset(_DATA["ranks"].split())
_PATRONYMICS: Final = frozenset(_DATA["patronymics"].split())
_LIGHT: Final = _RANKS | _PATRONYMICS
_KNOWN: Final = frozenset(_DATA["known"].split())
_EXPANSIONS: Final[dict[str, str]] = _DATA["expansions"]
_COMMON: Final = frozenset(_DATA["common"].split())
_GROUPS: Final[dict[str, frozenset[int]]] = {}
for _number, _line in enumerate(_DATA["abbreviations"]):
    for _word in _line.split():
        _GROUPS[_word] = _GROUPS.get(_word, frozenset()) | {_number}
# Digits that a reader sees for letters; names hold none (Permendagri 73/2022).
_DIGITS: Final = str.maketrans("0158", "OISB")
_MIXED: Final = re.compile(r"\w*[A-Z]\w*")
_DOTTED: Final = re.compile(r"\b(?:[A-Z]{1,3}\.)+[A-Z]{1,4}\b")
Words = tuple[str, ...]
Pairing = tuple[list[tuple[Match, str]], list[str]]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name made ready: its words without titles, what was taken off, why it is none, and all its words sorted."""

    words: tuple[str, ...]
    joined: str
    features: tuple[str, ...]
    problem: str
    all_words: Words = ()


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
    return _Name(words, "".join(words), tuple(features), problem, tuple(sorted(words_of(name))))


def _with_letters(name: str, features: list[str]) -> str:
    if name.isascii() and not any(map(str.isdigit, name)):
        return name
    text = _MIXED.sub(lambda found: found[0].translate(_DIGITS), name.upper())
    if text != name.upper():
        features.append("digits")
    return text


def _without_titles(name: str, features: list[str]) -> list[str]:
    front, comma, behind = name.partition(",")
    words = _titled_words(front)
    kept = list(words)
    while len(kept) > 1 and kept[0] in _TITLES_IN_FRONT:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in _TITLES and not (len(kept) == 2 and kept[-1] in _TITLES_ONLY_BEHIND):
        kept.pop()
    after = _titled_words(behind) if comma else []
    if not all(word in _TITLES or len(word) <= 4 for word in after):
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


def _across_words(one: _Name, other: _Name) -> str:
    """Return the feature that bridges two names as a whole where their words do not pair, or nothing."""
    if _cut(one.words, other.words) or _cut(_bare(one.words), _bare(other.words)):
        return "truncation"
    if len(one.words) == len(other.words) or abs(len(one.joined) - len(other.joined)) > 4:
        return ""  # nothing is run together, or no respelling makes so much longer
    glued = (spelling(one.joined), spelling(other.joined))
    # A machine readable zone puts the last word first, and spaces may differ as well: NINGSIH<<TRI<WAHYU.
    if glued[0] == glued[1] or spelling(_last_first(one)) == glued[1] or glued[0] == spelling(_last_first(other)):
        return "spacing"
    return "spacing" if min(map(len, glued)) >= GLUED_FROM and OSA.distance(*glued, score_cutoff=1) == 1 else ""


def _last_first(name: _Name) -> str:
    return "".join((*name.words[1:], name.words[0]))


@lru_cache(4 * CACHED)
def _match(one: str, other: str) -> tuple[Match, str]:
    if one == other:
        return Match.EQUAL, ""
    if _GROUPS.get(one, frozenset()) & _GROUPS.get(other, frozenset()):
        return Match.BRIDGED, "abbreviation"
    if spelling(one) == spelling(other) or _by_ear(one) == _by_ear(other):
        return Match.BRIDGED, "spelling"
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return (Match.BRIDGED, "initial") if long.startswith(short) else (Match.NONE, "")
    return slip(short, long, _KNOWN)


def _by_ear(word: str) -> str:
    """Return the spelling of a long word with AI and AE as the E that is heard: SULAIMAN, SULAEMAN, SULEMAN."""
    return spelling(word).replace("AI", "E") if len(word) >= HEARD_FROM else word


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
    found: dict[int, tuple[Match, str]] = {}
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if i not in found and j not in taken:
            found[i] = _match(short[i], long[j])
            taken.add(j)
    rest = [word for j, word in enumerate(long) if j not in taken]
    return [found.get(i, (Match.NONE, "")) for i in range(len(short))], rest


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
    return tuple(word for word in words[:end] if word not in _RANKS) or words


def _cut(left: Words, right: Words) -> bool:
    """Whether one name is the other, cut off: word for word equal up to a shortened last word."""
    short, long = sorted((left, right), key=lambda words: sum(map(len, words)))
    length = len(" ".join(short))
    if length < CUT_FROM or len(short) > len(long) or not (last := long[len(short) - 1]).startswith(short[-1]):
        return False
    if length < LONG_NAME and (last == short[-1] or len(short[-1]) < TRUNCATED_FROM):
        return False
    return all(_match(one, other)[0] >= Match.BRIDGED for one, other in zip(short[:-1], long, strict=False))
