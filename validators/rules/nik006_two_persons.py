"""NIK006: one NIK for two persons within a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from extractors.model import Document, Field, FieldStatus, Text
from validators.family import members
from validators.identity import NAMES, NIKS
from validators.messages import caption, paper
from validators.model import Cause, Evidence, Finding, Reason, Severity
from validators.names import Likeness, compare
from validators.numbers import nik
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, at, rule, rule_text, show


@dataclass(frozen=True)
class _Bearer:
    """Who bears a number by one paper: ``kind`` is the paper's type, or ``signer`` for who gives permission."""

    kind: str
    document: Document
    number: str
    name: str
    place: Evidence


@rule(
    "NIK006",
    scope=Scope.CASE,
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={*NIKS, "family_card"},
    basis=("PP 40/2019 Pasal 30",),
    since="0.2",
)
def two_persons(subject: Subject) -> Iterator[Finding]:
    """Two persons of the case bear one NIK.

    ## What it checks
    NIKs of the worker, of who signed the family's permission and of each line of the family card: whether one number
    stands with two different names. Papers of two kinds that name the worker are left to CON001.

    ## Why it matters
    A NIK belongs to one person. A number lent for a letter of permission, or copied into another line of a family
    card, shows here.

    ## Known false alarms
    The worker's number typed in the signer's place by mistake. Names that could be one (titles, spelling, truncation)
    are no two persons; unsure readings leave the rule open.

    Known gap: a number of somebody outside the case passes.

    ## Example
    A permission signed by BAMBANG under the NIK of SITI NUR AMINAH is flagged; under his own it passes.

    ## References
    PP 40/2019 Pasal 30.
    """
    bearers, is_open = [], False
    for found in _all(subject):
        if found is None:
            is_open = True
        else:
            bearers.append(found)
    pairs = [pair for pair in combinations(bearers, 2) if _is_ours(*pair)]
    if not pairs and not is_open:
        raise NotApplicable
    flagged = False
    for one, other in pairs:
        likeness = compare(one.name, other.name).likeness if one.number == other.number else Likeness.SAME
        is_open = is_open or likeness is Likeness.CANNOT_TELL
        if likeness is Likeness.DIFFERENT:
            flagged = True
            yield _finding(one, other)
    if is_open and not flagged:
        raise CannotCheck(Reason.UNREADABLE)


def _is_ours(one: _Bearer, other: _Bearer) -> bool:
    """Whether CON001 does not compare these two: one is the signer's, or both are of one kind."""
    return "signer" in {one.kind, other.kind} or one.kind == other.kind


def _all(subject: Subject) -> Iterator[_Bearer | None]:
    """Yield who bears a number by each paper; None where a signer's number or name is unsure."""
    for document in subject.documents:
        if document.type in NIKS:
            number, name = document.fields.get(NIKS[document.type]), document.fields.get(NAMES[document.type])
            bearer = _bearer(document.type, document, number, name, NIKS[document.type])
            if bearer is not None:
                yield bearer
        if document.type == "family_permit" and "signer_id_number" in document.fields:
            number, name = document.fields["signer_id_number"], document.fields.get("signer_name")
            yield _bearer("signer", document, number, name, "signer_id_number")
        if document.type == "family_card":
            for line in members(document):
                place = at(line.region, document, caption("family_card", "nik"))
                if nik.is_valid(line.sure("nik")) and line.sure("name"):
                    yield _Bearer("family_card", document, nik.compact(line.sure("nik")), line.sure("name"), place)


def _bearer(kind: str, document: Document, number: Field | None, name: Field | None, shown: str) -> _Bearer | None:
    if number is None or name is None or {number.status, name.status} != {FieldStatus.OK}:
        return None
    if not nik.is_valid(number.text):
        return None
    return _Bearer(
        kind, document, nik.compact(number.text), name.text, show(number, document, caption(document.type, shown))
    )


def _finding(one: _Bearer, other: _Bearer) -> Finding:
    message = rule_text("NIK006").message(
        "two_names", number=one.number, name=one.name, paper=_on(one), other_name=other.name, other=_on(other)
    )
    return Finding(
        message=message,
        found=one.number,
        evidence=(other.place, one.place.model_copy(update={"role": "compared"})),
    )


def _on(bearer: _Bearer) -> Text:
    return paper(bearer.document.type)
