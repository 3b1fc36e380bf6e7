"""Specks of a copier's toner taken off a sheet before it is read: to a reader they are dots, strokes and whole letters.

Only a sheet that is strewn with them is touched, and a mark that stands where a full stop, a colon or the dot of an i
would stand is left: sentences and values end there.
"""

from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.measures import colour, reduced
from extractors.quality import GREY
from extractors.straighten import grey, strips

SIZE: Final = 0.28
"""Largest side of a speck, in heights of a line of print; a full stop is about as large."""
LEAST_SIZE: Final = 3
"""Pixels of the same: a mark of fewer is the picture's own noise, joined by its compression."""
DARK: Final = 90
"""Grey levels by which a speck is darker than the paper around it: toner is black."""
FAINT: Final = 30
"""The same from which on a point is ink: a thin stroke is a part of its letter where it is hardly seen."""
LONE: Final = 2.0
"""Room without other ink around a speck that surely is one, in heights of a line."""
MANY: Final = 2.0
"""Lone specks for each line of print from which on a sheet is strewn with them."""
LEAST_LINES: Final = 4
"""With fewer lines the size of the print is not known."""
LETTER: Final = 0.35
"""Least height of a letter, in heights of a line."""
AFTER: Final = 0.3
"""Most room between a letter and the stop after it, in heights of a line; as much between an i and its dot."""
ON_LINE: Final = 0.12
"""Most difference between the feet of a letter and of the stop after it, in heights of a line."""
COLON: Final = (0.2, 0.65)
"""How far the upper dot of a colon stands above the lower one, in heights of a line."""

Boxes = NDArray[np.float64]
"""``(N, 4)``: left, top, right and foot of marks, in heights of a line."""


@dataclass(frozen=True)
class _Marks:
    """All marks of dark ink on a picture: the number of the mark on each pixel (0 for none) and the box of each."""

    ink: NDArray[np.uint8]
    labels: NDArray[np.int32]
    boxes: Boxes
    small: NDArray[np.bool_]


def without_specks(pixels: Pixels) -> Pixels:
    """Return a copied sheet without the specks that it is strewn with; the very same ``pixels`` of any other.

    ``pixels`` is BGR or grey. Specks that touch a letter stay. Copies are grey: the wood around a photographed paper
    has grain that looks strewn, too.
    """
    if colour(reduced(pixels)) >= GREY:
        return pixels
    lines = [strip.height * max(pixels.shape[:2]) for strip in strips(pixels)]
    if len(lines) < LEAST_LINES:
        return pixels
    usual = float(np.median(lines))
    marks = _marks(grey(pixels), usual)
    if _count_lone(marks, usual) < MANY * len(lines):
        return pixels
    specks = marks.small & ~_punctuation(marks)
    mask = cv2.dilate(specks[marks.labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    reach = max(LEAST_SIZE, round(SIZE * usual)) * 3 | 1
    ground = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return cast("Pixels", np.where(mask if pixels.ndim == 2 else mask[..., None], ground, pixels))


def _marks(picture: Pixels, usual: float) -> _Marks:
    reach = round(1.6 * usual) | 1
    dark = cv2.morphologyEx(picture, cv2.MORPH_BLACKHAT, np.ones((reach, reach), np.uint8))
    ink = (dark > FAINT).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, wide, high = stats[:, :4].T.astype(np.float64) / usual
    most = max(LEAST_SIZE, round(SIZE * usual)) / usual
    black = np.zeros(len(stats), bool)
    black[np.unique(labels[dark > DARK])] = True
    small = (wide <= most) & (high <= most) & black
    small[0] = False
    boxes = np.stack([left, top, left + wide, top + high], axis=1)
    return _Marks(ink, labels.astype(np.int32), boxes, small)


def _count_lone(marks: _Marks, usual: float) -> int:
    """Return how many small marks have nothing but small marks around them: no letter that they could belong to."""
    large = marks.ink & ~marks.small[marks.labels]
    reach = round(LONE * usual) | 1
    near = cv2.dilate(large, np.ones((reach, reach), np.uint8)) > 0
    beside = np.zeros(len(marks.small), bool)
    beside[np.unique(marks.labels[near])] = True
    return int(np.count_nonzero(marks.small & ~beside))


def _punctuation(marks: _Marks) -> NDArray[np.bool_]:
    """Return which marks stand where a full stop, a colon or the dot of an i does."""
    tall = ~marks.small & (marks.boxes[:, 3] - marks.boxes[:, 1] >= LETTER)
    tall[0] = False
    letters, own = marks.boxes[tall], np.flatnonzero(marks.small)
    kept = np.zeros(len(marks.small), bool)
    stops = np.array([_ends_letter(marks.boxes[index], letters) for index in own], bool)
    lower = marks.boxes[own[stops]] if len(own) else marks.boxes[:0]
    for index, is_stop in zip(own, stops, strict=True):
        box = marks.boxes[index]
        kept[index] = is_stop or _stands_over(box, letters) or _stands_over_stop(box, lower)
    return kept


def _ends_letter(box: Boxes, letters: Boxes) -> bool:
    """Whether a mark stands right after a letter, on its line."""
    room = box[0] - letters[:, 2]
    return bool(((room >= 0) & (room <= AFTER) & (np.abs(box[3] - letters[:, 3]) <= ON_LINE)).any())


def _stands_over(box: Boxes, letters: Boxes) -> bool:
    """Whether a mark stands close above a narrow letter: an i."""
    narrow = letters[:, 2] - letters[:, 0] <= LETTER
    above = letters[:, 1] - box[3]
    over = (box[0] < letters[:, 2]) & (box[2] > letters[:, 0])
    return bool((narrow & over & (above >= 0) & (above <= AFTER)).any())


def _stands_over_stop(box: Boxes, stops: Boxes) -> bool:
    """Whether a mark is the upper one of a colon, whose lower one stands like a stop."""
    above = stops[:, 3] - box[3]
    return bool(((np.abs(stops[:, 0] - box[0]) <= ON_LINE) & (above >= COLON[0]) & (above <= COLON[1])).any())
