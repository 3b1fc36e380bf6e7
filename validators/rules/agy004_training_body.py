"""AGY004: a training body stands as the placement company."""

import re
from collections.abc import Iterator
from typing import Final

from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule, rule_text
from validators.terms import own, places

_TRAINING: Final = re.compile(
    r"^\W*(?:(?:PT|CV|YAYASAN)\W+)?(?:LPKS?\b|BLK(?:LN)?\b|LEMBAGA\s+(?:PELATIHAN|KURSUS)\b|BALAI\s+LATIHAN\b)",
    re.IGNORECASE,
)
"""How the name of a training body begins: LPK, BLK, BLKLN and their long forms, behind a legal form if there is one."""


@rule(
    "AGY004",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"placement_agreement", "work_contract"},
    basis=("UU 18/2017 Pasal 81 dan 83",),
    since="0.2",
)
def training_body(subject: Subject) -> Iterator[Finding]:
    """A training body stands as the placement company.

    ## What it checks
    Whether the name of the company on a placement agreement or work contract begins as names of training bodies do
    (LPK, BLK, BLKLN).

    ## Why it matters
    Only a licensed company may place workers abroad; a training body has no licence, no deposit, no insurance.

    ## Known false alarms
    A company that runs a training body under a like name; the training body named as witness and read as the party;
    papers of the trainee programme for Japan (pemagangan), which training bodies may run and which are no placement.

    Known gap: a training body whose name does not begin so passes.

    ## Example
    "LPK MAJU JAYA" as placement company is flagged; "PT MAJU JAYA" passes.

    ## References
    UU 18/2017 Pasal 81 dan 83; Antara Sumatera Utara, 18 October 2022.
    """
    document, name = own(subject), subject.field("agency_name")
    if _TRAINING.match(name.text):
        yield Finding(
            message=rule_text("AGY004").message("training", name=name.text),
            found=name.text,
            evidence=places(document, ("agency_name", "found")),
        )
