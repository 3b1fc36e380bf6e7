"""The ink of a page apart from its paper, and what of it is print.

Sizes are in pixels of a working picture on which the page's usual word is ``Ground.unit`` pixels high.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels, ReadPage, View
from extractors.model import ReadingSource, Region, Word

Mask = NDArray[np.bool_]
Channel = NDArray[np.float32]

UNIT: Final = 15.0
"""Pixels of a usual word's height on the working picture; a finer page is made smaller, none is made larger."""
LEAST_UNIT: Final = 8.0
"""Pixels of a word's height below which strokes run together: nobody can say what is not there."""
SURE_WORD: Final = 0.6
"""Confidence (0..1) from which on a word was read, not guessed from other ink."""
LEAST_WORDS: Final = 8
"""With fewer sure words the size of the print is not known."""
WHITE: Final = 235
"""Brightness (0..255) that the paper is given."""
DARKEST_PAPER: Final = 24
"""Paper darker than this was not photographed: it is no brighter made than with this."""
RULE: Final = 7.0
"""Length of a rule at least, in heights of print."""
MOST_SLANT: Final = 0.09
"""Slope up to which a line is a rule of the form: 5 degrees, as far as a straightened photo lets one slant."""
DIMMEST: Final = 0.5
"""Brightness, as a share of the usual, below which a place is in no shadow but off the paper."""
FAINT: Final = 0.2
"""Share of the print's own contrast from which on ink counts: a stamp is often far paler than print."""


COLOURED: Final = 9.0
"""Chroma (CIE Lab units) from which ink is not black or grey."""


@dataclass(frozen=True, eq=False)
class Ground:
    """A page's ink at working size.

    ``picture`` is BGR or grey; ``depth`` tells how much darker than the paper around it each pixel's darkest channel
    is (0..255); ``ink`` is all ink, ``print_`` what words that were read cover, ``rules`` long straight lines;
    ``contrast`` is the depth of the print. ``scale`` is working pixels a pixel of the picture read.
    """

    page: ReadPage
    picture: Pixels
    depth: Pixels
    ink: Mask
    print_: Mask
    rules: Mask
    words: tuple[Word, ...]
    unit: float
    read_unit: float
    contrast: float
    scale: float
    paper: tuple[float, float]
    """Colour of the paper: a and b of CIE Lab, 128 is neutral."""

    @cached_property
    def coloured(self) -> Mask:
        """Ink that is neither black nor grey; none on a grey picture."""
        mask = np.zeros_like(self.ink)
        if self.picture.ndim == 3 and self.ink.any():
            a, b = lab(self.picture, self.ink, self.paper)
            mask[self.ink] = np.hypot(a, b) >= COLOURED
        return mask

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
    heights = [height for height in heights if height > 0]  # a PDF's own words may have no extent
    if len(heights) < LEAST_WORDS:
        return None
    read_unit = float(median(heights))
    scale = min(1.0, UNIT / read_unit)
    unit = read_unit * scale
    small = _resized(view.pixels, scale)
    picture = _lit(small, unit)
    depth = _depth(picture)
    beside = _beside_paper(small, view.words, unit)
    depth[beside] = 0
    boxes = [_box(word.region, depth.shape) for word in view.words if _is_print(word, view, read_unit, page.source)]
    contrast = _contrast(depth, boxes)
    covered = _covered(boxes, depth.shape, unit)
    blank = depth[~beside & ~covered]
    noise = _noise(blank)
    ink = depth >= max(FAINT * contrast, 14.0, noise)
    return Ground(
        page=page,
        picture=picture,
        depth=depth,
        ink=ink,
        print_=covered,
        rules=_rules(ink & ~covered, unit),
        words=view.words,
        unit=unit,
        read_unit=read_unit,
        contrast=contrast,
        scale=scale,
        paper=_paper_colour(picture, covered & ~ink),
    )


def _resized(pixels: Pixels, scale: float) -> Pixels:
    if scale >= 1.0:
        return pixels
    return cast("Pixels", cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _is_sure(word: Word) -> bool:
    return word.confidence >= SURE_WORD and sum(map(str.isalnum, word.text)) >= 3


def _is_print(word: Word, view: View, unit: float, source: ReadingSource) -> bool:
    """Whether a word is print: shaped as its letters; an engine reads words into scribbles too, but high or wide ones.

    Words as low as print count however unsure: on a poor picture most are.
    """
    letters = len(word.text.strip())
    if source is ReadingSource.PDF_TEXT:
        return letters > 0
    high, wide = view.pixels.shape[:2]
    tall, across = word.region.height * high, word.region.width * wide
    pitch = across / max(letters, 1) / unit
    if letters >= 3 and word.confidence >= SURE_WORD:
        return bool(0.2 <= pitch <= 1.6 * max(1.0, tall / unit) and tall <= 3.5 * unit)
    return bool(tall <= 1.5 * unit and 0.12 <= pitch <= 1.3)


def _box(region: Region, shape: Sequence[int]) -> tuple[int, int, int, int]:
    high, wide = shape[0], shape[1]
    return (
        int(region.x0 * wide), int(region.y0 * high), round(region.x1 * wide) + 1, round(region.y1 * high) + 1,
    )  # fmt: skip


def _lit(picture: Pixels, unit: float) -> Pixels:
    """Return the picture as if its paper were evenly white: shadows, lamps and tinted paper are taken out."""
    if picture.ndim == 2:
        return _levelled(picture, unit)
    return cast("Pixels", cv2.merge([_levelled(cast("Pixels", channel), unit) for channel in cv2.split(picture)]))


def _levelled(channel: Pixels, unit: float) -> Pixels:
    paper = np.maximum(_paper(channel, unit), DARKEST_PAPER).astype(np.float32)
    return cast("Pixels", np.clip(channel.astype(np.float32) * (WHITE / paper), 0, 255).astype(np.uint8))


def _paper(channel: Pixels, unit: float) -> Pixels:
    """Return the paper's brightness everywhere: the brightest near each place, dark blobs of ink bridged."""
    small = cv2.resize(channel, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(3, round(0.5 * unit)) | 1
    bright = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    soft = cv2.medianBlur(bright, min(max(3, round(3.5 * unit)) | 1, 255))
    level = cv2.GaussianBlur(cv2.max(bright, soft), (0, 0), reach / 2)
    return cast("Pixels", cv2.resize(level, channel.shape[::-1], interpolation=cv2.INTER_LINEAR))


def _beside_paper(picture: Pixels, words: Sequence[Word], unit: float) -> Mask:
    """Return where no paper is: far from all print, or much darker than the paper that the print stands on."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    high, wide = grey.shape
    print_ = Region.around(word.region for word in words)
    away = np.ones((high, wide), bool)
    top, left = max(0, int(print_.y0 * high - 4 * unit)), max(0, int(print_.x0 * wide - 5 * unit))
    window = (slice(top, int(print_.y1 * high + 9 * unit)), slice(left, int(print_.x1 * wide + 5 * unit)))
    paper = _paper(cast("Pixels", grey), unit)[window]
    away[window] = paper < DIMMEST * float(np.median(paper))
    return away


def _depth(picture: Pixels) -> Pixels:
    """Return how much darker each pixel of the evenly white picture is than its paper, by its darkest channel."""
    darkest = picture if picture.ndim == 2 else picture.min(axis=2)
    return cast(
        "Pixels", np.clip(WHITE - cv2.GaussianBlur(darkest, (3, 3), 0).astype(np.int16), 0, 255).astype(np.uint8)
    )


def _noise(blank: NDArray[np.uint8]) -> float:
    """Return the depth that the grain of the paper and of the camera stays below, from places without print."""
    if not blank.size:
        return 0.0
    usual = float(np.median(blank))
    return usual + 6.0 * 1.4826 * float(np.median(np.abs(blank.astype(np.float32) - usual)))


def lab(picture: Pixels, where: Mask, paper: tuple[float, float]) -> tuple[Channel, Channel]:
    """Return a and b (CIE Lab) of the pixels of a colour picture in ``where``, those of the paper taken off."""
    pixels = np.ascontiguousarray(picture[where][:, None, :])
    values = cv2.cvtColor(pixels, cv2.COLOR_BGR2LAB).astype(np.float32)[:, 0, :]
    return values[:, 1] - paper[0], values[:, 2] - paper[1]


def _paper_colour(picture: Pixels, between: Mask) -> tuple[float, float]:
    """Return a and b (CIE Lab) of the paper ``between`` the letters."""
    if picture.ndim == 2 or not between.any():
        return 128.0, 128.0
    a, b = lab(picture, between, (0.0, 0.0))
    return float(np.median(a)), float(np.median(b))


def _contrast(depth: Pixels, boxes: Iterable[tuple[int, int, int, int]]) -> float:
    """Return the depth of the print: the middle of the darkest tenth of each word."""
    depths = [float(np.percentile(depth[y0:y1, x0:x1], 92)) for x0, y0, x1, y1 in boxes if y1 - y0 > 3 and x1 - x0 > 3]
    return median(depths) if depths else 0.0


def _covered(boxes: Iterable[tuple[int, int, int, int]], shape: Sequence[int], unit: float) -> Mask:
    mask = np.zeros(shape[:2], bool)
    pad = max(1, round(0.12 * unit))
    for x0, y0, x1, y1 in boxes:
        mask[max(0, y0 - pad) : y1 + pad, max(0, x0 - pad) : x1 + pad] = True
    return mask


def _rules(ink: Mask, unit: float) -> Mask:
    """Return long thin straight lines: those of tables, and those on which one signs; a photo lets them slant."""
    marks = ink.astype(np.uint8)
    found = cv2.HoughLinesP(
        marks, 1, np.pi / 360, round(4.0 * unit), minLineLength=round(RULE * unit), maxLineGap=max(2, round(0.3 * unit))
    )
    rules = np.zeros_like(marks)
    for x0, y0, x1, y1 in found.reshape(-1, 4).astype(int) if found is not None else ():
        slant = min(abs(x1 - x0), abs(y1 - y0)) / max(abs(x1 - x0), abs(y1 - y0), 1)
        if slant <= MOST_SLANT and _is_thin(ink, (x0, y0, x1, y1), 0.4 * unit):
            cv2.line(rules, (x0, y0), (x1, y1), 1, max(3, round(0.28 * unit)))
    return rules.astype(bool)


def _is_thin(ink: Mask, line: tuple[int, int, int, int], away: float) -> bool:
    """Whether little ink lies ``away`` pixels beside a line, on either side."""
    x0, y0, x1, y1 = line
    length = max(float(np.hypot(x1 - x0, y1 - y0)), 1.0)
    across, down = -(y1 - y0) / length * away, (x1 - x0) / length * away
    steps = np.linspace(0.0, 1.0, 40)
    for side in (1, -1):
        columns = np.clip(np.round(x0 + steps * (x1 - x0) + side * across), 0, ink.shape[1] - 1).astype(int)
        rows = np.clip(np.round(y0 + steps * (y1 - y0) + side * down), 0, ink.shape[0] - 1).astype(int)
        if ink[rows, columns].mean() > 0.35:
            return False
    return True
