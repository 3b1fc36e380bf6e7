"""What the shut-in programs load: they start anew for each upload, so that every library costs each upload its time."""

import io
import json
import subprocess
import sys
from dataclasses import asdict

import pytest
from PIL import Image

from samples.forgeries import pdf_edits, signed_pdf
from samples.forgeries.thumbnails import with_thumbnail
from validators.forensics.strata import Stratum, stratum_of
from worker import examining, sandbox
from worker.examining import PDF, Upload, opened
from worker.sandbox import Limits, environment, program_of

JPEG = "image/jpeg"
SIGNATURES = {"pyhanko", "pyhanko_certvalidator", "cryptography", "asn1crypto", "lxml", "aiohttp", "asyncio", "ssl"}
NEVER = {"onnxruntime", "scipy", "rapidocr", "redis", "rq", "sqlalchemy", "worker"}
PDFS = {"pikepdf", "pypdfium2"}


def photo(side: int = 1280, quality: int = 70) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((side, side * 3 // 4)).convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def camera() -> bytes:
    data = photo(1400, 92)
    return with_thumbnail(data, Image.open(io.BytesIO(data)).resize((160, 120)))


def loaded(module: str, argument: str, given: bytes) -> set[str]:
    """Return the packages that a program of ours loads while it does its work, started as ``worker.sandbox`` does."""
    started = [sys.executable, "-I", "-B", "-X", "importtime", "-c", program_of(module), argument]
    done = subprocess.run(started, input=given, capture_output=True, env=environment(), check=True)
    names = [line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()]
    return {name.partition(".")[0] for name in names}


@pytest.fixture
def examined(monkeypatch):
    """Return a function that has an upload examined and tells what the child loaded; None where none was started."""

    def examine(data: bytes, media_type: str) -> set[str] | None:
        told: list[set[str]] = []

        def instead(upload: bytes, argument: str, limits: Limits) -> tuple[bytes, bool]:
            head = argument.encode()
            given = len(head).to_bytes(4, "big") + head + upload
            limit = json.dumps([limits.memory_bytes, limits.output_bytes, limits.cpu_s, limits.wall_s])
            told.append(loaded("validators.forensics.program", limit, given))
            return b"", True

        monkeypatch.setattr(examining.sandbox, "examined", instead)
        stratum = None if media_type == PDF else stratum_of(data, media_type)
        opened(Upload(data, media_type, ()), stratum, (), Limits())
        return told[0] if told else None

    return examine


def decoded(data: bytes, media_type: str) -> set[str]:
    job = sandbox._job(media_type, Limits())
    return loaded("extractors.raster", json.dumps(asdict(job)), data)


def test_decoding_loads_the_decoder_and_nothing_that_measures():
    no_need = {"numpy", "pydantic", "cv2", "pikepdf", *SIGNATURES, *NEVER}
    picture, pdf = decoded(photo(), JPEG), decoded(pdf_edits.paper(), PDF)
    assert "PIL" in picture
    assert picture & (no_need | PDFS) == set()
    assert "pypdfium2" in pdf
    assert pdf & no_need == set()


def test_no_process_is_started_for_a_messengers_photo(examined):
    assert stratum_of(photo(), JPEG) is Stratum.RECOMPRESSED
    assert examined(photo(), JPEG) is None


def test_a_cameras_photo_loads_nothing_for_pdfs(examined):
    found = examined(camera(), JPEG)
    assert "cv2" in found
    assert found & (PDFS | SIGNATURES | NEVER) == set()


def test_a_pdf_without_signature_loads_nothing_for_signatures_and_pictures(examined):
    found = examined(pdf_edits.paper(), PDF)
    assert found >= PDFS
    assert found & ({"cv2", "PIL"} | SIGNATURES | NEVER) == set()


def test_a_signed_pdf_that_was_not_changed_loads_nothing_for_pictures(examined):
    found = examined(signed_pdf.signed(signed_pdf.contract()), PDF)
    assert {"pyhanko", "asyncio"} <= found
    assert found & ({"cv2"} | NEVER) == set()


def test_what_is_shut_in_computes_in_one_thread():
    """Each further thread of OpenBLAS spins while it waits, and takes address space from the program's limit."""
    code = "import os, numpy, cv2; print(len(os.listdir('/proc/self/task')))"
    if sys.platform != "linux":
        pytest.skip("threads are counted in /proc")
    done = subprocess.run([sys.executable, "-I", "-c", code], env=environment(), capture_output=True, check=True)
    assert int(done.stdout) == 1
