"""Machine readable zones drawn in OCR-B and read by the real readers."""

import cv2
import numpy as np
import pytest

from extractors.engine import Pixels, Readers
from extractors.imaging import to_stored, turned
from extractors.model import Word
from extractors.mrz import ALONE, SURE, UNSURE, Mrz, read_mrz
from extractors.ocr.ocr_b import OcrBEngine
from extractors.ocr.rapidocr import RapidOcrEngine
from tests.fixtures.passport_page import LINE_1, LINE_2, as_page, photographed, zone_picture


@pytest.fixture(scope="module")
def readers() -> Readers:
    engine = RapidOcrEngine()
    return Readers(engine, engine, OcrBEngine())


def read(lines: list[str], readers: Readers, **style: int) -> Mrz:
    zone = read_mrz(as_page(zone_picture(lines, **style).pixels), readers)
    assert zone is not None
    return zone


def texts(zone: Mrz) -> list[str]:
    return [zone.lines[number].text for number in sorted(zone.lines)]


@pytest.mark.parametrize("size", [13, 17, 24, 36, 60])
def test_both_lines_as_printed_at_any_size(readers: Readers, size: int) -> None:
    zone = read([LINE_1, LINE_2], readers, size=size)
    assert texts(zone) == [LINE_1, LINE_2]
    assert zone.layout.name == "TD3"
    assert all(line.sure for line in zone.lines.values())


@pytest.mark.parametrize("column", [9, 19, 27, 43])
def test_wrong_check_digit_stays_wrong(readers: Readers, column: int) -> None:
    forged = LINE_2[:column] + str((int(LINE_2[column]) + 3) % 10) + LINE_2[column + 1 :]
    zone = read([LINE_1, forged], readers)
    assert zone.lines[2].text == forged
    assert zone.lines[2].confidence() >= SURE


@pytest.mark.parametrize(
    "names",
    [
        "SUMIATI",
        "SISWOYO<<BOBI<GOZALI<ZIZI<OKTO",
        "DODO<<IDO<QODIR",
        "KIKKI<<OKKY<LILIK<KARTIKA",
        "WIDYANINGRUM<<MAGDALENA<CHRISTIANA<BEN",
    ],
)
def test_names_hold_letters_and_fillers_only(readers: Readers, names: str) -> None:
    line = f"P<IDN{names}".ljust(44, "<")
    assert read([line, LINE_2], readers).lines[1].text == line


def test_digits_and_letters_by_slot(readers: Readers) -> None:
    line = "B8051120<5IDN8015281M2805125<<<<<<<<<<<<<<04"
    assert read([LINE_1, line], readers).lines[2].text == line


def test_number_of_another_state_is_not_put_into_the_indonesian_form(readers: Readers) -> None:
    first, second = "P<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<"), "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert texts(read([first, second], readers)) == [first, second]


def test_raw_reading_is_kept_beside(readers: Readers) -> None:
    line = read([LINE_1, LINE_2], readers).lines[2]
    assert line.reading().raw == line.raw
    assert len(line.raw) == 44


def test_three_lines_of_a_card(readers: Readers) -> None:
    card = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
    zone = read(card, readers)
    assert (zone.layout.name, texts(zone)) == ("TD1", card)


def test_a_visa_is_no_passport(readers: Readers) -> None:
    visa = ["V<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<"), "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"]
    zone = read(visa, readers)
    assert (zone.layout.name, texts(zone)) == ("MRV-A", visa)


def test_a_small_visa_and_a_card_of_two_lines(readers: Readers) -> None:
    visa = ["V<UTOERIKSSON<<ANNA<MARIA".ljust(36, "<"), "L8988901C4XXX4009078F9612109<<<<<<<<"]
    card = ["I<UTOERIKSSON<<ANNA<MARIA".ljust(36, "<"), "D231458907UTO7408122F1204159<<<<<<<6"]
    for lines, name in ((visa, "MRV-B"), (card, "TD2")):
        zone = read(lines, readers)
        assert (zone.layout.name, texts(zone)) == (name, lines)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_does_not_stand_upright(readers: Readers, rotation: int) -> None:
    drawn = zone_picture([LINE_1, LINE_2])
    zone = read_mrz(as_page(turned(drawn.pixels, rotation)), readers)
    assert zone is not None
    assert texts(zone) == [LINE_1, LINE_2]
    assert zone.rotation == 360 - rotation
    for number, line in zone.lines.items():
        upright = to_stored(line.region, rotation)  # how the turned page is to be turned back, seen from the drawn one
        assert upright.iou(drawn.regions[f"mrz_line_{number}"]) >= 0.7


def test_a_line_that_touches_a_picture_is_found_by_its_neighbours(readers: Readers) -> None:
    card = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
    page = zone_picture(card).pixels.copy()
    page[150:262, :58] = 70  # a portrait as high as the first line, up to its first character
    zone = read_mrz(as_page(page), readers)
    assert zone is not None
    assert texts(zone) == card


@pytest.mark.parametrize("degrees", [-6.0, -2.5, 1.0, 4.0])
def test_held_aslant(readers: Readers, degrees: float) -> None:
    drawn = photographed(zone_picture([LINE_1, LINE_2], size=40, margin=140, height=700), degrees)
    zone = read_mrz(as_page(drawn.pixels), readers)
    assert zone is not None
    assert texts(zone) == [LINE_1, LINE_2]
    for number, line in zone.lines.items():
        assert line.region.iou(drawn.regions[f"mrz_line_{number}"]) >= 0.5


def test_region_is_tight(readers: Readers) -> None:
    drawn = zone_picture([LINE_1, LINE_2])
    zone = read_mrz(as_page(drawn.pixels), readers)
    assert zone is not None
    assert all(zone.lines[number].region.iou(drawn.regions[f"mrz_line_{number}"]) >= 0.85 for number in (1, 2))


def test_part_of_a_line_has_its_own_place(readers: Readers) -> None:
    drawn = zone_picture([LINE_1, LINE_2])
    zone = read_mrz(as_page(drawn.pixels), readers)
    assert zone is not None
    part = zone.lines[2].part(14, 19, "1990-05-17")
    whole = drawn.regions["mrz_line_2"]
    pitch = whole.width / 43.8
    assert part.raw == "900517"
    assert part.region is not None
    assert part.region.x0 == pytest.approx(whole.x0 + 13 * pitch, abs=0.5 * pitch)
    assert part.region.x1 == pytest.approx(whole.x0 + 19 * pitch, abs=0.5 * pitch)


def test_a_line_cut_off_at_the_edge_is_not_sure(readers: Readers) -> None:
    cut = zone_picture([LINE_1, LINE_2]).pixels[:, :-130]
    zone = read_mrz(as_page(np.ascontiguousarray(cut)), readers)
    assert zone is None or not any(line.sure for line in zone.lines.values())


@pytest.mark.parametrize("columns", [30, 36])
def test_a_long_zone_cut_off_at_a_short_ones_length_is_not_sure(readers: Readers, columns: int) -> None:
    whole = zone_picture([LINE_1, LINE_2])
    right = whole.regions["mrz_line_2"]
    edge = round((right.x0 + right.width / 44 * columns) * whole.pixels.shape[1])
    zone = read_mrz(as_page(np.ascontiguousarray(whole.pixels[:, :edge])), readers)
    assert zone is None or not any(line.sure for line in zone.lines.values())


def test_a_digit_too_many_is_not_dropped(readers: Readers) -> None:
    zone = read([LINE_1, LINE_2[:30] + "7" + LINE_2[30:]], readers)
    assert not zone.lines[2].sure


def test_page_without_a_zone() -> None:
    page = np.full((700, 1000), 230, np.uint8)
    for row in range(8):
        cv2.putText(page, "Perjanjian kerja antara para pihak", (40, 80 + 70 * row), 0, 1.2, 30, 2)
    engine = RapidOcrEngine()
    assert read_mrz(as_page(page), Readers(engine, engine)) is None


def test_names_made_of_no_words_are_read_as_they_stand(readers: Readers) -> None:
    line = "P<IDNQXZWVK<<MNWVVQ<XJKKZ<UQOQD".ljust(44, "<")
    zone = read([line, LINE_2], readers)
    assert zone.lines[1].text == line
    assert zone.lines[1].sure


def test_without_a_second_engine_no_slot_is_quite_sure() -> None:
    reader = OcrBEngine()
    zone = read([LINE_1, LINE_2], Readers(reader, None, reader))
    assert texts(zone) == [LINE_1, LINE_2]
    assert {line.confidence() for line in zone.lines.values()} == {ALONE}


def test_without_the_reader_of_ocr_b_the_second_engine_reads() -> None:
    engine = RapidOcrEngine()
    zone = read([LINE_1, LINE_2], Readers(engine, engine))
    assert texts(zone) == [LINE_1, LINE_2]
    assert {line.confidence() for line in zone.lines.values()} == {ALONE}


class Says:
    """A second engine that says what it is told: one text for whole lines, another for pieces."""

    name = "says"

    def __init__(self, whole: str, pieces: str | None = None) -> None:
        self._whole, self._pieces = whole, pieces or whole

    def version(self) -> str:
        return "1"

    def read(self, image: Pixels, layout: object, *, charset: str | None = None) -> tuple[Word, ...]:
        text = self._whole if charset is None else self._pieces[:22] if self._is_first(image) else self._pieces[22:]
        box = {"page": 0, "x0": 0.0, "y0": 0.0, "x1": 1.0, "y1": 1.0}
        return (Word.model_validate({"text": text, "region": box, "confidence": 0.9}),)

    def _is_first(self, image: Pixels) -> bool:
        return bool(image[:, image.shape[1] // 3 :].min() < 200 and image[:, -image.shape[1] // 8 :].mean() < 231)


def said(whole: str, pieces: str | None = None, printed: str = LINE_1) -> Mrz:
    engine = Says(whole, pieces)
    zone = read_mrz(as_page(zone_picture([printed]).pixels), Readers(engine, engine, OcrBEngine()))
    assert zone is not None
    return zone


def test_an_engine_that_reads_another_letter_makes_the_slot_doubtful() -> None:
    other = LINE_1.replace("DWI", "DVI")
    line = said(other, other).lines[1]
    assert line.doubtful == {15}
    assert line.text == LINE_1
    assert line.confidence() == UNSURE
    assert line.confidence(1, 15) == SURE
    assert not line.sure


def test_a_slip_in_the_whole_line_is_outvoted_less_surely() -> None:
    line = said(LINE_1.replace("DWI", "DVI"), LINE_1).lines[1]
    assert (line.text, line.sure) == (LINE_1, True)
    assert line.confidence(16, 16) == ALONE
    assert line.confidence(17) == SURE


def test_fillers_at_the_end_are_no_disagreement() -> None:
    line = said(LINE_1[:34] + "KK<<C<<<<<").lines[1]
    assert (line.text, line.confidence()) == (LINE_1, SURE)


def test_a_miscounted_run_of_fillers_is_no_disagreement() -> None:
    line = said(LINE_1[:-5]).lines[1]
    assert (line.text, line.confidence()) == (LINE_1, SURE)


def test_a_letter_that_one_engine_left_out_stands_alone() -> None:
    line = said(LINE_1.replace("DWI", "DI"), " ").lines[1]
    assert line.text == LINE_1
    assert line.confidence(14, 17) < SURE
    assert line.confidence(18) == SURE
    assert not line.sure  # a name has no check digit
