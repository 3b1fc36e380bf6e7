"""VIS001: the visa names another employer or country than the contract."""

from collections.abc import Iterator

from extractors.model import Document
from validators.crossing import DESTINATION, EMPLOYER, differences, was_valid
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule


@rule(
    "VIS001",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "visa"},
    basis=("UU 18/2017 Pasal 13", "UU 18/2017 Pasal 19"),
    since="0.2",
    version=2,
)
def other_placement(subject: Subject) -> Iterator[Finding]:
    """The visa is for another placement than the contract.

    ## What it checks
    Employer and country on each visa against the contract's. Name, date of birth and passport number are compared by
    CON001, CON002 and CON003.

    ## Why it matters
    A work visa is given for an employer (Malaysia gives it to the employer itself): with another one's the worker may
    have no right to the work that the contract promises.

    ## Known false alarms
    The visa names the agency abroad or the person who answers for the firm; a transit visa. A visa that had expired
    when the contract was signed belongs to an earlier journey and is left out.

    Known gap: a visa that names no employer is compared by country only; China, Hong Kong, Macau and Taiwan are not
    told apart, because a zone names the state that issued it.

    ## Example
    A visa of Cambodia with a contract for Malaysia is flagged.

    ## References
    UU 18/2017 Pasal 13 (both papers of a file) and Pasal 19 (placement as agreed).
    """
    yield from differences("VIS001", subject, "visa", (EMPLOYER, DESTINATION), _is_of_its_time)


def _is_of_its_time(contract: Document, visa: Document) -> bool:
    return was_valid(contract, visa) is not False
