"""The card's words to its fields: labels, values, numbers, and which reading stands."""

import cv2
import numpy as np
import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageDraw, ImageFont

from extractors.card.number import NumberLine, read_nik
from extractors.card.ocr_a import read_digits
from extractors.card.readings import candidate as reading_of, policy_of
from extractors.card.slots import find_slots
from extractors.card.values import normal
from extractors.card.whole import split_birth
from extractors.documents import ktp
from extractors.engine import Layout, Pixels, Readers, ReadPage
from extractors.model import Field, FieldStatus, Quality, ReadingSource, Region, Word
from extractors.settling import Candidate, settle

NIK = "3174956307920000"
PLACE = Region(page=0, x0=0.1, y0=0.1, x1=0.6, y1=0.15)
OCR_A = "/usr/share/fonts/truetype/ocr-a/OCRA.ttf"
ARIAL = "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"


def row(y: float, *texts: tuple[float, str]) -> list[Word]:
    return [
        Word(
            text=text, region=Region(page=0, x0=x, y0=y, x1=min(x + 0.012 * len(text), 1), y1=y + 0.03), confidence=0.9
        )
        for x, text in texts
    ]


def card(**changed: list[Word]) -> list[Word]:
    rows = {
        "province": row(0.05, (0.3, "PROVINSI"), (0.45, "JAWA"), (0.52, "BARAT")),
        "regency": row(0.10, (0.32, "KABUPATEN"), (0.45, "SUBANG")),
        "nik": row(0.16, (0.03, "NIK"), (0.27, ":"), (0.29, NIK)),
        "name": row(0.22, (0.03, "Nama"), (0.27, ":"), (0.29, "SITI"), (0.36, "RAHAYU")),
        "birth": row(0.28, (0.03, "Tempat/Tgl"), (0.15, "Lahir"), (0.27, ":"), (0.29, "SUBANG,"), (0.40, "17-08-1990")),
        "sex": [
            *row(0.34, (0.03, "Jenis"), (0.1, "Kelamin"), (0.27, ":"), (0.29, "PEREMPUAN")),
            *row(0.34, (0.5, "Gol."), (0.56, "Darah"), (0.62, ":"), (0.64, "O")),
        ],
        "address": row(0.40, (0.03, "Alamat"), (0.27, ":"), (0.29, "JL."), (0.33, "MELATI")),
        "rt_rw": row(0.46, (0.06, "RT/RW"), (0.27, ":"), (0.29, "004/011")),
        "village": row(0.52, (0.06, "Kel/Desa"), (0.27, ":"), (0.29, "CIGADUNG")),
        "district": row(0.58, (0.06, "Kecamatan"), (0.27, ":"), (0.29, "SUBANG"), (0.79, "SUBANG")),
        "religion": row(0.64, (0.03, "Agama"), (0.27, ":"), (0.29, "ISLAM"), (0.8, "02-03-2018")),
        "marital_status": row(0.70, (0.03, "Status"), (0.1, "Perkawinan"), (0.27, ":"), (0.29, "KAWIN")),
        "occupation": row(0.76, (0.03, "Pekerjaan"), (0.27, ":"), (0.29, "PETANI")),
        "citizenship": row(0.82, (0.03, "Kewarganegaraan"), (0.27, ":"), (0.29, "WNI")),
        "valid_until": row(0.88, (0.03, "Berlaku"), (0.13, "Hingga"), (0.27, ":"), (0.29, "SEUMUR"), (0.38, "HIDUP")),
    }  # fmt: skip
    return [word for words in (rows | changed).values() for word in words]


def texts(words: list[Word]) -> dict[str, str]:
    return {name: " ".join(word.text for word in kept) for name, kept in find_slots(words).values.items()}


def test_every_value_is_found_at_its_label() -> None:
    assert texts(card()) == {
        "nik": NIK, "name": "SITI RAHAYU", "birth": "SUBANG, 17-08-1990", "sex": "PEREMPUAN", "blood_type": "O",
        "address": "JL. MELATI", "rt_rw": "004/011", "village": "CIGADUNG", "district": "SUBANG", "religion": "ISLAM",
        "marital_status": "KAWIN", "occupation": "PETANI", "citizenship": "WNI", "valid_until": "SEUMUR HIDUP",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("nik", row(0.16, (0.03, "N1K"), (0.29, NIK)), NIK),
        ("nik", row(0.16, (0.03, "MIK:"), (0.29, NIK)), NIK),
        ("nik", row(0.16, (0.27, "~"), (0.29, NIK)), NIK),
        ("name", row(0.22, (0.03, "Namz"), (0.27, "."), (0.29, "SITI"), (0.36, "RAHAYU")), "SITI RAHAYU"),
        ("name", row(0.22, (0.03, "Nama:SITI")), "SITI"),
        ("rt_rw", row(0.46, (0.06, "RTRW"), (0.29, "004/011")), "004/011"),
        ("village", row(0.52, (0.06, "Ke!/Desa"), (0.27, ":"), (0.29, "CIGADUNG")), "CIGADUNG"),
        ("district", row(0.58, (0.29, "SUBANG")), "SUBANG"),
        ("marital_status", row(0.70, (0.03, "Status"), (0.1, "Perkamanan"), (0.29, "KAWIN")), "KAWIN"),
        ("marital_status", row(0.70, (0.03, "Status"), (0.12, "Pxx"), (0.27, ":"), (0.29, "KAWIN")), "KAWIN"),
    ],
)
def test_labels_are_found_though_misread_or_lost(name: str, words: list[Word], value: str) -> None:
    found = texts(card(**{name: words}))
    assert found[name] == value
    assert found["citizenship"] == "WNI"


def test_a_long_address_runs_on_to_the_next_line() -> None:
    two = row(0.39, (0.03, "Alamat"), (0.27, ":"), (0.29, "JL."), (0.33, "MELATI")) + row(
        0.425, (0.29, "BLOK"), (0.36, "C2")
    )
    assert texts(card(address=two))["address"] == "JL. MELATI BLOK C2"


def test_header_and_issue_stand_apart() -> None:
    slots = find_slots(card())
    assert [" ".join(word.text for word in words) for words in slots.header] == [
        "PROVINSI JAWA BARAT",
        "KABUPATEN SUBANG",
    ]
    assert [" ".join(word.text for word in words) for words in slots.right] == ["SUBANG", "02-03-2018"]


def test_a_letter_gives_no_card() -> None:
    assert find_slots(row(0.1, (0.1, "Dengan"), (0.3, "hormat"))).values == {}


@pytest.mark.parametrize("text", ["SUBANG,", "KOTA", "PASURUAN,"])
def test_place_and_date_of_birth_part(text: str) -> None:
    place, date = split_birth(row(0.1, (0.1, text), (0.3, "17-08-1990")))
    assert [word.text for word in place] == [text]
    assert [word.text for word in date] == ["17-08-1990"]


def test_place_and_date_glued_by_a_comma_part_too() -> None:
    place, date = split_birth(row(0.1, (0.1, "BONE,17-08-1990")))
    assert [word.text for word in place] == ["BONE"]
    assert [word.text for word in date] == ["17-08-1990"]


@pytest.mark.parametrize(
    ("name", "raw", "value", "fits"),
    [
        ("sex", "LAKHLAKI", "M", True),
        ("sex", "PEREMPUAN", "F", True),
        ("blood_type", "0", "O", True),
        ("blood_type", "-", "-", True),
        ("religion", "KATHOLIK", "KATOLIK", True),
        ("religion", "KRISTEN PROTESTAN", "KRISTEN", True),
        ("religion", "XYZ", "XYZ", False),
        ("religion", "KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA", "KEPERCAYAAN TERHADAP TUHAN YME", True),
        ("marital_status", "KAWIN TERCATAT", "KAWIN", True),
        ("marital_status", "WIDOWED", "CERAI MATI", True),
        ("citizenship", "WN1", "WNI", True),
        ("citizenship", "REPUBLIK KOREA", "KOR", True),
        ("citizenship", "MALAYSIA", "MYS", True),
        ("marital_status", "BELUM KAWlN", "BELUM KAWIN", True),
        ("rt_rw", "O04/01I", "004/011", True),
        ("rt_rw", "004011", "004/011", False),
        ("nik", ": 3174 9563 0792 000O", NIK, True),
        ("nik", "317495630792", "317495630792", False),
        ("birth_date", "17-08-1990", "1990-08-17", True),
        ("birth_date", "31-02-1990", "", False),
        ("valid_until", "SEUMURHIDUP", "SEUMUR HIDUP", True),
        ("valid_until", "17-08-2017", "2017-08-17", True),
        ("province", "PROVINSI JAWA BARAT", "JAWA BARAT", True),
        ("province", "JAWA BARAT", "JAWA BARAT", True),
        ("birth_place", "SUBANG,", "SUBANG", True),
        ("name", "H. MUH. ALI, S.PD", "H. MUH. ALI, S.PD", True),
    ],
)
def test_values_in_normal_form(name: str, raw: str, value: str, fits: bool) -> None:
    found = normal(name, raw)
    assert (found.value, found.fits) == (value, fits)


@given(st.sampled_from(["nik", "name", "sex", "rt_rw", "blood_type", "birth_date", "religion", "province"]), st.text())
def test_any_text_is_taken(name: str, raw: str) -> None:
    assert normal(name, raw) == normal(name, raw)
    assert isinstance(normal(name, raw).value, str)


def candidate(engine: str, raw: str, confidence: float = 0.9, name: str = "nik") -> Candidate:
    return reading_of(name, engine, raw, PLACE, confidence)


def decide(name: str, *readings: tuple[str, str, float]) -> Field | None:
    return settle([candidate(engine, raw, sure, name) for engine, raw, sure in readings], policy_of(name))


@pytest.mark.parametrize(
    ("name", "first", "second", "value", "status"),
    [
        ("name", ("SITI RAHAYU", 0.6), ("SITI RAHAYU", 0.7), "SITI RAHAYU", FieldStatus.OK),
        ("name", ("SITI RAHAYU", 0.9), ("SITIRAHAYU", 1.0), "SITI RAHAYU", FieldStatus.OK),
        ("name", ("AL SUMIATI", 0.9), ("AI SUMIATI", 1.0), "AI SUMIATI", FieldStatus.OK),
        ("name", ("SITI RAHAYU", 0.9), ("SITI RAHAJU", 0.97), "SITI RAHAJU", FieldStatus.DOUBTFUL),
        ("birth_date", ("17-08-1990", 0.97), ("17-03-1990", 0.99), "1990-03-17", FieldStatus.DOUBTFUL),
        ("birth_date", ("17-08-1990", 0.5), ("17-08-1990", 0.6), "1990-08-17", FieldStatus.OK),
        ("village", ("CIGADUMG", 0.5), ("CIGADUNG", 0.98), "CIGADUNG", FieldStatus.OK),
        ("village", ("CIGADUMG", 0.9), ("CIGADUNG", 0.98), "CIGADUNG", FieldStatus.DOUBTFUL),
    ],
)
def test_two_readings_agree_or_leave_a_doubt(
    name: str, first: tuple[str, float], second: tuple[str, float], value: str, status: FieldStatus
) -> None:
    field = decide(name, ("tesseract", *first), ("rapidocr", *second))
    assert field is not None
    assert (field.value, field.status) == (value, status)
    assert [reading.engine for reading in field.readings] == ["tesseract", "rapidocr"]


def test_one_engine_twice_is_no_agreement() -> None:
    field = decide("name", ("tesseract", "SITI", 0.6), ("tesseract", "SITI", 0.6))
    assert field is not None
    assert field.status is FieldStatus.DOUBTFUL


def test_nothing_legible_gives_no_field() -> None:
    assert decide("name", ("tesseract", " : ", 0.9)) is None


class Says:
    """An engine that reads one number on every line."""

    def __init__(self, name: str, number: str, sure: float = 0.9) -> None:
        self.name, self._number, self._sure = name, number, sure

    def version(self) -> str:
        return "0"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        return (Word(text=self._number, region=PLACE, confidence=self._sure),) if self._number else ()


BLANK = np.full((40, 400, 3), 255, np.uint8)
LINE = NumberLine(BLANK, PLACE, PLACE)


@pytest.mark.parametrize(
    ("page", "first", "second", "value", "status"),
    [
        (NIK, NIK, NIK, NIK, FieldStatus.OK),
        ("31749S63O7920000", "x", NIK, NIK, FieldStatus.OK),
        ("317495630792", NIK, NIK, NIK, FieldStatus.OK),
        (NIK, NIK, NIK[:-1] + "8", NIK, FieldStatus.DOUBTFUL),
        ("317495", "317495", NIK, NIK, FieldStatus.DOUBTFUL),
        ("317495", "317495", "", "317495", FieldStatus.DOUBTFUL),
    ],
)
def test_a_nik_stands_when_two_engines_agree(
    page: str, first: str, second: str, value: str, status: FieldStatus
) -> None:
    readers = Readers(Says("tesseract", first), Says("rapidocr", second))
    field = read_nik(candidate("tesseract", page), LINE, readers)
    assert field is not None
    assert (field.value, field.status) == (value, status)


def test_without_a_second_engine_page_and_strip_must_agree() -> None:
    alone = Readers(Says("tesseract", NIK))
    agreed = read_nik(candidate("tesseract", NIK), LINE, alone)
    differing = read_nik(candidate("tesseract", NIK[:-1] + "8"), LINE, alone)
    assert agreed is not None
    assert differing is not None
    assert (agreed.status, differing.status) == (FieldStatus.OK, FieldStatus.DOUBTFUL)


def test_a_value_that_only_the_second_engine_saw_is_kept_and_leaves_a_doubt() -> None:
    words = tuple(card(district=row(0.58, (0.06, "Kecamatan"), (0.27, ":"))))
    page = ReadPage(
        index=0, pixels=np.full((700, 1100, 3), 255, np.uint8), words=words, rotation=0,
        quality=Quality(sharpness=1.0, glare=0.0, card_width_px=1100.0), source=ReadingSource.VISUAL,
        engine="tesseract",
    )  # fmt: skip
    seen_by_second = Says("rapidocr", "SUBANG", sure=0.7)
    field = ktp.extract([page], Readers(Says("tesseract", ""), seen_by_second))["district"]
    assert (field.text, field.status) == ("SUBANG", FieldStatus.DOUBTFUL)
    assert {reading.engine for reading in field.readings} == {"rapidocr"}


def number_line(number: str, face: str, size: int = 44) -> Pixels:
    image = Image.new("RGB", (760, 70), (196, 222, 238))
    ImageDraw.Draw(image).text((20, 10), number, font=ImageFont.truetype(face, size), fill=(20, 20, 24))
    return np.array(image)[:, :, ::-1].copy()


@pytest.mark.parametrize("number", ["0123456789012345", "9988776655443322", NIK])
@pytest.mark.parametrize("soft", [0.0, 1.5])
def test_strokes_tell_digits_of_ocr_a(number: str, soft: float) -> None:
    line = number_line(number, OCR_A)
    line = cv2.GaussianBlur(line, (0, 0), soft) if soft else line
    found = read_digits(line, 16)
    assert found is not None
    assert found[0] == number


def test_strokes_are_silent_about_another_face_or_count() -> None:
    assert read_digits(number_line(NIK, ARIAL), 16) is None
    assert read_digits(number_line(NIK[:12], OCR_A), 16) is None
    assert read_digits(BLANK, 16) is None
