"""What both designs of the contract share: page furniture, and the block where the parties sign."""

import random
from dataclasses import dataclass
from typing import Final

from samples.papers import Contract
from samples.render.hand_marks import PAD_INKS, PEN_INKS, initials, revenue_stamp, signature, thumbprint
from samples.render.ink import Colour, Run
from samples.render.printed import Box
from samples.render.sheet import HEIGHT, MARGIN, WIDTH, Sheets, Style
from samples.render.strokes import STAMPS

BOTTOM: Final = HEIGHT - 52.0
"""Lowest base line of running text, in points."""

SIGNING_HEIGHT: Final = 112.0

STAMP_INKS: Final[tuple[Colour, ...]] = ((58, 60, 150), (150, 44, 58), (72, 52, 132))


@dataclass(frozen=True)
class Look:
    """Chance that draws the hand-made parts of a contract, and the lowest base line of its text in points."""

    draw: random.Random
    bottom: float = BOTTOM


def furnish(sheets: Sheets) -> None:
    """Print page number and specimen mark on the open page."""
    grey: Colour = (128, 128, 132)
    sheets.write(WIDTH - MARGIN - 62, 30, "CONTOH / SPECIMEN", Style("sans", 6.8, 8, grey))
    sheets.centre(HEIGHT - 30, f"Halaman {sheets.page + 1} / Page {sheets.page + 1}", Style("sans", 7.5, 9, grey))


def next_page(sheets: Sheets, look: Look) -> float:
    """Close the open page, perhaps with the worker's initials, open a furnished one and return its first base line."""
    _initial(sheets, look)
    sheets.new_page()
    furnish(sheets)
    return 64.0


def sign(sheets: Sheets, y: float, contract: Contract, style: Style, look: Look) -> None:
    """Print the signing block from base line ``y``: three parties with their marks, the agency's stamp."""
    bold = Style(style.face + "-bold", style.size, style.leading)
    parties = (
        ("employer", "Pemberi Kerja / Employer", Run(contract.employer_name, "employer_name")),
        ("worker", "Pekerja / Worker", Run(contract.worker_name, "worker_name")),
        ("agency", "P3MI / Agency", Run(contract.agency_name, "agency_name")),
    )
    width = (WIDTH - 2 * MARGIN) / 3
    for place, (party, label, name) in enumerate(parties):
        x = MARGIN + place * width
        sheets.write(x, y, label, bold)
        box = (x + 8 + look.draw.uniform(0, 12), y + 16, x + width * 0.72, y + 64)
        if party == "worker" and look.draw.random() < 0.3:
            _mark(sheets, party, "meterai", revenue_stamp(sheets, look.draw, (x + 2, y + 14)))
        kind = "thumb" if party == "worker" and look.draw.random() < 0.25 else "hand"
        _mark(sheets, party, kind, _own_mark(sheets, look.draw, kind, box))
        sheets.line(y + 74, x, x + width - 16)
        sheets.paragraph(x, y + 86, width - 14, [name], Style(style.face, 8.4, 10.2))
    centre = (MARGIN + 2.62 * width, y + 40)
    form = look.draw.choice(["round", "round", "round", "oval", "square", "triangle"])
    turn = look.draw.uniform(-200, 0) if form == "round" else look.draw.uniform(-14, 14)
    text = f"{contract.agency_name} * " if form == "round" else contract.agency_name
    _mark(sheets, "agency", "stamp", STAMPS[form](sheets, centre, text, look.draw.choice(STAMP_INKS), turn))


def _own_mark(sheets: Sheets, draw: random.Random, kind: str, box: Box) -> Box:
    if kind == "thumb":
        return thumbprint(sheets, draw, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2 - 2), draw.choice(PAD_INKS))
    return signature(sheets, draw, box, draw.choice(PEN_INKS))


def _initial(sheets: Sheets, look: Look) -> None:
    """Let the worker put initials into the lower corner of the open page, as is done on many contracts."""
    if look.draw.random() < 0.4:
        centre = (WIDTH - look.draw.uniform(30, 44), HEIGHT - look.draw.uniform(34, 60))
        _mark(sheets, "unknown", "hand", initials(sheets, look.draw, centre, look.draw.choice(PEN_INKS)))


def _mark(sheets: Sheets, party: str, kind: str, box: Box) -> None:
    sheets.mark(party, kind, box, "signature")
