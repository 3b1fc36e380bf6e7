"""Port of the OCR engines, and the page that they and the document types work on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from extractors.model import Quality, ReadingSource, Word

Pixels = NDArray[np.uint8]
"""``(H, W, 3)`` BGR or ``(H, W)`` grey, uint8."""


class Layout(StrEnum):
    """What an engine is told about the picture."""

    PAGE = "page"  # whole page, columns possible
    COLUMN = "column"  # one column of lines of varying size: a card, a form
    BLOCK = "block"  # one uniform block of text
    LINE = "line"  # one line, already cropped


class OcrEngine(Protocol):
    """Reads words from a picture. One engine a file in ``extractors/ocr``; contract in tests/contract."""

    name: str

    def version(self) -> str:
        """Return the engine's version with the hashes of its models, e.g. ``5.3.0 eng:1a2b3c4d``."""

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        """Return the words of ``image`` in reading order, regions in shares of ``image``, page 0.

        ``charset`` names the only characters to be expected, or None.

        Raises:
            UnreadableUpload: the engine ran out of time (``ocr_timeout``) or broke (``ocr_failed``).
        """


@dataclass(frozen=True)
class PageImage:
    """One decoded page as stored after its EXIF orientation; ``words`` is a PDF's own text layer, or empty."""

    index: int
    pixels: Pixels
    dpi: float | None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class ReadPage:
    """One page with its words, both **upright**: ``rotation`` degrees clockwise from the page as stored.

    Word regions are in shares of the upright page; ``imaging.to_stored`` maps them back.
    """

    index: int
    pixels: Pixels
    words: tuple[Word, ...]
    rotation: int
    quality: Quality
    source: ReadingSource
    engine: str


@dataclass(frozen=True)
class Readers:
    """The engines of this process: the standard one, and the second one where a number matters or reading is unsure."""

    first: OcrEngine
    second: OcrEngine | None = None

    def versions(self) -> Mapping[str, str]:
        """Return name -> version of every engine."""
        engines = [self.first, *([self.second] if self.second else [])]
        return {engine.name: engine.version() for engine in engines}
