"""The last encoder: how an edited picture, and its twin just so, becomes the file that is sent."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.forgeries.model import Pixels

MESSENGER_SIDES: Final = (1280, 1600)
_A4_POINTS: Final = 595.28


@dataclass(frozen=True)
class Encoded:
    """A file and its media type."""

    data: bytes
    media_type: str


def first_saving(pixels: Pixels, quality: int | None) -> Pixels:
    """Return the picture as it comes out of a JPEG of ``quality``; as it is for None."""
    if quality is None:
        return pixels
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "JPEG", quality=quality)
    return np.asarray(Image.open(io.BytesIO(target.getvalue())).convert("RGB")).copy()


def _png(pixels: Pixels, draw: random.Random) -> Encoded:
    """Without loss: a screenshot, or what an editor exports."""
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "PNG", compress_level=draw.choice([1, 6]))
    return Encoded(target.getvalue(), "image/png")


def _camera(pixels: Pixels, draw: random.Random) -> Encoded:
    """JPEG of 85 to 98, in libjpeg's tables or a maker's own, colours full or halved."""
    quality, subsampling = draw.randint(85, 98), draw.choice([0, 1, 2, 2])
    progressive, own = draw.random() < 0.15, draw.random() < 0.3
    target = io.BytesIO()
    image = Image.fromarray(pixels)
    if own:
        image.save(target, "JPEG", qtables=_maker_tables(quality, draw), subsampling=subsampling)
    else:
        image.save(target, "JPEG", quality=quality, subsampling=subsampling, progressive=progressive)
    return Encoded(target.getvalue(), "image/jpeg")


def _maker_tables(quality: int, draw: random.Random) -> list[list[int]]:
    """Return tables that are no multiple of the standard's, as telephones and editors use."""
    probe = io.BytesIO()
    Image.new("RGB", (16, 16)).save(probe, "JPEG", quality=quality)
    standard = Image.open(io.BytesIO(probe.getvalue())).quantization  # type: ignore[attr-defined]
    lift = draw.uniform(0.75, 1.0)
    return [[max(1, round(step * lift + draw.choice([0, 0, 0, 1]))) for step in standard[place]] for place in (0, 1)]


def _saved(pixels: Pixels, draw: random.Random) -> Encoded:
    """Saved once more at 60 to 80, of its own size."""
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "JPEG", quality=draw.randint(60, 80), subsampling=2)
    return Encoded(target.getvalue(), "image/jpeg")


def _messenger(pixels: Pixels, draw: random.Random) -> Encoded:
    """Through a messenger: 1280 or 1600 pixels on the longer side, JPEG of 70."""
    side = draw.choice(MESSENGER_SIDES)
    scale = side / max(pixels.shape[:2])
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    target = io.BytesIO()
    small = Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS)
    small.save(target, "JPEG", quality=70, subsampling=2)
    return Encoded(target.getvalue(), "image/jpeg")


def _scan_pdf(pixels: Pixels, draw: random.Random) -> Encoded:
    """In a PDF as its only page, as scanners and scanning apps give it: JPEG of 75 to 95 inside."""
    picture = io.BytesIO()
    Image.fromarray(pixels).save(picture, "JPEG", quality=draw.randint(75, 95), subsampling=draw.choice([0, 2]))
    size = (_A4_POINTS, _A4_POINTS * pixels.shape[0] / pixels.shape[1])
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    canvas.setProducer("absah samples")
    canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, *size)
    canvas.showPage()
    canvas.save()
    return Encoded(target.getvalue(), "application/pdf")


FINALS: Final[dict[str, Callable[[Pixels, random.Random], Encoded]]] = {
    "png": _png,
    "camera": _camera,
    "saved": _saved,
    "messenger": _messenger,
    "scan_pdf": _scan_pdf,
}
"""Every last encoder of pictures, by name."""
