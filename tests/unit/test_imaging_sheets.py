"""Sheets of running text: how large they are read, where they end, and what is tried on soft print."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.engine import Layout, PageImage, Pixels, Readers
from extractors.imaging import PAGE_LONG_SIDE, sharpened, upright
from extractors.measures import sharpness
from extractors.model import Word
from extractors.papers import Quad, prints_beyond
from tests.unit.test_imaging import MANY, Scripted

SERIF = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
LINE = "Pemberi kerja membayar upah dan menyediakan fasilitas sesuai perjanjian ini kepada pekerja."


class Shapes(Scripted):
    """A scripted engine that remembers the sizes of whole pages that it was given."""

    def __init__(self) -> None:
        super().__init__(MANY)
        self.pages: list[tuple[tuple[int, ...], Layout]] = []

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        if layout is not Layout.LINE:
            self.pages.append((image.shape[:2], layout))
        return super().read(image, layout, charset=charset)


def sheet(rows: int, band: int = 0) -> Pixels:
    """A sheet of 200 dots an inch with ``rows`` lines from its head on, a tinted band across it at ``band``."""
    drawn = Image.new("RGB", (1654, 2339), (247, 247, 245))
    pen, font = ImageDraw.Draw(drawn), ImageFont.truetype(SERIF, 30)
    if band:
        pen.rectangle((60, band, 1594, band + 44), fill=(205, 212, 222))
    for row in range(rows):
        pen.text((180, 170 + 44 * row), LINE, font=font, fill=(20, 20, 20))
    return np.ascontiguousarray(np.asarray(drawn)[:, :, ::-1])


@pytest.mark.parametrize("rows", [18, 46], ids=["half", "full"])
def test_print_of_a_half_empty_sheet_is_read_as_large_as_on_a_full_one(rows: int) -> None:
    engine = Shapes()
    upright(PageImage(0, sheet(rows), None), Readers(engine, Scripted(lines=["SENSE", ""] * 8)))
    (high, wide), layout = engine.pages[0]
    assert layout is Layout.PAGE
    assert wide == pytest.approx(1654 * PAGE_LONG_SIDE / 2339, rel=0.15)
    assert (high < wide) == (rows < 20)


def test_lines_beyond_an_outline_on_the_same_paper_speak_against_it() -> None:
    page, band = sheet(46, band=800), Quad(((60, 800), (1594, 800), (1594, 2250), (60, 2250)), 0.95, 1 / 1.414)
    whole = Quad(((2, 2), (1652, 2), (1652, 2337), (2, 2337)), 0.95, 1 / 1.414)
    assert prints_beyond(page, band)
    assert not prints_beyond(page, whole)


def test_the_grain_of_the_table_around_a_paper_is_no_print_on_it() -> None:
    table = np.full((2900, 2200, 3), (58, 82, 112), np.uint8)
    for row in range(60):
        cv2.line(table, (0, 40 + 48 * row), (2200, 44 + 48 * row), (40, 58, 80), 9)
    table[280:2619, 270:1924] = sheet(46)
    paper = Quad(((270, 280), (1924, 280), (1924, 2619), (270, 2619)), 0.95, 1 / 1.414)
    assert not prints_beyond(table, paper)


def test_soft_print_becomes_crisper() -> None:
    soft = cv2.GaussianBlur(sheet(30), (0, 0), 3.0)
    assert sharpness(sharpened(soft)) > sharpness(soft) + 0.2
