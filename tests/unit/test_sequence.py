"""Page numbers and article headings, as they are printed in many ways."""

import numpy as np
import pytest

from extractors.engine import Readers, ReadPage
from extractors.model import FieldStatus, Quality, ReadingSource, Region, Word
from extractors.sequence import articles, page_number, sequence_fields
from tests.fixtures.fault_worker import BlindReader

BODY = "Pihak kedua bekerja sesuai dengan syarat yang disepakati oleh para pihak dalam perjanjian ini"
READERS = Readers(first=BlindReader())


def page(*rows: str, index: int = 0) -> ReadPage:
    """A page of ``rows``; two columns are parted by a bar."""
    words = []
    for row, text in enumerate(rows):
        for column, part in enumerate(text.split("|")):
            x = 0.08 + 0.48 * column
            for word in part.split():
                right = x + 0.008 * len(word)
                place = Region.clipped(index, x, 0.05 + 0.03 * row, right, 0.065 + 0.03 * row)
                words.append(Word(text=word, region=place, confidence=0.9))
                x = right + 0.006
    quality = Quality(sharpness=1, glare=0, card_width_px=None)
    return ReadPage(index, np.zeros((1400, 1000, 3), np.uint8), tuple(words), 0, quality, ReadingSource.PDF_TEXT, "x")


@pytest.mark.parametrize(
    ("foot", "number", "of"),
    [
        ("Halaman 2 dari 5", 2, 5),
        ("Page 2/5", 2, 5),
        ("Halaman 3 / Page 3", 3, None),
        ("PK-001/2026 Page 2 of 5 CONTOH", 2, 5),
        ("- 4 -", 4, None),
        ("3/7", 3, 7),
        ("Muka surat 2 daripada 6", 2, 6),
        ("第 2 頁 共 5 頁", 2, None),
        ("12", 12, None),
    ],
)
def test_page_numbers_at_the_foot(foot: str, number: int, of: int | None) -> None:
    read = page_number(page(*[BODY] * 9, foot))
    assert read is not None
    assert (read.number, read.of) == (number, of)


@pytest.mark.parametrize("foot", ["5 Mei 2026", "Halaman 7 dari 5", "Rp 1.700", "NIK 3273015205950000", "5/12/2026"])
def test_other_numbers_at_the_foot_are_no_page_number(foot: str) -> None:
    assert page_number(page(*[BODY] * 9, foot)) is None


def test_a_page_named_in_the_text_is_no_page_number() -> None:
    assert page_number(page(*[BODY] * 5, f"{BODY} sebagaimana diatur pada halaman 3 lampiran", *[BODY] * 5)) is None


def test_articles_by_their_headings() -> None:
    read = page(
        "Pasal 5 Upah", BODY, "Pasal 6", "sebagaimana dimaksud", "Pasal 2 ayat (1) berlaku", "PASAL 7. CUTI", BODY
    )
    assert [heading.number for heading in articles(read)] == [5, 6, 7]


def test_articles_in_two_columns_count_once() -> None:
    read = page("Pasal 1. Upah|Article 1. Wage", f"{BODY[:40]}|{BODY[:40]}", "Pasal 2. Cuti|Article 2. Leave")
    assert [heading.number for heading in articles(read)] == [1, 2]


def test_roman_and_chinese_headings() -> None:
    assert [heading.number for heading in articles(page("PASAL IV", BODY, "PASAL V", BODY))] == [4, 5]
    assert [heading.number for heading in articles(page("第3條", BODY, "第4條", BODY))] == [3, 4]


def test_a_number_far_from_the_others_was_misread() -> None:
    assert [one.number for one in articles(page("Pasal 1", "Pasal 7", "Pasal 8", "Pasal 9"))] == [7, 8, 9]


def test_fields_of_several_pages() -> None:
    first = page("Pasal 1 Upah", BODY, "Pasal 4 Cuti", BODY, BODY, "Halaman 1 dari 3")
    second = page("Pasal 5 Lembur", BODY, BODY, BODY, BODY, index=1)
    fields = sequence_fields([first, second], READERS)
    assert (fields["page_numbers"].text, fields["articles"].text) == ("1/3,-", "1-5")
    assert fields["page_numbers"].status is FieldStatus.OK


def test_numbered_paragraphs_stand_in_for_articles_and_are_not_sure() -> None:
    fields = sequence_fields([page("3. Upah pekerja", BODY, "4. Cuti pekerja", BODY, "5. Lembur", BODY)], READERS)
    assert (fields["articles"].text, fields["articles"].status) == ("3-5", FieldStatus.DOUBTFUL)


def test_a_page_of_prose_has_neither() -> None:
    assert sequence_fields([page(*[BODY] * 8)], READERS) == {}
