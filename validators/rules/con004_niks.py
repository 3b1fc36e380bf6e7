"""CON004: the NIK differs between papers."""

from collections.abc import Iterator

from validators.identity import NIKS, disagreements, is_nik
from validators.model import Cause, Finding, Severity
from validators.numbers import nik
from validators.rule import Scope, Subject, rule
from validators.slips import is_slip


@rule(
    "CON004",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents=set(NIKS),
    basis=("PP 40/2019 Pasal 30",),
    since="0.1",
    version=2,
)
def niks(subject: Subject) -> Iterator[Finding]:
    """NIKs differ between documents.

    ## What it checks
    The NIK on each paper of the case against the card's. Identity numbers of another length (passport, SIM) do not
    count.

    ## Why it matters
    A NIK is for life; two of them in one case mean two persons or a wrong paper.

    ## Known false alarms
    A family member's card in the file; records merged at Dukcapil.

    Known gap: two identity cards in one case are not compared; one figure of difference is left open and told by
    CON009.

    ## Example
    A contract with another NIK than the KTP is flagged, one with the passport number there is not.

    ## References
    PP 40/2019 Pasal 30.
    """
    yield from disagreements("CON004", subject, NIKS, _agree, counts=is_nik)


def _agree(one: str, other: str) -> bool | None:
    left, right = nik.compact(one), nik.compact(other)
    return None if is_slip(left, right) else left == right
