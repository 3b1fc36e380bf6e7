"""The story's own decisions: names of documents, several papers in one file, and what is read again or not."""

import hashlib

import numpy as np
import pytest

from extractors.engine import PageImage, Readers, ReadPage
from extractors.errors import FailureCode, UnreadableUpload
from extractors.model import Field, FieldStatus, Quality, ReadingSource, Region, TypeScore, Word
from extractors.reading import Group
from tests.fixtures.desk import MINUTE, desk, read_document, send
from tests.fixtures.fault_worker import BlindReader
from tests.fixtures.paper_case import NOW, ktp, passport
from validators.model import CaseHead, Outcome, Reason, Stage
from worker import bootstrap, screening, tasks
from worker.storage.blobs import PassingBlobs
from worker.storage.records import StepName, StepState, UploadState

QUALITY = Quality(sharpness=1, glare=0, card_width_px=None)


@pytest.fixture
def services(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "make_readers", lambda _settings: Readers(first=BlindReader()))
    made = desk(tmp_path)
    monkeypatch.setattr(tasks, "services", lambda: made)
    return made


def step_of(services, sequence, name=StepName.READ):
    (step,) = [s for s in services.store.open_steps() if (s.name, s.sequence) == (name, sequence)]
    return step


def reads(monkeypatch, *outcomes):
    """Let reading come to ``outcomes`` in turn: documents, or an error; return how often it was asked."""
    asked = []

    def read(data, filename, tools):
        asked.append(filename)
        outcome = outcomes[min(len(asked), len(outcomes)) - 1]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome(data)

    monkeypatch.setattr(screening, "screen_document", read)
    return asked


def fails(code):
    return lambda data: (screening.failed_document(UnreadableUpload(code, "read").failure(), data),)


def succeeds(data):
    return (read_document(data),)


def word(page):
    return Word(text="X", region=Region(page=page, x0=0.1, y0=0.1, x1=0.2, y1=0.2), confidence=0.9)


def read_page(index):
    pixels = np.zeros((20 + index, 30, 3), np.uint8)
    return ReadPage(index, pixels, (word(index),), 0, QUALITY, ReadingSource.PDF_TEXT, "pdf")


def test_two_papers_in_one_file_have_pages_of_their_own(monkeypatch, tmp_path):
    """The second paper begins on the file's third page: its own pages and regions count from 0."""
    images = tuple(PageImage(index, read_page(index).pixels, None) for index in range(4))
    score = (TypeScore(type="x", score=0.1),)
    papers = (
        Group("contract", 0.9, score, (read_page(0), read_page(1))),
        Group("licence", 0.8, score, (read_page(2), read_page(3))),
    )

    def fields(paper, _readers):
        region = paper.pages[1].words[0].region
        return {"name": Field(value="X", raw="X", confidence=1, status=FieldStatus.OK,
                              source=ReadingSource.PDF_TEXT, region=region)}  # fmt: skip

    monkeypatch.setattr(screening, "triage", lambda *_: type("T", (), {"media_type": "application/pdf"}))
    monkeypatch.setattr(screening.sandbox, "rasterise", lambda *_: images)
    monkeypatch.setattr(screening, "read_pages", lambda *_: ())
    monkeypatch.setattr(screening, "group", lambda _: papers)
    monkeypatch.setattr(screening, "fields_of", fields)
    monkeypatch.setattr(bootstrap, "make_readers", lambda _settings: Readers(first=BlindReader()))
    tools = bootstrap.tools(desk(tmp_path).settings)
    first, second = screening.screen_document(b"%PDF", "x.pdf", tools)
    assert isinstance(tools.blobs, PassingBlobs)
    assert [(d.type, d.sources[0].page) for d in (first, second)] == [("contract", 0), ("licence", 2)]
    assert [page.index for page in second.pages] == [0, 1]
    assert [page.height_px for page in second.pages] == [22, 23]
    assert first.fields["name"].region.page == second.fields["name"].region.page == 1
    stored = tools.blobs.get(second.pages[0].image_sha256)
    assert stored.startswith(b"\xff\xd8\xff")


def test_the_same_bytes_are_read_once(services, monkeypatch):
    asked = reads(monkeypatch, succeeds)
    for name in ("a.jpg", "b.jpg", "c.png"):
        send(services, name=name, data=b"same")
    for sequence in (1, 2, 3):
        assert tasks.run_step(step_of(services, sequence).id) == "done"
    # The ending belongs to what is read: triage compares it with the content.
    assert asked == ["a.jpg", "c.png"]
    for sequence in (1, 2, 3):
        assert tasks.run_step(step_of(services, sequence, StepName.SCREEN).id) == "done"
    (case,) = services.store.cases_by_reference("REF-1")
    documents = services.store.latest_result(case.id).documents
    assert [(d.id, d.filename) for d in documents] == [("D001", "a.jpg"), ("D002", "b.jpg"), ("D003", "c.png")]
    assert len({d.sources[0].upload_id for d in documents}) == 3


def test_a_failure_that_may_pass_is_tried_again_and_stands_after_three(services, monkeypatch):
    asked = reads(monkeypatch, fails(FailureCode.OCR_TIMEOUT))
    case = send(services).case
    step = step_of(services, 1)
    for _ in range(2):
        with pytest.raises(tasks.StepFailed, match="TryAgain"):
            tasks.run_step(step.id)
        assert services.store.uploads(case.id)[0].state is UploadState.RECEIVED
    assert tasks.run_step(step.id) == "done"
    assert services.store.uploads(case.id)[0].failure.code == "ocr_timeout"
    assert len(asked) == 3


def test_what_failed_for_one_upload_is_read_anew_for_the_next(services, monkeypatch):
    reads(monkeypatch, fails(FailureCode.DECODER_CRASHED), succeeds)
    case = send(services, name="a.jpg", data=b"same").case
    send(services, name="b.jpg", data=b"same")
    for sequence in (1, 2):
        tasks.run_step(step_of(services, sequence).id)
    assert [upload.state for upload in services.store.uploads(case.id)] == [UploadState.FAILED, UploadState.READ]


def test_a_file_that_breaks_the_reader_three_times_is_held_back(services, monkeypatch):
    asked = reads(monkeypatch, ZeroDivisionError("Rina"))
    case = send(services).case
    step = step_of(services, 1)
    for _ in range(3):
        with pytest.raises(tasks.StepFailed) as failed:
            tasks.run_step(step.id)
        assert "Rina" not in str(failed.value)
        assert failed.value.__cause__ is None
    assert tasks.run_step(step.id) == "done"
    assert services.store.uploads(case.id)[0].failure.code == "quarantined"
    assert len(asked) == 3


def test_a_full_disk_holds_no_file_back(services, monkeypatch):
    reads(monkeypatch, *[OSError("no space left")] * 5, succeeds)
    case = send(services).case
    step = step_of(services, 1)
    for _ in range(5):
        with pytest.raises(tasks.StepFailed, match="OSError"):
            tasks.run_step(step.id)
    assert tasks.run_step(step.id) == "done"
    assert services.store.uploads(case.id)[0].state is UploadState.READ


def test_a_damaged_original_fails_by_name_and_the_case_lives_on(services, monkeypatch):
    reads(monkeypatch, succeeds)
    receipt = send(services)
    path = services.blobs.path(receipt.upload.sha256)
    path.chmod(0o600)
    path.write_bytes(b"other")
    tasks.run_step(step_of(services, 1).id)
    tasks.run_step(step_of(services, 1, StepName.SCREEN).id)
    (document,) = services.store.latest_result(receipt.case.id).documents
    assert (document.failure.code, document.sha256) == ("original_damaged", hashlib.sha256(b"a.jpg").hexdigest())


def test_what_was_said_last_about_the_case_holds(services, monkeypatch):
    reads(monkeypatch, succeeds)
    said = [{"stage": "passport", "purpose": "placement"}, {}, {"stage": "departure", "legal_basis": "consent"}]
    for number, given in enumerate(said, start=1):
        case = send(services, name=f"{number}.jpg", **given).case
        tasks.run_step(step_of(services, number).id)
        tasks.run_step(step_of(services, number, StepName.SCREEN).id)
    heads = [services.store.result(case.id, number).case for number in (1, 2, 3)]
    assert [head.stage for head in heads] == ["passport", "passport", "departure"]
    assert (heads[2].purpose, heads[2].legal_basis, heads[0].legal_basis) == ("placement", "consent", None)


def test_a_step_that_another_process_holds_is_left_alone(services, monkeypatch):
    asked = reads(monkeypatch, succeeds)
    send(services)
    step = step_of(services, 1)
    services.store.claim(step.id, "other.1.x.1.1", MINUTE, lambda _owner: False)
    assert tasks.run_step(step.id) == "nothing to do"
    assert tasks.run_step("unknown") == "nothing to do"
    assert asked == []
    assert step_of(services, 1).state is StepState.RUNNING


def test_a_step_that_was_taken_over_meanwhile_writes_nothing(services, monkeypatch):
    case = send(services).case
    step = step_of(services, 1)

    def taken_over(data):
        services.store.claim(step.id, "other", MINUTE, lambda _owner: True)
        return succeeds(data)

    reads(monkeypatch, taken_over)
    assert tasks.run_step(step.id) == "taken over"
    assert services.store.uploads(case.id)[0].state is UploadState.RECEIVED
    assert [event.name for event in services.store.events(case.id)] == ["received"]


def test_what_no_paper_prints_reaches_no_rule_and_no_sentence_of_the_result(services):
    card = ktp(name='<img src=x onerror="x()">', birth_date="2538-08-15")
    head = CaseHead(id="C1", reference=None, revision=1, stage=Stage.REGISTRATION, received_at=NOW, assessed_at=NOW)

    case = screening.screen_case(head, (card, passport()), None, services)

    assert not [check.rule for check in case.checks if check.reason is Reason.RULE_ERROR]
    assert not [check.rule for check in case.checks if check.outcome is Outcome.FLAGGED and check.severity != "info"]
    assert "onerror" not in "".join(check.model_dump_json() for check in case.checks)
    assert case.documents[0].fields["name"].value == card.fields["name"].value  # kept as it was read
