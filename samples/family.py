"""Draws the household that a worker's family card lists."""

import datetime as dt
import random
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Home:
    """Whose household is drawn, on which day: ``person`` is the worker, ``number`` her specimen's."""

    draw: random.Random
    person: Person
    number: int
    on: dt.date

    def name(self, sex: str) -> str:
        """Return a name as people of this home bear it."""
        return draw_name(self.draw, self.person, sex)

    def relative(self, sex: str, ages: tuple[int, int]) -> Member:
        """Return somebody of full age between ``ages`` years old, married, of no relation yet."""
        birth = self._birth(ages)
        return Member(
            nik=nik(self.person.nik[:4], self.number, birth, sex),
            name=self.name(sex),
            sex=sex,
            birth_place=self.person.town,
            birth_date=birth,
            religion=self.person.religion,
            education=self.draw.choice(words("dossier")["education"]),
            occupation=self.draw.choice(words("names")["occupations"][sex]),
            blood_type=self.draw.choice(["A", "B", "AB", "O", "-"]),
            marital_status="KAWIN",
            relation="",
            father=self.name("M"),
            mother=self.name("F"),
            adult=True,
        )

    def child(self, parents: list[Member]) -> Member:
        """Return a child of one to fourteen years, born to parents of eighteen or more.

        A parent who is not there is a name of its own.
        """
        oldest = min([14, *(age_on(parent.birth_date, self.on) - 19 for parent in parents)])
        one = self.relative(self.draw.choice("FM"), (1, max(oldest, 1)))
        names = {parent.sex: parent.name for parent in reversed(parents)}
        return replace(
            one,
            education=self.draw.choice(words("dossier")["child_education"]),
            occupation="PELAJAR/MAHASISWA" if age_on(one.birth_date, self.on) > 6 else "BELUM/TIDAK BEKERJA",
            marital_status="BELUM KAWIN",
            relation="ANAK",
            father=names.get("M", one.father),
            mother=names.get("F", one.mother),
            adult=False,
        )

    def worker(self, relation: str, father: str = "", mother: str = "") -> Member:
        """Return the worker's own line."""
        person = self.person
        return Member(
            nik=person.nik,
            name=person.name,
            sex=person.sex,
            birth_place=person.birth_place,
            birth_date=person.birth_date,
            religion=person.religion,
            education=self.draw.choice(words("dossier")["education"]),
            occupation=person.occupation,
            blood_type=person.blood_type,
            marital_status=person.marital_status,
            relation=relation,
            father=father or self.name("M"),
            mother=mother or self.name("F"),
            adult=True,
        )

    def _birth(self, ages: tuple[int, int]) -> dt.date:
        return years_after(self.on, -self.draw.randint(*ages)) - dt.timedelta(days=self.draw.randint(1, 360))


def household(home: Home) -> tuple[Member, ...]:
    """Return the members, head first: the worker's own family when married or divorced, else that of the parents."""
    person = home.person
    if person.marital_status == "BELUM KAWIN":
        return _parental(home)
    worker = home.worker("KEPALA KELUARGA")
    partner = [home.relative("F" if person.sex == "M" else "M", (21, 45))] if person.marital_status == "KAWIN" else []
    head, rest = worker, partner
    if partner and person.sex == "F":
        head, rest = partner[0], [worker]
    children = _apart([home.child([head, *rest]) for _ in range(home.draw.randint(0, 2))], home)
    named = [replace(head, relation="KEPALA KELUARGA", spouse_of=rest[0].nik if rest else "")]
    named += [
        replace(member, relation="SUAMI" if member.sex == "M" else "ISTRI", spouse_of=head.nik) for member in rest
    ]
    return (*named, *sorted(children, key=lambda child: child.birth_date))


def _apart(children: list[Member], home: Home) -> list[Member]:
    """Return the children with a NIK each: twins of one sex would share theirs, as all serials are 0000."""
    apart: dict[str, Member] = {}
    for child in children:
        number = child.nik
        if number in apart:
            number = nik(home.person.nik[:4], home.number + 1, child.birth_date, child.sex)
        apart[number] = replace(child, nik=number)
    return list(apart.values())


def _parental(home: Home) -> tuple[Member, ...]:
    age = age_on(home.person.birth_date, home.on)
    father, mother = home.relative("M", (age + 22, age + 32)), home.relative("F", (age + 19, age + 28))
    lines = [
        replace(father, relation="KEPALA KELUARGA", spouse_of=mother.nik),
        replace(mother, relation="ISTRI", spouse_of=father.nik),
        home.worker("ANAK", father.name, mother.name),
    ]
    if home.draw.random() < 0.4:
        lines.append(home.child([father, mother]))
    return tuple(lines)
