"""AGE002: the worker's age at signing lies outside the destination's limit."""

from collections.abc import Iterator
from datetime import date

from extractors.model import Document
from validators.age import completed_years
from validators.identity import BIRTH_DATES, Holder, holders, is_anothers, may_be_anothers
from validators.messages import caption, country, day, paper
from validators.model import Cause, Finding, Reason, Severity
from validators.packs import DestinationAge, all_in_force, in_force
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show
from validators.terms import day_of_signing, kind_of_work, places


@rule(
    "AGE002",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("Immigration Department of Malaysia, 'Foreign Worker' (18 to 45 years at application)",),
    since="0.2",
    version=3,
)
def destination_limit(subject: Subject) -> Iterator[Finding]:
    """The worker's age at signing is outside the destination's limit.

    ## What it checks
    The age by every sure date of birth, but for an identity card that is or may be a relative's, on the day the
    contract or placement agreement was signed, against the ages that its destination admits. Ages under the law's own
    limit are AGE001's.

    ## Why it matters
    A worker outside the limit gets no permit there, and stands without one or under another date of birth.

    ## Known false alarms
    The limit holds for the day of application, which lies a little after the signing; an extension for a worker who
    is there already; a misread year.

    Known gap: limits of other destinations than Malaysia are not held, for want of a source.

    ## Example
    Born 1979-01-01, contract for Malaysia signed 2026-03-10 (47 years) is flagged; born 1981-01-01 (45) passes.

    ## References
    ``validators/packs/destination_ages.csv`` with its sources.
    """
    is_open, judged, found = False, False, False
    for contract in subject.of_type("work_contract", "placement_agreement"):
        try:
            limit, on = _limit(subject, contract)
            born = [holder for holder in holders(subject, BIRTH_DATES) if _is_the_workers(subject, holder.document)]
            if not born:
                raise CannotCheck(Reason.UNREADABLE)  # noqa: TRY301  # left open like an unread day
            findings = list(_findings(subject, contract, born, limit, on))
        except CannotCheck:
            is_open = True
            continue
        except NotApplicable:
            continue
        judged = True
        found = found or bool(findings)
        yield from findings
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)
    if not judged:
        raise NotApplicable


def _is_the_workers(subject: Subject, document: Document) -> bool:
    return not is_anothers(subject, document) and not may_be_anothers(subject, document)


def _limit(subject: Subject, contract: Document) -> tuple[DestinationAge, date]:
    destination = subject.field("destination_country", contract).text
    rows = [row for row in subject.packs.destination_ages if row.destination == destination]
    if not rows:
        raise NotApplicable
    on = day_of_signing(contract)
    held = all_in_force(rows, on)
    kind = kind_of_work(subject, contract) if any(row.jobs != "all" for row in held) else None
    row = next((row for row in held if row.jobs in {kind, "all"}), None)
    if row is None:
        raise NotApplicable
    return row, on


def _findings(
    subject: Subject, contract: Document, born: list[Holder], limit: DestinationAge, on: date
) -> Iterator[Finding]:
    of_age = in_force(subject.packs.minimum_age, on)
    youngest = of_age.years if of_age else 0
    most = limit.most if limit.most is not None else 200
    for holder in born:
        age = completed_years(iso_date(holder.field.text), on)
        if youngest <= age < limit.least or age > most:
            yield Finding(
                message=rule_text("AGE002").message(
                    "outside",
                    paper=paper(holder.document.type),
                    age=str(age),
                    day=day(on),
                    country=country(limit.destination),
                    limit=f"{limit.least}-{limit.most}" if limit.most is not None else f">= {limit.least}",
                ),
                expected=f"{limit.least}..{limit.most if limit.most is not None else ''}",
                found=str(age),
                evidence=(
                    show(holder.field, holder.document, caption(holder.document.type, holder.name)),
                    *places(contract, ("signed_on", "compared"), ("destination_country", "compared")),
                ),
            )
