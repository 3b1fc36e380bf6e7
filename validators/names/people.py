"""Names of people, compared with explanation.

Passports drop titles and punctuation and truncate, identity cards abbreviate, spelling reforms changed oe/u, dj/j,
tj/c, j/y, many people have one name only, and a machine readable zone puts the last word first. Two words that differ
in one letter are one only where ear, eye or pen may have slipped (``validators.names.words.is_slip``), and never when
both are known names.

Sources: Permendagri 73/2022 (names on population papers); word lists: ``people.toml``.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from validators.names.people_words import DATA, KNOWN, SPELLED_OUT, match, weighs
from validators.names.words import (
    CACHED,
    LONGEST,
    Comparison,
    Likeness,
    Match,
    no_name,
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
RESPELLED: Final = 4
"""No respelling makes a name longer by more letters than this."""
CARRY: Final = 3
"""As many words carry a name though each is common: NI KETUT SRI, of which WIDIASIH was left away."""
MOST_WORDS: Final = 20
"""More words than this are no name but a misread block of text."""

_TITLES: Final = frozenset(DATA["titles"].split())
_TITLES_ONLY_BEHIND: Final = frozenset(DATA["titles_only_behind"].split())
_TITLES_IN_FRONT: Final = _TITLES - _TITLES_ONLY_BEHIND
_RANKS: Final = frozenset(DATA["ranks"].split())
_RANKS_BEHIND_RADEN: Final = frozenset(DATA["ranks_behind_raden"].split())
_PATRONYMICS: Final = frozenset(DATA["patronymics"].split())
_EXPANSIONS: Final[dict[str, str]] = DATA["expansions"]
_LIGHT: Final = _RANKS | _PATRONYMICS
# Digits that a reader sees for letters; names hold none (Permendagri 73/2022).
_DIGITS: Final = str.maketrans("0158", "OISB")
_MIXED: Final = re.compile(r"\w*[A-Z]\w*")
_DOTTED: Final = re.compile(r"\b(?:[A-Z]{1,3}\.)+[A-Z]{1,4}\b")
Words = tuple[str, ...]
Pairing = tuple[list[tuple[Match, str]], list[str]]


class _Name(NamedTuple):
    """A name made ready: words without titles, what was taken off, why it is none, all its words, a zone's or not."""

    words: Words
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
    likeness, features = _judged(one, other, features)
    return Comparison(likeness, tuple(dict.fromkeys(features)), *shown)


def _judged(one: _Name, other: _Name, features: list[str]) -> tuple[Likeness, list[str]]:
    """Judge two names that are not equal word for word; return the answer with all its features."""
    likeness = _by_words(one.words, other.words, features)
    if likeness is Likeness.COMPATIBLE:
        doubtful = "missing_words" in features and _is_added_in_front(one, other)
        return (Likeness.CANNOT_TELL if doubtful else likeness), features
    if "fathers_differ" not in features and (bridge := _across_words(one, other)):
        return Likeness.COMPATIBLE, [*features, bridge]
    if likeness is not Likeness.DIFFERENT:
        return likeness, features
    if len(one.all_words) == len(other.all_words) and sorted(one.all_words) == sorted(other.all_words):
        return Likeness.CANNOT_TELL, ["word_order"]  # a title in one order, a name in the other: SE, ST
    return likeness, [*features, "other_words"]


@lru_cache(CACHED)
def _parsed(name: str) -> _Name:
    features: list[str] = []
    if len(name) <= LONGEST and name.isascii() and name.isupper() and name.replace(" ", "").isalpha():
        all_words = tuple(name.split())  # as most names are written: nothing to be put right
        words = tuple(_untitled(all_words, 0, features))
        return _Name(words, "".join(words), tuple(features), "too_long" if len(words) > MOST_WORDS else "", all_words)
    if problem := no_name(name, True):
        return _Name((), "", (), problem)
    words = tuple(_without_titles(_with_letters(name, features), features))
    problem = no_name(name, words) or ("too_long" if len(words) > MOST_WORDS else "")
    return _Name(words, "".join(words), tuple(features), problem, tuple(words_of(name)), "<<" in name)


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
    of_zone = len(words_of(name.partition("<<")[0])) if "<<" in name else 0
    after = _titled_words(behind) if comma else []
    if all(word in _TITLES or (len(word) <= 4 and word not in KNOWN) for word in after):
        if after:
            features.append("title")
        after = []
    return _untitled(words, of_zone, features, after)  # "LAST, FIRST": no title is behind the comma


def _untitled(words: Sequence[str], of_zone: int, features: list[str], after: Sequence[str] = ()) -> list[str]:
    """Take titles off ``words``, whose first ``of_zone`` are a zone's primary identifier; add the words ``after``."""
    kept = list(words)
    while 0 < of_zone < len(kept) - 1 and kept[of_zone] in _TITLES_IN_FRONT:
        del kept[of_zone]  # HANDAYANI<<HJ<SRI
    while len(kept) > 1 and kept[0] in _TITLES_IN_FRONT:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in _TITLES and not (len(kept) == 2 and kept[-1] in _TITLES_ONLY_BEHIND):
        kept.pop()
    if len(kept) < len(words) and "title" not in features:
        features.append("title")
    kept += after
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
    return match(short.words[0], long.words[-1])[0] >= Match.BRIDGED and any(
        weighs(word) and word not in _LIGHT for word in long.words[:-1]
    )


def _across_words(one: _Name, other: _Name) -> str:
    """Return the feature that bridges two names as a whole where their words do not pair, or nothing."""
    if min(len(one.joined) + len(one.words), len(other.joined) + len(other.words)) > CUT_FROM:
        bare = _bare(one.words), _bare(other.words)
        if _is_cut(one.words, other.words) or (bare != (one.words, other.words) and _is_cut(*bare)):
            return "truncation"
    if len(one.words) == len(other.words):
        return ""  # nothing is run together
    full = _spelled_out(one.words), _spelled_out(other.words)
    # Lengths first: the spelling of every two names run together would fill the cache with what never recurs.
    is_near = full != (one.joined, other.joined) and abs(len(full[0]) - len(full[1])) <= RESPELLED
    if is_near and spelling(full[0]) == spelling(full[1]):
        return "abbreviation"
    if abs(len(one.joined) - len(other.joined)) > RESPELLED:
        return ""
    glued = (spelling(one.joined), spelling(other.joined))
    # A machine readable zone puts the last word first, and spaces may differ as well: NINGSIH<<TRI<WAHYU.
    if glued[0] == glued[1] or spelling(_last_first(one)) == glued[1] or glued[0] == spelling(_last_first(other)):
        return "spacing"
    return "spacing" if min(map(len, glued)) >= GLUED_FROM and OSA.distance(*glued, score_cutoff=1) == 1 else ""


def _spelled_out(words: Words) -> str:
    return "".join([SPELLED_OUT.get(word, word) for word in words])


def _last_first(name: _Name) -> str:
    return "".join((*name.words[1:], name.words[0]))


def _by_words(left: Words, right: Words, features: list[str]) -> Likeness:
    if fathers := _fathers(left, right, features):
        return fathers
    pairs, rest = _pair(left, right) if (len(left), left) <= (len(right), right) else _pair(right, left)
    short = min(left, right, key=len)
    lowest = min(pairs)[0]
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
    carried = len(short) >= CARRY or any(map(weighs, short)) or _LIGHT.issuperset(rest)
    return Likeness.COMPATIBLE if carried else Likeness.CANNOT_TELL


def _pair(short: Words, long: Words) -> Pairing:
    """Pair each word of ``short`` with its best free word of ``long``; return the matches and what is left over."""
    found: dict[int, int] = {}
    taken: dict[int, int] = {}
    for i, word in enumerate(short):
        if word in long:
            free = [j for j, other in enumerate(long) if other == word and j not in taken]
            if free:
                found[i] = j = min((abs(i - place), place) for place in free)[1]
                taken[j] = i
    if _pair_unlike(short, long, found, taken) and len(found) < len(short):
        _make_room(short, long, found, taken)
    if len(found) < len(short):
        return [(Match.NONE, "")], list(long)
    rest = [word for j, word in enumerate(long) if j not in taken]
    return [match(word, long[found[i]]) for i, word in enumerate(short)], rest


def _pair_unlike(short: Words, long: Words, found: dict[int, int], taken: dict[int, int]) -> bool:
    """Pair the words that are left, best pairs first: an initial does not take the place of the word spelled out.

    False, and nothing paired, where a word matches none at all: most pairs of names end here, at their first word.
    """
    ranked: list[tuple[int, int, int, int]] = []
    for i, word in enumerate(short):
        if i in found:
            continue
        before = len(ranked)
        for j, other in enumerate(long):
            if j not in taken and (how := match(word, other)[0]):
                ranked.append((-how, abs(i - j), i, j))
        if len(ranked) == before and not any(match(word, long[j])[0] for j in taken):
            return False
    for _, _, i, j in sorted(ranked):
        if i not in found and j not in taken:
            found[i], taken[j] = j, i
    return True


def _make_room(short: Words, long: Words, found: dict[int, int], taken: dict[int, int]) -> None:
    """Pair words that were left alone because another word, which could go elsewhere, took their place (A. AG.)."""
    for i, word in enumerate(short):
        if i in found:
            continue
        for j, holder in list(taken.items()):
            if match(word, long[j])[0] and (place := _elsewhere(short[holder], long, taken)) is not None:
                found[holder], taken[place] = place, holder
                found[i], taken[j] = j, i
                break
        else:
            return  # one word that is alone is enough


def _elsewhere(word: str, long: Words, taken: dict[int, int]) -> int | None:
    places = [(-how, j) for j, other in enumerate(long) if j not in taken and (how := match(word, other)[0])]
    return min(places)[1] if places else None


def _fathers(left: Words, right: Words, features: list[str]) -> Likeness | None:
    """Judge two names that both name a father: own names and fathers' names never pair with each other.

    None where a name has no father, or where a machine readable zone has taken the words out of their order.
    """
    if _PATRONYMICS.isdisjoint(left) or _PATRONYMICS.isdisjoint(right):
        return None
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
    """Whether one name is the other, cut off: in its own order, or in that of a machine readable zone.

    Spaces may be lost in one of them: a name of full length, or one that ends where a word of the other does, need be
    the other's beginning in its letters only.
    """
    short, long = sorted((left, right), key=lambda words: sum(map(len, words)))
    length = sum(map(len, short)) + len(short) - 1
    if length < CUT_FROM:
        return False
    if "".join(long).startswith(letters := "".join(short)) and (length >= LONG_NAME or _ends_a_word(letters, long)):
        return True
    if len(short) > len(long):
        return False
    if _cut(short, long, length):
        return True
    if length < LONG_NAME:
        return False
    starts = (i for i in range(1, len(long)) if match(short[0], long[i])[0] >= Match.BRIDGED)
    return any(_cut(short, long[i:] + long[:i], length) for i in starts)


def _ends_a_word(letters: str, words: Words) -> bool:
    return len(letters) in accumulate(map(len, words))


def _cut(short: Words, long: Words, length: int) -> bool:
    """Whether ``short``, ``length`` characters long, is ``long`` word for word up to a shortened last word."""
    if not (last := long[len(short) - 1]).startswith(short[-1]):
        return False
    if length < LONG_NAME and (last == short[-1] or len(short[-1]) < TRUNCATED_FROM):
        return False
    return all(match(one, other)[0] >= Match.BRIDGED for one, other in zip(short[:-1], long, strict=False))
