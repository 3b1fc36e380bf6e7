"""PDFs as they come before anybody edits them, printed from a program or scanned, and what honest people do to them."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.chance import chance
from samples.forgeries.model import NotMade, Pixels
from samples.forgeries.pdf_revision import retitled
from samples.forgeries.source import LETTERS, Shown, draw_wanted, page_letters, shown
from samples.papers_set import dossier
from samples.printing import print_paper
from samples.render.optics import jpeg
from samples.render.printed import Box, Letters, Mark
from samples.render.sheet import HEIGHT, WIDTH, Sheets

POINTS: Final = (WIDTH, HEIGHT)


@dataclass(frozen=True)
class Pdf:
    """A PDF with its truth: marks and words in shares; ``size`` of every page in points."""

    data: bytes
    size: tuple[float, float]
    marks: tuple[Mark, ...]
    words: tuple[Letters, ...]
    paper: str
    design: str
    scan: Shown | None = None

    def box(self, shares: Box) -> Box:
        """Return a box in points from the lower left, as PDF counts."""
        wide, high = self.size
        return shares[0] * wide, (1 - shares[3]) * high, shares[2] * wide, (1 - shares[1]) * high

    def words_of(self, mark: Mark) -> list[Letters]:
        """Return the printed words of a mark."""
        return [word for word in self.words if word.page == mark.page and _in(mark.box, word.box)]


def born_digital(seed: int, draw: random.Random, paper: str = "", design: str = "") -> Pdf:
    """Return a paper as a program exports it, with its text."""
    wanted = draw_wanted(draw, (paper,) if paper else LETTERS)
    design = design or wanted.design
    drawn = print_paper(
        dossier(seed, 0), wanted.paper, design, chance(seed, "forgeries", wanted.paper, design, "print")
    )
    if not isinstance(drawn, Sheets):
        raise NotMade("the paper is a picture")
    wide, high = drawn.width, drawn.height

    def share(box: Box) -> Box:
        return box[0] / wide, box[1] / high, box[2] / wide, box[3] / high

    marks = tuple(replace(mark, box=share(mark.box)) for mark in drawn.marks())
    words = tuple(replace(word, boxes=tuple(share(box) for box in word.boxes)) for word in page_letters(drawn, 1.0))
    return Pdf(drawn.pdf("paper"), (wide, high), marks, words, wanted.paper, design)


def scanned(seed: int, draw: random.Random, paper: str = "", *, layer: bool) -> Pdf:
    """Return a paper scanned into a PDF; with ``layer`` its words lie invisibly over the picture, as OCR leaves it."""
    wanted = draw_wanted(draw, (paper,) if paper else LETTERS, ("flatbed",))
    page = shown(seed, wanted)
    quality = draw.randint(75, 92)
    return scan_of(page, page.pixels, quality, layer=layer)


def scan_of(page: Shown, pixels: Pixels, quality: int, *, layer: bool) -> Pdf:
    """Return ``pixels`` as the page of a PDF, with the words of ``page`` as an invisible layer where asked for."""
    high, wide = pixels.shape[:2]
    size = (WIDTH, WIDTH * high / wide)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    canvas.setProducer("absah samples")
    picture = jpeg(Image.fromarray(pixels), quality)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, *size)
    marks = tuple(replace(mark, box=_shares(mark.box, wide, high)) for mark in page.marks)
    words = tuple(replace(word, boxes=tuple(_shares(box, wide, high) for box in word.boxes)) for word in page.words)
    if layer:
        _invisible(canvas, words, size)
    canvas.showPage()
    canvas.save()
    return Pdf(target.getvalue(), size, marks, words, page.paper, page.design, replace(page, pixels=pixels))


def _invisible(canvas: Canvas, words: tuple[Letters, ...], size: tuple[float, float]) -> None:
    text = canvas.beginText()
    text.setTextRenderMode(3)
    for word in words:
        x0, y0, x1, y1 = word.box
        high = max(4.0, (y1 - y0) * size[1] * 1.3)
        text.setFont("Helvetica", high)
        natural = canvas.stringWidth(word.text, "Helvetica", high) or 1.0
        text.setHorizScale(100 * (x1 - x0) * size[0] / natural)
        text.setTextOrigin(x0 * size[0], (1 - y1) * size[1])
        text.textOut(word.text + " ")
    canvas.drawText(text)


# -- what honest people and programs do to a PDF ----------------------------------------------------------------------

Treatment = Callable[[Pdf, random.Random], bytes]


def _plain(pdf: Pdf, _: random.Random) -> bytes:
    """As it came."""
    return pdf.data


def _rewritten(pdf: Pdf, draw: random.Random) -> bytes:
    """Saved by another program: a printer driver, a mail gateway, a compressor."""
    return saved(pikepdf.open(io.BytesIO(pdf.data)), linear=draw.random() < 0.5)


def _numbered(pdf: Pdf, draw: random.Random) -> bytes:
    """A page number or a receipt stamp set on an empty margin by a program."""
    layer = io.BytesIO()
    canvas = Canvas(layer, pagesize=pdf.size, invariant=1)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(draw.uniform(20, 60), 14, f"Diterima {draw.randint(1, 28):02d}-{draw.randint(1, 12):02d}-2026")
    canvas.save()
    return overlaid(pdf.data, 0, layer.getvalue())


def _noted(pdf: Pdf, draw: random.Random) -> bytes:
    """A line of the text is highlighted, or a note is stuck to it, as an officer does who checks it."""
    file = pikepdf.open(io.BytesIO(pdf.data))
    word = draw.choice(pdf.words)
    x0, y0, x1, y1 = pdf.box(word.box)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Highlight, Rect=[x0, y0, x1, y1], C=[1, 1, 0], F=4,
        QuadPoints=[x0, y1, x1, y1, x0, y0, x1, y0],
    )  # fmt: skip
    file.pages[word.page].obj.Annots = file.make_indirect(pikepdf.Array([file.make_indirect(note)]))
    return saved(file)


def _titled(pdf: Pdf, _: random.Random) -> bytes:
    """A second revision that changes the title only, as some readers write when they save."""
    return retitled(pdf.data)


HONEST: Final[dict[str, Treatment]] = {
    "plain": _plain,
    "rewritten": _rewritten,
    "numbered": _numbered,
    "noted": _noted,
    "titled": _titled,
}
"""What may have been done to a PDF that nobody falsified, by name."""


def saved(file: pikepdf.Pdf, *, linear: bool = False) -> bytes:
    """Return the file as pikepdf writes it anew, without a random identifier."""
    target = io.BytesIO()
    file.save(target, linearize=linear, deterministic_id=True)
    return target.getvalue()


def overlaid(data: bytes, page: int, layer: bytes) -> bytes:
    """Return ``data`` with the first page of ``layer`` laid over ``page``."""
    file = pikepdf.open(io.BytesIO(data))
    over = pikepdf.open(io.BytesIO(layer))
    file.pages[page].add_overlay(over.pages[0], None)
    return saved(file)


def _shares(box: Box, wide: float, high: float) -> Box:
    return box[0] / wide, box[1] / high, box[2] / wide, box[3] / high


def _in(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 0.002 <= x <= outer[2] + 0.002 and outer[1] - 0.002 <= y <= outer[3] + 0.002
