"""What a value looks like when a reader is wrong about it (domain.md 1.4, and the misses listed in docs/reading.md)."""

import datetime as dt
import random
import re
from collections.abc import Callable
from typing import Final

DIGITS: Final = {
    "0": "86",
    "1": "74",
    "3": "8",
    "4": "1",
    "5": "6",
    "6": "580",
    "7": "1",
    "8": "306",
    "9": "4",
    "2": "7",
}
"""Digits that are taken for each other: 1/7, 3/8, 5/6, 0/8, 6/8."""
LETTERS: Final = {
    "O": ["0", "Q"], "I": ["L", "1"], "L": ["I"], "S": ["5"], "B": ["8", "E"], "U": ["V"], "N": ["M"], "M": ["N"],
    "E": ["F"], "G": ["C"], "Q": ["G"], "H": ["N"], "R": ["P"], "T": ["I"], "A": ["4"], "Z": ["2"], "D": ["O"],
}  # fmt: skip
PAIRS: Final = {"II": "N", "RN": "M", "LI": "U", "CL": "D", "NI": "M", "TI": "H"}
"""Two letters that are run into one: IIS was read as NS."""
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER: Final = re.compile(r"[A-Z]{0,4}[\d.\-/]*\d[\d.\-/]*")


def misread(text: str, draw: random.Random) -> str:
    """Return another text that may be read in place of ``text``; the same one where nothing plausible differs."""
    if _DATE.fullmatch(text):
        return _date(text, draw)
    if _NUMBER.fullmatch(text):
        return _number(text, draw)
    return draw.choices(_TEXTS, _WEIGHTS)[0](text, draw)


def _date(text: str, draw: random.Random) -> str:
    """Return a day that differs by one misread digit; a day that is none is never taken for sure."""
    for _ in range(20):
        other = _swapped(text, draw, DIGITS)
        try:
            year = dt.date.fromisoformat(other).year
        except ValueError:
            continue
        if 1940 <= year <= 2045:
            return other
    return text


def _number(text: str, draw: random.Random) -> str:
    """Return the number with one digit misread, or with its end cut off."""
    return _swapped(text, draw, DIGITS) if draw.random() < 0.7 else text[: max(len(text) - draw.randint(1, 9), 4)]


def _swapped(text: str, draw: random.Random, table: dict[str, str]) -> str:
    places = [place for place, sign in enumerate(text) if sign in table]
    if not places:
        return text
    place = draw.choice(places)
    return text[:place] + draw.choice(table[text[place]]) + text[place + 1 :]


def _letter(text: str, draw: random.Random) -> str:
    runs = [pair for pair in PAIRS if pair in text]
    if runs and draw.random() < 0.3:
        pair = draw.choice(runs)
        return text.replace(pair, PAIRS[pair], 1)
    return _swapped(text, draw, {letter: "".join(others) for letter, others in LETTERS.items()})


def _lost_first(text: str, _draw: random.Random) -> str:
    return text[1:].lstrip() or text


def _lost_space(text: str, draw: random.Random) -> str:
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    return text if not spaces else text[: (place := draw.choice(spaces))] + text[place + 1 :]


def _cut_end(text: str, draw: random.Random) -> str:
    words = text.split()
    if len(words) > 1 and draw.random() < 0.7:
        return " ".join(words[: draw.randint(max(1, len(words) // 2), len(words) - 1)])
    return text[: max(len(text) - draw.randint(1, 3), 2)]


def _stray(text: str, draw: random.Random) -> str:
    """Return the text with a scrap of something else in it, or with a word broken in two."""
    place = draw.randint(1, max(len(text) - 1, 1))
    return text[:place] + draw.choice([" ", " 1 ", ", ", " . "]) + text[place:]


_TEXTS: Final[tuple[Callable[[str, random.Random], str], ...]] = (
    _letter, _cut_end, _lost_first, _lost_space, _stray,
)  # fmt: skip
_WEIGHTS: Final = (0.28, 0.44, 0.06, 0.10, 0.12)
"""Of thirteen sure and wrong values on 21 photographs of contracts (another seed, 29 November 2026) eight lacked their
end, two had another letter, two a stray sign, one was said in other words; lost first letters and spaces are known from
cards."""
