"""PER001: who gave the family's permission cannot be who the letter says."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document, FieldStatus
from validators.identity import MARITAL_STATUSES, holders, worker_niks
from validators.messages import caption, paper
from validators.model import Cause, Finding, Reason, Severity
from validators.names import Likeness, compare
from validators.numbers import nik
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show

_SPOUSES: Final = frozenset({"SUAMI", "ISTRI"})
_NEVER_MARRIED: Final = "BELUM KAWIN"
_ALIKE: Final = frozenset({Likeness.SAME, Likeness.COMPATIBLE})


@rule(
    "PER001",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={"family_permit", "ktp"},
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
    version=2,
)
def signer(subject: Subject) -> Iterator[Finding]:
    """The family's permission is the worker's own, or a spouse's of somebody unmarried.

    ## What it checks
    Whether the signer bears the worker's NIK and name, and whether a husband or wife signed for a worker who by every
    other paper never married.

    ## Why it matters
    Permission is a spouse's, parent's or guardian's. Letters made at village level are a known way to pass this step.

    ## Known false alarms
    The two blocks of a form taken for each other; a marriage that no paper shows yet. Hence low. One NIK under two
    different names is left to NIK006.

    Known gap: a stranger who signs as a parent passes.

    ## Example
    A letter by SITI NUR AMINAH for herself is flagged, one by her husband BAMBANG is not.

    ## References
    UU 18/2017 Pasal 13 (permission of spouse, parent or guardian, known by the village head).
    """
    letters = subject.of_type("family_permit")
    if not letters:
        raise NotApplicable
    asked = [check(subject, letter) for letter in letters for check in (_own, _of_unmarried)]
    found = [finding for finding in asked if isinstance(finding, Finding)]
    yield from found
    if not found and False not in asked:
        raise CannotCheck(Reason.UNREADABLE)


def _own(subject: Subject, letter: Document) -> Finding | bool | None:
    """Return a finding if the worker signed; False if not, None if that cannot be told."""
    sure = {
        name: field
        for name in ("signer_id_number", "signer_name", "worker_name")
        if (field := letter.fields.get(name)) and field.status is FieldStatus.OK
    }
    if len(sure) < 3 or not nik.is_valid(sure["signer_id_number"].text):
        return None
    is_one = compare(sure["signer_name"].text, sure["worker_name"].text).likeness in _ALIKE
    if not is_one or nik.compact(sure["signer_id_number"].text) not in worker_niks(subject):
        return False
    return Finding(
        message=rule_text("PER001").message("own", name=sure["signer_name"].text),
        found=sure["signer_name"].text,
        evidence=(
            show(sure["signer_name"], letter, caption("family_permit", "signer_name")),
            show(sure["worker_name"], letter, caption("family_permit", "worker_name"), "compared"),
        ),
    )


def _of_unmarried(subject: Subject, letter: Document) -> Finding | bool | None:
    """Return a finding if a spouse signed for somebody who never married; else as ``_own``."""
    relation = letter.fields.get("relation")
    if relation is None or relation.status is not FieldStatus.OK:
        return None
    known = holders(subject, MARITAL_STATUSES)
    if relation.text not in _SPOUSES or any(holder.field.text != _NEVER_MARRIED for holder in known):
        return False
    if not known:
        return None
    first = known[0]
    return Finding(
        message=rule_text("PER001").message("unmarried", relation=relation.text, paper=paper(first.document.type)),
        expected=first.field.text,
        found=relation.text,
        evidence=(
            show(relation, letter, caption("family_permit", "relation")),
            show(first.field, first.document, caption(first.document.type, first.name), "compared"),
        ),
    )
