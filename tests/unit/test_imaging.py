"""Which way up, how good, and what is read: with a reader that knows the picture's words, no engine."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageDraw, ImageFont

from extractors.engine import Layout, PageImage, Pixels, Readers
from extractors.imaging import encode, to_stored, turned, upright
from extractors.model import ReadingSource, Region, Word
from extractors.quality import judged, quality
from extractors.straighten import WHOLE, printed_part, slant, straighten, strips
from tests.fixtures.printed_card import printed_card

CARD = printed_card().pixels


class Scripted:
    """An engine that says what it is told, and counts how often it was asked."""

    name = "scripted"

    def __init__(self, words: Sequence[str] = (), confidence: float = 0.95, lines: Sequence[str] = ()) -> None:
        self._words, self._confidence, self._lines = words, confidence, list(lines)
        self.asked: list[Layout] = []

    def version(self) -> str:
        return "0"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        self.asked.append(layout)
        texts = [self._lines.pop(0)] if layout is Layout.LINE and self._lines else self._words
        return tuple(
            Word(
                text=text,
                region=Region(page=0, x0=0.1, y0=index / 50, x1=0.9, y1=(index + 1) / 50),
                confidence=self._confidence,
            )
            for index, text in enumerate(texts[:50])
        )


MANY = [f"WORD{index}" for index in range(50)]


@given(
    st.sampled_from([0, 90, 180, 270]),
    st.tuples(*[st.floats(0.0, 0.45) for _ in range(2)]),
    st.tuples(*[st.floats(0.5, 1.0) for _ in range(2)]),
)
def test_a_region_goes_back_to_where_it_was_stored(
    rotation: int, low: tuple[float, float], high: tuple[float, float]
) -> None:
    stored = np.zeros((120, 200), np.uint8)
    region = Region(page=0, x0=low[0], y0=low[1], x1=high[0], y1=high[1])
    standing = turned(stored, rotation)
    down, across = standing.shape
    standing[
        round(region.y0 * down) : round(region.y1 * down), round(region.x0 * across) : round(region.x1 * across)
    ] = 1
    there = to_stored(region, rotation)
    ys, xs = np.nonzero(turned(standing, (360 - rotation) % 360))
    assert abs(xs.min() / 200 - there.x0) < 0.01
    assert abs(ys.min() / 120 - there.y0) < 0.01
    assert abs((xs.max() + 1) / 200 - there.x1) < 0.01
    assert abs((ys.max() + 1) / 120 - there.y1) < 0.01


def test_the_page_image_is_stored_alike_every_time() -> None:
    assert encode(CARD) == encode(CARD.copy())
    back = cv2.imdecode(np.frombuffer(encode(CARD), np.uint8), cv2.IMREAD_COLOR)
    assert back.shape == CARD.shape


def test_a_text_layer_is_taken_as_it_is_and_nothing_is_read() -> None:
    words = tuple(
        Word(text=text, region=Region(page=3, x0=0, y0=0, x1=0.5, y1=0.1), confidence=1.0) for text in MANY[:30]
    )
    engine = Scripted()
    page = upright(PageImage(3, CARD, 300, words), Readers(engine, engine))
    assert page.words == words
    assert (page.source, page.rotation, page.index) == (ReadingSource.PDF_TEXT, 0, 3)
    assert engine.asked == []


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_lines_tell_the_rotation_and_the_voter_which_way_up(rotation: int) -> None:
    lying = np.ascontiguousarray(turned(CARD, (360 - rotation) % 360))
    # The voter reads the longest line: sense this way up, none the other way, or the reverse for the upside down.
    voter = Scripted(lines=["KECAMATAN", ""] if rotation in {0, 90} else ["", "KECAMATAN"])
    page = upright(PageImage(0, lying, None), Readers(Scripted(MANY), voter))
    assert page.rotation == rotation
    assert page.pixels.shape == CARD.shape


def test_the_page_index_reaches_every_word() -> None:
    page = upright(PageImage(4, CARD, None), Readers(Scripted(MANY)))
    assert {word.region.page for word in page.words} == {4}


def test_the_second_engine_reads_what_the_first_could_not() -> None:
    poor, good = Scripted(["x1"], 0.2), Scripted(MANY)
    good.name = "second"
    page = upright(PageImage(0, CARD, None), Readers(poor, good))
    assert page.engine == "second"
    assert len(page.words) == len(MANY)


def test_a_slanted_card_is_levelled_and_its_words_lie_where_they_lay() -> None:
    high, wide = CARD.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), -4.0, 0.85)
    slanted = cv2.warpAffine(CARD, turn, (wide, high), borderValue=(90, 90, 90))
    assert 3.2 < slant(strips(slanted)) < 4.8
    view = straighten(slanted)
    assert abs(slant(strips(view.pixels))) < 0.5
    middle = Region(page=0, x0=0.49, y0=0.49, x1=0.51, y1=0.51)
    back = view.on_page(middle, slanted)
    assert abs((back.x0 + back.x1) / 2 - 0.5) < 0.01


def test_a_level_card_is_left_alone() -> None:
    assert straighten(CARD).pixels is CARD


def test_sharpness_falls_with_blur_and_not_with_size() -> None:
    sharp = quality(CARD).sharpness
    soft = quality(cv2.GaussianBlur(CARD, (0, 0), 2)).sharpness
    lost = quality(cv2.GaussianBlur(CARD, (0, 0), 6)).sharpness
    assert sharp > 0.7 > soft > 0.3 > lost
    assert abs(quality(cv2.resize(CARD, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)).sharpness - sharp) < 0.25


def test_noise_does_not_pass_for_sharpness() -> None:
    noise = np.random.default_rng(1).normal(0, 15, CARD.shape)
    blurred = cv2.GaussianBlur(CARD, (0, 0), 6)
    assert quality(np.clip(blurred + noise, 0, 255).astype(np.uint8)).sharpness < 0.4


def test_a_spot_of_light_is_glare_and_white_paper_is_none() -> None:
    lit = CARD.copy()
    cv2.circle(lit, (600, 350), 190, (255, 255, 255), -1)
    assert quality(lit).glare > 0.05
    framed = cv2.copyMakeBorder(CARD, 150, 150, 150, 150, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    assert quality(framed).glare == 0
    assert quality(np.full((900, 700, 3), 255, np.uint8)).glare == 0


def test_a_picture_whose_words_were_read_asks_for_no_new_photo() -> None:
    soft = cv2.GaussianBlur(CARD, (0, 0), 6)
    read = Scripted(MANY).read(soft, Layout.PAGE)
    assert judged(quality(soft), soft, read).reasons == ()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda card: cv2.GaussianBlur(card, (0, 0), 8), "blur"),
        (lambda card: cv2.resize(card, (380, 240)), "low_resolution"),
        (lambda card: (card * 0.15).astype(np.uint8), "dark"),
        (lambda card: cv2.circle(card.copy(), (600, 350), 300, (255, 255, 255), -1), "glare"),
    ],
)
def test_an_unread_picture_says_why(spoil, reason) -> None:
    pixels = spoil(CARD)
    assert reason in judged(quality(pixels), pixels, ()).reasons


def test_an_empty_sheet_is_no_bad_photo() -> None:
    sheet = np.full((1000, 700, 3), 245, np.uint8)
    cv2.putText(sheet, "Lampiran 1", (80, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (20, 20, 20), 3)
    assert judged(quality(sheet), sheet, ()).reasons == ()


def test_a_small_card_on_a_large_sheet_is_read_alone() -> None:
    small = cv2.resize(CARD, None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    sheet = np.full((2600, 1900, 3), 250, np.uint8)
    sheet[300 : 300 + small.shape[0], 200 : 200 + small.shape[1]] = small
    part = printed_part(sheet)
    assert part.width * part.height < 0.5
    assert part.x0 <= 220 / 1900
    assert part.y0 <= 320 / 2600
    assert part.y1 >= 850 / 2600


def test_small_labels_beside_larger_values_belong_to_the_printed_part() -> None:
    sheet = Image.new("L", (2206, 3120), 252)
    pen, sans = ImageDraw.Draw(sheet), "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
    label, value = ImageFont.truetype(sans, 20), ImageFont.truetype(sans.replace("Regular", "Bold"), 30)
    rows = ["NIK", "Nama", "Alamat", "RT/RW", "Agama", "Kel/Desa", "Kecamatan", "Pekerjaan", "Berlaku Hingga", "Status"]
    for place, text in enumerate(rows):
        pen.text((1160, 1600 + 46 * place), text, font=label, fill=90)
        pen.text((1380, 1594 + 46 * place), "KABUPATEN SERANG BARAT"[: 22 - 2 * (place % 4)], font=value, fill=20)
    part = printed_part(np.asarray(sheet))
    assert part.width * part.height < 0.3
    assert part.x0 < 1160 / 2206
    assert part.x1 > 1700 / 2206
    assert part.y0 < 1594 / 3120
    assert part.y1 > 2040 / 3120


def test_a_card_that_fills_the_picture_is_read_whole() -> None:
    assert printed_part(CARD) == WHOLE
    assert printed_part(np.full((900, 700, 3), 255, np.uint8)) == WHOLE
