"""One page image to one read page: which way up, how well it can be read, and its words.

A paper that lies on the picture with its outline in sight is made a rectangle first; what lies around it is not read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

import cv2
import numpy as np

from extractors.engine import Layout, OcrEngine, PageImage, Pixels, Readers, ReadPage, View
from extractors.left_out import lines_seen, words_left_out
from extractors.lighting import evened, is_shaded
from extractors.measures import colour, reduced
from extractors.model import Quality, ReadingSource, Region, Word
from extractors.orientation import rotations, turned
from extractors.papers import Quad, papers_on, prints_beyond
from extractors.quality import GREY, SOFT, judged, quality, sure_words
from extractors.rectify import rectified, turning, without_margin
from extractors.specks import without_specks
from extractors.straighten import WHOLE, cut, inside, printed_part, straighten

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
CONFIDENT: Final = 0.93
"""Score of an outline from which on the whole picture is read only where the paper in it says little."""
CERTAIN: Final = 0.97
"""The same where lines of print stand beyond the outline on paper of its own colour: it may be a line on the paper."""
MOST_OF_PICTURE: Final = 0.94
"""Share of the picture above which a paper fills it: there is nothing around it to take away."""
SOFTNESS: Final = 0.0015
"""Radius of the softness that is taken off, in shares of the longer side: 3 pixels of a page at 200 dots an inch."""
SHARPER: Final = 3.0
"""How often the difference between a soft picture and a softer one is added to it."""
CARD_WIDTH: Final = 1400
"""Pixels of width at which a landscape picture is read (ocr.md section 2: 1000 to 1400 px of card width)."""
SHEET_WIDE: Final = 0.85
"""Share of the picture's width from which on grey print is a sheet's; a card copied onto a sheet has less."""
PAGE_LONG_SIDE: Final = 2800
"""Pixels of height at which a page in portrait is read: 240 dots an inch on A4, print of 10 points 25 pixels high."""
JPEG_QUALITY: Final = 92


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


def encode_exact(pixels: Pixels) -> bytes:
    """Return a picture as PNG bytes: a map or a crop whose very pixels matter."""
    _, packed = cv2.imencode(".png", pixels)
    return packed.tobytes()


def decoded(png: bytes) -> Pixels | None:
    """Return the picture in PNG bytes that a program of ours wrote, or None when they are none."""
    pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED) if png else None
    return None if pixels is None or pixels.dtype != np.uint8 else cast("Pixels", pixels)


def upright(page: PageImage, readers: Readers, outlines: Sequence[Quad] | None = None) -> ReadPage:
    """Return the page turned upright and read, with its quality.

    ``outlines`` are those of the papers on it where they are known already.

    A PDF page that carries its own text is neither turned nor read again. A paper whose outline is seen is read as a
    rectangle; where that says little, the whole picture as it is stays a rival. The second engine reads the page once
    more where the first one made little of it.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    if len(page.words) >= LEAST_TEXT_LAYER:
        measured = quality(page.pixels)
        return ReadPage(page.index, page.pixels, page.words, 0, measured, ReadingSource.PDF_TEXT, "pdf")
    whole = _Look(View(page.pixels, (), np.eye(3)))
    paper = _paper_of(page.pixels, papers_on(page.pixels) if outlines is None else outlines)
    best = _best_way_up(page, paper or whole, readers)
    is_soft = _is_soft(best)
    if is_soft:
        best = _better(best, _read(page, replace(best.look, crisp=True), best.read.rotation, readers.first))
    is_unread = _poor(best.read) and not is_soft  # of soft print no other look at it makes more
    if paper is not None and (paper.score < paper.least or is_unread):
        best = _better(best, _rival(page, whole, best, readers))
    if _poor(best.read) and not (best.look.shadeless or is_soft):
        best = _better(best, _read(page, replace(best.look, shadeless=True), best.read.rotation, readers.first))
    if _poor(best.read) and _is_card_like(best.read):
        best = _better(best, _read(page, best.look, best.read.rotation, readers.first, Layout.BLOCK))
    if readers.second is not None and _poor(best.read):
        best = _better(best, _read(page, best.look, best.read.rotation, readers.second))
    return replace(best.read, quality=_quality(best))


def _is_soft(best: "_Attempt") -> bool:
    """Whether little was made of a sheet because the picture is out of focus or was moved."""
    sheet = _poor(best.read) and not _is_card_like(best.read)
    return sheet and quality(best.look.view.pixels).sharpness < SOFT


def _quality(best: "_Attempt") -> Quality:
    """Return how well the page can be read, measured on its paper where that was seen."""
    read, paper, is_card = best.read, best.look.paper, _is_card_like(best.read)
    if paper is None:
        return judged(quality(read.pixels, is_card=is_card), read.pixels, read.words)
    wide = paper.shape[0] if read.rotation in {90, 270} else paper.shape[1]
    return judged(quality(paper, is_paper=True, is_card=is_card), read.pixels, read.words, wide)


def _paper_of(pixels: Pixels, found: Sequence[Quad]) -> "_Look | None":
    """Return the one paper seen on a picture as a rectangle; None for none, and for several that stand apart."""
    if len(found) != 1 or found[0].area() > MOST_OF_PICTURE * pixels.shape[0] * pixels.shape[1]:
        return None
    least = CERTAIN if prints_beyond(pixels, found[0]) else CONFIDENT
    return _Look(rectified(pixels, found[0]), found[0].score, least, level=True)


def _best_way_up(page: PageImage, look: "_Look", readers: Readers) -> "_Attempt":
    best: _Attempt | None = None
    for rotation in rotations(look.view.pixels, readers):
        tried = _read(page, look, rotation, readers.first)
        if best is None or len(sure_words(tried.read.words)) > len(sure_words(best.read.words)):
            best = tried
        if len(sure_words(tried.read.words)) >= UPRIGHT_WORDS:
            break
    assert best is not None  # noqa: S101  # at least one way was tried
    return best


def _rival(page: PageImage, whole: "_Look", best: "_Attempt", readers: Readers) -> "_Attempt":
    """Return the whole picture read: the way up that the paper was read, or any where that said too little."""
    if len(sure_words(best.read.words)) >= UPRIGHT_WORDS:
        return _read(page, whole, best.read.rotation, readers.first)
    return _best_way_up(page, whole, readers)


def _read(page: PageImage, look: "_Look", rotation: int, engine: OcrEngine, layout: Layout | None = None) -> "_Attempt":
    """Return the page turned by ``rotation`` and read by ``engine``; its quality is not judged yet.

    Without a ``layout`` the page's shape tells it.
    """
    pixels = turned(page.pixels, rotation)
    level = look.turned(pixels, rotation)
    part = WHOLE if look.level else printed_part(level.pixels)
    if look.shadeless or is_shaded(cut(level.pixels, part)):
        level = replace(level, pixels=evened(level.pixels))
    if look.crisp:
        level = replace(level, pixels=sharpened(level.pixels))
    if level.pixels.shape[0] > level.pixels.shape[1]:
        level = replace(level, pixels=without_specks(level.pixels))
    part = part.model_copy(update={"page": page.index})
    picture, usual = _half_empty_sheet(level.pixels, part) or prepared(cut(level.pixels, part))
    words = tuple(
        word.model_copy(update={"region": inside(part, word.region)}) for word in engine.read(picture, layout or usual)
    )
    view = View(level.pixels, words, level.to_page)
    if (layout or usual) is Layout.PAGE:
        view = replace(view, words=(*words, *words_left_out(view, picture, part, engine)))
    on_page = tuple(word.model_copy(update={"region": view.on_page(word.region, pixels)}) for word in view.words)
    blank = Quality(sharpness=0.0, glare=0.0, card_width_px=None)
    read = ReadPage(page.index, pixels, on_page, rotation, blank, ReadingSource.VISUAL, engine.name, view)
    return _Attempt(look, read)


@dataclass(frozen=True)
class _Look:
    """A way to look at the page as stored: the whole of it, or its paper as a ``level`` rectangle.

    ``least`` is the score of its outline below which the whole picture is read as well. ``shadeless`` asks for the
    ground to be made evenly light, also where no large shadow was seen, ``crisp`` for soft print to be made sharper.
    """

    view: View
    score: float = 1.0
    least: float = CONFIDENT
    level: bool = False
    shadeless: bool = False
    crisp: bool = False

    @property
    def paper(self) -> Pixels | None:
        """The paper as it lies on the picture, without the room around it; None for a whole picture."""
        return without_margin(self.view.pixels) if self.level else None

    def turned(self, standing: Pixels, rotation: int) -> View:
        """Return the view turned clockwise by ``rotation``, on the page turned likewise, ``standing``."""
        if not self.level:
            return straighten(standing)
        high, wide = self.view.pixels.shape[:2]
        stored = standing.shape[:2] if rotation in {90, 270} else standing.shape[1::-1]
        there = turning((stored[0], stored[1]), rotation)
        back = np.linalg.inv(turning((wide, high), rotation))
        return View(turned(self.view.pixels, rotation), (), there @ self.view.to_page @ back)


@dataclass(frozen=True)
class _Attempt:
    """A reading, and the look at the page that it was made of."""

    look: _Look
    read: ReadPage


def _poor(read: ReadPage) -> bool:
    """Whether a reading made little of a page: few words, many of them unsure, or a card's lines left out."""
    long = [word for word in read.words if sum(map(str.isalnum, word.text)) >= 3]
    sure = sure_words(read.words)
    if len(sure) < GOOD_WORDS or len(sure) < GOOD_SHARE * len(long):
        return True
    return read.view is not None and _is_card_like(read) and covered(read.view) < GOOD_COVER


def covered(view: View) -> float:
    """Return the share (0..1) of the lines seen among and beside the words of a view that were read; 1 for none."""
    if not view.words:
        return 0.0
    hits = [is_read for _, is_read in lines_seen(view)]
    return sum(hits) / len(hits) if hits else 1.0


def _is_card_like(read: ReadPage) -> bool:
    """Whether a picture's print lies on its long side, as that of cards and data pages does."""
    pixels = read.view.pixels if read.view is not None else read.pixels
    part = printed_part(pixels)
    return bool(pixels.shape[1] * part.width >= pixels.shape[0] * part.height)


def _better(one: _Attempt, other: _Attempt) -> _Attempt:
    """Return the reading of which more letters are sure."""
    return other if _letters_read(other.read.words) > _letters_read(one.read.words) else one


def _letters_read(words: Sequence[Word]) -> int:
    return sum(sum(map(str.isalnum, word.text)) for word in sure_words(words))


def prepared(pixels: Pixels) -> tuple[Pixels, Layout]:
    """Return what the first reading is given: one channel at reading size, and its layout."""
    if pixels.shape[1] >= pixels.shape[0]:
        return on_card_scale(pixels), Layout.COLUMN
    return _soft(_resized(_clean(pixels), PAGE_LONG_SIDE / pixels.shape[0])), Layout.PAGE


def _half_empty_sheet(pixels: Pixels, part: Region) -> tuple[Pixels, Layout] | None:
    """Return the print of a sheet in portrait that ends half way down, as large as on a full sheet; None for others.

    The printed half lies on its long side as a card does, but its lines are a sheet's: on a card's scale they are too
    small. It is as wide as the picture and grey, which no card or data page on a sheet is.
    """
    printed = cut(pixels, part)
    lies = printed.shape[0] <= printed.shape[1] and pixels.shape[0] > pixels.shape[1]
    if not lies or part.width < SHEET_WIDE or colour(reduced(printed)) >= GREY:
        return None
    return _soft(_resized(_clean(printed), PAGE_LONG_SIDE / pixels.shape[0])), Layout.PAGE


def sharpened(pixels: Pixels) -> Pixels:
    """Return the picture with its soft print made sharper: what a defocused lens took off each edge is given back."""
    soft = cv2.GaussianBlur(pixels, (0, 0), max(1.0, SOFTNESS * max(pixels.shape)))
    return cast("Pixels", cv2.addWeighted(pixels, 1.0 + SHARPER, soft, -SHARPER, 0))


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
