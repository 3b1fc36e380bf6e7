"""A PDF's bytes, walked over in plain Python: where its revisions end, what names stand in it.

Nothing is parsed that the file could make long: patterns are looked for in the bytes and in object streams, which are
unpacked up to a limit (ISO 32000-1, 7.5 file structure, 7.5.7 object streams, annex F linearised files).
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

MOST_REVISIONS: Final = 5_000
MOST_STREAMS: Final = 2_000
MOST_UNPACKED: Final = 8 * 1024 * 1024
_END: Final = re.compile(rb"startxref[\x00\t\n\f\r ]{1,8}(\d{1,12})[\x00\t\n\f\r ]{1,8}%%EOF[\r\n]{0,2}")
_SECTION: Final = re.compile(rb"[\x00\t\n\f\r ]{0,4}(?:xref|\d{1,9}[ \r\n]{1,4}\d{1,5}[ \r\n]{1,4}obj)")
_OBJECT_STREAM: Final = re.compile(rb"/Type[ \r\n]{0,2}/ObjStm\b[^\x00]{0,400}?stream\r?\n", re.DOTALL)
_HEAD: Final = re.compile(rb"%PDF-\d")
_LINEARISED: Final = re.compile(rb"/Linearized[ \r\n]")


def revision_ends(data: bytes) -> list[int]:
    """Return where each revision of the file ends, in bytes from its start, oldest first; the last is the file's own.

    A linearised file's first section is no revision, and neither is one of a PDF that is attached inside: its offset
    does not lead to a cross-reference section of this file.
    """
    head = _HEAD.search(data, 0, 1100)
    start = head.start() if head else 0
    ends = []
    for count, found in enumerate(_END.finditer(data)):
        if count >= MOST_REVISIONS:
            break
        offset = start + int(found[1])
        if int(found[1]) and offset < found.start() and _SECTION.match(data, offset):
            ends.append(found.end())
    is_linearised = _LINEARISED.search(data, 0, start + 1100) is not None
    if is_linearised and len(ends) > 1:
        ends = ends[1:]
    return ends


def is_signed(data: bytes) -> bool:
    """Tell whether the file bears an electronic signature."""
    return re.search(rb"/ByteRange[ \r\n]{0,3}\[", data) is not None


def readable(data: bytes) -> Iterator[bytes]:
    """Yield the file's bytes and what its object streams hold, unpacked; up to 2,000 streams and 8 MiB."""
    yield data
    left = MOST_UNPACKED
    for count, found in enumerate(_OBJECT_STREAM.finditer(data)):
        if count >= MOST_STREAMS or left <= 0:
            return
        try:
            piece = zlib.decompressobj().decompress(data[found.end() : found.end() + left], left)
        except zlib.error:
            continue
        left -= len(piece)
        yield piece


def count(pieces: list[bytes], pattern: re.Pattern[bytes], most: int = 10_000) -> int:
    """Return how often ``pattern`` stands in ``pieces``, at most ``most``."""
    total = 0
    for piece in pieces:
        for _ in pattern.finditer(piece):
            total += 1
            if total >= most:
                return total
    return total
