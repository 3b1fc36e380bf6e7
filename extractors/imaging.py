"""One page image to one read page: which way up, how well it can be read, and its words.

Orientation costs little: the direction of the lines is seen without reading, and a few of them are read both ways up.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Layout, OcrEngine, PageImage, Pixels, Readers, ReadPage, View
from extractors.model import Quality, ReadingSource, Region, Word
from extractors.quality import SURE_WORD, judged, quality, sure_words
from extractors.straighten import Strip, cut, inside, printed_part, straighten, strips

__all__ = ["encode", "on_card_scale", "quality", "to_stored", "turned", "upright"]

LEAST_TEXT_LAYER: Final = 20
"""Words from which on a PDF's own text layer counts as the page's text; fewer may be a scanner's stamp on a picture."""
UPRIGHT_WORDS: Final = 8
"""So many sure words end the search for the orientation."""
GOOD_WORDS: Final = 15
"""With fewer sure words the second engine reads the page once more: a card has about 45, a page far more."""
GOOD_SHARE: Final = 0.6
"""So also where a smaller share of all words is sure."""
GOOD_COVER: Final = 0.8
"""Or where a smaller share of a card's lines was read: layout analysis drops whole columns of soft print."""
DECISIVE: Final = 12.0
"""Letters by which one way up must be read better than the other for the rest not to be tried."""
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
    """Return the page turned upright and read, with its quality.

    A PDF page that carries its own text is neither turned nor read again. The second engine reads the page once more
    where the first one made little of it.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    if len(page.words) >= LEAST_TEXT_LAYER:
        measured = quality(page.pixels)
        return ReadPage(page.index, page.pixels, page.words, 0, measured, ReadingSource.PDF_TEXT, "pdf")
    best = _best_way_up(page, readers)
    if _poor(best) and _is_card_like(best.pixels):
        best = _better(best, _read(page, best.rotation, readers.first, Layout.BLOCK))
    if readers.second is not None and _poor(best):
        best = _better(best, _read(page, best.rotation, readers.second))
    return replace(best, quality=judged(quality(best.pixels), best.pixels, best.words))


def _best_way_up(page: PageImage, readers: Readers) -> ReadPage:
    best: ReadPage | None = None
    for rotation in rotations(page.pixels, readers.second or readers.first):
        read = _read(page, rotation, readers.first)
        if best is None or len(sure_words(read.words)) > len(sure_words(best.words)):
            best = read
        if len(sure_words(read.words)) >= UPRIGHT_WORDS:
            break
    assert best is not None  # noqa: S101  # at least one way was tried
    return best


def _read(page: PageImage, rotation: int, engine: OcrEngine, layout: Layout | None = None) -> ReadPage:
    """Return the page turned by ``rotation`` and read by ``engine``; its quality is not judged yet.

    Without a ``layout`` the page's shape tells it.
    """
    pixels = turned(page.pixels, rotation)
    level = straighten(pixels)
    part = printed_part(level.pixels).model_copy(update={"page": page.index})
    picture, usual = prepared(cut(level.pixels, part))
    words = tuple(
        word.model_copy(update={"region": inside(part, word.region)}) for word in engine.read(picture, layout or usual)
    )
    view = View(level.pixels, words, level.to_page)
    on_page = tuple(word.model_copy(update={"region": view.on_page(word.region, pixels)}) for word in words)
    blank = Quality(sharpness=0.0, glare=0.0, card_width_px=None)
    return ReadPage(page.index, pixels, on_page, rotation, blank, ReadingSource.VISUAL, engine.name, view)


def _poor(read: ReadPage) -> bool:
    """Whether a reading made little of a page: few words, many of them unsure, or a card's lines left out."""
    long = [word for word in read.words if sum(map(str.isalnum, word.text)) >= 3]
    sure = sure_words(read.words)
    if len(sure) < GOOD_WORDS or len(sure) < GOOD_SHARE * len(long):
        return True
    return read.view is not None and _is_card_like(read.pixels) and covered(read.view) < GOOD_COVER


def covered(view: View) -> float:
    """Return the share (0..1) of the lines seen among and beside the words of a view that were read; 1 for none.

    Lines much lower or higher than the words are the portrait's or the table's, not print.
    """
    if not view.words:
        return 0.0
    high, wide = view.pixels.shape[:2]
    side = max(high, wide)
    usual = median(word.region.height for word in view.words) * high / side
    around = Region.around(word.region for word in view.words)
    total, hit = 0, 0
    for strip in strips(view.pixels):
        x, y, reach = strip.x * side / wide, strip.y * side / high, strip.length * side / wide / 2
        near = around.x0 - 0.5 * around.width <= x <= around.x1 + 0.5 * around.width
        if not (near and around.y0 <= y <= around.y1 and 0.5 * usual <= strip.height <= 2.5 * usual):
            continue
        total += 1
        hit += any(
            word.region.y0 <= y <= word.region.y1 and word.region.x0 <= x + reach and word.region.x1 >= x - reach
            for word in view.words
        )
    return hit / total if total else 1.0


def _is_card_like(pixels: Pixels) -> bool:
    """Whether a picture's print lies on its long side, as that of cards and data pages does."""
    part = printed_part(pixels)
    return bool(pixels.shape[1] * part.width >= pixels.shape[0] * part.height)


def _better(one: ReadPage, other: ReadPage) -> ReadPage:
    """Return the reading of which more letters are sure."""
    return other if _letters_read(other.words) > _letters_read(one.words) else one


def _letters_read(words: Sequence[Word]) -> int:
    return sum(sum(map(str.isalnum, word.text)) for word in sure_words(words))


def prepared(pixels: Pixels) -> tuple[Pixels, Layout]:
    """Return what the first reading is given: one channel at reading size, and its layout."""
    if pixels.shape[1] >= pixels.shape[0]:
        return on_card_scale(pixels), Layout.COLUMN
    return _soft(_resized(_clean(pixels), PAGE_LONG_SIDE / pixels.shape[0])), Layout.PAGE


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
    """Return the rotations worth trying, likeliest first: all four, or one when the lines leave no doubt.

    The direction of the lines is seen without reading; a few of them are then read both ways up.
    """
    level, stood = strips(pixels), strips(turned(pixels, 90))
    across, along = sum(strip.length for strip in level), sum(strip.length for strip in stood)
    flat = across >= along
    first, second = ((0, 180), (90, 270)) if flat else ((90, 270), (0, 180))
    votes = _votes(turned(pixels, first[0]), level if flat else stood, voter)
    if votes < 0:
        first = (first[1], first[0])
    return first[:1] if abs(votes) >= DECISIVE else (*first, *second)


def _votes(pixels: Pixels, found: Sequence[Strip], voter: OcrEngine) -> float:
    """Return how many more letters the longest lines give this way up than the other (positive: this way)."""
    total = 0.0
    for strip in found[:VOTERS]:
        line = _cut(pixels, strip)
        total += _sense(voter.read(line, Layout.LINE)) - _sense(voter.read(turned(line, 180), Layout.LINE))
        if abs(total) >= DECISIVE:
            break
    return total


def _cut(pixels: Pixels, strip: Strip) -> Pixels:
    """Return the picture of one strip, level, with a little room around it."""
    side = max(pixels.shape[:2])
    wide, high = round(strip.length * side * 1.04) + 4, round(strip.height * side * 1.5) + 4
    turn = cv2.getRotationMatrix2D((strip.x * side, strip.y * side), strip.angle, 1.0)
    turn[:, 2] += (wide / 2 - strip.x * side, high / 2 - strip.y * side)
    return cast("Pixels", cv2.warpAffine(pixels, turn, (wide, high), borderMode=cv2.BORDER_REPLICATE))


def _sense(words: Sequence[Word]) -> float:
    """Return how much a line says: the letters and digits of the words that were read for sure."""
    return float(sum(sum(map(str.isalnum, word.text)) for word in words if word.confidence >= SURE_WORD))
