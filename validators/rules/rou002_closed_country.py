"""ROU002: the destination is a country to which nobody is placed."""

from collections.abc import Iterator

from validators.limits import in_force_there, message, scam_title, where
from validators.model import Cause, Finding, Severity
from validators.packs.facts import LimitKind
from validators.rule import Subject, rule
from validators.terms import own


@rule(
    "ROU002",
    severity=Severity.CRITICAL,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement", "job_order", "visa", "worker_card"},
    basis=("UU 18/2017 Pasal 32",),
    since="0.2",
)
def closed_country(subject: Subject) -> Iterator[Finding]:
    """The destination is a country to which nobody is placed.

    ## What it checks
    The destination on each paper against the countries that are prohibited or without placement cooperation, on the
    day of the paper and, before the departure, on the day of the check. A job title that offers of scam compounds
    bear stands in the message; it is no finding by itself.

    ## Why it matters
    Workers sent there by promises of office work were held in scam compounds. The finding asks for help at once.

    ## Known false alarms
    A visa for a holiday or a transfer; a destination misread; a posting by an employer in Indonesia.

    Known gap: a paper that names a country on the way instead of the destination passes.

    ## Example
    A contract for Cambodia signed 2026-03-10 is flagged; one for Vietnam passes.

    ## References
    UU 18/2017 Pasal 32; ``validators/packs/placement_limits.csv`` with its sources (the minister, 18 March 2025).
    """
    document = own(subject)
    limit = in_force_there(subject, document, {LimitKind.PROHIBITED, LimitKind.NO_COOPERATION})
    if limit is None:
        return
    title = scam_title(subject, document)
    key = limit.row.kind.value if title is None else f"{limit.row.kind.value}_title"
    words = {} if title is None else {"title": title}
    yield Finding(
        message=message("ROU002", key, limit, document, **words),
        found=limit.row.destination,
        evidence=where(document),
    )
