"""SGN005: one e-meterai on two papers of a case."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from extractors.model import Document, FieldStatus, Trace
from validators.messages import paper
from validators.model import Cause, Finding, Reason, Severity
from validators.rule import EVERY_PAPER, CannotCheck, NotApplicable, Scope, Subject, at, rule, rule_text

_OWN: Final = (
    "contract_number", "agreement_number", "letter_number", "certificate_number", "job_order_number", "signed_on",
    "worker_name", "name",
)  # fmt: skip
"""Fields by which two papers of one kind are two, and not one sent twice."""
_UNKNOWN: Final = "unknown"


@rule(
    "SGN005",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=EVERY_PAPER,
    basis=("UU 10/2020 Pasal 14", "PMK 133/PMK.03/2021"),
    since="0.3",
)
def one_stamp_twice(subject: Subject) -> Iterator[Finding]:
    """Two papers bear one e-meterai.

    ## What it checks
    Serial numbers of electronic revenue stamps, from the words beside them or their codes, between papers of different
    kinds, and between papers of one kind that differ in number, date or name.

    ## Why it matters
    An electronic stamp has a serial number of its own and is used up by one paper. A second one with the same number
    is consistent with a picture that was copied from the first.

    ## Known false alarms
    A page that belongs to both papers; a serial misread into that of the next stamp of the same purchase.

    Known gap: a paper of unknown kind is not held against others, as it may be a page of theirs.

    ## Example
    One serial on the work contract and on the placement agreement is flagged; on two photos of one contract it passes.

    ## References
    UU 10/2020 Pasal 14; PMK 133/PMK.03/2021 (unique code of electronic stamps); PP 86/2021.
    """
    stamped = [(document, trace) for document in subject.documents for trace in _stamps(subject, document)]
    if not stamped:
        raise NotApplicable
    serials = [(document, trace, trace.facts["serial"]) for document, trace in stamped if "serial" in trace.facts]
    found = False
    for (one, at_one, serial), (other, at_other, second) in combinations(serials, 2):
        if serial == second and one.id != other.id and _are_two(one, other):
            found = True
            yield _finding(one, at_one, other, at_other)
    if not found and len(serials) < len(stamped):
        raise CannotCheck(Reason.NOT_EXAMINED)


def _stamps(subject: Subject, document: Document) -> Iterator[Trace]:
    try:
        traces = subject.traces("emeterai", document)
    except (NotApplicable, CannotCheck):
        return
    yield from (trace for trace in traces if trace.facts.get("mark") == "emeterai" and trace.region is not None)


def _are_two(one: Document, other: Document) -> bool:
    if _UNKNOWN in {one.type, other.type}:
        return False
    return one.type != other.type or any(_sure(one, name) != _sure(other, name) for name in _both(one, other))


def _both(one: Document, other: Document) -> list[str]:
    return [name for name in _OWN if _sure(one, name) and _sure(other, name)]


def _sure(document: Document, name: str) -> str:
    field = document.fields.get(name)
    return field.text if field is not None and field.status is FieldStatus.OK else ""


def _finding(one: Document, at_one: Trace, other: Document, at_other: Trace) -> Finding:
    text = rule_text("SGN005")
    return Finding(
        message=text.message("twice", serial=at_one.facts["serial"], paper=paper(other.type), other=paper(one.type)),
        found=at_one.facts["serial"],
        evidence=(
            at(at_other.region, other, text.message("stamp")),
            at(at_one.region, one, text.message("stamp"), "compared"),
        ),
    )
