"""AGY002: a paper bears a name that came into use only after its date."""

from collections.abc import Iterator

from validators.issuers import is_newer, out_of_time
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule
from validators.terms import DAYS


@rule(
    "AGY002",
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents=set(DAYS),
    basis=("Perpres 90/2019", "Perpres 130/2024", "Permen P2MI 34/2025"),
    since="0.2",
)
def newer_name(subject: Subject) -> Iterator[Finding]:
    """The paper bears the name of an agency, licence or system that came later.

    ## What it checks
    Names such as KP2MI, BP2MI, SIP3MI or E-KPMI in the values that were read, against the day of the paper. Half a year
    is left, because the borders of the periods are approximate.

    ## Why it matters
    A paper cannot name an office that did not exist; one that was made later under an old date does.

    ## Known false alarms
    A copy or an extract printed later with the old date; a date misread by some years; a number given anew to an old
    contract.

    Known gap: letterheads, logos and stamps are not among the values that were read.

    ## Example
    A licence dated 2022-05-01 with "…/KP2MI/2022" is flagged; one dated 2024-06-01 is not (half a year is left).

    ## References
    ``validators/packs/issuer_names.csv`` with its sources.
    """
    yield from out_of_time("AGY002", subject, is_newer)
