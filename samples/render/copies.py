"""Copies of a paper: photocopied, copied or scanned small onto an A4 sheet, photographed from a screen."""

import math
import random
from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from samples.render.optics import Captured, Shot, captured, grain, jpeg, lay, noise, turn
from samples.render.photos import FREE, Pose, photograph
from samples.render.printed import Printed
from samples.render.warp import Matrix

A4_MM: Final = (210.0, 297.0)
ID1_MM: Final = 85.6
ID3_MM: Final = 125.0
"""Widths of a card and of a data page (ICAO Doc 9303 parts 5 and 4)."""
CARD_ASPECT: Final = 1.5
"""From this aspect on a paper is a card, below it a data page."""


def _photocopy(printed: Printed, draw: random.Random) -> Captured:
    """Photocopied: grey, hard contrast, streaks along the sheet and specks of toner."""
    page = printed.pages[0]
    margin = draw.randint(20, 90)
    size = (page.width + 2 * margin, page.height + 2 * margin)
    matrix = turn(draw.uniform(-2.0, 2.0), page.size, size)
    image, _ = lay(page, matrix, size, max(printed.corner, 0.0015))
    shot = Shot(_copied(image.filter(ImageFilter.GaussianBlur(0.9)), draw), matrix)
    return captured(shot, printed, jpeg(shot.image, draw.randint(70, 88)), "jpg")


def _photocopy_sheet(printed: Printed, draw: random.Random) -> Captured:
    """Photocopied at its true size onto an A4 sheet, which was then scanned."""
    shot = _on_sheet(printed, draw)
    shot = Shot(_copied(shot.image.filter(ImageFilter.GaussianBlur(0.7)), draw), shot.matrix)
    return captured(shot, printed, jpeg(shot.image, draw.randint(74, 88)), "jpg")


def _sheet(printed: Printed, draw: random.Random) -> Captured:
    """Scanned in colour on the glass of an A4 scanner: the paper is small on a white page."""
    shot = _on_sheet(printed, draw)
    soft = grain(shot.image.filter(ImageFilter.GaussianBlur(0.4)), draw, 2.5)
    return captured(shot, printed, jpeg(soft, draw.randint(80, 92)), "jpg")


def _on_sheet(printed: Printed, draw: random.Random) -> Shot:
    page = printed.pages[0]
    if page.width < page.height:
        raise ValueError("a sheet is not copied onto a sheet")
    dots = draw.uniform(220, 300) / 25.4
    size = (round(A4_MM[0] * dots), round(A4_MM[1] * dots))
    width = (ID1_MM if page.width >= CARD_ASPECT * page.height else ID3_MM) * dots
    scale = width / page.width
    angle = draw.uniform(-2.5, 2.5)
    reach = math.hypot(width, width * page.height / page.width) / 2
    x, y = draw.uniform(reach, size[0] - reach), draw.uniform(reach, size[1] - reach)
    centred = turn(angle, page.size, size, scale)
    matrix: Matrix = np.array([[1, 0, x - size[0] / 2], [0, 1, y - size[1] / 2], [0, 0, 1]], float) @ centred
    soft = page.filter(ImageFilter.GaussianBlur(0.5 * max(1 / scale - 0.9, 0.1)))
    image, _ = lay(soft, matrix, size, max(printed.corner, 0.0015))
    return Shot(image, matrix)


def _copied(image: Image.Image, draw: random.Random) -> Image.Image:
    """Return the image as a copier prints it."""
    values = np.asarray(image.convert("L"), np.float32)
    dark, light = draw.uniform(40, 70), draw.uniform(165, 205)
    hard = 255 / (1 + np.exp(-(values - (dark + light) / 2) / (light - dark) * 5.2))
    copy = 18 + hard * (238 / 255)
    rough = noise(draw)
    columns = rough.standard_normal((values.shape[1],), dtype=np.float32) * 2
    for _ in range(draw.randint(1, 5)):
        start, wide = draw.randrange(values.shape[1]), draw.randint(1, 5)
        columns[start : start + wide] += draw.choice([-1, 1]) * draw.uniform(18, 60)
    copy = copy + columns[None, :]
    specks = rough.random(values.shape, np.float32) > 1 - draw.uniform(0.00005, 0.0003)
    grown = Image.fromarray((specks * 255).astype(np.uint8)).filter(ImageFilter.MaxFilter(3))
    copy = np.where(np.asarray(grown) > 0, 40, copy)
    return grain(Image.fromarray(np.clip(copy, 0, 255).astype(np.uint8), "L"), draw, 5.0)


def _screen(printed: Printed, draw: random.Random) -> Captured:
    """Photographed from a screen: a grid of lit dots that beats with the sensor's own, cold light, a dark frame."""
    pose = Pose(FREE.share, (0.0, 10.0), FREE.roll)
    scene = photograph(printed, draw, pose, ("table",))
    w, h = scene.shot.image.size
    inverse = np.linalg.inv(scene.shot.matrix)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    depth = inverse[2, 0] * x + inverse[2, 1] * y + inverse[2, 2]
    across = (inverse[0, 0] * x + inverse[0, 1] * y + inverse[0, 2]) / depth
    down = (inverse[1, 0] * x + inverse[1, 1] * y + inverse[1, 2]) / depth
    pitch = draw.uniform(2.05, 3.2) * printed.pages[0].width / 1400
    pixels = np.asarray(scene.shot.image, np.float32)
    strength = draw.uniform(0.1, 0.2)
    grid = (
        np.stack([_lines(across / pitch + shift / 3) for shift in range(3)], axis=-1) + _lines(down / pitch)[..., None]
    )
    beat = _lines(across / (pitch * draw.uniform(14, 40)) + down / (pitch * draw.uniform(30, 90)))[..., None]
    cold = np.array([0.93, 1.0, 1.06], np.float32)
    shown = (pixels * 0.9 + 14) * (1 + strength * grid * 0.6 + 0.05 * beat) * cold
    outside = (across < 0) | (down < 0) | (across > printed.pages[0].width) | (down > printed.pages[0].height)
    shown[outside] = draw.uniform(8, 30)
    lit = Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8), "RGB").filter(ImageFilter.GaussianBlur(0.6))
    shot = Shot(grain(lit, draw, 3.0), scene.shot.matrix)
    return captured(shot, printed, jpeg(shot.image, draw.randint(78, 92)), "jpg", scene.cover)


def _lines(phase: np.ndarray) -> np.ndarray:
    """Return -1..1, one wave a whole number of ``phase``."""
    waves: np.ndarray = np.cos(phase * np.float32(math.tau))
    return waves


COPIES: Final[dict[str, Callable[[Printed, random.Random], Captured]]] = {
    "photocopy": _photocopy,
    "photocopy_sheet": _photocopy_sheet,
    "sheet": _sheet,
    "screen": _screen,
}
"""Every way of copying a paper."""
