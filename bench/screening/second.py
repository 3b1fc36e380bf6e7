"""What a genuine file may hold beside the worker's own papers: a second contract, an old passport, a spouse's card."""

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bench.screening.scene import Paper
from samples import mrz
from samples.chance import years_after
from samples.dossier import Dossier
from samples.papers import Contract, mrz_lines
from samples.render.ktp import FOREIGN_STATES
from samples.words import words

Papers = tuple[Paper, ...]

FLOORS: Final = (
    ("HKG", "person", dt.date(2019, 9, 28), 4630),
    ("HKG", "person", dt.date(2022, 10, 1), 4730),
    ("HKG", "person", dt.date(2023, 9, 30), 4870),
    ("HKG", "person", dt.date(2024, 9, 28), 4990),
    ("HKG", "person", dt.date(2025, 9, 30), 5100),
    ("TWN", "person", dt.date(2022, 8, 10), 20000),
    ("TWN", "firm", dt.date(2024, 1, 1), 27470),
    ("TWN", "firm", dt.date(2025, 1, 1), 28590),
    ("TWN", "firm", dt.date(2026, 1, 1), 29500),
    ("MYS", "firm", dt.date(2025, 8, 1), 1700),
)
"""Destination, employer, first day of signing, lowest wage a month (domain.md 4.4, its sources S22 to S24)."""


def floor_of(country: str, employer: str, signed_on: dt.date) -> int | None:
    """Return the lowest lawful wage of a month on the day of signing, None where none is known."""
    held = [row[3] for row in FLOORS if row[:2] == (country, employer) and row[2] <= signed_on]
    return held[-1] if held else None


def later_contract(file: Dossier, **changes: object) -> Dossier:
    """Return ``file`` with another contract in its place."""
    contract: Contract = replace(file.contract, **changes)  # type: ignore[arg-type]  # names are those of Contract
    return replace(file, story=replace(file.story, contract=contract))


def extension(draw: random.Random, papers: Papers, file: Dossier) -> tuple[Papers, tuple[Dossier, ...]]:
    """Add the contract by which both parties go on after the first one: it begins when that ends, with better pay."""
    first = file.contract
    end = years_after(first.start_date, first.duration_months // 12)
    signed = end - dt.timedelta(days=draw.randint(20, 80))
    other = later_contract(
        file,
        number=first.number.replace(str(first.signed_on.year), str(signed.year)),
        start_date=end + dt.timedelta(days=draw.randint(0, 3)),
        signed_on=signed,
        wage=_raised(first, signed, draw),
    )
    return (*papers, _contract_of(papers, other)), (other,)


def new_employer(draw: random.Random, papers: Papers, file: Dossier) -> tuple[Papers, tuple[Dossier, ...]]:
    """Add the contract with a second employer, made before the mission after the first one let the worker go."""
    first = file.contract
    signed = first.start_date + dt.timedelta(days=draw.randint(150, 420))
    names = first.site["firms"] if first.job["employer"] == "firm" else first.site["persons"]
    other = later_contract(
        file,
        number=first.number.replace(str(first.signed_on.year), f"{signed.year}/B"),
        employer_name=draw.choice([name for name in names if name != first.employer_name]),
        employer_address=draw.choice(first.site["addresses"]),
        job_order_number=f"JO-{first.site['country']}-{signed.year}-{draw.randint(100, 9999):05d}",
        start_date=signed + dt.timedelta(days=draw.randint(5, 20)),
        signed_on=signed,
        wage=_raised(first, signed, draw),
    )
    return (*papers, _contract_of(papers, other)), (other,)


BUILDERS: Final[
    MappingProxyType[str, Callable[[random.Random, Papers, Dossier], tuple[Papers, tuple[Dossier, ...]]]]
] = MappingProxyType({"extension": extension, "new employer": new_employer})
"""Kind of case -> what adds its second contract."""


def _contract_of(papers: Sequence[Paper], file: Dossier) -> Paper:
    first = next(paper for paper in papers if paper.kind == "work_contract")
    return replace(first, file=file)


def _raised(first: Contract, signed: dt.date, draw: random.Random) -> int:
    floor = floor_of(first.site["country"], first.job["employer"], signed) or 0
    return max(first.wage + draw.choice([0, 0, 50, 100]), floor)


def card_of_spouse(draw: random.Random, file: Dossier) -> Paper:
    """Return the identity card of a husband or wife, put into the file as people are asked to; some are foreigners."""
    kin = next((member for member in file.family_card.members if member.nik != file.person.nik and member.adult), None)
    kin = kin or file.permit.signer
    person = replace(
        file.person,
        name=kin.name,
        title="",
        sex=kin.sex,
        birth_date=kin.birth_date,
        birth_place=kin.birth_place,
        nik=kin.nik,
        marital_status="KAWIN",
        occupation=kin.occupation,
    )
    issued = max(years_after(kin.birth_date, 17) + dt.timedelta(days=60), dt.date(2016, 5, 2))
    ktp = replace(
        file.story.ktp, nik=kin.nik, name=kin.name, person=person, birth_date=kin.birth_date, sex=kin.sex,
        issued_on=issued, valid_until=None,
    )  # fmt: skip
    paper = Paper("ktp", "arial", "flat", replace(file, story=replace(file.story, person=person, ktp=ktp)))
    if draw.random() < 0.3:
        until = years_after(issued, 5).isoformat()
        return paper.saying(citizenship=draw.choice(list(FOREIGN_STATES.values())), valid_until=until)
    return paper


def older_passport(draw: random.Random, file: Dossier) -> Paper:
    """Return the data page of the passport before the present one, whose life of five years is over or nearly so."""
    now = file.passport
    issued = now.issued_on - dt.timedelta(days=draw.randint(1650, 1800))
    number = f"X00{(int(now.number[3:]) + draw.randint(1, 999)) % 100000:05d}"
    old = replace(now, number=number, issued_on=issued, expires_on=years_after(issued, 5))
    old = replace(old, mrz_lines=mrz_lines(old))
    return Paper("passport", "green", "scan", replace(file, story=replace(file.story, passport=old)))


def zone_of(number: str, birth: dt.date, sex: str, expiry: dt.date) -> str:
    """Return a passport's second MRZ line with right check digits."""
    return mrz.second_line(number, f"{birth:%y%m%d}", sex, f"{expiry:%y%m%d}")


def other_person_name(draw: random.Random, sex: str) -> str:
    """Return a name of two words of another person."""
    lists = words("names")["sasak"]["female" if sex == "F" else "male"]
    return f"{draw.choice(lists['first'])} {draw.choice(lists['last'])}"
