"""Dated facts: laws, limits, names by period. Each row carries its source and the days on which it holds.

The worker reads the files (validators touch no disk), checks them against these models and hands them in through
``Subject``; the hash of each pack goes into every result.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self, TypeVar

from pydantic import Field as Constraint, model_validator

from extractors.model import Model

R = TypeVar("R", bound="Row")


class Row(Model):
    """One dated fact with its source. ``valid_to`` None: still in force when ``retrieved``."""

    source: Annotated[str, Constraint(min_length=5)]
    valid_from: date
    valid_to: date | None = None
    retrieved: date

    @model_validator(mode="after")
    def _days_are_ordered(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self

    def holds_on(self, day: date) -> bool:
        """Whether this fact was in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class MinimumAge(Row):
    """The age, in completed years, that a worker must have reached."""

    years: Annotated[int, Constraint(ge=0, le=99)]


class PassportValidity(Row):
    """The longest validity in years of a passport issued in these days, by the holder's age at issue."""

    adult_age: Annotated[int, Constraint(ge=0, le=99)]
    adult_years: Annotated[int, Constraint(ge=1, le=20)]
    minor_years: Annotated[int, Constraint(ge=1, le=20)]


@dataclass(frozen=True)
class Packs:
    """All packs of this process, with the version-and-hash of each."""

    minimum_age: tuple[MinimumAge, ...]
    passport_validity: tuple[PassportValidity, ...]
    versions: Mapping[str, str]


def parse(files: Mapping[str, bytes]) -> Packs:
    """Return the packs from the bytes of their TOML files, by pack name.

    Raises:
        KeyError: a pack's file is missing.
        pydantic.ValidationError: a row is not as its model says.
    """
    rows = {name: tomllib.loads(data.decode("utf-8"))["rows"] for name, data in files.items()}
    return Packs(
        minimum_age=tuple(MinimumAge.model_validate(row) for row in rows["minimum_age"]),
        passport_validity=tuple(PassportValidity.model_validate(row) for row in rows["passport_validity"]),
        versions={name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
    )


def in_force(rows: tuple[R, ...], day: date) -> R | None:
    """Return the row in force on ``day``, or None when none is known for it."""
    return next((row for row in rows if row.holds_on(day)), None)
