"""Two stamps held against each other: one impression copied, or one die laid on twice.

A die has one shape, so that two of its impressions are alike in every letter. But a hand turns it each time a little
otherwise, and each time the ink takes here well and there badly. A picture that was pasted has both twice.
"""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics.exhibit import Pixels
from validators.forensics.likeness import placing_of

SIDE: Final = 200
"""Pixels of the longer side at which two stamps are held against each other."""
MOST_TURNED: Final = 2.5
"""Degrees by which one may be turned against the other: how far two scans of one paper lie askew."""
INK_SAME: Final = 0.8
"""Correlation of where the ink took well and badly, from which on two impressions are one. Drawn stamps, seeds 1000 to
1004: one impression 0.89 and more, also after a messenger; one die laid on twice 0.34 at most."""
LEAST_UNEVEN: Final = 0.045
"""Standard deviation of the ink (optical density) below which it took evenly: then the die's own lines are alike on any
two of its impressions. Drawn stamps: evenly inked 0.020 to 0.035, unevenly 0.060 up, after a messenger 0.041 up."""
_LEAST_INK: Final = 0.12
_SOFT: Final = 2.5
"""Blur in pixels over which ink is weighed: wider than a line of a stamp."""

Density = NDArray[np.float32]
"""``(H, W)``, optical density 0..2."""


@dataclass(frozen=True)
class Pressed:
    """``turned`` degrees of one impression against the other, and how alike the ink took (``ink``, -1..1)."""

    turned: float
    ink: float

    @property
    def is_one(self) -> bool:
        """Whether both are one impression, as far as can be told."""
        return abs(self.turned) <= MOST_TURNED and self.ink >= INK_SAME


def pressed(one: Pixels, other: Pixels) -> Pressed | None:
    """Return how two crops of stamps, cut to their ink, lie on each other; None where the ink is too even to tell."""
    scale = SIDE / max(one.shape[:2])
    size = (max(40, round(one.shape[1] * scale)), max(40, round(one.shape[0] * scale)))
    left, right = (
        density(np.asarray(cv2.resize(each, size, interpolation=cv2.INTER_AREA), np.uint8)) for each in (one, other)
    )
    matrix = placing_of(left, right)
    laid = cv2.warpAffine(right, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    mask = (cv2.GaussianBlur(np.maximum(left, laid), (0, 0), 1.0) >= _LEAST_INK).astype(np.float32)
    took = [_took(each, mask) for each in (left, np.asarray(laid, np.float32))]
    inside = mask > 0
    if inside.sum() < 200 or min(float(each[inside].std()) for each in took) < LEAST_UNEVEN:
        return None
    turned = float(np.degrees(np.arctan2(matrix[1, 0] - matrix[0, 1], matrix[0, 0] + matrix[1, 1])))
    return Pressed(turned, float(np.corrcoef(took[0][inside], took[1][inside])[0, 1]))


def density(picture: Pixels) -> Density:
    """Return how much ink lies where, whatever its colour: what it takes of the paper's light, as optical density."""
    colours = (picture if picture.ndim == 3 else picture[:, :, None]).astype(np.float32) + 1.0
    side = max(9, min(picture.shape[:2]) // 3) | 1
    paper = cv2.GaussianBlur(cv2.morphologyEx(colours, cv2.MORPH_CLOSE, np.ones((side, side))), (0, 0), side / 4)
    taken = np.log10(np.maximum(paper.reshape(colours.shape), 1.0) / colours)
    return np.asarray(np.clip(taken.max(axis=2), 0.0, 2.0), np.float32)


def _took(ink: Density, mask: Density) -> NDArray[Any]:
    """Return how well the ink took around each place of the die: its mean there, over the die's lines alone."""
    weight = cv2.GaussianBlur(mask, (0, 0), _SOFT)
    return np.asarray(cv2.GaussianBlur(ink * mask, (0, 0), _SOFT) / np.maximum(weight, 1e-3))
