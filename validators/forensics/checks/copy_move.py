"""A part of a picture that stands on it twice, print and ruled lines left out."""

from collections.abc import Iterator
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Region
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.strata import Stratum

SIDE: Final = 1000
"""Pixels of the longer side at which it is looked for."""
MOST_POINTS: Final = 1500
AROUND_WORDS: Final = 0.6
"""Of a word's height, that is masked around it too."""
NEAREST: Final = 40
"""Pixels that the two are apart at least: neighbouring points of one texture are alike by nature."""
RATIO: Final = 0.6
"""Distance to the best by that to the next match (Lowe); repeated ornaments have many good ones and fall out."""
SAME_SHIFT: Final = 4.0


@check(strata=frozenset({Stratum.CAMERA_JPEG, Stratum.LOSSLESS}), of_pixels=True)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Match points of the picture with each other, words masked, and count those that are moved by one shift.

    The score is the number of points of the largest such group (SIFT, generalised nearest neighbours; Amerini et al.,
    IEEE TIFS 6, 2011). Guilloche and repeated emblems give groups on genuine cards too: the pack says how large.
    """
    found = [_on(sheet) for sheet in exhibit.sheets if sheet.pixels.size]
    if not found:
        raise NotMeasurable("no_picture")
    yield max(found, key=lambda one: one.score)


def _on(sheet: Sheet) -> Measured:
    grey, scale = _reduced(sheet.pixels)
    points, features = cv2.SIFT.create(nfeatures=MOST_POINTS).detectAndCompute(grey, _mask(grey.shape[:2], sheet))
    if features is None or len(points) < 10:
        return Measured()
    places = np.array([point.pt for point in points], np.float32)
    pairs = _pairs(places, cast("NDArray[np.float32]", features))
    if len(pairs) < 3:
        return Measured()
    group = _largest(places, pairs)
    high, wide = sheet.pixels.shape[:2]
    from_box, to_box = (_box(places[pairs[group, side]] / scale, sheet.page, wide, high) for side in (0, 1))
    shift = np.median(places[pairs[group, 1]] - places[pairs[group, 0]], axis=0) / scale
    facts = {"points": str(len(group)), "shift": f"{shift[0]:.0f}, {shift[1]:.0f}"}
    return Measured(score=float(len(group)), facts=facts, region=from_box, compared=to_box)


def _reduced(pixels: Pixels) -> tuple[Pixels, float]:
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    scale = min(1.0, SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    return cast("Pixels", small), scale


def _mask(shape: tuple[int, int], sheet: Sheet) -> Pixels:
    """Return where points are looked for: everywhere but on words."""
    mask = np.full(shape, 255, np.uint8)
    high, wide = shape
    for region in (*(word.region for word in sheet.words), *sheet.fields.values()):
        pad = AROUND_WORDS * region.height
        top, bottom = int((region.y0 - pad) * high), int(np.ceil((region.y1 + pad) * high))
        left, right = int(region.x0 * wide - pad * high), int(np.ceil(region.x1 * wide + pad * high))
        mask[max(top, 0) : bottom, max(left, 0) : right] = 0
    return mask


def _pairs(places: NDArray[np.float32], features: NDArray[np.float32]) -> NDArray[np.int_]:
    """Return pairs of points that are alike and unlike all others, ``(n, 2)``, each with its left one first."""
    matches = cv2.BFMatcher(cv2.NORM_L2).knnMatch(features, features, k=3)
    kept = set()
    for near in matches:
        if len(near) < 3 or near[1].distance > RATIO * near[2].distance:
            continue
        one, other = near[1].queryIdx, near[1].trainIdx
        if float(np.hypot(*(places[one] - places[other]))) >= NEAREST:
            kept.add(tuple(sorted((one, other), key=lambda point: (places[point][0], places[point][1]))))
    return np.array(sorted(kept), int).reshape(-1, 2)


def _largest(places: NDArray[np.float32], pairs: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return the indices of the largest group of pairs that are moved by one shift."""
    shifts = places[pairs[:, 1]] - places[pairs[:, 0]]
    near = np.hypot(*(shifts[:, None] - shifts[None, :]).transpose(2, 0, 1)) < SAME_SHIFT
    return np.flatnonzero(near[int(near.sum(axis=1).argmax())])


def _box(points: NDArray[np.float32], page: int, wide: int, high: int) -> Region:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return Region.clipped(page, float(left) / wide, float(top) / high, float(right) / wide, float(bottom) / high)
