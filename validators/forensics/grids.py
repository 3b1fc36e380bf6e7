"""Traces of an earlier JPEG under print: coefficients that lie on a coarser comb than the file's own.

A picture that was JPEG before keeps, after a finer save, coefficients near multiples of its earlier steps, on the
earlier 8 x 8 grid. Print that was put in later lacks them (Farid 2009, Bianchi and Piva 2012; Popescu's comb of
doubly quantised histograms). Earlier steps are learnt from the coefficients themselves, not from known tables.
"""

from dataclasses import dataclass, replace
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics.exhibit import Pixels

Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]

SIDE: Final = 8
PLACES: Final = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2), (0, 3), (3, 0))
"""Rows and columns of the coefficients that are looked at: low ones, which print fills; each with its transposed."""
NO_LOSS: Final = (1,) * len(PLACES)
"""The own steps at ``PLACES`` of a file without loss."""
COARSEST: Final = 48
LEAST_BLOCKS: Final = 150
"""Blocks under print below which no comb is learnt."""
CLEAR: Final = 0.25
"""Height of the comb (mean cosine, 0..1) from which on an earlier save is believed on any grid."""
CLEAR_HOME: Final = 0.12
"""The same on the grid that begins with the picture, where an earlier save mostly lies."""
FINER: Final = 1.5
"""By so much an earlier step exceeds the file's own to be seen after it."""
_MOST_BLOCKS: Final = 2500
_FEW_BLOCKS: Final = 300
_FEW_BOXES: Final = 40
_FEW_PLACES: Final = 4
_BLACK, _WHITE = 0, 255
"""Values of a colour at which clipping has bent the coefficients."""
_BENT: Final = (0, 4, SIDE * SIDE)
"""Clipped pixels that a block may have, tried one after the other until enough blocks are left."""
_SURELY: Final = 3.6
"""Standard errors of a mean cosine (0.7 by the root of the count) that a comb must exceed, beside ``CLEAR``."""


@dataclass(frozen=True)
class Comb:
    """An earlier grid: where it begins (0..7), the step of each of ``PLACES`` (0 = not seen), how clear it is.

    ``bent`` says how many clipped pixels a block may have: print on pure white leaves none without.
    """

    x: int
    y: int
    steps: tuple[int, ...]
    clear: float
    bent: int = 0


def _basis() -> Floats:
    k, n = np.mgrid[0:SIDE, 0:SIDE]
    cosines = np.cos((2 * n + 1) * k * np.pi / (2 * SIDE)) * np.sqrt(2 / SIDE)
    cosines[0] /= np.sqrt(2)
    return cast("Floats", np.stack([np.outer(cosines[u], cosines[v]).ravel() for u, v in PLACES], axis=1))


_ZIGZAG: Final = {
    place: index
    for index, place in enumerate(
        sorted(
            ((row, column) for row in range(SIDE) for column in range(SIDE)),
            key=lambda at: (sum(at), at[0] if sum(at) % 2 else at[1]),
        )
    )
}
_BASIS: Final = _basis().astype(np.float32)


@dataclass(frozen=True)
class Plane:
    """A picture's lightness ``(H, W)``, and where any of its colours is clipped: coefficients are bent there."""

    grey: Pixels
    bent: NDArray[np.bool_]

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns."""
        return self.grey.shape


def plane(pixels: Pixels) -> Plane:
    """Return the lightness of a picture (BGR or grey), and where it is clipped."""
    if pixels.ndim == 2:
        return Plane(pixels, (pixels <= _BLACK) | (pixels >= _WHITE))
    bent = (pixels.min(axis=2) <= _BLACK) | (pixels.max(axis=2) >= _WHITE)
    return Plane(cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)), bent)


def coefficients(seen: Plane, corners: NDArray[np.intp], bent: int = 0) -> Floats:
    """Return the coefficients at ``PLACES`` of the 8 x 8 blocks with upper left ``corners`` ``(N, 2)`` (x, y).

    Blocks with more than ``bent`` clipped pixels are left out.
    """
    return _transformed(seen, corners, bent)[0]


def _transformed(seen: Plane, corners: NDArray[np.intp], bent: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the coefficients, and which blocks have them."""
    rows = corners[:, 1, None, None] + np.arange(SIDE)[None, :, None]
    columns = corners[:, 0, None, None] + np.arange(SIDE)[None, None, :]
    blocks = seen.grey[rows, columns].reshape(-1, SIDE * SIDE).astype(np.float32) - 128
    kept = seen.bent[rows, columns].sum(axis=(1, 2)) <= bent
    return cast("Floats", (blocks @ _BASIS)[kept]), kept


def corners_in(box: Box, shape: tuple[int, ...], x: int = 0, y: int = 0) -> NDArray[np.intp]:
    """Return the upper left corners (x, y) of the blocks, on a grid that begins at (x, y), that lie in ``box``."""
    left, top = box[0] + (x - box[0]) % SIDE, box[1] + (y - box[1]) % SIDE
    across = np.arange(left, min(box[2], shape[1]) - SIDE + 1, SIDE)
    down = np.arange(top, min(box[3], shape[0]) - SIDE + 1, SIDE)
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2).astype(np.intp)


def comb(seen: Plane, boxes: list[Box], own: tuple[int, ...], *, aligned: bool) -> Comb | None:
    """Return the earlier grid under the print in ``boxes``, None where none shows.

    ``own`` are the file's own steps at ``PLACES`` (1 for a file without loss). ``aligned`` tells that only a grid that
    begins with the picture is looked for.
    """
    if not boxes:
        return None
    for bent in _BENT:
        found = _on_grid(seen, boxes, own, ((0, 0), bent))
        if found is not None:
            return found
    return None if aligned else _elsewhere(seen, boxes, own)


def _elsewhere(seen: Plane, boxes: list[Box], own: tuple[int, ...]) -> Comb | None:
    """Return the clearest grid of all that may begin within the first block."""
    thin = boxes[:: max(1, len(boxes) // _FEW_BOXES)]
    base = np.concatenate([corners_in(box, seen.shape) for box in thin])
    base = base[(base < np.asarray(seen.shape[::-1]) - 2 * SIDE).all(axis=1)]
    base = base[:: max(1, len(base) // _FEW_BLOCKS)]
    bent = next((bent for bent in _BENT if len(coefficients(seen, base, bent)) >= len(base) / 2), _BENT[-1])
    starts = [(x, y) for y in range(SIDE) for x in range(SIDE)]
    heights = [_height(coefficients(seen, base + np.asarray(start), bent), own) for start in starts]
    best = int(np.argmax(heights))
    return _on_grid(seen, boxes, own, (starts[best], bent)) if heights[best] > CLEAR else None


def _height(values: Floats, own: tuple[int, ...]) -> float:
    """Return how clearly the first few coefficients lie on any comb: the mean of the best step's mean cosine."""
    found = []
    for place in range(_FEW_PLACES):
        column = np.abs(values[:, place])
        steps = _candidates(own[place])
        far = column[:, None] > 0.6 * steps[None, :]
        counts = far.sum(axis=0)
        sums = np.where(far, np.cos(column[:, None] * (2 * np.pi / steps)[None, :]), 0).sum(axis=0)
        found.append(float(np.where(counts >= 40, sums / np.maximum(counts, 1), 0).max(initial=0)))
    return float(np.mean(found))


def _candidates(own: int) -> Floats:
    least = max(2, int(np.ceil(FINER * own)))
    steps = [step for step in range(least, COARSEST) if own == 1 or not _shares_multiples(step, own)]
    return np.asarray(steps, np.float32)


def _on_grid(seen: Plane, boxes: list[Box], own: tuple[int, ...], how: tuple[tuple[int, int], int]) -> Comb | None:
    start, bent = how
    corners = np.concatenate([corners_in(box, seen.shape, *start) for box in boxes])
    values = coefficients(seen, corners[:: max(1, len(corners) // _MOST_BLOCKS)], bent)
    if len(values) < LEAST_BLOCKS:
        return None
    found = _learnt(values, own, *start)
    return None if found is None else replace(found, bent=bent)


def _learnt(values: Floats, own: tuple[int, ...], x: int, y: int) -> Comb | None:
    steps, heights = [], []
    for place in range(len(PLACES)):
        column = np.abs(values[:, place])
        found, height = _step(column, _candidates(own[place]), CLEAR_HOME if (x, y) == (0, 0) else CLEAR)
        steps.append(found)
        heights.append(height)
    seen = [height for step, height in zip(steps, heights, strict=True) if step]
    if len(seen) < 3:
        return None
    return Comb(x, y, tuple(steps), float(np.mean(sorted(seen, reverse=True)[:5])))


def _step(column: Floats, candidates: Floats, clear: float) -> tuple[int, float]:
    """Return the coarsest step on whose multiples the values lie, and how well (mean cosine); 0 where on none."""
    best, height = 0, 0.0
    for step in candidates:
        far = column[column > 0.6 * step]
        if len(far) < 60:
            break
        found = float(np.cos(far * (2 * np.pi / step)).mean())
        if found > max(clear, _SURELY * 0.7 / np.sqrt(len(far))) and found > height * 0.92:
            best, height = int(step), max(found, height)
    return best, height


def _shares_multiples(step: int, own: int) -> bool:
    """Whether the file's own multiples already lie on those of ``step``, or beside them alone."""
    return own % step == 0 or 2 * own % step == 0


@dataclass(frozen=True)
class Lying:
    """How well the blocks of one stretch lie on a comb: for each block its middle (x, pixels), mean cosine, values.

    ``bent`` is the share of the stretch's pixels that are clipped: the more, the less its blocks lie on any comb.
    """

    middles: Floats
    means: Floats
    counts: NDArray[np.intp]
    bent: float


def lying_on(light: Plane, box: Box, seen: Comb) -> Lying:
    """Return how well the blocks in ``box`` lie on the comb; blocks without values that tell are left out."""
    corners = corners_in(box, light.shape, seen.x, seen.y)
    values, kept = _transformed(light, corners, seen.bent)
    steps = np.asarray(seen.steps, np.float32)
    telling = (np.abs(values) > 0.6 * steps) & (steps > 0)
    cosines = np.where(telling, np.cos(values * (2 * np.pi / np.maximum(steps, 1))), 0)
    counts = telling.sum(axis=1)
    some = counts > 0
    means = cosines[some].sum(axis=1) / counts[some]
    middles = corners[kept][some, 0] + SIDE / 2
    share = float(light.bent[box[1] : box[3], box[0] : box[2]].mean())
    return Lying(middles.astype(np.float32), means.astype(np.float32), counts[some], share)


def steps_at(table: tuple[int, ...]) -> tuple[int, ...]:
    """Return the steps of a quantisation table (zigzag order, as ``jpeg`` gives it) at ``PLACES``."""
    return tuple(table[_ZIGZAG[place]] for place in PLACES)


def turned_steps(steps: tuple[int, ...], rotation: int) -> tuple[int, ...]:
    """Return steps at ``PLACES`` as they stand in the picture turned by ``rotation`` degrees (0, 90, 180, 270).

    A quarter turn makes columns of rows. Their steps differ, and taken the wrong way round the file's own would pass
    for those of an earlier save.
    """
    if rotation % 180 == 0:
        return steps
    return tuple(steps[PLACES.index((column, row))] for row, column in PLACES)
