"""Blobs: written once, never overwritten, verified on every read."""

import hashlib
import stat
import threading

import pytest

from worker.storage.blobs import Blobs, DamagedBlob, MissingBlob, PassingBlobs

DATA = b"CONTOH" * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.mark.parametrize("kind", ["disk", "passing"])
def test_what_was_put_comes_back(kind, tmp_path):
    blobs = Blobs(tmp_path) if kind == "disk" else PassingBlobs()
    assert blobs.put(DATA) == SHA256
    assert blobs.put(DATA) == SHA256
    assert blobs.get(SHA256) == DATA
    assert blobs.put(b"") == hashlib.sha256(b"").hexdigest()
    with pytest.raises(MissingBlob):
        blobs.get("0" * 64)


def test_a_changed_blob_is_refused_and_not_healed_in_silence(tmp_path):
    blobs = Blobs(tmp_path)
    path = blobs.path(blobs.put(DATA))
    path.chmod(0o600)
    path.write_bytes(DATA[:-1] + b"X")
    with pytest.raises(DamagedBlob) as damaged:
        blobs.get(SHA256)
    assert damaged.value.sha256 == SHA256
    blobs.put(DATA)
    with pytest.raises(DamagedBlob):
        blobs.get(SHA256)


def test_a_blob_is_read_only_and_leaves_nothing_beside_it(tmp_path):
    path = Blobs(tmp_path).path(Blobs(tmp_path).put(DATA))
    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert list(path.parent.iterdir()) == [path]


def test_many_writers_of_the_same_bytes_agree(tmp_path):
    blobs, found = Blobs(tmp_path), []
    threads = [threading.Thread(target=lambda: found.append(blobs.put(DATA))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [SHA256] * 16
    assert blobs.get(SHA256) == DATA
    assert list(blobs.path(SHA256).parent.iterdir()) == [blobs.path(SHA256)]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, f"../{'0' * 61}"])
def test_a_name_cannot_lead_elsewhere(name, tmp_path):
    with pytest.raises(ValueError, match="hex"):
        Blobs(tmp_path).get(name)
