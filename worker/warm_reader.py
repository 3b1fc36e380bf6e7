"""The heavy engines in one process of their own, kept warm between jobs and shut in as decoders are.

Half a gigabyte of models is so held once a worker, not in each process, and what reads a stranger's picture has no
network and no files of ours. RQ forks a process for each job, and that one may not own what must outlive it: the
worker starts the reader before it forks (``WarmReader.start``), and whoever reads hands the reader one end of a fresh
pair of sockets. A process that was not forked by a worker (``screen``, a test) starts a reader of its own.
"""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from pydantic import ValidationError

from extractors.engine import Layout, OcrEngine, Pixels
from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import Model, Region, Word
from extractors.reader_program import LENGTH_BYTES
from worker import sandbox

STAGE: Final = "read"
CPU_S: Final = 120
"""Processor seconds that one request may take; the wall clock below usually ends it first."""
MEMORY_BYTES: Final = 3 << 30
"""Address space of the reader: onnxruntime reserves far more than it uses."""
MOST_ANSWER_BYTES: Final = 32 << 20
END_S: Final = 5.0
"""How long a reader without holders may take to end by itself."""


@dataclass(frozen=True)
class _Process:
    """A reader as started: its process, the socket over which it is handed connections, and who started it."""

    child: subprocess.Popen[bytes]
    control: socket.socket
    owner: int


class _Answer(Model):
    """What the reader says: for each picture its words as text, x0, y0, x1, y1, confidence; or why there are none."""

    words: tuple[tuple[tuple[str, float, float, float, float, float], ...], ...] | None = None
    failed: FailureCode | None = None
    detail: str = ""


class WarmReader:
    """The reader process and the way to ask it. Its ``timeout_s`` is the wall clock of one request, in seconds."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._process: _Process | None = None
        self._connection: tuple[int, socket.socket] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the reader process that is in use, None when none was started."""
        return self._process.child.pid if self._process else None

    def start(self) -> None:
        """See to it that this process has a living reader; one that has ended is started anew."""
        process = self._process
        if process is not None and process.owner == os.getpid():
            if process.child.poll() is None:
                return
            self.stop()
        mine, its = socket.socketpair()
        limits = json.dumps({"memory_bytes": MEMORY_BYTES, "cpu_s": CPU_S})
        with its:
            child = subprocess.Popen(  # noqa: S603  # our own program; pictures come by socket
                sandbox.command(sandbox.program_of("extractors.reader_program"), limits),
                stdin=its.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=sandbox.environment(),
                cwd="/",
                start_new_session=True,
            )
        self._process = _Process(child, mine, os.getpid())

    def stop(self) -> None:
        """End the reader that this process started, if any, and collect it."""
        self._hang_up()
        process, self._process = self._process, None
        if process is None or process.owner != os.getpid():
            return
        process.control.close()
        try:
            process.child.wait(0 if process.child.poll() is not None else END_S)
        except subprocess.TimeoutExpired:
            _kill(process.child.pid)
            process.child.wait()

    def read(
        self, engine: str, images: Sequence[Pixels], layout: Layout, told: str | Sequence[Mapping[str, str]] | None
    ) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each of ``images`` as the engine of that name reads them.

        ``told`` is what may stand on them: a set of characters, or what each place of a line may hold.

        Raises:
            UnreadableUpload: ``ocr_timeout`` when the reader took too long, ``ocr_failed`` when it died or said
                something odd. It is killed then, and a worker starts another one before its next job.
        """
        if self._process is None:
            self.start()
        try:
            charset, slots = (told, None) if told is None or isinstance(told, str) else (None, [*map(dict, told)])
            request = {"engine": engine, "layout": layout, "charset": charset, "slots": slots}
            untrusted = self._asked(request, images)
            return _words(_Answer.model_validate_json(untrusted), len(images))
        except TimeoutError as late:
            self._give_up()
            raise UnreadableUpload(FailureCode.OCR_TIMEOUT, STAGE, f"after {self._timeout_s:g} s") from late
        except (OSError, ValidationError, ValueError) as broken:
            self._give_up()
            raise UnreadableUpload(FailureCode.OCR_FAILED, STAGE, type(broken).__name__) from broken
        except UnreadableUpload:
            raise
        except BaseException:  # the queue's own time limit, an operator's interrupt: it would read on for nobody
            self._give_up()
            raise

    def _asked(self, request: Mapping[str, object], images: Sequence[Pixels]) -> bytes:
        connection = self._connected()
        ends_at = time.monotonic() + self._timeout_s
        head = json.dumps({**request, "shapes": [image.shape for image in images]}).encode()
        _send(connection, len(head).to_bytes(LENGTH_BYTES, "big") + head, ends_at)
        for image in images:
            _send(connection, np.ascontiguousarray(image).data.cast("B"), ends_at)
        length = int.from_bytes(_exactly(connection, LENGTH_BYTES, ends_at), "big")
        if length > MOST_ANSWER_BYTES:
            raise ValueError("too long an answer")
        return bytes(_exactly(connection, length, ends_at))

    def _connected(self) -> socket.socket:
        """Return this process's own connection to the reader; one made before a fork is the parent's."""
        if self._connection is not None and self._connection[0] == os.getpid():
            return self._connection[1]
        if self._process is None:
            raise ConnectionError
        mine, its = socket.socketpair()
        with its:
            socket.send_fds(self._process.control, [b"c"], [its.fileno()])
        self._connection = os.getpid(), mine
        return mine

    def _give_up(self) -> None:
        """Kill the reader: what it is at is of no use, and it must not keep the next job waiting."""
        if self._process is not None:
            _kill(self._process.child.pid)
        if self._process is not None and self._process.owner == os.getpid():
            self.stop()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._connection is not None and self._connection[0] == os.getpid():
            self._connection[1].close()
        self._connection = None


class WarmEngine:
    """An engine that reads in the warm process; its name and version are those of ``inner``, which loads no model."""

    def __init__(self, inner: OcrEngine, reader: WarmReader) -> None:
        self.name = inner.name
        self.reader = reader
        self._inner = inner

    def version(self) -> str:
        """Return the engine's version, worked out in this process from the files alone.

        Raises:
            EngineUnavailable: the engine or its models are not installed.
        """
        return self._inner.version()

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        """Return the words of ``image``; see the port.

        Raises:
            UnreadableUpload: as ``WarmReader.read``.
        """
        return self.reader.read(self.name, [image], layout, charset)[0]

    def read_lines(self, images: Sequence[Pixels], *, charset: str | None = None) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each line; see the port. All go over in one message.

        Raises:
            UnreadableUpload: as ``WarmReader.read``.
        """
        return self.reader.read(self.name, images, Layout.LINE, charset) if images else ()


class WarmSlotReader(WarmEngine):
    """A warm engine of which ``inner`` can be told what may stand in each place of a line (``SlotReader``)."""

    def read_slots(self, image: Pixels, slots: Sequence[Mapping[str, str]]) -> tuple[Word, ...]:
        """Return one word of one character for each of ``slots``; see the port.

        Raises:
            UnreadableUpload: as ``WarmReader.read``.
        """
        return self.reader.read(self.name, [image], Layout.LINE, slots)[0]


@cache
def warm_reader(timeout_s: float) -> WarmReader:
    """Return this process's one reader with that time limit; it ends with the process."""
    reader = WarmReader(timeout_s)
    atexit.register(reader.stop)
    return reader


def _send(connection: socket.socket, data: bytes | memoryview, ends_at: float) -> None:
    connection.settimeout(max(ends_at - time.monotonic(), 0.001))
    connection.sendall(data)


def _exactly(connection: socket.socket, count: int, ends_at: float) -> bytearray:
    data = bytearray(count)
    view = memoryview(data)
    while view:
        connection.settimeout(max(ends_at - time.monotonic(), 0.001))
        got = connection.recv_into(view)
        if not got:
            raise ConnectionError
        view = view[got:]
    return data


def _words(answer: _Answer, count: int) -> tuple[tuple[Word, ...], ...]:
    if answer.failed is not None:
        raise UnreadableUpload(answer.failed, STAGE, answer.detail[:200])
    if answer.words is None or len(answer.words) != count:
        raise ValueError("the reader's count is not what it was given")
    return tuple(tuple(_checked(words)) for words in answer.words)


def _checked(untrusted: Sequence[tuple[str, float, float, float, float, float]]) -> Iterator[Word]:
    for text, x0, y0, x1, y1, confidence in untrusted:
        yield Word(text=text, region=Region(page=0, x0=x0, y0=y0, x1=x1, y1=y1), confidence=confidence)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
