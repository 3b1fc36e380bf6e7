"""How far one stretch of print lies from its neighbours, feature by feature, by medians and their deviations.

The neighbours' values may drift over the paper (light, focus): a plane is fitted to them so that a single odd one does
not bend it, and what is left is compared.
"""

from dataclasses import dataclass
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_NEIGHBOURS: Final = 5
_PLANE_FROM: Final = 12
"""Neighbours from which on a plane is fitted; with fewer a median must do."""
_MAD: Final = 1.4826
LONGEST_RUN: Final = 4
"""Letters of the longest run that is looked at within one value."""


@dataclass(frozen=True)
class Odd:
    """How odd something is: ``z`` (signed, in robust deviations), what was found there, and what is usual there."""

    z: float
    found: float
    usual: float


def against(values: Floats, places: Floats, own: int, floor: float) -> Odd | None:
    """Return how far ``values[own]`` lies from the others; None with too few of them.

    Args:
        values: ``(N,)``, NaN where not measured.
        places: ``(N, 2)`` middles of the stretches of print, any unit.
        own: Index of the one in question.
        floor: Deviation below which nothing is odd, in the feature's unit.
    """
    others = np.isfinite(values)
    others[own] = False
    if not np.isfinite(values[own]) or others.sum() < LEAST_NEIGHBOURS:
        return None
    usual, left = _levelled(values[others], places[others], places[own])
    spread = _MAD * float(np.median(np.abs(left)))
    count = int(others.sum())
    spread = float(np.hypot(spread * (1 + 1.5 / count), floor))
    return Odd((float(values[own]) - usual) / spread, float(values[own]), usual)


def _levelled(values: Floats, places: Floats, at: Floats) -> tuple[float, Floats]:
    """Return the usual value at a place, and what the neighbours' values differ from theirs."""
    middle = float(np.median(values))
    if len(values) < _PLANE_FROM:
        return middle, values - middle
    span = places.std(axis=0) + 1e-9
    centre = places.mean(axis=0)
    rows = np.column_stack([np.ones(len(values)), (places - centre) / span])
    weights = np.ones(len(values))
    solution = np.array([middle, 0.0, 0.0])
    for _ in range(6):
        weighted = rows * weights[:, None]
        ridge = np.diag([0.0, 1.0, 1.0])
        solution = np.linalg.solve(rows.T @ weighted + ridge, weighted.T @ values)
        left = values - rows @ solution
        scale = _MAD * float(np.median(np.abs(left))) + 1e-9
        weights = np.minimum(1.0, 1.5 * scale / np.maximum(np.abs(left), 1e-9)) * (np.abs(left) < 5 * scale)
    here = np.concatenate([[1.0], np.clip((at - centre) / span, -2, 2)])
    return float(here @ solution), cast("Floats", values - rows @ solution)


@dataclass(frozen=True)
class Run:
    """The oddest run of letters within one value: from ``start`` to before ``stop``."""

    odd: Odd
    start: int
    stop: int


def within(values: Floats, spread: float, floor: float) -> Run | None:
    """Return the run of at most ``LONGEST_RUN`` letters that differs most from the rest of its own value.

    Args:
        values: ``(N,)`` in the order of the letters, NaN where not measured.
        spread: Usual deviation of one letter from its value's median, over the paper.
        floor: Deviation below which nothing is odd.
    """
    known = np.isfinite(values)
    if known.sum() < LEAST_NEIGHBOURS:
        return None
    scale = float(np.hypot(spread, floor))
    usual = float(np.median(values[known]))
    left = np.where(known, values - usual, 0)
    best: Run | None = None
    for length in range(1, min(LONGEST_RUN, int(known.sum()) // 3) + 1):
        sums = np.convolve(left, np.ones(length), "valid")
        whole = np.convolve(known.astype(float), np.ones(length), "valid") == length
        if not whole.any():
            break
        z = np.where(whole, sums / length / (scale * np.sqrt(1 / length + 1.57 / known.sum())), 0)
        start = int(np.abs(z).argmax())
        if best is None or abs(z[start]) > abs(best.odd.z):
            best = Run(Odd(float(z[start]), usual + float(sums[start]) / length, usual), start, start + length)
    return best


def letter_spread(stretches: list[Floats]) -> float:
    """Return the usual deviation of one letter from the median of its stretch of print, over all of them."""
    left = [values - np.nanmedian(values) for values in stretches if np.isfinite(values).sum() >= LEAST_NEIGHBOURS]
    if not left:
        return 0.0
    every = np.concatenate(left)
    return _MAD * float(np.nanmedian(np.abs(every)))
