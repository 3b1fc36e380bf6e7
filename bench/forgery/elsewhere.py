"""The held-out set: papers, editors and encoders that neither ``samples.forgeries`` nor any threshold knows.

Needs Chromium, GraphicsMagick, LibreOffice and the fonts that ``bench/peers/setup.sh editors`` brings.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.forgery.strange_edits import PDFS, PICTURES, Shot, gm, mask_of, opened, saved_again, shot
from bench.forgery.strange_papers import Paper, browser_papers, office_papers
from samples.forgeries.model import Edit, Forgery, NotMade, Pixels, Upload
from samples.forgeries.rewording import remarked, reworded
from samples.render.printed import Box, Letters, Mark

_Told = tuple[str, tuple[str, ...]]
_SCANNED: Final = ("-density", "150x150")
CAPTURES: Final = ("export", "scan", "photo")
FINALS: Final = {
    "gm_png": ("png", ()),
    "gm_fine": ("jpg", ("-quality", "{fine}")),
    "gm_fine_444": ("jpg", ("-sampling-factor", "1x1", "-quality", "{fine}")),
    "gm_poor": ("jpg", ("-quality", "{poor}")),
    "gm_messenger": ("jpg", ("-resize", "1600x1600", "-quality", "70")),
}
"""Last encoders: the ending, and what ``gm convert`` is told."""
SCANS: Final = {
    "gm_scan_fine": ("pdf", (*_SCANNED, "-compress", "JPEG", "-quality", "{fine}")),
    "gm_scan_lossless": ("pdf", (*_SCANNED, "-compress", "Zip")),
    "gm_scan_poor": ("pdf", (*_SCANNED, "-compress", "JPEG", "-quality", "{poor}")),
}
"""The same for pictures that GraphicsMagick puts into a PDF each."""
SEED: Final = 830_001
SCAN_SEED: Final = 840_001
_MEDIA_TYPES: Final = {"png": "image/png", "jpg": "image/jpeg", "pdf": "application/pdf"}


def forgeries(count: int, seed: int = SEED) -> Iterator[Forgery]:
    """Yield ``count`` edited uploads of each half: pictures, and PDFs."""
    papers = _papers(count, seed)
    yield from _pictures(papers, count, seed, FINALS)
    pdf_kinds = list(PDFS)
    for number in range(count):
        paper, own = papers[number % len(papers)], random.Random(f"elsewhere {seed} pdf {number}")
        made = _pdf(paper, pdf_kinds[number % len(pdf_kinds)], own)
        if made is not None:
            yield made


def scans(count: int, seed: int = SCAN_SEED) -> Iterator[Forgery]:
    """Yield ``count`` edited pictures, each the only page of a PDF."""
    yield from _pictures(_papers(count, seed), count, seed, SCANS)


def _papers(count: int, seed: int) -> list[Paper]:
    papers = [*browser_papers(seed, max(4, count // 4)), *office_papers(seed, max(4, count // 4))]
    random.Random(f"elsewhere {seed}").shuffle(papers)
    return papers


def _pictures(papers: Sequence[Paper], count: int, seed: int, last: Mapping[str, _Told]) -> Iterator[Forgery]:
    kinds, finals = list(PICTURES), list(last)
    for number in range(count):
        paper, own = papers[number % len(papers)], random.Random(f"elsewhere {seed} picture {number}")
        final = finals[(number // len(kinds)) % len(finals)]
        made = _picture(paper, kinds[number % len(kinds)], (final, *last[final]), own)
        if made is not None:
            yield made


def _picture(paper: Paper, kind: str, last: tuple[str, str, tuple[str, ...]], draw: random.Random) -> Forgery | None:
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
    final, ending, told = last
    encoder = _Last(ending, tuple(part.format(**settings) for part in told), quality)
    uploads = [_upload(one, encoder, page, done) for one, done in ((pixels, edits), (page.pixels, ()))]
    return Forgery(
        kind, final, 0, paper.kind, paper.name, capture, uploads[0], uploads[1], edits, mask_of(page.pixels, pixels)
    )  # fmt: skip


def _saved_first(pixels: Pixels, quality: int | None) -> Pixels:
    return pixels if quality is None else opened(gm(pixels, "-quality", str(quality), out="jpg"))


@dataclass(frozen=True)
class _Last:
    """The last encoder: its ending and what ``gm`` is told; and the quality at which the page was saved before."""

    ending: str
    told: tuple[str, ...]
    quality: int | None


def _upload(pixels: Pixels, last: _Last, page: Shot, edits: Sequence[Edit]) -> Upload:
    data = gm(pixels, *last.told, out=last.ending)
    high, wide = pixels.shape[:2]
    marks = [Mark(m.name, m.value, 0, _share(m.box, wide, high)) for m in page.fields]
    words = [Letters(w.text, 0, tuple(_share(box, wide, high) for box in w.boxes)) for w in page.words]
    return _read(data, _MEDIA_TYPES[last.ending], (marks, words), edits, last.quality)


def _read(
    data: bytes,
    media_type: str,
    truth: tuple[Sequence[Mark], Sequence[Letters]],
    edits: Sequence[Edit],
    quality: int | None = None,
) -> Upload:
    """Return the upload with what a reader finds on it after the edits."""
    marks, words = truth[0], reworded(truth[1], truth[0], edits)
    return Upload(data, media_type, remarked(marks, words, edits), words, quality)


def _pdf(paper: Paper, kind: str, draw: random.Random) -> Forgery | None:
    try:
        data, edit = PDFS[kind](paper, draw)
    except NotMade:
        return None
    twin = paper.data if draw.random() < 0.5 else saved_again(paper.data, draw)
    truth = (paper.fields, paper.words)
    uploads = [_read(one, "application/pdf", truth, done) for one, done in ((data, (edit,)), (twin, ()))]
    return Forgery(kind, "pdf", 0, paper.kind, paper.name, "digital", uploads[0], uploads[1], (edit,))


def _share(box: Box, wide: float, high: float) -> Box:
    x0, y0, x1, y1 = box
    return (max(0.0, x0 / wide), max(0.0, y0 / high), min(1.0, x1 / wide), min(1.0, y1 / high))


def _shares(edit: Edit, wide: int, high: int) -> Edit:
    return Edit(edit.kind, 0, _share(edit.box, wide, high), edit.field, edit.detail, edit.value)
