"""Job titles and terms of work as rules compare them: what is the same, what differs, what stays open."""

import doctest
from decimal import Decimal
from itertools import combinations

import pytest

import validators.jobs
from tests.fixtures.paper_case import paper, read
from validators.crossing import same_company, same_number, same_party, shown
from validators.jobs import same_job
from validators.working_terms import (
    Wage,
    amount_of,
    day_of,
    hours_of,
    is_less,
    months_of,
    rest_of,
    same_destination,
    wage_of,
)

TITLES = validators.jobs._DATA["groups"]  # the list itself is what is looked at here

SAME = [
    ("PEKERJA RUMAH TANGGA", "DOMESTIC HELPER"),
    ("Penata Laksana Rumah Tangga", "domestic helper"),
    ("PENATA LAKSANA RUMAH TANGGA / DOMESTIC HELPER", "HOUSEMAID"),
    ("FOREIGN DOMESTIC HELPER (FEMALE)", "PLRT"),
    ("PERAWAT LANSIA", "CARE GIVER"),
    ("OPERATOR PABRIK / FACTORY OPERATOR", "OPERATOR PRODUKSI"),
    ("PEKERJA LADANG SAWIT", "PLANTATION WORKER"),
    ("AWAK KAPAL PERIKANAN", "FISHERMAN"),
    ("PEMETIK KELAPA", "PEMETIK  KELAPA"),
]
DIFFERENT = [
    ("PEKERJA RUMAH TANGGA", "OPERATOR PRODUKSI"),
    ("CAREGIVER", "FACTORY WORKER"),
    ("PEKERJA PERKEBUNAN", "CUSTOMER SERVICE"),
    ("FISHERMAN", "CONSTRUCTION WORKER"),
]
OPEN = [
    ("PEKERJA RUMAH TANGGA", "CAREGIVER"),
    ("PEKERJA RUMAH TANGGA", "JURU MASAK"),
    ("PEMETIK KELAPA", "DOMESTIC HELPER"),
    ("GENERAL WORKER", "FACTORY WORKER"),
    ("FACTORY WORKER IN THE LAUNDRY", "DOMESTIC HELPER"),
    ("", "DOMESTIC HELPER"),
    ("看護工", "CAREGIVER"),
    ("DOMESTIC HELPER " * 20, "FISHERMAN"),
]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [(*pair, True) for pair in SAME] + [(*pair, False) for pair in DIFFERENT] + [(*pair, None) for pair in OPEN],
)
def test_job_titles(one: str, other: str, verdict: bool | None) -> None:
    assert same_job(one, other) is same_job(other, one) is verdict


def test_every_title_of_one_job_is_that_job_and_none_stands_twice() -> None:
    titles = [title for group in TITLES.values() for title in group]
    assert len(titles) == len(set(titles))
    for group in TITLES.values():
        assert all(same_job(one, other) for one, other in combinations(group, 2))
    assert doctest.testmod(validators.jobs).failed == 0


def test_every_pair_of_near_jobs_names_jobs_that_exist() -> None:
    pairs = [pair.split() for pair in validators.jobs._DATA["near"]["pairs"]]
    assert all(len(pair) == 2 and set(pair) <= TITLES.keys() for pair in pairs)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8 jam per hari / 8 hours per day", {"day": 8}),
        ("8 (delapan) jam sehari, 48 jam seminggu", {"day": 8, "week": 48}),
        ("delapan jam sehari", {"day": 8}),
        ("44 hours a week", {"week": 44}),
        ("8 jam/hari", {"day": 8}),
        ("7,5 jam per hari", {"day": Decimal("7.5")}),
        ("08.00 - 17.00", {}),
        ("8 hours per day, 10 hours per day", {}),
        ("8 jam per hari dengan 1 jam istirahat per hari", {}),
        ("99 jam per hari", {}),
        ("", {}),
    ],
)
def test_hours(text: str, hours: dict[str, Decimal]) -> None:
    assert hours_of(text) == hours


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 hari per minggu", 4),
        ("1 (satu) hari dalam seminggu", 4),
        ("sekali seminggu", 4),
        ("one rest day every week", 4),
        ("4 rest days in a month", 4),
        ("2 days off per month", 2),
        ("1 hari libur setiap 7 (tujuh) hari kerja", 4),
        ("setiap hari Minggu", 4),
        ("every Sunday", 4),
        ("1 hari per minggu, 2 hari per bulan", None),
        ("12 hari cuti tahunan", None),
        ("9 hari per minggu", None),
        ("menurut undang-undang", None),
    ],
)
def test_days_of_rest_in_four_weeks(text: str, days: int | None) -> None:
    assert rest_of(text) == days


@pytest.mark.parametrize("text", ["", "NaN", "-5", "0", "Infinity", "1e40", "1.700,00", "RM 1700", "sNaN"])
def test_what_is_no_amount(text: str) -> None:
    assert amount_of(text) is None


def test_amounts_within_rounding_are_one() -> None:
    assert not is_less(Decimal(1695), Decimal(1700))
    assert is_less(Decimal(1600), Decimal(1700))


@pytest.mark.parametrize(
    ("fields", "wage"),
    [
        ({"wage_amount": "1700", "wage_currency": "MYR", "wage_period": "month"}, Wage(Decimal(1700), "MYR", "month")),
        ({"wage_amount": "1700", "wage_currency": "MYR"}, Wage(Decimal(1700), "MYR", "")),
        ({"wage_amount": "1700"}, None),
        ({"wage_amount": "1700", "wage_currency": "RM"}, None),
        ({"wage_amount": "1700", "wage_currency": "MYR", "wage_period": "fortnight"}, None),
        ({"wage_amount": read("1700", "doubtful"), "wage_currency": "MYR"}, None),
    ],
)
def test_a_wage_needs_its_currency(fields: dict[str, str], wage: Wage | None) -> None:
    assert wage_of(paper("work_contract", **fields)) == wage


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("MYS", "MYS", True),
        ("MYS", "KHM", False),
        ("TWN", "CHN", None),
        ("HKG", "HKG", True),
        ("IDN", "MYS", None),
        ("MYS", "Malaysia", None),
        ("", "MYS", None),
    ],
)
def test_destinations(one: str, other: str, verdict: bool | None) -> None:
    assert same_destination(one, other) is verdict


def test_days_and_terms() -> None:
    assert [months_of(text) for text in ("24", "0", "121", "dua", "-1", "²", "9" * 40)] == [24] + [None] * 6
    assert day_of("2026-02-30") is None


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("CHAN WAI LING", "MS. CHAN WAI LING", True),
        ("CHAN WAI LING", "WAI LING CHAN", True),
        ("LADANG CONTOH MAJU SDN. BHD.", "Ladang Contoh Maju", True),
        ("CHAN WAI LING", "LEUNG KA MAN", False),
        ("CHAN WAI LING", "陳慧玲", None),
        ("CONTOH MAJU", "CONTOH MAJU JAYA STORES", True),  # as a person's name with words left out: the milder way
    ],
)
def test_employers(one: str, other: str, verdict: bool | None) -> None:
    assert same_party(one, other) is same_party(other, one) is verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("0000-0001", "00000001", True),
        ("JO/0001/2026", "JO/0013/2026", False),
        ("JO/0001/2026", "JO/0002/2026", None),
        ("KEP. 12/MEN/2019", "0000000000000-0001", None),
        ("--", "0001", None),
    ],
)
def test_reference_numbers(one: str, other: str, verdict: bool | None) -> None:
    assert same_number(one, other) is verdict


def test_values_are_shown_as_people_write_them() -> None:
    assert shown("signed_on", "2026-03-10").id == "10 Maret 2026"
    assert (shown("destination_country", "KHM").id, shown("destination_country", "KHM").en) == ("Kamboja", "Cambodia")
    assert shown("destination_country", "POL").en == "Poland"
    assert shown("destination_country", "XXX").en == "XXX"
    assert shown("signed_on", "bulan depan").id == "bulan depan"
    assert same_company("PT CONTOH KARYA", "CONTOH KARYA, PT") is True
