"""DAT004: a paper that does not hold until the worker leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from extractors.model import Document, Field, FieldStatus
from validators.age import months_after
from validators.crossing import work_begins
from validators.messages import caption, day, paper
from validators.model import Cause, Finding, Reason, Severity
from validators.packs import in_force
from validators.plausible import calendar_day
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show

SLACK: Final = timedelta(days=31)
"""Papers name the start of work, not the departure, which lies days or weeks before it."""
_MADE_ON: Final = {
    "health_certificate": "examined_on",
    "police_clearance": "issued_on",
    "competence_certificate": "issued_on",
}
"""Paper -> the day from which it holds."""


@dataclass(frozen=True)
class _Until:
    """A day, such as until when a paper holds, and the field that says so."""

    on: date
    document: Document
    name: str
    field: Field


@rule(
    "DAT004",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.COMPLETENESS,
    documents={*_MADE_ON, "work_contract"},
    basis=(
        "Perpres 64/2011 Pasal 14",
        "UU 18/2017 Pasal 13",
    ),
    since="0.2",
    version=2,
)
def runs_out(subject: Subject) -> Iterator[Finding]:
    """A paper runs out before the worker leaves.

    ## What it checks
    Health certificate, police letter and certificate of competence: the printed day of expiry, else the day it was
    made and the months for which such a paper holds, against the start of work less 31 days. The newest of each kind
    counts.

    ## Why it matters
    A paper that ran out is to be made anew, best before the ticket is bought. Nothing is said against the paper.

    ## Known false alarms
    A start of work that stands in the contract and was kept by nobody; a newer paper that was not filed. The finding
    is one of completeness and changes no axis.

    Known gap: without a start of work in the contract nothing is judged, and a departure that was put off is not seen.

    ## Example
    Examined on 2026-01-10 for work from 2026-07-01 is flagged (three months); examined on 2026-05-10 it passes.

    ## References
    Perpres 64/2011 Pasal 14 (health certificate); ``validators/packs/document_validity.csv`` with its sources.
    """
    contracts = [contract for contract in subject.of_type("work_contract") if "start_date" in contract.fields]
    if not contracts:
        raise NotApplicable
    starts = [
        start
        for contract in contracts
        if work_begins(contract, subject.today) and (start := _day(contract, "start_date")) is not None
    ]
    if not starts:
        raise CannotCheck(Reason.UNREADABLE)
    start = max(starts, key=lambda each: each.on)
    held = [_ends(subject, kind) for kind in _MADE_ON]
    newest = [max(ends, key=lambda end: end.on) for ends in held if ends]
    found = [_finding(end, start) for end in newest if end.on < start.on - SLACK]
    yield from found
    if not found and None in held:
        raise CannotCheck(Reason.UNREADABLE)
    if not newest:
        raise NotApplicable


def _ends(subject: Subject, kind: str) -> list[_Until] | None:
    """Return until when each paper of a kind holds, as far as it says; None when a day of one was not read surely."""
    found = []
    for document in subject.of_type(kind):
        printed, made = _day(document, "expires_on"), _day(document, _MADE_ON[kind])
        rows = (row for row in subject.packs.document_validity if row.document == kind)
        row = in_force(rows, made.on) if made is not None else None
        if printed is not None and made is not None and printed.on < made.on:
            return None  # one of the two is misread, which DAT001 tells
        if printed is not None:
            found.append(printed)
        elif made is not None and row is not None:
            found.append(replace(made, on=months_after(made.on, row.months)))
        elif any(name in document.fields and _day(document, name) is None for name in ("expires_on", _MADE_ON[kind])):
            return None
    return found


def _day(document: Document, name: str) -> _Until | None:
    field = document.fields.get(name)
    on = calendar_day(field.text) if field is not None and field.status is FieldStatus.OK else None
    return _Until(on, document, name, field) if field is not None and on is not None else None


def _finding(end: _Until, start: _Until) -> Finding:
    kind = end.document.type
    return Finding(
        message=rule_text("DAT004").message("runs_out", paper=paper(kind), end=day(end.on), start=day(start.on)),
        expected=f">= {(start.on - SLACK).isoformat()}",
        found=end.on.isoformat(),
        evidence=(
            show(end.field, end.document, caption(kind, end.name)),
            show(start.field, start.document, caption("work_contract", "start_date"), "compared"),
        ),
    )
