"""Names of agencies, licences, cards and systems on a paper, and the days in which they were in use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from extractors.model import Document, Field, FieldStatus
from validators.messages import caption, day, paper
from validators.model import Finding, Reason
from validators.packs import IssuerName
from validators.phrases import first_phrase
from validators.rule import CannotCheck, NotApplicable, Subject, rule_text, show
from validators.terms import DAYS, own, paper_day, places

TOLERANCE: Final = timedelta(days=183)
"""Half a year: borders of months are approximate, and forms with an old head are used up."""
Judge = Callable[[IssuerName, date], bool]


@dataclass(frozen=True)
class _Named:
    """A dated name as it stands in a field of a paper."""

    row: IssuerName
    form: str
    name: str
    field: Field


def out_of_time(code: str, subject: Subject, judge: Judge) -> Iterator[Finding]:
    """Yield a finding for each name on the paper that ``judge`` calls out of its time on the paper's day.

    Raises:
        NotApplicable: the paper bears no name that is dated.
        CannotCheck: it does, and its day was not read surely.
    """
    document = own(subject)
    found = list(_named(subject, document))
    if not found:
        raise NotApplicable
    on = paper_day(document)
    if on is None:
        raise CannotCheck(Reason.UNREADABLE)
    for entry in found:
        if judge(entry.row, on):
            yield _finding(code, document, entry, on)


def is_newer(row: IssuerName, on: date) -> bool:
    """Whether a name came into use more than half a year after ``on``."""
    return row.valid_from > on + TOLERANCE


def is_older(row: IssuerName, on: date) -> bool:
    """Whether a name went out of use more than half a year before ``on``."""
    return row.valid_to is not None and row.valid_to < on - TOLERANCE


def _named(subject: Subject, document: Document) -> Iterator[_Named]:
    """Yield each dated name once, at the first field that bears it."""
    for row in subject.packs.issuer_names:
        for name, field in document.fields.items():
            if row.status != "sourced" or field.status is not FieldStatus.OK or not field.text or field.region is None:
                continue
            form = first_phrase(f"{field.text}\n{field.raw}", row.forms)
            if form is not None:
                yield _Named(row, form, name, field)
                break


def _finding(code: str, document: Document, entry: _Named, on: date) -> Finding:
    row = entry.row
    return Finding(
        message=rule_text(code).message(
            "out_of_time",
            name=entry.form,
            paper=paper(document.type),
            day=day(on),
            border=day(row.valid_from if is_newer(row, on) else row.valid_to or row.valid_from),
        ),
        found=entry.form,
        evidence=(
            show(entry.field, document, caption(document.type, entry.name)),
            *places(document, (DAYS[document.type], "compared")),
        ),
    )
