"""Shadows taken off a paper: its ground made evenly light, so that print stands out alike in light and shade.

A reader that finds one threshold for a whole picture loses every line in a hard shadow. Where the light is even, a
paper is left as it is: what is multiplied there is noise.
"""

from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.straighten import grey

STROKE: Final = 0.022
"""Share of the longer side: wider than a stroke of print and the holes in it, narrower than what casts a shadow."""
GROUND: Final = 225.0
"""Grey value that the ground is brought to."""
MOST_GAIN: Final = 4.0
"""In a shade deeper than this a camera saw more noise than print."""
SHADED: Final = 0.75
"""Ratio of the ground's dark parts to its light ones below which a shadow lies on it."""
EDGE: Final = 0.08
"""Share of each side that is left out when the light is measured: what lies beside a paper is not its ground."""


def is_shaded(pixels: Pixels) -> bool:
    """Whether a shadow lies on the paper; ``pixels`` hold little else than it.

    On a card it must take a seventh of it, more than a portrait does; on a sheet, which has none, a little of it.
    """
    scale = 360 / max(pixels.shape[:2])
    small = cv2.resize(grey(pixels), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ground = _ground(cast("Pixels", small))
    high, wide = ground.shape
    inner = ground[round(high * EDGE) : high - round(high * EDGE), round(wide * EDGE) : wide - round(wide * EDGE)]
    dark, bright = np.percentile(inner, (15 if wide >= high else 3, 97))
    return bool(dark < SHADED * bright)


def evened(pixels: Pixels) -> Pixels:
    """Return the picture with its ground evenly light; colours keep their hue."""
    ground = cv2.GaussianBlur(_ground(grey(pixels)), (0, 0), max(1.0, 0.002 * max(pixels.shape))).astype(np.float32)
    gain = np.clip(GROUND / np.maximum(ground, 1.0), 1.0, MOST_GAIN)
    if pixels.ndim == 3:
        gain = gain[..., None]
    return cast("Pixels", np.minimum(pixels * gain, 255).astype(np.uint8))


def _ground(picture: Pixels) -> NDArray[np.uint8]:
    """Return the light of the paper behind its print: the picture with everything narrow and dark filled up."""
    reach = max(3, round(STROKE * max(picture.shape)) | 1)
    return cast("NDArray[np.uint8]", cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)))
