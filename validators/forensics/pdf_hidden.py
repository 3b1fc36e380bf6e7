"""Texts of a PDF page that leave no ink on it: what is painted over them, or why they cannot be seen.

Whether a text can be seen is not guessed from colours and shapes: the page is drawn with it and without it, and where
no pixel changes it cannot be seen. Geometry only says for which texts that is worth a look.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pypdfium2.raw as pdfium

from validators.forensics.pdf_page import Box, Character, Item, PdfPage, Text
from validators.forensics.pdf_text import around

ROUGH_DPI: Final = 60.0
FINE_DPI: Final = 120.0
LEAST_CHANGE: Final = 12
"""Grey levels (of 255) by which a pixel changes when a text is taken away that can be seen."""
THIN_PT: Final = 2.5
"""What is thinner covers no text: rules of tables, lines under and through words."""
LINE_PT: Final = 3.0
"""A bare line of this width and more may cover a word."""
Behind = tuple[str, Box, float]
"""What lies over a character: its kind, its place, and when it is painted."""
LARGE_PT: Final = 30.0
"""Texts above this size are titles and watermarks."""
MOST_FAINT: Final = 0.25
"""Share of a letter's box that may change when it is taken away and it still be worth the second look."""
MOST_LEFT: Final = 0.3
"""Share of a letter's ink that may stick out from under what covers it."""
_DRAWING_MARKS: Final = frozenset(
    {
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_SQUARE,
        pdfium.FPDF_ANNOT_CIRCLE,
        pdfium.FPDF_ANNOT_POLYGON,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_REDACT,
        pdfium.FPDF_ANNOT_WIDGET,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
    }
)
_MOST_MARKS: Final = 500


@dataclass(frozen=True)
class Mark:
    """An annotation that draws something: its kind (PDFium's number), its place, and the text that it bears."""

    kind: int
    box: Box
    text: str


@dataclass(frozen=True)
class Hidden:
    """Characters of one line that cannot be seen.

    ``by`` is ``area``, ``picture``, ``mark``, ``entry`` (of a form), or ``itself``; ``cover_order`` tells when what
    covers them is painted, -1 where nothing does.
    """

    characters: tuple[Character, ...]
    by: str
    cover: Box | None
    cover_order: float
    order: int
    size: float
    is_slanted: bool
    is_inked: bool

    @property
    def text(self) -> str:
        """What they say, with a space wherever a gap is."""
        return spaced(self.characters)

    @property
    def box(self) -> Box:
        """The smallest rectangle around them."""
        return around([one.box for one in self.characters])


def hidden_on(page: PdfPage) -> list[Hidden]:
    """Return the texts of a page that cannot be seen, line by line, in painting order."""
    texts = [one for one in page.texts if one.text]
    marks = marks_on(page)
    inked = [one for one in texts if one.is_inked]
    bare = [one for one in texts if not one.is_inked]
    found = list(_lines(page, list(page.characters(bare)), {}, texts))
    suspects = _suspects(page, inked, marks)
    if suspects:
        found += _covered(page, suspects, texts, marks)
    return sorted(found, key=lambda one: one.order)


def marks_on(page: PdfPage) -> list[Mark]:
    """Return the annotations that draw something over the page."""
    found = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_MARKS)):
        handle = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not handle:
            continue
        kind, box = pdfium.FPDFAnnot_GetSubtype(handle), pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(handle, box)
        unseen = pdfium.FPDFAnnot_GetFlags(handle) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
        if kind in _DRAWING_MARKS and not unseen:
            one, other = page.point(box.left, box.top, PLAIN), page.point(box.right, box.bottom, PLAIN)
            if all(map(math.isfinite, (*one, *other))):
                text = _said(handle, b"V") or _said(handle, b"Contents")
                found.append(Mark(kind, _ordered(one, other), text))
        pdfium.FPDFPage_CloseAnnot(handle)
    return found


PLAIN: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _said(handle: Any, key: bytes) -> str:
    room = ctypes.create_string_buffer(1002)
    length = pdfium.FPDFAnnot_GetStringValue(handle, key, ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), 1000)
    return room.raw[: max(0, min(length, 1000) - 2)].decode("utf-16-le", "replace").strip()


def _ordered(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return x0, y0, x1, y1


# -- for which texts a look is worth it -------------------------------------------------------------------------------


def _suspects(page: PdfPage, inked: Sequence[Text], marks: Sequence[Mark]) -> list[Text]:
    """Return the texts under something painted later, and those without ink on a rough drawing."""
    plain = [one for one in inked if not _is_watermark(one)]
    if not plain:
        return []
    boxes = np.array([one.box for one in plain])
    orders = np.array([one.order for one in plain])
    chosen = _under_text(boxes)
    for cover in covers_of(page):
        chosen |= (orders < cover.order) & _touched(boxes, cover.box)
    for mark in marks:
        chosen |= _touched(boxes, mark.box)
    chosen |= _flat(page, plain)
    return [one for one, is_suspect in zip(plain, chosen, strict=True) if is_suspect]


def _is_watermark(text: Text) -> bool:
    """Tell whether a text is slanted or far larger than what people fill in: it lies under or over all else."""
    return slanted(text) or text.size > LARGE_PT


def slanted(text: Text) -> bool:
    """Tell whether a text stands neither upright nor on a side."""
    return min(text.slant % 90, 90 - text.slant % 90) > 5


def covers_of(page: PdfPage) -> list[Item]:
    """Return the items that may cover text: filled areas, thick lines, pictures, shadings."""
    return [one for one in page.items if not isinstance(one, Text) and _may_cover(page, one)]


def _may_cover(page: PdfPage, item: Item) -> bool:
    wide, high = (item.box[2] - item.box[0]) * page.wide_pt, (item.box[3] - item.box[1]) * page.high_pt
    if min(wide, high) < THIN_PT:
        return False
    if item.kind != "path":
        return True
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(item.handle, fill, stroke)
    if fill.value:
        return item.colour is None or item.colour[3] >= 128
    pdfium.FPDFPageObj_GetStrokeWidth(item.handle, width)
    return bool(stroke.value) and width.value >= LINE_PT


def _touched(boxes: Any, cover: Box) -> Any:
    """Tell for each box whether the cover lies on half its height and some of its width."""
    wide = np.minimum(boxes[:, 2], cover[2]) - np.maximum(boxes[:, 0], cover[0])
    high = np.minimum(boxes[:, 3], cover[3]) - np.maximum(boxes[:, 1], cover[1])
    tall = np.maximum(boxes[:, 3] - boxes[:, 1], 1e-6)
    return (wide > 0.3 * tall) & (high >= 0.5 * tall)


def _under_text(boxes: Any) -> Any:
    """Tell for each box whether a later text lies in the same place."""
    rows = np.argsort(boxes[:, 1])
    under = np.zeros(len(boxes), bool)
    for place, index in enumerate(rows):
        box, rest = boxes[index], rows[place + 1 :]
        rest = rest[: int(np.searchsorted(boxes[rest, 1], box[3]))]
        others = boxes[rest]
        wide = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
        high = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
        low = np.minimum(box[3] - box[1], others[:, 3] - others[:, 1])
        hits = rest[(wide > 0.3 * low) & (high > 0.5 * low)]
        under[np.minimum(hits, index)] = True
    return under


def _flat(page: PdfPage, inked: Sequence[Text]) -> Any:
    """Tell for each text whether nothing changes on a rough drawing when all texts are taken away."""
    scale = page.scale(ROUGH_DPI, 1e6)
    changed = differing(page.rendered(scale), page.rendered(scale, inked))
    return np.array([not _patch(changed, one.box).any() for one in inked])


def differing(one: Any, other: Any) -> Any:
    """Return where two drawings differ, ``(H, W)`` bool."""
    return (np.abs(one.astype(np.int16) - other.astype(np.int16)) >= LEAST_CHANGE).any(axis=2)


def _patch(pixels: Any, box: Box) -> Any:
    high, wide = pixels.shape[:2]
    x0, y0 = max(0, int(box[0] * wide)), max(0, int(box[1] * high))
    return pixels[y0 : max(y0 + 1, int(np.ceil(box[3] * high))), x0 : max(x0 + 1, int(np.ceil(box[2] * wide)))]


# -- the look ---------------------------------------------------------------------------------------------------------


def _covered(page: PdfPage, suspects: Sequence[Text], texts: Sequence[Text], marks: Sequence[Mark]) -> Iterator[Hidden]:
    scale, covers = page.scale(FINE_DPI), covers_of(page)
    changed = differing(page.rendered(scale), page.rendered(scale, suspects))
    everything = list(page.characters(suspects))
    letters = [one for one in everything if one.text.isalnum()]
    faint = [one for one in letters if _patch(changed, one.box).mean() < MOST_FAINT]
    if not faint:
        return
    tops = [*covers, *(one for one in texts if one not in suspects)]
    bare = page.rendered(scale, tops, marks=False)
    below = differing(bare, page.rendered(scale, [*tops, *suspects], marks=False))
    unseen = [one for one in faint if _is_gone(_patch(changed, one.box), _patch(below, one.box))]
    behind: dict[int, Behind] = {}
    for one in unseen:
        what = _cover_of(one, covers, marks)
        if what is not None:
            behind[id(one)] = what
    yield from _lines(page, _with_points(everything, unseen, behind), behind, texts)


def _with_points(
    everything: Sequence[Character], unseen: Sequence[Character], behind: dict[int, Behind]
) -> list[Character]:
    """Return the letters that cannot be seen with the points and commas after them, which share what lies over them."""
    gone, kept = {id(one) for one in unseen}, list[Character]()
    for one in everything:
        last = kept[-1] if kept else None
        if id(one) in gone:
            kept.append(one)
        elif last is not None and not one.text.isalnum() and (one.order, one.place) == (last.order, last.place + 1):
            if id(last) in behind:
                behind[id(one)] = behind[id(last)]
            kept.append(one)
    return kept


def _is_gone(changed: Any, below: Any) -> bool:
    """Tell whether of a letter's ink, as it would be with nothing over it, next to nothing is seen."""
    return bool(changed.sum() <= MOST_LEFT * max(int(below.sum()), 1))


def _cover_of(one: Character, covers: Sequence[Item], marks: Sequence[Mark]) -> Behind | None:
    """Return the smallest thing painted later where the character stands."""
    x, y = one.middle
    over = [cover for cover in covers if cover.order > one.order and _holds(cover.box, x, y)]
    over_marks = [mark for mark in marks if _holds(mark.box, x, y)]
    if over:
        least = min(over, key=lambda cover: _area(cover.box))
        return ("picture" if least.kind == "image" else "area"), least.box, least.order
    if not over_marks:
        return None
    mark = min(over_marks, key=lambda mark: _area(mark.box))
    return ("entry" if mark.kind == pdfium.FPDF_ANNOT_WIDGET else "mark"), mark.box, math.inf


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _lines(
    page: PdfPage, unseen: Sequence[Character], behind: dict[int, Behind], texts: Sequence[Text]
) -> Iterator[Hidden]:
    """Yield the characters put together to lines: of one cover, on one height, without a wide gap."""
    owners = {one.order: one for one in texts}
    run: list[Character] = []
    for one in unseen:
        if run and not _goes_on(page, run[-1], one, behind):
            yield _hidden(run, behind, owners)
            run = []
        run.append(one)
    if run:
        yield _hidden(run, behind, owners)


def _goes_on(page: PdfPage, last: Character, one: Character, behind: dict[int, Behind]) -> bool:
    tall = max(last.box[3] - last.box[1], one.box[3] - one.box[1]) * page.high_pt
    level = abs(last.box[3] - one.box[3]) * page.high_pt < 0.7 * tall
    gap = (one.box[0] - last.box[2]) * page.wide_pt
    return level and -3 * tall < gap < 3 * tall and behind.get(id(last)) == behind.get(id(one))


def _hidden(run: Sequence[Character], behind: dict[int, Behind], owners: dict[int, Text]) -> Hidden:
    what, owner = behind.get(id(run[0])), owners[run[0].order]
    return Hidden(
        tuple(run), what[0] if what else "itself", what[1] if what else None, what[2] if what else -1.0, owner.order,
        owner.size, slanted(owner), owner.is_inked,
    )  # fmt: skip


def spaced(characters: Sequence[Character]) -> str:
    """Return what characters of one line say, with a space wherever one is or a gap is."""
    said: list[str] = []
    for last, one in zip([None, *characters], characters, strict=False):
        if last is not None and one.place != last.place + 1:
            tall = max(last.box[3] - last.box[1], one.box[3] - one.box[1])
            if one.box[0] - last.box[2] > 0.1 * tall or one.box[0] < last.box[0] - tall:
                said.append(" ")
        said.append(one.text)
    return "".join(said)


def grown(hidden: Hidden, up: float, aside: float) -> Box:
    """Return the place of hidden characters, grown by shares of their height."""
    x0, y0, x1, y1 = hidden.box
    tall = y1 - y0
    return x0 - aside * tall, y0 - up * tall, x1 + aside * tall, y1 + up * tall
