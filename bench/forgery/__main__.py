"""`python -m bench.forgery`: every check and rule on files and pictures, on authentic and edited uploads.

Each edited upload stands beside its authentic twin, which went through the same last encoder (``samples.forgeries``).
``--calibrate`` measures authentic uploads only and writes ``validators/packs/forensic_calibration.toml``.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from bench.forgery import calibrating, elsewhere, peers, report, sets
from bench.forgery.looking import Seen, both, loaded
from bench.forgery.sets import Item
from worker import log

FOLDER: Final = Path("var/forgery")


def looked(item: Item, only: Sequence[str] = ()) -> list[Seen]:
    """Return what was seen on the edited upload of ``item`` and on its twin; of an authentic one by hints alone.

    With ``only`` just these checks are run.
    """
    forgery = sets.made(item)
    names = tuple(only) or (tuple(calibrating.CAPS) if item.kind == "authentic" else ())
    return [] if forgery is None else both(forgery, f"{item.seed}-{item.kind}-{item.final}", names)


def all_looked(items: Iterable[Item], jobs: int, keep: Path, only: Sequence[str] = ()) -> Iterator[Seen]:
    """Yield what was seen on every item and keep it, a line each, so that tables can be printed again."""
    keep.parent.mkdir(parents=True, exist_ok=True)
    with keep.open("w", encoding="utf-8") as target, ProcessPoolExecutor(jobs, initializer=_quiet) as pool:
        for seen in pool.map(partial(looked, only=only), items, chunksize=2):
            for one in seen:
                target.write(json.dumps(one.dumped()) + "\n")
                target.flush()
                yield one


def strangers(count: int, keep: Path, only: Sequence[str] = ()) -> Iterator[Seen]:
    """Yield what was seen on the held-out set and keep it."""
    keep.parent.mkdir(parents=True, exist_ok=True)
    with keep.open("w", encoding="utf-8") as target:
        for number, forgery in enumerate(elsewhere.forgeries(count)):
            for one in both(forgery, f"{number}-{forgery.kind}-{forgery.final}", only):
                target.write(json.dumps(one.dumped()) + "\n")
                yield one


def _quiet() -> None:
    log.configure("WARNING")


def again(kept: Path) -> list[Seen]:
    """Return what was kept."""
    return [loaded(json.loads(line)) for line in kept.read_text("utf-8").splitlines()]


def _names(told: str) -> tuple[str, ...]:
    return tuple(filter(None, told.split(",")))


def options() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.forgery", description=__doc__)
    parser.add_argument("--each", type=int, default=6, help="edited pictures of each kind and last encoder")
    parser.add_argument("--pdfs", type=int, default=12, help="edited PDFs of each kind")
    parser.add_argument("--seed", type=int, default=sets.REPORT_SEED, help="the first seed")
    parser.add_argument("--kinds", type=_names, default=(), help="only these kinds, by commas")
    parser.add_argument("--only", type=_names, default=(), help="only these checks, by commas; no rule is judged")
    parser.add_argument("--finals", type=_names, default=(), help="only pictures of these last encoders, by commas")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=FOLDER / "own.jsonl")
    parser.add_argument("--again", action="store_true", help="print the tables of what was kept")
    parser.add_argument("--misses", action="store_true", help="name every miss and every false alarm")
    parser.add_argument("--calibrate", action="store_true", help="measure authentic uploads and write the pack")
    parser.add_argument("--elsewhere", type=int, default=0, help="so many pictures and PDFs made by other means")
    parser.add_argument("--peers", action="store_true", help="run the peers on the same files too")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = options()
    log.configure("WARNING")
    if asked.calibrate:
        calibrating.calibrate(asked, all_looked, again)
        return
    if asked.elsewhere and not asked.again:
        seen = list(strangers(asked.elsewhere, asked.keep, asked.only))
    elif asked.again:
        seen = again(asked.keep)
    else:
        items = list(sets.edited_items(asked.seed, asked.each, asked.pdfs, asked.kinds))
        wanted = [item for item in items if not asked.finals or item.final in asked.finals]
        seen = list(all_looked(wanted, asked.jobs, asked.keep, asked.only))
    report.show(seen, misses=asked.misses)
    if asked.peers:
        peers.show(seen)


if __name__ == "__main__":
    main()
