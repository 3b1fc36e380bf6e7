"""`python -m bench.counters`: how long a counter waits for a card's result, and for a case of eight papers.

The whole application runs as in an office of this machine's size: a private Redis, SQLite, the web side and two
screening workers. ``--counters`` counters each send a photographed KTP over HTTP, wait for its result as a portal does,
and send the next at once, so that they are never idle. Then one case of eight papers is sent when all is quiet. Wall
seconds from the first byte sent until the status says ``screened``.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import httpx
from rich.console import Console

from bench.readers import ROOT
from bench.tables import WIDTH, machine, table
from worker.bootstrap import bootstrap
from worker.children import Child, python
from worker.demo import START_TIMEOUT_S, answers, free_port
from worker.redis_server import RedisServer
from worker.settings import Settings

CAPTURES: Final = ("phone", "whatsapp", "table", "tilt")
EIGHT: Final = (
    "ktp", "passport", "family_card", "family_permit", "health_certificate", "police_clearance",
    "competence_certificate", "work_contract",
)  # fmt: skip
WORKERS: Final = 2
POLL_S: Final = 0.5
"""Seconds between a portal's questions: asked ten times a second, the web side takes a quarter of a core."""


@contextmanager
def office(folder: Path) -> Iterator[httpx.Client]:
    """Run the application in ``folder`` while the block runs; give a client that speaks as a portal."""
    with ExitStack() as parts:
        redis = RedisServer(folder / "redis")
        parts.callback(redis.stop)
        settings = Settings().model_copy(
            update={
                "data_dir": folder,
                "database_url": None,
                "redis_url": redis.url,
                "http_port": free_port(Settings(), None),
            }
        )
        services = bootstrap(settings)
        key = services.store.add_key(services.store.add_portal("bench"))
        names = [("web", ("serve",)), *((f"worker-{one}", ("work", "--queue", "screening")) for one in range(WORKERS))]
        children = [
            Child(name, python("worker", *words), folder / f"{name}.log", settings.environment_of())
            for name, words in names
        ]
        for child in children:
            parts.callback(child.stop)
        headers = {"Authorization": f"Bearer {key}"}
        address = f"http://127.0.0.1:{settings.http_port}"
        client = parts.enter_context(httpx.Client(base_url=address, headers=headers, timeout=30, trust_env=False))
        children[0].wait_until(answers(f"{address}/health"), START_TIMEOUT_S)
        yield client


def waited(client: httpx.Client, reference: str, files: Sequence[Path]) -> float:
    """Send the files of one case and return the seconds until its result is there."""
    started = time.perf_counter()
    for file in files:
        client.post(
            f"/v1/cases/{reference}/documents",
            headers={"Idempotency-Key": f"{reference}:{file.name}"},
            files={"file": (file.name, file.read_bytes())},
        ).raise_for_status()
    while True:
        status = client.get(f"/v1/cases/{reference}").json()
        if status["state"] == "screened" and status["result"] and len(status["uploads"]) == len(files):
            return time.perf_counter() - started
        time.sleep(POLL_S)


def cards(folder: Path, seed: int, count: int) -> list[Path]:
    """Draw ``count`` cards, the captures in turn."""
    for place, capture in enumerate(CAPTURES):
        _draw(folder / capture, "ktp", capture, seed + place, -(-count // len(CAPTURES)))
    found = [sorted((folder / capture).rglob("*.jpg")) for capture in CAPTURES]
    return [card for group in zip(*found, strict=True) for card in group][:count]


def eight_papers(folder: Path, seed: int) -> list[Path]:
    """Draw one paper of each of eight types, each as a file with a name of its own."""
    papers = []
    for kind in EIGHT:
        _draw(folder / kind, kind, "phone", seed, 1)
        drawn = sorted(path for path in (folder / kind).rglob("*") if path.suffix in {".jpg", ".png", ".pdf"})
        papers.append(drawn[0].rename(folder / f"{kind}{drawn[0].suffix}"))
    return papers


def _draw(target: Path, kind: str, capture: str, seed: int, count: int) -> None:
    command = [sys.executable, "-m", "samples.papers_set", "--seed", str(seed), "--out", str(target), "--type", kind]
    subprocess.run([*command, "--capture", capture, "--count", str(count)], cwd=ROOT, check=True, capture_output=True)


def measured(client: httpx.Client, counters: int, papers: Sequence[Path]) -> list[float]:
    """Return how long each card's counter waited, ``counters`` of them at work at the same time."""
    with ThreadPoolExecutor(counters) as busy:
        jobs = [busy.submit(waited, client, f"BENCH-{number}", [paper]) for number, paper in enumerate(papers)]
        return [job.result() for job in jobs]


def main() -> None:
    """Draw, run the office, measure, print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.counters", description=__doc__)
    parser.add_argument("--seed", type=int, default=58_001)
    parser.add_argument("--counters", type=int, default=4)
    parser.add_argument("--count", type=int, default=40, help="cards in all")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drawn, eight = cards(folder / "cards", asked.seed, asked.count), eight_papers(folder / "eight", asked.seed)
        with office(folder / "office") as client:
            waited(client, "WARM-UP", drawn[:1])  # the workers' start and their models are no counter's wait
            seconds = sorted(measured(client, asked.counters, drawn[1:]))
            whole = [waited(client, "EIGHT", eight)]
    shown = table(f"Waiting for a result ({WORKERS} workers, {machine()})", "what", "n", "median s", "p95 s", "worst s")
    for what, times in ((f"a card, {asked.counters} counters busy", seconds), ("a case of eight papers", whole)):
        p95 = times[min(round(0.95 * len(times)), len(times) - 1)]
        shown.add_row(what, str(len(times)), f"{statistics.median(times):.1f}", f"{p95:.1f}", f"{times[-1]:.1f}")
    Console(width=WIDTH).print(shown)


if __name__ == "__main__":
    main()
