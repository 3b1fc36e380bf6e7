"""Whatever is sent in, every check comes to something within the limits, and nothing that it says is no number."""

import base64
import io
import math
import time
import zlib

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Document, TraceState
from samples.forgeries import Wanted, make
from samples.forgeries.exhibits import decoded, exhibit
from tests.fixtures.examined_upload import reasons, traced_by_all
from validators.forensics.check import load

# A JPEG of 48 x 32 pixels, arithmetic-coded by jpegtran -arithmetic: no library that we have writes one.
ARITHMETIC = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMU"
    "FRUVDA8XGBYUGBIUFRT/yQALCAAgADABAREA/8wABgAQEAX/2gAIAQEAAD8A0s1vY92myoVsfVLWrLIik7Z0OVL1aCmekWJ6zmJN"
    "nP8AOLkyE+nDLgzQ8qYRnGj62x2Bfkz/AJScryGL5dq13Hle7hSRb75NTp9du8xyX1DukD4+Z649xDi7i/gDY2HtdJEcZBsoys9L"
    "WjfTbw0Byv/Z"
)


def said_by_all(document: Document) -> None:
    assert {trace.check for trace in document.traces} == set(load())
    for trace in document.traces:
        assert math.isfinite(trace.score)
        assert not any(word in value.lower() for value in trace.facts.values() for word in ("nan", "inf")), trace


def drawn(mode: str = "RGB", size: tuple[int, int] = (320, 200)) -> Image.Image:
    image = Image.new("RGB", size, (200, 220, 240))
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 30, size[0] // 2, 60), fill=(20, 20, 30))
    pen.ellipse((size[0] // 2, 60, size[0] - 20, size[1] - 20), fill=(180, 60, 60))
    return image.convert(mode)


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def wide() -> Image.Image:
    return Image.fromarray((np.arange(200 * 320, dtype=np.uint32).reshape(200, 320) % 65536).astype(np.uint16))


def spoilt_tables(value: bytes) -> bytes:
    data = bytearray(packed(drawn(), "JPEG", quality=90))
    place = data.find(b"\xff\xdb") + 5
    data[place : place + 64] = value * 64
    return bytes(data)


def cut_table() -> bytes:
    data = packed(drawn(), "JPEG", quality=90)
    place = data.find(b"\xff\xdb")
    return data[: place + 2] + b"\x00\x0a" + data[place + 4 : place + 12] + data[place + 69 :]


PICTURES = {
    "flat white": (packed(Image.new("RGB", (600, 400), "white"), "PNG"), "image/png"),
    "flat white JPEG": (packed(Image.new("RGB", (600, 400), "white"), "JPEG", quality=95), "image/jpeg"),
    "flat black grey": (packed(Image.new("L", (600, 400), 0), "JPEG", quality=95), "image/jpeg"),
    "one pixel": (packed(Image.new("RGB", (1, 1), "red"), "PNG"), "image/png"),
    "one pixel JPEG": (packed(Image.new("L", (1, 1), 7), "JPEG"), "image/jpeg"),
    "one row": (packed(drawn().resize((700, 1)), "PNG"), "image/png"),
    "CMYK": (packed(drawn("CMYK"), "JPEG", quality=92), "image/jpeg"),
    "16 bit": (packed(wide(), "PNG"), "image/png"),
    "palette": (packed(drawn("P"), "PNG"), "image/png"),
    "alpha": (packed(drawn("RGBA"), "PNG"), "image/png"),
    "bitmap": (packed(drawn("1"), "TIFF"), "image/tiff"),
    "progressive": (packed(drawn(), "JPEG", quality=90, progressive=True), "image/jpeg"),
    "arithmetic": (ARITHMETIC, "image/jpeg"),
    "tables of zeros": (spoilt_tables(b"\x00"), "image/jpeg"),
    "tables of 255": (spoilt_tables(b"\xff"), "image/jpeg"),
    "a table cut short": (cut_table(), "image/jpeg"),
    "half a JPEG": (packed(drawn(), "JPEG", quality=90)[:900], "image/jpeg"),
    "no JPEG at all": (b"\xff\xd8\xff" + bytes(range(256)) * 20, "image/jpeg"),
    "nothing": (b"", "image/png"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_check_comes_to_something_on_any_picture(name: str) -> None:
    data, media_type = PICTURES[name]
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if pixels is None:
        pixels = np.full((40, 60, 3), 255, np.uint8)
    start = time.process_time()
    said_by_all(traced_by_all(data, media_type, [pixels]))
    assert time.process_time() - start < 10


@pytest.mark.parametrize("shape", [(1, 1), (2, 3, 3), (7, 900), (900, 7, 3), (64, 64)])
def test_every_check_comes_to_something_on_pixels_of_any_shape(shape: tuple[int, ...]) -> None:
    noise = np.random.default_rng(3).integers(0, 256, shape, np.uint8)
    said_by_all(traced_by_all(packed(drawn(), "PNG"), "image/png", [noise]))


# -- PDFs -------------------------------------------------------------------------------------------------------------


def page_of_text(pages: int = 1) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"CONTOH {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def changed(change) -> bytes:
    file = pikepdf.open(io.BytesIO(page_of_text()))
    change(file)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def form_in_itself(file: pikepdf.Pdf) -> None:
    form = file.make_stream(b"/F Do")
    form.stream_dict.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 600, 800]})
    form.stream_dict["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    file.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    file.pages[0].obj.Contents = file.make_stream(b"/F Do")


def parent_in_itself(file: pikepdf.Pdf) -> None:
    file.Root.Pages.Kids.append(file.Root.Pages)


def fields_in_a_ring(file: pikepdf.Pdf) -> None:
    one = file.make_indirect(pikepdf.Dictionary(T="a", FT=pikepdf.Name.Tx))
    one.Kids, one.Parent = pikepdf.Array([one]), one
    file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([one]))
    file.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([one]), D=pikepdf.Dictionary(Order=file.Root.Pages))


def a_bomb(file: pikepdf.Pdf) -> None:
    packed_ = zlib.compress(b"0 0 m 1 1 l S\n" * 4_000_000, 9)
    file.pages[0].obj.Contents = pikepdf.Stream(file, packed_, Filter=pikepdf.Name.FlateDecode)


def deep(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Contents = file.make_stream(b"q " * 20_000 + b"[" * 400 + b"]" * 400 + b" Q" * 20_000)


def locked() -> bytes:
    target = io.BytesIO()
    pikepdf.open(io.BytesIO(page_of_text())).save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    return target.getvalue()


def many_revisions(count: int) -> bytes:
    """Append ``count`` updates of the document's information, each as a program writes it."""
    data = bytearray(page_of_text())
    size = int(pikepdf.open(io.BytesIO(bytes(data))).trailer["/Size"])
    root = data[data.find(b"/Root") :].split(b"R", 2)[0:2]
    before = int(data.rsplit(b"startxref", 1)[1].split()[0])
    for number in range(count):
        place = len(data)
        data += f"{size} 0 obj\n<< /Title ({number}) >>\nendobj\n".encode()
        table = len(data)
        data += f"xref\n{size} 1\n{place:010d} 00000 n \ntrailer\n<< /Size {size + 1} ".encode()
        data += b"R".join(root) + f"R /Info {size} 0 R /Prev {before} >>\nstartxref\n{table}\n%%EOF\n".encode()
        before = table
    return bytes(data)


PDFS = {
    "a form in itself": changed(form_in_itself),
    "a page tree in a ring": changed(parent_in_itself),
    "fields in a ring": changed(fields_in_a_ring),
    "deeply nested": changed(deep),
    "encrypted": locked(),
    "cut in the middle": page_of_text()[:600],
    "nothing": b"",
    "200 pages": page_of_text(200),
}
HEAVY = {"50 MB of operators": changed(a_bomb), "3,000 revisions": many_revisions(3000)}


@pytest.mark.parametrize("name", [*PDFS, *(pytest.param(name, marks=pytest.mark.slow) for name in HEAVY)])
def test_every_check_comes_to_something_on_any_pdf(name: str) -> None:
    data = {**PDFS, **HEAVY}[name]
    start = time.monotonic()
    document = traced_by_all(data, "application/pdf", [np.full((800, 600, 3), 250, np.uint8)])
    said_by_all(document)
    assert time.monotonic() - start < 90


@pytest.mark.parametrize("name", ["200 pages", "3,000 revisions"])
def test_large_files_do_not_end_the_process_that_looks_at_them(name: str) -> None:
    document = traced_by_all({**PDFS, **HEAVY}[name], "application/pdf", [np.full((80, 60, 3), 250, np.uint8)])
    assert not any("examiner_crashed" in why for whys in reasons(document).values() for why in whys)


# -- strata -----------------------------------------------------------------------------------------------------------

SPEAK_OF_COPIES = frozenset({"file_facts", "thumbnail", "prints", "printed_signature", "emeterai"})
"""Checks that may speak of a messenger's copy: facts of its file, re-use of pictures, what is printed. No pixels."""


@pytest.mark.parametrize("kind", ["digits", "splice"])
def test_pixel_checks_say_nothing_of_a_messengers_copy(kind: str) -> None:
    forgery = make(31, kind, "messenger", Wanted("ktp", capture="flatbed"))
    sheets = exhibit(forgery).sheets
    document = traced_by_all(forgery.data, forgery.media_type, decoded(forgery.edited), sheets)
    assert document.stratum == "recompressed"
    for trace in document.traces:
        if trace.check not in SPEAK_OF_COPIES:
            assert trace.state is TraceState.NOT_APPLICABLE, trace
