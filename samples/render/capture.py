"""Photographs and scans flat pages, and carries their marks to the picture that a portal would upload.

``CAPTURES`` holds every way in which a paper is captured; the hand-held ones stand in ``photos``, copies and screens
in ``copies``.
"""

import math
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.render import copies, photos
from samples.render.optics import (
    Captured,
    Shot,
    captured,
    grain,
    jpeg,
    lay,
    lit,
    png,
    shadowed,
    to_shares,
    turn,
    turned,
)
from samples.render.printed import Printed
from samples.render.scenes import table
from samples.render.warp import Point, homography

__all__ = ["CAPTURES", "Captured", "Shot", "capture", "capture_pages", "grain", "jpeg", "lay", "to_shares", "turn"]


def capture(printed: Printed, kind: str, draw: random.Random) -> Captured:
    """Return the one page of ``printed`` captured as ``kind``, a key of ``CAPTURES``.

    Raises:
        ValueError: a paper of this size is not captured so (an A4 page lies on no A4 sheet).
    """
    return CAPTURES[kind](printed, draw)


def capture_pages(printed: Printed, kind: str, draw: random.Random) -> tuple[Captured, ...]:
    """Return one picture a page of ``printed``, each captured as ``kind`` by itself, marks on page 0 of its picture.

    Raises:
        ValueError: a paper of this size is not captured so.
    """
    singles = (
        Printed(
            (page,),
            tuple(replace(mark, page=0) for mark in printed.marks if mark.page == index),
            printed.corner,
        )
        for index, page in enumerate(printed.pages)
    )
    return tuple(capture(single, kind, draw) for single in singles)


def _flat(printed: Printed, draw: random.Random) -> Captured:
    """Lie on a flatbed: almost straight on white, faint noise, PNG or good JPEG."""
    shot = _flatbed(printed, draw)
    if draw.random() < 0.25:
        return captured(shot, printed, png(shot.image), "png")
    return captured(shot, printed, jpeg(shot.image, draw.randint(82, 94)), "jpg")


def _crop(printed: Printed, draw: random.Random) -> Captured:
    """Cut tightly by a scanning app: the page fills the picture."""
    shot = Shot(grain(printed.pages[0], draw, 2.0), np.eye(3))
    return captured(shot, printed, jpeg(shot.image, draw.randint(75, 90)), "jpg")


def _grey(printed: Printed, draw: random.Random) -> Captured:
    """Photocopied: grey, harder contrast, some specks."""
    shot = _flatbed(printed, draw)
    grey = shot.image.convert("L").point(lambda value: int(min(max((value - 128) * 1.15 + 140, 0), 255)))
    return captured(shot, printed, jpeg(grey, draw.randint(78, 90)), "jpg")


def _phone(printed: Printed, draw: random.Random) -> Captured:
    """Held above a table: mild perspective, uneven light, slight blur, noise, JPEG of 70 to 95."""
    shot = _held(printed, draw)
    return captured(shot, printed, jpeg(shot.image, draw.randint(70, 95)), "jpg")


def _rotated(printed: Printed, draw: random.Random) -> Captured:
    """Scanned sideways or upside down, with nothing that says so."""
    shot = turned(_flatbed(printed, draw), draw.choice([90, 180, 270]))
    return captured(shot, printed, jpeg(shot.image, draw.randint(80, 92)), "jpg")


def _exif(printed: Printed, draw: random.Random) -> Captured:
    """Photographed with the phone turned: pixels lie sideways, the EXIF orientation puts them right."""
    shot = _held(printed, draw)
    orientation, turn = draw.choice([(6, 90), (8, 270), (3, 180)])
    stored = shot.image.rotate(turn, expand=True)  # counter-clockwise; the reader turns it back
    exif = Image.Exif()
    exif[0x0112] = orientation
    return captured(shot, printed, jpeg(stored, draw.randint(74, 92), exif), "jpg")


def _unreadable(printed: Printed, draw: random.Random) -> Captured:
    """Tiny, out of focus, with a lamp's glare over the numbers: nobody can read it."""
    shot = _held(printed, draw)
    small = shot.image.resize((460, round(460 * shot.image.height / shot.image.width)), Image.Resampling.BILINEAR)
    blurred = _glare(small.filter(ImageFilter.GaussianBlur(5.5)), draw)
    scale = np.diag([small.width / shot.image.width, small.height / shot.image.height, 1.0])
    return captured(Shot(blurred, scale @ shot.matrix), printed, jpeg(grain(blurred, draw, 9.0), 24), "jpg")


CAPTURES: Final[dict[str, Callable[[Printed, random.Random], Captured]]] = {
    "flat": _flat,
    "crop": _crop,
    "grey": _grey,
    "phone": _phone,
    "rotated": _rotated,
    "exif": _exif,
    "unreadable": _unreadable,
    **photos.PHOTOS,
    **copies.COPIES,
}
"""Every way in which a paper is captured, by name."""


def _flatbed(printed: Printed, draw: random.Random) -> Shot:
    page = printed.pages[0]
    margin = draw.randint(30, 70)
    size = (page.width + 2 * margin, page.height + 2 * margin)
    matrix = turn(draw.uniform(-1.1, 1.1), page.size, size)
    image, _ = lay(page, matrix, size, printed.corner)
    return Shot(grain(image.filter(ImageFilter.GaussianBlur(0.5)), draw, 2.5), matrix)


def _held(printed: Printed, draw: random.Random) -> Shot:
    page = printed.pages[0]
    return _handheld(printed, draw) if page.width >= page.height else photos.gently(printed, draw)


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
    scene = shadowed(table(size, draw), mask)
    scene.paste(image, (0, 0), mask)
    bright = lit(scene, draw)
    return Shot(
        grain(bright.filter(ImageFilter.GaussianBlur(draw.uniform(0.5, 0.9))), draw, draw.uniform(3, 5)), matrix
    )


def _swung(point: Point, size: tuple[int, int], angle: float, draw: random.Random) -> Point:
    x, y = point[0] - size[0] / 2, point[1] - size[1] / 2
    swung = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
    return swung[0] + size[0] / 2 + draw.uniform(-26, 26), swung[1] + size[1] / 2 + draw.uniform(-20, 20)


def _glare(image: Image.Image, draw: random.Random) -> Image.Image:
    w, h = image.size
    spot = Image.new("L", image.size, 0)
    x, y = w * draw.uniform(0.4, 0.55), h * draw.uniform(0.3, 0.45)
    ImageDraw.Draw(spot).ellipse((x - w * 0.28, y - h * 0.22, x + w * 0.28, y + h * 0.22), fill=255)
    white = Image.new("RGB", image.size, (255, 255, 252))
    return Image.composite(white, image, spot.filter(ImageFilter.GaussianBlur(w * 0.06)))
