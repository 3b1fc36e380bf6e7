"""What is measured on an upload stands on its documents, whatever the file does to the one who opens it."""

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors import imaging
from extractors.engine import PageImage
from extractors.grouping import Group
from extractors.model import Document, DocumentState, TraceState
from samples.forgeries import signed_pdf
from validators.forensics.check import load
from worker.examining import Paper, Upload, examined
from worker.sandbox import Limits
from worker.storage.blobs import PassingBlobs
from worker.trust import TrustStore


def seen(data: bytes, media_type: str, pixels: np.ndarray, trust: TrustStore | None = None) -> Document:
    read = Document(
        id="", sources=(), sha256="0" * 64, filename="", media_type=media_type, state=DocumentState.READ, type="ktp"
    )
    image = PageImage(0, pixels, None)
    paper = Paper(read, Group("ktp", 0.9, (), ()), {0: 0})
    (found,) = examined(Upload(data, media_type, (image,)), (paper,), Limits(), PassingBlobs(), trust or TrustStore())
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


def signatures(document: Document) -> list[dict[str, str]]:
    traces = [trace for trace in document.traces if trace.check == "pdf_signatures"]
    return [trace.facts for trace in traces if "outcome" in trace.facts and "change" not in trace.facts]


def test_a_signed_pdf_is_verified_where_it_is_shut_in_and_whom_the_operator_trusts_is_known_there() -> None:
    white, data = np.full((842, 595), 255, np.uint8), signed_pdf.signed(signed_pdf.contract())
    trust = TrustStore((signed_pdf.authority().der,))
    assert signatures(seen(data, "application/pdf", white, trust))[0]["trust"] == "trusted"
    assert signatures(seen(data, "application/pdf", white))[0]["trust"] == "unknown_issuer"


def test_what_stood_there_when_it_was_signed_is_kept_as_a_picture() -> None:
    data = signed_pdf.retyped(signed_pdf.signed(signed_pdf.contract()))
    document = seen(data, "application/pdf", np.full((842, 595), 255, np.uint8))
    (place,) = [trace for trace in document.traces if trace.facts.get("change") == "content"]
    assert place.shown_sha256 is not None
    assert place.region is not None


def test_three_thousand_revisions_hide_no_other_check() -> None:
    data = signed_pdf.revisions(signed_pdf.signed(signed_pdf.contract()), 3000)
    document = seen(data, "application/pdf", np.full((842, 595), 255, np.uint8))
    assert signatures(document)[0]["changes"] == "too_many_revisions"
    assert not any(trace.reason == "examiner_crashed" for trace in document.traces)
