"""Blocks of a JPEG that were not quantised twice, on a picture whose others were."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics import blocks, heat
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.strata import Stratum

COEFFICIENTS: Final = range(1, 13)
"""Places in zigzag order that are looked at: the low frequencies, where print leaves large values."""
MOST_STEPS: Final = 60
"""Quantised values on each side of zero that are counted."""
LEAST_BLOCKS: Final = 1500
WINDOW: Final = 5
LEAST_VALUES: Final = 12
"""Values in a window of 5 x 5 blocks below which it says nothing."""
LEAST_ADVANTAGE: Final = 0.02
"""Log likelihood a block by which a period must explain the values better than none."""


def _is_jpeg(exhibit: Exhibit) -> bool:
    return exhibit.media_type == "image/jpeg"


@check(strata=frozenset({Stratum.CAMERA_JPEG}), wants=_is_jpeg, of_pixels=True)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell where a picture lacks the traces of an earlier JPEG that the rest of it bears.

    Values that were quantised twice leave gaps and peaks at a period (Lin et al., Pattern Recognition 42, 2009; Bianchi
    and Piva, IEEE TIFS 7, 2012). What was put in between the two savings has none. The score is how far the likeliest
    place stands out from the picture's own spread; the map shows every block.
    """
    seen = blocks.parsed(exhibit)
    turned = blocks.turns(exhibit, seen)
    picture = blocks.grey(exhibit, turned)
    if picture.shape != (seen.height, seen.width) or not seen.tables:
        raise NotMeasurable("resized")
    found = blocks.coefficients(picture)
    if found.shape[0] * found.shape[1] < LEAST_BLOCKS:
        raise NotMeasurable("too_small")
    steps = seen.tables[min(seen.tables)]
    evidence, seen_at = _evidence(found, steps)
    if not seen_at.any():
        yield Measured()
        return
    # Sums over windows of blocks, each by the root of how many values it rests on: few values make no place stand out.
    held = cv2.boxFilter(seen_at, -1, (WINDOW, WINDOW), normalize=False)
    likely = cv2.boxFilter(evidence, -1, (WINDOW, WINDOW), normalize=False) / np.sqrt(np.maximum(held, 1))
    yield heat.measured(likely.astype(np.float32), held >= LEAST_VALUES, turned)


def _evidence(found: NDArray[np.float32], steps: tuple[int, ...]) -> tuple[blocks.Grey, blocks.Grey]:
    """Return for each block the log likelihood of "once" against "twice", and how many values it rests on."""
    evidence = np.zeros(found.shape[:2], np.float32)
    count = np.zeros(found.shape[:2], np.float32)
    for place in COEFFICIENTS:
        row, column = blocks.ZIGZAG[place]
        values = np.rint(found[:, :, row, column] / steps[place]).astype(int)
        period, share = _period(values)
        if period is None:
            continue
        inside = (np.abs(values) <= MOST_STEPS) & (np.abs(values) >= 2)
        evidence += np.where(inside, -np.log(np.maximum(share[values % period] * period, 0.05)), 0).astype(np.float32)
        count += inside
    return evidence, count


def _period(values: NDArray[np.int_]) -> tuple[int | None, NDArray[np.float64]]:
    """Return the period (2..20) that explains the values best, and the share of each place in it; None for none."""
    large = values[(np.abs(values) <= MOST_STEPS) & (np.abs(values) >= 2)]
    best: tuple[int | None, NDArray[np.float64]] = (None, np.zeros(0))
    if large.size < LEAST_BLOCKS // 2:
        return best
    highest = LEAST_ADVANTAGE
    # Print has a falling histogram of its own; what is left after its trend is the period's.
    histogram = np.bincount(large + MOST_STEPS, minlength=2 * MOST_STEPS + 1).astype(np.float64)
    trend = cv2.GaussianBlur(histogram.reshape(1, -1), (0, 0), 4).ravel() + 1e-9
    weights = (histogram / trend)[large + MOST_STEPS]
    for period in range(2, 21):
        counted = np.bincount(large % period, weights=weights, minlength=period)
        share: NDArray[np.float64] = counted / counted.sum()
        gain = float((share * np.log(np.maximum(share * period, 1e-6))).sum()) - (period - 1) / large.size
        if gain > highest * 1.1:
            highest, best = gain, (period, share)
    return best
