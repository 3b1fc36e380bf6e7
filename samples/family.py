"""Draws the household that a worker's family card lists."""

import datetime as dt
import random
from dataclasses import dataclass

from samples.chance import years_after
from samples.persons import Person, age_on, draw_name, nik
from samples.words import words


@dataclass(frozen=True)
class Member:
    """One line of a family card, texts upper case as printed; ``spouse_of`` is the NIK of the partner, if any."""

    nik: str
    name: str
    sex: str
    birth_place: str
    birth_date: dt.date
    religion: str
    education: str
    occupation: str
    blood_type: str
    marital_status: str
    relation: str
    father: str
    mother: str
    adult: bool
    spouse_of: str = ""


def household(draw: random.Random, person: Person, number: int, on: dt.date) -> tuple[Member, ...]:
    """Return the members, head first: the worker's own family when married or divorced, else that of the parents."""
    if person.marital_status == "BELUM KAWIN":
        return _parental(draw, person, number, on)
    worker = _worker(draw, person, "KEPALA KELUARGA")
    married = person.marital_status == "KAWIN"
    spouse_sex = "F" if person.sex == "M" else "M"
    partner = [_relative(draw, person, number, spouse_sex, on, (21, 45), "")] if married else []
    head, rest = worker, partner
    if married and person.sex == "F":
        head, rest = partner[0], [worker]
    children = [_child(draw, person, number, on, head, rest) for _ in range(draw.randint(0, 2))]
    named = [_as(head, "KEPALA KELUARGA", rest[0].nik if rest else "")]
    named += [_as(member, "SUAMI" if member.sex == "M" else "ISTRI", head.nik) for member in rest]
    return (*named, *sorted(children, key=lambda child: child.birth_date))


def _parental(draw: random.Random, person: Person, number: int, on: dt.date) -> tuple[Member, ...]:
    age = age_on(person.birth_date, on)
    father = _relative(draw, person, number, "M", on, (age + 22, age + 32), "")
    mother = _relative(draw, person, number, "F", on, (age + 19, age + 28), "")
    worker = _worker(draw, person, "ANAK", father.name, mother.name)
    lines = [_as(father, "KEPALA KELUARGA", mother.nik), _as(mother, "ISTRI", father.nik), worker]
    if draw.random() < 0.4:
        lines.append(_child(draw, person, number, on, father, [mother]))
    return tuple(lines)


def _as(member: Member, relation: str, spouse_of: str) -> Member:
    return Member(**{**member.__dict__, "relation": relation, "spouse_of": spouse_of})


def _worker(draw: random.Random, person: Person, relation: str, father: str = "", mother: str = "") -> Member:
    return Member(
        nik=person.nik,
        name=person.name,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        religion=person.religion,
        education=draw.choice(words("dossier")["education"]),
        occupation=person.occupation,
        blood_type=person.blood_type,
        marital_status=person.marital_status,
        relation=relation,
        father=father or draw_name(draw, person, "M"),
        mother=mother or draw_name(draw, person, "F"),
        adult=True,
    )


def _relative(
    draw: random.Random, person: Person, number: int, sex: str, on: dt.date, ages: tuple[int, int], relation: str
) -> Member:
    birth = years_after(on, -draw.randint(*ages)) - dt.timedelta(days=draw.randint(1, 360))
    return Member(
        nik=nik(person.nik[:4], number, birth, sex),
        name=draw_name(draw, person, sex),
        sex=sex,
        birth_place=person.town,
        birth_date=birth,
        religion=person.religion,
        education=draw.choice(words("dossier")["education"]),
        occupation=draw.choice(words("names")["occupations"][sex]),
        blood_type=draw.choice(["A", "B", "AB", "O", "-"]),
        marital_status="KAWIN",
        relation=relation,
        father=draw_name(draw, person, "M"),
        mother=draw_name(draw, person, "F"),
        adult=True,
    )


def _child(
    draw: random.Random, person: Person, number: int, on: dt.date, head: Member, rest: list[Member]
) -> Member:
    sex = draw.choice("FM")
    parents = [head, *rest]
    birth = years_after(on, -draw.randint(1, 14)) - dt.timedelta(days=draw.randint(1, 360))
    father = next((parent.name for parent in parents if parent.sex == "M"), draw_name(draw, person, "M"))
    mother = next((parent.name for parent in parents if parent.sex == "F"), draw_name(draw, person, "F"))
    return Member(
        nik=nik(person.nik[:4], number, birth, sex),
        name=draw_name(draw, person, sex),
        sex=sex,
        birth_place=person.town,
        birth_date=birth,
        religion=person.religion,
        education=draw.choice(words("dossier")["child_education"]),
        occupation="PELAJAR/MAHASISWA" if age_on(birth, on) > 6 else "BELUM/TIDAK BEKERJA",
        blood_type=draw.choice(["A", "B", "O", "-"]),
        marital_status="BELUM KAWIN",
        relation="ANAK",
        father=father,
        mother=mother,
        adult=False,
    )
