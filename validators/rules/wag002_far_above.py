"""WAG002: a wage far above the usual for a job that asks for no skill."""

from collections.abc import Iterator
from typing import Final

from validators.messages import country, period
from validators.model import Cause, Finding, Severity
from validators.rule import NotApplicable, Subject, rule, rule_text
from validators.terms import jobs_of, own, places, printed_amount
from validators.wages import compared

TIMES: Final = 3
"""A wage of more than so many floors is told (study of known fraud patterns, rule 25; not measured on real wages)."""


@rule(
    "WAG002",
    severity=Severity.MEDIUM,
    cause=Cause.PROTECTION,
    documents={"work_contract"},
    basis=("study of known fraud patterns of the Absah project, rule 25 (no law)",),
    since="0.2",
    status="preview",
)
def far_above(subject: Subject) -> Iterator[Finding]:
    """The wage is far above the usual for a job without special skill.

    ## What it checks
    For the ten jobs that are free of placement costs: the wage against three times the highest floor of the destination
    on the day of signing.

    ## Why it matters
    Pay far above the market for work that anyone can do is how offers of scam compounds begin.

    ## Known false alarms
    An experienced worker; a wage misread by one digit; a yearly sum printed as a monthly one.

    Known gap: destinations without a floor in the pack are not judged, and those are where such offers lead.

    ## Example
    TWD 95000 a month for a caregiver in Taiwan is flagged; TWD 28000 passes.

    ## References
    ``validators/packs/wage_floors.csv``; no official statistics of usual wages is held, hence preview.
    """
    document = own(subject)
    if not any(job.free for job in jobs_of(subject, subject.field("position").text)):
        raise NotApplicable
    wage = compared(subject, document)
    if wage.amount <= TIMES * wage.highest:
        return
    yield Finding(
        message=rule_text("WAG002").message(
            "above",
            wage=printed_amount(wage.amount, wage.currency),
            floor=printed_amount(wage.highest, wage.currency),
            times=str(TIMES),
            period=period(wage.period),
            country=country(wage.destination),
        ),
        expected=f"<= {TIMES * wage.highest:f}",
        found=f"{wage.amount.normalize():f}",
        evidence=places(document, ("wage_amount", "found"), ("position", "compared")),
    )
