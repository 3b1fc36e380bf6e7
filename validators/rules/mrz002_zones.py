"""MRZ002: the machine readable zone against the printed part."""

from collections.abc import Iterator
from typing import Final

from extractors.model import Document, Field, Reading, Text
from validators.messages import caption, field_name
from validators.model import Cause, Finding, Reason, Severity
from validators.numbers import mrz, passport_number
from validators.numbers.errors import ValidationError
from validators.readings import printed, zone
from validators.rule import CannotCheck, Subject, at, rule, rule_text

_FIELDS: Final = {"passport_number": "number", "birth_date": "birth_date", "expires_on": "expires_on", "sex": "sex"}
"""Field -> its slot in line 2."""


@rule(
    "MRZ002",
    severity=Severity.HIGH,
    cause=Cause.INCONSISTENCY,
    documents={"passport"},
    basis=(
        "ICAO Doc 9303-4 4.1",
        "ICAO Doc 9303-4 4.2",
    ),
    since="0.1",
)
def zones(subject: Subject) -> Iterator[Finding]:
    """The MRZ and the printed part differ.

    ## What it checks
    Passport number, date of birth, date of expiry and sex, as read in each of the two places.

    ## Why it matters
    Both are made from one record in one go. An edit of the printed part often forgets the zone, and the other way
    round.

    ## Known false alarms
    A misreading on one side. Each side must be sure by itself, engines must agree on it, and a value of the zone
    counts only if its own check digit fits (else MRZ001 speaks).

    Known gap: both places changed alike pass.

    ## Example
    Printed X0000001 with X0000007 in the zone is flagged; an unspecified sex (``<``) is not.

    ## References
    ICAO Doc 9303 part 4.
    """
    document, line = subject.document, subject.field("mrz_line_2")
    if document is None:
        return
    try:
        wrong = mrz.faults(line.text)
    except ValidationError:
        raise CannotCheck(Reason.UNREADABLE) from None
    is_open, found = False, False
    for name, slot in _FIELDS.items():
        try:
            seen, coded = printed(document.fields.get(name)), zone(document.fields.get(name))
        except CannotCheck:
            is_open = is_open or not _is_unspecified(line, name)
            continue
        if slot not in wrong and _plain(name, seen) != _plain(name, coded):
            found = True
            yield _finding(document, name, seen, coded)
    if is_open and not found:
        raise CannotCheck(Reason.UNREADABLE)


def _is_unspecified(line: Field, name: str) -> bool:
    return name == "sex" and mrz.split(line.text)["sex"] in {"<", "X"}


def _plain(name: str, reading: Reading) -> str:
    """Return the value for comparison; dates without their century, which the zone does not hold."""
    value = str(reading.value)
    if name == "passport_number":
        return passport_number.compact(value)
    return "".join(filter(str.isdigit, value))[-6:] if name != "sex" else value


def _finding(document: Document, name: str, seen: Reading, coded: Reading) -> Finding:
    what = caption("passport", name)
    return Finding(
        message=rule_text("MRZ002").message(
            "differs", field=field_name(name), in_mrz=str(coded.value), printed=str(seen.value)
        ),
        expected=str(coded.value),
        found=str(seen.value),
        evidence=(
            at(seen.region, document, _part(what, "zone_visual")),
            at(coded.region, document, _part(what, "zone_mrz"), "compared"),
        ),
    )


def _part(what: Text, zone_name: str) -> Text:
    part = field_name(zone_name)
    return Text(id=f"{what.id} ({part.id})", en=f"{what.en} ({part.en})")
