"""CON009: a number or a day of birth differs in one character between papers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from extractors.model import Field, Text
from validators.identity import (
    BIRTH_DATES,
    NIKS,
    PASSPORT_NUMBERS,
    Table,
    disagreements,
    is_nik,
    is_passport_number,
)
from validators.messages import day
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import nik, passport_number
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule
from validators.slips import is_slip, is_slip_of_day


@dataclass(frozen=True)
class _Kind:
    """One value that papers share: where it stands, what counts as one, when two differ by a slip, how it is shown."""

    table: Table
    slip: Callable[[str, str], bool]
    counts: Callable[[Field], bool] = lambda _: True
    shown: Callable[[str], str | Text] = str


_KINDS: Final = (
    _Kind(NIKS, lambda one, other: is_slip(nik.compact(one), nik.compact(other)), is_nik),
    _Kind(
        PASSPORT_NUMBERS,
        lambda one, other: is_slip(passport_number.compact(one), passport_number.compact(other)),
        is_passport_number,
    ),
    _Kind(
        BIRTH_DATES,
        lambda one, other: is_slip_of_day(iso_date(one), iso_date(other)),
        shown=lambda value: day(iso_date(value)),
    ),
)


@rule(
    "CON009",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={*NIKS, *PASSPORT_NUMBERS, *BIRTH_DATES},
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
)
def one_character(subject: Subject) -> Iterator[Finding]:
    """One character differs between documents.

    ## What it checks
    NIKs, passport numbers and days of birth that differ in one character only. CON002, CON003 and CON004 leave these
    open; a birth year that differs is theirs even by one figure.

    ## Why it matters
    Mostly a slip of the reader or of who typed the paper, which is better mended before it goes on its way. Now and
    then it is another person's number.

    ## Known false alarms
    Nearly all of them say nothing against a paper, hence low.

    Known gap: a brother's number that differs in its last figure looks like a slip.

    ## Example
    NIK ...0001 on the KTP and ...0002 in the contract are noted; numbers that differ in two figures are CON004's.

    ## References
    UU 18/2017 Pasal 13 (the papers of a file).
    """
    is_open, applies, found = False, False, False
    for kind in _KINDS:
        try:
            for finding in disagreements(
                "CON009", subject, kind.table, _differ_by(kind), counts=kind.counts, shown=kind.shown
            ):
                found = True
                yield finding
        except NotApplicable:
            continue
        except CannotCheck:
            is_open = True
        applies = True
    if not applies:
        raise NotApplicable
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


def _differ_by(kind: _Kind) -> Callable[[str, str], bool]:
    return lambda one, other: not kind.slip(one, other)
