"""Tesseracts that hang, crash, babble or lack their data: each ends in a stable failure and leaves nothing behind."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytesseract import pytesseract

from extractors.engine import EngineUnavailable, Layout
from extractors.errors import FailureCode, UnreadableUpload
from extractors.ocr.tesseract import TesseractEngine

INKED = np.full((60, 200, 3), 255, np.uint8)
INKED[20:40, 30:90] = 0  # blank paper is not even shown to Tesseract
Fake = Callable[[str], None]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Return what puts a Python program in Tesseract's place; ``out`` in it is the base name of its output."""

    def put(body: str) -> None:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=True).stdout
        asked = f"if '--list-langs' in sys.argv:\n    print({listed!r})\n    sys.exit()"
        program = tmp_path / "tesseract"
        program.write_text(
            f"#!{sys.executable}\nimport os, subprocess, sys, time\n{asked}\nout = sys.argv[2:3]\n{body}\n"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(pytesseract, "tesseract_cmd", str(program))

    return put


@pytest.fixture
def pids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "pids"
    monkeypatch.setenv("FAKE_PIDS", str(path))
    return path


HANG = """
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(os.environ["FAKE_PIDS"] + ".part", "w") as file:
    file.write(f"{os.getpid()} {child.pid}")
os.rename(os.environ["FAKE_PIDS"] + ".part", os.environ["FAKE_PIDS"])
time.sleep(600)
"""


def alive(pid: int) -> bool:
    """Whether a process runs: a zombie that init has not reaped yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def assert_gone(pids: Path) -> None:
    deadline = time.monotonic() + 10
    wanted = [int(text) for text in pids.read_text().split()]
    while any(alive(pid) for pid in wanted):
        assert time.monotonic() < deadline, f"still running: {wanted}"
        time.sleep(0.05)


def test_a_hang_ends_in_time_and_takes_its_grandchild_along(fake: Fake, pids: Path) -> None:
    fake(HANG)
    started = time.monotonic()
    with pytest.raises(UnreadableUpload) as caught:
        TesseractEngine(timeout_s=3).read(INKED, Layout.BLOCK)
    assert (caught.value.code, caught.value.stage) == (FailureCode.OCR_TIMEOUT, "read")
    assert time.monotonic() - started < 15
    assert_gone(pids)


class JobTimeout(BaseException):
    """Stands for RQ's timeout, which no blind except may eat."""


@pytest.fixture
def alarm(pids: Path) -> Iterator[None]:
    def ring(number: int, frame: object) -> None:
        if not pids.exists():  # the fake has not started yet
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            return
        raise JobTimeout

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_job_timeout_passes_through_and_leaves_no_process(fake: Fake, pids: Path, alarm: None) -> None:
    fake(HANG)
    with pytest.raises(JobTimeout):
        TesseractEngine(timeout_s=60).read(INKED, Layout.BLOCK)
    assert_gone(pids)


def test_the_child_dies_with_a_killed_worker(fake: Fake, pids: Path) -> None:
    fake(HANG.replace("child = subprocess.Popen", "child = type('', (), {'pid': os.getpid()})  # "))
    worker = os.fork()
    if worker == 0:
        TesseractEngine(timeout_s=600).read(INKED, Layout.BLOCK)
        os._exit(0)
    deadline = time.monotonic() + 20
    while not pids.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    assert_gone(pids)


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(1)",
        "os.kill(os.getpid(), 11)",
        "open(out[0] + '.tsv', 'wb').write(b'level\\n5\\t\\xff\\xfe\\n')",
        "open(out[0] + '.tsv', 'w').write('head\\n' + '\\t'.join(['5'] + ['x'] * 11) + '\\n')",
        "pass",
    ],
    ids=["status", "signal", "bad utf-8", "odd table", "no output"],
)
def test_a_broken_engine_is_a_failure_that_may_be_retried(fake: Fake, body: str) -> None:
    fake(body)
    with pytest.raises(UnreadableUpload) as caught:
        TesseractEngine(timeout_s=20).read(INKED, Layout.BLOCK)
    assert caught.value.code is FailureCode.OCR_FAILED
    assert caught.value.failure().retryable


def test_an_empty_table_is_a_page_without_words(fake: Fake) -> None:
    fake("open(out[0] + '.tsv', 'w').write('level\\n')")
    assert TesseractEngine().read(INKED, Layout.BLOCK) == ()


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    with pytest.raises(EngineUnavailable, match="install tesseract-ocr"):
        TesseractEngine().version()
    with pytest.raises(UnreadableUpload, match="install tesseract-ocr"):
        TesseractEngine().read(INKED, Layout.BLOCK)


def test_missing_language_data_names_the_package() -> None:
    engine = TesseractEngine(("eng", "tlh"))
    with pytest.raises(EngineUnavailable, match="install tesseract-ocr-tlh"):
        engine.version()
    with pytest.raises(UnreadableUpload, match="install tesseract-ocr-tlh"):
        engine.read(INKED, Layout.BLOCK)


def test_one_thread_whatever_the_operator_set(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "8")
    seen = str(tmp_path / "seen")
    fake(f"open({seen!r}, 'w').write(os.environ['OMP_THREAD_LIMIT'])\nopen(out[0] + '.tsv', 'w').write('level\\n')")
    TesseractEngine().read(INKED, Layout.BLOCK)
    assert (tmp_path / "seen").read_text() == "1"
