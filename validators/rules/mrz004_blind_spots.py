"""MRZ004: letters in the zone that the check digits cannot tell from digits."""

from collections.abc import Iterator
from typing import Final

from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import mrz
from validators.numbers.errors import ValidationError
from validators.readings import is_indonesian
from validators.rule import CannotCheck, Subject, rule, rule_text, show

_DATES: Final = ("birth_date", "expires_on")
"""Slots of digits only; an unknown part of a birth date may be fillers."""
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@rule(
    "MRZ004",
    severity=Severity.INFO,
    cause=Cause.CAPTURE_QUALITY,
    documents={"passport"},
    basis=("ICAO Doc 9303-3 4.9",),
    since="0.2",
)
def blind_spots(subject: Subject) -> Iterator[Finding]:
    """The MRZ's check digits fit, but it has letters where digits or fillers belong.

    ## What it checks
    Letters in the two dates of line 2, and in an Indonesian book's number behind its series letter, when every check
    digit fits.

    ## Why it matters
    Characters whose values differ by a multiple of ten weigh alike: K and ``<``, G and 6, L and 1, A or U and 0. The
    arithmetic then proves no right read, so the line must be looked at again.

    ## Known false alarms
    It is nearly always the reader's slip; the finding only asks for a second look and changes no axis.

    Known gap: a digit that stands for another one that weighs alike does not exist; swapped neighbours that differ by
    five do, and pass.

    ## Example
    ``X0000000K1IDN...`` is noted, ``X0000000<1IDN...`` is not.

    ## References
    ICAO Doc 9303 part 3 section 4.9 (values and weights).
    """
    document, field = subject.document, subject.field("mrz_line_2")
    try:
        wrong = mrz.faults(field.text)
    except ValidationError:
        raise CannotCheck(Reason.UNREADABLE) from None
    if document is None or wrong:
        return  # MRZ001 speaks
    slots = mrz.split(field.text)
    places = {name: slots[name] for name in _DATES}
    if is_indonesian(document):
        places["number"] = slots["number"][1:]
    odd = {name: "".join(mark for mark in text if mark in _LETTERS) for name, text in places.items()}
    for name, letters in odd.items():
        if letters:
            yield Finding(
                message=rule_text("MRZ004").message(name, letters=", ".join(letters)),
                found=slots[name],
                evidence=(show(field, document, caption("passport", "mrz_line_2")),),
            )
