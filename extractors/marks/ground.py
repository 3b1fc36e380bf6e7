"""The ink of a page apart from its paper, and what of it is print.

Sizes are in pixels of a working picture on which the page's usual word is ``Ground.unit`` pixels high.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels, ReadPage, View
from extractors.model import ReadingSource, Region, Word

Mask = NDArray[np.bool_]

UNIT: Final = 18.0
"""Pixels of a usual word's height on the working picture; a finer page is made smaller, none is made larger."""
LEAST_UNIT: Final = 8.0
"""Pixels of a word's height below which strokes run together: nobody can say what is not there."""
SURE_WORD: Final = 0.6
"""Confidence (0..1) from which on a word was read, not guessed from other ink."""
LEAST_WORDS: Final = 8
"""With fewer sure words the size of the print is not known."""
FAINT: Final = 0.2
"""Share of the print's own contrast from which on ink counts: a stamp is often far paler than print."""


@dataclass(frozen=True)
class Ground:
    """A page's ink at working size.

    ``picture`` is BGR or grey; ``depth`` tells how much darker than the paper around it each pixel's darkest channel
    is (0..255); ``ink`` is all ink, ``print_`` what words that were read cover, ``rules`` long straight lines;
    ``contrast`` is the depth of the print. ``scale`` is working pixels a pixel of the picture read.
    """

    page: ReadPage
    picture: Pixels
    depth: NDArray[np.uint8]
    ink: Mask
    print_: Mask
    rules: Mask
    words: tuple[Word, ...]
    unit: float
    read_unit: float
    contrast: float
    scale: float

    @property
    def rest(self) -> Mask:
        """Ink that is neither a word that was read nor a rule."""
        return self.ink & ~self.print_ & ~self.rules

    @property
    def is_legible(self) -> bool:
        """Whether print is large and clear enough to say that a place is empty."""
        return self.read_unit >= LEAST_UNIT and self.contrast >= 40

    def region(self, box: tuple[float, float, float, float]) -> Region:
        """Return a box of working pixels (x0, y0, x1, y1) in shares of the upright page."""
        high, wide = self.picture.shape[:2]
        x0, y0, x1, y1 = box
        inside = Region.clipped(self.page.index, x0 / wide, y0 / high, x1 / wide, y1 / high)
        return self.page.view.on_page(inside, self.page.pixels) if self.page.view is not None else inside

    def box(self, region: Region) -> tuple[float, float, float, float]:
        """Return a region of the picture read in working pixels."""
        high, wide = self.picture.shape[:2]
        return region.x0 * wide, region.y0 * high, region.x1 * wide, region.y1 * high


def ground(page: ReadPage) -> Ground | None:
    """Return the ink of ``page``; None when too few words were read to know the size of its print."""
    view = page.view or View(page.pixels, page.words, np.eye(3))
    heights = [word.region.height * view.pixels.shape[0] for word in view.words if _is_sure(word)]
    if len(heights) < LEAST_WORDS:
        return None
    read_unit = float(median(heights))
    scale = min(1.0, UNIT / read_unit)
    picture = _resized(view.pixels, scale)
    unit = read_unit * scale
    depth = _depth(picture, unit)
    boxes = [_box(word.region, depth.shape) for word in view.words if _is_print(word, view, read_unit, page.source)]
    contrast = _contrast(depth, boxes)
    noise = 1.4826 * float(np.median(np.abs(depth.astype(np.int16) - int(np.median(depth)))))
    ink = depth >= max(FAINT * contrast, 14.0, 5.0 * noise)
    rules = _rules(ink, unit)
    return Ground(
        page, picture, depth, ink, _covered(boxes, depth.shape, unit), rules, view.words, unit, read_unit, contrast, scale
    )  # fmt: skip


def _resized(pixels: Pixels, scale: float) -> Pixels:
    if scale >= 1.0:
        return pixels
    return cast("Pixels", cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _is_sure(word: Word) -> bool:
    return word.confidence >= SURE_WORD and sum(map(str.isalnum, word.text)) >= 3


def _is_print(word: Word, view: View, unit: float, source: ReadingSource) -> bool:
    """Whether a word is print: read surely, and shaped as its letters; an engine reads words into scribbles too."""
    letters = len(word.text.strip())
    if source is ReadingSource.PDF_TEXT:
        return letters > 0
    high, wide = view.pixels.shape[:2]
    tall, across = word.region.height * high, word.region.width * wide
    pitch = across / max(letters, 1) / unit
    if letters >= 3 and word.confidence >= SURE_WORD:
        return 0.2 <= pitch <= 1.6 * max(1.0, tall / unit) and tall <= 3.5 * unit
    return word.confidence >= 0.4 and tall <= 1.45 * unit and 0.15 <= pitch <= 1.1


def _box(region: Region, shape: Sequence[int]) -> tuple[int, int, int, int]:
    high, wide = shape[0], shape[1]
    return (
        int(region.x0 * wide), int(region.y0 * high), round(region.x1 * wide) + 1, round(region.y1 * high) + 1,
    )  # fmt: skip


def _depth(picture: Pixels, unit: float) -> NDArray[np.uint8]:
    """Return how much darker each pixel is than the paper around it, by the channel that shows it best."""
    darkest = picture if picture.ndim == 2 else picture.min(axis=2)
    darkest = cv2.GaussianBlur(darkest, (3, 3), 0)
    paper = _paper(darkest, unit)
    return cast("NDArray[np.uint8]", cv2.subtract(paper, darkest))


def _paper(darkest: NDArray[np.uint8], unit: float) -> NDArray[np.uint8]:
    """Return the paper's brightness everywhere: the brightest near each place, the dark blobs of ink bridged."""
    small = cv2.resize(darkest, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(3, round(2.0 * unit / 4)) | 1
    bright = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    soft = cv2.medianBlur(bright, min(4 * reach + 1, 255))
    level = cv2.max(bright, soft)
    level = cv2.GaussianBlur(level, (0, 0), reach / 2)
    return cast("NDArray[np.uint8]", cv2.resize(level, darkest.shape[::-1], interpolation=cv2.INTER_LINEAR))


def _contrast(depth: NDArray[np.uint8], boxes: Iterable[tuple[int, int, int, int]]) -> float:
    """Return the depth of the print: the middle of the darkest tenth of each word."""
    depths = [
        float(np.percentile(depth[y0:y1, x0:x1], 92)) for x0, y0, x1, y1 in boxes if y1 - y0 > 3 and x1 - x0 > 3
    ]
    return median(depths) if depths else 0.0


def _covered(boxes: Iterable[tuple[int, int, int, int]], shape: Sequence[int], unit: float) -> Mask:
    mask = np.zeros(shape[:2], bool)
    pad = max(1, round(0.12 * unit))
    for x0, y0, x1, y1 in boxes:
        mask[max(0, y0 - pad) : y1 + pad, max(0, x0 - pad) : x1 + pad] = True
    return mask


def _rules(ink: Mask, unit: float) -> Mask:
    """Return long thin straight lines: those of tables, and those on which one signs."""
    marks = ink.astype(np.uint8)
    rules = np.zeros_like(marks)
    thick = max(2, round(0.28 * unit))
    for across in (True, False):
        length = round((5.0 if across else 4.0) * unit)
        size = (length, 1) if across else (1, length)
        bridge = (5, 3) if across else (3, 5)
        closed = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, bridge))
        straight = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        wide = (1, 2 * thick + 1) if across else (2 * thick + 1, 1)
        fat = cv2.morphologyEx(straight, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, wide))
        rules |= cv2.dilate(straight & ~fat, np.ones((3, 3), np.uint8))
    return rules.astype(bool)
