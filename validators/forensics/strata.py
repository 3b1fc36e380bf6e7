"""How a picture came about, told by facts of its file: which checks may say anything depends on it.

forgery.md section 4: after a messenger's copy every pixel detector is at chance, so a check outside its stratum says
``not_applicable`` and never that nothing was seen.
"""

from enum import StrEnum
from typing import Final

from validators.forensics import jpeg

FINE_QUALITY: Final = 85
"""JPEG quality from which on traces of editing may be left (forgery.md section 3.3; messengers save at 60 to 80)."""
MESSENGER_SIDES: Final = frozenset({1280, 1600, 2048})
"""Longer sides in pixels to which messengers shrink (WhatsApp standard and HD, Telegram)."""


class Stratum(StrEnum):
    """How a picture came about."""

    BORN_DIGITAL = "born_digital"  # a PDF of text and lines
    SCAN_IN_PDF = "scan_in_pdf"  # a PDF whose pages are pictures
    CAMERA_JPEG = "camera_jpeg"  # saved at quality 85 or more, not shrunk
    RECOMPRESSED = "recompressed"  # below 85, or of a messenger's size
    LOSSLESS = "lossless"  # PNG and the like: a screenshot, a scan, an edited picture
    PHOTOCOPY = "photocopy"  # a copy without colours of a card that has them
    SCREEN = "screen"  # a photo of a screen
    UNKNOWN = "unknown"  # the file says too little


def stratum_of(data: bytes, media_type: str, facts: frozenset[str] = frozenset()) -> Stratum:
    """Return the stratum of a picture; of a PDF ``validators.forensics.pdf`` tells it.

    Args:
        data: The upload.
        media_type: What triage found it to be.
        facts: What was seen on the picture (``extractors.model.Quality.facts``).
    """
    if "screen" in facts:
        return Stratum.SCREEN
    if "photocopy" in facts:
        return Stratum.PHOTOCOPY
    if media_type == "image/jpeg":
        return _of_jpeg(data)
    return Stratum.LOSSLESS if media_type in {"image/png", "image/tiff", "image/bmp"} else Stratum.UNKNOWN


def _of_jpeg(data: bytes) -> Stratum:
    try:
        seen = jpeg.parse(data)
    except jpeg.NotAJpegError:
        return Stratum.UNKNOWN
    if seen.quality < FINE_QUALITY or max(seen.width, seen.height) in MESSENGER_SIDES:
        return Stratum.RECOMPRESSED
    return Stratum.CAMERA_JPEG
