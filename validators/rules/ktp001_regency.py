"""KTP001: the printed regency does not lie in the printed province."""

from collections.abc import Iterator

from extractors.vocabulary import region_codes
from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.rule import CannotCheck, Subject, rule, rule_text, show


@rule(
    "KTP001",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"ktp"},
    basis=("Kepmendagri 300.2.2-2138/2025",),
    since="0.2",
)
def regency(subject: Subject) -> Iterator[Finding]:
    """The card's regency is not in its province.

    ## What it checks
    The two names above the card's lines against the table of regions: a regency or city of that name in a province of
    that name, now or before the province was divided.

    ## Why it matters
    One office prints both lines from its own name. Lines from two places do not come from one office.

    ## Known false alarms
    A name read as another region's. Names that no table holds leave the rule undecided, and a regency that once
    belonged to the province, or belongs to it now, passes. The region inside the NIK is never compared: it is that of
    the first registration, and people move (PP 40/2019 Pasal 30).

    Known gap: another regency of the same province passes.

    ## Example
    PROVINSI JAWA BARAT with KABUPATEN MALANG is flagged; with KOTA DEPOK it passes, and so does KALIMANTAN TIMUR with
    BULUNGAN, which left for Kalimantan Utara in 2012.

    ## References
    Kepmendagri 300.2.2-2138/2025; ``extractors/vocabulary/region_codes.toml`` with its sources.
    """
    document, province, regency_ = subject.document, subject.field("province"), subject.field("regency")
    provinces = region_codes.codes(province.text, 2)
    homes = {code[:2] for code in region_codes.codes(regency_.text, 4)}
    if not provinces or not homes:
        raise CannotCheck(Reason.UNREADABLE)
    if document is None or any(region_codes.was_in(home, one) for one in provinces for home in homes):
        return
    expected = region_codes.name(min(homes)) or ""
    yield Finding(
        message=rule_text("KTP001").message(
            "elsewhere", regency=regency_.text, province=province.text, expected=expected.upper()
        ),
        expected=expected.upper(),
        found=province.text,
        evidence=(
            show(regency_, document, caption("ktp", "regency")),
            show(province, document, caption("ktp", "province"), "compared"),
        ),
    )
