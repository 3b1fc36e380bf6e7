"""Asks the small network that ``bench/altered_training`` made which cells of a page look altered.

``models/altered_print.md`` says how it was trained, under which licence, and how often it errs. onnxruntime is imported
and the model loaded on first use, once a process.
"""

from functools import cache
from pathlib import Path
from typing import Final, Protocol, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics.exhibit import Pixels

MODEL: Final = Path(__file__).parent / "models" / "altered_print.onnx"
SHA256: Final = "9ea6b890dc388b3a1877ff742037dffbaf2b8b0bc2e8730899e45bdda1f8676d"
"""Of the model's file."""
CELL: Final = 8
"""Pixels of a side of a cell of the answer."""
BAND: Final = 1_500_000
"""Pixels that are asked about at once: it bounds the memory to about 150 MB. A larger page is asked band by band."""
OVERLAP: Final = 8
"""Cells that two bands share; half of them are thrown away on either side."""

Logits = NDArray[np.float32]


class _Session(Protocol):
    def run(self, names: None, feed: dict[str, NDArray[np.float32]]) -> list[Logits]: ...


def logits(page: Pixels) -> Logits:
    """Return how altered each whole cell of 8 x 8 pixels looks, ``(H // 8, W // 8)`` log odds; unlike the page's rest.

    Args:
        page: ``(H, W, 3)`` BGR or ``(H, W)`` grey, upright, at least one cell high and wide.
    """
    colours = cast("Pixels", cv2.cvtColor(page, cv2.COLOR_BGR2RGB if page.ndim == 3 else cv2.COLOR_GRAY2RGB))
    rows, columns = page.shape[0] // CELL, page.shape[1] // CELL
    cut = colours[: rows * CELL, : columns * CELL]
    most = max(4 * OVERLAP, BAND // (columns * CELL * CELL))
    if rows <= most:
        return _asked(cut)
    bands = -(-(rows - OVERLAP) // (most - OVERLAP))
    starts = [round(place * (rows - most) / (bands - 1)) for place in range(bands)]
    answer = np.empty((rows, columns), np.float32)
    for start in starts:
        said = _asked(cut[start * CELL : (start + most) * CELL])
        skip = 0 if start == 0 else OVERLAP // 2
        answer[start + skip : start + most] = said[skip:]
    return answer


def _asked(colours: Pixels) -> Logits:
    picture = np.ascontiguousarray(colours.transpose(2, 0, 1)[None], np.float32)
    return cast("Logits", np.nan_to_num(_session().run(None, {"picture": picture})[0][0, 0]))


@cache
def _session() -> _Session:
    import onnxruntime  # heavy: loaded on first use

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the largest page's memory for good
    options.log_severity_level = 4
    return cast(
        "_Session",
        onnxruntime.InferenceSession(str(MODEL), sess_options=options, providers=["CPUExecutionProvider"]),
    )
