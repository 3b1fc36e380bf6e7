"""`python -m bench.calibrate ANSWERS… [--write]`: learn from kept answers how often fields of each kind are right.

The answers come from ``bench.reading --keep``. For each way of reading, isotonic regression (pool adjacent violators;
Ayer et al. 1955, Annals of Mathematical Statistics 26) of right or wrong on the engines' confidence gives a staircase;
a step holds at least ``LEAST`` fields, and its share is shrunk towards one half by two imagined fields, so that no
step claims to be always right. ``--write`` puts it into ``extractors/calibration.toml``; without it, the answers are
held against what that file says: the reliability table.
"""

import argparse
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.readers import ROOT
from bench.score import is_right
from bench.tables import WIDTH, table
from extractors.calibration import NAME, curves

LEAST: Final = 40
"""Fields that a step rests on at least."""
BINS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.93, 0.95, 0.97, 0.99)

Point = tuple[float, bool]


def points(answers: Iterable[Path]) -> dict[str, list[Point]]:
    """Return raw confidence and rightness of every field that Absah read, by way of reading."""
    found: dict[str, list[Point]] = defaultdict(list)
    for path in answers:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["reader"] != "absah":
                continue
            truth = row["truth"]["fields"]
            for document in row["answer"]["documents"]:
                if document["type"] != row["truth"]["type"]:
                    continue
                for name, field in document["fields"].items():
                    if isinstance(field["value"], str) and name in truth:
                        found[field["way"]].append((field["raw"], is_right(name, field["value"], truth[name])))
    return found


def staircase(seen: list[Point]) -> list[tuple[float, float]]:
    """Return the steps (start, share right) of the isotonic fit, each on ``LEAST`` fields or more."""
    blocks: list[list[float]] = []  # start, right, of
    for raw, right in sorted(seen):
        if blocks and (blocks[-1][2] < LEAST or raw == blocks[-1][3]):
            blocks[-1][1:] = [blocks[-1][1] + right, blocks[-1][2] + 1, raw]
        else:
            blocks.append([raw, float(right), 1.0, raw])
        while len(blocks) > 1 and blocks[-1][2] >= LEAST and _share(blocks[-1]) <= _share(blocks[-2]):
            last = blocks.pop()
            blocks[-1][1:] = [blocks[-1][1] + last[1], blocks[-1][2] + last[2], last[3]]
    if len(blocks) > 1 and blocks[-1][2] < LEAST:
        last = blocks.pop()
        blocks[-1][1:] = [blocks[-1][1] + last[1], blocks[-1][2] + last[2], last[3]]
    return [(round(block[0], 4), round(_share(block), 4)) for block in blocks]


def _share(block: list[float]) -> float:
    return (block[1] + 1) / (block[2] + 2)


def write(found: dict[str, list[Point]], source: str) -> None:
    """Write the staircases with their date and the set that they were measured on."""
    fields = sum(map(len, found.values()))
    lines = [
        "# Made by `python -m bench.calibrate --write`; what it means: extractors/calibration.py.",
        f'measured_on = "{dt.datetime.now(dt.UTC).date().isoformat()}"',
        f'set = "{source}"',
        f"fields = {fields}",
        "",
        "[curves]",
    ]
    for way, seen in sorted(found.items()):
        if len(seen) >= LEAST:
            steps = ", ".join(f"{{from = {start}, right = {share}}}" for start, share in staircase(seen))
            lines.append(f'"{way}" = [{steps}]  # {len(seen)} fields')
    (ROOT / "extractors" / NAME).write_text("\n".join(lines) + "\n", "utf-8")


def show(found: dict[str, list[Point]], console: Console) -> None:
    """Print the reliability table: of fields given such a confidence, how many were right."""
    bins: dict[float, list[bool]] = defaultdict(list)
    for way, seen in found.items():
        curve = curves().get(way)
        for raw, right in seen:
            given = curve(raw) if curve else raw
            bins[max(edge for edge in BINS if edge <= given)].append(right)
    shown = table("Confidence given against share right", "confidence from", "fields", "right", words=0)
    for edge in sorted(bins):
        shown.add_row(f"{edge:.2f}", str(len(bins[edge])), f"{sum(bins[edge]) / len(bins[edge]):.3f}")
    console.print(shown)


def main() -> None:
    """Fit and write, or hold answers against what is written."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibrate", description=__doc__)
    parser.add_argument("answers", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--set", default="", help="what the answers were measured on, with seeds")
    asked = parser.parse_args()
    found = points(asked.answers)
    if asked.write:
        write(found, asked.set)
    show(found, Console(width=WIDTH))


if __name__ == "__main__":
    main()
