"""What a picture's file says of itself, however it was put together."""

import io
import struct

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from validators.forensics import jpeg
from validators.forensics.check import Result, load, run
from validators.forensics.exhibit import Exhibit
from validators.forensics.strata import Stratum, stratum_of


def noise(width: int = 640, height: int = 400, seed: int = 1, grain: int = 8) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 255, (height // grain, width // grain, 3), np.uint8)
    return Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC)


def saved(image: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def seen(data: bytes, check: str = "file_facts", media_type: str = "image/jpeg") -> Result:
    return run(load()[check], Exhibit(data, media_type, stratum_of(data, media_type)))


def facts(data: bytes, media_type: str = "image/jpeg") -> dict[str, str]:
    (measured,) = seen(data, media_type=media_type).measured
    return dict(measured.facts)


@pytest.mark.parametrize("quality", [40, 70, 85, 92, 98])
@pytest.mark.parametrize("progressive", [False, True])
def test_the_quality_at_which_a_picture_was_saved_is_told(quality: int, progressive: bool) -> None:
    data = saved(noise(), quality=quality, progressive=progressive)
    assert facts(data)["quality"] == str(quality)
    assert facts(data)["tables"] == "standard"
    assert facts(data)["frame"] == ("progressive" if progressive else "baseline")


def test_a_large_picture_full_of_stuffed_bytes_and_restarts_is_walked_to_its_end() -> None:
    pixels = np.random.default_rng(2).integers(0, 255, (1600, 1600, 3), np.uint8)
    data = saved(Image.fromarray(pixels), quality=95, restart_marker_blocks=1)
    assert data.count(b"\xff\x00") > 5000
    assert jpeg.parse(data + b"behind").trailing == b"behind"


@pytest.mark.parametrize(
    ("how", "size", "stratum"),
    [
        ({"quality": 92}, (1500, 1000), Stratum.CAMERA_JPEG),
        ({"quality": 70}, (1500, 1000), Stratum.RECOMPRESSED),
        ({"quality": 92}, (1600, 1000), Stratum.RECOMPRESSED),
        ({"quality": 92}, (960, 1280), Stratum.RECOMPRESSED),
    ],
)
def test_what_a_messenger_made_smaller_or_coarser_is_recompressed(
    how: dict[str, int], size: tuple[int, int], stratum: Stratum
) -> None:
    assert stratum_of(saved(noise(*size), **how), "image/jpeg") is stratum


def test_what_the_picture_shows_comes_before_how_it_was_saved() -> None:
    data = saved(noise(), quality=95)
    assert stratum_of(data, "image/jpeg", frozenset({"screen"})) is Stratum.SCREEN
    assert stratum_of(data, "image/jpeg", frozenset({"photocopy"})) is Stratum.PHOTOCOPY
    assert stratum_of(saved(noise(), "PNG"), "image/png") is Stratum.LOSSLESS


def test_an_editor_is_named_and_a_scanner_is_not_one() -> None:
    exif = Image.Exif()
    exif[0x0131] = "Adobe Photoshop 25.0 (Windows)"
    exif.get_ifd(0x8769)[0x9003] = "2026:03:02 10:00:00"
    told = facts(saved(noise(), exif=exif))
    assert told["editor"] == "Adobe Photoshop 25.0 (Windows)"
    assert told["taken"] == "2026-03-02T10:00:00"
    exif[0x0131] = "CamScanner 6.5"
    told = facts(saved(noise(), exif=exif))
    assert "editor" not in told
    assert told["scanner"] == "CamScanner 6.5"


def test_a_png_names_its_program_too() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", "GIMP 2.10.36")
    assert facts(saved(noise(), "PNG", pnginfo=info), "image/png")["editor"] == "GIMP 2.10.36"
    packed = PngImagePlugin.PngInfo()
    packed.add_itxt("XML:com.adobe.xmp", '<x xmp:CreatorTool="Canva"/>', zip=True)
    assert facts(saved(noise(), "PNG", pnginfo=packed), "image/png")["editor"] == "Canva"


@pytest.mark.parametrize(
    ("behind", "kind"),
    [
        (b"PK\x03\x04" + b"x" * 100, "zip"),
        (b"\x00\x00%PDF-1.7", "pdf"),
        (b"\n<script>alert(1)</script>", "script"),
        (b"\x00\x00\x00\x18ftypmp42" + b"x" * 100, "video"),
        (b"\xff\xd8\xff\xe0" + b"x" * 9, "jpeg"),
        (b"something", "unknown"),
    ],
)
def test_what_follows_the_picture_is_told_by_kind(behind: bytes, kind: str) -> None:
    assert facts(saved(noise(), quality=90) + behind)["trailing_kind"] == kind
    assert facts(saved(noise(), "PNG") + behind, "image/png")["trailing_kind"] == kind


def test_padding_behind_the_picture_is_nothing() -> None:
    assert "trailing_kind" not in facts(saved(noise(), quality=90) + b"\x00" * 4096)


HOSTILE = {
    "cut": saved(noise(), quality=90)[:600],
    "no table": saved(noise(), quality=90).replace(b"\xff\xdb", b"\xff\xfe"),
    "short table": b"\xff\xd8\xff\xdb\x00\x05\x00\x01\x02\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00\xff\xd9",
    "length beyond the end": b"\xff\xd8\xff\xe1\xff\xff" + b"x" * 40,
    "many segments": b"\xff\xd8" + b"\xff\xfe\x00\x02" * 20_000,
    "exif without sense": saved(noise(), quality=90, exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff" + b"\x01" * 80),
    "exif that points at itself": saved(
        noise(), exif=b"Exif\x00\x00II*\x00" + struct.pack("<IHHHIII", 8, 1, 0x8769, 4, 1, 8, 8)
    ),
    "empty": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_has_an_outcome(data: bytes) -> None:
    for check in ("file_facts", "thumbnail"):
        result = seen(data, check)
        assert all(np.isfinite(one.score) for one in result.measured)


def with_thumbnail(image: Image.Image, small: Image.Image) -> bytes:
    thumbnail = saved(small, quality=80)
    first = b"II*\x00" + struct.pack("<IHI", 8, 0, 14)
    second = struct.pack("<HHHIIHHIIHHIII", 3, 0x0103, 3, 1, 6, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(thumbnail), 0)
    return saved(image, quality=92, exif=b"Exif\x00\x00" + first + second + thumbnail)


def test_a_thumbnail_that_shows_the_same_scores_low_and_another_portrait_scores_high() -> None:
    image = noise(1200, 800, grain=80)
    small = image.resize((160, 107))
    changed = image.copy()
    changed.paste(noise(160, 240, seed=9, grain=40), (900, 300))
    same, other = (seen(with_thumbnail(one, small), "thumbnail").measured[0] for one in (image, changed))
    assert same.score < 6
    assert other.score > 8
    assert other.shown is not None
    assert other.region is not None
    middle = ((other.region.x0 + other.region.x1) / 2, (other.region.y0 + other.region.y1) / 2)
    assert 900 / 1200 < middle[0] < 1060 / 1200
    assert 300 / 800 < middle[1] < 540 / 800


def test_bars_around_a_thumbnail_are_no_difference() -> None:
    image = noise(1200, 800, grain=80)
    barred = Image.new("RGB", (160, 120))
    barred.paste(image.resize((160, 107)), (0, 6))
    assert seen(with_thumbnail(image, barred), "thumbnail").measured[0].score < 6


def test_a_cropped_photo_with_its_old_thumbnail_is_not_compared() -> None:
    image = noise(1200, 800, grain=80)
    result = seen(with_thumbnail(image.crop((0, 0, 700, 800)), image.resize((160, 107))), "thumbnail")
    assert result.measured == ()
    assert result.reason == "other_shape"
