"""CON012: the worker card names another employer or country than the contract."""

from collections.abc import Iterator

from extractors.model import Document
from validators.crossing import DESTINATION, EMPLOYER, differences, was_valid
from validators.model import Cause, Finding, Severity
from validators.rule import Scope, Subject, rule


@rule(
    "CON012",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "worker_card"},
    basis=("Permen P2MI 34/2025", "UU 18/2017 Pasal 19"),
    since="0.2",
    version=2,
    status="preview",
)
def worker_card(subject: Subject) -> Iterator[Finding]:
    """The worker card is for another placement than the contract.

    ## What it checks
    Employer and country on the worker card (E-KPMI, E-PMI, KTKLN) against the contract's. The passport number is
    CON003's, the name CON001's.

    ## Why it matters
    The card proves that this placement met the requirements; a card of another placement proves nothing for this one.

    ## Known false alarms
    A card of the placement before this one: it is left out if it had expired when the contract was signed. A lawful
    change of employer abroad. On trial, because how many workers change their employer so, and keep their card, has not
    been counted.

    Known gap: a card that names neither employer nor country is not compared.

    ## Example
    A card for Taiwan with a contract for Cambodia is flagged.

    ## References
    Permen P2MI 34/2025 Pasal 14 (E-KPMI in place of the E-PMI); UU 18/2017 Pasal 19 (placement as agreed).
    """
    yield from differences("CON012", subject, "worker_card", (EMPLOYER, DESTINATION), _is_of_its_time)


def _is_of_its_time(contract: Document, card: Document) -> bool:
    return was_valid(contract, card) is not False
