"""Draws the worker card: E-KPMI and E-PMI out of a telephone or as A4 print, and the plastic KTKLN before them."""

import random
from typing import Final

from samples.dossier import Dossier
from samples.render.design import Design
from samples.render.forms import GREY, Form, draw_emblem
from samples.render.ink import Colour, Run
from samples.render.sheet import Sheets
from samples.render.wording import date

CARD_WIDTH: Final = 243.0
CARD_HEIGHT: Final = 153.0
"""A bank card in points."""

_WHITE: Final[Colour] = (255, 255, 255)


def ekpmi(file: Dossier, draw: random.Random) -> Sheets:
    """Set the electronic card upright, as an application shows it: photo in the middle, labels above the values."""
    paper, card = Form(draw, "sans", 10, margin=26, width=300, height=520), file.card
    blue: Colour = draw.choice([(16, 60, 120), (130, 20, 30)])
    paper.sheets.box((0, 0, 300, 74), 0.0, blue, blue)
    draw_emblem(paper, (38, 38), "round", 18)
    for y, text, size in ((30, "E-KPMI", 17), (48, "Kartu Pekerja Migran Indonesia", 9.5), (61, "Elektronik", 8)):
        paper.sheets.write(70, y, text, paper.style("bold" if size > 10 else "", size, _WHITE))
    paper.photo((105, 90, 195, 206), file.person, (70, 110, 180))
    paper.y = 228
    paper.middle(Run(file.person.name, "name"), "bold", 12.5)
    paper.y += 8
    paper.above(
        [
            [(paper.one_of("Nomor KPMI", "No. KPMI", "ID PMI"), Run(card.number, "card_number"))],
            [("Nomor Paspor", Run(file.passport.number, "passport_number")), ("Negara Tujuan", _country(file, "id"))],
            [
                (
                    paper.one_of("Pemberi Kerja", "Nama Pemberi Kerja", "Pengguna"),
                    Run(file.contract.employer_name, "employer_name"),
                )
            ],
            [
                (paper.one_of("Tanggal Terbit", "Diterbitkan"), date("issued_on", card.issued_on)),
                (paper.one_of("Berlaku Sampai", "Berlaku Hingga"), date("expires_on", card.expires_on)),
            ],
        ],
        gap=5,
    )
    paper.code(122, 452, 54, f"https://contoh.invalid/kpmi/{card.number}")
    return paper.sheets


def ktkln(file: Dossier, draw: random.Random) -> Sheets:
    """Set the plastic card of before: photo left, short labels, small print."""
    paper, card = Form(draw, "sans", 7.6, margin=10, width=CARD_WIDTH, height=CARD_HEIGHT), file.card
    paper.sheets.box((0, 0, CARD_WIDTH, CARD_HEIGHT), 0.0, (214, 226, 238), (214, 226, 238))
    paper.sheets.box((0, 0, CARD_WIDTH, 30), 0.0, (30, 80, 130), (30, 80, 130))
    paper.corner()
    paper.sheets.write(14, 13, "KARTU TENAGA KERJA LUAR NEGERI", paper.style("bold", 8.6, _WHITE))
    paper.sheets.write(14, 24, "BADAN NASIONAL PENEMPATAN DAN PERLINDUNGAN TKI", paper.style("", 6, _WHITE))
    paper.photo((10, 40, 62, 108), file.person)
    paper.margin, paper.y = 70, 47
    paper.width = CARD_WIDTH + 62
    paper.rows(
        [
            ("No. KTKLN", Run(card.number, "card_number")),
            ("Nama", Run(file.person.name, "name")),
            ("No. Paspor", Run(file.passport.number, "passport_number")),
            ("Pengguna", Run(file.contract.employer_name, "employer_name")),
            ("Negara", _country(file, "id")),
            ("Tgl. Terbit", date("issued_on", card.issued_on, "dash")),
            ("Berlaku s/d", date("expires_on", card.expires_on, "dash")),
        ],
        label=54,
        gap=1.2,
    )
    paper.sheets.write(10, 120, "KTKLN", paper.style("bold", 12, (30, 80, 130)))
    return paper.sheets


def epmi(file: Dossier, draw: random.Random) -> Sheets:
    """Set the electronic card lying across: photo right, labels above the values, a code below the photo."""
    paper, card = Form(draw, "dejavu", 8.2, margin=16, width=324, height=204), file.card
    green: Colour = draw.choice([(20, 110, 90), (40, 60, 140), (90, 90, 96)])
    paper.sheets.box((0, 0, 324, 36), 0.0, green, green)
    paper.sheets.write(16, 16, "E-PMI", paper.style("bold", 12, _WHITE))
    paper.sheets.write(16, 28, "PEKERJA MIGRAN INDONESIA", paper.style("", 7, _WHITE))
    paper.photo((246, 46, 308, 126), file.person, (176, 42, 44))
    paper.code(252, 136, 48, f"https://contoh.invalid/epmi/{card.number}")
    paper.y, paper.width = 54, 256
    paper.above(
        [
            [("NAMA", Run(file.person.name, "name"))],
            [("ID PMI", Run(card.number, "card_number")), ("NO. PASPOR", Run(file.passport.number, "passport_number"))],
            [("NEGARA PENEMPATAN", _country(file, "id"))],
            [("PENGGUNA", Run(file.contract.employer_name, "employer_name"))],
            [
                ("TERBIT", date("issued_on", card.issued_on, "dash")),
                ("BERLAKU S/D", date("expires_on", card.expires_on, "dash")),
            ],
        ],
        gap=2,
    )
    return paper.sheets


def print_out(file: Dossier, draw: random.Random) -> Sheets:
    """Set the card's data on A4 in a bilingual table, the photo and code at the right."""
    paper, card = Form(draw, "dejavu", 9.4, margin=54), file.card
    paper.letterhead(["BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA"], "SISKOP2MI", "shield", left=True)
    paper.middle("E-PMI", "bold", 18)
    paper.middle("ELEKTRONIK PEKERJA MIGRAN INDONESIA / MIGRANT WORKER ID", "", 9)
    paper.y += 12
    top = paper.y
    paper.photo((paper.width - 140, top, paper.width - 56, top + 108), file.person, (46, 92, 168))
    paper.code(paper.width - 132, top + 120, 68, f"https://contoh.invalid/epmi/{card.number}")
    wide, paper.width = paper.width, paper.width - 110
    paper.boxed(
        [
            ("ID PMI\nMigrant worker ID", Run(card.number, "card_number")),
            ("Nama\nName", Run(file.person.name, "name")),
            ("Nomor Paspor\nPassport number", Run(file.passport.number, "passport_number")),
            ("Nama Pengguna\nEmployer", Run(file.contract.employer_name, "employer_name")),
            ("Negara Penempatan\nCountry of placement", _country(file, "en")),
            ("Jabatan\nPosition", file.contract.job["position"]),
            ("Tanggal Diterbitkan\nDate issued", date("issued_on", card.issued_on, "en")),
            ("Masa Berlaku\nValid until", date("expires_on", card.expires_on, "en")),
        ],
        label=150,
    )
    paper.width = wide
    paper.y += 10
    paper.para("Kartu ini sah dan diterbitkan secara elektronik melalui SiskoP2MI.", "", 8)
    paper.sheets.write(54, paper.height - 40, f"Dicetak {card.issued_on:%d/%m/%Y}", paper.style("", 7, GREY))
    return paper.sheets


def _country(file: Dossier, language: str) -> Run:
    site = file.contract.site
    return Run(site[language].upper(), "destination_country", site["country"])


DESIGNS: Final = {
    "ekpmi": Design(ekpmi),
    "ktkln": Design(ktkln),
    "epmi": Design(epmi),
    "print_out": Design(print_out, held_out=True),
}
