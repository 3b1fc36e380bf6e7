"""Lines of print on a picture, found without reading: where they are, which way they run, how far they slant.

A picture that slants by more than a fraction of a degree is straightened before it is read; ``View`` carries the way
back, so that every region is told in shares of the page.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Pixels, View
from extractors.model import Region

WORKING_SIDE: Final = 1200
"""Pixels of the longer side on which lines are looked for."""
LEAST_SLANT: Final = 0.35
"""Degrees: below it a page is left as it is; Tesseract takes this much."""
LEAST_STRIPS: Final = 6
"""With fewer lines seen, nobody knows where the print ends."""
SMALL_PART: Final = 0.55
"""Share of the picture below which its printed part is read alone."""
FAR: Final = 0.25
"""Share below which print is so far away that the smallest of it may not be seen as lines."""
NEARER: Final = 0.8
"""Room around that part, in its own sides, in which it is looked for again from near."""
WHOLE: Final = Region(page=0, x0=0.0, y0=0.0, x1=1.0, y1=1.0)
FAN_LINE: Final = 0.12
"""Length of a line, in shares of the longer side, from which on its angle is sure enough to show a fan."""
FAN_LINES: Final = 10
"""With fewer such lines nobody knows whether they fan out."""
FAN_REACH: Final = 0.15
"""Two lines this far apart (shares of the longer side) tell something about each other's angles."""
LEAST_FAN: Final = 2.5
"""Degrees by longer side: below it a reader takes every line as it is."""
NEAREST: Final = 1.6
"""Distance of the meeting point in longer sides: nearer ones would tear the picture apart."""
MOST_SLANT: Final = 20.0
"""Degrees: above it the estimate is no slant of lines."""


@dataclass(frozen=True)
class Strip:
    """One blob that looks like a line of print: centre, length and height in shares of the picture's longer side.

    ``angle`` is in degrees, positive when the line falls to the right.
    """

    x: float
    y: float
    length: float
    height: float
    angle: float


def grey(pixels: Pixels) -> Pixels:
    """Return one channel ``(H, W)``: grey as it is, BGR by luminance."""
    return pixels if pixels.ndim == 2 else cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY))


def strips(pixels: Pixels) -> tuple[Strip, ...]:
    """Return the blobs of ``pixels`` that look like horizontal lines of dark print, longest first."""
    picture = grey(pixels)
    scale = WORKING_SIDE / max(picture.shape)
    small = cv2.resize(
        picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, cv2.getStructuringElement(cv2.MORPH_RECT, (21, 21)))
    floor = max(float(np.percentile(dark, 80)), 18.0)
    ink = cv2.threshold(dark, max(floor, cv2.threshold(dark, 0, 255, cv2.THRESH_OTSU)[0]), 255, cv2.THRESH_BINARY)[1]
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (17, 1)))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = [strip for contour in contours if (strip := _strip(contour)) is not None]
    return tuple(sorted(found, key=lambda strip: -strip.length))


def _strip(contour: np.ndarray) -> Strip | None:
    """Return the blob as a strip when it is long, low and filled like print, else None."""
    (x, y), (wide, high), angle = cv2.minAreaRect(contour)
    if wide < high:
        wide, high, angle = high, wide, angle - 90
    angle = (angle + 90) % 180 - 90
    if not (6 <= high <= 70 and wide >= 3.5 * high and abs(angle) <= MOST_SLANT):
        return None
    if cv2.contourArea(contour) < 0.4 * wide * high:
        return None
    return Strip(x / WORKING_SIDE, y / WORKING_SIDE, wide / WORKING_SIDE, high / WORKING_SIDE, angle)


def printed_part(pixels: Pixels) -> Region:
    """Return where the lines of print stand, with a margin; the whole picture unless that is a small part of it.

    A card photographed from afar, or copied onto an A4 sheet, is then read as large as if it filled the picture.
    Seen from so far, its small labels are no lines yet, so it is looked at once more from near before it is cut out.
    """
    rough = _around_lines(pixels)
    share = rough.width * rough.height
    if share >= FAR:
        return rough if share < SMALL_PART else WHOLE
    beside, above = NEARER * rough.width, NEARER * rough.height
    near = Region.clipped(0, rough.x0 - beside, rough.y0 - above, rough.x1 + beside, rough.y1 + above)
    return Region.around((rough, inside(near, _around_lines(cut(pixels, near)))))


def _around_lines(pixels: Pixels) -> Region:
    """Return the box around the lines of print seen on ``pixels``, with a margin; all of it where few are seen."""
    high, wide = pixels.shape[:2]
    side = max(high, wide)
    found = strips(pixels)
    if len(found) < LEAST_STRIPS:
        return WHOLE
    reach = [strip.length / 2 for strip in found]
    x0 = min(strip.x - half for strip, half in zip(found, reach, strict=True))
    x1 = max(strip.x + half for strip, half in zip(found, reach, strict=True))
    y0, y1 = min(strip.y for strip in found), max(strip.y for strip in found)
    # Short words beside and below the lines seen are no strips, and small print is the last to be one.
    line = 2 * float(np.median([strip.height for strip in found]))
    beside, above = 0.2 * (x1 - x0) + line, 0.15 * (y1 - y0) + line
    x0, x1, y0, y1 = x0 - beside, x1 + beside, y0 - above, y1 + above
    return Region.clipped(0, x0 * side / wide, y0 * side / high, x1 * side / wide, y1 * side / high)


def cut(pixels: Pixels, region: Region) -> Pixels:
    """Return the part of ``pixels`` in ``region``, at least one pixel wide and high."""
    high, wide = pixels.shape[:2]
    x0, y0 = min(int(region.x0 * wide), wide - 1), min(int(region.y0 * high), high - 1)
    x1, y1 = max(round(region.x1 * wide), x0 + 1), max(round(region.y1 * high), y0 + 1)
    return pixels[y0:y1, x0:x1]


def inside(frame: Region, inner: Region) -> Region:
    """Return ``inner``, told in shares of ``frame``, in shares of what ``frame`` is told in."""
    return Region.clipped(
        frame.page,
        frame.x0 + inner.x0 * frame.width,
        frame.y0 + inner.y0 * frame.height,
        frame.x0 + inner.x1 * frame.width,
        frame.y0 + inner.y1 * frame.height,
    )


def slant(found: Sequence[Strip]) -> float:
    """Return the angle of the lines in degrees (their median, weighed by length), 0 when there are too few."""
    if len(found) < 4:
        return 0.0
    angles = np.array([strip.angle for strip in found])
    order = np.argsort(angles)
    weights = np.cumsum(np.array([strip.length for strip in found])[order])
    return float(angles[order][np.searchsorted(weights, weights[-1] / 2)])


def fan(found: Sequence[Strip]) -> float:
    """Return by how many degrees the lines' slant changes from one longer side further down, 0 when it does not.

    Lines of a page that a camera saw from aside run toward one point far beside the picture: the further down a line
    stands, the more it rises or falls. The slope is the median over all pairs of lines (Sen, Estimates of the
    regression coefficient based on Kendall's tau, JASA 63, 1968), which a third of odd lines does not move.
    """
    long = [strip for strip in found if strip.length >= FAN_LINE]
    if len(long) < FAN_LINES:
        return 0.0
    y, angle = np.array([strip.y for strip in long]), np.array([strip.angle for strip in long])
    one, other = np.triu_indices(len(long), 1)
    apart = np.abs(y[one] - y[other]) >= FAN_REACH
    if apart.sum() < FAN_LINES:
        return 0.0
    slopes = (angle[other] - angle[one])[apart] / (y[other] - y[one])[apart]
    low, middle, high = np.percentile(slopes, (25, 50, 75))
    return float(middle) if abs(middle) >= LEAST_FAN and high - low < 1.5 * abs(middle) else 0.0


def straighten(pixels: Pixels) -> View:
    """Return the picture turned so that its lines run level; unchanged when they do already.

    Lines that run together on one side are made parallel as well.
    """
    found = strips(pixels)
    angle = slant(found)
    if opening := fan(found):
        return _parallel(pixels, found, opening)
    if abs(angle) < LEAST_SLANT:
        return View(pixels, (), np.eye(3))
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    radians = math.radians(abs(angle))
    wide = round(width * math.cos(radians) + height * math.sin(radians))
    high = round(width * math.sin(radians) + height * math.cos(radians))
    turn[:, 2] += ((wide - width) / 2, (high - height) / 2)
    level = cv2.warpAffine(pixels, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = np.linalg.inv(np.vstack([turn, (0.0, 0.0, 1.0)]))
    return View(cast("Pixels", level), (), back)


def _parallel(pixels: Pixels, found: Sequence[Strip], opening: float) -> View:
    """Return the picture with its lines level and parallel: the point where they meet is moved away to infinity."""
    high, wide = pixels.shape[:2]
    side = max(high, wide)
    x, y = (float(np.median([getattr(strip, axis) for strip in found])) * side for axis in ("x", "y"))
    lines = np.array([(strip.y * side, strip.angle) for strip in found if strip.length >= FAN_LINE])
    angle = math.radians(float(np.median(lines[:, 1] - opening * (lines[:, 0] - y) / side)))
    away = -side / math.radians(opening)  # pixels from the middle of the lines to where they meet, along them
    away = math.copysign(max(abs(away), NEAREST * side), away)
    cosine, sine = math.cos(angle), math.sin(angle)
    centre = np.array([[1, 0, -x], [0, 1, -y], [0, 0, 1]], float)
    turn = np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]], float)
    apart = np.array([[1, 0, 0], [0, 1, 0], [-1 / away, 0, 1]], float)
    there = apart @ turn @ centre
    corners = there @ np.array([(0, 0, 1), (wide, 0, 1), (wide, high, 1), (0, high, 1)], float).T
    placed = corners[:2] / corners[2]
    low = placed.min(axis=1)
    size = np.minimum(np.ceil(placed.max(axis=1) - low), 1.6 * np.array([wide, high])).astype(int)
    there = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]], float) @ there
    level = cv2.warpPerspective(
        pixels, there, (int(size[0]), int(size[1])), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return View(cast("Pixels", level), (), np.linalg.inv(there))
