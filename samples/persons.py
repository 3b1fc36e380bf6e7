"""Draws a worker: an ordinary Indonesian life with numbers that no agency ever issued."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from samples.chance import day_between, years_after
from samples.specimen import Traits
from samples.words import words

BELIEF = "KEPERCAYAAN TERHADAP TUHAN YME"
"""Religion on the KTP of a believer outside the six religions (MK 97/PUU-XIV/2016; domain.md 1.2)."""

BORN_ON = {"1 July": (7, 1), "31 December": (12, 31)}

UNKNOWN_DISTRICTS = 90
"""District part of every sample NIK starts here: no regency numbers its districts so high."""


@dataclass(frozen=True)
class Person:
    """A sample worker as the civil registry knows her. Texts are upper case as printed; ``sex`` is M or F.

    ``veiled`` and ``face`` (a seed) make the portraits on her papers alike.
    """

    name: str
    title: str
    sex: str
    birth_date: dt.date
    birth_place: str
    nik: str
    blood_type: str
    address: str
    rt_rw: str
    village: str
    district: str
    regency: str
    province: str
    town: str
    passport_office: str
    religion: str
    marital_status: str
    occupation: str
    veiled: bool
    face: int


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Return the full years from ``birth_date`` to ``day``."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def nik(region: str, number: int, birth_date: dt.date, sex: str) -> str:
    """Return a NIK of ``region`` (4 digits) with an unknown district and the serial 0000, which is never issued."""
    day = birth_date.day + (40 if sex == "F" else 0)
    return f"{region}{UNKNOWN_DISTRICTS + number % 10:02d}{day:02d}{birth_date:%m%y}0000"


def draw_person(draw: random.Random, traits: Traits, number: int, signed_on: dt.date) -> Person:
    """Return a person within ``traits``; ``number`` is the specimen's and keeps NIKs of one seed apart."""
    sex = draw.choice("FFFMM") if traits.sex == "any" else traits.sex
    origin, home = _places(draw, traits)
    birth_date = _birth_date(draw, traits, signed_on)
    adult = age_on(birth_date, signed_on) >= 19
    given = words("names")
    religion = "ISLAM" if traits.name == "titled" else draw.choice(given["religions"][home["names"]])
    if traits.religion == "belief":
        religion = BELIEF
    return Person(
        name=_name(draw, given[home["names"]], sex, traits.name),
        title=draw.choice(given["titles"]["female" if sex == "F" else "male"]) if traits.name == "titled" else "",
        sex=sex,
        birth_date=birth_date,
        birth_place=origin["town"],
        nik=nik(origin["code"], number, birth_date, sex),
        blood_type=draw.choice(["A", "B", "AB", "O", "O", "-", "-"]),
        address=_address(draw),
        rt_rw=f"{draw.randint(1, 24):03d}/{draw.randint(1, 14):03d}",
        village=draw.choice(words("places")["villages"]),
        district=draw.choice(home["districts"]),
        regency=home["regency"],
        province=home["province"],
        town=home["town"],
        passport_office=home["office"],
        religion=religion,
        marital_status=draw.choice(["BELUM KAWIN", "KAWIN", "KAWIN", "CERAI HIDUP"]) if adult else "BELUM KAWIN",
        occupation=draw.choice(given["occupations"][sex]) if adult else "BELUM/TIDAK BEKERJA",
        veiled=sex == "F" and religion == "ISLAM" and draw.random() < 0.75,
        face=draw.getrandbits(32),
    )


def draw_name(draw: random.Random, kin: Person, sex: str) -> str:
    """Return a name of two or three words, upper case, by the naming habit of the region where ``kin`` lives."""
    place = next(place for place in words("places")["places"] if place["regency"] == kin.regency)
    lists = words("names")[place["names"]]["female" if sex == "F" else "male"]
    middle = [draw.choice(lists["middle"])] if draw.random() < 0.3 else []
    return " ".join(dict.fromkeys([draw.choice(lists["first"]), *middle, draw.choice(lists["last"])]))


def _places(draw: random.Random, traits: Traits) -> tuple[dict[str, Any], dict[str, Any]]:
    places = words("places")
    home = draw.choice(places["places"])
    if traits.nik_region != "current":
        return draw.choice(places[traits.nik_region]), home
    if traits.home == "moved":
        elsewhere = [place for place in places["places"] if place["province"] != home["province"]]
        return draw.choice(elsewhere), home
    return home, home


def _birth_date(draw: random.Random, traits: Traits, signed_on: dt.date) -> dt.date:
    """Return a birth date that gives an age within the bounds on the signing day and for four months after it.

    The start of work lies up to eighty days after the signing: a worker of 17 must still be 17 on it.
    """
    youngest, oldest = traits.age
    first = years_after(signed_on, -oldest - 1) + dt.timedelta(days=130)
    birth = day_between(draw, first, years_after(signed_on, -youngest) - dt.timedelta(days=30))
    if traits.born != "any":
        month, day = BORN_ON[traits.born]
        birth = dt.date(birth.year - 1, month, day)  # no younger than drawn
    return birth


def _name(draw: random.Random, habit: dict[str, Any], sex: str, kind: str) -> str:
    gender = "female" if sex == "F" else "male"
    if kind in {"single", "titled"} or (kind == "any" and draw.random() < 0.12):
        return str(draw.choice(habit["single"][gender]))
    lists = habit[gender]
    first, last = draw.choice(lists["first"]), draw.choice(lists["last"])
    if kind == "long":
        more = [word for word in (*lists["middle"], *lists["last"]) if word not in {first, last}]
        return " ".join([first, *draw.sample(more, 3), last])
    middle = [draw.choice(lists["middle"])] if draw.random() < 0.4 else []
    return " ".join(word for word in dict.fromkeys([first, *middle, last]))


def _address(draw: random.Random) -> str:
    places = words("places")
    if draw.random() < 0.5:
        return str(draw.choice(places["hamlets"]))
    return f"{draw.choice(places['streets'])} NO. {draw.randint(1, 180)}"
