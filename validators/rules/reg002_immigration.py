"""REG002: Immigration says that data on the passport do not match."""

from collections.abc import Iterator
from typing import Final

from validators.confirmed import is_name_in_doubt
from validators.contradiction import contradicted
from validators.identity import NAMES
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule

_ELEMENTS: Final = {"name": "name", "birth_date": "birth_date", "sex": "sex", "expires_on": "expires_on"}
"""Element of the answer -> field of the document."""


@rule(
    "REG002",
    severity=Severity.HIGH,
    cause=Cause.REGISTRY,
    documents={"passport"},
    basis=("UU 18/2017 Pasal 13", "Permenkumham 18/2022"),
    since="0.1",
    version=2,
)
def immigration(subject: Subject) -> Iterator[Finding]:
    """Immigration contradicts the passport.

    ## What it checks
    Each element that was asked (name, date of birth, sex, expiry) and answered NO MATCH for this passport number.

    ## Why it matters
    Immigration issued the book, from the same record that it answers from.

    ## Known false alarms
    A field of the passport misread; an older record of a corrected book. A name that another paper bears but for a
    letter or two, or that one engine alone read and no other paper bears, is left open, as by REG001.

    Known gap: a photo exchanged on a genuine page matches.

    ## Example
    NO MATCH for the name is flagged; an element not held is not.

    ## References
    Permenkumham 18/2022 (passports). Answers come one an element, by agreement between agencies.
    """
    yield from contradicted("REG002", subject, "immigration", _ELEMENTS, _doubted)


def _doubted(subject: Subject, name: str) -> bool:
    book = subject.document
    return book is not None and name == NAMES["passport"] and is_name_in_doubt(book, subject.documents)
