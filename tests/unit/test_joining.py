"""Photos of one contract: joined in any order, gaps told, two contracts never mixed."""

import random
from collections.abc import Mapping
from typing import Any

import pytest

from extractors.joining import joined
from extractors.model import (
    Document,
    DocumentState,
    Field,
    FieldStatus,
    Page,
    Quality,
    Reading,
    ReadingSource,
    Region,
    Source,
)

HEAD = {
    "contract_number": "0123/PK/V/2026",
    "worker_name": "SITI AMINAH CONTOH",
    "employer_name": "LADANG CONTOH MAJU SDN BHD",
    "wage_amount": "1700",
    "wage_currency": "MYR",
    "wage_period": "month",
}


def place(page: int = 0, y: float = 0.3) -> Region:
    return Region(page=page, x0=0.1, y0=y, x1=0.5, y1=y + 0.02)


def told(value: Any, status: str = "ok", confidence: float = 0.95) -> Field:
    raw = value if isinstance(value, str) else ""
    reading = Reading(
        source=ReadingSource.VISUAL, engine="one", raw=raw, value=value, confidence=confidence, region=place()
    )
    return Field(
        value=value, raw=raw, confidence=confidence, status=FieldStatus(status), source=ReadingSource.VISUAL,
        region=place() if isinstance(value, str) else None, readings=(reading,),
    )  # fmt: skip


def photo(
    arrival: int, name: str, fields: Mapping[str, Any], kind: str = "work_contract", *, pages: int = 1, **more: Any
) -> Document:
    """One upload as read: ``name`` stands for its bytes."""
    sha256 = name.encode().hex().ljust(64, "0")[:64]
    source = Source(
        upload_id=f"U{arrival}", sha256=sha256, filename=f"{name}.jpg", media_type="image/jpeg", bytes=1, page=0
    )
    return Document(
        id=f"D{arrival + 1:03}",
        sources=(source,),
        sha256=sha256,
        filename=f"{name}.jpg",
        media_type="image/jpeg",
        state=DocumentState.READ,
        type=kind,
        type_score=more.get("score", 0.8),
        pages=tuple(
            Page(
                index=index, width_px=100, height_px=140, dpi=None, rotation=0,
                image_sha256=f"{name}{index}".encode().hex().ljust(64, "0")[:64],
                quality=Quality(sharpness=0.8, glare=0, card_width_px=None),
            )
            for index in range(pages)
        ),
        fields={key: value if isinstance(value, Field) else told(value) for key, value in fields.items()},
        extractor=None if kind == "unknown" else f"{kind}@1",
    )  # fmt: skip


def clause(code: str, y: float = 0.3) -> dict[str, Any]:
    return {"code": code, "region": place(0, y).model_dump(), "confidence": 0.9}


FIVE = [
    (
        "p1",
        {**HEAD, "page_numbers": "1/5", "articles": "1-3", "clauses": [clause("C1"), clause("C3")]},
        "work_contract",
    ),
    ("p2", {"page_numbers": "2/5", "articles": "4-6", "clauses": [clause("C4")]}, "work_contract"),
    ("p3", {"page_numbers": "3/5", "articles": "7-9"}, "unknown"),
    ("p4", {"page_numbers": "4/5", "articles": "10-12", "clauses": [clause("C9", 0.7)]}, "work_contract"),
    ("p5", {"page_numbers": "5/5", "signed_on": "2026-05-05"}, "unknown"),
]


def sent(order: list[int], pages: Any = FIVE) -> list[Document]:
    return [photo(arrival, *pages[number]) for arrival, number in enumerate(order)]


@pytest.mark.parametrize("seed", range(6))
def test_five_photos_in_any_order_are_one_contract(seed: int) -> None:
    order = list(range(5))
    random.Random(seed).shuffle(order)
    (paper,) = joined(sent(order))
    assert (paper.id, paper.type, paper.extractor) == ("D001", "work_contract", "work_contract@1")
    assert [source.filename for source in paper.sources] == ["p1.jpg", "p2.jpg", "p3.jpg", "p4.jpg", "p5.jpg"]
    assert [page.index for page in paper.pages] == [0, 1, 2, 3, 4]
    assert [source.document_pages for source in paper.sources] == [(0,), (1,), (2,), (3,), (4,)]
    assert (paper.filename, paper.sha256) == (paper.sources[0].filename, paper.sources[0].sha256)
    assert paper.fields["page_numbers"].text == "1/5,2/5,3/5,4/5,5/5"
    assert paper.fields["articles"].text == "1-12"
    assert paper.fields["signed_on"].region == place(4)
    assert paper.fields["signed_on"].readings[0].region == place(4)
    assert [(item["code"], item["region"]["page"]) for item in paper.fields["clauses"].value] == [
        ("C1", 0), ("C3", 0), ("C4", 1), ("C9", 3),
    ]  # fmt: skip
    assert "missing_pages" not in paper.fields


def test_a_missing_page_is_told() -> None:
    (paper,) = joined(sent([4, 0, 1]))
    assert paper.fields["missing_pages"].text == "3,4"
    assert paper.fields["page_numbers"].text == "1/5,2/5,5/5"
    (paper,) = joined(sent([3, 0, 1]))
    assert (paper.fields["missing_pages"].text, paper.fields["missing_articles"].text) == ("3,5", "7-9")


def test_a_lone_page_tells_what_is_missing_and_a_whole_contract_nothing() -> None:
    (page,) = joined(sent([1]))
    assert page.fields["missing_pages"].text == "1,3,4,5"
    whole = photo(0, "scan", {**HEAD, "page_numbers": "1,2,3", "articles": "1-15"}, pages=3)
    assert joined([whole]) == (whole,)


def test_a_second_picture_of_a_page_gives_a_source_and_no_page() -> None:
    parts = sent([0, 1, 2, 3, 4])
    blurred = photo(5, "again", {
        **HEAD, "wage_amount": told("1700", "doubtful", 0.4), "page_numbers": "1/5", "articles": "1-3",
        "clauses": [clause("C1")],
    })  # fmt: skip
    (paper,) = joined([*parts, blurred])
    assert len(paper.pages) == 5
    assert [(source.filename, source.document_pages) for source in paper.sources[-2:]] == [
        ("p5.jpg", (4,)),
        ("again.jpg", ()),
    ]
    assert [reading.region for reading in paper.fields["worker_name"].readings] == [place(0), None]
    assert [item["code"] for item in paper.fields["clauses"].value] == ["C1", "C3", "C4", "C9"]


def test_the_better_picture_of_a_page_is_the_page() -> None:
    unsure = told("SITI AMINAH CONTOH", "doubtful", 0.4)
    blurred = photo(0, "blurred", {"page_numbers": "1/2", "articles": "1-3", "worker_name": unsure})
    sharp = photo(1, "sharp", {**HEAD, "page_numbers": "1/2", "articles": "1-3"})
    last = photo(2, "last", {"page_numbers": "2/2", "articles": "4-6"})
    papers = joined([blurred, sharp, last])
    assert [paper.id for paper in papers] == ["D001"]
    assert [source.filename for source in papers[0].sources] == ["sharp.jpg", "last.jpg", "blurred.jpg"]
    assert papers[0].fields["worker_name"].status is FieldStatus.OK


def test_the_same_bytes_sent_twice_are_one_page() -> None:
    again = photo(5, "p2", FIVE[1][1])
    (paper,) = joined([*sent([0, 1, 2, 3, 4]), again])
    assert (len(paper.pages), len(paper.sources)) == (5, 6)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("contract_number", "0999/PK/V/2026"),
        ("wage_amount", "1200"),
        ("employer_name", "KILANG CONTOH JAYA SDN BHD"),
        ("worker_name", "BUDI CONTOH SANTOSO"),
    ],
)
def test_two_contracts_stay_apart(name: str, other: str) -> None:
    second = photo(1, "other", {**HEAD, name: other, "page_numbers": "2/2", "articles": "4-6"})
    first = photo(0, "one", {**HEAD, "page_numbers": "1/2", "articles": "1-3"})
    assert [paper.id for paper in joined([first, second])] == ["D001", "D002"]


def test_a_piece_of_a_sentence_on_a_later_page_is_no_other_employer() -> None:
    first = photo(0, "one", {**HEAD, "page_numbers": "1/2", "articles": "1-3"})
    second = photo(1, "two", {"employer_name": "THE EMPLOYER GUARANTEES", "page_numbers": "2/2", "articles": "4-6"})
    (paper,) = joined([second, first])
    assert paper.fields["employer_name"].text == HEAD["employer_name"]
    assert paper.fields["employer_name"].status is FieldStatus.OK


def test_a_page_that_two_contracts_claim_belongs_to_neither() -> None:
    other = {**HEAD, "contract_number": "0999/PK/V/2026", "wage_amount": "1200"}
    first = photo(0, "one", {**HEAD, "page_numbers": "1", "articles": "1-3"})
    second = photo(1, "other", {**other, "page_numbers": "1", "articles": "1-3"})
    tail = photo(2, "tail", {"page_numbers": "2", "articles": "4-6"})
    assert [len(paper.pages) for paper in joined([first, second, tail])] == [1, 1, 1]


def test_pages_of_two_contracts_go_to_their_own() -> None:
    """Another worker's contract lies between: its articles stop elsewhere, and it has fewer pages."""
    other = {**HEAD, "contract_number": "0999/PK/V/2026", "worker_name": "BUDI CONTOH SANTOSO"}
    parts = sent([3, 1, 0, 4, 2])
    strangers = [
        photo(5, "b2", {"page_numbers": "2/3", "articles": "5-9"}),
        photo(6, "b1", {**other, "page_numbers": "1/3", "articles": "1-4"}),
        photo(7, "b3", {"page_numbers": "3/3", "articles": "10-13"}, "unknown"),
    ]
    mixed = [parts[0], strangers[0], parts[1], parts[2], strangers[1], parts[3], strangers[2], parts[4]]
    mixed = [one.model_copy(update={"id": f"D{number:03}"}) for number, one in enumerate(mixed, start=1)]
    papers = joined(mixed)
    assert [(paper.id, [source.filename for source in paper.sources]) for paper in papers] == [
        ("D001", ["p1.jpg", "p2.jpg", "p3.jpg", "p4.jpg", "p5.jpg"]),
        ("D002", ["b1.jpg", "b2.jpg", "b3.jpg"]),
    ]


def test_pages_without_numbers_are_ordered_by_their_articles() -> None:
    pages = [
        ("a", {**HEAD, "articles": "1-4"}, "work_contract"),
        ("b", {"articles": "5-9"}, "unknown"),
        ("c", {"articles": "10-14", "signed_on": "2026-05-05"}, "work_contract"),
    ]
    (paper,) = joined(sent([2, 0, 1], pages))
    assert [source.filename for source in paper.sources] == ["a.jpg", "b.jpg", "c.jpg"]
    assert "missing_pages" not in paper.fields


PARTIES = {**HEAD, "articles": told("1-3", "doubtful")}
"""A first page that names the parties in numbered paragraphs and holds no article; its page number was not read."""
TERMS = {"page_numbers": "2", "articles": "1-8", "start_date": "2026-10-08"}


def test_a_first_page_without_articles_goes_before_the_terms() -> None:
    (paper,) = joined([photo(0, "terms", TERMS), photo(1, "parties", PARTIES)])
    assert [source.filename for source in paper.sources] == ["parties.jpg", "terms.jpg"]
    (paper,) = joined([photo(0, "terms", {"articles": "1-8"}), photo(1, "parties", PARTIES)])
    assert [source.filename for source in paper.sources] == ["parties.jpg", "terms.jpg"]


def test_terms_that_two_first_pages_claim_belong_to_neither() -> None:
    other = {**PARTIES, "contract_number": "0999/PK/V/2026", "wage_amount": "1200"}
    papers = joined([photo(0, "terms", TERMS), photo(1, "parties", PARTIES), photo(2, "other", other)])
    assert [len(paper.pages) for paper in papers] == [1, 1, 1]


def test_terms_that_do_not_begin_go_on_no_bare_first_page() -> None:
    papers = joined([photo(0, "terms", {**TERMS, "articles": "6-8"}), photo(1, "parties", PARTIES)])
    assert [len(paper.pages) for paper in papers] == [1, 1]


def test_other_papers_and_strange_pages_are_left_alone() -> None:
    card = photo(0, "ktp", {"nik": "3273015205950000"}, "ktp")
    about = {"worker_name": HEAD["worker_name"], "employer_name": HEAD["employer_name"]}
    letter = photo(2, "letter", {"page_numbers": "1/1", **about}, "unknown")
    blank = photo(3, "blank", {}, "unknown")
    head = photo(1, "one", {**HEAD, "page_numbers": "1/2"})
    tail = photo(4, "two", {"page_numbers": "2/2"}, "unknown")
    papers = joined([card, head, letter, blank, tail])
    assert [paper.id for paper in papers] == ["D001", "D002", "D003", "D004"]
    assert papers[1].sources[1].filename == "two.jpg"


def test_ids_stay_when_a_later_photo_joins() -> None:
    card = photo(2, "ktp", {"nik": "3273015205950000"}, "ktp")
    before = [photo(0, *FIVE[0]), photo(1, *FIVE[1]), card]
    later = photo(3, *FIVE[2])
    assert [paper.id for paper in joined(before)] == ["D001", "D003"]
    assert [(paper.id, len(paper.pages)) for paper in joined([*before, later])] == [("D001", 3), ("D003", 1)]


def test_sure_values_that_differ_are_a_conflict_and_both_readings_stay() -> None:
    first = photo(0, "one", {**HEAD, "job_order_number": "JO-1", "page_numbers": "1/2"})
    second = photo(
        1, "two", {"contract_number": HEAD["contract_number"], "job_order_number": "JO-2", "page_numbers": "2/2"}
    )
    (paper,) = joined([first, second])
    field = paper.fields["job_order_number"]
    assert field.status is FieldStatus.CONFLICT
    assert [(reading.value, reading.region.page if reading.region else None) for reading in field.readings] == [
        ("JO-1", 0),
        ("JO-2", 1),
    ]
    assert paper.fields["contract_number"].status is FieldStatus.OK


def test_a_file_of_all_pages_is_not_mixed_with_photos_of_the_same_places() -> None:
    scan = photo(0, "scan", {**HEAD, "page_numbers": "1/3,2/3,3/3", "articles": "1-12"}, pages=3)
    page = photo(1, "page", {"page_numbers": "3/3", "articles": "9-12"})
    assert [len(paper.pages) for paper in joined([scan, page])] == [3, 1]
    half = photo(0, "half", {**HEAD, "page_numbers": "1/3,2/3", "articles": "1-8"}, pages=2)
    (paper,) = joined([half, page])
    assert [source.document_pages for source in paper.sources] == [(0, 1), (2,)]
