"""Texts of a PDF that cannot be seen, and what is shown in their place."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from validators.forensics.check import Measured, check
from validators.forensics.exhibit import Exhibit, Pixels
from validators.forensics.pdf_file import opened
from validators.forensics.pdf_hidden import FINE_DPI, Hidden, Mark, covers_of, grown, hidden_on, marks_on
from validators.forensics.pdf_page import Box, PdfPage, Text
from validators.forensics.pdf_places import alike_in_kind, crop, field_at, in_margin, region, say_the_same
from validators.forensics.pdf_text import around, said_in

MOST_FOUND: Final = 60
MOST_PICTURES: Final = 6
LEAST_LETTERS: Final = 2
PICTURE_PAGE: Final = 0.5
"""Share of a page under pictures from which on text without ink is a reading program's layer, not something hidden."""
ANOTHER, DRAWN, NOTHING = 1.0, 0.8, 0.3
SNUG: Final = 2.2
"""A cover up to so many times as high as the text under it was made for that text; a stamp is larger."""
LEAST_CONTRAST: Final = 60
"""Grey levels between the darkest and the lightest pixel where something is drawn on a cover."""


def _is_pdf(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf


@check(opens_file=True, wants=_is_pdf)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Texts under an area, a picture or a mark painted later, in the ground's colour or without ink, and what is there.

    Score 1 where another text of the same kind is shown in its place, 0.8 where a cover of its own size shows something
    drawn (a picture of other letters), 0.3 where nothing is there. A layer that a reading program
    laid under a scan is left to ``pdf_text_layer``. ``facts``: ``hidden``, ``shown``, ``by`` (``area``, ``picture``,
    ``mark``, ``entry``, ``itself``), ``margin``; ``shown`` (the picture) is the place with what covers it taken away.
    """
    file = opened(exhibit.data)
    found: list[Measured] = []
    for index in range(file.count):
        found += _on_page(exhibit, file.page(index))
        if len(found) > MOST_FOUND:
            break
    if not found:
        yield Measured()
    yield from sorted(found, key=lambda one: -one.score)[:MOST_FOUND]


def _on_page(exhibit: Exhibit, page: PdfPage) -> Iterator[Measured]:
    hidden = [one for one in hidden_on(page) if not one.is_slanted and _says_something(one)]
    hidden = [one for one in hidden if not _is_layer(page, one)]
    if not hidden:
        return
    unseen = {(one.order, one.place) for line in hidden for one in line.characters}
    marks = marks_on(page)
    pictures = 0
    for one in hidden:
        shown, where = _shown(page, one, unseen, marks)
        if shown and say_the_same(one.text, shown):
            continue
        score = _score(page, one, shown)
        box = around([one.box, *where])
        pictures += score > NOTHING
        yield Measured(
            score=score,
            field=field_at(exhibit, page.index, box) or field_at(exhibit, page.index, one.box),
            facts={"hidden": one.text, "shown": shown, "by": one.by, "margin": "1" if in_margin(one.box) else ""},
            region=region(page.index, box),
            compared=region(page.index, one.box),
            shown=_underneath(page, one, box) if score > NOTHING and pictures <= MOST_PICTURES else None,
        )


def _score(page: PdfPage, one: Hidden, shown: str) -> float:
    if shown:
        is_hint = one.by == "entry" and not any(letter.isdigit() for letter in one.text)
        return ANOTHER if alike_in_kind(one.text, shown) and not is_hint else NOTHING
    if one.cover is None or one.by == "itself":
        return NOTHING
    x0, y0, x1, y1 = one.box
    snug = one.cover[3] - one.cover[1] <= SNUG * (y1 - y0) and one.cover[2] - one.cover[0] <= SNUG * (x1 - x0)
    grey = crop(page.rendered(page.scale(FINE_DPI)), one.cover).mean(axis=2)[2:-2, 2:-2]
    return DRAWN if snug and grey.size and float(np.ptp(grey)) >= LEAST_CONTRAST else NOTHING


def _says_something(one: Hidden) -> bool:
    return sum(letter.text.isalnum() for letter in one.characters) >= LEAST_LETTERS


def _is_layer(page: PdfPage, one: Hidden) -> bool:
    """Tell whether a text is what a reading program laid under, or above, a page that is a picture."""
    if page.share_of_pictures < PICTURE_PAGE:
        return False
    wide = one.cover is not None and (one.cover[2] - one.cover[0]) * (one.cover[3] - one.cover[1]) > PICTURE_PAGE / 2
    return not one.is_inked or one.by == "itself" or wide


def _shown(page: PdfPage, one: Hidden, unseen: set[tuple[int, int]], marks: Sequence[Mark]) -> tuple[str, list[Box]]:
    """Return what can be seen in the place of a hidden text, and where."""
    zone = grown(one, 0.35, 0.6)
    seen: list[Text] = [
        text for text in page.texts
        if text.is_inked and text.order != one.order and _meet(text.box, zone) and text.size < 2.5 * max(one.size, 1)
        and text.order > one.cover_order
    ]  # fmt: skip
    said, boxes = said_in(page, seen, zone, unseen)
    if said or one.by not in {"mark", "entry"}:
        return said, boxes
    texts = [mark for mark in marks if mark.text and _meet(mark.box, zone)]
    return " ".join(mark.text for mark in texts), [mark.box for mark in texts]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _underneath(page: PdfPage, one: Hidden, box: Box) -> Pixels:
    """Return the place as it would look without all that is painted later over it."""
    over = [item for item in covers_of(page) if item.order > one.order and _meet(item.box, one.box)]
    over += [text for text in page.texts if text.order > one.order and _meet(text.box, one.box)]
    tall = one.box[3] - one.box[1]
    place = (box[0] - 4 * tall, box[1] - tall, box[2] + 4 * tall, box[3] + tall)
    pixels: Pixels = crop(page.rendered(page.scale(FINE_DPI), over, marks=False), place).copy()
    return pixels
