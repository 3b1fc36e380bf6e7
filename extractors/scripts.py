"""Scripts and languages of printed text: Latin, Chinese characters, kana, Hangul, Arabic.

A script is told by its code points (Unicode 15 blocks), a language by its script or, for Latin script, by its common
words. Chinese and Japanese share characters; kana tells them apart.
"""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Script(StrEnum):
    """A script that papers of the destinations are printed in."""

    LATIN = "latin"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    ARABIC = "arabic"


_BLOCKS: Final[tuple[tuple[int, int, Script], ...]] = (
    (0x0041, 0x024F, Script.LATIN),
    (0x0600, 0x08FF, Script.ARABIC),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x3040, 0x30FF, Script.KANA),
    (0x3130, 0x318F, Script.HANGUL),
    (0x3400, 0x9FFF, Script.HAN),
    (0xAC00, 0xD7AF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFC, Script.ARABIC),
)
LEAST_LETTERS: Final = 10
"""Letters of a script from which on a paper is written in it; fewer are a name, a stamp or a misreading."""
LEAST_WORDS: Final = 6
"""Common words of a language from which on a paper is written in it."""
_WORDS: Final = {
    "id": "yang dan dengan pihak untuk dalam ini adalah atau oleh tidak nama alamat nomor tanggal kerja",
    "en": "the and of shall with this by for or is to in name address number date employer worker",
    "ms": "syarikat jawatan tempoh hendaklah tarikh pasport rehat sebanyak mestilah ialah penamatan elaun bahawa",
}
_COMMON: Final = {code: frozenset(words.split()) for code, words in _WORDS.items()}


def script_of(character: str) -> Script | None:
    """Return the script of one letter, None for digits, marks and scripts that are not told apart here."""
    code = ord(character)
    if not character.isalpha():
        return None
    return next((script for first, last, script in _BLOCKS if first <= code <= last), None)


def letters(text: str) -> Counter[Script]:
    """Return how many letters of each script stand in ``text``."""
    return Counter(script for character in text if (script := script_of(character)) is not None)


def languages(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that ``texts`` are written in, of id, ms, en, zh, ja, ko and ar."""
    text = " ".join(texts)
    words = Counter(re.findall(r"[a-z]+", text.lower()))
    latin = {code: sum(words[word] for word in known) for code, known in _COMMON.items()}
    found = [code for code in ("id", "en") if latin[code] >= LEAST_WORDS]
    if latin["ms"] >= LEAST_WORDS and latin["ms"] > 0.25 * latin["id"]:
        found = [code for code in found if code != "id" or latin["id"] > 3 * latin["ms"]] + ["ms"]
    seen = letters(text)
    if seen[Script.KANA] >= LEAST_LETTERS:
        found.append("ja")
    elif seen[Script.HAN] >= LEAST_LETTERS:
        found.append("zh")
    found += ["ko"] if seen[Script.HANGUL] >= LEAST_LETTERS else []
    return tuple(found + (["ar"] if seen[Script.ARABIC] >= LEAST_LETTERS else []))
