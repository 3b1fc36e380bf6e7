"""Hints on pictures find what they are made for where theory says so, and say nothing elsewhere."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.model import Region, TraceState
from validators.forensics.check import Measured, Result, load, run
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.strata import Stratum, stratum_of

FONT = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
BLOCK = (603, 291, 160)
"""Left, top and side of what is put in, off the grid of blocks."""


def photo(seed: int, size: int = 960) -> Pixels:
    """A picture with texture at every scale."""
    draw = np.random.default_rng(seed)
    layers = [
        cv2.resize(draw.normal(0, 28, (n, n, 3)), (size, size), interpolation=cv2.INTER_CUBIC)
        for n in (6, 30, 120, 480)
    ]
    return np.clip(128 + sum(layers), 0, 255).astype(np.uint8)


def jpeg(pixels: Pixels, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1]).save(file, "JPEG", quality=quality)
    return file.getvalue()


def opened(data: bytes) -> Pixels:
    return np.ascontiguousarray(np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))[:, :, ::-1])


def looked(check: str, data: bytes, **more: object) -> Result:
    sheet = Sheet(0, opened(data), **more)
    return run(load()[check], Exhibit(data, "image/jpeg", stratum_of(data, "image/jpeg"), (sheet,)))


def strongest(result: Result) -> Measured:
    return max(result.measured, key=lambda one: one.score)


def pasted(seed: int) -> tuple[bytes, bytes]:
    """A picture saved at 65 and again at 95, and the same with a block of another one put in between."""
    first = opened(jpeg(photo(seed), 65))
    left, top, side = BLOCK
    second = first.copy()
    second[top : top + side, left : left + side] = photo(seed + 50)[:side, :side]
    return jpeg(first, 95), jpeg(second, 95)


@pytest.mark.parametrize("check", ["ghost", "double_quantisation"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_block_put_in_between_two_savings_stands_out(check: str, seed: int) -> None:
    plain, changed = (strongest(looked(check, data)) for data in pasted(seed))
    assert changed.score > 1.3 * plain.score
    left, top, side = (value / 960 for value in BLOCK)
    block = Region(page=0, x0=left, y0=top, x1=left + side, y1=top + side)
    assert changed.region is not None
    assert changed.region.common(block) > 0.5 * changed.region.width * changed.region.height
    assert changed.map is not None
    high, wide = changed.map.shape
    inside = changed.map[
        int((top + 0.02) * high) : int((top + side - 0.02) * high),
        int((left + 0.02) * wide) : int((left + side - 0.02) * wide),
    ]
    assert np.median(inside) > np.median(changed.map) + 40


@pytest.mark.parametrize("check", ["ghost", "double_quantisation", "same_glyphs", "copy_move"])
def test_a_messengers_copy_is_not_applicable_and_never_passed(check: str) -> None:
    _, changed = pasted(3)
    copy = cv2.resize(opened(changed), (1280, 1280), interpolation=cv2.INTER_AREA)
    result = looked(check, jpeg(copy, 72))
    assert result.state is TraceState.NOT_APPLICABLE
    assert result.reason == "stratum_recompressed"


def test_a_patch_that_stands_there_twice_is_found_with_both_its_places() -> None:
    pixels = photo(5)
    patch = photo(9)[100:220, 100:260]
    pixels[80:200, 60:220] = patch
    plain = strongest(looked("copy_move", jpeg(pixels, 93)))
    pixels[600:720, 500:660] = patch
    found = strongest(looked("copy_move", jpeg(pixels, 93)))
    assert found.score >= 8 > plain.score
    assert abs(found.region.x0 - 60 / 960) < 0.06
    assert abs(found.compared.x0 - 500 / 960) < 0.06


def card(seed: int) -> tuple[Pixels, dict[str, Region]]:
    """Two lines of digits under a camera's noise."""
    image = Image.new("RGB", (900, 300), "#e8e4d8")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 40)
    lines = {"nik": ("3276 0155 0895 0001 1550", 40), "job_order_number": ("1508 5510 0082 7601 9505", 140)}
    for text, top in lines.values():
        pen.text((40, top), text, font=font, fill="#333")
    noisy = np.asarray(image).astype(float) + np.random.default_rng(seed).normal(0, 14, (300, 900, 3))
    fields = {
        name: Region(page=0, x0=0.03, y0=top / 300, x1=0.8, y1=(top + 48) / 300) for name, (_, top) in lines.items()
    }
    return np.clip(cv2.GaussianBlur(noisy, (0, 0), 0.7), 0, 255).astype(np.uint8), fields


def test_a_digit_that_was_copied_brings_its_noise_along() -> None:
    pixels, fields = card(4)
    plain = strongest(looked("same_glyphs", jpeg(pixels, 95), fields=fields))
    changed = pixels.copy()
    at = 40 + round(ImageFont.truetype(FONT, 40).getlength("3276 "))
    changed[40:90, at : at + 22] = changed[40:90, 40:62]
    found = strongest(looked("same_glyphs", jpeg(changed, 95), fields=fields))
    assert found.score > plain.score + 0.5
    assert found.region is not None
    assert found.compared is not None


def test_a_file_of_one_colour_says_nothing() -> None:
    flat = np.full((960, 960, 3), 255, np.uint8)
    for check in ("ghost", "double_quantisation", "same_glyphs", "copy_move"):
        result = looked(check, jpeg(flat, 95))
        assert all(one.score == 0 for one in result.measured)
        assert result.state is not TraceState.FAILED


def test_a_turned_photo_is_measured_in_its_own_blocks() -> None:
    _, changed = pasted(1)
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.open(io.BytesIO(changed)).save(file, "JPEG", quality="keep", exif=exif)
    upright = np.ascontiguousarray(np.rot90(opened(changed), -1))
    exhibit = Exhibit(file.getvalue(), "image/jpeg", Stratum.CAMERA_JPEG, (Sheet(0, upright),))
    for check in ("ghost", "double_quantisation"):
        turned, plain = strongest(run(load()[check], exhibit)), strongest(looked(check, changed))
        assert turned.score == pytest.approx(plain.score, rel=0.05)
        middle = (turned.region.x0 + turned.region.x1) / 2
        assert middle == pytest.approx(1 - (plain.region.y0 + plain.region.y1) / 2, abs=0.03)
