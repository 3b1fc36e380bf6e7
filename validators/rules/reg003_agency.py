"""REG003: the P3MI registry holds the licence with other data."""

from collections.abc import Iterator
from typing import Final

from validators.contradiction import contradicted
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule

_ELEMENTS: Final = {"licence_number": "agency_licence", "agency_name": "agency_name"}
"""Element of the answer -> field of the document."""


@rule(
    "REG003",
    severity=Severity.HIGH,
    cause=Cause.REGISTRY,
    documents={"work_contract", "placement_agreement"},
    basis=("Permen P2MI 4/2025 Pasal 9",),
    since="0.1",
)
def agency(subject: Subject) -> Iterator[Finding]:
    """The registry holds the licence for another company.

    ## What it checks
    The company's name and licence number on the paper against the registry's entry for that licence.

    ## Why it matters
    Names and licences of real companies are borrowed for papers that they never saw.

    ## Known false alarms
    A company that changed its name; a misread name.

    Known gap: a paper that borrows name and licence of one real company matches.

    ## Example
    A contract of PT A with the licence of PT B is flagged.

    ## References
    Permen P2MI 4/2025 Pasal 9. Real companies were impersonated in 2025 (Tirto fact check).
    """
    yield from contradicted("REG003", subject, "p3mi", _ELEMENTS)
