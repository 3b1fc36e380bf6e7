"""The reader of OCR-B: single lines drawn in the face of machine readable zones."""

import cv2
import numpy as np
import pytest

from extractors.engine import Layout, Pixels, SlotReader
from extractors.model import Word
from extractors.mrz_slots import ALPHABET, TD3, reads
from extractors.ocr.ocr_b import OcrBEngine
from tests.fixtures.passport_page import LINE_1, LINE_2, zone_picture

DIGITS = reads("D")
ANY = reads("X")


@pytest.fixture(scope="module")
def reader() -> OcrBEngine:
    return OcrBEngine()


def line(text: str, *, size: int = 44, loose: float = 0.25) -> Pixels:
    """Return the picture of one line, cut as the locator cuts it: ``loose`` heights of margin."""
    drawn = zone_picture([text], size=size, margin=2 * size)
    high, wide = drawn.pixels.shape
    box = drawn.regions["mrz_line_1"]
    margin = round(box.height * high * loose)
    y0, y1 = round(box.y0 * high) - margin, round(box.y1 * high) + margin
    x0, x1 = round(box.x0 * wide) - margin, round(box.x1 * wide) + margin
    return drawn.pixels[y0:y1, x0:x1]


def text_of(words: tuple[Word, ...]) -> str:
    return "".join(word.text for word in words)


@pytest.mark.parametrize("size", [14, 20, 32, 60])
@pytest.mark.parametrize("text", [LINE_1, LINE_2, "I<UTOD231458907<<<<<<<<<<<<<<<"])
def test_lines_of_zones_are_read(reader: OcrBEngine, text: str, size: int) -> None:
    assert text_of(reader.read(line(text, size=size), Layout.LINE)) == text


def test_it_knows_no_words(reader: OcrBEngine) -> None:
    draw = np.random.default_rng(4)
    for _ in range(6):
        text = "".join(draw.choice(list(ALPHABET), 44))
        assert text_of(reader.read(line(text), Layout.LINE)) == text


@pytest.mark.parametrize("loose", [0.08, 0.5])
def test_tight_and_loose_crops(reader: OcrBEngine, loose: float) -> None:
    assert text_of(reader.read(line(LINE_2, loose=loose), Layout.LINE)) == LINE_2


def test_blur_shadow_and_noise(reader: OcrBEngine) -> None:
    picture = cv2.GaussianBlur(line(LINE_2, size=30).astype(np.float32), (0, 0), 1.3)
    picture *= np.linspace(1.0, 0.45, picture.shape[1])[None]
    picture += np.random.default_rng(1).normal(0, 5, picture.shape)
    assert text_of(reader.read(picture.clip(0, 255).astype(np.uint8), Layout.LINE)) == LINE_2


def test_every_character_has_its_place_and_confidence(reader: OcrBEngine) -> None:
    words = reader.read(line(LINE_2), Layout.LINE)
    assert len(words) == 44
    middles = [(word.region.x0 + word.region.x1) / 2 for word in words]
    steps = np.diff(middles)
    assert steps.min() > 0.6 * np.median(steps)
    assert steps.max() < 1.4 * np.median(steps)
    assert all(0.6 <= word.confidence <= 1 for word in words)


def test_a_smudged_character_is_the_least_sure(reader: OcrBEngine) -> None:
    picture = line(LINE_2).copy()
    word = reader.read(picture, Layout.LINE)[15]
    wide = picture.shape[1]
    x0, x1 = round(word.region.x0 * wide), round(word.region.x1 * wide)
    picture[:, x0:x1] = cv2.GaussianBlur(picture[:, x0:x1], (0, 0), 9)
    words = reader.read_slots(picture, [reads(kind) for kind in TD3.patterns[1]])
    assert min(range(44), key=lambda column: words[column].confidence) == 15


def test_a_slot_takes_a_shape_for_what_it_can_hold(reader: OcrBEngine) -> None:
    picture = line("O1I0S5B8")
    assert text_of(reader.read_slots(picture, [reads("L"), DIGITS] * 4)) == "O1I0S5B8"
    assert text_of(reader.read_slots(picture, [DIGITS] * 8)) == "01105588"


def test_a_letter_in_a_slot_of_digits_is_unsure(reader: OcrBEngine) -> None:
    words = reader.read_slots(line("90051W71"), [DIGITS] * 8)
    assert words[5].confidence < 0.2
    assert min(word.confidence for place, word in enumerate(words) if place not in {4, 5, 6}) > 0.8


def test_a_character_too_many_is_not_passed_over(reader: OcrBEngine) -> None:
    words = reader.read_slots(line(LINE_2[:20] + "7" + LINE_2[20:]), [ANY] * 44)
    assert min(word.confidence for word in words) < 0.2


def test_a_character_too_few_is_not_made_up(reader: OcrBEngine) -> None:
    words = reader.read_slots(line(LINE_2[:20] + LINE_2[21:]), [ANY] * 44)
    assert not words or min(word.confidence for word in words) < 0.2


def test_a_line_too_short_for_its_slots_has_none(reader: OcrBEngine) -> None:
    assert reader.read_slots(line("AB")[:, :60], [ANY] * 44) == ()


def test_pages_are_not_its_business(reader: OcrBEngine) -> None:
    assert reader.read(line(LINE_1), Layout.PAGE) == ()
    assert isinstance(reader, SlotReader)


def test_only_the_named_characters_are_read(reader: OcrBEngine) -> None:
    assert set(text_of(reader.read(line(LINE_1), Layout.LINE, charset="0123456789"))) <= set("0123456789")
