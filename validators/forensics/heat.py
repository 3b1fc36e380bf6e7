"""From a measure over a picture to its strongest place and its map, as every check of pictures tells them."""

from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Region
from validators.forensics.check import Measured
from validators.forensics.exhibit import Pixels

Grey = NDArray[np.float32]

HOTTEST: Final = 8.0
"""Robust deviations that are shown as hottest."""


def measured(
    values: Grey, usable: NDArray[np.bool_], turned: int = 0, page: int = 0, least_spread: float = 1e-3
) -> Measured:
    """Return the strongest place of ``values`` (any grid over the page), as robust deviations from the usable ones.

    Args:
        values: How unusual each cell is; higher is more unusual.
        usable: Where that says anything.
        turned: Quarter turns anticlockwise from the page as stored to the grid; they are undone.
        page: The upload's page.
        least_spread: Spread of the values below which it counts as this: a measure that is the same nearly everywhere
            would else make a mountain of its first step.
    """
    if int(usable.sum()) < 50:
        return Measured()
    known = values[usable]
    middle = float(np.median(known))
    spread = 1.4826 * float(np.median(np.abs(known - middle)))
    spread = max(spread, least_spread)
    deviations = np.where(usable, (values - middle) / spread, 0).astype(np.float32)
    upright = np.ascontiguousarray(np.rot90(deviations, -turned))
    score = max(float(upright.max()), 0.0)
    if score <= 0:
        return Measured()
    return Measured(score=score, region=_place(upright, page), map=_map(upright))


def _place(deviations: Grey, page: int) -> Region:
    high, wide = deviations.shape
    _, labels = cv2.connectedComponents((deviations >= deviations.max() / 2).astype(np.uint8))
    top = np.unravel_index(int(deviations.argmax()), deviations.shape)
    rows, columns = np.nonzero(labels == labels[top])
    return Region.clipped(
        page, columns.min() / wide, rows.min() / high, (columns.max() + 1) / wide, (rows.max() + 1) / high
    )


def _map(deviations: Grey) -> Pixels:
    return cast("Pixels", np.clip(deviations / HOTTEST * 255, 0, 255).astype(np.uint8))
