"""Brings the database to the tables of this version; every process does so at its start."""

from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from worker.storage.database import Database

MIGRATIONS: Final = Path(__file__).with_name("migrations")
_LOCK: Final = 0x41425341  # "ABSA": the advisory lock of PostgreSQL under which one process migrates


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every migration up to ``revision`` in one transaction; a second process waits, then finds nothing to do."""
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        command.upgrade(config_for(connection), revision)


def config_for(connection: sa.Connection) -> Config:
    """Return Alembic's configuration for an open connection; nothing is read from a file or the environment."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
