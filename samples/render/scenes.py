"""What lies under and over a photographed paper: table tops, cloth, other papers, the fingers that hold it."""

import math
import random
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from samples.render.optics import noise
from samples.render.warp import Point

Size = tuple[int, int]
Colour = tuple[int, int, int]
Pattern = npt.NDArray[np.floating]

_SKIN: Final[tuple[Colour, ...]] = ((188, 140, 108), (168, 120, 88), (142, 98, 72), (206, 164, 136))


def table(size: Size, draw: random.Random) -> Image.Image:
    """Return a table top: wood with long grain, or a plain plate."""
    rough = noise(draw)
    base = np.array(draw.choice([(126, 92, 62), (92, 70, 54), (150, 146, 138), (78, 84, 92), (168, 138, 104)]), float)
    veins = rough.normal(0, 1, (size[1] // 4, 24)) if base[0] - base[2] > 30 else rough.normal(0, 1, (160, 210))
    return _coloured(base, _smooth(veins, size) * 0.22)


def planks(size: Size, draw: random.Random) -> Image.Image:
    """Return boards beside each other, dark joints between them, lying at any angle."""
    reach = math.ceil(math.hypot(*size))
    rough = noise(draw)
    board = draw.uniform(0.09, 0.2) * size[0]
    x = np.arange(reach, dtype=np.float32)
    number = (x / board).astype(int)
    shade = rough.normal(0, 0.09, number.max() + 1)[number]
    joint = np.where(x % board < max(2.0, 0.012 * board), -0.55, 0.0)
    veins = _smooth(rough.normal(0, 1, (14, reach // 5)), (reach, reach)) * 0.13
    base = np.array(draw.choice([(150, 108, 70), (112, 78, 52), (186, 150, 108), (84, 62, 48)]), float)
    whole = _coloured(base, veins + (shade + joint)[None, :])
    turned = whole.rotate(draw.uniform(0, 180), Image.Resampling.BILINEAR)
    left, top = (reach - size[0]) // 2, (reach - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def cloth(size: Size, draw: random.Random) -> Image.Image:
    """Return woven cloth, plain, striped or chequered."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    angle = draw.uniform(0, math.pi)
    along = x * np.float32(math.cos(angle)) + y * np.float32(math.sin(angle))
    across = y * np.float32(math.cos(angle)) - x * np.float32(math.sin(angle))
    thread = draw.uniform(5, 9)
    weave = np.sin(along * math.tau / thread) * np.sin(across * math.tau / thread) * 0.07
    wide = draw.uniform(0.04, 0.11) * size[0]
    bands = (np.sin(along * math.tau / wide) > 0.2) * 0.16
    if draw.random() < 0.5:
        bands = bands + (np.sin(across * math.tau / wide) > 0.2) * 0.16
    kind = draw.choice(["plain", "bands"])
    base = np.array(draw.choice([(58, 74, 118), (132, 52, 58), (70, 104, 82), (178, 160, 132), (60, 58, 66)]), float)
    folds = _smooth(noise(draw).normal(0, 1, (5, 7)), size) * 0.1
    return _coloured(base, weave + folds + (bands if kind == "bands" else 0.0))


def ledger(size: Size, draw: random.Random) -> Image.Image:
    """Return a ruled and written sheet that fills the picture, as under a paper on a clerk's desk."""
    image = _coloured(np.array(draw.choice([(232, 230, 220), (222, 226, 228), (236, 232, 206)]), float),
                      _smooth(noise(draw).normal(0, 1, (9, 12)), size) * 0.02)  # fmt: skip
    pen = ImageDraw.Draw(image)
    step = draw.uniform(0.032, 0.05) * size[1]
    lean = draw.uniform(-0.05, 0.05)
    for row in range(-4, int(size[1] / step) + 4):
        y = row * step
        pen.line([(0, y), (size[0], y + lean * size[0])], fill=(152, 172, 206), width=2)
        x = draw.uniform(0, 0.3) * size[0]
        while x < size[0] and draw.random() < 0.92:
            x = _scrawl(pen, x, y + lean * x - step * 0.2, step, draw)
    for column in (0.12, 0.55, 0.8):
        pen.line([(column * size[0], 0), (column * size[0] - lean * size[1], size[1])], fill=(196, 120, 120), width=2)
    return image


def _scrawl(pen: ImageDraw.ImageDraw, x: float, y: float, step: float, draw: random.Random) -> float:
    """Write one illegible word on base line ``y`` and return where the next one begins."""
    stop = x + draw.uniform(1.5, 5) * step
    points = []
    while x < stop:
        points.append((x, y - draw.uniform(0, 0.45) * step))
        x += draw.uniform(0.08, 0.2) * step
    if len(points) > 1:
        pen.line(points, fill=(48, 58, 120), width=2, joint="curve")
    return stop + draw.uniform(0.4, 1.5) * step


BACKGROUNDS: Final[dict[str, Callable[[Size, random.Random], Image.Image]]] = {
    "table": table,
    "planks": planks,
    "cloth": cloth,
    "ledger": ledger,
}
"""What a paper may lie on."""


def fingers(scene: Image.Image, corners: Sequence[Point], draw: random.Random) -> tuple[Image.Image, Image.Image]:
    """Return the scene with one to three fingers over an edge of the paper, and the mask of where they are.

    ``corners`` are the paper's, from top left clockwise, in pixels of the scene. They reach over the edge by a
    twentieth of the paper at most: who holds a paper up to be read does not cover its text.
    """
    side = draw.choice([1, 2, 3])  # right, bottom, left
    (x0, y0), (x1, y1) = corners[side], corners[(side + 1) % 4]
    middle = (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
    edge = math.hypot(x1 - x0, y1 - y0)
    layer = Image.new("RGBA", scene.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    skin = draw.choice(_SKIN)
    thick = max(scene.size) * draw.uniform(0.028, 0.042)
    start = draw.uniform(0.25, 0.6)
    for number in range(draw.randint(1, 3)):
        share = start + number * 2.3 * thick / edge
        if share > 0.9:
            break
        tip = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
        out = (tip[0] - middle[0], tip[1] - middle[1])
        length = math.hypot(*out)
        _finger(pen, (tip[0], tip[1]), (out[0] / length, out[1] / length), thick, skin, edge)
    soft = layer.filter(ImageFilter.GaussianBlur(2))
    return Image.composite(soft.convert("RGB"), scene, soft.getchannel("A")), soft.getchannel("A")


def _finger(  # noqa: PLR0913, PLR0917  # where it lies and what it looks like
    pen: ImageDraw.ImageDraw, tip: Point, out: Point, thick: float, skin: Colour, edge: float
) -> None:
    """Draw one finger that comes from outside in the direction ``-out`` and ends a little inside of ``tip``."""
    inside = -0.02 * edge + thick
    for distance in np.linspace(inside, 9 * thick, 60):
        x, y = tip[0] + out[0] * distance, tip[1] + out[1] * distance
        shade = 1.0 - 0.18 * min(distance / (9 * thick), 1.0)
        colour = tuple(int(part * shade) for part in skin)
        pen.ellipse((x - thick, y - thick, x + thick, y + thick), fill=(*colour, 255))


def _smooth(values: Pattern, size: Size) -> Pattern:
    """Return a coarse field of unit deviation as large as ``size``, about -1..1."""
    rough = Image.fromarray(np.clip(values * 26 + 128, 0, 255).astype(np.uint8)).resize(size, Image.Resampling.BICUBIC)
    return (np.asarray(rough, np.float32) - 128) / 128


def _coloured(base: Pattern, relief: Pattern) -> Image.Image:
    pixels = base * (1 + relief[..., None])
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")
