"""Whether a place is filled in by hand: its strokes are held against the page's own print.

An engine reads something into handwriting too. Extractors ask here about values that they are unsure of; what is
handwritten stands in the result as such, unread, for an officer to key in.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels, ReadPage
from extractors.layout import lines
from extractors.marks.ground import SURE_WORD, Ground, Mask, ground
from extractors.marks.shapes import stroke_width
from extractors.model import Field, FieldStatus, ReadingSource, Region

FINE: Final = 26.0
"""Pixels of a usual word's height at which strokes are measured; a coarser picture is measured as it is."""
LEAST_UNIT: Final = 9.0
"""Pixels of a word's height below which print and handwriting look alike."""
SAMPLES: Final = 24
"""Words of print that a place is held against."""
SURE: Final = 0.75
"""Score from which on a place counts as handwritten."""
MAYBE: Final = 0.5
"""Score from which on an unsure reading is not relied on: it may be an engine's guess at handwriting."""
ASKED_BELOW: Final = 0.85
"""Confidence (0..1) of a value below which its strokes are looked at; handwriting is never read more surely."""

WEIGHTS: Final = (0.385, -4.604, 6.551, 3.999, 5.597, 5.399, 0.227, 0.504)
BIAS: Final = -1.526
"""Logistic regression on 1,199 drawn places of 120 pages, 2026-11-22 (writing: this project's stroke alphabet and three
free fonts; print: six Liberation faces; blur, noise, JPEG, 12 to 35 px of a word's height). On 60 pages of six other
writing fonts and seven other faces: from 0.75 on 33 % of the writing and 2 % of the print, from 0.5 on 59 % and 10 %.
"""


@dataclass(frozen=True)
class Strokes:
    """How the ink of one place is drawn.

    ``width`` and ``uneven`` of the stroke; ``steep``: share of edges that run in one direction; ``crisp``: how sharply
    the line's ink begins and ends from row to row; ``ragged``: how far the feet of letters leave their line;
    ``levels``: how far their heights leave the two heights of print; ``linked``: width of pieces by their height.
    Lengths in heights of the page's print. ``tint``: a and b of CIE Lab.
    """

    width: float
    uneven: float
    steep: float
    crisp: float
    ragged: float
    levels: float
    linked: float
    tint: tuple[float, float]

    def against(self, print_: "Strokes") -> NDArray[np.float64]:
        """Return what the score is weighed from: this place's strokes against those of print."""
        return np.array(
            [
                abs(math.log(max(self.width, 0.01) / max(print_.width, 0.01))),
                self.uneven - print_.uneven,
                print_.steep - self.steep,
                print_.crisp - self.crisp,
                min(self.ragged, 0.6) - min(print_.ragged, 0.6),
                min(self.levels, 0.5) - min(print_.levels, 0.5),
                min(self.linked, 4.0) - min(print_.linked, 4.0),
                min(math.dist(self.tint, print_.tint), 30.0) / 10.0,
            ]
        )


class Hand:
    """The handwriting on one page; made once a page, because the page's print is measured for it."""

    def __init__(self, page: ReadPage) -> None:
        self._page = page

    def score(self, region: Region) -> float:
        """Return how surely the ink in ``region`` is handwriting, 0..1; 0 where the picture is too coarse to tell.

        ``region`` is in shares of the picture that the page's words stand on: the straightened one where there is one.
        Of several lines each is measured by itself: together, the feet of printed letters are as ragged as a hand's.
        """
        base, print_ = self._base, self._print
        if base is None or print_ is None or base.read_unit < LEAST_UNIT:
            return 0.0
        parts = _lines_in(base, region)
        total = sum(_score(base, part, print_) * part.width for part in parts)
        return total / max(sum(part.width for part in parts), 1e-6)

    def beside(self, label: Region, until: float) -> Region | None:
        """Return where ink that was not surely read stands right of ``label`` on its line, as far as ``until``.

        ``until`` is a share of the width. None where there is no ink of the size of writing.
        """
        base = self._base
        if base is None:
            return None
        _, y0, x1, y1 = base.box(label)
        middle, room = (y0 + y1) / 2, 0.95 * max(base.unit, y1 - y0)
        left, right = round(x1 + 0.2 * base.unit), round(until * base.ink.shape[1])
        top, foot = max(0, round(middle - room)), round(middle + room)
        place = (base.ink & ~base.rules)[top:foot, left:right].astype(np.uint8)
        for word in base.words:
            box = base.box(word.region)
            if word.confidence >= SURE_WORD and box[0] < right and box[2] > left and box[1] < foot and box[3] > top:
                rows = slice(max(0, int(box[1]) - top), max(0, round(box[3]) - top))
                place[rows, max(0, int(box[0]) - left) : max(0, round(box[2]) - left)] = 0
        if min(place.shape) < 3:
            return None
        _, _, stats, _ = cv2.connectedComponentsWithStats(place, connectivity=8)
        tall = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] >= 0.5 * base.unit]
        if len(tall) < 2 or tall[:, cv2.CC_STAT_AREA].sum() < base.unit**2 / 3:
            return None
        across, down = tall[:, cv2.CC_STAT_LEFT], tall[:, cv2.CC_STAT_TOP]
        ends, feet = across + tall[:, cv2.CC_STAT_WIDTH], down + tall[:, cv2.CC_STAT_HEIGHT]
        high, wide = base.ink.shape
        return Region.clipped(
            label.page,
            (left + int(across.min())) / wide, (top + int(down.min())) / high,
            (left + int(ends.max())) / wide, (top + int(feet.max())) / high,
        )  # fmt: skip

    @cached_property
    def _base(self) -> Ground | None:
        return ground(self._page)

    @cached_property
    def _print(self) -> Strokes | None:
        return print_strokes(self._base) if self._base is not None else None


def handwritten(page: ReadPage, region: Region) -> float:
    """Return how surely ``region`` of ``page`` is filled in by hand, 0..1; see ``Hand.score``."""
    return Hand(page).score(region)


def told_by_hand(fields: Mapping[str, Field], pages: Mapping[int, ReadPage]) -> dict[str, Field]:
    """Return ``fields`` with those marked that are filled in by hand, regions as in ``Hand.score``.

    Printed values that were read with little confidence are looked at; on a page where one of them is handwriting (or
    was told to be before), all are: a form is filled in by one pen. What is surely handwriting becomes
    ``handwritten``; what may be is ``doubtful`` at best.
    """
    hands = {index: Hand(page) for index, page in pages.items()}
    told = dict(fields)
    for everything in (False, True):
        written = {one.region.page for one in told.values() if one.region and one.status is FieldStatus.HANDWRITTEN}
        for name, field in fields.items():
            region = field.region
            if region is None or field.source is not ReadingSource.VISUAL or not isinstance(field.value, str):
                continue
            asked = region.page in written if everything else field.confidence < ASKED_BELOW
            if asked and region.page in hands and field.status is not FieldStatus.HANDWRITTEN:
                told[name] = _told(field, hands[region.page].score(region))
    return told


def _told(field: Field, score: float) -> Field:
    if score >= SURE:
        return unread(field)
    unsure = score >= MAYBE and field.status is FieldStatus.OK
    return field.model_copy(update={"status": FieldStatus.DOUBTFUL}) if unsure else field


def unread(field: Field) -> Field:
    """Return ``field`` as a place that is filled in by hand: no value, its readings kept for the officer."""
    return field.model_copy(update={"value": "", "raw": "", "status": FieldStatus.HANDWRITTEN})


def _lines_in(base: Ground, region: Region) -> list[Region]:
    """Return the lines of ``region`` as they were read; ``region`` itself where it is one line, or nothing was read."""
    words = base.page.view.words if base.page.view is not None else base.page.words
    inner = [word for word in words if _lies_in(word.region, region)]
    found = [line.region for line in lines(inner) if line.region.height * base.ink.shape[0] >= 0.5 * base.unit]
    return found if len(found) > 1 else [region]


def _lies_in(inner: Region, outer: Region) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return inner.page == outer.page and outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


def _score(base: Ground, region: Region, print_: Strokes) -> float:
    """Return how surely the ink of one line is handwriting, 0..1; 0 where there is none."""
    own = _strokes(base, region)
    if own is None:
        return 0.0
    return 1.0 / (1.0 + math.exp(-float(own.against(print_) @ np.array(WEIGHTS)) - BIAS))


def print_strokes(base: Ground) -> Strokes | None:
    """Return the usual strokes of the page's print, from its surest words; None where hardly any can be measured."""
    words = sorted((word for word in base.words if len(word.text) >= 4), key=lambda word: -word.confidence)
    measured = [one for word in words[:SAMPLES] if (one := _strokes(base, word.region)) is not None]
    if len(measured) < 4:
        return None
    usual = {
        name: float(np.median([getattr(one, name) for one in measured]))
        for name in ("width", "uneven", "steep", "crisp", "ragged", "levels", "linked")
    }
    tints = np.median([one.tint for one in measured], axis=0)
    return replace(measured[0], **usual, tint=(float(tints[0]), float(tints[1])))


def _strokes(base: Ground, region: Region) -> Strokes | None:
    crop, unit = _crop(base, region)
    if min(crop.shape[:2]) < 5:
        return None
    grey = crop if crop.ndim == 2 else crop.min(axis=2)
    level, binary = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = _without_rules(binary > 0, unit)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    left, top, wide, high = (np.asarray(stats[1:, column], np.float64) / unit for column in range(4))
    letters = high >= 0.35
    if not letters.any() or level <= 0:
        return None
    feet = (top + high)[letters]
    width, uneven = _widths(ink, unit)
    return Strokes(
        width=width,
        uneven=uneven,
        steep=_steep(grey, ink),
        crisp=_crisp(ink, unit),
        ragged=_ragged(left[letters], feet),
        levels=_levels(high[letters]),
        linked=float(np.median(wide[letters] / high[letters])),
        tint=_tint(crop, ink),
    )


def _crop(base: Ground, region: Region) -> tuple[Pixels, float]:
    """Return the place with a little room as it was read, no finer than ``FINE``, and the height of print on it."""
    view = base.page.view
    pixels = view.pixels if view is not None else base.page.pixels
    high, wide = pixels.shape[:2]
    pad = 0.15 * base.read_unit
    x0, x1 = max(0, round(region.x0 * wide - pad)), round(region.x1 * wide + pad)
    y0, y1 = max(0, round(region.y0 * high - pad)), round(region.y1 * high + pad)
    crop = pixels[y0:y1, x0:x1]
    scale = min(1.0, FINE / base.read_unit)
    if scale < 1.0 and crop.size:
        crop = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    return crop, base.read_unit * scale


def _without_rules(ink: Mask, unit: float) -> Mask:
    """Return ``ink`` without the line or the dots that one writes on."""
    marks = ink.astype(np.uint8)
    long = cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones((1, max(3, round(2.0 * unit))), np.uint8))
    marks[cv2.dilate(long, np.ones((3, 1), np.uint8)) > 0] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    keep = np.zeros(count, bool)
    keep[1:] = np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]) >= 0.25 * unit
    return cast("Mask", keep[labels])


def _widths(ink: Mask, unit: float) -> tuple[float, float]:
    """Return the usual width of the strokes in heights of print, and how much it varies along them."""
    padded = cv2.copyMakeBorder(ink.astype(np.uint8), 2, 2, 2, 2, cv2.BORDER_CONSTANT, value=0)
    away = cv2.distanceTransform(padded, cv2.DIST_L2, 3)
    ridge = away[(away >= cv2.dilate(away, np.ones((3, 3), np.uint8)) - 1e-3) & (away > 0)]
    usual = stroke_width(ink) / unit
    return usual, float(np.std(ridge) / max(float(np.mean(ridge)), 1e-6)) if ridge.size else 0.0


def _steep(grey: Pixels, ink: Mask) -> float:
    """Return the share of the edges that run in the two commonest directions: stems are parallel, in print."""
    soft = cv2.GaussianBlur(grey, (3, 3), 0).astype(np.float32)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    size = np.hypot(across, down)
    near = cv2.dilate(ink.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    angles = np.degrees(np.arctan2(down, across))[near] % 180
    counts, _ = np.histogram(angles, bins=18, range=(0, 180), weights=size[near])
    pairs = counts + np.roll(counts, 1)
    return float(pairs.max() / max(counts.sum(), 1e-6))


def _ragged(left: NDArray[np.floating], feet: NDArray[np.floating]) -> float:
    """Return how far the feet of letters lie from the line through most of them, in heights of print."""
    if len(feet) < 3:
        return float(np.ptp(feet)) / 2
    slope, start = np.polyfit(left, feet, 1)
    apart = np.abs(feet - (slope * left + start))
    return float(np.mean(np.sort(apart)[: max(2, int(0.8 * len(apart)))]))


def _levels(heights: NDArray[np.floating]) -> float:
    """Return how far heights lie from the nearer of the two that fit them best, as a share of the usual height."""
    ordered = np.sort(heights)
    best = float(np.std(ordered))
    for cut in range(1, len(ordered)):
        low, high = ordered[:cut], ordered[cut:]
        best = min(best, float(np.sqrt((np.var(low) * len(low) + np.var(high) * len(high)) / len(ordered))))
    return best / max(float(np.median(ordered)), 1e-6)


def _crisp(ink: Mask, unit: float) -> float:
    """Return the largest change of the rows' ink over a sixth of a line's height; the line is levelled first."""
    high, wide = ink.shape
    marks = ink.astype(np.float32)
    step = max(1, round(unit / 6))
    best = 0.0
    for slope in np.linspace(-0.03, 0.03, 9):
        shear = np.array([[1, 0, 0], [slope, 1, -slope * wide / 2]], np.float32)
        rows = cv2.warpAffine(marks, shear, (wide, high)).sum(axis=1)
        if len(rows) > step and rows.max() > 0:
            best = max(best, float(np.abs(rows[step:] - rows[:-step]).max() / rows.max()))
    return best


def _tint(crop: Pixels, ink: Mask) -> tuple[float, float]:
    """Return a and b (CIE Lab) of the ink against the paper around it."""
    if crop.ndim == 2 or not ink.any() or ink.all():
        return 0.0, 0.0
    lab = cv2.cvtColor(crop, cv2.COLOR_BGR2LAB).astype(np.float32)
    core = cv2.erode(ink.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0
    core = core if core.any() else ink
    own, paper = np.median(lab[core], axis=0), np.median(lab[~ink], axis=0)
    return float(own[1] - paper[1]), float(own[2] - paper[2])
