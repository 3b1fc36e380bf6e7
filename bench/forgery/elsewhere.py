"""The held-out set: papers, editors and encoders that neither ``samples.forgeries`` nor any threshold knows.

Needs Chromium, GraphicsMagick, LibreOffice and the fonts that ``bench/peers/setup.sh editors`` brings.
"""

import random
from collections.abc import Iterator
from typing import Final

from bench.forgery.strange_edits import PDFS, PICTURES, Shot, gm, mask_of, opened, saved_again, shot
from bench.forgery.strange_papers import Paper, browser_papers, office_papers
from samples.forgeries.model import Edit, Forgery, NotMade, Pixels, Upload
from samples.render.printed import Box, Letters, Mark

CAPTURES: Final = ("export", "scan", "photo")
FINALS: Final = {
    "gm_png": ("png", ()),
    "gm_fine": ("jpg", ("-quality", "{fine}")),
    "gm_fine_444": ("jpg", ("-sampling-factor", "1x1", "-quality", "{fine}")),
    "gm_poor": ("jpg", ("-quality", "{poor}")),
    "gm_messenger": ("jpg", ("-resize", "1600x1600", "-quality", "70")),
}
"""Last encoders: the ending, and what ``gm convert`` is told."""
SEED: Final = 830_001


def forgeries(count: int, seed: int = SEED) -> Iterator[Forgery]:
    """Yield ``count`` edited uploads of each half: pictures, and PDFs."""
    papers = [*browser_papers(seed, max(4, count // 4)), *office_papers(seed, max(4, count // 4))]
    draw = random.Random(f"elsewhere {seed}")
    draw.shuffle(papers)
    kinds, finals = list(PICTURES), list(FINALS)
    for number in range(count):
        paper, own = papers[number % len(papers)], random.Random(f"elsewhere {seed} picture {number}")
        made = _picture(paper, kinds[number % len(kinds)], finals[(number // len(kinds)) % len(finals)], own)
        if made is not None:
            yield made
    pdf_kinds = list(PDFS)
    for number in range(count):
        paper, own = papers[number % len(papers)], random.Random(f"elsewhere {seed} pdf {number}")
        made = _pdf(paper, pdf_kinds[number % len(pdf_kinds)], own)
        if made is not None:
            yield made


def _picture(paper: Paper, kind: str, final: str, draw: random.Random) -> Forgery | None:
    pages = sorted({mark.page for mark in paper.fields})
    if not pages:
        return None
    capture = draw.choice(CAPTURES)
    page = shot(paper, draw.choice(pages), capture, draw)
    quality = draw.choice([None, draw.randint(60, 97), draw.randint(80, 97)])
    page = Shot(_saved_first(page.pixels, quality), page.words, page.fields)
    try:
        pixels, edit = PICTURES[kind](page, draw)
    except NotMade:
        return None
    settings = {"fine": str(draw.randint(86, 97)), "poor": str(draw.randint(60, 80))}
    high, wide = pixels.shape[:2]
    edits = (_shares(edit, wide, high),)
    uploads = [_upload(one, final, settings, page, quality) for one in (pixels, page.pixels)]
    return Forgery(
        kind, final, 0, paper.kind, paper.name, capture, uploads[0], uploads[1], edits, mask_of(page.pixels, pixels)
    )  # fmt: skip


def _saved_first(pixels: Pixels, quality: int | None) -> Pixels:
    return pixels if quality is None else opened(gm(pixels, "-quality", str(quality), out="jpg"))


def _upload(pixels: Pixels, final: str, settings: dict[str, str], page: Shot, quality: int | None) -> Upload:
    ending, told = FINALS[final]
    data = gm(pixels, *(part.format(**settings) for part in told), out=ending)
    high, wide = pixels.shape[:2]
    marks = tuple(Mark(m.name, m.value, 0, _share(m.box, wide, high)) for m in page.fields)
    words = tuple(Letters(w.text, 0, tuple(_share(box, wide, high) for box in w.boxes)) for w in page.words)
    return Upload(data, "image/png" if ending == "png" else "image/jpeg", marks, words, quality)


def _pdf(paper: Paper, kind: str, draw: random.Random) -> Forgery | None:
    try:
        data, edit = PDFS[kind](paper, draw)
    except NotMade:
        return None
    twin = paper.data if draw.random() < 0.5 else saved_again(paper.data, draw)
    uploads = [Upload(one, "application/pdf", paper.fields, paper.words) for one in (data, twin)]
    return Forgery(kind, "pdf", 0, paper.kind, paper.name, "digital", uploads[0], uploads[1], (edit,))


def _share(box: Box, wide: float, high: float) -> Box:
    x0, y0, x1, y1 = box
    return (max(0.0, x0 / wide), max(0.0, y0 / high), min(1.0, x1 / wide), min(1.0, y1 / high))


def _shares(edit: Edit, wide: int, high: int) -> Edit:
    return Edit(edit.kind, 0, _share(edit.box, wide, high), edit.field, edit.detail, edit.value)
