"""The peers on the same files: their own scores and verdicts, beside ours in the same run."""

import json
import os
import statistics
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.forgery import sets
from bench.forgery.figures import at_false_alarms, auc, percent
from bench.forgery.looking import Seen
from samples.forgeries import Upload

PYTHON: Final = Path(".venv-peers-forgery/bin/python")
PROGRAM: Final = Path("bench/peers/look_many.py")
NAMES: Final = {"authentica": "authentica 0.2.2", "dfit": "dfit-toolkit 1.0.0", "deeptrace": "deeptrace-ela 0.1.3"}
_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True)
class File:
    """One upload on disk with what we saw of it."""

    path: Path
    seen: Seen


def show(seen: Sequence[Seen]) -> None:
    """Run every peer on the uploads that ``seen`` is about and print the tables."""
    console = Console(width=160)
    if not PYTHON.exists():
        console.print("no peers here: run bench/peers/setup.sh forgery")
        return
    with tempfile.TemporaryDirectory() as folder:
        files = list(_written(seen, Path(folder)))
        answers = {name: _asked(name, files) for name in NAMES}
    console.print(table(files, answers))


def table(files: Sequence[File], answers: dict[str, list[dict[str, float]]]) -> Table:
    """Return the peers beside each other, by stratum."""
    found = Table(title="Peers on the same files, in the same run", title_justify="left")
    columns = (
        "peer",
        "stratum",
        "files",
        "no answer",
        "flags authentic",
        "flags edited",
        "AUC",
        "found at 1 %",
        "CPU-s",
    )
    for column in columns:
        found.add_column(column)
    for name, title in NAMES.items():
        groups: dict[str, list[tuple[File, dict[str, float]]]] = defaultdict(list)
        for file, answer in zip(files, answers[name], strict=True):
            groups[file.seen.stratum].append((file, answer))
        for stratum, pairs in sorted(groups.items()):
            found.add_row(title, stratum, *_row(pairs))
    return found


def _row(pairs: Sequence[tuple[File, dict[str, float]]]) -> tuple[str, ...]:
    said = [(file, answer) for file, answer in pairs if "score" in answer]
    halves = [[answer for file, answer in said if file.seen.edited is edited] for edited in (False, True)]
    flags = [percent(sum(bool(answer["flagged"]) for answer in half), len(half)) for half in halves]
    genuine, edited_ = ([answer["score"] for answer in half] for half in halves)
    area, found = auc(genuine, edited_), at_false_alarms(genuine, edited_, 0.01)
    seconds = statistics.median(answer["cpu_s"] for _, answer in said) if said else 0.0
    return (
        str(len(pairs)), str(len(pairs) - len(said)), *flags, "-" if area is None else f"{area:.2f}",
        "-" if found is None else f"{found:.2f}", f"{seconds:.2f}",
    )  # fmt: skip


def _written(seen: Sequence[Seen], folder: Path) -> Iterator[File]:
    """Write the uploads again, from their seeds, and yield each."""
    by_name = {one.name: one for one in seen}
    for name, one in by_name.items():
        if name.endswith("-twin"):
            continue
        seed, kind, final = name.split("-", 2)
        forgery = sets.made(sets.Item(int(seed), kind, final))
        if forgery is None:
            continue
        for about, upload in ((one, forgery.edited), (by_name.get(f"{name}-twin"), forgery.twin)):
            if about is not None:
                yield File(_put(upload, folder / about.name), about)


def _put(upload: Upload, stem: Path) -> Path:
    path = stem.with_suffix(f".{_ENDINGS[upload.media_type]}")
    path.write_bytes(upload.data)
    return path


def _asked(name: str, files: Iterable[File]) -> list[dict[str, float]]:
    """Return a peer's answers in the order of the files."""
    paths = "".join(f"{file.path}\n" for file in files)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [str(PYTHON), str(PROGRAM), name], input=paths, capture_output=True, text=True, env=environment, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
