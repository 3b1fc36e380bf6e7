"""VIS005: the visa was issued before the contract was signed."""

from collections.abc import Iterator

from extractors.model import Document
from validators.crossing import CONTRACT, differing, sure_day, was_valid, with_field, without_a_fit
from validators.model import Cause, Finding, Severity, Stage
from validators.rule import NotApplicable, Scope, Subject, rule


@rule(
    "VIS005",
    scope=Scope.CASE,
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={"work_contract", "visa"},
    basis=("UU 18/2017 Pasal 13", "UU 18/2017 Pasal 15"),
    since="0.2",
    stages=frozenset(Stage) - {Stage.ABROAD, Stage.RETURNED},
)
def before_the_contract(subject: Subject) -> Iterator[Finding]:
    """The visa was issued before the contract was signed.

    ## What it checks
    The day of issue of each visa that had not expired against the day of signing. One visa that came after the
    contract is enough. Not for workers abroad, whose extensions come after their visa.

    ## Why it matters
    A work visa is asked for with a contract: one that is older than this contract was given on another one.

    ## Known false alarms
    The contract was signed anew after a slip; some destinations approve the employer's quota first and print its day.
    Low, because no source tells the order for every destination.

    Known gap: the contract on which the visa was given may never have been filed; only the mission has it.

    ## Example
    A visa of 2026-02-01 and a contract signed on 2026-03-10 are flagged.

    ## References
    UU 18/2017 Pasal 13 (both papers of a file) and Pasal 15 (the relation begins with the signed contract).
    """
    signed = with_field(subject, CONTRACT, "signed_on")
    dated = with_field(subject, "visa", "issued_on")
    visas = [visa for visa in dated if any(was_valid(contract, visa) is not False for contract in signed)]
    if not visas:
        raise NotApplicable
    for contract in without_a_fit(signed, visas, _came_after):
        yield differing("VIS005", "before", (contract, "signed_on"), (visas[-1], "issued_on"))


def _came_after(contract: Document, visa: Document) -> bool | None:
    signed, issued = sure_day(contract, "signed_on"), sure_day(visa, "issued_on")
    return signed <= issued if signed and issued else None
