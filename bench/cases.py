"""`python -m bench.cases`: whole cases against what was planted in them, on seeds that no test and no tuning used.

Prints, for each sample case, how often both axes and the flagged rules were exactly as planted, and what else came.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from samples.truth import file_names

ROOT = Path(__file__).resolve().parent.parent
COUNTED = {"low", "medium", "high", "critical"}


@contextmanager
def registries(data: Path) -> Iterator[str]:
    """Serve the reference registries with ``data`` while the block runs; give their address."""
    command = [sys.executable, "-m", "samples.registries", "--data", str(data), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as service:
        try:
            yield service.stdout.readline().split()[-1] if service.stdout else "none"
        finally:
            service.terminate()


def screen(folder: Path, address: str) -> tuple[bool, str]:
    """Return whether a case came out as planted, and what came out instead."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    files = [str(folder / name) for name in file_names(truth)]
    command = [sys.executable, "-m", "worker", "screen", *files, "--registries", address, "--json"]
    result = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    wanted, got = truth["expected"], result["assessment"]
    flagged = {run["rule"] for run in result["checks"] if run["outcome"] == "flagged" and run["severity"] in COUNTED}
    axes = (got["document"], got["protection"])
    if axes == (wanted["document"], wanted["protection"]) and flagged == set(wanted["flagged_rules"]):
        return True, ""
    return False, f"{axes[0]}/{axes[1]} {' '.join(sorted(flagged))} {unsure(result)}".strip()


def unsure(result: dict[str, Any]) -> str:
    """Return the fields that were not surely read."""
    return " ".join(
        f"{document['type']}.{name}={field['status']}"
        for document in result["documents"]
        for name, field in document["fields"].items()
        if field["status"] != "ok"
    )


def main(seeds: int = 5, first: int = 7001) -> None:
    """Draw ``seeds`` sets from seed ``first`` on, screen every case, print the table."""
    right: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as drawn:
        for seed in range(first, first + seeds):
            folder = Path(drawn) / str(seed)
            command = [sys.executable, "-m", "samples.make", "--seed", str(seed), "--out", str(folder)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            cases = sorted(path.parent for path in folder.glob("*/truth.json"))
            with registries(folder / "registries.json") as address, ThreadPoolExecutor(2) as pool:
                outcomes = list(pool.map(lambda case, at=address: screen(case, at), cases))
            for case, (exact, instead) in zip(cases, outcomes, strict=True):
                total[case.name] += 1
                right[case.name] += exact
                if not exact:
                    wrong.setdefault(case.name, []).append(f"{seed}: {instead}")
    table = Table(title=f"Sample cases of seeds {first} to {first + seeds - 1}")
    for heading in ("case", "as planted", "what came instead"):
        table.add_column(heading)
    for name in sorted(total):
        table.add_row(name, f"{right[name]}/{total[name]}", "\n".join(wrong.get(name, [])))
    Console(width=160).print(table)


if __name__ == "__main__":
    typer.run(main)
