"""The base of every dated fact, and the choice of the one that holds on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field as Constraint, model_validator

from extractors.model import Model
from validators.packs.faults import Unfit

R = TypeVar("R", bound="Row")

Country = Annotated[str, Constraint(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3."""
Currency = Annotated[str, Constraint(pattern=r"^[A-Z]{3}$")]
"""ISO 4217."""
Amount = Annotated[str, Constraint(pattern=r"^\d+(\.\d+)?$")]
"""A decimal as text, never a binary fraction."""


def _parted(value: object) -> object:
    """Return the phrases of a CSV cell, which stand between bars; a TOML list stays as it is."""
    return tuple(part.strip() for part in value.split("|") if part.strip()) if isinstance(value, str) else value


Phrases = Annotated[tuple[str, ...], BeforeValidator(_parted), Constraint(min_length=1)]


class Row(Model):
    """One dated fact with its source. ``valid_to`` None: still in force when ``retrieved``.

    A row with ``status`` ``unsourced`` is kept to be seen and holds on no day: nothing is judged by it.
    ``gone_by_nature``: rows that end are history and need no successor, such as the name of an agency that is no more.
    """

    gone_by_nature: ClassVar[bool] = False

    source: Annotated[str, Constraint(min_length=5)]
    valid_from: date
    valid_to: date | None = None
    retrieved: date
    status: Literal["sourced", "unsourced"] = "sourced"
    note: str = ""

    @model_validator(mode="after")
    def _days_are_ordered(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise Unfit("valid_to lebih awal daripada valid_from", "valid_to lies before valid_from")
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """What the fact is about: two rows of one key may not hold on one day."""
        return ()

    def holds_on(self, day: date) -> bool:
        """Whether this fact was in force on ``day`` by its source."""
        return self.status == "sourced" and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def in_force(rows: Iterable[R], day: date) -> R | None:
    """Return the row in force on ``day``, or None when none is known for it."""
    return next((row for row in rows if row.holds_on(day)), None)


def all_in_force(rows: Iterable[R], day: date) -> tuple[R, ...]:
    """Return the rows in force on ``day``."""
    return tuple(row for row in rows if row.holds_on(day))
