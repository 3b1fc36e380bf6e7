"""A scan in a PDF is looked at in its picture's own pixels, and what is seen is told on the page as shown."""

import io
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from extractors.model import Region, TraceState
from tests.fixtures.flat_card import scanned_card, typed_over
from tests.fixtures.scanned_pdf import FULL, JPEG, PLAIN, jpeg, laid_in, plain, scanned_pdf, texture
from validators.forensics import inside as within, pdf_picture
from validators.forensics.blocks import oriented
from validators.forensics.check import Measured, Result, load, run
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.inside import Inside, inside
from validators.forensics.pdf import stratum_of_pdf
from validators.forensics.pdf_picture import PdfPicture, picture_of

LAID = {
    "as it is": ((600, 0, 0, 400, 0, 0), 0, 1),
    "mirrored": ((-600, 0, 0, 400, 600, 0), 0, 2),
    "upside down": ((-600, 0, 0, -400, 600, 400), 0, 3),
    "flipped": ((600, 0, 0, -400, 0, 400), 0, 4),
    "flipped on its side": ((0, -400, -600, 0, 600, 400), 0, 5),
    "on its side": ((0, -400, 600, 0, 0, 400), 0, 6),
    "mirrored on its side": ((0, 400, 600, 0, 0, 0), 0, 7),
    "on its other side": ((0, 400, -600, 0, 600, 0), 0, 8),
    "on a page turned by 90": ((400, 0, 0, 600, 0, 0), 90, 6),
    "on a page turned by 180": ((600, 0, 0, 400, 0, 0), 180, 3),
    "flipped on a page turned by 270": ((400, 0, 0, -600, 0, 600), 270, 7),
}
"""How a picture is laid on its page (matrix, /Rotate), and the orientation that EXIF would give that."""
BACK = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}


def laid(shown: Pixels, how: str, quality: int = 95) -> bytes:
    """A PDF that shows the picture, which its file holds turned."""
    matrix, rotate, orientation = LAID[how]
    stored = oriented(shown, BACK[orientation])
    box = (0, 0, 400, 600) if rotate in {90, 270} else (0, 0, 600, 400)
    return scanned_pdf(jpeg(stored, quality), stored.shape[1::-1], matrices=[matrix], box=box, rotate=rotate)


def upload(data: bytes, *sheets: Sheet) -> Exhibit:
    return Exhibit(data, "application/pdf", stratum_of_pdf(data), sheets)


def taken(data: bytes) -> PdfPicture:
    found = picture_of(data, 0)
    assert isinstance(found, PdfPicture), found
    return found


@pytest.mark.parametrize("how", LAID)
def test_a_picture_is_taken_out_as_its_page_shows_it_and_not_resampled(how: str) -> None:
    shown = texture()
    found = taken(laid(shown, how))
    assert found.orientation == LAID[how][2]
    assert found.box == pytest.approx((0, 0, 1, 1), abs=1e-6)
    stored = cv2.imdecode(np.frombuffer(found.data, np.uint8), cv2.IMREAD_COLOR)
    assert np.array_equal(oriented(stored, found.orientation), found.pixels)
    assert np.abs(found.pixels.astype(int) - shown).mean() < 2


@pytest.mark.parametrize("how", ["mirrored", "on a page turned by 90"])
def test_an_edited_value_is_told_where_it_stands_on_the_page(how: str) -> None:
    card = scanned_card()
    data = laid(typed_over(card, "birth_date", "23-11-1979"), how)
    first = run(load()["typography"], upload(data, card.sheet)).measured[0]
    assert first.field == "birth_date"
    assert first.region is not None
    assert first.region.common(card.sheet.fields["birth_date"]) > 0.5 * first.region.width * first.region.height


def test_places_on_a_page_with_margins_that_is_cropped_and_not_the_first_are_the_pages_own() -> None:
    card = scanned_card()
    pixels = typed_over(card, "birth_date", "23-11-1979")
    data = scanned_pdf(jpeg(pixels, 95), pixels.shape[1::-1], matrices=[(600, 0, 0, 400, 100, 50)],
                       box=(0, 0, 900, 600), crop=(160, 40, 720, 500), pages=3)  # fmt: skip
    place = (-60 / 560, 50 / 460, 540 / 560, 450 / 460)
    sheet = laid_in(card.sheet, place, page=2)
    result = run(load()["typography"], upload(data, sheet))
    first = result.measured[0]
    assert first.field == "birth_date"
    assert first.region is not None
    assert first.region.page == 2
    assert first.region.common(sheet.fields["birth_date"]) > 0.5 * first.region.width * first.region.height
    assert first.map is not None
    x0, y0, x1, y1 = first.region.x0, first.region.y0, first.region.x1, first.region.y1
    high, wide = first.map.shape
    assert first.map[round((y0 + y1) / 2 * high), round((x0 + x1) / 2 * wide)] > 100
    assert not first.map[: int(0.1 * high)].any()


# -- of what nothing is said ------------------------------------------------------------------------------------------


def states(result: Result) -> tuple[TraceState, str]:
    return result.state, result.reason


@pytest.mark.parametrize("check", ["typography", "ghost", "double_quantisation", "same_glyphs", "copy_move"])
def test_a_recompressed_picture_inside_is_not_applicable_and_never_passed(check: str) -> None:
    card = scanned_card()
    for pixels, quality in ((card.pixels, 78), (cv2.resize(card.pixels, (1280, 808)), 92)):
        data = scanned_pdf(jpeg(pixels, quality), pixels.shape[1::-1])
        assert states(run(load()[check], upload(data, card.sheet))) == ("not_applicable", "stratum_recompressed")


def packed(pixels: Pixels, mode: str, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1]).convert(mode).save(target, kind, **options)
    return target.getvalue()


def odd_pictures() -> dict[str, tuple[bytes, str]]:
    pixels, size = texture(), (600, 400)
    data = jpeg(pixels)
    palette = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 255, bytes(range(256)) * 3])
    hole = np.full((400, 600), 255, np.uint8)
    hole[100:180, 200:300] = 0
    halves = [(600, 0, 0, 200, 0, 0), (600, 0, 0, 200, 0, 200)]
    stamp = pikepdf.Array([1, 0, 1, 0, 1, 0])
    cmyk = {**JPEG, "/ColorSpace": pikepdf.Name.DeviceCMYK}
    jpx = {**PLAIN, "/Filter": pikepdf.Name.JPXDecode}
    return {
        "strips": (scanned_pdf(data, size, matrices=halves), "not_one_picture"),
        "two layers": (scanned_pdf(data, size, matrices=[FULL, FULL]), "not_one_picture"),
        "text over half of it": (
            scanned_pdf(data, size, after=b"BT /F 300 Tf 20 100 Td (CONTOH) Tj ET"), "not_one_picture",
        ),
        "askew": (scanned_pdf(data, size, matrices=[(600, 8, -8, 400, 0, 0)]), "picture_askew"),
        "a soft mask": (scanned_pdf(data, size, mask=hole), "picture_not_as_shown"),
        "inverted": (scanned_pdf(data, size, {**JPEG, "/Decode": stamp}), "picture_not_as_shown"),
        "four colours": (scanned_pdf(packed(pixels, "CMYK", "JPEG"), size, cmyk), "picture_colours"),
        "a palette": (
            scanned_pdf(plain(pixels[:, :, 0]), size, {**PLAIN, "/ColorSpace": palette}), "picture_colours",
        ),
        "black and white": (
            scanned_pdf(bytes(75 * 400), size, {"/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 1}),
            "picture_bilevel",
        ),
        "JPEG 2000": (scanned_pdf(packed(pixels, "RGB", "JPEG2000"), size, jpx), "picture_codec"),
        "of few pixels": (scanned_pdf(jpeg(texture(300, 200)), (300, 200)), "picture_small"),
        "cut short": (scanned_pdf(plain(pixels)[:400_000], size, PLAIN), "picture_broken"),
        "of another size than it says": (scanned_pdf(jpeg(texture(640, 480)), size), "picture_broken"),
        "no JPEG": (scanned_pdf(b"\xff\xd8\xff" + bytes(5000), size), "picture_broken"),
    }  # fmt: skip


@pytest.mark.parametrize("name", odd_pictures())
def test_of_a_page_that_is_anything_else_nothing_is_said_and_why(name: str) -> None:
    data, reason = odd_pictures()[name]
    sheet = Sheet(0, np.zeros((0, 0), np.uint8))
    for check in ("copy_move", "ghost"):
        assert states(run(load()[check], upload(data, sheet))) == ("not_applicable", reason)


# -- of what something is ---------------------------------------------------------------------------------------------


def only(exhibit: Exhibit) -> Inside:
    (found,) = inside(exhibit)
    assert isinstance(found, Inside), found
    return found


@pytest.mark.parametrize("colours", [1, 3])
def test_a_picture_packed_without_loss_is_lossless_whatever_filters_lie_over_it(colours: int) -> None:
    pixels = texture() if colours == 3 else np.ascontiguousarray(texture()[:, :, 0])
    space = pikepdf.Name.DeviceRGB if colours == 3 else pikepdf.Name.DeviceGray
    wrapped = plain(pixels).hex().encode() + b">"
    entries = {"/ColorSpace": space, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.ASCIIHexDecode}
    found = only(upload(scanned_pdf(wrapped, (600, 400), entries), Sheet(0, pixels)))
    assert (found.exhibit.stratum, found.exhibit.media_type) == ("lossless", "image/png")
    assert np.array_equal(found.exhibit.sheets[0].pixels, pixels)


def test_a_jpeg_under_another_filter_keeps_its_own_tables() -> None:
    both = pikepdf.Array([pikepdf.Name.ASCIIHexDecode, pikepdf.Name.DCTDecode])
    data = jpeg(texture(), 91)
    found = only(upload(scanned_pdf(data.hex().encode() + b">", (600, 400), {**JPEG, "/Filter": both}),
                        Sheet(0, texture())))  # fmt: skip
    assert found.exhibit.stratum == "camera_jpeg"
    assert found.exhibit.data == data


def test_a_hidden_text_layer_and_an_opaque_mask_leave_the_picture_as_it_is() -> None:
    layer = b"BT 3 Tr /F 300 Tf 20 100 Td (CONTOH) Tj ET"
    data = scanned_pdf(jpeg(texture()), (600, 400), mask=np.full((400, 600), 255, np.uint8), after=layer)
    assert taken(data).box == pytest.approx((0, 0, 1, 1))


def test_what_lies_under_a_scanning_programs_mark_is_not_looked_at() -> None:
    card = scanned_card()
    x0, y0, _, y1 = card.box("birth_date")
    high, wide = card.pixels.shape[:2]
    mark = b"1 g %f %f %f %f re f" % (x0 / wide * 600, 400 - y1 / high * 400, 60, (y1 - y0) / high * 400)
    found = only(upload(scanned_pdf(jpeg(card.pixels, 95), (wide, high), after=mark), card.sheet)).exhibit.sheets[0]
    assert "birth_date" not in found.fields
    assert "nik" in found.fields
    assert len(found.words) < len(card.sheet.words)


# -- limits -----------------------------------------------------------------------------------------------------------


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_picture, "_unpacked", lambda handle: pytest.fail("it was unpacked"))
    data = scanned_pdf(jpeg(texture()), (4000, 3001))
    assert picture_of(data, 0) == "picture_too_large"


def test_of_a_long_scan_the_pages_with_values_are_looked_at_until_the_pixels_are_spent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(within, "MOST_PIXELS", 2 * 600 * 400)
    data = scanned_pdf(jpeg(texture()), (600, 400), pages=4)
    valued = Region(page=3, x0=0.2, y0=0.2, x1=0.4, y1=0.3)
    sheets = [replace(bare(page), fields={"nik": valued} if page == 3 else {}) for page in range(4)]
    found = list(inside(upload(data, *sheets)))
    assert [one.page if isinstance(one, Inside) else one for one in found] == [3, 0, *["too_many_pixels"] * 2]
    result = run(load()["ghost"], upload(data, *sheets))
    assert result.state is TraceState.MEASURED
    assert {one.region.page for one in result.measured if one.region} <= {0, 3}


def test_a_check_that_needs_more_memory_than_there_is_says_so_and_the_page_is_no_pass() -> None:
    def hungry(_: Exhibit) -> Iterator[Measured]:
        raise MemoryError

    data = scanned_pdf(jpeg(texture()), (600, 400))
    assert states(run(replace(load()["ghost"], measure=hungry), upload(data, bare(0)))) == ("failed", "out_of_memory")


def bare(page: int) -> Sheet:
    return Sheet(page, np.zeros((0, 0), np.uint8))
