"""REG011: Dukcapil does not find the NIK."""

from collections.abc import Iterator

from validators.contradiction import not_found
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "REG011",
    severity=Severity.LOW,
    cause=Cause.REGISTRY,
    documents={"ktp"},
    basis=("UU 23/2006 jo. UU 24/2013 Pasal 58",),
    since="0.1",
)
def dukcapil_not_found(subject: Subject) -> Iterator[Finding]:
    """Dukcapil does not find the NIK.

    ## What it checks
    Whether the answer for this NIK as a whole is NOT FOUND.

    ## Why it matters
    The number may never have been issued. The answer alone proves nothing, so it is low and asks to verify.

    ## Known false alarms
    Records not synchronised; a NIT recorded at a mission; a misread digit.

    Known gap: someone else's real number is found.

    ## Example
    NOT FOUND is flagged low; an outage never is.

    ## References
    UU 23/2006 jo. UU 24/2013 Pasal 58.
    """
    yield from not_found("REG011", subject, "dukcapil", "nik")
