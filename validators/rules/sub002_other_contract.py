"""SUB002: two contracts of one worker for the same time say different things."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule
from validators.substitution import otherwise_different


@rule(
    "SUB002",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 18", "UU 18/2017 Pasal 19"),
    since="0.2",
    version=2,
)
def other_contract(subject: Subject) -> Iterator[Finding]:
    """Two contracts for the same time differ.

    ## What it checks
    Employer, job, country and term of two contracts of one worker that run at one time; also wage, hours, rest and
    deductions where it is not known which contract was signed first.

    ## Why it matters
    Only one of the two can be the contract that was approved, and the worker may be held to the other.

    ## Known false alarms
    The first employer gave the worker free at once and a second one took over; one contract was replaced before
    departure by agreement. A clause that became better for the worker in the later contract is no hit, nor is the
    contract of another employer that was signed over two months after the first work began. Where it cannot be told
    whether it is another employer, or whether those months had passed, what differs is left open.

    Known gap: who is passed on to another employer after those two months is not seen here; SUB001 still sees a wage
    that fell. Contracts whose dates were not read are left open.

    ## Example
    Contracts signed on 10 March for Malaysia and on 2 April for Cambodia are flagged.

    ## References
    UU 18/2017 Pasal 18 (no change without both parties) and Pasal 19 (placement as agreed).
    """
    yield from otherwise_different("SUB002", subject)
