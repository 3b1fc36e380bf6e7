"""Reads lines of OCR-B, the print of machine readable zones, with a small network of our own.

``models/ocr_b.onnx`` was trained by ``bench/mrz_training`` on drawn lines; ``models/ocr_b.md`` says how, under which
licence, and how often it errs. It sees about three characters at a time, so it knows no names and no check digits: what
it reads is what stands there. onnxruntime is imported and loaded on first use.
"""

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import EngineUnavailable, Layout, Pixels
from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import Region, Word

MODEL: Final = Path(__file__).parent / "models" / "ocr_b.onnx"
VERSION: Final = "1.0"
HEIGHT: Final = 32
"""Pixels to which a line is scaled: the network's input."""
STRIDE: Final = 4
"""Pixels of the input for one column of the network's answer."""
MOST_WIDTH: Final = 2400
"""A longer line is squeezed to this width, so that no picture can ask for endless memory."""
LEAST_DEVIATION: Final = 6.0
"""Grey levels: fainter print is not blown up further; training used the same floor."""
LEAST_CHANCE: Final = 1e-4
"""Below this chance a character of the wished set is not read into ink that looks like another."""

Floats = NDArray[np.float32]


class _Session(Protocol):
    def run(self, names: None, feed: dict[str, Floats]) -> list[Floats]: ...


class OcrBEngine:
    """Reads one line at a time. Every character is a word of its own, with its place and its chance as confidence."""

    name = "ocr_b"

    def version(self) -> str:
        """Return e.g. ``1.0 line:1a2b3c4d``: of the decoder, and the SHA-256 of the model, 8 digits.

        Raises:
            EngineUnavailable: the model's file is missing.
        """
        return self._version

    @cached_property
    def _version(self) -> str:
        return f"{VERSION} line:{hashlib.sha256(_model().read_bytes()).hexdigest()[:8]}"

    def read(self, image: Pixels, layout: Layout, *, charset: str | None = None) -> tuple[Word, ...]:
        """Return the characters of ``image`` from left to right; see the port.

        This engine finds no lines: for another layout than ``Layout.LINE`` it returns nothing. ``charset`` restricts
        the decoder, so a confidence is low where the ink looks like another character.

        Raises:
            UnreadableUpload: ``ocr_failed`` when the model is missing or the runtime breaks.
        """
        if layout is not Layout.LINE or min(image.shape[:2]) < 3:
            return ()
        chances = self._chances(image)
        letters = self._letters
        best = chances.argmax(axis=1) if charset is None else _restricted(chances, letters, charset)
        found = [
            (int(kind), column)
            for column, kind in enumerate(best)
            if kind and (column == 0 or kind != best[column - 1])  # CTC: repeats merge, the blank separates
        ]
        parts = _parts([column for _, column in found], len(best))
        marks = [
            (letters[kind - 1], column, _share(chances, part, [kind]))
            for (kind, column), part in zip(found, parts, strict=True)
        ]
        return tuple(_as_words(marks, len(best)))

    def read_slots(self, image: Pixels, slots: Sequence[Mapping[str, str]]) -> tuple[Word, ...]:
        """Return one character for each of ``slots``, as the line most likely holds them; () when it cannot hold them.

        A slot maps each letter that its ink may look like to the character that it then is (``O`` to ``0`` in a date).
        A confidence is the chance of the slot's character; it is low also where the ink beside it says that a
        character was left out or forced in.

        Raises:
            UnreadableUpload: ``ocr_failed`` when the model is missing or the runtime breaks.
        """
        if min(image.shape[:2]) < 3 or not slots:
            return ()
        chances = self._chances(image)
        letters = self._letters
        kinds: dict[tuple[tuple[str, str], ...], int] = {}
        which = [kinds.setdefault(tuple(sorted(slot.items())), len(kinds)) for slot in slots]
        choices = [_choice(chances, letters, dict(kind)) for kind in kinds]
        best = np.stack([choices[kind][0] for kind in which], axis=1)  # (columns, slots): the best character's chance
        named = np.stack([choices[kind][1] for kind in which], axis=1)  # and its place in the alphabet
        path = _aligned(chances[:, 0], best, named)
        if path is None:
            return ()
        peaks = _peaks(path, best)
        against = np.where(path % 2 == 1, best[np.arange(len(path)), np.maximum((path - 1) // 2, 0)], chances[:, 0])
        marks = []
        for number, (peak, part) in enumerate(zip(peaks, _parts(peaks, len(path)), strict=True)):
            value = letters[named[peak, number]]
            alike = [1 + letters.index(letter) for letter, meant in slots[number].items() if meant == value]
            # A column that the path takes against the network's mind passes a character over, or makes one of nothing.
            chance = min(_share(chances, part, alike), 2 * float(against[part].min()))
            marks.append((value, peak, chance))
        return tuple(_as_words(marks, len(path)))

    def _chances(self, image: Pixels) -> Floats:
        """Return the chance of the blank and of every letter for each column, ``(columns, 38)``."""
        try:
            session, name, _ = self._loaded
            logits = session.run(None, {name: _scaled(image)})[0][0]
        except EngineUnavailable as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", str(problem)) from problem
        except _runtime_errors() as problem:
            raise UnreadableUpload(FailureCode.OCR_FAILED, "read", type(problem).__name__) from problem
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return cast("Floats", powers / powers.sum(axis=1, keepdims=True))

    @property
    def _letters(self) -> str:
        return self._loaded[2]

    @cached_property
    def _loaded(self) -> tuple[_Session, str, str]:
        """The session, the name of its input, and its alphabet."""
        import onnxruntime  # heavy: loaded on first use

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the widest line's memory for good
        options.log_severity_level = 4
        session = onnxruntime.InferenceSession(str(_model()), sess_options=options, providers=["CPUExecutionProvider"])
        return session, str(session.get_inputs()[0].name), session.get_modelmeta().custom_metadata_map["character"]


def _model() -> Path:
    if not MODEL.is_file():
        raise EngineUnavailable(f"the model {MODEL.name} is missing from extractors/ocr/models")
    return MODEL


def _scaled(image: Pixels) -> Floats:
    """Return the network's input ``(1, 1, 32, W)``: grey, mean 0, deviation 1."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    high, wide = grey.shape
    width = min(max(round(HEIGHT * wide / high), 8), MOST_WIDTH)
    method = cv2.INTER_AREA if high > HEIGHT else cv2.INTER_LINEAR
    line = cv2.resize(grey, (width, HEIGHT), interpolation=method).astype(np.float32)
    line = (line - line.mean()) / max(float(line.std()), LEAST_DEVIATION)
    return cast("Floats", line[None, None])


def _restricted(chances: Floats, letters: str, charset: str) -> NDArray[np.intp]:
    """Return the best class of each column; a letter that is not in ``charset`` becomes the likeliest that is."""
    allowed = np.array([True, *(letter in charset for letter in letters)])
    free = chances.argmax(axis=1)
    masked = np.where(allowed, chances, 0.0)
    best = masked.argmax(axis=1)
    masked[:, 0] = 0.0
    forced = ~allowed[free] & (masked.max(axis=1) >= LEAST_CHANCE)
    return cast("NDArray[np.intp]", np.where(forced, masked.argmax(axis=1), best))


def _choice(chances: Floats, letters: str, slot: Mapping[str, str]) -> tuple[Floats, NDArray[np.intp]]:
    """Return for each column the chance of the slot's best character, and its place in the alphabet."""
    values = sorted(set(slot.values()))
    sums = np.zeros((len(chances), len(values)), np.float32)
    for letter, value in slot.items():
        sums[:, values.index(value)] += chances[:, 1 + letters.index(letter)]
    places = np.array([letters.index(value) for value in values])
    return cast("Floats", sums.max(axis=1)), cast("NDArray[np.intp]", places[sums.argmax(axis=1)])


def _aligned(blank: Floats, best: Floats, named: NDArray[np.intp]) -> NDArray[np.intp] | None:
    """Return the state of each column on the likeliest way through blank, slot, blank, slot … blank; None without one.

    The rules are CTC's: a slot fills one column or more, and between two slots of one character stands a blank.
    """
    columns, slots = best.shape
    if columns < slots:
        return None
    scores = np.empty((columns, 2 * slots + 1), np.float32)
    scores[:, 0::2] = np.log(blank + 1e-9)[:, None]
    scores[:, 1::2] = np.log(best + 1e-9)
    total = np.full(2 * slots + 1, -np.inf, np.float32)
    total[:2] = scores[0, :2]
    back = np.zeros((columns, 2 * slots + 1), np.int8)
    for column in range(1, columns):
        one = np.concatenate([[-np.inf], total[:-1]])
        two = np.full_like(total, -np.inf)
        two[3::2] = np.where(named[column - 1, :-1] != named[column, 1:], total[1:-2:2], -np.inf)
        ways = np.stack([total, one, two])
        back[column] = ways.argmax(axis=0)
        total = ways.max(axis=0) + scores[column]
    state = 2 * slots if total[-1] >= total[-2] else 2 * slots - 1
    if not np.isfinite(total[state]):
        return None
    path = np.empty(columns, np.intp)
    for column in range(columns - 1, -1, -1):
        path[column] = state
        state -= int(back[column, state])
    return path


def _peaks(path: NDArray[np.intp], best: Floats) -> list[int]:
    """Return for each slot the column, of those that the path gives it, in which it is clearest."""
    own = (np.flatnonzero(path == 2 * number + 1) for number in range(best.shape[1]))
    return [int(columns[best[columns, number].argmax()]) for number, columns in enumerate(own)]


def _parts(peaks: Sequence[int], columns: int) -> list[slice]:
    """Return the columns that belong to each peak: halfway to its neighbours."""
    if not peaks:
        return []
    halves = [0, *((one + other + 1) // 2 for one, other in itertools.pairwise(peaks)), columns]
    return [slice(start, end) for start, end in itertools.pairwise(halves)]


def _share(chances: Floats, part: slice, kinds: Sequence[int]) -> float:
    """Return the chance that one of ``kinds`` stands in these columns.

    The network may put half of a character into each of two columns, so what counts is the sum, 1 at most, measured
    against all characters that it sees there.
    """
    sums = chances[part, 1:].sum(axis=0)
    return float(sums[[kind - 1 for kind in kinds]].sum() / max(float(sums.sum()), 1.0))


def _as_words(marks: Sequence[tuple[str, int, float]], columns: int) -> Iterator[Word]:
    """Yield a word for each character; it reaches half the usual step to either side."""
    steps = [later[1] - earlier[1] for earlier, later in itertools.pairwise(marks)]
    half = float(np.median(steps)) / 2 if steps else 2.5
    for letter, column, chance in marks:
        x0, x1 = (column + 0.5 - half) / columns, (column + 0.5 + half) / columns
        yield Word(text=letter, region=Region.clipped(0, x0, 0.0, x1, 1.0), confidence=min(1.0, max(0.0, chance)))


def _runtime_errors() -> tuple[type[BaseException], ...]:
    """Return what OpenCV and onnxruntime raise, if loaded: there is no common base."""
    import onnxruntime.capi.onnxruntime_pybind11_state as state

    kinds = [kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return (cv2.error, *kinds)
