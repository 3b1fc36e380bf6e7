"""POL001: a police record letter for work abroad from an office that does not issue it."""

from collections.abc import Iterator

from validators.messages import caption
from validators.model import Cause, Finding, Severity
from validators.police import is_for_abroad, is_of_sector
from validators.rule import Subject, rule, rule_text, show


@rule(
    "POL001",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"police_clearance"},
    basis=("practice of the police (Antara Mataram, 2023; Tirto, 2022)",),
    since="0.2",
)
def polsek_abroad(subject: Subject) -> Iterator[Finding]:
    """A Polsek issued an SKCK for work abroad.

    ## What it checks
    The issuing office, when the letter's own purpose is work or a visa abroad.

    ## Why it matters
    A Polsek issues no letter for a visa or between states; for abroad it is normally the Polda or Mabes. Such a
    letter contradicts itself.

    ## Known false alarms
    A Polsek that recommends the letter of a Polres; an office that was misread. What offices issue rests on press
    reports, hence medium.

    Known gap: a made-up letter that names a Polda passes.

    ## Example
    POLSEK SUKAMAJU with BEKERJA DI LUAR NEGERI is flagged; POLDA JAWA BARAT with it passes.

    ## References
    Antara Mataram, 2023, and Tirto, 2022, on which police office issues an SKCK for what.
    """
    document, office = subject.document, subject.field("office")
    if document is None or not is_of_sector(office.text):
        return
    purpose = subject.field("purpose")
    if is_for_abroad(purpose.text):
        yield Finding(
            message=rule_text("POL001").message("polsek", office=office.text, purpose=purpose.text),
            found=office.text,
            evidence=(
                show(office, document, caption("police_clearance", "office")),
                show(purpose, document, caption("police_clearance", "purpose"), "compared"),
            ),
        )
