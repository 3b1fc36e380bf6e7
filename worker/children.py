"""Child programs of the demo: started apart, logged to files, ended with us whatever happens."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import worker

ROOT: Final = Path(worker.__file__).resolve().parents[1]
"""The checkout: modules of ours are started from here."""
GRACE_S: Final = 8.0
"""How long a child may take to end after SIGTERM."""
_PR_SET_PDEATHSIG: Final = 1
_LIBC: Final = ctypes.CDLL(None) if sys.platform == "linux" else None


class ChildFailed(Exception):  # noqa: N818  # what became of it
    """A child program ended, or did not become ready, and the log says why."""


def _end_with_parent() -> None:
    """Ask the kernel to end this child when we are killed. Runs between fork and exec: nothing else goes here."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One running program with its log file."""

    def __init__(self, name: str, command: Sequence[str], log: Path, env: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._log = log
        with log.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal reaches us only, and we end the children in order.
            self._process = subprocess.Popen(  # noqa: S603  # the commands are ours
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=dict(env) if env is not None else None,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509  # one system call, and no thread runs here yet
            )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def wait_until(self, is_ready: Callable[[], bool], timeout_s: float) -> None:
        """Wait for the child to become ready; raises ``ChildFailed`` when it ends or takes longer than that."""
        deadline = time.monotonic() + timeout_s
        while not is_ready():
            if not self.is_running():
                raise ChildFailed(f"{self.name} ended with status {self._process.returncode}:\n{self.log_tail()}")
            if time.monotonic() > deadline:
                raise ChildFailed(f"{self.name} was not ready after {timeout_s:.0f} s:\n{self.log_tail()}")
            time.sleep(0.05)

    def log_text(self) -> str:
        """Return all that the child wrote."""
        return self._log.read_text("utf-8", errors="replace")

    def log_tail(self, lines: int = 20) -> str:
        """Return the last lines that the child wrote."""
        return "\n".join(self.log_text().splitlines()[-lines:])

    def stop(self) -> None:
        """End the child and what it started: SIGTERM, then SIGKILL to its whole group."""
        if self.is_running():
            self._process.terminate()
            try:
                self._process.wait(GRACE_S)
            except subprocess.TimeoutExpired:
                self._kill_group()
                self._process.wait()

    def kill(self) -> None:
        """End the child at once, as a crash would (SIGKILL)."""
        self._process.kill()
        self._process.wait()

    def _kill_group(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of ours with this interpreter."""
    return [sys.executable, "-m", module, *arguments]
