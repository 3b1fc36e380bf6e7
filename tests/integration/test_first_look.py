"""The first look as portals and people meet it: through the machine interface and on the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import httpx
import pytest
from typer.testing import CliRunner

from tests.fixtures.printed_card import printed_card
from tests.fixtures.scenes import ASLANT, laid
from tests.fixtures.web_app import make_services, serving
from worker.bootstrap import Services
from worker.cli import app

CAP = 3_000_000
PHOTO = laid(printed_card(1400).pixels, ASLANT)
BLURRED = cv2.GaussianBlur(PHOTO, (0, 0), 7)


def jpeg(pixels: object) -> bytes:
    return cv2.imencode(".jpg", pixels)[1].tobytes()


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path / "data", max_upload_bytes=CAP)


@pytest.fixture
def client(services: Services) -> Iterator[httpx.Client]:
    key = services.store.add_key(services.store.add_portal("portal-uji"))
    with (
        serving(services) as address,
        httpx.Client(
            base_url=address, trust_env=False, timeout=30, headers={"Authorization": f"Bearer {key}"}
        ) as opened,
    ):
        yield opened


def look(client: httpx.Client, data: bytes, name: str = "ktp.jpg") -> dict[str, object]:
    answer = client.post("/v1/quick-look", files={"file": (name, data)})
    assert answer.status_code == 200
    return answer.json()


def test_a_portal_asks_before_it_submits_and_nothing_is_kept(client: httpx.Client, services: Services) -> None:
    good = look(client, jpeg(PHOTO))
    assert good["readable"] is True
    assert good["reasons"] == []
    assert good["paper"] == "card"
    bad = look(client, jpeg(BLURRED))
    assert bad["readable"] is False
    (reason,) = bad["reasons"]
    assert reason["code"] == "blur"
    assert "kabur" in reason["message"]["id"]
    assert "blurred" in reason["message"]["en"]
    assert services.store.case_by_reference("portal-uji", "ktp") is None
    assert not [path for path in services.settings.blobs_dir.rglob("*") if path.is_file()]


def test_a_file_that_cannot_be_opened_says_so(client: httpx.Client) -> None:
    answer = look(client, b"no picture at all", "ktp.jpg")
    assert answer["readable"] is False
    assert answer["quality"] is None
    assert [reason["code"] for reason in answer["reasons"]] == ["unsupported_type"]


def test_a_look_needs_a_key_a_file_and_the_limits_of_an_upload(client: httpx.Client) -> None:
    data = jpeg(PHOTO)
    refused = client.post("/v1/quick-look", files={"file": ("a.jpg", data)}, headers={"Authorization": "Bearer x"})
    assert refused.status_code == 401
    assert client.post("/v1/quick-look", files={"other": ("a.jpg", data)}).status_code == 422
    assert client.post("/v1/quick-look", files={"file": ("a.jpg", bytes(CAP + 1))}).status_code == 413


def test_the_command_prints_one_answer_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.jpg").write_bytes(jpeg(PHOTO))
    Path("bad.jpg").write_bytes(jpeg(BLURRED))
    Path("broken.jpg").write_bytes(b"")
    printed = CliRunner().invoke(app, ["quality", "good.jpg", "bad.jpg", "broken.jpg", "--json"])
    assert printed.exit_code == 0, printed.output
    answers = [json.loads(line) for line in printed.stdout.splitlines()]
    assert [(one["file"], one["readable"]) for one in answers] == [
        ("good.jpg", True),
        ("bad.jpg", False),
        ("broken.jpg", False),
    ]
    shown = CliRunner().invoke(app, ["quality", "bad.jpg"]).stdout
    assert "Foto kabur" in shown
    assert CliRunner().invoke(app, ["quality", "absent.jpg"]).exit_code == 2
