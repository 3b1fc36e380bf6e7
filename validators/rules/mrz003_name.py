"""MRZ003: the name in the zone against the printed name."""

from collections.abc import Iterator

from validators.messages import caption
from validators.model import Cause, Finding, Reason, Severity
from validators.names import Likeness, compare
from validators.readings import printed, zone
from validators.rule import CannotCheck, Subject, at, rule, rule_text


@rule(
    "MRZ003",
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={"passport"},
    basis=(
        "ICAO Doc 9303-3 4.6",
        "ICAO Doc 9303-4 4.2",
    ),
    since="0.1",
    version=2,
)
def name(subject: Subject) -> Iterator[Finding]:
    """The MRZ's name differs from the printed name.

    ## What it checks
    The printed name against the name in MRZ line 1, as words in any order.

    ## Why it matters
    The name has no check digit: an edited name never fails arithmetic, it can only be compared.

    ## Known false alarms
    Truncation, abbreviations, spelling and word order are bridged (``validators.names``); what cannot be told
    apart from them leaves the rule undecided.

    Known gap: one letter changed in a long name passes where ear, eye or pen may have slipped and not both are known
    names.

    ## Example
    ``AMINAH<<SITI<NUR`` with SITI NUR AMINAH passes, with DEWI LESTARI is flagged.

    ## References
    ICAO Doc 9303 part 3 (names, transliteration) and part 4; Permendagri 73/2022 (names on population papers).
    """
    document = subject.document
    if document is None:
        return
    field = document.fields.get("name")
    seen, coded = printed(field), zone(field)
    likeness = compare(str(seen.value), str(coded.value)).likeness
    if likeness is Likeness.CANNOT_TELL:
        raise CannotCheck(Reason.UNREADABLE)
    if likeness is Likeness.DIFFERENT:
        yield Finding(
            message=rule_text("MRZ003").message("differs", in_mrz=str(coded.value), printed=str(seen.value)),
            expected=str(coded.value),
            found=str(seen.value),
            evidence=(
                at(seen.region, document, caption("passport", "name")),
                at(coded.region, document, caption("passport", "mrz_line_1"), "compared"),
            ),
        )
