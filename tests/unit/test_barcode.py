"""Printed codes: found in any direction and size, kept as text, never opened, never a reason to crash."""

import socket

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis.extra import numpy as arrays

from extractors.barcode import MOST_CHARACTERS, find_codes
from extractors.engine import PageImage, Part, Pixels, Readers, ReadPage, View
from extractors.grouping import Group
from extractors.imaging import turned
from extractors.model import Field, Quality, ReadingSource, Region
from extractors.reading import fields_of

URL = "https://verifikasi.example/d?no=0000&x=CONTOH"
GOOD = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
FORMATS = {
    "qr_code": zxingcpp.BarcodeFormat.QRCode,
    "pdf417": zxingcpp.BarcodeFormat.PDF417,
    "data_matrix": zxingcpp.BarcodeFormat.DataMatrix,
    "aztec": zxingcpp.BarcodeFormat.Aztec,
    "code_128": zxingcpp.BarcodeFormat.Code128,
}


def printed(
    text: str | bytes, kind: str = "qr_code", *, scale: int = 5, size: tuple[int, int] = (1400, 1000)
) -> Pixels:
    """Return a sheet ``(H, W, 3)`` with lines of print and one code whose corner lies at (300, 600)."""
    sheet = np.full((*size, 3), 244, np.uint8)
    for y in range(60, 500, 30):
        cv2.putText(sheet, "Nama Lengkap : CONTOH 1234567890", (60, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)
    code = np.array(zxingcpp.create_barcode(text, FORMATS[kind]).to_image(scale=scale))
    sheet[600 : 600 + code.shape[0], 300 : 300 + code.shape[1]] = code[..., None]
    return sheet


def page(pixels: Pixels, rotation: int = 0, view: View | None = None, part: Part | None = None) -> ReadPage:
    return ReadPage(0, pixels, (), rotation, GOOD, ReadingSource.VISUAL, "none", view, part)


def codes_of(read: ReadPage) -> Field:
    return fields_of(Group("unknown", 0.7, (), (read,)), Readers(None))["codes"]  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_read_where_it_stands(kind: str) -> None:
    text = URL if kind != "code_128" else "CONTOH-0000"
    (code,) = find_codes(printed(text, kind, scale=3))
    assert (code.format, code.text) == (kind, text)
    assert code.region.x0 == pytest.approx(0.3, abs=0.04)
    assert code.region.y0 == pytest.approx(600 / 1400, abs=0.03)


def test_a_small_code_on_a_large_page_is_read_in_full_size() -> None:
    sheet = printed(URL, scale=3, size=(4900, 3500))
    (code,) = find_codes(sheet)
    assert code.text == URL
    assert code.region.x0 == pytest.approx(300 / 3500, abs=0.01)


def test_a_page_without_codes_has_none() -> None:
    sheet = printed(URL)
    sheet[590:] = 244
    assert find_codes(sheet) == ()


def test_an_address_is_kept_as_text_and_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise AssertionError("the reader of codes asked for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    field = codes_of(page(printed(URL)))
    assert isinstance(field.value, list)
    assert (field.value[0]["format"], field.value[0]["text"]) == ("qr_code", URL)
    assert field.source is ReadingSource.BARCODE
    assert [(one.source, one.value, one.region) for one in field.readings] == [("barcode", URL, field.region)]


def test_what_cannot_be_printed_is_escaped() -> None:
    (code,) = find_codes(printed(b"A\x00\x1d\nB\xe2\x80\xaeC"))
    assert code.text.isprintable()
    assert code.text.startswith(r"A\x00\x1d\nB")


def test_a_long_text_is_cut_off() -> None:
    (code,) = find_codes(printed("7" * (MOST_CHARACTERS + 500), scale=3))
    assert len(code.text) == MOST_CHARACTERS
    assert code.text.endswith("…")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_places_are_told_on_the_page_as_stored(rotation: int) -> None:
    stored = printed(URL)
    (there,) = find_codes(stored)
    field = codes_of(page(turned(stored, rotation), rotation))
    assert field.region is not None
    assert field.region.iou(there.region) > 0.9


def test_a_code_on_a_straightened_page_is_told_on_the_page_as_stored() -> None:
    level = printed(URL)
    turn = cv2.getRotationMatrix2D((500, 700), 4.0, 1.0)
    stored = cv2.warpAffine(level, turn, (1000, 1400), borderValue=(244, 244, 244))
    back = np.vstack([turn, (0, 0, 1)])
    (there,) = find_codes(stored)  # type: ignore[arg-type]
    field = codes_of(page(stored, view=View(level, (), back)))  # type: ignore[arg-type]
    assert field.region is not None
    assert field.region.iou(there.region) > 0.85


def test_a_code_on_a_paper_cut_out_of_a_picture_is_told_on_the_picture() -> None:
    sheet = printed(URL)
    picture = np.full((2000, 2400, 3), 90, np.uint8)
    picture[400:1800, 1200:2200] = sheet
    back = np.array([[1000 / 2400, 0, 1200 / 2400], [0, 1400 / 2000, 400 / 2000], [0, 0, 1]])
    part = Part(Region(page=0, x0=0.5, y0=0.2, x1=2200 / 2400, y1=0.9), back)
    (there,) = find_codes(picture)
    field = codes_of(page(sheet, part=part))
    assert field.region is not None
    assert field.region.iou(there.region) > 0.9


@settings(max_examples=25, deadline=None)
@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=90)))
def test_any_picture_is_taken(pixels: Pixels) -> None:
    assert all(code.text.isprintable() for code in find_codes(pixels))


def test_the_widest_sliver_is_taken() -> None:
    assert find_codes(PageImage(0, np.zeros((20, 9000), np.uint8), None).pixels) == ()
