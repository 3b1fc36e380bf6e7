"""What cannot be a value at all is unreadable to rules; what a paper can print stays as it was read."""

import pytest

from extractors.model import FieldStatus
from tests.fixtures.paper_case import contract, ktp, paper, passport, read
from validators.plausible import calendar_day, for_rules, is_legible


@pytest.mark.parametrize(
    "value",
    ["A" * 10_000, "SITI\x00", "SITI \u202eHANIMA", "SITI\ufeff", '<img src=x onerror="x()">', "<SCRIPT>", "\x1b[31mX"],
)
def test_a_text_that_no_paper_prints_is_unreadable_and_goes_nowhere(value: str) -> None:
    (seen,) = for_rules([ktp(name=value)])
    assert seen.fields["name"].status is FieldStatus.UNREADABLE
    assert (seen.fields["name"].value, seen.fields["name"].raw, seen.fields["name"].readings) == ("", "", ())


@pytest.mark.parametrize(
    "value", ["SITI NUR'AINI", "P<IDNAMINAH<<SITI<NUR<<<<<<<<<<<<<<<<<<<<<<<<<", "شركة الأمل", "陳大文", "JL. A\nNO. 1"]
)
def test_what_papers_print_stays(value: str) -> None:
    document = contract(employer_name=value)
    assert for_rules([document]) == (document,)
    assert is_legible(value)


def test_marks_of_direction_are_left_out() -> None:
    (seen,) = for_rules([contract(worker_passport_number="\u200fX0000000\u200e")])
    assert seen.fields["worker_passport_number"].value == "X0000000"


@pytest.mark.parametrize("value", ["1990-02-31", "2538-08-15", "1447-03-01", "0115-03-10", "15-08-1995", "19950815"])
def test_a_day_of_no_calendar_or_of_another_one_is_unreadable(value: str) -> None:
    assert calendar_day(value) is None
    (seen,) = for_rules([ktp(birth_date=value)])
    assert seen.fields["birth_date"].status is FieldStatus.UNREADABLE


def test_a_card_for_life_and_a_date_of_the_zone_stay() -> None:
    card, book = ktp(valid_until="SEUMUR HIDUP"), passport(birth_date=read("1995-08-15", mrz="950815"))
    assert for_rules([card, book]) == (card, book)


def test_one_reading_that_cannot_be_leaves_the_other() -> None:
    (seen,) = for_rules([passport(birth_date=read("1995-08-15", mrz="2538-08-15"))])
    assert [reading.value for reading in seen.fields["birth_date"].readings] == ["1995-08-15"]


def test_entries_of_a_list_lose_what_cannot_be() -> None:
    rows = [{"name": "SITI", "birth_date": "2538-01-01", "nik": "3276015508950000", "n": 1}]
    listed = read("").model_copy(update={"value": rows})
    (seen,) = for_rules([paper("family_card", members=listed)])
    assert seen.fields["members"].value == [{"name": "SITI", "nik": "3276015508950000", "n": 1}]
