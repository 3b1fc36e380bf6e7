"""The faults that can be planted in a case, one at a time: each makes exactly its own rules fire.

A fault changes the story before it is printed, or the way in which a paper is photographed. What it must give
stands beside it, so that a test can swap one fault for another and know the outcome.
"""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from samples.chance import years_after
from samples.papers import LicenceState, Story, mrz_lines
from samples.persons import age_on, nik
from samples.specimen import DocumentType, Expected, Traits

INCONSISTENT: Final = ("inconsistent", "none", "review")


@dataclass(frozen=True)
class Fault:
    """One planted fault.

    ``change`` returns the story with the fault in it; ``traits`` the bounds that the person must be drawn in;
    ``captures`` the capture that a document type gets instead of its own.
    """

    name: str
    expected: Expected
    change: Callable[[random.Random, Story], Story] = lambda _draw, story: story
    traits: Callable[[Traits], Traits] = lambda traits: traits
    captures: tuple[tuple[DocumentType, str], ...] = ()


def _expected(outcome: tuple[str, str, str], *codes: str) -> Expected:
    document, protection, next_step = outcome
    return Expected.model_validate(
        {"document": document, "protection": protection, "next_step": next_step, "flagged_rules": codes}
    )


def nik_birth_date(draw: random.Random, story: Story) -> Story:
    """Give the person a NIK whose date part is another day of the same year; every paper and registry bears it."""
    birth = story.person.birth_date
    other = birth.replace(day=draw.choice([day for day in range(1, 29) if day != birth.day]))
    number = nik(story.person.nik[:4], int(story.person.nik[4:6]) - 90, other, story.person.sex)
    return replace(
        story,
        person=replace(story.person, nik=number),
        ktp=replace(story.ktp, nik=number),
        contract=replace(story.contract, worker_nik=number),
    )


def mrz_check_digit(draw: random.Random, story: Story) -> Story:
    """Print one wrong check digit in the second MRZ line (number, birth date or expiry)."""
    first, second = story.passport.mrz_lines
    place = draw.choice([9, 19, 27])
    wrong = str((int(second[place]) + draw.randint(1, 9)) % 10)
    return replace(
        story, passport=replace(story.passport, mrz_lines=(first, second[:place] + wrong + second[place + 1 :]))
    )


def passport_number(draw: random.Random, story: Story) -> Story:
    """Print another passport number in the contract: two of its last four digits differ."""
    number = story.passport.number
    places = draw.sample(range(4, 8), 2)
    changed = "".join(
        str((int(character) + draw.randint(2, 8)) % 10) if place in places else character
        for place, character in enumerate(number)
    )
    return replace(story, contract=replace(story.contract, worker_passport_number=changed))


def minor_traits(traits: Traits) -> Traits:
    """Return bounds that give a worker of 17 on the signing day, at departure and on 22 November 2026."""
    return traits.model_copy(update={"age": (17, 17), "signed_on": (dt.date(2026, 7, 20), dt.date(2026, 8, 28))})


def young(draw: random.Random, story: Story) -> Story:
    """Leave the story as it is: the bounds of ``minor_traits`` are the fault."""
    del draw
    if age_on(story.person.birth_date, story.contract.start_date) >= 18:
        raise ValueError("the drawn worker is of age at departure")
    return story


def revoked_licence(draw: random.Random, story: Story) -> Story:
    """Revoke the agency's licence some weeks before the contract was signed; only the registry knows."""
    since = story.contract.signed_on - dt.timedelta(days=draw.randint(5, 60))
    decree = f"KEP-00{draw.randint(10, 99)}/CABUT-SIP3MI/{since.year}"
    earlier = tuple(state for state in story.licence if state.since < since)
    return replace(story, licence=(*earlier, LicenceState(since, "revoked", decree)))


def nik_sex(draw: random.Random, story: Story) -> Story:
    """Print the other sex on the KTP only; NIK, passport and registry keep the right one."""
    del draw
    return replace(story, ktp=replace(story.ktp, sex="M" if story.ktp.sex == "F" else "F"))


def mrz_against_print(draw: random.Random, story: Story) -> Story:
    """Print a later expiry in the MRZ, with right check digits, than in the visible zone."""
    del draw
    later = replace(story.passport, expires_on=story.passport.expires_on + dt.timedelta(days=31))
    return replace(story, passport=replace(story.passport, mrz_lines=mrz_lines(later)))


def passport_validity(draw: random.Random, story: Story) -> Story:
    """Give the passport two years more than the law allows, on all its lines and in the registry."""
    del draw
    longer = replace(story.passport, expires_on=years_after(story.passport.expires_on, 2))
    return replace(story, passport=replace(longer, mrz_lines=mrz_lines(longer)))


def contract_nik(draw: random.Random, story: Story) -> Story:
    """Print another NIK in the contract: both figures of its district differ, so that it is no slip of one figure."""
    district = "".join(str((int(figure) + draw.randint(2, 8)) % 10) for figure in story.contract.worker_nik[4:6])
    number = story.contract.worker_nik
    return replace(story, contract=replace(story.contract, worker_nik=f"{number[:4]}{district}{number[6:]}"))


def contract_birth_date(draw: random.Random, story: Story) -> Story:
    """Print a birth date in the contract that lies three to six years before the one on the other papers."""
    earlier = years_after(story.contract.worker_birth_date, -draw.randint(3, 6))
    return replace(story, contract=replace(story.contract, worker_birth_date=earlier))


_ALL: Final = (
    Fault("nik_birth_date", _expected(INCONSISTENT, "NIK003"), nik_birth_date),
    Fault("mrz_check_digit", _expected(INCONSISTENT, "MRZ001"), mrz_check_digit),
    Fault("passport_number", _expected(INCONSISTENT, "CON003"), passport_number),
    Fault("minor", _expected(("clear", "urgent", "urgent_review"), "AGE001"), young, minor_traits),
    Fault("revoked_licence", _expected(("clear", "concern", "review"), "AGY001"), revoked_licence),
    Fault("unreadable", _expected(("unreadable", "none", "ask_new_photo")), captures=(("ktp", "unreadable"),)),
    Fault("nik_sex", _expected(INCONSISTENT, "NIK004", "REG001", "CON006"), nik_sex),
    Fault("mrz_against_print", _expected(INCONSISTENT, "MRZ002"), mrz_against_print),
    Fault("passport_validity", _expected(INCONSISTENT, "PAS001"), passport_validity),
    Fault("contract_nik", _expected(INCONSISTENT, "CON004"), contract_nik),
    Fault("contract_birth_date", _expected(INCONSISTENT, "CON002"), contract_birth_date),
)

FAULTS: Final = MappingProxyType({fault.name: fault for fault in _ALL})
"""Every fault by name."""

NO_FAULT: Final = Fault("none", _expected(("clear", "none", "none")))
"""What a case gives with nothing planted in it."""
