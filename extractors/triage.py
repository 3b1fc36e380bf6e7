"""First look at an upload: what its bytes are, and whether they may be decoded at all.

Only headers are parsed here, by code that allocates nothing by the file's wish: a 20 kB picture that claims
13,000 x 13,000 pixels is refused before any decoder sees it. What needs a decoder (a PDF's pages, its password,
a picture's rows) is found out in the sandbox.

Sources: PNG (W3C, third edition) sections 5 and 11; ITU-T T.81 annex B; TIFF 6.0 section 2; ISO 32000-1 7.5.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractors.errors import FailureCode, UnreadableUpload

STAGE: Final = "triage"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
TIFF: Final = "image/tiff"
PDF: Final = "application/pdf"
MEDIA_TYPES: Final = {JPEG: ".jpg", PNG: ".png", TIFF: ".tiff", PDF: ".pdf"}
"""What is accepted, with the ending that we give it."""

_PICTURE_ENDINGS: Final = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".pjpeg", ".png", ".apng", ".tif", ".tiff"}
    | {".gif", ".webp", ".heic", ".heif", ".avif", ".bmp"}
)
_FOREIGN_ENDINGS: Final = frozenset(
    {".htm", ".html", ".xhtml", ".mht", ".svg", ".xml", ".json", ".txt", ".csv", ".rtf", ".md", ".js", ".bat"}
    | {".doc", ".docx", ".docm", ".xls", ".xlsx", ".xlsm", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".eml", ".msg"}
    | {".zip", ".rar", ".7z", ".gz", ".tar", ".exe", ".msi", ".apk"}
    | {".mp3", ".mp4", ".mov", ".avi", ".mkv", ".ogg", ".wav", ".opus"}
)
_PNG_MAGIC: Final = b"\x89PNG\r\n\x1a\n"
_TIFF_MAGICS: Final = {b"II*\x00": "<", b"MM\x00*": ">"}
_PDF_START: Final = re.compile(rb"(?:\xef\xbb\xbf)?[\x00\t\n\f\r ]{0,1020}%PDF-\d")
_LINEARISED: Final = re.compile(rb"/Linearized\s+[\d.]+")
_LENGTH: Final = re.compile(rb"/L\s+(\d{1,12})\b")
_START_OF_FRAME: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_JPEG_MARKER: Final = re.compile(rb"\xff{1,256}([^\xff])", re.DOTALL)  # fill bytes may stand before a marker
_END_OF_IMAGE: Final = b"\xff\xd9"
_MOST_SEGMENTS: Final = 10_000
_START_OF_SCAN: Final = 0xDA
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_MOST_TAGS: Final = 1000
_REDUCED_OR_MASK: Final = 0b101  # TIFF NewSubfileType: bit 0 a thumbnail, bit 2 a transparency mask


@dataclass(frozen=True)
class Caps:
    """What one upload may be. ``max_pixels`` is for one picture; ``min_side_px`` for its shorter side."""

    max_bytes: int = 50 * 1024 * 1024
    max_pages: int = 50
    max_pixels: int = 50_000_000
    min_side_px: int = 200


@dataclass(frozen=True)
class Triaged:
    """What an upload is. ``pages`` is None for a PDF: its pages are counted in the sandbox."""

    media_type: str
    extension: str
    pages: int | None


def triage(data: bytes, filename: str, caps: Caps) -> Triaged:
    """Return what ``data`` is, by its content; ``filename`` can only contradict it.

    A PDF must begin at byte 0; a byte order mark and white space before it (some portals' generators write them)
    are let through, anything else before it is not. A picture under another picture's ending passes, because
    messengers rename pictures; an ending that we do not know says nothing.

    Raises:
        UnreadableUpload: ``empty_file``, ``too_large``, ``unsupported_type``, ``extension_mismatch``, ``damaged``,
            ``too_many_pages``, ``too_many_pixels`` or ``too_small``; stage ``triage``.
    """
    if not data:
        raise UnreadableUpload(FailureCode.EMPTY_FILE, STAGE)
    if len(data) > caps.max_bytes:
        raise UnreadableUpload(FailureCode.TOO_LARGE, STAGE)
    media_type = media_type_of(data)
    _check_ending(filename, media_type)
    if media_type == PDF:
        _check_end_of_pdf(data)
        return Triaged(media_type, MEDIA_TYPES[media_type], None)
    sizes = _sizes(data, media_type, caps)
    _check_sizes(sizes, caps)
    return Triaged(media_type, MEDIA_TYPES[media_type], len(sizes))


def media_type_of(data: bytes) -> str:
    """Return the media type that the first bytes of ``data`` say.

    Raises:
        UnreadableUpload: ``unsupported_type``: it is none of JPEG, PNG, TIFF and PDF.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(_PNG_MAGIC):
        return PNG
    if data[:4] in _TIFF_MAGICS:
        return TIFF
    if _PDF_START.match(data):
        return PDF
    raise UnreadableUpload(FailureCode.UNSUPPORTED_TYPE, STAGE)


def ending(filename: str) -> str:
    """Return the ending of ``filename`` as a person sees it, lower case with its dot, or an empty string."""
    visible = "".join(
        character for character in unicodedata.normalize("NFKC", filename) if unicodedata.category(character)[0] != "C"
    )
    name = re.split(r"[/\\]", visible)[-1].strip(" .")
    stem, dot, last = name.rpartition(".")
    return f".{last.strip().lower()}" if dot and stem else ""


def _check_ending(filename: str, media_type: str) -> None:
    found = ending(filename)
    contradicts = found in _PICTURE_ENDINGS if media_type == PDF else found == ".pdf"
    if contradicts or found in _FOREIGN_ENDINGS:
        raise UnreadableUpload(FailureCode.EXTENSION_MISMATCH, STAGE)


def _check_end_of_pdf(data: bytes) -> None:
    """Refuse a PDF whose end is missing.

    A decoder would rebuild it from what is left and show some of the pages as if they were all. A broken
    cross-reference table in a whole file is another matter: the decoder may repair that.
    """
    if data.rfind(b"startxref") < data.rfind(b"endobj"):
        raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "the end of the PDF is missing")
    head = data[:2048]
    whole = _LENGTH.search(head) if _LINEARISED.search(head) else None
    if whole and len(data) < int(whole[1]):
        raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "the PDF is shorter than it says")


def _check_sizes(sizes: tuple[tuple[int, int], ...], caps: Caps) -> None:
    if not sizes:
        raise UnreadableUpload(FailureCode.UNSUPPORTED_TYPE, STAGE, "no page of full resolution")
    if any(width < 1 or height < 1 for width, height in sizes):
        raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "a picture without extent")
    if any(width * height > caps.max_pixels for width, height in sizes):
        raise UnreadableUpload(FailureCode.TOO_MANY_PIXELS, STAGE)
    if any(min(size) < caps.min_side_px for size in sizes):
        raise UnreadableUpload(FailureCode.TOO_SMALL, STAGE)


def _sizes(data: bytes, media_type: str, caps: Caps) -> tuple[tuple[int, int], ...]:
    """Return width and height of every picture in the file, from its headers."""
    try:
        if media_type == PNG:
            return (_png_size(data),)
        if media_type == JPEG:
            return (_jpeg_size(data),)
        return tuple(_tiff_sizes(data, caps.max_pages))
    except (struct.error, IndexError) as short:
        raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "the header is cut short") from short


def _png_size(data: bytes) -> tuple[int, int]:
    length, kind, width, height = struct.unpack_from(">I4sII", data, 8)
    if kind != b"IHDR" or length != 13:
        raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "PNG without a header")
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Return the size that the first frame header holds.

    The picture's own end must follow its first scan. A transfer that broke off leaves none, nor does one that was
    filled up with zeros, which a decoder would show as a half grey picture without a word.
    """
    size: tuple[int, int] | None = None
    for marker, at in _jpeg_segments(data):
        if marker in _START_OF_FRAME and size is None:
            height, width = struct.unpack_from(">HH", data, at + 3)
            size = width, height
        if marker == _START_OF_SCAN and size is not None and data.find(_END_OF_IMAGE, at) >= 0:
            return size
    raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "the JPEG has no picture or no end")


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield marker and place of every segment up to the first scan; no camera writes as many as we follow."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        start = _JPEG_MARKER.match(data, at)
        if not start:
            return
        marker, at = start[1][0], start.end()
        yield marker, at
        if marker == _START_OF_SCAN:
            return
        if marker not in _STANDALONE:
            at += max(2, struct.unpack_from(">H", data, at)[0])


def _tiff_sizes(data: bytes, max_pages: int) -> Iterator[tuple[int, int]]:
    """Yield the size of every page; thumbnails and masks that a file carries beside its pages are no pages."""
    order = _TIFF_MAGICS[data[:4]]
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    pages = 0
    while at:
        if at in seen or len(seen) > 4 * max_pages:
            raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "the TIFF's directories do not end")
        seen.add(at)
        tags = _tiff_tags(data, at, order)
        if not tags.get(254, 0) & _REDUCED_OR_MASK:
            pages += 1
            if pages > max_pages:
                raise UnreadableUpload(FailureCode.TOO_MANY_PAGES, STAGE)
            yield tags.get(256, 0), tags.get(257, 0)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)


def _tiff_tags(data: bytes, at: int, order: str) -> dict[int, int]:
    """Return the directory's single SHORT and LONG values by tag number."""
    (count,) = struct.unpack_from(f"{order}H", data, at)
    if count > _MOST_TAGS:
        raise UnreadableUpload(FailureCode.DAMAGED, STAGE, "a TIFF directory of absurd length")
    tags: dict[int, int] = {}
    for index in range(count):
        where = at + 2 + 12 * index
        tag, kind, length = struct.unpack_from(f"{order}HHI", data, where)
        if length == 1 and kind in {3, 4}:
            tags[tag] = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", data, where + 8)[0]
    return tags
