"""Two crops held against each other: prints of pictures (PDQ), and how alike two are once they lie on one another.

PDQ (Meta, 2019; 256 bits of a 16 x 16 cosine transform) stays within some 30 bits of itself through a messenger's
copy. It says which crops may be one picture; ``alike`` then says whether they are, from the pixels.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, cast

import cv2
import numpy as np
import pdqhash
from numpy.typing import NDArray

from validators.forensics.crops import Box
from validators.forensics.exhibit import Pixels

LEAST_QUALITY: Final = 12
"""PDQ's own quality (0..100) below which a crop is too plain to have a print. Measured: bench/reuse."""
LEAST_CONTRAST: Final = 8.0
"""Standard deviation in grey levels below which it is flat."""
SIDE: Final = 160
"""Pixels of the longer side at which two crops are held against each other: what a messenger leaves of a portrait."""
PAGE_SIDE: Final = 720
"""Pixels of width at which two pages are held against each other: print of 2 mm on a card is 16 high."""
SHEET_SIDE: Final = 1000
"""The same for sheets that stand upright: print of 9 points is 15 high."""
STROKE: Final = 26
"""Pixels of the places that are held against each other: an eye, a letter of a stamp, a loop of a signature."""
SLACK: Final = 7
"""Pixels around a place in which it is looked for on the other page."""
PATCH: Final = 26
"""Pixels of the places of a portrait or signature that are held against each other on two pictures of one page."""
NEAR: Final = 4
"""Pixels around such a place in which it is looked for: the page is laid onto the other already."""
LEAST_PATCHES: Final = 12
LEAST_HELD: Final = 0.25
"""Places that must show something on both pictures, and their share of all."""
MOST_TONELESS: Final = 0.75
"""Share of black and white pixels from which a portrait is a copy without greys."""
_FEATURES: Final = 5.0
"""Blur in pixels of what is broader than features of a face."""
_BLACK: Final = 35
_WHITE: Final = 225
_WASHED: Final = 246
_MOST_WASHED: Final = 0.2
_LEAST_SHARE: Final = 0.35
"""Of a place's strength on one picture, what it must have on the other; with less it is covered there."""
_BROAD: Final = 9.0
"""Blur in pixels of what light and copying change; what is finer belongs to the picture."""

Picture = NDArray[np.float32]


def print_of(picture: Pixels) -> tuple[str, int] | None:
    """Return a crop's print (64 hex digits) and its quality (0..100); None for one that is too plain to have any."""
    colours = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB if picture.ndim == 3 else cv2.COLOR_GRAY2RGB)
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    if float(cv2.GaussianBlur(grey, (0, 0), 2.0).std()) < LEAST_CONTRAST:
        return None
    bits, quality = pdqhash.compute(np.ascontiguousarray(colours))
    if quality < LEAST_QUALITY:
        return None
    return np.packbits(bits.astype(np.uint8)).tobytes().hex(), int(quality)


def alike(one: Pixels, other: Pixels) -> float:
    """Return how alike two crops of one shape are where they are least so, -1..1: one tenth of the places may be less.

    ``other`` is laid onto ``one`` first (a shift, a turn, a scale, a shear). A head and shoulders are alike on many
    portraits, a frame on many stamps, a letter in many names: it counts that no place differs.
    """
    scale = SIDE / max(one.shape[:2])
    size = (max(40, round(one.shape[1] * scale)), max(40, round(one.shape[0] * scale)))
    left, right = (_fine(_small(each, size)) for each in (one, other))
    laid = _laid(left, right)
    across, down = (np.arange(SLACK, side - SLACK - STROKE + 1, STROKE // 2) for side in size)
    places = [left[y : y + STROKE, x : x + STROKE] for y in down for x in across]
    least_ink = 0.5 * float(np.median([place.std() for place in places])) if places else 0.0
    scores = [
        float(cv2.matchTemplate(laid[y - SLACK : y + STROKE + SLACK, x - SLACK : x + STROKE + SLACK], place,
                                cv2.TM_CCOEFF_NORMED).max())
        for (y, x), place in zip(((y, x) for y in down for x in across), places, strict=True)
        if place.std() >= max(least_ink, 0.3)
    ]  # fmt: skip
    return float(np.quantile(scores, 0.1)) if scores else 0.0


class Overlay:
    """Two pictures of one page, the second laid onto the first as a whole. Boxes are in shares of the first."""

    def __init__(self, one: Pixels, other: Pixels) -> None:
        wide = PAGE_SIDE if one.shape[1] >= one.shape[0] else SHEET_SIDE
        size = (wide, max(32, round(wide * one.shape[0] / one.shape[1])))
        plain = [_small(each, size) for each in (one, other)]
        left, right = (_fine(each) for each in plain)
        matrix = _page_placing(left, right)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        laid = [np.asarray(cv2.warpAffine(each, matrix, size, flags=flags)) for each in (right, plain[1])]
        self._fine = (left, np.asarray(laid[0], np.float32))
        self._plain = (plain[0], np.asarray(laid[1], np.uint8))

    def least(self, box: Box) -> float:
        """Return how alike the least alike stretch of ``box`` is, -1..1, each looked for some pixels around."""
        return _best_near(*self._fine, box)

    def usual(self, box: Box, *, is_ink: bool = False) -> float | None:
        """Return how alike half of what stands in ``box`` is at least, -1..1; None where too little of it shows.

        What a glare washed out, and what a finger or a stamp covers, is not held against anything; of a copy that knows
        black and white only, nothing is. ``is_ink``: strokes on white paper, where a place without any says as much.
        """
        plain = [_part(each, box) for each in self._plain]
        fine = [_banded(each) for each in plain if each.size]
        if len(fine) < 2 or min(fine[0].shape) < 2 * PATCH:
            return None
        if not is_ink and max(_toneless(each) for each in plain) > MOST_TONELESS:
            return None
        patches = list(_patches(fine[0].shape))
        scores = [_patch_score(fine, [] if is_ink else plain, place) for place in patches]
        held = [score for score in scores if score is not None]
        return float(np.median(held)) if len(held) >= max(LEAST_PATCHES, LEAST_HELD * len(patches)) else None


def _page_placing(left: Picture, right: Picture) -> NDArray[np.float32]:
    small = (left.shape[1] // 3, left.shape[0] // 3)
    lesser = [cv2.resize(each, small, interpolation=cv2.INTER_AREA) for each in (left, right)]
    matrix = _placing(_blurred(lesser[0], 1.5), _blurred(lesser[1], 1.5))
    matrix[:, 2] *= 3
    return matrix


def _part(picture: NDArray[Any], box: Box) -> NDArray[Any]:
    high, wide = picture.shape
    x0, x1 = (min(max(round(share * wide), 0), wide) for share in (box[0], box[2]))
    y0, y1 = (min(max(round(share * high), 0), high) for share in (box[1], box[3]))
    return picture[y0:y1, x0:x1]


def _banded(plain: NDArray[Any]) -> Picture:
    """Return what is as fine as features of a face are: their outline and its ground are broader, and much alike."""
    soft = _blurred(plain.astype(np.float32), 1.0)
    return np.asarray(soft - cv2.GaussianBlur(soft, (0, 0), _FEATURES), np.float32)


def _toneless(plain: NDArray[Any]) -> float:
    """Return the share of pixels that are next to black or next to white."""
    return float(((plain <= _BLACK) | (plain >= _WHITE)).mean())


def _patches(shape: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    high, wide = shape
    for y in range(NEAR, high - NEAR - PATCH + 1, PATCH // 3):
        for x in range(NEAR, wide - NEAR - PATCH + 1, PATCH // 3):
            yield y, x


def _patch_score(fine: Sequence[NDArray[Any]], plain: Sequence[NDArray[Any]], place: tuple[int, int]) -> float | None:
    """Return how alike a patch is on both pictures, looked for ``NEAR`` pixels around; None where one shows nothing."""
    rows, columns = (slice(start, start + PATCH) for start in place)
    if any(float((each[rows, columns] >= _WASHED).mean()) > _MOST_WASHED for each in plain):
        return None
    weak, strong = sorted(float(each[rows, columns].std()) for each in fine)
    if strong < 0.5 * float(fine[0].std()):
        return None
    if weak < _LEAST_SHARE * strong:
        return None if plain else 0.0
    around = fine[1][place[0] - NEAR : place[0] + PATCH + NEAR, place[1] - NEAR : place[1] + PATCH + NEAR]
    return float(cv2.matchTemplate(around, fine[0][rows, columns], cv2.TM_CCOEFF_NORMED).max())


def _best_near(left: Picture, laid: Picture, box: Box) -> float:
    """Return how alike the least alike stretch of ``box`` is, each looked for up to ``SLACK`` pixels around.

    A stretch is as wide as print is high: one digit that is another one must show, whatever stands beside it.
    """
    high, wide = left.shape
    x0, y0 = (max(SLACK, round(share * side) - 2) for share, side in zip(box[:2], (wide, high), strict=True))
    x1, y1 = (min(side - SLACK, round(share * side) + 2) for share, side in zip(box[2:], (wide, high), strict=True))
    if x1 - x0 < 8 or y1 - y0 < 6:
        return 0.0
    span = min(x1 - x0, max(10, y1 - y0))
    stretches = [left[y0:y1, x : x + span] for x in range(x0, x1 - span + 1, max(4, span // 2))]
    least_ink = 0.5 * float(np.median([stretch.std() for stretch in stretches]))
    scores = []
    for place, stretch in enumerate(stretches):
        x = x0 + place * max(4, span // 2)
        around = laid[y0 - SLACK : y1 + SLACK, x - SLACK : x + span + SLACK]
        if stretch.std() >= least_ink:
            scores.append(float(cv2.matchTemplate(around, stretch, cv2.TM_CCOEFF_NORMED).max()))
    return min(scores, default=0.0)


def _blurred(picture: NDArray[Any], sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)


def _small(picture: Pixels, size: tuple[int, int]) -> Pixels:
    return cast("Pixels", cv2.resize(_grey(picture), size, interpolation=cv2.INTER_AREA))


def _grey(picture: Pixels) -> Pixels:
    return picture if picture.ndim == 2 else cast("Pixels", cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def _fine(grey: Pixels) -> Picture:
    """Return what is finer than light and shade, at one strength all over."""
    soft = cv2.GaussianBlur(grey, (0, 0), 0.8).astype(np.float32)
    fine = soft - cv2.GaussianBlur(soft, (0, 0), _BROAD)
    return np.asarray(fine / max(float(fine.std()), 1e-3), np.float32)


def _laid(left: Picture, right: Picture) -> Picture:
    """Return ``right`` laid onto ``left``; as it is where no better place was found."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(right, placing_of(left, right), left.shape[1::-1], flags=flags), np.float32)


def placing_of(left: Picture, right: Picture) -> NDArray[np.float32]:
    """Return the affine map (2, 3) that leads from a crop to the same place of another of its size."""
    return _placing(_blurred(left, 2.0), _blurred(right, 2.0))


def _placing(left: Picture, right: Picture) -> NDArray[np.float32]:
    """Return the affine map that leads from ``left`` to the same place of ``right``."""
    unmoved = np.eye(2, 3, dtype=np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-4)
    full = np.full(left.shape, 255, np.uint8)
    try:
        _, matrix = cv2.findTransformECC(left, right, unmoved.copy(), cv2.MOTION_AFFINE, stop, full, 5)
    except cv2.error:  # it does not converge: these are two pictures
        return unmoved
    return np.asarray(matrix, np.float32)
