"""PRO005: the worker gets no copy of the paper."""

from collections.abc import Iterator

from validators.binding import wordings
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "PRO005",
    severity=Severity.MEDIUM,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=(
        "UU 18/2017 Pasal 6 ayat (1): hak memperoleh dokumen dan perjanjian kerja",
        "ILO Indicators of Forced Labour: deception",
    ),
    since="0.2",
    version=2,
)
def no_copy(subject: Subject) -> Iterator[Finding]:
    """The worker gets no copy of the paper.

    ## What it checks
    The sentences by which the worker receives no copy, or all copies stay with the agency or employer. A denial
    in the same sentence turns it into its opposite and passes.

    ## Why it matters
    A worker without a copy cannot show what was promised.

    ## Known false alarms
    A sentence about copies for authorities; a copy handed over in another form.

    Known gap: a worker who in fact got no copy of a paper that promises one passes.

    ## Example
    "Semua salinan disimpan oleh agensi" is flagged; "masing-masing pihak menerima satu salinan" passes.

    ## References
    UU 18/2017 Pasal 6 ayat (1), rights of the worker, as printed by Serikat Buruh Migran Indonesia (sbmi.or.id) and in
    public summaries of the law's thirteen rights, read 29 November 2026 (the paragraph's letter was not checked);
    ILO Indicators of Forced Labour (Special Action Programme to Combat Forced Labour);
    ``validators/packs/binding_wordings.toml``. Of 85 harmless sentences that it had not met none
    was flagged; of clauses in free words that bind it sees few (``python -m bench.screening.wordings``).
    """
    yield from wordings("PRO005", subject, "no_copy")
