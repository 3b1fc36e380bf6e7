"""Authentic and edited pictures through the same last encoders, for each stratum; half were saved once before.

A picture's history (saved as JPEG before, or not) and its last encoder are drawn alike for both classes, so that
neither tells them apart.
"""

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from PIL import Image

from bench.typography import edits
from bench.typography.specimens import Pixels, Specimen
from extractors.pdf_pages import pdf_pages
from extractors.raster import Job
from samples.chance import chance

STRATA: Final = ("lossless", "camera_jpeg", "scan_in_pdf", "recompressed")
AUTHENTIC: Final = "authentic"
_WEIGHTS: Final = (25, 40, 20, 15)
_MOST: Final = 40_000_000


@dataclass(frozen=True)
class Picture:
    """A picture as a portal gets it: ``quality`` 0 where it is no JPEG; ``earlier`` 0 where it was none before."""

    specimen: Specimen
    kind: str
    stratum: str
    pixels: Pixels
    quality: int
    earlier: int
    field: str = ""
    box: edits.Box = (0, 0, 0, 0)


def pictures(one: Specimen, others: Sequence[Specimen]) -> Iterator[Picture]:
    """Yield one authentic picture a stratum and one edit of each kind in a stratum that is drawn."""
    for stratum in STRATA:
        draw = chance(one.name, stratum)
        earlier = draw.choice([0, draw.randint(70, 96)])
        pixels, quality = _last(edits.saved(one.pixels, earlier), stratum, draw)
        yield Picture(one, AUTHENTIC, stratum, pixels, quality, earlier)
    for kind in edits.EDITS:
        draw = chance(one.name, kind)
        stratum = draw.choices(STRATA, _WEIGHTS)[0]
        earlier = draw.choice([0, draw.randint(70, 96)])
        made = edits.edited(kind, one, edits.saved(one.pixels, earlier), others, draw)
        if made is not None:
            pixels, quality = _last(made.pixels, stratum, draw)
            yield Picture(one, kind, stratum, pixels, quality, earlier, made.field, made.box)


def _last(pixels: Pixels, stratum: str, draw: random.Random) -> tuple[Pixels, int]:
    if stratum == "lossless":
        return pixels, 0
    if stratum == "camera_jpeg":
        quality = draw.randint(85, 97)
        return edits.saved(pixels, quality), quality
    if stratum == "recompressed":
        scale, quality = draw.uniform(0.6, 0.9), draw.randint(60, 80)
        return edits.saved(
            cast("Pixels", cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)), quality
        ), quality
    target = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1]).save(target, "PDF", resolution=200, quality=draw.randint(70, 92))
    job = Job("application/pdf", 9, _MOST, 50, _MOST, _MOST, 0, 0, 0, 0)
    page = next(pdf_pages(target.getvalue(), job))
    return np.frombuffer(page.pixels, np.uint8).reshape(page.height, page.width, page.channels).copy(), 0
