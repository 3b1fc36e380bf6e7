"""PRO004: the contract gives no day of rest."""

from collections.abc import Iterator

from validators.binding import wordings
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "PRO004",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("ILO Indicators of Forced Labour: excessive overtime",),
    since="0.2",
    status="preview",
    version=2,
)
def no_rest(subject: Subject) -> Iterator[Finding]:
    """The contract gives no day of rest.

    ## What it checks
    The sentences by which there is no weekly day of rest, or work is asked for on seven days. A denial in the
    same sentence turns it into its opposite and passes.

    ## Why it matters
    Work without rest breaks people, and is counted among the signs of forced labour.

    ## Known false alarms
    Shifts at sea or in care with rest in another form; a sentence about holidays that was cut.

    Known gap: a contract that only says nothing about rest passes here; CLA001 tells a clause that is missing.

    ## Example
    "Pekerja tidak mendapat hari libur" is flagged; "tidak ada potongan pada hari libur" passes.

    ## References
    ILO Indicators of Forced Labour (Special Action Programme to Combat Forced Labour);
    ``validators/packs/binding_wordings.toml``. Of 85 harmless sentences that it had not met one
    was flagged (``python -m bench.screening.wordings``), hence preview.
    """
    yield from wordings("PRO004", subject, "no_rest")
