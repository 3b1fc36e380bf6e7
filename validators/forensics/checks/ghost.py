"""Places of a picture whose earlier JPEG quality is not the rest's."""

from collections.abc import Iterator
from typing import Final, cast

import cv2
import numpy as np

from validators.forensics import blocks, heat
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.strata import Stratum

QUALITIES: Final = tuple(range(50, 96, 5))
MARGIN: Final = 3
"""How far below the file's own quality a trial lies at least: at its own, every place fits."""
WINDOW: Final = 16
CELL: Final = 8
LEAST_TEXTURE: Final = 8.0
"""Mean square difference at the coarsest trial below which a place is flat and says nothing."""
MOST_PIXELS: Final = 6_000_000
LEAST_SPREAD: Final = 0.06
"""Of answers between 0 (least change of all trials) and 1 (most)."""


@check(strata=frozenset({Stratum.CAMERA_JPEG, Stratum.LOSSLESS}), of_pixels=True)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Save the picture again at ten qualities, and tell where it answers unlike the rest (JPEG ghosts).

    What was a JPEG of quality q before changes little when it is saved at q again (Farid, IEEE TIFS 4, 2009). The score
    is how far the strongest place stands out, over all trials; the map shows that trial.
    """
    seen = blocks.parsed(exhibit) if exhibit.media_type == "image/jpeg" else None
    turned, top = blocks.turns(exhibit, seen), seen.quality if seen is not None else 100
    picture = blocks.grey(exhibit, turned)
    if picture.size > MOST_PIXELS:
        raise NotMeasurable("too_large")
    if min(picture.shape) < 10 * WINDOW:
        raise NotMeasurable("too_small")
    trials = [quality for quality in QUALITIES if quality <= top - MARGIN]
    if len(trials) < 3:
        raise NotMeasurable("too_coarse")
    answers = np.stack([_answer(picture, quality) for quality in trials])
    usable = answers[0] > LEAST_TEXTURE
    lowest, highest = answers.min(axis=0), answers.max(axis=0)
    spread = (answers - lowest) / np.maximum(highest - lowest, 1e-3)
    best = Measured()
    for trial in spread:
        smooth = cv2.blur(trial, (5, 5))
        middle = np.median(smooth[usable]) if usable.any() else 0.0
        found = heat.measured(np.abs(smooth - middle).astype(np.float32), usable, turned, least_spread=LEAST_SPREAD)
        best = found if found.score > best.score else best
    yield best


def _answer(picture: blocks.Grey, quality: int) -> blocks.Grey:
    """Return the mean square change of each window when the picture is saved at ``quality``, one value a block."""
    whole = picture.astype(np.uint8)
    again = cv2.imdecode(cv2.imencode(".jpg", whole, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE)
    change = (picture - cast("blocks.Grey", again)) ** 2
    return cast("blocks.Grey", cv2.blur(change, (WINDOW, WINDOW))[CELL // 2 :: CELL, CELL // 2 :: CELL])
