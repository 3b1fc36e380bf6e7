"""Names of people and companies: normal forms and an explained comparison.

The comparison is made to be safe: a variation that occurs on genuine papers never gives ``different``. Passports drop
titles and punctuation and truncate, identity cards abbreviate, spelling reforms changed oe/u, dj/j, tj/c, j/y, many
people have one name only, and a machine readable zone puts the last word first. What cannot be told apart from such a
variation is ``compatible`` or ``cannot_tell``.

Sources: Permendagri 73/2022 (names on population papers); ICAO Doc 9303-3 (transliteration); the spelling pairs are
those of the Indonesian spelling reforms of 1947 (oe) and 1972 (dj, tj, nj, sj, ch, j).

>>> compare("SITI NUR AMINAH", "AMINAH<<SITI<NUR").likeness.value
'compatible'
>>> compare("H. MOH. JUSUF", "MUHAMMAD YUSUF").features
('title', 'abbreviation', 'spelling')
>>> compare("SITI AMINAH", "DEWI LESTARI").likeness.value
'different'
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from importlib.resources import files
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

ONE_LETTER_FROM: Final = 5
"""From this many letters on, one wrong letter is read as a slip of pen or reader; BUDI and RUDI are two names."""
TWO_LETTERS_FROM: Final = 8
"""From this many letters on, two wrong letters leave it open."""
TRUNCATED_FROM: Final = 4
"""A cut last word counts as truncation from this many letters on."""
LONG_NAME: Final = 28
"""A name this long may have been cut between two words: the shortest limit reported for passports is 30."""
GLUED_FROM: Final = 8
"""From this many letters on, words run together differently may also differ in one letter (ABDURRACHMAN)."""
MOST_WORDS: Final = 20
"""More words than this are no name but a misread block of text."""
COMPANY_SAME: Final = 90.0
COMPANY_OPEN: Final = 75.0
"""Similarity (0..100) of company names from which a difference is a slip, and from which it stays open."""


class Likeness(StrEnum):
    """What a comparison of two names comes to."""

    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Comparison:
    """What was compared, and why it came to this: ``features`` name each difference that was bridged."""

    likeness: Likeness
    features: tuple[str, ...]
    left: str
    right: str


class _Match(IntEnum):
    """How two words relate, worst first."""

    NONE = 0
    OPEN = 1
    BRIDGED = 2
    EQUAL = 3


_DATA: Final = tomllib.loads((files("validators") / "name_words.toml").read_text("utf-8"))
_TITLES: Final = frozenset(_DATA["titles"].split())
_TITLES_ONLY_BEHIND: Final = frozenset(_DATA["titles_only_behind"].split())
_RANKS: Final = frozenset(_DATA["ranks"].split())
_PATRONYMICS: Final = frozenset(_DATA["patronymics"].split())
_ABBREVIATIONS: Final = tuple(frozenset(line.split()) for line in _DATA["abbreviations"])
_COMMON: Final = frozenset(_DATA["common"].split())
_FORMS: Final = frozenset(_DATA["company_forms"].split())
_ICAO: Final = str.maketrans(
    {
        "Ä": "AE",
        "Ö": "OE",
        "Ü": "UE",  # codespell:ignore ue
        "ß": "SS",
        "Æ": "AE",
        "Ø": "OE",
        "Å": "AA",
        "Þ": "TH",
    }
)
_SPELLING: Final = (
    ("OE", "U"), ("OO", "U"), ("DJ", "J"), ("TJ", "C"), ("NJ", "NY"), ("SJ", "SY"), ("KH", "H"), ("CH", "H"),
    ("DH", "D"), ("TH", "T"), ("GH", "G"), ("DZ", "Z"), ("SH", "SY"), ("PH", "F"), ("TS", "S"), ("SY", "S"),
    ("Q", "K"), ("X", "KS"), ("V", "F"), ("Z", "S"), ("J", "I"), ("Y", "I"),
)  # fmt: skip


def normal(name: str) -> str:
    """Return ``name`` in capitals A-Z with single spaces: accents, punctuation and MRZ fillers gone, words kept."""
    return " ".join(_words(name))


def compare(left: str, right: str) -> Comparison:
    """Compare two names of people; see the module's text for what is bridged."""
    features: list[str] = []
    words = [_without_titles(name, features) for name in (left, right)]
    shown = (" ".join(words[0]), " ".join(words[1]))
    if not words[0] or not words[1]:
        return Comparison(Likeness.CANNOT_TELL, ("empty",), *shown)
    if max(map(len, words)) > MOST_WORDS:
        return Comparison(Likeness.CANNOT_TELL, ("too_long",), *shown)
    if words[0] == words[1]:
        likeness = Likeness.COMPATIBLE if features else Likeness.SAME
        return Comparison(likeness, tuple(features), *shown)
    if "".join(words[0]) == "".join(words[1]):
        return Comparison(Likeness.COMPATIBLE, (*features, "spacing"), *shown)
    likeness = _by_words(words[0], words[1], features)
    if likeness in {Likeness.DIFFERENT, Likeness.CANNOT_TELL}:
        bridge = _across_words(words[0], words[1])
        likeness, features = (Likeness.COMPATIBLE, [*features, bridge]) if bridge else (likeness, features)
    return Comparison(likeness, tuple(dict.fromkeys(features)), *shown)


def compare_companies(left: str, right: str) -> Comparison:
    """Compare two names of companies; the legal form (PT, CV, Sdn Bhd) and its place do not count."""
    words = [[word for word in _words(name) if word not in _FORMS] for name in (left, right)]
    shown = (" ".join(words[0]), " ".join(words[1]))
    if not words[0] or not words[1]:
        return Comparison(Likeness.CANNOT_TELL, ("empty",), *shown)
    if words[0] == words[1]:
        same = _words(left) == _words(right)
        return Comparison(Likeness.SAME, (), *shown) if same else Comparison(Likeness.COMPATIBLE, ("form",), *shown)
    if "".join(words[0]) == "".join(words[1]):
        return Comparison(Likeness.COMPATIBLE, ("spacing",), *shown)
    alike = fuzz.token_sort_ratio(*shown)
    if alike >= COMPANY_SAME:
        return Comparison(Likeness.COMPATIBLE, ("spelling",), *shown)
    if alike >= COMPANY_OPEN or set(words[0]) <= set(words[1]) or set(words[1]) <= set(words[0]):
        return Comparison(Likeness.CANNOT_TELL, ("partly",), *shown)
    return Comparison(Likeness.DIFFERENT, (), *shown)


def _words(name: str) -> list[str]:
    text = name.upper().translate(_ICAO)
    text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    text = re.sub(r"['`’‘ʼ´]", "", text)
    # A dot inside a title joins (S.PD), a dot behind an abbreviation parts (M.YUSUF).
    text = re.sub(r"\b([A-Z])\.(?=[A-Z]{1,3}\b)", r"\1", text)
    return re.sub(r"[^A-Z]+", " ", text).split()


def _without_titles(name: str, features: list[str]) -> list[str]:
    front, comma, behind = name.partition(",")
    words = _words(front)
    kept = list(words)
    while len(kept) > 1 and kept[0] in _TITLES - _TITLES_ONLY_BEHIND:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] in _TITLES and not (len(kept) == 2 and kept[-1] in _TITLES_ONLY_BEHIND):
        kept.pop()
    after = _words(behind)
    if comma and not all(word in _TITLES or len(word) <= 4 for word in after):
        kept += after  # "LAST, FIRST": not a title
    elif after:
        features.append("title")
    if len(kept) < len(words) and "title" not in features:
        features.append("title")
    return kept


def _spelling(word: str) -> str:
    for old, new in _SPELLING:
        word = word.replace(old, new)
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("H") else word


def _across_words(left: Sequence[str], right: Sequence[str]) -> str:
    """Return the feature that bridges two names as a whole where their words do not pair, or nothing."""
    if _cut(left, right):
        return "truncation"
    glued = [_spelling("".join(words)) for words in (left, right)]
    if glued[0] == glued[1]:
        return "spacing"
    slip = OSA.distance(*glued) == 1 and min(map(len, glued)) >= GLUED_FROM
    return "spacing" if slip and len(left) != len(right) else ""


def _match(one: str, other: str) -> tuple[_Match, str]:
    if one == other:
        return _Match.EQUAL, ""
    if any(one in group and other in group for group in _ABBREVIATIONS):
        return _Match.BRIDGED, "abbreviation"
    if _spelling(one) == _spelling(other):
        return _Match.BRIDGED, "spelling"
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return (_Match.BRIDGED, "initial") if long.startswith(short) else (_Match.NONE, "")
    return _slip(_spelling(short), _spelling(long), short, long)


def _slip(short: str, long: str, raw_short: str, raw_long: str) -> tuple[_Match, str]:
    letters = min(len(raw_short), len(raw_long))
    distance = min(OSA.distance(short, long), OSA.distance(raw_short, raw_long))
    if distance == 1 and letters >= ONE_LETTER_FROM:
        return _Match.BRIDGED, "one_letter"
    if raw_long.startswith(raw_short):
        return _Match.OPEN, "prefix"
    if (distance == 1 and letters >= 3) or (distance == 2 and letters >= TWO_LETTERS_FROM):
        return _Match.OPEN, "nearly"
    return _Match.NONE, ""


def _by_words(left: list[str], right: list[str], features: list[str]) -> Likeness:
    short, long = sorted((left, right), key=len)
    pairs, rest = _pair(short, long)
    features.extend(feature for _, feature in pairs if feature and feature not in features)
    lowest = min(match for match, _ in pairs)
    if lowest is _Match.NONE:
        return _without_father(left, right, features)
    if lowest is _Match.OPEN:
        return Likeness.CANNOT_TELL
    if not rest:
        if not features:
            features.append("word_order")
        return Likeness.COMPATIBLE
    features.append("missing_words")
    carried = any(_weighs(word) for word in short) or all(word in _RANKS | _PATRONYMICS for word in rest)
    return Likeness.COMPATIBLE if carried else Likeness.CANNOT_TELL


def _pair(short: list[str], long: list[str]) -> tuple[list[tuple[_Match, str]], list[str]]:
    """Pair each word of ``short`` with its best free word of ``long``; return the matches and what is left over."""
    rest = list(long)
    found: dict[int, tuple[_Match, str]] = {}
    # Best pairs first, so that an initial does not take the place of the word that is spelled out.
    ranked = sorted(
        ((_match(word, other), i, j) for i, word in enumerate(short) for j, other in enumerate(long)),
        key=lambda entry: (-entry[0][0], abs(entry[1] - entry[2])),
    )
    taken: set[int] = set()
    for match, i, j in ranked:
        if i not in found and j not in taken and match[0] > _Match.NONE:
            found[i] = match
            taken.add(j)
    rest = [word for j, word in enumerate(long) if j not in taken]
    return [found.get(i, (_Match.NONE, "")) for i in range(len(short))], rest


def _weighs(word: str) -> bool:
    return len(word) > 2 and not any(word in group for group in _ABBREVIATIONS) and word not in _COMMON


def _without_father(left: list[str], right: list[str], features: list[str]) -> Likeness:
    """Try again without a patronymic (BIN/BINTI and what follows) and without ranks of nobility."""
    bare = [_bare(words) for words in (left, right)]
    if bare == [left, right] or not bare[0] or not bare[1]:
        return Likeness.DIFFERENT
    features.append("patronymic_or_rank")
    likeness = _by_words(bare[0], bare[1], features)
    # Two bridges at once, a part left away and a word missing, carry too little to call the names compatible.
    return Likeness.CANNOT_TELL if likeness is Likeness.COMPATIBLE and "missing_words" in features else likeness


def _bare(words: list[str]) -> list[str]:
    end = next((place for place, word in enumerate(words) if word in _PATRONYMICS and place), len(words))
    kept = [word for word in words[:end] if word not in _RANKS]
    return kept or words


def _cut(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one name is the other, cut off: word for word equal up to a shortened last word."""
    short, long = sorted((left, right), key=lambda words: len("".join(words)))
    if len(short) > len(long) or len(short[-1]) < TRUNCATED_FROM:
        return False
    heads_agree = all(_match(one, other)[0] >= _Match.BRIDGED for one, other in zip(short[:-1], long, strict=False))
    last = long[len(short) - 1]
    is_cut = last != short[-1] or len(" ".join(short)) >= LONG_NAME
    return heads_agree and is_cut and last.startswith(short[-1])
