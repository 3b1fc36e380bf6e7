"""PAS001: a passport valid for longer than the rules of its day of issue."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from extractors.model import FieldStatus
from validators.age import completed_years, years_after
from validators.messages import caption, day
from validators.model import Cause, Finding, Reason, Severity
from validators.packs import PassportValidity, in_force
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text, show

SLACK: Final = timedelta(days=31)
"""A month for printing habits of issuing offices; a life that was lengthened is lengthened by years."""


@rule(
    "PAS001",
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={"passport"},
    basis=("Permenkumham 18/2022 Pasal 2A",),
    since="0.1",
)
def validity(subject: Subject) -> Iterator[Finding]:
    """The passport's validity is longer than allowed.

    ## What it checks
    Date of expiry against date of issue and the longest validity in force on that day, by the holder's age at
    issue.

    ## Why it matters
    A moved expiry date, or a book with a made-up one, shows here without any registry.

    ## Known false alarms
    A married holder under 17 may hold ten years. 31 days are left for printing habits; a longer life is added in
    years.

    Known gap: an expiry moved within the limit passes.

    ## Example
    Issued 2021-03-01, valid to 2031-03-01 is flagged (5 years then); issued 2023-03-01, valid to 2033-03-01
    passes.

    ## References
    Permenkumham 18/2022 Pasal 2A; ``validators/packs/passport_validity.toml`` with its sources.
    """
    country = subject.document.fields.get("country_code") if subject.document else None
    if country is not None and country.status is FieldStatus.OK and country.text != "IDN":
        raise NotApplicable  # another state's rules
    document, issued_on, expires_on = subject.document, subject.field("issued_on"), subject.field("expires_on")
    issued, expires = iso_date(issued_on.text), iso_date(expires_on.text)
    row = in_force(subject.packs.passport_validity, issued)
    if document is None or row is None:
        raise NotApplicable
    years = _allowed(subject, row, issued, expires)
    if expires > years_after(issued, years) + SLACK:
        yield Finding(
            message=rule_text("PAS001").message("too_long", issued=day(issued), expires=day(expires), years=str(years)),
            expected=f"<= {years}",
            found=expires.isoformat(),
            evidence=(
                show(expires_on, document, caption("passport", "expires_on")),
                show(issued_on, document, caption("passport", "issued_on"), "compared"),
            ),
        )


def _allowed(subject: Subject, row: PassportValidity, issued: date, expires: date) -> int:
    """Return the years allowed; without a sure birth date only what exceeds every limit can be judged."""
    birth = subject.document.fields.get("birth_date") if subject.document else None
    if birth is not None and birth.status is FieldStatus.OK:
        is_adult = completed_years(iso_date(birth.text), issued) >= row.adult_age
        return row.adult_years if is_adult else row.minor_years
    longest, shortest = max(row.adult_years, row.minor_years), min(row.adult_years, row.minor_years)
    if years_after(issued, shortest) + SLACK < expires <= years_after(issued, longest) + SLACK:
        raise CannotCheck(Reason.UNREADABLE)
    return longest
