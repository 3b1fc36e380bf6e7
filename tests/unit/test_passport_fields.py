"""Fields of a passport from words and zone that a test lays down: which label owns which value, and what is sure."""

from collections.abc import Mapping

import numpy as np
import pytest

from extractors.documents import passport
from extractors.engine import Layout, Pixels, Readers, ReadPage
from extractors.model import Field, FieldStatus, Quality, ReadingSource, Region, Word
from extractors.ocr.ocr_b import OcrBEngine
from extractors.ocr.rapidocr import RapidOcrEngine
from tests.fixtures.passport_page import LINE_1, LINE_2, zone_picture

Placed = Mapping[str, tuple[float, float]]

ABOVE: Placed = {
    "No. Paspor / Passport No.": (0.6, 0.10),
    "X0000412": (0.6, 0.14),
    "Kode Negara / Country Code": (0.3, 0.10),
    "IDN": (0.3, 0.14),
    "Nama Lengkap / Full Name": (0.3, 0.20),
    "DWI OKTAVIANI SUMIATI": (0.3, 0.24),
    "Kewarganegaraan / Nationality": (0.3, 0.30),
    "INDONESIA": (0.3, 0.34),
    "Kelamin / Sex": (0.7, 0.30),
    "P / F": (0.7, 0.34),
    "Tgl. Lahir / Date of Birth": (0.3, 0.40),
    "17 MEI 1990": (0.3, 0.44),
    "Tempat Lahir / Place of Birth": (0.65, 0.40),
    "LOMBOK TIMUR": (0.65, 0.44),
    "Tgl. Pengeluaran / Date of Issue": (0.3, 0.50),
    "09 AGU 2023": (0.3, 0.54),
    "Tgl. Habis Berlaku / Date of Expiry": (0.65, 0.50),
    "09 AGU 2033": (0.65, 0.54),
    "Kantor Yang Mengeluarkan / Issuing Office": (0.3, 0.60),
    "MATARAM": (0.3, 0.64),
}
LABELS = (
    "No. Paspor",
    "Nama Lengkap",
    "Tgl. Lahir",
    "Kelamin",
    "Tgl. Pengeluaran",
    "Tgl. Habis Berlaku",
    "Tempat Lahir",
)
LEFT: Placed = {
    **{label: (0.3, 0.1 + 0.06 * row) for row, label in enumerate(LABELS)},
    **{
        value: (0.55, 0.1 + 0.06 * row)
        for row, value in enumerate(
            (": X0000412", ": DWI SUMIATI", ": 17-05-1990", ": P", ": 09-08-2023", ": 09-08-2033", ": MATARAM")
        )
    },
}


def words(texts: Placed, confidence: float = 0.95) -> tuple[Word, ...]:
    """Return each text's words from its place on, a letter 0.009 of the width wide, 0.02 of the height high."""
    placed = []
    for text, (x, y) in texts.items():
        left = x
        for word in text.split():
            right = left + 0.009 * len(word)
            region = Region(page=0, x0=left, y0=y, x1=right, y1=y + 0.02)
            placed.append(Word(text=word, region=region, confidence=confidence))
            left = right + 0.009
    return tuple(placed)


def page(texts: Placed, pixels: Pixels | None = None, *, confidence: float = 0.95) -> ReadPage:
    quality = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
    blank = np.full((900, 1280), 235, np.uint8) if pixels is None else pixels
    return ReadPage(0, blank, words(texts, confidence), 0, quality, ReadingSource.VISUAL, "laid down")


class Mute:
    """An engine that reads nothing."""

    name = "mute"

    def version(self) -> str:
        return "1"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        return ()


def fields(texts: Placed, **more: float) -> dict[str, Field]:
    return passport.extract([page(texts, **more)], Readers(Mute()))


@pytest.fixture(scope="module")
def zone_page() -> Pixels:
    return zone_picture([LINE_1, LINE_2], size=40, margin=90, height=900).pixels


@pytest.fixture(scope="module")
def engine() -> RapidOcrEngine:
    return RapidOcrEngine()


class ZoneOnly:
    """The real second reader for the zone; on the rest of the page, which is blank here, it sees nothing."""

    name = "rapidocr"

    def __init__(self, engine: RapidOcrEngine) -> None:
        self._engine = engine

    def version(self) -> str:
        return self._engine.version()

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        return self._engine.read(image, layout, charset=charset) if layout is Layout.LINE else ()


def with_zone(texts: Placed, pixels: Pixels, engine: RapidOcrEngine, **more: float) -> dict[str, Field]:
    return passport.extract([page(texts, pixels, **more)], Readers(Mute(), ZoneOnly(engine)))


def test_values_under_their_labels() -> None:
    seen = {name: field.text for name, field in fields(ABOVE).items()}
    assert seen == {
        "passport_number": "X0000412",
        "country_code": "IDN",
        "name": "DWI OKTAVIANI SUMIATI",
        "nationality": "IDN",
        "sex": "F",
        "birth_date": "1990-05-17",
        "birth_place": "LOMBOK TIMUR",
        "issued_on": "2023-08-09",
        "expires_on": "2033-08-09",
        "issuing_office": "MATARAM",
    }


def test_values_right_of_their_labels() -> None:
    seen = {name: field.text for name, field in fields(LEFT).items()}
    assert seen == {
        "passport_number": "X0000412",
        "name": "DWI SUMIATI",
        "sex": "F",
        "birth_date": "1990-05-17",
        "birth_place": "MATARAM",
        "issued_on": "2023-08-09",
        "expires_on": "2033-08-09",
    }


@pytest.mark.parametrize("missing", ["DWI OKTAVIANI SUMIATI", "17 MEI 1990", "09 AGU 2023", "X0000412"])
def test_a_value_that_was_not_read_is_not_taken_from_a_neighbour(missing: str) -> None:
    whole = fields(ABOVE)
    seen = fields({text: place for text, place in ABOVE.items() if text != missing})
    assert len(seen) == len(whole) - 1
    assert all(seen[name].text == whole[name].text for name in seen)


@pytest.mark.parametrize("missing", [": DWI SUMIATI", ": 09-08-2023"])
def test_a_missing_value_on_the_right_is_not_taken_from_the_next_row(missing: str) -> None:
    whole = fields(LEFT)
    seen = fields({text: place for text, place in LEFT.items() if text != missing})
    assert len(seen) == len(whole) - 1
    assert all(seen[name].text == whole[name].text for name in seen)


def test_labels_in_two_lines() -> None:
    texts = {
        "Tgl. Lahir": (0.3, 0.10),
        "Date of Birth": (0.3, 0.13),
        "17 MEI 1990": (0.3, 0.17),
        "Tempat Lahir": (0.6, 0.10),
        "Place of Birth": (0.6, 0.13),
        "MATARAM": (0.6, 0.17),
        "Nama Lengkap": (0.3, 0.23),
        "Full Name": (0.3, 0.26),
        "SUMIATI": (0.3, 0.30),
        "Kewarganegaraan": (0.3, 0.325),
        "Nationality": (0.3, 0.355),
        "INDONESIA": (0.3, 0.395),
    }
    seen = {name: field.text for name, field in fields(texts).items()}
    assert seen == {"birth_date": "1990-05-17", "birth_place": "MATARAM", "name": "SUMIATI", "nationality": "IDN"}


def test_name_in_two_lines() -> None:
    texts = {**ABOVE, "MAHARANI PUTRI": (0.3, 0.265)}
    assert fields(texts)["name"].text == "DWI OKTAVIANI SUMIATI MAHARANI PUTRI"


def test_a_name_like_a_label_stays_a_name() -> None:
    texts = {("GEDE PARTAMA" if text.startswith("DWI") else text): place for text, place in ABOVE.items()}
    assert fields(texts)["name"].text == "GEDE PARTAMA"


def test_surname_and_given_names_make_the_name() -> None:
    texts = {"Surname": (0.3, 0.1), "ERIKSSON": (0.3, 0.14), "Given names": (0.3, 0.2), "ANNA MARIA": (0.3, 0.24)}
    assert fields(texts)["name"].text == "ANNA MARIA ERIKSSON"


def test_weak_print_alone_is_doubtful() -> None:
    sure = {name for name, field in fields(ABOVE, confidence=0.55).items() if field.status is FieldStatus.OK}
    assert sure == {"nationality"}  # a country's name of nine letters is no misreading of anything


def test_region_of_a_value_holds_its_words_only() -> None:
    region = fields(ABOVE)["birth_date"].region
    assert region is not None
    assert region.iou(Region(page=0, x0=0.3, y0=0.44, x1=0.3 + 11 * 0.009, y1=0.46)) > 0.9


def test_zone_stands_in_for_a_visible_zone_that_was_not_read(zone_page: Pixels, engine: RapidOcrEngine) -> None:
    seen = passport.extract([page({}, zone_page)], Readers(Mute(), ZoneOnly(engine), OcrBEngine()))
    assert seen["mrz_line_1"].text == LINE_1
    assert seen["mrz_line_2"].text == LINE_2
    assert {name: seen[name].text for name in ("name", "passport_number", "birth_date", "sex", "expires_on")} == {
        "name": "DWI OKTAVIANI SUMIATI",
        "passport_number": "X0000412",
        "birth_date": "1990-05-17",
        "sex": "F",
        "expires_on": "2033-08-09",
    }
    assert {field.source for field in seen.values()} == {ReadingSource.MRZ}
    assert {field.status for field in seen.values()} == {FieldStatus.OK}


class Overlooks(ZoneOnly):
    """The second reader with one letter left out wherever it reads some print."""

    def __init__(self, engine: RapidOcrEngine, print_: str, seen_as: str) -> None:
        super().__init__(engine)
        self._print, self._seen_as = print_, seen_as

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        read = super().read(image, layout, charset=charset)
        return tuple(word.model_copy(update={"text": word.text.replace(self._print, self._seen_as)}) for word in read)


@pytest.mark.parametrize(("printed", "seen_as", "name"), [("DWI", "DI", "name"), ("DN", "N", "nationality")])
def test_what_has_no_check_digit_and_one_engine_alone_read_in_the_zone_is_doubtful(
    zone_page: Pixels, engine: RapidOcrEngine, printed: str, seen_as: str, name: str
) -> None:
    line = {"name": "mrz_line_1", "nationality": "mrz_line_2"}[name]
    readers = Readers(Mute(), Overlooks(engine, printed, seen_as), OcrBEngine())
    alone = passport.extract([page({}, zone_page)], readers)
    assert alone[line].text == {"mrz_line_1": LINE_1, "mrz_line_2": LINE_2}[line]
    assert (alone[name].status, alone[line].status) == (FieldStatus.DOUBTFUL, FieldStatus.DOUBTFUL)
    assert alone["passport_number"].status is FieldStatus.OK
    beside = passport.extract([page(ABOVE, zone_page)], readers)
    assert (beside[name].status, beside[line].status) == (FieldStatus.OK, FieldStatus.OK)


class Pages(ZoneOnly):
    """The second reader, of which the heights of the pages that it is given are kept; it reads a name on them."""

    def __init__(self, engine: RapidOcrEngine) -> None:
        super().__init__(engine)
        self.heights: list[int] = []

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        if layout is Layout.LINE:
            return super().read(image, layout, charset=charset)
        self.heights.append(image.shape[0])
        scale = 900 / image.shape[0]
        spots = [(word, word.region) for word in words({"Nama Lengkap": (0.1, 0.1), "DWI SUMIATI": (0.1, 0.14)})]
        return tuple(
            word.model_copy(update={"region": Region(page=0, x0=at.x0, y0=at.y0 * scale, x1=at.x1, y1=at.y1 * scale)})
            for word, at in spots
        )


def test_a_page_that_is_read_again_is_read_down_to_its_zone(zone_page: Pixels, engine: RapidOcrEngine) -> None:
    second = Pages(engine)
    seen = passport.extract([page({}, zone_page)], Readers(Mute(), second, OcrBEngine()))
    zone, name = seen["mrz_line_1"].region, seen["name"].region
    assert zone is not None
    assert name is not None
    assert [0.8 * zone.y0 < height / 900 <= zone.y0 for height in second.heights] == [True]
    assert seen["name"].text == "DWI SUMIATI"
    assert name.iou(Region(page=0, x0=0.1, y0=0.14, x1=0.1 + 11 * 0.009, y1=0.16)) > 0.8


def test_a_contradiction_that_one_engine_alone_read_is_kept_but_accuses_nobody(
    zone_page: Pixels, engine: RapidOcrEngine
) -> None:
    texts = {text.replace("17 MEI", "19 MEI"): place for text, place in ABOVE.items()}
    field = with_zone(texts, zone_page, engine)["birth_date"]
    assert (field.text, field.status, field.source) == ("1990-05-19", FieldStatus.DOUBTFUL, ReadingSource.VISUAL)
    assert [(reading.source, reading.value) for reading in field.readings] == [
        (ReadingSource.VISUAL, "1990-05-19"),
        (ReadingSource.MRZ, "1990-05-17"),
    ]


def test_unsure_print_that_the_zone_confirms_is_sure(zone_page: Pixels, engine: RapidOcrEngine) -> None:
    field = with_zone(ABOVE, zone_page, engine, confidence=0.5)["name"]
    assert (field.text, field.status, field.source) == ("DWI OKTAVIANI SUMIATI", FieldStatus.OK, ReadingSource.VISUAL)


def test_unsure_print_that_the_zone_contradicts_is_doubtful(zone_page: Pixels, engine: RapidOcrEngine) -> None:
    texts = {text.replace("X0000412", "X0000472"): place for text, place in ABOVE.items()}
    field = with_zone(texts, zone_page, engine, confidence=0.5)["passport_number"]
    assert (field.text, field.status) == ("X0000472", FieldStatus.DOUBTFUL)
    assert field.readings[-1].value == "X0000412"


def test_number_that_lacks_an_end_contradicts_nothing(zone_page: Pixels, engine: RapidOcrEngine) -> None:
    texts = {text.replace("X0000412", "000412"): place for text, place in ABOVE.items()}
    field = with_zone(texts, zone_page, engine)["passport_number"]
    assert (field.text, field.status) == ("000412", FieldStatus.DOUBTFUL)


def test_score_tells_a_passport_from_other_papers() -> None:
    contract = "Perjanjian kerja antara pemberi kerja dan pekerja nama tanggal lahir nomor paspor passport number "
    prose = {contract: (0.05, 0.05), **{f"{contract} {row}": (0.05, 0.05 + 0.03 * row) for row in range(1, 25)}}
    card = {"NIK : 3201": (0.1, 0.1), "Nama : SITI": (0.1, 0.2), "Kewarganegaraan : WNI": (0.1, 0.3)}
    assert passport.score(page(ABOVE)) >= 0.6
    assert passport.score(page({LINE_1: (0.05, 0.8), LINE_2: (0.05, 0.85)})) >= 0.4
    assert passport.score(page(prose)) < 0.35
    assert passport.score(page(card)) < 0.2
    assert passport.score(page({})) == 0.0
