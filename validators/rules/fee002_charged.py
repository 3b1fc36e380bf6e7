"""FEE002: the paper puts costs or deductions on the worker."""

from collections.abc import Iterator

from validators.costs import charges, finding, is_free_job
from validators.model import Cause, Finding, Severity
from validators.rule import CannotCheck, Subject, rule
from validators.terms import own


@rule(
    "FEE002",
    severity=Severity.MEDIUM,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("UU 18/2017 Pasal 30", "Permen P2MI 17/2025"),
    since="0.2",
)
def charged(subject: Subject) -> Iterator[Finding]:
    """The paper puts costs or deductions on the worker.

    ## What it checks
    Deductions and costs that FEE001 does not tell: listed costs for other jobs than the ten free ones, and any other
    deduction, but taxes and statutory insurances of the destination.

    ## Why it matters
    A worker may not be charged the costs of placement; each item is worth a question to the agency.

    ## Known false alarms
    Food and lodging where the destination allows a share; an advance that the worker asked for; costs that the
    agreement names and the employer bears. Permen P2MI 17/2025 parts placement costs from personal ones.

    Known gap: a charge that no paper names passes.

    ## Example
    "Potongan biaya tiket MYR 600" in a factory worker's contract is flagged; "cukai pendapatan" passes.

    ## References
    UU 18/2017 Pasal 30; Permen P2MI 17/2025; ``validators/packs/worker_costs.csv``, ``allowed_deductions.csv``.
    """
    document = own(subject)
    found = charges(subject, document)
    if not found:
        return
    is_free = _is_surely_free(subject)
    for charge in found:
        if charge.cost is None or not is_free:
            yield finding("FEE002", document, charge)


def _is_surely_free(subject: Subject) -> bool:
    """Whether FEE001 speaks of listed costs; with an unsure position it abstains and they are told here."""
    try:
        return is_free_job(subject, own(subject))
    except CannotCheck:
        return False
