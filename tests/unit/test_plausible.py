"""What cannot be a value at all is unreadable to rules; what a paper can print stays as it was read."""

import pytest

from extractors.model import FieldStatus
from tests.fixtures.paper_case import contract, ktp, paper, passport, read
from validators.plausible import calendar_day, for_rules, is_legible


@pytest.mark.parametrize(
    "value",
    ["A" * 10_000, "SITI\x00", "SITI \u202eHANIMA", '<img src=x onerror="x()">', "<SCRIPT>", "\x1b[31mX"],
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


@pytest.mark.parametrize("value", ["N/A", "-", "0", "TIDAK ADA", "12 JANUARI 1990", "{0}", "<<<<"])
def test_what_names_nobody_is_no_name(value: str) -> None:
    (seen,) = for_rules([ktp(name=value)])
    assert seen.fields["name"].status is FieldStatus.UNREADABLE


def test_a_name_with_a_digit_for_a_letter_stays_a_name() -> None:
    (seen,) = for_rules([ktp(name="SIT1 AMINAH")])
    assert seen.fields["name"].status is FieldStatus.OK


@pytest.mark.parametrize("value", ["PT 3 PUTRA", "陳大文", "KUMAR A/L RAJU"])
def test_companies_and_employers_have_names_of_many_forms(value: str) -> None:
    (seen,) = for_rules([contract(employer_name=value)])
    assert seen.fields["employer_name"].value == value


@pytest.mark.parametrize("value", ["\u200fX0000000\u200e", "X000\u00ad0000", "X\u200b000\ufeff0000"])
def test_marks_without_ink_are_left_out(value: str) -> None:
    (seen,) = for_rules([contract(worker_passport_number=value)])
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
