"""The database: one engine, and two kinds of transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

BUSY_TIMEOUT_MS: Final = 15_000
_READ_ONLY: Final = "absah_read_only"


class Database:
    """Opens transactions. ``write()`` is the unit of work: all of it is committed, or nothing.

    SQLite runs in WAL mode with ``synchronous=FULL``, and a writing transaction takes the write lock at its start
    (BEGIN IMMEDIATE), so that two writers wait for each other instead of failing at the commit. No connection is
    pooled: a connection must never pass through the fork of an RQ worker. Errors do not quote parameters, which may
    be personal data.
    """

    def __init__(self, url: str) -> None:
        address = sa.make_url(url)
        self._sqlite = address.get_backend_name() == "sqlite"
        if self._sqlite:
            self.engine = sa.create_engine(address, poolclass=NullPool, hide_parameters=True)
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.engine = sa.create_engine(address, poolclass=NullPool, hide_parameters=True)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Open a unit of work: committed at the end of the block, rolled back when it raises."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a transaction that only reads; it waits for no writer."""
        with self.engine.connect().execution_options(**{_READ_ONLY: True}) as connection:
            yield connection

    def ping(self) -> None:
        """Ask the database for one row; raises ``sqlalchemy.exc.SQLAlchemyError`` when it does not answer."""
        with self.read() as connection:
            connection.execute(sa.select(sa.literal(1))).one()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # None: the driver opens no transaction by itself, _begin_sqlite says when and how.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
