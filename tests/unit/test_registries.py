"""Connectors: what is asked, how an answer is understood, and that nothing odd passes for one."""

import json
from datetime import UTC, datetime

import pytest

from extractors.model import Document
from tests.fixtures.paper_case import contract, ktp, passport, read
from validators.model import Element, Overall
from validators.registry import BadReply, registries

GOOD = {"mode": "fixture", "overall": "found", "elements": {}, "details": {}, "as_of": "2026-11-22T03:00:00Z"}
SOUND = {"dukcapil": ktp(), "immigration": passport(), "p3mi": contract()}


def body(**changed: object) -> bytes:
    return json.dumps({**GOOD, **changed}).encode()


def test_the_three_registries_are_found_with_their_addresses() -> None:
    assert {name: entry.path for name, entry in registries().items()} == {
        "dukcapil": "/dukcapil/verify",
        "immigration": "/immigration/passports/verify",
        "p3mi": "/p3mi/licences/status",
    }
    assert all(SOUND[name].type in entry.documents for name, entry in registries().items())


@pytest.mark.parametrize(
    ("name", "document", "asked"),
    [
        (
            "dukcapil",
            ktp(birth_place="DEPOK"),
            {
                "nik": "3276015508950001",
                "name": "SITI NUR AMINAH",
                "birth_place": "DEPOK",
                "birth_date": "1995-08-15",
                "sex": "F",
            },
        ),
        (
            "dukcapil",
            ktp(name=read("SIT1", "doubtful"), sex=None, birth_place=None),
            {"nik": "3276015508950001", "birth_date": "1995-08-15"},
        ),
        ("dukcapil", ktp(nik=read("3276015508950001", "doubtful")), None),
        ("dukcapil", ktp(name=None, birth_place=None, birth_date=None, sex=None), None),
        ("immigration", passport(passport_number=None), None),
        ("immigration", passport(passport_number=read("X0000000", "conflict")), None),
        (
            "p3mi",
            contract(signed_on=read("2026-03-10", "doubtful")),
            {"licence_number": "0000000000000-0001", "agency_name": "PT CONTOH KARYA"},
        ),
        ("p3mi", contract(agency_licence=None), None),
    ],
)
def test_only_what_was_read_surely_is_asked(name: str, document: Document, asked: dict[str, str] | None) -> None:
    assert registries()[name].question(document) == asked


def test_an_answer_is_understood_and_what_it_leaves_out_was_not_asked() -> None:
    reply = registries()["dukcapil"].read(
        body(elements={"name": "match", "sex": "no_match", "birth_place": "not_held"})
    )
    assert reply.overall is Overall.FOUND
    assert reply.as_of == datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert reply.elements == {
        "name": Element.MATCH,
        "sex": Element.NO_MATCH,
        "birth_place": Element.NOT_HELD,
        "birth_date": Element.NOT_ASKED,
    }


def test_not_found_has_no_elements() -> None:
    for registry in registries().values():
        reply = registry.read(body(overall="not_found"))
        assert (reply.overall, reply.elements) == (Overall.NOT_FOUND, {})


def test_a_licence_s_public_facts_are_kept() -> None:
    details = {"status": "revoked", "status_since": "2026-02-01", "decree": "KEP. 000/CONTOH/2026"}
    assert registries()["p3mi"].read(body(details=details)).details == details


@pytest.mark.parametrize("name", sorted(SOUND))
@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"<html></html>",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b" " * 70_000,
        b"NaN",
        body(overall="unavailable"),
        body(overall="FOUND"),
        body(overall=1),
        body(mode="manual"),
        body(mode=None),
        body(elements={"name": "maybe"}),
        body(elements={"name": True}),
        body(elements={"mother": "match"}),
        body(elements=[["name", "match"]]),
        body(elements={"x" * 300: "match"}),
        body(details={"name": "SITI NUR AMINAH"}),
        body(details={"status": 1}),
        body(details={"status": "x" * 300}),
        body(details={str(n): "" for n in range(100)}),
        body(as_of="yesterday"),
        body(as_of="2026-11-22T03:00:00"),
        body(as_of=1),
        body(record={"nik": "3276015508950001"}),
        json.dumps({key: value for key, value in GOOD.items() if key != "overall"}).encode(),
    ],
)
def test_anything_else_is_a_bad_reply_that_tells_no_value(name: str, reply: bytes) -> None:
    with pytest.raises(BadReply) as refused:
        registries()[name].read(reply)
    assert "SITI" not in str(refused.value)
    assert refused.value.__cause__ is None
