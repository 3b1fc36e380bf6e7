"""KKR001: the number on the family card cannot be a KK number."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Text
from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import kk
from validators.numbers.errors import InvalidComponent, InvalidDate, InvalidFormat, InvalidLength
from validators.rule import CannotCheck, Subject, rule, rule_text, show

SURE: Final = 0.80
"""Least confidence (0..1, weakest word): an impossible value says something only when it was surely read."""

NEAR: Final = 2
"""Characters by which a length may be off; what is further off, or not in A-Z and 0-9, is no misprinted number."""


@rule(
    "KKR001",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"family_card"},
    basis=(
        "structure of the KK number (Poskota, 4 May 2025)",
        "Kepmendagri 300.2.2-2138/2025",
    ),
    since="0.2",
)
def structure(subject: Subject) -> Iterator[Finding]:
    """The KK number's structure is impossible.

    ## What it checks
    Sixteen digits; six of them a day of the calendar, which is the day of registration (with 40 added it passes too);
    a province that exists.

    ## Why it matters
    Registrars' software issues the number, so an impossible one was never issued.

    ## Known false alarms
    One misread digit. The rule abstains unless the field is ``ok`` and read at 0.80 or better, and on a wrong
    length unless two engines read the same. The absence of a stamp is never looked at: a card on plain paper with a
    code is an original (Permendagri 109/2019).

    Known gap: a number with a day and a province that exist passes, whoever wrote it; there is no check digit.

    ## Example
    ``3276017201180001`` is flagged (day 72), ``3276010901180001`` passes, so does ``3276014901180001``.

    ## References
    Structure as reported by Poskota, 4 May 2025, and as read by the PyPI package ``nomiden``; no official text was
    found. Provinces: Kepmendagri 300.2.2-2138/2025.
    """
    document, field = subject.document, subject.field("kk_number")
    digits = kk.compact(field.text)
    if document is None or kk.is_valid(digits):
        return
    is_near = abs(len(digits) - kk.LENGTH) <= NEAR and digits.isascii() and digits.isalnum()
    if field.confidence < SURE or not is_near:
        raise CannotCheck(Reason.UNREADABLE)
    message = _message(digits, sum(kk.compact(str(reading.value)) == digits for reading in field.readings))
    yield Finding(
        message=message, found=field.text, evidence=(show(field, document, caption("family_card", "kk_number")),)
    )


def _message(digits: str, readings: int) -> Text:
    """Return what is impossible about ``digits``, which ``readings`` engines read alike."""
    text = rule_text("KKR001")
    try:
        kk.validate(digits)
    except InvalidLength:
        if readings < 2:
            raise CannotCheck(Reason.UNREADABLE) from None
        return text.message("length", count=str(len(digits)))
    except InvalidDate:
        return text.message("date", digits=digits[6:12])
    except InvalidComponent:
        return text.message("province", digits=digits[:2])
    except InvalidFormat:
        pass
    return text.message("letters")
