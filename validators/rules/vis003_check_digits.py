"""VIS003: check digits of a visa's second MRZ line."""

from collections.abc import Iterator

from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import visa_mrz
from validators.numbers.errors import ValidationError
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text, show


@rule(
    "VIS003",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"visa"},
    basis=("ICAO Doc 9303-3 4.9", "ICAO Doc 9303-7"),
    since="0.2",
)
def check_digits(subject: Subject) -> Iterator[Finding]:
    """A check digit of the visa's MRZ does not fit.

    ## What it checks
    The three check digits of line 2 (MRV-A of 44 columns, MRV-B of 36) over number, birth date and expiry. A visa has
    no digit over all together.

    ## Why it matters
    The issuer's machine computes them; a changed character seldom keeps them right.

    ## Known false alarms
    One misread character: the rule abstains unless the whole line was read surely. Medium and not high as on a
    passport, because not every issuer of visas was seen to keep to the standard.

    Known gap: characters whose values differ by a multiple of ten weigh alike, and most electronic visas have no zone.

    ## Example
    ``X0000000<1IDN9508152F2701013<<<<<<<<`` passes, with 2801013 in the date's place it is flagged.

    ## References
    ICAO Doc 9303 part 3 section 4.9 (weights 7, 3, 1) and part 7.
    """
    document = subject.document
    if document is None or "mrz_line_2" not in document.fields:
        raise NotApplicable
    field = subject.field("mrz_line_2")
    try:
        wrong = visa_mrz.faults(field.text)
    except ValidationError:
        raise CannotCheck(Reason.UNREADABLE) from None
    line = visa_mrz.compact(field.text)
    for name in wrong:
        slot = visa_mrz.SLOTS[name]
        yield Finding(
            message=rule_text("VIS003").message(name),
            found=line[slot.start : slot.stop + 1],
            evidence=(show(field, document, caption("visa", "mrz_line_2")),),
        )
