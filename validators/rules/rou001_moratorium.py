"""ROU001: the destination is under a moratorium for this job."""

from collections.abc import Iterator

from validators.limits import in_force_there, message, where
from validators.model import Cause, Finding, Reason, Severity
from validators.packs.facts import LimitKind
from validators.rule import CannotCheck, Subject, rule, rule_text
from validators.terms import kind_of_work, own


@rule(
    "ROU001",
    severity=Severity.CRITICAL,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement", "job_order"},
    basis=("UU 18/2017 Pasal 32", "Kepmenaker 260/2015"),
    since="0.2",
)
def moratorium(subject: Subject) -> Iterator[Finding]:
    """The destination is under a moratorium for this job.

    ## What it checks
    Destination and position against the moratoria in force on the day of the paper and, before the departure, on the
    day of the check. A position that is neither surely household work nor surely other work leaves it open.

    ## Why it matters
    Where the state places nobody, no agency, contract or mission stands behind the worker.

    ## Known false alarms
    An exception (SPSK for Saudi Arabia) that the paper does not show; the extension of a running contract; a reopening
    that the pack does not know yet.

    Known gap: a job whose words the pack does not know is left open, also where it is household work.

    ## Example
    A housekeeper for Kuwait, signed 2026-03-10, is flagged; a welder for Kuwait passes.

    ## References
    UU 18/2017 Pasal 32; Kepmenaker 260/2015; ``validators/packs/placement_limits.csv`` with its sources.
    """
    document = own(subject)
    limit = in_force_there(subject, document, {LimitKind.MORATORIUM})
    if limit is None:
        return
    if limit.row.jobs == "household":
        kind = kind_of_work(subject, document)
        if kind is None:
            raise CannotCheck(Reason.UNREADABLE)
        if kind == "other":
            return
    key = "exception" if limit.row.exception_id else "moratorium"
    yield Finding(
        message=message("ROU001", key, limit, document, jobs=rule_text("ROU001").message(limit.row.jobs)),
        found=limit.row.destination,
        evidence=where(document),
    )
