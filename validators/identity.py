"""Which field of which paper names the worker, and how the papers of one case are held against each other."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from extractors.model import Document, Field, FieldStatus, Text
from validators.family import line_of
from validators.messages import caption, paper
from validators.model import Finding, Reason
from validators.names import Likeness, compare
from validators.numbers import nik, passport_number
from validators.rule import CannotCheck, NotApplicable, Subject, rule_text, show

Table = Mapping[str, str]
"""Document type -> field, most authoritative paper first; of a family card, the column of the worker's own line."""

NAMES: Final[Table] = MappingProxyType(
    {
        "ktp": "name",
        "passport": "name",
        "family_card": "name",
        "visa": "name",
        "work_contract": "worker_name",
        "placement_agreement": "worker_name",
        "family_permit": "worker_name",
        "marital_status_letter": "name",
        "health_certificate": "name",
        "police_clearance": "name",
        "competence_certificate": "name",
        "social_security": "name",
        "worker_card": "name",
    }
)
BIRTH_DATES: Final[Table] = MappingProxyType(
    {
        "ktp": "birth_date",
        "passport": "birth_date",
        "family_card": "birth_date",
        "visa": "birth_date",
        "work_contract": "worker_birth_date",
        "marital_status_letter": "birth_date",
        "health_certificate": "birth_date",
        "police_clearance": "birth_date",
    }
)
PASSPORT_NUMBERS: Final[Table] = MappingProxyType(
    {
        "passport": "passport_number",
        "visa": "passport_number",
        "work_contract": "worker_passport_number",
        "worker_card": "passport_number",
    }
)
NIKS: Final[Table] = MappingProxyType(
    {
        "ktp": "nik",
        "work_contract": "worker_id_number",
        "placement_agreement": "worker_id_number",
        "family_permit": "worker_id_number",
        "marital_status_letter": "nik",
        "police_clearance": "nik",
        "social_security": "nik",
    }
)
BIRTH_PLACES: Final[Table] = MappingProxyType(
    {
        "ktp": "birth_place",
        "passport": "birth_place",
        "family_card": "birth_place",
        "marital_status_letter": "birth_place",
    }
)
MARITAL_STATUSES: Final[Table] = MappingProxyType(
    {"ktp": "marital_status", "family_card": "marital_status", "marital_status_letter": "marital_status"}
)
SEXES: Final[Table] = MappingProxyType({"ktp": "sex", "passport": "sex", "family_card": "sex"})
_PASSPORT: Final = re.compile(r"(?=(?:[A-Z]*[0-9]){4})[A-Z0-9]{6,10}", re.ASCII)
"""Numbers of passports have up to nine characters (ICAO Doc 9303-4), most of them digits; one may be read too many."""
_ALWAYS_SHOW: Final = frozenset({"ktp", "passport"})
"""Papers that always carry these fields; one that is missing there was not read. Others may leave it out."""


@dataclass(frozen=True)
class Holder:
    """A paper that names the worker, and the field in which it does."""

    document: Document
    name: str
    field: Field


def holders(subject: Subject, table: Table, counts: Callable[[Field], bool] = lambda _: True) -> list[Holder]:
    """Return the papers with a sure field of ``table``, most authoritative first; ``counts`` may leave fields out."""
    return [
        Holder(document, name, field)
        for kind, name in table.items()
        for document in subject.of_type(kind)
        if (field := _field(subject, document, name))
        and field.status is FieldStatus.OK
        and field.text
        and counts(field)
    ]


def is_nik(field: Field) -> bool:
    """Whether the value is sixteen digits: a passport number or a misread letter says nothing of a NIK."""
    digits = nik.compact(field.text)
    return len(digits) == nik.LENGTH and digits.isascii() and digits.isdigit()


def is_passport_number(field: Field) -> bool:
    """Whether the value has the form of a passport number of any country, and is not a dash or a word."""
    return _PASSPORT.fullmatch(passport_number.compact(field.text)) is not None


def is_anothers(subject: Subject, document: Document) -> bool:
    """Whether an identity card is a relative's: it bears another name than every other paper that names the worker.

    A case may hold the card of who gives permission; what it says of age or number is not the worker's then. Whether
    the names should agree is CON001's question.
    """
    own = _sure_text(document, NAMES.get(document.type, ""))
    if document.type != "ktp" or not own:
        return False
    others = [
        name
        for kind, field in NAMES.items()
        if kind not in {"ktp", "family_card"}
        for paper_ in subject.of_type(kind)
        if (name := _sure_text(paper_, field))
    ]
    return bool(others) and all(compare(own, name).likeness is Likeness.DIFFERENT for name in others)


def may_be_anothers(subject: Subject, document: Document) -> bool:
    """Whether an identity card bears no sure name, and another day of birth than every other paper of the worker."""
    if document.type != "ktp" or _sure_text(document, NAMES["ktp"]):
        return False
    own = _sure_text(document, BIRTH_DATES["ktp"])
    kinds = [kind for kind in BIRTH_DATES if kind not in {"ktp", "family_card"}]
    papers = subject.of_type(*kinds)
    others = {born for one in papers if (born := _sure_text(one, BIRTH_DATES[one.type]))}
    return bool(others) and own not in others


def _sure_text(document: Document, name: str) -> str:
    field = document.fields.get(name)
    return field.text if field is not None and field.status is FieldStatus.OK else ""


def worker_niks(subject: Subject) -> frozenset[str]:
    """Return the NIKs, compact, that the worker's own papers surely bear."""
    own = (holder for holder in holders(subject, NIKS) if not is_anothers(subject, holder.document))
    numbers = (nik.compact(holder.field.text) for holder in own)
    return frozenset(number for number in numbers if nik.is_valid(number))


def _field(subject: Subject, document: Document, name: str) -> Field | None:
    """Return a paper's field about the worker; a family card has it on the line that bears the worker's NIK."""
    if document.type != "family_card":
        return document.fields.get(name)
    line = line_of(document, worker_niks(subject))
    return line.field(name) if line else None


def disagreements(  # noqa: PLR0913  # a comparison has this many parts
    code: str,
    subject: Subject,
    table: Table,
    agree: Callable[[str, str], bool | None],
    *,
    counts: Callable[[Field], bool] = lambda _: True,
    shown: Callable[[str], str | Text] = str,
    doubted: Callable[[Field, Field], bool] = lambda _one, _other: False,
) -> Iterator[Finding]:
    """Yield a finding for each paper that agrees with no paper of a more authoritative kind.

    ``agree`` gets the two values and says None when it cannot tell; ``shown`` puts a value for people; of two that
    differ ``doubted`` may say that it takes another reading to tell. A case may hold an old and a new passport: one
    that agrees is enough. Two papers of one kind are not held against each other.

    Raises:
        NotApplicable: fewer than two kinds of paper carry the field.
        CannotCheck: nothing disagrees, but not everything could be compared.
    """
    known = holders(subject, table, counts)
    expected = _expected(subject, table, counts)
    if len({document.type for document in expected}) < 2:
        raise NotApplicable
    is_open, found = len(known) < len(expected), False
    unread = _unread(subject, table, known)
    for place, later in enumerate(known):
        before = [entry for entry in known[:place] if entry.document.type != later.document.type]
        for kind in dict.fromkeys(entry.document.type for entry in before):
            same_kind = [entry for entry in before if entry.document.type == kind]
            verdicts = [agree(entry.field.text, later.field.text) for entry in same_kind]
            if False in verdicts and any(doubted(entry.field, later.field) for entry in same_kind):
                verdicts.append(None)
            if True in verdicts:
                continue
            # Beside a relative's card the worker's own, unread, may be the one that agrees.
            cannot_tell = None in verdicts or kind in unread
            is_open = is_open or cannot_tell
            if not cannot_tell:
                found = True
                yield _finding(code, later, same_kind[0], shown)
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


def _unread(subject: Subject, table: Table, known: list[Holder]) -> set[str]:
    """Return the kinds of paper of which one says nothing here, though it shows the field or always carries it."""
    shown = [
        document
        for kind, name in table.items()
        for document in subject.of_type(kind)
        if kind in _ALWAYS_SHOW or name in document.fields
    ]
    return {document.type for document in shown if all(entry.document is not document for entry in known)}


def _expected(subject: Subject, table: Table, counts: Callable[[Field], bool]) -> list[Document]:
    return [
        document
        for kind, name in table.items()
        for document in subject.of_type(kind)
        if ((field := _field(subject, document, name)) is None and kind in _ALWAYS_SHOW)
        or (field is not None and counts(field))
    ]


def _finding(code: str, found: Holder, compared: Holder, shown: Callable[[str], str | Text]) -> Finding:
    return Finding(
        message=rule_text(code).message(
            "differs",
            paper=paper(found.document.type),
            found=shown(found.field.text),
            other=paper(compared.document.type),
            compared=shown(compared.field.text),
        ),
        expected=compared.field.text,
        found=found.field.text,
        evidence=(
            show(found.field, found.document, caption(found.document.type, found.name)),
            show(compared.field, compared.document, caption(compared.document.type, compared.name), "compared"),
        ),
    )
