"""PRO002: the worker is put in debt to the agency or employer."""

from collections.abc import Iterator

from validators.binding import wordings
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "PRO002",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=(
        "UU 21/2007, pengertian perdagangan orang: penjeratan utang",
        "ILO Indicators of Forced Labour: debt bondage",
    ),
    since="0.2",
    version=2,
)
def debt(subject: Subject) -> Iterator[Finding]:
    """The worker is put in debt to the agency or employer.

    ## What it checks
    The sentences by which the worker owes the agency or the employer, or pays back a loan of theirs. A denial
    in the same sentence turns it into its opposite and passes.

    ## Why it matters
    A debt to whoever finds or gives the work is how workers are kept at work.

    ## Known false alarms
    An advance that the worker asked for; a bank's loan named beside the agency.

    Known gap: a debt to a person or bank that the paper names without the agency passes.

    ## Example
    "Pekerja wajib melunasi utang kepada agensi" is flagged; "pekerja tidak mempunyai utang kepada agensi"
    passes.

    ## References
    UU 21/2007, definition of trafficking in persons, which names debt bondage among its means (as printed on LPSK's
    pages, read 29 November 2026; the article was not checked);
    ILO Indicators of Forced Labour (Special Action Programme to Combat Forced Labour);
    ``validators/packs/binding_wordings.toml``. Of 85 harmless sentences that it had not met none
    was flagged; of clauses in free words that bind it sees few (``python -m bench.screening.wordings``).
    """
    yield from wordings("PRO002", subject, "debt")
