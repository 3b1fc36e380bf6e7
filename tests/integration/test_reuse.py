"""What is used again, from drawn papers to findings: within a case, in another case, and what is innocent."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import httpx
import numpy as np
import pytest
import sqlalchemy as sa

from extractors import imaging
from extractors.model import Document
from tests.fixtures.desk import claim, desk, send
from tests.fixtures.drawn_papers import dossier, read, shot, with_face
from tests.fixtures.web_app import serving, sign_in_path
from validators.forensics.check import load
from validators.model import Case, Outcome, SamePerson
from validators.reuse import CHECK, Kind, Print, prints_of
from worker.bootstrap import Services
from worker.matching import Matching
from worker.screening import publish_revision
from worker.storage import tables
from worker.storage.records import StepName
from worker.storage.work import Reading

SITI, DEWI = dossier(11), dossier(12)
BORROWED = with_face(DEWI, SITI)
WHOSE = {"Siti": SITI, "borrowed": BORROWED}


@pytest.fixture(autouse=True)
def _prints_alone(monkeypatch):
    """Of what is measured on a picture, re-use takes the prints."""
    alone = {name: one for name, one in load().items() if name == CHECK}
    monkeypatch.setattr("validators.forensics.check.load", lambda: alone)
    monkeypatch.setattr("worker.examining.load", lambda: alone)


@cache
def drawn(whose: str, kind: str, design: str, way: str = "crop") -> tuple[np.ndarray, tuple[Any, ...]]:
    """A captured paper that several tests use, not to be written to."""
    pixels, marks = shot(WHOSE[whose], kind, design, way)
    pixels.flags.writeable = False
    return pixels, marks


@pytest.fixture
def services(tmp_path):
    return desk(tmp_path)


def filed(services: Services, reference: str, *papers: Document) -> Case:
    """File papers as uploads of one case, screen it, and return its result."""
    for document in papers:
        name = f"{document.sha256[:8]}-{len(services.store.cases_by_reference(reference))}.jpg"
        case_id = send(services, reference, name, data=services.blobs.get(document.pages[0].image_sha256)).case.id
        step = claim(services, StepName.READ)
        key = hashlib.sha256(f"{reference} {document.model_dump_json()}".encode()).hexdigest()
        services.store.finish_read(step, services.store.upload_of_step(step), Reading(key, key, (document,), None))
        publish_revision(claim(services, StepName.SCREEN), services)
    result = services.store.latest_result(case_id)
    assert result is not None
    return result


def flagged(case: Case) -> set[str]:
    return {run.rule for run in case.checks if run.outcome is Outcome.FLAGGED and run.rule.startswith("DUP")}


def test_a_portrait_of_another_case_under_another_name(services):
    card = read(*drawn("Siti", "ktp", "ocra", "flat"), "ktp", services)
    first = filed(services, "REF-1", card)
    assert flagged(first) == set()
    second = filed(services, "REF-2", read(*drawn("borrowed", "ktp", "arial"), "ktp", services))
    assert flagged(second) == {"DUP001"}
    (match,) = second.matches
    assert (match.kind, match.other_case, match.person) == ("portrait", first.case.id, SamePerson.DIFFERENT)
    finding = next(run for run in second.checks if run.rule == "DUP001").findings[0]
    here, there = finding.evidence
    assert (here.role, here.document) == ("found", "D001")
    assert here.region is not None
    assert (there.other_case, there.document, there.region) == (first.case.id, None, None)
    assert services.blobs.get(there.blob_sha256).startswith(b"\x89PNG")
    assert there.blob_sha256 not in {page.image_sha256 for document in first.documents for page in document.pages}
    assert SITI.story.ktp.name not in second.to_json()


def test_the_reviewer_sees_the_other_crop_and_nothing_else_of_that_case(services):
    first = filed(services, "REF-1", read(*drawn("Siti", "ktp", "ocra", "flat"), "ktp", services))
    second = filed(services, "REF-2", read(*drawn("borrowed", "ktp", "arial"), "ktp", services))
    crop = next(match.other_sha256 for match in second.matches)
    with serving(services) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as client:
        client.get(sign_in_path(services))
        page = client.get(f"/perkara/{second.case.id}").text
        pictures = f"/perkara/{second.case.id}/revisi/1/gambar"
        assert f"{pictures}/{crop}" in page
        assert client.get(f"{pictures}/{crop}").content.startswith(b"\x89PNG")
        assert client.get(f"{pictures}/{first.documents[0].pages[0].image_sha256}").status_code == 404
        assert SITI.story.ktp.name not in page


def test_what_is_innocent(services):
    """Another worker; her own passport and second photo; her own later case; the same bytes twice."""
    card = read(*drawn("Siti", "ktp", "ocra", "flat"), "ktp", services)
    book = read(*drawn("Siti", "passport", "turquoise"), "passport", services)
    again = read(*drawn("Siti", "ktp", "ocra", "crop"), "ktp", services)
    assert flagged(filed(services, "REF-1", card, book, again, card)) == set()
    assert flagged(filed(services, "REF-2", read(*shot(DEWI, "ktp", "ocra", "flat"), "ktp", services))) == set()
    assert flagged(filed(services, "RENEWAL", read(*shot(SITI, "ktp", "ocra", "crop", 3), "ktp", services))) == set()


def test_a_name_that_was_not_read_leaves_it_open(services):
    filed(services, "REF-1", read(*drawn("Siti", "ktp", "ocra"), "ktp", services))
    card = read(*drawn("borrowed", "ktp", "arial"), "ktp", services)
    unread = {name: field for name, field in card.fields.items() if name not in {"name", "nik"}}
    case = filed(services, "REF-2", card.model_copy(update={"fields": unread}))
    (run,) = [run for run in case.checks if run.rule == "DUP001"]
    assert run.outcome is Outcome.INDETERMINATE


def test_a_card_on_which_the_birth_date_was_changed(services):
    pixels, marks = drawn("Siti", "ktp", "ocra")
    filed(services, "REF-1", read(pixels, marks, "ktp", services))
    place = next(mark for mark in marks if mark.name == "birth_date").box
    other, others = shot(dossier(13), "ktp", "ocra")
    source = next(mark for mark in others if mark.name == "birth_date").box
    high, wide = pixels.shape[:2]
    x0, y0, x1, y1 = (round(value * side) for value, side in zip(place, (wide, high, wide, high), strict=True))
    left, top = round(source[0] * wide), round(source[1] * high)
    edited = pixels.copy()
    edited[y0:y1, x0:x1] = other[top : top + y1 - y0, left : left + x1 - x0]
    case = filed(services, "REF-2", read(edited, marks, "ktp", services, birth_date="1999-12-31"))
    assert flagged(case) == {"DUP002"}
    (match,) = [match for match in case.matches if match.kind == "page"]
    assert match.facts["changed"] == "birth_date"


def test_the_same_card_with_another_portrait_shows_both(services):
    pixels, marks = drawn("Siti", "ktp", "ocra")
    first = filed(services, "REF-1", read(pixels, marks, "ktp", services))
    edited, _ = shot(with_face(SITI, DEWI), "ktp", "ocra")
    case = filed(services, "REF-2", read(edited, marks, "ktp", services))
    assert flagged(case) == {"DUP002"}
    (match,) = [match for match in case.matches if match.kind == "page"]
    assert match.facts["changed"] == "portrait"
    here, there = next(run for run in case.checks if run.rule == "DUP002").findings[0].evidence
    assert here.region.x0 > 0.7  # the portrait stands at the right
    assert (there.other_case, there.region) == (first.case.id, None)
    shown = imaging.decoded(services.blobs.get(there.blob_sha256))
    assert shown.shape[0] > shown.shape[1]  # of the other card its portrait alone


def test_a_card_issued_anew_with_another_portrait_is_innocent(services):
    pixels, marks = drawn("Siti", "ktp", "ocra")
    filed(services, "REF-1", read(pixels, marks, "ktp", services))
    card = SITI.story.ktp
    later = replace(SITI, story=replace(SITI.story, ktp=replace(card, issued_on=dt.date(2025, 9, 27))))
    anew, others = shot(with_face(later, DEWI), "ktp", "ocra")
    assert flagged(filed(services, "REF-2", read(anew, others, "ktp", services))) == set()


def test_a_later_revision_replaces_the_prints_and_never_matches_the_one_before(services):
    card = read(*drawn("Siti", "ktp", "ocra"), "ktp", services)
    filed(services, "REF-1", card)
    once = _rows(services)
    case = filed(services, "REF-1", read(*drawn("Siti", "passport", "red"), "passport", services))
    assert case.case.revision == 2
    assert all(match.other_case is None for match in case.matches)
    twice = _rows(services)
    assert once[0] < twice[0]
    assert twice[1] == 16 * twice[0]


def _rows(services) -> tuple[int, int]:
    with services.store._database.read() as connection:
        return tuple(
            connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in (tables.picture_print, tables.print_band)
        )


def test_prints_hold_nobody_s_data(services, tmp_path):
    filed(services, "REF-1", read(*drawn("Siti", "ktp", "ocra"), "ktp", services))
    with services.store._database.read() as connection:
        text = str(connection.execute(sa.select(tables.picture_print)).all())
    assert SITI.story.ktp.nik not in text
    assert SITI.story.ktp.name not in text


def test_a_lookup_finds_what_is_near_and_nothing_of_its_own_case(services):
    card = read(*drawn("Siti", "ktp", "ocra"), "ktp", services)
    case = filed(services, "REF-1", card)
    one = next(one for one in prints_of(case.documents[0]) if one.kind is Kind.PORTRAIT)
    bent = Print(one.kind, one.role, one.value ^ (1 << 255 | 0b1011 << 64 | 1 << 3), "D001", None, "", "")
    (near,) = {each.distance for each in services.store.near(bent, "another", 1)}
    assert near == 5
    assert services.store.near(bent, case.case.id, 8) == []
    far = Print(one.kind, one.role, one.value ^ (2**200 - 1), "D001", None, "", "")
    assert services.store.near(far, "another", 8) == []


def test_without_a_store_matches_are_within_the_case(services):
    papers: Sequence[Document] = (
        read(*drawn("Siti", "ktp", "ocra"), "ktp", services).model_copy(update={"id": "D001"}),
        read(*drawn("borrowed", "passport", "red"), "passport", services).model_copy(update={"id": "D002"}),
        read(*drawn("borrowed", "ktp", "arial"), "ktp", services).model_copy(update={"id": "D003"}),
    )
    found = Matching(tuple(papers), services.blobs).all()
    assert {(match.document, match.other_document) for match in found if match.kind == "portrait"} >= {("D001", "D003")}
    assert all(match.other_case is None for match in found)


def test_a_blob_that_is_gone_is_no_match(services):
    filed(services, "REF-1", read(*drawn("Siti", "ktp", "ocra"), "ktp", services))
    for folder in services.settings.blobs_dir.iterdir():
        for blob in folder.iterdir():
            blob.unlink()
    assert filed(services, "REF-2", read(*drawn("borrowed", "ktp", "arial"), "ktp", services)).matches == ()
