"""REG013: the P3MI registry does not find the licence."""

from collections.abc import Iterator

from validators.contradiction import not_found
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "REG013",
    severity=Severity.LOW,
    cause=Cause.REGISTRY,
    documents={"work_contract", "placement_agreement"},
    basis=("Permen P2MI 4/2025 Pasal 9",),
    since="0.1",
)
def licence_not_found(subject: Subject) -> Iterator[Finding]:
    """The P3MI registry does not find the licence.

    ## What it checks
    Whether the answer for this licence number as a whole is NOT FOUND.

    ## Why it matters
    The company may have no licence. The answer alone proves nothing, so it is low and asks to verify with KP2MI.

    ## Known false alarms
    Licence numbers in an old form (SIPPTKI, before 2020); a misread character.

    Known gap: a real company's number is found.

    ## Example
    NOT FOUND is flagged low; an outage never is.

    ## References
    Permen P2MI 4/2025 Pasal 9.
    """
    yield from not_found("REG013", subject, "p3mi", "agency_licence")
