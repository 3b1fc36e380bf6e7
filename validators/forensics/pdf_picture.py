"""The one picture that a scanned page of a PDF is, taken out as its file holds it: never resampled, never drawn.

Only for checks that open the file: all of this runs in the shut-in child. What cannot be taken out as the page shows
it is a reason and no error (ISO 32000-1, 8.9 images; 7.4 filters).
"""

import ctypes
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from validators.forensics import jpeg
from validators.forensics.blocks import oriented
from validators.forensics.check import NotMeasurable
from validators.forensics.exhibit import Pixels
from validators.forensics.pdf_file import opened
from validators.forensics.pdf_hidden import marks_on
from validators.forensics.pdf_page import Box, Item, PdfPage, Text

WHOLE: Final = 0.6
"""Share of a page from which on a picture is the page: scanners leave margins."""
LAID_OVER: Final = 0.1
"""Share of a page that anything painted later may cover: a scanning application's mark, not a second layer."""
SMALLEST: Final = 400
"""Pixels of the picture's shorter side below which no print on it can be measured."""
MOST_PIXELS: Final = 9_000_000
"""Pixels of one picture: an A4 page at 300 dpi has 8.7 million. A card of 9 million was examined within 1 GiB."""
MOST_BYTES: Final = 40_000_000
STRAIGHT: Final = 0.002
"""Share of its length by which a picture's side may lean on the page."""
CELLS: Final = 48
"""Cells along the longer side in which picture and page are compared."""
AS_SHOWN: Final = 20.0
"""Grey levels by which a cell of the page may differ from the picture's: 8.0 was the most on 124 scans of our own
(seeds 610001 and 720025 up), 7.9 on six PDFs of Pillow, GraphicsMagick and Chromium."""
NOT_ONE, ASKEW, SMALL, LARGE = "not_one_picture", "picture_askew", "picture_small", "picture_too_large"
BILEVEL, COLOURS, CODEC, OTHERWISE = "picture_bilevel", "picture_colours", "picture_codec", "picture_not_as_shown"
BROKEN: Final = "picture_broken"
_PLAIN_FILTERS: Final = frozenset({"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"})
_JPEG: Final = "DCTDecode"
_COLOURS: Final = {
    pdfium.FPDF_COLORSPACE_DEVICEGRAY: 1,
    pdfium.FPDF_COLORSPACE_CALGRAY: 1,
    pdfium.FPDF_COLORSPACE_DEVICERGB: 3,
    pdfium.FPDF_COLORSPACE_CALRGB: 3,
}
"""Colour spaces whose samples are grey or red, green and blue, with their number; one by a profile has either."""
_LAID: Final = {
    (False, 1, 1): 1, (False, -1, 1): 2, (False, -1, -1): 3, (False, 1, -1): 4,
    (True, 1, 1): 5, (True, -1, 1): 6, (True, -1, -1): 7, (True, 1, -1): 8,
}  # fmt: skip
"""Whether the picture's rows run down the page, which way across and which way down it lies -> EXIF's orientation."""


@dataclass(frozen=True)
class PdfPicture:
    """A page's picture: ``pixels`` as its page shows it (turned and mirrored, not resampled), BGR or grey.

    ``data`` is its JPEG, empty where it was packed without loss. ``orientation`` says, as EXIF does (1..8), how the
    stored picture is turned to be shown. ``box`` is its place in shares of the page, and may reach beyond it; ``over``
    are the places of what is painted over it.
    """

    pixels: Pixels
    data: bytes
    orientation: int
    box: Box
    over: tuple[Box, ...]


@lru_cache(maxsize=8)
def picture_of(data: bytes, index: int) -> PdfPicture | str:
    """Return the picture that page ``index`` of the PDF in ``data`` is, or a code of why none can be taken out.

    Raises:
        NotMeasurable: the file cannot be opened.
    """
    page = opened(data).page(index)
    try:
        return _taken(page)
    except NotMeasurable as stop:
        return stop.reason


def _taken(page: PdfPage) -> PdfPicture:
    item, over = _only(page)
    box, orientation = _laid(page, item)
    is_jpeg = _is_jpeg(item)
    stored, packed = _decoded(item, _colours(page, item), is_jpeg=is_jpeg)
    picture = PdfPicture(oriented(stored, orientation), packed, orientation, box, over)
    if not _is_shown(page, picture):
        raise NotMeasurable(OTHERWISE)
    return picture


def _only(page: PdfPage) -> tuple[Item, tuple[Box, ...]]:
    """Return the picture that covers the page, and the places of what is painted over it."""
    large = [one for one in page.items if one.kind == "image" and _area(one.box) >= WHOLE]
    if len(large) != 1:
        raise NotMeasurable(NOT_ONE)
    later = [one for one in page.items if one.order > large[0].order and _is_inked(one)]
    over = (*(one.box for one in later), *(mark.box for mark in marks_on(page)))
    if sum(map(_area, over)) > LAID_OVER:
        raise NotMeasurable(NOT_ONE)
    return large[0], over


def _is_inked(item: Item) -> bool:
    """Whether an item leaves anything on the page: text without ink is a reading program's."""
    return bool(item.text) and item.is_inked if isinstance(item, Text) else True


def _laid(page: PdfPage, item: Item) -> tuple[Box, int]:
    """Return where the picture lies on the page as shown, and how it is turned there."""
    start, right, down = page.corners(item)
    across, along = (right[0] - start[0], right[1] - start[1]), (down[0] - start[0], down[1] - start[1])
    turned = abs(across[1]) > abs(across[0])
    sideways, downwards = (along, across) if turned else (across, along)
    leans = abs(sideways[1]) + abs(downwards[0])
    if leans > STRAIGHT:
        raise NotMeasurable(ASKEW)
    orientation = _LAID[turned, 1 if sideways[0] > 0 else -1, 1 if downwards[1] > 0 else -1]
    end = (start[0] + sideways[0], start[1] + downwards[1])
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return (x0, y0, x1, y1), orientation


def _colours(page: PdfPage, item: Item) -> int:
    """Return how many colours a pixel has, 1 or 3, of a picture whose size and make can be looked at."""
    told = pdfium.FPDF_IMAGEOBJ_METADATA()
    if not pdfium.FPDFImageObj_GetImageMetadata(item.handle, page.raw.raw, told):
        raise NotMeasurable(BROKEN)
    if told.width * told.height > MOST_PIXELS:
        raise NotMeasurable(LARGE)
    if min(told.width, told.height) < SMALLEST:
        raise NotMeasurable(SMALL)
    if told.bits_per_pixel == 1:
        raise NotMeasurable(BILEVEL)
    if not told.bits_per_pixel:
        raise NotMeasurable(BROKEN)
    by_profile = {8: 1, 24: 3}.get(told.bits_per_pixel, 0) if told.colorspace == pdfium.FPDF_COLORSPACE_ICCBASED else 0
    colours = _COLOURS.get(told.colorspace, by_profile)
    if not colours or told.bits_per_pixel != 8 * colours:
        raise NotMeasurable(COLOURS)
    return colours


def _is_jpeg(item: Item) -> bool:
    """Whether the picture is a JPEG; it is packed without loss where it is none."""
    filters = [_filter(item.handle, place) for place in range(pdfium.FPDFImageObj_GetImageFilterCount(item.handle))]
    *outer, last = filters or [""]
    if not _PLAIN_FILTERS.issuperset(outer) or last not in {"", _JPEG, *_PLAIN_FILTERS}:
        raise NotMeasurable(CODEC)
    return last == _JPEG


def _decoded(item: Item, colours: int, *, is_jpeg: bool) -> tuple[Pixels, bytes]:
    """Return the picture as stored, and its JPEG where it is one."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item.handle, wide, high)
    size = (high.value, wide.value)
    unpacked = _unpacked(item.handle)
    if is_jpeg:
        return _from_jpeg(unpacked, size, colours), unpacked
    if len(unpacked) < size[0] * size[1] * colours:
        raise NotMeasurable(BROKEN)
    samples = np.frombuffer(unpacked, np.uint8, size[0] * size[1] * colours)
    plain = samples.reshape(*size, 3)[:, :, ::-1] if colours == 3 else samples.reshape(size)
    return np.ascontiguousarray(plain), b""


def _from_jpeg(data: bytes, size: tuple[int, int], colours: int) -> Pixels:
    try:
        seen = jpeg.parse(data)
    except jpeg.NotAJpegError:
        raise NotMeasurable(BROKEN) from None
    if (seen.height, seen.width) != size or seen.components != colours:
        raise NotMeasurable(COLOURS if seen.components != colours else BROKEN)
    how = cv2.IMREAD_GRAYSCALE if colours == 1 else cv2.IMREAD_COLOR
    # OpenCV says None, not an error, of what it cannot decode; a page shows the picture whatever its EXIF says.
    found = cast("Pixels | None", cv2.imdecode(np.frombuffer(data, np.uint8), how | cv2.IMREAD_IGNORE_ORIENTATION))
    if found is None or found.shape[:2] != size:
        raise NotMeasurable(BROKEN)
    return found


def _filter(handle: Any, place: int) -> str:
    room = ctypes.create_string_buffer(64)
    length = pdfium.FPDFImageObj_GetImageFilter(handle, place, room, 64)
    return room.raw[: max(0, min(length, 64) - 1)].decode("latin-1")


def _unpacked(handle: Any) -> bytes:
    """Return the picture's bytes with every filter undone that is no picture's own."""
    length = pdfium.FPDFImageObj_GetImageDataDecoded(handle, None, 0)
    if not 0 < length <= MOST_BYTES:
        raise NotMeasurable(LARGE if length else BROKEN)
    room = (ctypes.c_uint8 * length)()
    pdfium.FPDFImageObj_GetImageDataDecoded(handle, room, length)
    return bytes(room)


def _is_shown(page: PdfPage, picture: PdfPicture) -> bool:
    """Whether the page shows this very picture: no mask, no inverted or foreign colours, nothing that was hidden.

    Cells of the drawn page are held against the picture's, tones adjusted by a straight line; cells that something is
    painted over do not count.
    """
    own = _grey(picture.pixels)
    wide, high = page.shown_pt
    drawn = _grey(page.rendered(min(16 * CELLS / max(wide, high), 6.0)))
    left, top, right, bottom = (min(max(share, 0.0), 1.0) for share in picture.box)
    parts = (_part(drawn, (left, top, right, bottom)), _part(own, _within((left, top, right, bottom), picture.box)))
    if min(*parts[0].shape, *parts[1].shape) < 8:
        return False
    grid = _grid(parts[0].shape)
    shown, taken = (cv2.resize(part, grid, interpolation=cv2.INTER_AREA).astype(np.float64) for part in parts)
    free = np.zeros(shown.shape, bool)
    free[1:-1, 1:-1] = True  # a page seldom ends with a pixel: its outer cells hold what lies beside it
    for box in picture.over:
        x0, y0, x1, y1 = _within(box, (left, top, right, bottom))
        free[max(int(y0 * grid[1]) - 1, 0) : math.ceil(max(y1, 0) * grid[1]) + 1,
             max(int(x0 * grid[0]) - 1, 0) : math.ceil(max(x1, 0) * grid[0]) + 1] = False  # fmt: skip
    return bool(free.any()) and _differ(shown[free], taken[free]) <= AS_SHOWN


def _differ(shown: NDArray[np.float64], taken: NDArray[np.float64]) -> float:
    """Return the most that two pictures' cells differ after the tones of one are laid along the other's."""
    spread = float(taken.std())
    slope = float(np.mean((taken - taken.mean()) * (shown - shown.mean()))) / spread**2 if spread > 2 else 1.0
    slope = min(max(slope, 0.7), 1.4)
    return float(np.abs(shown - shown.mean() - slope * (taken - taken.mean())).max())


def _grey(pixels: Pixels) -> Pixels:
    return cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)) if pixels.ndim == 3 else pixels


def _grid(shape: tuple[int, ...]) -> tuple[int, int]:
    """Return how many cells across and down."""
    scale = CELLS / max(shape[:2])
    return max(1, round(shape[1] * scale)), max(1, round(shape[0] * scale))


def _part(pixels: Pixels, box: Box) -> Pixels:
    high, wide = pixels.shape[:2]
    x0, y0, x1, y1 = round(box[0] * wide), round(box[1] * high), round(box[2] * wide), round(box[3] * high)
    return pixels[y0:y1, x0:x1]


def _within(box: Box, frame: Box) -> Box:
    """Return a box of the page in shares of ``frame``."""
    wide, high = frame[2] - frame[0], frame[3] - frame[1]
    return ((box[0] - frame[0]) / wide, (box[1] - frame[1]) / high,
            (box[2] - frame[0]) / wide, (box[3] - frame[1]) / high)  # fmt: skip


def _area(box: Box) -> float:
    x0, y0, x1, y1 = (min(max(number, 0.0), 1.0) for number in box)
    return (x1 - x0) * (y1 - y0)
