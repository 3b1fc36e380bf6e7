"""`python -m bench.altered_training.judge FOLDER`: how well the model tells altered crops of a folder from their twins.

By edit and last encoder, beside plain contrast: the score of a crop is the mean of its strongest cells.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from bench.forgery.figures import at_false_alarms, auc, percent
from bench.forgery.looking import contrast_of
from samples.forgeries.model import Pixels
from validators.forensics import altered
from validators.forensics.checks.learnt import STRONGEST

Scores = list[tuple[float, float]]
"""What the network and plain contrast give each crop."""


def judged(crop: Pixels) -> tuple[float, float]:
    """Return the score of a crop ``(H, W, 3)`` RGB: of the network, and of plain contrast."""
    page = np.ascontiguousarray(crop[:, :, ::-1])
    contrast = cv2.resize(contrast_of(page), (crop.shape[1] // 8, crop.shape[0] // 8), interpolation=cv2.INTER_AREA)
    first, second = (np.sort(cells.ravel())[-STRONGEST:].mean() for cells in (altered.logits(page), contrast))
    return float(first), float(second)


def table(edited: Scores, genuine: Scores, how: list[tuple[str, str]]) -> Table:
    """Return the table; genuine crops are the twins of the same last encoder."""
    shown = Table(title="Crops of pages that training did not see", title_justify="left")
    for column in ("last encoder", "edit", "pairs", "AUC", "AUC contrast", "found at 1 % of the twins"):
        shown.add_column(column)
    for final in sorted({final for _, final in how}):
        base = [score for score, (_, own) in zip(genuine, how, strict=True) if own == final]
        for edit in ("", *sorted({edit for edit, _ in how})):
            own = [one for one, (name, last) in zip(edited, how, strict=True) if last == final and edit in {"", name}]
            if not own:
                continue
            columns = [([one[at] for one in base], [one[at] for one in own]) for at in (0, 1)]
            share = at_false_alarms(*columns[0], 0.01) or 0.0
            areas = [f"{auc(*column) or 0:.2f}" for column in columns]
            shown.add_row(final, edit or "all", str(len(own)), *areas, percent(round(share * len(own)), len(own)))
    return shown


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    edited, genuine = (
        [judged(crop) for crop in np.load(folder / f"{name}.npy", mmap_mode="r")] for name in ("altered", "twin")
    )
    how = [(str(edit), str(final)) for edit, final in json.loads((folder / "how.json").read_text())]
    Console(width=140).print(table(edited, genuine, how))


if __name__ == "__main__":
    main()
