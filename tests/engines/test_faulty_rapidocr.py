"""The second reader without its models, and without a network."""

import socket
from pathlib import Path

import numpy as np
import pytest

from extractors.engine import EngineUnavailable, Layout
from extractors.errors import FailureCode, UnreadableUpload
from extractors.ocr import rapidocr
from extractors.ocr.rapidocr import RapidOcrEngine

WHITE = {Layout.LINE: np.full((60, 400, 3), 255, np.uint8), Layout.PAGE: np.full((400, 400, 3), 255, np.uint8)}


def test_missing_models_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rapidocr, "RECOGNISER", "gone.onnx")
    with pytest.raises(EngineUnavailable, match=r"gone\.onnx"):
        RapidOcrEngine().version()
    with pytest.raises(UnreadableUpload) as caught:
        RapidOcrEngine().read(WHITE[Layout.LINE], Layout.LINE)
    assert caught.value.code is FailureCode.OCR_FAILED


def test_a_damaged_model_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    monkeypatch.setattr(rapidocr, "_model", lambda name: broken)
    with pytest.raises(UnreadableUpload) as caught:
        RapidOcrEngine().read(WHITE[Layout.LINE], Layout.LINE)
    assert caught.value.code is FailureCode.OCR_FAILED


@pytest.mark.parametrize("layout", [Layout.LINE, Layout.PAGE])
def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch, layout: Layout) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise AssertionError("the reader asked for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert RapidOcrEngine().read(WHITE[layout], layout) == ()


def test_its_log_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    RapidOcrEngine().read(WHITE[Layout.PAGE], Layout.PAGE)
    assert capfd.readouterr() == ("", "")
