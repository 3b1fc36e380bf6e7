"""What another reading or another paper bears out, and what must be photographed again because nothing does."""

from typing import Any

import pytest

from extractors.model import Document
from tests.fixtures.paper_case import PACKS, answer, contract, ktp, passport, read, subject
from validators.assessment import assess
from validators.confirmed import borne_by, is_read_twice, may_be_misread, to_read_again
from validators.model import Answer, DocumentFlag, NextStep, RuleRun
from validators.rule import load, run, subjects

TWICE = read("1995-08-15", engines=2)


def flag(*documents: Document, runs: tuple[RuleRun, ...] = ()) -> DocumentFlag:
    return assess(runs, documents, (), PACKS.policy).document


def step(*documents: Document) -> NextStep:
    return assess((), documents, (), PACKS.policy).next_step


def test_two_readings_of_one_value_are_two_only_when_they_agree() -> None:
    assert is_read_twice(read("SITI", engines=2))
    assert is_read_twice(read("SITI", mrz="SITI"))
    assert not is_read_twice(read("SITI"))
    assert not is_read_twice(read("SITI", mrz="SRI"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("WANG LI CHUN", "WANG U CHUN", True),
        ("SITI ROHMAH", "SIH ROHMAH", True),
        ("I NYOMAN ADI", "I NYOMAN 4DI", True),
        ("SITI AMINAH", "DEWI LESTARI", False),
        ("JO-HKG-00012", "JO-HKG-00034", False),
        ("TWN", "BRN", False),
        ("SITI", "SRI", False),
    ],
)
def test_a_slip_of_one_engine_may_part_two_values(one: str, other: str, *, expected: bool) -> None:
    assert may_be_misread(read(one, engines=2), read(other)) is expected
    assert not may_be_misread(read(one, engines=2), read(other, engines=2))


def test_a_doubtful_value_that_the_card_or_the_passport_bears_needs_no_new_photo() -> None:
    doubtful = contract(
        worker_name=read("SITI NUR AMINAH", "doubtful"),
        worker_id_number=read("3276015508950001", "doubtful"),
        worker_passport_number=read("X0000000", "doubtful"),
        worker_birth_date=read("1995-08-15", "doubtful"),
    )
    assert flag(ktp(), passport(), doubtful) is not DocumentFlag.UNREADABLE


@pytest.mark.parametrize(
    "doubtful",
    [
        {"worker_id_number": read("3276015508950002", "doubtful")},  # nearly the card's
        {"worker_name": read("SITI NUR AMINA", "doubtful")},
        {"worker_passport_number": read("X0000093", "doubtful")},
        {"worker_birth_date": read("1996-08-15", "doubtful")},
        {"agency_name": read("PT CONTOH KARYA", "doubtful")},  # no card bears it
        {"signed_on": read("2026-03-10", "doubtful")},
        {"worker_name": None},
    ],
)
def test_what_no_card_bears_still_asks_for_a_new_photo(doubtful: dict[str, Any]) -> None:
    assert flag(ktp(), passport(), contract(**doubtful)) is DocumentFlag.UNREADABLE
    assert step(ktp(), passport(), contract(**doubtful)) is NextStep.ASK_NEW_PHOTO


def test_the_card_and_the_passport_are_borne_out_by_nothing() -> None:
    assert flag(ktp(nik=read("3276015508950001", "doubtful")), passport(), contract()) is DocumentFlag.UNREADABLE
    assert flag(ktp(), passport(name=read("SITI NUR AMINAH", "doubtful")), contract()) is DocumentFlag.UNREADABLE


def test_a_doubtful_value_bears_nothing_out() -> None:
    named = contract(worker_name=read("SITI NUR AMINAH", "doubtful"))
    card = ktp(name=read("SITI NUR AMINAH", "doubtful"))
    assert "worker_name" not in borne_by(named, [card, named], ["ktp"])
    assert "worker_name" in borne_by(named, [ktp(), named], ["ktp"])
    assert not borne_by(ktp(), [ktp()], ["passport"])


def test_a_name_that_one_of_two_cards_bears_is_not_borne_out() -> None:
    named = contract(worker_name=read("AGUS CONTOH", "doubtful"))
    husband = ktp("D009", name="AGUS CONTOH")
    assert "worker_name" in borne_by(named, [husband, named], ["ktp"])
    assert flag(ktp(), passport(), husband, named) is DocumentFlag.UNREADABLE


def test_another_year_by_one_figure_that_one_engine_read_is_photographed_again() -> None:
    other = contract(worker_birth_date="1996-08-15")
    assert to_read_again([ktp(birth_date=TWICE), other]) == {"D003"}
    assert flag(ktp(birth_date=TWICE), passport(), other) is DocumentFlag.UNREADABLE
    assert step(ktp(birth_date=TWICE), passport(), other) is NextStep.ASK_NEW_PHOTO


def test_a_figure_from_the_day_in_the_nik_that_one_engine_read_is_photographed_again() -> None:
    card = ktp(birth_date="1991-08-15")
    assert to_read_again([card]) == {"D001"}
    assert flag(card) is DocumentFlag.UNREADABLE
    assert not to_read_again([ktp(birth_date=read("1991-08-15", engines=2))])
    assert not to_read_again([ktp(birth_date="1990-08-26"), ktp(), ktp(nik="1234"), ktp(nik=None), passport()])


def test_another_year_that_two_engines_read_is_an_alarm() -> None:
    card, other = ktp(birth_date=TWICE), contract(worker_birth_date=read("1996-08-15", engines=2))
    rule = load()["CON002"]
    runs = tuple(run(rule, each) for each in subjects(rule, subject(card, other)))
    assert not to_read_again([card, other])
    assert flag(card, other, runs=runs) is DocumentFlag.INCONSISTENT


def dukcapil(card: Document, *others: Document) -> tuple[tuple[RuleRun, ...], tuple[Answer, ...]]:
    told = (answer("dukcapil", "D001", "found", name="no_match", sex="match"),)
    rule = load()["REG001"]
    return tuple(run(rule, each) for each in subjects(rule, subject(card, *others, answers=told))), told


def test_a_name_that_the_registry_lacks_and_one_engine_read_asks_for_a_new_photo_and_is_never_clear() -> None:
    card = ktp()
    runs, told = dukcapil(card)
    found = assess(runs, [card], told, PACKS.policy)
    assert (found.document, found.next_step) == (DocumentFlag.UNREADABLE, NextStep.ASK_NEW_PHOTO)
    assert found.reasons == ("REG001",)


def test_a_name_that_the_registry_lacks_and_two_engines_read_is_an_alarm() -> None:
    card = ktp(name=read("SITI NUR AMINAH", engines=2))
    runs, told = dukcapil(card)
    assert assess(runs, [card], told, PACKS.policy).document is DocumentFlag.INCONSISTENT
