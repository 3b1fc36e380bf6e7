"""DUP002: two pictures of one paper, on which a field differs."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Region, Text
from validators.doubles import found, of, printed
from validators.messages import field_name, paper
from validators.model import Cause, Finding, Match, Severity
from validators.reuse import Kind
from validators.rule import NotApplicable, Scope, Subject, rule, rule_text

PAPERS: Final = frozenset(
    {"ktp", "passport", "family_card", "visa", "family_permit", "health_certificate", "police_clearance",
     "competence_certificate", "social_security", "worker_card", "marital_status_letter", "placement_agreement",
     "work_contract"}
)  # fmt: skip


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
    """Two pictures of one paper differ in a field.

    ## What it checks
    Pages of one type whose pictures are nearly alike, in this case and in others: each personal field (name, numbers,
    days, address) is held against its place on the other picture. Where most of them are the very same print and one
    was surely read as something else, the field is shown on both. The printed form itself is never looked at, so that
    two papers on one form are not two pictures of one paper.

    ## Why it matters
    A day of birth or a name that is another one on a second picture of the same paper was changed on one of them.

    ## Known false alarms
    A slip of the reader that it was sure of: the two places show it. A paper issued anew bears another day of issue
    and is not looked at.

    Known gap: a paper whose every personal field was changed; a picture too small or too askew for its print to be
    found; another page of a contract than the one with the parties.

    ## Example
    A KTP of another case with the same NIK, address, village and portrait but another year of birth is flagged.

    ## References
    UU 24/2013 Pasal 94 (altered population papers); bench/reuse.
    """
    if not printed(subject, Kind.PAGE, PAPERS):
        raise NotApplicable
    for match in subject.matches:
        if match.kind == Kind.PAGE and match.facts.get("changed"):
            yield _finding(subject, match)


def _finding(subject: Subject, match: Match) -> Finding:
    names = match.facts["changed"].split()
    own, key = of(subject, match.document), "other_case" if match.other_case else "other_paper"
    words = [field_name(name) for name in names]
    fields = Text(id=", ".join(word.id for word in words), en=", ".join(word.en for word in words))
    message = rule_text("DUP002").message(
        key, paper=paper(own.type if own else "unknown"), fields=fields, same=match.facts.get("same", "0")
    )
    region = _place(subject, match.document, names[0])
    other = _place(subject, match.other_document, names[0]) if match.other_case is None else None
    return Finding(message=message, evidence=found("DUP002", subject, match, region, other))


def _place(subject: Subject, document: str, name: str) -> Region | None:
    own = of(subject, document)
    field = own.fields.get(name) if own is not None else None
    return field.region if field is not None else None
