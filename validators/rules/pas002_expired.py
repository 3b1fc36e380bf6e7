"""PAS002: no passport of the case is valid any more."""

from collections.abc import Iterator
from datetime import date

from extractors.model import Document, Field, FieldStatus
from validators.messages import caption, day
from validators.model import Cause, Finding, Reason, Severity, Stage
from validators.plausible import calendar_day
from validators.readings import iso_date
from validators.rule import ALL_STAGES, CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show


@rule(
    "PAS002",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.COMPLETENESS,
    documents={"passport", "work_contract"},
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
    stages=ALL_STAGES - {Stage.RETURNED},
)
def expired(subject: Subject) -> Iterator[Finding]:
    """The passport has expired.

    ## What it checks
    Whether one passport of the case is valid on the day of the check and, if a contract says when work starts later,
    on that day. Any one that is valid is enough.

    ## Why it matters
    The worker needs a valid passport to leave. The next step is a new passport; nothing is said against the old one.

    ## Known false alarms
    A new passport that was not filed yet; a misread year. The finding is one of completeness and changes no axis.

    Known gap: a passport that expires soon after departure passes: no rule of a number of months was found that holds
    for every destination.

    ## Example
    Expired on 2026-01-01 and checked on 2026-11-22 is flagged; valid to 2034-01-01 passes.

    ## References
    UU 18/2017 Pasal 13 (a passport is among the papers of a file).
    """
    books = subject.of_type("passport")
    if not books:
        raise NotApplicable
    ends = [(iso_date(field.text), book, field) for book in books if (field := _sure(book, "expires_on"))]
    needed, start = _needed_until(subject)
    if any(end >= needed for end, _, _ in ends):
        return
    if len(ends) < len(books):
        raise CannotCheck(Reason.UNREADABLE)
    end, book, field = max(ends, key=lambda entry: entry[0])
    text = rule_text("PAS002")
    if end < subject.today:
        yield Finding(
            message=text.message("today", expires=day(end), today=day(subject.today)),
            expected=f">= {needed.isoformat()}",
            found=end.isoformat(),
            evidence=(show(field, book, caption("passport", "expires_on")),),
        )
    elif start is not None:
        paper, begins = start
        yield Finding(
            message=text.message("at_start", expires=day(end), start=day(needed)),
            expected=f">= {needed.isoformat()}",
            found=end.isoformat(),
            evidence=(
                show(field, book, caption("passport", "expires_on")),
                show(begins, paper, caption("work_contract", "start_date"), "compared"),
            ),
        )


def _sure(document: Document, name: str) -> Field | None:
    field = document.fields.get(name)
    return field if field is not None and field.status is FieldStatus.OK else None


def _needed_until(subject: Subject) -> tuple[date, tuple[Document, Field] | None]:
    """Return the day on which the passport must be valid, and the contract that says so if it lies ahead."""
    starts = [
        (on, paper, field)
        for paper in subject.of_type("work_contract")
        if (field := _sure(paper, "start_date")) and (on := calendar_day(field.text)) and on > subject.today
    ]
    if not starts:
        return subject.today, None
    on, paper, field = min(starts, key=lambda entry: entry[0])
    return on, (paper, field)
