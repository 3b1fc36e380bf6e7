"""DUP004: one printed code stands on papers of two persons."""

from collections.abc import Iterator
from typing import Final

from validators.doubles import found, open_or_nothing, printed
from validators.messages import paper
from validators.model import Cause, Finding, Match, SamePerson, Severity
from validators.reuse import Kind
from validators.rule import Scope, Subject, rule, rule_text

PAPERS: Final = frozenset(
    {"visa", "health_certificate", "police_clearance", "competence_certificate", "social_security", "worker_card",
     "marital_status_letter"}
)  # fmt: skip
"""Papers that are one person's; a family card, a licence or a job order is many's."""
AN_OFFICE: Final = 4
"""Papers of others that bear the same code, from which on it is an office's or an official's."""


@rule(
    "DUP004",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.FORGERY_SIGN,
    documents=PAPERS,
    basis=("UU 11/2008 Pasal 35", "docs/screening.md (used again)"),
    since="0.3",
    status="preview",
)
def code(subject: Subject) -> Iterator[Finding]:
    """One printed code stands on papers of two persons.

    ## What it checks
    QR and bar codes on papers that are one person's: whether the very same content stands on a paper of another person,
    in this case or in another one. Only a code that holds a number counts; one that many papers bear is an office's.

    ## Why it matters
    The code is what a clerk scans: copied with a genuine paper's code, another one seems to be confirmed.

    ## Known false alarms
    A code of the office or of the official who signed, which all of its papers bear, before many of them are known; a
    paper filed in the wrong case. Papers of one worker may share a code. How often an office does so is not measured:
    therefore on trial.

    Known gap: a code without a number; one that was copied onto more than four papers.

    ## Example
    The address of one certificate in the codes of two workers' certificates is flagged; the office's home page is not.

    ## References
    UU 11/2008 Pasal 35 (electronic documents made to look authentic).
    """
    prints = printed(subject, Kind.CODE, PAPERS)
    held = [match for match in subject.matches if match.kind == Kind.CODE and _is_one_persons(match)]
    held = [match for match in held if sum(_same_code(match, other) for other in held) < AN_OFFICE]
    two = [match for match in held if match.person is SamePerson.DIFFERENT]
    for match in two:
        key = "other_case" if match.other_case else "other_paper"
        values = {"paper": paper(match.facts["type"]), "other": paper(match.facts["other_type"])}
        yield Finding(message=rule_text("DUP004").message(key, **values), evidence=found("DUP004", subject, match))
    if not two:
        open_or_nothing(prints, held)


def _is_one_persons(match: Match) -> bool:
    types = {match.facts.get("type"), match.facts.get("other_type")}
    return match.facts.get("holds") == "named" and types <= PAPERS


def _same_code(one: Match, other: Match) -> bool:
    return (one.document, one.region) == (other.document, other.region)
