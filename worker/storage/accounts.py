"""Who may come in: portals by key, reviewers by a sign-in link that opens a session.

Of every secret only the SHA-256 is stored. The secrets are 32 random bytes, so a plain hash is enough: there is
nothing to guess.
"""

import datetime as dt
import hashlib
import secrets
from typing import Final

import sqlalchemy as sa

from worker.clock import Clock
from worker.storage import tables
from worker.storage.database import Database
from worker.storage.records import Portal, SessionRow, User

SESSION_IDLE: Final = dt.timedelta(minutes=30)
SESSION_LONGEST: Final = dt.timedelta(hours=8)
LINK_LIFE: Final = dt.timedelta(minutes=15)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Accounts:
    """Portals with their API keys, reviewers with their sign-in tokens and sessions."""

    _database: Database
    _clock: Clock

    def add_portal(self, name: str) -> Portal:
        """Return the portal of this name; it is made when there is none."""
        table = tables.portal
        with self._database.write() as connection:
            row = connection.execute(sa.select(table).where(table.c.name == name)).first()
            if row is not None:
                return Portal(row.id, row.name)
            made = Portal(tables.new_id(), name)
            connection.execute(table.insert().values(id=made.id, name=name, created_at=self._clock()))
            return made

    def add_key(self, portal: Portal) -> str:
        """Return a new API key of ``portal``; it is shown this once and cannot be read back."""
        key = f"absah_{secrets.token_urlsafe(32)}"
        with self._database.write() as connection:
            connection.execute(
                tables.api_key.insert().values(
                    id=tables.new_id(), portal_id=portal.id, key_sha256=_digest(key), created_at=self._clock()
                )
            )
        return key

    def portal_by_name(self, name: str) -> Portal | None:
        """Return the portal of this name, or None."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(tables.portal).where(tables.portal.c.name == name)).first()
        return Portal(row.id, row.name) if row else None

    def portal_by_key(self, key: str) -> Portal | None:
        """Return the portal that holds this API key, or None when there is none or it was revoked."""
        portal, api_key = tables.portal, tables.api_key
        query = (
            sa.select(portal)
            .join(api_key, api_key.c.portal_id == portal.c.id)
            .where(api_key.c.key_sha256 == _digest(key), api_key.c.revoked_at.is_(None))
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return Portal(row.id, row.name) if row else None

    def add_user(self, name: str) -> User:
        """Return the reviewer of this name, who is made when there is none."""
        known = self.user_by_name(name)
        if known is not None:
            return known
        made = User(tables.new_id(), name)
        with self._database.write() as connection:
            connection.execute(tables.user.insert().values(id=made.id, name=name, created_at=self._clock()))
        return made

    def user_by_name(self, name: str) -> User | None:
        """Return the reviewer of this name, or None."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(tables.user).where(tables.user.c.name == name)).first()
        return User(row.id, row.name) if row else None

    def make_sign_in_token(self, user: User, life: dt.timedelta = LINK_LIFE, *, reusable: bool = False) -> str:
        """Return a token that signs ``user`` in within ``life``: once, or as often as wished when ``reusable``."""
        token = secrets.token_urlsafe(32)
        with self._database.write() as connection:
            connection.execute(
                tables.sign_in_token.insert().values(
                    token_sha256=_digest(token),
                    user_id=user.id,
                    expires_at=self._clock() + life,
                    reusable=reusable,
                )
            )
        return token

    def user_by_token(self, token: str) -> User | None:
        """Return whom this sign-in token lets in, and use it up; None when it is unknown, used up or too old."""
        table, now = tables.sign_in_token, self._clock()
        open_ = sa.or_(table.c.reusable, table.c.used_at.is_(None))
        fresh = sa.and_(table.c.token_sha256 == _digest(token), open_, table.c.expires_at > now)
        with self._database.write() as connection:
            row = connection.execute(
                sa.select(tables.user).join(table, table.c.user_id == tables.user.c.id).where(fresh)
            ).first()
            if row is None:
                return None
            # The condition again: of two requests at once, one wins.
            used = connection.execute(table.update().where(fresh).values(used_at=now))
            return User(row.id, row.name) if used.rowcount == 1 else None

    def open_session(self, user: User) -> str:
        """Return the secret of a new session of ``user``, for the cookie."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._database.write() as connection:
            connection.execute(
                tables.session.insert().values(
                    token_sha256=_digest(token),
                    user_id=user.id,
                    csrf=secrets.token_hex(32),
                    created_at=now,
                    last_seen_at=now,
                )
            )
        return token

    def session(self, token: str) -> SessionRow | None:
        """Return the session of this secret and note that it was seen; None when unknown, idle or too old."""
        table, now = tables.session, self._clock()
        query = (
            sa.select(tables.user.c.id, tables.user.c.name, table.c.csrf, table.c.last_seen_at)
            .join(tables.user, tables.user.c.id == table.c.user_id)
            .where(
                table.c.token_sha256 == _digest(token),
                table.c.last_seen_at > now - SESSION_IDLE,
                table.c.created_at > now - SESSION_LONGEST,
            )
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        # Once a minute is enough: a page has many requests and each write waits for the disk.
        if now - row.last_seen_at > dt.timedelta(minutes=1):
            with self._database.write() as connection:
                connection.execute(
                    table.update().where(table.c.token_sha256 == _digest(token)).values(last_seen_at=now)
                )
        return SessionRow(User(row.id, row.name), row.csrf)

    def close_session(self, token: str) -> None:
        """End a session; an unknown one is no error."""
        with self._database.write() as connection:
            connection.execute(tables.session.delete().where(tables.session.c.token_sha256 == _digest(token)))
