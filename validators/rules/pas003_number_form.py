"""PAS003: an Indonesian passport whose number has a rare form."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Text
from validators.messages import caption
from validators.model import Cause, Finding, Severity
from validators.numbers import passport_number
from validators.readings import is_indonesian
from validators.rule import NotApplicable, Subject, rule, rule_text, show

SEEN: Final = frozenset("ABCEX")
"""Series letters that public parsers and pictures show; no official table was found."""


@rule(
    "PAS003",
    severity=Severity.INFO,
    cause=Cause.INCONSISTENCY,
    documents={"passport"},
    basis=("form of the number as read by public parsers of Indonesian passports",),
    since="0.2",
)
def number_form(subject: Subject) -> Iterator[Finding]:
    """The passport number has a form that is seldom seen.

    ## What it checks
    One letter and seven digits, and a series letter that was seen before (A, B, C, E, X).

    ## Why it matters
    Worth knowing beside other findings; by itself it says nothing and changes no axis.

    ## Known false alarms
    There is no official table of letters, and older books had other numbers. A letter is never read as a digit here,
    nor a digit as the letter.

    Known gap: any seven digits behind a known letter pass.

    ## Example
    ``Q0000001`` is noted, ``X0000001`` is not.

    ## References
    Form as printed and as read by public parsers of Indonesian passports; no official source was found.
    """
    document = subject.document
    if document is None or not is_indonesian(document):
        raise NotApplicable
    field = subject.field("passport_number")
    number = passport_number.compact(field.text)
    message = _message(number)
    if message is not None:
        yield Finding(
            message=message, found=number, evidence=(show(field, document, caption("passport", "passport_number")),)
        )


def _message(number: str) -> Text | None:
    text = rule_text("PAS003")
    if not passport_number.is_valid(number):
        return text.message("form", number=number)
    return None if number[0] in SEEN else text.message("letter", letter=number[0])
