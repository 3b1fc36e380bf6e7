"""RapidOCR's PP-OCRv6 models, which ship inside its wheel: the second reader, of crops and of unsure pages.

Nothing is ever downloaded: every model is named by its path in the installed wheel, and a missing one is an error.
Recognition runs on onnxruntime directly, because only so can the decoder be told which characters to expect and how
sure each of them is; RapidOCR itself is used for finding lines on a page. Both are imported and loaded on first use.
"""

import hashlib
import importlib.metadata
import importlib.util
import itertools
import math
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import EngineUnavailable, Layout, Pixels
from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import Region, Word

DETECTOR: Final = "PP-OCRv6_det_small.onnx"
RECOGNISER: Final = "PP-OCRv6_rec_small.onnx"
LINE_HEIGHT: Final = 48
"""Pixels to which a line is scaled: the recogniser's input (rapidocr ``rec_img_shape``)."""
LEAST_WIDTH: Final = 320
"""Pixels to which shorter lines are padded, as in training (rapidocr ``rec_img_shape``)."""
MOST_WIDTH: Final = 3200
"""A longer line is squeezed to this width, so that no picture can ask for endless memory."""
LEAST_CHANCE: Final = 1e-4
"""Below this chance a character of the wished set is not read into ink that looks like another: O as 0, not : as 1."""
LONGEST_SIDE: Final = 1440
"""Pixels to which a page is reduced before lines are looked for; they are read in full size. Memory grows with it."""

Floats = NDArray[np.float32]


class _Session(Protocol):
    def run(self, names: None, feed: dict[str, Floats]) -> list[Floats]: ...


class RapidOcrEngine:
    """Reads lines with PP-OCRv6 small; a word's confidence is that of its weakest character."""

    name = "rapidocr"

    def version(self) -> str:
        """Return e.g. ``3.10.0 det:1a2b3c4d rec:5e6f7a8b``: the wheel, and the SHA-256 of its models, 8 digits each.

        Raises:
            EngineUnavailable: the wheel or its models are not installed.
        """
        return self._version

    @cached_property
    def _version(self) -> str:
        digests = (hashlib.sha256(_model(file).read_bytes()).hexdigest()[:8] for file in (DETECTOR, RECOGNISER))
        return "{} det:{} rec:{}".format(importlib.metadata.version("rapidocr"), *digests)

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        """Return the words of ``image``; see the port. For ``Layout.LINE`` nothing is detected: the crop is the line.

        ``charset`` restricts the decoder, so a confidence is low where the ink looks like another character.

        Raises:
            UnreadableUpload: ``ocr_failed`` when the models are missing or the runtime breaks.
        """
        if min(image.shape[:2]) < 3:
            return ()
        picture = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image
        try:
            if layout is Layout.LINE:
                return tuple(self._recogniser.words(cast("Pixels", picture), charset))
            return tuple(self._page_words(cast("Pixels", picture), charset))
        except EngineUnavailable as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", str(problem)) from problem
        except _runtime_errors() as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", type(problem).__name__) from problem

    def _page_words(self, picture: Pixels, charset: str | None) -> Iterator[Word]:
        height, width = picture.shape[:2]
        for box in self._detector.boxes(picture):
            left, top = np.maximum(box.min(axis=0), 0.0)
            right, bottom = np.minimum(box.max(axis=0), (width, height))
            if right - left < 3 or bottom - top < 3:
                continue
            frame = Region.clipped(0, left / width, top / height, right / width, bottom / height)
            for word in self._recogniser.words(_straightened(picture, box), charset):
                yield word.model_copy(update={"region": _within(frame, word.region)})

    @cached_property
    def _recogniser(self) -> "_Recogniser":
        return _Recogniser()

    @cached_property
    def _detector(self) -> "_Detector":
        return _Detector()


class _Detector:
    """Finds lines of text on a page, by RapidOCR."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR  # heavy: a second to import, loaded on first use

        self._finder: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.use_rec": False,
                "Global.max_side_len": LONGEST_SIDE,
                "Det.model_path": str(_model(DETECTOR)),
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def boxes(self, picture: Pixels) -> Floats:
        """Return the corners of each line, ``(N, 4, 2)`` pixels, clockwise from top left, in reading order."""
        found = self._finder(picture).boxes
        return np.zeros((0, 4, 2), np.float32) if found is None else np.asarray(found, np.float32)


class _Recogniser:
    """Reads one straight line of text, with the decoder in our hands."""

    def __init__(self) -> None:
        import onnxruntime  # heavy: loaded on first use

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the widest line's memory for good
        options.log_severity_level = 4
        session = onnxruntime.InferenceSession(
            str(_model(RECOGNISER)), sess_options=options, providers=["CPUExecutionProvider"]
        )
        letters = session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._session: _Session = session
        self._input = str(session.get_inputs()[0].name)
        # Class 0 is CTC's blank; the space comes last (rapidocr CTCLabelDecode).
        self._letters = ["", *(unicodedata.normalize("NFKC", letter) for letter in letters), " "]

    def words(self, line: Pixels, charset: str | None) -> Iterator[Word]:
        """Yield the words of ``line`` (BGR), regions in shares of it, page 0."""
        batch, share = _scaled(line)
        chances = self._session.run(None, {self._input: batch})[0][0]
        best = chances.argmax(axis=1) if charset is None else self._restricted(chances, charset)
        marks = [
            _Mark(self._letters[kind], column, float(chances[column, kind]))
            for column, kind in enumerate(best)
            if kind and (column == 0 or kind != best[column - 1])  # CTC: repeats merge, the blank separates
        ]
        yield from _spelled(marks, len(best) * share)

    def _restricted(self, chances: Floats, charset: str) -> NDArray[np.intp]:
        """Return the best class of each column among the characters of ``charset``.

        Where the decoder saw a letter that is not among them, the likeliest of them is taken with its small chance,
        rather than nothing: a number must not lose a digit because it looks like a letter.
        """
        wanted = set(charset)
        allowed = np.array([index == 0 or letter in wanted for index, letter in enumerate(self._letters)])
        free = chances.argmax(axis=1)
        forced = ~allowed[free] & (free != len(self._letters) - 1)
        masked = np.where(allowed, chances, 0.0)
        best = masked.argmax(axis=1)
        masked[:, 0] = 0.0
        forced &= masked.max(axis=1) >= LEAST_CHANCE
        return cast("NDArray[np.intp]", np.where(forced, masked.argmax(axis=1), best))


@dataclass(frozen=True)
class _Mark:
    """A character that the decoder saw first in ``column``."""

    letter: str
    column: int
    chance: float


def _spelled(marks: list[_Mark], columns: float) -> Iterator[Word]:
    """Yield the words of a line of ``columns`` decoder columns, parted at its spaces."""
    for is_space, group in itertools.groupby(marks, key=lambda mark: mark.letter.isspace()):
        if is_space:
            continue
        word = list(group)
        # A character is seen around its middle; half a letter lies outside on either side.
        half = 0.5 * (word[-1].column - word[0].column) / (len(word) - 1) if len(word) > 1 else 1.5
        x0, x1 = (word[0].column + 0.5 - half) / columns, (word[-1].column + 0.5 + half) / columns
        yield Word(
            text="".join(mark.letter for mark in word),
            region=Region.clipped(0, x0, 0.0, x1, 1.0),
            confidence=min(1.0, *(mark.chance for mark in word)),
        )


def _scaled(line: Pixels) -> tuple[Floats, float]:
    """Return the recogniser's input ``(1, 3, 48, W)``, -1..1, and the share of W that the line fills."""
    height, width = line.shape[:2]
    wanted = min(max(math.ceil(LINE_HEIGHT * width / height), 8), MOST_WIDTH)
    scaled = cv2.resize(line, (wanted, LINE_HEIGHT)).astype(np.float32).transpose(2, 0, 1) / 127.5 - 1.0
    full = max(wanted, LEAST_WIDTH)
    batch = np.zeros((1, 3, LINE_HEIGHT, full), np.float32)
    batch[0, :, :, :wanted] = scaled
    return batch, wanted / full


def _straightened(picture: Pixels, box: Floats) -> Pixels:
    """Return the line inside the four corners of ``box``, upright."""
    sides = [float(np.linalg.norm(box[corner] - box[(corner + 1) % 4])) for corner in range(4)]
    width, height = int(max(sides[0], sides[2], 4)), int(max(sides[1], sides[3], 4))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(box.astype(np.float32), corners)
    return cast("Pixels", cv2.warpPerspective(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE))


def _within(frame: Region, inner: Region) -> Region:
    """Return ``inner``, given in shares of ``frame``, in shares of what ``frame`` is given in."""
    return Region.clipped(
        frame.page,
        frame.x0 + inner.x0 * frame.width,
        frame.y0 + inner.y0 * frame.height,
        frame.x0 + inner.x1 * frame.width,
        frame.y0 + inner.y1 * frame.height,
    )


def _model(name: str) -> Path:
    """Return the path of a model inside the installed wheel, without importing it."""
    found = importlib.util.find_spec("rapidocr")
    folders = found.submodule_search_locations if found else None
    path = Path(folders[0], "models", name) if folders else Path(name)
    if not path.is_file():
        raise EngineUnavailable(f"the model {name} is not installed: install rapidocr as pinned in requirements.lock")
    return path


def _runtime_errors() -> tuple[type[BaseException], ...]:
    """Return what OpenCV and onnxruntime raise, and RapidOCR's wrapper of it, if loaded: there is no common base."""
    names = ("onnxruntime.capi.onnxruntime_pybind11_state", "rapidocr.inference_engine.onnxruntime.main")
    loaded = [vars(sys.modules[name]).values() for name in names if name in sys.modules]
    kinds = [kind for values in loaded for kind in values if isinstance(kind, type) and issubclass(kind, Exception)]
    return (cv2.error, *kinds)
