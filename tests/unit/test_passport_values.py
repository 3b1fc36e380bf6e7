"""Normal forms of what a passport prints."""

import pytest

from extractors import passport_values as values


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("X0000412", "X0000412"),
        ("x 0000 412", "X0000412"),
        ("XOOOO412", "X0000412"),
        ("80000412", "B0000412"),
        ("E1Z3S6B9", "E1235689"),
        ("AB000412", "A8000412"),
        ("X0000412 SP", "X0000412"),
        ("X00004", "X00004"),
        ("REPUBLIK", None),
        ("", None),
    ],
)
def test_indonesian_number_by_position(read: str, meant: str | None) -> None:
    assert values.number(read, indonesian=True) == meant


def test_series_letter_never_becomes_a_digit() -> None:
    for letter in "ABEXSIGZ":
        assert values.number(f"{letter}0000412", indonesian=True) == f"{letter}0000412"


def test_number_of_another_state_is_untouched() -> None:
    assert values.number("AO1234S67", indonesian=False) == "AO1234S67"


@pytest.mark.parametrize(
    ("read", "meant"),
    [("L/M", "M"), ("P / F", "F"), ("M", "M"), ("F", "F"), ("P", "F"), ("LAKI-LAKI", "M"), ("UM", None), ("M/F", None)],
)
def test_sex(read: str, meant: str | None) -> None:
    assert values.sex(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [("INDONESIA", "IDN"), ("1NDONESIA", "IDN"), ("IDN", "IDN"), ("MALAYSIA", "MYS"), ("KEWARGANEGARAAN", None)],
)
def test_country(read: str, meant: str | None) -> None:
    assert values.country(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("17 MEI/MAY 1990", "1990-05-17"),
        ("17 MAY 1990", "1990-05-17"),
        ("08/02/2023", "2023-02-08"),
        ("31-04-2023", None),
        ("MATARAM", None),
    ],
)
def test_printed_date(read: str, meant: str | None) -> None:
    assert values.printed_date(read) == meant


def test_registration_number_leaves_the_next_word() -> None:
    assert values.registration("1A11ZZ0412-ABC MATARAM") == "1A11ZZ0412-ABC"
    assert values.registration("1A11ZZ0412 -ABC") == "1A11ZZ0412-ABC"
    assert values.registration("MATARAM") is None


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2L 44JP0048-EHL", "2L44JP0048-EHL"),
        ("1 A11JC1234-ABC", "1A11JC1234-ABC"),
        ("NO 1A11JC1234-ABC", "1A11JC1234-ABC"),
        ("A11JC1234-ABC JAKARTA", "A11JC1234-ABC"),
    ],
)
def test_registration_number_that_was_read_in_two_parts_keeps_its_beginning(read: str, meant: str) -> None:
    assert values.registration(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("SEMARANG 2L 44JP0048-EHL", "SEMARANG"),
        ("JAKARTA SELATAN 1A11JC1234-ABC", "JAKARTA SELATAN"),
        ("UNIT LAYANAN 2 CILACAP", "UNIT LAYANAN 2 CILACAP"),
        ("1A11JC1234-ABC", None),
    ],
)
def test_an_office_ends_where_a_number_begins(read: str, meant: str | None) -> None:
    assert values.office(read) == meant


def test_name_with_figures_is_no_name() -> None:
    assert values.name("Dwi  oktaviani") == "DWI OKTAVIANI"
    assert values.name("17 MEI 1990") is None


@pytest.mark.parametrize(
    ("slots", "name"),
    [
        ("SUMIATI<<DWI<OKTAVIANI<<<<<<", "DWI OKTAVIANI SUMIATI"),
        ("SUMIATI<<<<<<", "SUMIATI"),
        ("VAN<DER<MEER<<JAN<<<", "JAN VAN DER MEER"),
        ("<<<<", ""),
    ],
)
def test_name_of_the_zone(slots: str, name: str) -> None:
    assert values.zone_name(slots) == name


@pytest.mark.parametrize(
    ("digits", "not_after", "iso"),
    [
        ("330809", None, "2033-08-09"),
        ("900517", "2028-12-31", "1990-05-17"),
        ("040229", "2028-12-31", "2004-02-29"),
        ("280131", "2026-12-31", "1928-01-31"),
        ("901332", None, None),
        ("90<<<<", None, None),
    ],
)
def test_date_of_the_zone(digits: str, not_after: str | None, iso: str | None) -> None:
    assert values.zone_date(digits, not_after=not_after) == iso
