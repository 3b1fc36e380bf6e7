"""Prints a bilingual work contract: born digital (PDF with text), or signed, stamped and scanned."""

import io
import random
from dataclasses import replace
from typing import Final

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.papers import Contract
from samples.render.capture import Captured, grain, jpeg, lay, to_shares, turn
from samples.render.contract_columns import columns
from samples.render.contract_signing import Look
from samples.render.contract_table import table
from samples.render.sheet import HEIGHT, WIDTH, Sheets


def short(contract: Contract, look: Look) -> Sheets:
    """Return the contract of two columns on short pages, so that it takes four or five."""
    return columns(contract, replace(look, bottom=HEIGHT - 400.0))


DESIGNS: Final = {"table": table, "columns": columns, "short": short}
"""Header table with numbered articles, two languages side by side, and the same on short pages."""

SCAN_DPI: Final = 200


def upload(
    contract: Contract, design: str, kind: str, print_chance: random.Random, capture_chance: random.Random
) -> Captured:
    """Return the contract in ``design`` as an upload.

    ``kind`` is ``digital`` (PDF with its text) or ``scan`` (PDF of page images, a little askew).
    """
    sheets = DESIGNS[design](contract, Look(print_chance))
    data = sheets.pdf(f"Perjanjian Kerja {contract.number}")
    if kind == "digital":
        marks = tuple(to_shares(mark, np.eye(3), (WIDTH, HEIGHT)) for mark in sheets.marks())
        return Captured(data, "pdf", marks)
    if kind != "scan":
        raise ValueError(f"a contract cannot be captured as {kind}")
    return _scanned(data, sheets, capture_chance)


def _scanned(data: bytes, sheets: Sheets, draw: random.Random) -> Captured:
    document = pypdfium2.PdfDocument(data)
    colour = draw.random() < 0.5
    scale = SCAN_DPI / 72
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1)
    marks = []
    for index in range(len(document)):
        page = document[index].render(scale=scale).to_pil().convert("RGB")
        matrix = turn(draw.uniform(-0.8, 0.8), page.size, page.size)
        laid, _ = lay(page if colour else page.convert("L"), matrix, page.size, 0.0)
        noisy = grain(laid, draw, 3.0)
        _add_page(canvas, noisy, draw.randint(72, 88))
        whole = matrix @ np.diag([scale, scale, 1.0])
        marks += [to_shares(mark, whole, page.size) for mark in sheets.marks() if mark.page == index]
    canvas.save()
    document.close()
    return Captured(target.getvalue(), "pdf", tuple(marks))


def _add_page(canvas: Canvas, image: Image.Image, quality: int) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(jpeg(image, quality))), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
