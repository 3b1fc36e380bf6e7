"""CON002: the worker's date of birth differs between papers."""

from collections.abc import Iterator

from extractors.model import Field
from validators.confirmed import may_be_misread
from validators.identity import BIRTH_DATES, disagreements
from validators.messages import day
from validators.model import Cause, Finding, Severity
from validators.readings import iso_date
from validators.rule import Scope, Subject, rule
from validators.slips import is_slip, is_slip_of_day


@rule(
    "CON002",
    scope=Scope.CASE,
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents=set(BIRTH_DATES),
    basis=(
        "UU 18/2017 Pasal 5",
        "PP 40/2019 Pasal 33",
    ),
    since="0.1",
    version=4,
)
def birth_dates(subject: Subject) -> Iterator[Finding]:
    """Dates of birth differ between documents.

    ## What it checks
    The date of birth on each paper of the case against the more authoritative ones. Of a family card, the line that
    bears the worker's NIK is compared.

    ## Why it matters
    A raised age shows when one paper keeps the old date; AGE001 says whether one of them makes the worker a minor.

    ## Known false alarms
    A date corrected at Dukcapil between two papers; a typing error in the contract.

    Known gap: the same wrong date on every paper passes; one figure of difference within a year is left open and told
    by CON009. A year that differs by one figure which one engine alone read is left open and asks for a new photo.

    ## Example
    1990-05-05 on the KTP and 1988-05-05 on the passport is flagged.

    ## References
    UU 18/2017 Pasal 5 (age); PP 40/2019 Pasal 33. Forged birth papers behind genuine passports: Jawa Pos, 6 March
    2017.
    """
    yield from disagreements(
        "CON002", subject, BIRTH_DATES, _agree, shown=lambda value: day(iso_date(value)), doubted=_doubted
    )


def _doubted(one: Field, other: Field) -> bool:
    """Whether a single figure parts them (of the year: CON009 tells the others) which one engine alone has read."""
    return is_slip(one.text, other.text) and may_be_misread(one, other)


def _agree(one: str, other: str) -> bool | None:
    left, right = iso_date(one), iso_date(other)
    return None if is_slip_of_day(left, right) else left == right
