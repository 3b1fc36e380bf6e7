"""`make bench`: what reading one page costs and how much of it is right, beside plain pytesseract in the same run.

Each file is read in a process of its own, loading of models included, as a worker's job is; the start of Python and
its modules, which a worker pays once and a job does not, stands apart. Figures are medians over the sample files of
seeds that no test uses. The machine may be busy: compare rows of one run, not of two.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import typer
from rich.console import Console
from rich.table import Table

from extractors.layout import squeeze

ROOT = Path(__file__).resolve().parent.parent
CASES = ("clean", "hard_genuine", "passport_number")
KEY_FIELDS = {"ktp": "nik", "passport": "mrz_line_2", "work_contract": "worker_passport_number"}
PAGES = 2  # of every sample contract
AIMS = {"ktp": 4.0, "passport": 4.0, "work_contract scan": 6.0}


def files(folder: Path, cases: tuple[str, ...]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Yield kind, path and truth of every readable sample file below ``folder``."""
    for case in cases:
        truth = json.loads((folder / case / "truth.json").read_text("utf-8"))
        for entry in truth["files"]:
            path = folder / case / entry["file"]
            kind = f"{entry['type']} scan" if entry["type"] == "work_contract" and is_scan(path) else entry["type"]
            yield kind, path, entry


def is_scan(path: Path) -> bool:
    """Whether a PDF has no text of its own."""
    return not any(page.get_textpage().get_text_range().strip() for page in pypdfium2.PdfDocument(path))


def measure(reader: str, path: Path) -> dict[str, Any]:
    """Return what ``bench.read_one`` prints for one file."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.read_one", reader, str(path)], cwd=ROOT, capture_output=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def right(entry: dict[str, Any], fields: dict[str, str]) -> tuple[int, int, bool]:
    """Return how many fields are exactly right, of how many, and whether the number that matters most is."""
    wanted = {name: fact["value"] for name, fact in entry["fields"].items() if isinstance(fact["value"], str)}
    exact = [name for name, value in wanted.items() if fields.get(name) == value]
    key = KEY_FIELDS[entry["type"]]
    plain = squeeze(fields.get("text", ""))
    return len(exact), len(wanted), key in exact or bool(plain and squeeze(wanted.get(key, "?")) in plain)


def main(seeds: int = 2, first: int = 9001) -> None:
    """Draw ``seeds`` sets of samples, read them with both readers, print the table."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as drawn:
        for seed in range(first, first + seeds):
            folder = Path(drawn) / str(seed)
            command = [sys.executable, "-m", "samples.make", "--seed", str(seed), "--out", str(folder)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            for kind, path, entry in files(folder, CASES):
                for reader in ("absah", "plain"):
                    result = measure(reader, path)
                    result["exact"], result["of"], result["key"] = right(entry, result["fields"])
                    rows.setdefault((kind, reader), []).append(result)
    show(rows)


def show(rows: dict[tuple[str, str], list[dict[str, Any]]]) -> None:
    """Print the table, one line a kind of page and reader."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    table = Table(title=f"One page read in a process of its own ({machine})")
    for heading in (
        "page",
        "reader",
        "files",
        "CPU-s",
        "aim",
        "start",
        "wall s",
        "peak MB",
        "fields exact and sure",
        "key number",
    ):
        table.add_column(heading, justify="left" if heading in {"page", "reader"} else "right")
    for (kind, reader), results in sorted(rows.items()):
        fields = f"{sum(r['exact'] for r in results)}/{sum(r['of'] for r in results)}" if reader == "absah" else "-"
        table.add_row(
            kind,
            reader,
            str(len(results)),
            f"{statistics.median(r['cpu_s'] for r in results):.1f}",
            f"{AIMS[kind] * (PAGES if kind.endswith('scan') else 1):.0f}"
            if kind in AIMS and reader == "absah"
            else "-",
            f"{statistics.median(r['start_s'] for r in results):.1f}",
            f"{statistics.median(r['wall_s'] for r in results):.1f}",
            f"{max(r['peak_mb'] for r in results):.0f}",
            fields,
            f"{sum(r['key'] for r in results)}/{len(results)}",
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    typer.run(main)
