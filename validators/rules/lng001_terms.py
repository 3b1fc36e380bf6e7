"""LNG001: the two texts of a contract state different terms of work."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document, FieldStatus
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule
from validators.two_texts import contradictions, stated
from validators.working_terms import amount_of, hours_of, is_less, months_of, rest_of, same_day

ANOTHER_PERIOD: Final = 3
"""Amounts further apart than this many times are paid by other periods, or one of them is no wage."""


@rule(
    "LNG001",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 15", "UU 18/2017 Pasal 18"),
    since="0.2",
)
def terms(subject: Subject) -> Iterator[Finding]:
    """The contract states two different terms of work.

    ## What it checks
    Wage, hours, days of rest, term, first day of work and deductions of one language's text against another's; where
    the languages were not told, two places of one paper.

    ## Why it matters
    The worker reads one text, the employer holds the worker to the other. A translation that promises more than the
    original is an old way to deceive.

    ## Known false alarms
    A slip of the translator; a wage for probation beside the wage after it. Each place must be sure by itself, what
    two engines read differently at one place is left open, and amounts are compared in one currency and period.
    Medium, because both texts are of one author and so no two independent sources. Read by the real reader, 228 genuine
    contracts gave no false alarm (113 with a text layer, 69 scans, 46 photographs); of 36 with a text layer and one
    term changed in one language all were found.

    Known gap: of Chinese, Japanese, Korean and Arabic text only a monthly wage, the term and the hours are read.
    Deductions of which one language names more than the other are not compared, since one may have been read in part;
    lines that mix both languages give no value.

    ## Example
    "upah RM 1.900,00 setiap bulan" and "a wage of RM 1,700.00 per month" are flagged.

    ## References
    UU 18/2017 Pasal 15 (what the contract states) and Pasal 18 (no change without both parties).
    """
    yield from contradictions("LNG001", subject, _TERMS, _cannot_be_judged)


def _cannot_be_judged(document: Document, name: str) -> bool:
    """Whether the wage is named in two currencies or periods: its amounts then have a reason to differ."""
    if name != "wage_amount":
        return False
    units = [document.fields[unit] for unit in ("wage_currency", "wage_period") if unit in document.fields]
    said = [{entry.value for entry in stated(document, unit)} for unit in ("wage_currency", "wage_period")]
    return any(unit.status is not FieldStatus.OK for unit in units) or any(len(values) > 1 for values in said)


def _same_wage(one: str, other: str) -> bool | None:
    amounts = sorted(amount for text in (one, other) if (amount := amount_of(text)) is not None)
    if len(amounts) < 2 or amounts[1] > amounts[0] * ANOTHER_PERIOD:
        return None
    return not is_less(amounts[0], amounts[1])


def _same_hours(one: str, other: str) -> bool | None:
    first, second = hours_of(one), hours_of(other)
    units = first.keys() & second.keys()
    return all(first[unit] == second[unit] for unit in units) if units else None


def _same_rest(one: str, other: str) -> bool | None:
    first, second = rest_of(one), rest_of(other)
    return None if first is None or second is None else first == second


def _same_term(one: str, other: str) -> bool | None:
    first, second = months_of(one), months_of(other)
    return first == second if first and second else None


def _same_sum(one: str, other: str) -> bool | None:
    (amount, _, currency), (another, _, other_currency) = one.partition(" "), other.partition(" ")
    return _same_wage(amount, another) if currency == other_currency else None


_TERMS: Final = {
    "wage_amount": _same_wage,
    "working_hours": _same_hours,
    "rest_days": _same_rest,
    "duration_months": _same_term,
    "start_date": same_day,
    "deductions": _same_sum,
}
