"""The store: everything that the application remembers, behind one object."""

from worker.clock import Clock
from worker.storage.accounts import Accounts
from worker.storage.cases import Cases
from worker.storage.database import Database
from worker.storage.prints import Prints
from worker.storage.work import Work


class Store(Accounts, Cases, Prints, Work):
    """Accounts, cases, prints of pictures and work on one database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def ping(self) -> None:
        """Ask the database for one row; raises ``sqlalchemy.exc.SQLAlchemyError`` when it does not answer."""
        self._database.ping()
