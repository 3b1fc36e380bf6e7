"""REG003: the P3MI registry holds the licence with other data."""

from collections.abc import Iterator
from typing import Final

from validators.contradiction import contradicted
from validators.model import Cause, Finding, Reason, Severity
from validators.names import Likeness, compare_companies
from validators.rule import CannotCheck, Subject, rule

_ELEMENTS: Final = {"licence_number": "agency_licence", "agency_name": "agency_name"}
"""Element of the answer -> field of the document."""


@rule(
    "REG003",
    severity=Severity.HIGH,
    cause=Cause.REGISTRY,
    documents={"work_contract", "placement_agreement"},
    basis=("Permen P2MI 4/2025 Pasal 9",),
    since="0.1",
    version=2,
)
def agency(subject: Subject) -> Iterator[Finding]:
    """The registry holds the licence for another company.

    ## What it checks
    The company's name and licence number on the paper against the registry's entry for that licence. Where the
    registry tells the name that it holds, a name that differs by spelling, by its legal form or by a cut end is no
    other company.

    ## Why it matters
    Names and licences of real companies are borrowed for papers that they never saw.

    ## Known false alarms
    A company that changed its name; a misread name, where the registry does not tell the one that it holds.

    Known gap: a paper that borrows name and licence of one real company matches.

    ## Example
    A contract of PT A with the licence of PT B is flagged.

    ## References
    Permen P2MI 4/2025 Pasal 9. Real companies were impersonated in 2025 (Tirto fact check).
    """
    likeness = _likeness(subject)
    told_alike = likeness is not None and likeness is not Likeness.DIFFERENT
    elements = {name: field for name, field in _ELEMENTS.items() if not (told_alike and name == "agency_name")}
    found = list(contradicted("REG003", subject, "p3mi", elements))
    if not found and likeness is Likeness.CANNOT_TELL:
        raise CannotCheck(Reason.UNREADABLE)
    yield from found


def _likeness(subject: Subject) -> Likeness | None:
    """Return how alike the printed name is to the one that the registry tells, None where either is missing."""
    held = subject.answer("p3mi").details.get("agency_name")
    printed = subject.document.fields.get("agency_name") if subject.document else None
    return compare_companies(printed.text, held).likeness if held and printed else None
