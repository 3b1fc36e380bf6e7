"""KKR003: the family card was issued before its number was."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from validators.messages import caption, day
from validators.model import Cause, Finding, Severity
from validators.numbers import kk
from validators.numbers.errors import ValidationError
from validators.readings import iso_date
from validators.rule import NotApplicable, Subject, rule, rule_text, show

TOLERANCE: Final = timedelta(days=1)


@rule(
    "KKR003",
    severity=Severity.LOW,
    cause=Cause.INCONSISTENCY,
    documents={"family_card"},
    basis=("structure of the KK number (Poskota, 4 May 2025)",),
    since="0.2",
    version=2,
)
def registration(subject: Subject) -> Iterator[Finding]:
    """The KK number was registered after the card was issued.

    ## What it checks
    The day of registration inside the number against the printed day of issue. The later century counts in which
    that day lies before the day of the check.

    ## Why it matters
    A number has its day before any card that bears it. A made-up number, or a moved day of issue, shows here.

    ## Known false alarms
    A misread year of issue, or one digit of the number. What the six digits mean rests on reports and on public
    software, hence low.

    Known gap: a made-up day before the day of issue passes.

    ## Example
    ``...090120...`` on a card issued 2018-01-09 is flagged; on a card issued 2021-05-05 it passes.

    ## References
    Structure as reported by Poskota, 4 May 2025; no official text was found.
    """
    document, number = subject.document, subject.field("kk_number")
    if document is None or "issued_on" not in document.fields:
        raise NotApplicable
    issued_on = subject.field("issued_on")
    issued = iso_date(issued_on.text)
    try:
        registered = _latest_past(kk.parts(number.text).registered, subject.today)
    except ValidationError:
        raise NotApplicable from None  # KKR001 speaks
    if registered <= issued + TOLERANCE:
        return
    yield Finding(
        message=rule_text("KKR003").message("later", registered=day(registered), issued=day(issued)),
        expected=f"<= {issued.isoformat()}",
        found=registered.isoformat(),
        evidence=(
            show(number, document, caption("family_card", "kk_number")),
            show(issued_on, document, caption("family_card", "issued_on"), "compared"),
        ),
    )


def _latest_past(days: tuple[date, ...], today: date) -> date:
    return max((each for each in days if each <= today + TOLERANCE), default=days[0])
