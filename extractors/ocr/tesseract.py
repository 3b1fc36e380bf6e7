"""Tesseract through pytesseract: the standard engine, one child process a call.

pytesseract starts ``tesseract`` in our own process group and, when time runs out, kills that one process only; when
another exception passes through (RQ's job timeout, a keyboard interrupt) it kills nothing. Two of its functions are
therefore replaced here, and nowhere else: ``subprocess_args``, so that the child leads a session of its own and dies
with us, and ``timeout_manager``, so that its whole group is gone before any exception leaves.
"""

import contextlib
import ctypes
import hashlib
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image
from pytesseract import pytesseract

from extractors.engine import EngineUnavailable, Layout, Pixels
from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import Region, Word
from extractors.scripts import Script

NOMINAL_DPI: Final = 300
"""What Tesseract is told, so that it does not guess (and print a warning) for pictures that carry no resolution."""

LEAST_CONTRAST: Final = 8
"""Grey values (0..255) between the darkest and the lightest pixel below which a picture is blank."""

MOST_LINES: Final = 100
"""Lines given to one process: loading the models costs more than reading four lines, and time is limited for each."""

_PAGE_MODES: Final[Mapping[Layout, int]] = {Layout.PAGE: 3, Layout.COLUMN: 4, Layout.BLOCK: 6, Layout.LINE: 7}
_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None) if sys.platform == "linux" else None
_LISTED: Final = re.compile(r'"(?P<folder>[^"]+)"')
_TURN: Final = re.compile(r"^Rotate: (\d+)", re.MULTILINE)
_TURN_SURE: Final = re.compile(r"^Orientation confidence: ([\d.]+)", re.MULTILINE)
_ASK_TIMEOUT_S: Final = 20.0


def _die_with_parent() -> None:
    """Ask the kernel to kill this child when its parent dies. Runs between fork and exec: nothing else goes here."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _environment() -> dict[str, str]:
    # More OpenMP threads double the CPU cost of a page for no gain (ocr.md section 4).
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def _subprocess_args(include_stdout: bool = True) -> dict[str, Any]:  # pytesseract's signature
    return {
        "stdin": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "stdout": subprocess.PIPE if include_stdout else subprocess.DEVNULL,
        "env": _environment(),
        "start_new_session": True,
        "preexec_fn": _die_with_parent,
    }


@contextlib.contextmanager
def _timeout_manager(process: "subprocess.Popen[bytes]", seconds: float | None = None) -> Iterator[bytes]:
    try:
        _, errors = process.communicate(timeout=seconds or None)
    except BaseException:
        _kill_group(process)
        raise
    yield errors


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill the child and all that it started, and reap it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            stream.close()


pytesseract.subprocess_args = _subprocess_args
pytesseract.timeout_manager = _timeout_manager


SCRIPT_LANGUAGES: Final[Mapping[Script, str]] = {
    Script.HAN: "chi_tra",
    Script.KANA: "jpn",
    Script.HANGUL: "kor",
    Script.ARABIC: "ara",
}
"""Script -> the trained data that reads it on papers of the destinations."""


def script_engines(timeout_s: float = 60.0) -> "dict[Script, TesseractEngine]":
    """Return an engine for each script whose trained data is installed; another's print stays unread."""
    found = {}
    for script, language in SCRIPT_LANGUAGES.items():
        engine = TesseractEngine((language,), timeout_s)
        try:
            engine.version()
        except EngineUnavailable:
            continue
        found[script] = engine
    return found


class TesseractEngine:
    """Reads words with Tesseract's LSTM models.

    Args:
        languages: names of trained data, e.g. ``("ind", "eng")``, from the packages ``tesseract-ocr-ind`` and so on.
        timeout_s: seconds of wall clock that one reading may take.
    """

    name = "tesseract"

    def __init__(self, languages: tuple[str, ...] = ("ind", "eng"), timeout_s: float = 60.0) -> None:
        self._languages = languages
        self._timeout_s = timeout_s

    def version(self) -> str:
        """Return e.g. ``5.3.0 ind:1a2b3c4d eng:5e6f7a8b``: the program and the SHA-256 of its models, 8 digits each.

        Raises:
            EngineUnavailable: Tesseract or a language is not installed; the message names the Debian package.
        """
        return self._version

    @cached_property
    def _version(self) -> str:
        folder = self._models
        first = _ask("--version").split("\n", 1)[0]
        models = (
            f"{name}:{hashlib.sha256((folder / f'{name}.traineddata').read_bytes()).hexdigest()[:8]}"
            for name in self._languages
        )
        return " ".join([first.removeprefix("tesseract").strip(), *models])

    @cached_property
    def _models(self) -> Path:
        """Return the folder of the trained data, having seen that every language is there."""
        listed = _ask("--list-langs")
        match = _LISTED.search(listed)
        folder = Path(match["folder"]) if match else Path()
        missing = [name for name in self._languages if not (folder / f"{name}.traineddata").is_file()]
        if missing:
            packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in missing)
            raise EngineUnavailable(f"Tesseract lacks the language data {', '.join(missing)}: install {packages}")
        return folder

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        """Return the words of ``image``; see the port. ``charset`` becomes Tesseract's whitelist.

        Raises:
            UnreadableUpload: ``ocr_timeout`` after ``timeout_s``; ``ocr_failed`` when Tesseract is missing, lacks a
                language, crashes or says something unreadable.
        """
        if _is_blank(image):
            return ()
        table = self._run(_picture(image), _config(layout, charset))
        return tuple(word for _, word in _words(table, [image]))

    def read_lines(self, images: Sequence[Pixels], *, charset: str | None = None) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each line; see the port. One process reads ``MOST_LINES`` of them from a list of files.

        Raises:
            UnreadableUpload: as ``read``.
        """
        read: list[list[Word]] = [[] for _ in images]
        printed = [index for index, image in enumerate(images) if not _is_blank(image)]
        for start in range(0, len(printed), MOST_LINES):
            part = printed[start : start + MOST_LINES]
            for index, word in self._listed([images[index] for index in part], charset):
                read[part[index]].append(word)
        return tuple(tuple(words) for words in read)

    def orientation(self, image: Pixels) -> tuple[int, float] | None:
        """Return the turn that Tesseract's orientation data asks for, and its confidence; see the port.

        Raises:
            UnreadableUpload: as ``read``, but a page with too little print is no failure.
        """
        if _is_blank(image) or not (self._models / "osd.traineddata").is_file():
            return None
        try:
            said = pytesseract.run_and_get_output(_picture(image), "osd", "osd", "--psm 0", 0, self._timeout_s)
        except subprocess.TimeoutExpired as problem:
            raise UnreadableUpload(FailureCode.OCR_TIMEOUT, "read", f"after {self._timeout_s:g} s") from problem
        except pytesseract.TesseractError:
            return None  # "Too few characters"
        except (OSError, UnicodeDecodeError) as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", type(problem).__name__) from problem
        turn, sure = _TURN.search(said), _TURN_SURE.search(said)
        return (int(turn[1]) % 360, float(sure[1])) if turn and sure else None

    def _listed(self, images: Sequence[Pixels], charset: str | None) -> Iterator[tuple[int, Word]]:
        """Yield the words of ``images`` with the index of theirs, read by one process."""
        try:
            with tempfile.TemporaryDirectory(prefix="absah-lines-") as folder:
                listing = _written(images, Path(folder))
                table = self._run(str(listing), _config(Layout.LINE, charset))
        except OSError as problem:  # a full disk
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", type(problem).__name__) from problem
        yield from _words(table, images)

    def _run(self, picture: Image.Image | str, config: str) -> str:
        try:
            # Tesseract goes on without a language that it lacks, and reads worse without a word.
            _ = self._models
            # As image_to_data does, but without its version check, which has no time limit.
            answer = pytesseract.run_and_get_output(
                picture, "tsv", "+".join(self._languages), config, 0, self._timeout_s
            )
        except subprocess.TimeoutExpired as problem:
            raise UnreadableUpload(FailureCode.OCR_TIMEOUT, "read", f"after {self._timeout_s:g} s") from problem
        except EngineUnavailable as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", str(problem)) from problem
        except pytesseract.TesseractError as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", f"status {problem.status}") from problem
        except (OSError, UnicodeDecodeError) as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", type(problem).__name__) from problem
        return str(answer)


def _picture(image: Pixels) -> Image.Image:
    """Return ``image`` (grey or BGR) as Pillow holds it, to be written without compression."""
    array = image if image.ndim == 2 else image[:, :, ::-1]
    picture = Image.fromarray(np.ascontiguousarray(array))
    picture.format = "PPM"  # pytesseract saves in this format; packing a PNG costs a tenth of the reading
    return picture


def _written(images: Sequence[Pixels], folder: Path) -> Path:
    """Write ``images`` into ``folder`` and return the file that lists them, as Tesseract takes it."""
    places = [folder / f"{index}.ppm" for index in range(len(images))]
    for place, image in zip(places, images, strict=True):
        _picture(image).save(place, format="PPM")
    listing = folder / "list.txt"
    listing.write_text("".join(f"{place}\n" for place in places), "utf-8")
    return listing


def _is_blank(image: Pixels) -> bool:
    """Whether a picture is not given to Tesseract: it refuses slivers, and dreams words into a line of blank paper."""
    return min(image.shape[:2]) < 3 or int(image.max()) - int(image.min()) < LEAST_CONTRAST


def _config(layout: Layout, charset: str | None) -> str:
    config = f"-c tessedit_create_tsv=1 --psm {_PAGE_MODES[layout]} --dpi {NOMINAL_DPI}"
    return f"{config} -c {shlex.quote(f'tessedit_char_whitelist={charset}')}" if charset else config


def _words(table: str, images: Sequence[Pixels]) -> Iterator[tuple[int, Word]]:
    """Yield the words of Tesseract's TSV (level 5, a confidence of 0 or more, some text) with their picture's index."""
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        try:
            left, top, wide, high, confidence = (float(cell) for cell in cells[6:11])
            index = range(1, len(images) + 1).index(int(cells[1]))
            height, width = images[index].shape[:2]
        except (ValueError, IndexError) as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", "odd table") from problem
        if confidence < 0:
            continue
        region = Region.clipped(0, left / width, top / height, (left + wide) / width, (top + high) / height)
        yield index, Word(text=cells[11].strip(), region=region, confidence=min(confidence / 100, 1.0))


def _ask(option: str) -> str:
    """Return what ``tesseract OPTION`` prints."""
    try:
        answer = subprocess.run(  # noqa: S603  # our own constant option
            [pytesseract.tesseract_cmd, option],
            capture_output=True,
            text=True,
            timeout=_ASK_TIMEOUT_S,
            check=True,
            env=_environment(),
        )
    except FileNotFoundError as problem:
        raise EngineUnavailable("Tesseract is not installed: install tesseract-ocr") from problem
    except (OSError, subprocess.SubprocessError) as problem:
        raise EngineUnavailable(f"Tesseract does not answer to {option}") from problem
    return answer.stdout + answer.stderr
