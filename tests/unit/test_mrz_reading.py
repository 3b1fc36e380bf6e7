"""Machine readable zones drawn in OCR-B and read by the real second reader."""

import cv2
import numpy as np
import pytest

from extractors.engine import Pixels, Readers
from extractors.model import Word
from extractors.mrz import SURE, UNSURE, Mrz, read_mrz
from extractors.ocr.rapidocr import RapidOcrEngine
from tests.fixtures.passport_page import LINE_1, LINE_2, as_page, photographed, zone_picture


@pytest.fixture(scope="module")
def readers() -> Readers:
    engine = RapidOcrEngine()
    return Readers(engine, engine)


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


def test_a_digit_too_many_is_not_dropped(readers: Readers) -> None:
    zone = read([LINE_1, LINE_2[:30] + "7" + LINE_2[30:]], readers)
    assert not zone.lines[2].sure


def test_page_without_a_zone() -> None:
    page = np.full((700, 1000), 230, np.uint8)
    for row in range(8):
        cv2.putText(page, "Perjanjian kerja antara para pihak", (40, 80 + 70 * row), 0, 1.2, 30, 2)
    engine = RapidOcrEngine()
    assert read_mrz(as_page(page), Readers(engine, engine)) is None


class Scripted:
    """An engine that says what it is told: whole lines from ``first`` and ``third``, pieces from ``second``."""

    name = "scripted"

    def __init__(self, first: str, second: str, third: str) -> None:
        self._wholes, self._second, self._at = [first, third], second, 0

    def version(self) -> str:
        return "1"

    def read(self, image: Pixels, layout: object, *, charset: str | None = None) -> tuple[Word, ...]:
        if charset is None:
            text = self._wholes.pop(0)
        else:
            high, wide = image.shape[:2]
            count = 22 if wide / high > 7.5 else 0
            text = self._second[self._at : self._at + count] if count else ""
            self._at += count
        box = {"page": 0, "x0": 0.0, "y0": 0.0, "x1": 1.0, "y1": 1.0}
        return (Word.model_validate({"text": text, "region": box, "confidence": 0.9}),)


def scripted(first: str, second: str, third: str) -> Mrz:
    engine = Scripted(first, second, third)
    zone = read_mrz(as_page(zone_picture([LINE_1]).pixels), Readers(engine, engine))
    assert zone is not None
    return zone


def test_readings_that_differ_make_the_slot_doubtful() -> None:
    line = scripted(LINE_1, LINE_1.replace("DWI", "DVI"), LINE_1.replace("DWI", "DMI")).lines[1]
    assert line.doubtful == {15}
    assert line.confidence() == UNSURE
    assert line.confidence(1, 15) == SURE
    assert not line.sure


def test_two_of_three_readings_decide_less_surely() -> None:
    line = scripted(LINE_1, LINE_1.replace("DWI", "DVI"), LINE_1).lines[1]
    assert (line.text, line.sure) == (LINE_1, True)
    assert UNSURE < line.confidence() < SURE


def test_fillers_at_the_end_are_no_disagreement() -> None:
    line = scripted(LINE_1[:34] + "KK<<C<<<<<", LINE_1, LINE_1).lines[1]
    assert (line.text, line.confidence()) == (LINE_1, SURE)


def test_a_miscounted_run_of_fillers_is_no_disagreement() -> None:
    line = scripted(LINE_1[:-2], LINE_1, LINE_1).lines[1]
    assert (line.text, line.confidence()) == (LINE_1, SURE)


def test_a_line_that_no_reading_gives_whole_is_unsure() -> None:
    line = scripted(LINE_1[:-2], LINE_1[:20], LINE_1[:-2]).lines[1]
    assert (line.text, line.complete, line.confidence()) == (LINE_1[:-2], False, UNSURE)
