"""NIK004: the sex inside the NIK is not the printed one."""

from collections.abc import Iterator

from validators.messages import caption
from validators.model import Cause, Finding, Severity
from validators.numbers import nik
from validators.numbers.errors import ValidationError
from validators.rule import NotApplicable, Subject, rule, rule_text, show


@rule(
    "NIK004",
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=("PP 40/2019 Pasal 30",),
    since="0.1",
)
def sex(subject: Subject) -> Iterator[Finding]:
    """The NIK's sex differs from the printed one.

    ## What it checks
    Whether the day in the NIK carries the 40 that women's numbers carry, against the card's sex.

    ## Why it matters
    A number taken from another person's card shows here.

    ## Known false alarms
    A sex corrected later; one misread digit (the seventh).

    Known gap: a number borrowed from someone of the same sex passes.

    ## Example
    NIK ``...450590...`` (a woman's) with printed LAKI-LAKI is flagged, with PEREMPUAN it passes.

    ## References
    PP 40/2019 Pasal 30.
    """
    document, number, printed = subject.document, subject.field("nik"), subject.field("sex")
    try:
        parts = nik.parts(number.text)
    except ValidationError:
        raise NotApplicable from None  # NIK001 speaks
    if document is None or printed.text not in set(nik.Sex) or printed.text == parts.sex:
        return
    key = "woman_in_nik" if parts.sex is nik.Sex.FEMALE else "man_in_nik"
    yield Finding(
        message=rule_text("NIK004").message(key),
        expected=printed.text,
        found=parts.sex.value,
        evidence=(
            show(number, document, caption("ktp", "nik")),
            show(printed, document, caption("ktp", "sex"), "compared"),
        ),
    )
