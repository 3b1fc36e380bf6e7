"""Draws visas: stickers with MRV-A and MRV-B zones, an e-visa print, and an approval letter with the employer."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import ImageDraw

from samples import mrz
from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.fonts import font
from samples.render.forms import GREY, Form
from samples.render.guilloche import Paper, ground
from samples.render.ink import Colour, Pen, Plate, Run
from samples.render.portrait import portrait
from samples.render.printed import Printed
from samples.render.sheet import Sheets
from samples.render.wording import date, sex

_PITCH: Final = 31.2
Cell = tuple[float, float, str, list[Run]]


@dataclass(frozen=True)
class _Sticker:
    """One look of a sticker, pixels at 12 a millimetre; ``zone`` is ``A`` or ``B``."""

    width: int
    height: int
    zone: str
    paper: Paper
    ink: Colour
    label: Pen
    value: Pen
    written: str


_GREEN: Final = _Sticker(
    1440, 960, "A", Paper((214, 234, 214), (236, 240, 224), (130, 182, 130), 0.4), (24, 90, 50),
    Pen("sans", 19, (50, 80, 60)), Pen("sans-bold", 31, (20, 22, 26)), "EN3",
)  # fmt: skip
_BLUE: Final = _Sticker(
    1260, 888, "B", Paper((212, 224, 242), (232, 232, 244), (140, 160, 210), 0.4), (30, 50, 130),
    Pen("sans", 24, (40, 50, 90)), Pen("mono-bold", 29, (20, 22, 30)), "dash",
)  # fmt: skip
_SAND: Final = _Sticker(
    1440, 960, "A", Paper((240, 232, 212), (230, 236, 230), (196, 176, 130), 0.4), (110, 70, 20),
    Pen("cjk", 19, (96, 80, 50)), Pen("sans-bold", 30, (24, 22, 20)), "EN3",
)  # fmt: skip
_ROSE: Final = _Sticker(
    1440, 960, "A", Paper((244, 226, 232), (240, 236, 226), (206, 150, 170), 0.4), (130, 30, 70),
    Pen("serif-italic", 20, (110, 60, 80)), Pen("dejavu", 29, (26, 22, 26)), "slash",
)  # fmt: skip


def sticker_a(file: Dossier, draw: random.Random) -> Printed:
    """Print a large sticker: portrait left, English labels above the values, MRV-A."""
    plate = _plate(_GREEN, file, draw)
    plate.image.paste(portrait(300, 390, (216, 222, 226), file.person), (60, 150))
    values = _values(file, _GREEN)
    cells: list[Cell] = [
        (410, 200, "VISA NO.", values["visa_number"]),
        (840, 200, "TYPE OF VISA", values["visa_type"]),
        (410, 292, "DATE OF ISSUE", values["issued_on"]),
        (840, 292, "ENTER BEFORE", values["expires_on"]),
        (410, 384, "NUMBER OF ENTRIES", values["entries"]),
        (840, 384, "PLACE OF ISSUE", [Run(file.visa.place)]),
        (410, 476, "NAME", values["name"]),
        (410, 568, "PASSPORT NO.", values["passport_number"]),
        (700, 568, "DATE OF BIRTH", values["birth_date"]),
        (1010, 568, "SEX", [sex("", file.person.sex, "letter")]),
        (1110, 568, "NATIONALITY", values["nationality"]),
        (410, 660, "REMARKS", [Run("EMPLOYMENT ONLY")]),
    ]
    _above(plate, _GREEN, cells)
    return _zone(plate, _GREEN, file, file.passport.number)


def sticker_b(file: Dossier, draw: random.Random) -> Printed:
    """Print a small sticker: labels left with colons in two languages, no portrait, MRV-B."""
    plate = _plate(_BLUE, file, draw)
    values = _values(file, _BLUE)
    rows = [
        ("No. Visa / Visa No.", values["visa_number"]),
        ("Jenis / Type", values["visa_type"]),
        ("Nama / Name", values["name"]),
        ("No. Paspor / Passport No.", values["passport_number"]),
        ("Warganegara / Nationality", values["nationality"]),
        ("Tarikh Lahir / Date of Birth", values["birth_date"]),
        ("Tarikh Keluar / Date of Issue", values["issued_on"]),
        ("Sah Sehingga / Valid Until", values["expires_on"]),
        ("Kemasukan / Entries", values["entries"]),
    ]
    for place, (label, runs) in enumerate(rows):
        y = 190 + place * 56
        plate.write(60, y, label, _BLUE.label)
        plate.write(440, y, ":", _BLUE.label)
        plate.write(466, y, runs, _BLUE.value, width=_BLUE.width - 500)
    return _zone(plate, _BLUE, file, file.visa.number)


def sticker_c(file: Dossier, draw: random.Random) -> Printed:
    """Print a large sticker with small labels under the values, the portrait at the right."""
    plate = _plate(_ROSE, file, draw)
    plate.image.paste(portrait(270, 350, (232, 220, 222), file.person), (1110, 130))
    values = _values(file, _ROSE)
    cells: list[Cell] = [
        (60, 190, "Visa number", values["visa_number"]),
        (420, 190, "Category", values["visa_type"]),
        (60, 290, "Surname and given names", values["name"]),
        (60, 390, "Valid from", values["issued_on"]),
        (420, 390, "Valid until", values["expires_on"]),
        (780, 390, "Entries", values["entries"]),
        (60, 490, "Travel document no.", values["passport_number"]),
        (420, 490, "Date of birth", values["birth_date"]),
        (780, 490, "Nationality", values["nationality"]),
        (60, 590, "Issued at", [Run(file.visa.place)]),
    ]
    for x, y, label, runs in cells:
        plate.write(x, y, runs, _ROSE.value, width=(1090 if y < 520 else 1380) - x if x > 700 or y == 290 else 350)
        plate.write(x, y + 26, label, _ROSE.label)
    return _zone(plate, _ROSE, file, file.passport.number)


def sticker_cjk(file: Dossier, draw: random.Random) -> Printed:
    """Print a large sticker of an East Asian office: Chinese and English labels above the values, MRV-A."""
    look = _SAND
    plate = _plate(look, file, draw)
    plate.image.paste(portrait(280, 364, (226, 222, 212), file.person), (60, 150))
    values = _values(file, look)
    cells: list[Cell] = [
        (390, 200, "簽證號碼 VISA NUMBER", values["visa_number"]),
        (820, 200, "簽證種類 TYPE", values["visa_type"]),
        (390, 300, "發給日期 ISSUE DATE", values["issued_on"]),
        (820, 300, "有效期限 VALID UNTIL", values["expires_on"]),
        (1180, 300, "入境次數 ENTRIES", values["entries"]),
        (390, 400, "姓名 NAME", values["name"]),
        (390, 500, "護照號碼 PASSPORT NO.", values["passport_number"]),
        (820, 500, "出生日期 BIRTH DATE", values["birth_date"]),
        (1180, 500, "性別 SEX", [sex("", file.person.sex, "letter")]),
        (390, 600, "國籍 NATIONALITY", values["nationality"]),
        (820, 600, "備註 REMARKS", [Run("EMPLOYMENT")]),
    ]
    _above(plate, look, cells)
    return _zone(plate, look, file, file.visa.number)


def evisa(file: Dossier, draw: random.Random) -> Sheets:
    """Set the print of an electronic visa: a boxed table beside portrait and code."""
    paper, visa = Form(draw, "sans", 10, margin=56), file.visa
    paper.middle(visa.issuer_en, "bold", 12)
    paper.middle(visa.issuer_id, "", 10)
    paper.y += 12
    paper.middle("ELECTRONIC VISA (e-VISA)", "bold", 17)
    paper.y += 14
    top = paper.y
    paper.photo((paper.width - 136, top - 8, paper.width - 56, top + 96), file.person, (206, 214, 222))
    paper.code(paper.width - 128, top + 108, 64, f"https://contoh.invalid/evisa/{visa.number}")
    wide, paper.width = paper.width, paper.width - 104
    fields = _fields(file, "en")
    paper.boxed(
        [
            (paper.one_of("Visa Number", "e-Visa No.", "Visa No."), fields["visa_number"]),
            ("Visa Category", fields["visa_type"]),
            (paper.one_of("Full Name", "Name of Holder", "Name"), fields["name"]),
            ("Nationality", fields["nationality"]),
            ("Date of Birth", fields["birth_date"]),
            (paper.one_of("Passport Number", "Passport No.", "Travel Document No."), fields["passport_number"]),
            ("Date of Issue", fields["issued_on"]),
            (paper.one_of("Date of Expiry", "Valid Until", "Expiry Date"), fields["expires_on"]),
            ("No. of Entries", fields["entries"]),
            (paper.one_of("Employer / Sponsor", "Employer", "Sponsor"), fields["employer_name"]),
            ("Country", fields["destination_country"]),
        ],
        label=140,
        fill=(232, 238, 246),
        kind="bold",
    )
    paper.width = wide
    paper.y += 12
    paper.para(
        "This visa was issued electronically and bears no signature. Carry a printed copy when you travel.", size=8.6
    )
    paper.sheets.write(
        56, paper.height - 40, f"Reference {visa.number}-{visa.issued_on:%y%m%d}", paper.style("", 7.4, GREY)
    )
    return paper.sheets


def approval(file: Dossier, draw: random.Random) -> Sheets:
    """Set an approval letter to the employer, as calling visas and in-principle approvals are."""
    paper, visa = Form(draw, "serif", 10.8, margin=64, lead=1.36), file.visa
    paper.letterhead([visa.issuer_en, visa.issuer_id], emblem="round")
    fields = _fields(file, "us")
    paper.rows([("Our Ref.", fields["visa_number"]), ("Date", fields["issued_on"])], label=70)
    paper.y += 6
    paper.line(fields["employer_name"], "bold")
    paper.line(file.contract.employer_address.title())
    paper.y += 8
    paper.para([Run("VISA APPROVAL FOR FOREIGN WORKER - "), *fields["visa_type"]], "bold")
    country = fields["destination_country"]
    paper.para(
        [
            Run("We are pleased to inform you that the application for the following worker to enter "),
            *country,
            Run(" has been approved:"),
        ]
    )
    paper.rows(
        [
            ("Name of worker", fields["name"]),
            ("Passport No.", fields["passport_number"]),
            ("Nationality", fields["nationality"]),
            ("Date of birth", fields["birth_date"]),
            ("Job", file.contract.job["position"]),
            ("Entry", fields["entries"]),
            ("This approval is valid until", fields["expires_on"]),
        ],
        label=170,
        indent=14,
    )
    paper.para("The worker shall remain outside the country until the visa has been endorsed in the passport.")
    paper.y += 18
    paper.line("This is a computer-generated letter and requires no signature.", "italic", 9)
    return paper.sheets


def _plate(look: _Sticker, file: Dossier, draw: random.Random) -> Plate:
    plate = Plate(ground(look.width, look.height, look.paper, draw))
    visa, site = file.visa, file.contract.site
    issuer = Run(visa.issuer_en, "destination_country", site["country"])
    plate.write(60, 66, [issuer], Pen("serif-bold", 36, look.ink), width=look.width - 420)
    plate.write(60, 104, "VISA", Pen("serif-bold", 34, look.ink))
    plate.write(look.width - 262, 40, "SPECIMEN / CONTOH", Pen("sans-bold", 20, look.ink))
    ImageDraw.Draw(plate.image).rectangle((6, 6, look.width - 7, look.height - 7), outline=look.ink, width=3)
    return plate


def _above(plate: Plate, look: _Sticker, cells: Sequence[Cell]) -> None:
    for place, (x, y, label, runs) in enumerate(cells):
        after = cells[place + 1] if place + 1 < len(cells) else None
        stop = after[0] - 20 if after and after[1] == y else look.width - 40
        plate.write(x, y - look.value.size - 5, label, look.label)
        plate.write(x, y, runs, look.value, width=stop - x)


def _zone(plate: Plate, look: _Sticker, file: Dossier, number: str) -> Printed:
    visa, person = file.visa, file.person
    state = file.contract.site["country"]
    dates = f"{person.birth_date:%y%m%d}", f"{visa.expires_on:%y%m%d}"
    holder = mrz.Holder(file.passport.name, number, dates[0], person.sex, dates[1], state=state)
    lines = mrz.visa(holder, large=look.zone == "A")
    pen = Pen("ocrb", _PITCH / font("ocrb", 100).getlength("<") * 100, (16, 16, 18))
    top = look.height - 190
    strip = plate.image.crop((0, top, look.width, look.height)).point(lambda value: int(value * 0.5 + 122))
    plate.image.paste(strip, (0, top))
    for name, y, line in zip(("mrz_line_1", "mrz_line_2"), (look.height - 118, look.height - 44), lines, strict=True):
        plate.write(36 if look.zone == "A" else 60, y, [Run(line, name)], pen)
    return Printed((plate.image,), plate.marks(), corner=0.004, letters=plate.letters())


def _values(file: Dossier, look: _Sticker) -> dict[str, list[Run]]:
    return {**_fields(file, look.written), "nationality": [Run("INDONESIA", "nationality", "IDN")]}


def _fields(file: Dossier, written: str) -> dict[str, list[Run]]:
    visa, contract = file.visa, file.contract
    return {
        "visa_number": [Run(visa.number, "visa_number")],
        "visa_type": [Run(visa.visa_type, "visa_type")],
        "name": [Run(file.passport.name, "name")],
        "passport_number": [Run(file.passport.number, "passport_number")],
        "nationality": [Run("INDONESIAN", "nationality", "IDN")],
        "birth_date": [date("birth_date", file.person.birth_date, written)],
        "issued_on": [date("issued_on", visa.issued_on, written)],
        "expires_on": [date("expires_on", visa.expires_on, written)],
        "entries": [Run(visa.entries, "entries")],
        "employer_name": [Run(contract.employer_name, "employer_name")],
        "destination_country": [Run(contract.site["en"].upper(), "destination_country", contract.site["country"])],
    }


DESIGNS: Final = {
    "sticker_a": Design(sticker_a),
    "sticker_b": Design(sticker_b),
    "sticker_cjk": Design(sticker_cjk),
    "evisa": Design(evisa),
    "approval": Design(approval),
    "sticker_c": Design(sticker_c, held_out=True),
}
