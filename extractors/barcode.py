"""Printed codes (QR, PDF417, Data Matrix, Aztec, Code 128) read from a picture by zxing-cpp.

What a code says is kept as text and nothing is done with it: an address in it is never opened. Every format here
carries its own error correction or check, so that a code is read whole or not at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

import cv2
import numpy as np

from extractors.engine import Pixels
from extractors.model import Region
from extractors.straighten import cut, grey, inside

if TYPE_CHECKING:
    import zxingcpp

ENGINE: Final = "zxing-cpp"
READ_SIDE: Final = 2400
"""Pixels of the longer side at which codes are looked for first: there a QR of 2 cm on A4 has 4 pixels a module."""
MOST_PIXELS: Final = 2_000_000
"""So much of a larger picture is read again in full size: 10 million pixels take 0.1 s, ten times as long for noise."""
MOST_CODES: Final = 20
MOST_CHARACTERS: Final = 2000
"""Characters of one code that are kept; the largest QR holds 4,296 letters."""
CELL: Final = 14
"""Pixels at ``READ_SIDE`` of the squares in which a picture is searched for something like a code."""
INKED: Final = (0.3, 0.75)
"""Share of ink in a code: its modules are half black; print on white has a fifth, a portrait's hair no edges."""
LEAST_SPREAD: Final = 25.0
"""Standard deviation of grey values (0..255) in a code whose modules are blurred."""
ROOM: Final = 2
"""Squares around such a spot that belong to it: a code's finder patterns and its quiet zone."""

_NAMES: Final = {
    "QRCode": "qr_code", "PDF417": "pdf417", "DataMatrix": "data_matrix", "Aztec": "aztec", "Code128": "code_128",
}  # fmt: skip
"""Our names by zxing-cpp's."""


@dataclass(frozen=True)
class PrintedCode:
    """A code as read: its format (``qr_code``, ``pdf417`` …), its text, and its place in shares of the picture."""

    format: str
    text: str
    region: Region


def find_codes(pixels: Pixels) -> tuple[PrintedCode, ...]:
    """Return the codes on a picture from top to bottom, at most ``MOST_CODES``; none on one that holds none.

    A large picture is first read at ``READ_SIDE``, and then those spots of it in full size that look like a code.
    """
    picture = grey(pixels)
    if min(picture.shape) < 16:
        return ()
    scale = READ_SIDE / max(picture.shape)
    if scale >= 1:
        return _sorted(_read(picture))
    small = cast("Pixels", cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return _sorted(_read(small)) or _sorted(_in_full_size(picture, spots(small)))


def _in_full_size(picture: Pixels, places: Sequence[Region]) -> Iterator[PrintedCode]:
    left = MOST_PIXELS
    for place in places:
        part = cut(picture, place)
        left -= part.size
        if left < 0:
            return
        for code in _read(part):
            yield replace(code, region=inside(place, code.region))


def spots(picture: Pixels) -> tuple[Region, ...]:
    """Return where a grey picture ``(H, W)`` is as dark, as light and as uneven as a code is, the smallest first."""
    size = (max(picture.shape[1] // CELL, 1), max(picture.shape[0] // CELL, 1))
    values = picture.astype(np.float32)
    mean = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    spread = np.sqrt(np.maximum(cv2.resize(values * values, size, interpolation=cv2.INTER_AREA) - mean * mean, 0.0))
    ink = 1.0 - mean / max(float(np.percentile(mean, 90)), 1.0)
    like = ((ink >= INKED[0]) & (ink <= INKED[1]) & (spread >= LEAST_SPREAD)).astype(np.uint8)
    together = cv2.dilate(cv2.morphologyEx(like, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.ones((3, 3), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(together)
    found = [
        Region.clipped(
            0, (x - ROOM) / size[0], (y - ROOM) / size[1], (x + wide + ROOM) / size[0], (y + high + ROOM) / size[1]
        )
        for x, y, wide, high, _ in (map(int, boxes[index]) for index in range(1, count))
    ]
    return tuple(sorted(found, key=lambda place: (place.width * place.height, place.y0, place.x0)))


def shown(text: str) -> str:
    """Return a code's text as it may be kept and shown: what cannot be printed is escaped, the rest of it cut off."""
    spelled = "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text[:MOST_CHARACTERS]
    )
    return spelled if len(spelled) < MOST_CHARACTERS else f"{spelled[: MOST_CHARACTERS - 1]}…"


def version() -> str:
    """Return the version of the reader of codes."""
    import importlib.metadata

    return importlib.metadata.version("zxing-cpp")


def _read(picture: Pixels) -> Iterator[PrintedCode]:
    import zxingcpp

    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(picture),
        formats=zxingcpp.barcode_formats_from_str("|".join(_NAMES)),
        try_invert=False,  # codes light on dark are not printed on papers, and looking for them costs a third
        text_mode=zxingcpp.TextMode.Plain,
    )
    for code in found[:MOST_CODES]:
        if code.text:
            yield PrintedCode(_NAMES[code.symbology.name], shown(code.text), _region(code, picture))


def _region(code: "zxingcpp.Barcode", picture: Pixels) -> Region:
    place, (height, width) = code.position, picture.shape[:2]
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across, down = [corner.x / width for corner in corners], [corner.y / height for corner in corners]
    return Region.clipped(0, min(across), min(down), max(across), max(down))


def _sorted(codes: Iterator[PrintedCode]) -> tuple[PrintedCode, ...]:
    return tuple(sorted(codes, key=lambda code: (code.region.y0, code.region.x0, code.format)))
