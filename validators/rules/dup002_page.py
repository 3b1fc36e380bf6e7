"""DUP002: two pictures of one paper, on which a field, the portrait or a signature differs."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Text
from validators.doubles import BY_HAND, found, is_stamped_by_hand, of, printed
from validators.messages import field_name, paper
from validators.model import Cause, Finding, Match, Severity
from validators.reuse import Kind
from validators.rule import NotApplicable, Scope, Subject, rule, rule_text

PAPERS: Final = frozenset(
    {"ktp", "passport", "family_card", "visa", "family_permit", "health_certificate", "police_clearance",
     "competence_certificate", "social_security", "worker_card", "marital_status_letter", "placement_agreement",
     "work_contract"}
)  # fmt: skip
SIGNATURE: Final = "signature"
"""What a match says has changed where it is a signature."""


@rule(
    "DUP002",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=PAPERS,
    basis=("UU 24/2013 Pasal 94", "docs/screening.md (used again)"),
    since="0.3",
)
def page(subject: Subject) -> Iterator[Finding]:
    """Two pictures of one paper differ in a field, the portrait or a signature.

    ## What it checks
    Pages of one type whose values are nearly alike, in this case and in others: each personal field (name, numbers,
    days, address) is held against its place on the other picture. Where most of them are the very same print, and a
    number, the name or the portrait is among them, what differs is shown on both: a field that was surely read as
    something else; a portrait that is clearly another picture while the day of issue is the same print; a signature
    that is another one while a mark that a hand has made is the very same. The printed form itself is never looked at,
    so that two papers on one form are not two pictures of one paper.

    ## Why it matters
    A day of birth, a name or a portrait that is another one on a second picture of the same paper was changed on one of
    them. An exchanged portrait is the most usual change of all.

    ## Known false alarms
    A slip of the reader that it was sure of: the two places show it. A paper issued anew bears another day of issue
    and is not looked at. What a glare, a finger or a hard copy hides of a portrait is not held against anything. A
    paper that was printed and signed anew bears no mark that is the very same, and a place not yet signed is none.

    Known gap: a paper whose every personal field was changed; another portrait of much the same outline (three
    of 22 drawn ones); a picture too askew for its print to be found; another page of a contract than the one with the
    parties.

    ## Example
    A KTP of another case with the same NIK, address and village but another year of birth or another portrait is
    flagged.

    ## References
    UU 24/2013 Pasal 94 (altered population papers); bench/reuse.
    """
    if not printed(subject, Kind.PAGE, PAPERS):
        raise NotApplicable
    for match in subject.matches:
        if match.kind == Kind.PAGE and match.facts.get("changed") and _counts(subject, match):
            yield _finding(subject, match)


def _counts(subject: Subject, match: Match) -> bool:
    """Whether what differs can be told; a signature only beside a mark that a hand has made on this very sheet."""
    if match.facts["changed"] != SIGNATURE:
        return True
    own = of(subject, match.document)
    marks = set(match.facts.get("by", "").split(", "))
    return bool(marks & BY_HAND) or (own is not None and "official stamp" in marks and is_stamped_by_hand(subject, own))


def _finding(subject: Subject, match: Match) -> Finding:
    own, key = of(subject, match.document), "other_case" if match.other_case else "other_paper"
    words = [field_name(name) for name in match.facts["changed"].split()]
    fields = Text(id=", ".join(word.id for word in words), en=", ".join(word.en for word in words))
    message = rule_text("DUP002").message(
        key, paper=paper(own.type if own else "unknown"), fields=fields, same=match.facts.get("same", "0")
    )
    return Finding(message=message, evidence=found("DUP002", subject, match))
