"""NIK, KK number, passport number, MRZ and NIB: what is valid, why not, and what is never marked invalid."""

import doctest
import importlib
import pkgutil
from datetime import date

import pytest

import validators.numbers
from extractors.vocabulary import region_codes
from extractors.vocabulary.region_codes import RegionLevel
from validators.numbers import kk, mrz, nib, nik, passport_number
from validators.numbers.errors import (
    InvalidChecksum,
    InvalidComponent,
    InvalidFormat,
    InvalidLength,
    ValidationError,
)

NUMBERS = ["nik", "passport_number", "mrz", "visa_mrz", "kk", "nib"]
ICAO = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.mark.parametrize("name", NUMBERS)
def test_every_module_has_the_four_functions_and_true_examples(name: str) -> None:
    module = importlib.import_module(f"validators.numbers.{name}")
    assert all(callable(getattr(module, function)) for function in ("compact", "validate", "is_valid", "format"))
    assert "Source" in (module.__doc__ or "")
    assert doctest.testmod(module).failed == 0


def test_no_number_module_is_left_out() -> None:
    found = {module.name for module in pkgutil.iter_modules(validators.numbers.__path__)} - {"errors"}
    assert found == set(NUMBERS)


@pytest.mark.parametrize(
    ("number", "error"),
    [
        ("327601550895000", InvalidLength),
        ("", InvalidLength),
        ("32760155089500011", InvalidLength),
        ("3276015508950O01", InvalidFormat),
        ("327601550895000²", InvalidFormat),
        ("3276010008950001", InvalidComponent),
        ("3276013208950001", InvalidComponent),
        ("3276014008950001", InvalidComponent),
        ("3276017208950001", InvalidComponent),
        ("3276011500950001", InvalidComponent),
        ("3276011513950001", InvalidComponent),
        ("3276012902990001", InvalidComponent),
        ("0076011508950001", InvalidComponent),
        ("9776011508950001", InvalidComponent),
    ],
)
def test_an_impossible_nik_says_why(number: str, error: type[ValidationError]) -> None:
    with pytest.raises(error):
        nik.validate(number)
    assert not nik.is_valid(number)


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("3276015508950001", RegionLevel.CURRENT),
        ("9101015508950001", RegionLevel.HISTORIC),
        ("9271015508950001", RegionLevel.HISTORIC),
        ("6473015508950001", RegionLevel.HISTORIC),
        ("7320015508950001", RegionLevel.HISTORIC),
        ("9950115508950001", RegionLevel.NIT),
        ("3276995508950001", RegionLevel.UNKNOWN_DISTRICT),
        ("3299015508950001", RegionLevel.UNKNOWN_REGENCY),
        ("9301015508950001", RegionLevel.CURRENT),
        ("9401015508950001", RegionLevel.CURRENT),
        ("9501015508950001", RegionLevel.CURRENT),
        ("9601015508950001", RegionLevel.CURRENT),
    ],
)
def test_a_possible_nik_is_valid_however_rare_its_region(number: str, level: RegionLevel) -> None:
    assert nik.parts(number).level is level
    assert nik.is_valid(number)


def test_a_nik_s_parts() -> None:
    parts = nik.parts("32.7601.550895.0001")
    assert parts.number == "3276015508950001"
    assert (parts.region, parts.serial, parts.sex.value, parts.is_nit) == ("327601", "0001", "F", False)
    assert parts.births == (date(1895 + 100, 8, 15), date(2095, 8, 15))
    assert nik.parts("3276012902000001").births == (date(2000, 2, 29),)
    assert nik.format("3276015508950001") == "327601 550895 0001"
    assert nik.format("327601") == "327601"


def test_the_century_comes_from_the_printed_date_or_from_the_age_of_a_card() -> None:
    today = date(2026, 11, 22)
    assert nik.birth_date("3276011508260001", printed=date(1926, 8, 15), today=today) == date(1926, 8, 15)
    assert nik.birth_date("3276011508080001", today=today) == date(2008, 8, 15)
    assert nik.birth_date("3276012311090001", today=today) == date(1909, 11, 23)  # 16 years old would hold no card
    assert nik.birth_date("3276011508950001", today=today) == date(1995, 8, 15)


def test_the_region_table_is_the_decree_s_and_retired_codes_are_not_in_it() -> None:
    table = region_codes.current()
    assert tuple(sum(len(code) == digits for code in table) for digits in (2, 4, 6)) == (38, 514, 7285)
    retired = region_codes.retired()
    assert len(retired) == 36
    assert not set(retired) & set(table)
    assert all(entry.successor in table for entry in retired.values() if entry.successor)
    assert all(len(entry.source) > 20 for entry in retired.values())
    assert region_codes.name("9101") == "Merauke"
    assert region_codes.name("32") == "Jawa Barat"
    assert region_codes.name("6473") is None
    assert doctest.testmod(region_codes).failed == 0


@pytest.mark.parametrize("number", ["X0000001", "a 0000001", "E000-0001", "X0000001<"])
def test_a_passport_number_with_any_series_letter_is_valid(number: str) -> None:
    assert passport_number.is_valid(number)
    assert passport_number.format(number) == passport_number.validate(number)


@pytest.mark.parametrize(
    ("number", "error"), [("X000001", InvalidLength), ("00000001", InvalidFormat), ("XX000001", InvalidFormat)]
)
def test_a_passport_number_of_another_shape_says_why(number: str, error: type[ValidationError]) -> None:
    with pytest.raises(error):
        passport_number.validate(number)
    assert not passport_number.is_valid(number)


@pytest.mark.parametrize(
    "line",
    [ICAO, "X0000000<1IDN9508152F3401011<<<<<<<<<<<<<<<2", "E0000001<1IDN0001317M3506307<<<<<<<<<<<<<<<4"],
)
def test_known_lines_are_valid(line: str) -> None:
    assert mrz.validate(line.lower()) == line
    assert mrz.compact(mrz.format(line)) == line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (ICAO.replace("C36", "C37"), ("number", "composite")),
        (ICAO.replace("7408122", "7408123"), ("birth_date", "composite")),
        (ICAO.replace("1204159", "1204150"), ("expires_on", "composite")),
        (ICAO.replace("<<10", "<<20"), ("optional", "composite")),
        (f"{ICAO[:-1]}1", ("composite",)),
        (f"{ICAO[:-1]}<", ("composite",)),
        (ICAO.replace("<<10", "<<<0"), ("optional", "composite")),
    ],
)
def test_each_check_digit_is_checked(line: str, names: tuple[str, ...]) -> None:
    assert mrz.faults(line) == names
    assert not mrz.is_valid(line)
    with pytest.raises(InvalidChecksum):
        mrz.validate(line)


def test_a_line_that_is_none_says_why() -> None:
    with pytest.raises(InvalidLength):
        mrz.validate(ICAO[:-1])
    with pytest.raises(InvalidFormat):
        mrz.validate(f"{ICAO[:-1]}É")
    with pytest.raises(InvalidFormat):
        mrz.check_digit("a")
    with pytest.raises(InvalidLength):
        mrz.split(ICAO, "P<IDN")


def test_the_slots_cover_both_lines_once() -> None:
    for line in (1, 2):
        columns = [column for slot in mrz.TD3 if slot.line == line for column in range(slot.first, slot.last + 1)]
        assert columns == list(range(1, 45))


def test_split_and_names() -> None:
    line_1 = f"P<IDNAMINAH<<SITI<NUR{'<' * 23}"
    slots = mrz.split(ICAO, line_1)
    assert (slots["issuing_state"], slots["nationality"], slots["sex"]) == ("IDN", "UTO", "F")
    assert mrz.split_name(slots["names"]) == ("AMINAH", "SITI NUR")
    assert mrz.split_name("SUMIATI<<<<<") == ("SUMIATI", "")
    assert "names" not in mrz.split(ICAO)


@pytest.mark.parametrize(
    "number", ["3276010901180001", "327601 090118 0001", "3276014901180001", "9101010901050001", "3276012902000000"]
)
def test_a_kk_number_that_can_be_is_valid(number: str) -> None:
    assert kk.is_valid(number)


@pytest.mark.parametrize(
    ("number", "error"),
    [
        ("327601090118001", InvalidLength),
        ("32760109011800O1", InvalidFormat),
        ("3276010013180001", InvalidComponent),
        ("3276017201180001", InvalidComponent),
        ("3276013202180001", InvalidComponent),
        ("2076010901180001", InvalidComponent),
    ],
)
def test_a_kk_number_that_cannot_be_says_why(number: str, error: type[ValidationError]) -> None:
    with pytest.raises(error):
        kk.validate(number)


def test_a_kk_number_names_the_day_of_registration_in_either_century() -> None:
    assert kk.parts("3276010901180001").registered == (date(1918, 1, 9), date(2018, 1, 9))
    assert kk.parts("3276014901180001").registered == (date(1918, 1, 9), date(2018, 1, 9))
    assert kk.parts("3276012902000001").registered == (date(2000, 2, 29),)


def test_a_nib_has_thirteen_digits() -> None:
    assert nib.validate("0000-0000.00001") == "0000000000001"
    assert nib.format("0000 0000 00001") == "0000000000001"
    for number, error in (("000000000001", InvalidLength), ("00000000000O1", InvalidFormat)):
        with pytest.raises(error):
            nib.validate(number)
