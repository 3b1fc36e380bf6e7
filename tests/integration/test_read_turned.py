"""A page read by the real engines however it lies: turned by a quarter or by half, it reads as the upright one."""

from functools import cache

import pytest

from extractors.engine import PageImage, Pixels, Readers
from extractors.imaging import to_stored, turned
from extractors.model import Field
from extractors.ocr.ocr_b import OcrBEngine
from extractors.ocr.rapidocr import RapidOcrEngine
from extractors.ocr.tesseract import TesseractEngine
from extractors.reading import fields_of, group, read_pages
from tests.fixtures.passport_page import data_page
from tests.fixtures.printed_card import printed_card

PAPERS = {
    "ktp": lambda: printed_card(800, "liberation/LiberationSans-Regular.ttf").pixels,
    "passport": lambda: data_page().pixels,
}


@cache
def readers() -> Readers:
    return Readers(TesseractEngine(), RapidOcrEngine(), OcrBEngine())


def read(pixels: Pixels) -> tuple[str, dict[str, Field]]:
    (paper,) = group(read_pages([PageImage(0, pixels, None)], readers()))
    return paper.type, fields_of(paper, readers())


@cache
def lying(kind: str, rotation: int) -> dict[str, Field]:
    found, fields = read(turned(PAPERS[kind](), rotation))
    assert found == kind
    return fields


def told(fields: dict[str, Field]) -> dict[str, tuple[object, str]]:
    return {name: (field.value, field.status) for name, field in fields.items()}


def test_the_same_picture_reads_the_same_again() -> None:
    assert read(PAPERS["ktp"]()) == ("ktp", lying("ktp", 0))


@pytest.mark.slow
@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize("kind", PAPERS)
def test_a_turned_page_reads_as_the_upright_one(kind: str, rotation: int) -> None:
    upright, fields = lying(kind, 0), lying(kind, rotation)
    assert told(fields) == told(upright)
    for name, field in fields.items():
        there = upright[name].region
        if field.region is not None and there is not None:
            assert field.region.iou(to_stored(there, (360 - rotation) % 360)) >= 0.8, name
