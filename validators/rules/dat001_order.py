"""DAT001: dates of one document that cannot follow each other."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from extractors.model import Document, Field, FieldStatus
from validators.messages import caption, day, field_name
from validators.model import Cause, Finding, Reason, Severity
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text, show

TOLERANCE: Final = timedelta(days=1)
"""Indonesia is up to nine hours ahead of UTC, in which the day of the check is counted."""
_ORDERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ktp": (("birth_date", "issued_on"), ("", "issued_on")),
    "passport": (("birth_date", "issued_on"), ("issued_on", "expires_on"), ("", "issued_on")),
    "work_contract": (("worker_birth_date", "signed_on"), ("", "signed_on")),
    "visa": (("birth_date", "issued_on"), ("issued_on", "expires_on"), ("", "issued_on")),
    "family_card": (("", "issued_on"),),
    "placement_agreement": (("", "signed_on"),),
    "job_order": (("legalised_on", "expires_on"), ("", "legalised_on")),
    "agency_licence": (("issued_on", "expires_on"), ("", "issued_on")),
    "family_permit": (("", "signed_on"),),
    "marital_status_letter": (("birth_date", "issued_on"), ("", "issued_on")),
    "health_certificate": (("birth_date", "examined_on"), ("", "examined_on")),
    "police_clearance": (("birth_date", "issued_on"), ("issued_on", "expires_on"), ("", "issued_on")),
    "competence_certificate": (("issued_on", "expires_on"), ("", "issued_on")),
    "social_security": (("starts_on", "expires_on"),),
    "worker_card": (("issued_on", "expires_on"), ("", "issued_on")),
}
"""Type -> pairs of (earlier, later) field; an empty first field stands for the day of the check, which comes last."""
_ALWAYS_DATED: Final = frozenset({"ktp", "passport", "work_contract"})
"""Papers that always carry these dates; one without any was not read. Others may leave them out."""


@rule(
    "DAT001",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents=set(_ORDERS),
    basis=("calendar logic",),
    since="0.1",
    version=2,
)
def order(subject: Subject) -> Iterator[Finding]:
    """The document's dates are in an impossible order.

    ## What it checks
    Birth before issue, examination or signing, issue before expiry, and issue, examination or signing not after the
    day of the check, on every type of paper that carries such dates.

    ## Why it matters
    A date edited alone often breaks the order with the ones that were left.

    ## Known false alarms
    Swapped day and month, a misread year. A day of tolerance is left for time zones. A start of work before the
    signing is not judged: extensions are written that way.

    Known gap: dates that are wrong but in order pass.

    ## Example
    Issued 2030-01-01 and expiring 2025-01-01 is flagged.

    ## References
    The calendar; no law is needed.
    """
    document = subject.document
    if document is None:
        return
    is_open, found, compared = False, False, 0
    for earlier, later in _ORDERS[document.type]:
        if later not in document.fields or (earlier and earlier not in document.fields):
            continue
        fields = [document.fields[name] for name in (earlier, later) if name]
        if any(field.status is not FieldStatus.OK for field in fields):
            is_open = True
            continue
        compared += 1
        finding = _order(document, earlier, later) if earlier else _future(subject, document, later)
        if finding:
            found = True
            yield finding
    if not found and not compared and not is_open and document.type not in _ALWAYS_DATED:
        raise NotApplicable
    if not found and (is_open or not compared):
        raise CannotCheck(Reason.UNREADABLE)


def _order(document: Document, earlier: str, later: str) -> Finding | None:
    first, second = document.fields[earlier], document.fields[later]
    if iso_date(first.text) < iso_date(second.text):
        return None
    return Finding(
        message=rule_text("DAT001").message(
            "order",
            later_field=field_name(later, begins=True),
            later=day(iso_date(second.text)),
            earlier_field=field_name(earlier),
            earlier=day(iso_date(first.text)),
        ),
        found=second.text,
        evidence=(
            show(second, document, caption(document.type, later)),
            show(first, document, caption(document.type, earlier), "compared"),
        ),
    )


def _future(subject: Subject, document: Document, name: str) -> Finding | None:
    field: Field = document.fields[name]
    if iso_date(field.text) <= subject.today + TOLERANCE:
        return None
    return Finding(
        message=rule_text("DAT001").message(
            "future", field=field_name(name, begins=True), found=day(iso_date(field.text)), today=day(subject.today)
        ),
        found=field.text,
        evidence=(show(field, document, caption(document.type, name)),),
    )
