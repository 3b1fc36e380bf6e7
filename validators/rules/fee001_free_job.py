"""FEE001: the worker is charged for a job that is free of placement costs."""

from collections.abc import Iterator

from validators.costs import charges, finding, is_free_job
from validators.model import Cause, Finding, Severity
from validators.rule import NotApplicable, Subject, rule
from validators.terms import own


@rule(
    "FEE001",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("UU 18/2017 Pasal 30", "Perban BP2MI 9/2020"),
    since="0.2",
)
def free_job(subject: Subject) -> Iterator[Finding]:
    """The worker is charged for a job that is free of placement costs.

    ## What it checks
    For the ten free jobs: deductions of the contract that name a listed cost (ticket, visa, training, company's fee …),
    and the costs that a placement agreement names. Other deductions are told by FEE002.

    ## Why it matters
    Costs put on the worker become a debt before the first wage, and the debt keeps the worker from leaving.

    ## Known false alarms
    An agreement that names the costs and lets the employer bear them; a personal cost that the worker chose.

    Known gap: a charge that no paper names, or that is called something else, passes.

    ## Example
    "Potongan biaya visa HKD 900" in a housekeeper's contract is flagged; "labor insurance" passes.

    ## References
    UU 18/2017 Pasal 30; Perban BP2MI 9/2020; ``validators/packs/worker_costs.csv`` and ``jobs.csv``.
    """
    document = own(subject)
    charged = charges(subject, document)
    if charged and not is_free_job(subject, document):
        raise NotApplicable  # FEE002 speaks
    for charge in charged:
        if charge.cost is not None:
            yield finding("FEE001", document, charge)
