"""`python -m bench.forgery`: every check and rule on files and pictures, on authentic and edited uploads.

Each edited upload stands beside its authentic twin, which went through the same last encoder (``samples.forgeries``).
``--elsewhere`` adds uploads made by other means, ``--peers`` the peers on the very same files, all in one run.
``--calibrate`` measures authentic uploads only and writes ``validators/packs/forensic_calibration.toml``.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.forgery import calibrating, elsewhere, peers, report, sets, summary
from bench.forgery.looking import Seen, both, loaded
from bench.forgery.sets import Item
from bench.tables import machine
from samples.forgeries import Forgery
from worker import log

FOLDER: Final = Path("var/forgery")


def looked(item: Item, files: Path | None = None, only: Sequence[str] = ()) -> list[Seen]:
    """Return what was seen on the edited upload of ``item`` and on its twin; of an authentic one by hints alone.

    With ``only`` just these checks are run.
    """
    forgery = sets.made(item)
    names = tuple(only) or (tuple(calibrating.CAPS) if item.kind == "authentic" else ())
    return [] if forgery is None else _both(forgery, f"{item.seed}-{item.kind}-{item.final}", files, names)


def _both(forgery: Forgery, name: str, files: Path | None, only: Iterable[str] = ()) -> list[Seen]:
    if files is not None:
        peers.keep(forgery, name, files)
    return both(forgery, name, only)


def all_looked(
    items: Iterable[Item], jobs: int, keep: Path, files: Path | None = None, only: Sequence[str] = ()
) -> Iterator[Seen]:
    """Yield what was seen on every item and keep it, a line each, so that tables can be printed again."""
    with ProcessPoolExecutor(jobs, initializer=_quiet) as pool:
        found = pool.map(partial(looked, files=files, only=only), items)
        yield from _kept((one for seen in found for one in seen), keep)


def strangers(forgeries: Iterable[Forgery], keep: Path, files: Path | None, only: Sequence[str] = ()) -> Iterator[Seen]:
    """Yield what was seen on the held-out set and keep it."""
    named = ((forgery, f"e{number}-{forgery.kind}-{forgery.final}") for number, forgery in enumerate(forgeries))
    yield from _kept((one for forgery, name in named for one in _both(forgery, name, files, only)), keep)


def _kept(seen: Iterable[Seen], keep: Path) -> Iterator[Seen]:
    keep.parent.mkdir(parents=True, exist_ok=True)
    with keep.open("w", encoding="utf-8") as target:
        for one in seen:
            target.write(json.dumps(one.dumped()) + "\n")
            target.flush()
            yield one


def _quiet() -> None:
    log.configure("WARNING")


def again(kept: Path) -> list[Seen]:
    """Return what was kept; nothing where there is no such file."""
    return [loaded(json.loads(line)) for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []


def _names(told: str) -> tuple[str, ...]:
    return tuple(filter(None, told.split(",")))


def options() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.forgery", description=__doc__)
    parser.add_argument("--each", type=int, default=6, help="edited pictures of each kind and last encoder")
    parser.add_argument("--files", type=int, default=12, help="edited PDFs, signed PDFs and thumbnails of each kind")
    parser.add_argument("--seed", type=int, default=sets.REPORT_SEED, help="the first seed")
    parser.add_argument("--kinds", type=_names, default=(), help="only these kinds, by commas")
    parser.add_argument("--only", type=_names, default=(), help="only these checks, by commas; no rule is judged")
    parser.add_argument(
        "--finals", type=_names, default=(), help="only these last encoders, by commas (pdf: edits of PDFs)"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=FOLDER, help="folder of what was seen, and of the files for peers")
    parser.add_argument("--again", action="store_true", help="print the tables of what was kept")
    parser.add_argument("--misses", action="store_true", help="name every miss and every false alarm")
    parser.add_argument("--calibrate", action="store_true", help="measure authentic uploads and write the pack")
    parser.add_argument(
        "--elsewhere",
        type=int,
        default=0,
        help="so many pictures and PDFs made by other means as well; with --finals scan_pdf, pictures in PDFs",
    )
    parser.add_argument("--peers", action="store_true", help="run the peers on the same files too")
    return parser.parse_args()


def seen_in(asked: argparse.Namespace) -> dict[str, list[Seen]]:
    """Return what was seen on our own set and on the one made elsewhere, by the set's name."""
    own, other = asked.keep / "own.jsonl", asked.keep / "elsewhere.jsonl"
    if asked.again:
        return {name: seen for name, seen in (("own", again(own)), ("elsewhere", again(other))) if seen}
    files = peers.folder(asked.keep) if asked.peers else None
    items = list(sets.edited_items(asked.seed, asked.each, asked.files, asked.kinds, asked.finals))
    sets_ = {"own": list(all_looked(items, asked.jobs, own, files, asked.only))}
    other.unlink(missing_ok=True)
    if asked.elsewhere:
        made = elsewhere.scans if asked.finals == ("scan_pdf",) else elsewhere.forgeries
        sets_["elsewhere"] = list(strangers(made(asked.elsewhere), other, files, asked.only))
    return sets_


def main() -> None:
    """Measure and print."""
    asked, console = options(), Console(width=200)
    log.configure("WARNING")
    if asked.calibrate:
        calibrating.calibrate(asked, all_looked, again)
        return
    found = seen_in(asked)
    console.print(machine())
    for name, seen in found.items():
        report.show(name, seen, console, misses=asked.misses)
    console.print(summary.table(found))
    if asked.peers:
        console.print(peers.table(found, peers.folder(asked.keep)))


if __name__ == "__main__":
    main()
