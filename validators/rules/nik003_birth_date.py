"""NIK003: the date inside the NIK is not the printed one."""

from collections.abc import Iterator

from validators.confirmed import is_beside_its_nik
from validators.messages import caption, day
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import nik
from validators.numbers.errors import ValidationError
from validators.readings import iso_date
from validators.rule import CannotCheck, NotApplicable, Subject, rule, rule_text, show


@rule(
    "NIK003",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=(
        "PP 40/2019 Pasal 30",
        "PP 40/2019 Pasal 33",
    ),
    since="0.1",
    version=2,
)
def birth_date(subject: Subject) -> Iterator[Finding]:
    """The NIK's date differs from the printed date of birth.

    ## What it checks
    Digits 7-12 of the NIK (day plus 40 for women) against the card's date of birth, in either century.

    ## Why it matters
    Both come from the same first record. A changed digit shows; so does a raised age.

    ## Known false alarms
    A date of birth corrected later leaves the NIK as it was, by law. So the finding is medium, never more, and the
    innocent explanation stands beside it. A day that one engine alone read, that no other paper bears and that
    lies one figure from the NIK's asks for a new photo.

    Known gap: when both were changed alike, nothing differs.

    ## Example
    NIK ``...450590...`` with printed 1991-05-05 is flagged; with 1990-05-05 it passes.

    ## References
    PP 40/2019 Pasal 30(2) and 33.
    """
    document, number, printed = subject.document, subject.field("nik"), subject.field("birth_date")
    try:
        parts = nik.parts(number.text)
    except ValidationError:
        raise NotApplicable from None  # NIK001 speaks
    born = iso_date(printed.text)
    if document is None or born in parts.births:
        return
    if is_beside_its_nik(document, subject.documents):
        raise CannotCheck(Reason.UNREADABLE)
    in_nik = nik.birth_date(number.text, printed=born, today=subject.today)
    yield Finding(
        message=rule_text("NIK003").message("differs", in_nik=day(in_nik), printed=day(born)),
        expected=born.isoformat(),
        found=in_nik.isoformat(),
        evidence=(
            show(number, document, caption("ktp", "nik")),
            show(printed, document, caption("ktp", "birth_date"), "compared"),
        ),
    )
