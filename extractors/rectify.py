"""A paper's outline made a rectangle again: what a camera that looked from aside did to it is undone.

``View.to_page`` keeps the way back, so that every region read on the rectangle is told on the page as stored.
"""

import math
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels, View
from extractors.papers import Quad

Homography = NDArray[np.float64]

MARGIN: Final = 0.012
"""Room left around the paper, in shares of its longer side: an outline may be found a little too tight."""
LONGEST_SIDE: Final = 3600
"""Pixels of the longer side of a rectified paper: 300 dots an inch on A4."""


def rectified(pixels: Pixels, quad: Quad) -> View:
    """Return the paper inside ``quad`` as a rectangle of its own ratio, lying as it lies on the picture, no words.

    It has as many pixels as the picture shows of it; ``to_page`` leads to pixels of ``pixels``.
    """
    corners = np.array(quad.corners, np.float64)
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    wide, high = max(sides[0], sides[2]), max(sides[1], sides[3])
    wide, high = max(wide, high * quad.ratio), max(high, wide / quad.ratio)
    scale = min(1.0, LONGEST_SIDE / max(wide, high))
    wide, high = wide * scale, high * scale
    margin = MARGIN * max(wide, high)
    flat = [(margin, margin), (margin + wide, margin), (margin + wide, margin + high), (margin, margin + high)]
    to_view = cv2.getPerspectiveTransform(corners.astype(np.float32), np.array(flat, np.float32))
    size = (round(wide + 2 * margin), round(high + 2 * margin))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = cv2.warpPerspective(pixels, to_view, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    return View(cast("Pixels", picture), (), np.linalg.inv(to_view.astype(np.float64)))


def without_margin(paper: Pixels) -> Pixels:
    """Return a rectified paper without the room that was left around it."""
    high, wide = paper.shape[:2]
    margin = math.ceil(MARGIN / (1 + 2 * MARGIN) * max(high, wide)) + 1
    return paper[margin : high - margin, margin : wide - margin]


def turning(size: tuple[int, int], rotation: int) -> Homography:
    """Return what turning a picture of ``size`` (width, height) clockwise by ``rotation`` does to a point on it."""
    wide, high = size
    steps = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        90: [[0, -1, high], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, wide], [0, -1, high], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, wide], [0, 0, 1]],
    }
    return np.array(steps[rotation], np.float64)
