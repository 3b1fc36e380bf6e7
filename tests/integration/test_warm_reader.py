"""The warm reader: one process for many jobs, which outlives forks, dies with its owner, and is believed in nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rq import Worker
from rq.timeouts import JobTimeoutException

from extractors.engine import Layout, Pixels, SlotReader, read_lines
from extractors.errors import FailureCode, UnreadableUpload
from extractors.mrz_slots import TD3, reads
from extractors.mrz_strips import find_groups
from extractors.mrz_votes import HEIGHTS, crop
from extractors.ocr.ocr_b import OcrBEngine
from extractors.ocr.rapidocr import RapidOcrEngine
from tests.fixtures.passport_page import LINE_1, LINE_2, zone_picture
from worker import bootstrap, sandbox
from worker.sandbox import Level, level
from worker.serving import ForkingWorker
from worker.settings import Settings
from worker.warm_reader import WarmEngine, WarmReader

ROOT = Path(__file__).resolve().parents[2]
FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
HEAD = (
    "import json, socket, sys, time; sys.path.append({root!r})\n"
    "from {module} import receive, exactly, send\n"
    "_, handles, _, _ = socket.recv_fds(socket.socket(fileno=0), 1, 1)\n"
    "connection = socket.socket(fileno=handles[0]); request = receive(connection)\n"
)
"""A reader that takes one request; what it does then is the test's."""


def line(text: str = "SEUMUR HIDUP") -> Pixels:
    image = Image.new("RGB", (520, 56), "white")
    ImageDraw.Draw(image).text((12, 6), text, font=ImageFont.truetype(FONT, 38), fill=(10, 10, 10))
    return np.array(image)[:, :, ::-1].copy()


@pytest.fixture
def reader() -> Iterator[WarmReader]:
    made = WarmReader(timeout_s=60)
    yield made
    made.stop()


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what puts a program of the test in the reader's place."""
    return lambda program: monkeypatch.setattr(sandbox, "_PROGRAM", HEAD + program)


def is_alive(pid: int) -> bool:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):  # gone before the file was opened, or between open and read
        return False
    return fields[0] not in {"Z", "X"}


def inner(pid: int) -> int:
    """Return the process that reads: bubblewrap stands before it, twice."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return inner(int(children[0])) if children else pid


def until(holds: Callable[[], bool]) -> bool:
    ends_at = time.monotonic() + 10
    while not holds() and time.monotonic() < ends_at:
        time.sleep(0.02)
    return holds()


def text_of(engine: WarmEngine) -> str:
    return " ".join(word.text for word in engine.read(line(), Layout.LINE))


def test_it_reads_as_in_this_process_and_stays(reader: WarmReader) -> None:
    here, there = RapidOcrEngine(), WarmEngine(RapidOcrEngine(), reader)
    crops = [line(), line("3174956307920000"), np.full((40, 200), 255, np.uint8), np.zeros((1, 50, 3), np.uint8)]
    assert there.read_lines(crops) == read_lines(here, crops)
    first = reader.pid
    assert there.read(line(), Layout.LINE, charset="0123456789") == here.read(line(), Layout.LINE, charset="0123456789")
    assert (there.name, there.version()) == (here.name, here.version())
    assert there.read_lines([]) == ()
    assert WarmEngine(OcrBEngine(), reader).read_lines(crops) == read_lines(OcrBEngine(), crops)
    assert reader.pid == first


def test_it_is_told_what_stands_in_each_slot_as_in_this_process() -> None:
    here, there = OcrBEngine(), bootstrap.tools(Settings()).readers.mrz
    zone = crop(find_groups(zone_picture([LINE_1, LINE_2]).pixels)[0][1], HEIGHTS[0])
    slots = [reads(kind) for kind in TD3.patterns[1]]
    assert isinstance(there, SlotReader)
    assert "".join(word.text for word in there.read_slots(zone, slots)) == LINE_2
    assert there.read_slots(zone, slots) == here.read_slots(zone, slots)
    assert there.read_slots(zone[:, :8], slots) == ()


def test_a_forked_job_reads_with_its_workers_reader_which_outlives_it(reader: WarmReader) -> None:
    engine = WarmEngine(RapidOcrEngine(), reader)
    reader.start()
    pid = reader.pid
    for _ in range(2):
        job = os.fork()
        if job == 0:
            os._exit(0 if text_of(engine) == "SEUMUR HIDUP" else 1)
        assert os.waitpid(job, 0)[1] == 0
    assert reader.pid == pid
    assert text_of(engine) == "SEUMUR HIDUP"


def test_a_job_that_dies_in_the_middle_leaves_the_reader_to_the_next(reader: WarmReader) -> None:
    reader.start()
    assert reader._process is not None
    mine, its = socket.socketpair()
    with mine, its:
        socket.send_fds(reader._process.control, [b"c"], [its.fileno()])
        mine.sendall((40).to_bytes(4, "big") + b'{"engine": "rapidocr", "layo')
    assert text_of(WarmEngine(RapidOcrEngine(), reader)) == "SEUMUR HIDUP"


def test_a_reader_that_died_fails_one_reading_and_is_started_anew(reader: WarmReader) -> None:
    engine = WarmEngine(RapidOcrEngine(), reader)
    assert text_of(engine) == "SEUMUR HIDUP"
    assert reader.pid is not None
    reading = inner(reader.pid)
    os.killpg(reader.pid, signal.SIGKILL)
    assert until(lambda: not is_alive(reading))
    with pytest.raises(UnreadableUpload) as caught:
        engine.read(line(), Layout.LINE)
    assert (caught.value.code, caught.value.failure().retryable) == (FailureCode.OCR_FAILED, True)
    reader.start()
    assert text_of(engine) == "SEUMUR HIDUP"


def test_a_late_reader_is_killed(instead: Callable[[str], None]) -> None:
    instead("time.sleep(600)")
    reader = WarmReader(timeout_s=1)
    reader.start()
    pid = reader.pid
    assert pid is not None
    with pytest.raises(UnreadableUpload) as caught:
        WarmEngine(RapidOcrEngine(), reader).read(line(), Layout.LINE)
    assert (caught.value.code, caught.value.failure().retryable) == (FailureCode.OCR_TIMEOUT, True)
    assert not is_alive(pid)


@pytest.mark.parametrize(
    "answer",
    [
        "connection.sendall(b'nonsense')",
        "send(connection, dict(words=[]))",
        "send(connection, dict(words=[[['A', 0, 0, 7, 1, 1.0]]]))",
        "send(connection, dict(failed='no_such_code'))",
        "connection.sendall((1 << 30).to_bytes(4, 'big'))",
        "sys.exit()",
    ],
)
def test_an_odd_answer_is_a_failure(instead: Callable[[str], None], answer: str) -> None:
    instead(answer)
    reader = WarmReader(timeout_s=20)
    with pytest.raises(UnreadableUpload) as caught:
        WarmEngine(RapidOcrEngine(), reader).read(line(), Layout.LINE)
    assert caught.value.code is FailureCode.OCR_FAILED
    reader.stop()


def test_the_queues_time_limit_passes_and_takes_the_reader_with_it(instead: Callable[[str], None]) -> None:
    def late(*_: object) -> None:
        raise JobTimeoutException

    instead("time.sleep(600)")
    reader = WarmReader(timeout_s=60)
    reader.start()
    pid = reader.pid
    assert pid is not None
    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 1.0)
    try:
        with pytest.raises(JobTimeoutException):
            WarmEngine(RapidOcrEngine(), reader).read(line(), Layout.LINE)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not is_alive(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal to orphans is Linux's")
def test_it_dies_with_its_owner() -> None:
    program = (
        "import time; from worker.warm_reader import WarmReader; reader = WarmReader(60); reader.start();"
        "print(reader.pid, flush=True); time.sleep(600)"
    )
    owner = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE)
    assert owner.stdout is not None
    pid = int(owner.stdout.readline())
    reading = inner(pid)
    assert is_alive(reading)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    assert until(lambda: not is_alive(pid) and not is_alive(reading))


@pytest.mark.skipif(level() is not Level.NO_NETWORK, reason="this machine starts no bubblewrap")
def test_it_has_no_network_and_sees_no_files_of_ours(reader: WarmReader) -> None:
    engine = WarmEngine(RapidOcrEngine(), reader)
    assert text_of(engine) == "SEUMUR HIDUP"
    assert reader.pid is not None
    reading = inner(reader.pid)
    assert Path(f"/proc/{reading}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
    assert Path(f"/proc/{reading}/ns/mnt").readlink() != Path("/proc/self/ns/mnt").readlink()


def test_it_also_reads_where_there_is_no_bubblewrap(monkeypatch: pytest.MonkeyPatch, reader: WarmReader) -> None:
    monkeypatch.setattr(sandbox, "level", lambda: Level.LIMITS_ONLY)
    assert text_of(WarmEngine(RapidOcrEngine(), reader)) == "SEUMUR HIDUP"


def test_one_reader_serves_both_engines_and_a_worker_starts_it_once() -> None:
    tools = bootstrap.tools(Settings())
    second, mrz = tools.readers.second, tools.readers.mrz
    assert isinstance(second, WarmEngine)
    assert isinstance(mrz, WarmEngine)
    assert second.reader is mrz.reader
    tools.warm_up()
    pid = second.reader.pid
    tools.warm_up()
    assert pid is not None
    assert second.reader.pid == pid
    assert bootstrap.tools(Settings(second_reader="off")).readers.second is None
    second.reader.stop()


@pytest.mark.parametrize(("queue", "order"), [("screening", ["warm", "fork"]), ("inbox", ["fork"])])
def test_a_worker_starts_the_reader_before_it_forks_to_read(
    monkeypatch: pytest.MonkeyPatch, queue: str, order: list[str]
) -> None:
    done: list[str] = []
    monkeypatch.setattr(Worker, "execute_job", lambda *_: done.append("fork"))
    worker = ForkingWorker.__new__(ForkingWorker)
    worker._services = SimpleNamespace(warm_up=lambda: done.append("warm"))  # type: ignore[assignment]
    worker.execute_job(None, SimpleNamespace(name=queue))  # type: ignore[arg-type]
    assert done == order
