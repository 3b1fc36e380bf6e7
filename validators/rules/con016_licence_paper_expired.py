"""CON016: the licence paper in the file had run out on the day the contract was signed."""

from collections.abc import Iterator
from functools import partial

from extractors.model import Document
from validators.crossing import CONTRACT, differing, was_valid_by, with_field, without_a_fit
from validators.model import Cause, Element, Finding, Severity
from validators.rule import Scope, Subject, rule


@rule(
    "CON016",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "agency_licence"},
    basis=("Permen P2MI 1/2025", "Permen P2MI 4/2025 Pasal 9"),
    since="0.2",
    version=2,
)
def licence_paper_expired(subject: Subject) -> Iterator[Finding]:
    """The licence paper had run out at the signing.

    ## What it checks
    The last day on the licence paper against the day of signing, where the registry has not said whether the licence
    was active (its answer is AGY001's).

    ## Why it matters
    While the registry is silent, this paper is all that speaks for the company's licence.

    ## Known false alarms
    A licence renewed meanwhile, of which the old paper was filed: therefore low, and the registry is to be asked. One
    paper that was valid is enough.

    Known gap: a paper that names no last day is not judged.

    ## Example
    Contract signed on 2026-03-10, licence paper valid to 2025-06-30, registry silent: flagged.

    ## References
    Permen P2MI 1/2025 (the licence runs for a year and is renewed); Permen P2MI 4/2025 Pasal 9.
    """
    papers = with_field(subject, "agency_licence", "expires_on")
    signed = [entry for entry in with_field(subject, CONTRACT, "signed_on") if not _registry_has_said(subject, entry)]
    for contract in without_a_fit(signed, papers, partial(was_valid_by, subject.today)):
        yield differing("CON016", "expired", (contract, "signed_on"), (papers[-1], "expires_on"))


def _registry_has_said(subject: Subject, contract: Document) -> bool:
    references = f"{contract.id}-p3mi"
    told = {Element.MATCH, Element.NO_MATCH}
    return any(
        answer.request_ref == references and answer.said_something and answer.elements.get("active_on_date") in told
        for answer in subject.answers
    )
