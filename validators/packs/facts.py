"""The shape of each pack's rows, one model a pack. What a row is for, and its source, stand in the pack itself."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import Field as Constraint, field_validator, model_validator

from extractors.model import Text
from extractors.vocabulary.binding_terms import WORDS
from validators.packs.faults import Unfit
from validators.packs.rows import Amount, Country, Currency, Phrases, Row

Score = Annotated[float, Constraint(ge=0, allow_inf_nan=False)]
"""A check's score, 0 and up."""
_NAMED_WORDS: Final = re.compile(r"<([a-z_]+)>")
Jobs = Literal["household", "other", "all"]
"""Work for a private household, any other work, or both."""


class MinimumAge(Row):
    """The age, in completed years, that a worker must have reached."""

    years: Annotated[int, Constraint(ge=0, le=99)]


class PassportValidity(Row):
    """The longest validity in years of a passport issued in these days, by the holder's age at issue."""

    adult_age: Annotated[int, Constraint(ge=0, le=99)]
    adult_years: Annotated[int, Constraint(ge=1, le=20)]
    minor_years: Annotated[int, Constraint(ge=1, le=20)]


class _Named(Row):
    """A row with a code and a name for people in both languages."""

    code: Annotated[str, Constraint(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
    name_id: Annotated[str, Constraint(min_length=2)]
    name_en: Annotated[str, Constraint(min_length=2)]

    @property
    def name(self) -> Text:
        """What it is called."""
        return Text(id=self.name_id, en=self.name_en)

    @property
    def key(self) -> tuple[str, ...]:
        """One row a code and day."""
        return (self.code,)


class ContractClause(_Named):
    """A clause that a work contract must hold. ``weight`` is the severity of its absence."""

    weight: Literal["medium", "low"]
    basis: Annotated[str, Constraint(min_length=5)]


class WageFloor(Row):
    """The lowest wage of a destination and kind of work, by the day of signing.

    ``hours_per_month`` only where the source says how an hourly wage becomes a monthly one.
    """

    destination: Country
    jobs: Jobs
    amount: Amount
    currency: Currency
    period: Literal["hour", "day", "month"]
    hours_per_month: Annotated[int, Constraint(gt=0, le=400)] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """One floor a destination, kind of work and day."""
        return (self.destination, self.jobs)

    def per(self, period: str) -> Decimal | None:
        """Return the floor per ``hour``, ``day`` or ``month``; None where the source gives no way to compare."""
        if period == self.period:
            return Decimal(self.amount)
        if (self.period, period) == ("hour", "month") and self.hours_per_month:
            return Decimal(self.amount) * self.hours_per_month
        return None


class LimitKind(StrEnum):
    """Why no one may be placed there: a moratorium for some work, a prohibition, or no cooperation on placement."""

    MORATORIUM = "moratorium"
    PROHIBITED = "prohibited"
    NO_COOPERATION = "no_cooperation"


class PlacementLimit(Row):
    """A destination where these jobs may not be placed in these days, with its exception in words, if there is one."""

    destination: Country
    jobs: Literal["household", "all"]
    kind: LimitKind
    exception_id: str = ""
    exception_en: str = ""

    @model_validator(mode="after")
    def _exception_is_whole(self) -> Self:
        if bool(self.exception_id) != bool(self.exception_en):
            raise Unfit("pengecualian harus dalam kedua bahasa", "an exception must be given in both languages")
        if self.exception_id and self.kind is not LimitKind.MORATORIUM:
            raise Unfit("pengecualian hanya untuk moratorium", "only a moratorium has an exception")
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """One limit a destination, kind and day."""
        return (self.destination, self.jobs, self.kind.value)


class IssuerName(Row):
    """A name of an agency, system, licence or card, and the days in which it was in use. ``forms`` are its spellings.

    A paper older than the name cannot bear it; one much younger seldom does.
    """

    gone_by_nature: ClassVar[bool] = True

    name: Annotated[str, Constraint(min_length=2)]
    kind: Literal["agency", "licence", "company", "card", "system"]
    forms: Phrases

    @property
    def key(self) -> tuple[str, ...]:
        """One row a name and day."""
        return (self.name,)


class DocumentValidity(Row):
    """How many months a paper of this type holds from its day of issue."""

    document: Annotated[str, Constraint(pattern=r"^[a-z_]+$")]
    months: Annotated[int, Constraint(ge=1, le=240)]

    @property
    def key(self) -> tuple[str, ...]:
        """One validity a type of paper and day."""
        return (self.document,)


class HandStamp(Row):
    """A type of paper on which an office lays its stamp by hand."""

    document: Annotated[str, Constraint(pattern=r"^[a-z_]+$")]

    @property
    def key(self) -> tuple[str, ...]:
        """One row a type of paper and day."""
        return (self.document,)


class RequiredPaper(Row):
    """A paper that a file must hold from a stage on; ``only_with_agency`` if a placement company takes part."""

    document: Annotated[str, Constraint(pattern=r"^[a-z_]+$")]
    from_stage: Literal["pre_departure", "departure"]
    only_with_agency: bool
    basis: Annotated[str, Constraint(min_length=5)]

    @property
    def key(self) -> tuple[str, ...]:
        """One row a type of paper and day."""
        return (self.document,)


class WorkerCost(_Named):
    """A cost that may not be put on the worker, and the words by which papers name it."""

    words: Phrases


class AllowedDeduction(_Named):
    """A deduction that is no placement cost, and the words by which papers name it."""

    words: Phrases


class Job(_Named):
    """A job by the words that papers name it with.

    ``free``: one of the ten jobs that are free of any placement cost. ``household``: work for a private household,
    not, or either.
    """

    free: bool
    household: Literal["yes", "no", "either"]
    words: Phrases


class DestinationAge(Row):
    """The ages, in completed years and both included, that a destination admits for work."""

    destination: Country
    jobs: Jobs
    least: Annotated[int, Constraint(ge=0, le=99)]
    most: Annotated[int, Constraint(ge=0, le=99)] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """One limit a destination, kind of work and day."""
        return (self.destination, self.jobs)


class VisitVisa(_Named):
    """A kind of visa that allows no work, by the words on it.

    ``unless`` are words beside it that make it a permit to work, but inside ``denials`` ("not permitted to work");
    ``not_for`` are destinations whose workers enter by it.
    """

    words: Phrases
    unless: Phrases | None = None
    denials: Phrases | None = None
    not_for: Phrases | None = None


class ScamTitle(_Named):
    """A job title that offers of scam compounds bear."""

    words: Phrases


class BindingWording(_Named):
    """A wording of a clause that binds the worker, as a regular expression without regard to case.

    ``denied_by``, inside the match or before it since the last comma, ``forbidden_by``, inside it or shortly before
    it, and ``denied_after``, right behind it, turn it into its opposite; ``allowed_by`` makes the whole sentence
    harmless (safe-keeping that the worker asked for), and ``doubted_by`` leaves it to a person, because harmless
    sentences often have such words as well. A name in angle brackets stands for the words of that name in
    ``extractors/vocabulary/binding_terms.py``.
    """

    indicator: Literal["document_retention", "debt", "exit_penalty", "no_rest", "no_copy", "advance_payment"]
    patterns: Phrases
    denied_by: Phrases | None = None
    forbidden_by: Phrases | None = None
    denied_after: Phrases | None = None
    allowed_by: Phrases | None = None
    doubted_by: Phrases | None = None

    @field_validator("patterns", "denied_by", "forbidden_by", "denied_after", "allowed_by", "doubted_by")
    @classmethod
    def _compile(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return value and tuple(_spelt_out(pattern) for pattern in value)


def _spelt_out(pattern: str) -> str:
    """Return ``pattern`` with the words that its names stand for, after trying whether it compiles."""
    try:
        whole = _NAMED_WORDS.sub(lambda name: f"(?:{WORDS[name[1]]})", pattern)
        re.compile(whole)
    except KeyError as unknown:
        raise Unfit(f"kata yang tidak dikenal: <{unknown.args[0]}>", f"unknown words: <{unknown.args[0]}>") from unknown
    except re.error as wrong:
        raise Unfit(f"pola yang salah: {pattern} ({wrong})", f"wrong pattern: {pattern} ({wrong})") from wrong
    return whole


class ForensicCalibration(Row):
    """How high a check of ``validators.forensics`` scores on files that nobody edited, in one stratum.

    ``files`` were measured; ``tail`` holds the highest of their scores, one a file, the highest first: how often a
    genuine file scores so high or higher is counted in it. A score below the tail says nothing. ``cap`` is the most
    that the check may weigh, as a likelihood ratio. Check ``together`` is the mean of all checks' weights in a file.
    """

    check: Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9_]*$")]
    stratum: Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9_]*$")]
    files: Annotated[int, Constraint(ge=20)]
    tail: Annotated[tuple[Score, ...], Constraint(min_length=1)]
    cap: Annotated[float, Constraint(gt=0, le=10)]
    seeds: Annotated[str, Constraint(min_length=1)]
    command: Annotated[str, Constraint(min_length=5)]

    @model_validator(mode="after")
    def _tail_falls(self) -> Self:
        if list(self.tail) != sorted(self.tail, reverse=True) or len(self.tail) > self.files:
            raise Unfit("tail harus menurun dan tidak lebih panjang dari files", "tail must fall and fit into files")
        return self

    @property
    def key(self) -> tuple[str, ...]:
        """One row a check and stratum."""
        return (self.check, self.stratum)
