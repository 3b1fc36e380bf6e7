"""Parts of a page cut out upright, whatever way and how askew the paper lies on it.

A place is a quadrangle: four corners in shares of the page as stored, the paper's own top left first, clockwise. Told
as text (``told``) it stands in a trace, so that the very same part can be cut out again later.
"""

from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Region
from validators.forensics.exhibit import Homography, Pixels, Sheet

Corners = NDArray[np.float64]
"""``(4, 2)``."""
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in shares of the upright paper; may reach beyond it."""

_TURNS: Final = {
    0: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    90: ((0.0, 1.0, 0.0), (-1.0, 0.0, 1.0)),
    180: ((-1.0, 0.0, 1.0), (0.0, -1.0, 1.0)),
    270: ((0.0, -1.0, 1.0), (1.0, 0.0, 0.0)),
}
"""From shares of the upright page back to shares of the stored one, by how far that was turned clockwise."""
WHOLE: Final[Box] = (0.0, 0.0, 1.0, 1.0)


def to_stored(sheet: Sheet) -> Homography:
    """Return the homography from shares of the upright paper to shares of the page as stored."""
    if sheet.to_stored is not None:
        return sheet.to_stored
    return np.array([*_TURNS[sheet.rotation], (0.0, 0.0, 1.0)])


def corners_of(box: Box, back: Homography) -> Corners:
    """Return the corners of a box on the upright paper, in shares of the page as stored."""
    x0, y0, x1, y1 = box
    return carried(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]), back)


def carried(points: Corners, matrix: Homography) -> Corners:
    """Return points (n, 2) carried through a homography."""
    mapped = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(mapped[:, :2] / mapped[:, 2:], np.float64)


def upright_box(region: Region, forth: Homography) -> Box:
    """Return the box on the upright paper around a region of the page; ``forth`` is the inverse of ``to_stored``."""
    points = carried(np.array([(x, y) for x in (region.x0, region.x1) for y in (region.y0, region.y1)]), forth)
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def size_of(corners: Corners, pixels: Pixels) -> tuple[float, float]:
    """Return how wide and high (pixels) the picture shows what lies between ``corners``."""
    sides = np.roll(corners, -1, axis=0) * pixels.shape[1::-1] - corners * pixels.shape[1::-1]
    length = np.hypot(*sides.T)
    return float(max(length[0], length[2])), float(max(length[1], length[3]))


def cut(pixels: Pixels, corners: Corners, size: tuple[int, int]) -> Pixels:
    """Return what lies between ``corners`` as a picture of ``size`` (width, height), shrunk without moire."""
    source = (corners * pixels.shape[1::-1] - 0.5).astype(np.float32)
    wide, high = size
    target = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32) - 0.5
    shown = size_of(corners, pixels)
    finer = max(1, min(4, round(min(shown[0] / wide, shown[1] / high))))
    matrix = cv2.getPerspectiveTransform(source, (target + 0.5) * finer - 0.5)
    flat = cv2.warpPerspective(
        pixels, matrix, (wide * finer, high * finer), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return cast("Pixels", cv2.resize(flat, size, interpolation=cv2.INTER_AREA) if finer > 1 else flat)


def within(region: Region, corners: Corners) -> Box:
    """Return the box around a region of the page, in shares of what lies between ``corners``."""
    return upright_box(region, np.asarray(np.linalg.inv(to_corners(corners)), np.float64))


def to_corners(corners: Corners) -> Homography:
    """Return the homography from shares of what lies between ``corners`` to shares of the page."""
    unit = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    return cv2.getPerspectiveTransform(unit, corners.astype(np.float32)).astype(np.float64)


def region_of(corners: Corners, page: int) -> Region:
    """Return the box around ``corners`` on the page."""
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return Region.clipped(page, float(x0), float(y0), float(x1), float(y1))


def told(corners: Corners) -> str:
    """Return corners as text: eight shares with five digits."""
    return " ".join(f"{value:.5f}" for value in corners.ravel())


def understood(text: str) -> Corners:
    """Return the corners that ``told`` put as text; raises ``ValueError`` for anything else."""
    values = [float(value) for value in text.split()]
    if len(values) != 8 or not all(-1.0 <= value <= 2.0 for value in values):
        raise ValueError("not the corners of a place")
    return np.array(values).reshape(4, 2)
