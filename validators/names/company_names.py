"""The name of a company made ready: what an address, a form or a law adds to it is set aside.

``parsed`` gives the names that one text holds: the firm's, and the one that it trades under. Word lists:
``companies.toml`` and ``trades.toml``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from extractors.vocabulary import region_codes
from validators.names.company_parts import Company, Form, Names
from validators.names.words import CACHED, folded, is_bare, no_name, with_strokes

MOST_WORDS: Final = 20
LETTERS_APART: Final = 6
"""From this many single letters on, and no longer word, a name is printed with its letters set apart."""
LONG_NUMBER: Final = 5
"""From this many digits on, a number registers a firm and does not name it."""
DATA: Final[dict[str, Any]] = tomllib.loads((files("validators.names") / "companies.toml").read_text("utf-8"))
_TRADES: Final[dict[str, Any]] = tomllib.loads((files("validators.names") / "trades.toml").read_text("utf-8"))


def table(lines: Iterable[str]) -> dict[str, str]:
    """Return each word of the lines with the first word of its line."""
    return {word: line.split()[0] for line in lines for word in line.split()}


def _ways_of(said: Mapping[str, str]) -> dict[str, str]:
    """Return what each way to say something means, of entries such as ``MEANING = "ONE WAY, ANOTHER"``."""
    return {" ".join(way.split()): meant for meant, ways in said.items() for way in ways.split(",")}


VARIANTS: Final = table([*_TRADES["english"], *DATA["variants"]])
NUMBERS: Final = table(DATA["numbers"])
MEANINGS: Final = _ways_of(_TRADES["meanings"])
_FORM_OF: Final = {way: Form(*said.split("/")) for way, said in _ways_of(DATA["forms"]).items()}
FORMS: Final = frozenset(way for way in _FORM_OF if " " not in way)
_AT_END: Final = frozenset(DATA["forms_at_end"].split()) | {
    way for way in _FORM_OF if way != "K K" and max(map(len, way.split())) == 1
}
SURE_FORMS: Final = FORMS - _AT_END
_AT_START: Final = frozenset(DATA["forms_at_start"].split())
_COUNTRY_OF: Final = _ways_of(DATA["countries"]) | {country: country for country in DATA["countries"]}
_COUNTRIES: Final = {way.replace(" ", ""): country for way, country in _COUNTRY_OF.items()}
_COUNTRY_ENDS: Final = frozenset(way.split()[-1] for way in _COUNTRY_OF)
_LAST_OF_FORMS: Final = frozenset(way.split()[-1] for way in _AT_END)
_CLOSING: Final = frozenset(DATA["closing"].split())
_BRANCHES: Final = frozenset(DATA["branches"].split())
_SITES: Final = frozenset(DATA["sites"].split()) | _BRANCHES
_ADDRESSES: Final = frozenset(DATA["addresses"].split())
_STREETS: Final = frozenset(DATA["streets"].split())
CITIES: Final = _ways_of(DATA["cities"])
"""City abroad -> its country."""
_ROLES: Final = frozenset(DATA["roles"])
_ANDS: Final = frozenset(("I", "Y", "E"))
_NUMBER_WORDS: Final = frozenset(NUMBERS)
_NOTHING: Final[frozenset[str]] = frozenset()
_ARTICLES: Final = frozenset(("AR", "AS", "AN", "AT", "AD", "AZ", "ASH", "ATH", "ADH"))
_NO_FORM: Final = Form("", "")

_Said = Form | str


def _phrases() -> dict[str, list[tuple[list[str], _Said]]]:
    """Return what is said in several words, or in one word that is no English: first word -> the rest, what it is."""
    said: dict[str, _Said] = dict(MEANINGS)
    said |= {way.replace(" ", ""): meant for way, meant in said.items()}
    said |= {way: form for way, form in _FORM_OF.items() if way not in _AT_END}
    said |= {role: "" for role in _ROLES if " " in role}
    found: dict[str, list[tuple[list[str], _Said]]] = {}
    for way, meant in said.items():
        first, *rest = way.split()
        found.setdefault(first, []).append((rest, meant))
    for ways in found.values():
        ways.sort(key=lambda way: -len(way[0]))
    return found


_PHRASES: Final = _phrases()
_ADDRESSED: Final = re.compile(rf"(?:(?:{'|'.join(DATA['addressed'])})[ .,:]*)+")
_BEHIND: Final = "|".join((*DATA["said_behind"], *DATA["begins_behind"]))
_SAID_BEHIND: Final = re.compile(rf"(?<=[ ,(])(?:{_BEHIND})(?:\b|(?<=[:. ]))")
_ALIASES: Final = re.compile(rf"[,;(]*(?<![A-Z0-9])(?:{'|'.join(DATA['aliases'])})[ :,.]*")
_ALIAS_WORDS: Final = frozenset(re.findall(r"[A-Z]{3,}", " ".join(DATA["aliases"])))
_ALIAS_SIGNS: Final = re.compile(r"/|[TD]\.[AH]\.|\.B\.A| EX\b")
# Of these a text of letters alone has one, if it says more than a name (tests/properties/test_names.py).
_TELLING: Final = _ALIAS_WORDS | frozenset(("EX", *re.findall(r"[A-Z]{4,}", " ".join(DATA["said_behind"]))))
_ADDRESS_STARTS: Final = frozenset(word[:2] for word in re.findall(r"[A-Z/.]{2,}", " ".join(DATA["addressed"])))
_DIGITS_OF: Final = r"[A-Z]{0,4}-?\d[\dA-Z]*(?:[ ./-]{1,2}\d[\dA-Z]*)*(?:-[A-Z])?(?![A-Z0-9])"
_REGISTERED: Final = re.compile(
    r"(?:\b(?:CO|COMPANY|BUSINESS|UNIFIED|TAX|TRADE|COMMERCIAL|FILE|EA|C\.R|S\.S\.M)\b[ .:]*)?"
    rf"(?:\b(?:{'|'.join(DATA['registers'].split())})\b[ .:#]*)+(?P<number>{_DIGITS_OF})"
)
_LONG_NUMBER: Final = re.compile(rf"(?<![A-Z0-9])(?=(?:[^\d ]*\d){{{LONG_NUMBER}}}){_DIGITS_OF}")
_SHORTENED: Final = re.compile(r"\b(?:[A-Z]\. ?){1,}[A-Z]\b\.?")
_FULL_STOP: Final = re.compile(r"\b([A-Z]{2,})\.")
# One digit before or between letters is a letter misread (0MEGA); behind them it may be a number.
_MISREAD: Final = re.compile(r"\b(?=[A-Z0-9]*[A-Z]{2})(?:[A-Z]+[01568]+[A-Z]+|[01568][A-Z]{2,})\b")
_DIGITS: Final = str.maketrans("01568", "OISGB")
_DIGIT: Final = re.compile("[0-9]")
_WORDS: Final = re.compile("[A-Z0-9]+")
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)(?:[)\]]|$)")
_MARKS: Final = re.compile(r"[(\[,/|;]|-(?= )|(?<= )-")
_PARTED: Final = re.compile(r",| - |(?<=[A-Z])- | -(?=[A-Z])|/")
_COMMA_FORM: Final = re.compile(r",(?= *(?:PT|CV|UD)\b[ .]*[A-Z])")
_LAST_COMMA: Final = re.compile(r"(?<=[A-Z]{3}),(?= *[A-Z]{3,}(?: [A-Z]{3,})?$)")
_EMPTY: Final = re.compile(r"[(\[][ .,:-]*[)\]]|[ ,;:-]+$")
_APART: Final = re.compile(rf"(?:\b[A-Z]\b[ .&]*){{{LETTERS_APART},}}")


@lru_cache(CACHED)
def parsed(name: str) -> Names:
    """Return the names that a text holds."""
    if problem := no_name(name, True):
        return Names(_NOBODY, (), (), problem)
    text = folded(with_strokes(name)).strip()
    told: tuple[Company, ...] = ()
    is_name = is_bare(text) and _tells_nothing_else(text)
    if not is_name:
        text = _cleared(text)
        told = _told(text)
    whole = told[0] if told else _made_ready(text)
    if not whole.words or not whole.every:
        return Names(whole, (), (), no_name(name, ()))
    problem = "too_long" if len(whole.printed) > MOST_WORDS else ""
    return Names(whole, told, () if told or is_name else _perhaps(text), problem)


def _tells_nothing_else(text: str) -> bool:
    """Whether nothing in a bare text may be told of a firm, and its letters are not set apart: all of it is a name."""
    is_addressed = text[:2] in _ADDRESS_STARTS and _ADDRESSED.match(text)
    return not is_addressed and text[1:2] != " " and _TELLING.isdisjoint(text.split())


def _told(text: str) -> tuple[Company, ...]:
    """Return the names that a text says to be one firm's, if it says so."""
    if _ALIAS_WORDS.isdisjoint(text.replace("(", " ").split()) and not _ALIAS_SIGNS.search(text):
        return ()
    sides = [side for part in _ALIASES.split(text) if (side := part.strip(" ,;:.-)"))]
    if len(sides) < 2:
        return ()
    names = [company(side + (")" if side.count("(") > side.count(")") else "")) for side in sides]
    return tuple([name for name in names if name.every and name.words])


def _cleared(text: str) -> str:
    """Return a text without address, registration numbers, and spaces between its letters."""
    if text[:2] in _ADDRESS_STARTS and (found := _ADDRESSED.match(text)):
        text = text[found.end() :]
    if (found := _SAID_BEHIND.search(text)) and found.start() > 0:
        text = text[: found.start()].rstrip(" ,;(")
    if _DIGIT.search(text):
        text = _LONG_NUMBER.sub(" ", _REGISTERED.sub(_without_number, text))
        text = _EMPTY.sub(" ", text).strip()
    if len(text) > 2 * LETTERS_APART and text[1:2] in " ." and (found := _APART.fullmatch(text + " ")):
        return " ".join("".join(word.split()) for word in re.split(r" {2,}", text))
    return text


def _without_number(found: re.Match[str]) -> str:
    return " " if sum(map(str.isdigit, found["number"])) >= LONG_NUMBER - 2 else found[0]


def _perhaps(text: str) -> tuple[str, ...]:
    """Return the two names that brackets, a dash or a stroke may part, or nothing."""
    if not _MARKS.search(text):
        return ()
    if found := _BRACKETS.search(text):
        if _kind(found[1])[0]:
            return ()
        sides = (text[: found.start()] + text[found.end() :], found[1])
    elif len(halves := re.split(r" [-/|] |;", text)) == 2:
        sides = (halves[0], halves[1])
    elif found := _COMMA_FORM.search(text) or _LAST_COMMA.search(text):
        sides = (text[: found.start()], text[found.start() + 1 :])
    else:
        return ()
    return sides if all(any(word not in FORMS for word in _WORDS.findall(side)) for side in sides) else ()


@lru_cache(CACHED)
def company(printed: str) -> Company:
    """Return one name made ready; ``printed`` is in capitals without accents."""
    return _made_ready(printed)


def _made_ready(printed: str) -> Company:
    every, stay, country, branch, shortened = _laid_out(printed)
    meant, kept, forms, behind = _read(stay if _ARTICLES.isdisjoint(stay) else _with_one_article(stay))
    kept, branch = _without_branch(_without_last_forms(kept, forms), behind, branch)
    if not country and kept and kept[-1].rsplit(" ", 1)[-1] in _COUNTRY_ENDS:
        kept, country = _without_country(kept)
    has_number = not _NUMBER_WORDS.isdisjoint(stay) or (every is not stay and _DIGIT.search(printed))
    numbers = [NUMBERS.get(word, word) for word in kept if word in NUMBERS or word.isdigit()] if has_number else ()
    return Company(
        tuple(" ".join(meant[: len(kept)]).split()),
        tuple([VARIANTS.get(word, word) for word in " ".join(kept).split()]),
        tuple(every),
        " ".join(every),
        shortened,
        frozenset(numbers) if numbers else _NOTHING,
        country,
        branch,
        tuple(forms),
    )


def _laid_out(printed: str) -> tuple[list[str], list[str], str, str, frozenset[str]]:
    """Return all words of a name, those that stay, a country and a branch set aside, and what ends in a full stop."""
    if is_bare(printed):
        words = printed.split()
        return words, words, "", "", _NOTHING
    text = printed.replace("&", " AND ").replace("+", " AND ")
    if "." in text:
        text = _SHORTENED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    text, country, branch = _set_apart(text) if _MARKS.search(text) else (text, "", "")
    if _DIGIT.search(text):
        text = _MISREAD.sub(lambda found: found[0].translate(_DIGITS), text)
    shortened = frozenset(_FULL_STOP.findall(text)) if "." in text else _NOTHING
    return _WORDS.findall(printed), _WORDS.findall(text), country, branch, shortened


def _read(words: Sequence[str]) -> tuple[list[str], list[str], list[Form], int]:
    """Return what stands in a name: what it means, how it is printed, its forms, and the place behind the closing form.

    The first two are of one length: words that say something together are one of each, parted by spaces.
    """
    meant: list[str] = []
    printed: list[str] = []
    forms: list[Form] = []
    at, behind, last = 0, 0, len(words) - 1
    while at <= last:
        word = words[at]
        size, said = _phrase(words, at) if word in _PHRASES else (1, None)
        if word in _ANDS and 0 < at < last:
            word = said = "AND"
        elif said is None or (size == 1 and word in VARIANTS):
            said = VARIANTS.get(word, word)
        elif isinstance(said, Form) and word in _AT_START and at:
            said = word
        if isinstance(said, Form):
            forms.append(said)
            if words[at + size - 1] in _CLOSING:
                behind = len(printed)
        else:
            meant.append(said)
            printed.append(word if size == 1 else " ".join(words[at : at + size]))
        at += size
    return meant, printed, forms, behind


def _with_one_article(words: list[str]) -> list[str]:
    """Write AR RASHID as AL RASHID: the article takes on the first letter of some words."""
    return [
        "AL" if word in _ARTICLES and later.startswith(word[1:]) else word
        for word, later in zip(words, [*words[1:], ""], strict=True)
    ]


def _phrase(words: Sequence[str], at: int) -> tuple[int, _Said | None]:
    """Return how many words from a place on say something together, and what."""
    for rest, said in _PHRASES[words[at]]:
        size = len(rest) + 1
        if size == 1 or words[at + 1 : at + size] == rest:
            return size, said
    return 1, None


def _without_last_forms(printed: list[str], forms: list[Form]) -> list[str]:
    """Set aside what is a form at the end of a name only, and add it to the forms."""
    found = True
    while found and len(printed) > 1 and printed[-1] in _LAST_OF_FORMS:
        found = False
        for size in range(min(3, len(printed) - 1), 0, -1):
            run = " ".join(printed[-size:])
            if run in _AT_END:
                forms.append(_FORM_OF.get(run, _NO_FORM))
                printed, found = printed[:-size], True
                break
    return printed


def _without_branch(printed: list[str], behind: int, branch: str) -> tuple[list[str], str]:
    """Set aside a branch: behind the form that closes a name, or from a word for branches on."""
    if 0 < behind < len(printed):
        tail = printed[behind:]
        if not _SITES.isdisjoint(tail) or is_place(" ".join(tail)) or tail[0] in _ADDRESSES:
            return printed[:behind], " ".join(tail)
    if _BRANCHES.isdisjoint(printed) or _BRANCHES.isdisjoint(printed[1:]):
        return printed, branch
    at = next(place for place, word in enumerate(printed) if place and word in _BRANCHES)
    if at == len(printed) - 1 and at > 1:
        size = 2 if at > 2 and is_place(" ".join(printed[at - 2 : at])) else 1
        at -= size if is_place(" ".join(printed[at - size : at])) else 0
    return printed[:at], " ".join(printed[at:])


def _without_country(printed: list[str]) -> tuple[list[str], str]:
    """Set aside a country behind a name."""
    for size in range(min(4, len(printed) - 1), 0, -1):
        run = "".join(printed[-size:]).replace(" ", "")
        if run in _COUNTRIES and (len(run) > 2 or run == "HK"):
            return printed[:-size], _COUNTRIES[run]
    return printed, ""


def _set_apart(text: str) -> tuple[str, str, str]:
    """Set aside a country, a branch or an address in brackets or behind a comma; leave all else where it stands."""
    country = branch = ""
    for found in list(_BRACKETS.finditer(text)):
        kind, said = _kind(found[1])
        if kind:
            text = text.replace(found[0], " ")
            country, branch = (said, branch) if kind == "country" else (country, said or branch)
    cut = len(text)
    marks = list(_PARTED.finditer(text))
    for mark in marks:
        if mark[0] == "," and (_is_address(text[mark.end() :]) or _is_group(text[: mark.start()], text[mark.end() :])):
            cut, branch = mark.start(), text[mark.end() :].strip()
            break
    for mark in reversed(marks):
        if mark.end() > cut:
            continue
        kind, said = _kind(text[mark.end() : cut])
        if not kind or len(text[mark.end() : cut].strip()) < 2:
            break
        cut = mark.start()
        country, branch = (said, branch) if kind == "country" else (country, said or branch)
    return text[:cut], country, branch


def _is_address(text: str) -> bool:
    """Whether what stands behind a comma begins as an address does, or up to the next comma ends as a street does."""
    words = _WORDS.findall(text.lstrip(" ,").partition(",")[0])
    return bool(words) and (words[0] in _ADDRESSES or (len(words) > 1 and words[-1] in _STREETS))


def _is_group(name: str, text: str) -> bool:
    """Whether a firm's whole name stands before a comma, and the group that it belongs to behind it."""
    before, words = _WORDS.findall(name), _WORDS.findall(text)
    return len(words) > 1 and VARIANTS.get(words[-1]) == "GROUP" and bool(before) and before[-1] in _CLOSING


def _kind(inside: str) -> tuple[str, str]:
    """Return what stands in brackets or behind a comma, if it names no firm: its kind, and what it says."""
    words = _WORDS.findall(inside)
    if words and words[-1] in FORMS:
        return "", ""
    run = " ".join(words)
    if country := _COUNTRIES.get("".join(words)):
        return "country", country
    if not words or run in _ROLES:
        return "role", ""
    others = [word for word in words if word not in _SITES]
    is_site = len(others) < len(words) > 1 and not any(word in VARIANTS or word in MEANINGS for word in others)
    if words[0] in _BRANCHES or words[0] in _ADDRESSES or is_site or is_place(run):
        return "branch", run
    return "", ""


def without_signs(text: str) -> str:
    """Return a text in capitals without accents and signs, with single spaces."""
    return " ".join(_WORDS.findall(folded(text)))


def is_place(run: str) -> bool:
    """Whether words (capitals, single spaces) name a regency or city of Indonesia, or a city abroad of the list."""
    return run in CITIES or (run != "" and region_codes.is_named(run, 4))


_NOBODY: Final = company("")
