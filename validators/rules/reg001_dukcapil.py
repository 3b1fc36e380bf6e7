"""REG001: Dukcapil says that data on the card do not match."""

from collections.abc import Iterator
from typing import Final

from validators.confirmed import is_name_in_doubt, to_read_again
from validators.contradiction import contradicted
from validators.identity import BIRTH_DATES, NAMES
from validators.model import Cause, Finding, Severity
from validators.rule import Subject, rule

_ELEMENTS: Final = {"name": "name", "birth_date": "birth_date", "sex": "sex"}
"""Element of the answer -> field of the document."""


@rule(
    "REG001",
    severity=Severity.MEDIUM,
    cause=Cause.REGISTRY,
    documents={"ktp"},
    basis=(
        "UU 23/2006 jo. UU 24/2013 Pasal 58",
        "Permendagri 102/2019",
    ),
    since="0.1",
    version=5,
)
def dukcapil(subject: Subject) -> Iterator[Finding]:
    """Dukcapil contradicts the card.

    ## What it checks
    Name, date of birth and sex, where they were asked and answered NO MATCH for this NIK. A name that one engine alone
    read, and no other paper bears, is left open and asks for a new photo, and so is one that another paper bears but
    for a letter or two (MARUNA beside MARLINA). So is a day of birth that one engine alone read, one figure from
    another paper's. The place of birth is REG004's.

    ## Why it matters
    The population registry is the card's issuer.

    ## Known false alarms
    Records not synchronised, or corrected since the card was printed: medium, with a request to ask Dukcapil.

    Known gap: a card that copies a real record in full matches.

    ## Example
    NO MATCH for the date of birth is flagged; an element not held is not.

    ## References
    UU 23/2006 jo. UU 24/2013 Pasal 58 and 79; Permendagri 102/2019. Answers come one an element, as the agreements
    with the agency provide.
    """
    yield from contradicted("REG001", subject, "dukcapil", _ELEMENTS, _doubted)


def _doubted(subject: Subject, name: str) -> bool:
    """Whether a value may be misread: one engine read it, or another paper bears a name that is nearly the same."""
    card = subject.document
    if card is None or name not in {NAMES["ktp"], BIRTH_DATES["ktp"]}:
        return False
    if name == BIRTH_DATES["ktp"]:
        return card.id in to_read_again(subject.documents)
    return is_name_in_doubt(card, subject.documents)
