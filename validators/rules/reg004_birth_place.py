"""REG004: Dukcapil says that the place of birth on the card does not match."""

from collections.abc import Iterator
from typing import Final

from validators.contradiction import contradicted
from validators.model import Cause, Element, Finding, Severity
from validators.rule import NotApplicable, Subject, rule

_ELEMENTS: Final = {"birth_place": "birth_place"}


@rule(
    "REG004",
    severity=Severity.LOW,
    cause=Cause.REGISTRY,
    documents={"ktp"},
    basis=(
        "UU 23/2006 jo. UU 24/2013 Pasal 58",
        "Permendagri 102/2019",
    ),
    since="0.2",
)
def birth_place(subject: Subject) -> Iterator[Finding]:
    """Dukcapil contradicts the place of birth alone.

    ## What it checks
    The place of birth, where it was asked and answered NO MATCH for this NIK. Name, date and sex are REG001's.

    ## Why it matters
    The population registry is the card's issuer; a place that does not match is to be asked about before departure.

    ## Known false alarms
    Places are free text: a village on the card and a regency in the record, an old name, one letter misread. Hence
    low: the case goes to the agency and is not called inconsistent.

    Known gap: a card that copies a real record in full matches.

    ## Example
    NO MATCH for the place of birth is noted, whatever is said of the name.

    ## References
    UU 23/2006 jo. UU 24/2013 Pasal 58 and 79; Permendagri 102/2019.
    """
    said = subject.answer("dukcapil").elements.get("birth_place", Element.NOT_ASKED)
    if said not in {Element.MATCH, Element.NO_MATCH}:
        raise NotApplicable  # a place that is not held leaves nothing open: REG001 has asked for the rest
    yield from contradicted("REG004", subject, "dukcapil", _ELEMENTS)
