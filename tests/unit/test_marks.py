"""Marks under a paper: told apart, given to their party, and never concluded to be missing where one cannot see."""

from dataclasses import replace

import pytest

from extractors.marks.parties import party_of
from extractors.marks.signatures import signatures_of, signatures_on
from extractors.model import Field, FieldStatus, Region
from tests.fixtures.signed_page import BODY, Placed, initialled, scanned, share, signing_page

ALL = {"employer": "hand", "worker": "hand", "agency": "hand"}
NAMES = {"worker": "WORKER CONTOH", "employer": "EMPLOYER CONTOH"}


def told(field: Field | None) -> set[tuple[str, str]]:
    assert field is not None
    assert isinstance(field.value, list)
    return {(str(item["party"]), str(item["kind"])) for item in field.value}


def assert_in_place(field: Field | None, placed: Placed) -> None:
    assert field is not None
    for party, kind, box in placed:
        places = [
            Region.model_validate(item["region"])
            for item in field.value
            if isinstance(item, dict) and (item["party"], item["kind"]) == (party, kind)
        ]
        best = max((region.iou(share(box)) for region in places), default=0.0)
        assert best >= 0.4, f"{party} {kind} is told elsewhere (IoU {best:.2f})"


def test_words_without_extent_are_no_print_to_measure_by() -> None:
    page = scanned(signing_page(ALL, 1)[0].read())
    flat = Region(page=0, x0=0.0, y0=0.0, x1=0.0, y1=0.0)
    words = tuple(word.model_copy(update={"region": flat}) for word in page.words)
    assert signatures_on([replace(page, words=words, view=None)], names=NAMES) is None


@pytest.mark.parametrize("seed", [1, 2])
def test_signatures_of_three_parties_are_told_with_their_places(seed: int) -> None:
    page, placed = signing_page(ALL, seed)
    field = signatures_on([scanned(page.read())], names=NAMES)
    assert told(field) == {("employer", "hand"), ("worker", "hand"), ("agency", "hand")}
    assert_in_place(field, placed)
    assert field is not None
    assert field.status is FieldStatus.OK


@pytest.mark.parametrize(
    ("form", "grey"), [("round", False), ("oval", False), ("square", False), ("triangle", False), ("round", True)]
)
def test_a_stamp_is_told_from_the_signature_that_it_crosses(form: str, grey: bool) -> None:
    page, placed = signing_page({**ALL, "agency": f"hand stamp:{form}"}, 4)
    field = signatures_on([scanned(page.read(), grey=grey)], names=NAMES)
    assert ("agency", "stamp") in told(field)
    assert {("employer", "hand"), ("worker", "hand")} <= told(field)
    assert_in_place(field, [one for one in placed if one[1] == "stamp"])


@pytest.mark.parametrize(("seed", "grey"), [(1, False), (2, True)])
def test_a_thumb_instead_of_a_signature(seed: int, grey: bool) -> None:
    page, placed = signing_page({**ALL, "worker": "thumb"}, seed)
    field = signatures_on([scanned(page.read(), grey=grey)], names=NAMES)
    assert told(field) == {("employer", "hand"), ("worker", "thumb"), ("agency", "hand")}
    assert_in_place(field, placed)


def test_a_revenue_stamp_is_no_signature() -> None:
    page, _ = signing_page({"worker": "meterai", "employer": "hand"}, 3)
    field = signatures_on([scanned(page.read())], names=NAMES)
    assert told(field) == {("employer", "hand"), ("worker", "meterai")}


def test_a_printed_electronic_signature() -> None:
    page, _ = signing_page({"employer": "electronic", "worker": "hand"}, 2)
    read = page.read()
    field = signatures_on([read], names=NAMES)
    assert told(field) == {("employer", "electronic"), ("worker", "hand")}


def test_an_empty_place_is_not_listed_and_surely_empty() -> None:
    page, _ = signing_page({"employer": "hand"}, 1)
    field = signatures_on([scanned(page.read())], names=NAMES)
    assert told(field) == {("employer", "hand")}
    assert field is not None
    assert field.status is FieldStatus.OK
    blank, _ = signing_page({}, 1)
    nothing = signatures_on([scanned(blank.read())], names=NAMES)
    assert nothing is not None
    assert (nothing.value, nothing.status) == ([], FieldStatus.OK)


def test_on_a_poor_picture_nobody_may_say_that_a_place_is_empty() -> None:
    page, _ = signing_page({"employer": "hand"}, 1)
    field = signatures_on([scanned(page.read(dpi=200), scale=0.28, soft=2.5)], names=NAMES)
    assert field is not None
    assert field.status is FieldStatus.DOUBTFUL


def test_ink_that_cannot_be_told_leaves_the_place_open() -> None:
    page, _ = signing_page({"employer": "hand"}, 1)
    for number in range(4):  # short dashes where the worker signs: no signature, and not nothing
        y = 344 + number * 14
        page.sheets.curve([(222 + 22 * number, y), (236 + 22 * number, y + 2)], 3.0, (30, 30, 40))
    field = signatures_on([scanned(page.read())], names=NAMES)
    assert ("worker", "hand") not in told(field)
    assert field is not None
    assert field.status is FieldStatus.DOUBTFUL


def test_a_party_whose_place_is_not_found_is_not_said_to_be_missing() -> None:
    page, _ = signing_page({"employer": "hand"}, 1, labels={"employer": "Majikan / Employer"})
    field = signatures_on([scanned(page.read())], names=NAMES)
    assert field is not None
    assert field.status is FieldStatus.DOUBTFUL


def test_initials_in_the_margin_are_of_nobody_known() -> None:
    page, _ = signing_page({})
    box = initialled(page)
    page.text(260, 815, "Halaman 3 dari 5", BODY)
    field = signatures_on([scanned(page.read())])
    assert told(field) == {("unknown", "hand")}
    assert_in_place(field, [("unknown", "hand", box)])


def test_a_page_of_text_has_no_signatures() -> None:
    page, _ = signing_page({}, labels={"nobody": "Demikian perjanjian ini dibuat."}, lines=30)
    assert signatures_on([scanned(page.read())]) is None


def test_the_first_party_of_a_placement_agreement_is_the_agency() -> None:
    labels = {"employer": "PIHAK PERTAMA", "worker": "PIHAK KEDUA"}
    page, _ = signing_page({"employer": "hand", "worker": "hand"}, 5, labels=labels)
    found = signatures_of([scanned(page.read())], {}, called={"employer": "agency"})
    assert told(found["signatures"]) == {("agency", "hand"), ("worker", "hand")}


@pytest.mark.parametrize(
    ("label", "party"),
    [
        ("PIHAK KEDUA (PEKERJA)", "worker"),
        ("Signature of Employer", "employer"),
        ("Mengetahui, Kepala Desa Sukamaju", "official"),
        ("Perusahaan Penempatan Pekerja Migran (P3MI)", "agency"),
        ("Saksi-saksi / Witnesses", "witness"),
        ("Suami / Husband", "family"),
        ("BP3MI Jawa Barat", "official"),
        ("雇主 / Employer", "employer"),
        ("Nama Pekerja", None),
        ("Jakarta, 5 Mei 2026", None),
        ("KANTOR KEPALA DESA SUMBEREJO", None),
        ("PEMERINTAH DESA SUMBEREJO", None),
    ],
)
def test_labels_name_their_party(label: str, party: str | None) -> None:
    assert party_of(label) == party
