"""Editors of PDFs: text covered and set anew, operators rewritten, updates appended, text laid over and under scans."""

import io
import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.chance import chance
from samples.forgeries.brushes import FACES, Canvas as Brush
from samples.forgeries.model import Edit, Forgery, NotMade, Upload
from samples.forgeries.pdf_revision import appended
from samples.forgeries.pdf_source import HONEST, Pdf, born_digital, overlaid, saved, scan_of, scanned
from samples.forgeries.pictures import CRITICAL, inpaint_retype, other_value
from samples.render.fonts import font_path
from samples.render.printed import Box, Letters, Mark, around

Edited = tuple[bytes, list[Edit]]
PdfEditor = Callable[[Pdf, random.Random], Edited]
_STANDARD: Final = ("Helvetica", "Helvetica-Bold", "Times-Roman", "Courier", "Times-Bold")


def pick(pdf: Pdf, draw: random.Random) -> tuple[Mark, list[Letters]]:
    """Return a field worth changing that holds figures or a name, with its words on one line.

    Raises:
        NotMade: there is none.
    """
    fit = []
    for mark in pdf.marks:
        words = pdf.words_of(mark) if mark.kind == "field" and not mark.hidden else []
        if words and mark.box[3] - mark.box[1] < 0.03:
            fit.append((mark, words))
    critical = [one for one in fit if one[0].name in CRITICAL]
    if not fit:
        raise NotMade("no field to change")
    return draw.choice(critical or fit)


def _new_text(words: list[Letters], draw: random.Random) -> str:
    return " ".join(other_value(word.text, draw) for word in words)


def _layer(pdf: Pdf, place: Box, text: str, draw: random.Random, *, cover: str) -> bytes:
    """Return a page with ``text`` over ``place`` (points), what stood there covered by a white box or picture."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=pdf.size, invariant=1)
    x0, y0, x1, y1 = place
    if cover == "picture":
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(
            ImageReader(Image.new("RGB", (8, 4), (255, 255, 255))), x0 - 1, y0 - 2, x1 - x0 + 2, y1 - y0 + 4
        )
    elif cover:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(x0 - 1, y0 - 2, x1 - x0 + draw.uniform(2, 8), y1 - y0 + 4, stroke=0, fill=1)
    canvas.setFillColorRGB(0.08, 0.08, 0.09)
    face = _face(draw)
    canvas.setFont(face, _size(face, text, x1 - x0, y1 - y0))
    canvas.drawString(x0, y0, text)
    canvas.save()
    return target.getvalue()


def _face(draw: random.Random) -> str:
    if draw.random() < 0.5:
        return draw.choice(_STANDARD)
    face = draw.choice(FACES)
    if face not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(face, str(font_path(face))))
    return face


def _size(face: str, text: str, wide: float, high: float) -> float:
    natural = pdfmetrics.stringWidth(text, face, 1.0) or 1.0
    return float(min(high * 1.45, wide / natural * 1.1))


def cover(pdf: Pdf, draw: random.Random) -> Edited:
    """A white box or picture over a field, and other text on it."""
    mark, words = pick(pdf, draw)
    text, box = _new_text(words, draw), around([word.box for word in words])
    how = draw.choice(["box", "box", "picture"])
    layer = _layer(pdf, pdf.box(box), text, draw, cover=how)
    return overlaid(pdf.data, mark.page, layer), [Edit("pdf_cover", mark.page, box, mark.name, how, text)]


def update(pdf: Pdf, draw: random.Random) -> Edited:
    """The same in an incremental update: the earlier revision is still in the file."""
    mark, words = pick(pdf, draw)
    text, box = _new_text(words, draw), around([word.box for word in words])
    x0, y0, x1, y1 = pdf.box(box)
    face = draw.choice(_STANDARD)
    size = _size(face, text, x1 - x0, y1 - y0)
    content = (
        f"q 1 1 1 rg {x0 - 1:.2f} {y0 - 2:.2f} {x1 - x0 + 2:.2f} {y1 - y0 + 4:.2f} re f Q\n"
        f"BT /AbF1 {size:.2f} Tf 0.08 g {x0:.2f} {y0:.2f} Td ({_escaped(text)}) Tj ET\n"
    )
    data = appended(pdf.data, mark.page, content.encode("cp1252", "replace"), {"AbF1": face})
    return data, [Edit("pdf_update", mark.page, box, mark.name, face, text)]


def annotation(pdf: Pdf, draw: random.Random) -> Edited:
    """A free text annotation with a white ground over a field."""
    mark, words = pick(pdf, draw)
    text, box = _new_text(words, draw), around([word.box for word in words])
    x0, y0, x1, y1 = pdf.box(box)
    rect = [x0 - 1, y0 - 2, x1 + 2, y1 + 2]
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    size = _size("Helvetica", text, x1 - x0, y1 - y0)
    file = pikepdf.open(io.BytesIO(pdf.data))
    look = file.make_stream(
        f"1 1 1 rg 0 0 {wide:.2f} {high:.2f} re f BT /Helv {size:.2f} Tf 0 g 1 2 Td ({_escaped(text)}) Tj ET".encode()
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    look.stream_dict.update(
        {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, wide, high],
            "/Resources": pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font)),
        }
    )  # fmt: skip
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=rect, Contents=text, F=4,
        DA=f"/Helv {size:.2f} Tf 0 g", AP=pikepdf.Dictionary(N=look),
    )  # fmt: skip
    file.pages[mark.page].obj.Annots = pikepdf.Array([file.make_indirect(note)])
    return saved(file), [Edit("pdf_annotation", mark.page, box, mark.name, "free text", text)]


def rewrite(pdf: Pdf, draw: random.Random) -> Edited:
    """The operator that shows a field's text is given other figures, in the font that is there."""
    file = pikepdf.open(io.BytesIO(pdf.data))
    mark, words = pick(pdf, draw)
    page = file.pages[mark.page]
    instructions = list(pikepdf.parse_content_stream(page))
    whole = b"".join(bytes(o) for i in instructions for o in i.operands if isinstance(o, pikepdf.String))
    figures = sorted({chr(code) for code in whole if chr(code).isdigit()})
    chosen = [word for word in words if sum(letter.isdigit() for letter in word.text) >= 2]
    if not chosen:
        raise NotMade("no figures to rewrite")
    word = draw.choice(chosen)
    place = draw.choice([at for at, letter in enumerate(word.text) if letter.isdigit()])
    other = [figure for figure in figures if figure != word.text[place]]
    if not other:
        raise NotMade("no other figure in the font")
    new = word.text[:place] + draw.choice(other) + word.text[place + 1 :]
    for at, instruction in enumerate(instructions):
        texts = [o for o in instruction.operands if isinstance(o, pikepdf.String)]
        if len(texts) == 1 and word.text.encode("latin-1", "replace") in bytes(texts[0]):
            changed = bytes(texts[0]).replace(word.text.encode("latin-1"), new.encode("latin-1"), 1)
            instructions[at] = pikepdf.ContentStreamInstruction([pikepdf.String(changed)], instruction.operator)
            break
    else:
        raise NotMade("the text is not in one operator")
    page.Contents = file.make_stream(pikepdf.unparse_content_stream(instructions))
    value = " ".join(new if one is word else one.text for one in words)
    return saved(file), [Edit("pdf_rewrite", mark.page, word.box, mark.name, "operator", value)]


def scan_text(pdf: Pdf, draw: random.Random) -> Edited:
    """One text over a scanned page, on a white box or on none."""
    mark, words = pick(pdf, draw)
    text, box = _new_text(words, draw), around([word.box for word in words])
    how = draw.choice(["box", "box", "picture"])
    layer = _layer(pdf, pdf.box(box), text, draw, cover=how)
    return overlaid(pdf.data, mark.page, layer), [Edit("pdf_scan_text", mark.page, box, mark.name, how, text)]


def hidden_layer(pdf: Pdf, draw: random.Random) -> Edited:
    """The picture of a scan with an OCR layer is edited, and the layer still says what stood there."""
    if pdf.scan is None:
        raise NotMade("no scan")
    page = replace(pdf.scan, pixels=pdf.scan.pixels.copy())
    brush = Brush(page, np.zeros(page.pixels.shape[:2], np.bool_))
    edits = [replace(edit, kind="pdf_hidden_layer") for edit in inpaint_retype(brush, page, draw)]
    return scan_of(page, page.pixels, draw.randint(75, 92), layer=True).data, edits


def _escaped(text: str) -> str:
    return re.sub(r"([()\\])", r"\\\1", text)


PDF_EDITORS: Final[dict[str, PdfEditor]] = {
    "pdf_cover": cover,
    "pdf_update": update,
    "pdf_annotation": annotation,
    "pdf_rewrite": rewrite,
    "pdf_scan_text": scan_text,
    "pdf_hidden_layer": hidden_layer,
}
"""Every edit of a PDF, by name."""

_TRIES: Final = 12


def make_pdf(seed: int, kind: str, paper: str = "") -> Forgery:
    """Return a PDF edited as ``kind`` (a name of ``PDF_EDITORS``); its twin is the same paper with an honest treatment.

    Raises:
        NotMade: no paper that chance drew has a place for this edit.
    """
    for attempt in range(_TRIES):
        draw = chance(seed, "pdf forgery", kind, attempt)
        try:
            pdf = _source(seed, kind, draw, paper)
            data, edits = PDF_EDITORS[kind](pdf, draw)
        except NotMade:
            continue
        honest = draw.choice(list(HONEST))
        return Forgery(
            kind, "pdf", seed, pdf.paper, pdf.design, "scan" if pdf.scan else "digital",
            _upload(pdf, data, edits), _upload(pdf, HONEST[honest](pdf, draw)), tuple(edits), notes={"twin": honest},
        )  # fmt: skip
    raise NotMade(f"{kind} of seed {seed}")


def _source(seed: int, kind: str, draw: random.Random, paper: str) -> Pdf:
    if kind in {"pdf_scan_text", "pdf_hidden_layer"}:
        return scanned(seed, draw, paper, layer=kind == "pdf_hidden_layer" or draw.random() < 0.5)
    return born_digital(seed, draw, paper)


def _upload(pdf: Pdf, data: bytes, edits: list[Edit] | None = None) -> Upload:
    changed = {(edit.field, edit.page): edit.value for edit in edits or () if edit.value}
    marks = tuple(replace(mark, value=changed.get((mark.name, mark.page), mark.value)) for mark in pdf.marks)
    return Upload(data, "application/pdf", marks, pdf.words)
