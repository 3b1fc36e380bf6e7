"""Stamps, thumbprints and revenue stamps: ink with an outline of its own, told apart by what fills it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Pixels
from extractors.marks.ground import COLOURED, Ground, Mask, lab
from extractors.marks.shapes import Group, Outline, enclosed, groups, outline, ring, solids
from extractors.model import Word

STAMP_SIDES: Final = (3.0, 18.0)
"""Shorter and longer side of a stamp, in heights of print: 9 mm to 55 mm beside print of 9 points."""
LEAST_SIDES: Final = {"ellipse": (4.3, 4.3), "triangle": (5.0, 6.0), "rectangle": (2.6, 6.0)}
"""Shorter and longer side of the smallest stamp of each form, in heights of print."""
THUMB_SIDES: Final = (2.8, 13.0)
THUMB_ASPECT: Final = 2.3
SLANT: Final = 1.5
"""Degrees from which a rectangle of black lines is stamped, not printed."""
TWO_HUES: Final = 14.0
"""Degrees of hue (CIE Lab) from which ink is of two colours."""
PINK: Final = 7.0
"""Red against green (CIE Lab a, the paper's taken off) of the tint of revenue stamps."""
LETTERS: Final = 4
"""Pieces of the size of letters that a stamp holds at least; half as many where its outline is large and clear."""
_FITS: Final = {"ellipse": 0.80, "rectangle": 0.88, "triangle": 0.86}
_RING: Final = 0.72
"""Share of a ring that must be inked."""
_METERAI: Final = re.compile(r"M[AE]TERA|TEMPEL|^1[O0]{4}$|^[36]000$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A mark with an outline: its kind, box (working pixels), how sure (0..1), and the ink that is its own."""

    kind: str
    box: tuple[float, float, float, float]
    score: float
    own: Mask
    """Mask of the whole picture."""


def outlined(ground: Ground) -> tuple[Found, ...]:
    """Return stamps, thumbprints and revenue stamps on the page, the surest first; none covers another."""
    unit = ground.unit
    ink = ground.ink & ~ground.print_
    found: list[Found] = []
    for group in groups(ink & ~ground.rules, 0.7 * unit, (0.12 * unit) ** 2):
        x0, y0, x1, y1 = group.box
        if min(x1 - x0, y1 - y0) >= 2.2 * unit:
            found += _in_group(ground, group)
    found += _thumbs_across(ground, [one for one in found if one.kind == "meterai"])
    found.sort(key=lambda one: -one.score)
    kept: list[Found] = []
    for one in found:
        if not any(_rivals(one, other) for other in kept):
            kept.append(one)
    return tuple(kept)


def _thumbs_across(ground: Ground, under: list[Found]) -> Iterator[Found]:
    """Yield thumbprints that were pressed across a revenue stamp, whose own ink is taken away first."""
    if not under:
        return
    ink = ground.rest.copy()
    for one in under:
        ink = (ink & ~one.own) | other_ink(ground, one)
    for group in groups(ink, 0.7 * ground.unit, (0.12 * ground.unit) ** 2):
        if any(meet(group.box, one.box) > 0 for one in under):
            for contour in solids(_dense(group.mask, ground.unit), 2.2 * ground.unit):
                yield from _thumb(ground, group, outline(contour))


def _rivals(one: Found, other: Found) -> bool:
    """Whether two claim the same ink; a revenue stamp lies under whatever was set on it."""
    under = "meterai" in {one.kind, other.kind} and one.kind != other.kind
    return meet(one.box, other.box) > (0.9 if under else 0.3)


def _in_group(ground: Ground, group: Group) -> Iterator[Found]:
    unit = ground.unit
    high, wide = group.mask.shape
    window = (slice(group.y, group.y + high), slice(group.x, group.x + wide))
    for contour in solids(_dense(group.mask, unit), 2.2 * unit):
        yield from _thumb(ground, group, outline(contour))
    around = _grown(ground, group)
    for contour in solids(_pink(ground, around), 2.0 * unit):
        yield from _revenue_stamp(ground, around, outline(contour), needs_words=False)
    for contour in solids(_tinted(ground, around), 2.0 * unit):
        yield from _revenue_stamp(ground, around, outline(contour), needs_words=True)
    for mask in _layers(ground, group, window):
        for contour in solids(enclosed(mask, 0.35 * unit), 1.2 * unit):
            yield from _stamp(ground, group, outline(contour))
        round_ = ring(mask, unit, (STAMP_SIDES[0] * unit, STAMP_SIDES[1] * unit))
        if round_ is not None:
            yield from _stamp(ground, group, round_)


def _layers(ground: Ground, group: Group, window: tuple[slice, slice]) -> Iterator[Mask]:
    """Yield the ink of a group, and where a part of it is coloured and a part not, the coloured part alone."""
    yield group.mask & ~ground.rules[window]
    if ground.picture.ndim == 3:
        coloured = group.mask & ground.coloured[window]
        if 0.1 <= coloured.sum() / max(group.mask.sum(), 1) <= 0.95:
            yield coloured
        yield from _by_hue(ground, group, coloured)


def _by_hue(ground: Ground, group: Group, coloured: Mask) -> Iterator[Mask]:
    """Yield the ink of each of two colours, where a group has two: a blue pen across a violet stamp."""
    if coloured.sum() < ground.unit**2:
        return
    high, wide = group.mask.shape
    picture = ground.picture[group.y : group.y + high, group.x : group.x + wide]
    tints = np.stack(lab(picture, coloured, ground.paper), axis=1)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 0.5)
    cv2.setRNGSeed(7)
    _, labels, centres = cv2.kmeans(tints, 2, None, stop, 2, cv2.KMEANS_PP_CENTERS)  # type: ignore[call-overload]
    angles = np.degrees(np.arctan2(centres[:, 1], centres[:, 0]))
    if abs((angles[0] - angles[1] + 180) % 360 - 180) < TWO_HUES:
        return
    for number in (0, 1):
        mask = np.zeros_like(coloured)
        mask[coloured] = labels[:, 0] == number
        yield mask


def _grown(ground: Ground, group: Group) -> Group:
    """Return the group with more of the page around it: print on a revenue stamp was taken out of its ink."""
    by = round(2.0 * ground.unit)
    high, wide = group.mask.shape
    y0, x0 = max(0, group.y - by), max(0, group.x - by)
    y1, x1 = min(ground.ink.shape[0], group.y + high + by), min(ground.ink.shape[1], group.x + wide + by)
    mask = np.zeros((y1 - y0, x1 - x0), bool)
    mask[group.y - y0 : group.y - y0 + high, group.x - x0 : group.x - x0 + wide] = group.mask
    return Group(x0, y0, mask)


def _tinted(ground: Ground, group: Group) -> Mask:
    """Return where, around a group, the paper is tinted or finely lined all over."""
    high, wide = group.mask.shape
    window = (slice(group.y, group.y + high), slice(group.x, group.x + wide))
    size = 2 * round(0.4 * ground.unit) + 1
    mean = cv2.blur(ground.depth[window].astype(np.float32), (size, size))
    return mean >= max(0.07 * ground.contrast, 7.0)


def _dense(ink: Mask, unit: float) -> Mask:
    """Return where ink covers a good part of its surroundings: ridges of a thumb, a picture, a code; no strokes."""
    size = 2 * round(0.6 * unit) + 1
    share = cv2.blur(ink.astype(np.float32), (size, size), borderType=cv2.BORDER_CONSTANT)
    return share >= 0.36


def _pink(ground: Ground, group: Group) -> Mask:
    """Return where, around a group, the paper itself is red, as that of the revenue stamps of 2014 and 2021 is."""
    high, wide = group.mask.shape
    if ground.picture.ndim == 2:
        return np.zeros((high, wide), bool)
    size = 2 * round(0.1 * ground.unit) + 1
    window = ground.picture[group.y : group.y + high, group.x : group.x + wide]
    soft = cast("Pixels", cv2.blur(window, (size, size)))
    a, b = lab(soft, np.ones((high, wide), bool), ground.paper)
    red = ((a >= PINK) & (b < 0.6 * a)).reshape(high, wide).astype(np.uint8)
    reach = 2 * round(0.45 * ground.unit) + 1
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return closed.astype(bool)


def _inside(ground: Ground, group: Group, form: Outline, grow: float) -> Mask:
    """Return the mask, of the whole picture, of what ``form`` encloses in ``group``."""
    mask = np.zeros_like(ground.ink)
    high, wide = group.mask.shape
    mask[group.y : group.y + high, group.x : group.x + wide] = form.filled(group.mask.shape, grow)
    return mask


def _found(kind: str, group: Group, form: Outline, score: float, own: Mask) -> Found:
    x0, y0 = form.corners.min(axis=0)
    x1, y1 = form.corners.max(axis=0)
    return Found(kind, (group.x + x0, group.y + y0, group.x + x1, group.y + y1), round(min(score, 1.0), 3), own)


def _thumb(ground: Ground, group: Group, form: Outline) -> Iterator[Found]:
    """Yield a thumbprint: an oval that is dense with ink from edge to core, and stands alone."""
    unit = ground.unit
    long, short = form.sides
    if not (THUMB_SIDES[0] * unit <= short and long <= THUMB_SIDES[1] * unit and long <= THUMB_ASPECT * short):
        return
    if form.form != "ellipse" or form.fit < 0.84:
        return
    own = _inside(ground, group, form, 0.3 * unit)
    core = _inside(ground, group, form, -0.25 * short)
    if not core.any():
        return
    density, middle = float(ground.ink[own].mean()), float(ground.ink[core].mean())
    alone = float((ground.ink & own).sum()) / max(float(group.mask.sum()), 1.0)
    if density < 0.5 or middle < 0.82 or alone < 0.8 or _widest_gap(ground.ink, core) > 0.2 * unit:
        return
    yield _found("thumb", group, form, 0.4 + 0.6 * form.fit * min(1.0, density / 0.6), own)


def _widest_gap(ink: Mask, where: Mask) -> float:
    """Return the radius in pixels of the widest blank within ``where``: between loops of a pen it is wide."""
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    window = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    away = cv2.distanceTransform((~ink[window]).astype(np.uint8), cv2.DIST_L2, 3)
    return float(away[where[window]].max())


def _revenue_stamp(ground: Ground, group: Group, form: Outline, *, needs_words: bool) -> Iterator[Found]:
    """Yield a revenue stamp: a rectangle of red paper, or of tinted or finely lined paper with its words on it."""
    unit = ground.unit
    long, short = form.sides
    if form.form != "rectangle" or form.fit < 0.7 or not (2.5 * unit <= short and long <= 14 * unit):
        return
    own = _inside(ground, group, form, 0.4 * unit)
    if needs_words and not any(_METERAI.search(word.text) for word in _words_in(ground, own)):
        return
    yield _found("meterai", group, form, 0.5 + 0.5 * form.fit, own)


def _words_in(ground: Ground, own: Mask) -> Iterator[Word]:
    for word in ground.words:
        x0, y0, x1, y1 = ground.box(word.region)
        row, column = min(int((y0 + y1) / 2), own.shape[0] - 1), min(int((x0 + x1) / 2), own.shape[1] - 1)
        if own[row, column]:
            yield word


def _stamp(ground: Ground, group: Group, form: Outline) -> Iterator[Found]:
    """Yield a stamp: a closed outline with something in it, and no box of the form's own print."""
    unit = ground.unit
    long, short = form.sides
    least = LEAST_SIDES[form.form]
    if short < least[0] * unit or long < least[1] * unit or long > STAMP_SIDES[1] * unit or form.fit < _RING:
        return
    own = _inside(ground, group, form, 0.35 * unit)
    inner = _inside(ground, group, form, -0.4 * unit)
    if not inner.any() or not own.any():
        return
    filled = float(ground.ink[inner].mean())
    coloured = chroma(ground, own & ground.ink) >= COLOURED
    if form.form == "rectangle" and not coloured and form.angle < SLANT:
        return
    clear = form.fit >= 0.93 and (short >= 5.5 * unit or form.form != "ellipse")
    if not 0.02 <= filled <= 0.6 or _letters(ground, inner) < (LETTERS // 2 if clear else LETTERS):
        return
    if form.fit < (_RING if coloured else _FITS[form.form]):
        return
    yield _found("stamp", group, form, 0.35 + 0.5 * form.fit + (0.15 if coloured else 0.0), own)


def _letters(ground: Ground, inner: Mask) -> int:
    """Return how many pieces of ink of the size of letters stand inside; a loop of a pen holds hardly any."""
    rows, columns = np.flatnonzero(inner.any(axis=1)), np.flatnonzero(inner.any(axis=0))
    window = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    depth = ground.depth[window].astype(np.float32)
    size = 2 * round(0.35 * ground.unit) + 1
    crisp = depth - cv2.blur(depth, (size, size)) > 0.06 * ground.contrast  # letters of a small stamp run together
    marks = (crisp & inner[window] & ~ground.rules[window]).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(marks)
    least, most = 0.2 * ground.unit, 1.6 * ground.unit
    longer = np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT])
    area = stats[1:, cv2.CC_STAT_AREA]
    return int(((longer >= least) & (longer <= most) & (area >= least**2)).sum())


def chroma(ground: Ground, where: Mask) -> float:
    """Return how coloured the ink in ``where`` is against the paper (CIE Lab units); 0 on grey pictures."""
    if ground.picture.ndim == 2 or not where.any():
        return 0.0
    a, b = lab(ground.picture, where, ground.paper)
    return float(np.hypot(np.median(a), np.median(b)))


def other_ink(ground: Ground, one: Found) -> Mask:
    """Return the ink inside ``one`` of another colour than its own: a pen that crosses a stamp."""
    inside = one.own & ground.ink
    if ground.picture.ndim == 2 or not inside.any():
        return np.zeros_like(inside)
    a, b = lab(ground.picture, inside, ground.paper)
    usual = np.array([np.median(a), np.median(b)])
    size = float(np.hypot(*usual))
    if size < COLOURED:
        return np.zeros_like(inside)
    along = (a * usual[0] + b * usual[1]) / size
    aside = np.abs(a * usual[1] - b * usual[0]) / size
    other = np.zeros_like(inside)
    rows, columns = np.nonzero(inside)
    depth = ground.depth[rows, columns] >= 0.6 * ground.contrast
    different = depth & ((along < 0.35 * size) | (aside > 0.8 * size))
    other[rows[different], columns[different]] = True
    return other


def meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """Return the shared area of two boxes as a share of the smaller one."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return wide * high / max(min(areas), 1e-6)
