"""JOB003: the contract pays less than the job order promised."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document
from validators.crossing import CONTRACT, differing, with_field, without_a_fit
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule
from validators.working_terms import is_less, wage_of

ANOTHER_PERIOD: Final = 3
"""A job order's wage above this many times the contract's is paid by another period, or misread: nothing is told."""


@rule(
    "JOB003",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "job_order"},
    basis=("UU 18/2017 Pasal 15", "UU 18/2017 Pasal 18"),
    since="0.2",
)
def wage(subject: Subject) -> Iterator[Finding]:
    """The contract's wage is lower than the job order's.

    ## What it checks
    The monthly wage of the contract against the wage of the job order, in one currency. One job order that does not
    promise more is enough.

    ## Why it matters
    The job order is what the mission approved. A worker who is then given less has been promised one thing and signs
    another: the usual first sign that a contract was exchanged.

    ## Known false alarms
    The job order's figure includes allowances or overtime; the order covers several jobs at several wages. One
    percent is left for rounding.

    Known gap: job orders do not say by what the wage is paid; more than three times the contract's is left open.

    ## Example
    Job order 5600 HKD and contract 5100 HKD a month is flagged; 1700 MYR and 5100 HKD is not compared.

    ## References
    UU 18/2017 Pasal 15 (what the contract states) and Pasal 18 (no change without both parties).
    """
    orders = with_field(subject, "job_order", "wage_amount")
    for contract in without_a_fit(with_field(subject, CONTRACT, "wage_amount"), orders, _pays_enough):
        yield differing("JOB003", "less", (contract, "wage_amount"), (orders[0], "wage_amount"))


def _pays_enough(contract: Document, order: Document) -> bool | None:
    ours, promised = wage_of(contract), wage_of(order)
    if ours is None or promised is None or ours.currency != promised.currency or ours.period != "month":
        return None
    if promised.period not in {"", "month"} or promised.amount > ours.amount * ANOTHER_PERIOD:
        return None
    return not is_less(ours.amount, promised.amount)
