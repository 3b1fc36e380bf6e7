"""FEE003: the paper asks the worker for money before the departure."""

from collections.abc import Iterator

from validators.binding import wordings
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "FEE003",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("UU 18/2017 Pasal 30",),
    since="0.2",
    version=2,
)
def advance_payment(subject: Subject) -> Iterator[Finding]:
    """The paper asks the worker for money before the departure.

    ## What it checks
    The sentences by which the worker pays a fee for administration, uniform, training, registration or placement, or
    pays into a private account. A denial in the same sentence passes, and so does the wage paid to the worker.

    ## Why it matters
    Money asked for before the departure, most of all into a private account, is how false offers earn.

    ## Known false alarms
    A personal cost that the worker chose (Permen P2MI 17/2025); a sentence of which a line was read wrongly.

    Known gap: receipts, chats and transfers beside the contract are not read; nor are wordings that the pack lacks.

    ## Example
    "CPMI wajib membayar biaya administrasi" is flagged; "CPMI tidak dikenakan biaya administrasi" passes.

    ## References
    UU 18/2017 Pasal 30; ``validators/packs/binding_wordings.toml`` with its sources.
    Of 85 harmless sentences that it had not met none was flagged; of clauses in free words that bind it sees few
    (``python -m bench.screening.wordings``).
    """
    yield from wordings("FEE003", subject, "advance_payment")
