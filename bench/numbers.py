"""`python -m bench.numbers`: of NIKs that the reader gives as sure, how many are wrong?

Cards of one seed each, drawn in every design and in the captures that a person can read, are read one after another
by ``--jobs`` processes, as a worker reads them but for their other values' second readings. Every card is one line of
``--keep``, so that a run may be stopped and gone on with. The bound is the upper end of the exact (Clopper-Pearson)
95 % interval.
"""

import argparse
import json
import math
import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from bench.tables import WIDTH, table
from extractors.documents import ktp
from extractors.grouping import group
from extractors.model import Field, FieldStatus
from extractors.reading import read_pages
from extractors.triage import triage
from samples.chance import chance
from samples.papers_set import Wanted, design_names, single
from worker import log
from worker.bootstrap import Tools, tools
from worker.sandbox import rasterise
from worker.settings import Settings

CAPTURES: Final = (
    "flat", "crop", "grey", "phone", "rotated", "tilt", "table", "shadow", "glare", "blur", "whatsapp", "low_light",
    "photocopy", "photocopy_sheet",
)  # fmt: skip
_parts: Tools | None = None


def one(seed: int) -> dict[str, Any]:
    """Draw the card of ``seed``, read it, and return what became of its NIK."""
    assert _parts is not None  # noqa: S101  # set when the process began
    draw = chance(seed, "bench numbers")
    design, capture = draw.choice(design_names("ktp", "all")), draw.choice(CAPTURES)
    files, entries = single(seed, 0, Wanted("ktp", design, capture))
    printed = {mark.name: mark.value for mark in entries[0].marks}["nik"]
    (name, data), *_ = files.items()
    found = number_on(data, name, _parts)
    outcome = "not read" if found is None else "sure" if found.status is FieldStatus.OK else "doubtful"
    return {
        "seed": seed, "design": design, "capture": capture, "printed": printed, "outcome": outcome,
        "read": found.text if found else "",
    }  # fmt: skip


def number_on(data: bytes, name: str, parts: Tools) -> Field | None:
    """Return the NIK of a card's picture: all that a worker does, but for reading the card's other values again."""
    media_type = triage(data, name, parts.limits.caps).media_type
    pages = read_pages(rasterise(data, media_type, parts.limits), parts.readers)
    cards = [page for paper in group(pages) if paper.type == ktp.TYPE.name for page in paper.pages]
    return ktp.number(max(cards, key=ktp.score), parts.readers) if cards else None


def begin() -> None:
    """Load the readers of this process."""
    global _parts  # noqa: PLW0603  # one set of models a process
    os.environ["OMP_THREAD_LIMIT"] = "1"
    log.configure("WARNING")
    _parts = tools(Settings())


def measured(seeds: list[int], jobs: int) -> Iterator[dict[str, Any]]:
    """Yield the outcome of every seed, as it comes."""
    with multiprocessing.get_context("spawn").Pool(jobs, begin) as pool:
        yield from pool.imap_unordered(one, seeds)


def upper_bound(wrong: int, of: int, tail: float = 0.025) -> float:
    """Return the upper end of an exact interval of a share, by bisection on the binomial sum.

    ``tail`` is the probability that is left beyond it: 0.025 of a two-sided 95 % interval, 0.05 of a one-sided bound.
    """
    if wrong >= of:
        return 1.0
    ways = [math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1) for count in range(wrong + 1)]
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        right, left = math.log(middle), math.log1p(-middle) if middle < 1 else -math.inf
        total = sum(math.exp(one + count * right + (of - count) * left) for count, one in enumerate(ways))
        low, high = (middle, high) if total > tail else (low, middle)
    return high


def show(rows: list[dict[str, Any]], console: Console) -> None:
    """Print the counts by capture, and the bound over all."""
    shown = table(f"NIK of {len(rows)} cards", "capture", "cards", "sure, right", "sure, wrong", "doubtful", "not read")
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        right = row["read"] == row["printed"]
        key = f"sure {right}" if row["outcome"] == "sure" else row["outcome"]
        for name in (row["capture"], "all"):
            counts.setdefault(name, Counter())[key] += 1
    for name, count in sorted(counts.items()):
        cells = (count["sure True"], count["sure False"], count["doubtful"], count["not read"])
        shown.add_row(name, str(count.total()), *map(str, cells))
    console.print(shown)
    sure = [row for row in rows if row["outcome"] == "sure"]
    wrong = [row for row in sure if row["read"] != row["printed"]]
    bound = upper_bound(len(wrong), len(sure)) if sure else 1.0
    console.print(f"accepted but wrong: {len(wrong)} of {len(sure)} (95 % bound {bound:.4%})")
    for row in wrong:
        console.print(f"  seed {row['seed']} {row['design']}/{row['capture']}: {row['printed']} read {row['read']}")


def main() -> None:
    """Measure what is not kept yet, print the table of all that is kept."""
    parser = argparse.ArgumentParser(prog="python -m bench.numbers", description=__doc__)
    parser.add_argument("--first", type=int, default=700_001)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("var/bench-numbers.jsonl"))
    asked = parser.parse_args()
    asked.keep.parent.mkdir(parents=True, exist_ok=True)
    kept = [json.loads(line) for line in asked.keep.read_text("utf-8").splitlines()] if asked.keep.exists() else []
    done = {row["seed"] for row in kept}
    seeds = [seed for seed in range(asked.first, asked.first + asked.count) if seed not in done]
    with asked.keep.open("a", encoding="utf-8") as lines:
        for row in measured(seeds, asked.jobs) if seeds else ():
            lines.write(json.dumps(row) + "\n")
            lines.flush()
            kept.append(row)
    show(kept, Console(width=WIDTH))


if __name__ == "__main__":
    main()
