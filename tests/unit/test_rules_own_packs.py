"""Rules under packs that an operator may lay: what our own rows do not show."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.paper_case import contract, ktp, subject
from validators.model import Outcome, RuleRun
from validators.packs import DestinationAge, PlacementLimit, WageFloor
from validators.packs.facts import LimitKind
from validators.rule import Subject, load, run, subjects

ROW = {"source": "decree of the operator", "valid_from": date(2020, 1, 1), "retrieved": date(2026, 11, 29)}


def outcome(code: str, case: Subject) -> RuleRun:
    (each,) = subjects(load()[code], case)
    return run(load()[code], each)


def under(case: Subject, **rows: object) -> Subject:
    return replace(case, packs=replace(case.packs, **rows))


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("DOMESTIC HELPER", Outcome.FLAGGED),
        ("WELDER", Outcome.NOT_APPLICABLE),
        ("CARETAKER", Outcome.NOT_APPLICABLE),
    ],
)
def test_a_limit_of_age_for_one_kind_of_work_and_without_an_upper_end(position: str, expected: Outcome) -> None:
    limit = DestinationAge(destination="SGP", jobs="household", least=23, **ROW)
    case = subject(
        ktp(birth_date="2004-01-01"),
        contract(destination_country="SGP", position=position, worker_birth_date=None),
    )
    found = outcome("AGE002", under(case, destination_ages=(limit,)))
    assert found.outcome is expected
    assert all(">= 23" in finding.message.id for finding in found.findings)


def test_a_moratorium_for_all_work_asks_for_no_position() -> None:
    limit = PlacementLimit(destination="JPN", jobs="all", kind=LimitKind.MORATORIUM, **ROW)
    case = subject(contract(destination_country="JPN"))
    found = outcome("ROU001", under(case, placement_limits=(limit,)))
    assert found.outcome is Outcome.FLAGGED
    assert "for all jobs" in found.findings[0].message.en


def test_a_moratorium_that_was_lifted_flags_nothing() -> None:
    limit = PlacementLimit(
        destination="KWT", jobs="household", kind=LimitKind.MORATORIUM, valid_to=date(2025, 12, 31), **ROW
    )
    case = subject(contract(destination_country="KWT", position="HOUSEMAID"))
    assert outcome("ROU001", under(case, placement_limits=(limit,))).outcome is Outcome.PASSED


@pytest.mark.parametrize(("wage", "expected"), [("999", Outcome.FLAGGED), ("1000", Outcome.PASSED)])
def test_a_floor_for_all_work_needs_no_kind_of_work(wage: str, expected: Outcome) -> None:
    floor = WageFloor(destination="JPN", jobs="all", amount="1000", currency="JPY", period="hour", **ROW)
    case = subject(
        contract(
            destination_country="JPN",
            position="PEKERJA UMUM",
            wage_amount=wage,
            wage_currency="JPY",
            wage_period="hour",
        )
    )
    assert outcome("WAG001", under(case, wage_floors=(floor,))).outcome is expected


@pytest.mark.parametrize(
    ("kind", "english", "said"), [("moratorium", "", "in both languages"), ("prohibited", "SPSK", "only a moratorium")]
)
def test_an_exception_is_whole_and_of_a_moratorium(kind: str, english: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        PlacementLimit(destination="SAU", jobs="household", kind=kind, exception_id="SPSK", exception_en=english, **ROW)


def test_the_exception_and_the_day_stand_in_the_message() -> None:
    found = outcome(
        "ROU001", subject(contract(destination_country="SAU", position="HOUSEMAID"), today=date(2026, 4, 1))
    )
    (finding,) = found.findings
    assert "SPSK" in finding.message.id
    assert "the one-channel SPSK placement" in finding.message.en
    assert "10 March 2026" in finding.message.en


def test_a_closed_country_names_the_title_that_such_offers_bear() -> None:
    with_title = outcome("ROU002", subject(contract(destination_country="KHM", position="ADMIN ONLINE")))
    without = outcome("ROU002", subject(contract(destination_country="KHM", position="WELDER")))
    assert "online gaming admin" in with_title.findings[0].message.en
    assert "offers that trap" not in without.findings[0].message.en
