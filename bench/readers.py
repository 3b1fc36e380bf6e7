"""Absah and its peers as running processes that read one file after another, with what each file cost."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

ROOT: Final = Path(__file__).resolve().parent.parent
PEER_PYTHON: Final = ROOT / ".venv-peers" / "bin" / "python"
PEERS: Final = ("akshara", "passporteye", "readmrz", "plain")
READERS: Final = ("absah", *PEERS)
_LOOK_S: Final = 0.05
"""Seconds between two looks at the memory of a reader's processes."""


@dataclass(frozen=True)
class Cost:
    """CPU seconds and wall seconds that one file took, and the largest resident memory of any one process, in MB."""

    cpu_s: float
    wall_s: float
    peak_mb: float


class Reader:
    """One running reader, asked for one file at a time."""

    def __init__(self, name: str) -> None:
        module = [sys.executable, "-m", "bench.read_many"]
        command = module if name == "absah" else [str(PEER_PYTHON), "bench/peers/read_many.py", name]
        self.name = name
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._root = psutil.Process(self._process.pid)
        self._peak = 0.0

    def read(self, paths: Sequence[Path]) -> tuple[dict[str, Any], Cost]:
        """Return the reader's answer about the files of one paper and what it cost."""
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101, PT018  # both are pipes
        self._peak, done = 0.0, threading.Event()
        watch = threading.Thread(target=self._watch, args=(done,))
        before, started = cpu_s(self._root), time.perf_counter()
        watch.start()
        self._process.stdin.write("\t".join(map(str, paths)) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        wall_s = time.perf_counter() - started
        done.set()
        watch.join()
        return json.loads(line), Cost(cpu_s(self._root) - before, wall_s, self._peak)

    def close(self) -> None:
        """End the reader."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()

    def _watch(self, done: threading.Event) -> None:
        while not done.wait(_LOOK_S):
            self._peak = max(self._peak, *(_memory_mb(process) for process in _tree(self._root)))


def cpu_s(root: psutil.Process) -> float:
    """Return the CPU seconds of ``root``, of its living descendants, and of the children that they have collected."""
    return sum(sum(times[:4]) for process in _tree(root) if (times := _times(process)) is not None)


def _tree(root: psutil.Process) -> list[psutil.Process]:
    return [root, *root.children(recursive=True)]


def _times(process: psutil.Process) -> tuple[float, float, float, float] | None:
    try:
        times = process.cpu_times()
    except psutil.Error:  # it ended between the listing and the look
        return None
    return times.user, times.system, times.children_user, times.children_system


def _memory_mb(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 2**20
    except psutil.Error:
        return 0.0


@contextmanager
def running(names: tuple[str, ...], warm_up: Sequence[Path]) -> Iterator[list[Reader]]:
    """Start the readers and let each read one file, so that loading models is no file's cost; end them after."""
    readers = [Reader(name) for name in names]
    try:
        for reader in readers:
            reader.read(warm_up)
        yield readers
    finally:
        for reader in readers:
            reader.close()
