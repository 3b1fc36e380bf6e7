"""Learns what each feature weighs, and each stratum's limit: writes ``validators/forensics/typography.toml``.

Logistic regression with weights of at least nothing (a feature may not speak for a value), on one set of specimens; the
limits are the score that one authentic file in a hundred of that set reaches. What weighs little is left out.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.typography.measure import CONTRAST
from bench.typography.pictures import AUTHENTIC
from validators.forensics.print_score import told

Floats = NDArray[np.float64]
Row = dict[str, Any]
COMB: Final = "~comb"
COMB_LIMIT: Final = 5.0
"""Deviations from which on print lacks an earlier grid: no authentic file of the sets comes near (``report``)."""
STRATA: Final = ("lossless", "camera_jpeg", "scan_in_pdf")
LIMITED: Final = ("lossless", "camera_jpeg")
"""Strata with a limit: a scan's is that of the picture inside."""
SHARE: Final = 0.01
_STEPS, _RATE, _SHRINK = 4000, 0.3, 0.02


def rows(path: Path) -> list[Row]:
    """Return what ``measure`` kept."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def learnt(kept: Sequence[Row]) -> dict[str, float]:
    """Return the weight of every feature that says anything, learnt on the strata of fine quality."""
    used = [row for row in kept if row["stratum"] in STRATA]
    names = sorted({name for row in used for odds in row["fields"].values() for name in odds} - {CONTRAST, COMB})
    values, edited = [], []
    for row in used:
        for field, odds in row["fields"].items():
            if row["kind"] == AUTHENTIC or field == row["field"]:
                values.append([told(odds.get(name) or 0.0) for name in names])
                edited.append(field == row["field"])
    found = _fitted(np.asarray(values), np.asarray(edited, float))
    return {name: round(float(weight), 3) for name, weight in zip(names, found, strict=True) if weight >= 0.1}


def _fitted(values: Floats, edited: Floats) -> Floats:
    weights, start = np.zeros(values.shape[1]), -2.0
    balance = np.where(edited == 1, 0.5 / edited.mean(), 0.5 / (1 - edited.mean()))
    for _ in range(_STEPS):
        left = balance * (1 / (1 + np.exp(-(values @ weights + start))) - edited)
        weights = np.maximum(weights - _RATE * (values.T @ left / len(edited) + _SHRINK * weights), 0)
        start -= _RATE * left.mean()
    return weights


def print_of(odds: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return what all features but the comb say of one value."""
    return sum(weight * told(odds.get(name) or 0.0) for name, weight in weights.items())


def comb_of(odds: Mapping[str, float]) -> float:
    """Return by how many deviations a value lacks the earlier grid."""
    return max(-(odds.get(COMB) or 0.0), 0.0)


def score_of(odds: Mapping[str, float], weights: Mapping[str, float], limit: float) -> float:
    """Return the score as the check gives it."""
    return max(print_of(odds, weights) / limit, comb_of(odds) / COMB_LIMIT)


def limits(kept: Sequence[Row], weights: Mapping[str, float]) -> Iterator[tuple[str, float, int]]:
    """Yield for each stratum the score that ``SHARE`` of its authentic files reach, and how many there were."""
    for stratum in LIMITED:
        files = [row for row in kept if row["kind"] == AUTHENTIC and row["stratum"] == stratum and row["fields"]]
        scores = [max(print_of(odds, weights) for odds in row["fields"].values()) for row in files]
        yield stratum, float(np.quantile(scores, 1 - SHARE)), len(scores)


def write(kept: Sequence[Row], target: Path, day: str) -> None:
    """Learn from ``kept`` and write weights and limits to ``target``."""
    weights = learnt(kept)
    seeds = sorted({row["specimen"].partition("-")[0] for row in kept})
    edited = sum(row["kind"] != AUTHENTIC for row in kept)
    source = f"specimens of seeds {', '.join(seeds)}: {len(kept) - edited} authentic and {edited} edited pictures"
    lines = [
        "# What sets edited print apart (validators/forensics/print_score.py). Written by",
        "# `python -m bench.typography fit`; synthetic specimens only, to be measured again on real intake.",
        f'learnt_on = "{day}"',
        f'source = "{source}"',
        f"comb = {COMB_LIMIT}",
        "",
        "[weights]",
        *(f'"{name}" = {weight}' for name, weight in sorted(weights.items(), key=lambda one: -one[1])),
    ]
    for stratum, limit, count in limits(kept, weights):
        lines += ["", "[[limit]]", f'stratum = "{stratum}"', f"limit = {limit:.3f}", f"files = {count}"]
    target.write_text("\n".join(lines) + "\n", "utf-8")
