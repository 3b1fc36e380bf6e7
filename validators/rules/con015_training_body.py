"""CON015: a training body stands where the placement company should."""

from collections.abc import Iterator
from typing import Final

from validators.messages import caption, paper
from validators.model import Cause, Finding, Reason, Severity
from validators.names import normal
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text, show
from validators.working_terms import sure

_TRAINING: Final = (
    "LPK", "LPKS", "LEMBAGA PELATIHAN", "BALAI LATIHAN", "BALAI PELATIHAN", "BLK", "BLKLN",
    "PUSAT PELATIHAN", "TRAINING CENTER", "TRAINING CENTRE", "LKP", "LEMBAGA KURSUS",
)  # fmt: skip
"""Words by which training bodies name themselves."""
_COMPANY: Final = frozenset({"PT", "PERSEROAN"})
"""A licensed placement company has this form; one of it may call itself after its school."""


@rule(
    "CON015",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract", "placement_agreement"},
    basis=("Permen P2MI 1/2025",),
    since="0.2",
)
def training_body(subject: Subject) -> Iterator[Finding]:
    """A training body acts as placement company.

    ## What it checks
    Whether the name in the placement company's place is a training body's (LPK, BLK, lembaga pelatihan) and no PT's.

    ## Why it matters
    A training body may teach and may not place: it has no licence, no deposit and no insurance for the worker.

    ## Known false alarms
    Papers of the trainee programme for Japan (pemagangan), which training bodies may run and which are no placement;
    the school's name beside the company's, of which only the school was read.

    Known gap: a training body that leaves the word out of its name, or puts PT before it, passes.

    ## Example
    "LPK A" as placement company is flagged, "PT A" is not.

    ## References
    Permen P2MI 1/2025 (a placement company is a PT with a licence); a training body that placed
    workers: Antara Sumatera Utara, 18 October 2022.
    """
    document = subject.document
    if document is None or "agency_name" not in document.fields:
        raise NotApplicable
    field = sure(document, "agency_name")
    if field is None:
        raise CannotCheck(Reason.UNREADABLE)
    name = f" {normal(field.text)} "
    if any(f" {words} " in name for words in _TRAINING) and not _COMPANY & set(name.split()):
        yield Finding(
            message=rule_text("CON015").message("named", paper=paper(document.type), found=field.text),
            found=field.text,
            evidence=(show(field, document, caption(document.type, "agency_name")),),
        )
