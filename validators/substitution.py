"""Two contracts of one worker held against each other, clause by clause: what the rules on substitution share.

Contract substitution: a worker signs one contract, which the authorities see, and is later given another one. Two
contracts are held against each other only where they belong to one worker and run at one time; one that begins when
the other ends is an extension or the next placement, and a copy says the same as its original.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import combinations
from typing import Final

from pydantic import ValidationError

from extractors.model import Document, FieldStatus, Region, Text
from validators.age import months_after
from validators.crossing import CONTRACT, LONGEST_WAIT, same_number, same_party, sure_day, told
from validators.jobs import same_job
from validators.messages import caption, field_name
from validators.model import Finding, Reason
from validators.names import Likeness, compare
from validators.rule import CannotCheck, NotApplicable, Subject, at, rule_text
from validators.slips import is_slip
from validators.working_terms import (
    amount_of,
    hours_of,
    is_less,
    months_of,
    rest_of,
    same_destination,
    sure,
    wage_of,
)

EXTENSION: Final = 31
"""Days by which an extension or a next placement may begin before the first contract ends."""
CLOSE: Final = 60
"""Days between two signings within which no contract has run its course, whatever its term."""
ARRANGED_AHEAD: Final = 366
"""Days before the first contract's end from which on a paper without a first day of its own may be its extension."""


class Change(Enum):
    """What the later contract says beside the earlier one; ``other`` is a change that has no better and worse."""

    NONE = "none"
    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Two:
    """Two contracts that run at one time; ``ordered`` says that it is known which was signed first."""

    earlier: Document
    later: Document
    ordered: bool


def worse_later(code: str, subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each clause in which the later contract is worse for the worker; raises as ``_found``."""
    yield from _found(code, subject, lambda two, change: two.ordered and change is Change.WORSE)


def otherwise_different(code: str, subject: Subject) -> Iterator[Finding]:
    """Yield a finding for each clause that differs in another way; one that became better is left out.

    So is all that a second employer's contract says, once the worker has worked for the first one for a while. Where
    it cannot be told whether it is such a contract, what differs is left open.
    """
    yield from _found(code, subject, _is_otherwise_different)


def _is_otherwise_different(two: Two, change: Change) -> bool | None:
    if change is not Change.OTHER and (two.ordered or change not in {Change.WORSE, Change.BETTER}):
        return False
    is_next = _is_next_employer(two)
    return None if is_next is None else not is_next


def _found(code: str, subject: Subject, wanted: Callable[[Two, Change], bool | None]) -> Iterator[Finding]:
    """Yield the findings of one rule; ``wanted`` says None where it cannot tell whether a change is one.

    Raises:
        NotApplicable: there are no two contracts of one worker that run at one time.
        CannotCheck: nothing was found, but not everything could be compared.
    """
    twos, is_open = _running_together(subject)
    if not twos and not is_open:
        raise NotApplicable
    found = False
    for two in twos:
        for name, clause in CLAUSES.items():
            change = clause(two.earlier, two.later)
            is_wanted = wanted(two, change)
            is_open = is_open or change is Change.UNKNOWN or is_wanted is None
            if is_wanted:
                found = True
                yield _finding(code, two, name)
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


# which two contracts


def _running_together(subject: Subject) -> tuple[list[Two], bool]:
    """Return the pairs to be compared, and whether a pair had to be left out because too little was read."""
    twos, is_open = [], False
    for one, other in combinations(subject.of_type(CONTRACT), 2):
        verdicts = _same_worker(one, other), _together(*_in_order(one, other))
        if verdicts == (True, True):
            earlier, later = _in_order(one, other)
            twos.append(
                Two(earlier, later, _signed(earlier) != _signed(later) and None not in map(_signed, (one, other)))
            )
        elif False not in verdicts:
            is_open = True
    return twos, is_open


def _same_worker(one: Document, other: Document) -> bool | None:
    for name in ("worker_passport_number", "worker_id_number"):
        mine, yours = sure(one, name), sure(other, name)
        if mine and yours and same_number(mine.text, yours.text):
            return True
    mine, yours = sure(one, "worker_name"), sure(other, "worker_name")
    if mine is None or yours is None:
        return None
    likeness = compare(mine.text, yours.text).likeness
    return None if likeness is Likeness.CANNOT_TELL else likeness is not Likeness.DIFFERENT


def _signed(document: Document) -> date | None:
    """Return the day of signing; None where it lies over a year before the work: then a year was misread."""
    signed, begin = sure_day(document, "signed_on"), _begins(document)
    return None if signed and begin and begin - signed > LONGEST_WAIT else signed


def _in_order(one: Document, other: Document) -> tuple[Document, Document]:
    days = _signed(one) or _begins(one), _signed(other) or _begins(other)
    return (other, one) if days[0] and days[1] and days[1] < days[0] else (one, other)


def _begins(document: Document) -> date | None:
    return sure_day(document, "start_date")


def _together(earlier: Document, later: Document) -> bool | None:
    """Return whether the two run at one time, None where that cannot be told."""
    if _signed(earlier) and _signed(earlier) == _signed(later):
        return True
    begin = _begins(earlier) or _signed(earlier)
    term = sure(earlier, "duration_months")
    months = months_of(term.text) if term else None
    end = months_after(begin, months) if begin and months else None
    if end is None:
        return True if _signed_close_together(earlier, later) else None
    next_begin, next_signed = _begins(later), _signed(later)
    if next_begin is not None:
        return (end - next_begin).days > EXTENSION
    if next_signed is None:
        return None
    return True if (end - next_signed).days > ARRANGED_AHEAD else None if next_signed < end else False


def _signed_close_together(earlier: Document, later: Document) -> bool:
    days = _signed(earlier), _signed(later)
    return days[0] is not None and days[1] is not None and (days[1] - days[0]).days <= CLOSE


def _is_next_employer(two: Two) -> bool | None:
    """Return whether the later contract is another employer's, made when the first one's work was well under way.

    None where the names or the days do not tell; one of them that says no is enough.
    """
    names = [sure(document, "employer_name") for document in (two.earlier, two.later)]
    is_same = same_party(names[0].text, names[1].text) if names[0] and names[1] else None
    is_under_way = _is_under_way(two)
    if is_same is True or is_under_way is False:
        return False
    return True if is_same is False and is_under_way else None


def _is_under_way(two: Two) -> bool | None:
    """Return whether the first contract's work had gone on for a while when the later one was made."""
    began, made = _begins(two.earlier), _signed(two.later) or _begins(two.later)
    if began and made:
        return (made - began).days > CLOSE
    signed = _signed(two.earlier)
    # Without its first day, the earlier contract's work may have begun by then or not.
    return False if signed and made and (made - signed).days <= CLOSE else None


# clause by clause


def _by(agree: Callable[[str, str], bool | None], name: str) -> Callable[[Document, Document], Change]:
    def clause(earlier: Document, later: Document) -> Change:
        if not _both_name(earlier, later, name):
            return Change.NONE
        mine, yours = sure(earlier, name), sure(later, name)
        same = agree(mine.text, yours.text) if mine and yours else None
        return Change.UNKNOWN if same is None else Change.NONE if same else Change.OTHER

    return clause


def _both_name(earlier: Document, later: Document, name: str) -> bool:
    return name in earlier.fields and name in later.fields


def _is_unchanged(earlier: Document, later: Document, name: str) -> bool:
    mine, yours = sure(earlier, name), sure(later, name)
    return mine is not None and yours is not None and mine.text.split() == yours.text.split()


def _wage(earlier: Document, later: Document) -> Change:
    if not _both_name(earlier, later, "wage_amount"):
        return Change.NONE
    first, second = wage_of(earlier), wage_of(later)
    if first is None or second is None or not first.period:
        return Change.UNKNOWN
    if (first.currency, first.period) != (second.currency, second.period):
        return Change.UNKNOWN
    return _direction(second.amount, first.amount)


def _hours(earlier: Document, later: Document) -> Change:
    if not _both_name(earlier, later, "working_hours"):
        return Change.NONE
    if _is_unchanged(earlier, later, "working_hours"):
        return Change.NONE
    texts = [sure(document, "working_hours") for document in (earlier, later)]
    first, second = (hours_of(field.text) if field else {} for field in texts)
    units = sorted(first.keys() & second.keys())
    changes = {_direction(first[unit], second[unit]) for unit in units} - {Change.NONE}
    if not units or len(changes) > 1:
        return Change.UNKNOWN
    return changes.pop() if changes else Change.NONE


def _rest(earlier: Document, later: Document) -> Change:
    if not _both_name(earlier, later, "rest_days"):
        return Change.NONE
    if _is_unchanged(earlier, later, "rest_days"):
        return Change.NONE
    texts = [sure(document, "rest_days") for document in (earlier, later)]
    first, second = (rest_of(field.text) if field else None for field in texts)
    return Change.UNKNOWN if first is None or second is None else _direction(second, first)


def _deductions(earlier: Document, later: Document) -> Change:
    """Compare what both take off the wage; a contract that names nothing may not have been read to the end."""
    if not _both_name(earlier, later, "deductions"):
        return Change.NONE
    first, second = (taken_off(document) for document in (earlier, later))
    if first is None or second is None or first[1] != second[1]:
        return Change.UNKNOWN
    return _direction(first[0], second[0])


def _direction(good: Decimal, other: Decimal) -> Change:
    """Return what it means for the worker that ``good`` stands where ``other`` did, or the other way for burdens."""
    if is_less(good, other):
        return Change.WORSE
    return Change.BETTER if is_less(other, good) else Change.NONE


def taken_off(document: Document) -> tuple[Decimal, str] | None:
    """Return the sum that a contract takes off and its currency; None unless all amounts are sure and of one."""
    field = document.fields.get("deductions")
    if field is None or field.status is not FieldStatus.OK or not isinstance(field.value, list) or not field.value:
        return None
    amounts = [amount_of(str(item.get("amount"))) for item in field.value]
    currencies = {str(item.get("currency") or "") for item in field.value}
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts) or len(currencies) != 1 or "" in currencies:
        return None
    return sum(known, Decimal(0)), currencies.pop()


def _same_term(one: str, other: str) -> bool | None:
    first, second = months_of(one), months_of(other)
    if not first or not second:
        return None
    return None if is_slip(str(first), str(second)) and abs(first - second) > 1 else abs(first - second) <= 1


CLAUSES: Final[dict[str, Callable[[Document, Document], Change]]] = {
    "wage_amount": _wage,
    "working_hours": _hours,
    "rest_days": _rest,
    "deductions": _deductions,
    "employer_name": _by(same_party, "employer_name"),
    "position": _by(same_job, "position"),
    "destination_country": _by(same_destination, "destination_country"),
    "duration_months": _by(_same_term, "duration_months"),
}
"""Field -> how the later contract's clause stands to the earlier one's."""


# the finding


def _finding(code: str, two: Two, name: str) -> Finding:
    found, compared = (_shown(document, name) for document in (two.later, two.earlier))
    key = "differs" if two.ordered else "undated"
    return Finding(
        message=rule_text(code).message(key, field=field_name(name, begins=True), found=found, compared=compared),
        expected=compared.en,
        found=found.en,
        evidence=(
            at(_place(two.later, name), two.later, caption(CONTRACT, name)),
            at(_place(two.earlier, name), two.earlier, caption(CONTRACT, name), "compared"),
        ),
    )


def _shown(document: Document, name: str) -> Text:
    if name == "deductions":
        off = taken_off(document)
        text = f"{off[0]} {off[1]}" if off else ""
        return Text(id=text, en=text)
    return told(document, name)


def _place(document: Document, name: str) -> Region | None:
    """Return where the clause stands; for a list, where its first entry does."""
    field = document.fields[name]
    if field.region is not None or not isinstance(field.value, list):
        return field.region
    for item in field.value:
        try:
            return Region.model_validate(item.get("region"))
        except ValidationError:
            continue
    return None
