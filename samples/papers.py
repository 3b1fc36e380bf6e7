"""What stands on the papers of one case: values before they are printed, and the licence that the registry holds."""

import datetime as dt
import random
from dataclasses import dataclass, replace
from typing import Any

from samples import mrz
from samples.chance import chance, day_between, years_after
from samples.persons import Person, age_on, draw_person
from samples.specimen import Specimen, Traits
from samples.words import words

TEN_YEARS_SINCE = dt.date(2022, 10, 12)
"""From this day on passports of adults are valid for ten years (domain.md section 2)."""

PASSPORT_NAME_LENGTH = 30
"""Characters of a name that the data page shows; the longest of the habits that domain.md reports is 50."""


@dataclass(frozen=True)
class Ktp:
    """The printed values of a KTP-el; ``name`` with its title when it bears one, ``valid_until`` None for life."""

    nik: str
    name: str
    person: Person
    birth_date: dt.date
    sex: str
    issued_place: str
    issued_on: dt.date
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class Passport:
    """The printed values of a passport data page, with its two MRZ lines."""

    holder: Person
    number: str
    name: str
    sex: str
    birth_date: dt.date
    birth_place: str
    issued_on: dt.date
    expires_on: dt.date
    office: str
    registration_number: str
    personal_number: str
    mrz_lines: tuple[str, str]


@dataclass(frozen=True)
class Contract:
    """The printed values of a work contract.

    ``site`` and ``job`` are rows of ``words/work.yaml``; ``wage`` is a month's, in whole units of the currency.
    """

    number: str
    worker_name: str
    worker_nik: str
    worker_passport_number: str
    worker_birth_date: dt.date
    worker_address: str
    employer_name: str
    employer_address: str
    agency_name: str
    agency_licence: str
    job_order_number: str
    site: dict[str, Any]
    job: dict[str, Any]
    wage: int
    hours_per_day: int
    start_date: dt.date
    duration_months: int
    signed_on: dt.date
    signed_place: str


@dataclass(frozen=True)
class LicenceState:
    """One dated state of a P3MI licence: ``active``, ``suspended``, ``revoked`` or ``expired``, from ``since`` on."""

    since: dt.date
    status: str
    decree: str


@dataclass(frozen=True)
class Story:
    """All papers of one case before rendering, and the timeline of the agency's licence, oldest state first."""

    person: Person
    ktp: Ktp
    passport: Passport
    contract: Contract
    licence: tuple[LicenceState, ...]


def tell(specimen: Specimen, seed: int) -> Story:
    """Return the faultless story of ``specimen`` for ``seed``; traits alone decide what it looks like."""
    path = (seed, specimen.case, specimen.number)
    traits = specimen.traits
    signed_on = day_between(chance(*path, "signing"), *traits.signed_on)
    person = draw_person(chance(*path, "person"), traits, specimen.number, signed_on)
    passport = _passport(chance(*path, "passport"), person, traits, specimen.number, signed_on)
    licence = _licence(chance(*path, "licence"), signed_on)
    contract = _contract(chance(*path, "contract"), person, passport.number, specimen.number, signed_on)
    card = _dated_ktp if traits.card == "dated" else _ktp
    return Story(person, card(chance(*path, "ktp"), person, signed_on), passport, contract, licence)


def mrz_lines(passport: Passport) -> tuple[str, str]:
    """Return the MRZ that agrees with the visible values of ``passport``."""
    birth, expiry = f"{passport.birth_date:%y%m%d}", f"{passport.expires_on:%y%m%d}"
    second = mrz.second_line(passport.number, birth, passport.sex, expiry, passport.personal_number)
    return mrz.first_line(passport.name), second


def _ktp(draw: random.Random, person: Person, signed_on: dt.date) -> Ktp:
    earliest = max(years_after(person.birth_date, 17) + dt.timedelta(days=10), dt.date(2015, 3, 1))
    latest = min(signed_on - dt.timedelta(days=60), dt.date(2025, 10, 31))
    return Ktp(
        nik=person.nik,
        name=f"{person.title} {person.name}".strip(),
        person=person,
        birth_date=person.birth_date,
        sex=person.sex,
        issued_place=person.town,
        issued_on=day_between(draw, earliest, max(latest, earliest)),
    )


def _dated_ktp(draw: random.Random, person: Person, signed_on: dt.date) -> Ktp:
    """Return a card of the first years of the KTP-el: it names the birthday of the fifth year after as its end."""
    ktp = _ktp(draw, person, signed_on)
    earliest = max(years_after(person.birth_date, 17) + dt.timedelta(days=10), dt.date(2011, 7, 1))
    issued_on = day_between(draw, earliest, dt.date(2013, 12, 20))
    return replace(
        ktp,
        issued_on=issued_on,
        valid_until=years_after(person.birth_date, issued_on.year + 5 - person.birth_date.year),
    )


def _passport(draw: random.Random, person: Person, traits: Traits, number: int, signed_on: dt.date) -> Passport:
    last = signed_on - dt.timedelta(days=20)
    if age_on(person.birth_date, signed_on) < 18:  # issued while the holder was 16, so for five years only
        last = min(last, years_after(person.birth_date, 17) - dt.timedelta(days=15))
    first = last - dt.timedelta(days=620)
    issued_on = day_between(draw, max(TEN_YEARS_SINCE, first) if last >= TEN_YEARS_SINCE else first, last)
    years = 10 if issued_on >= TEN_YEARS_SINCE and age_on(person.birth_date, issued_on) >= 17 else 5
    name = _cut(person.name) if traits.name == "long" else person.name
    blank = Passport(
        holder=person,
        number=f"X00{number % 10}{draw.randint(0, 9999):04d}",
        name=name,
        sex=person.sex,
        birth_date=person.birth_date,
        birth_place=person.birth_place,
        issued_on=issued_on,
        expires_on=years_after(issued_on, years),
        office=person.passport_office,
        registration_number=_registration_number(draw),
        personal_number=f"11020000{number % 10}{draw.randint(0, 999):03d}" if draw.random() < 0.5 else "",
        mrz_lines=("", ""),
    )
    return replace(blank, mrz_lines=mrz_lines(blank))


def _cut(name: str) -> str:
    """Return the whole words of ``name`` that fit on the data page, one word fewer than the KTP shows at least."""
    kept = name.split()[:-1]
    while len(" ".join(kept)) > PASSPORT_NAME_LENGTH:
        kept.pop()
    return " ".join(kept)


def _registration_number(draw: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTUVW"
    head = (
        f"{draw.randint(1, 2)}{draw.choice(letters)}{draw.randint(11, 49)}{draw.choice(letters)}{draw.choice(letters)}"
    )
    return f"{head}00{draw.randint(10, 99)}-{''.join(draw.choice(letters) for _ in range(3))}"


def _licence(draw: random.Random, signed_on: dt.date) -> tuple[LicenceState, ...]:
    """Return a licence that was renewed once and is active on the signing day and after it."""
    first = signed_on - dt.timedelta(days=draw.randint(900, 1500))
    renewed = first + dt.timedelta(days=draw.randint(380, 700))
    return (
        LicenceState(first, "active", f"KEP-00{draw.randint(10, 99)}/SIP3MI/{first.year}"),
        LicenceState(renewed, "active", f"KEP-00{draw.randint(10, 99)}/SIP3MI/{renewed.year}"),
    )


def _contract(draw: random.Random, person: Person, passport: str, number: int, signed_on: dt.date) -> Contract:
    work = words("work")
    site = draw.choice(_open_sites(work["sites"], person, signed_on))
    job = draw.choice(site["jobs"])
    low, high = job["wage"]
    start = signed_on + dt.timedelta(days=draw.randint(35, 80))
    return Contract(
        number=f"{draw.randint(100, 999):04d}/PK-{site['country']}/{roman(signed_on.month)}/{signed_on.year}",
        worker_name=person.name,
        worker_nik=person.nik,
        worker_passport_number=passport,
        worker_birth_date=person.birth_date,
        worker_address=_full_address(person),
        employer_name=draw.choice(site["firms"] if job["employer"] == "firm" else site["persons"]),
        employer_address=draw.choice(site["addresses"]),
        agency_name=f"PT {draw.choice(work['agencies']['first'])} CONTOH {draw.choice(work['agencies']['last'])}",
        agency_licence=f"0000{20 + number}{draw.randint(0, 9999999):07d}0001",
        job_order_number=f"JO-{site['country']}-{signed_on.year}-{draw.randint(100, 9999):05d}",
        site=site,
        job=job,
        wage=draw.randrange(low, high + 1, 10),
        hours_per_day=draw.choice([8, 8, 8, 10]) if job["employer"] == "person" else 8,
        start_date=start,
        duration_months=36 if site["country"] == "TWN" else 24,
        signed_on=signed_on,
        signed_place=draw.choice(work["cities"]),
    )


def _open_sites(sites: list[dict[str, Any]], person: Person, signed_on: dt.date) -> list[dict[str, Any]]:
    age = age_on(person.birth_date, signed_on)
    return [site for site in sites if person.sex in site["sexes"] and (age < 18 or age >= site.get("min_age", 18))]


def _full_address(person: Person) -> str:
    parts = [person.address, f"RT {person.rt_rw.replace('/', ' RW ')}", person.village, person.district, person.regency]
    return ", ".join([*parts, person.province])


def roman(month: int) -> str:
    """Return ``month`` (1..12) as the Roman number that Indonesian letters bear."""
    return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][month - 1]
