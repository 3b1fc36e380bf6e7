"""The bad input of the issue: each ends in a stable code, quickly, and nothing but ``UnreadableUpload`` comes out."""

import io
import random
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.errors import FailureCode, UnreadableUpload
from extractors.triage import Caps, triage
from worker.sandbox import Limits, rasterise

ROOT = Path(__file__).resolve().parents[2]

LIMITS = Limits()
GIB_IN_KB = 1024 * 1024


def outcome(data: bytes, filename: str = "", limits: Limits = LIMITS) -> str:
    """Return the failure code, or ``read`` followed by the number of pages."""
    try:
        media_type = triage(data, filename, limits.caps).media_type
        return f"read {len(rasterise(data, media_type, limits))}"
    except UnreadableUpload as refused:
        failure = refused.failure()
        if not (failure.message.id and failure.message.en and failure.stage in {"triage", "rasterise"}):
            return "a failure without a sentence"
        return failure.code


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def specimen() -> Image.Image:
    image = Image.new("RGB", (360, 240), (250, 250, 250))
    image.paste(Image.effect_noise((120, 150), 80), (220, 60))
    ImageDraw.Draw(image).text((20, 20), "PROVINSI JAWA BARAT\nNIK 3200000000000000", fill=(20, 20, 60))
    return image


def pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    photo = ImageReader(io.BytesIO(saved(specimen(), "JPEG")))
    for page in range(pages):
        canvas.drawString(60, 800, f"Halaman {page} perjanjian kerja antara pekerja dan pemberi kerja")
        canvas.drawImage(photo, 60, 500, 180, 120)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """A valid 1-bit picture of any size in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    row = bytes(width // 8 + 1)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def encrypted() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="pemilik", user="rahasia"))
    return out.getvalue()


def animated_gif() -> bytes:
    return saved(specimen(), "GIF", save_all=True, append_images=[Image.new("RGB", (360, 240))] * 3)


BAD = {
    "zero bytes": (b"", "ktp.jpg", "empty_file"),
    "truncated JPEG": (saved(specimen(), "JPEG")[:-900], "ktp.jpg", "damaged"),
    "truncated progressive JPEG": (saved(specimen(), "JPEG", progressive=True)[:-900], "ktp.jpg", "damaged"),
    "truncated PNG": (saved(specimen(), "PNG")[:-900], "ktp.png", "damaged"),
    "truncated TIFF": (saved(specimen(), "TIFF")[:-90_000], "ktp.tif", "damaged"),
    "truncated PDF": (pdf()[:-900], "kontrak.pdf", "damaged"),
    "half a PDF": (pdf(3)[:4000], "kontrak.pdf", "damaged"),
    "encrypted PDF": (encrypted(), "kontrak.pdf", "encrypted"),
    "PDF named as a photo": (pdf(), "kontrak.jpg", "extension_mismatch"),
    "photo named as a PDF": (saved(specimen(), "JPEG"), "ktp.pdf", "extension_mismatch"),
    "13,000 x 13,000 PNG": (png(13_000, 13_000), "besar.png", "too_many_pixels"),
    "32,000 x 32,000 PNG": (png(32_000, 32_000), "besar.png", "too_many_pixels"),
    "500-page PDF": (pdf(500), "arsip.pdf", "too_many_pages"),
    "animated GIF": (animated_gif(), "ktp.gif", "unsupported_type"),
    "animated GIF named as a photo": (animated_gif(), "ktp.jpg", "unsupported_type"),
    "HTML": (b"<!doctype html><html><body>Login</body></html>", "ktp.jpg", "unsupported_type"),
    "HTML named so": (b"<html></html>", "index.html", "unsupported_type"),
    "PDF header and nothing more": (b"%PDF-1.7\n%%EOF", "a.pdf", "damaged"),
    "PDF header and noise": (b"%PDF-1.7\n" + random.Random(1).randbytes(5000), "a.pdf", "damaged"),
    "PNG with the rows of another": (png(400, 300)[:33] + png(300, 300)[33:], "a.png", "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_ends_in_its_code(name):
    data, filename, code = BAD[name]
    started = time.monotonic()
    assert outcome(data, filename) == code
    assert time.monotonic() - started < 10


MEASURE = """
import resource, sys
from tests.integration.test_bad_input import Limits, outcome
result = outcome(sys.stdin.buffer.read(), sys.argv[1], Limits(memory_bytes=int(sys.argv[2])))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, result)
"""


def measured(data: bytes, name: str, memory_bytes: int = 1 << 30) -> tuple[int, str]:
    """Return the decoder's peak memory in kB, and the outcome; in a process of its own, which has no other children."""
    command = [sys.executable, "-c", MEASURE, name, str(memory_bytes)]
    done = subprocess.run(command, cwd=ROOT, input=data, capture_output=True, check=True)
    peak, result = done.stdout.decode().split(" ", 1)
    return int(peak), result.strip()


def test_the_bomb_is_small_and_the_largest_picture_takes_less_than_a_gigabyte():
    assert len(BAD["13,000 x 13,000 PNG"][0]) < 25_000
    peak, result = measured(png(7000, 7000), "sah.png")
    assert result == "read 1"
    assert peak < GIB_IN_KB


def test_nested_forms_that_would_draw_for_ever_run_out_of_time():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.beginForm("level0", 0, 0, 595, 842)
    canvas.drawString(60, 700, "lagi")
    canvas.endForm()
    for depth in range(1, 9):
        canvas.beginForm(f"level{depth}", 0, 0, 595, 842)
        for _ in range(30):
            canvas.doForm(f"level{depth - 1}")
        canvas.endForm()
    canvas.doForm("level8")
    canvas.showPage()
    canvas.save()
    started = time.monotonic()
    code = outcome(out.getvalue(), "", Limits(cpu_s=2, wall_s=8))
    assert code in {FailureCode.DECODER_TIMEOUT, FailureCode.DECODER_CRASHED}
    assert time.monotonic() - started < 15


def test_a_stream_that_unpacks_to_far_more_than_it_is_hurts_only_the_child():
    packed = zlib.compress(zlib.compress(bytes(1 << 28), 1), 9)
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(595, 842))
        filters = pikepdf.Array([pikepdf.Name("/FlateDecode")] * 2)
        page.obj.Contents = document.make_stream(packed, Filter=filters)
        out = io.BytesIO()
        document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(out.getvalue()) < 100_000
    peak, result = measured(out.getvalue(), "", 300_000_000)
    assert result in {"read 1", *FailureCode}
    assert peak < GIB_IN_KB


SEEDS = {
    "JPEG": saved(specimen(), "JPEG", exif=Image.Exif()),
    "PNG": saved(specimen(), "PNG"),
    "TIFF": saved(specimen(), "TIFF", compression="tiff_lzw"),
    "PDF": pdf(),
}


@pytest.mark.parametrize("kind", SEEDS)
@given(data=st.data())
@settings(max_examples=10, deadline=None, derandomize=True)
def test_real_files_with_changed_bytes_are_read_or_refused(kind, data):
    changed = bytearray(SEEDS[kind])
    for _ in range(data.draw(st.sampled_from([1, 3, 30]))):
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert outcome(bytes(changed)) in {"read 1", *FailureCode}


@pytest.mark.parametrize("kind", SEEDS)
@given(share=st.floats(0.001, 0.98))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_real_files_that_were_cut_are_never_read_as_whole(kind, share):
    data = SEEDS[kind]
    assert outcome(data[: int(share * len(data))]) in {"damaged", "unsupported_type", "empty_file"}


def test_the_caps_are_the_callers():
    strict = Limits(caps=Caps(max_pages=1, min_side_px=10))
    assert outcome(pdf(2), "", strict) == "too_many_pages"
    assert outcome(saved(Image.new("L", (20, 20)), "PNG"), "", strict) == "read 1"
