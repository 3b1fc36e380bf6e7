"""What an upload is, said from its content, before any decoder sees it."""

import io
import struct
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image

from extractors.errors import FailureCode, UnreadableUpload
from extractors.triage import JPEG, PDF, PNG, TIFF, Caps, Triaged, ending, triage

CAPS = Caps()
WHOLE_PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\ntrailer <<>>\nstartxref\n9\n%%EOF\n"


def picture(kind: str, size: tuple[int, int] = (320, 240), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def refusal(data: bytes, filename: str = "", caps: Caps = CAPS) -> FailureCode:
    with pytest.raises(UnreadableUpload) as caught:
        triage(data, filename, caps)
    assert caught.value.stage == "triage"
    assert caught.value.failure().message.id
    assert caught.value.failure().message.en
    return caught.value.code


def outcome(data: bytes, filename: str) -> str:
    try:
        return triage(data, filename, CAPS).media_type
    except UnreadableUpload as refused:
        return refused.code


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (picture("JPEG"), Triaged(JPEG, ".jpg", 1)),
        (picture("JPEG", progressive=True), Triaged(JPEG, ".jpg", 1)),
        (picture("PNG"), Triaged(PNG, ".png", 1)),
        (picture("TIFF"), Triaged(TIFF, ".tiff", 1)),
        (picture("TIFF", save_all=True, append_images=[Image.new("L", (300, 300))] * 3), Triaged(TIFF, ".tiff", 4)),
        (WHOLE_PDF, Triaged(PDF, ".pdf", None)),
        (b"\xef\xbb\xbf\r\n" + WHOLE_PDF, Triaged(PDF, ".pdf", None)),
    ],
)
def test_the_four_kinds_are_known_by_content(data, expected):
    assert triage(data, "", CAPS) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html></html>",
        b"<html>%PDF-1.4",
        b"GIF89a" + bytes(50),
        b"PK\x03\x04" + bytes(50),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50),
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"Perjanjian kerja",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x18ftypheic",
        b"BM" + bytes(50),
        b"MM\x00\x2b" + bytes(50),
        b"junk before it %PDF-1.4",
        b"\x00",
    ],
)
def test_everything_else_is_an_unsupported_type_whatever_its_name(data):
    for name in ("a.pdf", "a.jpg", "a", ""):
        assert refusal(data, name) is FailureCode.UNSUPPORTED_TYPE


def test_empty_and_too_large():
    assert refusal(b"", "a.jpg") is FailureCode.EMPTY_FILE
    assert refusal(picture("PNG"), caps=Caps(max_bytes=100)) is FailureCode.TOO_LARGE


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (WHOLE_PDF, "paspor.jpg"),
        (WHOLE_PDF, "paspor.PDF.JPEG"),
        (WHOLE_PDF, "kontrak.docx"),
        (picture("JPEG"), "ktp.pdf"),
        (picture("PNG"), "ktp.html"),
        (picture("JPEG"), "ktp.jpg.docx"),
        (picture("JPEG"), "ktp.pd\u200bf"),
        (picture("JPEG"), "ktp.PDF ."),
    ],
)
def test_a_name_that_contradicts_the_content_is_refused(data, filename):
    assert refusal(data, filename) is FailureCode.EXTENSION_MISMATCH


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (picture("PNG"), "IMG-20260102-WA0001.jpg"),
        (picture("JPEG"), "scan.png"),
        (picture("JPEG"), "foto.heic"),
        (picture("TIFF"), "fax.TIF"),
        (WHOLE_PDF, "Kontrak.PDF"),
        (WHOLE_PDF, "kontrak"),
        (WHOLE_PDF, "kontrak v1.2"),
        (picture("JPEG"), ".pdf"),
        (picture("JPEG"), "ktp.jpg_large"),
        (picture("JPEG"), "a.docx/ktp.jpg"),
    ],
)
def test_messengers_and_people_may_name_a_file_as_they_like(data, filename):
    assert triage(data, filename, CAPS).media_type


@pytest.mark.parametrize(
    ("filename", "expected"),
    [("a.JPG", ".jpg"), ("..\\x\\b.Png", ".png"), ("../../etc/passwd", ""), ("", ""), (".", ""), ("a. pdf", ".pdf")],
)
def test_the_ending_is_the_one_that_a_person_sees(filename, expected):
    assert ending(filename) == expected


def test_a_small_file_that_claims_a_giant_picture_is_refused_by_its_header_alone():
    rows = zlib.compress(bytes(13_000 * (13_000 // 8 + 1)), 9)
    bomb = png_header(13_000, 13_000) + struct.pack(">I", len(rows)) + b"IDAT" + rows
    assert len(bomb) < 25_000
    tracemalloc.start()
    started = time.process_time()
    assert refusal(bomb, "besar.png") is FailureCode.TOO_MANY_PIXELS
    assert time.process_time() - started < 0.5
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_the_pixel_limit_holds_for_every_kind():
    caps = Caps(max_pixels=60_000)
    for kind in ("JPEG", "PNG", "TIFF"):
        assert refusal(picture(kind), caps=caps) is FailureCode.TOO_MANY_PIXELS
    second = [Image.new("1", (9000, 9000))]
    assert refusal(picture("TIFF", save_all=True, append_images=second)) is FailureCode.TOO_MANY_PIXELS


def test_a_picture_too_small_to_read():
    assert refusal(picture("JPEG", (900, 199))) is FailureCode.TOO_SMALL
    assert refusal(picture("PNG", (0x10, 0x10))) is FailureCode.TOO_SMALL
    assert triage(picture("JPEG", (900, 200)), "", CAPS)


def test_a_tiff_of_too_many_pages_and_one_whose_directories_turn_in_circles():
    pages = [Image.new("1", (200, 200))] * 60
    assert refusal(picture("TIFF", save_all=True, append_images=pages)) is FailureCode.TOO_MANY_PAGES
    loop = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<HHHIII", 1, 256, 4, 1, 500, 8)
    assert refusal(loop) is FailureCode.DAMAGED


def test_a_thumbnail_in_a_tiff_is_no_page():
    def directory(at: int, kind: int, size: int, following: int) -> bytes:
        tags = struct.pack("<HHII", 254, 4, 1, kind) + struct.pack("<HHII", 256, 4, 1, size)
        return struct.pack("<H", 3) + tags + struct.pack("<HHIII", 257, 4, 1, size, following)

    thumbnail = directory(8, 1, 60, 8 + 42)
    data = b"II*\x00" + struct.pack("<I", 8) + thumbnail + directory(50, 0, 800, 0)
    assert triage(data, "", CAPS).pages == 1
    only = b"II*\x00" + struct.pack("<I", 8) + directory(8, 1, 600, 0)
    assert refusal(only) is FailureCode.UNSUPPORTED_TYPE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_header_that_is_cut_short(kind):
    data = picture(kind, exif=Image.Exif())
    assert refusal(data[:20]) is FailureCode.DAMAGED


def test_a_jpeg_that_broke_off_is_damaged_even_when_zeros_fill_it_up():
    data = picture("JPEG", (800, 600))
    half = data[: len(data) - 400]
    assert refusal(half) is FailureCode.DAMAGED
    assert refusal(half + bytes(400)) is FailureCode.DAMAGED
    assert triage(data + b"\r\n\x00\x00 trailing", "", CAPS)


def test_a_pdf_whose_end_is_missing_is_damaged():
    assert refusal(WHOLE_PDF[:30]) is FailureCode.DAMAGED
    updated = WHOLE_PDF + b"2 0 obj\n<<>>\nendobj\n"
    assert refusal(updated) is FailureCode.DAMAGED
    assert triage(updated + b"startxref\n90\n%%EOF\n", "", CAPS)
    linearised = WHOLE_PDF.replace(b"<<>>", b"<</Linearized 1/L %d>>" % (len(WHOLE_PDF) + 900), 1)
    assert refusal(linearised) is FailureCode.DAMAGED
    assert triage(linearised + bytes(900), "", CAPS)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + b"\xff" * 20_000_000,
        b"\xff\xd8" + b"\xff\xe0\x00\x02" * 5_000_000,
        b"\xff\xd8" + b"\xff\xd0" * 10_000_000,
        b"II*\x00\x08\x00\x00\x00\xff\xff" + bytes(20_000_000),
        b"%PDF-1.7" + b"/Linearized " * 1_500_000 + b"endobj",
        b" " * 20_000_000,
    ],
    ids=["fill bytes", "segments", "bare markers", "tags", "pdf words", "spaces"],
)
def test_no_file_keeps_triage_busy(data):
    started = time.process_time()
    assert refusal(data) in {FailureCode.DAMAGED, FailureCode.UNSUPPORTED_TYPE}
    assert time.process_time() - started < 1


MAGICS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"%PDF-1.7\n", png_header(400, 400)]


@given(st.sampled_from(MAGICS), st.binary(max_size=400), st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_bytes_and_any_name_are_triaged_or_refused(magic, rest, filename):
    assert outcome(magic + rest, filename) in {JPEG, PNG, TIFF, PDF, *FailureCode}


@given(st.sampled_from(["JPEG", "PNG", "TIFF"]), st.data())
@settings(max_examples=200, deadline=None)
def test_a_real_picture_with_changed_bytes_is_triaged_or_refused(kind, data):
    changed = bytearray(picture(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(changed), "") in {JPEG, PNG, TIFF, *FailureCode}
