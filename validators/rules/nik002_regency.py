"""NIK002: the NIK's regency is in no table."""

from collections.abc import Iterator

from extractors.vocabulary.region_codes import RegionLevel
from validators.messages import caption
from validators.model import Cause, Finding, Severity
from validators.numbers import nik
from validators.numbers.errors import ValidationError
from validators.rule import NotApplicable, Subject, rule, rule_text, show


@rule(
    "NIK002",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=(
        "Kepmendagri 300.2.2-2138/2025",
        "PP 40/2019 Pasal 30",
    ),
    since="0.1",
)
def regency(subject: Subject) -> Iterator[Finding]:
    """The NIK's regency code is unknown.

    ## What it checks
    The first four digits against the current regencies, those abolished since 2004, and NIT numbers (99).

    ## Why it matters
    A NIK is issued in a regency that exists at that time.

    ## Known false alarms
    A code abolished before our tables begin. All known abolished codes and 93-96 pass; the district is never
    judged here.

    Known gap: a changed digit that makes another known code passes.

    ## Example
    ``3299...`` is flagged; ``9101...`` (Merauke before 2022) and ``9950...`` (NIT) pass.

    ## References
    Kepmendagri 300.2.2-2138/2025; ``extractors/vocabulary/region_codes.toml`` with its sources.
    """
    document, field = subject.document, subject.field("nik")
    try:
        parts = nik.parts(field.text)
    except ValidationError:
        raise NotApplicable from None  # NIK001 speaks
    if document is not None and parts.level is RegionLevel.UNKNOWN_REGENCY:
        yield Finding(
            message=rule_text("NIK002").message("unknown", code=parts.region[:4]),
            found=parts.region[:4],
            evidence=(show(field, document, caption("ktp", "nik")),),
        )
