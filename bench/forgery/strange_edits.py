"""Editors of the held-out set: GraphicsMagick on pictures, PDFium and pikepdf on PDFs, a camera of OpenCV's."""

import io
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from bench.forgery.strange_papers import FONTS, Paper
from samples.forgeries.model import Edit, Mask, NotMade, Pixels
from samples.render.printed import Box, Letters, Mark, around

Grid = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shot:
    """A page as a picture: RGB pixels, its words and fields in pixels."""

    pixels: Pixels
    words: tuple[Letters, ...]
    fields: tuple[Mark, ...]


def shot(paper: Paper, page: int, capture: str, draw: random.Random) -> Shot:
    """Return a page drawn by PDFium: ``export`` as it is, ``scan`` with blur and noise, ``photo`` askew."""
    document = pypdfium2.PdfDocument(paper.data)
    flat = np.asarray(document[page].render(scale=draw.uniform(110, 170) / 72).to_pil().convert("RGB"))
    document.close()
    high, wide = flat.shape[:2]
    matrix = np.eye(3)
    if capture == "scan":
        soft = np.asarray(cv2.GaussianBlur(flat, (0, 0), draw.uniform(0.4, 0.8)))
        flat = _noisy(soft, draw, draw.uniform(1.5, 4))
    elif capture == "photo":
        matrix = _askew(wide, high, draw)
        size = (round(wide * 1.12), round(high * 1.12))
        ground = tuple(draw.randint(60, 150) for _ in range(3))
        turned = cv2.warpPerspective(flat, matrix, size, flags=cv2.INTER_CUBIC, borderValue=ground)
        slope = np.linspace(draw.uniform(0.78, 0.92), 1.0, turned.shape[1])[None, :, None]
        lit = np.clip(turned * slope * np.array([1.0, 0.99, draw.uniform(0.9, 1.0)]), 0, 255).astype(np.uint8)
        soft = np.asarray(cv2.GaussianBlur(lit, (0, 0), draw.uniform(0.5, 1.0)))
        flat = _noisy(soft, draw, draw.uniform(2, 5))
    words = tuple(
        replace(word, page=0, boxes=tuple(_carried(box, matrix, wide, high) for box in word.boxes))
        for word in paper.words if word.page == page
    )  # fmt: skip
    fields = tuple(
        replace(mark, page=0, box=_carried(mark.box, matrix, wide, high)) for mark in paper.fields if mark.page == page
    )
    return Shot(np.ascontiguousarray(flat, np.uint8), words, fields)


def _noisy(pixels: npt.NDArray[Any], draw: random.Random, strength: float) -> Pixels:
    rough = np.random.default_rng(draw.getrandbits(32)).normal(0, strength, pixels.shape)
    return np.clip(pixels + rough, 0, 255).astype(np.uint8)


def _askew(wide: int, high: int, draw: random.Random) -> Grid:
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    reach = 0.025 * wide
    moved = corners + np.array([[draw.uniform(-reach, reach) for _ in range(2)] for _ in range(4)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, (moved + 0.06 * wide).astype(np.float32)), np.float64)


def _carried(box: Box, matrix: Grid, wide: float, high: float) -> Box:
    corners = np.array([(x * wide, y * high, 1.0) for x in (box[0], box[2]) for y in (box[1], box[3])])
    across, down, depth = matrix @ corners.T
    across, down = across / depth, down / depth
    return float(across.min()), float(down.min()), float(across.max()), float(down.max())


# -- GraphicsMagick ---------------------------------------------------------------------------------------------------


def gm(pixels: Pixels, *arguments: str, out: str = "png") -> bytes:
    """Return what ``gm convert`` makes of the picture: ``arguments`` between reading and writing as ``out``."""
    packed = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 1])[1]
    done = subprocess.run(
        ["gm", "convert", "png:-", *arguments, f"{out}:-"], input=packed.tobytes(), capture_output=True, check=True
    )
    return done.stdout


def opened(data: bytes) -> Pixels:
    """Return the pixels of a picture, RGB."""
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if found is None:
        raise ValueError("gm wrote no picture")
    return np.asarray(cv2.cvtColor(found, cv2.COLOR_BGR2RGB), np.uint8)


def _fonts() -> list[Path]:
    return sorted(path for path in FONTS.rglob("*.ttf") if "Regular" in path.name or path.stem == "FreeSerif")


def _target(page: Shot, draw: random.Random) -> tuple[Mark, list[Letters]]:
    fit = []
    for mark in page.fields:
        x0, y0, x1, y1 = mark.box
        words = [w for w in page.words if x0 - 1 <= (w.box[0] + w.box[2]) / 2 <= x1 + 1
                 and y0 - 1 <= (w.box[1] + w.box[3]) / 2 <= y1 + 1]  # fmt: skip
        if words:
            fit.append((mark, words))
    if not fit:
        raise NotMade("no field")
    return draw.choice(fit)


def _other(text: str, draw: random.Random) -> str:
    figures = [place for place, letter in enumerate(text) if letter.isdigit()]
    letters = list(text)
    for place in draw.sample(figures, min(len(figures), 2)) if figures else range(min(2, len(text))):
        pool = "0123456789" if letters[place].isdigit() else "ABDEGHKLMNPRSTU"
        letters[place] = draw.choice([letter for letter in pool if letter != letters[place]])
    return "".join(letters)


def gm_retype(page: Shot, draw: random.Random) -> tuple[Pixels, Edit]:
    """A rectangle in the paper's colour, and text of another face over it."""
    mark, words = _target(page, draw)
    x0, y0, x1, y1 = around([word.box for word in words])
    part = page.pixels[int(y0) - 2 : int(y1) + 3, int(x0) : int(x1)].reshape(-1, 3)
    ground, ink = np.percentile(part, 80, axis=0).astype(int), np.percentile(part, 4, axis=0).astype(int)
    text = _other(" ".join(word.text for word in words), draw)
    size = (y1 - y0) * draw.uniform(1.25, 1.45)
    done = gm(
        page.pixels, "-fill", _rgb(ground), "-draw", f"rectangle {x0 - 2:.0f},{y0 - 2:.0f} {x1 + 2:.0f},{y1 + 2:.0f}",
        "-fill", _rgb(ink), "-font", str(draw.choice(_fonts())), "-pointsize", f"{size:.1f}",
        "-draw", f"text {x0:.1f},{y1 - 1:.1f} '{text}'",
    )  # fmt: skip
    return opened(done), Edit("gm_retype", 0, (x0 - 2, y0 - 2, x1 + 4, y1 + 3), mark.name, "gm", text)


def gm_copy(page: Shot, draw: random.Random) -> tuple[Pixels, Edit]:
    """A word cut out with its ground and composed over a field of about its height."""
    mark, words = _target(page, draw)
    target = around([word.box for word in words])
    tall = target[3] - target[1]
    near = [w for w in page.words if w not in words and len(w.text) > 2 and abs((w.box[3] - w.box[1]) / tall - 1) < 0.3]
    if not near:
        raise NotMade("no word")
    word = draw.choice(near)
    x0, y0, x1, y1 = (round(value) for value in (word.box[0] - 3, word.box[1] - 3, word.box[2] + 3, word.box[3] + 3))
    pixels = page.pixels.copy()
    patch = pixels[max(y0, 0) : y1, max(x0, 0) : x1].copy()
    x, y = max(round(target[0]) - 3, 0), max(round(target[3]) + 3 - patch.shape[0], 0)
    room = pixels[y : y + patch.shape[0], x : x + patch.shape[1]]
    pixels[y : y + patch.shape[0], x : x + patch.shape[1]] = patch[: room.shape[0], : room.shape[1]]
    box = (x, y, x + patch.shape[1], y + patch.shape[0])
    return pixels, Edit("gm_copy", 0, box, mark.name, "word", word.text)


def gm_smear(page: Shot, draw: random.Random) -> tuple[Pixels, Edit]:
    """A field taken out by a median filter and noise, as retouching programs do."""
    mark, words = _target(page, draw)
    x0, y0, x1, y1 = (round(value) for value in around([word.box for word in words]))
    box = (max(x0 - 4, 0), max(y0 - 4, 0), x1 + 4, y1 + 4)
    part = np.ascontiguousarray(page.pixels[box[1] : box[3], box[0] : box[2]])
    filled = opened(gm(part, "-median", str(max(3, (y1 - y0) // 3)), "-median", str(max(3, (y1 - y0) // 3))))
    pixels = page.pixels.copy()
    pixels[box[1] : box[3], box[0] : box[2]] = filled
    return pixels, Edit("gm_smear", 0, box, mark.name, "median")


def gm_splice(page: Shot, draw: random.Random) -> tuple[Pixels, Edit]:
    """A field's picture saved elsewhere as a poor JPEG and brought back, as from another copy of the paper."""
    mark, words = _target(page, draw)
    x0, y0, x1, y1 = (round(value) for value in around([word.box for word in words]))
    box = (max(x0 - 3, 0), max(y0 - 3, 0), x1 + 3, y1 + 3)
    part = np.ascontiguousarray(page.pixels[box[1] : box[3], box[0] : box[2]])
    poor = opened(gm(part, "-resize", "87%", "-quality", str(draw.randint(45, 75)), out="jpg"))
    back = opened(gm(poor, "-resize", f"{part.shape[1]}x{part.shape[0]}!"))
    pixels = page.pixels.copy()
    pixels[box[1] : box[3], box[0] : box[2]] = back
    return pixels, Edit("gm_splice", 0, box, mark.name, "poor copy")


PICTURES: Final[dict[str, Callable[[Shot, random.Random], tuple[Pixels, Edit]]]] = {
    "gm_retype": gm_retype,
    "gm_copy": gm_copy,
    "gm_smear": gm_smear,
    "gm_splice": gm_splice,
}
"""Edits of pictures, by name."""


def mask_of(before: Pixels, after: Pixels) -> Mask:
    """Return where two pictures differ."""
    return np.asarray(np.abs(before.astype(int) - after.astype(int)).max(axis=2) > 0)


def _rgb(colour: npt.NDArray[Any]) -> str:
    return f"rgb({int(colour[0])},{int(colour[1])},{int(colour[2])})"


# -- PDFs -------------------------------------------------------------------------------------------------------------


def _field(paper: Paper, draw: random.Random) -> Mark:
    if not paper.fields:
        raise NotMade("no field")
    return draw.choice(paper.fields)


def pdfium_cover(paper: Paper, draw: random.Random) -> tuple[bytes, Edit]:
    """A white rectangle and a text object put on the page by PDFium, which writes the page's content anew."""
    mark = _field(paper, draw)
    document = pypdfium2.PdfDocument(paper.data)
    page = document[mark.page]
    wide, high = page.get_size()
    x0, y0, x1, y1 = mark.box[0] * wide, (1 - mark.box[3]) * high, mark.box[2] * wide, (1 - mark.box[1]) * high
    box = pdfium.FPDFPageObj_CreateNewRect(x0 - 1, y0 - 2, x1 - x0 + 3, y1 - y0 + 4)
    pdfium.FPDFPageObj_SetFillColor(box, 255, 255, 255, 255)
    pdfium.FPDFPath_SetDrawMode(box, pdfium.FPDF_FILLMODE_ALTERNATE, False)
    pdfium.FPDFPage_InsertObject(page, box)
    text = _other(mark.value, draw)
    shown = pdfium.FPDFPageObj_NewTextObj(document, draw.choice([b"Helvetica", b"Times-Roman", b"Courier"]), y1 - y0)
    _set_text(shown, text)
    pdfium.FPDFPageObj_Transform(shown, 1, 0, 0, 1, x0, y0)
    pdfium.FPDFPage_InsertObject(page, shown)
    pdfium.FPDFPage_GenerateContent(page)
    return _saved(document), Edit("pdfium_cover", mark.page, mark.box, mark.name, "PDFium", text)


def pdfium_rewrite(paper: Paper, draw: random.Random) -> tuple[bytes, Edit]:
    """The text object of a field is given another text by PDFium: nothing is left of the old one."""
    mark = _field(paper, draw)
    document = pypdfium2.PdfDocument(paper.data)
    page = document[mark.page]
    textpage = page.get_textpage()
    wide, high = page.get_size()
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = one.get_bounds()
        x, y = (left + right) / 2 / wide, 1 - (bottom + top) / 2 / high
        if mark.box[0] <= x <= mark.box[2] and mark.box[1] <= y <= mark.box[3]:
            text = _other(_text_of(one, textpage), draw)
            _set_text(one, text)
            pdfium.FPDFPage_GenerateContent(page)
            data = _saved(document)
            if not _only_there(paper.data, data, mark):
                break
            return data, Edit("pdfium_rewrite", mark.page, mark.box, mark.name, "PDFium", text)
    raise NotMade("no text object in the field")


def _only_there(before: bytes, after: bytes, mark: Mark) -> bool:
    """Whether the page looks as before but for the field: PDFium may lose letters of a font that it cannot extend."""
    pages = []
    for data in (before, after):
        document = pypdfium2.PdfDocument(data)
        pages.append(document[mark.page].render(scale=1).to_numpy().astype(int))
        document.close()
    changed = np.abs(pages[0] - pages[1]).max(axis=2) > 60
    high, wide = changed.shape
    x0, y0, x1, y1 = mark.box
    inside = changed[int(y0 * high) - 2 : int(y1 * high) + 3, int(x0 * wide) - 3 : int(x1 * wide) + 40]
    return bool(inside.any() and changed.sum() == inside.sum())


def pikepdf_append(paper: Paper, draw: random.Random) -> tuple[bytes, Edit]:
    """A content stream added behind the page's own: box and text in a standard font, saved whole."""
    mark = _field(paper, draw)
    file = pikepdf.open(io.BytesIO(paper.data))
    page = file.pages[mark.page]
    _, _, wide, high = (float(value) for value in page.mediabox)
    x0, y0, x1, y1 = mark.box[0] * wide, (1 - mark.box[3]) * high, mark.box[2] * wide, (1 - mark.box[1]) * high
    text = _other(mark.value, draw)
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    name = page.add_resource(font, pikepdf.Name.Font)
    escaped = text.replace("\\", "").replace("(", "\\(").replace(")", "\\)")
    content = (
        f"q 1 g {x0 - 1:.2f} {y0 - 1.5:.2f} {x1 - x0 + 2:.2f} {y1 - y0 + 3:.2f} re f Q "
        f"q BT 0 g {name} {(y1 - y0) * 1.1:.2f} Tf {x0:.2f} {y0:.2f} Td ({escaped}) Tj ET Q"
    )
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q")
    page.contents_add(content.encode("latin-1", "replace"))
    target = io.BytesIO()
    file.save(target, deterministic_id=True)
    return target.getvalue(), Edit("pikepdf_append", mark.page, mark.box, mark.name, "pikepdf", text)


PDFS: Final[dict[str, Callable[[Paper, random.Random], tuple[bytes, Edit]]]] = {
    "pdfium_cover": pdfium_cover,
    "pdfium_rewrite": pdfium_rewrite,
    "pikepdf_append": pikepdf_append,
}
"""Edits of PDFs, by name."""


def saved_again(data: bytes, draw: random.Random) -> bytes:
    """Return the PDF as PDFium or pikepdf writes it, its text untouched."""
    if draw.random() < 0.5:
        return _saved(pypdfium2.PdfDocument(data))
    target = io.BytesIO()
    pikepdf.open(io.BytesIO(data)).save(target, deterministic_id=True, linearize=draw.random() < 0.5)
    return target.getvalue()


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def _set_text(shown: Any, text: str) -> None:
    units = (text + "\0").encode("utf-16-le")
    wide = (pdfium.FPDF_WCHAR * (len(units) // 2)).from_buffer_copy(units)
    pdfium.FPDFText_SetText(shown, wide)


def _text_of(one: Any, textpage: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(one, textpage, None, 0)
    room = (pdfium.FPDF_WCHAR * (length // 2))()
    pdfium.FPDFTextObj_GetText(one, textpage, room, length)
    return bytes(room).decode("utf-16-le").rstrip("\0")
