"""CON011: the licence paper in the file is not the licence of the company in the contract, or had run out."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document
from validators.crossing import (
    AGENCY,
    CONTRACT,
    Pair,
    differences,
    differing,
    same_number,
    was_valid,
    with_field,
    without_a_fit,
)
from validators.model import Cause, Element, Finding, Reason, Severity
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule

_PAIRS: Final = (AGENCY, Pair("agency_licence", "licence_number", same_number))


@rule(
    "CON011",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "agency_licence"},
    basis=("Permen P2MI 1/2025", "Permen P2MI 4/2025 Pasal 9"),
    since="0.2",
)
def agency_licence(subject: Subject) -> Iterator[Finding]:
    """The licence paper does not cover the contract.

    ## What it checks
    Name and number on the licence paper against the contract's company, and whether the paper was valid on the day of
    signing where the registry has not said so (its answer is AGY001's).

    ## Why it matters
    A copy of another company's licence, or of one that had run out, is the cheapest cover for a placement without
    any.

    ## Known false alarms
    A licence renewed meanwhile, of which the old paper was filed; a company renamed. Numbers of unlike form are not
    compared. One paper that was valid is enough.

    Known gap: a genuine licence copied by somebody else passes; only the registry and the company can tell.

    ## Example
    Contract signed on 2026-03-10, licence paper valid to 2025-06-30, registry silent: flagged.

    ## References
    Permen P2MI 1/2025 (the licence runs for a year and is renewed); Permen P2MI 4/2025 Pasal 9.
    """
    is_open, applies, found = False, False, False
    for part in (differences("CON011", subject, "agency_licence", _PAIRS), _validity(subject)):
        try:
            for finding in part:
                found = True
                yield finding
        except NotApplicable:
            continue
        except CannotCheck:
            is_open = True
        applies = True
    if not applies:
        raise NotApplicable
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


def _validity(subject: Subject) -> Iterator[Finding]:
    licences = with_field(subject, "agency_licence", "expires_on")
    signed = with_field(subject, CONTRACT, "signed_on")
    for contract in without_a_fit(
        [entry for entry in signed if not _registry_has_said(subject, entry)], licences, was_valid
    ):
        yield differing("CON011", "expired", (contract, "signed_on"), (licences[-1], "expires_on"))


def _registry_has_said(subject: Subject, contract: Document) -> bool:
    references = f"{contract.id}-p3mi"
    told = {Element.MATCH, Element.NO_MATCH}
    return any(
        answer.request_ref == references and answer.said_something and answer.elements.get("active_on_date") in told
        for answer in subject.answers
    )
