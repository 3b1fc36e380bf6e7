"""The tables. Portable SQL only: what stands here must mean the same to SQLite and to PostgreSQL.

Ids are random hex strings made by the worker; times are UTC. Columns that hold JSON are text, so that the bytes that
were hashed or published are the bytes that come back.
"""

import datetime as dt
import secrets
from typing import Final

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: Final = sa.MetaData(naming_convention=NAMING)


class UtcTime(TypeDecorator[dt.datetime]):
    """A moment in UTC. Stored without zone (SQLite keeps none), read back with it; a naive one is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Return ``value`` as naive UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone reached the database")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Return the stored moment with its zone."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


def new_id() -> str:
    """Return a fresh random id of 24 hex digits (96 bits)."""
    return secrets.token_hex(12)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(24), primary_key=True)


def _sha256(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(64), nullable=nullable)


portal: Final = sa.Table(
    "portal",
    metadata,
    _id(),
    sa.Column("name", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime, nullable=False),
)

# Only the SHA-256 of a key is kept: a copy of the database opens no door.
api_key: Final = sa.Table(
    "api_key",
    metadata,
    _id(),
    sa.Column("portal_id", sa.ForeignKey("portal.id"), nullable=False, index=True),
    sa.Column("key_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("revoked_at", UtcTime),
)

case_file: Final = sa.Table(
    "case_file",
    metadata,
    _id(),
    sa.Column("portal_id", sa.ForeignKey("portal.id"), nullable=False),
    sa.Column("reference", sa.String(64), nullable=False),
    sa.Column("stage", sa.String(20), nullable=False),
    sa.Column("purpose", sa.String(200)),
    sa.Column("legal_basis", sa.String(200)),
    sa.Column("received_at", UtcTime, nullable=False),
    sa.Column("uploads", sa.Integer, nullable=False),  # how many were accepted
    sa.Column("revision", sa.Integer, nullable=False),  # the last one published, 0 before the first
    sa.Column("covers", sa.Integer, nullable=False),  # how many uploads that revision holds
    sa.UniqueConstraint("portal_id", "reference"),
)

# ``stage``, ``purpose`` and ``legal_basis`` are what came with this upload; None where it said nothing.
upload: Final = sa.Table(
    "upload",
    metadata,
    _id(),
    sa.Column("case_id", sa.ForeignKey("case_file.id"), nullable=False),
    sa.Column("portal_id", sa.ForeignKey("portal.id"), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),  # 1.. within the case, in the order of arrival
    sa.Column("idempotency_key", sa.String(200), nullable=False),
    _sha256("sha256"),
    sa.Column("filename", sa.String(255), nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.Column("stage", sa.String(20)),
    sa.Column("purpose", sa.String(200)),
    sa.Column("legal_basis", sa.String(200)),
    sa.Column("received_at", UtcTime, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),  # received, read, failed
    _sha256("reading_key", nullable=True),  # the reading that holds its documents, once there is one
    sa.Column("failure", sa.Text),  # why nothing could be read, as JSON
    sa.UniqueConstraint("portal_id", "idempotency_key"),
    sa.UniqueConstraint("case_id", "sequence"),
)

# What reading some bytes gave, by content and pipeline version. Immutable: the same bytes are read once.
reading: Final = sa.Table(
    "reading",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    _sha256("sha256"),
    _sha256("pipeline"),
    sa.Column("documents", sa.Text, nullable=False),
    sa.Column("read_at", UtcTime, nullable=False),
)

# One piece of work: ``read`` of an upload, or ``screen`` of a case up to its n-th upload. ``fence`` rises with every
# start; a result is written only by who holds the last one. ``owner`` names the process, so that a dead one is seen.
step: Final = sa.Table(
    "step",
    metadata,
    _id(),
    sa.Column("case_id", sa.ForeignKey("case_file.id"), nullable=False),
    sa.Column("name", sa.String(10), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("state", sa.String(10), nullable=False),  # pending, running, done
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("fence", sa.Integer, nullable=False),
    sa.Column("owner", sa.String(200)),
    sa.Column("lease_until", UtcTime),
    sa.Column("not_before", UtcTime),
    sa.Column("job_id", sa.String(64)),  # the last RQ job that carries it
    sa.Column("error", sa.String(100)),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("done_at", UtcTime),
    sa.UniqueConstraint("case_id", "name", "sequence"),
    sa.Index("ix_step_state", "state"),
)

# Written in the transaction that makes the work; the relay sends it to RQ after the commit and marks it.
outbox: Final = sa.Table(
    "outbox",
    metadata,
    _id(),
    sa.Column("step_id", sa.ForeignKey("step.id"), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("sent_at", UtcTime),
    sa.Index("ix_outbox_sent_at", "sent_at"),
)

# Immutable. The columns beside ``result`` repeat it for lists and are never edited either.
revision: Final = sa.Table(
    "revision",
    metadata,
    sa.Column("case_id", sa.ForeignKey("case_file.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("covers", sa.Integer, nullable=False),
    sa.Column("step_id", sa.ForeignKey("step.id"), nullable=False, unique=True),
    sa.Column("flag", sa.String(20), nullable=False),
    sa.Column("document", sa.String(20), nullable=False),
    sa.Column("protection", sa.String(20), nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("next_step", sa.String(30), nullable=False),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    _sha256("result_sha256"),
    sa.Column("published_at", UtcTime, nullable=False),
)

user: Final = sa.Table(
    "reviewer",  # ``user`` is a reserved word in PostgreSQL
    metadata,
    _id(),
    sa.Column("name", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", UtcTime, nullable=False),
)

sign_in_token: Final = sa.Table(
    "sign_in_token",
    metadata,
    sa.Column("token_sha256", sa.String(64), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("reviewer.id"), nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.Column("reusable", sa.Boolean, nullable=False),
    sa.Column("used_at", UtcTime),
)

session: Final = sa.Table(
    "session",
    metadata,
    sa.Column("token_sha256", sa.String(64), primary_key=True),
    sa.Column("user_id", sa.ForeignKey("reviewer.id"), nullable=False),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("last_seen_at", UtcTime, nullable=False),
)

decision: Final = sa.Table(
    "decision",
    metadata,
    _id(),
    sa.Column("case_id", sa.String(24), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("reviewer_id", sa.ForeignKey("reviewer.id"), nullable=False),
    sa.Column("outcome", sa.String(30), nullable=False),
    sa.Column("reason_code", sa.String(40), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("decided_at", UtcTime, nullable=False),
    sa.ForeignKeyConstraint(["case_id", "revision"], ["revision.case_id", "revision.revision"]),
    sa.Index("ix_decision_case_id_revision", "case_id", "revision"),
)

# Append only, a hash chain a case; ids and hashes only, so that erasing a person leaves the chain whole.
event: Final = sa.Table(
    "event",
    metadata,
    sa.Column("case_id", sa.ForeignKey("case_file.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    _sha256("prev"),
    _sha256("hash"),
)

# Prints of the pictures of each case's latest revision: no name, no number. ``hash`` is 256 bits in hex, ``corners``
# and ``page_sha256`` say where its crop lies. Replaced with every revision of the case.
picture_print: Final = sa.Table(
    "picture_print",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("case_id", sa.ForeignKey("case_file.id"), nullable=False),
    sa.Column("document", sa.String(8), nullable=False),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("role", sa.String(40), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("corners", sa.String(100), nullable=False),
    sa.Column("page_sha256", sa.String(64), nullable=False),
    sa.Index("ix_picture_print_case_id", "case_id"),
    sa.Index("ix_picture_print_kind_hash", "kind", "hash"),
)

# The 16 bands of each print that is looked for: ``band`` is kind, place and 16 bits in one number. The key is all there
# is; a band is told by its print, so that no second index is needed to find or delete it.
print_band: Final = sa.Table(
    "print_band",
    metadata,
    sa.Column("band", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("print_id", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
