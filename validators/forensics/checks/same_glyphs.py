"""Two places of one picture with the same pixels, though a hand or a camera made them apart."""

from collections.abc import Iterator
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Region
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit, Sheet
from validators.forensics.strata import Stratum

LEAST_HEIGHT: Final = 9
LEAST_NOISE: Final = 0.2
"""Grey levels of noise below which two glyphs of one font are equal by nature (born digital, thresholded)."""
MOST_GLYPHS: Final = 900


@check(strata=frozenset({Stratum.CAMERA_JPEG, Stratum.LOSSLESS}), of_pixels=True)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Compare the ink of every two like letters in the critical fields and words around them, pixel by pixel.

    Two prints of one letter differ by the camera's noise; a pasted copy has the same noise. The score is how much
    closer the closest pair is than pairs of the same shape usually are (ratio of the noise levels, 1 and up).
    """
    found = [one for sheet in exhibit.sheets if sheet.pixels.size for one in _on(sheet)]
    if not found:
        raise NotMeasurable("no_text")
    yield max(found, key=lambda one: one.score)


def _on(sheet: Sheet) -> Iterator[Measured]:
    pixels = sheet.pixels
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    letters = _letters(cast("NDArray[np.uint8]", grey), sheet)
    if len(letters) < 12:
        return
    noise = _noise(cast("NDArray[np.uint8]", grey))
    if noise < LEAST_NOISE:
        return
    yield _closest(letters, sheet)


def _noise(grey: NDArray[np.uint8]) -> float:
    """Return the noise level (grey levels) of the flat parts: the median of a high pass (Immerkaer 1996)."""
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    return float(np.median(np.abs(cv2.filter2D(grey.astype(np.float32), -1, mask)))) / 6 * 1.4826


def _letters(grey: NDArray[np.uint8], sheet: Sheet) -> list[tuple[NDArray[np.float32], tuple[int, int, int, int]]]:
    """Return the glyphs of the critical fields' values: ink of its own size, and its box in pixels."""
    high, wide = grey.shape
    out: list[tuple[NDArray[np.float32], tuple[int, int, int, int]]] = []
    for region in sheet.fields.values():
        x0, y0, x1, y1 = (
            int(region.x0 * wide), int(region.y0 * high), int(np.ceil(region.x1 * wide)), int(np.ceil(region.y1 * high))
        )  # fmt: skip
        part = grey[max(y0 - 2, 0) : y1 + 2, max(x0 - 2, 0) : x1 + 2]
        if min(part.shape, default=0) < LEAST_HEIGHT:
            continue
        _, ink = cv2.threshold(part, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
        for left, top, width, height, area in stats[1:]:
            if height < LEAST_HEIGHT or width < 3 or area < 20 or height > part.shape[0] * 0.98 or width > 3 * height:
                continue
            cut = part[top : top + height, left : left + width].astype(np.float32)
            out.append((cut, (max(x0 - 2, 0) + left, max(y0 - 2, 0) + top, int(width), int(height))))
    return out[:MOST_GLYPHS]


def _closest(letters: list[tuple[NDArray[np.float32], tuple[int, int, int, int]]], sheet: Sheet) -> Measured:
    """Return the pair that is too close, held against the other pairs of like shape."""
    apart: list[tuple[float, int, int]] = []
    for first, (one, _) in enumerate(letters):
        for second in range(first + 1, len(letters)):
            other = letters[second][0]
            if one.shape != other.shape:
                continue
            centred = (one - one.mean()) / (one.std() + 1e-3), (other - other.mean()) / (other.std() + 1e-3)
            if float((centred[0] * centred[1]).mean()) > 0.9:
                apart.append((float(np.abs(one - other).mean()) + 0.25, first, second))
    if len(apart) < 8:
        return Measured()
    usual = float(np.quantile([distance for distance, _, _ in apart], 0.25))
    distance, first, second = min(apart)
    return Measured(
        score=max(usual / distance - 1.0, 0.0),
        facts={"difference": f"{distance:.2f}", "usual": f"{usual:.2f}", "pairs": str(len(apart))},
        region=_region(letters[first][1], sheet),
        compared=_region(letters[second][1], sheet),
    )


def _region(box: tuple[int, int, int, int], sheet: Sheet) -> Region:
    high, wide = sheet.pixels.shape[:2]
    left, top, width, height = box
    return Region.clipped(sheet.page, left / wide, top / high, (left + width) / wide, (top + height) / high)
