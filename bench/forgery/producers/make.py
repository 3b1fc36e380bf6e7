"""`python -m bench.forgery.producers.make FOLDER`: the files of the producers' bench, genuine and edited, with a list.

Runs in the environment of `bench/peers/setup.sh producers`, which the checks themselves must not see. A tool that is
not here is said to be missing, and its rows are missing from the tables.
"""

import argparse
import io
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pikepdf

from bench.forgery.producers.operators import CHANGED, SAVED, edited, saved
from bench.forgery.producers.papers import PRODUCERS, Missing, Unfit, together
from bench.forgery.producers.resaved import RESAVED
from bench.forgery.producers.stories import Story, stories

LIST: Final = "made.jsonl"
Made = tuple[dict[str, str], bytes]


def genuine(producer: str, story: Story, data: bytes, turn: int, missing: Counter[str]) -> Iterator[Made]:
    """Yield the file as made and after four of the honest treatments, which take turns."""
    names = list(RESAVED)
    for name in [names[0], *(names[1 + (turn * 5 + step) % (len(names) - 1)] for step in range(4))]:
        try:
            yield {"producer": producer, "seed": str(story.seed), "treated": name}, RESAVED[name](data)
        except Unfit:
            continue
        except Missing as tool:
            missing[f"{name}: {tool}"] += 1


def changed(producer: str, story: Story, data: bytes, turn: int, missing: Counter[str]) -> Iterator[Made]:
    """Yield the file with one value changed, each kind of change saved by two of the four ways, which take turns."""
    for place, what in enumerate(CHANGED):
        for how in list(SAVED)[(turn + place) % 2 :: 2]:
            about = {"producer": producer, "seed": str(story.seed), "changed": what, "saved": how}
            try:
                yield about, edited(data, story, what, how, story.seed)
            except Unfit as reason:
                missing[f"{producer}, {what}, {how}: {reason}"] += 1
            except Missing as tool:
                missing[f"{how}: {tool}"] += 1


def batched(seed: int, each: int, missing: Counter[str]) -> Iterator[Made]:
    """Yield single pages of one print for several workers: ``alike`` but for their number, or in several values."""
    for story in stories(seed + 50_000, each):
        short = replace(story, clauses=story.clauses[:4])
        others = list(stories(seed + 60_000 + 10 * story.seed, 4))
        for kind, changed_rows in (("batch", (0, 1, 2, 3)), ("batch, one value", (0,))):
            papers = [short, *(replace(short, rows=_rows(short, one, changed_rows)) for one in others)]
            try:
                printed = pikepdf.open(io.BytesIO(together(papers)))
            except Missing as tool:
                missing[f"{kind}: {tool}"] += 1
                return
            for page in printed.pages:
                alone = pikepdf.new()
                alone.pages.append(page)
                yield {"producer": "WeasyPrint", "seed": str(story.seed), "treated": kind}, saved(alone)


def _rows(story: Story, other: Story, places: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    pairs = zip(story.rows, other.rows, strict=True)
    return tuple(theirs if place in places else own for place, (own, theirs) in enumerate(pairs))


def everything(seed: int, each: int, missing: Counter[str]) -> Iterator[Made]:
    """Yield all files; what could not be made is counted in ``missing``."""
    yield from batched(seed, each, missing)
    for producer, print_all in PRODUCERS.items():
        papers = list(stories(seed, each))
        try:
            printed = list(print_all(papers))
        except (Missing, subprocess.CalledProcessError) as tool:
            missing[f"{producer}: {tool}"] += 1
            continue
        for turn, (story, data) in enumerate(zip(papers, printed, strict=True)):
            yield from genuine(producer, story, data, turn, missing)
            yield from changed(producer, story, data, turn, missing)


def main() -> None:
    """Make them."""
    parser = argparse.ArgumentParser(prog="python -m bench.forgery.producers.make", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=910_000)
    parser.add_argument("--each", type=int, default=12, help="papers of each producer")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    missing = Counter[str]()
    with (asked.folder / LIST).open("w", encoding="utf-8") as target:
        for count, (about, data) in enumerate(everything(asked.seed, asked.each, missing)):
            (asked.folder / f"{count}.pdf").write_bytes(data)
            target.write(json.dumps({"file": f"{count}.pdf", **about}) + "\n")
    for what, many in sorted(missing.items()):
        print(f"missing ({many}): {what}")


if __name__ == "__main__":
    main()
