"""MRZ005: issuing state and nationality in the zone against the printed ones, and against each other."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document, Reading
from extractors.vocabulary.countries import NAMES
from validators.messages import caption, field_name
from validators.model import Cause, Finding, Reason, Severity
from validators.readings import OWN_STATE, printed, zone
from validators.rule import CannotCheck, NotApplicable, Subject, at, rule, rule_text

_FIELDS: Final = ("country_code", "nationality")


@rule(
    "MRZ005",
    severity=Severity.MEDIUM,
    cause=Cause.INCONSISTENCY,
    documents={"passport"},
    basis=("ICAO Doc 9303-4 4.2",),
    since="0.2",
)
def states(subject: Subject) -> Iterator[Finding]:
    """State or nationality in the MRZ differs from the printed part.

    ## What it checks
    The two codes in the zone against the printed ones, and whether a book that the zone calls Indonesian is for an
    Indonesian. Only books of which one side says IDN are judged.

    ## Why it matters
    Neither code has a check digit, so an edited one never fails arithmetic; it can only be compared.

    ## Known false alarms
    A misread letter on one side. Each side must be sure by itself; medium, because nothing else than the two places
    of one page says so.

    Known gap: both places changed alike pass, and so does a difference between two other states.

    ## Example
    Printed IDN with MYS in the zone is flagged; IDN with IDN passes.

    ## References
    ICAO Doc 9303 part 4 section 4.2 (layout of the zone).
    """
    document = subject.document
    if document is None:
        return
    coded, is_open, found = {}, False, False
    for name in _FIELDS:
        field = document.fields.get(name)
        try:
            seen, coded[name] = printed(field), zone(field)
        except CannotCheck:
            is_open = is_open or field is not None
            continue
        values = {str(seen.value), str(coded[name].value)}
        if not values <= NAMES.keys():
            is_open = is_open or OWN_STATE in values
        elif len(values) == 2 and OWN_STATE in values:
            found = True
            yield _differs(document, name, seen, coded[name])
    if not found and len(coded) == 2 and _is_for_another(coded):
        found = True
        yield _for_another(document, coded)
    if not found and is_open:
        raise CannotCheck(Reason.UNREADABLE)
    if not found and not coded:
        raise NotApplicable


def _is_for_another(coded: dict[str, Reading]) -> bool:
    nationality = str(coded["nationality"].value)
    return str(coded["country_code"].value) == OWN_STATE != nationality and nationality in NAMES


def _differs(document: Document, name: str, seen: Reading, coded: Reading) -> Finding:
    message = rule_text("MRZ005").message(
        "differs", field=field_name(name), in_mrz=str(coded.value), printed=str(seen.value)
    )
    return Finding(
        message=message,
        expected=str(coded.value),
        found=str(seen.value),
        evidence=(
            at(seen.region, document, caption("passport", name)),
            at(coded.region, document, caption("passport", _line(name)), "compared"),
        ),
    )


def _for_another(document: Document, coded: dict[str, Reading]) -> Finding:
    nationality = str(coded["nationality"].value)
    return Finding(
        message=rule_text("MRZ005").message("other_nationality", nationality=nationality),
        expected=OWN_STATE,
        found=nationality,
        evidence=(
            at(coded["nationality"].region, document, caption("passport", "mrz_line_2")),
            at(coded["country_code"].region, document, caption("passport", "mrz_line_1"), "compared"),
        ),
    )


def _line(name: str) -> str:
    return "mrz_line_1" if name == "country_code" else "mrz_line_2"
