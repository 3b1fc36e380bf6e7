"""NIK005: a rare serial or district in the NIK."""

from collections.abc import Iterator

from extractors.vocabulary.region_codes import RegionLevel
from validators.messages import caption
from validators.model import Cause, Finding, Severity
from validators.numbers import nik
from validators.numbers.errors import ValidationError
from validators.rule import NotApplicable, Subject, rule, rule_text, show


@rule(
    "NIK005",
    severity=Severity.INFO,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=(
        "PP 40/2019 Pasal 30",
        "Kepmendagri 300.2.2-2138/2025",
    ),
    since="0.1",
)
def rare_parts(subject: Subject) -> Iterator[Finding]:
    """The NIK has a part that is seldom seen.

    ## What it checks
    Serial 0000, and a district code that the current table does not hold under a regency that it does.

    ## Why it matters
    Worth knowing beside other findings; by itself it says nothing and changes no axis.

    ## Known false alarms
    594 district codes were abolished since 2016 and live on in NIKs; specimens carry serial 0000 on purpose.

    Known gap: abolished districts are not listed one by one.

    ## Example
    ``3276014505900000`` is noted, ``3276014505900001`` is not.

    ## References
    Kepmendagri 300.2.2-2138/2025, and a comparison of the tables of 2016 to 2025 (github.com/cahyadsn/wilayah).
    """
    document, field = subject.document, subject.field("nik")
    try:
        parts = nik.parts(field.text)
    except ValidationError:
        raise NotApplicable from None  # NIK001 speaks
    if document is None:
        return
    text, proof = rule_text("NIK005"), (show(field, document, caption("ktp", "nik")),)
    if parts.serial == nik.NO_SERIAL:
        yield Finding(message=text.message("serial"), found=parts.serial, evidence=proof)
    if parts.level is RegionLevel.UNKNOWN_DISTRICT:
        yield Finding(message=text.message("district", code=parts.region), found=parts.region, evidence=proof)
