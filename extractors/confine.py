"""Limits that a program of ours puts on itself before it opens a stranger's file."""

import ctypes
import resource
import signal
import sys


def confine(memory_bytes: int, output_bytes: int, cpu_s: int, wall_s: int) -> None:
    """Put this process under its limits, before it has read a byte; what a system does not know is left out."""
    wanted = (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, cpu_s, cpu_s + 1),
        (resource.RLIMIT_FSIZE, output_bytes, output_bytes),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for name, soft, hard in wanted:
        try:
            resource.setrlimit(name, (soft, hard))
        except (OSError, ValueError):  # macOS refuses some, and a lower hard limit stands already
            continue
    signal.alarm(wall_s + 5)  # if the parent's own clock is gone
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: die when the parent does
