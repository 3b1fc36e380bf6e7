"""The other papers of a worker's file, before they are printed: one person, one agency, dates in their usual order.

Registration, medical examination, police letter, family permit, placement agreement and job order lie before the
contract; visa, social security and worker card after it (domain.md section 3). Numbers are impossible on purpose.
"""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from samples.chance import chance, years_after
from samples.family import Home, Member, household
from samples.papers import Contract, Passport, Story, roman
from samples.persons import Person, age_on, draw_name
from samples.words import words


@dataclass(frozen=True)
class Visa:
    """A visa or entry permit; ``entries`` is SINGLE or MULTIPLE, ``place`` where it was issued."""

    number: str
    visa_type: str
    issuer_id: str
    issuer_en: str
    place: str
    entries: str
    issued_on: dt.date
    expires_on: dt.date


@dataclass(frozen=True)
class FamilyCard:
    """A Kartu Keluarga; the head is the first of ``members``."""

    number: str
    members: tuple[Member, ...]
    issued_on: dt.date
    official: str


@dataclass(frozen=True)
class Placement:
    """An agreement between worker and agency; ``costs`` is what the worker pays, in rupiah, 0 for nothing."""

    number: str
    signed_on: dt.date
    costs: int
    director: str
    official: str


@dataclass(frozen=True)
class JobOrder:
    """A demand letter of a foreign employer, legalised by the mission."""

    quota_male: int
    quota_female: int
    ordered_on: dt.date
    legalised_on: dt.date
    legalisation_number: str
    expires_on: dt.date
    partner: str


@dataclass(frozen=True)
class Licence:
    """A placement company's licence; ``decree`` is the number of a ministry's decree from before 2018."""

    number: str
    nib: str
    address: str
    director: str
    issued_on: dt.date
    expires_on: dt.date
    decree: str
    decree_on: dt.date
    decree_until: dt.date


@dataclass(frozen=True)
class FamilyPermit:
    """A letter by which ``signer`` lets the worker go, known by the village head."""

    signer: Member
    relation: str
    letter_number: str
    signed_on: dt.date
    village_head: str


@dataclass(frozen=True)
class Health:
    """A certificate of a medical examination."""

    number: str
    facility: str
    examined_on: dt.date
    doctor: str
    doctor_licence: str


@dataclass(frozen=True)
class Police:
    """A police record letter (SKCK) of a regency's or province's police."""

    number: str
    office: str
    purpose: str
    issued_on: dt.date
    expires_on: dt.date
    fingerprints: str


@dataclass(frozen=True)
class Competence:
    """A certificate of a certifier under the national board."""

    number: str
    scheme: str
    issuer: str
    issued_on: dt.date
    expires_on: dt.date


@dataclass(frozen=True)
class Security:
    """Membership in the social security of migrant workers."""

    number: str
    programme: str
    starts_on: dt.date
    expires_on: dt.date


@dataclass(frozen=True)
class Card:
    """A worker card: E-KPMI, E-PMI or the KTKLN before it."""

    number: str
    issued_on: dt.date
    expires_on: dt.date


@dataclass(frozen=True)
class Dossier:
    """Every paper of one worker's file: those of the story and the other eleven."""

    story: Story
    visa: Visa
    family_card: FamilyCard
    placement: Placement
    job_order: JobOrder
    licence: Licence
    permit: FamilyPermit
    health: Health
    police: Police
    competence: Competence
    security: Security
    card: Card

    @property
    def person(self) -> Person:
        """The worker."""
        return self.story.person

    @property
    def passport(self) -> Passport:
        """The worker's passport."""
        return self.story.passport

    @property
    def contract(self) -> Contract:
        """The worker's contract, with employer, agency and destination."""
        return self.story.contract


def tell_dossier(story: Story, seed: int, number: int, *, free: bool = True) -> Dossier:
    """Return the other papers around ``story``, drawn by ``seed`` and the specimen's ``number``.

    The worker pays nothing when ``free``, as the law wants it (UU 18/2017 Ps 30), else perhaps something.
    """

    def draw(name: str) -> random.Random:
        return chance(seed, "dossier", number, name)

    person, contract = story.person, story.contract
    card = _family_card(draw("family"), person, number, contract.signed_on)
    signed = contract.signed_on - dt.timedelta(days=draw("agreement day").randint(8, 22))
    return Dossier(
        story=story,
        visa=_visa(draw("visa"), contract),
        family_card=card,
        placement=_placement(draw("placement"), signed, free=free),
        job_order=_job_order(draw("job order"), contract),
        licence=_licence(draw("licence"), story),
        permit=_permit(draw("permit"), person, card, number, signed),
        health=_health(draw("health"), contract),
        police=_police(draw("police"), person, signed),
        competence=_competence(draw("competence"), contract),
        security=_security(draw("security"), contract),
        card=_card(draw("card"), contract),
    )


def _days(day: dt.date, draw: random.Random, first: int, last: int) -> dt.date:
    return day + dt.timedelta(days=draw.randint(first, last))


def _visa(draw: random.Random, contract: Contract) -> Visa:
    entry: dict[str, Any] = words("dossier")["visas"][contract.site["country"]]
    issued_on = _days(contract.signed_on, draw, 12, 22)
    return Visa(
        number=f"{draw.choice('ABCTVW')}00{draw.randint(0, 99999):05d}",
        visa_type=draw.choice(entry["types"]),
        issuer_id=entry["issuer_id"],
        issuer_en=entry["issuer_en"],
        place=entry["place"],
        entries=draw.choice(["SINGLE", "SINGLE", "MULTIPLE"]),
        issued_on=issued_on,
        expires_on=issued_on + dt.timedelta(days=draw.choice([90, 90, 180, 365])),
    )


def _family_card(draw: random.Random, person: Person, number: int, signed_on: dt.date) -> FamilyCard:
    registered = _days(signed_on, draw, -2600, -400)
    members = household(Home(draw, person, number, signed_on))
    born = max(member.birth_date for member in members if not member.adult or member.nik == person.nik)
    issued_on = max(registered, born + dt.timedelta(days=draw.randint(20, 120)))
    return FamilyCard(
        number=f"{person.nik[:4]}{90 + number % 10}{registered:%d%m%y}0000",
        members=members,
        issued_on=min(issued_on, signed_on - dt.timedelta(days=60)),
        official=draw_name(draw, person, draw.choice("FM")),
    )


def _placement(draw: random.Random, signed: dt.date, *, free: bool) -> Placement:
    tail = f"{roman(signed.month)}/{signed.year}"
    forms = [f"{draw.randint(1, 999):03d}/PP-CPMI/{tail}", f"PP.{draw.randint(1000, 9999)}/P3MI/{tail}"]
    names = words("names")["jawa"]["male"]
    return Placement(
        number=draw.choice(forms),
        signed_on=signed,
        costs=0 if free else draw.choice([0, 1]) * draw.randrange(1_500_000, 9_000_000, 50_000),
        director=f"{draw.choice(names['first'])} {draw.choice(names['last'])}",
        official=f"{draw.choice(names['first'])} {draw.choice(names['last'])}",
    )


def _job_order(draw: random.Random, contract: Contract) -> JobOrder:
    sexes = contract.site["sexes"]
    house = contract.job["employer"] == "person"
    legalised = _days(contract.signed_on, draw, -150, -45)
    forms = [f"{draw.randint(1, 999):03d}/ATNAKER/{roman(legalised.month)}/{legalised.year}"]
    forms += [f"B-{draw.randint(10, 9999):05d}/LEG/{legalised:%m}/{legalised.year}"]
    return JobOrder(
        quota_male=draw.choice([10, 15, 25, 40]) if "M" in sexes else 0,
        quota_female=(1 if house else draw.choice([10, 20, 30, 50])) if "F" in sexes else 0,
        ordered_on=_days(legalised, draw, -30, -7),
        legalised_on=legalised,
        legalisation_number=draw.choice(forms),
        expires_on=years_after(legalised, 1),
        partner=draw.choice(words("dossier")["partners"]),
    )


def _licence(draw: random.Random, story: Story) -> Licence:
    work, number = words("work"), story.contract.agency_licence
    issued, decreed = (
        story.licence[-1].since,
        dt.date(draw.randint(2013, 2017), draw.randint(1, 12), draw.randint(1, 28)),
    )
    names = words("names")["jawa"]["male"]
    street = draw.choice(words("places")["streets"])
    return Licence(
        number=number,
        nib=number[:13],
        address=f"{street} NO. {draw.randint(1, 220)}, {draw.choice(work['cities'])}",
        director=f"{draw.choice(names['first'])} {draw.choice(names['last'])}",
        issued_on=issued,
        expires_on=years_after(issued, 5),
        decree=f"KEP.{draw.randint(10, 999)}/MEN/{roman(decreed.month)}/{decreed.year}",
        decree_on=decreed,
        decree_until=years_after(decreed, 5),
    )


def _parent(draw: random.Random, person: Person, number: int, on: dt.date) -> Member:
    """Return a parent of ``person`` who lives in a household of their own."""
    age = age_on(person.birth_date, on)
    return Home(draw, person, number, on).relative(draw.choice("FM"), (age + 19, age + 30))


def _permit(draw: random.Random, person: Person, card: FamilyCard, number: int, signed: dt.date) -> FamilyPermit:
    others = [member for member in card.members if member.nik != person.nik and member.adult]
    # Who heads a household without other adults asks a parent, who stands on another card.
    signer = others[0] if others else _parent(draw, person, number, signed)
    male = signer.sex == "M"
    if signer.relation in {"ISTRI", "SUAMI"} or (
        signer.relation == "KEPALA KELUARGA" and signer.spouse_of == person.nik
    ):
        relation = "SUAMI" if male else "ISTRI"
    else:
        relation = draw.choice(["AYAH", "ORANG TUA"] if male else ["IBU", "ORANG TUA"])
    signed_on = _days(signed, draw, -50, -20)
    form = draw.choice(["470/{:03d}/{}/{}", "474.4/{:03d}/DS/{}/{}", "140/{:03d}/35.07/{}/{}"])
    return FamilyPermit(
        signer=signer,
        relation=relation,
        letter_number=form.format(draw.randint(1, 400), roman(signed_on.month), signed_on.year),
        signed_on=signed_on,
        village_head=draw_name(draw, person, "M"),
    )


def _health(draw: random.Random, contract: Contract) -> Health:
    entry = words("dossier")
    examined = _days(contract.signed_on, draw, -8, 6)
    names = words("names")["jawa"][draw.choice(["male", "female"])]
    name = f"{draw.choice(names['first'])} {draw.choice(names['last'])}".title()
    forms = [f"MCU-{examined:%y%m}-{draw.randint(1, 9999):04d}"]
    forms += [f"{draw.randint(1, 900):03d}/SK-SEHAT/{roman(examined.month)}/{examined.year}"]
    licence = f"{draw.choice(['446', '503', '440'])}/{draw.randint(1, 99):02d}00/SIP/{draw.randint(2021, 2025)}"
    return Health(
        number=draw.choice(forms),
        facility=draw.choice(entry["clinics"]),
        examined_on=examined,
        doctor=draw.choice(entry["doctor_titles"]).format(name),
        doctor_licence=licence,
    )


def _police(draw: random.Random, person: Person, signed: dt.date) -> Police:
    issued = _days(signed, draw, -60, -12)
    level = draw.choice(["POLRES", "POLRES", "POLDA"])
    place = person.province if level == "POLDA" else person.regency.removeprefix("KABUPATEN ")
    tail = f"{roman(issued.month)}/{draw.choice(['YAN.2.3.', 'IPP.2.8.'])}/{issued.year}"
    hands = [
        f"{draw.randint(1, 31)} {draw.choice('MSU')}",
        f"{draw.randint(1, 31)} {draw.choice(['U III', 'U I', 'W I'])}",
    ]
    return Police(
        number=f"SKCK/YANMAS/{draw.randint(1, 99999):05d}/{tail}/{draw.choice(['INTELKAM', 'SATINTELKAM'])}",
        office=f"{level} {place}",
        purpose=draw.choice(words("dossier")["purposes"]),
        issued_on=issued,
        expires_on=issued + dt.timedelta(days=181),
        fingerprints=f"{' '.join(hands)} {draw.randint(1, 20)}",
    )


def _competence(draw: random.Random, contract: Contract) -> Competence:
    entry = words("dossier")
    issued = _days(contract.signed_on, draw, -260, -40)
    head = f"{draw.randint(10000, 99999)} {draw.randint(1000, 9999)} {draw.randint(1, 9)}"
    return Competence(
        number=f"{head} 0000{draw.randint(1, 999):03d} {issued.year}",
        scheme=draw.choice(entry["schemes"][contract.job["position"]]),
        issuer=draw.choice(entry["certifiers"]),
        issued_on=issued,
        expires_on=years_after(issued, 3),
    )


def _security(draw: random.Random, contract: Contract) -> Security:
    starts = _days(contract.start_date, draw, -20, -8)
    return Security(
        number=f"{starts:%y}0000{draw.randint(0, 99999):05d}",
        programme=draw.choice(words("dossier")["programmes"]),
        starts_on=starts,
        expires_on=years_after(contract.start_date, contract.duration_months // 12) + dt.timedelta(days=30),
    )


def _card(draw: random.Random, contract: Contract) -> Card:
    issued = _days(contract.start_date, draw, -7, -3)
    return Card(
        number=f"{draw.choice(['PMI', 'KPMI', ''])}{issued:%y%m}0000{draw.randint(0, 99999):05d}",
        issued_on=issued,
        expires_on=years_after(contract.start_date, contract.duration_months // 12),
    )
