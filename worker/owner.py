"""Names a process so that another one can tell whether it still lives.

A name is ``<host>.<namespace>.<boot>.<pid>.<start>``: the same process number after a restart of the machine, in
another container, or given to a later process, is not the same process. Anything after a ``~`` tells apart several
bearers inside one process and is not looked at.
"""

import os
import socket
from functools import cache
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")


def this_process() -> str:
    """Return the name of the calling process."""
    return f"{_machine()}.{os.getpid()}.{_started(os.getpid()) or 0}"


def is_dead(owner: str) -> bool:
    """Whether ``owner`` was a process of this machine that has ended; False for what lives or cannot be known."""
    machine, pid, started = _parts(owner)
    if machine != _machine() or pid <= 0:
        return False
    if _PROC.is_dir():
        return _started(pid) != started
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _parts(owner: str) -> tuple[str, int, int]:
    pieces = owner.partition("~")[0].rsplit(".", 2)
    if len(pieces) != 3 or not pieces[1].isdecimal() or not pieces[2].isdecimal():
        return "", 0, 0
    return pieces[0], int(pieces[1]), int(pieces[2])


@cache
def _machine() -> str:
    """This host, boot and process namespace; cached, since none of them changes while a process lives."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip().replace("-", "")[:12]
        namespace = str((_PROC / "self/ns/pid").stat().st_ino)
    except OSError:
        boot, namespace = "0", "0"
    return f"{socket.gethostname()}.{namespace}.{boot}"


def _started(pid: int) -> int | None:
    """When a process started, in clock ticks since boot (proc(5), field 22); None when there is none, or a zombie."""
    try:
        text = (_PROC / str(pid) / "stat").read_text("utf-8", errors="replace")
    except OSError:
        return None
    # The second field is the program's name in parentheses and may hold anything.
    fields = text.rpartition(")")[2].split()
    return None if fields[0] in {"Z", "X"} else int(fields[19])
