"""PRO006: passport or identity papers may be kept by another party."""

from collections.abc import Iterator

from validators.binding import wordings
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "PRO006",
    severity=Severity.MEDIUM,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=(
        "UU 18/2017 Pasal 6 ayat (1): hak menguasai dokumen perjalanan selama bekerja",
        "ILO Indicators of Forced Labour: retention of identity documents",
    ),
    since="0.3",
    status="preview",
)
def papers_perhaps_kept(subject: Subject) -> Iterator[Finding]:
    """Passport or identity papers may be kept by another party.

    ## What it checks
    The sentences that PRO001 leaves open: they are about passport, identity card or diploma in the hands of the
    employer or agency, but hold words that harmless sentences often hold too (a "no", a visa, a copy, a request).

    ## Why it matters
    Whoever holds the passport holds the worker. Kept papers are often written so that they sound like a favour.

    ## Known false alarms
    Prohibitions in unusual words, property of the company that is given back, papers that are handed over for a
    visa: of 450 harmless sentences by two hands that had not seen the wordings four were flagged, hence preview.

    Known gap: as of PRO001.

    ## Example
    "I voluntarily entrust my passport to the broker and will not ask for it" is shown; "a copy of the passport
    shall be kept by the employer" passes.

    ## References
    UU 18/2017 Pasal 6 ayat (1), rights of the worker, as printed by Serikat Buruh Migran Indonesia (sbmi.or.id) and in
    public summaries of the law's thirteen rights, read 29 November 2026 (the paragraph's letter was not checked);
    ILO Indicators of Forced Labour (Special Action Programme to Combat Forced Labour);
    ``validators/packs/binding_wordings.toml`` (``doubted_by``); ``python -m bench.screening.wordings``.
    """
    yield from wordings("PRO006", subject, "document_retention", doubted=True)
