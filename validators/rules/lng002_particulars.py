"""LNG002: the two texts of a contract state different particulars of the worker."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document
from validators.crossing import same_number
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule
from validators.two_texts import contradictions
from validators.working_terms import same_day


@rule(
    "LNG002",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 15",),
    since="0.2",
)
def particulars(subject: Subject) -> Iterator[Finding]:
    """The contract states two different particulars of the worker.

    ## What it checks
    Passport number, identity number and date of birth of the worker, in the two texts of a contract or at two places
    of it.

    ## Why it matters
    A contract made over from another worker's keeps the old particulars where they were forgotten.

    ## Known false alarms
    A slip of the pen. Each place must be sure by itself; numbers of unlike form (a passport's and an identity card's)
    are not compared. Read by the real reader, 218 genuine contracts gave no false alarm (39 of them photographs).

    Known gap: the name is not compared, since a paper names its parties, agents and witnesses in many places.

    ## Example
    X0000001 in the Indonesian text and X0000007 in the English one are flagged.

    ## References
    UU 18/2017 Pasal 15 (the contract states whose it is).
    """
    yield from contradictions("LNG002", subject, _PARTICULARS, _never)


def _never(document: Document, name: str) -> bool:  # noqa: ARG001  # numbers and dates have no units that may differ
    return False


_PARTICULARS: Final = {
    "worker_passport_number": same_number,
    "worker_id_number": same_number,
    "worker_birth_date": same_day,
}
