"""CON010: the placement agreement and the work contract name another company, country or job."""

from collections.abc import Iterator
from typing import Final

from validators.crossing import AGENCY, DESTINATION, POSITION, Pair, differences, same_number
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule

_PAIRS: Final = (AGENCY, Pair("agency_licence", "agency_licence", same_number), DESTINATION, POSITION)


@rule(
    "CON010",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "placement_agreement"},
    basis=("UU 18/2017 Pasal 13", "UU 18/2017 Pasal 19"),
    since="0.2",
    version=2,
)
def placement_agreement(subject: Subject) -> Iterator[Finding]:
    """Placement agreement and work contract do not fit together.

    ## What it checks
    Placement company, its licence number, country and job of the placement agreement against the contract's.

    ## Why it matters
    Both papers belong to one placement. Another company in one of them means that the worker was passed on, another
    country or job that the placement is not the one that was agreed.

    ## Known false alarms
    A placement agreement of an earlier attempt in the file; a licence renewed between the two papers (numbers of
    unlike form are not compared); a company renamed.

    Known gap: a direct contract names no company and is then compared by country and job only.

    ## Example
    A placement agreement for Malaysia and a contract for Cambodia are flagged.

    ## References
    UU 18/2017 Pasal 13 (both papers of a file) and Pasal 19 (placement in the job that was agreed).
    """
    yield from differences("CON010", subject, "placement_agreement", _PAIRS)
