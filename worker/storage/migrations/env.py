"""Alembic's entry: runs the migrations on the connection that ``worker.storage.migrate`` hands in."""

from typing import Any, Literal

from alembic import context

from worker.storage.tables import UtcTime, metadata


def _rendered(kind: str, item: object, _context: Any) -> str | Literal[False]:
    """Write our time as the plain type under it: a migration must not change with the code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_item=_rendered,
)
with context.begin_transaction():
    context.run_migrations()
