"""Print that a lamp's reflection hides: where it may have taken an end of a value, or its middle, nobody can tell."""

from collections.abc import Iterable
from statistics import median
from typing import Final

import numpy as np

from extractors.engine import Pixels
from extractors.model import Region
from extractors.straighten import cut

WHITE: Final = 244
"""Brightness (0..255, of the darkest channel) from which on a pixel shows nothing."""
TINTED: Final = 232
"""Brightness of the ground up to which white is no paper: on copies it is, and there is no glare on them."""
AROUND: Final = (2.2, 3.0)
"""How far left and right of a value its print may have gone on, in heights of the line."""
LEAST: Final = 0.6
"""Blank white columns that may hide a letter, in heights of the line."""


def ground_of(pixels: Pixels, regions: Iterable[Region]) -> int:
    """Return how bright (0..255, of the darkest channel) the paper is under the print in ``regions``, by the middle."""
    levels = [int(np.percentile(_darkest(cut(pixels, region)), 75)) for region in regions]
    return int(median(levels)) if levels else 255


def hides_print(pixels: Pixels, region: Region, ground: int) -> bool:
    """Whether glare lies on or right beside the line of print in ``region``; ``ground`` as ``ground_of`` gives it."""
    if ground > TINTED:
        return False
    high, wide = pixels.shape[:2]
    em = region.height * high / wide
    whole = Region.clipped(region.page, region.x0 - AROUND[0] * em, region.y0, region.x1 + AROUND[1] * em, region.y1)
    white = (_darkest(cut(pixels, whole)) >= WHITE).mean(axis=0) >= 0.7
    return int(np.count_nonzero(white)) >= LEAST * region.height * float(high)


def _darkest(part: Pixels) -> Pixels:
    return part if part.ndim == 2 else part.min(axis=2)
