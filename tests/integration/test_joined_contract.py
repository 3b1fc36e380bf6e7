"""One contract sent page by page: read upload by upload, joined when the case is put together."""

import datetime as dt
import io
import random
from pathlib import Path

import pypdfium2
import pytest

from extractors.engine import Readers
from extractors.model import Document, Region
from samples.make import make, make_only
from samples.truth import file_names
from tests.fixtures.desk import desk
from tests.fixtures.fault_worker import BlindReader
from worker import bootstrap
from worker.bootstrap import Tools, tools
from worker.local import screen_files
from worker.screening import in_case, screen_document
from worker.settings import Settings
from worker.storage.records import ReadUpload, UploadRow, UploadState

SEED = 5


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    patch = pytest.MonkeyPatch()
    patch.setattr(bootstrap, "make_readers", lambda _settings: Readers(first=BlindReader()))
    made = tools(desk(tmp_path_factory.mktemp("desk")).settings)
    patch.undo()
    return made


def single_pages(path: Path) -> list[bytes]:
    """Return each page of a PDF as a file of its own, its text kept."""
    whole = pypdfium2.PdfDocument(path)
    files = []
    for number in range(len(whole)):
        part = pypdfium2.PdfDocument.new()
        part.import_pages(whole, [number])
        target = io.BytesIO()
        part.save(target)
        files.append(target.getvalue())
    return files


@pytest.fixture(scope="module")
def pages(parts: Tools, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Document, ...]]]:
    """The documents that reading each page alone gives: of one contract, and of another worker's in another form."""
    found = {}
    patch = pytest.MonkeyPatch()
    patch.setattr("worker.screening.examined", lambda _, papers, *__: tuple(paper.document for paper in papers))
    for name, seed, design in (("own", SEED, "short"), ("other", SEED + 1, "table")):
        variant = {"work_contract": {"design": design, "capture": "digital"}}
        made = make_only({"work_contract"}, "clean", seed, tmp_path_factory.mktemp(name), variant=variant)
        file = made.folder / made.truth["files"][0]["file"]
        found[name] = [screen_document(data, f"{name}.pdf", parts) for data in single_pages(file)]
    patch.undo()
    return found


def case_of(*uploads: tuple[str, tuple[Document, ...]]) -> tuple[Document, ...]:
    rows = []
    for number, (name, documents) in enumerate(uploads, start=1):
        source = documents[0].sources[0]
        row = UploadRow(
            id=f"U{number}", case_id="C", sequence=number, sha256=source.sha256, filename=f"{name}.pdf",
            bytes=source.bytes, stage=None, purpose=None, legal_basis=None, received_at=dt.datetime.now(dt.UTC),
            state=UploadState.READ,
        )  # fmt: skip
        rows.append(ReadUpload(row, documents))
    return in_case(rows)


@pytest.mark.parametrize("seed", range(4))
def test_pages_in_any_order_give_the_contract(pages: dict[str, list[tuple[Document, ...]]], seed: int) -> None:
    own = list(enumerate(pages["own"]))
    assert len(own) >= 4
    random.Random(seed).shuffle(own)
    (paper,) = case_of(*((f"p{number}", documents) for number, documents in own))
    assert (paper.id, paper.type, len(paper.pages)) == ("D001", "work_contract", len(own))
    assert [source.filename for source in paper.sources] == [f"p{number}.pdf" for number in range(len(own))]
    assert paper.fields["articles"].text == "1-15"
    assert {item["code"] for item in paper.fields["clauses"].value if isinstance(item, dict)} >= {"C3", "C8", "C14"}
    for name in ("contract_number", "worker_name", "wage_amount", "signed_on"):
        assert paper.fields[name].status == "ok", name
    assert {"worker", "employer"} <= {
        item["party"] for item in paper.fields["signatures"].value if isinstance(item, dict)
    }
    assert "missing_pages" not in paper.fields


def test_the_places_of_a_joined_contract_lie_on_their_pages(pages: dict[str, list[tuple[Document, ...]]]) -> None:
    uploads = [(f"p{number}", documents) for number, documents in enumerate(pages["own"])]
    (paper,) = case_of(*reversed(uploads))
    for number, (_, documents) in enumerate(uploads):
        alone = documents[0]
        assert paper.pages[number].image_sha256 == alone.pages[0].image_sha256
        for name, field in alone.fields.items():
            joined = paper.fields[name]
            if field.region is not None and joined.text == field.text and name not in {"page_numbers", "articles"}:
                places = {reading.region for reading in joined.readings} | {joined.region}
                assert field.region.model_copy(update={"page": number}) in places, name


def test_a_page_left_out_is_told_and_a_page_sent_twice_is_one(pages: dict[str, list[tuple[Document, ...]]]) -> None:
    own = pages["own"]
    (paper,) = case_of(("last", own[3]), ("first", own[0]), ("third", own[2]), ("again", own[0]))
    assert paper.fields["missing_pages"].text == "2"
    assert len(paper.pages) == 3
    assert [source.document_pages for source in paper.sources] == [(0,), (1,), (2,), ()]


def test_another_workers_contract_stays_apart(pages: dict[str, list[tuple[Document, ...]]]) -> None:
    uploads = [(f"own{number}", one) for number, one in enumerate(pages["own"])]
    uploads += [(f"other{number}", one) for number, one in enumerate(pages["other"])]
    random.Random(7).shuffle(uploads)
    papers = case_of(*uploads)
    for paper in papers:
        assert len({source.filename.rstrip("0123456789.pdf") for source in paper.sources}) == 1
    own = next(paper for paper in papers if any(source.filename == "own0.pdf" for source in paper.sources))
    other = next(paper for paper in papers if any(source.filename == "other0.pdf" for source in paper.sources))
    assert own.fields["worker_name"].text != other.fields["worker_name"].text


@pytest.mark.slow
def test_photos_of_a_contract_come_out_as_the_contract(tmp_path: Path) -> None:
    made = make("photographed_contract", 3, tmp_path)
    entry = next(entry for entry in made.truth["files"] if entry["type"] == "work_contract")
    files = [made.folder / name for name in file_names(made.truth)]
    case = screen_files(files, tools(Settings(registries_url=None)))
    (paper,) = [document for document in case.documents if document.type == "work_contract"]
    assert [source.filename for source in paper.sources] == entry["files"]
    for name in ("contract_number", "worker_name", "worker_passport_number", "wage_amount", "signed_on"):
        field = paper.fields[name]
        assert (field.text, field.status) == (entry["fields"][name]["value"], "ok"), name
        printed = [entry["fields"][name]["region"], *entry["fields"][name].get("also", [])]
        assert field.region is not None
        assert max(field.region.iou(Region.model_validate(place)) for place in printed) > 0.3, name
