"""HLT001: a health certificate for another destination than the contract's."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document, Field, FieldStatus
from extractors.vocabulary.countries import NAMES
from validators.messages import caption, country
from validators.model import Cause, Finding, Reason, Severity
from validators.rule import CannotCheck, NotApplicable, Scope, Subject, rule, rule_text, show

_NAME: Final = "destination_country"


@rule(
    "HLT001",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"health_certificate", "work_contract"},
    basis=("Perpres 64/2011 Pasal 14",),
    since="0.2",
)
def destination(subject: Subject) -> Iterator[Finding]:
    """The health certificate names another destination than the contract.

    ## What it checks
    The country on each health certificate against those of the contracts. One certificate that fits is enough.

    ## Why it matters
    The examinations differ by destination. A file put together for one country and used for another shows here.

    ## Known false alarms
    A destination that was changed after the examination; a country that was misread. Medium: the paper is to be made
    anew, nothing more.

    Known gap: a certificate that names no country is not compared.

    ## Example
    A certificate for TWN beside a contract for MYS is flagged; one for MYS passes.

    ## References
    Perpres 64/2011 Pasal 14 (the certificate names the destination).
    """
    papers, is_open = subject.of_type("health_certificate", "work_contract"), False
    seen: dict[str, list[tuple[Document, Field]]] = {"health_certificate": [], "work_contract": []}
    for document in papers:
        field = document.fields.get(_NAME)
        if field is not None and field.status is FieldStatus.OK and field.text in NAMES:
            seen[document.type].append((document, field))
        elif field is not None:
            is_open = True
    medical, contracts = seen["health_certificate"], seen["work_contract"]
    goals = {field.text for _, field in contracts}
    if any(field.text in goals for _, field in medical):
        return
    if is_open:
        raise CannotCheck(Reason.UNREADABLE)
    if not medical or not contracts:
        raise NotApplicable
    (paper, found), (contract, wanted) = medical[0], contracts[0]
    yield Finding(
        message=rule_text("HLT001").message("differs", found=country(found.text), compared=country(wanted.text)),
        expected=wanted.text,
        found=found.text,
        evidence=(
            show(found, paper, caption("health_certificate", _NAME)),
            show(wanted, contract, caption("work_contract", _NAME), "compared"),
        ),
    )
