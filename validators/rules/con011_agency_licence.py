"""CON011: the licence paper in the file is not the licence of the company in the contract."""

from collections.abc import Iterator
from typing import Final

from validators.crossing import AGENCY, Pair, differences, same_number
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule

_PAIRS: Final = (AGENCY, Pair("agency_licence", "licence_number", same_number))


@rule(
    "CON011",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "agency_licence"},
    basis=("Permen P2MI 1/2025",),
    since="0.2",
    version=2,
)
def agency_licence(subject: Subject) -> Iterator[Finding]:
    """The licence paper is another company's than the contract's.

    ## What it checks
    Name and licence number on the licence paper against the contract's company.

    ## Why it matters
    A copy of another company's licence is the cheapest cover for a placement without any.

    ## Known false alarms
    A company renamed; a licence renewed under a new number. Numbers of unlike form (a decree of the older system and
    an OSS number) are not compared.

    Known gap: a genuine licence copied by somebody else passes; only the registry and the company can tell.

    ## Example
    A contract of PT A with the licence paper of PT B is flagged; "PT. A" and "A, PT" are one company.

    ## References
    Permen P2MI 1/2025 (the licence is given to one company).
    """
    yield from differences("CON011", subject, "agency_licence", _PAIRS)
