"""PRO001: passport or identity papers are kept by another party."""

from collections.abc import Iterator

from validators.binding import wordings
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "PRO001",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=(
        "UU 18/2017 Pasal 6 ayat (1): hak menguasai dokumen perjalanan selama bekerja",
        "ILO Indicators of Forced Labour: retention of identity documents",
    ),
    since="0.2",
    version=3,
)
def papers_kept(subject: Subject) -> Iterator[Finding]:
    """Passport or identity papers are kept by another party.

    ## What it checks
    The sentences by which the passport, identity card or diploma is kept, held or handed over to the employer
    or agency. A denial in the same sentence turns it into its opposite and passes. A sentence with words that
    harmless ones often hold too (a "no", a visa, a copy, a request) is left to a person: PRO006 shows it.

    ## Why it matters
    Whoever holds the passport holds the worker: without it nobody can leave, complain or go home.

    ## Known false alarms
    Handing over for a visa or permit and back again; safe-keeping that the worker asked for; a sentence of
    which a line was read wrongly.

    Known gap: wordings that the pack does not know, in other languages than Indonesian and English, pass.

    ## Example
    "Paspor pekerja disimpan oleh majikan" is flagged; "majikan tidak boleh menahan paspor pekerja" passes.

    ## References
    UU 18/2017 Pasal 6 ayat (1), rights of the worker, as printed by Serikat Buruh Migran Indonesia (sbmi.or.id) and in
    public summaries of the law's thirteen rights, read 29 November 2026 (the paragraph's letter was not checked);
    ILO Indicators of Forced Labour (Special Action Programme to Combat Forced Labour);
    ``validators/packs/binding_wordings.toml``. Of 450 harmless sentences by two hands that had not seen the
    wordings one was flagged at first sight (and mended); of 80 that keep papers 26 were
    (``python -m bench.screening.wordings``).
    """
    yield from wordings("PRO001", subject, "document_retention")
