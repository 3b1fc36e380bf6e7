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
    """Return ``picture`` (BGR or grey) as ink on white: as dark as its darkest colour is on the paper."""
    colours = picture if picture.ndim == 3 else picture[:, :, None]
    side = max(3, min(colours.shape[:2]) // 3) | 1
    dark = np.zeros(colours.shape[:2], np.float32)
    for channel in np.moveaxis(colours, 2, 0):
        paper = cv2.GaussianBlur(cv2.morphologyEx(channel, cv2.MORPH_CLOSE, np.ones((side, side))), (0, 0), side / 4)
        dark = np.maximum(dark, 255.0 * (1.0 - channel.astype(np.float32) / np.maximum(paper, 1)))
    dark = np.clip((dark - 12.0) * 1.6, 0, 255)
    return cast("Pixels", (255 - dark).astype(np.uint8))


def ink_box(picture: Pixels, core: tuple[int, int, int, int]) -> tuple[int, int, int, int] | None:
    """Return the box in pixels around the ink that stands in ``core`` or reaches into it; None where it is hardly any.

    Long thin lines (what one signs above) and specks do not count.
    """
    ink = (inked(picture) < 255 - _DARK).astype(np.uint8)
    high, wide = ink.shape
    ruled = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(9, round(0.6 * wide))), np.uint8))
    closed = cv2.morphologyEx(np.asarray(ink * (1 - ruled), np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    inside = np.bincount(labels[core[1] : core[3], core[0] : core[2]].ravel(), minlength=len(stats))
    area = stats[:, cv2.CC_STAT_AREA]
    keep = (area >= 0.0006 * high * wide) & (inside >= 0.25 * area)
    keep[0] = False
    if area[keep].sum() < LEAST_INK * high * wide:
        return None
    left, top = stats[keep, cv2.CC_STAT_LEFT], stats[keep, cv2.CC_STAT_TOP]
    x0, y0 = int(left.min()), int(top.min())
    x1, y1 = int((left + stats[keep, cv2.CC_STAT_WIDTH]).max()), int((top + stats[keep, cv2.CC_STAT_HEIGHT]).max())
    return (x0, y0, x1, y1) if x1 - x0 >= 8 and y1 - y0 >= 8 else None
