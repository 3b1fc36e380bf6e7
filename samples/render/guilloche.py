"""Security-print backgrounds: families of fine waving lines and rosettes, drawn as fields and not as strokes."""

import math
import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

Field = npt.NDArray[np.float32]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Paper:
    """Ground of a document: two colours that run into each other and the colour of the lines over them."""

    top: Colour
    bottom: Colour
    line: Colour
    strength: float = 0.35


def ground(width: int, height: int, paper: Paper, draw: random.Random) -> Image.Image:
    """Return a background of ``width`` x ``height`` pixels with two wave families and two rosettes."""
    paper = _tinted(paper, draw)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / np.float32(width)
    lines = np.maximum(_waves(x, y, draw), _waves(x, y, draw) * 0.8)
    for centre in ((0.2, 0.62), (0.66, 0.3)):
        reach = draw.uniform(0.16, 0.24)
        lines = np.maximum(lines, _rosette(x - centre[0], y - centre[1] * height / width, reach, draw))
    slope = (y * width / height)[..., None]
    base = np.asarray(paper.top, np.float32) * (1 - slope) + np.asarray(paper.bottom, np.float32) * slope
    share = (lines * paper.strength)[..., None]
    pixels = base * (1 - share) + np.asarray(paper.line, np.float32) * share
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")


def _tinted(paper: Paper, draw: random.Random) -> Paper:
    """Return the paper as another printing run would give it: a shade lighter or darker, lines stronger or weaker."""
    shade = draw.randint(-9, 7)
    shift = draw.randint(-5, 5)

    def moved(colour: Colour) -> Colour:
        red, green, blue = colour
        return min(red + shade, 255), min(green + shade + shift, 255), min(blue + shade, 255)

    return Paper(moved(paper.top), moved(paper.bottom), paper.line, paper.strength * draw.uniform(0.8, 1.15))


def _thin(phase: Field, sharpness: float = 5.0) -> Field:
    """Return 0..1, high where ``phase`` (in lines) is near a whole number."""
    return np.exp(-((np.abs(phase - np.round(phase)) * sharpness) ** 2)).astype(np.float32)


def _waves(x: Field, y: Field, draw: random.Random) -> Field:
    swing, period = draw.uniform(0.012, 0.03), draw.uniform(2.0, 4.5)
    tilt, shift = draw.uniform(-0.35, 0.35), draw.uniform(0, math.tau)
    bent = y + tilt * x + swing * np.sin(math.tau * period * x + shift) + 0.4 * swing * np.sin(math.tau * 11 * x)
    return _thin(bent * np.float32(draw.uniform(62, 84)))


def _rosette(x: Field, y: Field, reach: float, draw: random.Random) -> Field:
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    petals = draw.choice([8, 10, 12, 16])
    bent = radius * (1 + 0.16 * np.sin(petals * angle)) + 0.02 * np.sin(3 * petals * angle)
    fade = np.clip((reach - radius) / (reach * 0.4), 0, 1)
    return (_thin(bent * np.float32(90), 4.0) * fade * 0.9).astype(np.float32)
