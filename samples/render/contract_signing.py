"""What both designs of the contract share: page furniture, and the block where the parties sign."""

import random
from dataclasses import dataclass
from typing import Final

from samples.papers import Contract
from samples.render.ink import Colour, Run
from samples.render.sheet import HEIGHT, MARGIN, WIDTH, Sheets, Style
from samples.render.strokes import scribble, stamp

BOTTOM: Final = HEIGHT - 52.0
"""Lowest base line of running text, in points."""

SIGNING_HEIGHT: Final = 112.0

_INKS: Final[tuple[Colour, ...]] = ((28, 44, 120), (24, 24, 28), (40, 40, 92))
_STAMPS: Final[tuple[Colour, ...]] = ((58, 60, 150), (150, 44, 58), (72, 52, 132))


@dataclass(frozen=True)
class Look:
    """Chance that draws the hand-made parts of a contract."""

    draw: random.Random


def furnish(sheets: Sheets) -> None:
    """Print page number and specimen mark on the open page."""
    grey: Colour = (128, 128, 132)
    sheets.write(WIDTH - MARGIN - 62, 30, "CONTOH / SPECIMEN", Style("sans", 6.8, 8, grey))
    sheets.centre(HEIGHT - 30, f"Halaman {sheets.page + 1} / Page {sheets.page + 1}", Style("sans", 7.5, 9, grey))


def next_page(sheets: Sheets) -> float:
    """Open a furnished page and return its first base line."""
    sheets.new_page()
    furnish(sheets)
    return 64.0


def sign(sheets: Sheets, y: float, contract: Contract, style: Style, look: Look) -> None:
    """Print the signing block from base line ``y``: three parties, signatures, the agency's stamp."""
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
        box = (x + 8 + look.draw.uniform(0, 12), y + 18, x + width * 0.72, y + 62)
        sheets.curve(scribble(look.draw, box), 1.1, look.draw.choice(_INKS))
        sheets.mark(party, "hand", box, "signature")
        sheets.line(y + 74, x, x + width - 16)
        sheets.paragraph(x, y + 86, width - 14, [name], Style(style.face, 8.4, 10.2))
    centre = (MARGIN + 2.62 * width, y + 40)
    stamp(sheets, centre, f"{contract.agency_name} * ", look.draw.choice(_STAMPS), look.draw.uniform(-200, 0))
    x0, y0 = centre
    sheets.mark("agency", "stamp", (x0 - 32, y0 - 32, x0 + 32, y0 + 32), "signature")
