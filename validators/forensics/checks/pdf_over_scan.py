"""Text, areas and pictures that a PDF paints over a scanned page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from validators.forensics.check import Measured, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_file import opened
from validators.forensics.pdf_hidden import covers_of, marks_on, slanted
from validators.forensics.pdf_page import Box, Item, PdfPage, Text
from validators.forensics.pdf_places import crop, field_at, in_margin, region
from validators.forensics.pdf_text import lines_of

SCAN: Final = 0.5
"""Share of a page under pictures from which on it is a scan."""
LARGE: Final = 0.25
"""Share of a page from which on a picture is the scan itself and no patch on it."""
DPI: Final = 100.0
DARK, LIFTED = 60, 45
"""Grey levels below the paper of print, and by which print that was painted over is lighter."""
LEAST_INK_PX: Final = 12
ERASED, ERASED_BY_TEXT = 0.4, 0.12
"""Share of the print under a patch that is gone; where it bears text, new letters lie over many of the old ones."""
LINE_PT: Final = 24.0
"""A patch up to this height, in points, covers one line; seals and signatures are higher."""
MOST_PATCHES: Final = 12
"""More pictures on a scan are layers of a scanning program that packs print and ground apart."""
MOST_FOUND: Final = 60
RETYPED, PATCHED, AMID, ASIDE = 1.0, 0.6, 0.5, 0.2


@dataclass(frozen=True)
class _Look:
    """The page's scan alone and the page as shown, ``(H, W)`` uint8 grey, and what lies over the scan."""

    page: PdfPage
    scan: Any
    shown: Any
    patches: tuple[Box, ...]
    lines: tuple[tuple[str, Box], ...]


def _is_pdf(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf


@check(opens_file=True, wants=_is_pdf)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Text, areas and pictures that lie over a scanned page.

    Score 1 for text, or a picture of one line, on a patch that hides print, 0.6 for any other such patch, 0.5 for text
    in a field's place or between print, 0.2 for text elsewhere.

    ``facts``: ``text``, ``erased`` (share of the print below that is gone), ``margin``; ``shown`` is the scan below.
    """
    file = opened(exhibit.data)
    found: list[Measured] = []
    for index in range(file.count):
        look = _look(file.page(index))
        found += _found(exhibit, look) if look is not None else []
    if not found:
        yield Measured()
    yield from sorted(found, key=lambda one: -one.score)[:MOST_FOUND]


def _look(page: PdfPage) -> _Look | None:
    """Return what lies over a scanned page; None where the page is no scan or nothing does."""
    if page.share_of_pictures < SCAN:
        return None
    pictures = [one for one in page.items if one.kind == "image"]
    base = [one for one in pictures if _area(one.box) >= LARGE] or pictures
    begins = min(one.order for one in base)
    own = {one.order for one in base}
    above = [one for one in covers_of(page) if one.order > begins and one.order not in own and _area(one.box) < LARGE]
    if sum(one.kind == "image" for one in above) > MOST_PATCHES:
        above = [one for one in above if one.kind != "image"]
    texts = [one for one in page.texts if one.is_inked and one.order > begins and one.text and not slanted(one)]
    marks = [mark for mark in marks_on(page) if _area(mark.box) < LARGE]
    if not above and not texts and not marks:
        return None
    return _drawn(page, above, texts, [mark.box for mark in marks], [(m.text, m.box) for m in marks if m.text])


def _drawn(
    page: PdfPage, above: Sequence[Item], texts: Sequence[Text], marks: Sequence[Box], notes: list[tuple[str, Box]]
) -> _Look:
    scale = page.scale(DPI)
    scan = page.rendered(scale, [*above, *texts], marks=False)[:, :, :3].mean(axis=2)
    shown = page.rendered(scale)[:, :, :3].mean(axis=2)
    patches = (*(one.box for one in above), *marks)
    return _Look(page, scan, shown, patches, (*lines_of(page, texts), *notes))


def _found(exhibit: Exhibit, look: _Look) -> Iterator[Measured]:
    page = look.page.index
    used: set[int] = set()
    for text, box in look.lines:
        under = [n for n, patch in enumerate(look.patches) if _holds(patch, box)]
        used.update(under)
        gone = max([_erased(look, look.patches[n]) for n in under], default=0.0)
        field = field_at(exhibit, page, box)
        score = RETYPED if gone >= ERASED_BY_TEXT else AMID if field or _is_amid(look, box) else ASIDE
        yield replace(_one(look, score, box, text, gone), field=field)
    for place, patch in enumerate(look.patches):
        if place not in used and (gone := _erased(look, patch)) >= ERASED:
            score = RETYPED if _is_line(look, patch) else PATCHED
            yield replace(_one(look, score, patch, "", gone), field=field_at(exhibit, page, patch))


def _one(look: _Look, score: float, box: Box, text: str, gone: float) -> Measured:
    facts = {"text": text[:300], "erased": f"{gone:.2f}", "margin": "1" if in_margin(box) else ""}
    here = region(look.page.index, box)
    below = crop(look.scan, _wide(box)).astype(np.uint8) if gone >= ERASED_BY_TEXT else None
    return Measured(score=score, facts=facts, region=here, shown=below)


def _wide(box: Box) -> Box:
    tall = box[3] - box[1]
    return box[0] - 3 * tall, box[1] - tall, box[2] + 3 * tall, box[3] + tall


def _erased(look: _Look, box: Box) -> float:
    """Return which share of the scan's print in a place cannot be seen any more, 0 where there is hardly any."""
    below, above = crop(look.scan, box), crop(look.shown, box)
    print_ = below < np.percentile(below, 90) - DARK
    total = int(print_.sum())
    if total < LEAST_INK_PX:
        return 0.0
    return float((above[print_] > below[print_] + LIFTED).sum() / total)


def _is_line(look: _Look, patch: Box) -> bool:
    """Tell whether a patch is of one line's height and bears something drawn, as a picture of other letters does."""
    high, wide = (patch[3] - patch[1]) * look.page.high_pt, (patch[2] - patch[0]) * look.page.wide_pt
    inside = crop(look.shown, patch)[1:-1, 1:-1]
    return high <= LINE_PT and wide > 1.5 * high and inside.size > 0 and float(np.ptp(inside)) >= DARK


def _is_amid(look: _Look, box: Box) -> bool:
    """Tell whether the scan has print close beside a place, on the same line."""
    tall = box[3] - box[1]
    wide = 3 * tall * look.page.high_pt / look.page.wide_pt
    beside = ((box[0] - wide, box[1], box[0], box[3]), (box[2], box[1], box[2] + wide, box[3]))
    return any(_ink(look.scan, place) >= 0.04 for place in beside)


def _ink(scan: Any, box: Box) -> float:
    part = crop(scan, box)
    return float((part < np.percentile(part, 90) - DARK).mean())


def _holds(patch: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return patch[0] <= x <= patch[2] and patch[1] <= y <= patch[3]


def _area(box: Box) -> float:
    return max(0.0, min(box[2], 1.0) - max(box[0], 0.0)) * max(0.0, min(box[3], 1.0) - max(box[1], 0.0))
