"""Names of processes: a dead one is seen at once, a living or unknown one is never taken for dead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from worker.owner import is_dead, this_process

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")


def _name_of(process: subprocess.Popen) -> str:
    return process.stdout.readline().decode().strip()


def _process() -> subprocess.Popen:
    program = "from worker.owner import this_process; print(this_process(), flush=True); input()"
    return subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )


def test_this_process_lives():
    assert not is_dead(this_process())
    assert not is_dead(f"{this_process()}~second-bearer")


def test_a_process_is_dead_once_it_is_killed():
    with _process() as process:
        name = _name_of(process)
        assert not is_dead(name)
        process.kill()
        # Not reaped yet: a zombie does no work either.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_dead(name)
        process.wait()
        assert is_dead(name)


def test_a_later_process_of_the_same_number_is_another_one():
    machine, pid, started = this_process().rsplit(".", 2)
    assert is_dead(f"{machine}.{pid}.{int(started) + 1}")


@pytest.mark.parametrize("name", ["", "x", "other-host.1.abc.1.1", "a.b.c.d.e", "~", "....."])
def test_what_cannot_be_known_is_not_dead(name):
    assert not is_dead(name)
