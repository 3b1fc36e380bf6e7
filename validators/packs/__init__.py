"""Dated facts: laws, limits, names by period. Each row carries its source and the days on which it holds.

The worker reads the files (validators touch no disk), checks them against these models and hands them in through
``Subject``; the hash of each pack goes into every result.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Final, Self, TypeVar

from pydantic import Field as Constraint, model_validator

from extractors.model import Model
from validators.model import DocumentFlag, ProtectionFlag

R = TypeVar("R", bound="Row")

FILES: Final = ("minimum_age", "passport_validity", "policy")
"""Names of the packs; each is a TOML file of this folder."""


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


class Matters(Model):
    """The fields of a document type without which its paper counts as unreadable.

    ``required`` must be there and sure; ``if_seen`` may be missing on a genuine paper, but must be sure when seen.
    """

    document: str
    required: tuple[str, ...]
    if_seen: tuple[str, ...] = ()


class RequiredRegistry(Model):
    """A registry that must have answered before a document of this type is clear.

    With ``when_seen``, only if the document shows one of these fields: a contract without an agency has no licence.
    """

    document: str
    registry: str
    is_issuer: bool
    when_seen: tuple[str, ...] = ()


class Priority(Model):
    """Points by harm to the worker. Protection always outweighs the document axis; ``within`` orders equals."""

    protection: dict[ProtectionFlag, Annotated[int, Constraint(ge=0)]]
    document: dict[DocumentFlag, Annotated[int, Constraint(ge=0)]]
    within: Annotated[int, Constraint(ge=0)]

    @model_validator(mode="after")
    def _is_a_scale(self) -> Self:
        protection = [self.protection[flag] for flag in ProtectionFlag]
        document = [self.document[flag] for flag in DocumentFlag]
        top = protection[0] + document[0] + self.within
        if protection != sorted(protection, reverse=True) or document != sorted(document, reverse=True):
            raise ValueError("a worse flag must not weigh less")
        if top > 1000:
            raise ValueError(f"the worst case would have {top} points of 1000")
        return self


class Policy(Row):
    """How rule runs become an assessment."""

    version: Annotated[str, Constraint(min_length=1)]
    most_reasons: Annotated[int, Constraint(ge=1)]
    failures_for_review: tuple[str, ...]
    matters: tuple[Matters, ...]
    registries: tuple[RequiredRegistry, ...]
    priority: Priority

    def matters_of(self, document_type: str) -> Matters | None:
        """Return the fields that matter on a document of this type, or None for a type that is not judged."""
        return next((entry for entry in self.matters if entry.document == document_type), None)


@dataclass(frozen=True)
class Packs:
    """All packs of this process, with the hash of each in ``versions``."""

    minimum_age: tuple[MinimumAge, ...]
    passport_validity: tuple[PassportValidity, ...]
    policy: Policy
    versions: Mapping[str, str]


def parse(files: Mapping[str, bytes]) -> Packs:
    """Return the packs from the bytes of their TOML files, by pack name.

    Raises:
        KeyError: a pack's file is missing.
        pydantic.ValidationError: a row is not as its model says.
        ValueError: two rows of one pack hold on the same day.
    """
    data = {name: tomllib.loads(files[name].decode("utf-8")) for name in FILES}
    return Packs(
        minimum_age=_rows(MinimumAge, data["minimum_age"]),
        passport_validity=_rows(PassportValidity, data["passport_validity"]),
        policy=Policy.model_validate(data["policy"]),
        versions={name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    )


def _rows(model: type[R], data: Mapping[str, list[dict[str, object]]]) -> tuple[R, ...]:
    rows = sorted((model.model_validate(row) for row in data["rows"]), key=lambda row: row.valid_from)
    for earlier, later in pairwise(rows):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise ValueError(f"{model.__name__}: two rows hold on {later.valid_from}")
    return tuple(rows)


def in_force(rows: tuple[R, ...], day: date) -> R | None:
    """Return the row in force on ``day``, or None when none is known for it."""
    return next((row for row in rows if row.holds_on(day)), None)
