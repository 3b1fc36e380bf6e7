"""NIK, KK number, passport number, MRZ and NIB: what is valid, why not, and what is never marked invalid."""

import doctest
import importlib
import pkgutil
from datetime import date

import pytest

import validators.numbers
from extractors.vocabulary import region_codes
from extractors.vocabulary.region_codes import RegionLevel
from validators.numbers import kk, mrz, nib, nik, passport_number, visa_mrz
from validators.numbers.errors import (
    InvalidChecksum,
    InvalidComponent,
    InvalidDate,
    InvalidFormat,
    InvalidLength,
    ValidationError,
)

NUMBERS = ["nik", "passport_number", "mrz", "visa_mrz", "kk", "nib"]
ICAO = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
VISA_B = "X0000000<1IDN9508152F2701013<<<<<<<<"
VISA_A = "X0000000<1IDN9508152F2701013ABC12345<<<<<<<<"


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
        ("3276010008950001", InvalidDate),
        ("3276013208950001", InvalidDate),
        ("3276014008950001", InvalidDate),
        ("3276017208950001", InvalidDate),
        ("3276011500950001", InvalidDate),
        ("3276011513950001", InvalidDate),
        ("3276012902990001", InvalidDate),
        ("0076011508950001", InvalidComponent),
        ("9776011508950001", InvalidComponent),
    ],
)
def test_an_impossible_nik_says_why(number: str, error: type[ValidationError]) -> None:
    with pytest.raises(error) as raised:
        nik.validate(number)
    assert raised.type is error  # a date is told apart from a region by it
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


@pytest.mark.parametrize(("day", "sex", "born"), [("01", "M", 1), ("31", "M", 31), ("41", "F", 1), ("71", "F", 31)])
def test_the_first_and_the_last_day_of_a_man_and_of_a_woman(day: str, sex: str, born: int) -> None:
    parts = nik.parts(f"327601{day}12950001")
    assert (parts.sex, parts.births[0]) == (sex, date(1995, 12, born))


def test_a_card_is_held_from_the_seventeenth_birthday() -> None:
    number = "3276011508090001"
    assert nik.birth_date(number, today=date(2026, 8, 14)) == date(1909, 8, 15)
    assert nik.birth_date(number, today=date(2026, 8, 15)) == date(2009, 8, 15)


def test_who_has_reached_that_age_in_no_century_is_of_the_earlier_one() -> None:
    assert nik.birth_date("3276011508990001", today=date(2010, 1, 1)) == date(1999, 8, 15)


def test_a_leap_day_that_only_one_century_has_is_that_day_even_of_a_child() -> None:
    for today in (date(2010, 1, 1), date(2026, 11, 22)):
        assert nik.birth_date("3276012902000001", today=today) == date(2000, 2, 29)


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
    assert mrz.is_valid(line)
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


OWN_CHECK = [
    *(("number", column) for column in range(1, 11)),
    *(("birth_date", column) for column in range(14, 21)),
    *(("expires_on", column) for column in range(22, 29)),
    *(("optional", column) for column in range(29, 44)),
]


@pytest.mark.parametrize("column", range(1, 45))
def test_each_check_digit_runs_over_its_columns_and_no_others(column: int) -> None:
    """One more in value is 7, 3 or 1 more in weight: never unnoticed by a check digit that runs over it."""
    line = "L898902C36UTO7408122F1204159YE184226B12345"
    line += mrz.check_digit(line[28:42])
    line += mrz.check_digit(line[:10] + line[13:20] + line[21:43])
    assert mrz.is_valid(line)
    old = line[column - 1]
    new = str((int(old) + 1) % 10) if old.isdigit() else chr(ord(old) + 1)
    names = [name for name, place in OWN_CHECK if place == column]
    expected = (*names, "composite") if names or column == 44 else ()
    assert mrz.faults(f"{line[: column - 1]}{new}{line[column:]}") == expected


@pytest.mark.parametrize(("first", "last", "name"), [(0, 10, "number"), (13, 20, "birth_date"), (21, 28, "expires_on")])
def test_only_the_optional_part_may_have_a_filler_for_its_digit(first: int, last: int, name: str) -> None:
    line = "X0000000<1IDN9508152F3401011<<<<<<<<<<<<<<<2"
    assert name in mrz.faults(f"{line[:first]}{'<' * (last - first)}{line[last:]}")
    assert "composite" in mrz.faults("<" * 44)


def test_a_line_that_is_none_says_why() -> None:
    with pytest.raises(InvalidLength):
        mrz.validate(ICAO[:-1])
    with pytest.raises(InvalidFormat):
        mrz.validate(f"{ICAO[:-1]}É")
    with pytest.raises(InvalidFormat, match=r"^a character that the zone cannot hold$"):
        mrz.check_digit("a")
    for line_1, length in (("P<IDN", 5), ("P" * 45, 45)):
        with pytest.raises(InvalidLength, match=f"{length} characters instead of 44"):
            mrz.split(ICAO, line_1)


def test_the_slots_cover_both_lines_once() -> None:
    for line in (1, 2):
        columns = [column for slot in mrz.TD3 if slot.line == line for column in range(slot.first, slot.last + 1)]
        assert columns == list(range(1, 45))


def test_a_line_is_shown_slot_by_slot() -> None:
    assert mrz.format(ICAO) == "L898902C3 6 UTO 740812 2 F 120415 9 ZE184226B<<<<< 1 0"
    assert mrz.format("L898902C36UT") == "L898902C3 6 UT"
    assert visa_mrz.format(VISA_B) == "X0000000< 1 IDN 950815 2 F 270101 3 <<<<<<<<"
    assert visa_mrz.format(VISA_A) == "X0000000< 1 IDN 950815 2 F 270101 3 ABC12345<<<<<<<<"
    assert visa_mrz.format("X0000000<1ID") == "X0000000< 1 ID"


@pytest.mark.parametrize("line", [VISA_A, VISA_B])
def test_the_line_of_a_visa_of_either_size_is_valid(line: str) -> None:
    assert visa_mrz.is_valid(line)
    assert visa_mrz.validate(f" {line[:10]} {line[10:].lower()}\n") == line


@pytest.mark.parametrize("size", [VISA_A, VISA_B])
@pytest.mark.parametrize(
    ("place", "name"),
    [
        *((place, "number") for place in (0, 8, 9)),
        *((place, "birth_date") for place in (13, 18, 19)),
        *((place, "expires_on") for place in (21, 26, 27)),
    ],
)
def test_each_check_digit_of_a_visa_runs_from_its_first_to_its_last_column(size: str, place: int, name: str) -> None:
    changed = f"{size[:place]}{'8' if size[place] != '8' else '7'}{size[place + 1 :]}"
    assert visa_mrz.faults(changed) == (name,)
    assert not visa_mrz.is_valid(changed)
    with pytest.raises(InvalidChecksum, match=f": {name}$"):
        visa_mrz.validate(changed)


@pytest.mark.parametrize("place", [10, 12, 20, 28, 35])
def test_what_has_no_check_digit_on_a_visa_is_not_checked(place: int) -> None:
    assert visa_mrz.is_valid(f"{VISA_B[:place]}A{VISA_B[place + 1 :]}")


def test_split_and_names() -> None:
    line_1 = f"P<IDNAMINAH<<SITI<NUR{'<' * 23}"
    slots = mrz.split(ICAO, line_1)
    assert (slots["issuing_state"], slots["nationality"], slots["sex"]) == ("IDN", "UTO", "F")
    assert mrz.split_name(slots["names"]) == ("AMINAH", "SITI NUR")
    assert mrz.split_name("SUMIATI<<<<<") == ("SUMIATI", "")
    assert mrz.split_name("NUR<AINI<<SITI<<<") == ("NUR AINI", "SITI")
    assert mrz.split_name("<<AMINAH<<SITI<<") == ("AMINAH", "SITI")
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
        ("3276010013180001", InvalidDate),
        ("3276017201180001", InvalidDate),
        ("3276013202180001", InvalidDate),
        ("2076010901180001", InvalidComponent),
    ],
)
def test_a_kk_number_that_cannot_be_says_why(number: str, error: type[ValidationError]) -> None:
    with pytest.raises(error) as raised:
        kk.validate(number)
    assert raised.type is error
    assert not kk.is_valid(number)


def test_a_kk_number_names_the_day_of_registration_in_either_century() -> None:
    assert kk.parts("3276010901180001").registered == (date(1918, 1, 9), date(2018, 1, 9))
    assert kk.parts("3276014901180001").registered == (date(1918, 1, 9), date(2018, 1, 9))
    assert kk.parts("3276012902000001").registered == (date(2000, 2, 29),)


def test_a_kk_number_s_parts() -> None:
    assert kk.parts("32.7601.091218.0042") == kk.KkNumber(
        "3276010912180042", "327601", RegionLevel.CURRENT, (date(1918, 12, 9), date(2018, 12, 9)), "0042"
    )
    assert kk.parts("9101013101180001").registered == (date(1918, 1, 31), date(2018, 1, 31))
    assert kk.parts("9101017112180001").registered == (date(1918, 12, 31), date(2018, 12, 31))
    assert kk.format("3276010912180042") == "327601 091218 0042"
    assert kk.format("327601") == "327601"


def test_a_nib_has_thirteen_digits() -> None:
    assert nib.validate("0000-0000.00001") == "0000000000001"
    assert nib.is_valid("0000000000001")
    assert nib.format("0000 0000 00001") == "0000000000001"
    for number, error in (("000000000001", InvalidLength), ("00000000000O1", InvalidFormat)):
        with pytest.raises(error):
            nib.validate(number)
        assert not nib.is_valid(number)


@pytest.mark.parametrize(
    ("name", "number", "says"),
    [
        ("nik", "327601550895000", "15 characters instead of 16"),
        ("nik", "3276015508950O01", "something other than digits"),
        ("nik", "3276013208950001", "no such birth date"),
        ("nik", "0076011508950001", "no such province"),
        ("kk", "32760109011800011", "17 characters instead of 16"),
        ("kk", "32760109011800O1", "something other than digits"),
        ("kk", "3276013202180001", "no such date of registration"),
        ("kk", "2076010901180001", "no such province"),
        ("kk", "327601090118001", "15 characters instead of 16"),
        ("nib", "000000000001", "12 characters instead of 13"),
        ("nib", "00000000000001", "14 characters instead of 13"),
        ("nib", "00000000000O1", "something other than digits"),
        ("passport_number", "X000001", "7 characters instead of 8"),
        ("passport_number", "X00000012", "9 characters instead of 8"),
        ("passport_number", "XX000001", "not one letter and seven digits"),
        ("mrz", ICAO[1:], "43 characters instead of 44"),
        ("mrz", f"{ICAO}<", "45 characters instead of 44"),
        ("mrz", f"{ICAO[:-1]}É", "a character that the zone cannot hold"),
        ("mrz", ICAO.replace("C36", "C37"), "check digits do not fit: number, composite"),
        ("visa_mrz", ICAO[1:], "43 characters instead of 36 or 44"),
        ("visa_mrz", f"{VISA_A}<", "45 characters instead of 36 or 44"),
        ("visa_mrz", f"{VISA_B}<", "37 characters instead of 36 or 44"),
        ("visa_mrz", VISA_B[:-1], "35 characters instead of 36 or 44"),
        ("visa_mrz", f"{VISA_B[:-1]}É", "a character that the zone cannot hold"),
        ("visa_mrz", f"{VISA_B[:9]}2IDN9508153F2701013<<<<<<<<", "check digits do not fit: number, birth_date"),
    ],
)
def test_an_error_says_what_is_wrong(name: str, number: str, says: str) -> None:
    module = importlib.import_module(f"validators.numbers.{name}")
    with pytest.raises(ValidationError) as raised:
        module.validate(number)
    assert str(raised.value) == says
    assert not module.is_valid(number)
