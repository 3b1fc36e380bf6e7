"""Runs the decoding program in a process of its own, so that no upload can hurt the worker.

The child gets the upload as an unlinked temporary file on standard input and writes page images to another one on
standard output; nothing else of this machine is open to it. Always: limits on memory, processor time, output and
open files, an empty environment, a process group of its own that is killed whole when it is late or when the worker
is interrupted. Where bubblewrap starts (``level()`` says so): no network, and of the file system only the programs,
read-only.
"""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import IO, Final

import numpy as np
from pydantic import Field as Constraint, TypeAdapter

import extractors
from extractors.engine import PageImage
from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import Model, Region, Word
from extractors.raster import Job
from extractors.triage import Caps

STAGE: Final = "rasterise"
_ROOT: Final = Path(extractors.__file__).resolve().parents[1]
_PROGRAM: Final = (
    "import os, sys; sys.path.append({root!r}); from {module} import main; main(); sys.stdout.flush(); os._exit(0)"
)
"""Ends without taking its libraries down one by one, which costs as much as loading one: nothing is left open."""
_HEAD_BYTES: Final = 16 * 1024 * 1024
_MOST_WORDS: Final = 50_000
_WORD_CHARACTERS: Final = 200
_MOST_EXAMINED_BYTES: Final = 64 * 1024 * 1024
_LATE: Final = frozenset({-signal.SIGXCPU, 128 + signal.SIGXCPU})


class Level(StrEnum):
    """How far a decoder is shut in."""

    NO_NETWORK = "bubblewrap"
    LIMITS_ONLY = "limits"


@dataclass(frozen=True)
class Limits:
    """What one decoding may use. Times in seconds; a page above ``max_page_pixels`` is scaled down, not refused.

    All pages together stay within ``max_total_pixels`` (3 bytes each): fifty A4 pages keep more than 150 dpi.
    """

    caps: Caps = field(default_factory=Caps)
    max_page_pixels: int = 25_000_000
    max_total_pixels: int = 120_000_000
    memory_bytes: int = 1 << 30
    cpu_s: int = 40
    wall_s: int = 60

    @property
    def output_bytes(self) -> int:
        """The most that a child may write: its pixels and, for each page, a full head."""
        return 3 * self.max_total_pixels + 64 * 1024 * 1024


class _Head(Model):
    """One page's description as the child writes it."""

    width: int = Constraint(ge=1)
    height: int = Constraint(ge=1)
    channels: int
    dpi: float | None = Constraint(gt=0, le=10_000)
    words: tuple[tuple[str, float, float, float, float], ...] = Constraint(max_length=_MOST_WORDS)
    note: str


class _End(Model):
    pages: int


class _Refusal(Model):
    refused: FailureCode


_LINE: Final[TypeAdapter[_Head | _End | _Refusal]] = TypeAdapter(_Head | _End | _Refusal)


def rasterise(data: bytes, media_type: str, limits: Limits) -> tuple[PageImage, ...]:
    """Return the pages of an upload that triage let through, decoded in a child process.

    Args:
        data: The upload.
        media_type: What ``extractors.triage`` found it to be.
        limits: What the child may use.

    Raises:
        UnreadableUpload: ``damaged``, ``encrypted``, ``too_many_pages``, ``too_many_pixels``, ``decoder_timeout``, or
            ``decoder_crashed`` when the child died or wrote what it must not; stage ``rasterise``.
    """
    job = _job(media_type, limits)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.flush()
        given.seek(0)
        _run(command(program_of("extractors.raster"), json.dumps(asdict(job))), given, answer, job.cpu_s, job.wall_s)
        answer.seek(0)
        try:
            return tuple(_pages(answer, limits))
        except ValueError as broken:
            raise UnreadableUpload(FailureCode.DECODER_CRASHED, STAGE, "unknown answer") from broken


@cache
def level() -> Level:
    """Return which isolation is in force on this machine; tried out once."""
    bwrap = _bubblewrap()
    if not bwrap:
        return Level.LIMITS_ONLY
    try:
        trial = subprocess.run(  # noqa: S603  # our own fixed command
            [*bwrap, sys.executable, "-I", "-S", "-c", ""],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Level.LIMITS_ONLY
    return Level.NO_NETWORK if trial.returncode == 0 else Level.LIMITS_ONLY


def command(program: str, argument: str) -> list[str]:
    """Return what starts a program of ours (Python source) shut in as far as this machine can; ``environment`` too."""
    prefix = _bubblewrap() if level() is Level.NO_NETWORK else []
    return [*prefix, sys.executable, "-I", "-B", "-c", program, argument]


def _job(media_type: str, limits: Limits) -> Job:
    return Job(
        media_type=media_type,
        max_pages=limits.caps.max_pages,
        max_pixels=limits.caps.max_pixels,
        min_side_px=limits.caps.min_side_px,
        max_page_pixels=limits.max_page_pixels,
        max_total_pixels=limits.max_total_pixels,
        memory_bytes=limits.memory_bytes,
        output_bytes=limits.output_bytes,
        cpu_s=limits.cpu_s,
        wall_s=limits.wall_s,
    )


def examined(data: bytes, argument: str, limits: Limits) -> tuple[bytes, bool]:
    """Return what the examining program wrote about ``data``, and whether it came to its end.

    Args:
        data: The upload.
        argument: The program's job, JSON (``validators.forensics.program``).
        limits: What the child may use.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        head = argument.encode()
        given.write(len(head).to_bytes(4, "big") + head + data)
        given.flush()
        given.seek(0)
        limit = json.dumps([limits.memory_bytes, limits.output_bytes, limits.cpu_s, limits.wall_s])
        started = command(program_of("validators.forensics.program"), limit)
        try:
            _run(started, given, answer, limits.cpu_s, limits.wall_s)
        except UnreadableUpload:
            ended = False
        else:
            ended = True
        answer.seek(0)
        return answer.read(_MOST_EXAMINED_BYTES), ended


def _run(started: list[str], given: IO[bytes], answer: IO[bytes], cpu_s: int, wall_s: int) -> None:
    """Run the child to its end; raises when it was late or died."""
    child = subprocess.Popen(  # noqa: S603  # our own program; the upload comes by file descriptor
        started,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=environment(),
        cwd="/",
        start_new_session=True,
    )
    try:
        status = child.wait(wall_s)
    except subprocess.TimeoutExpired as late:
        _kill(child)
        raise UnreadableUpload(FailureCode.DECODER_TIMEOUT, STAGE, f"{wall_s} s") from late
    except BaseException:  # the queue's own time limit, an operator's interrupt: leave nothing running, then pass it on
        _kill(child)
        raise
    if status in _LATE:
        raise UnreadableUpload(FailureCode.DECODER_TIMEOUT, STAGE, f"{cpu_s} s of processor time")
    if status != 0:
        raise UnreadableUpload(FailureCode.DECODER_CRASHED, STAGE, f"status {status}")


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole process group and collect it."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        child.wait()


def program_of(module: str) -> str:
    """Return the program that runs ``main`` of a module of ours, which need not be installed."""
    return _PROGRAM.format(root=str(_ROOT), module=module)


def environment() -> dict[str, str]:
    """Return the environment of a program that is shut in: nothing of ours.

    One thread each: what a program computes is small, and threads that OpenBLAS starts for NumPy spin while they wait,
    and take address space for each core out of the program's limit. pydantic is not to search all that is installed
    for plugins.
    """
    return {
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
    }


@cache
def _bubblewrap() -> list[str]:
    """Return the command that starts a program with no network and a read-only view of the programs, or nothing."""
    bwrap = shutil.which("bwrap")
    if bwrap is None or sys.platform != "linux":
        return []
    command = [bwrap, "--unshare-all", "--new-session", "--die-with-parent", "--cap-drop", "ALL"]
    for name in ("/bin", "/lib", "/lib32", "/lib64", "/libx32", "/sbin"):
        place = Path(name)
        if place.is_symlink():
            command += ["--symlink", str(place.readlink()), name]
        elif place.is_dir():
            command += ["--ro-bind", name, name]
    command += ["--dev", "/dev"]
    for place in _programs():
        command += ["--ro-bind-try", str(place), str(place)]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"]


def _programs() -> list[Path]:
    """Return what the child must see, parents before children: the interpreter, its libraries, our code."""
    interpreter = Path(sys.executable).resolve()
    places = {
        Path("/usr"),
        Path("/etc/ld.so.cache"),
        Path("/etc/alternatives"),
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(sys.base_prefix).resolve(),
        interpreter.parent.parent,
        _ROOT / "extractors",
        _ROOT / "validators",
    }
    return sorted(place for place in places if place != Path("/"))


def _pages(untrusted_answer: IO[bytes], limits: Limits) -> Iterator[PageImage]:
    """Yield the child's pages, each checked against the limits before anything is made of it."""
    left = limits.max_total_pixels
    index = 0
    while True:
        untrusted_line = untrusted_answer.readline(_HEAD_BYTES)
        head = _LINE.validate_json(untrusted_line)
        if isinstance(head, _Refusal):
            raise UnreadableUpload(head.refused, STAGE)
        if isinstance(head, _End):
            if head.pages != index or index == 0 or untrusted_answer.read(1):
                raise ValueError("the child's count is not what it sent")
            return
        left -= head.width * head.height
        if index >= limits.caps.max_pages or left < 0 or head.channels not in {1, 3}:
            raise ValueError("the child sent more than it may")
        yield _page(index, head, untrusted_answer)
        index += 1


def _page(index: int, head: _Head, untrusted_answer: IO[bytes]) -> PageImage:
    shape = (head.height, head.width) if head.channels == 1 else (head.height, head.width, 3)
    pixels = np.fromfile(untrusted_answer, dtype=np.uint8, count=math.prod(shape))
    if pixels.size != math.prod(shape):
        raise ValueError("the child's page is cut short")
    pixels = pixels.reshape(shape)
    return PageImage(index, pixels, head.dpi, tuple(_words(index, head)))


def _words(index: int, head: _Head) -> Iterator[Word]:
    """Yield the words of a text layer, without what no storage and no page could show."""
    for untrusted_text, x0, y0, x1, y1 in head.words:
        text = "".join(character for character in untrusted_text if character.isprintable())[:_WORD_CHARACTERS]
        if text.strip():
            yield Word(text=text, region=Region.clipped(index, x0, y0, x1, y1), confidence=1.0)
