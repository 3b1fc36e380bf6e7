"""REG012: Immigration does not find the passport number."""

from collections.abc import Iterator

from validators.contradiction import not_found
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule


@rule(
    "REG012",
    severity=Severity.LOW,
    cause=Cause.REGISTRY,
    documents={"passport"},
    basis=("UU 18/2017 Pasal 13", "Permenkumham 18/2022"),
    since="0.1",
)
def immigration_not_found(subject: Subject) -> Iterator[Finding]:
    """Immigration does not find the passport.

    ## What it checks
    Whether the answer for this passport number as a whole is NOT FOUND.

    ## Why it matters
    The book may never have been issued. The answer alone proves nothing, so it is low and asks to verify.

    ## Known false alarms
    A passport issued at a mission or days ago; a misread character.

    Known gap: a copied number of a real book is found.

    ## Example
    NOT FOUND is flagged low; an outage never is.

    ## References
    Permenkumham 18/2022 (passports).
    """
    yield from not_found("REG012", subject, "immigration", "passport_number")
