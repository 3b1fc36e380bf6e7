"""SUB001: a second contract for the same work, signed later, is worse for the worker."""

from collections.abc import Iterator

from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule
from validators.substitution import worse_later


@rule(
    "SUB001",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 18", "UU 18/2017 Pasal 17"),
    since="0.2",
)
def worse_contract(subject: Subject) -> Iterator[Finding]:
    """A later contract for the same time is worse for the worker.

    ## What it checks
    Two contracts of one worker that run at one time, clause by clause: a lower wage, longer hours, fewer days of rest
    or higher deductions in the one that was signed later. Amounts are compared in one currency and one period only.

    ## Why it matters
    Contract substitution: the authorities saw the first contract, the worker is held to the second.

    ## Known false alarms
    An extension or the next placement (it begins when the first ends) and copies are no hit. A lawful change before
    the officer at the mission looks the same here: its paper should be in the file.

    Known gap: a contract that names no deduction is not held against one that does, because a page may be missing.

    ## Example
    5100 HKD a month, signed on 10 March, and 4000 HKD a month, signed on 2 April, both for two years, are flagged.

    ## References
    UU 18/2017 Pasal 18 (no change without both parties) and Pasal 17 (extension before the official at the mission).
    """
    yield from worse_later("SUB001", subject)
