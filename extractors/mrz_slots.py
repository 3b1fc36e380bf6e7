"""Which characters may stand where in a machine readable zone, and which are mistaken for which.

Source: ICAO Doc 9303 part 4 (TD3), part 5 (TD1), part 6 (TD2), part 7 (MRV-A, MRV-B). The kinds of slots: ``L`` letter
or filler, ``K`` letter of a country code, ``D`` digit or filler, ``S`` sex, ``X`` any character.
"""

import itertools
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Final

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS: Final = "0123456789"
ALPHABET: Final = LETTERS + DIGITS + "<"

_LIKE_FILLER: Final = str.maketrans(dict.fromkeys("くㄑ〈＜‹({[≤∠⟨", "<") | dict.fromkeys("«《≪", "<<"))
"""Signs that the recogniser, trained on many scripts, takes the filler for; none stands in a zone."""
_AS_LETTERS: Final = {"0": "ODQ", "1": "I", "2": "Z", "4": "A", "5": "S", "6": "G", "8": "B"}
_AS_DIGITS: Final = {"O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "A": "4", "S": "5", "G": "6", "B": "8"}
_CHARSETS: Final = {"L": LETTERS + "<", "K": LETTERS + "<", "D": DIGITS + "<", "S": "MF<", "X": ALPHABET}
_LONGEST_PIECE: Final = 22
_FARTHEST: Final = 3
"""A line that has more characters too many or too few for every layout is none of a zone."""


@dataclass(frozen=True)
class MrzLayout:
    """A zone's name in ICAO's documents and the kinds of slots of each of its lines."""

    name: str
    patterns: tuple[str, ...]

    def unchecked(self, number: int) -> frozenset[int]:
        """Return the columns (from 0) of line ``number`` whose value no check digit covers: names, states, sex."""
        pattern = self.patterns[number - 1]
        held = {column for column, kind in enumerate(pattern) if kind in "LKS"}
        return frozenset(held - {0, 1} if number == 1 else held)  # the first two tell the kind of paper

    @property
    def length(self) -> int:
        """Characters a line."""
        return len(self.patterns[0])


_DATES: Final = "D" * 7 + "S" + "D" * 7
TD3: Final = MrzLayout("TD3", ("LLKKK" + "L" * 39, "X" * 9 + "DKKK" + _DATES + "X" * 14 + "DD"))
MRV_A: Final = MrzLayout("MRV-A", ("LLKKK" + "L" * 39, "X" * 9 + "DKKK" + _DATES + "X" * 16))
TD2: Final = MrzLayout("TD2", ("LLKKK" + "L" * 31, "X" * 9 + "DKKK" + _DATES + "X" * 7 + "D"))
MRV_B: Final = MrzLayout("MRV-B", ("LLKKK" + "L" * 31, "X" * 9 + "DKKK" + _DATES + "X" * 8))
TD1: Final = MrzLayout("TD1", ("LLKKK" + "X" * 9 + "D" + "X" * 15, _DATES + "KKK" + "X" * 11 + "D", "L" * 30))


def plain(text: str) -> str:
    """Return a reading in capitals without spaces, signs that can only be fillers as fillers."""
    return re.sub(r"\s+", "", text).translate(_LIKE_FILLER).upper()


def looks_like_zone(text: str) -> bool:
    """Tell whether a plain reading is long enough, made of the zone's characters, and holds fillers or many digits."""
    known = sum(letter in ALPHABET for letter in text)
    fillers, digits = text.count("<"), sum(letter in DIGITS for letter in text)
    return 26 <= len(text) <= 50 and known >= 0.9 * len(text) and (fillers >= 3 or digits >= 14)


def layout_of(texts: Sequence[str], counts: Sequence[int] | None = None) -> tuple[MrzLayout, tuple[int, ...]] | None:
    """Return the layout that lines of these lengths and beginnings have, and the lines' numbers from 1; or None.

    ``counts`` are the lines' lengths where they are better known than by the characters read.
    """
    if not texts or not any("<<" in text or text.count("<") >= 3 for text in texts):
        return None
    usual = statistics.median(counts or [len(text) for text in texts])
    length = min((30, 36, 44), key=lambda wanted: abs(usual - wanted))
    if abs(usual - length) > _FARTHEST:
        return None
    visa = texts[0].startswith("V")
    layout = TD1 if length == 30 else (MRV_A if visa else TD3) if length == 44 else (MRV_B if visa else TD2)
    if len(texts) > len(layout.patterns) or (layout is TD1 and len(texts) == 1):
        return None
    ways = itertools.combinations(range(1, len(layout.patterns) + 1), len(texts))
    return layout, max(ways, key=lambda numbers: sum(map(partial(_fit, layout), numbers, texts)))


def _fit(layout: MrzLayout, number: int, text: str) -> float:
    """Return how well a reading fits a line: characters that their slot can hold as read, from either end, 0..2."""
    pattern = layout.patterns[number - 1]
    pairs = [*zip(text, pattern, strict=False), *zip(reversed(text), reversed(pattern), strict=False)]
    return 2 * sum(letter in _CHARSETS[kind] for letter, kind in pairs) / max(len(pairs), 1)


def with_country(layout: MrzLayout, number: int, state: str) -> str:
    """Return the kinds of slots of a line, given the issuing state of line 1 ("" when not read).

    An Indonesian passport number is a letter and seven digits (domain.md section 2); of other states nothing is known.
    """
    pattern = layout.patterns[number - 1]
    if state == "IDN" and number == 2 and layout is TD3:
        return "L" + "D" * 7 + pattern[8:]
    return pattern


def options(kind: str, letter: str) -> str:
    """Return the characters that ``letter``, as read, may be in a slot of this kind, likeliest first."""
    if letter in _CHARSETS[kind]:
        return letter
    if kind in "LK":
        return _AS_LETTERS.get(letter, "")
    return _AS_DIGITS.get(letter, "") if kind == "D" else ""


@cache
def reads(kind: str) -> Mapping[str, str]:
    """Return which character stands in a slot of this kind for each letter that its ink may look like."""
    return MappingProxyType({letter: fit[0] for letter in ALPHABET if (fit := options(kind, letter))})


def charset_of(kinds: str) -> str:
    """Return the characters that may stand in slots of these kinds, for an engine."""
    return "".join(letter for letter in ALPHABET if any(letter in _CHARSETS[kind] for kind in set(kinds)))


def pieces(pattern: str) -> list[tuple[int, int]]:
    """Return where to part a line for reading in pieces: at slots of other characters, none too short or too long."""
    groups = {"L": "L", "K": "L", "D": "D", "S": "D", "X": "X"}
    runs: list[tuple[int, int]] = []
    start = 0
    for _, run in itertools.groupby(pattern, key=groups.__getitem__):
        end = start + len(list(run))
        if runs and (end - start < 3 or runs[-1][1] - runs[-1][0] < 3):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
        start = end
    return [cut for run in runs for cut in _halved(*run)]


def _halved(start: int, end: int) -> list[tuple[int, int]]:
    if end - start <= _LONGEST_PIECE:
        return [(start, end)]
    middle = (start + end) // 2
    return [*_halved(start, middle), *_halved(middle, end)]


def fillers_at_end(text: str, pattern: str) -> str:
    """Return a line of names with all that follows three fillers as fillers.

    A name's parts are joined by one filler and its halves by two, so after three nothing but fillers can come
    (ICAO 9303-3 section 4.6); what is read there as K, C or L is a filler. Other lines are returned as they are.
    """
    if set(pattern) - set("LK"):
        return text
    run = re.search(r"<{3,}(?=[<KCLE(\s]*$)", text)
    return text[: run.start()] + "<" * (len(text) - run.start()) if run else text
