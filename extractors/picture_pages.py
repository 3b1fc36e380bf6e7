"""JPEG, PNG and TIFF to page images, with Pillow. Runs in the sandbox only.

The page is what a person would see: turned by its EXIF orientation, transparency on white, 8 bits a channel, grey
kept grey. Colour profiles are applied to CMYK alone, whose plain conversion is far off; a phone's wide-gamut profile
changes no letter. An animated PNG gives its still picture.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import Final, cast

from PIL import Image, ImageCms, ImageFile, ImageOps, TiffImagePlugin

from extractors.raster import DecodedPage, Job, Refused

_FORMATS: Final = {"image/jpeg": ("JPEG",), "image/png": ("PNG",), "image/tiff": ("TIFF",)}
_NO_PAGE: Final = 0b101  # TIFF NewSubfileType: a thumbnail (bit 0) or a mask (bit 2)
_SCALABLE: Final = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    EOFError,
    OverflowError,
    RuntimeError,
    ZeroDivisionError,
    struct.error,
    zlib.error,
)
"""What Pillow's plugins raise on broken files: by its documentation the first two, by experience all of these."""


def picture_pages(data: bytes, job: Job) -> Iterator[DecodedPage]:
    """Yield the picture, or each page of a TIFF. Raises ``Refused``."""
    Image.MAX_IMAGE_PIXELS = job.max_pixels
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("ignore")  # harmless oddities of metadata; the size limit is our own, below
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS[job.media_type]) as picture:
            frames = _frames(picture, job)
            for frame in frames:
                picture.seek(frame)
                yield _page(picture, job, len(frames))
    except Image.DecompressionBombError as error:
        raise Refused("too_many_pixels") from error
    except _BROKEN as error:
        raise Refused("damaged") from error


def _frames(picture: Image.Image, job: Job) -> list[int]:
    """Return the numbers of the frames that are pages."""
    if not isinstance(picture, TiffImagePlugin.TiffImageFile):
        return [0]
    frames: list[int] = []
    for number in range(picture.n_frames):
        picture.seek(number)
        if not int(picture.tag_v2.get(254, 0)) & _NO_PAGE:
            frames.append(number)
        if len(frames) > job.max_pages:
            raise Refused("too_many_pages")
    return frames


def _page(picture: Image.Image, job: Job, pages: int) -> DecodedPage:
    if picture.width * picture.height > job.max_pixels:
        raise Refused("too_many_pixels")
    picture.load()
    dpi = _dpi(picture)
    most = job.page_pixels(pages)
    # Where a mode can be scaled it is scaled first: a 50-megapixel picture then needs half the memory.
    small = _eight_bits(_reduced(picture, most)) if _scalable(picture) else _reduced(_eight_bits(picture), most)
    shown = ImageOps.exif_transpose(_with_orientation(small, picture))
    if dpi is not None:
        dpi = round(dpi * small.width / picture.width, 2)
    if shown.mode == "L":
        return DecodedPage(shown.width, shown.height, 1, shown.tobytes(), dpi)
    return DecodedPage(shown.width, shown.height, 3, shown.tobytes("raw", "BGR"), dpi)


def _with_orientation(flat: Image.Image, picture: Image.Image) -> Image.Image:
    """Give ``flat`` nothing but the orientation of ``picture``: other metadata must not be able to break the turn."""
    orientation = picture.getexif().get(0x0112, 1)
    flat.info = {}
    exif = flat.getexif()
    exif.clear()
    exif[0x0112] = orientation if isinstance(orientation, int) else 1
    return flat


def _dpi(picture: Image.Image) -> float | None:
    """Return the resolution, or None where it says nothing: 72 and 96 are what programs write when they know none."""
    across, down = picture.info.get("dpi", (0, 0))
    across, down = float(across), float(down)
    if 100 <= across <= 2400 and abs(across - down) <= 0.02 * across:
        return round(across, 2)
    return None


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Return ``picture`` as L or RGB."""
    if picture.mode in {"1", "L"} and "transparency" not in picture.info:
        return picture.convert("L")
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"I", "F"}:
        return _stretched(picture)
    if picture.mode == "CMYK":
        return _from_cmyk(picture)
    if picture.mode in {"RGB", "YCbCr", "LAB", "HSV"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    return _on_white(picture)


def _stretched(picture: Image.Image) -> Image.Image:
    """Return 32-bit grey as L, its own darkest value black and its lightest white."""
    values = picture.convert("F")
    lowest, highest = _extremes(values)
    if lowest >= 0 and highest <= 255:
        return values.convert("L")
    scale = 255 / max(highest - lowest, 1e-9)
    return values.point(lambda value: value * scale - lowest * scale).convert("L")


def _extremes(values: Image.Image) -> tuple[float, float]:
    """Return the darkest and the lightest value of a picture of one band."""
    lowest, highest = cast("tuple[float, float]", values.getextrema())
    return lowest, highest


def _from_cmyk(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # a profile for another kind of picture: the plain conversion is still legible
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    """Return a picture with transparency on white paper, grey if it was grey."""
    grey = picture.mode in {"LA", "La", "L", "1"}
    layered = picture.convert("LA" if grey else "RGBA")
    paper = Image.new("L" if grey else "RGB", layered.size, 255 if grey else (255, 255, 255))
    paper.paste(layered.convert(paper.mode), mask=layered.getchannel("A"))
    return paper


def _scalable(picture: Image.Image) -> bool:
    """Return whether the picture can be scaled before its colours are converted."""
    return picture.mode in _SCALABLE and "transparency" not in picture.info


def _reduced(picture: Image.Image, most: int) -> Image.Image:
    """Return ``picture`` with at most ``most`` pixels, its shape kept."""
    if picture.width * picture.height <= most:
        return picture
    share = (most / (picture.width * picture.height)) ** 0.5
    size = max(1, int(picture.width * share)), max(1, int(picture.height * share))
    smaller = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    smaller.info = dict(picture.info)  # its colour profile is still needed
    return smaller
