"""Measures of a picture of paper, each a number from its pixels: sharpness, glare, light, colour, a screen's grid.

They say nothing about whether that is good or bad; ``quality`` judges.
"""

from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.straighten import grey

MEASURED_SIDE: Final = 1400
"""Pixels of the longer side at which a picture is measured: what the reader sees, whatever the camera's pixels."""
CRISP_RATIO: Final = 2.5
"""Ratio of fine to coarse gradient at which sharpness is 1; a blur of 2 pixels at reading size gives about 1.7."""
BLOWN: Final = 246
"""Grey value (0..255) of a softened picture from which on it holds no print."""
OVER_PAPER: Final = 9
"""Grey values by which glare is brighter than the paper's own ground."""
WHITE: Final = 200
"""Grey value of its ground from which on a paper is white: it may be blown out and still be read."""
CLIPPED: Final = 252
"""Grey value at which the sensor is full."""
ROUND: Final = 0.6
"""Share of its box that a spot of lamp light fills (a circle 0.79); light between lines of print fills less."""
PRINTED: Final = 40
"""Grey values by which print is darker than the ground around it."""
LEAST_INK: Final = 0.03
"""Share of a bright spot from which on print in it shows that it can be read (a page of text has about 0.1)."""
LEAST_SPOT: Final = 0.002
"""Share of the picture below which a blown-out spot is a highlight of print or portrait, no glare."""
GRID_PATCH: Final = 256
"""Pixels of the square patches in which a screen's grid is looked for, at the picture's own resolution."""
GRID_BAND: Final = (0.16, 0.5)
"""Cycles a pixel between which a screen's dots beat with a camera's."""


def reduced(pixels: Pixels, side: int = MEASURED_SIDE) -> Pixels:
    """Return the picture with at most ``side`` pixels on its longer side."""
    scale = side / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    return cast("Pixels", cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def sharpness(picture: Pixels) -> float:
    """Return how crisp the strongest edges are, 0..1.

    How much steeper the fine gradient is than a coarse one, as in the estimate of defocus by two blurs (Zhuo and Sim,
    Defocus map estimation from a single image, Pattern Recognition 2011): the upper quartile of |gradient at 1 px| /
    |gradient at 2.5 px|, of which 1 is 0 and ``CRISP_RATIO`` is 1. 0 where there are no edges.
    """
    values = grey(picture).astype(np.float32)
    fine, coarse = _gradient(values, 1.0), _gradient(values, 2.5)
    edges = coarse >= max(float(np.percentile(coarse, 97)), 8.0)
    if int(edges.sum()) < 50:
        return 0.0
    ratio = float(np.percentile(fine[edges] / coarse[edges], 75))
    return round(float(np.clip((ratio - 1.0) / (CRISP_RATIO - 1.0), 0.0, 1.0)), 3)


def _gradient(values: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    soft = cv2.GaussianBlur(values, (0, 0), sigma)
    return cast("NDArray[np.float32]", np.hypot(cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)))


def glare_on(picture: Pixels, *, touching: bool = False) -> NDArray[np.bool_]:
    """Return where light has taken the print, ``(H, W)``: blown-out spots brighter than the paper's own ground.

    White paper is none. A spot that touches the picture's edge counts only when ``touching``: around a paper lie white
    tables, on a paper that fills the picture lies only light. On white paper the light of a window takes no print:
    only a full, round spot of lamp light inside of it counts.
    """
    darkest = picture if picture.ndim == 2 else picture.min(axis=2)
    soft = cv2.GaussianBlur(darkest, (0, 0), max(darkest.shape) / 250)
    ground = float(np.percentile(soft, 60))
    is_white = ground >= WHITE
    blown = (soft >= max(CLIPPED if is_white else BLOWN, ground + OVER_PAPER)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(blown)
    high, wide = darkest.shape
    found = np.zeros(darkest.shape, bool)
    for index in range(1, count):
        x, y, across, down, area = (int(value) for value in stats[index])
        at_edge = x == 0 or y == 0 or x + across == wide or y + down == high
        if area <= LEAST_SPOT * labels.size or (at_edge and (is_white or not touching)):
            continue
        spot = labels[y : y + down, x : x + across] == index
        is_round = not is_white or area >= ROUND * across * down
        if is_round and not _holds_print(spot, darkest[y : y + down, x : x + across]):
            found[y : y + down, x : x + across] |= spot
    return found


def _holds_print(spot: NDArray[np.bool_], part: Pixels) -> bool:
    """Whether print is seen within the outline of a bright spot: then it is light that took nothing."""
    outline = cv2.convexHull(cv2.findNonZero(spot.astype(np.uint8)))
    inside = cv2.fillConvexPoly(np.zeros(spot.shape, np.uint8), outline, 1).astype(bool)
    print_ = cv2.morphologyEx(part, cv2.MORPH_BLACKHAT, np.ones((21, 21), np.uint8)) > PRINTED
    return bool(print_[inside].mean() > LEAST_INK)


def light(picture: Pixels) -> float:
    """Return how bright the lightest twentieth of the picture is, 0..1 (1 = white)."""
    return round(float(np.percentile(grey(picture), 95)) / 255, 3)


def contrast(picture: Pixels) -> float:
    """Return how far print stands out of the noise: its depth under its ground by the noise's deviation, 0 and up.

    Noise is what a fine Laplacian leaves (Immerkaer, Fast noise variance estimation, CVIU 64, 1996).
    """
    values = grey(picture)
    depth = cv2.morphologyEx(cv2.GaussianBlur(values, (0, 0), 1.0), cv2.MORPH_BLACKHAT, np.ones((21, 21), np.uint8))
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    fine = np.abs(cv2.filter2D(values.astype(np.float32), cv2.CV_32F, kernel))
    noise = max(float(np.median(fine)) / 0.6745 / 6.0, 0.5)
    return round(float(np.percentile(depth, 96)) / noise, 2)


def colour(picture: Pixels) -> float:
    """Return how colourful the picture is, 0..1 (grey is 0): the chroma (CIE Lab by 100) that a tenth of it exceeds."""
    if picture.ndim == 2:
        return 0.0
    small = cv2.GaussianBlur(reduced(picture, 400), (0, 0), 1.5).astype(np.float32) / 255
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2Lab)
    return round(min(float(np.percentile(np.hypot(lab[..., 1], lab[..., 2]), 90)) / 100, 1.0), 3)


def screen_grid(picture: Pixels) -> float:
    """Return how much a regular grid of dots stands out of the picture's fine detail, 0 and up (natural below ~3).

    In patches at the picture's own resolution: the decimal logarithm of the strongest frequency by the usual one in
    its ring. A printed line is not repeated a hundred times; a screen's dots are. JPEG's blocks of 8 pixels are left
    out.
    """
    values = grey(picture)
    high, wide = values.shape
    size = min(GRID_PATCH, high // 2, wide // 2)
    if size < 64:
        return 0.0
    window = np.outer(np.hanning(size), np.hanning(size)).astype(np.float32)
    ring, allowed = _grid_band(size)
    found = []
    for y in (0.2, 0.5, 0.8):
        for x in (0.2, 0.5, 0.8):
            top, left = int(y * (high - size)), int(x * (wide - size))
            patch = values[top : top + size, left : left + size].astype(np.float32)
            power = np.abs(np.fft.fft2((patch - patch.mean()) * window)) + 1.0
            usual = np.bincount(ring.ravel(), weights=np.log(power).ravel()) / np.bincount(ring.ravel())
            found.append(float((np.log(power) - usual[ring])[allowed].max()))
    return round(float(np.median(found)), 2)


def _grid_band(size: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the ring (0..31) of every frequency of a patch, and which of them may be a grid's."""
    frequency = np.fft.fftfreq(size)
    across, down = np.meshgrid(frequency, frequency)
    radius = np.hypot(across, down)
    blocks = (np.abs(across * 8 - np.round(across * 8)) < 0.06) & (np.abs(down) < 1.5 / size)
    blocks |= (np.abs(down * 8 - np.round(down * 8)) < 0.06) & (np.abs(across) < 1.5 / size)
    allowed = (radius >= GRID_BAND[0]) & (radius <= GRID_BAND[1]) & ~blocks
    return np.minimum((radius * 44).astype(np.int64), 31), allowed
