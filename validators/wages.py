"""A contract's wage beside the floors of its destination on the day of signing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from extractors.model import Document
from validators.packs import all_in_force
from validators.rule import NotApplicable, Subject
from validators.terms import amount_of, day_of_signing, kind_of_work

_A_FIGURE_LESS: Final = Decimal("0.095"), Decimal("0.15")
"""Shares of the floor between which a wage is the usual one without one of its figures."""


@dataclass(frozen=True)
class Compared:
    """A wage and the lowest and highest floor that may apply to it, all in one currency and per one period.

    Both floors are one where the kind of work is known. ``is_partial``: a kind of work that may be meant has no floor.
    """

    amount: Decimal
    currency: str
    period: str
    destination: str
    signed: date
    lowest: Decimal
    highest: Decimal
    is_partial: bool

    @property
    def is_below(self) -> bool:
        """Whether the wage lies below every floor that may apply, and one surely does."""
        return not self.is_partial and self.amount < self.lowest

    @property
    def may_lack_a_figure(self) -> bool:
        """Whether the wage would stand at the floor, or little above it, with one figure more."""
        least, most = _A_FIGURE_LESS
        return least * self.lowest <= self.amount <= most * self.highest

    @property
    def is_open(self) -> bool:
        """Whether it depends on the kind of work if the wage lies below the floor."""
        return self.amount < self.highest


def compared(subject: Subject, document: Document) -> Compared:
    """Return the contract's wage beside its floors.

    Raises:
        NotApplicable: no floor is known for the destination, the day and the kind of work, or the wage's currency or
            period cannot be compared with it.
        CannotCheck: something that decides was not read surely.
    """
    destination = subject.field("destination_country", document).text
    held = [row for row in subject.packs.wage_floors if row.destination == destination and row.status == "sourced"]
    if not held:
        raise NotApplicable
    signed = day_of_signing(document)
    rows = all_in_force(held, signed)
    if not rows:
        raise NotApplicable
    amount = amount_of(subject.field("wage_amount", document).text)
    currency = subject.field("wage_currency", document).text
    per = subject.field("wage_period", document).text
    kind = kind_of_work(subject, document)
    meant = [row for row in rows if kind is None or row.jobs in {kind, "all"}]
    floors = [floor for row in meant if row.currency == currency and (floor := row.per(per)) is not None]
    if not floors or len(floors) < len(meant):
        raise NotApplicable
    known = {jobs for row in meant for jobs in (("household", "other") if row.jobs == "all" else (row.jobs,))}
    is_partial = kind is None and known != {"household", "other"}
    return Compared(amount, currency, per, destination, signed, min(floors), max(floors), is_partial)
