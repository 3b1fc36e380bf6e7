"""The reading program: engines that are heavy to load, in a process that lives on between uploads.

``worker.warm_reader`` starts it, shut in as decoders are, and believes nothing that it writes. Standard input is a
socket over which connections are handed to it (one byte, one file descriptor each); it serves one after the other and
ends when nobody holds the other end any more. Engines and what they import are loaded with the first reading.

On a connection, both ways: a message is its length (4 bytes, big endian) and so much JSON. A request is ``{"engine",
"layout", "charset", "slots", "shapes": [[height, width] or [height, width, 3], …]}`` and then the pictures' bytes one
after the other, grey or BGR, rows top to bottom; ``slots`` is null, or tells a reader of slots what may stand in each
place of a line. Its answer is ``{"words": [[[text, x0, y0, x1, y1, confidence], …], …]}``, one
list for each picture, or ``{"failed": code, "detail": text}`` with a code of ``extractors.errors.FailureCode``.
"""

import ctypes
import json
import math
import resource
import signal
import socket
import sys
import time
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from extractors.engine import OcrEngine
    from extractors.model import Word

MOST_HEAD_BYTES: Final = 1 << 20
MOST_PICTURE_BYTES: Final = 512 << 20
LENGTH_BYTES: Final = 4
_PR_SET_PDEATHSIG: Final = 1


class Hangup(Exception):  # noqa: N818  # what the other side did
    """The other side has gone, or sends what is no request."""


def main() -> None:
    """Serve the connections that come over standard input, within the limits of the first argument."""
    limits = json.loads(sys.argv[1])
    confine(int(limits["memory_bytes"]))
    control = socket.socket(fileno=0)
    while True:
        said, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not said:
            return
        for handle in handles:
            with socket.socket(fileno=handle) as connection:
                serve(connection, int(limits["cpu_s"]))


def confine(memory_bytes: int) -> None:
    """Put this process under its limits; what a system does not know is left out."""
    wanted = (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    )
    for name, most in wanted:
        try:
            resource.setrlimit(name, (most, most))
        except (OSError, ValueError):  # macOS refuses some, and a lower hard limit stands already
            continue
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def serve(connection: socket.socket, cpu_s: int) -> None:
    """Answer the requests on one connection until the other side hangs up; ``cpu_s`` is what one of them may take."""
    try:
        while True:
            request = receive(connection)
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + cpu_s, resource.RLIM_INFINITY))
            send(connection, answer(request, connection))
    except (Hangup, OSError):
        return


def receive(connection: socket.socket) -> Any:
    """Return the next message. Raises ``Hangup``."""
    length = int.from_bytes(exactly(connection, LENGTH_BYTES), "big")
    if not 0 < length <= MOST_HEAD_BYTES:
        raise Hangup
    try:
        return json.loads(exactly(connection, length))
    except ValueError as odd:
        raise Hangup from odd


def exactly(connection: socket.socket, count: int) -> bytearray:
    """Return the next ``count`` bytes. Raises ``Hangup``."""
    data = bytearray(count)
    view = memoryview(data)
    while view:
        got = connection.recv_into(view)
        if not got:
            raise Hangup
        view = view[got:]
    return data


def send(connection: socket.socket, message: object) -> None:
    """Send one message. Raises ``OSError`` when the other side has gone."""
    data = json.dumps(message).encode()
    connection.sendall(len(data).to_bytes(LENGTH_BYTES, "big") + data)


def answer(request: Any, connection: socket.socket) -> dict[str, object]:
    """Return the answer to ``request``, whose pictures are read from ``connection``. Raises ``Hangup``."""
    import numpy as np

    from extractors.engine import Layout, SlotReader, read_lines
    from extractors.errors import FailureCode, UnreadableUpload

    sizes = [math.prod(shape) for shape in request["shapes"]]
    if min(sizes, default=0) < 0 or sum(sizes) > MOST_PICTURE_BYTES:
        raise Hangup
    images = [
        np.frombuffer(exactly(connection, size), np.uint8).reshape(shape)
        for size, shape in zip(sizes, request["shapes"], strict=True)
    ]
    reader, layout, charset = engine(request["engine"]), Layout(request["layout"]), request["charset"]
    try:
        if request["slots"] and isinstance(reader, SlotReader):
            read = tuple(reader.read_slots(image, request["slots"]) for image in images)
        elif layout is Layout.LINE:
            read = read_lines(reader, images, charset=charset)
        else:
            read = tuple(reader.read(image, layout, charset=charset) for image in images)
    except UnreadableUpload as stop:
        return {"failed": stop.code, "detail": str(stop)}
    except MemoryError:
        return {"failed": FailureCode.OCR_FAILED, "detail": "memory"}
    return {"words": [[_told(word) for word in words] for words in read]}


def _told(word: "Word") -> list[object]:
    region = word.region
    return [word.text, region.x0, region.y0, region.x1, region.y1, word.confidence]


@cache
def engine(name: str) -> "OcrEngine":
    """Return the engine of that name; its models are loaded by its first reading."""
    if name == "rapidocr":
        from extractors.ocr.rapidocr import RapidOcrEngine

        return RapidOcrEngine()
    from extractors.ocr.ocr_b import OcrBEngine

    return OcrBEngine()
