"""One line of a machine readable zone, read by several readers slot by slot, and what they agree on.

The reader of OCR-B reads a line twice, at two scales, told what kind of character each slot holds. The second engine,
which shares neither model nor training with it, reads the line whole, and in pieces where it differed. A slot is sure
when two engines agree; two readings of one engine may share a mistake and count for less. Nothing is repaired by a
check digit.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Layout, OcrEngine, Pixels, Readers, SlotReader
from extractors.model import Word
from extractors.mrz_slots import ALPHABET, charset_of, fillers_at_end, options, pieces, plain, reads
from extractors.mrz_strips import Strip

CERTAIN: Final = 0.97
"""Chance at both scales from which the reader of OCR-B is believed in what another engine cannot tell apart."""
CLEAR: Final = 0.9
"""Chance from which it is sure of a character that another engine passed over."""
LIKELY: Final = 0.6
"""Chance from which it is believed where no other engine is at hand."""
FAINT: Final = 0.35
"""Chance below which it has not read one: another engine that agrees by luck is no second reading."""

MOST_DOUBT: Final = 0.3
"""Share of doubtful slots above which a row is not the line that it was taken for, or cannot be read."""

WELL_LAID: Final = 0.9
"""Share of equal characters from which two readings of one length stand slot by slot beside each other."""

DOUBTFUL, ALONE, DIVIDED, AGREED = range(4)
"""How sure a slot is: no two readings agree; one engine is sure; two engines agree and a reading differs; all agree."""

HEIGHTS: Final = (48, 58)
"""Heights in strip px of the crops that the reader of OCR-B is given: two scales, so two readings."""


@dataclass(frozen=True)
class Vote:
    """One reading of a line, a character a slot, "" where it has none, and the chance of each (0..1)."""

    engine: str
    letters: tuple[str, ...]
    chances: tuple[float, ...]


@dataclass(frozen=True)
class Decided:
    """What the votes come to.

    Columns from 0: ``doubtful``, ``alone`` (one engine only is sure of them) and ``divided`` (two engines agree, in one
    reading of each at least, and another reading differs or is faint).
    """

    text: str
    complete: bool
    doubtful: frozenset[int]
    alone: frozenset[int]
    divided: frozenset[int]


@dataclass(frozen=True)
class Seen:
    """A row of print as first read: its characters, and how many there are by their steps."""

    strip: Strip
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The reading in capitals, without spaces."""
        return plain("".join(word.text for word in self.words))

    @property
    def count(self) -> int:
        """Characters of the line by their places: one more for each step that passes a place over.

        An engine that gives no place for each character has as many as it read.
        """
        if len(self.words) < 8 or any(len(word.text) != 1 for word in self.words):
            return len(self.text)
        middles = [(word.region.x0 + word.region.x1) / 2 for word in self.words]
        steps = [right - left for left, right in pairwise(middles)]
        usual = median(steps)
        return 1 + sum(round(step / usual) for step in steps) if usual > 0 else len(middles)


def look(engine: OcrEngine, strip: Strip) -> Seen:
    """Return a strip as an engine reads it freely."""
    return Seen(strip, engine.read(crop(strip, HEIGHTS[0]), Layout.LINE))


def upside_down(engine: OcrEngine, strip: Strip) -> str:
    """Return what a strip says when it is turned by half a circle."""
    picture = cast("Pixels", cv2.rotate(crop(strip, HEIGHTS[0]), cv2.ROTATE_180))
    return plain("".join(word.text for word in engine.read(picture, Layout.LINE)))


def decide(readers: Readers, seen: Seen, pattern: str, edges: Sequence[float]) -> Decided:
    """Return the line that was seen freely once, read again by all readers and settled slot by slot.

    ``pattern`` holds the kinds of its slots, ``edges`` the borders of its characters in strip px.
    """
    engine = readers.mrz
    others: list[Vote] = []
    if isinstance(engine, SlotReader):
        own = [_by_slots(engine, engine.name, crop(seen.strip, height), pattern) for height in HEIGHTS]
        if readers.second is not None:
            others.append(_whole(readers.second, seen.strip, pattern, own[0].letters))
    else:
        reader = readers.second or readers.first
        by_piece = _in_pieces(reader, seen.strip, edges, pattern, range(len(pattern)))
        own = [_fitted(reader.name, seen.text, by_piece.letters, pattern), by_piece]
    if others and readers.second is not None:
        disputed = [column for column in range(len(pattern)) if _level(pattern, column, own, others) < AGREED]
        if disputed:
            others.append(_in_pieces(readers.second, seen.strip, edges, pattern, disputed))
    return _settled(seen, pattern, own, others)


def _settled(seen: Seen, pattern: str, own: Sequence[Vote], others: Sequence[Vote]) -> Decided:
    columns = range(len(pattern))
    levels = [_level(pattern, column, own, others) for column in columns]
    letters = [_letter(pattern[column], [vote.letters[column] for vote in (*own, *others)]) for column in columns]
    if len(seen.text) != len(pattern):  # something was made up or passed over: one engine's word is not enough
        levels = [level if level == AGREED else DOUBTFUL for level in levels]
    fits = levels.count(DOUBTFUL) <= MOST_DOUBT * len(pattern)
    complete = all(letters) and fits and len(pattern) in {seen.count, len(seen.text)}
    return Decided(
        text="".join(letters) if all(letters) else seen.text,
        complete=complete,
        doubtful=frozenset(column for column in columns if levels[column] == DOUBTFUL),
        alone=frozenset(column for column in columns if levels[column] == ALONE),
        divided=frozenset(column for column in columns if levels[column] == DIVIDED),
    )


def _level(pattern: str, column: int, own: Sequence[Vote], others: Sequence[Vote]) -> int:
    """Return how sure a slot is: AGREED, DIVIDED, ALONE or DOUBTFUL."""
    kind = pattern[column]
    mine = [vote.letters[column] for vote in own]
    chance = min(vote.chances[column] for vote in own)
    theirs = [letter for vote in others if (letter := vote.letters[column])]
    if not _agreed(kind, mine):
        return DIVIDED if any(_agreed(kind, [letter, other]) for letter in mine for other in theirs) else DOUBTFUL
    against = [letter for letter in theirs if not _agreed(kind, [mine[0], letter])]
    if chance < FAINT:
        return DIVIDED if theirs and not against else DOUBTFUL
    if len(theirs) > len(against):  # a second engine agrees, in one of its readings
        return DIVIDED if against else AGREED
    if theirs:  # the second engine was not trained on a print that sets 0 and O, 1 and I apart
        alike = kind == "X" and all(_alike(mine[0], other) for other in against)
        return ALONE if chance >= CERTAIN and alike else DOUBTFUL
    if others and chance >= CLEAR and _in_run(own[0].letters, column):
        return AGREED  # engines trained on words lose count of fillers in a row, and read no other sign there
    return ALONE if chance >= (CLEAR if others else LIKELY) else DOUBTFUL


def _alike(one: str, other: str) -> bool:
    """Tell whether two characters have one shape in most faces, a digit and a letter."""
    return bool({*options("D", one)} & {*options("D", other)} - {"<"})


def _in_run(letters: Sequence[str], column: int) -> bool:
    """Tell whether a slot is one of two or more fillers beside each other."""
    return letters[column] == "<" and "<" in {*letters[max(column - 1, 0) : column], *letters[column + 1 : column + 2]}


def _letter(kind: str, letters: Sequence[str]) -> str:
    """Return the character on which two readings of a slot agree, else the first that the slot can hold."""
    agreed = _agreed(kind, letters)
    return agreed or next((fit[0] for letter in letters if letter and (fit := options(kind, letter))), "")


def _agreed(kind: str, letters: Iterable[str]) -> str:
    """Return the character on which two readings of a slot agree, or "" when no two do; "" among them is no reading."""
    seen = [letter for letter in letters if letter]
    for place, one in enumerate(seen):
        for other in seen[place + 1 :]:
            both = [letter for letter in options(kind, one) if letter in options(kind, other)]
            if both:
                return other if other in both else one if one in both else both[0]
    return ""


def _by_slots(engine: SlotReader, name: str, picture: Pixels, pattern: str) -> Vote:
    words = engine.read_slots(picture, [reads(kind) for kind in pattern])
    if len(words) != len(pattern):
        return Vote(name, ("",) * len(pattern), (0.0,) * len(pattern))
    return Vote(name, tuple(word.text for word in words), tuple(word.confidence for word in words))


def _whole(engine: OcrEngine, strip: Strip, pattern: str, guide: Sequence[str]) -> Vote:
    """Return the line as an engine reads it whole, its characters laid beside those of another reading."""
    words = engine.read(crop(strip, HEIGHTS[0]), Layout.LINE)
    text = fillers_at_end(plain("".join(word.text for word in words)), pattern)
    chance = min((word.confidence for word in words), default=0.0)
    letters = beside(text, guide, pattern)
    return Vote(engine.name, letters, tuple(chance if letter else 0.0 for letter in letters))


def beside(text: str, guide: Sequence[str], pattern: str) -> tuple[str, ...]:
    """Return the characters of ``text`` in the slots where they stand best beside ``guide``, "" in slots left over.

    An engine that was not told the line's length leaves characters out and doubles others, fillers most of all. A slot
    beside a character that found no slot has none either: nobody knows which of the two was meant.
    """
    rows, columns = len(text), len(guide)
    if rows == columns:
        places = zip(pattern, text, guide, strict=True)
        if sum(_agreed(kind, pair) != "" for kind, *pair in places) >= WELL_LAID * columns:
            return tuple(letter if letter in ALPHABET else "" for letter in text)
    cost = np.zeros((rows + 1, columns + 1), np.float32)
    cost[0] = np.arange(columns + 1)
    cost[:, 0] = np.arange(rows + 1)
    for row, letter in enumerate(text):
        same = [_agreed(kind, (letter, other)) != "" for kind, other in zip(pattern, guide, strict=True)]
        for column in range(columns):
            there = cost[row, column] + (0.0 if same[column] else 0.9)
            cost[row + 1, column + 1] = min(there, cost[row, column + 1] + 1, cost[row + 1, column] + 1)
    letters, lost = [""] * columns, set[int]()
    row, column = rows, columns
    while row and column:
        same_there = _agreed(pattern[column - 1], (text[row - 1], guide[column - 1])) != ""
        if np.isclose(cost[row, column], cost[row - 1, column - 1] + (0.0 if same_there else 0.9)):
            row, column = row - 1, column - 1
            letters[column] = text[row] if text[row] in ALPHABET else ""
        elif np.isclose(cost[row, column], cost[row - 1, column] + 1):
            row -= 1
            lost |= {column - 1, column}
        else:
            column -= 1
    return tuple("" if place in lost else letter for place, letter in enumerate(letters))


def _fitted(name: str, text: str, other: Sequence[str], pattern: str) -> Vote:
    """Return ``text`` spread over the slots, all "" when it has another length.

    The recogniser sometimes miscounts a long run of fillers. Where the reading in pieces has every slot, the run is
    given the length that it has there.
    """
    text = fillers_at_end(text, pattern)
    missing = len(pattern) - len(text)
    if missing and abs(missing) <= 3 and all(other):
        run = max(re.finditer("<+", text), key=lambda match: len(match[0]), default=None)
        if run is not None and len(run[0]) >= 4 and len(run[0]) + missing >= 2:
            text = text[: run.start()] + "<" * (len(run[0]) + missing) + text[run.end() :]
    fits = len(text) == len(pattern)
    letters = tuple(letter if fits and letter in ALPHABET else "" for letter in (text if fits else pattern))
    return Vote(name, letters, tuple(1.0 if letter else 0.0 for letter in letters))


def _in_pieces(engine: OcrEngine, strip: Strip, edges: Sequence[float], pattern: str, wanted: Iterable[int]) -> Vote:
    """Return the pieces of the line that hold ``wanted`` columns; "" elsewhere and in pieces of another length."""
    columns = set(wanted)
    letters = [""] * len(pattern)
    for start, end in pieces(pattern):
        if columns.isdisjoint(range(start, end)):
            continue
        picture = _piece(strip, edges[start], edges[end])
        words = engine.read(picture, Layout.LINE, charset=charset_of(pattern[start:end]))
        text = plain("".join(word.text for word in words))
        if len(text) == end - start:
            letters[start:end] = [letter if letter in ALPHABET else "" for letter in text]
    text = fillers_at_end("".join(letter or " " for letter in letters), pattern)
    found = tuple(letter.strip() for letter in text)
    return Vote(engine.name, found, tuple(1.0 if letter else 0.0 for letter in found))


def crop(strip: Strip, height: int) -> Pixels:
    """Return the line with margins, ``height`` strip px high."""
    x0, y0, x1, y1 = strip.box
    margin = max((height - (y1 - y0)) // 2, 2)
    return strip.pixels[max(0, y0 - margin) : y1 + margin, max(0, x0 - margin) : x1 + margin]


def _piece(strip: Strip, left: float, right: float) -> Pixels:
    """Return the characters between two columns, with more margin than the whole line has: another scale."""
    _, y0, _, y1 = strip.box
    margin = round((y1 - y0) * 0.42)
    picture = strip.pixels[max(0, y0 - margin) : y1 + margin, max(0, round(left)) : round(right)]
    return cast("Pixels", cv2.copyMakeBorder(picture, 0, 0, margin // 2, margin // 2, cv2.BORDER_REPLICATE))


def edges_of(seen: Seen, count: int) -> tuple[float, ...]:
    """Return the ``count`` + 1 borders of the characters in strip px: between those seen, or in the palest columns."""
    if len(seen.words) == count and all(len(word.text) == 1 for word in seen.words):
        x0, _, x1, _ = seen.strip.box
        margin = max((HEIGHTS[0] - (seen.strip.box[3] - seen.strip.box[1])) // 2, 2)
        left, right = max(0, x0 - margin), min(x1 + margin, seen.strip.pixels.shape[1])
        middles = [left + (word.region.x0 + word.region.x1) / 2 * (right - left) for word in seen.words]
        inner = [(one + other) / 2 for one, other in pairwise(middles)]
        return (2 * middles[0] - inner[0], *inner, 2 * middles[-1] - inner[-1])
    return _palest(seen.strip, count)


def _palest(strip: Strip, count: int) -> tuple[float, ...]:
    """Return the borders of the characters as the palest columns at an even pitch.

    The pitch may drift by a tenth from character to character, as it does on a page seen aslant.
    """
    x0, y0, x1, y1 = strip.box
    pitch = (x1 - x0) / (count - 0.3)
    ink = 255.0 - strip.pixels[y0:y1].astype(np.float32).mean(axis=0)
    ink = cv2.GaussianBlur(ink[None], (0, 0), max(pitch * 0.05, 0.6))[0]
    ink = (ink - ink.min()) / max(float(np.ptp(ink)), 1.0)
    slack = max(2, round(pitch * 0.45))
    ideal = [x0 - 0.15 * pitch + place * pitch for place in range(count + 1)]
    shifts = np.arange(-slack, slack + 1)
    cost, back = np.abs(shifts) * 0.0, []
    for place in range(count + 1):
        at = np.clip(np.round(ideal[place] + shifts).astype(int), 0, ink.size - 1)
        if place:
            step = (shifts[None, :] - shifts[:, None]) / pitch  # from row to column
            total = cost[:, None] + 30.0 * step**2
            back.append(total.argmin(axis=0))
            cost = total.min(axis=0)
        cost = cost + ink[at] + (0.002 * np.abs(shifts))
    best = int(cost.argmin())
    chosen = [best]
    for pointers in reversed(back):
        best = int(pointers[best])
        chosen.append(best)
    return tuple(float(ideal[place] + shifts[index]) for place, index in enumerate(reversed(chosen)))
