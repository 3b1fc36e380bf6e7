"""CON003: the passport number differs between papers."""

from collections.abc import Iterator

from validators.identity import PASSPORT_NUMBERS, disagreements, is_passport_number
from validators.model import Cause, Finding, Severity
from validators.numbers import passport_number
from validators.rule import Scope, Subject, rule
from validators.slips import is_slip


@rule(
    "CON003",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents=set(PASSPORT_NUMBERS),
    basis=("UU 18/2017 Pasal 13",),
    since="0.1",
    version=2,
)
def passport_numbers(subject: Subject) -> Iterator[Finding]:
    """Passport numbers differ between documents.

    ## What it checks
    The passport number on contract, visa and card against the passports of the case.

    ## Why it matters
    A paper made for another person's passport, or for a passport that is not shown, appears here.

    ## Known false alarms
    A passport replaced meanwhile: if the case holds both books, one that agrees is enough.

    Known gap: a contract that names no passport number is not compared; one character of difference is left open and
    told by CON009.

    ## Example
    Passport X0000001 and a contract for X0000093 is flagged.

    ## References
    UU 18/2017 Pasal 13 (the papers of a file).
    """
    yield from disagreements("CON003", subject, PASSPORT_NUMBERS, _agree, counts=is_passport_number)


def _agree(one: str, other: str) -> bool | None:
    left, right = passport_number.compact(one), passport_number.compact(other)
    return None if is_slip(left, right) else left == right
