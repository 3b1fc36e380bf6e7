"""WAG001: the wage lies below the floor on the day of signing."""

from collections.abc import Iterator

from validators.confirmed import is_read_twice
from validators.messages import country, day, period
from validators.model import Cause, Finding, Reason, Severity
from validators.rule import CannotCheck, Subject, rule, rule_text
from validators.terms import own, places, printed_amount
from validators.wages import compared


@rule(
    "WAG001",
    severity=Severity.HIGH,
    cause=Cause.PROTECTION,
    documents={"work_contract"},
    basis=("UU 18/2017 Pasal 15", "official wage floors of the destination"),
    since="0.2",
    version=2,
)
def below_floor(subject: Subject) -> Iterator[Finding]:
    """The wage is below the floor on the day of signing.

    ## What it checks
    Amount, currency and period against the floor of the destination and kind of work on the day the contract was
    signed. Another currency or period is not converted, but an hourly floor whose source gives the hours of a month.
    Where the paper leaves the kind of work open, only what lies below every floor is flagged.

    ## Why it matters
    A wage below the floor is unlawful where the work is done, and a common beginning of debt.

    ## Known false alarms
    A basic wage to which allowances are added; a short working week; a floor that changed after the signing. A tenth of
    the usual wage that one engine alone read (TWD 2950 for 29500) may lack a figure: it is left open, and a new photo
    asked for.

    Known gap: a wage at the floor from which deductions are taken passes.

    ## Example
    HKD 4800 a month for a household, signed 2024-10-01 (floor 4990), is flagged; signed 2023-09-01 (4730) it passes.

    ## References
    ``validators/packs/wage_floors.csv``, each row with its source.
    """
    document = own(subject)
    wage = compared(subject, document)
    if not wage.is_below:
        if wage.is_open:
            raise CannotCheck(Reason.UNREADABLE)
        return
    if wage.may_lack_a_figure and not is_read_twice(document.fields["wage_amount"]):
        raise CannotCheck(Reason.UNREADABLE)
    yield Finding(
        message=rule_text("WAG001").message(
            "below",
            wage=printed_amount(wage.amount, wage.currency),
            floor=printed_amount(wage.lowest, wage.currency),
            period=period(wage.period),
            country=country(wage.destination),
            day=day(wage.signed),
        ),
        expected=f">= {wage.lowest.normalize():f}",
        found=f"{wage.amount.normalize():f}",
        evidence=places(document, ("wage_amount", "found"), ("signed_on", "compared")),
    )
