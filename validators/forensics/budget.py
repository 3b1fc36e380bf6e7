"""A limit on processor time for one piece of work, so that a slow one ends with an outcome of its own."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AGAIN_S: Final = 0.5
"""The clock rings again, should a library swallow the first bell."""


class OutOfTime(Exception):  # noqa: N818  # what happened
    """The work took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Limit the work in a ``with`` block to ``seconds`` of this process's processor time.

    Works in a main thread, as the examining program's is; elsewhere the block runs without this limit, and those of
    the process hold. Code in C is not interrupted before it returns.

    Raises:
        OutOfTime: from within the block.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
