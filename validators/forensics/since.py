"""What one sees on a PDF that one did not see on an earlier revision of it: both are drawn and compared."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw as pdfium

from extractors.model import Region
from validators.forensics.exhibit import Pixels

DPI: Final = 100
"""At 100 dpi a changed point of 8-point print is some 3 pixels."""
MOST_PIXELS: Final = 4_000_000
MOST_PAGES: Final = 60
"""Pages that are drawn: two or four times 40 ms each."""
MOST_CHANGES: Final = 8
"""Changed places shown of one page, the largest."""
DIFFERENT: Final = 60
"""Grey values (of 255) by which a pixel differs: drawing the same page twice gives no difference at all."""
INK: Final = 128
LEAST_PIXELS: Final = 12
"""A changed place's pixels at ``DPI``: a full stop of 10-point print has about 5, a comma 8, a digit 25."""
JOIN: Final = 15
"""Pixels within which changes are one place: a word's gap at ``DPI``."""
MARGIN: Final = 12
LONGEST_TEXT: Final = 200

MOST_CHARACTERS: Final = 20_000

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points, from the page's lower left."""
Pane = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of a drawn page."""


class Way(StrEnum):
    """How a place differs."""

    CONTENT = "content"  # the page itself differs there
    OVER_TEXT = "over_text"  # an annotation hides ink of the page, or adds ink at its words
    NOTE = "note"  # an annotation on free paper, or one that leaves the ink as it was
    PAGE_ADDED = "page_added"
    PAGE_GONE = "page_gone"


@dataclass(frozen=True)
class Difference:
    """One place that differs. ``was`` and ``now`` are the words there, ``before`` its picture in the old revision."""

    way: Way
    region: Region
    was: str = ""
    now: str = ""
    before: Pixels | None = None


class NotDrawn(Exception):  # noqa: N818  # an outcome
    """One of the two revisions cannot be drawn, or not whole."""


def differences(old: bytes, new: bytes, hidden: Sequence[tuple[int, Box]] = ()) -> Iterator[Difference]:
    """Yield what differs, page by page, the largest places of a page first.

    Args:
        old: The earlier revision.
        new: The present file.
        hidden: Signatures' own pictures, page and box (points from the page's lower left): not compared as long as they
            hide nothing.

    Raises:
        NotDrawn: one of the two cannot be opened, or has more pages than are drawn.
    """
    try:
        before, after = _opened(old), _opened(new)
    except pypdfium2.PdfiumError as broken:
        raise NotDrawn from broken
    common = min(len(before), len(after))
    for index in range(min(common, MOST_PAGES)):
        try:
            yield from _on_page(before[index], after[index], index, [box for page, box in hidden if page == index])
        except pypdfium2.PdfiumError as broken:
            raise NotDrawn from broken
    for index in range(common, min(len(after), MOST_PAGES)):
        yield Difference(Way.PAGE_ADDED, Region(page=index, x0=0, y0=0, x1=1, y1=1))
    if common > MOST_PAGES:
        raise NotDrawn
    if len(before) > common:
        last = Region(page=max(common - 1, 0), x0=0, y0=0, x1=1, y1=1)
        yield Difference(Way.PAGE_GONE, last, before=_drawn(before[common], annotations=True))


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    document = pypdfium2.PdfDocument(data)
    document.init_forms()  # else filled fields are not drawn
    return document


def _on_page(
    before: pypdfium2.PdfPage, after: pypdfium2.PdfPage, index: int, hidden: Sequence[Box]
) -> Iterator[Difference]:
    old, new = _drawn(before, annotations=True), _drawn(after, annotations=True)
    if old.shape != new.shape:
        yield Difference(Way.CONTENT, Region(page=index, x0=0, y0=0, x1=1, y1=1), before=old)
        return
    changed = _changed(old, new)
    for box in hidden:
        x0, y0, x1, y1 = on_picture(after, box, new.shape)
        own = np.s_[max(y0 - 2, 0) : y1 + 2, max(x0 - 2, 0) : x1 + 2]
        if _lost(old[own], new[own]) < LEAST_PIXELS:
            changed[own] = 0
    if not changed.any():
        return
    of_page = _changed(_drawn(before, annotations=False), _drawn(after, annotations=False))
    earlier, present = _words(before, old.shape), _words(after, new.shape)
    high, wide = new.shape
    for x0, y0, x1, y1 in _places(changed):
        here = np.s_[y0:y1, x0:x1]
        was = _at(earlier, (x0, y0, x1, y1))
        now = [one for one in _at(present, (x0, y0, x1, y1)) if one not in was]  # covered text is still in the file
        in_page = bool((of_page[here] & changed[here]).any())
        way = Way.CONTENT if in_page else _of_annotation(old[here], new[here], bool(was))
        region = Region.clipped(index, x0 / wide, y0 / high, x1 / wide, y1 / high)
        yield Difference(way, region, _said(was), _said(now), _cut(old, (x0, y0, x1, y1)))


def _drawn(page: pypdfium2.PdfPage, *, annotations: bool) -> Pixels:
    """Return the page in grey, ``(H, W)``."""
    wide, high = page.get_size()
    scale = min(DPI / 72, (MOST_PIXELS / max(wide * high, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=annotations, draw_annots=annotations)
    return np.array(bitmap.to_numpy()).reshape(bitmap.height, -1)[:, : bitmap.width]


def _changed(old: Pixels, new: Pixels) -> Pixels:
    if old.shape != new.shape:
        return np.ones_like(new)
    return (np.maximum(old, new) - np.minimum(old, new) >= DIFFERENT).astype(np.uint8)


def _places(changed: Pixels) -> list[Pane]:
    """Return the boxes of what changed (x0, y0, x1, y1), the largest first."""
    import cv2  # only where something changed: loading it costs more than looking at most files

    near = cv2.dilate(changed, np.ones((JOIN // 2, JOIN), np.uint8))
    count, labels = cv2.connectedComponents(near)
    found = []
    for label in range(1, min(count, 200)):
        rows, columns = np.nonzero((labels == label) & (changed > 0))
        if rows.size >= LEAST_PIXELS:
            box = (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
            found.append((rows.size, box))
    return [box for _, box in sorted(found, reverse=True)[:MOST_CHANGES]]


def _of_annotation(old: Pixels, new: Pixels, at_words: bool) -> Way:
    """Tell an annotation that hides ink or stands at words from a note on free paper and from a marker's stroke."""
    lost, gained = _lost(old, new), _lost(new, old)
    return Way.OVER_TEXT if lost >= LEAST_PIXELS or (gained >= LEAST_PIXELS and at_words) else Way.NOTE


def _lost(old: Pixels, new: Pixels) -> int:
    """Return how many pixels of ink are ink no more."""
    return int(((old < INK) & (new >= INK)).sum())


def _words(page: pypdfium2.PdfPage, shape: tuple[int, ...]) -> list[tuple[str, Pane]]:
    """Return the words of a page's text and their boxes in pixels."""
    text = page.get_textpage()
    found: list[tuple[str, Pane]] = []
    letters, box = "", None
    for index in range(min(text.count_chars(), MOST_CHARACTERS)):
        letter = text.get_text_range(index, 1)
        if not letter.strip():
            found += [(letters, box)] if box else []
            letters, box = "", None
            continue
        own = on_picture(page, text.get_charbox(index), shape)
        joined = own if box is None else _around(box, own)
        if box is not None and joined[2] - joined[0] > box[2] - box[0] + own[2] - own[0] + JOIN:  # another place
            found.append((letters, box))
            letters, joined = "", own
        letters, box = letters + letter, joined
    return found + ([(letters, box)] if box else [])


def _around(one: Pane, other: Pane) -> Pane:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _at(words: Sequence[tuple[str, Pane]], place: Pane) -> list[tuple[str, Pane]]:
    """Return the words that stand in a place or just beside it."""
    x0, y0, x1, y1 = place[0] - JOIN // 2, place[1], place[2] + JOIN // 2, place[3]
    return [one for one in words if one[1][0] < x1 and x0 < one[1][2] and one[1][1] < y1 and y0 < one[1][3]]


def _said(words: Sequence[tuple[str, Pane]]) -> str:
    return " ".join(word for word, _ in words)[:LONGEST_TEXT]


def on_picture(page: pypdfium2.PdfPage, box: Box, shape: tuple[int, ...]) -> Pane:
    """Return a box of the page as pixels of its picture of that shape, whichever way the page is turned."""
    corners = [_device(page, x, y, shape) for x, y in ((box[0], box[1]), (box[2], box[3]))]
    (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
    return max(x0, 0), max(y0, 0), max(x1 + 1, 0), max(y1 + 1, 0)


def _device(page: pypdfium2.PdfPage, x: float, y: float, shape: tuple[int, ...]) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, shape[1], shape[0], 0, x, y, across, down)
    return across.value, down.value


def _cut(picture: NDArray[np.uint8], box: Pane) -> Pixels:
    """Return a part of a picture with some of what is around it."""
    x0, y0, x1, y1 = box
    wide = MARGIN * 4
    return np.ascontiguousarray(picture[max(y0 - MARGIN, 0) : y1 + MARGIN, max(x0 - wide, 0) : x1 + wide])
