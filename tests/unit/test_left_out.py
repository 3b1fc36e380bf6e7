"""Lines of print on which an engine read nothing are read by themselves."""

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.engine import Layout, Pixels, View
from extractors.left_out import words_left_out
from extractors.model import Region, Word
from extractors.straighten import WHOLE

ROWS = 14


def page() -> Pixels:
    drawn = np.full((1400, 1000, 3), 250, np.uint8)
    for row in range(ROWS):
        for x, text in ((80, "Nomor paspor dan nama"), (560, "VALUE OF THE ROW")):
            cv2.putText(drawn, text, (x, 120 + 70 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (20, 20, 20), 2)
    return drawn


def words(column: int) -> list[Word]:
    """The words of the left (0) or the right column."""
    x0, x1 = ((80, 420), (560, 840))[column]
    return [
        Word(
            text=f"WORD{row}",
            region=Region.clipped(0, x0 / 1000, (97 + 70 * row) / 1400, x1 / 1000, (128 + 70 * row) / 1400),
            confidence=0.95,
        )
        for row in range(ROWS)
    ]


class Lines:
    """An engine that reads one word in the middle of each line, and counts the lines."""

    name = "lines"

    def __init__(self, confidence: float = 0.9) -> None:
        self.asked, self._confidence = 0, confidence

    def version(self) -> str:
        return "0"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        assert layout is Layout.LINE
        self.asked += 1
        middle = Region(page=0, x0=0.25, y0=0.25, x1=0.75, y1=0.75)
        return (Word(text="LABEL", region=middle, confidence=self._confidence),)


def found(read: Sequence[Word], engine: Lines) -> tuple[Word, ...]:
    pixels = page()
    return words_left_out(View(pixels, tuple(read), np.eye(3)), pixels, WHOLE, engine)


def test_a_column_that_was_left_out_is_read_line_by_line() -> None:
    engine = Lines()
    labels = found([*words(1), words(0)[0], words(0)[-1]], engine)
    assert engine.asked == len(labels) == ROWS - 2
    for label, row in zip(sorted(labels, key=lambda word: word.region.y0), words(0)[1:-1], strict=True):
        x, y = (label.region.x0 + label.region.x1) / 2, (label.region.y0 + label.region.y1) / 2
        assert row.region.x0 < x < row.region.x1
        assert row.region.y0 < y < row.region.y1


def test_a_page_that_was_read_whole_is_not_read_again() -> None:
    engine = Lines()
    assert found([*words(0), *words(1)], engine) == ()
    assert engine.asked == 0


def test_what_is_hardly_read_on_such_a_line_is_no_print() -> None:
    assert found([*words(1), words(0)[0], words(0)[-1]], Lines(0.4)) == ()
