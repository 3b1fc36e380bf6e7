"""Ink on paper: what pens and pads left, without the colour of either."""

from typing import Final, cast

import cv2
import numpy as np

from validators.forensics.exhibit import Pixels

LEAST_INK: Final = 0.004
"""Share of a crop that must be ink."""
_DARK: Final = 60
"""Grey levels below the paper from which on a pixel is ink."""


def inked(picture: Pixels) -> Pixels:
    """Return ``picture`` (BGR or grey) as ink on white: each pixel as dark as its darkest colour is against the paper."""
    colours = picture if picture.ndim == 3 else picture[:, :, None]
    side = max(3, min(colours.shape[:2]) // 3) | 1
    dark = np.zeros(colours.shape[:2], np.float32)
    for channel in np.moveaxis(colours, 2, 0):
        paper = cv2.GaussianBlur(cv2.morphologyEx(channel, cv2.MORPH_CLOSE, np.ones((side, side))), (0, 0), side / 4)
        dark = np.maximum(dark, 255.0 * (1.0 - channel.astype(np.float32) / np.maximum(paper, 1)))
    dark = np.clip((dark - 12.0) * 1.6, 0, 255)
    return cast("Pixels", (255 - dark).astype(np.uint8))


def ink_box(picture: Pixels) -> tuple[int, int, int, int] | None:
    """Return the box in pixels around the ink, without thin long lines and specks; None where there is hardly any."""
    ink = (inked(picture) < 255 - _DARK).astype(np.uint8)
    high, wide = ink.shape
    ruled = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(9, wide // 2)), np.uint8))
    ink = cv2.morphologyEx(ink & (1 - ruled), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    keep = np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] >= 0.0006 * high * wide) + 1
    rows, columns = np.nonzero(np.isin(labels, keep))
    if len(rows) < LEAST_INK * high * wide:
        return None
    x0, x1 = np.percentile(columns, (0.5, 99.5))
    y0, y1 = np.percentile(rows, (0.5, 99.5))
    return (int(x0), int(y0), int(x1) + 1, int(y1) + 1) if x1 - x0 >= 8 and y1 - y0 >= 8 else None
