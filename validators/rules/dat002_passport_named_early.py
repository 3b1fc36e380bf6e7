"""DAT002: a paper that names a passport which was not issued yet."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from extractors.model import Document, Field, FieldStatus
from validators.identity import PASSPORT_NUMBERS
from validators.messages import caption, day, paper
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import passport_number
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show

TOLERANCE: Final = timedelta(days=1)
"""Papers of two countries count their days in two time zones."""
_MADE_ON: Final = {"visa": "issued_on", "work_contract": "signed_on", "worker_card": "issued_on"}
"""Paper that names a passport -> the day on which it was made."""


@rule(
    "DAT002",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"passport", *_MADE_ON},
    basis=("calendar logic",),
    since="0.2",
    status="preview",
)
def passport_named_early(subject: Subject) -> Iterator[Finding]:
    """A document names a passport that was issued later.

    ## What it checks
    The day of signing or issue of contract, visa and worker card against the day of issue of the passport whose
    number they bear.

    ## Why it matters
    Nobody can write down a number before it exists: a contract that was dated back, or a date that was moved, shows
    here.

    ## Known false alarms
    A misread year on either paper. A number that was filled in later into a contract signed before: medium, and on
    trial, because how often that is done has not been counted.

    Known gap: a contract without the passport's number is not compared.

    ## Example
    A contract of 2023-12-01 for passport X0000000, which was issued on 2024-01-01, is flagged; one of 2026 passes.

    ## References
    The calendar; no law is needed.
    """
    compared, is_open = 0, False
    found: list[Finding] = []
    for book in subject.of_type("passport"):
        for later in subject.of_type(*_MADE_ON):
            shown = [
                book.fields.get("passport_number"),
                later.fields.get(PASSPORT_NUMBERS[later.type]),
                book.fields.get("issued_on"),
                later.fields.get(_MADE_ON[later.type]),
            ]
            seen = [field for field in shown if field is not None]
            if len(seen) < len(shown):
                continue
            if any(field.status is not FieldStatus.OK for field in seen):
                is_open = True
                continue
            if passport_number.compact(seen[0].text) == passport_number.compact(seen[1].text):
                compared += 1
                found.extend(_early(book, seen[2], later, seen[3]))
    yield from found
    if not found and is_open:
        raise CannotCheck(Reason.UNREADABLE)
    if not found and not compared:
        raise NotApplicable


def _early(book: Document, issued_on: Field, later: Document, made_on: Field) -> Iterator[Finding]:
    issued, made = iso_date(issued_on.text), iso_date(made_on.text)
    if made < issued - TOLERANCE:
        yield Finding(
            message=rule_text("DAT002").message("early", paper=paper(later.type), made=day(made), issued=day(issued)),
            expected=f">= {issued.isoformat()}",
            found=made.isoformat(),
            evidence=(
                show(made_on, later, caption(later.type, _MADE_ON[later.type])),
                show(issued_on, book, caption("passport", "issued_on"), "compared"),
            ),
        )
