"""VIS002: the visa expires before the work begins."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from extractors.model import Document
from validators.crossing import CONTRACT, differing, sure_day, with_field, without_a_fit, work_begins
from validators.model import Cause, Finding, Severity, Stage
from validators.rule import Scope, Subject, rule

ARRIVAL: Final = timedelta(days=30)
"""Work may begin some weeks after the entry for which the visa was given; no source was found that sets the time."""


@rule(
    "VIS002",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "visa"},
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
    stages=frozenset(Stage) - {Stage.ABROAD, Stage.RETURNED},
)
def expired(subject: Subject) -> Iterator[Finding]:
    """The visa expires before the work begins.

    ## What it checks
    The last day of the visa against the contract's first day of work, with 30 days between entry and work. One visa
    that is long enough suffices. Not for workers who are already abroad: their stay rests on another permit.

    ## Why it matters
    With a visa that has run out there is no lawful entry; an old visa is filed to make a file look whole.

    ## Known false alarms
    The entry visa is to be exchanged for a residence permit; the start was postponed; day and month swapped.

    Known gap: a contract that does not name its first day is not judged.

    ## Example
    A visa to 2026-01-31 and work from 2026-04-01 is flagged, work from 2026-02-15 is not.

    ## References
    UU 18/2017 Pasal 13 (the work visa belongs to the file).
    """
    visas = with_field(subject, "visa", "expires_on")
    for contract in without_a_fit(
        with_field(subject, CONTRACT, "start_date"), visas, partial(_is_long_enough, subject.today)
    ):
        yield differing("VIS002", "expired", (contract, "start_date"), (visas[-1], "expires_on"))


def _is_long_enough(today: date, contract: Document, visa: Document) -> bool | None:
    begin, last = work_begins(contract, today), sure_day(visa, "expires_on")
    return begin - last <= ARRIVAL if begin and last else None
