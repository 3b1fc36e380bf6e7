"""What the terms of a placement are, as the packs need them: destination, job, day of the paper, amounts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Final, Literal

from extractors.model import Document, FieldStatus, Region
from validators.messages import caption
from validators.model import Evidence, Reason, Stage
from validators.packs import Job, all_in_force
from validators.phrases import first_phrase, named_in
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Subject, show
from validators.working_terms import sure

DAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "work_contract": "signed_on",
        "placement_agreement": "signed_on",
        "family_permit": "signed_on",
        "job_order": "legalised_on",
        "visa": "issued_on",
        "agency_licence": "issued_on",
        "health_certificate": "examined_on",
        "police_clearance": "issued_on",
        "competence_certificate": "issued_on",
        "marital_status_letter": "issued_on",
        "worker_card": "issued_on",
    }
)
"""Document type -> the field with the day from which the paper is."""
BEFORE_DEPARTURE: Final = frozenset({Stage.REGISTRATION, Stage.PASSPORT, Stage.PRE_DEPARTURE, Stage.DEPARTURE})
_COMPANY_WORDS: Final = (
    "PT", "CV", "CO", "LTD", "LIMITED", "SDN", "BHD", "INC", "CORP", "CORPORATION", "COMPANY", "EST", "LLC", "W.L.L",
    "GROUP", "HOTEL", "HOSPITAL", "NURSING HOME", "FACTORY", "ENTERPRISE", "INDUSTRIES", "INDUSTRIAL",
    "SYARIKAT",
)  # fmt: skip
"""Words of an employer's name that show a company or an institution: no private household."""

_INSTITUTIONS: Final = ("HOTEL", "RESORT", "RESTAURANT", "HOSPITAL", "CLINIC", "NURSING HOME", "SCHOOL", "FACTORY")
"""Words of an employer's name beside which a housekeeper or nanny may work outside a household."""

Kind = Literal["household", "other"]


def own(subject: Subject) -> Document:
    """Return the document that a document rule runs on."""
    if subject.document is None:
        raise NotApplicable
    return subject.document


def paper_day(document: Document) -> date | None:
    """Return the day from which a paper is; None when it was not read surely or the type carries none."""
    field = sure(document, DAYS[document.type]) if document.type in DAYS else None
    try:
        return iso_date(field.text) if field else None
    except CannotCheck:
        return None


def day_of_signing(document: Document) -> date:
    """Return the day from which a paper is. Raises ``CannotCheck`` when it is not surely known."""
    day = paper_day(document)
    if day is None:
        raise CannotCheck(Reason.UNREADABLE)
    return day


def days_that_count(subject: Subject, document: Document) -> tuple[date, ...]:
    """Return the days on which a prohibition of the destination counts: the paper's, and today before departure.

    A paper whose day is not known counts today, unless the worker has left; then there is no day.
    """
    signed = paper_day(document)
    days = [signed] if signed else []
    if subject.stage in BEFORE_DEPARTURE or (signed is None and subject.stage is Stage.UNKNOWN):
        days.append(subject.today)
    return tuple(days)


def jobs_of(subject: Subject, position: str) -> tuple[Job, ...]:
    """Return the jobs that a position names; none for a title that no word of the pack fits."""
    return named_in(position, all_in_force(subject.packs.jobs, subject.today))


def kind_of_work(subject: Subject, document: Document) -> Kind | None:
    """Return whether the position is work for a private household; None where the paper leaves it open.

    Raises:
        CannotCheck: the position was not read surely.
    """
    kinds = {job.household for job in jobs_of(subject, subject.field("position", document).text)}
    employer = sure(document, "employer_name")
    name = employer.text if employer else ""
    if kinds == {"either"}:
        return "other" if first_phrase(name, _COMPANY_WORDS) else None
    if {"yes", "no"} <= kinds or ("yes" in kinds and first_phrase(name, _INSTITUTIONS)):
        return None
    if "yes" in kinds:
        return "household"
    return "other" if "no" in kinds else None


def amount_of(text: str) -> Decimal:
    """Return an amount of money. Raises ``CannotCheck`` for what is no number."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise CannotCheck(Reason.UNREADABLE) from None
    if not amount.is_finite() or amount < 0:
        raise CannotCheck(Reason.UNREADABLE)
    return amount


def printed_amount(amount: Decimal, currency: str) -> str:
    """Return an amount for people: ``HKD 4990``, ``IDR 1500000.50``."""
    return f"{currency} {amount.normalize():f}".strip()


@dataclass(frozen=True)
class Taken:
    """A deduction as a contract lists it. ``place`` None: the list gives none."""

    item: str
    amount: str
    currency: str
    place: Region | None


def deductions(document: Document) -> Iterator[Taken]:
    """Yield the deductions of a contract. Raises ``CannotCheck`` when the list was not read surely."""
    field = document.fields.get("deductions")
    if field is None:
        return
    if field.status is not FieldStatus.OK or isinstance(field.value, str):
        raise CannotCheck(Reason.UNREADABLE)
    for entry in field.value:
        region = entry.get("region")
        yield Taken(
            item=str(entry.get("item", "")),
            amount=str(entry.get("amount", "")),
            currency=str(entry.get("currency", "")),
            place=Region.model_validate(region) if region is not None else None,
        )


def places(document: Document, *fields: tuple[str, str]) -> tuple[Evidence, ...]:
    """Return the places of the document's fields (name, role), those with a place, each place once."""
    shown = {
        str(document.fields[name].region): show(document.fields[name], document, caption(document.type, name), role)
        for name, role in reversed(fields)
        if name in document.fields and document.fields[name].region is not None
    }
    return tuple(reversed(shown.values()))
