"""NIK001: the number on the card cannot be a NIK."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Text
from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import nik
from validators.numbers.errors import InvalidComponent, InvalidDate, InvalidFormat, InvalidLength
from validators.rule import CannotCheck, Subject, rule, rule_text, show

SURE: Final = 0.80
"""Least confidence (0..1, weakest word): an impossible value says something only when it was surely read."""

NEAR: Final = 2
"""Characters by which a length may be off; what is further off, or not in A-Z and 0-9, is no misprinted number."""


@rule(
    "NIK001",
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=(
        "PP 40/2019 Pasal 30",
        "Permendagri 137/2017",
    ),
    since="0.1",
    version=2,
)
def structure(subject: Subject) -> Iterator[Finding]:
    """The NIK's structure is impossible.

    ## What it checks
    Sixteen digits; six of them a birth date of the calendar (day plus 40 for women); a province that exists, or 99
    (NIT).

    ## Why it matters
    Registrars' software issues the number, so an impossible one was never issued.

    ## Known false alarms
    One misread digit. The rule abstains unless the field is ``ok`` and read at 0.80 or better, and on a wrong
    length unless two engines read the same: a lost or doubled digit is the commonest misreading.

    Known gap: a number with a date and a region that exist passes, whoever wrote it; there is no check digit.

    ## Example
    ``3276017205900001`` is flagged (day 72), ``3276014505900001`` passes, so does ``9950114505900001`` (a NIT).

    ## References
    PP 40/2019 Pasal 30 and 32; Permendagri 137/2017.
    """
    document, field = subject.document, subject.field("nik")
    digits = nik.compact(field.text)
    if document is None or nik.is_valid(digits):
        return
    is_near = abs(len(digits) - nik.LENGTH) <= NEAR and digits.isascii() and digits.isalnum()
    if field.confidence < SURE or not is_near:
        raise CannotCheck(Reason.UNREADABLE)
    message = _message(digits, sum(nik.compact(str(reading.value)) == digits for reading in field.readings))
    yield Finding(message=message, found=field.text, evidence=(show(field, document, caption("ktp", "nik")),))


def _message(digits: str, readings: int) -> Text:
    """Return what is impossible about ``digits``, which ``readings`` engines read alike."""
    text = rule_text("NIK001")
    try:
        nik.validate(digits)
    except InvalidLength:
        if readings < 2:
            raise CannotCheck(Reason.UNREADABLE) from None
        return text.message("length", count=str(len(digits)))
    except InvalidDate:
        return text.message("birth_date", digits=digits[6:12])
    except InvalidComponent:
        return text.message("province", digits=digits[:2])
    except InvalidFormat:
        pass
    return text.message("letters")
