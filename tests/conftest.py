"""What several kinds of tests share: sample cases, drawn once a seed and shared by all test processes."""

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


@pytest.fixture(autouse=True)
def _no_loop_of_a_browser(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the loop that a browser of earlier tests keeps running in this process: others run loops of their own."""
    loop = asyncio._get_running_loop()
    if loop is None or "browser" in request.node.path.parts:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted((ROOT / "samples").rglob("*")):
        if path.suffix in {".py", ".yaml"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def sample_cases() -> Callable[..., Path]:
    """Return a function (seed, case) -> folder with that sample case, or all of the seed, and ``registries.json``."""
    store = ROOT / "var" / "test-samples" / _fingerprint()

    def cases(seed: int, case: str = "") -> Path:
        folder = store / f"seed{seed}{case}"
        if not folder.is_dir():
            store.mkdir(parents=True, exist_ok=True)
            drawn = Path(tempfile.mkdtemp(dir=store))
            command = [sys.executable, "-m", "samples.make", "--seed", str(seed), "--out", str(drawn)]
            command += ["--case", case] if case else []
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            try:
                drawn.rename(folder)
            except OSError:  # another test process was first
                shutil.rmtree(drawn)
        return folder

    return cases


@pytest.fixture
def truth() -> Callable[[Path], dict[str, object]]:
    """Return a function case folder -> what its truth.json says."""
    return lambda folder: json.loads((folder / "truth.json").read_text("utf-8"))
