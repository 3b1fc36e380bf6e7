"""The audit chain: one a case, append only, ``hash = SHA-256(prev || canonical JSON of the body)``.

A body holds ids and hashes only. An edited or removed event breaks the chain behind it; a cut tail shows against the
chain's head, which every bundle carries.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from worker.clock import iso
from worker.storage import tables

FIRST_PREV: Final = "0" * 64
"""``prev`` of a case's first event."""


@dataclass(frozen=True)
class Event:
    """One thing that happened to a case.

    ``body`` holds ``seq`` (1..), ``at`` (UTC, ISO 8601 with milliseconds), ``event``, ``actor`` (``type``, ``id``),
    ``object_sha256`` (or None) and ``detail`` (ids, codes, counts). ``prev`` and ``hash`` tie it to its neighbours.
    """

    body: Mapping[str, Any]
    prev: str
    hash: str

    @property
    def seq(self) -> int:
        """Its place in the case's chain, from 1."""
        return int(self.body["seq"])

    @property
    def name(self) -> str:
        """What happened, e.g. ``received`` or ``published``."""
        return str(self.body["event"])

    @property
    def at(self) -> dt.datetime:
        """When, in UTC."""
        return dt.datetime.fromisoformat(str(self.body["at"]))

    def as_dict(self) -> dict[str, Any]:
        """Return body, ``prev`` and ``hash`` in one object: a line of ``custody.jsonl``."""
        return {**self.body, "prev": self.prev, "hash": self.hash}


def canonical(body: Mapping[str, Any]) -> str:
    """Return the one JSON text of ``body``: sorted keys, no spaces, UTF-8 (RFC 8785 for strings and integers)."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def chain_hash(prev: str, body: Mapping[str, Any]) -> str:
    """Return SHA-256(``prev`` || canonical JSON of ``body``) in hex; ``body`` is without ``prev`` and ``hash``."""
    return hashlib.sha256((prev + canonical(body)).encode()).hexdigest()


def first_break(events: Iterable[Event]) -> int | None:
    """Return the place (from 1) of the first event that does not fit its chain, or None when the chain holds."""
    prev = FIRST_PREV
    for place, entry in enumerate(events, start=1):
        if entry.seq != place or entry.prev != prev or entry.hash != chain_hash(prev, entry.body):
            return place
        prev = entry.hash
    return None


def append(  # noqa: PLR0913  # an event has this many parts
    connection: sa.Connection,
    case_id: str,
    name: str,
    *,
    at: dt.datetime,
    actor: tuple[str, str],
    object_sha256: str | None = None,
    detail: Mapping[str, object] | None = None,
) -> Event:
    """Add an event to a case's chain inside the caller's unit of work, which must hold the case's row."""
    last = connection.execute(
        sa.select(tables.event.c.seq, tables.event.c.hash)
        .where(tables.event.c.case_id == case_id)
        .order_by(tables.event.c.seq.desc())
        .limit(1)
    ).first()
    body = {
        "seq": (last.seq if last else 0) + 1,
        "at": iso(at),
        "event": name,
        "actor": {"type": actor[0], "id": actor[1]},
        "object_sha256": object_sha256,
        "detail": dict(detail or {}),
    }
    prev = last.hash if last else FIRST_PREV
    entry = Event(body, prev, chain_hash(prev, body))
    connection.execute(
        tables.event.insert().values(
            case_id=case_id, seq=entry.seq, body=canonical(body), prev=entry.prev, hash=entry.hash
        )
    )
    return entry


def events(connection: sa.Connection, case_id: str) -> list[Event]:
    """Return a case's events in order."""
    table = tables.event
    rows = connection.execute(sa.select(table).where(table.c.case_id == case_id).order_by(table.c.seq))
    return [Event(json.loads(row.body), row.prev, row.hash) for row in rows]
