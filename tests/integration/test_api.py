"""The machine interface as a portal meets it: over a real store in a temporary folder, with Redis away."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from tests.fixtures.web_app import make_services, published, serving
from validators.model import Case
from worker.bootstrap import Services
from worker.redis_server import RedisServer
from worker.web.app import create_app

CAP = 200_000
FILE = b"%PDF-1.4 not really"
Send = Callable[..., httpx.Response]


@contextmanager
def calling(services: Services) -> Iterator[httpx.Client]:
    """Serve ``services`` and yield a client of it that asks no environment for a proxy."""
    with serving(services) as address, httpx.Client(base_url=address, trust_env=False, timeout=20) as opened:
        yield opened


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return make_services(tmp_path, max_upload_bytes=CAP)


@pytest.fixture
def key(services: Services) -> str:
    return services.store.add_key(services.store.add_portal("portal-uji"))


@pytest.fixture
def client(services: Services) -> Iterator[httpx.Client]:
    with calling(services) as opened:
        yield opened


@pytest.fixture
def send(client: httpx.Client, key: str) -> Send:
    def post(reference: str = "PMI-1", data: bytes = FILE, *, idempotency: str = "k-1", **changes: object) -> object:
        values = {
            "files": {"file": (changes.pop("filename", "ktp.pdf"), data)},
            "data": changes.pop("form", {}),
            "headers": {"Authorization": f"Bearer {key}", "Idempotency-Key": idempotency},
            **changes,
        }
        return client.post(f"/v1/cases/{reference}/documents", **values)

    return post


def code_of(answer: httpx.Response) -> str:
    error = answer.json()["error"]
    assert set(error["message"]) == {"id", "en"}
    assert all(error["message"].values())
    return error["code"]


def test_an_upload_is_accepted_stored_and_found_again(
    client: httpx.Client, services: Services, send: Send, key: str
) -> None:
    answer = send(form={"stage": "pre_departure", "purpose": "Verifikasi", "legal_basis": "UU 18/2017"})
    assert answer.status_code == 202
    body = answer.json()
    assert answer.headers["location"] == body["status_url"] == "/v1/cases/PMI-1"
    assert body["replayed"] is False
    assert body["upload"] == {
        "id": body["upload"]["id"],
        "sha256": hashlib.sha256(FILE).hexdigest(),
        "filename": "ktp.pdf",
        "bytes": len(FILE),
    }
    assert services.blobs.get(body["upload"]["sha256"]) == FILE
    status = client.get(body["status_url"], headers={"Authorization": f"Bearer {key}"}).json()
    assert status["case"] == {"id": body["case"]["id"], "reference": "PMI-1", "stage": "pre_departure"}
    assert status["state"] == "processing"
    assert [(upload["state"], upload["failure"]) for upload in status["uploads"]] == [("received", None)]
    assert (status["revision"], status["result"]) == (None, None)


def test_the_same_key_and_file_is_answered_again_without_a_second_upload(services: Services, send: Send) -> None:
    first, second = send(), send()
    assert (first.status_code, second.status_code) == (202, 202)
    assert second.json() == {**first.json(), "replayed": True}
    assert len(services.store.uploads(first.json()["case"]["id"])) == 1


@pytest.mark.parametrize("change", [{"data": b"other bytes"}, {"reference": "PMI-2"}])
def test_the_same_key_for_another_file_or_case_is_a_conflict(send: Send, change: dict[str, object]) -> None:
    send()
    answer = send(**change)
    assert (answer.status_code, code_of(answer)) == (409, "idempotency_conflict")


def test_the_same_bytes_under_another_key_are_a_second_upload(services: Services, send: Send) -> None:
    first = send()
    assert send(idempotency="k-2").json()["upload"]["id"] != first.json()["upload"]["id"]
    assert len(services.store.uploads(first.json()["case"]["id"])) == 2


@pytest.mark.parametrize("data", [b"", b"<html><script>alert(1)</script>", b"\x00" * 40])
def test_a_bad_file_is_accepted_because_its_case_will_say_so(send: Send, data: bytes) -> None:
    assert send(data=data).status_code == 202


@pytest.mark.parametrize("given", [None, "Bearer wrong", "Bearer", "Basic abc", "Bearer absah_" + "x" * 43])
def test_without_a_good_key_nothing_is_read(client: httpx.Client, services: Services, given: str | None) -> None:
    headers = {"Idempotency-Key": "k", **({"Authorization": given} if given else {})}
    answer = client.post("/v1/cases/PMI-1/documents", files={"file": ("a.pdf", FILE)}, headers=headers)
    assert (answer.status_code, code_of(answer)) == (401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert client.get("/v1/cases/PMI-1", headers=headers).status_code == 401
    assert not services.settings.blobs_dir.exists()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"reference": "a" * 65}, 422, "bad_reference"),
        ({"reference": "ada%20spasi"}, 422, "bad_reference"),
        ({"reference": ".."}, 404, "not_found"),  # the client folds the address before it is sent
        ({"idempotency": "k" * 201}, 422, "bad_idempotency_key"),
        ({"idempotency": "a b"}, 422, "bad_idempotency_key"),
        ({"idempotency": ""}, 422, "missing_idempotency_key"),
        ({"form": {"stage": "holiday"}}, 422, "bad_stage"),
        ({"form": {"purpose": "x" * 201}}, 422, "bad_purpose"),
        ({"files": {"berkas": ("a.pdf", FILE)}}, 422, "missing_file"),
        ({"files": None, "form": {"file": "text"}}, 422, "missing_file"),
        ({"files": [("file", ("a", FILE)), ("file", ("b", FILE))]}, 400, "bad_request"),
        ({"data": b"x" * (CAP + 1)}, 413, "too_large"),
        ({"data": b"x" * (CAP * 2)}, 413, "too_large"),
    ],
)
def test_what_is_not_as_agreed_is_refused_with_a_code(
    send: Send, services: Services, change: dict[str, object], status: int, code: str
) -> None:
    answer = send(**change)
    assert (answer.status_code, code_of(answer)) == (status, code)
    assert services.store.list_cases() == []


def test_a_missing_idempotency_key_is_named(client: httpx.Client, key: str) -> None:
    answer = client.post(
        "/v1/cases/PMI-1/documents", files={"file": ("a", FILE)}, headers={"Authorization": f"Bearer {key}"}
    )
    assert (answer.status_code, code_of(answer)) == (422, "missing_idempotency_key")


def test_a_body_that_hides_its_length_is_cut_off_while_it_streams(services: Services, key: str) -> None:
    """No length is declared; the reader stops at the cap, whatever the sender still has."""
    chunk, taken, answered = b"x" * 16_384, 0, []

    async def receive() -> dict[str, object]:
        nonlocal taken
        taken += 1
        start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        return {"type": "http.request", "body": start if taken == 1 else chunk, "more_body": True}

    async def send(message: dict[str, object]) -> None:
        answered.append(message)

    headers = {
        "host": "absah.test",
        "authorization": f"Bearer {key}",
        "idempotency-key": "k",
        "content-type": "multipart/form-data; boundary=x",
    }
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "root_path": "", "query_string": b"",
        "path": "/v1/cases/PMI-1/documents", "raw_path": b"/v1/cases/PMI-1/documents", "server": ("absah.test", 80),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    # In a thread of its own: where browser tests run in this process too, this one has a loop already.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, create_app(services)(scope, receive, send)).result()
    assert answered[0]["status"] == 413
    assert json.loads(answered[1]["body"])["error"]["code"] == "too_large"
    assert taken * len(chunk) < CAP + 128 * 1024


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("a\u202egpj.exe", "agpj.exe"), ("C:\\x\\ktp.jpg", "ktp.jpg"), ("..", "upload")],
)
def test_a_file_name_is_a_label_and_never_a_path(send: Send, given: str, kept: str) -> None:
    assert send(filename=given).json()["upload"]["filename"] == kept


def test_another_portals_case_does_not_exist(client: httpx.Client, services: Services, send: Send) -> None:
    send()
    other = services.store.add_key(services.store.add_portal("portal-lain"))
    answer = client.get("/v1/cases/PMI-1", headers={"Authorization": f"Bearer {other}"})
    assert (answer.status_code, code_of(answer)) == (404, "not_found")


def test_a_screened_case_gives_its_result_as_published(client: httpx.Client, services: Services, key: str) -> None:
    made = published(services)
    status = client.get("/v1/cases/PMI-2026-0417", headers={"Authorization": f"Bearer {key}"}).json()
    assert (status["state"], status["revision"]) == ("screened", 4)
    assert Case.model_validate(status["result"]) == made.case
    assert status["result"] == json.loads(services.store.result_json(made.case.case.id, 4))
    assert status["result"]["schema"] == "absah.case/1"
    failed = status["uploads"][3]
    assert (failed["state"], failed["failure"]["code"]) == ("failed", "empty_file")
    assert set(failed["failure"]["message"]) == {"id", "en"}


def test_a_further_upload_puts_the_case_back_to_processing(
    client: httpx.Client, services: Services, send: Send, key: str
) -> None:
    published(services)
    send("PMI-2026-0417")
    status = client.get("/v1/cases/PMI-2026-0417", headers={"Authorization": f"Bearer {key}"}).json()
    assert (status["state"], status["revision"]) == ("processing", 4)


# -- health, errors, headers -----------------------------------------------------------------------------------------


def test_health_names_what_is_away(client: httpx.Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "database": "ok", "redis": "down", "version": "0.1.0"}


def test_health_is_good_when_both_answer(services: Services, tmp_path: Path) -> None:
    server = RedisServer(tmp_path / "redis")
    try:
        with calling(make_services(tmp_path / "data", redis_url=server.url)) as opened:
            answer = opened.get("/health")
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    finally:
        server.stop()


def test_a_full_disk_is_a_503_that_may_be_tried_again(services: Services, key: str) -> None:
    class FullDisk:
        def put(self, data: bytes) -> str:
            raise OSError(28, "No space left on device")

    with calling(replace(services, blobs=FullDisk())) as opened:
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k"}
        answer = opened.post("/v1/cases/PMI-1/documents", files={"file": ("a", FILE)}, headers=headers)
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")
    assert answer.headers["retry-after"]
    assert services.store.list_cases() == []


def test_a_locked_database_is_a_503(services: Services, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_args: object, **_more: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setattr(type(services.store), "accept", locked)
    with calling(services) as opened:
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "k"}
        answer = opened.post("/v1/cases/PMI-1/documents", files={"file": ("a", FILE)}, headers=headers)
    assert (answer.status_code, code_of(answer)) == (503, "unavailable")


def test_a_bug_is_a_sentence_and_not_a_trace(services: Services, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(type(services.store), "case_by_reference", broken)
    with calling(services) as opened:
        answer = opened.get("/v1/cases/PMI-1", headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, code_of(answer)) == (500, "internal")
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_unknown_addresses_and_methods_have_the_same_shape(client: httpx.Client) -> None:
    assert code_of(client.get("/v1/nothing")) == "not_found"
    assert code_of(client.delete("/v1/cases/PMI-1")) == "method_not_allowed"


@pytest.mark.parametrize("path", ["/health", "/v1/cases/x", "/v1/openapi.json", "/masuk", "/antrean", "/nothing"])
def test_every_answer_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_a_cookie_opens_no_door_of_the_machine_interface(client: httpx.Client, services: Services) -> None:
    token = services.store.open_session(services.store.add_user("Rina"))
    client.cookies.set("absah_session", token)
    assert client.get("/v1/cases/PMI-1").status_code == 401


def test_the_description_names_the_four_addresses_and_no_page(client: httpx.Client) -> None:
    described = client.get("/v1/openapi.json").json()
    assert set(described["paths"]) == {
        "/v1/cases/{reference}/documents", "/v1/cases/{reference}", "/v1/quick-look", "/health",
    }  # fmt: skip
    upload = described["paths"]["/v1/cases/{reference}/documents"]["post"]
    assert "multipart/form-data" in upload["requestBody"]["content"]
    assert {"Idempotency-Key", "reference"} == {parameter["name"] for parameter in upload["parameters"]}
    assert "202" in upload["responses"]
