"""CON003: the passport number differs between papers."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.model import Field
from validators.identity import PASSPORT_NUMBERS, disagreements
from validators.model import Cause, Finding, Severity
from validators.numbers import passport_number
from validators.rule import Scope, Subject, rule

_FORM: Final = re.compile(r"(?=(?:[A-Z]*[0-9]){4})[A-Z0-9]{6,10}", re.ASCII)
"""Numbers of passports have up to nine characters (ICAO Doc 9303-4), most of them digits; one may be read too many."""


@rule(
    "CON003",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents=set(PASSPORT_NUMBERS),
    basis=("UU 18/2017 Pasal 13",),
    since="0.1",
)
def passport_numbers(subject: Subject) -> Iterator[Finding]:
    """Passport numbers differ between documents.

    ## What it checks
    The passport number on contract, visa and card against the passports of the case.

    ## Why it matters
    A paper made for another person's passport, or for a passport that is not shown, appears here.

    ## Known false alarms
    A passport replaced meanwhile: if the case holds both books, one that agrees is enough.

    Known gap: a contract that names no passport number is not compared.

    ## Example
    Passport X0000001 and a contract for X0000009 is flagged.

    ## References
    UU 18/2017 Pasal 13 (the papers of a file).
    """
    yield from disagreements("CON003", subject, PASSPORT_NUMBERS, _agree, counts=_is_number)


def _is_number(field: Field) -> bool:
    """Whether the value has the form of a passport number of any country, and is not a dash or a word."""
    return _FORM.fullmatch(passport_number.compact(field.text)) is not None


def _agree(one: str, other: str) -> bool:
    return passport_number.compact(one) == passport_number.compact(other)
