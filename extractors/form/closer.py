"""A second look at a whole page: nearer, where print is small, or by the other engine, where labels are missing."""

import math
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Layout, OcrEngine, Pixels, ReadPage, View
from extractors.errors import UnreadableUpload
from extractors.model import ReadingSource, Word

LONG_SIDE: Final = 2400
"""Pixels of the longer side of a sheet of A4 at which print of a table is read."""
RULE: Final = 28
"""A line of ink is a rule from this part of the sheet's width on."""
LEAST_SLANT: Final = 0.12
"""Degrees of slant of a table's rules from which on it is set right: its rows are long."""


def nearer(page: ReadPage, engine: OcrEngine) -> ReadPage:
    """Return the page read again at the size of a sheet of A4, rules left out; as it is where that shows no more.

    Pages wider than high are first read at a card's size, which is too small for a table on A4. A PDF's own text, and
    a page that the engine breaks on, stay as they are.
    """
    view = _view(page)
    high, wide = view.pixels.shape[:2]
    if page.source is not ReadingSource.VISUAL or wide < high or wide < 0.55 * LONG_SIDE:
        return page
    picture = _sized(view.pixels, LONG_SIDE / wide)
    slant = _slant(_rules(picture)[0])
    if abs(slant) >= LEAST_SLANT:
        view = _levelled(view, slant)
        picture = _sized(view.pixels, LONG_SIDE / wide)
    picture = _without_rules(picture)
    words = _words(engine, picture, Layout.COLUMN, page.index)
    return _with(page, view, words, engine) if _letters(words) > _letters(_view(page).words) else page


def by_other(page: ReadPage, engine: OcrEngine) -> ReadPage | None:
    """Return the page as ``engine`` reads it whole; None for a PDF's own text, or where it reads nothing."""
    if page.source is not ReadingSource.VISUAL or page.engine == engine.name:
        return None
    view = _view(page)
    words = _words(engine, view.pixels, Layout.PAGE, page.index)
    return _with(page, view, words, engine) if words else None


def _view(page: ReadPage) -> View:
    return page.view if page.view is not None else View(page.pixels, page.words, np.eye(3))


def _words(engine: OcrEngine, picture: Pixels, layout: Layout, index: int) -> tuple[Word, ...]:
    try:
        read = engine.read(picture, layout)
    except UnreadableUpload:
        return ()  # the page was read before; a look that breaks shows nothing more
    return tuple(word.model_copy(update={"region": word.region.model_copy(update={"page": index})}) for word in read)


def _with(page: ReadPage, view: View, words: tuple[Word, ...], engine: OcrEngine) -> ReadPage:
    placed = tuple(word.model_copy(update={"region": view.on_page(word.region, page.pixels)}) for word in words)
    return replace(page, words=placed, view=replace(view, words=words), engine=engine.name)


def _letters(words: Sequence[Word]) -> int:
    """Return how many letters and digits were read surely."""
    return sum(sum(map(str.isalnum, word.text)) for word in words if word.confidence >= 0.7)


def _sized(pixels: Pixels, scale: float) -> Pixels:
    """Return one channel of the picture, in which a tinted ground is pale, ``scale`` times as large."""
    clean = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[:, :, 0])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cast("Pixels", cv2.resize(clean, None, fx=scale, fy=scale, interpolation=how))


def _rules(grey: Pixels) -> tuple[Pixels, Pixels]:
    """Return masks ``(H, W)`` of the long level and of the long upright lines of ink."""
    length = max(grey.shape[1] // RULE, 60)
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    ink = cv2.threshold(dark, 25, 255, cv2.THRESH_BINARY)[1]
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return cast("Pixels", level), cast("Pixels", upright)


def _without_rules(grey: Pixels) -> Pixels:
    """Return ``(H, W)`` uint8 with long level and upright lines painted over with the paper beside them."""
    rules = cv2.dilate(cv2.max(*_rules(grey)), np.ones((3, 3), np.uint8))
    paper = cv2.dilate(grey, np.ones((9, 9), np.uint8))
    return cast("Pixels", np.where(rules > 0, paper, grey).astype(np.uint8))


def _slant(level: Pixels) -> float:
    """Return by how many degrees the longest level rules fall to the right; 0 where there are none."""
    joined = cv2.dilate(level, np.ones((3, 15), np.uint8))
    count, marked, stats, _ = cv2.connectedComponentsWithStats(joined)
    angles = []
    for one in range(1, count):
        if stats[one, cv2.CC_STAT_WIDTH] < 0.25 * level.shape[1]:
            continue
        y, x = np.nonzero((marked == one) & (level > 0))
        angles.append(math.degrees(math.atan(np.polyfit(x, y, 1)[0])))
    return median(angles) if angles else 0.0


def _levelled(view: View, slant: float) -> View:
    """Return the view turned by ``slant`` degrees about its middle, without its words."""
    high, wide = view.pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), slant, 1.0)
    pixels = cv2.warpAffine(view.pixels, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = np.linalg.inv(np.vstack([turn, (0.0, 0.0, 1.0)]))
    return View(cast("Pixels", pixels), (), view.to_page @ back)
