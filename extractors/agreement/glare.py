"""Values that a lamp's reflection has washed out: what is left of one may look whole, so nobody relies on it.

Glare adds light: it brings ink nearer to the paper, and the paper nearer to white. A shadow dims both alike, and pale
print stands on paper of the page's own brightness, so neither is taken for it.
"""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Final

import cv2
import numpy as np

from extractors.agreement.cells import straight
from extractors.engine import Pixels, ReadPage
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word

LEAST_WORDS: Final = 8
"""With fewer sure words nobody knows how dark the page's ink is."""
SURE_WORD: Final = 0.6
PALE: Final = 0.66
"""Contrast of ink, in shares of the page's usual, below which it is pale."""
LIGHTER: Final = 6.0
"""Grey levels by which the paper under glare is lighter than the page's usual."""
PART: Final = 1.5
"""Width of a part of a word that is looked at by itself, in heights of the word."""


def doubted_under_glare(fields: Mapping[str, Field], pages: Mapping[int, ReadPage]) -> dict[str, Field]:
    """Return ``fields`` with those made doubtful whose print is washed out by glare in part.

    Regions are in shares of the straightened pages.
    """
    looks = {index: _Look(page) for index, page in pages.items()}
    return {name: _told(field, looks) for name, field in fields.items()}


def _told(field: Field, looks: Mapping[int, "_Look"]) -> Field:
    region = field.region
    sure = field.status is FieldStatus.OK and field.source is ReadingSource.VISUAL and isinstance(field.value, str)
    if not sure or region is None or region.page not in looks or not looks[region.page].is_washed_out(region):
        return field
    return field.model_copy(update={"status": FieldStatus.DOUBTFUL})


class _Look:
    """One page's ink and paper: how dark the one, how bright the other usually is."""

    def __init__(self, page: ReadPage) -> None:
        pixels, self._words = straight(page)
        darkest = pixels if pixels.ndim == 2 else pixels.min(axis=2)
        self._picture: Pixels = cv2.GaussianBlur(darkest, (3, 3), 0)  # type: ignore[assignment]
        sure = [word for word in self._words if word.confidence >= SURE_WORD and _is_long(word)]
        seen = [self._seen(word.region) for word in sure]
        self._usual = median(contrast for contrast, _ in seen) if len(seen) >= LEAST_WORDS else 0.0
        self._paper = median(paper for _, paper in seen) if len(seen) >= LEAST_WORDS else 255.0

    def is_washed_out(self, region: Region) -> bool:
        """Whether glare lies on a part of the print in ``region``."""
        if not self._usual:
            return False
        inner = [word for word in self._words if _is_in(word, region) and _is_long(word)]
        parts = (part for word in inner for part in self._parts(word.region))
        return any(self._is_glare(*self._seen(part)) for part in parts)

    def _is_glare(self, contrast: float, paper: float) -> bool:
        return contrast < PALE * self._usual and paper >= self._paper + LIGHTER

    def _parts(self, word: Region) -> Iterator[Region]:
        """Yield the parts of a word one by one: glare may lie on its end alone."""
        high, wide = self._picture.shape
        count = max(1, int(word.width / (PART * word.height * high / wide)))
        for index in range(count):
            x0, x1 = (word.x0 + place * word.width / count for place in (index, index + 1))
            yield Region.clipped(word.page, x0, word.y0, x1, word.y1)

    def _seen(self, region: Region) -> tuple[float, float]:
        """Return the contrast of ink to paper (0..1) and the brightness of the paper (0..255) in ``region``."""
        high, wide = self._picture.shape
        x0, y0 = min(int(region.x0 * wide), wide - 1), min(int(region.y0 * high), high - 1)
        part = self._picture[y0 : max(y0 + 1, round(region.y1 * high)), x0 : max(x0 + 1, round(region.x1 * wide))]
        ink, paper = np.percentile(part, (6, 85))
        return 1.0 - float(ink) / max(float(paper), 1.0), float(paper)


def _is_in(word: Word, region: Region) -> bool:
    x, y = (word.region.x0 + word.region.x1) / 2, (word.region.y0 + word.region.y1) / 2
    return word.region.page == region.page and region.x0 <= x <= region.x1 and region.y0 <= y <= region.y1


def _is_long(word: Word) -> bool:
    """Whether a word has as much ink as print has: a stroke between two words has less."""
    return sum(map(str.isalnum, word.text)) >= 3
