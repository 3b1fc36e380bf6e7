"""Small lines far from the text are found on the paper, whatever lies around it."""

import cv2
import numpy as np
import pytest

from extractors.engine import Layout, Pixels, Readers, ReadPage
from extractors.lone_lines import lone_lines
from extractors.model import Quality, ReadingSource, Region, Word
from extractors.sequence import sequence_fields

FOOT = Region(page=0, x0=0.42, y0=0.932, x1=0.55, y1=0.947)
"""Where the page number of ``photo`` stands."""


class OneLine:
    """An engine that reads a page number on any line with print."""

    name = "one-line"

    def version(self) -> str:
        return "1"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        if float(image.max()) - float(image.min()) < 60:
            return ()
        whole = Region(page=0, x0=0.1, y0=0.2, x1=0.9, y1=0.8)
        return (Word(text="Halaman 3 / Page 3", region=whole, confidence=0.9),)


def photo(ink: int = 120, *, foot: bool = True, noise: float = 5.0) -> Pixels:
    """A half empty page on a streaky table; the page number in pale small print of grey ``ink``."""
    rng = np.random.default_rng(5)
    picture = np.full((2000, 1500), 70, np.uint8)
    picture[::7] = 45
    picture[90:1950, 90:1410] = 232
    for row in range(12):
        cv2.putText(picture, "Pihak kedua bekerja sesuai", (200, 220 + 40 * row), 0, 0.8, 20, 2, cv2.LINE_AA)
    if foot:
        cv2.putText(picture, "Halaman 3 / Page 3", (640, 1885), 0, 0.6, ink, 1, cv2.LINE_AA)
    return np.clip(picture + rng.normal(0, noise, picture.shape), 0, 255).astype(np.uint8)


def words() -> tuple[Word, ...]:
    rows = (0.1 + 0.02 * row for row in range(12))
    return tuple(
        Word(text="Pihak", region=Region(page=0, x0=0.13, y0=y, x1=0.4, y1=y + 0.012), confidence=0.9) for y in rows
    )


@pytest.mark.parametrize("ink", [40, 120, 150])
def test_a_page_number_in_pale_print_is_found(ink: int) -> None:
    (place,) = lone_lines(photo(ink), words())
    assert place.iou(FOOT) > 0.4


def test_an_empty_foot_and_a_table_have_no_lines() -> None:
    assert lone_lines(photo(foot=False), words()) == []
    assert lone_lines(photo(foot=False, noise=12.0), words()) == []


def test_the_number_of_such_a_line_is_the_pages_number() -> None:
    quality = Quality(sharpness=1, glare=0, card_width_px=None)
    page = ReadPage(0, photo(), words(), 0, quality, ReadingSource.VISUAL, "x")
    field = sequence_fields([page], Readers(first=OneLine()))["page_numbers"]
    assert field.text == "3"
    assert field.region is not None
    assert field.region.iou(FOOT) > 0.4
