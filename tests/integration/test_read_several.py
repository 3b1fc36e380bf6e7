"""Several papers in one upload, read by the real engines: two cards on one picture, a card in a contract's PDF."""

import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from extractors.model import Document
from tests.fixtures.printed_card import VALUES, printed_card
from worker import bootstrap, screening
from worker.settings import Settings

pytestmark = pytest.mark.slow


def read(data: bytes, name: str) -> tuple[Document, ...]:
    return screening.screen_document(data, name, bootstrap.tools(Settings()))


def test_two_cards_on_one_picture_are_two_documents() -> None:
    card = printed_card(1180).pixels
    table = np.full((2300, 1700, 3), (70, 96, 120), np.uint8)
    table += np.random.default_rng(5).integers(0, 14, table.shape, np.uint8)
    for corners, turn in (
        (((190, 150), (1420, 210), (1380, 1000), (160, 930)), 0),
        (((260, 1250), (1480, 1200), (1510, 1985), (300, 2040)), 2),
    ):
        pixels = np.rot90(card, turn).copy()
        high, wide = pixels.shape[:2]
        flat = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
        view = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
        warped = cv2.warpPerspective(pixels, view, (1700, 2300))
        inside = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), view, (1700, 2300)) > 127
        table[inside] = warped[inside]
    _, packed = cv2.imencode(".jpg", cv2.GaussianBlur(table, (0, 0), 0.8), [cv2.IMWRITE_JPEG_QUALITY, 90])
    upper, lower = read(packed.tobytes(), "dua-kartu.jpg")
    assert [document.type for document in (upper, lower)] == ["ktp", "ktp"]
    assert [document.fields["nik"].text for document in (upper, lower)] == [VALUES["nik"]] * 2
    assert [document.pages[0].rotation for document in (upper, lower)] == [0, 180]
    for document in (upper, lower):
        part, nik = document.sources[0].region, document.fields["nik"].region
        assert part is not None
        assert nik is not None
        assert part.x0 < nik.x0 < nik.x1 < part.x1
        assert part.y0 < nik.y0 < nik.y1 < part.y1
        assert document.pages[0].width_px == 1700
    assert upper.fields["nik"].region.y1 < 0.3  # type: ignore[union-attr]
    assert lower.fields["nik"].region.y0 > 0.75  # type: ignore[union-attr]  # it lies upside down


def test_a_card_between_the_pages_of_a_contract(sample_cases: Callable[[int], Path]) -> None:
    folder = sample_cases(1) / "clean"
    card = io.BytesIO()
    Image.open(next(folder.glob("ktp.*"))).convert("RGB").save(card, "PDF", resolution=200)
    with pikepdf.open(folder / "perjanjian-kerja.pdf") as contract, pikepdf.open(card) as page:
        pages = len(contract.pages)
        assert pages >= 2
        contract.pages.insert(1, page.pages[0])
        whole = io.BytesIO()
        contract.save(whole)
    first, second = read(whole.getvalue(), "berkas.pdf")
    assert (first.type, second.type) == ("work_contract", "ktp")
    assert [source.page for source in first.sources] == [0, 2]
    assert [source.document_pages for source in first.sources] == [(0,), tuple(range(1, pages))]
    assert [page.index for page in first.pages] == list(range(pages))
    assert [source.page for source in second.sources] == [1]
    region = second.fields["nik"].region
    assert region is not None
    assert region.page == 0
