"""Prints the data page of a passport: holder's block with bilingual labels (domain.md section 2) above a TD3 MRZ."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageEnhance

from samples.papers import Passport
from samples.persons import Person
from samples.render.fonts import font
from samples.render.guilloche import Paper, ground
from samples.render.ink import Colour, Pen, Plate, Run
from samples.render.portrait import portrait
from samples.render.printed import Printed

WIDTH: Final = 1500
HEIGHT: Final = 1056
"""125 x 88 mm."""

_MONTHS_ID: Final = ("JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES")
_MONTHS_EN: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

_MRZ_PITCH: Final = 31.2

Cell = tuple[float, float, str, list[Run]]
"""x and base line of the value (pixels), label, value."""


@dataclass(frozen=True)
class Design:
    """One look of the page: ``both_months`` prints ``MEI/MAY`` where the two languages differ."""

    paper: Paper
    ink: Colour
    label: Pen
    value: Pen
    photo_ground: Colour
    both_months: bool


DESIGNS: Final = {
    "turquoise": Design(
        Paper((205, 232, 228), (226, 236, 226), (110, 176, 176), 0.42),
        (20, 84, 92),
        Pen("sans", 19, (44, 84, 92)),
        Pen("sans-bold", 33, (22, 24, 30)),
        (206, 220, 224),
        both_months=False,
    ),
    "red": Design(
        Paper((246, 226, 220), (236, 232, 222), (206, 138, 130), 0.4),
        (134, 30, 38),
        Pen("dejavu", 17, (120, 50, 52)),
        Pen("sans", 34, (26, 22, 24)),
        (226, 220, 216),
        both_months=True,
    ),
    "green": Design(
        Paper((206, 226, 200), (222, 232, 206), (124, 164, 112), 0.4),
        (30, 76, 42),
        Pen("serif", 21, (46, 78, 50)),
        Pen("serif-bold", 34, (22, 26, 22)),
        (214, 222, 208),
        both_months=True,
    ),
}
"""Three looks: turquoise and green with one order of the cells, in faces with and without serifs, red with another."""


def render(passport: Passport, design: str, draw: random.Random) -> Printed:
    """Return the data page, flat, 1500 x 1056 pixels, with the marks of all its fields."""
    look = DESIGNS[design]
    image = ground(WIDTH, HEIGHT, look.paper, draw)
    plate = Plate(image)
    _pictures(image, look, passport.holder, right=design == "red")
    _heading(plate, look, centred=design == "red")
    cells = _red_cells(passport, look) if design == "red" else _turquoise_cells(passport, look)
    for x, y, label, runs in cells:
        plate.write(x, y - look.value.size - 5, label, look.label)
        plate.write(x, y, runs, look.value, width=WIDTH - 40 - x)
    _zone(plate, passport)
    return Printed((image,), plate.marks(), corner=0.012, letters=plate.letters())


def _heading(plate: Plate, look: Design, *, centred: bool) -> None:
    title, small = Pen("serif-bold", 42, look.ink), Pen("serif", 25, look.ink)
    if centred:
        plate.centre(WIDTH / 2, 64, "REPUBLIK INDONESIA", title)
        plate.centre(WIDTH / 2, 98, "REPUBLIC OF INDONESIA", small)
        plate.write(60, 74, "PASPOR / PASSPORT", Pen("serif-bold", 27, look.ink))
    else:
        plate.write(60, 64, "PASPOR", title)
        plate.write(60, 98, "PASSPORT", small)
        plate.write(470, 64, "REPUBLIK INDONESIA", title)
        plate.write(470, 98, "REPUBLIC OF INDONESIA", small)
    plate.write(WIDTH - 262, 40, "SPECIMEN / CONTOH", Pen("sans-bold", 20, look.ink))


def _pictures(image: Image.Image, look: Design, holder: Person, *, right: bool) -> None:
    face = portrait(350, 450, look.photo_ground, holder)
    image.paste(face, (60, 150))
    ImageDraw.Draw(image).rectangle((60, 150, 410, 600), outline=look.ink, width=2)
    if right:  # a pale second portrait, as newer books show
        small = ImageEnhance.Brightness(face.resize((150, 193)).convert("L").convert("RGB")).enhance(1.5)
        place = (WIDTH - 215, 560)
        behind = image.crop((*place, place[0] + 150, place[1] + 193))
        image.paste(Image.blend(behind, small, 0.35), place)


def _turquoise_cells(passport: Passport, look: Design) -> list[Cell]:
    values = _values(passport, look)
    cells: list[Cell] = [
        (470, 196, "JENIS / TYPE", [Run("P")]),
        (660, 196, "KODE NEGARA / COUNTRY CODE", [Run("IDN", "country_code")]),
        (1010, 196, "NO. PASPOR / PASSPORT NO.", values["passport_number"]),
        (470, 286, "NAMA LENGKAP / FULL NAME", values["name"]),
        (470, 376, "KEWARGANEGARAAN / NATIONALITY", values["nationality"]),
        (470, 466, "TGL. LAHIR / DATE OF BIRTH", values["birth_date"]),
        (830, 466, "KELAMIN / SEX", values["sex"]),
        (1010, 466, "TEMPAT LAHIR / PLACE OF BIRTH", values["birth_place"]),
        (470, 556, "TGL. PENGELUARAN / DATE OF ISSUE", values["issued_on"]),
        (1010, 556, "TGL. HABIS BERLAKU / DATE OF EXPIRY", values["expires_on"]),
        (470, 646, "NO. REG.", values["registration_number"]),
        (1010, 646, "KANTOR YANG MENGELUARKAN / ISSUING OFFICE", values["issuing_office"]),
    ]
    if passport.personal_number:
        cells.append((470, 736, "NIKIM", values["personal_number"]))
    return cells


def _red_cells(passport: Passport, look: Design) -> list[Cell]:
    values = _values(passport, look)
    cells: list[Cell] = [
        (460, 200, "Jenis / Type", [Run("P")]),
        (640, 200, "Kode Negara / Country Code", [Run("IDN", "country_code")]),
        (1080, 200, "No. Paspor / Passport No.", values["passport_number"]),
        (460, 292, "Nama Lengkap / Full Name", values["name"]),
        (460, 384, "Kewarganegaraan / Nationality", values["nationality"]),
        (1080, 384, "Kelamin / Sex", values["sex"]),
        (460, 476, "Tempat Lahir / Place of Birth", values["birth_place"]),
        (1080, 476, "Tgl. Lahir / Date of Birth", values["birth_date"]),
        (460, 568, "Tgl. Pengeluaran / Date of Issue", values["issued_on"]),
        (860, 568, "Tgl. Habis Berlaku / Date of Expiry", values["expires_on"]),
        (460, 660, "Kantor yang Mengeluarkan / Issuing Office", values["issuing_office"]),
        (460, 752, "No. Reg.", values["registration_number"]),
    ]
    if passport.personal_number:
        cells.append((860, 752, "NIKIM", values["personal_number"]))
    return cells


def _values(passport: Passport, look: Design) -> dict[str, list[Run]]:
    texts = {
        "passport_number": passport.number,
        "name": passport.name,
        "birth_place": passport.birth_place,
        "registration_number": passport.registration_number,
        "issuing_office": passport.office,
        "personal_number": passport.personal_number,
    }
    dates = {"birth_date": passport.birth_date, "issued_on": passport.issued_on, "expires_on": passport.expires_on}
    return {
        **{name: [Run(text, name)] for name, text in texts.items()},
        **{name: [Run(_date(day, look), name, day.isoformat())] for name, day in dates.items()},
        "nationality": [Run("INDONESIA", "nationality", "IDN")],
        "sex": [Run("L/M" if passport.sex == "M" else "P/F", "sex", passport.sex)],
    }


def _date(day: dt.date, look: Design) -> str:
    indonesian, english = _MONTHS_ID[day.month - 1], _MONTHS_EN[day.month - 1]
    month = f"{indonesian}/{english}" if look.both_months and indonesian != english else indonesian
    return f"{day.day:02d} {month} {day.year}"


def _zone(plate: Plate, passport: Passport) -> None:
    """Print the MRZ on a pale strip: 44 characters, 2.6 mm apart, in OCR-B."""
    strip = (0, 812, WIDTH, HEIGHT)
    pale = Image.new("RGB", (WIDTH, HEIGHT - 812), (246, 246, 242))
    plate.image.paste(Image.blend(plate.image.crop(strip), pale, 0.6), strip[:2])
    pen = Pen("ocrb", _MRZ_PITCH / font("ocrb", 100).getlength("<") * 100, (16, 16, 18))
    for name, y, line in zip(("mrz_line_1", "mrz_line_2"), (902, 986), passport.mrz_lines, strict=True):
        plate.write(62, y, [Run(line, name)], pen)
