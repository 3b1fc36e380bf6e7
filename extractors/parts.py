"""Several papers on one picture: each is cut out along its outline and read as a page of its own.

The papers lie beside each other, or on a sheet whose own outline is seen (cards copied onto one A4), or one of them is
seen and the rest of the picture is another (a card on a white form). A picture is taken apart only when the paper in
each part is of a known type: else it is read whole, because half a paper read well is worse than a whole one.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.document_type import UNKNOWN, classify
from extractors.engine import PageImage, Part, Pixels, Readers, ReadPage, View
from extractors.imaging import upright
from extractors.model import Region
from extractors.papers import Quad, papers_on
from extractors.rectify import rectified, turning
from extractors.straighten import strips

LEAST_SIDE: Final = 200
"""Pixels of an outline's shorter side below which nothing on it can be read."""
MOST_COMMON: Final = 0.5
"""Share of the smaller box from which on two outlines are taken for one paper's; cards that lie askew have less."""
LARGEST_CARD: Final = 0.35
"""Share of the picture below which an outline leaves room for another paper around it."""
LEAST_PRINT: Final = 10
"""Lines of print around such an outline from which on there is one."""
WITHIN: Final = 0.9
"""Share of a part's box that lies on another part's, from which on it was cut out of that one."""
EDGE: Final = 0.03
"""Share of a sheet's sides that is its edge."""
SQUARER_THAN_CARD: Final = 1.5
"""Long side by short side below which an outline may be a sheet's with other papers on it: cards have 1.586."""


def apart(outlines: Sequence[Quad]) -> tuple[Quad, ...]:
    """Return ``outlines``, the surest first, without those that lie on a surer one: a frame is no second card."""
    kept: list[Quad] = []
    for quad in sorted(outlines, key=lambda quad: -quad.score):
        if all(_common(quad, other) < MOST_COMMON for other in kept):
            kept.append(quad)
    return tuple(kept)


def _common(one: Quad, other: Quad) -> float:
    """Return the share of the smaller of two boxes around outlines that lies on the other."""
    (left, top), (right, bottom) = np.min(one.corners, axis=0), np.max(one.corners, axis=0)
    (its_left, its_top), (its_right, its_bottom) = np.min(other.corners, axis=0), np.max(other.corners, axis=0)
    wide = min(right, its_right) - max(left, its_left)
    high = min(bottom, its_bottom) - max(top, its_top)
    smaller = min((right - left) * (bottom - top), (its_right - its_left) * (its_bottom - its_top))
    return float(max(wide, 0.0) * max(high, 0.0) / max(smaller, 1.0))


def read_apart(image: PageImage, readers: Readers, outlines: Sequence[Quad]) -> tuple[ReadPage, ...]:
    """Return the paper in each of ``outlines`` as a page of its own, from top to bottom.

    None of them when there are not several, one is of a type that is not known, or one holds another of its own type:
    the tinted column of a form's table has a card's outline and the form's words.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    pages: list[ReadPage] = []
    types: list[str] = []
    for view in _cut(image.pixels, outlines):
        page = _read(image, view, readers)
        kind = classify(page)[0].type
        alike = [other for other, its_kind in zip(pages, types, strict=True) if its_kind == kind]
        if kind == UNKNOWN or any(_holds(page, other) or _holds(other, page) for other in alike):
            return ()
        pages.append(page)
        types.append(kind)
    return tuple(sorted(pages, key=_place))


def _holds(page: ReadPage, other: ReadPage) -> bool:
    """Whether ``other`` was cut out of the middle of ``page``."""
    if page.part is None or other.part is None:
        return False
    outer, inner = page.part.region, other.part.region
    area = inner.width * inner.height
    return outer.width * outer.height > area and outer.common(inner) >= WITHIN * area


def _cut(picture: Pixels, outlines: Sequence[Quad]) -> Sequence[View]:
    """Return the parts of a picture that may be a paper each, with the way back to it; none when it is one paper."""
    quads = _readable(outlines)
    divided = _divided(picture, quads)
    if divided or len(quads) != 1 or max(quads[0].ratio, 1 / quads[0].ratio) > SQUARER_THAN_CARD:
        return divided
    sheet = _inside(rectified(picture, quads[0]))
    inner = _divided(sheet.pixels, _readable(apart(papers_on(sheet.pixels))))
    return [replace(view, to_page=sheet.to_page @ view.to_page) for view in inner]


def _readable(outlines: Sequence[Quad]) -> list[Quad]:
    return [quad for quad in outlines if _shorter_side(quad) >= LEAST_SIDE]


def _divided(picture: Pixels, quads: Sequence[Quad]) -> Sequence[View]:
    """Return each of several papers, or the only one and the print around it; none when there is nothing to part."""
    views = [rectified(picture, quad) for quad in quads]
    if len(quads) != 1:
        return views
    (quad,) = quads
    is_small = quad.area() < LARGEST_CARD * picture.shape[0] * picture.shape[1]
    return [*views, _without(picture, quad)] if is_small and _is_printed_around(picture, quad) else ()


def _inside(sheet: View) -> View:
    """Return a sheet without its edge, so that its own outline is not found on it again."""
    high, wide = sheet.pixels.shape[:2]
    x, y = round(EDGE * wide), round(EDGE * high)
    shift = np.array([(1, 0, x), (0, 1, y), (0, 0, 1)], np.float64)
    return View(sheet.pixels[y : high - y, x : wide - x], (), sheet.to_page @ shift)


def _is_printed_around(picture: Pixels, quad: Quad) -> bool:
    """Whether lines of print stand on the picture outside of ``quad``."""
    side, outline = max(picture.shape[:2]), np.array(quad.corners, np.float32)
    outside = [
        strip
        for strip in strips(picture)
        if cv2.pointPolygonTest(outline, (strip.x * side, strip.y * side), measureDist=False) < 0
    ]
    return len(outside) >= LEAST_PRINT


def _without(picture: Pixels, quad: Quad) -> View:
    """Return the picture with the paper in ``quad`` painted over in the colour of what lies around it."""
    corners = np.array(quad.corners)
    middle = corners.mean(axis=0)
    over, around = (np.round(middle + (corners - middle) * scale).astype(np.int32) for scale in (1.03, 1.12))
    ring = cv2.fillConvexPoly(np.zeros(picture.shape[:2], np.uint8), around, 1)
    ring = cv2.fillConvexPoly(ring, over, 0)
    beside = picture[ring > 0]
    colour = np.median(beside, axis=0) if len(beside) else np.full(picture.shape[2:], 255.0)
    painted = cv2.fillConvexPoly(picture.copy(), over, np.atleast_1d(colour).tolist())
    return View(cast("Pixels", painted), (), np.eye(3))


def _shorter_side(quad: Quad) -> float:
    corners = np.array(quad.corners)
    return float(np.hypot(*(np.roll(corners, -1, axis=0) - corners).T).min())


def _read(image: PageImage, view: View, readers: Readers) -> ReadPage:
    page = upright(PageImage(image.index, view.pixels, image.dpi), readers, outlines=())
    size = view.pixels.shape[1], view.pixels.shape[0]
    back = view.to_page @ np.linalg.inv(turning(size, page.rotation))
    return replace(page, part=_part(back, page.pixels, image.pixels, image.index))


def _part(back: NDArray[np.float64], paper: Pixels, picture: Pixels, index: int) -> Part:
    """Return the part that ``back``, a homography from pixels of the upright paper to pixels of the picture, tells."""
    from_shares = np.diag([float(paper.shape[1]), float(paper.shape[0]), 1.0])
    to_shares = np.diag([1.0 / picture.shape[1], 1.0 / picture.shape[0], 1.0])
    part = Part(Region(page=index, x0=0.0, y0=0.0, x1=1.0, y1=1.0), to_shares @ back @ from_shares)
    return replace(part, region=part.on_stored(part.region))


def _place(page: ReadPage) -> tuple[float, float]:
    region = page.part.region if page.part else Region(page=page.index, x0=0.0, y0=0.0, x1=1.0, y1=1.0)
    return region.y0 + region.y1, region.x0 + region.x1
