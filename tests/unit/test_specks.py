"""Specks of a copier's toner: taken off a strewn sheet, while stops, colons and dots stay where they are read."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from extractors.engine import Pixels
from extractors.specks import without_specks

SERIF = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
LINES = (
    "Nama: CONTOH METAL WORKS CO., LTD.",
    "Upah pokok sebesar TWD 29.600,00 per bulan dibayar.",
    "Jam kerja: 8 jam per hari. Hari istirahat: 1 hari.",
)


def sheet() -> Pixels:
    drawn = Image.new("L", (1200, 1700), 250)
    pen, font = ImageDraw.Draw(drawn), ImageFont.truetype(SERIF, 26)
    for place in range(24):
        pen.text((140, 160 + 60 * place), LINES[place % len(LINES)], font=font, fill=25)
    return np.asarray(drawn.filter(ImageFilter.GaussianBlur(0.5)))


def strewn(page: Pixels, count: int, seed: int = 5) -> tuple[Pixels, list[tuple[int, int]]]:
    """Return ``page`` with specks of three pixels, and where they lie."""
    draw, spoiled = np.random.default_rng(seed), page.copy()
    places = [
        (int(x), int(y)) for x, y in zip(draw.integers(20, 1180, count), draw.integers(20, 1680, count), strict=True)
    ]
    for x, y in places:
        spoiled[y : y + 3, x : x + 3] = 30
    return spoiled, places


def ink(page: Pixels) -> Pixels:
    return page < 128


def test_specks_go_and_print_stays() -> None:
    clean = sheet()
    spoiled, places = strewn(clean, 900)
    mended = without_specks(spoiled)
    room = cv2.dilate(ink(clean).astype(np.uint8), np.ones((41, 41), np.uint8)) > 0
    alone = [(x, y) for x, y in places if not room[y, x]]
    assert len(alone) > 300
    assert sum(ink(mended)[y + 1, x + 1] for x, y in alone) < 0.05 * len(alone)  # some touch and make a larger mark
    assert ink(mended)[ink(clean)].mean() > 0.99  # stops, colons and dots among it


def test_a_clean_sheet_is_left_as_it_is() -> None:
    page = sheet()
    assert without_specks(page) is page
    few, _ = strewn(page, 12)
    assert without_specks(few) is few


@pytest.mark.parametrize("colour", [(190, 215, 235), (120, 160, 220)])
def test_a_photograph_is_left_as_it_is(colour: tuple[int, int, int]) -> None:
    spoiled, _ = strewn(sheet(), 900)
    photographed = (spoiled[..., None] / 255.0 * np.array(colour)).astype(np.uint8)
    assert without_specks(photographed) is photographed


def test_hardly_any_print_tells_no_size() -> None:
    blank = np.full((1700, 1200), 250, np.uint8)
    spoiled, _ = strewn(blank, 900)
    assert without_specks(spoiled) is spoiled
