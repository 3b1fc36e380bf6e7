"""A decoder that is broken or hostile can neither harm the worker nor make it believe anything."""

import os
import signal
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from extractors.errors import FailureCode, UnreadableUpload
from worker import sandbox
from worker.sandbox import Level, Limits, level, rasterise

PAGE = {"width": 2, "height": 1, "channels": 3, "dpi": None, "words": [], "note": ""}
QUICK = Limits(cpu_s=3, wall_s=4)
GIVEN = {
    "LC_ALL": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}
"""All that a program that is shut in may find in its environment: constants, and nothing of this machine."""


@pytest.fixture
def decoder(monkeypatch):
    """Return a function that puts a program of the test in the decoder's place."""

    def replace(program: str) -> None:
        guard = "import sys; sys.path.append({root!r}); from extractors.confine import confine; import json\n"
        guard += "job = json.loads(sys.argv[1])\n"
        guard += "confine(job['memory_bytes'], job['output_bytes'], job['cpu_s'], job['wall_s'])\n"
        text = guard + program.replace("{", "{{").replace("}", "}}")
        monkeypatch.setattr(sandbox, "_PROGRAM", text)

    return replace


@pytest.fixture(params=list(Level))
def each_level(request, monkeypatch):
    """Run the test with every isolation that this machine has."""
    if level() is Level.LIMITS_ONLY and request.param is Level.NO_NETWORK:
        pytest.skip("bubblewrap does not start here")
    monkeypatch.setattr(sandbox, "level", lambda: request.param)
    return request.param


def refusal(limits: Limits = QUICK) -> FailureCode:
    with pytest.raises(UnreadableUpload) as caught:
        rasterise(b"data", "image/png", limits)
    assert caught.value.stage == "rasterise"
    return caught.value.code


def answer(*lines: object, pixels: bytes = b"") -> str:
    """A program that writes these heads, each followed by ``pixels``."""
    text = "import json, sys; out = sys.stdout.buffer\n"
    for line in lines:
        text += f"out.write({line!r})\n" if isinstance(line, bytes) else f"out.write(json.dumps({line!r}).encode())\n"
        text += "" if isinstance(line, bytes) else "out.write(b'\\n')\n"
        if isinstance(line, dict) and "width" in line:
            text += f"out.write({pixels!r})\n"
    return text


def running(marker: str) -> list[str]:
    """The processes of this machine that carry ``marker`` among their arguments."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if marker.encode() in entry.read_bytes():
                found.append(entry.parent.name)
        except OSError:
            continue
    return found


def wait_until_gone(marker: str) -> None:
    deadline = time.monotonic() + 5
    while running(marker):
        assert time.monotonic() < deadline, "a decoder is still running"
        time.sleep(0.02)


def test_a_truthful_answer_is_believed(decoder, each_level):
    decoder(answer(PAGE, {"pages": 1}, pixels=b"\x01\x02\x03\x04\x05\x06"))
    (page,) = rasterise(b"data", "image/png", QUICK)
    assert np.array_equal(page.pixels, [[[1, 2, 3], [4, 5, 6]]])


@pytest.mark.parametrize(
    "program",
    [
        "",
        "import os; os.abort()",
        "import os; os._exit(3)",
        "raise SystemExit('broken')",
        "import ctypes; ctypes.string_at(0)",
        "keep = [bytearray(1 << 28) for _ in range(9)]",
        "import sys\nwhile True: sys.stdout.buffer.write(bytes(1 << 20))",
    ],
    ids=["silent", "abort", "status", "exit", "segfault", "memory", "endless output"],
)
def test_a_decoder_that_dies_is_a_crash(decoder, each_level, program):
    decoder(program)
    assert refusal(Limits(cpu_s=20, wall_s=30, max_total_pixels=1_000_000)) is FailureCode.DECODER_CRASHED


@pytest.mark.parametrize("program", ["while True: pass", "import time; time.sleep(600)"], ids=["busy", "asleep"])
def test_a_decoder_that_takes_too_long_is_stopped_with_all_that_it_started(decoder, each_level, program):
    decoder("import os; os.fork()\n" + program)
    limits = Limits(cpu_s=1, wall_s=2, max_total_pixels=100_000_019)
    started = time.monotonic()
    assert refusal(limits) is FailureCode.DECODER_TIMEOUT
    assert time.monotonic() - started < 6
    wait_until_gone("100000019")


LIES = {
    "no json": [b"hello\n"],
    "no end": [PAGE],
    "no page": [{"pages": 0}],
    "wrong count": [PAGE, {"pages": 2}],
    "more after the end": [PAGE, {"pages": 1}, b"\x00"],
    "negative size": [{**PAGE, "width": -2}],
    "no size": [{**PAGE, "height": 0}],
    "huge size": [{**PAGE, "width": 1 << 40, "height": 1 << 40}],
    "too many pixels": [{**PAGE, "width": 20_000, "height": 20_000}],
    "odd channels": [{**PAGE, "channels": 4}],
    "fewer pixels than said": [{**PAGE, "width": 3}, {"pages": 1}],
    "unknown code": [{"refused": "because"}],
    "unknown key": [{**PAGE, "path": "/etc/passwd"}],
    "word without a box": [{**PAGE, "words": [["a", 0, 0]]}],
    "word at no place": [b'{"width":2,"height":1,"channels":3,"dpi":null,"note":"","words":[["a",NaN,0,1,1]]}\n'],
    "absurd resolution": [{**PAGE, "dpi": 1e300}],
    "too many pages": [PAGE] * 51,
    "bad utf-8": [b'{"refused": "\xff\xfe"}\n'],
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_cannot_be_is_a_crash(decoder, lie):
    decoder(answer(*LIES[lie], pixels=bytes(6)))
    assert refusal() is FailureCode.DECODER_CRASHED


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.stdout.buffer.write(b'[' * 20_000_000)",
        "import sys; sys.stdout.buffer.write(b' ' * 20_000_000)",
        "import json, sys; print(json.dumps({**" + repr(PAGE) + ", 'words': [['a', 0, 0, 1, 1]] * 50_001}))",
    ],
    ids=["deep", "endless line", "too many words"],
)
def test_an_answer_that_is_too_long_is_a_crash(decoder, program):
    decoder(program)
    assert refusal() is FailureCode.DECODER_CRASHED


def test_words_are_cleaned_and_kept_on_the_page(decoder):
    words = [["a\x00\u202eb\n", -5, 0, 7, 1], ["\x07", 0, 0, 1, 1], ["x" * 900, 0.5, 0.5, 0.2, 0.6]]
    decoder(answer({**PAGE, "words": words}, {"pages": 1}, pixels=bytes(6)))
    (page,) = rasterise(b"data", "image/png", QUICK)
    assert [word.text for word in page.words] == ["ab", "x" * 200]
    assert (page.words[0].region.x0, page.words[0].region.x1) == (0, 1)
    assert page.words[1].region.x0 == 0.2


def test_a_refusal_of_the_decoder_arrives_as_its_code(decoder):
    decoder(answer({"refused": "encrypted"}))
    assert refusal() is FailureCode.ENCRYPTED


def test_the_decoder_sees_nothing_of_this_machine(decoder, tmp_path):
    if level() is not Level.NO_NETWORK:
        pytest.skip("bubblewrap does not start here")
    secret = tmp_path / "secret"
    secret.write_text("x", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        decoder(f"""
import os, socket
wrong = []
try:
    socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), 1)
    wrong.append("network")
except OSError:
    pass
hidden = ({str(secret)!r}, {str(sandbox._ROOT / "worker")!r}, "/etc/passwd", "/home", "/proc/1")
wrong += [path for path in hidden if os.path.exists(path)]
for place in ({str(sandbox._ROOT / "extractors" / "written")!r}, "/written", "/tmp/written", "/dev/shm/written"):
    try:
        open(place, "w")
        wrong.append(place)
    except OSError:
        pass
given = {{name: value for name, value in os.environ.items() if name not in {{"PWD", "LC_CTYPE"}}}}
if given != {GIVEN!r}:
    wrong.append(str(dict(os.environ)))
if wrong:
    raise SystemExit(str(wrong))
{answer(PAGE, {"pages": 1}, pixels=bytes(6))}
""")
        assert len(rasterise(b"data", "image/png", QUICK)) == 1


class Stopped(BaseException):
    """Stands for RQ's time limit, which is raised by a signal wherever the worker happens to be."""


def test_an_interrupt_of_the_worker_kills_the_decoder_and_passes_through(decoder, each_level):
    decoder("import time; time.sleep(600)")

    def stop(number, frame):
        raise Stopped

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        with pytest.raises(Stopped):
            rasterise(b"data", "image/png", Limits(max_total_pixels=100_000_007))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    wait_until_gone("100000007")


def test_a_worker_that_is_killed_leaves_no_decoder_behind(decoder, each_level):
    decoder("import sys, time; sys.stdout.write('ready'); sys.stdout.flush(); time.sleep(600)")
    worker = os.fork()
    if worker == 0:
        try:
            rasterise(b"data", "image/png", Limits(max_total_pixels=100_000_037))
        finally:
            os._exit(1)
    deadline = time.monotonic() + 10
    while not any(Path(f"/proc/{number}/fd/1").stat().st_size for number in running("100000037")):
        assert time.monotonic() < deadline, "the decoder never started"
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    wait_until_gone("100000037")


def test_without_bubblewrap_pages_are_still_read(monkeypatch):
    monkeypatch.setattr(sandbox, "_bubblewrap", lambda: ["/nonexistent/bwrap"])
    level.cache_clear()
    try:
        assert level() is Level.LIMITS_ONLY
        monkeypatch.setattr(sandbox, "_bubblewrap", list)
        level.cache_clear()
        assert level() is Level.LIMITS_ONLY
    finally:
        level.cache_clear()


def test_every_refusal_of_the_decoders_is_a_known_code():
    for module in ("raster", "picture_pages", "pdf_pages"):
        source = (sandbox._ROOT / "extractors" / f"{module}.py").read_text("utf-8")
        for part in source.split('Refused("')[1:]:
            assert part.split('"')[0] in set(FailureCode)
