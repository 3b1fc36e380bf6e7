"""What every OCR engine keeps to, whatever reads inside."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.engine import Layout, OcrEngine, Pixels, read_lines
from extractors.ocr.ocr_b import OcrBEngine
from extractors.ocr.rapidocr import RapidOcrEngine
from extractors.ocr.tesseract import TesseractEngine

FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"


def printed(*lines: str, size: int = 40) -> Pixels:
    image = Image.new("RGB", (900, 40 + 70 * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    for index, line in enumerate(lines):
        draw.text((40, 30 + 70 * index), line, font=ImageFont.truetype(FONT, size), fill=(10, 10, 10))
    return np.array(image)[:, :, ::-1].copy()


def line(text: str) -> Pixels:
    """Return the picture of one line as a caller crops it: close around the print."""
    return printed(text)[26:76, 30:520]


@pytest.fixture(scope="module", params=[TesseractEngine, RapidOcrEngine], ids=["tesseract", "rapidocr"])
def engine(request: pytest.FixtureRequest) -> OcrEngine:
    made: OcrEngine = request.param()
    return made


@pytest.fixture(scope="module")
def reader(request: pytest.FixtureRequest) -> OcrEngine:
    """Every engine, the one that reads nothing but lines of OCR-B too."""
    made: OcrEngine = request.param()
    return made


every_engine = pytest.mark.parametrize(
    "reader", [TesseractEngine, RapidOcrEngine, OcrBEngine], ids=["tesseract", "rapidocr", "ocr_b"], indirect=True
)


def test_words_are_read_where_they_stand(engine: OcrEngine) -> None:
    words = engine.read(printed("KECAMATAN GAMBIR", "JAKARTA PUSAT"), Layout.BLOCK)
    assert [word.text for word in words] == ["KECAMATAN", "GAMBIR", "JAKARTA", "PUSAT"]
    first, second, third, _ = (word.region for word in words)
    assert first.x1 <= second.x0 + 0.01
    assert third.y0 > first.y0 + 0.2
    assert abs(first.x0 - 40 / 900) < 0.02
    assert all(0.5 < word.confidence <= 1 for word in words)


def test_a_line_is_read_as_one_line(engine: OcrEngine) -> None:
    words = engine.read(line("SEUMUR HIDUP"), Layout.LINE)
    assert " ".join(word.text for word in words) == "SEUMUR HIDUP"


@every_engine
@pytest.mark.parametrize("charset", [None, "0123456789"])
def test_many_lines_are_read_as_one_by_one(reader: OcrEngine, charset: str | None) -> None:
    blank, sliver = np.full((40, 300, 3), 255, np.uint8), np.zeros((1, 50, 3), np.uint8)
    grey: Pixels = cv2.cvtColor(line("PULO GADUNG"), cv2.COLOR_BGR2GRAY)  # type: ignore[assignment]
    images = [line("SEUMUR HIDUP"), blank, line("3174956307920000"), sliver, grey, line("SEUMUR HIDUP")]
    together = read_lines(reader, images, charset=charset)
    assert together == tuple(reader.read(image, Layout.LINE, charset=charset) for image in images)
    assert together[2]
    assert (together[1], together[3]) == ((), ())


@every_engine
def test_no_lines_are_no_words(reader: OcrEngine) -> None:
    assert read_lines(reader, []) == ()


@every_engine
@pytest.mark.parametrize("layout", list(Layout))
def test_blank_paper_has_no_words(reader: OcrEngine, layout: Layout) -> None:
    assert reader.read(np.full((200, 600, 3), 255, np.uint8), layout) == ()


def test_grey_pictures_are_read_alike(engine: OcrEngine) -> None:
    grey = cv2.cvtColor(line("WNI 2026"), cv2.COLOR_BGR2GRAY)
    assert "".join(word.text for word in engine.read(grey, Layout.LINE)) == "WNI2026"  # type: ignore[arg-type]


def test_only_the_named_characters_are_read(engine: OcrEngine) -> None:
    text = "".join(word.text for word in engine.read(line("3174956307920000"), Layout.LINE, charset="0123456789"))
    assert text == "3174956307920000"


@every_engine
def test_slivers_are_taken(reader: OcrEngine) -> None:
    assert reader.read(np.zeros((1, 50, 3), np.uint8), Layout.LINE) == ()


@every_engine
def test_the_version_names_program_and_models(reader: OcrEngine) -> None:
    version = reader.version()
    assert version == reader.version()
    assert version[0].isdigit()
    assert ":" in version
