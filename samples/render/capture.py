"""Photographs and scans flat pages, and carries their marks to the picture that a portal would upload."""

import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples.render.printed import Mark, Printed
from samples.render.warp import Matrix, Point, carry_box, homography


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


def capture(printed: Printed, kind: str, draw: random.Random) -> Captured:
    """Return the one page of ``printed`` (a card or a data page) captured as ``kind``, a key of ``CAPTURES``."""
    return CAPTURES[kind](printed, draw)


def _flat(printed: Printed, draw: random.Random) -> Captured:
    """Lie on a flatbed: almost straight on white, faint noise, PNG or good JPEG."""
    shot = _flatbed(printed, draw)
    if draw.random() < 0.25:
        return _captured(shot, printed, _png(shot.image), "png")
    return _captured(shot, printed, jpeg(shot.image, draw.randint(82, 94)), "jpg")


def _crop(printed: Printed, draw: random.Random) -> Captured:
    """Cut tightly by a scanning app: the page fills the picture."""
    shot = Shot(grain(printed.pages[0], draw, 2.0), np.eye(3))
    return _captured(shot, printed, jpeg(shot.image, draw.randint(75, 90)), "jpg")


def _grey(printed: Printed, draw: random.Random) -> Captured:
    """Photocopied: grey, harder contrast, some specks."""
    shot = _flatbed(printed, draw)
    grey = shot.image.convert("L").point(lambda value: int(min(max((value - 128) * 1.15 + 140, 0), 255)))
    return _captured(shot, printed, jpeg(grey, draw.randint(78, 90)), "jpg")


def _phone(printed: Printed, draw: random.Random) -> Captured:
    """Held above a table: mild perspective, uneven light, slight blur, noise, JPEG of 70 to 95."""
    shot = _handheld(printed, draw)
    return _captured(shot, printed, jpeg(shot.image, draw.randint(70, 95)), "jpg")


def _rotated(printed: Printed, draw: random.Random) -> Captured:
    """Scanned sideways or upside down, with nothing that says so."""
    shot = _turned(_flatbed(printed, draw), draw.choice([90, 180, 270]))
    return _captured(shot, printed, jpeg(shot.image, draw.randint(80, 92)), "jpg")


def _exif(printed: Printed, draw: random.Random) -> Captured:
    """Photographed with the phone turned: pixels lie sideways, the EXIF orientation puts them right."""
    shot = _handheld(printed, draw)
    orientation, turn = draw.choice([(6, 90), (8, 270), (3, 180)])
    stored = shot.image.rotate(turn, expand=True)  # counter-clockwise; the reader turns it back
    exif = Image.Exif()
    exif[0x0112] = orientation
    return _captured(shot, printed, jpeg(stored, draw.randint(74, 92), exif), "jpg")


def _unreadable(printed: Printed, draw: random.Random) -> Captured:
    """Tiny, out of focus, with a lamp's glare over the numbers: nobody can read it."""
    shot = _handheld(printed, draw)
    small = shot.image.resize((460, round(460 * shot.image.height / shot.image.width)), Image.Resampling.BILINEAR)
    blurred = _glare(small.filter(ImageFilter.GaussianBlur(5.5)), draw)
    scale = np.diag([small.width / shot.image.width, small.height / shot.image.height, 1.0])
    return _captured(Shot(blurred, scale @ shot.matrix), printed, jpeg(grain(blurred, draw, 9.0), 24), "jpg")


CAPTURES: Final[dict[str, Callable[[Printed, random.Random], Captured]]] = {
    "flat": _flat,
    "crop": _crop,
    "grey": _grey,
    "phone": _phone,
    "rotated": _rotated,
    "exif": _exif,
    "unreadable": _unreadable,
}
"""Every way in which a card or a data page is captured."""


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
    mask = _rounded(page.size, corner).transform(size, method, coefficients, Image.Resampling.BILINEAR, fillcolor=0)
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


def _flatbed(printed: Printed, draw: random.Random) -> Shot:
    page = printed.pages[0]
    margin = draw.randint(30, 70)
    size = (page.width + 2 * margin, page.height + 2 * margin)
    matrix = turn(draw.uniform(-1.1, 1.1), page.size, size)
    image, _ = lay(page, matrix, size, printed.corner)
    return Shot(grain(image.filter(ImageFilter.GaussianBlur(0.5)), draw, 2.5), matrix)


def _handheld(printed: Printed, draw: random.Random) -> Shot:
    page = printed.pages[0]
    size = (1600, 1200)
    width = draw.uniform(1230, 1380)
    height = width * page.height / page.width
    left, top = (size[0] - width) / 2, (size[1] - height) / 2
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    angle = math.radians(draw.uniform(-3.0, 3.0))
    target = [_swung(point, size, angle, draw) for point in corners]
    source = [(0.0, 0.0), (float(page.width), 0.0), (float(page.width), float(page.height)), (0.0, float(page.height))]
    matrix = homography(source, target)
    image, mask = lay(page, matrix, size, printed.corner)
    scene = _shadowed(_table(size, draw), mask)
    scene.paste(image, (0, 0), mask)
    lit = _lit(scene, draw)
    return Shot(grain(lit.filter(ImageFilter.GaussianBlur(draw.uniform(0.5, 0.9))), draw, draw.uniform(3, 5)), matrix)


def _swung(point: Point, size: tuple[int, int], angle: float, draw: random.Random) -> Point:
    x, y = point[0] - size[0] / 2, point[1] - size[1] / 2
    turned = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
    return turned[0] + size[0] / 2 + draw.uniform(-26, 26), turned[1] + size[1] / 2 + draw.uniform(-20, 20)


def _turned(shot: Shot, angle: int) -> Shot:
    """Return the shot turned clockwise by 90, 180 or 270 degrees."""
    w, h = shot.image.size
    matrices = {
        90: [[0, -1, h], [1, 0, 0], [0, 0, 1]],
        180: [[-1, 0, w], [0, -1, h], [0, 0, 1]],
        270: [[0, 1, 0], [-1, 0, w], [0, 0, 1]],
    }
    return Shot(shot.image.rotate(-angle, expand=True), np.array(matrices[angle], float) @ shot.matrix)


def _rounded(size: tuple[int, int], corner: float) -> Image.Image:
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), size[0] * corner, fill=255)
    return mask


def _table(size: tuple[int, int], draw: random.Random) -> Image.Image:
    """Return a table top: wood with long grain, or plain cloth."""
    noise = _noise(draw)
    base = np.array(draw.choice([(126, 92, 62), (92, 70, 54), (150, 146, 138), (78, 84, 92), (168, 138, 104)]), float)
    grain = noise.normal(0, 1, (size[1] // 4, 24)) if base[0] - base[2] > 30 else noise.normal(0, 1, (160, 210))
    rough = Image.fromarray(np.clip(grain * 26 + 128, 0, 255).astype(np.uint8)).resize(size, Image.Resampling.BICUBIC)
    relief = (np.asarray(rough, np.float32) - 128) / 128
    pixels = base * (1 + 0.22 * relief[..., None])
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def _shadowed(scene: Image.Image, mask: Image.Image) -> Image.Image:
    shade = ImageChops.offset(mask.resize((400, 300)), 3, 4).filter(ImageFilter.GaussianBlur(4)).resize(scene.size)
    dark = scene.point(lambda value: int(value * 0.55))
    return Image.composite(dark, scene, shade)


def _lit(scene: Image.Image, draw: random.Random) -> Image.Image:
    """Return the scene under a lamp: brighter on one side, a little warm or cold."""
    direction = draw.uniform(0, math.tau)
    y, x = np.mgrid[0:300, 0:400].astype(np.float32)
    slope = ((x - 200) / 200 * math.cos(direction) + (y - 150) / 150 * math.sin(direction)) * draw.uniform(0.05, 0.13)
    light = Image.fromarray(np.clip((0.95 + slope) * 200, 0, 255).astype(np.uint8)).resize(scene.size)
    tint = np.array([1.0, 1.0, 1.0]) + draw.uniform(-0.035, 0.035) * np.array([1.0, 0.1, -1.0])
    pixels = np.asarray(scene, np.float32) * (np.asarray(light, np.float32) / 200)[..., None] * tint.astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def _glare(image: Image.Image, draw: random.Random) -> Image.Image:
    w, h = image.size
    spot = Image.new("L", image.size, 0)
    x, y = w * draw.uniform(0.4, 0.55), h * draw.uniform(0.3, 0.45)
    ImageDraw.Draw(spot).ellipse((x - w * 0.28, y - h * 0.22, x + w * 0.28, y + h * 0.22), fill=255)
    white = Image.new("RGB", image.size, (255, 255, 252))
    return Image.composite(white, image, spot.filter(ImageFilter.GaussianBlur(w * 0.06)))


def grain(image: Image.Image, draw: random.Random, strength: float) -> Image.Image:
    """Return the image with sensor noise of ``strength`` grey levels."""
    noise = _noise(draw).standard_normal((image.height, image.width), dtype=np.float32) * strength
    pixels = np.asarray(image, np.float32) + (noise[..., None] if image.mode == "RGB" else noise)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), image.mode)


def _noise(draw: random.Random) -> np.random.Generator:
    return np.random.default_rng(draw.getrandbits(64))


def jpeg(image: Image.Image, quality: int, exif: Image.Exif | None = None) -> bytes:
    """Return the image as JPEG of ``quality`` (1..95), said to have 300 dpi."""
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, dpi=(300, 300), exif=exif.tobytes() if exif else b"")
    return target.getvalue()


def _png(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG", dpi=(300, 300), compress_level=4)
    return target.getvalue()


def _captured(shot: Shot, printed: Printed, data: bytes, extension: str) -> Captured:
    return Captured(data, extension, tuple(to_shares(mark, shot.matrix, shot.image.size) for mark in printed.marks))


def to_shares(mark: Mark, matrix: Matrix, size: tuple[float, float]) -> Mark:
    """Return ``mark`` carried through ``matrix``, its box in shares of a picture of ``size``, cut to 0..1."""
    x0, y0, x1, y1 = carry_box(matrix, mark.box)
    w, h = size
    return replace(mark, box=(_share(x0 / w), _share(y0 / h), _share(x1 / w), _share(y1 / h)))


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)
