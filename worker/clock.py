"""The one clock. Everything else is given its time, so that tests can say what time it is."""

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]
"""Returns the present in UTC, with its zone."""


def utc_now() -> dt.datetime:
    """Return the present in UTC, cut to milliseconds: what storage, events and results carry."""
    now = dt.datetime.now(dt.UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def iso(moment: dt.datetime) -> str:
    """Return ``moment`` as ISO 8601 in UTC with milliseconds and a ``Z``, the one form in events."""
    text = moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
