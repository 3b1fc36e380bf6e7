"""DUP003: the very picture of one signature stands on two papers."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document
from validators.doubles import BY_HAND, found, of, printed
from validators.messages import paper
from validators.model import Cause, Finding, Match, SamePerson, Severity
from validators.reuse import Kind
from validators.rule import NotApplicable, Scope, Subject, rule, rule_text

PAPERS: Final = frozenset({"work_contract", "placement_agreement", "family_permit", "marital_status_letter"})


@rule(
    "DUP003",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=PAPERS,
    basis=("UU 18/2017 Pasal 15", "docs/screening.md (used again)"),
    since="0.3",
)
def signature(subject: Subject) -> Iterator[Finding]:
    """One picture of a signature stands on two papers.

    ## What it checks
    Signatures of the worker, the family and witnesses, who sign each paper by hand: whether two are alike to the
    stroke, on two different papers of the case or on another person's paper. Stamps, signatures of officials, agencies
    and employers (a facsimile is lawful), electronic signatures and thumbprints are left out, and so are two pictures
    of one kind of paper in one case, which may be one paper.

    ## Why it matters
    Nobody writes a name twice alike to the stroke. A signature that was put on papers as a picture says nothing of
    whether the worker has seen them.

    ## Known false alarms
    The worker signed once on a tablet and agreed to its use; the papers are carbon copies of each other. Signatures
    that differ never alarm.

    Known gap: a pasted signature of an employer or an official; one that a stamp or print crosses on one of the papers.

    ## Example
    The signature on the family's permission is the very picture of that in the contract: flagged. Two signatures of one
    hand pass.

    ## References
    UU 18/2017 Pasal 15 (the placement agreement's and contract's parties); bench/reuse.
    """
    if not printed(subject, Kind.SIGNATURE, PAPERS):
        raise NotApplicable
    for match in subject.matches:
        own = of(subject, match.document)
        if own is not None and _counts(subject, match, own):
            key = "other_case" if match.other_case else "other_paper"
            theirs = of(subject, match.other_document)
            values = {"paper": paper(own.type), "other": paper(theirs.type if theirs else "unknown")}
            if match.other_case:
                del values["other"]
            yield Finding(message=rule_text("DUP003").message(key, **values), evidence=found("DUP003", subject, match))


def _counts(subject: Subject, match: Match, own: Document) -> bool:
    if match.kind != Kind.SIGNATURE or match.role not in BY_HAND or match.facts.get("other_role") not in BY_HAND:
        return False
    theirs = of(subject, match.other_document) if match.other_case is None else None
    if theirs is None:
        return match.person is SamePerson.DIFFERENT
    return theirs.type != own.type
