"""Where machine readable lines stand on a page: strips of evenly spaced print, straightened for reading.

A line of the zone is 30 to 44 characters of one size without a space (ICAO Doc 9303 part 3 section 4), so it is the
longest unbroken row of fine dark strokes on the page. Rows are found with a black-hat and a horizontal closing, which
tolerates shading, guilloche and a few degrees of slant; each is then straightened, also where the page is curved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.model import Region

WORK_WIDTH: Final = 1200
"""Pixels to which a wider page is reduced for finding rows: 10 px a character where the zone fills 0.37 of it."""
INK_HEIGHT: Final = 32
"""Pixels of character height in a strip: with the margin it is what the recogniser scales a line to anyway."""
LEAST_WIDTH: Final = 0.2
"""A row narrower than this share of the page's width is no line of the zone, or is too small to be read."""
ASPECT: Final = (16.0, 75.0)
"""Width / height of a line's ink: 30 to 44 characters in pitch 0.254 cm, height 0.24 to 0.3 cm, seen aslant or not."""
MOST_ROWS: Final = 16
"""Rows that are looked at on one page, widest first."""
DIM: Final = 30.0
"""Grey level below which the ground is taken for no darker: there noise would count as print."""
LEAST_INK: Final = 0.02
"""Darkness (0..1 of the ground) below which nothing is print."""
STEEPEST: Final = 12.0
"""Degrees of slant beyond which a row is none: the page is upright, a hand holds it this badly at most."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Strip:
    """One straightened row of print.

    ``pixels`` is grey, the characters ``INK_HEIGHT`` px high; ``box`` is their ink ``(x0, y0, x1, y1)`` in it, in px.
    ``inverse`` (2x3) maps strip px to page px once ``bend`` (a polynomial of x, in px) is added to y;
    ``page_size`` is the page's (width, height) in px.
    """

    pixels: Pixels
    box: tuple[int, int, int, int]
    inverse: Floats
    bend: Floats
    page_size: tuple[int, int]

    def region(self, x0: float, x1: float, page: int) -> Region:
        """Return where the print between columns ``x0`` and ``x1`` (strip px) stands, in shares of the page."""
        columns = np.linspace(x0, x1, 9)
        shift = np.polyval(self.bend, columns)
        points = [np.stack([columns, y + shift, np.ones(9)]) for y in (self.box[1], self.box[3])]
        corners = self.inverse @ np.concatenate(points, axis=1)
        (left, top), (right, bottom) = corners.min(axis=1), corners.max(axis=1)
        width, height = self.page_size
        return Region.clipped(page, left / width, top / height, right / width, bottom / height)

    @property
    def aspect(self) -> float:
        """Width / height of the line's ink."""
        return (self.box[2] - self.box[0]) / max(self.box[3] - self.box[1], 1)

    @property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The left and right end of the line's middle, in px of the page."""
        columns = np.array([self.box[0], self.box[2]], np.float32)
        middle = (self.box[1] + self.box[3]) / 2 + np.polyval(self.bend, columns)
        (x0, x1), (y0, y1) = self.inverse @ np.stack([columns, middle, np.ones(2)])
        return (float(x0), float(y0)), (float(x1), float(y1))

    @property
    def height(self) -> float:
        """Height of the line's characters, in px of the page."""
        return float((self.box[3] - self.box[1]) * np.hypot(self.inverse[0, 1], self.inverse[1, 1]))

    @property
    def outline(self) -> Region:
        """Where the whole line stands, in shares of the page, page 0."""
        return self.region(self.box[0], self.box[2], 0)


def find_groups(pixels: Pixels) -> list[list[Strip]]:
    """Return the rows of a page that may be machine readable, those that stand together as one zone in one group.

    ``pixels`` is an upright page, BGR or grey. Groups of more rows come first, then those lower on the page; the rows
    of a group run from top to bottom.
    """
    grey = cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels)
    strips: list[Strip] = []
    for row in _rows(grey):
        strip = _straightened(grey, row)
        if strip is not None and not any(strip.outline.iou(other.outline) > 0.5 for other in strips):
            strips.append(strip)
    strips.sort(key=lambda strip: strip.outline.y0)
    groups: list[list[Strip]] = []
    for strip in strips:
        mates = [group for group in groups if len(group) < 3 and _stand_together(group[-1], strip)]
        if mates:
            mates[-1].append(strip)
        else:
            groups.append([strip])
    return sorted(groups, key=lambda group: (-len(group), -group[-1].outline.y1))


def next_to(pixels: Pixels, strip: Strip, step: tuple[float, float]) -> Strip | None:
    """Return the row of print about ``step`` (x and y in px of the page) from ``strip``, or None when there is no ink.

    Lines of a zone are as long as each other and stand one under the other (ICAO Doc 9303 part 3 section 4), so the row
    has the columns, slant, size and bend of ``strip``, whatever print or picture touches its ends.
    """
    grey = cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels)
    size = (strip.pixels.shape[1], strip.pixels.shape[0])
    inverse = strip.inverse + np.array([[0, 0, step[0]], [0, 0, step[1]]])
    found: Strip | None = None
    for _ in range(2):  # the second time with the ink in the middle
        cut = cv2.warpAffine(
            grey, inverse, size, flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
        )
        level = _unbent(cast("Pixels", cut), strip.bend)
        rows = _ink_rows(_darkness(level)[:, strip.box[0] : strip.box[2]])
        if rows is None or not 0.5 * INK_HEIGHT <= rows[1] - rows[0] <= 1.6 * INK_HEIGHT:
            return None
        found = Strip(level, (strip.box[0], rows[0], strip.box[2], rows[1]), inverse, strip.bend, strip.page_size)
        off = (rows[0] + rows[1] - size[1]) / 2
        inverse = inverse + np.array([[0, 0, inverse[0, 1] * off], [0, 0, inverse[1, 1] * off]])
    return found


def step_between(upper: Strip, lower: Strip, lines: int) -> tuple[float, float]:
    """Return the step (px of the page) from a line of a zone to the next; ``lower`` is ``lines`` below ``upper``."""
    (left, right), (low_left, low_right) = upper.ends, lower.ends
    across = (low_left[0] + low_right[0] - left[0] - right[0]) / 2
    down = (low_left[1] + low_right[1] - left[1] - right[1]) / 2
    return across / lines, down / lines


def usual_step(strip: Strip) -> tuple[float, float]:
    """Return the step (px of the page) to the next line below, by the height of the characters alone."""
    down = 2.2 * INK_HEIGHT
    return float(strip.inverse[0, 1] * down), float(strip.inverse[1, 1] * down)


def _stand_together(upper: Strip, lower: Strip) -> bool:
    """Tell whether two rows are as long as each other and stand one above the other at the zone's line spacing."""
    (wide, high), one, other = upper.page_size, upper.outline, lower.outline
    line = min(upper.height, lower.height)
    step = ((other.y0 + other.y1) - (one.y0 + one.y1)) / 2 * high
    apart = max(abs(one.x0 - other.x0), abs(one.x1 - other.x1)) * wide
    return 1.0 * line <= step <= 3.5 * line and apart <= 3.0 * line


def _rows(grey: Pixels) -> list[tuple[float, float, float, float, float]]:
    """Return rotated boxes of rows, widest first: centre x and y, width, height (page px), slant (degrees)."""
    scale = min(1.0, WORK_WIDTH / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    strokes = _strokes(cast("Pixels", cv2.GaussianBlur(small, (3, 3), 0)), 15)
    edges = np.abs(cv2.Sobel(strokes, cv2.CV_32F, 1, 0, ksize=3))
    full = float(np.percentile(edges, 99.5)) or 1.0
    edges = cv2.GaussianBlur(np.minimum(edges * (255.0 / full), 255.0).astype(np.uint8), (5, 3), 0)
    found: list[tuple[float, float, float, float, float]] = []
    for reach in (17, 31):  # of the closing: as wide as the gaps between small and between large characters
        closed = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, _kernel(reach, 3))
        _, mask = cv2.threshold(closed, 0, 255, cv2.THRESH_OTSU)
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _kernel(reach, 5))
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for outline in outlines:
            row = _row(outline, small.shape[1])
            if row is not None and not any(_same(row, other) for other in found):
                found.append(row)
    found.sort(key=lambda row: -row[2])
    return [(x / scale, y / scale, w / scale, h / scale, slant) for x, y, w, h, slant in found[:MOST_ROWS]]


def _kernel(width: int, height: int) -> Pixels:
    return cast("Pixels", cv2.getStructuringElement(cv2.MORPH_RECT, (width, height)))


def _row(outline: Any, page_width: int) -> tuple[float, float, float, float, float] | None:
    """Return the outline's rotated box when it is long, thin and nearly level, else None."""
    (x, y), (w, h), slant = cv2.minAreaRect(outline)
    if w < h:
        w, h, slant = h, w, slant - 90.0
    slant = (slant + 90.0) % 180.0 - 90.0
    if w < LEAST_WIDTH * page_width or h < 5 or w / h < ASPECT[0] * 0.55 or abs(slant) > STEEPEST:
        return None
    return x, y, w, h, slant


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return abs(one[1] - other[1]) < 0.5 * min(one[3], other[3]) and abs(one[0] - other[0]) < 0.05 * one[2]


def _straightened(grey: Pixels, row: tuple[float, float, float, float, float]) -> Strip | None:
    """Return the row cut out, turned level, unbent and scaled, or None when its ink is not a line's."""
    x, y, wide, high, slant = row
    scale = INK_HEIGHT / max(high * 0.8, 1.0)
    strip: Strip | None = None
    for _ in range(6):  # with the ink's true height the second time, and wider where the print went on
        size = (int(min(wide + 6 * high, 1.3 * grey.shape[1]) * scale), int(INK_HEIGHT * 2.7))
        strip = _strip(grey, (x, y), slant, scale, size)
        if strip is None:
            return None
        left, top, right, bottom = strip.box
        tall = bottom - top
        on_edge = left < tall // 3 or right > strip.pixels.shape[1] - tall // 3
        if abs(tall - INK_HEIGHT) <= 1 and not (on_edge and wide < 1.2 * grey.shape[1]):
            break
        x, y = ((one + other) / 2 for one, other in zip(*strip.ends, strict=True))
        wide = max(wide, (right - left) / scale) * 1.6 if on_edge else (right - left) / scale
        high, scale = tall / scale, scale * INK_HEIGHT / tall
    return strip if strip is not None and ASPECT[0] <= strip.aspect <= ASPECT[1] else None


def _strip(
    grey: Pixels, centre: tuple[float, float], slant: float, scale: float, size: tuple[int, int]
) -> Strip | None:
    cut, inverse = _cut(grey, centre, slant, scale, size)
    bend = _bend(cut)
    level = _unbent(cut, bend)
    box = _ink_box(level)
    return Strip(level, box, inverse, bend, (grey.shape[1], grey.shape[0])) if box else None


def _cut(
    grey: Pixels, centre: tuple[float, float], slant: float, scale: float, size: tuple[int, int]
) -> tuple[Pixels, Floats]:
    """Return the picture around ``centre``, turned level by ``slant`` degrees, and the way back to page px."""
    turn = cv2.getRotationMatrix2D(centre, slant, scale)
    turn[:, 2] += np.array(size) / 2 - np.array(centre)
    flags = cv2.INTER_AREA if scale < 0.6 else cv2.INTER_CUBIC
    if scale < 0.6:  # warpAffine does not average: soften first, or thin strokes fall through
        grey = cast("Pixels", cv2.GaussianBlur(grey, (0, 0), 0.35 / scale))
        flags = cv2.INTER_LINEAR
    cut = cv2.warpAffine(grey, turn, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return cast("Pixels", cut), cast("Floats", cv2.invertAffineTransform(turn))


def _strokes(grey: Pixels, reach: int) -> Floats:
    """Return how dark each pixel is, 0..1 of the ground within ``reach`` px around it: as dark in shade as in light."""
    ground = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, _kernel(reach, reach)).astype(np.float32)
    return cast("Floats", (ground - grey) / np.maximum(ground, DIM))


def _darkness(strip: Pixels) -> Floats:
    """Return how much darker than its surroundings each pixel is, 0..1 of the strip's darkest strokes."""
    dark = _strokes(strip, INK_HEIGHT)
    dark -= float(np.median(dark))
    return cast("Floats", np.clip(dark / max(float(np.percentile(dark, 97)), LEAST_INK), 0.0, 1.0))


def _bend(strip: Pixels) -> Floats:
    """Return the polynomial of x that the middle of the print follows, minus its height at the strip's centre (px)."""
    dark = _darkness(strip)
    high, wide = dark.shape
    band = dark[high // 6 : high - high // 6]
    rows = np.arange(high // 6, high - high // 6, dtype=np.float32)
    window = max(INK_HEIGHT * 2, wide // 24)
    places: list[tuple[float, float]] = []
    middle = high / 2
    for left in sorted(range(0, wide - window + 1, window), key=lambda start: abs(start + window / 2 - wide / 2)):
        near = [centre for at, centre in places if abs(at - left - window / 2) <= window * 1.5]
        around = near[0] if near else middle
        weight = band[:, left : left + window].sum(axis=1) * (np.abs(rows - around) < INK_HEIGHT * 0.75)
        if weight.sum() > 0.08 * window * INK_HEIGHT:
            places.append((left + window / 2, float((weight * rows).sum() / weight.sum())))
    if len(places) < 6:
        return np.zeros(1, np.float32)
    xs, ys = (np.array(values) for values in zip(*places, strict=True))
    curve = np.polyfit(xs, ys, 2)
    close = np.abs(np.polyval(curve, xs) - ys) <= max(2.0, 1.5 * float(np.std(np.polyval(curve, xs) - ys)))
    if close.sum() >= 6:
        curve = np.polyfit(xs[close], ys[close], 2)
    curve[2] -= np.polyval(curve, wide / 2)
    return cast("Floats", curve.astype(np.float32))


def _unbent(strip: Pixels, bend: Floats) -> Pixels:
    high, wide = strip.shape
    xs, ys = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(high, dtype=np.float32))
    shifted = ys + np.polyval(bend, xs).astype(np.float32)
    return cast("Pixels", cv2.remap(strip, xs, shifted, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))


def _ink_box(strip: Pixels) -> tuple[int, int, int, int] | None:
    """Return the print's box in px: the rows around the middle and the unbroken run of columns through the centre."""
    dark = _darkness(strip)
    rows = _ink_rows(dark)
    if rows is None:
        return None
    top, bottom = rows
    # A stroke is darker and thicker than the fine lines printed under it: a tenth of the height at least.
    columns = (dark[top:bottom] > 0.5).sum(axis=0) >= max(2.0, 0.1 * (bottom - top))
    start = _nearest(columns, dark.shape[1] // 2)
    if start is None or bottom - top < 5:
        return None
    left, right = _run(columns, start, gap=int(1.3 * (bottom - top)))
    return left, top, right, bottom


def _ink_rows(dark: Floats) -> tuple[int, int] | None:
    """Return the first and last row (px, the last excluded) of the print around the middle, None without any."""
    high = dark.shape[0]
    across = dark.mean(axis=1)
    around = across[high // 4 : high - high // 4]
    if not around.size or around.max() <= 0.02:
        return None
    peak = high // 4 + int(np.argmax(around))
    return _run(across > 0.22 * float(np.percentile(around, 90)), peak, gap=2)


def _nearest(mask: NDArray[np.bool_], place: int) -> int | None:
    marked = np.flatnonzero(mask)
    return int(marked[np.argmin(np.abs(marked - place))]) if marked.size else None


def _run(mask: NDArray[np.bool_], place: int, *, gap: int) -> tuple[int, int]:
    """Return the ends of the marked run through ``place``, bridging up to ``gap`` unmarked entries."""
    marked = np.flatnonzero(mask)
    breaks = np.flatnonzero(np.diff(marked) > gap + 1)
    starts = np.concatenate([[0], breaks + 1])
    ends = np.concatenate([breaks, [marked.size - 1]])
    index = int(np.searchsorted(marked, place))
    which = int(np.searchsorted(ends, min(index, marked.size - 1)))
    return int(marked[starts[which]]), int(marked[ends[which]]) + 1
