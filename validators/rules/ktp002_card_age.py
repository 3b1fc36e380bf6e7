"""KTP002: the card was issued before its holder was of the age for one."""

from collections.abc import Iterator
from typing import Final

from extractors.model import FieldStatus
from validators.age import completed_years
from validators.messages import caption, day
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers.nik import CARD_AGE
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text, show

_NEVER_MARRIED: Final = "BELUM KAWIN"


@rule(
    "KTP002",
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=("UU 23/2006 jo. UU 24/2013 Pasal 63",),
    since="0.2",
)
def card_age(subject: Subject) -> Iterator[Finding]:
    """The card was issued before the holder was 17.

    ## What it checks
    The age on the day of issue by the printed date of birth, if the card says that its holder never married.

    ## Why it matters
    A card is for who is 17, or is or was married. A date of birth that does not fit the day of issue may not be the
    one that the card was made with.

    ## Known false alarms
    A card recorded at school and dated before the birthday; a holder whose marriage was not entered; a corrected date
    of birth. Hence low.

    Known gap: a card whose marital status says married passes at any age.

    ## Example
    Born 2001-08-15 and issued 2015-01-09 (13 years), BELUM KAWIN, is flagged; issued 2018-08-15 it passes.

    ## References
    UU 23/2006 jo. UU 24/2013 Pasal 63 (age 17, or married): from general knowledge, the text was not read for this.
    """
    document, born_on = subject.document, subject.field("birth_date")
    if document is None or "issued_on" not in document.fields:
        raise NotApplicable
    issued_on = subject.field("issued_on")
    born, issued = iso_date(born_on.text), iso_date(issued_on.text)
    age = completed_years(born, issued)
    if age >= CARD_AGE or born > issued:  # DAT001 speaks of the second
        return
    status = document.fields.get("marital_status")
    if status is None or status.status is not FieldStatus.OK:
        raise CannotCheck(Reason.UNREADABLE)
    if status.text == _NEVER_MARRIED:
        yield Finding(
            message=rule_text("KTP002").message("too_young", issued=day(issued), age=str(age), born=day(born)),
            expected=f">= {CARD_AGE}",
            found=str(age),
            evidence=(
                show(issued_on, document, caption("ktp", "issued_on")),
                show(born_on, document, caption("ktp", "birth_date"), "compared"),
            ),
        )
