"""The peers on the same files: their own scores and verdicts, beside ours in the same run."""

import json
import os
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from rich.table import Table

from bench.forgery.figures import at_false_alarms, auc, percent
from bench.forgery.looking import Seen
from samples.forgeries import Forgery

PYTHON: Final = Path(".venv-peers-forgery/bin/python")
PROGRAM: Final = Path("bench/peers/look_many.py")
NAMES: Final = {"authentica": "authentica 0.2.2", "dfit": "dfit-toolkit 1.0.0", "deeptrace": "deeptrace-ela 0.1.3"}
COLUMNS: Final = (
    "peer", "set", "stratum", "files", "no answer", "flags authentic", "flags edited", "AUC", "found at 1 %", "CPU-s"
)  # fmt: skip
_ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}

Answered = tuple[Seen, dict[str, float]]


def folder(keep: Path) -> Path:
    """Return the folder in which uploads are kept for the peers, made when it is not there."""
    found = keep / "files"
    found.mkdir(parents=True, exist_ok=True)
    return found


def keep(forgery: Forgery, name: str, files: Path) -> None:
    """Write both uploads of a forgery under the names by which they are seen."""
    for upload, about in ((forgery.edited, name), (forgery.twin, f"{name}-twin")):
        (files / f"{about}.{_ENDINGS[upload.media_type]}").write_bytes(upload.data)


def table(sets: Mapping[str, Sequence[Seen]], files: Path) -> Table:
    """Run every peer on the uploads that were seen; return the peers beside each other, by set and stratum."""
    found = Table(title="Peers on the same files, in the same run", title_justify="left")
    for column in COLUMNS:
        found.add_column(column)
    if not PYTHON.exists():
        found.caption = "no peers here: run bench/peers/setup.sh forgery"
        return found
    paths = {path.stem: path for path in files.iterdir()}
    uploads = [(name, one, paths[one.name]) for name, seen in sets.items() for one in seen if one.name in paths]
    for peer, title in NAMES.items():
        groups: dict[tuple[str, str], list[Answered]] = defaultdict(list)
        answers = _asked(peer, [path for _, _, path in uploads])
        for (name, one, _), answer in zip(uploads, answers, strict=True):
            groups[name, one.stratum].append((one, answer))
        for (name, stratum), pairs in sorted(groups.items(), reverse=True):
            found.add_row(title, name, stratum, *_row(pairs))
    return found


def _row(pairs: Sequence[Answered]) -> tuple[str, ...]:
    said = [(one, answer) for one, answer in pairs if "score" in answer]
    halves = [[answer for one, answer in said if one.edited is edited] for edited in (False, True)]
    flags = [percent(sum(bool(answer["flagged"]) for answer in half), len(half)) for half in halves]
    genuine, edited_ = ([answer["score"] for answer in half] for half in halves)
    area, found = auc(genuine, edited_), at_false_alarms(genuine, edited_, 0.01)
    seconds = statistics.median(answer["cpu_s"] for _, answer in said) if said else 0.0
    return (
        str(len(pairs)), str(len(pairs) - len(said)), *flags, "-" if area is None else f"{area:.2f}",
        "-" if found is None else f"{found:.2f}", f"{seconds:.2f}",
    )  # fmt: skip


def _asked(name: str, files: Sequence[Path]) -> list[dict[str, float]]:
    """Return a peer's answers in the order of the files."""
    paths = "".join(f"{path}\n" for path in files)
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [str(PYTHON), str(PROGRAM), name], input=paths, capture_output=True, text=True, env=environment, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
