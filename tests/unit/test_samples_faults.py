"""Planted faults: each changes one thing only, and the registries hold what is true."""

import datetime as dt

import pytest

from samples import mrz
from samples.chance import chance
from samples.faults import FAULTS
from samples.papers import Story, mrz_lines, tell
from samples.persons import age_on
from samples.registry_records import records
from samples.specimen import specimens

SEEDS = range(40)
TODAY = dt.date(2026, 11, 22)


def stories(case: str, fault: str | None, seed: int) -> tuple[Story, Story]:
    """Return the story before and after the fault is planted."""
    specimen = specimens()[case]
    planted = FAULTS[fault] if fault else None
    if planted:
        specimen = specimen.model_copy(update={"traits": planted.traits(specimen.traits)})
    told = tell(specimen, seed)
    return told, planted.change(chance(seed, fault), told) if planted else told


def checks_pass(line: str) -> bool:
    return (
        mrz.check_digit(line[:9]) == line[9]
        and mrz.check_digit(line[13:19]) == line[19]
        and mrz.check_digit(line[21:27]) == line[27]
        and mrz.check_digit(line[:10] + line[13:20] + line[21:43]) == line[43]
    )


@pytest.mark.parametrize("case", list(specimens()))
@pytest.mark.parametrize("seed", SEEDS)
def test_a_story_without_fault_agrees_with_itself_and_with_the_law(case, seed):
    story, _ = stories(case, None, seed)
    person, passport, contract = story.person, story.passport, story.contract
    day = int(person.nik[6:8]) - (40 if person.sex == "F" else 0)
    assert f"{day:02d}{person.nik[8:12]}" == f"{person.birth_date:%d%m%y}"
    assert checks_pass(passport.mrz_lines[1])
    assert passport.mrz_lines == mrz_lines(passport)
    assert contract.worker_nik == story.ktp.nik == person.nik
    assert contract.worker_passport_number == passport.number
    assert person.birth_date < story.ktp.issued_on < contract.signed_on < contract.start_date
    assert passport.issued_on < contract.signed_on < passport.expires_on
    assert passport.issued_on >= dt.date(2022, 10, 12)
    assert passport.expires_on.year - passport.issued_on.year == 10
    assert age_on(person.birth_date, contract.signed_on) >= 21
    assert age_on(person.birth_date, story.ktp.issued_on) >= 17
    assert contract.signed_on < TODAY
    assert [state.status for state in story.licence] == ["active", "active"]
    assert story.licence[-1].since < contract.signed_on


@pytest.mark.parametrize("seed", SEEDS)
def test_nik_with_another_date_is_the_one_that_the_registry_holds(seed):
    before, after = stories("clean", "nik_birth_date", seed)
    assert after.person.birth_date == before.person.birth_date == after.ktp.birth_date
    day = int(after.ktp.nik[6:8]) - (40 if after.person.sex == "F" else 0)
    assert 1 <= day <= 28
    assert day != after.ktp.birth_date.day
    assert after.ktp.nik[:6] + after.ktp.nik[8:] == before.ktp.nik[:6] + before.ktp.nik[8:]
    assert after.contract.worker_nik == after.ktp.nik
    held = records([after])["dukcapil"][after.ktp.nik]
    assert held["birth_date"] == after.ktp.birth_date.isoformat()


@pytest.mark.parametrize("seed", SEEDS)
def test_one_wrong_check_digit(seed):
    before, after = stories("clean", "mrz_check_digit", seed)
    pairs = zip(before.passport.mrz_lines[1], after.passport.mrz_lines[1], strict=True)
    differing = [place for place, (one, two) in enumerate(pairs) if one != two]
    assert len(differing) == 1
    assert differing[0] in {9, 19, 27}
    assert not checks_pass(after.passport.mrz_lines[1])
    assert after.passport.mrz_lines[0] == before.passport.mrz_lines[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_another_passport_number_in_the_contract_only(seed):
    before, after = stories("clean", "passport_number", seed)
    one, two = after.contract.worker_passport_number, after.passport.number
    assert sum(left != right for left, right in zip(one, two, strict=True)) == 2
    assert after.passport == before.passport
    assert len(one) == 8


@pytest.mark.parametrize("seed", SEEDS)
def test_a_minor_is_seventeen_on_every_day_that_matters(seed):
    _, story = stories("clean", "minor", seed)
    birth = story.person.birth_date
    assert [age_on(birth, day) for day in (story.contract.signed_on, story.contract.start_date, TODAY)] == [17, 17, 17]
    assert age_on(birth, story.ktp.issued_on) == 17
    assert age_on(birth, story.passport.issued_on) < 17
    assert story.passport.expires_on.year - story.passport.issued_on.year == 5
    assert story.ktp.issued_on < story.contract.signed_on < story.passport.expires_on
    assert story.person.marital_status == "BELUM KAWIN"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_licence_is_revoked_before_the_signing_day(seed):
    before, after = stories("clean", "revoked_licence", seed)
    assert after.licence[-1].status == "revoked"
    assert before.licence[0].since < after.licence[-1].since < after.contract.signed_on
    assert [after.ktp, after.passport, after.contract] == [before.ktp, before.passport, before.contract]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_hard_genuine_case_is_hard_and_genuine(seed):
    story, _ = stories("hard_genuine", None, seed)
    assert story.person.nik[:4] in {"6404", "6405", "6473", "9101", "9104", "9201"}
    assert len(story.person.name.split()) == 1
    assert story.ktp.name.split()[0].strip(".") in {"H", "HJ"}
    assert story.passport.mrz_lines[0] == f"P<IDN{story.person.name}".ljust(44, "<")
    held = records([story])
    assert held["dukcapil"][story.ktp.nik]["name"] == story.ktp.name
    assert held["immigration"][story.passport.number]["name"] == story.passport.name


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_every_fault_leaves_the_persons_of_other_cases_alone(fault):
    one, _ = stories("clean", None, 7)
    two, _ = stories("nik_birth_date", None, 7)
    assert one.person != two.person
    before, after = stories("clean", fault, 7)
    assert after.person.name == before.person.name
    assert FAULTS[fault].expected.flagged_rules or fault == "unreadable"


@pytest.mark.parametrize("case", list(specimens()))
def test_what_a_specimen_expects_is_what_its_fault_gives(case):
    specimen = specimens()[case]
    if specimen.fault:
        assert specimen.expected == FAULTS[specimen.fault].expected
