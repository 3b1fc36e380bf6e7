"""Names of companies, compared with explanation: rare words weigh more than common ones.

Legal forms, their place, abbreviations, a branch, a country in brackets, registration numbers, run-together words and
the language of a word of trade do not count. Words that many companies bear identify none: of two names that differ in
such a word on both sides neither is the other, while one letter in a long rare word is a slip. Numbers that differ make
two companies. Word lists: ``companies.toml`` and ``trades.toml``.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from typing import Final

from rapidfuzz.distance import OSA

from validators.names.company_names import (
    CITIES,
    FORMS,
    MEANINGS,
    NUMBERS,
    SURE_FORMS,
    VARIANTS,
    company,
    is_place,
    parsed,
    without_signs,
)
from validators.names.company_parts import Company, Names
from validators.names.company_words import (
    ABBREVIATED,
    COMMON,
    DESCRIPTORS,
    TRADES,
    UNRELATED,
    is_descriptor,
    is_misread_form,
    is_shortened,
    match,
)
from validators.names.words import Comparison, Likeness, Match, plain, spelling, unusable

NEAR_FROM: Final = 7
"""From this many letters on, two names that differ in one letter when run together are open."""
INITIALS_FROM: Final = 3
"""From this many letters on, a word may be the initials of as many words."""
CUT_FROM: Final = 12
"""A name of fewer letters than this is not taken for the beginning of another."""
LONG_CUT_FROM: Final = 24
"""From this many letters on, a form's width may have cut off all but one letter of a word."""
FORM_WIDTH: Final = 35
"""From this many letters on, a form's width may have cut a name off behind a word."""
CUT_WORD_FROM: Final = 3
PERSONS_WORD_FROM: Final = 5
"""A word of another language shows a company from this many letters on: shorter ones are people's names as well."""

_MATCHED: Final = frozenset({Likeness.SAME, Likeness.COMPATIBLE})
_COMPANY_WORDS: Final = (
    SURE_FORMS | COMMON | NUMBERS.keys() | {word for word in MEANINGS if len(word) >= PERSONS_WORD_FROM}
)
Pairs = dict[int, tuple[int, Match, str]]
"""Place in the shorter name -> place in the longer one, how the words match, and by what feature."""
_DANGLING: Final = frozenset(("AND", "DAN", "OF", "FOR"))
_PLACES: Final = frozenset({"country", "branch"})
Found = tuple[Likeness, tuple[str, ...]]


def compare_companies(left: str, right: str) -> Comparison:
    """Compare two names of companies; see the module's text for what counts and what does not."""
    one, other = parsed(left), parsed(right)
    if one.problem or other.problem:
        return unusable(left, right, one.problem, other.problem)
    shown = (" ".join(one.whole.printed), " ".join(other.whole.printed))
    likeness, features = _by_names(one, other)
    if likeness is Likeness.SAME and without_signs(left) != without_signs(right):
        likeness, features = Likeness.COMPATIBLE, ("form",)
    return Comparison(likeness, features, *shown)


def is_company(name: str) -> bool:
    """Whether a name shows itself to be a company's: by a legal form, a number, or a word that companies bear."""
    words = "".join(mark if mark.isalnum() else " " for mark in plain(name)).split()
    return not _COMPANY_WORDS.isdisjoint([VARIANTS.get(word, word) for word in words])


def _by_names(one: Names, other: Names) -> Found:
    """Compare what two texts hold: the names as they stand, then the names that each may hold."""
    if one.told or other.told:
        sides = [name.told or tuple(map(company, name.perhaps)) or (name.whole,) for name in (one, other)]
        return _by_parts(*sides, is_told=True)
    found = _compare(one.whole, other.whole)
    if found[0] in _MATCHED or not (one.perhaps or other.perhaps):
        return found
    sides = [tuple(map(company, name.perhaps)) or (name.whole,) for name in (one, other)]
    if not all(_may_stand_alone(name) for side in sides for name in side):
        return found
    by_parts = _by_parts(*sides, is_told=False)
    return by_parts if by_parts[0] in _MATCHED else found


def _may_stand_alone(name: Company) -> bool:
    """Whether words name a firm: not only what it does, and not one word that many bear."""
    names = [word for word in name.words if word not in DESCRIPTORS and word not in TRADES and "/" not in word]
    return bool(names) and (len(name.words) > 1 or names[0] not in COMMON)


def _by_parts(one: Sequence[Company], other: Sequence[Company], *, is_told: bool) -> Found:
    """Compare firms by all their names: they are one where the names of one are among those of the other.

    Where no text tells that its names are one firm's, the second may be a place: then no other place may part them.
    """
    few, many = sorted((one, other), key=len)
    answers = {(i, j): _compare(few[i], many[j]) for i, j in product(range(len(few)), range(len(many)))}
    found = {pair for pair, (how, why) in answers.items() if how in _MATCHED and (is_told or _PLACES.isdisjoint(why))}
    if len({i for i, _ in found}) == len(few) and (len(few) < len(many) or len({j for _, j in found}) == len(many)):
        return Likeness.COMPATIBLE, ("trade_name",)
    if all(how is Likeness.DIFFERENT for how, _ in answers.values()):
        return Likeness.DIFFERENT, ("other_words",)
    return Likeness.CANNOT_TELL, ("trade_name",)


def _compare(one: Company, other: Company) -> Found:
    if one.written == other.written:
        return Likeness.SAME, ()
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return Likeness.DIFFERENT, ("number",)
    features = ["country"] if one.country != other.country else []
    if one.branch != other.branch:
        features.append("branch")
    likeness, more = _by_words(one, one.words, other, other.words)
    if likeness not in _MATCHED and (one.words != one.printed or other.words != other.printed):
        again, others = _by_words(one, one.printed, other, other.printed)
        if again in _MATCHED or likeness is Likeness.DIFFERENT:
            likeness, more = again, others
    features += more
    if likeness is not Likeness.DIFFERENT and (clash := _clash(one, other)):
        likeness, features = Likeness.CANNOT_TELL, [clash]
    if not features:
        features.append("other_words" if likeness is Likeness.DIFFERENT else "form")
    return likeness, tuple(dict.fromkeys(features))


def _are_two_towns(one: str, other: str) -> bool:
    """Whether two branches are towns abroad, and not one in the other (JOHOR, JOHOR BAHRU): a group's firms bear such.

    Agencies of Indonesia have branches in many towns under their one name.
    """
    return one in CITIES and other in CITIES and one not in other and other not in one


def _is_of_a_country(one: Company, other: Company) -> bool:
    """Whether one firm is a country's by form and by name, and the other has a form of no country (its parent's)."""
    own = {form.country for form in one.forms if form.country}
    return bool(own) and one.country in own and bool(other.forms) and not any(form.country for form in other.forms)


def _clash(one: Company, other: Company) -> str:
    """Return what makes two firms of two alike names, or nothing."""
    countries = [name.country or CITIES.get(name.branch, "") for name in (one, other)]
    are_two = all(countries) and countries[0] != countries[1]
    if are_two or _is_of_a_country(one, other) or _is_of_a_country(other, one):
        return "country"
    if one.branch != other.branch and _are_two_towns(one.branch, other.branch):
        return "branch"
    are_told_by_forms = one.forms and other.forms and one.forms != other.forms
    if are_told_by_forms and _apart(*[{form.country for form in name.forms if form.country} for name in (one, other)]):
        return "country"
    if one.numbers != other.numbers:
        return "number"
    if are_told_by_forms and _apart(*[{form.kind for form in name.forms if form.kind} for name in (one, other)]):
        return "form"
    return ""


def _apart(one: set[str], other: set[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _by_words(
    one: Company, words: tuple[str, ...], other: Company, other_words: tuple[str, ...]
) -> tuple[Likeness, list[str]]:
    if words == other_words:
        return Likeness.COMPATIBLE, []
    if bridge := _bridge_as_a_whole(one, words, other, other_words):
        return Likeness.COMPATIBLE, [bridge]
    if len(words) != len(other_words):
        words, other_words = _drawn_together(words, other_words), _drawn_together(other_words, words)
    short, long = sorted((words, other_words), key=lambda run: (len(run), run))
    pairs = _pair(short, long, one.shortened | other.shortened)
    taken = {place for place, _, _ in pairs.values()}
    only_short = _told([word for i, word in enumerate(short) if i not in pairs])
    only_long = _told([word for j, word in enumerate(long) if j not in taken])
    if only_short and only_long:
        return _by_other_words(short, long, (only_short, only_long), pairs)
    features = [feature for _, _, feature in pairs.values() if feature]
    if any(match is Match.OPEN for _, match, _ in pairs.values()):
        return Likeness.CANNOT_TELL, features
    enough = _has_rare(pairs, short)
    if more := only_short or only_long:
        town = is_place(" ".join(more))
        if len(more) == 1 and _are_initials(more[0], short):
            return Likeness.COMPATIBLE, [*features, "initials"]
        features.append("branch" if town else "missing_words")
        enough = enough and (town or all(map(is_descriptor, more)))
    elif not _in_order(pairs, short):
        features.append("word_order")
    else:
        enough = True
    return (Likeness.COMPATIBLE if enough else Likeness.CANNOT_TELL), features


def _drawn_together(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return words with two of them as one where the other name has them so: SUPER MARKET."""
    for i, (word, later) in enumerate(pairwise(words)):
        if word + later in others:
            return (*words[:i], word + later, *words[i + 2 :])
    return words


def _told(words: Iterable[str]) -> list[str]:
    """Return the words that tell something: AND tells nothing, nor does a misread form."""
    return [word for word in words if word != "AND" and not is_misread_form(word)]


def _in_order(pairs: Pairs, short: Sequence[str]) -> bool:
    """Whether the words that name a firm follow each other in both names; a word of trade may stand anywhere."""
    places = [pairs[i][0] for i in sorted(pairs) if short[i] not in TRADES and "/" not in short[i]]
    return places == sorted(places)


def _bridge_as_a_whole(one: Company, words: Sequence[str], other: Company, other_words: Sequence[str]) -> str:
    """Return what makes two names one as they stand, or nothing."""
    joined, other_joined = _joined(words), _joined(other_words)
    if joined == other_joined or _together(one) & _together(other):
        return "spacing"
    is_near = len(words) != len(other_words) and abs(len(joined) - len(other_joined)) < NEAR_FROM
    if is_near and spelling(joined) == spelling(other_joined):
        return "spelling"
    if _may_be_cut(one, other) and (_is_cut(words, other_words) or _is_cut(_full(one), _full(other))):
        return "truncation"
    return "initials" if _shortened_to_initials(words, other_words) else ""


def _joined(words: Iterable[str]) -> str:
    return "".join([word for word in words if word != "AND"])


def _together(name: Company) -> set[str]:
    """Return a name run together as it was printed, with its forms and without: PTMAJU hides a form."""
    return {"".join(name.every), "".join([word for word in name.every if word not in FORMS])}


def _may_be_cut(one: Company, other: Company) -> bool:
    """Whether the last word of the shorter text begins a word of the other: looked at first, as it is seldom so."""
    short, long = (one, other) if len(one.written) <= len(other.written) else (other, one)
    last = short.every[-1]
    if last in _DANGLING or len(short.written) >= FORM_WIDTH:
        return True
    return last not in FORMS and any(word.startswith(last) and word != last for word in long.every)


def _full(name: Company) -> list[str]:
    """Return all words of a text but AND and the forms before the name."""
    start = next((i for i, word in enumerate(name.every) if word not in FORMS), 0)
    return [VARIANTS.get(word, word) for word in name.every[start:-1] if word != "AND"] + [*name.every[start:][-1:]]


def _by_other_words(
    short: tuple[str, ...], long: tuple[str, ...], more: tuple[list[str], list[str]], pairs: Pairs
) -> tuple[Likeness, list[str]]:
    """Judge two names that each have words the other lacks: two firms, unless something else may part them."""
    joined = _joined(short), _joined(long)
    if _initials(short, long):
        return Likeness.CANNOT_TELL, ["initials"]
    if len(joined[0]) >= NEAR_FROM and OSA.distance(*joined, score_cutoff=1) <= 1:
        return Likeness.CANNOT_TELL, ["spacing"]
    if any(kind is Match.OPEN for _, kind, _ in pairs.values()):
        return Likeness.CANNOT_TELL, ["nearly"]
    if _has_rare(pairs, short) and all(map(is_descriptor, more[0] + more[1])):
        return Likeness.CANNOT_TELL, ["other_trade"]
    if _may_be_translated(pairs, short, *more):
        return Likeness.CANNOT_TELL, ["translation"]
    return Likeness.DIFFERENT, ["other_words"]


def _may_be_translated(pairs: Pairs, short: Sequence[str], one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether, beside a name they share, others are translated, or words of trade stand against unknown ones."""
    if all(short[i] in TRADES or "/" in short[i] for i in pairs):
        return False
    if any(feature == "translation" for _, _, feature in pairs.values()):
        return True
    told, untold = (one, other) if TRADES.issuperset(one) else (other, one)
    return TRADES.issuperset(told) and COMMON.isdisjoint(untold)


def _has_rare(pairs: Pairs, short: tuple[str, ...]) -> bool:
    return any(
        match is not Match.OPEN and short[i] not in COMMON and "/" not in short[i] for i, (_, match, _) in pairs.items()
    )


def _pair(short: Sequence[str], long: Sequence[str], shortened: frozenset[str]) -> Pairs:
    """Pair the words that match, best first; a word with a full stop is short for each that it begins."""
    found = _pair_equal(short, long)
    taken = {j for j, _, _ in found.values()}
    others = [(j, other) for j, other in enumerate(long) if j not in taken]
    ranked = []
    for i, word in enumerate(short):
        if i in found:
            continue
        for j, other in others:
            related = match(word, other)
            if shortened and related[0] < Match.BRIDGED and is_shortened(word, other, shortened):
                related = ABBREVIATED
            if related is not UNRELATED:
                ranked.append((-related[0], abs(i - j), i, j, related))
    for _, _, i, j, (kind, feature) in sorted(ranked):
        if i not in found and j not in taken:
            found[i] = (j, kind, feature)
            taken.add(j)
    return found


def _pair_equal(short: Sequence[str], long: Sequence[str]) -> Pairs:
    """Pair the words that are equal, or one number, nearest first."""
    one, other = [NUMBERS.get(word, word) for word in short], [NUMBERS.get(word, word) for word in long]
    both = set(one).intersection(other)
    if not both:
        return {}
    places = [i for i, word in enumerate(one) if word in both]
    same = [(abs(i - j), i, j) for j, word in enumerate(other) if word in both for i in places if one[i] == word]
    found: Pairs = {}
    taken: set[int] = set()
    for _, i, j in sorted(same):
        if i not in found and j not in taken:
            found[i] = (j, Match.EQUAL, "")
            taken.add(j)
    return found


def _are_initials(word: str, words: Sequence[str]) -> bool:
    return len(word) >= INITIALS_FROM and word == "".join(other[0] for other in words)


def _initials(one: Sequence[str], other: Sequence[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _shortened_to_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are equal but for words that one of them shortens to their initials (SDM)."""
    short, long = sorted((one, other), key=len)
    if not 1 < len(short) <= len(long) + 1 - INITIALS_FROM:
        return False
    start = next(i for i, word in enumerate(long) if i == len(short) or word != short[i])
    if start == len(short) or len(run := short[start]) != len(long) - len(short) + 1 or len(run) < INITIALS_FROM:
        return False
    end = start + len(run)
    return "".join(word[0] for word in long[start:end]) == run and short[start + 1 :] == long[end:]


def _is_cut(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name is the other cut off inside a word, as a form's width does it; what is lost may be anything."""
    short, long = sorted((one, other), key=lambda words: sum(map(len, words)))
    if not short or len(short) > len(long) or short[:-1] != long[: len(short) - 1]:
        return False
    size, last, whole = sum(map(len, short)) + len(short) - 1, short[-1], long[len(short) - 1]
    if size <= CUT_FROM:
        return False
    if last in _DANGLING or (last == whole and last not in FORMS):
        return len(short) < len(long) and (last in _DANGLING or size >= FORM_WIDTH)
    if last == whole or not whole.startswith(last) or last in COMMON:
        return False
    return size >= LONG_CUT_FROM or (len(last) >= CUT_WORD_FROM and len(whole) - len(last) > 1)
