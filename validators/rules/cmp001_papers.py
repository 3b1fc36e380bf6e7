"""CMP001: papers that the law asks for and the case does not hold yet."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.model import Text
from validators.messages import paper
from validators.model import Cause, Finding, Severity, Stage
from validators.packs import all_in_force
from validators.packs.facts import RequiredPaper
from validators.rule import Scope, Subject, rule, rule_text

_STAGES: Final = (Stage.PRE_DEPARTURE, Stage.DEPARTURE)
"""The stages in which papers are asked for, in their order."""


@rule(
    "CMP001",
    scope=Scope.CASE,
    severity=Severity.INFO,
    cause=Cause.COMPLETENESS,
    documents={
        "ktp",
        "passport",
        "visa",
        "work_contract",
        "family_card",
        "placement_agreement",
        "family_permit",
        "marital_status_letter",
        "health_certificate",
        "police_clearance",
        "competence_certificate",
    },
    basis=("UU 18/2017 Pasal 13",),
    since="0.2",
    stages=frozenset(_STAGES),
)
def papers(subject: Subject) -> Iterator[Finding]:
    """Papers that the law asks for are not in the file yet.

    ## What it checks
    The set of UU 18/2017 Pasal 13, by stage: all but the visa before departure, with it at departure. The agreement
    with a placement company is asked for only when the contract names one.

    ## Why it matters
    A worker who knows early what is missing can still bring it. An incomplete file is no fault of anybody: the finding
    changes no axis, and other stages are not judged.

    ## Known false alarms
    The paper lies with another office, came as one that was not recognised, or is not needed in this programme.

    Known gap: a paper counts as there whatever it says; the other rules look at it.

    ## Example
    Pre-departure with KTP, passport and contract: the letters, the certificates and the agreement are named.

    ## References
    UU 18/2017 Pasal 13; ``validators/packs/required_papers.csv`` with its sources.
    """
    held = {document.type for document in subject.documents}
    contracts = subject.of_type("work_contract")
    has_agency = any({"agency_name", "agency_licence"} & contract.fields.keys() for contract in contracts)
    missing = [
        row
        for row in all_in_force(subject.packs.required_papers, subject.today)
        if _STAGES.index(Stage(row.from_stage)) <= _STAGES.index(subject.stage)
        and (has_agency or not row.only_with_agency)
        and row.document not in held
    ]
    if missing:  # one finding: a card for each paper would hide what the reviewer came for
        yield Finding(message=rule_text("CMP001").message("missing", papers=_listed(missing)))


def _listed(rows: Sequence[RequiredPaper]) -> Text:
    """Return the papers with what asks for each, for a sentence."""
    names = [(paper(row.document), row.basis) for row in rows]
    return Text(
        id="; ".join(f"{name.id} ({basis})" for name, basis in names),
        en="; ".join(f"{name.en} ({basis})" for name, basis in names),
    )
