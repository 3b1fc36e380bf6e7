"""POL002: a police record letter that is not for work abroad."""

from collections.abc import Iterator

from validators.messages import caption
from validators.model import Cause, Finding, Severity
from validators.police import is_for_abroad, is_of_sector
from validators.rule import Subject, rule, rule_text, show


@rule(
    "POL002",
    severity=Severity.LOW,
    cause=Cause.COMPLETENESS,
    documents={"police_clearance"},
    basis=("practice of the police (Antara Mataram, 2023; Tirto, 2022)",),
    since="0.2",
)
def local_purpose(subject: Subject) -> Iterator[Finding]:
    """The SKCK is a Polsek's for another purpose.

    ## What it checks
    A letter of a Polsek whose purpose is not work or a visa abroad.

    ## Why it matters
    It does not serve for work abroad; the worker should ask the Polda before the journey stands still. Nothing is
    said against the letter itself.

    ## Known false alarms
    A purpose in words that we do not know. The finding is one of completeness and changes no axis.

    Known gap: a letter of a Polres or Polda for another purpose passes.

    ## Example
    POLSEK SUKAMAJU with MELAMAR PEKERJAAN is noted; POLRES DEPOK with it is not.

    ## References
    Antara Mataram, 2023, and Tirto, 2022, on which police office issues an SKCK for what.
    """
    document, office = subject.document, subject.field("office")
    if document is None or not is_of_sector(office.text):
        return
    purpose = subject.field("purpose")
    if not is_for_abroad(purpose.text):
        yield Finding(
            message=rule_text("POL002").message("local", office=office.text, purpose=purpose.text),
            found=purpose.text,
            evidence=(
                show(purpose, document, caption("police_clearance", "purpose")),
                show(office, document, caption("police_clearance", "office"), "compared"),
            ),
        )
