"""Authentic pages before they become files: a paper printed and captured, with the place of every printed letter."""

import io
import random
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageFilter

from samples.chance import chance
from samples.forgeries.model import Pixels
from samples.papers_set import design_names, dossier
from samples.printing import flatten, print_paper
from samples.render.copies import COPIES
from samples.render.optics import Shot, grain, lay, turn
from samples.render.photos import FREE, GENTLE, photograph
from samples.render.printed import Box, Letters, Mark, Printed
from samples.render.sheet import Sheets
from samples.render.warp import Matrix, carry_box

CARDS: Final = ("ktp", "passport", "visa")
LETTERS: Final = (
    "work_contract", "police_clearance", "health_certificate", "family_permit", "placement_agreement", "family_card",
    "competence_certificate", "job_order", "marital_status_letter",
)  # fmt: skip
CAPTURES: Final = ("flatbed", "phone", "crop", "clean")
"""A flatbed, a telephone's camera, a scanning app, and a picture that no lens made (a screenshot, an export)."""

_PORTRAITS: Final[dict[tuple[str, str], Box]] = {
    **{("ktp", design): (1062, 222, 1354, 594) for design in ("ocra", "arial", "foreign")},
    **{("passport", design): (60, 150, 410, 600) for design in ("turquoise", "red", "green")},
    ("visa", "sticker_a"): (60, 150, 360, 540),
}
"""Where the portrait is on the flat page, in its pixels."""
_STICKERS: Final = ("sticker_a", "sticker_b")


@dataclass
class Shown:
    """A page as captured, before any file format; boxes in its pixels. An editor changes ``pixels``."""

    pixels: Pixels
    marks: tuple[Mark, ...]
    words: tuple[Letters, ...]
    portrait: Box | None
    paper: str
    design: str
    capture: str

    def fields(self) -> dict[str, Mark]:
        """Return the fields that are wholly on the picture, the first printing of each."""
        found: dict[str, Mark] = {}
        for mark in self.marks:
            if mark.kind == "field" and not mark.hidden:
                found.setdefault(mark.name, mark)
        return found

    def letters_in(self, box: Box) -> list[Letters]:
        """Return the words whose middle lies in ``box``, in reading order of one line."""
        return [word for word in self.words if _holds(box, word.box)]


@dataclass(frozen=True)
class Wanted:
    """Which page to take: the paper, its design and capture; ``signed`` for the page with stamps and signatures.

    Where a forgery is asked for, chance draws what is empty.
    """

    paper: str = ""
    design: str = ""
    capture: str = ""
    signed: bool = False


def draw_wanted(draw: random.Random, papers: tuple[str, ...], captures: tuple[str, ...] = CAPTURES) -> Wanted:
    """Return a paper of ``papers`` in any open design and any capture of ``captures``."""
    paper = draw.choice(papers)
    designs = [name for name in design_names(paper, "open") if paper != "visa" or name in _STICKERS]
    return Wanted(paper, draw.choice(designs), draw.choice(captures))


def shown(seed: int, wanted: Wanted) -> Shown:
    """Return the page of the person of ``seed``; a copy that may be edited."""
    printed, portrait = _page(seed, wanted.paper, wanted.design, wanted.signed)
    draw = chance(seed, "forgeries", wanted.paper, wanted.design, wanted.capture)
    if wanted.capture in COPIES:
        return _copied(printed, wanted, draw)
    shot = _captured(printed, wanted.capture, draw)
    carried = _Carrier(shot.matrix, shot.image.size)
    return Shown(
        pixels=np.asarray(shot.image.convert("RGB")).copy(),
        marks=tuple(replace(mark, box=carried(mark.box), hidden=carried.cuts(mark.box)) for mark in printed.marks),
        words=tuple(
            Letters(word.text, 0, tuple(carried(box) for box in word.boxes))
            for word in printed.letters
            if not carried.cuts(word.box)
        ),
        portrait=carried(portrait) if portrait else None,
        paper=wanted.paper,
        design=wanted.design,
        capture=wanted.capture,
    )


@lru_cache(maxsize=24)
def _page(seed: int, paper: str, design: str, signed: bool) -> tuple[Printed, Box | None]:
    """Return one flat page of the paper: the one with most fields, or the one that is signed; and its portrait."""
    drawn = print_paper(dossier(seed, 0), paper, design, chance(seed, "forgeries", paper, design, "print"))
    flat = flatten(drawn)
    letters = flat.letters or (
        page_letters(drawn, flat.pages[0].width / drawn.width) if isinstance(drawn, Sheets) else ()
    )
    kind = "signature" if signed else "field"
    counts = [sum(mark.page == page and mark.kind == kind for mark in flat.marks) for page in range(len(flat.pages))]
    page = counts.index(max(counts))
    single = Printed(
        (flat.pages[page],),
        tuple(replace(mark, page=0) for mark in flat.marks if mark.page == page),
        flat.corner,
        flat.width_mm,
        tuple(replace(word, page=0) for word in letters if word.page == page),
    )
    return single, _PORTRAITS.get((paper, design))


def page_letters(drawn: Sheets, scale: float) -> tuple[Letters, ...]:
    """Return the words of set pages as PDFium places them, ``scale`` pixels a point."""
    document = pypdfium2.PdfDocument(drawn.pdf("paper"))
    found: list[Letters] = []
    for index in range(len(document)):
        text = document[index].get_textpage()
        word: list[tuple[str, Box]] = []
        for place in range(text.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(text, place))
            if letter.isspace():
                _close(word, index, found)
                continue
            left, bottom, right, top = text.get_charbox(place)
            box = (left * scale, (drawn.height - top) * scale, right * scale, (drawn.height - bottom) * scale)
            if word and abs(box[3] - word[-1][1][3]) > 3 * (box[3] - box[1] + 1):  # a new line without a space
                _close(word, index, found)
            word.append((letter, box))
        _close(word, index, found)
    document.close()
    return tuple(found)


def _close(word: list[tuple[str, Box]], page: int, found: list[Letters]) -> None:
    inked = [(letter, box) for letter, box in word if box[2] > box[0] and box[3] > box[1]]
    if inked:
        found.append(Letters("".join(letter for letter, _ in inked), page, tuple(box for _, box in inked)))
    word.clear()


# -- capture ----------------------------------------------------------------------------------------------------------


def _captured(printed: Printed, kind: str, draw: random.Random) -> Shot:
    """Return the page as sensor values, before any JPEG; sizes differ as devices do."""
    page = printed.pages[0]
    if kind == "phone":
        scene = photograph(printed, draw, draw.choice([GENTLE, FREE]))
        soft = scene.shot.image.filter(ImageFilter.GaussianBlur(draw.uniform(0.5, 0.9)))
        return _resized(Shot(grain(soft, draw, draw.uniform(2.5, 5.0)), scene.shot.matrix), draw.uniform(0.62, 0.98))
    small = _resized(
        Shot(page, np.eye(3)), draw.uniform(0.6, 0.9) if page.height > page.width else draw.uniform(0.8, 1)
    )
    if kind == "clean":
        return small
    if kind == "crop":
        return Shot(grain(small.image, draw, draw.uniform(1.5, 2.5)), small.matrix)
    margin = draw.randint(20, 60)
    size = (small.image.width + 2 * margin, small.image.height + 2 * margin)
    matrix = turn(draw.uniform(-1.1, 1.1), small.image.size, size)
    laid, _ = lay(small.image, matrix, size, printed.corner)
    soft = laid.filter(ImageFilter.GaussianBlur(draw.uniform(0.35, 0.7)))
    return Shot(grain(soft, draw, draw.uniform(1.5, 3.5)), matrix @ small.matrix)


def _copied(printed: Printed, wanted: Wanted, draw: random.Random) -> Shown:
    """Return a photocopy or a photo of a screen: the samples' own capture, whose file is opened again."""
    letters = [
        Mark(f"{number}", letter, 0, box, "letter")
        for number, word in enumerate(printed.letters)
        for letter, box in zip(word.text, word.boxes, strict=True)
    ]
    shot = COPIES[wanted.capture](replace(printed, marks=(*printed.marks, *letters)), draw)
    image = Image.open(io.BytesIO(shot.data)).convert("RGB")
    wide, high = image.size
    marks = [
        replace(mark, box=(mark.box[0] * wide, mark.box[1] * high, mark.box[2] * wide, mark.box[3] * high))
        for mark in shot.marks
    ]
    words: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.kind == "letter" and not mark.hidden:
            words.setdefault(mark.name, []).append(mark)
    return Shown(
        pixels=np.asarray(image).copy(),
        marks=tuple(mark for mark in marks if mark.kind != "letter"),
        words=tuple(Letters("".join(m.value for m in word), 0, tuple(m.box for m in word)) for word in words.values()),
        portrait=None,
        paper=wanted.paper,
        design=wanted.design,
        capture=wanted.capture,
    )


def _resized(shot: Shot, scale: float) -> Shot:
    size = (round(shot.image.width * scale), round(shot.image.height * scale))
    if max(size) in {1280, 1600, 2048}:  # sizes of messengers' copies
        size = (size[0] - 8, size[1] - 8)
    matrix = np.diag([size[0] / shot.image.width, size[1] / shot.image.height, 1.0]) @ shot.matrix
    return Shot(shot.image.resize(size, Image.Resampling.LANCZOS), matrix)


class _Carrier:
    """Carries boxes from the flat page to the picture and tells which leave it."""

    def __init__(self, matrix: Matrix, size: tuple[int, int]) -> None:
        self._matrix = matrix
        self._size = size

    def __call__(self, box: Box) -> Box:
        """Return where ``box`` lies on the picture, cut to it."""
        x0, y0, x1, y1 = carry_box(self._matrix, box)
        wide, high = self._size
        return min(max(x0, 0.0), wide), min(max(y0, 0.0), high), min(max(x1, 0.0), wide), min(max(y1, 0.0), high)

    def cuts(self, box: Box) -> bool:
        """Whether a part of ``box`` lies outside of the picture."""
        x0, y0, x1, y1 = carry_box(self._matrix, box)
        return x0 < 0 or y0 < 0 or x1 > self._size[0] or y1 > self._size[1]


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 2 <= x <= outer[2] + 2 and outer[1] - 2 <= y <= outer[3] + 2
