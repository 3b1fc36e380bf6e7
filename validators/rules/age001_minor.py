"""AGE001: the worker is under the age limit by one of the papers."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from extractors.model import Document, FieldStatus
from validators.age import completed_years
from validators.identity import BIRTH_DATES, Holder, holders
from validators.messages import caption, day, paper
from validators.model import Cause, Evidence, Finding, Reason, Severity
from validators.numbers import mrz
from validators.numbers.errors import ValidationError
from validators.packs import in_force
from validators.plausible import calendar_day
from validators.readings import printed, zone
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show

LONGEST_TERM: Final = 5
"""Years. No destination's contract runs longer (Korea: 4 years 10 months): whoever is older was of age at signing."""


@rule(
    "AGE001",
    scope=Scope.CASE,
    severity=Severity.CRITICAL,
    cause=Cause.PROTECTION,
    documents=set(BIRTH_DATES),
    basis=("UU 18/2017 Pasal 5",),
    since="0.1",
    version=2,
)
def minor(subject: Subject) -> Iterator[Finding]:
    """The worker is under the age limit by one document.

    ## What it checks
    The age by every date of birth that was read surely, on the day the contract was signed; without a contract, on
    the day of the check. Where the two parts of a passport differ, either of them counts.

    ## Why it matters
    Placing a child abroad is the gravest harm this work can prevent; one paper that says so is enough to look at
    once.

    ## Known false alarms
    A misread or mistyped year on one paper. The finding is about the worker's safety, never about blame.

    Known gap: the date inside the NIK is not counted (NIK003 shows it). The limits of destinations are AGE002's.

    ## Example
    Born 2010-02-01, contract signed 2026-06-01 (16 years) is flagged; born 2008-06-01 (18 that day) is not.

    ## References
    UU 18/2017 Pasal 5; ``validators/packs/minimum_age.toml``.
    """
    seen = [*holders(subject, BIRTH_DATES), *_in_zones(subject)]
    if {document.type for document in subject.of_type(*BIRTH_DATES)} == {"family_card"}:
        raise NotApplicable  # a card alone does not say which line is the worker's
    on, signing = _day(subject)
    # Nobody was born after that day: such a date says nothing of an age (DAT001 speaks).
    known = [(holder, born) for holder in seen if (born := calendar_day(holder.field.text)) and born <= on]
    limit = in_force(subject.packs.minimum_age, on)
    if limit is None:
        raise NotApplicable
    young = [(holder, born) for holder, born in known if completed_years(born, on) < limit.years]
    for holder, born in young:
        age = str(completed_years(born, on))
        yield Finding(
            message=rule_text("AGE001").message(
                "at_signing" if signing else "today",
                paper=paper(holder.document.type),
                age=age,
                day=day(on),
                years=str(limit.years),
            ),
            expected=f">= {limit.years}",
            found=age,
            evidence=_evidence(holder, signing),
        )
    # A contract without a sure date may have been signed while the worker was still a minor.
    is_recent = any(completed_years(born, on) < limit.years + LONGEST_TERM for _, born in known)
    is_open = signing is None and bool(subject.of_type("work_contract")) and is_recent
    if not young and (is_open or not known):
        raise CannotCheck(Reason.UNREADABLE)


def _in_zones(subject: Subject) -> list[Holder]:
    """Return what either part of a passport surely says where the two differ: one may hide a child's date."""
    found = []
    for document in subject.of_type("passport"):
        field = document.fields.get("birth_date")
        for side in (printed, zone):
            try:
                reading = side(field)
            except CannotCheck:
                continue
            is_news = field is not None and (field.status is not FieldStatus.OK or reading.value != field.value)
            if field is not None and is_news and (side is printed or _zone_holds(document)):
                part = field.model_copy(update={"value": reading.value, "region": reading.region})
                found.append(Holder(document, "birth_date", part))
    return found


def _zone_holds(document: Document) -> bool:
    """Whether the zone's date passes its own check digit, so that a misread line alarms nobody."""
    line = document.fields.get("mrz_line_2")
    if line is None or line.status is not FieldStatus.OK:
        return False
    try:
        return "birth_date" not in mrz.faults(line.text)
    except ValidationError:
        return False


def _day(subject: Subject) -> tuple[date, Holder | None]:
    """Return the earliest sure day of signing and where it stands, or the day of the check."""
    signed = [
        (on, Holder(document, "signed_on", field))
        for document in subject.of_type("work_contract")
        if (field := document.fields.get("signed_on")) and field.status is FieldStatus.OK
        if (on := calendar_day(field.text))
    ]
    return min(signed, key=lambda entry: entry[0]) if signed else (subject.today, None)


def _evidence(holder: Holder, signing: Holder | None) -> tuple[Evidence, ...]:
    proofs = [show(holder.field, holder.document, caption(holder.document.type, holder.name))]
    if signing:
        proofs.append(show(signing.field, signing.document, caption(signing.document.type, signing.name), "compared"))
    return tuple(proofs)
