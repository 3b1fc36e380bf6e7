"""Port of the OCR engines, and the page that they and the document types work on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from extractors.model import Quality, ReadingSource, Region, Word
from extractors.scripts import Script

Pixels = NDArray[np.uint8]
"""``(H, W, 3)`` BGR or ``(H, W)`` grey, uint8."""


class Layout(StrEnum):
    """What an engine is told about the picture."""

    PAGE = "page"  # whole page, columns possible
    COLUMN = "column"  # one column of lines of varying size: a card, a form
    BLOCK = "block"  # one uniform block of text
    LINE = "line"  # one line, already cropped


class EngineUnavailable(RuntimeError):  # noqa: N818  # named for what it says
    """An engine or its language data is not installed; the message names what to install."""


class OcrEngine(Protocol):
    """Reads words from a picture. One engine a file in ``extractors/ocr``; contract in tests/contract."""

    name: str

    def version(self) -> str:
        """Return the engine's version with the hashes of its models, e.g. ``5.3.0 eng:1a2b3c4d``.

        Raises:
            EngineUnavailable: the engine or its language data is not installed.
        """

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        """Return the words of ``image`` in reading order, regions in shares of ``image``, page 0.

        ``charset`` names the only characters to be expected, or None.

        Raises:
            UnreadableUpload: the engine ran out of time (``ocr_timeout``) or broke (``ocr_failed``).
        """


@runtime_checkable
class BatchEngine(Protocol):
    """An engine for which many lines at once cost less than one after the other; what it reads is the same."""

    def read_lines(self, images: Sequence[Pixels], *, charset: str | None = None) -> tuple[tuple[Word, ...], ...]:
        """Return for each of ``images`` what ``OcrEngine.read`` with ``Layout.LINE`` returns, in their order.

        Raises:
            UnreadableUpload: the engine ran out of time (``ocr_timeout``) or broke (``ocr_failed``).
        """


@runtime_checkable
class SlotReader(Protocol):
    """An engine that can be told what may stand in each place of a line of known length."""

    def read_slots(self, image: Pixels, slots: Sequence[Mapping[str, str]]) -> tuple[Word, ...]:
        """Return one word of one character for each of ``slots``, from left to right; () when the line is too short.

        A slot maps the letters that its ink may look like to the character that it then is. A word's confidence is
        low where the ink looks like something else, and beside a character that was passed over or made of nothing.

        Raises:
            UnreadableUpload: the engine ran out of time (``ocr_timeout``) or broke (``ocr_failed``).
        """


@runtime_checkable
class OrientingEngine(Protocol):
    """An engine that sees which way up a page stands."""

    def orientation(self, image: Pixels) -> tuple[int, float] | None:
        """Return by how much ``image`` must be turned clockwise to stand upright (0, 90, 180, 270), and how sure.

        The sureness is the engine's own measure, 0 and up. None when there is too little print to tell.

        Raises:
            UnreadableUpload: the engine ran out of time (``ocr_timeout``) or broke (``ocr_failed``).
        """


def read_lines(
    engine: OcrEngine, images: Sequence[Pixels], *, charset: str | None = None
) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each of ``images``, every one the crop of a single line, in their order.

    Raises:
        UnreadableUpload: the engine ran out of time (``ocr_timeout``) or broke (``ocr_failed``).
    """
    if isinstance(engine, BatchEngine):
        return engine.read_lines(images, charset=charset)
    return tuple(engine.read(image, Layout.LINE, charset=charset) for image in images)


@dataclass(frozen=True)
class PageImage:
    """One decoded page as stored after its EXIF orientation; ``words`` is a PDF's own text layer, or empty."""

    index: int
    pixels: Pixels
    dpi: float | None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class View:
    """The upright page as a reader straightened it: pixels, words in shares of them, and the way back.

    ``to_page`` is the 3 x 3 homography from pixels of the view to pixels of the upright page.
    """

    pixels: Pixels
    words: tuple[Word, ...]
    to_page: NDArray[np.float64]

    def on_page(self, region: Region, page: Pixels) -> Region:
        """Return ``region`` of the view in shares of the upright ``page``: the box around its four corners."""
        high, wide = self.pixels.shape[:2]
        corners = [(x * wide, y * high, 1.0) for x in (region.x0, region.x1) for y in (region.y0, region.y1)]
        mapped = self.to_page @ np.array(corners).T
        across = mapped[0] / mapped[2] / page.shape[1]
        down = mapped[1] / mapped[2] / page.shape[0]
        return Region.clipped(
            region.page, float(across.min()), float(down.min()), float(across.max()), float(down.max())
        )


@dataclass(frozen=True)
class Part:
    """Where a paper that was cut out of a picture of several lies on it, and the way back.

    ``region`` is the box around it, in shares of the page as stored; ``to_stored`` the 3 x 3 homography from shares of
    the upright paper to shares of the page as stored.
    """

    region: Region
    to_stored: NDArray[np.float64]

    def on_stored(self, region: Region) -> Region:
        """Return ``region`` of the upright paper in shares of the page as stored: the box around its four corners."""
        corners = [(x, y, 1.0) for x in (region.x0, region.x1) for y in (region.y0, region.y1)]
        across, down, depth = self.to_stored @ np.array(corners).T
        across, down = across / depth, down / depth
        return Region.clipped(
            region.page, float(across.min()), float(down.min()), float(across.max()), float(down.max())
        )


@dataclass(frozen=True)
class ReadPage:
    """One page with its words, both **upright**: ``rotation`` degrees clockwise from the page as stored.

    Word regions are in shares of the upright page; ``imaging.to_stored`` maps them back. Of a picture of several
    papers, each is a page of its own: then ``part`` maps back.
    """

    index: int
    pixels: Pixels
    words: tuple[Word, ...]
    rotation: int
    quality: Quality
    source: ReadingSource
    engine: str
    view: View | None = None
    """The straightened picture that ``words`` were read on, or None where nothing was straightened (PDF text)."""
    part: Part | None = None
    """Set for a paper cut out of a picture of several; ``index`` is that picture's."""


@dataclass(frozen=True)
class Readers:
    """The engines of this process.

    ``first`` is the standard one. ``second`` reads again what the first is unsure of, and numbers that matter; where
    ``always`` is set it reads every value again. ``mrz`` reads lines of OCR-B, the print of machine readable zones.
    """

    first: OcrEngine
    second: OcrEngine | None = None
    mrz: OcrEngine | None = None
    always: bool = False
    scripts: Mapping[Script, OcrEngine] = field(default_factory=dict)
    """Readers of other scripts than Latin, by script; a script whose language data is not installed has none."""

    def versions(self) -> Mapping[str, str]:
        """Return name -> version of every engine."""
        engines = (self.first, self.second, self.mrz)
        scripts = {f"{engine.name}_{script}": engine.version() for script, engine in self.scripts.items()}
        return {engine.name: engine.version() for engine in engines if engine is not None} | scripts
