"""What a paper lets the worker pay: deductions of a contract, costs of a placement agreement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.model import Document, FieldStatus, Text
from validators.messages import caption, field_name
from validators.model import Evidence, Finding, Reason
from validators.packs import all_in_force
from validators.phrases import named_in
from validators.rule import CannotCheck, NotApplicable, Subject, at, rule_text, show
from validators.terms import amount_of, day_of_signing, deductions, jobs_of, places, printed_amount


@dataclass(frozen=True)
class Charge:
    """An amount that a paper puts on the worker. ``item`` is as printed, ``cost`` the listed cost that it names."""

    item: str
    amount: str
    cost: Text | None
    evidence: Evidence


def is_free_job(subject: Subject, document: Document) -> bool:
    """Return whether the position is one of the ten jobs free of costs. Raises ``CannotCheck`` if it is not sure."""
    return any(job.free for job in jobs_of(subject, subject.field("position", document).text))


def charges(subject: Subject, document: Document) -> list[Charge]:
    """Return what the paper puts on the worker, without taxes and statutory insurances of the destination.

    Raises:
        NotApplicable: it names neither deductions nor costs, or was signed before the law.
        CannotCheck: what it names, or the day of signing, was not read surely.
    """
    if not {"deductions", "costs"} & document.fields.keys():
        raise NotApplicable
    signed = day_of_signing(document)
    if not all_in_force(subject.packs.worker_costs, signed):
        raise NotApplicable
    return [*_deducted(subject, document, signed), *_costs(document)]


def _deducted(subject: Subject, document: Document, signed: date) -> Iterator[Charge]:
    for taken in deductions(document):
        amount = amount_of(taken.amount) if taken.amount else None
        costs = named_in(taken.item, all_in_force(subject.packs.worker_costs, signed))
        is_allowed = bool(named_in(taken.item, all_in_force(subject.packs.allowed_deductions, signed)))
        if amount == 0 or (is_allowed and not costs) or taken.place is None:
            continue
        yield Charge(
            item=taken.item,
            amount=printed_amount(amount, taken.currency) if amount is not None else "",
            cost=costs[0].name if costs else None,
            evidence=at(taken.place, document, caption(document.type, "deductions")),
        )


def _costs(document: Document) -> Iterator[Charge]:
    field = document.fields.get("costs")
    if field is None:
        return
    if field.status is not FieldStatus.OK or not field.text:
        raise CannotCheck(Reason.UNREADABLE)
    amount = amount_of(field.text)
    if amount > 0:
        name = field_name("costs")
        yield Charge("", printed_amount(amount, "IDR"), name, show(field, document, caption(document.type, "costs")))


def finding(code: str, document: Document, charge: Charge) -> Finding:
    """Return the finding of a cost rule about one charge."""
    key = "cost" if charge.cost else "other"
    name = charge.cost or Text(id=charge.item, en=charge.item)
    printed = charge.item or name
    return Finding(
        message=rule_text(code).message(key, item=printed, cost=name, amount=charge.amount or "?"),
        found=" ".join(filter(None, (charge.item, charge.amount))),
        evidence=(charge.evidence, *places(document, ("position", "compared"))),
    )
