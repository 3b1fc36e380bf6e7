"""What a specimen may ask of its person, beside name and home: religion, birthday, kinds of NIK, an older card."""

import datetime as dt

import pytest

from samples.dossier import tell_dossier
from samples.papers import TEN_YEARS_SINCE, Story, tell
from samples.persons import BELIEF, age_on
from samples.specimen import Specimen, Traits

SEEDS = range(1, 9)


def told(seed: int, **traits: object) -> Story:
    expected = {"document": "clear", "protection": "none", "next_step": "none"}
    values = {"case": "any", "number": 9, "title": {"id": "", "en": ""}, "documents": {}, "expected": expected}
    return tell(Specimen.model_validate({**values, "traits": Traits.model_validate(traits)}), seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("region", "provinces"),
    [("papuan", {"93", "94", "95", "96"}), ("nit", {"99"}), ("historic", {"64", "91", "92"})],
)
def test_the_nik_begins_as_its_kind_does(seed: int, region: str, provinces: set[str]) -> None:
    assert told(seed, nik_region=region).person.nik[:2] in provinces


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("born", "day"), [("1 July", (7, 1)), ("31 December", (12, 31))])
def test_a_fixed_birthday_is_on_every_paper_and_leaves_an_adult(seed: int, born: str, day: tuple[int, int]) -> None:
    story = told(seed, born=born)
    assert (story.person.birth_date.month, story.person.birth_date.day) == day
    assert story.ktp.birth_date == story.passport.birth_date == story.contract.worker_birth_date
    assert age_on(story.person.birth_date, story.contract.signed_on) >= 21


@pytest.mark.parametrize("seed", SEEDS)
def test_a_believer_outside_the_six_religions(seed: int) -> None:
    assert told(seed, religion="belief").person.religion == BELIEF


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dated_card_ends_on_a_birthday_long_past(seed: int) -> None:
    story = told(seed, card="dated", age=(31, 40))
    until = story.ktp.valid_until
    assert until is not None
    assert (until.month, until.day) == (story.person.birth_date.month, story.person.birth_date.day)
    assert story.ktp.issued_on < until < dt.date(2019, 1, 1)
    assert age_on(story.person.birth_date, story.ktp.issued_on) >= 17


@pytest.mark.parametrize("seed", SEEDS)
def test_passports_of_before_october_2022_hold_five_years(seed: int) -> None:
    passport = told(seed, signed_on=(dt.date(2022, 2, 1), dt.date(2022, 9, 1))).passport
    assert passport.issued_on < TEN_YEARS_SINCE
    assert passport.expires_on.year - passport.issued_on.year == 5


@pytest.mark.parametrize("seed", range(1, 40))
def test_nobody_gives_herself_the_family_s_permission(seed: int) -> None:
    file = tell_dossier(told(seed), seed, 9)
    assert file.permit.signer.nik != file.person.nik
