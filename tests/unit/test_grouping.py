"""Which pages of one upload are one paper: titles, running heads, pages without a title, cards in between."""

import numpy as np
import pytest

from extractors import grouping
from extractors.document_type import DocumentType
from extractors.engine import Part, ReadPage
from extractors.grouping import group, numbered
from extractors.model import Quality, ReadingSource, Region, TypeScore, Word

GOOD = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
FILLER = "Bekerja dengan baik menurut aturan yang berlaku di tempat kerja dan di rumah"


def line(text: str, place: int, index: int) -> list[Word]:
    y = 0.03 + 0.03 * place
    return [
        Word(text=word, confidence=0.95, region=Region.clipped(index, 0.06 * at, y, 0.06 * at + 0.05, y + 0.02))
        for at, word in enumerate(text.split())
    ]


def page(index: int, kind: str, *rows: str, part: Part | None = None) -> ReadPage:
    """Return a page that ``classified`` calls ``kind``, with ``rows`` and, unless it is blank, a line below them."""
    words = [word for place, text in enumerate(rows) for word in line(text, place, index)]
    words += line(FILLER, 20, index) if kind != "blank" else []
    pixels = np.zeros((4, 4, 3), np.uint8)
    return ReadPage(index, pixels, tuple(words), 0, GOOD, ReadingSource.PDF_TEXT, kind, part=part)


@pytest.fixture(autouse=True)
def classified(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page's ``engine`` say its type, and CONTRACT or AGREEMENT in its first row be a title."""

    def says(title: str) -> DocumentType:
        return DocumentType(
            title, 1, frozenset(), lambda _: 0.0, lambda *_: {},
            begins=lambda read: bool(read.words) and read.words[0].text == title.upper(),
        )  # fmt: skip

    kinds = {
        "contract": says("contract"),
        "letter": says("letter"),
        "agreement": says("agreement"),
        "ktp": DocumentType("ktp", 1, frozenset(), lambda _: 0.0, lambda *_: {}),
    }

    def classify(read: ReadPage) -> tuple[TypeScore, ...]:
        if read.engine in kinds:
            return (TypeScore(type=read.engine, score=0.8),)
        return (TypeScore(type="unknown", score=0.9), TypeScore(type="contract", score=0.1))

    monkeypatch.setattr(grouping, "classify", classify)
    monkeypatch.setattr(grouping, "document_types", lambda: kinds)
    monkeypatch.setattr(grouping.joining, "TYPES", frozenset({"contract", "agreement"}))


def told(*pages: ReadPage) -> list[tuple[str, list[int]]]:
    return [(paper.type, [one.index for one in paper.pages]) for paper in group(pages)]


def test_no_pages_are_no_papers() -> None:
    assert group([]) == ()


def test_pages_without_a_title_go_on_their_paper() -> None:
    pages = (page(0, "contract", "CONTRACT"), page(1, "contract", "Pasal 5"), page(2, "blank"))
    assert told(*pages) == [("contract", [0, 1, 2])]


def test_a_new_title_begins_a_new_paper_of_the_same_type() -> None:
    first, second = page(0, "contract", "CONTRACT", "Nomor 012/PK/2026"), page(1, "contract", "Pasal 5")
    third, fourth = page(2, "contract", "CONTRACT", "Nomor 013/PK/2026"), page(3, "contract", "Pasal 5")
    assert told(first, second, third, fourth) == [("contract", [0, 1]), ("contract", [2, 3])]


@pytest.mark.parametrize(
    "rows",
    [("CONTRACT", "Nomor 012/PK/2026"), ("CONTRACT", "Pasal 6 Upah"), ("CONTRACT", "Halaman 2 dari 3")],
    ids=["its number", "a later article", "a later page"],
)
def test_a_running_head_is_no_new_paper(rows: tuple[str, ...]) -> None:
    first = page(0, "contract", "CONTRACT", "Nomor 012/PK/2026", "Pasal 1 Umum", "Pasal 5 Jam")
    assert told(first, page(1, "contract", *rows)) == [("contract", [0, 1])]


def test_a_card_between_the_pages_of_a_contract_is_a_paper_of_its_own() -> None:
    pages = (
        page(0, "contract", "CONTRACT", "Pasal 1 Umum"), page(1, "ktp"), page(2, "contract", "Pasal 2 Upah"),
        page(3, "ktp"), page(4, "unknown", "Pasal 3 Jam"),
    )  # fmt: skip
    assert told(*pages) == [("contract", [0, 2, 4]), ("ktp", [1]), ("ktp", [3])]


def test_two_cards_are_two_papers() -> None:
    assert told(page(0, "ktp"), page(1, "ktp")) == [("ktp", [0]), ("ktp", [1])]


def test_an_unknown_paper_is_not_swallowed_by_the_one_before() -> None:
    pages = (page(0, "ktp"), page(1, "unknown", "IJAZAH"), page(2, "unknown"), page(3, "agreement", "AGREEMENT"))
    assert told(*pages) == [("ktp", [0]), ("unknown", [1, 2]), ("agreement", [3])]


def test_an_unknown_page_that_does_not_follow_is_no_page_of_the_agreement() -> None:
    assert told(page(0, "agreement", "AGREEMENT"), page(1, "unknown", "IJAZAH")) == [
        ("agreement", [0]), ("unknown", [1]),
    ]  # fmt: skip


def test_a_blank_page_goes_on_a_contract_and_not_a_letter() -> None:
    assert told(page(0, "contract", "CONTRACT"), page(1, "blank")) == [("contract", [0, 1])]
    assert told(page(0, "letter", "LETTER"), page(1, "blank")) == [("letter", [0]), ("unknown", [1])]


def test_an_unknown_page_with_the_next_number_goes_on() -> None:
    first = page(0, "agreement", "AGREEMENT", "Halaman 1 dari 2")
    assert told(first, page(1, "unknown", "Halaman 2 dari 2")) == [("agreement", [0, 1])]


def test_a_title_of_another_paper_ends_the_paper_before() -> None:
    assert told(page(0, "contract", "CONTRACT"), page(1, "agreement", "AGREEMENT")) == [
        ("contract", [0]), ("agreement", [1]),
    ]  # fmt: skip


def test_papers_on_one_picture_stay_apart_and_take_no_pages() -> None:
    part = Part(Region(page=0, x0=0, y0=0, x1=0.5, y1=1), np.eye(3))
    other = Part(Region(page=0, x0=0.5, y0=0, x1=1, y1=1), np.eye(3))
    pages = (page(0, "contract", "CONTRACT", part=part), page(0, "contract", part=other), page(1, "blank"))
    assert told(*pages) == [("contract", [0]), ("contract", [0]), ("unknown", [1])]


def test_a_papers_own_pages_count_from_zero_with_their_words() -> None:
    paper = group((page(0, "contract", "CONTRACT", "Pasal 1"), page(1, "ktp"), page(2, "contract", "Pasal 2")))[0]
    homes, own = numbered(paper)
    assert dict(homes) == {0: 0, 1: 2}
    assert [one.index for one in own.pages] == [0, 1]
    assert {word.region.page for word in own.pages[1].words} == {1}


def test_the_surest_page_tells_how_sure_the_paper_is() -> None:
    (paper,) = group((page(0, "contract", "CONTRACT"), page(1, "blank")))
    assert paper.score == pytest.approx(0.8)
