"""`python -m bench.reading`: every kind of paper in every capture, read by Absah and its peers in one run.

Papers of seeds that nothing was tuned on are drawn, each file is given to each reader that reads such papers, one
file after another, and the answers are kept in ``--keep`` (JSON lines), from which ``--again`` prints the tables anew
and ``bench.calibrate`` learns. A file's CPU seconds are those of all the reader's processes, models loaded before.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from bench.readers import READERS, ROOT, running
from bench.score import ENTRY_KEYS, KEY_FIELDS, PEER_FIELDS, Score, add
from bench.tables import WIDTH, machine, table

PEERS_OF: Final = {
    "ktp": ("akshara", "plain"),
    "passport": ("passporteye", "readmrz", "plain"),
    "work_contract": ("plain",),
}
"""Which peers read which papers; PDFs are read by none of them."""
CAPTURES: Final = (
    "flat", "rotated", "tilt", "table", "shadow", "glare", "blur", "whatsapp", "photocopy", "low_light",
)  # fmt: skip
PICTURES: Final = frozenset({".jpg", ".jpeg", ".png"})
HEADINGS: Final = (
    "capture", "reader", "files", "type", "fields", "peer's fields", "key", "sure, wrong", "CPU-s a page", "peak MB",
)  # fmt: skip

ALL: Final = "all"
"""In place of a capture: all of them together."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """One drawn paper: how it was captured, its files, and what is printed on it."""

    capture: str
    paths: tuple[Path, ...]
    truth: Row


def drawn(folder: Path, asked: argparse.Namespace) -> Iterator[Paper]:
    """Draw the papers that are asked for below ``folder``."""
    for capture in asked.captures.split(","):
        for kind in ["work_contract"] if asked.strangers else asked.types.split(","):
            target = folder / kind / capture
            module = "bench.strangers.draw" if asked.strangers else "samples.papers_set"
            command = [sys.executable, "-m", module, "--seed", str(asked.seed), "--out", str(target)]
            command += ["--capture", capture, "--count", str(asked.count)]
            command += ["--design", asked.design, *([] if asked.strangers else ["--type", kind])]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            yield from papers_in(target, capture)


def papers_in(folder: Path, capture: str) -> Iterator[Paper]:
    """Yield every paper that a truth.json below ``folder`` tells of."""
    for truth in sorted(folder.rglob("truth.json")):
        for entry in json.loads(truth.read_text("utf-8"))["files"]:
            names = entry.get("files", [entry["file"]])
            yield Paper(capture, tuple(truth.parent / name for name in names), entry)


def measured(papers: Sequence[Paper], names: tuple[str, ...]) -> Iterator[Row]:
    """Yield one row for each paper and reader: the truth, the answer and the cost."""
    with running(names, papers[0].paths) as readers:
        for paper in papers:
            known = {"capture": paper.capture, "file": "/".join(paper.paths[0].parts[-3:]), "truth": paper.truth}
            for reader in readers:
                if reader.name == "absah" or reads(reader.name, paper):
                    answer, cost = reader.read(paper.paths)
                    yield {**known, "reader": reader.name, "answer": answer, **asdict(cost)}


def kept(rows: Iterator[Row], target: Path | None) -> Iterator[Row]:
    """Yield the rows, each written to ``target`` as it comes: a run that is stopped has not been for nothing."""
    with (target or Path(os.devnull)).open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row) + "\n")
            lines.flush()
            yield row


def reads(peer: str, paper: Paper) -> bool:
    """Whether a peer is made for such a paper."""
    known = peer in PEERS_OF.get(paper.truth["type"], ())
    return known and (peer == "plain" or len(paper.paths) == 1) and all(one.suffix in PICTURES for one in paper.paths)


def scored(rows: list[Row]) -> dict[tuple[str, str, str], tuple[Score, list[Row]]]:
    """Return the score and the rows of every type, capture (and all of them together) and reader."""
    found: dict[tuple[str, str, str], tuple[Score, list[Row]]] = {}
    for capture in (*dict.fromkeys(row["capture"] for row in rows), ALL):
        for row in rows:
            if capture in {row["capture"], ALL}:
                key = (row["truth"]["type"], capture, row["reader"])
                score, own = found.setdefault(key, (Score(), []))
                add(score, row["reader"], row["truth"], row["answer"], row["file"])
                own.append(row)
    return found


def show(rows: list[Row], console: Console) -> None:
    """Print the table of every type, one line a capture and reader."""
    found = scored(rows)
    for kind in dict.fromkeys(key[0] for key in found):
        shown = table(f"{kind} ({machine()})", *HEADINGS, words=2)
        for (_, capture, reader), (score, own) in ((key, value) for key, value in found.items() if key[0] == kind):
            shown.add_row(capture, reader, *_figures(kind, reader, score), *_costs(own))
        console.print(shown)
    show_lists(found, console)


def _figures(kind: str, reader: str, score: Score) -> tuple[str, ...]:
    """Return the cells that say how well a reader read papers of a type."""
    is_absah, has_fields = reader == "absah", reader not in {"passporteye", "readmrz"}
    return (
        str(score.files),
        f"{score.typed}/{score.files}" if is_absah else "-",
        f"{score.share():.3f}" if is_absah else "-",
        f"{score.share(PEER_FIELDS[kind]):.3f}" if kind in PEER_FIELDS and has_fields else "-",
        f"{score.key}/{score.keyed}" if kind in KEY_FIELDS else "-",
        f"{score.sure_wrong.total()}/{score.sure.total()}" if is_absah else "-",
    )


def _costs(rows: list[Row]) -> tuple[str, str]:
    """Return the cells that say what a page cost: the median CPU seconds, and the most memory of any process."""
    seconds = [row["cpu_s"] / max(sum(one["pages"] for one in row["answer"].get("documents", ())), 1) for row in rows]
    return f"{statistics.median(seconds):.2f}", f"{max(row['peak_mb'] for row in rows):.0f}"


def show_lists(found: dict[tuple[str, str, str], tuple[Score, list[Row]]], console: Console) -> None:
    """Print the F1 of clauses, deductions, signatures and members."""
    shown = table("lists: F1 of their entries", "type", "capture", *ENTRY_KEYS, words=2)
    for (kind, capture, reader), (score, _) in found.items():
        values = [score.f1(name) for name in ENTRY_KEYS]
        if reader == "absah" and any(value is not None for value in values):
            shown.add_row(kind, capture, *("-" if value is None else f"{value:.3f}" for value in values))
    console.print(shown)


def show_misses(rows: list[Row], console: Console) -> None:
    """Print every field that Absah did not read as printed."""
    for score, _ in (value for key, value in scored(rows).items() if key[1:] == (ALL, "absah")):
        for path, name, wanted, got in score.misses:
            console.print(f"{path} {name}: {wanted!r} read {got!r}", markup=False, highlight=False)


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--types", default="ktp,passport,work_contract", help="with commas between")
    parser.add_argument("--captures", default=",".join(CAPTURES), help="with commas between")
    parser.add_argument("--readers", default=",".join(READERS), help="with commas between")
    parser.add_argument("--seed", type=int, default=50_001)
    parser.add_argument("--count", type=int, default=1, help="papers of each type in each capture")
    parser.add_argument("--design", default="all", help="a design, open, held_out or all")
    parser.add_argument("--strangers", action="store_true", help="contracts drawn by bench.strangers instead")
    parser.add_argument("--keep", type=Path, help="where to keep the answers")
    parser.add_argument("--again", type=Path, help="print the tables of kept answers, read nothing")
    parser.add_argument("--misses", action="store_true", help="print every field that was not read as printed")
    return parser.parse_args()


def main() -> None:
    """Measure, keep the answers, print the tables."""
    asked, console = options(), Console(width=WIDTH)
    if asked.again is None:
        with tempfile.TemporaryDirectory() as folder:
            papers = list(drawn(Path(folder), asked))
            rows = list(kept(measured(papers, tuple(asked.readers.split(","))), asked.keep))
    else:
        rows = [json.loads(line) for line in asked.again.read_text("utf-8").splitlines()]
    show(rows, console)
    if asked.misses:
        show_misses(rows, console)


if __name__ == "__main__":
    main()
