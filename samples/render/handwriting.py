"""Writing by hand: block letters and joined script from a stroke alphabet of this project's own, in many hands.

No person's writing: every hand is drawn by chance from slant, size, roundness and unsteadiness.
"""

import random
from dataclasses import dataclass
from typing import Final

from samples.render.ink import Colour
from samples.render.printed import Box
from samples.render.sheet import Sheets
from samples.render.strokes import Point, smooth

BASE: Final = 9.0
"""Base line of the alphabet's grid; 0 is the top of capitals, 3 the height of x, 12 the foot of g."""

_ALPHABET: Final[dict[str, str]] = {
    "A": "09 40 89;25 65", "B": "00 09;00 50 72 54 04;04 64 86 79 59 09", "C": "82 61 30 12 06 28 59 88",
    "D": "00 09;00 50 84 86 59 09", "E": "80 00 09 89;04 64", "F": "80 00 09;04 64", "G": "82 50 11 05 28 59 87 85 55",
    "H": "00 09;80 89;04 84", "I": "40 49", "J": "60 67 49 19 07", "K": "00 09;80 05 89", "L": "00 09 79",
    "M": "09 00 45 80 89", "N": "09 00 89 80", "O": "40 12 06 39 69 86 81 40", "P": "09 00 60 82 64 04",
    "Q": "40 12 06 39 69 86 81 40;57 8a", "R": "09 00 60 82 64 04;44 89", "S": "71 40 11 13 45 76 78 49 08",
    "T": "00 80;40 49", "U": "00 06 29 69 86 80", "V": "00 49 80", "W": "00 29 43 69 80", "X": "00 89;80 09",
    "Y": "00 44 80;44 49", "Z": "00 80 09 89", "a": "64 33 05 07 39 66;63 67 79", "b": "00 09;05 33 65 67 49 08",
    "c": "64 33 05 07 39 68", "d": "64 33 05 07 39 66;60 67 79", "e": "06 66 54 33 05 07 39 68",
    "f": "60 41 39 3b;13 53", "g": "64 33 05 07 39 66;63 6a 4c 1b", "h": "00 09;05 43 65 69", "i": "33 37 49;31 32",
    "j": "43 4a 2c 0b;41 42", "k": "00 09;63 06 69", "l": "20 27 39", "m": "03 09;05 23 44 49;45 63 74 79",
    "n": "03 09;05 33 64 69", "o": "33 05 07 39 57 65 33", "p": "03 0c;05 33 65 67 49 08",
    "q": "64 33 05 07 39 66;63 6c", "r": "03 09;05 33 54", "s": "64 33 14 35 56 58 39 08", "t": "30 37 49;13 53",
    "u": "03 07 29 66;63 67 79", "v": "03 39 63", "w": "03 29 45 59 83", "x": "03 69;63 09", "y": "03 38 63;63 2c",
    "z": "03 63 09 69", "0": "30 02 07 39 67 62 30", "1": "22 40 49", "2": "02 20 62 63 09 69",
    "3": "01 40 62 34 66 49 08", "4": "40 06 76;53 59", "5": "60 10 04 44 66 49 08", "6": "50 14 07 39 67 55 16",
    "7": "00 60 29", "8": "34 12 30 52 34 06 29 59 66 34", "9": "64 35 12 30 62 64 49", ".": "48 49", ",": "48 3a",
    "-": "15 65", "/": "70 0a", ":": "34 35;38 39", "(": "40 24 26 49", ")": "20 44 46 29", "'": "30 31",
}  # fmt: skip
"""Strokes of each character, parted by semicolons; points as column (0..8) and row (0..c, hexadecimal)."""


@dataclass(frozen=True)
class Hand:
    """How somebody writes: slant and width of letters, how unsteady and how joined (0..1), pen and size in points."""

    slant: float
    width: float
    unsteady: float
    joined: float
    pen: float
    size: float
    colour: Colour


def draw_hand(draw: random.Random, colour: Colour) -> Hand:
    """Return a hand drawn by chance."""
    joined = draw.choice([0.0, 0.0, 0.75, 0.95])
    return Hand(
        slant=draw.uniform(-0.12, 0.45), width=draw.uniform(0.7, 1.05), unsteady=draw.uniform(0.25, 0.7),
        joined=joined, pen=draw.uniform(0.7, 1.25), size=draw.uniform(9, 13),
        colour=colour,
    )  # fmt: skip


def write_by_hand(sheets: Sheets, draw: random.Random, at: Point, text: str, hand: Hand) -> Box:
    """Write ``text`` from ``at`` (left end of the base line, points) and return its ink's box."""
    x, y = at
    size = hand.size
    inked: list[Point] = []
    last: Point | None = None
    for character in text:
        glyph = _ALPHABET.get(character)
        if glyph is None:
            x, last = x + 0.55 * size * hand.width, None
            continue
        scale, lift = size / BASE * draw.uniform(0.9, 1.1), draw.uniform(-0.05, 0.05) * size
        strokes = [[_at(point, hand, draw) for point in stroke.split()] for stroke in glyph.split(";")]
        placed = [[(x + px * scale, y + lift + py * scale) for px, py in stroke] for stroke in strokes]
        if last is not None and character.islower() and draw.random() < hand.joined:
            placed[0] = [last, *placed[0]]
        for stroke in placed:
            line = smooth([stroke[0], *stroke, stroke[-1]])
            sheets.curve(line, hand.pen, hand.colour)
            inked += line
        last = placed[-1][-1]
        right = max(px for stroke in strokes for px, _ in stroke)
        x += (right + draw.uniform(1.2, 2.4)) * scale
    columns = list(zip(*inked, strict=True))
    return min(columns[0]), min(columns[1]), max(columns[0]), max(columns[1])


def _at(point: str, hand: Hand, draw: random.Random) -> Point:
    """Return a point of the grid in grid units from the base line, slanted and unsteady."""
    column, row = int(point[0]), int(point[1], 16) - BASE
    shake = hand.unsteady
    across = column * hand.width - row * hand.slant
    return across + draw.uniform(-shake, shake), row + draw.uniform(-shake, shake)
