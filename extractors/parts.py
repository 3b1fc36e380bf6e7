"""Several papers on one picture: each is cut out along its outline and read as a page of its own.

A picture is taken apart only when at least two outlines are seen surely and the paper in each is of a known type:
else it is read whole, because half a paper read well is worse than a whole one read poorly.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extractors.document_type import UNKNOWN, classify
from extractors.engine import PageImage, Part, Pixels, Readers, ReadPage
from extractors.imaging import upright
from extractors.model import Region
from extractors.papers import Quad
from extractors.rectify import rectified, turning

LEAST_PAPERS: Final = 2
LEAST_SIDE: Final = 200
"""Pixels of an outline's shorter side below which nothing on it can be read."""


def read_apart(image: PageImage, readers: Readers, outlines: Sequence[Quad]) -> tuple[ReadPage, ...]:
    """Return the paper in each of ``outlines`` as a page of its own, from top to bottom.

    None of them when there are not several, or one is of a type that is not known.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    quads = [quad for quad in outlines if _shorter_side(quad) >= LEAST_SIDE]
    pages: list[ReadPage] = []
    for quad in quads if len(quads) >= LEAST_PAPERS else ():
        page = _read(image, quad, readers)
        if classify(page)[0].type == UNKNOWN:
            return ()
        pages.append(page)
    return tuple(sorted(pages, key=_place))


def _shorter_side(quad: Quad) -> float:
    corners = np.array(quad.corners)
    return float(np.hypot(*(np.roll(corners, -1, axis=0) - corners).T).min())


def _read(image: PageImage, quad: Quad, readers: Readers) -> ReadPage:
    view = rectified(image.pixels, quad)
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
