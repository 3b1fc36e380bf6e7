"""A work contract held against another paper of its case, field by field: the common form of the rules that do so.

What counts is a sure field on both sides. A case may hold two papers of one kind (an old one, or the same one scanned
twice): a value that agrees with one contract is enough.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from extractors.model import Document, Text
from validators.confirmed import may_be_misread
from validators.jobs import same_job
from validators.messages import caption, country, day, field_name, paper
from validators.model import Finding, Reason
from validators.names import Likeness, compare, compare_companies, is_company
from validators.rule import CannotCheck, NotApplicable, Subject, rule_text, show
from validators.slips import is_slip
from validators.working_terms import day_of, same_destination, sure, wage_of

Agree = Callable[[str, str], bool | None]
"""Whether two values say the same; None where that cannot be told."""
CONTRACT: Final = "work_contract"
TIME_ZONES: Final = timedelta(days=1)
"""Indonesia is up to nine hours ahead of UTC, in which the day of the check is counted."""
LONGEST_WAIT: Final = timedelta(days=366)
"""Between a contract's signing and the first day of work."""


@dataclass(frozen=True)
class Pair:
    """One thing that both papers name: the contract's field, the other paper's, and how the two are compared."""

    contract: str
    other: str
    agree: Agree


def differences(
    code: str,
    subject: Subject,
    kind: str,
    pairs: Sequence[Pair],
    counts: Callable[[Document, Document], bool] = lambda _contract, _other: True,
) -> Iterator[Finding]:
    """Yield a finding for each field of each paper of type ``kind`` that agrees with no contract of the case.

    ``counts`` may leave out a pair of papers that do not belong together.

    Raises:
        NotApplicable: no pair of papers names the same thing.
        CannotCheck: nothing differs, but not everything could be compared.
    """
    applies, is_open, found = False, False, False
    for other in subject.of_type(kind):
        contracts = [entry for entry in subject.of_type(CONTRACT) if counts(entry, other)]
        for pair in pairs:
            named = [entry for entry in contracts if pair.contract in entry.fields and pair.other in other.fields]
            applies = applies or bool(named)
            verdicts = [_verdict(entry, other, pair) for entry in named]
            if named and True not in verdicts:
                is_open = is_open or None in verdicts
                if None not in verdicts:
                    found = True
                    yield _finding(code, named[0], other, pair)
    if not applies:
        raise NotApplicable
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


def without_a_fit(
    contracts: Sequence[Document], others: Sequence[Document], fits: Callable[[Document, Document], bool | None]
) -> Iterator[Document]:
    """Yield each contract to which not one of ``others`` fits; ``fits`` gets a contract and another paper.

    Raises:
        NotApplicable: one side is empty.
        CannotCheck: each contract may have one that fits, but not everything could be compared.
    """
    if not contracts or not others:
        raise NotApplicable
    is_open, found = False, False
    for contract in contracts:
        verdicts = [fits(contract, other) for other in others]
        if True in verdicts:
            continue
        is_open = is_open or None in verdicts
        if None not in verdicts:
            found = True
            yield contract
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


def with_field(subject: Subject, kind: str, *names: str) -> list[Document]:
    """Return the case's papers of type ``kind`` on which all these fields were seen, surely or not."""
    return [document for document in subject.of_type(kind) if all(name in document.fields for name in names)]


def was_valid(contract: Document, other: Document) -> bool | None:
    """Return whether ``other`` had not expired on the day the contract was signed; None where a day is unread."""
    signed, last = sure_day(contract, "signed_on"), sure_day(other, "expires_on")
    return signed <= last if signed and last else None


def was_valid_by(today: date, contract: Document, other: Document) -> bool | None:
    """Return the same, and None where the contract was signed after the day of this check, ``today``.

    DAT001 tells such a day; misread or not, it speaks against no other paper.
    """
    signed = sure_day(contract, "signed_on")
    return None if signed and signed > today + TIME_ZONES else was_valid(contract, other)


def sure_day(document: Document, name: str) -> date | None:
    """Return the day that a sure field names, None for any other."""
    field = sure(document, name)
    return day_of(field.text) if field else None


def work_begins(contract: Document, today: date) -> date | None:
    """Return the contract's first day of work, None where it is unread.

    None also where it lies over a year from the signing or behind this check: then a year was misread or mistyped.
    """
    begin, signed = sure_day(contract, "start_date"), sure_day(contract, "signed_on")
    if begin is None or begin - today > LONGEST_WAIT or (signed is not None and abs(begin - signed) > LONGEST_WAIT):
        return None
    return begin


def _verdict(contract: Document, other: Document, pair: Pair) -> bool | None:
    ours, theirs = sure(contract, pair.contract), sure(other, pair.other)
    if not ours or not theirs:
        return None
    verdict = pair.agree(ours.text, theirs.text)
    return None if verdict is False and may_be_misread(ours, theirs) else verdict


def _finding(code: str, contract: Document, other: Document, pair: Pair) -> Finding:
    return differing(code, "differs", (contract, pair.contract), (other, pair.other))


def differing(code: str, key: str, found: tuple[Document, str], compared: tuple[Document, str]) -> Finding:
    """Return the finding that two fields differ, with both places; each side is a document and its field's name."""
    (one, name), (two, other) = found, compared
    ours, theirs = one.fields[name], two.fields[other]
    return Finding(
        message=rule_text(code).message(
            key,
            field=field_name(name, begins=True),
            paper=paper(one.type),
            found=told(one, name),
            other=paper(two.type),
            compared=told(two, other),
        ),
        expected=theirs.text,
        found=ours.text,
        evidence=(
            show(ours, one, caption(one.type, name)),
            show(theirs, two, caption(two.type, other), "compared"),
        ),
    )


def told(document: Document, name: str) -> Text:
    """Return a field of a paper as people write it: as ``shown``, a wage with its currency."""
    text = document.fields[name].text
    wage = wage_of(document) if name == "wage_amount" else None
    return Text(id=f"{text} {wage.currency}", en=f"{text} {wage.currency}") if wage else shown(name, text)


def shown(name: str, text: str) -> Text:
    """Return a field's value as people write it: a day in words, a country by its name, all else as it is."""
    on = day_of(text) if name.endswith(("_on", "_date")) else None
    if on is not None:
        return day(on)
    return country(text) if name == "destination_country" else Text(id=text, en=text)


def same_party(one: str, other: str) -> bool | None:
    """Return whether two names mean one employer, a company or a person; None where that cannot be told."""
    people = compare(one, other).likeness
    if people is Likeness.DIFFERENT and not is_company(one) and not is_company(other):
        return False  # two households
    found = {people, compare_companies(one, other).likeness}
    if found & {Likeness.SAME, Likeness.COMPATIBLE}:
        return True
    return None if Likeness.CANNOT_TELL in found else False


def same_company(one: str, other: str) -> bool | None:
    """Return whether two names mean one company, though a space was lost in one; None where that cannot be told."""
    if "".join(one.upper().split()) == "".join(other.upper().split()):
        return True
    likeness = compare_companies(one, other).likeness
    return None if likeness is Likeness.CANNOT_TELL else likeness is not Likeness.DIFFERENT


def same_number(one: str, other: str) -> bool | None:
    """Return whether two reference numbers are one; None where one slip of a reader or clerk parts them.

    None also for numbers of unlike form, which one thing may bear both.
    """
    plain = ["".join(filter(str.isalnum, text.upper())) for text in (one, other)]
    if not plain[0] or not plain[1]:
        return None
    if plain[0] == plain[1]:
        return True
    if is_slip(plain[0], plain[1]):
        return None
    forms = ["".join("9" if character.isdigit() else "A" for character in text) for text in plain]
    return False if forms[0] == forms[1] else None


DESTINATION: Final = Pair("destination_country", "destination_country", same_destination)
EMPLOYER: Final = Pair("employer_name", "employer_name", same_party)
AGENCY: Final = Pair("agency_name", "agency_name", same_company)
POSITION: Final = Pair("position", "position", same_job)
