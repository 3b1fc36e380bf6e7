"""The small picture in a photo's EXIF against the photo itself."""

from collections.abc import Iterator
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Region
from validators.forensics import jpeg, metadata
from validators.forensics.check import PICTURES, Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit, Pixels

SIDE: Final = 160
"""Pixels of the longer side at which the two are held against each other."""
LEAST_SIDE: Final = 48
SAME_SHAPE: Final = 0.03
"""How far the two may differ in shape (log of width by height); a cropped photo often keeps its old thumbnail."""
BLACK: Final = 28
"""Grey below which an edge of a thumbnail is a bar that fills it up to 4 : 3."""
MOST_PIXELS: Final = 40_000_000

Grey = NDArray[np.float32]


def _has_thumbnail(exhibit: Exhibit) -> bool:
    if exhibit.media_type != "image/jpeg":
        return False
    try:
        return bool(metadata.of_jpeg(jpeg.parse(exhibit.data)).thumbnail)
    except jpeg.NotAJpegError:
        return False


@check(strata=PICTURES, opens_file=True, wants=_has_thumbnail)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Hold the EXIF thumbnail against the picture, both reduced to 160 pixels and matched in brightness.

    The score is the largest difference of a small block, in units of the ordinary one: the two of a camera's file
    agree everywhere up to their compression. The thumbnail is shown, and the place where it differs.
    """
    seen = jpeg.parse(exhibit.data)
    if seen.width * seen.height > MOST_PIXELS:
        raise NotMeasurable("too_large")
    small = _decoded(metadata.of_jpeg(seen).thumbnail, cv2.IMREAD_COLOR)
    whole = _decoded(exhibit.data, cv2.IMREAD_REDUCED_COLOR_2 | cv2.IMREAD_IGNORE_ORIENTATION)
    if small is None or whole is None:
        raise NotMeasurable("unparsable", failed=True)
    shape = whole.shape[1] / whole.shape[0]
    small = _without_bars(small, shape)
    if min(small.shape[:2]) < LEAST_SIDE:
        raise NotMeasurable("too_small")
    if abs(np.log(small.shape[1] / small.shape[0] / shape)) > SAME_SHAPE:
        raise NotMeasurable("other_shape")
    unlike = _unlike(_grey(whole, shape), _grey(small, shape))
    usual = float(np.median(unlike))
    score = float(unlike.max()) / (usual + 2.0)
    turned = metadata.of_jpeg(seen).turned
    yield Measured(
        score=score,
        facts={"width": str(small.shape[1]), "height": str(small.shape[0])},
        region=_place(unlike, usual) if turned == 1 else None,
        shown=small,
    )


def _decoded(data: bytes, how: int) -> Pixels | None:
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    except cv2.error:
        return None
    return None if pixels is None else cast("Pixels", pixels)


def _without_bars(small: Pixels, shape: float) -> Pixels:
    """Return a thumbnail without the black bars that fill it up, where it then has the picture's shape."""
    bright = small.max(axis=2) > BLACK
    rows, columns = np.flatnonzero(bright.mean(axis=1) > 0.3), np.flatnonzero(bright.mean(axis=0) > 0.3)
    if not len(rows) or not len(columns):
        return small
    inner = small[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    own, cut = (abs(np.log(one.shape[1] / one.shape[0] / shape)) for one in (small, inner))
    return inner if cut < own else small


def _grey(pixels: Pixels, shape: float) -> Grey:
    size = (SIDE, max(1, round(SIDE / shape))) if shape >= 1 else (max(1, round(SIDE * shape)), SIDE)
    reduced = cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), size, interpolation=cv2.INTER_AREA)
    return cast("Grey", cv2.GaussianBlur(reduced.astype(np.float32), (0, 0), 1.5))


def _unlike(whole: Grey, small: Grey) -> Grey:
    """Return how far the two differ in blocks of 8 pixels, the thumbnail being matched to the whole's brightness."""
    slope, offset = np.polyfit(small.ravel(), whole.ravel(), 1)
    apart = np.abs(whole - (slope * small + offset)).astype(np.float32)
    return cast("Grey", cv2.blur(apart, (8, 8)))


def _place(unlike: Grey, usual: float) -> Region:
    """Return the box around the block that differs most and what differs half as much beside it."""
    high, wide = unlike.shape
    _, labels = cv2.connectedComponents((unlike > max(unlike.max() / 2, usual + 1)).astype(np.uint8))
    top = np.unravel_index(int(unlike.argmax()), unlike.shape)
    rows, columns = np.nonzero(labels == labels[top])
    return Region.clipped(
        0, columns.min() / wide, rows.min() / high, (columns.max() + 1) / wide, (rows.max() + 1) / high
    )
