"""MRZ006: the number in the zone's optional part against the NIK."""

import re
from collections.abc import Iterator
from typing import Final

from validators.identity import worker_niks
from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import mrz
from validators.numbers.errors import ValidationError
from validators.readings import is_indonesian
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show

_LENGTH: Final = 14
"""Columns of the optional part, which hold the NIK's first digits in some newer books."""


@rule(
    "MRZ006",
    scope=Scope.CASE,
    severity=Severity.INFO,
    cause=Cause.INCONSISTENCY,
    documents={"passport", "ktp"},
    basis=("optional part of the zone as read by a public parser of Indonesian passports",),
    since="0.2",
)
def personal_number(subject: Subject) -> Iterator[Finding]:
    """The MRZ's personal number is not the NIK's beginning.

    ## What it checks
    Fourteen digits in the optional part of line 2 against the first fourteen of the worker's NIK.

    ## Why it matters
    Where they agree, passport and card belong together. That they must agree is said nowhere officially, so a
    difference is noted and changes no axis.

    ## Known false alarms
    Offices may put another number there; a NIK may have been replaced when double records were merged.

    Known gap: an empty part, or another count of digits, is not compared.

    ## Example
    ``32760155089599`` beside NIK ``3276015508950001`` is noted, ``32760155089500`` is not.

    ## References
    A public parser of Indonesian passports; no official source was found.
    """
    niks = worker_niks(subject)
    books = [book for book in subject.of_type("passport") if is_indonesian(book) and "mrz_line_2" in book.fields]
    if not books or not niks:
        raise NotApplicable
    lines = [(book, field, _optional(field.text)) for book in books for field in [subject.field("mrz_line_2", book)]]
    if not any(number for _, _, number in lines):
        raise NotApplicable
    for book, field, number in lines:
        if number and not any(each.startswith(number) for each in niks):
            yield Finding(
                message=rule_text("MRZ006").message("differs", number=number),
                found=number,
                evidence=(show(field, book, caption("passport", "mrz_line_2")),),
            )


def _optional(line: str) -> str | None:
    """Return the fourteen digits of the optional part, None when it holds something else."""
    try:
        wrong, part = mrz.faults(line), mrz.split(line)["optional"]
    except ValidationError:
        raise CannotCheck(Reason.UNREADABLE) from None
    return part if re.fullmatch(rf"[0-9]{{{_LENGTH}}}", part) and "optional" not in wrong else None
