"""DAT003: steps of a placement that lie in an unusual order."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from extractors.model import Document, Field, FieldStatus
from validators.messages import caption, day, field_name, paper
from validators.model import Cause, Finding, Reason, Severity, Stage
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show

TOLERANCE: Final = timedelta(days=1)
"""Papers of two countries count their days in two time zones."""
_STEPS: Final = (
    (("work_contract", "signed_on"), ("work_contract", "start_date")),
    (("work_contract", "signed_on"), ("worker_card", "issued_on")),
    (("placement_agreement", "signed_on"), ("work_contract", "signed_on")),
    (("health_certificate", "examined_on"), ("visa", "issued_on")),
    (("health_certificate", "examined_on"), ("work_contract", "start_date")),
    (("family_permit", "signed_on"), ("work_contract", "start_date")),
)
"""Pairs of (first, next) step, each a paper and the field with its day."""

_Dated = tuple[date, Document, str, Field]


@rule(
    "DAT003",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={kind for pair in _STEPS for kind, _ in pair},
    basis=(
        "UU 18/2017 Pasal 13",
        "UU 18/2017 Pasal 15",
    ),
    since="0.2",
    status="preview",
    stages=frozenset({Stage.REGISTRATION, Stage.PASSPORT, Stage.PRE_DEPARTURE, Stage.DEPARTURE}),
)
def steps(subject: Subject) -> Iterator[Finding]:
    """Steps of the placement lie in an unusual order.

    ## What it checks
    Contract before start of work and worker card; placement agreement before the contract; medical examination
    before visa and start of work; the family's permission before the start of work. A pair is noted when every paper
    of the first step is later than every one of the next.

    ## Why it matters
    The papers of a file support the next step each. Papers made up afterwards, or dated back, often miss this order.

    ## Known false alarms
    Many: a second examination because the first one ran out, a contract signed again shortly before departure, a
    start of work that was put off. Hence low, and on trial: one misread day is enough, as more than 0.05 % of the drawn
    genuine cases show. A worker abroad extends a contract under an old visa, so only cases
    before departure are judged.

    Known gap: one paper in order hides another of its kind that is not.

    ## Example
    An examination on 2026-04-01 and a visa of 2026-03-10 are flagged; an examination on 2026-02-01 passes.

    ## References
    UU 18/2017 Pasal 13 (the papers of a file) and 15(1) (work relations begin after both parties signed).
    """
    is_open, compared = False, 0
    found: list[Finding] = []
    for first, following in _STEPS:
        before, after = _days(subject, *first), _days(subject, *following)
        if before is None or after is None:
            is_open = True
        elif before and after:
            compared += 1
            start, end = min(before, key=lambda entry: entry[0]), max(after, key=lambda entry: entry[0])
            if start[0] > end[0] + TOLERANCE:
                found.append(_finding(start, end))
    yield from found
    if not found and is_open:
        raise CannotCheck(Reason.UNREADABLE)
    if not found and not compared:
        raise NotApplicable


def _days(subject: Subject, kind: str, name: str) -> list[_Dated] | None:
    """Return the days of a step, none when no paper names one, None when one that is named was not read surely."""
    fields = [
        (document, field) for document in subject.of_type(kind) if (field := document.fields.get(name)) is not None
    ]
    if any(field.status is not FieldStatus.OK for _, field in fields):
        return None
    return [(iso_date(field.text), document, name, field) for document, field in fields]


def _finding(late: _Dated, early: _Dated) -> Finding:
    message = rule_text("DAT003").message(
        "order",
        first_field=field_name(late[2], begins=True),
        first_paper=paper(late[1].type),
        late=day(late[0]),
        next_field=field_name(early[2]),
        next_paper=paper(early[1].type),
        early=day(early[0]),
    )
    return Finding(
        message=message,
        expected=f"<= {early[0].isoformat()}",
        found=late[0].isoformat(),
        evidence=(
            show(late[3], late[1], caption(late[1].type, late[2])),
            show(early[3], early[1], caption(early[1].type, early[2]), "compared"),
        ),
    )
