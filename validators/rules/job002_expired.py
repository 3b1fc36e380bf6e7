"""JOB002: the job order had expired on the day the contract was signed."""

from collections.abc import Iterator
from functools import partial

from validators.crossing import CONTRACT, differing, was_valid_by, with_field, without_a_fit
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule


@rule(
    "JOB002",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "job_order"},
    basis=("Permen P2MI 4/2025 Pasal 9",),
    since="0.2",
    version=2,
)
def expired(subject: Subject) -> Iterator[Finding]:
    """The job order had expired when the contract was signed.

    ## What it checks
    The job order's last day against the day the contract was signed. One job order that was valid is enough.

    ## Why it matters
    Workers may be placed only while the order and its permit are valid; an old order is a common cover for a job that
    no longer exists.

    ## Known false alarms
    The order was extended by a letter that is not in the file; a day and month swapped. A day of signing after the day
    of this check is left to DAT001.

    Known gap: an order whose quota was used up is not seen here, that needs other cases.

    ## Example
    An order valid to 2025-12-31 and a contract signed on 2026-03-10 is flagged, one signed on 2025-12-31 is not.

    ## References
    Permen P2MI 4/2025 Pasal 9 (recruiting outside a valid permit is sanctionable).
    """
    orders = with_field(subject, "job_order", "expires_on")
    signed = with_field(subject, CONTRACT, "signed_on")
    for contract in without_a_fit(signed, orders, partial(was_valid_by, subject.today)):
        yield differing("JOB002", "expired", (contract, "signed_on"), (orders[-1], "expires_on"))
