"""What texts of a PDF page say in one place, and the lines that they stand on."""

from collections.abc import Collection, Sequence
from typing import Final

from validators.forensics.pdf_page import Box, Character, PdfPage, Text

LEVEL: Final = 0.45
"""Part of a letter's height by which letters of one line may stand higher or lower."""
MOST_WORDS: Final = 60


def said_in(
    page: PdfPage, texts: Sequence[Text], zone: Box, without: Collection[tuple[int, int]] = ()
) -> tuple[str, list[Box]]:
    """Return what the words say that reach into ``zone``, whole words, and their places; empty where none does.

    ``without`` are characters (order, place) that do not count.
    """
    words = _words(page, texts, without)
    inside = [word for word in words if any(_holds(zone, letter) for letter in word)][:MOST_WORDS]
    inside.sort(key=lambda word: (round(word[0].box[3] / max(zone[3] - zone[1], 1e-6)), word[0].box[0]))
    boxes = [_box(word) for word in inside]
    return " ".join("".join(letter.text for letter in word) for word in inside), boxes


def words_on(page: PdfPage, texts: Sequence[Text]) -> list[tuple[str, Box]]:
    """Return the words of ``texts`` in the layer's order, with their places."""
    return [("".join(letter.text for letter in word), _box(word)) for word in _words(page, texts, ())]


def _words(page: PdfPage, texts: Sequence[Text], without: Collection[tuple[int, int]]) -> list[list[Character]]:
    words: list[list[Character]] = []
    for one in sorted(page.characters(texts), key=lambda letter: letter.place):
        if (one.order, one.place) in without:
            continue
        if words and _goes_on(words[-1][-1], one):
            words[-1].append(one)
        else:
            words.append([one])
    return words


def _goes_on(last: Character, one: Character) -> bool:
    tall = max(last.box[3] - last.box[1], one.box[3] - one.box[1])
    near = -tall < one.box[0] - last.box[2] < 1.2 * tall
    return one.place == last.place + 1 and near and abs(one.box[3] - last.box[3]) < tall


def _holds(zone: Box, letter: Character) -> bool:
    x, y = letter.middle
    return zone[0] <= x <= zone[2] and zone[1] <= y <= zone[3]


def lines_of(page: PdfPage, texts: Sequence[Text]) -> list[tuple[str, Box]]:
    """Return what stands on each line of ``texts``, words far apart on their own, with the places."""
    lines: list[list[tuple[str, Box]]] = []
    for word in words_on(page, texts):
        if lines and _is_beside(lines[-1][-1][1], word[1], page.high_pt / page.wide_pt):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [(" ".join(text for text, _ in line), around([box for _, box in line])) for line in lines]


def _is_beside(last: Box, one: Box, aspect: float) -> bool:
    tall = max(last[3] - last[1], one[3] - one[1])
    return abs(last[3] - one[3]) < 0.7 * tall and -tall < one[0] - last[2] < 2 * tall * aspect


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest rectangle that holds all ``boxes``."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _box(word: Sequence[Character]) -> Box:
    return around([letter.box for letter in word])
