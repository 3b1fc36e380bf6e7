"""What occurs on genuine papers and looks odd (domain traps) never raises more than a note, whatever rule sees it."""

from collections.abc import Mapping
from typing import Any

import pytest

from extractors.model import Document
from tests.fixtures.paper_case import HUSBAND, ktp, line, passport, read
from tests.fixtures.whole_case import case, whole, with_field
from validators.model import Outcome, Severity
from validators.plausible import for_rules
from validators.rule import load, run, subjects

NIK_FIELDS = ("nik", "worker_id_number")
NAME_FIELDS = ("name", "worker_name")


def changed(**papers: Mapping[str, Any]) -> tuple[Document, ...]:
    """The whole sound case with fields changed, by type of paper."""
    found = []
    for document in whole():
        for name, value in papers.get(document.type, {}).items():
            document = with_field(document, name, value)  # noqa: PLW2901  # field after field
        found.append(document)
    return tuple(found)


def everywhere(names: tuple[str, ...], value: str, **line_of_the_card: str) -> tuple[Document, ...]:
    """The whole sound case with ``value`` in these fields of all papers, but for the zone's own line."""
    found = []
    for document in whole():
        for name in set(names) & document.fields.keys():
            document = with_field(document, name, value)  # noqa: PLW2901  # field after field
        if document.type == "family_card":
            document = with_field(document, "members", [HUSBAND, line(**line_of_the_card)])  # noqa: PLW2901
        found.append(document)
    return tuple(found)


def numbered(number: str) -> tuple[Document, ...]:
    return everywhere(NIK_FIELDS, number, nik=number)


GENUINE = {
    "first registered in another province": numbered("3507015508950001"),
    "dead regency code": numbered("9101015508950001"),
    "code in no table, of before a split": numbered("6473015508950001"),
    "unknown district": numbered("3276995508950001"),
    "province of 2022": numbered("9601015508950001"),
    "NIT of a birth abroad": numbered("9950115508950001"),
    "one word for a name": everywhere(NAME_FIELDS, "SUMIATI", name="SUMIATI"),
    "title on the KTP": changed(ktp={"name": "HJ. SITI NUR AMINAH, S.PD"}),
    "abbreviated on the KTP": changed(ktp={"name": "ST. NUR AMINAH"}),
    "last word first on the visa": changed(visa={"name": "AMINAH SITI NUR"}),
    "father's name in the passport": changed(passport={"name": "SITI NUR AMINAH KASIM"}),
    "KTP with a date of expiry": changed(ktp={"valid_until": "2017-08-15"}),
    "belief": changed(ktp={"religion": "KEPERCAYAAN TERHADAP TUHAN YME"}),
    "no religion printed": changed(ktp={"religion": "-"}),
    "blood type unknown": changed(ktp={"blood_type": "-"}),
    "card of before Kalimantan Utara": changed(ktp={"province": "KALIMANTAN TIMUR", "regency": "KABUPATEN BULUNGAN"}),
    "card of before Papua Selatan": changed(ktp={"province": "PAPUA", "regency": "KABUPATEN MERAUKE"}),
    "Jakarta without its kind": changed(ktp={"province": "DKI JAKARTA", "regency": "JAKARTA BARAT"}),
    "birth place as a village": changed(ktp={"birth_place": "SUKAMAJU"}),
    "birth place by the regency's long name": changed(passport={"birth_place": "KOTA DEPOK"}),
    "moved house": changed(ktp={"address": "DUSUN KRAJAN"}),
    "rare series letter": changed(
        passport={"passport_number": "H0000000"},
        visa={"passport_number": "H0000000"},
        work_contract={"worker_passport_number": "H0000000"},
        worker_card={"passport_number": "H0000000"},
    ),
    "KK number with 40 added": changed(family_card={"kk_number": "3276014901180001"}),
    "family card printed anew": changed(family_card={"issued_on": "2025-12-01"}),
    "family card of the parents": changed(
        family_card={"members": [HUSBAND, line(21, nik="3276014109700001", name="KASIYEM", birth_date="1970-09-01")]}
    ),
    "married since the KTP": changed(ktp={"marital_status": "BELUM KAWIN"}),
    "husband's KTP filed too": (
        *whole(),
        ktp("D090", nik="3276011203900001", name="BAMBANG", sex="M", birth_date="1990-03-12"),
    ),
    "old passport filed too": (
        *whole(),
        passport(
            "D090",
            passport_number=read("X0000009", mrz="X0000009", index=0),
            issued_on="2018-01-01",
            expires_on=read("2023-01-01", mrz="2023-01-01", index=5),
        ),
    ),
    "examined again shortly before departure": changed(health_certificate={"examined_on": "2026-04-20"}),
}
"""Oddity -> the papers that show it. Low findings change no axis and ask for nothing but a look."""
LOW_AT_MOST = {"family card of the parents", "married since the KTP", "examined again shortly before departure"}


@pytest.mark.parametrize("name", GENUINE)
def test_a_genuine_oddity_is_a_note_at_most(name: str) -> None:
    seen = case(*for_rules(GENUINE[name]))
    runs = [run(rule, each) for rule in load().values() for each in subjects(rule, seen)]
    limit = Severity.LOW if name in LOW_AT_MOST else Severity.INFO
    assert not [
        f"{entry.rule}: {[finding.message.en for finding in entry.findings]}"
        for entry in runs
        if entry.outcome is Outcome.FLAGGED and entry.severity.rank > limit.rank
    ]


def test_a_corrected_birth_date_is_medium_at_most() -> None:
    """The NIK keeps the old date by law: medium where papers differ, and never more."""
    corrected = everywhere(("birth_date", "worker_birth_date"), "1995-08-16", birth_date="1995-08-16")
    seen = case(*for_rules(corrected))
    flagged = [
        entry
        for rule in load().values()
        for each in subjects(rule, seen)
        if (entry := run(rule, each)).outcome is Outcome.FLAGGED and entry.severity is not Severity.INFO
    ]
    assert {entry.rule for entry in flagged} == {"NIK003"}
    assert {entry.severity for entry in flagged} == {Severity.MEDIUM}
