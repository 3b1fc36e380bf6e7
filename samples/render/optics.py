"""What every capture is made with: pages laid through a homography, light, grain, JPEG, and marks carried along."""

import io
import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples.render.printed import Box, Mark, Printed
from samples.render.warp import Matrix, carry_box

CUT: Final = 0.97
"""Share of a mark's box that must be on the picture for all of its ink to be there."""
OPAQUE: Final = 0.55
"""Cover (0..1) from which on no print shows through."""
COVERED: Final = 0.04
"""Share of a mark's box under cover from which on a character may be lost."""


@dataclass(frozen=True)
class Captured:
    """An upload: its bytes, file name extension, and marks with boxes in shares of the page after EXIF."""

    data: bytes
    extension: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Shot:
    """A picture in the making: the image, and the matrix from pixels of the flat page to pixels of the image."""

    image: Image.Image
    matrix: Matrix


def lay(page: Image.Image, matrix: Matrix, size: tuple[int, int], corner: float) -> tuple[Image.Image, Image.Image]:
    """Return ``page`` carried through ``matrix`` onto white of ``size``, and the mask of where it lies.

    ``corner`` is the radius of the page's round corners as a share of its width; grey pages stay grey.
    """
    inverse = np.linalg.inv(matrix)
    coefficients = tuple((inverse / inverse[2, 2]).ravel()[:8])
    method = Image.Transform.PERSPECTIVE
    white = (250, 250, 249) if page.mode == "RGB" else 250
    if corner == 0:  # a sheet as large as the scanner
        laid = page.transform(size, method, coefficients, Image.Resampling.BILINEAR, fillcolor=white)
        return laid, Image.new("L", size, 255)
    laid = page.transform(size, method, coefficients, Image.Resampling.BICUBIC, fillcolor=white)
    mask = rounded(page.size, corner).transform(size, method, coefficients, Image.Resampling.BILINEAR, fillcolor=0)
    canvas = Image.new(page.mode, size, white)
    canvas.paste(laid, (0, 0), mask)
    return canvas, mask


def turn(angle: float, size: tuple[int, int], target: tuple[int, int], scale: float = 1.0) -> Matrix:
    """Return the matrix that turns a page of ``size`` by ``angle`` degrees clockwise about the middle of ``target``."""
    sine, cosine = math.sin(math.radians(angle)) * scale, math.cos(math.radians(angle)) * scale
    centre = np.array([[1, 0, target[0] / 2], [0, 1, target[1] / 2], [0, 0, 1]], float)
    back = np.array([[1, 0, -size[0] / 2], [0, 1, -size[1] / 2], [0, 0, 1]], float)
    rotation = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]], float)
    result: Matrix = centre @ rotation @ back
    return result


def turned(shot: Shot, angle: int) -> Shot:
    """Return the shot turned clockwise by 90, 180 or 270 degrees."""
    w, h = shot.image.size
    matrices = {
        90: [[0, -1, h], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, w], [0, -1, h], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, w], [0, 0, 1]],
    }
    return Shot(shot.image.rotate(-angle, expand=True), np.array(matrices[angle], float) @ shot.matrix)


def rounded(size: tuple[int, int], corner: float) -> Image.Image:
    """Return a mask of ``size``, 255 inside a rectangle with round corners; ``corner`` is a share of its width."""
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), size[0] * corner, fill=255)
    return mask


def shadowed(scene: Image.Image, mask: Image.Image) -> Image.Image:
    """Return the scene with the soft shadow that what lies at ``mask`` casts around itself."""
    shade = ImageChops.offset(mask.resize((400, 300)), 3, 4).filter(ImageFilter.GaussianBlur(4)).resize(scene.size)
    dark = scene.point(lambda value: int(value * 0.55))
    return Image.composite(dark, scene, shade)


def lit(scene: Image.Image, draw: random.Random) -> Image.Image:
    """Return the scene under a lamp: brighter on one side, a little warm or cold."""
    direction = draw.uniform(0, math.tau)
    y, x = np.mgrid[0:300, 0:400].astype(np.float32)
    slope = ((x - 200) / 200 * math.cos(direction) + (y - 150) / 150 * math.sin(direction)) * draw.uniform(0.05, 0.13)
    light = Image.fromarray(np.clip((0.95 + slope) * 200, 0, 255).astype(np.uint8)).resize(scene.size)
    tint = np.array([1.0, 1.0, 1.0]) + draw.uniform(-0.035, 0.035) * np.array([1.0, 0.1, -1.0])
    pixels = np.asarray(scene, np.float32) * (np.asarray(light, np.float32) / 200)[..., None] * tint.astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def grain(image: Image.Image, draw: random.Random, strength: float) -> Image.Image:
    """Return the image with sensor noise of ``strength`` grey levels."""
    rough = noise(draw).standard_normal((image.height, image.width), dtype=np.float32) * strength
    pixels = np.asarray(image, np.float32) + (rough[..., None] if image.mode == "RGB" else rough)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), image.mode)


def noise(draw: random.Random) -> np.random.Generator:
    """Return a generator of arrays that repeats with ``draw``."""
    return np.random.default_rng(draw.getrandbits(64))


def jpeg(image: Image.Image, quality: int, exif: Image.Exif | None = None) -> bytes:
    """Return the image as JPEG of ``quality`` (1..95), said to have 300 dpi."""
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, dpi=(300, 300), exif=exif.tobytes() if exif else b"")
    return target.getvalue()


def png(image: Image.Image) -> bytes:
    """Return the image as PNG, said to have 300 dpi."""
    target = io.BytesIO()
    image.save(target, "PNG", dpi=(300, 300), compress_level=4)
    return target.getvalue()


def captured(
    shot: Shot, printed: Printed, data: bytes, extension: str, cover: npt.NDArray[np.float32] | None = None
) -> Captured:
    """Return the upload with the marks that are on the picture.

    A mark that the picture's edge cuts, or of which ``cover`` (``(H, W)``, 0..1) takes a part, is ``hidden``; one
    that is wholly outside is left out.
    """
    return Captured(data, extension, tuple(_visible(printed.marks, shot, cover)))


def _visible(marks: Iterable[Mark], shot: Shot, cover: npt.NDArray[np.float32] | None) -> Iterator[Mark]:
    w, h = shot.image.size
    for mark in marks:
        x0, y0, x1, y1 = carry_box(shot.matrix, mark.box)
        shown = to_shares(mark, shot.matrix, (w, h))
        left, top, right, bottom = shown.box
        if left >= right or top >= bottom:
            continue
        cut = (right - left) * w * (bottom - top) * h < CUT * (x1 - x0) * (y1 - y0)
        yield replace(shown, hidden=shown.hidden or cut or _is_covered(shown.box, cover))


def _is_covered(box: Box, cover: npt.NDArray[np.float32] | None) -> bool:
    if cover is None:
        return False
    high, wide = cover.shape
    x0, y0, x1, y1 = box
    part = cover[int(y0 * high) : math.ceil(y1 * high), int(x0 * wide) : math.ceil(x1 * wide)]
    return bool((part > OPAQUE).mean() > COVERED)


def to_shares(mark: Mark, matrix: Matrix, size: tuple[float, float]) -> Mark:
    """Return ``mark`` carried through ``matrix``, its box in shares of a picture of ``size``, cut to 0..1."""
    x0, y0, x1, y1 = carry_box(matrix, mark.box)
    w, h = size
    return replace(mark, box=(_share(x0 / w), _share(y0 / h), _share(x1 / w), _share(y1 / h)))


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
