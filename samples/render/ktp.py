"""Prints the front of a KTP-el: labels left, portrait right, fields in the order of domain.md 1.1."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from samples.chance import years_after
from samples.papers import Ktp
from samples.render.guilloche import Paper, ground
from samples.render.ink import Pen, Plate, Run
from samples.render.portrait import portrait
from samples.render.printed import Printed
from samples.render.strokes import scribble

WIDTH: Final = 1400
HEIGHT: Final = 883
"""85.6 x 54 mm."""

ROW: Final = 52.5
"""Pixels from one printed line to the next."""

Line = tuple[int, str, list[Run]]
"""Indent of the label (pixels), label, value."""

_VALUE_X: Final = 392
_VALUE_WIDTH: Final = 630


@dataclass(frozen=True)
class Design:
    """One look of the card."""

    paper: Paper
    nik: Pen
    title: Pen
    label: Pen
    value: Pen
    foreign: bool = False


DESIGNS: Final = {
    "ocra": Design(
        Paper((176, 209, 233), (190, 221, 238), (112, 160, 205)),
        Pen("ocra", 66, spacing=3.0),
        Pen("sans-bold", 46),
        Pen("sans", 36),
        Pen("sans", 37),
    ),
    "arial": Design(
        Paper((189, 214, 236), (204, 226, 232), (128, 168, 214), 0.4),
        Pen("sans-bold", 60, spacing=4.0),
        Pen("sans-bold", 44),
        Pen("sans", 35, (30, 34, 44)),
        Pen("sans-bold", 35, (20, 20, 26)),
    ),
    "foreign": Design(
        Paper((246, 200, 152), (248, 214, 170), (226, 158, 104)),
        Pen("sans-bold", 60, spacing=4.0),
        Pen("sans-bold", 44),
        Pen("sans", 35, (30, 30, 30)),
        Pen("sans", 36, (20, 20, 22)),
        foreign=True,
    ),
}
"""The looks: NIK in an OCR-A face (older cards), in an Arial-like face (newer ones), and the orange card of foreigners.

Foreign residents' cards name their state and end with the stay permit (domain.md 1.1).
"""

FOREIGN_STATES: Final = {"MALAYSIA": "MYS", "JEPANG": "JPN", "REPUBLIK KOREA": "KOR", "INDIA": "IND", "TAIWAN": "TWN"}
ENGLISH: Final = {
    "LAKI-LAKI": "MALE", "PEREMPUAN": "FEMALE", "BELUM KAWIN": "SINGLE", "KAWIN": "MARRIED", "KRISTEN": "CHRISTIAN",
    "KATOLIK": "CATHOLIC", "BUDDHA": "BUDDHIST", "CERAI HIDUP": "DIVORCED", "CERAI MATI": "WIDOWED",
}  # fmt: skip
"""Values in English, as cards of foreigners may bear them (no source that we hold says which do)."""


def render(ktp: Ktp, design: str, draw: random.Random) -> Printed:
    """Return the card, flat, 1400 x 883 pixels, with the marks of all its fields."""
    look = DESIGNS[design]
    image = ground(WIDTH, HEIGHT, look.paper, draw)
    plate = Plate(image)
    person = ktp.person
    plate.centre(WIDTH * 0.47, 66, [Run("PROVINSI "), Run(person.province, "province")], look.title)
    plate.centre(WIDTH * 0.47, 118, [Run(person.regency, "regency")], look.title)
    plate.write(46, 196, "NIK", Pen("sans-bold", 52))
    plate.write(_VALUE_X - 30, 196, ":", Pen("sans-bold", 52))
    plate.write(_VALUE_X, 196, [Run(ktp.nik, "nik")], look.nik)
    _rows(plate, _lines(ktp, look, draw), look, ktp.person.blood_type)
    _right_side(plate, ktp, draw)
    plate.write(40, HEIGHT - 16, "SPECIMEN / CONTOH", Pen("sans-bold", 19, (96, 120, 150)))
    _border(image)
    return Printed((image,), plate.marks(), corner=0.03, letters=plate.letters())


def _rows(plate: Plate, lines: Sequence[Line], look: Design, blood_type: str) -> None:
    y = 252.0
    for indent, label, runs in lines:
        plate.write(46 + indent, y, label, look.label)
        plate.write(_VALUE_X - 26, y, ":", look.label)
        plate.write(_VALUE_X, y, runs, look.value, width=_VALUE_WIDTH)
        if label == "Jenis Kelamin":
            stop = plate.write(752, y, "Gol. Darah : ", look.label)
            plate.write(stop, y, [Run(blood_type, "blood_type")], look.value)
        y += ROW


def _lines(ktp: Ktp, look: Design, draw: random.Random) -> list[Line]:
    person = ktp.person
    words = ENGLISH if look.foreign and draw.random() < 0.5 else {}
    sex = "LAKI-LAKI" if ktp.sex == "M" else "PEREMPUAN"
    birth = Run(f"{ktp.birth_date:%d-%m-%Y}", "birth_date", ktp.birth_date.isoformat())

    def listed(value: str, name: str, meaning: str = "") -> Run:
        return Run(words.get(value, value), name, meaning or value)

    return [
        (0, "Nama", [Run(ktp.name, "name")]),
        (0, "Tempat/Tgl Lahir", [Run(person.birth_place, "birth_place"), Run(", "), birth]),
        (0, "Jenis Kelamin", [listed(sex, "sex", ktp.sex)]),
        (0, "Alamat", [Run(person.address, "address")]),
        (60, "RT/RW", [Run(person.rt_rw, "rt_rw")]),
        (60, "Kel/Desa", [Run(person.village, "village")]),
        (60, "Kecamatan", [Run(person.district, "district")]),
        (0, "Agama", [listed(person.religion, "religion")]),
        (0, "Status Perkawinan", [listed(person.marital_status, "marital_status")]),
        (0, "Pekerjaan", [Run(person.occupation, "occupation")]),
        *(_foreign(ktp, draw) if look.foreign else _citizen(ktp)),
    ]


def _citizen(ktp: Ktp) -> list[Line]:
    until = Run("SEUMUR HIDUP", "valid_until")
    if ktp.valid_until is not None:
        until = Run(f"{ktp.valid_until:%d-%m-%Y}", "valid_until", ktp.valid_until.isoformat())
    return [(0, "Kewarganegaraan", [Run("WNI", "citizenship")]), (0, "Berlaku Hingga", [until])]


def _foreign(ktp: Ktp, draw: random.Random) -> list[Line]:
    state, code = draw.choice(list(FOREIGN_STATES.items()))
    until = years_after(ktp.issued_on, 5)
    return [
        (0, "Kewarganegaraan", [Run(state, "citizenship", code)]),
        (0, "Berlaku Hingga", [Run(f"{until:%d-%m-%Y}", "valid_until", until.isoformat())]),
    ]


def _right_side(plate: Plate, ktp: Ktp, draw: random.Random) -> None:
    odd = ktp.birth_date.year % 2 == 1
    picture = portrait(292, 372, (176, 42, 44) if odd else (46, 92, 168), ktp.person)
    plate.image.paste(picture, (1062, 222))
    place = Pen("sans", 27)
    plate.centre(1208, 640, [Run(ktp.issued_place, "issued_place")], place)
    issued = Run(f"{ktp.issued_on:%d-%m-%Y}", "issued_on", ktp.issued_on.isoformat())
    plate.centre(1208, 674, [issued], place)
    ImageDraw.Draw(plate.image).line(scribble(draw, (1120, 700, 1300, 800)), fill=(30, 32, 52), width=3, joint="curve")


def _border(image: Image.Image) -> None:
    box = (3, 3, WIDTH - 4, HEIGHT - 4)
    ImageDraw.Draw(image).rounded_rectangle(box, 44, outline=(120, 150, 185), width=3)
