"""Intake: what is accepted, what is refused, and the drop folder of portals inside the network."""

import hashlib
import os

import pytest

from tests.fixtures.desk import desk, send
from worker import tasks
from worker.intake import RefusedUpload, clean_filename, read_drop
from worker.storage.records import StepName

DATA = b"CONTOH"
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def services(tmp_path, monkeypatch):
    made = desk(tmp_path)
    made.store.add_portal("local")
    monkeypatch.setattr(tasks, "services", lambda: made)
    return made


@pytest.fixture
def drops(services):
    folder = services.settings.drops_dir / "local"
    folder.mkdir(parents=True)
    return folder


def order(drop_name="a.jpg", **changes):
    return {"portal": "local", "reference": "REF-1", "drop_name": drop_name, "sha256": SHA256,
            "idempotency_key": "k1", **changes}  # fmt: skip


def test_an_upload_is_accepted_while_the_queue_is_away(services):
    receipt = send(services)
    assert services.blobs.get(receipt.upload.sha256) == b"a.jpg"
    assert [step.name for step in services.store.unsent()] == [StepName.READ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reference": ""}, "bad_reference"),
        ({"reference": "../x"}, "bad_reference"),
        ({"reference": "a/b"}, "bad_reference"),
        ({"reference": "x" * 65}, "bad_reference"),
        ({"reference": "a\n"}, "bad_reference"),
        ({"idempotency_key": ""}, "bad_idempotency_key"),
        ({"idempotency_key": "k" * 201}, "bad_idempotency_key"),
        ({"idempotency_key": "a b"}, "bad_idempotency_key"),
        ({"purpose": "x" * 201}, "bad_purpose"),
    ],
)
def test_what_is_not_as_agreed_is_refused_and_nothing_is_kept(services, changes, code):
    with pytest.raises(RefusedUpload) as refused:
        send(services, **changes)
    assert refused.value.code == code
    assert services.store.unsent() == []
    assert not services.settings.blobs_dir.exists()


def test_a_file_over_the_cap_is_refused(tmp_path):
    with pytest.raises(RefusedUpload, match="too_large"):
        send(desk(tmp_path, max_upload_bytes=4), data=b"12345")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ktp.jpg", "ktp.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\rina\\ktp.jpg", "ktp.jpg"),
        ("a\x00b\n.jpg", "ab.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("", "upload"),
        ("..", "upload"),
        ("folder/", "folder"),
        ("x" * 300 + ".jpeg", "x" * 250 + ".jpeg"),
    ],
)
def test_a_file_name_is_a_label(name, kept):
    assert clean_filename(name) == kept


def test_a_dropped_file_is_accepted_and_then_removed(services, drops):
    (drops / "a.jpg").write_bytes(DATA)
    receipt = tasks.receive(order())
    (upload,) = services.store.uploads(receipt["case_id"])
    assert (upload.id, upload.filename, upload.sha256) == (receipt["upload_id"], "a.jpg", SHA256)
    assert services.blobs.get(SHA256) == DATA
    assert list(drops.iterdir()) == []


def test_an_order_that_comes_twice_is_one_upload(services, drops):
    (drops / "a.jpg").write_bytes(DATA)
    first, again = tasks.receive(order()), tasks.receive(order())
    assert again == {**first, "replayed": True}
    assert len(services.store.uploads(first["case_id"])) == 1


def _link(drops, outside):
    (drops / "a.jpg").symlink_to(outside)


def _folder(drops, _outside):
    (drops / "a.jpg").mkdir()


def _pipe(drops, _outside):
    os.mkfifo(drops / "a.jpg")


@pytest.mark.parametrize("place", [_link, _folder, _pipe, lambda _drops, _outside: None])
def test_only_a_plain_file_is_taken_from_the_folder(services, drops, tmp_path, place):
    outside = tmp_path / "secret"
    outside.write_bytes(DATA)
    place(drops, outside)
    with pytest.raises(RefusedUpload, match="bad_drop"):
        tasks.receive(order())
    assert outside.read_bytes() == DATA
    assert services.store.cases_by_reference("REF-1") == []


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/hostname", "..", ".", "", ".hidden", "a/b", "a\\b", "a\0b", "x" * 256]
)
def test_a_drop_name_cannot_leave_the_folder(services, drops, tmp_path, name):
    (drops.parent / "secret").write_bytes(DATA)
    with pytest.raises(RefusedUpload, match="bad_drop"):
        tasks.receive(order(name))
    assert (drops.parent / "secret").read_bytes() == DATA


def test_what_was_accepted_before_under_a_key_is_answered_again_and_removes_nothing(services, drops):
    (drops.parent / "secret").write_bytes(DATA)
    send(services, data=DATA, idempotency_key="k1")
    for name in ("../secret", "", "a\0b"):
        tasks.receive(order(name))
    assert (drops.parent / "secret").read_bytes() == DATA


@pytest.mark.parametrize("portal", ["..", "a/b", ".", "Local", ""])
def test_a_portal_name_cannot_lead_elsewhere(tmp_path, portal):
    with pytest.raises(RefusedUpload, match="bad_drop"):
        read_drop(tmp_path, portal, "a.jpg", 100)


def test_a_portal_folder_that_is_a_link_is_not_followed(services, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.jpg").write_bytes(DATA)
    services.settings.drops_dir.mkdir()
    (services.settings.drops_dir / "local").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RefusedUpload, match="bad_drop"):
        tasks.receive(order())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sha256": "0" * 64}, "sha256_mismatch"),
        ({"sha256": "x"}, "bad_order"),
        ({"portal": "nobody"}, "unknown_portal"),
        ({"more": "x"}, "bad_order"),
        ({"stage": "somewhere"}, "bad_order"),
        ({"reference": "a b"}, "bad_reference"),
    ],
)
def test_a_wrong_order_is_refused_with_a_code(services, drops, changes, code):
    (drops / "a.jpg").write_bytes(DATA)
    with pytest.raises(RefusedUpload) as refused:
        tasks.receive(order(**changes))
    assert refused.value.code == code
    assert (drops / "a.jpg").read_bytes() == DATA


def test_a_drop_over_the_cap_is_refused(tmp_path):
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "a").write_bytes(b"12345")
    with pytest.raises(RefusedUpload, match="too_large"):
        read_drop(tmp_path, "local", "a", 4)
    assert read_drop(tmp_path, "local", "a", 5) == b"12345"


def test_a_key_used_for_something_else_is_refused(services, drops):
    send(services, idempotency_key="k1")
    (drops / "a.jpg").write_bytes(DATA)
    with pytest.raises(RefusedUpload, match="idempotency_conflict"):
        tasks.receive(order())
