"""What is measured on an upload stands on its documents, whatever the file does to the one who opens it."""

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import imaging
from extractors.engine import PageImage
from extractors.grouping import Group
from extractors.model import Document, DocumentState, TraceState
from validators.forensics.check import load
from worker.examining import Paper, Upload, examined
from worker.sandbox import Limits
from worker.storage.blobs import PassingBlobs


def seen(data: bytes, media_type: str, pixels: np.ndarray) -> Document:
    read = Document(
        id="", sources=(), sha256="0" * 64, filename="", media_type=media_type, state=DocumentState.READ, type="ktp"
    )
    image = PageImage(0, pixels, None)
    paper = Paper(read, Group("ktp", 0.9, (), ()), {0: 0})
    (found,) = examined(Upload(data, media_type, (image,)), (paper,), Limits(), PassingBlobs())
    return found


def test_every_check_says_something_of_a_photo() -> None:
    pixels = np.full((400, 640, 3), 200, np.uint8)
    document = seen(imaging.encode(pixels), "image/jpeg", pixels)
    assert document.stratum == "camera_jpeg"
    assert {trace.check for trace in document.traces} == set(load())
    assert not any(trace.state is TraceState.FAILED for trace in document.traces)


def test_a_pdf_of_text_is_born_digital(tmp_path) -> None:
    path = tmp_path / "page.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "CONTOH / SPECIMEN")
    canvas.save()
    document = seen(path.read_bytes(), "application/pdf", np.full((800, 600), 255, np.uint8))
    assert document.stratum == "born_digital"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + b"1 0 obj <<>> " * 1000, b"", b"%PDF-"])
def test_a_pdf_that_cannot_be_opened_has_a_stratum_of_its_own_and_no_finding(data: bytes) -> None:
    document = seen(data, "application/pdf", np.full((80, 60), 255, np.uint8))
    assert document.stratum == "unknown"
    assert not any(trace.score for trace in document.traces)
