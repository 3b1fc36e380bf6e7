"""How far a PDF's text moves on from one character to the next, pair by pair.

Programs that place each character, or correct the space between two, do so by the font's own measures: one pair of
characters in one font stands at one distance, again and again. A character that was put in another's place keeps the
distance of the one that stood there (ISO 32000-1, 9.2.4 glyph metrics, 9.4.4 text space).
"""

from dataclasses import dataclass
from typing import Final

WANTED: Final = "BT ET Tf Td TD Tm T* TL Tc Tw Tz Tj TJ ' \" q Q cm Do"
WORD_GAP: Final = 0.2
"""Ems beyond a character's own width from which on the next one is another word, or set apart by design."""
EVEN: Final = 0.015
"""Ems by which one pair's distances differ through rounding."""
FAR: Final = 0.06
"""Ems by which a distance is another one."""
LEAST_SEEN: Final = 3
"""Other uses of a pair from which on its distance is known."""


@dataclass(frozen=True)
class Step:
    """From one character to the next in a font: the text operators of both, and the distance in ems over the width."""

    page: int
    run: int
    after: int
    font: object
    pair: tuple[int, int]
    over: float
