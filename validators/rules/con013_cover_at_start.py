"""CON013: the social security cover does not hold on the first day of work."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from extractors.model import Document
from validators.crossing import CONTRACT, differing, sure_day, with_field, without_a_fit, work_begins
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule


@rule(
    "CON013",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.PROTECTION,
    documents={"work_contract", "social_security"},
    basis=("Permenaker 4/2023", "UU 18/2017 Pasal 15"),
    since="0.2",
    status="preview",
)
def cover_at_start(subject: Subject) -> Iterator[Finding]:
    """The worker is not covered on the first day of work.

    ## What it checks
    The first day of work in the contract against the first and last day of cover on the social security paper. One
    paper that covers the day is enough.

    ## Why it matters
    An accident or a death without cover leaves the family with nothing; a paper of an earlier placement may have been
    filed to fill the gap.

    ## Known false alarms
    A renewal that is not in the file yet; work that starts later than the contract says. On trial, because contracts
    extended abroad are flagged by it while the renewed cover lies elsewhere.

    Known gap: whether the contributions were paid is not known here.

    ## Example
    Cover to 2025-12-31 and work from 2026-04-01 is flagged.

    ## References
    Permenaker 4/2023 (cover for the time of the placement); UU 18/2017 Pasal 15 (social security
    stands in the contract).
    """
    papers = with_field(subject, "social_security", "expires_on")
    for contract in without_a_fit(with_field(subject, CONTRACT, "start_date"), papers, partial(_covers, subject.today)):
        name = "expires_on" if _has_ended(subject.today, contract, papers[-1]) else "starts_on"
        yield differing("CON013", name, (contract, "start_date"), (papers[-1], name))


def _covers(today: date, contract: Document, cover: Document) -> bool | None:
    ended = _has_ended(today, contract, cover)
    if ended is not False or "starts_on" not in cover.fields:
        return None if ended is None else not ended
    begin, first = work_begins(contract, today), sure_day(cover, "starts_on")
    return first <= begin if begin and first else None


def _has_ended(today: date, contract: Document, cover: Document) -> bool | None:
    begin, last = work_begins(contract, today), sure_day(cover, "expires_on")
    return last < begin if begin and last else None
