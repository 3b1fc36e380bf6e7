"""JOB004: the job order is for another job than the contract."""

from collections.abc import Iterator

from validators.crossing import POSITION, differences
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule


@rule(
    "JOB004",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "job_order"},
    basis=("UU 18/2017 Pasal 19",),
    since="0.2",
    version=2,
)
def position(subject: Subject) -> Iterator[Finding]:
    """The job order is for another job than the contract.

    ## What it checks
    The job title of each job order against the contract's, by a list of titles that mean one job in Indonesian,
    Malay and English.

    ## Why it matters
    Placement must follow the job that was agreed; household work sold as factory work is a common deception.

    ## Known false alarms
    A job order for several jobs that names only the main one. Titles that the list does not know, and jobs that run
    into each other (household work and care), are never called different.

    Known gap: a title with words that the list does not know is left open.

    ## Example
    OPERATOR PRODUKSI and DOMESTIC HELPER is flagged; PEKERJA RUMAH TANGGA and DOMESTIC HELPER is not.

    ## References
    UU 18/2017 Pasal 19.
    """
    yield from differences("JOB004", subject, "job_order", (POSITION,))
