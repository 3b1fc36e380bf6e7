"""Turns printed papers into uploads: PDF with text, scans in PDF, pictures, and several papers in one file."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.printing import flatten, width_mm
from samples.render.capture import CAPTURES, capture_pages
from samples.render.design import Drawn
from samples.render.optics import Captured, grain, jpeg, lay, to_shares, turn
from samples.render.printed import Mark, Printed
from samples.render.sheet import HEIGHT, WIDTH, Sheets
from samples.render.warp import Matrix

SHEET_DPI: Final = 250
"""Dots per inch of a page onto which cards are laid."""

AREA: Final = "area"
"""Kind of the mark that says where one of several papers lies on a page."""

_INCH: Final = 25.4
_A4_MM: Final = (210.0, 297.0)
_WHITE: Final = (250, 250, 249)


@dataclass(frozen=True)
class Part:
    """A paper on its way into a file: its type and how it is printed."""

    type: str
    drawn: Drawn


@dataclass(frozen=True)
class Placed:
    """Where a part came to lie in a file: its marks, its first page and number of pages, its place on a shared page."""

    type: str
    marks: tuple[Mark, ...]
    first_page: int = 0
    pages: int = 0
    area: Mark | None = None


def upload(part: Part, kind: str, draw: random.Random) -> tuple[Captured, ...]:
    """Return the paper as uploads of ``kind``, a name in ``KINDS``: one file, or one picture a page.

    Raises:
        ValueError: a paper of this size is not captured so.
    """
    if kind == "digital":
        return (_digital(part),)
    if kind == "scan":
        data, placed = bundle([part], draw)
        return (Captured(data, "pdf", placed[0].marks),)
    if kind == "photo_pdf":
        return (_photo_pdf(flatten(part.drawn), draw),)
    return capture_pages(flatten(part.drawn), kind, draw)


KINDS: Final = ("digital", "scan", "photo_pdf", *CAPTURES)
"""Every way in which a paper may come: PDF with its text, PDF of scans, PDF of photographs, and all captures."""


def bundle(parts: Sequence[Part], draw: random.Random) -> tuple[bytes, list[Placed]]:
    """Return a PDF of scans with all ``parts`` one after another, and where each came to lie.

    A card or a data page is scanned on a sheet of its own.
    """
    papers = [_on_sheet([part], draw) if _is_small(part) else flatten(part.drawn) for part in parts]
    data, found = _scanned(papers, draw)
    placed: list[Placed] = []
    count = 0
    for part, printed, marks in zip(parts, papers, found, strict=True):
        own = tuple(_unnumbered(mark) for mark in marks if mark.kind != AREA)
        placed.append(Placed(part.type, own, count, len(printed.pages)))
        count += len(printed.pages)
    return data, placed


def together(parts: Sequence[Part], kind: str, draw: random.Random) -> tuple[Captured, list[Placed]]:
    """Return one file, captured as ``kind``, with the first pages of all ``parts`` on one sheet, and where they lie."""
    sheet = _on_sheet(parts, draw)
    if kind == "scan":
        data, (marks,) = _scanned([sheet], draw)
        shot = Captured(data, "pdf", marks)
    else:
        (shot,) = capture_pages(sheet, kind, draw)
    placed = []
    for place, part in enumerate(parts):
        own = [mark for mark in shot.marks if mark.name.startswith(f"{place}:")]
        area = next(mark for mark in own if mark.kind == AREA)
        rest = tuple(_unnumbered(mark) for mark in own if mark.kind != AREA)
        placed.append(Placed(part.type, rest, area=_unnumbered(area)))
    return shot, placed


def _unnumbered(mark: Mark) -> Mark:
    return replace(mark, name=mark.name.rpartition(":")[2])


def _scanned(papers: Sequence[Printed], draw: random.Random) -> tuple[bytes, list[tuple[Mark, ...]]]:
    """Return a PDF with every page of ``papers`` as a scan, a little askew, and the marks of each paper in it."""
    target, canvas = _canvas()
    grey = draw.random() < 0.4
    found: list[tuple[Mark, ...]] = []
    count = 0
    for printed in papers:
        marks: list[Mark] = []
        for index, page in enumerate(printed.pages):
            image, matrix = _askew(page, draw, grey=grey)
            own = [mark for mark in printed.marks if mark.page == index]
            marks += [replace(to_shares(mark, matrix, image.size), page=count) for mark in own]
            _add(canvas, image, draw.randint(70, 88))
            count += 1
        found.append(tuple(marks))
    canvas.save()
    return target.getvalue(), found


def _digital(part: Part) -> Captured:
    drawn = part.drawn
    if isinstance(drawn, Sheets):
        size = (drawn.width, drawn.height)
        return Captured(drawn.pdf("paper"), "pdf", tuple(to_shares(mark, np.eye(3), size) for mark in drawn.marks()))
    target, canvas = _canvas()
    marks: list[Mark] = []
    for index, page in enumerate(drawn.pages):
        _add(canvas, page, 92, width_mm(part.type, drawn))
        marks += [to_shares(mark, np.eye(3), page.size) for mark in drawn.marks if mark.page == index]
    canvas.save()
    return Captured(target.getvalue(), "pdf", tuple(marks))


def _photo_pdf(printed: Printed, draw: random.Random) -> Captured:
    """Return the paper photographed page by page by a telephone that joins the pictures to a PDF."""
    target, canvas = _canvas()
    marks: list[Mark] = []
    for index, shot in enumerate(capture_pages(printed, "phone", draw)):
        image = Image.open(io.BytesIO(shot.data))
        size = (WIDTH, WIDTH * image.height / image.width)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(io.BytesIO(shot.data)), 0, 0, *size)
        canvas.showPage()
        marks += [replace(mark, page=index) for mark in shot.marks]
    canvas.save()
    return Captured(target.getvalue(), "pdf", tuple(marks))


def _is_small(part: Part) -> bool:
    flat = flatten(part.drawn).pages[0]
    wide = width_mm(part.type, part.drawn)
    return max(wide, wide * flat.height / flat.width) < 200


def _on_sheet(parts: Sequence[Part], draw: random.Random) -> Printed:
    """Lay the first pages of ``parts`` one below another on white, at least an A4 sheet.

    Marks are named ``0:nik`` by the place of their part; one of kind ``AREA`` says where each lies.
    """
    flats = [flatten(part.drawn) for part in parts]
    wide = [width_mm(part.type, part.drawn) for part in parts]
    high = [width * flat.pages[0].height / flat.pages[0].width for width, flat in zip(wide, flats, strict=True)]
    across, down = max(_A4_MM[0], *(width + 30 for width in wide)), max(_A4_MM[1], sum(high) + 25 * (len(high) + 1))
    dots = min(SHEET_DPI, 3300 / max(across, down) * _INCH) / _INCH
    size = (round(across * dots), round(down * dots))
    page, marks, y = Image.new("RGB", size, _WHITE), [], 0.0
    spare = (down - sum(high)) / (len(high) + 1)
    for place, (flat, width, height) in enumerate(zip(flats, wide, high, strict=True)):
        centre = (
            across / 2 + draw.uniform(-0.42, 0.42) * (across - width - 20),
            y + spare * draw.uniform(0.7, 1.1) + height / 2,
        )
        matrix = _laid_at(flat.pages[0], (centre[0] * dots, centre[1] * dots), width * dots, draw.uniform(-1.5, 1.5))
        laid, mask = lay(_softened(flat.pages[0], width * dots), matrix, size, max(flat.corner, 0.0012))
        page.paste(laid, (0, 0), mask)
        marks += [_carried(mark, matrix, place) for mark in flat.marks if mark.page == 0]
        whole = Mark("", "", 0, (0.0, 0.0, float(flat.pages[0].width), float(flat.pages[0].height)), AREA)
        marks.append(_carried(whole, matrix, place))
        y += spare + height
    return Printed((page,), tuple(marks), 0.0)


def _carried(mark: Mark, matrix: Matrix, place: int) -> Mark:
    shares = to_shares(mark, matrix, (1e6, 1e6)).box
    x0, y0, x1, y1 = (value * 1e6 for value in shares)
    return replace(mark, name=f"{place}:{mark.name}", box=(x0, y0, x1, y1), page=0)


def _laid_at(page: Image.Image, centre: tuple[float, float], width: float, angle: float) -> Matrix:
    """Return the matrix that lays ``page`` ``width`` pixels wide around ``centre``, turned by ``angle`` degrees."""
    target = (round(centre[0] * 2), round(centre[1] * 2))
    return turn(angle, page.size, target, width / page.width)


def _softened(page: Image.Image, width: float) -> Image.Image:
    """Return the page without detail that the smaller copy of ``width`` pixels cannot hold."""
    return page.filter(ImageFilter.GaussianBlur(0.5 * max(page.width / width - 0.9, 0.1)))


def _askew(page: Image.Image, draw: random.Random, *, grey: bool) -> tuple[Image.Image, Matrix]:
    matrix = turn(draw.uniform(-0.8, 0.8), page.size, page.size)
    laid, _ = lay(page.convert("L") if grey else page, matrix, page.size, 0.0)
    return grain(laid, draw, 3.0), matrix


def _canvas() -> tuple[io.BytesIO, Canvas]:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setProducer("absah samples")
    return target, canvas


def _add(canvas: Canvas, image: Image.Image, quality: int, width: float = 0.0) -> None:
    """Add a page with ``image`` all over it, ``width`` millimetres wide (an A4 sheet's side by default)."""
    side = width / _INCH * 72 if width else (WIDTH if image.height > image.width else HEIGHT)
    size = (side, side * image.height / image.width)
    canvas.setPageSize(size)
    canvas.drawImage(ImageReader(io.BytesIO(jpeg(image, quality))), 0, 0, *size)
    canvas.showPage()
