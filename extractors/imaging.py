"""One page image to one read page: which way up, how well it can be read, and its words.

Orientation costs little: the direction of the lines is seen without reading, and a few of them are read both ways up.
"""

from collections.abc import Sequence
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Layout, OcrEngine, PageImage, Pixels, Readers, ReadPage, View
from extractors.model import ReadingSource, Region, Word
from extractors.quality import judged, quality
from extractors.straighten import Strip, straighten, strips

__all__ = ["encode", "on_card_scale", "quality", "to_stored", "turned", "upright"]

LEAST_TEXT_LAYER: Final = 20
"""Words from which on a PDF's own text layer counts as the page's text; fewer may be a scanner's stamp on a picture."""
SURE_WORD: Final = 0.6
"""Confidence (0..1) from which on a word of three letters or more shows that a page was read the right way up."""
SURE_WORDS: Final = 8
"""So many sure words end the search for the orientation."""
CARD_WIDTH: Final = 1400
"""Pixels of width at which a landscape picture is read (ocr.md section 2: 1000 to 1400 px of card width)."""
PAGE_LONG_SIDE: Final = 2340
"""Pixels of height at which a page in portrait is read: 200 dots an inch on A4."""
VOTERS: Final = 4
"""Lines that are read both ways up."""
JPEG_QUALITY: Final = 92

_TURNS: Final = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turned(pixels: Pixels, rotation: int) -> Pixels:
    """Return ``pixels`` turned clockwise by ``rotation`` degrees (0, 90, 180 or 270)."""
    return cast("Pixels", cv2.rotate(pixels, _TURNS[rotation])) if rotation else pixels


def to_stored(region: Region, rotation: int) -> Region:
    """Return a region of the upright page in shares of the page as stored.

    ``rotation`` is how far the stored page was turned clockwise to stand upright.
    """
    page, x0, y0, x1, y1 = region.page, region.x0, region.y0, region.x1, region.y1
    if rotation == 90:
        return Region.clipped(page, y0, 1 - x1, y1, 1 - x0)
    if rotation == 180:
        return Region.clipped(page, 1 - x1, 1 - y1, 1 - x0, 1 - y0)
    if rotation == 270:
        return Region.clipped(page, 1 - y1, x0, 1 - y0, x1)
    return region


def encode(pixels: Pixels) -> bytes:
    """Return the page image as JPEG bytes for storing; the same pixels give the same bytes."""
    _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return packed.tobytes()


def upright(page: PageImage, readers: Readers) -> ReadPage:
    """Return the page turned upright, read once, with its quality.

    A PDF page that carries its own text is neither turned nor read again.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    if len(page.words) >= LEAST_TEXT_LAYER:
        measured = quality(page.pixels)
        return ReadPage(page.index, page.pixels, page.words, 0, measured, ReadingSource.PDF_TEXT, "pdf")
    best: ReadPage | None = None
    for rotation in rotations(page.pixels, readers.second or readers.first):
        read = _read(page, rotation, readers.first)
        if best is None or _sure_words(read.words) > _sure_words(best.words):
            best = read
        if _sure_words(read.words) >= SURE_WORDS:
            break
    assert best is not None  # noqa: S101  # four rotations were tried
    return best


def _read(page: PageImage, rotation: int, engine: OcrEngine) -> ReadPage:
    pixels = turned(page.pixels, rotation)
    level = straighten(pixels)
    picture, layout = prepared(level.pixels)
    words = tuple(
        word.model_copy(update={"region": word.region.model_copy(update={"page": page.index})})
        for word in engine.read(picture, layout)
    )
    view = View(level.pixels, words, level.to_page)
    on_page = tuple(word.model_copy(update={"region": view.on_page(word.region, pixels)}) for word in words)
    measured = judged(quality(pixels), on_page, pixels.shape)
    return ReadPage(page.index, pixels, on_page, rotation, measured, ReadingSource.VISUAL, engine.name, view)


def prepared(pixels: Pixels) -> tuple[Pixels, Layout]:
    """Return what the first reading is given: one channel at reading size, and its layout."""
    high, wide = pixels.shape[:2]
    if wide >= high:
        return on_card_scale(pixels), Layout.COLUMN
    return _soft(_resized(_clean(pixels), PAGE_LONG_SIDE / high)), Layout.PAGE


def on_card_scale(pixels: Pixels, width: int = CARD_WIDTH) -> Pixels:
    """Return one soft channel ``(H, W)`` at ``width`` pixels, on which print stands out from a tinted ground."""
    return _soft(_resized(_clean(pixels), width / pixels.shape[1]))


def _clean(pixels: Pixels) -> Pixels:
    """Return the blue channel: the pale blue ground of cards fades in it, black print does not (ocr.md section 2)."""
    return pixels if pixels.ndim == 2 else cast("Pixels", np.ascontiguousarray(pixels[:, :, 0]))


def _soft(picture: Pixels) -> Pixels:
    return cast("Pixels", cv2.GaussianBlur(picture, (3, 3), 0))


def _resized(picture: Pixels, scale: float) -> Pixels:
    scale = min(scale, 2.5)  # more only blurs what the camera did not see
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cast("Pixels", cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how))


def rotations(pixels: Pixels, voter: OcrEngine) -> tuple[int, ...]:
    """Return the four rotations, likeliest first: by the direction of the lines, then by reading a few both ways."""
    level, stood = strips(pixels), strips(turned(pixels, 90))
    across, along = sum(strip.length for strip in level), sum(strip.length for strip in stood)
    first, second = ((0, 180), (90, 270)) if across >= along else ((90, 270), (0, 180))
    if _votes(turned(pixels, first[0]), level if first == (0, 180) else stood, voter) < 0:
        first = (first[1], first[0])
    return (*first, *second)


def _votes(pixels: Pixels, found: Sequence[Strip], voter: OcrEngine) -> float:
    """Return how much better the longest lines read this way up than the other (positive: this way)."""
    total = 0.0
    for strip in found[:VOTERS]:
        line = _cut(pixels, strip)
        total += _sense(voter.read(line, Layout.LINE)) - _sense(voter.read(turned(line, 180), Layout.LINE))
    return total


def _cut(pixels: Pixels, strip: Strip) -> Pixels:
    """Return the picture of one strip, level, with a little room around it."""
    side = max(pixels.shape[:2])
    wide, high = round(strip.length * side * 1.04) + 4, round(strip.height * side * 1.5) + 4
    turn = cv2.getRotationMatrix2D((strip.x * side, strip.y * side), strip.angle, 1.0)
    turn[:, 2] += (wide / 2 - strip.x * side, high / 2 - strip.y * side)
    return cast("Pixels", cv2.warpAffine(pixels, turn, (wide, high), borderMode=cv2.BORDER_REPLICATE))


def _sense(words: Sequence[Word]) -> float:
    """Return how much a line says: its letters and digits, weighed by confidence."""
    return sum(word.confidence * sum(letter.isalnum() for letter in word.text) for word in words)


def _sure_words(words: Sequence[Word]) -> int:
    return sum(word.confidence >= SURE_WORD and sum(map(str.isalnum, word.text)) >= 3 for word in words)
