"""Numbers of a scan: what the second reader says about them."""

from dataclasses import replace

import numpy as np
import pytest

from extractors.documents.work_contract import extract
from extractors.engine import Layout, Readers, ReadPage
from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import FieldStatus, Quality, ReadingSource, Region, Word

LETTER, HIGH = 0.0085, 0.009


class Says:
    """A second reader that reads the same text wherever it is asked, and remembers the crops."""

    name = "second"

    def __init__(self, *texts):
        self.texts = texts
        self.crops = []

    def version(self):
        return "1"

    def read(self, image, layout, *, charset=None):
        assert layout is Layout.LINE
        self.crops.append(image.shape)
        whole = Region(page=0, x0=0, y0=0, x1=1, y1=1)
        return tuple(Word(text=text, region=whole, confidence=0.99) for text in self.texts)


class Breaks(Says):
    def read(self, image, layout, *, charset=None):
        raise UnreadableUpload(FailureCode.OCR_FAILED, "read")


def scan(*rows, confidence=0.95):
    words = []
    for number, text in enumerate(rows):
        x, y = 0.1, 0.05 + number * 0.02
        for part in text.split():
            sure = confidence if any(character.isdigit() for character in part) else 0.95
            box = Region.clipped(0, x, y, x + len(part) * LETTER, y + HIGH)
            words.append(Word(text=part, region=box, confidence=sure))
            x += (len(part) + 0.5) * LETTER
    pixels = np.full((1414, 1000), 255, np.uint8)
    quality = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
    return ReadPage(0, pixels, tuple(words), 0, quality, ReadingSource.VISUAL, "first")


def test_a_second_reader_that_agrees_makes_an_unsure_number_sure():
    second = Says("X0012345")
    found = extract([scan("PEKERJA", "Nomor Paspor : X0012345", confidence=0.4)], Readers(Says(), second))

    number = found["worker_passport_number"]
    assert number.status is FieldStatus.OK
    assert [reading.engine for reading in number.readings] == ["first", "second"]


@pytest.mark.parametrize("confidence", [0.4, 0.97])
def test_a_second_reader_that_differs_makes_an_identity_number_doubtful(confidence):
    second = Says("X0012346")
    found = extract([scan("PEKERJA", "Nomor Paspor : X0012345", confidence=confidence)], Readers(Says(), second))

    number = found["worker_passport_number"]
    assert number.status is FieldStatus.DOUBTFUL
    assert number.confidence < 0.99
    assert {reading.value for reading in number.readings} == {"X0012345", "X0012346"}


def test_without_a_second_reader_an_unsure_number_is_doubtful():
    found = extract([scan("PEKERJA", "NIK : 3273015205950000", confidence=0.5)], Readers(Says()))

    assert found["worker_id_number"].status is FieldStatus.DOUBTFUL


def test_a_second_reader_that_breaks_confirms_nothing():
    found = extract([scan("PEKERJA", "NIK : 3273015205950000", confidence=0.5)], Readers(Says(), Breaks()))

    assert found["worker_id_number"].status is FieldStatus.DOUBTFUL


def test_only_the_value_is_cut_out_for_the_second_reader():
    second = Says("X0012345")
    extract([scan("PEKERJA", "Nomor Paspor : X0012345")], Readers(Says(), second))

    ((height, width),) = second.crops
    assert width == pytest.approx(8 * LETTER * 1000, rel=0.25)
    assert height == pytest.approx(HIGH * 1414, rel=0.8)


def test_two_printings_that_agree_need_no_second_reader():
    second = Says("X0012345")
    extract([scan("PEKERJA", "Nomor Paspor : X0012345", "Passport Number : X0012345")], Readers(Says(), second))

    assert second.crops == []


@pytest.mark.parametrize(
    ("row", "field", "value", "raw"),
    [
        ("Nomor Paspor : X0O12345", "worker_passport_number", "X0012345", "X0O12345"),
        ("NIK : 32730I520595OOOO", "worker_id_number", "3273015205950000", "32730I520595OOOO"),
    ],
)
def test_letters_in_the_place_of_digits_are_mapped_and_the_raw_text_is_kept(row, field, value, raw):
    found = extract([scan("PEKERJA", row)], Readers(Says()))[field]

    assert (found.text, found.raw) == (value, raw)


def test_a_wage_that_the_second_reader_reads_otherwise_is_doubtful():
    found = extract([scan("Upah pokok : RM 1.700,00 per bulan", confidence=0.7)], Readers(Says(), Says("1.100,00")))

    assert found["wage_amount"].status is FieldStatus.DOUBTFUL


def test_colons_misread_in_a_column_of_colons_are_colons():
    rows = ["PEKERJA", "Nama : SITI AMINAH", "NIK : 3273015205950000", "Alamat : BANDUNG", "Agama : ISLAM"]
    page = scan(*rows, "Paspor 1 X0012345")
    aligned = []
    for word in page.words:
        shift = 0.4 - word.region.x0 if word.text in {":", "1"} else 0.35 if word.region.x0 > 0.16 else 0.0
        box = word.region
        moved = Region.clipped(0, box.x0 + shift, box.y0, box.x1 + shift, box.y1)
        aligned.append(word.model_copy(update={"region": moved}))
    quality = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
    page = ReadPage(0, page.pixels, tuple(aligned), 0, quality, ReadingSource.VISUAL, "first")

    assert extract([page], Readers(Says()))["worker_passport_number"].text == "X0012345"


@pytest.mark.parametrize(
    ("second", "status"), [("I WAYAN SUDARMA", FieldStatus.OK), ("I WAYAN SUDARSO", FieldStatus.DOUBTFUL)]
)
def test_an_unsure_name_is_read_again_and_only_agreement_makes_it_sure(second, status):
    page = scan("PEKERJA", "Nama : IWAYAN SUDARMA")
    unsure = tuple(
        word.model_copy(update={"confidence": 0.37}) if word.text == "IWAYAN" else word for word in page.words
    )
    name = extract([replace(page, words=unsure)], Readers(Says(), Says(second)))["worker_name"]

    assert (name.value, name.status) == (second, status)
    assert (name.confidence > 0.99) is (status is FieldStatus.OK)
    assert {reading.value for reading in name.readings} == {"IWAYAN SUDARMA", second}
