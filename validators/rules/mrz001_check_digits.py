"""MRZ001: check digits of a passport's second MRZ line."""

from collections.abc import Iterator

from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import mrz
from validators.numbers.errors import ValidationError
from validators.rule import CannotCheck, Subject, rule, rule_text, show


@rule(
    "MRZ001",
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={"passport"},
    basis=(
        "ICAO Doc 9303-3 4.9",
        "ICAO Doc 9303-4",
    ),
    since="0.1",
)
def check_digits(subject: Subject) -> Iterator[Finding]:
    """A check digit of the MRZ does not fit.

    ## What it checks
    The five check digits of line 2 (TD3, 44 columns) over number, birth date, expiry, optional part and all
    together.

    ## Why it matters
    The issuer's machine computes them; a changed character seldom keeps them right.

    ## Known false alarms
    One misread character. The rule abstains unless the whole line was read surely, and on a length other than 44.

    Known gap: characters whose values differ by a multiple of ten weigh alike, and the name, nationality and sex
    have no check digit.

    ## Example
    ``L898902C36UTO...10`` passes, ``L898902C37UTO...10`` is flagged.

    ## References
    ICAO Doc 9303 part 3 section 4.9 (weights 7, 3, 1) and part 4.
    """
    document, field = subject.document, subject.field("mrz_line_2")
    try:
        wrong = mrz.faults(field.text)
    except ValidationError:
        raise CannotCheck(Reason.UNREADABLE) from None
    if document is None or not wrong:
        return
    slots = mrz.split(field.text)
    # The composite runs over the others, so it speaks only when it stands alone.
    for name in [name for name in wrong if name != "composite"] or wrong:
        content = field.text if name == "composite" else slots[name] + slots[f"{name}_check"]
        yield Finding(
            message=rule_text("MRZ001").message(name),
            found=content,
            evidence=(show(field, document, caption("passport", "mrz_line_2")),),
        )
