"""How well a picture can be read: measured on its pixels, judged together with what was read."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from extractors.engine import Pixels
from extractors.model import Quality, Region, Word
from extractors.straighten import grey

MEASURED_WIDTH: Final = 1400
"""Pixels of the longer side at which sharpness is measured: what the reader sees, whatever the camera's pixels."""
BLOWN: Final = 250
"""Grey value (0..255) from which on a pixel is blown out."""
TILE: Final = 64


def quality(pixels: Pixels) -> Quality:
    """Return sharpness and glare of a picture, without reading it.

    ``sharpness`` is 1 minus the blur effect of Crété-Roffet and others (The Blur Effect, SPIE 2007): how much of the
    picture's fine variation a further blur takes away, 0..1, here along both axes on the busiest quarter of its tiles.
    ``glare`` is the share of blown-out pixels in smooth bright spots, 0..1; white paper as such is none.
    """
    picture = _at_reading_size(grey(pixels))
    return Quality(sharpness=_sharpness(picture), glare=_glare(picture), card_width_px=None)


def _at_reading_size(picture: Pixels) -> Pixels:
    scale = MEASURED_WIDTH / max(picture.shape)
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture  # type: ignore[return-value]


def _sharpness(picture: Pixels) -> float:
    values = picture.astype(np.float32)
    return round(min(_sharp_along(values), _sharp_along(values.T)), 3)


def _sharp_along(values: np.ndarray) -> float:
    """Return the share (0..1) of the variation along columns that a 9-pixel mean takes away, on the busiest tiles."""
    blurred = cv2.blur(np.ascontiguousarray(values), (1, 9))
    steps = np.abs(np.diff(values, axis=0))
    lost = np.maximum(steps - np.abs(np.diff(blurred, axis=0)), 0.0)
    busy, gone = _tile_sums(steps), _tile_sums(lost)
    if busy.size == 0 or busy.max() <= 0:
        return 0.0
    chosen = busy >= np.quantile(busy, 0.75)
    return float(np.clip(gone[chosen].sum() / max(busy[chosen].sum(), 1e-6), 0.0, 1.0))


def _tile_sums(values: np.ndarray) -> np.ndarray:
    high, wide = (size // TILE * TILE for size in values.shape)
    tiles = values[:high, :wide].reshape(high // TILE, TILE, wide // TILE, TILE)
    return np.asarray(tiles.sum(axis=(1, 3)))


def _glare(picture: Pixels) -> float:
    blown = cv2.morphologyEx(
        (picture >= BLOWN).astype(np.uint8), cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (25, 25))
    )
    share = float(blown.mean())
    # A page whose ground is white everywhere has no glare: a spot of light is a small part of what is bright.
    return round(share if share < 0.35 else 0.0, 4)


def judged(measured: Quality, words: Sequence[Word], shape: tuple[int, ...]) -> Quality:
    """Return the quality with the card's width and the reasons to ask for a new photo, by what was read."""
    sure = [word for word in words if word.confidence >= 0.6 and len(word.text) >= 3]
    width = round(Region.around(word.region for word in sure).width * shape[1] * 1.08) if len(sure) >= 4 else None
    return measured.model_copy(update={"card_width_px": width})
