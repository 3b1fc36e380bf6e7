"""Passport pages read end to end by the real engines: drawn here in layouts and faces that the samples do not have."""

import pytest

from extractors.document_type import classify
from extractors.engine import PageImage, Readers
from extractors.model import Field, FieldStatus, ReadingSource
from extractors.ocr.ocr_b import OcrBEngine
from extractors.ocr.rapidocr import RapidOcrEngine
from extractors.ocr.tesseract import TesseractEngine
from extractors.reading import fields_of, group, read_pages
from tests.fixtures.passport_page import (
    BOLD,
    LINE_1,
    LINE_2,
    MONO,
    SANS,
    SERIF,
    VALUES,
    Drawn,
    data_page,
    photographed,
)


@pytest.fixture(scope="module")
def readers() -> Readers:
    return Readers(TesseractEngine(), RapidOcrEngine(), OcrBEngine())


def read(drawn: Drawn, readers: Readers) -> dict[str, Field]:
    pages = read_pages([PageImage(0, drawn.pixels, None)], readers)
    assert classify(pages[0])[0].type == "passport"
    (paper,) = group(pages)
    return fields_of(paper, readers)


def wrong(fields: dict[str, Field]) -> dict[str, str]:
    return {
        name: fields[name].text if name in fields else "missing"
        for name in VALUES
        if fields.get(name) is None or fields[name].text != VALUES[name]
    }


def misplaced(fields: dict[str, Field], drawn: Drawn) -> list[str]:
    return [
        name
        for name, field in fields.items()
        if name in drawn.regions and (field.region is None or field.region.iou(drawn.regions[name]) < 0.5)
    ]


@pytest.mark.parametrize("layout", ["above", "stacked", "left"])
@pytest.mark.parametrize(
    "faces",
    [(SANS, BOLD), *(pytest.param(faces, marks=pytest.mark.slow) for faces in ((SANS, MONO), (SERIF, SERIF)))],
)
def test_every_field_of_a_scan(readers: Readers, layout: str, faces: tuple[str, str]) -> None:
    drawn = data_page(layout, faces=faces)
    fields = read(drawn, readers)
    assert wrong(fields) == {}
    assert misplaced(fields, drawn) == []
    assert {name for name, field in fields.items() if field.status is not FieldStatus.OK} == set()


@pytest.mark.parametrize("degrees", [-8.0, 3.0])
def test_every_field_of_a_photo(readers: Readers, degrees: float) -> None:
    drawn = photographed(data_page(), degrees)
    fields = read(drawn, readers)
    assert wrong(fields) == {}
    assert misplaced(fields, drawn) == []


def test_both_zones_are_kept_when_they_contradict(readers: Readers) -> None:
    drawn = data_page(printed={"passport_number": "X0000472", "birth_date": "17 MEI 1996"})
    fields = read(drawn, readers)
    for name, visible, zone in (
        ("passport_number", "X0000472", "X0000412"),
        ("birth_date", "1996-05-17", "1990-05-17"),
    ):
        field = fields[name]
        assert (field.text, field.status, field.source) == (visible, FieldStatus.OK, ReadingSource.VISUAL)
        assert {reading.value for reading in field.readings if reading.source is ReadingSource.MRZ} == {zone}


def test_wrong_check_digit_is_read_as_printed(readers: Readers) -> None:
    forged = LINE_2[:9] + "1" + LINE_2[10:]
    fields = read(data_page(zone=(LINE_1, forged)), readers)
    assert (fields["mrz_line_2"].text, fields["mrz_line_2"].status) == (forged, FieldStatus.OK)


def test_single_name_holder(readers: Readers) -> None:
    fields = read(data_page(printed={"name": "SUMIATI"}, zone=("P<IDNSUMIATI".ljust(44, "<"), LINE_2)), readers)
    assert {str(reading.value) for reading in fields["name"].readings} == {"SUMIATI"}
