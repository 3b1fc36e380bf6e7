"""How well a picture can be read: measured on its pixels, judged together with what was read on it.

A measure alone asks nobody for a new photo: a soft picture whose words were read is good enough.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Pixels
from extractors.model import Quality, Region, Word
from extractors.straighten import grey

MEASURED_SIDE: Final = 1400
"""Pixels of the longer side at which a picture is measured: what the reader sees, whatever the camera's pixels."""
CRISP_RATIO: Final = 2.5
"""Ratio of fine to coarse gradient at which sharpness is 1; a blur of 2 pixels at reading size gives about 1.7."""
SOFT: Final = 0.4
"""Sharpness below which an unread picture is called blurred (text of specimens is lost at 0.3, read at 0.45)."""
BLOWN: Final = 246
"""Grey value (0..255) of a softened picture from which on it holds no print."""
GLARING: Final = 0.02
"""Share of the picture that is blown out from which on an unread picture is said to have glare."""
DARK: Final = 70
"""Grey value below which nearly all of a dark picture lies (its 95th percentile)."""
SMALL_SIDE: Final = 640
"""Pixels of the longer side below which an unread picture is said to be too small."""
SMALL_TEXT: Final = 10.0
"""Pixels of height below which an unread picture's words are said to be too small."""
SURE_WORD: Final = 0.6
"""Confidence (0..1) from which on a word of three letters or more counts as read."""
SURE_WORDS: Final = 10
"""So many words read say that the picture can be read."""


def quality(pixels: Pixels) -> Quality:
    """Return sharpness and glare of a picture, without reading it.

    ``sharpness`` (0..1): at the strongest edges, how much steeper the fine gradient is than a coarse one, as in the
    estimate of defocus by two blurs (Zhuo and Sim, Defocus map estimation from a single image, Pattern Recognition
    2011): the upper quartile of |gradient at 1 px| / |gradient at 2.5 px|, of which 1 is 0 and ``CRISP_RATIO`` is 1.
    ``glare`` (0..1): the share of the picture in blown-out spots that do not touch its edge; white paper is none.
    """
    picture = grey(pixels)
    scale = MEASURED_SIDE / max(picture.shape)
    if scale < 1:
        picture = cast("Pixels", cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return Quality(sharpness=_sharpness(picture), glare=_glare(picture), card_width_px=None)


def _sharpness(picture: Pixels) -> float:
    values = picture.astype(np.float32)
    fine, coarse = _gradient(values, 1.0), _gradient(values, 2.5)
    edges = coarse >= max(float(np.percentile(coarse, 97)), 8.0)
    if int(edges.sum()) < 50:
        return 0.0
    ratio = float(np.percentile(fine[edges] / coarse[edges], 75))
    return round(float(np.clip((ratio - 1.0) / (CRISP_RATIO - 1.0), 0.0, 1.0)), 3)


def _gradient(values: np.ndarray, sigma: float) -> np.ndarray:
    soft = cv2.GaussianBlur(values, (0, 0), sigma)
    return np.hypot(cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1))


def _glare(picture: Pixels) -> float:
    soft = cv2.GaussianBlur(picture, (0, 0), max(picture.shape) / 250)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((soft >= BLOWN).astype(np.uint8))
    high, wide = picture.shape
    share = 0.0
    for index in range(1, count):
        x, y, across, down, area = (int(value) for value in stats[index])
        if x > 0 and y > 0 and x + across < wide and y + down < high and area > 0.002 * labels.size:
            share += area / labels.size
    return round(min(share, 1.0), 4)


def sure_words(words: Sequence[Word]) -> list[Word]:
    """Return the words of three letters or digits and more that were read with confidence."""
    return [word for word in words if word.confidence >= SURE_WORD and sum(map(str.isalnum, word.text)) >= 3]


def judged(measured: Quality, pixels: Pixels, words: Sequence[Word]) -> Quality:
    """Return the quality with the card's width and the reasons to ask for a new photo, by what was read.

    ``words`` are those of the whole picture. Reasons: ``blur``, ``glare``, ``dark``, ``low_resolution``; none when
    enough words were read, and none for a clear picture that simply has little print.
    """
    sure = sure_words(words)
    width = (
        round(Region.around(word.region for word in sure).width * pixels.shape[1] * 1.08) if len(sure) >= 4 else None
    )
    width = min(width, pixels.shape[1]) if width is not None else None
    reasons = () if len(sure) >= SURE_WORDS else _reasons(measured, pixels, words)
    return measured.model_copy(update={"card_width_px": width, "reasons": reasons})


def _reasons(measured: Quality, pixels: Pixels, words: Sequence[Word]) -> tuple[str, ...]:
    heights = [word.region.height * pixels.shape[0] for word in words if word.text.isalnum()]
    found = {
        "blur": measured.sharpness < SOFT,
        "glare": measured.glare >= GLARING,
        "low_resolution": max(pixels.shape[:2]) < SMALL_SIDE or (len(heights) >= 4 and median(heights) < SMALL_TEXT),
        "dark": float(np.percentile(grey(pixels), 95)) < DARK,
    }
    return tuple(code for code, holds in found.items() if holds)
