"""A JPEG's segments, walked over in plain Python: tables, size, what metadata there is, what follows the picture.

Nothing is decoded here, so a stranger's file can do no more than be refused. ISO/IEC 10918-1 (markers, Annex B; the
example quantisation table, Annex K).
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MARKER: Final = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd7]", re.DOTALL)
"""A marker with a segment, or the end: inside the picture, a stuffed byte or a restart stands after 0xFF."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MOST_SEGMENTS: Final = 5_000
SOI, EOI, SOS, DQT, APP1 = 0xD8, 0xD9, 0xDA, 0xDB, 0xE1
EXIF: Final = b"Exif\x00\x00"

# Annex K.1, in the zigzag order in which a file holds it.
ANNEX_K_LUMINANCE: Final = (
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
    60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113,
    121, 112, 100, 120, 92, 101, 103, 99,
)  # fmt: skip


class NotAJpegError(ValueError):
    """The bytes are no JPEG, or one whose segments do not add up."""


@dataclass(frozen=True)
class Segment:
    """One marker with what stands in it, and where it begins in the file."""

    marker: int
    offset: int
    payload: bytes


@dataclass(frozen=True)
class Jpeg:
    """What a JPEG says of itself.

    ``tables`` are its quantisation tables by number, 64 steps each in zigzag order; ``frame`` the marker of its frame
    (0xC0 baseline, 0xC2 progressive, 0xC9 and up arithmetic); ``trailing`` the bytes after the picture's end.
    """

    width: int
    height: int
    components: int
    frame: int
    tables: dict[int, tuple[int, ...]]
    segments: tuple[Segment, ...]
    trailing: bytes

    @property
    def exif(self) -> bytes:
        """The TIFF structure of its EXIF, empty when there is none."""
        found = (one.payload for one in self.segments if one.marker == APP1 and one.payload.startswith(EXIF))
        return next(found, b"")[len(EXIF) :]

    @property
    def quality(self) -> int:
        """The quality (1..100) at which libjpeg's scaled Annex K table comes nearest to this luminance table."""
        return quality_of(self.tables[min(self.tables)]) if self.tables else 100


def parse(data: bytes) -> Jpeg:
    """Return what the JPEG in ``data`` says of itself.

    Raises:
        NotAJpegError: no start, no frame, a segment that ends behind the file, or too many of them.
    """
    segments = tuple(_segments(data))
    frame = next((one for one in segments if one.marker in _FRAMES), None)
    if frame is None or len(frame.payload) < 6:
        raise NotAJpegError("no frame")
    _, height, width, components = struct.unpack(">BHHB", frame.payload[:6])
    tables: dict[int, tuple[int, ...]] = {}
    for one in segments:
        if one.marker == DQT:
            tables.update(_tables(one.payload))
    return Jpeg(width, height, components, frame.marker, tables, segments, _trailing(data, segments))


def quality_of(table: tuple[int, ...]) -> int:
    """Return the quality (1..100) at which libjpeg's scaling of Annex K comes nearest to ``table`` (zigzag order)."""
    return min(range(1, 101), key=lambda quality: sum(abs(a - b) for a, b in zip(table, scaled(quality), strict=True)))


def scaled(quality: int) -> tuple[int, ...]:
    """Return Annex K's luminance table as libjpeg scales it for ``quality`` (1..100), zigzag order."""
    percent = 5000 // quality if quality < 50 else 200 - 2 * quality
    return tuple(min(max((step * percent + 50) // 100, 1), 255) for step in ANNEX_K_LUMINANCE)


def _segments(data: bytes) -> Iterator[Segment]:
    if data[:2] != bytes((0xFF, SOI)):
        raise NotAJpegError("no start")
    place = 2
    for _ in range(_MOST_SEGMENTS):
        found = _MARKER.search(data, place)
        if found is None:
            return
        place, marker = found.end() - 2, data[found.end() - 1]
        if marker == EOI:
            yield Segment(EOI, place, b"")
            return
        (length,) = struct.unpack(">H", data[place + 2 : place + 4].rjust(2, b"\x00"))
        if length < 2 or place + 2 + length > len(data):
            raise NotAJpegError("a segment ends behind the file")
        yield Segment(marker, place, data[place + 4 : place + 2 + length])
        place += 2 + length
    raise NotAJpegError("too many segments")


def _tables(payload: bytes) -> Iterator[tuple[int, tuple[int, ...]]]:
    place = 0
    while place < len(payload):
        wide, number = payload[place] >> 4, payload[place] & 15
        size = 128 if wide else 64
        values = payload[place + 1 : place + 1 + size]
        if len(values) < size or wide > 1:
            raise NotAJpegError("a quantisation table is cut short")
        yield number, struct.unpack(">64H" if wide else ">64B", values)
        place += 1 + size


def _trailing(data: bytes, segments: tuple[Segment, ...]) -> bytes:
    end = next((one for one in segments if one.marker == EOI), None)
    return data[end.offset + 2 :] if end is not None else b""
