"""CON014: the social security cover ends before the contract does."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from extractors.model import Document
from validators.age import months_after
from validators.crossing import CONTRACT, differing, sure_day, with_field, without_a_fit
from validators.model import Cause, Finding, Severity
from validators.rule import NotApplicable, Scope, Subject, rule
from validators.working_terms import months_of, sure

TOLERANCE: Final = timedelta(days=31)
"""Cover is counted in whole months from its own first day, which is not that of the contract."""


@rule(
    "CON014",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.COMPLETENESS,
    documents={"work_contract", "social_security"},
    basis=("Permenaker 4/2023",),
    since="0.2",
)
def cover_to_the_end(subject: Subject) -> Iterator[Finding]:
    """The cover ends before the contract.

    ## What it checks
    The last day of cover on the social security paper against the last day of the contract's term, with a month of
    tolerance. Cover that does not even reach the first day is CON013's.

    ## Why it matters
    The cover must be renewed in time, and somebody has to know by when.

    ## Known false alarms
    Long contracts are covered in parts, and the next part is paid later: a reminder, not a fault. One paper that
    reaches the end is enough.

    Known gap: a contract without a first day or a term is not judged.

    ## Example
    Contract from 2026-04-01 for 24 months and cover to 2027-03-31 is flagged.

    ## References
    Permenaker 4/2023 (the period of cover).
    """
    contracts = with_field(subject, CONTRACT, "start_date", "duration_months")
    papers = [paper for paper in with_field(subject, "social_security", "expires_on") if not _is_old(contracts, paper)]
    if not papers:
        raise NotApplicable
    for contract in without_a_fit(contracts, papers, _reaches_the_end):
        yield differing("CON014", "ends", (contract, "duration_months"), (papers[-1], "expires_on"))


def _is_old(contracts: list[Document], cover: Document) -> bool:
    last = sure_day(cover, "expires_on")
    starts = [begin for contract in contracts if (begin := sure_day(contract, "start_date"))]
    return bool(last and starts) and all(last < begin for begin in starts if last)


def _reaches_the_end(contract: Document, cover: Document) -> bool | None:
    end, last = _end(contract), sure_day(cover, "expires_on")
    return end - last <= TOLERANCE if end and last else None


def _end(contract: Document) -> date | None:
    begin, term = sure_day(contract, "start_date"), sure(contract, "duration_months")
    months = months_of(term.text) if term else None
    return months_after(begin, months) if begin and months else None
