"""JOB001: the job order is for another employer, placement company, country or order number than the contract."""

from collections.abc import Iterator
from typing import Final

from validators.crossing import AGENCY, DESTINATION, EMPLOYER, Pair, differences, same_number
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule

_PAIRS: Final = (EMPLOYER, AGENCY, DESTINATION, Pair("job_order_number", "job_order_number", same_number))


@rule(
    "JOB001",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "job_order"},
    basis=("Permen P2MI 4/2025 Pasal 9", "UU 18/2017 Pasal 19"),
    since="0.2",
    version=2,
)
def other_placement(subject: Subject) -> Iterator[Finding]:
    """The job order is for another placement than the contract.

    ## What it checks
    Employer, placement company, country and job order number of each job order against the contract's.

    ## Why it matters
    A recruitment permit covers one employer's order; a job order reused for another employer covers nobody.

    ## Known false alarms
    The order was given by a partner agency abroad and the contract names the family or firm; an employer renamed or
    written in another spelling. Names are bridged as everywhere, numbers of unlike form are not compared.

    Known gap: an employer's name in Chinese, Korean or Arabic letters alone is not compared.

    ## Example
    A contract with A SDN. BHD. and a job order of B SDN. BHD. is flagged; "A" beside "A SDN. BHD." is not.

    ## References
    Permen P2MI 4/2025 Pasal 9 (placing without a valid recruitment permit for that order is sanctionable); UU 18/2017
    Pasal 19 (placement as agreed).
    """
    yield from differences("JOB001", subject, "job_order", _PAIRS)
