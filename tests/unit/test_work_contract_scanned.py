"""Contracts as a reader gives them from a photograph: uneven boxes, lines cut off, halves of headings unread."""

from dataclasses import replace

import pytest

from extractors.documents.work_contract import extract
from extractors.engine import Readers
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word
from tests.fixtures.contract_words import texts
from tests.fixtures.fault_worker import BlindReader
from tests.fixtures.word_page import HIGH, LEADING, READERS, page_of, words_of
from tests.unit.test_work_contract_rereading import Says


def scanned(*lines: tuple[float, float, str]) -> dict[str, Field]:
    """Return the fields of lines told by x, y (shares of the page) and text."""
    words = [word for x, y, text in lines for word in words_of(text, x, y, 0.95)]
    page = page_of([], source=ReadingSource.VISUAL)
    return extract([replace(page, words=tuple(words))], READERS)


ENTRY, LINE = 0.021, 0.014
"""Distance of two entries, and of two lines of one, in shares of the page."""


@pytest.mark.parametrize(
    ("leading", "address"), [(LINE, "FLAT 8B, 15 KING STREET, QUARRY BAY, HONG KONG"), (ENTRY, None)]
)
def test_a_line_set_tight_below_an_address_goes_on_with_it(leading: float, address: str | None) -> None:
    y = 0.2
    found = scanned(
        (0.1, 0.16, "1. Pemberi Kerja"),
        (0.1, y - ENTRY + 0.002, "Nama: CHEUNG MEI YEE"),
        (0.1, y, "Alamat: FLAT 8B, 15 KING STREET, QUARRY"),
        (0.1, y + leading, "BAY, HONG KONG"),
        (0.1, y + leading + ENTRY, "2. Pekerja Migran Indonesia"),
        (0.1, y + leading + 2 * ENTRY, "Nama: LESTARI CONTOH"),
        (0.1, y + leading + 3 * ENTRY, "Pasal 1. Pemberi Kerja adalah pihak yang sah menurut hukum di negeri itu"),
    )  # fmt: skip
    wanted = address or "FLAT 8B, 15 KING STREET, QUARRY"
    assert found["employer_address"].text == wanted


def test_a_value_half_a_line_below_its_label_is_not_taken_from_the_line_above() -> None:
    y = 0.2
    found = scanned(
        (0.1, y, "Nomor SIP3MI / Licence number"),
        (0.55, y, ": 00002942560560001"),
        (0.1, y + 0.9 * HIGH, "Nomor job order / Job order number"),
        (0.55, y + 1.55 * HIGH, "JO-BRN-2026-03055"),
    )
    assert found["job_order_number"].text == "JO-BRN-2026-03055"


@pytest.mark.parametrize("heading", ["PEMBERI KERJA / EMPLOYER", "KERJA / EMPLOYER", "PEMBFRI KFRJA / EMPLOYER"])
def test_one_half_of_a_heading_in_two_languages_tells_the_party(heading: str) -> None:
    found = scanned(
        (0.1, 0.20, heading),
        (0.1, 0.22, "Nama / Name : CONTOH TEXTILE CO., LTD."),
        (0.1, 0.26, "PEKERJA MIGRAN INDONESIA / WORKER"),
        (0.1, 0.28, "Nama / Name : DOMINIKUS CONTOH"),
        (0.1, 0.30, "NIK / Identity number : 5306992701920000"),
    )
    assert found["employer_name"].text == "CONTOH TEXTILE CO., LTD."
    assert found["worker_name"].text == "DOMINIKUS CONTOH"


@pytest.mark.parametrize(
    ("row", "field", "status"),
    [
        ("Hari istirahat : 1 hari per minggu", "rest_days", "ok"),
        ("Rest days : 1 day per", "rest_days", "doubtful"),
        ("Hari istirahat : 1 hari setiap", "rest_days", "doubtful"),
        ("Working hours : 8 hours per", "working_hours", "doubtful"),
        ("Working hours : 8 hours per day", "working_hours", "ok"),
    ],
)
def test_how_often_that_is_not_read_to_its_end_is_doubtful(row: str, field: str, status: str) -> None:
    page = page_of(["PERJANJIAN KERJA", row], source=ReadingSource.VISUAL, confidence=0.7)
    shown = row.split(": ")[1].rsplit(" ", 1)[0] if status == "doubtful" else row.split(": ")[1]
    assert extract([page], Readers(Says(), Says(*shown.split())))[field].status is FieldStatus(status)


def test_specks_between_a_label_and_its_value_are_no_values():
    """Specks that an engine read as a digit, a letter or a piece of a word, as photocopies are full of them."""
    rows = ("PEMBERI KERJA / EMPLOYER", [(0.1, "Nama / Name"), (0.46, ": WANG LI CHUN")],
            [(0.1, "Alamat / Address"), (0.46, "NO. 5, MINQUAN STREET, TAICHUNG")],
            "PEKERJA / WORKER", [(0.1, "Nama / Name"), (0.46, "ROSALIA")],
            [(0.1, "Nomor paspor / Passport number"), (0.46, "X0097901")])  # fmt: skip
    page = page_of(rows, source=ReadingSource.VISUAL, confidence=0.95)
    lines = [0.05 + number * LEADING for number in range(len(rows))]
    specks = [
        Word(text=text, region=Region.clipped(0, x, y, x + wide, y + high), confidence=confidence)
        for text, x, y, wide, high, confidence in (
            ("3", 0.36, lines[0] + 0.003, 0.002, 0.0017, 0.55), ("2", 0.39, lines[2] + 0.003, 0.003, 0.0038, 0.73),
            ("5", 0.33, lines[3] + 0.003, 0.002, 0.0017, 0.59), ("Seret", 0.32, lines[1], 0.04, 0.01, 0.05),
            ("i", 0.4, lines[4] + 0.004, 0.002, 0.0017, 0.39),
        )
    ]  # fmt: skip
    fields = extract([replace(page, words=(*page.words, *specks))], Readers(BlindReader()))

    assert texts(fields, "employer_name", "employer_address", "worker_name", "worker_passport_number") == (
        "WANG LI CHUN", "NO. 5, MINQUAN STREET, TAICHUNG", "ROSALIA", "X0097901",
    )  # fmt: skip
