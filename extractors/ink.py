"""Where the ink of one line of print stands inside a rough box around it."""

import re
from collections.abc import Callable
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Pixels
from extractors.model import Region

_UNSPACED: Final = re.compile(r"([.,])(?=[^\W_])")
CLEARLY: Final = 1.4
"""By so much the gaps between words must exceed those between letters."""
MOST_UNLIKE: Final = 2.2
"""By so much at most the widest gap between two words of a line exceeds the narrowest."""


def tight(pixels: Pixels, rough: Region, *, margin: float = 0.25) -> Region:
    """Return the box of the print in ``rough``, both in shares of ``pixels``; ``rough`` when no print stands out.

    Rows are looked for ``margin`` heights beyond ``rough`` too, columns as far as the same letters reach: what stands
    apart beside a line belongs to another value, but a box that an engine drew may be too low or may cut a letter.
    """
    high, wide = pixels.shape[:2]
    room = margin * rough.height
    side = round(0.6 * rough.height * high)
    top, bottom = max(0, int((rough.y0 - room) * high)), min(high, round((rough.y1 + room) * high))
    left, right = max(0, int(rough.x0 * wide)), min(wide, round(rough.x1 * wide))
    if bottom - top < 6 or right - left < 3:
        return rough
    start = max(0, left - side)
    ink = _ink(pixels[top:bottom, start : right + side])
    rows = _main_run((ink[:, left - start : right - start] > 0.5).mean(axis=1), gap=max(1, (bottom - top) // 12))
    if rows is None or rows[1] - rows[0] < 0.2 * (bottom - top):
        return rough
    tall = rows[1] - rows[0]
    columns = np.flatnonzero((ink[rows[0] : rows[1]] > 0.5).sum(axis=0) >= max(2, tall // 8))
    inside = columns[(columns >= left - start) & (columns < right - start)]
    if not inside.size:
        return rough
    first, last = _reaching(columns, int(inside[0]), int(inside[-1]), most=max(1, tall // 4))
    return Region.clipped(
        rough.page, (start + first) / wide, (top + rows[0]) / high, (start + last + 1) / wide, (top + rows[1]) / high
    )


def words_in(pixels: Pixels, region: Region) -> int | None:
    """Return how many words the gaps in one line of print show in ``region``; None where no print stands out.

    Words stand apart by more than a quarter of the letters' height, and by clearly more than letters do.
    """
    box = tight(pixels, region)
    high, wide = pixels.shape[:2]
    top, bottom = int(box.y0 * high), round(box.y1 * high)
    if bottom - top < 6:
        return None
    ink = _ink(pixels[max(0, top - 2) : bottom + 2, int(box.x0 * wide) : round(box.x1 * wide)])
    marked = np.flatnonzero((ink > 0.2).sum(axis=0) >= max(1, (bottom - top) // 12))
    if marked.size < 2:
        return None
    gaps = np.sort(np.diff(marked) - 1)
    between = gaps[gaps > 0.25 * (bottom - top)]
    inside = gaps[gaps <= 0.25 * (bottom - top)]
    # Where some gaps are of neither kind, or unlike each other, the print is blurred and they tell nothing.
    if between.size and (
        between[0] < CLEARLY * max(int(inside.max(initial=0)), 2) or between[-1] > MOST_UNLIKE * between[0]
    ):
        return None
    return int(between.size) + 1


def respaced(text: str, count_words: Callable[[], int | None]) -> str:
    """Return ``text`` with a space behind every dot and comma where the ink shows just so many more words.

    ``count_words`` says how many words the ink shows; it is asked only where a sign has no space behind it.
    """
    spaced = _UNSPACED.sub(r"\1 ", text)
    if spaced == text or count_words() != len(spaced.split()):
        return text
    return spaced


def _reaching(columns: NDArray[np.intp], first: int, last: int, *, most: int) -> tuple[int, int]:
    """Return ``first`` and ``last`` moved outward over inked columns, gaps of at most ``most`` px bridged."""
    for column in columns[columns < first][::-1]:
        if first - column > most:
            break
        first = int(column)
    for column in columns[columns > last]:
        if column - last > most:
            break
        last = int(column)
    return first, last


def _ink(crop: Pixels) -> NDArray[np.float32]:
    """Return how much darker than its ground each pixel is, 0..1 of the darkest strokes."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY) if crop.ndim == 3 else crop
    size = max(5, grey.shape[0] // 2) | 1
    edge = cv2.copyMakeBorder(grey, size, size, size, size, cv2.BORDER_REPLICATE)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    dark = cv2.morphologyEx(edge, cv2.MORPH_BLACKHAT, kernel)[size:-size, size:-size].astype(np.float32)
    dark = dark - float(np.median(dark))
    return cast("NDArray[np.float32]", np.clip(dark / max(float(np.percentile(dark, 98.5)), 1.0), 0.0, 1.0))


def _main_run(profile: NDArray[np.floating], *, gap: int) -> tuple[int, int] | None:
    """Return the ends of the heaviest run of rows with ink, bridging ``gap`` rows without, or None."""
    marked = np.flatnonzero(profile > 0.12 * float(profile.max()))
    if not marked.size:
        return None
    runs = np.split(marked, np.flatnonzero(np.diff(marked) > gap + 1) + 1)
    best = max(runs, key=lambda run: float(profile[run[0] : run[-1] + 1].sum()))
    return int(best[0]), int(best[-1]) + 1
