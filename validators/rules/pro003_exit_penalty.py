"""PRO003: the worker pays a penalty for leaving."""

from collections.abc import Iterator

from validators.binding import wordings
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "PRO003",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("ILO Indicators of Forced Labour: intimidation and threats",),
    since="0.2",
    version=2,
)
def exit_penalty(subject: Subject) -> Iterator[Finding]:
    """The worker pays a penalty for leaving.

    ## What it checks
    The sentences by which a fine or damages fall due when the worker resigns, leaves or goes home early. A
    denial in the same sentence turns it into its opposite and passes.

    ## Why it matters
    A penalty for leaving keeps a worker where no one would stay.

    ## Known false alarms
    Wages in place of a notice that the law of the destination knows; damages for a real loss that a court sets.

    Known gap: a penalty in words that do not name the worker passes.

    ## Example
    "Pekerja yang mengundurkan diri wajib membayar denda" is flagged; "tanpa denda" passes.

    ## References
    ILO Indicators of Forced Labour (Special Action Programme to Combat Forced Labour);
    ``validators/packs/binding_wordings.toml``. Of 85 harmless sentences that it had not met none
    was flagged; of clauses in free words that bind it sees few (``python -m bench.screening.wordings``).
    """
    yield from wordings("PRO003", subject, "exit_penalty")
