"""What a picture's metadata say: the program, the days, a thumbnail. Read in plain Python; nothing is decoded.

EXIF 2.32 (tags of IFD 0, the EXIF IFD and IFD 1), PNG 1.2 (text chunks), XMP (``CreatorTool``).
"""

import re
import struct
import tomllib
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Final

from PIL import ExifTags, Image

from validators.forensics import jpeg

SOFTWARE, TAKEN, DIGITISED, MAKER, MODEL = 0x0131, 0x9003, 0x9004, 0x010F, 0x0110
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_TOOL: Final = re.compile(rb"(?:CreatorTool|softwareAgent)\s*(?:=\s*\"|>)([^\"<]{1,80})")
_MOST_CHUNKS: Final = 2_000
_TAG_FAULTS: Final = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    SyntaxError,
    struct.error,
    OSError,
    ZeroDivisionError,
)
"""What Pillow raises on a TIFF structure that does not add up."""


@dataclass(frozen=True)
class Metadata:
    """What the metadata say; empty strings for what they do not."""

    software: tuple[str, ...] = ()
    taken: datetime | None = None
    camera: str = ""
    thumbnail: bytes = b""
    turned: int = 1
    trailing: bytes = b""


def of_jpeg(seen: jpeg.Jpeg) -> Metadata:
    """Return what a JPEG's EXIF and XMP say, and what follows the picture."""
    tags, inner, small = _tags(seen.exif)
    payloads = (one.payload for one in seen.segments if one.marker == jpeg.APP1)
    tools = [found.decode("utf-8", "replace") for payload in payloads for found in _TOOL.findall(payload)]
    turned = tags.get(0x0112, 1)
    return Metadata(
        software=tuple(dict.fromkeys(filter(None, [_text(tags.get(SOFTWARE)), *tools]))),
        taken=_time(inner.get(TAKEN)) or _time(inner.get(DIGITISED)),
        camera=" ".join(filter(None, (_text(tags.get(MAKER)), _text(tags.get(MODEL))))),
        thumbnail=_thumbnail(seen.exif, small),
        turned=turned if isinstance(turned, int) else 1,
        trailing=seen.trailing,
    )


def _tags(exif: bytes) -> tuple[Mapping[int, object], Mapping[int, object], Mapping[int, object]]:
    """Return the tags of IFD 0, of the EXIF IFD and of IFD 1; none where they do not add up."""
    if not exif:
        return {}, {}, {}
    read = Image.Exif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # Pillow's word for tags that are cut short
        try:
            read.load(jpeg.EXIF + exif)
            return dict(read), dict(read.get_ifd(ExifTags.IFD.Exif)), dict(read.get_ifd(ExifTags.IFD.IFD1))
        except _TAG_FAULTS:
            return {}, {}, {}


def of_png(data: bytes) -> Metadata:
    """Return what a PNG's text chunks say, and what follows the picture."""
    software: list[str] = []
    end = len(data)
    for kind, payload, behind in _chunks(data):
        if kind in {b"tEXt", b"iTXt", b"zTXt"}:
            key, text = _said(kind, payload)
            software += [_text(text)] if key == b"Software" else []
            software += [found.decode("utf-8", "replace") for found in _TOOL.findall(text)]
        end = behind if kind == b"IEND" else end
    return Metadata(software=tuple(dict.fromkeys(filter(None, software))), trailing=data[end:])


def kind_of(program: str) -> str:
    """Return ``editor``, ``scanner`` or nothing for a program's name (``editors.toml``)."""
    return next((kind for kind, names in _programs().items() if any(name in program for name in names)), "")


@cache
def _programs() -> Mapping[str, tuple[str, ...]]:
    read = tomllib.loads((files("validators.forensics") / "editors.toml").read_text("utf-8"))
    return {kind: tuple(entry["names"]) for kind, entry in read.items()}


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield kind and content of each chunk of a PNG, and the place behind it."""
    place = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        if not data.startswith(_PNG) or place + 12 > len(data):
            return
        (length,) = struct.unpack(">I", data[place : place + 4])
        if place + 12 + length > len(data):
            return
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + length], place + 12 + length
        place += 12 + length


def _said(kind: bytes, payload: bytes) -> tuple[bytes, bytes]:
    """Return key and text of a text chunk, unpacked where it is packed (at most 1 MB)."""
    key, _, rest = payload.partition(b"\x00")
    is_packed = kind == b"zTXt" or (kind == b"iTXt" and rest[:1] == b"\x01")
    if kind == b"iTXt":  # flag, method, language and translated key stand before the text
        rest = rest[2:].partition(b"\x00")[2].partition(b"\x00")[2]
    elif kind == b"zTXt":
        rest = rest[1:]
    try:
        return key, zlib.decompressobj().decompress(rest, 1_000_000) if is_packed else rest
    except zlib.error:
        return key, b""


def _text(value: object) -> str:
    said = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return "".join(one for one in said if one.isprintable()).strip()[:80] if isinstance(said, str) else ""


def _time(value: object) -> datetime | None:
    try:
        return datetime.strptime(_text(value), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  # a camera's clock has no zone
    except ValueError:
        return None


def _thumbnail(exif: bytes, tags: Mapping[int, object]) -> bytes:
    start, length = tags.get(0x0201), tags.get(0x0202)
    if not isinstance(start, int) or not isinstance(length, int) or start < 0 or not 0 < length <= len(exif) - start:
        return b""
    return exif[start : start + length]
