"""Bad printing: what office printers and old forms do to a page before anybody photographs it."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from samples.render.optics import noise
from samples.render.printed import Printed


def worn(printed: Printed, kind: str, draw: random.Random) -> Printed:
    """Return the paper as printed by a printer of ``kind``, a key of ``WEAR``; marks stay where they are."""
    return replace(printed, pages=tuple(WEAR[kind](page, draw) for page in printed.pages))


def _faded(page: Image.Image, draw: random.Random) -> Image.Image:
    """Toner at its end: pale print that is weaker on one side."""
    ink = 255 - np.asarray(page, np.float32)
    across = np.linspace(draw.uniform(0.3, 0.6), draw.uniform(0.5, 0.9), page.width, dtype=np.float32)
    if draw.random() < 0.5:
        across = across[::-1]
    return _picture(255 - ink * across[None, :, None])


def _heavy(page: Image.Image, draw: random.Random) -> Image.Image:
    """Too much ink on soft paper: strokes run into each other."""
    thick = page.filter(ImageFilter.MinFilter(3))
    return Image.blend(page, thick, draw.uniform(0.5, 0.95)).filter(ImageFilter.GaussianBlur(0.7))


def _specked(page: Image.Image, draw: random.Random) -> Image.Image:
    """A dirty drum: dots of toner beside the print and pin holes in it."""
    chance = noise(draw).random((page.height, page.width), dtype=np.float32)
    grown = np.asarray(Image.fromarray(((chance < 0.00025) * 255).astype(np.uint8)).filter(ImageFilter.MaxFilter(3)))
    pixels = np.asarray(page, np.float32).copy()
    pixels[grown > 0] *= 0.25
    holes = np.asarray(Image.fromarray(((chance > 0.992) * 255).astype(np.uint8)).filter(ImageFilter.MaxFilter(3)))
    pixels[holes > 0] = pixels[holes > 0] * 0.35 + 255 * 0.65
    return _picture(pixels)


def _dots(page: Image.Image, draw: random.Random) -> Image.Image:
    """A needle printer with a tired ribbon: ink as rows of round dots, greyish blue."""
    pitch = max(round(page.width / 640), 2)
    y, x = np.mgrid[0 : page.height, 0 : page.width].astype(np.float32) / pitch
    needle = np.clip(1.25 - np.hypot(x % 1 - 0.5, y % 1 - 0.5) * draw.uniform(1.2, 1.7), 0, 1)
    thick = page.filter(ImageFilter.MinFilter(3))
    ink = (255 - np.asarray(thick.convert("L"), np.float32)) * needle * draw.uniform(0.7, 0.95)
    colour = np.asarray((1.0, 0.98, 0.86), np.float32)
    soft = _picture(255 - ink[..., None] * colour)
    return soft.filter(ImageFilter.GaussianBlur(0.6))


def _streaked(page: Image.Image, draw: random.Random) -> Image.Image:
    """A clogged head: level stripes without ink, a few on every page."""
    pixels = np.asarray(page, np.float32).copy()
    for _ in range(draw.randint(6, 18)):
        top = draw.randrange(page.height)
        rows = slice(top, top + draw.randint(1, 3))
        pixels[rows] = pixels[rows] * 0.3 + 255 * 0.7
    return _picture(pixels)


def _creased(page: Image.Image, draw: random.Random) -> Image.Image:
    """Folded twice and carried along: pale creases with a soft shade."""
    pixels = np.asarray(page, np.float32).copy()
    for share, axis in ((0.5, 0), (draw.choice([0.33, 0.5, 0.66]), 1)):
        size = pixels.shape[axis]
        far = np.abs(np.arange(size, dtype=np.float32) - size * (share + draw.uniform(-0.02, 0.02)))
        shade = 1 - 0.16 * np.exp(-far / (size * 0.012))
        lift = 70 * np.exp(-((far / (size * 0.0012)) ** 2))
        shape = (-1, 1, 1) if axis == 0 else (1, -1, 1)
        pixels = pixels * shade.reshape(shape) + lift.reshape(shape)
    return _picture(pixels)


WEAR: Final[dict[str, Callable[[Image.Image, random.Random], Image.Image]]] = {
    "faded": _faded,
    "heavy": _heavy,
    "specked": _specked,
    "dots": _dots,
    "streaked": _streaked,
    "creased": _creased,
}
"""Every kind of bad printing or handling, by name."""


def _picture(pixels: npt.NDArray[np.float32]) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")
