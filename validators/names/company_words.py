"""How two words of companies' names relate: equal, one for the other by a habit, open, or not at all.

Two words that differ in one letter are one only where eye, ear or keyboard may have slipped (``words.toml`` and
``companies.toml``), and never where both are words that many companies bear or both may be spoken in Chinese or Korean,
where each letter makes another name.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from validators.names.company_names import DATA, MEANINGS, VARIANTS
from validators.names.words import CACHED, KEYS, SIGHT, Match, by_ear, is_unspeakable, read_as_one, spelling

SHORT_WORD: Final = 3
"""Words of fewer letters are alike by chance."""
ONE_LETTER_FROM: Final = 5
"""From this many letters on, a letter may be misread."""
MISREAD_LETTERS: Final = 2
"""So many letters of a long word may be misread."""
TURNED_FROM: Final = 6
"""From this many letters on, two neighbours may change places, or a letter at the end may be lost."""
VOWEL_LOST_FROM: Final = 7
"""From this many letters on, a vowel may be lost inside a word; PALACE and PLACE are two."""
LETTER_LOST_FROM: Final = 8
"""From this many letters on, any letter inside a word may be lost, or a neighbour on the keyboard struck."""
LONG_TRADE: Final = 9
"""From this many letters on, a word of trade may have two letters wrong."""
INITIALS_TO: Final = 4
"""Up to this many letters, a word without vowels is someone's initials, where each letter counts."""
LONG_WORD: Final = 10
"""From this many letters on, any one letter inside a rare word is a slip."""
TWO_LETTERS_FROM: Final = 7
"""From this many letters on, two wrong letters in a word leave it open."""
MOST_WRITTEN: Final = 4
"""So many letters, and half of the shorter word's, part two spellings of a word at most."""
HEARD_FROM: Final = 6
"""From this many letters on, a word may be written as it is heard (SENTAUSA)."""
ABBREVIATED_FROM: Final = 3
"""From this many letters on, the beginning of a word of trade, up to a consonant, stands for it (ELEC)."""

DESCRIPTORS: Final = frozenset(VARIANTS.get(word, word) for word in DATA["descriptors"].split())
_TRADES: Final = frozenset(VARIANTS.get(word, word) for said in MEANINGS.values() for word in re.split("[ /]", said))
TRADES: Final = _TRADES | frozenset(VARIANTS.values()) - frozenset(line.split()[0] for line in DATA["variants"])
_WAYS: Final[dict[str, list[str]]] = {}
for _way, _said in VARIANTS.items():
    if len(_way) >= TURNED_FROM:
        _WAYS.setdefault(_said, []).append(_way)
COMMON: Final = frozenset(VARIANTS.get(word, word) for word in DATA["common"].split()) | DESCRIPTORS | TRADES
_TITLES: Final = frozenset(DATA["titles"].split())
_ENTERPRISE: Final = frozenset({"ENTERPRISE", "COMPANY"})
_SIGHT: Final = SIGHT | frozenset(map(frozenset, DATA["sight"].split()))
_STROKES: Final = frozenset("IL")
_SOUND: Final = frozenset(map(frozenset, DATA["sound"].split()))
_MISREAD_FORMS: Final = frozenset(
    form[:place] + other + form[place + 1 :]
    for form in DATA["misread_forms"].split()
    for place, letter in enumerate(form)
    for pair in _SIGHT
    if letter in pair
    for other in pair - {letter}
)
_VOWELS: Final = frozenset("AEIOU")
_LASTING: Final = frozenset("BLMNRW")
"""Letters that no other spelling of a word changes, adds or drops."""
_READ: Final = str.maketrans("0123456789", "OIZEASGTBG")
_LONG_O: Final = re.compile(r"O[OU]|OH(?=[^AEIOUY]|$)")
_SYLLABLE: Final = (
    r"(?:[ZCST]H|TS|TZ|SZ|HS|[KGH]W|[PBKGMNLR]Y|CHW|[BCDFGHJKLMNPQRSTWXYZ])?[IUYW]?"
    r"(?:[AEIOU]|AE|AI|AO|AU|EE|EI|EO|EU|IA|IE|OI|OO|OU|UI)"
)
_SPOKEN: Final = re.compile(rf"(?:{_SYLLABLE}(?:NG|N|K|T|P|M|L|H)?){{1,2}}")
_ONE_SYLLABLE: Final = re.compile(rf"{_SYLLABLE}(?:NG|N|K|T|P|M|L|H)?")
_LAST_SYLLABLE: Final = re.compile(r"(?:NG|N|K|L|[AEOU]I|AO|OO|OU|EE|UA|WA|YA)$")


Related = tuple[Match, str]
"""How two words relate, and by what habit or doubt."""
UNRELATED: Final[Related] = (Match.NONE, "")
_TRANSLATED: Final[Related] = (Match.BRIDGED, "translation")
_ARTICLE: Final[Related] = (Match.BRIDGED, "article")
ABBREVIATED: Final[Related] = (Match.BRIDGED, "abbreviation")
_SPELLED: Final[Related] = (Match.BRIDGED, "spelling")
_ONE_LETTER: Final[Related] = (Match.BRIDGED, "one_letter")
_NEARLY: Final[Related] = (Match.OPEN, "nearly")
_BEGINNING: Final[Related] = (Match.OPEN, "prefix")


def match(one: str, other: str) -> Related:
    """Return how two words that are not equal relate, and by what habit or doubt."""
    if one.isalpha() and other.isalpha():
        return _by_letters(one, other)
    if "/" in one or "/" in other:
        return _TRANSLATED if _meanings(one) & _meanings(other) else UNRELATED
    return _misread(one, other)


def _by_letters(one: str, other: str) -> Related:
    """Relate two words of letters: first what costs little, as most words have nothing in common."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    size, more = len(short), len(long) - len(short)
    if size + more <= INITIALS_TO and (_has_no_vowel(one) or _has_no_vowel(other)):
        return _NEARLY if OSA.distance(one, other, score_cutoff=1) <= 1 else UNRELATED
    if more == 2 and long[0] == "A" and size > ABBREVIATED_FROM and long == "AL" + short:
        return _ARTICLE
    begin_alike = short[0] == long[0]
    if (
        begin_alike
        and long in TRADES
        and size >= ABBREVIATED_FROM
        and short not in COMMON
        and _is_short_for(short, long)
    ):
        return ABBREVIATED
    most = min(MOST_WRITTEN, size // 2 + 1)
    if more <= most and (distance := OSA.distance(one, other, score_cutoff=most)) <= most:
        return _near(one, other, distance)
    return _prefix(short, long) if begin_alike else UNRELATED


@lru_cache(4 * CACHED)
def _near(one: str, other: str, distance: int) -> Related:
    """Relate two words that few letters part: the dear part, and so the only one that is kept."""
    return _SPELLED if _is_spelled_alike(one, other) else _slip(one, other, distance)


def is_misread_form(word: str) -> bool:
    """Whether a word is a short legal form with one letter misread: LTO, BHO."""
    return word in _MISREAD_FORMS


def is_descriptor(word: str) -> bool:
    """Whether a word only says that a firm is one, so that it may be left out."""
    return word in DESCRIPTORS or word in _TITLES or ("/" in word and not _ENTERPRISE.isdisjoint(_meanings(word)))


def is_shortened(one: str, other: str, shortened: frozenset[str]) -> bool:
    """Whether one word, with a full stop behind it, is the beginning of the other or some of its consonants."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    if short not in shortened or "/" in long or short[0] != long[0]:
        return False
    return long.startswith(short) or ((_has_no_vowel(short) or short[-1] == long[-1]) and _are_in(short, long))


def is_spoken(word: str) -> bool:
    """Whether a word may be one or two syllables of Chinese or Korean as they are written in letters."""
    return bool(_SPOKEN.fullmatch(word)) and (len(word) < ONE_LETTER_FROM or bool(_LAST_SYLLABLE.search(word)))


@lru_cache(CACHED)
def _meanings(word: str) -> frozenset[str]:
    return frozenset(VARIANTS.get(meant, meant) for meant in word.split("/"))


def _misread(one: str, other: str) -> Related:
    """Relate two words of which one has a digit in it."""
    if min(len(one), len(other)) < ABBREVIATED_FROM + 1 or one.isdigit() or other.isdigit():
        return UNRELATED
    read, read_other = one.translate(_READ), other.translate(_READ)
    if read == read_other or (len(read) == len(read_other) and _differ_by_sight(read, read_other)):
        return _ONE_LETTER
    return _NEARLY if OSA.distance(read, read_other, score_cutoff=1) <= 1 else UNRELATED


def _differ_by_sight(one: str, other: str, most: int = 1) -> bool:
    pairs = [frozenset(pair) for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and 0 < len(pairs) <= most and _SIGHT.issuperset(pairs)


class _Ways(NamedTuple):
    """A word as other spellings of it come out; two words are one by the first that is equal."""

    spelled: str
    plain: str
    short: str
    heard: str
    is_one_syllable: bool


@lru_cache(4 * CACHED)
def _ways(word: str) -> _Ways:
    """Return the spellings that stand for a word.

    ``plain`` is without the letters for the marks of an umlaut, or that nobody hears (BHAKTI); ``short`` has short
    vowels for long ones (KOUGYOU, NOUR); ``heard`` has the vowels that one writes who hears no other (MUTAWAKKEL).
    """
    plain = word.replace("AE", "A").replace("OE", "O").replace("BH", "B").replace("UE", "U")  # codespell:ignore ue
    short = _LONG_O.sub("O", word).replace("UU", "U") if "O" in word or "UU" in word else word
    heard = by_ear(word).replace("E", "I").replace("O", "U")
    return _Ways(spelling(word), plain, short, heard, len(word) < LONG_WORD and bool(_ONE_SYLLABLE.fullmatch(word)))


def _is_spelled_alike(one: str, other: str) -> bool:
    if _LASTING.intersection(one) != _LASTING.intersection(other):
        return False
    ways, others = _ways(one), _ways(other)
    syllables = ways.is_one_syllable and others.is_one_syllable
    if not syllables and (ways.spelled == others.spelled or ways.plain == others.plain):
        return True
    if ways.short == others.short and (not syllables or len(one) == len(other)):
        return True
    if max(len(one), len(other)) < HEARD_FROM or one[-1] != other[-1] or ways.heard != others.heard:
        return False
    return not (is_spoken(one) or (one in COMMON and other in COMMON))


def _has_no_vowel(word: str) -> bool:
    return _VOWELS.isdisjoint(word)


def _is_short_for(short: str, long: str) -> bool:
    """Whether ``short`` is the beginning of a word up to a consonant, or its consonants (MFCTG)."""
    if long.startswith(short):
        return short[-1] not in "AEIOU"
    if short[0] != long[0]:
        return False
    is_drawn_in = len(short) > ABBREVIATED_FROM and short[-1] == long[-1] and len(long) - len(short) > 1
    return (_has_no_vowel(short) or is_drawn_in) and _are_in(short, long)


def _are_in(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _slip(one: str, other: str, distance: int) -> Related:
    """Relate two words that no habit makes one and that some letters part."""
    if _is_plural_of(one, other) or _is_plural_of(other, one):
        one, other = one.removesuffix("S"), other.removesuffix("S")
        if one == other:
            return _SPELLED
        distance = OSA.distance(one, other)
    shortest = min(len(one), len(other))
    both_common = one in COMMON and other in COMMON
    two_misread = distance == MISREAD_LETTERS and shortest >= LETTER_LOST_FROM
    if (shortest > SHORT_WORD and read_as_one(one) == read_as_one(other)) or (
        two_misread and _differ_by_sight(one, other, MISREAD_LETTERS)
    ):
        return _NEARLY if both_common else _ONE_LETTER
    if _is_misspelled(one, other) or _is_misspelled(other, one):
        return _SPELLED
    if distance == 1 and shortest >= SHORT_WORD:
        is_one = shortest >= ONE_LETTER_FROM and not both_common and _is_slip(one, other)
        return _ONE_LETTER if is_one else _NEARLY
    if distance <= 2 and shortest >= TWO_LETTERS_FROM:
        return _NEARLY
    return _prefix(one, other)


def _prefix(one: str, other: str) -> Related:
    if (one.startswith(other) or other.startswith(one)) and not (one in COMMON and other in COMMON):
        return _BEGINNING
    return UNRELATED


def _is_misspelled(word: str, trade: str) -> bool:
    """Whether a word that is in no list is a word of trade with a letter, or in a long one two, wrong: INDUSTRAIL."""
    if trade not in TRADES or word in COMMON or word[0] != trade[0]:
        return False
    if len(word) < TURNED_FROM:
        return len(word) > SHORT_WORD and _differ_by_sight(word, trade)
    if len(trade) >= LONG_TRADE and OSA.distance(word, trade, score_cutoff=2) <= 2:
        return True
    ways = (way for way in _WAYS.get(trade, ()) if OSA.distance(word, way, score_cutoff=1) == 1)
    return any(_is_slip(word, way) for way in ways)


def _is_plural_of(word: str, trade: str) -> bool:
    """Whether a word that is in no list may be a word of trade with an S, PLANTATLONS beside PLANTATION."""
    is_plural = len(word) >= TURNED_FROM and word[-1] == "S" != trade[-1]
    return is_plural and trade in TRADES and word not in COMMON


def _is_slip(one: str, other: str) -> bool:
    """Whether one wrong letter is a slip of eye, ear or hand; ``one`` and ``other`` differ in one place."""
    short, long = sorted((one, other), key=len)
    place = next((i for i, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    if is_spoken(one) and is_spoken(other):
        return False
    if is_unspeakable(short) != is_unspeakable(long):
        return 0 < place < len(short) - 1 or _differ_by_sight(short, long)
    if len(short) < len(long):
        return _is_lost(short, long, place)
    if short[place + 1 :] != long[place + 1 :]:
        return len(short) >= TURNED_FROM  # two neighbours changed places
    return _is_misread_at(place, short, long)


def _is_misread_at(place: int, one: str, other: str) -> bool:
    """Whether the two letters at a place of words of one length are taken for each other, by eye, ear or finger."""
    pair, size = frozenset((one[place], other[place])), len(one)
    vowels = pair & _VOWELS
    if place == 0:
        return pair == _STROKES
    if place == size - 1:
        return (pair == _STROKES and size >= TURNED_FROM) or (pair in _SIGHT and not vowels)
    if pair in _SIGHT and vowels != pair:
        return True
    if size < TURNED_FROM or one in COMMON or other in COMMON:
        return False
    is_dull = size >= VOWEL_LOST_FROM and vowels == frozenset("AE") and place >= size - 3  # PURNAWARMEN, not STARLING
    return is_dull or pair in _SOUND or size >= LONG_WORD or (size >= LETTER_LOST_FROM and pair in KEYS)


def _is_lost(short: str, long: str, place: int) -> bool:
    """Whether the letter that ``short`` lacks at a place was lost."""
    if place == 0:
        return False
    if place == len(short):
        return len(short) >= TURNED_FROM and long[-1] in "HK"
    if len(short) >= LETTER_LOST_FROM - 1:
        return True
    return len(long) >= VOWEL_LOST_FROM and long[place] in "AEIOU"
