"""CON004: the NIK differs between papers."""

from collections.abc import Iterator

from extractors.model import Field
from validators.identity import NIKS, disagreements
from validators.model import Cause, Finding, Severity
from validators.numbers import nik
from validators.rule import Scope, Subject, rule


@rule(
    "CON004",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents=set(NIKS),
    basis=("PP 40/2019 Pasal 30",),
    since="0.1",
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

    Known gap: two identity cards in one case are not compared.

    ## Example
    A contract with another NIK than the KTP is flagged, one with the passport number there is not.

    ## References
    PP 40/2019 Pasal 30.
    """
    yield from disagreements("CON004", subject, NIKS, _agree, counts=_is_nik)


def _agree(one: str, other: str) -> bool:
    return nik.compact(one) == nik.compact(other)


def _is_nik(field: Field) -> bool:
    """Whether the value is sixteen digits: a passport number or a misread letter says nothing of a NIK."""
    digits = nik.compact(field.text)
    return len(digits) == nik.LENGTH and digits.isascii() and digits.isdigit()
