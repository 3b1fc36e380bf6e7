"""Prints any paper of a dossier in any of its designs, and hands it on as sheets of text or as pictures."""

import random
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import pypdfium2

from samples.dossier import Dossier
from samples.render import contract, ktp, passport
from samples.render.contract_signing import Look
from samples.render.design import Design, Drawn
from samples.render.papers import designs
from samples.render.printed import Mark, Printed
from samples.render.sheet import HEIGHT, Sheets

PRINT_DPI: Final = 200
"""Dots per inch at which A4 papers are handed to a camera."""

CARD_PIXELS: Final = 1400
"""Pixels of the longer side of a card, which a camera sees from nearer than a sheet."""


def _card(module: object, attribute: str) -> Mapping[str, Design]:
    def draw(name: str) -> Design:
        return Design(lambda file, chance: module.render(getattr(file.story, attribute), name, chance))  # type: ignore[attr-defined]

    return {name: draw(name) for name in module.DESIGNS}  # type: ignore[attr-defined]


def _contracts() -> Mapping[str, Design]:
    def draw(name: str) -> Design:
        return Design(lambda file, chance: contract.DESIGNS[name](file.contract, Look(chance)))

    return {name: draw(name) for name in contract.DESIGNS}


PAPERS: Final[Mapping[str, Mapping[str, Design]]] = MappingProxyType(
    {
        "ktp": _card(ktp, "ktp"),
        "passport": _card(passport, "passport"),
        "work_contract": _contracts(),
        **designs(),
    }
)
"""Every design of every document type that is drawn, ``unknown`` among them."""


def print_paper(file: Dossier, document_type: str, design: str, draw: random.Random) -> Drawn:
    """Return the paper ``document_type`` of ``file`` in ``design``; KeyError for an unknown name."""
    return PAPERS[document_type][design].draw(file, draw)


def flatten(drawn: Drawn) -> Printed:
    """Return a paper as pictures of its pages, marks in pixels; one that is a picture already stays as it is."""
    if isinstance(drawn, Printed):
        return drawn
    scale = max(PRINT_DPI / 72, CARD_PIXELS / max(drawn.width, drawn.height))
    document = pypdfium2.PdfDocument(drawn.pdf("paper"))
    pages = tuple(document[index].render(scale=scale).to_pil().convert("RGB") for index in range(len(document)))
    document.close()
    is_card = max(drawn.width, drawn.height) < HEIGHT / 2
    marks = tuple(_scaled(mark, scale) for mark in drawn.marks())
    return Printed(pages, marks, corner=0.03 if is_card else 0.0, width_mm=drawn.width / 72 * 25.4)


def _scaled(mark: Mark, scale: float) -> Mark:
    x0, y0, x1, y1 = (value * scale for value in mark.box)
    return Mark(mark.name, mark.value, mark.page, (x0, y0, x1, y1), mark.kind)


_CARD_MM: Final = {"ktp": 85.6, "passport": 125.0}
_STICKER_DOTS: Final = 12.0
"""Pixels a millimetre of papers that exist only as pictures."""


def width_mm(document_type: str, drawn: Drawn) -> float:
    """Return the width of a paper's pages in millimetres."""
    if isinstance(drawn, Sheets):
        return drawn.width / 72 * 25.4
    return drawn.width_mm or _CARD_MM.get(document_type, drawn.pages[0].width / _STICKER_DOTS)
