"""A first look at a photo before anything is read: can it be read, and if not, what must be done better.

The paper is found by its outline and measured; where the number that matters stands on a card or a data page is known
from their standards, so that glare over the number is told from glare beside it. No OCR engine is asked.
"""

import math
from collections.abc import Iterator
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field as Constraint

from extractors.cut_papers import cut_paper_on
from extractors.engine import Pixels, View
from extractors.imaging import to_stored
from extractors.measures import colour, contrast, glare_on, light, reduced, screen_grid, sharpness
from extractors.model import Model, Quality, Region
from extractors.orientation import turned
from extractors.papers import Quad, papers_on
from extractors.quality import GREY, SCREEN
from extractors.rectify import rectified, without_margin
from extractors.straighten import WHOLE, Strip, cut, printed_part, strips

LOOKED_AT: Final = 2400
"""Pixels of the longer side beyond which a picture is made smaller first."""
CARD: Final = 1.5
"""Long side by short side from which on a paper is an ID-1 card."""
NUMBER_ON_CARD: Final = Region(page=0, x0=0.24, y0=0.15, x1=0.84, y1=0.245)
"""Where the NIK stands on a KTP-el: right of its label, under the two lines of the heading (domain.md 1.1)."""
MRZ_ON_PAGE: Final = Region(page=0, x0=0.02, y0=0.76, x1=0.98, y1=0.99)
"""The machine readable zone of a data page: its lowest 23.2 mm of 88 (ICAO Doc 9303 part 4)."""
PRINT_ON_CARD: Final = Region(page=0, x0=0.26, y0=0.02, x1=0.78, y1=0.97)
"""Where all values of a KTP-el stand but the place and day of issue: between the labels and the portrait."""
MRZ_LENGTH: Final = 0.72
"""Share of a data page's width that a line of the zone takes at least (44 characters of 2.54 mm on 125 mm: 0.89)."""

BLURRED: Final = 0.25
"""Sharpness of the paper below which print is lost: on ``bench/quality``'s ladder cards are read at 0.39, one of two at
0.23, none at 0.11."""
DIM: Final = 0.05
"""Brightness of the lightest parts below which print is lost, whatever the noise: read at 0.07, lost at 0.04."""
DUSK: Final = 0.12
"""Brightness below which print that cannot be seen may still be there."""
NOISY: Final = 5.0
"""Depth of print by noise below which a dim picture's print is lost in it."""
HALF_LIGHT: Final = 0.4
"""Brightness below which a picture is dim."""
GLARING: Final = 0.05
"""Share of the print's place in glare from which on print is lost there."""
CHARACTER: Final = 0.03
"""Share of the number's length: half a digit of sixteen."""
HIGH: Final = 0.45
"""Share of the number's height that glare takes where a character is lost."""
ONLY_THERE: Final = 0.5
"""Share of the least sharpness below which the number alone is blurred."""
NARROW: Final = {"card": 400, "data_page": 600, "sheet": 620, "unknown": 400}
"""Pixels of width below which a card's, a data page's, a sheet's and any picture's print is lost.

A card was read at 411 and lost at 301 (``bench/quality``); a data page has as many pixels a millimetre.
"""
NUMBERS: Final = {"card": ("nik", NUMBER_ON_CARD), "data_page": ("mrz", MRZ_ON_PAGE)}
"""How the number of each kind of paper is called in codes, and where it stands."""
LEAST_PRINT: Final = 3
"""Lines of print on a picture that shows a paper."""


class Concern(Model):
    """One thing that must be done better: a code, and where on the page as stored (None: all of it).

    Codes: ``glare_nik glare_mrz blur_nik blur_mrz glare blur dark low_resolution cut_off no_document``.
    """

    code: str
    region: Region | None = None


class QuickLook(Model):
    """What a first look says: no ``reasons`` means that the picture is worth sending."""

    readable: bool
    reasons: tuple[Concern, ...]
    quality: Quality
    paper: Annotated[str, Constraint(pattern="card|data_page|sheet|unknown")]


def quick_look(pixels: Pixels) -> QuickLook:
    """Return what a first look at a page image says, regions in shares of it."""
    picture = reduced(pixels, LOOKED_AT)
    paper = _paper_on(picture)
    cut_at = None if paper.outlined else cut_paper_on(picture)
    measured = _measured(paper, pixels)
    concerns = tuple(_concerns(paper, measured, cut_at))
    quality = measured.model_copy(update={"reasons": tuple(concern.code for concern in concerns)})
    return QuickLook(readable=not concerns, reasons=concerns, quality=quality, paper=paper.kind)


class _Paper:
    """The paper upright: its pixels, its print, where light has taken it, the way back, and what kind it is."""

    def __init__(self, view: View, picture: Pixels, *, outlined: bool) -> None:
        rotation, self.strips = _way_up(view.pixels)
        self.view, self.picture, self.rotation, self.outlined = view, picture, rotation, outlined
        self.pixels = turned(view.pixels, rotation)
        high, wide = self.pixels.shape[:2]
        self.kind = _kind(wide / high, self.strips) if outlined else "unknown"
        self.glare = glare_on(self.pixels, touching=outlined)

    def on_page(self, region: Region) -> Region:
        """Return a region of the upright paper in shares of the picture."""
        return self.view.on_page(to_stored(region, self.rotation), self.picture)


def _paper_on(picture: Pixels) -> _Paper:
    """Return the largest paper seen in its outline with print on it, else the whole picture as one."""
    for quad in sorted(papers_on(picture), key=Quad.area, reverse=True):
        paper = _Paper(_inner(rectified(picture, quad)), picture, outlined=True)
        if len(paper.strips) >= LEAST_PRINT or sharpness(reduced(paper.pixels)) < BLURRED:
            return paper
    return _Paper(View(picture, (), np.eye(3)), picture, outlined=False)


def _inner(view: View) -> View:
    """Return a rectified paper's view without the room around it."""
    inner = without_margin(view.pixels)
    shift = (view.pixels.shape[1] - inner.shape[1]) / 2, (view.pixels.shape[0] - inner.shape[0]) / 2
    move = np.array([[1, 0, shift[0]], [0, 1, shift[1]], [0, 0, 1]], float)
    return View(inner, (), view.to_page @ move)


def _way_up(pixels: Pixels) -> tuple[int, tuple[Strip, ...]]:
    """Return how far the paper must be turned for its print to stand upright as far as can be told, and its lines."""
    level, stood = strips(pixels), strips(turned(pixels, 90))
    lies = sum(strip.length for strip in level) >= sum(strip.length for strip in stood)
    rotation, found = (0, level) if lies else (90, stood)
    if _is_upside_down(found, turned(pixels, rotation)):
        rotation += 180
        found = strips(turned(pixels, rotation))
    return rotation, found


def _is_upside_down(found: tuple[Strip, ...], pixels: Pixels) -> bool:
    """Whether the print seems to stand on its head, told by where it lies: a guess that only places the number.

    The zone of a data page is at its foot; a card's print keeps to its left, beside the portrait.
    """
    high, wide = pixels.shape[:2]
    side = max(high, wide)
    if wide <= high or len(found) < LEAST_PRINT:
        return False
    zone = [strip.y * side / high for strip in found if strip.length * side >= MRZ_LENGTH * wide]
    if zone:
        return float(np.mean(zone)) < 0.4
    weight = np.array([strip.length for strip in found])
    middle = float(np.average([strip.x * side / wide for strip in found], weights=weight))
    return wide >= CARD * high and middle > 0.56


def _kind(ratio: float, found: tuple[Strip, ...]) -> str:
    if CARD <= ratio <= 1.75:
        return "card"
    if 1.25 <= ratio < CARD and len(found) <= 60:
        return "data_page"
    return "sheet" if ratio < 1 else "unknown"


def _measured(paper: _Paper, original: Pixels) -> Quality:
    """Return the measures of the paper; a screen's grid is looked for on the picture as it came."""
    picture = reduced(paper.pixels)
    chroma, grid = colour(picture), screen_grid(_middle(original))
    facts = {"photocopy": chroma < GREY and _is_card_like(paper), "screen": grid >= SCREEN}
    return Quality(
        sharpness=sharpness(picture),
        glare=round(float(paper.glare.mean()), 4),
        card_width_px=_width(paper, original),
        brightness=light(picture),
        colour=chroma,
        grid=grid,
        facts=tuple(code for code, holds in facts.items() if holds),
    )


def _is_card_like(paper: _Paper) -> bool:
    """Whether the print lies on the paper's long side, as that of cards and data pages does."""
    part = printed_part(paper.pixels)
    high, wide = paper.pixels.shape[:2]
    return bool(wide * part.width > high * part.height)


def _middle(pixels: Pixels) -> Pixels:
    high, wide = pixels.shape[:2]
    return pixels[high // 4 : high - high // 4, wide // 4 : wide - wide // 4]


def _width(paper: _Paper, original: Pixels) -> int:
    """Return the paper's width in pixels of the picture as it came."""
    scale = max(original.shape[:2]) / max(paper.picture.shape[:2])
    return round(float(paper.pixels.shape[1] * scale))


def _concerns(paper: _Paper, measured: Quality, cut_at: Quad | None) -> Iterator[Concern]:
    """Yield what must be done better, what matters most first."""
    is_dark = _is_dark(paper, measured)
    is_clear = measured.sharpness >= BLURRED and (measured.brightness or 0.0) >= DUSK
    if cut_at is None and len(paper.strips) < LEAST_PRINT and is_clear:
        yield Concern(code="no_document")
        return
    over_number = _over_number(paper)
    if over_number is not None:
        yield over_number
    elif _share(paper.glare, PRINT_ON_CARD if paper.kind == "card" else WHOLE) >= GLARING:
        yield Concern(code="glare", region=paper.on_page(_around(paper.glare)))
    if measured.sharpness < BLURRED:
        yield Concern(code="blur")
    if is_dark:
        yield Concern(code="dark")
    if (measured.card_width_px or 0) < NARROW[paper.kind]:
        yield Concern(code="low_resolution")
    if cut_at is not None:
        yield Concern(code="cut_off", region=_box(cut_at, paper.picture))


def _over_number(paper: _Paper) -> Concern | None:
    """Return what covers the number of a card or of a data page, whose place is known by the paper's outline alone."""
    if paper.kind not in NUMBERS:
        return None
    suffix, place = NUMBERS[paper.kind]
    if float((_part(paper.glare, place).mean(axis=0) >= HIGH).mean()) >= CHARACTER:
        return Concern(code=f"glare_{suffix}", region=paper.on_page(place))
    picture = reduced(paper.pixels)
    if sharpness(picture) >= BLURRED and 0 < sharpness(cut(picture, place)) < ONLY_THERE * BLURRED:
        return Concern(code=f"blur_{suffix}", region=paper.on_page(place))
    return None


def _part(mask: NDArray[np.bool_], place: Region) -> NDArray[np.bool_]:
    high, wide = mask.shape
    return mask[int(place.y0 * high) : math.ceil(place.y1 * high), int(place.x0 * wide) : math.ceil(place.x1 * wide)]


def _share(mask: NDArray[np.bool_], place: Region) -> float:
    return float(_part(mask, place).mean())


def _is_dark(paper: _Paper, measured: Quality) -> bool:
    brightness = measured.brightness or 0.0
    return brightness < DIM or (brightness < HALF_LIGHT and contrast(reduced(paper.pixels)) < NOISY)


def _around(mask: NDArray[np.bool_]) -> Region:
    """Return the box around what is set in ``mask`` (at least one)."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return Region(page=0, x0=0.0, y0=0.0, x1=1.0, y1=1.0)
    high, wide = mask.shape
    return Region.clipped(0, columns[0] / wide, rows[0] / high, (columns[-1] + 1) / wide, (rows[-1] + 1) / high)


def _box(quad: Quad, picture: Pixels) -> Region:
    high, wide = picture.shape[:2]
    xs, ys = [x / wide for x, _ in quad.corners], [y / high for _, y in quad.corners]
    return Region.clipped(0, min(xs), min(ys), max(xs), max(ys))
