"""A portrait that shows nobody: head, hair and features as smooth shapes, another set for every face.

The features are drawn so that two persons differ as much as two photographs do: checks for re-used portraits are
measured on them (``bench/reuse``).
"""

import random
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples.persons import Person

Colour = tuple[int, int, int]

_SCALE: Final = 3
_SKIN: Final[tuple[Colour, ...]] = (
    (196, 154, 122), (178, 134, 103), (210, 170, 138), (164, 120, 92), (222, 184, 152), (148, 106, 80),
)  # fmt: skip
_CLOTH: Final[tuple[Colour, ...]] = (
    (58, 66, 88), (104, 60, 66), (54, 84, 74), (96, 88, 80), (70, 60, 96), (186, 184, 180), (222, 220, 214),
    (34, 34, 40), (150, 120, 70), (120, 140, 168),
)  # fmt: skip


@dataclass(frozen=True)
class _Head:
    """Where the parts of a head stand, in shares of the picture: middle, top, half width, height, line of the eyes."""

    x: float
    y: float
    half: float
    high: float
    eyes: float

    @property
    def chin(self) -> float:
        return self.y + self.high


def portrait(width: int, height: int, ground: Colour, person: Person) -> Image.Image:
    """Return the bust of nobody, ``width`` x ``height`` pixels, alike on all papers of ``person``."""
    draw = random.Random(person.face)
    w, h = width * _SCALE, height * _SCALE
    image = Image.new("RGB", (w, h), ground)
    pen = _Pen(ImageDraw.Draw(image), w, h)
    skin, cloth = draw.choice(_SKIN), draw.choice(_CLOTH)
    hair = draw.choice([(38, 32, 30), (28, 24, 26), (62, 48, 40), (84, 80, 78)])
    head = _Head(
        0.5 + draw.uniform(-0.035, 0.035),
        draw.uniform(0.16, 0.24),
        draw.uniform(0.165, 0.225),
        draw.uniform(0.44, 0.53),
        draw.uniform(0.42, 0.5),
    )
    _shoulders(pen, draw, head, skin, cloth)
    if person.veiled:
        _veil(pen, draw, head, draw.choice(_CLOTH))
    else:
        _hair_behind(pen, draw, head, hair)
    pen.ellipse((head.x - head.half, head.y, head.x + head.half, head.chin), skin)
    if not person.veiled:
        _fringe(pen, draw, head, hair)
    _face(pen, draw, head, skin, hair)
    soft = image.filter(ImageFilter.GaussianBlur(_SCALE * 1.1)).resize((width, height), Image.Resampling.LANCZOS)
    return _lit(soft, draw)


class _Pen:
    """Draws in shares of the picture."""

    def __init__(self, pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
        self._pen, self._w, self._h = pen, w, h

    def box(self, shares: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = shares
        return x0 * self._w, y0 * self._h, x1 * self._w, y1 * self._h

    def ellipse(self, shares: tuple[float, float, float, float], fill: Colour) -> None:
        self._pen.ellipse(self.box(shares), fill=fill)

    def chord(self, shares: tuple[float, float, float, float], span: tuple[float, float], fill: Colour) -> None:
        self._pen.chord(self.box(shares), *span, fill=fill)

    def rectangle(self, shares: tuple[float, float, float, float], fill: Colour, radius: float = 0.0) -> None:
        self._pen.rounded_rectangle(self.box(shares), radius * self._w, fill=fill)

    def polygon(self, points: list[tuple[float, float]], fill: Colour) -> None:
        self._pen.polygon([(x * self._w, y * self._h) for x, y in points], fill=fill)

    def arc(
        self, shares: tuple[float, float, float, float], span: tuple[float, float], fill: Colour, wide: float
    ) -> None:
        self._pen.arc(self.box(shares), *span, fill=fill, width=max(1, round(wide * self._w)))


def _shoulders(pen: _Pen, draw: random.Random, head: _Head, skin: Colour, cloth: Colour) -> None:
    top, half = head.chin + draw.uniform(0.06, 0.12), draw.uniform(0.38, 0.52)
    lean = draw.uniform(-0.05, 0.05)
    pen.ellipse((head.x - half + lean, top, head.x + half + lean, top + 0.9), cloth)
    pen.rectangle((head.x - 0.1, head.chin - 0.1, head.x + 0.1, top + 0.08), _shaded(skin, 0.86), 0.05)
    collar = draw.choice(["shirt", "round", "jacket", "none"])
    pale = _shaded(cloth, draw.choice([0.6, 1.5]))
    deep = top + draw.uniform(0.1, 0.22)
    if collar == "shirt":
        for side in (-1, 1):
            pen.polygon([(head.x, top + 0.05), (head.x + side * 0.16, top), (head.x + side * 0.1, deep)], pale)
    elif collar == "round":
        pen.ellipse((head.x - 0.14, top - 0.03, head.x + 0.14, top + 0.1), pale)
        pen.ellipse((head.x - 0.11, top - 0.06, head.x + 0.11, top + 0.06), _shaded(skin, 0.9))
    elif collar == "jacket":
        pen.polygon([(head.x - 0.13, top + 0.01), (head.x + 0.13, top + 0.01), (head.x, 1.05)], (228, 228, 224))
        pen.polygon([(head.x - 0.03, top + 0.06), (head.x + 0.03, top + 0.06), (head.x, 1.05)], draw.choice(_CLOTH))


def _veil(pen: _Pen, draw: random.Random, head: _Head, cloth: Colour) -> None:
    loose, fall = draw.uniform(0.03, 0.09), draw.uniform(0.2, 0.4)
    box = (head.x - head.half - loose, head.y - draw.uniform(0.02, 0.06), head.x + head.half + loose, head.chin + 0.12)
    pen.ellipse(box, cloth)
    left, right = head.x - head.half - fall, head.x + head.half + fall
    low = draw.uniform(0.8, 1.05)
    pen.polygon(
        [(box[0] + 0.01, head.eyes), (box[2] - 0.01, head.eyes), (right, low), (head.x, 1.05), (left, low)], cloth
    )
    fold, dark = draw.uniform(-0.12, 0.12), _shaded(cloth, draw.choice([0.7, 1.3]))
    pen.polygon([(head.x - 0.1, head.chin), (head.x + 0.14, head.chin), (head.x + fold, 1.0)], dark)


def _hair_behind(pen: _Pen, draw: random.Random, head: _Head, hair: Colour) -> None:
    over, aside = draw.uniform(0.03, 0.09), draw.uniform(0.01, 0.07)
    low = draw.choice([head.eyes, head.eyes + 0.06, head.chin - 0.02, head.chin + draw.uniform(0.08, 0.25)])
    pen.ellipse((head.x - head.half - aside, head.y - over, head.x + head.half + aside, head.eyes + 0.12), hair)
    if low > head.eyes + 0.1:
        left = head.x - head.half - aside
        pen.rectangle((left, head.eyes - 0.08, head.x + head.half + aside, low), hair, 0.06)
    for side in (-1, 1):
        ear = head.x + side * head.half
        pen.ellipse((ear - 0.03, head.eyes - 0.02, ear + 0.03, head.eyes + 0.1), _shaded((180, 136, 106), 0.95))


def _fringe(pen: _Pen, draw: random.Random, head: _Head, hair: Colour) -> None:
    kind, low = draw.choice(["straight", "left", "right", "high"]), head.y + draw.uniform(0.1, 0.2)
    box = (head.x - head.half - 0.005, head.y - 0.01, head.x + head.half + 0.005, 2 * low - head.y)
    if kind == "straight":
        pen.chord(box, (180, 360), hair)
    elif kind != "high":
        pen.chord(box, (170, 330) if kind == "left" else (210, 370), hair)
    else:
        pen.chord((box[0], box[1], box[2], head.y + 0.16), (195, 345), hair)


def _face(pen: _Pen, draw: random.Random, head: _Head, skin: Colour, hair: Colour) -> None:
    apart, wide, open_ = draw.uniform(0.075, 0.105), draw.uniform(0.03, 0.045), draw.uniform(0.009, 0.018)
    brow, thick = draw.uniform(0.035, 0.06), draw.uniform(0.012, 0.028)
    glasses = draw.random() < 0.15
    for side in (-1, 1):
        x = head.x + side * apart
        pen.ellipse((x - wide, head.eyes - 0.02, x + wide, head.eyes + 0.03), _shaded(skin, 0.84))
        pen.ellipse((x - wide, head.eyes - open_, x + wide, head.eyes + open_), (226, 220, 212))
        pen.ellipse((x - 0.014, head.eyes - 0.014, x + 0.014, head.eyes + 0.014), (34, 26, 22))
        lift = draw.uniform(-0.01, 0.02)
        pen.arc((x - 0.06, head.eyes - brow - lift, x + 0.06, head.eyes + 0.06), (205, 335), hair, thick)
        if glasses:
            pen.arc((x - 0.062, head.eyes - 0.035, x + 0.062, head.eyes + 0.04), (0, 360), (40, 38, 40), 0.012)
    low, nose = head.eyes + draw.uniform(0.1, 0.15), draw.uniform(0.028, 0.05)
    pen.ellipse((head.x - nose * 0.5, head.eyes, head.x + nose * 0.5, low), _shaded(skin, 1.07))
    pen.ellipse((head.x - nose, low - 0.02, head.x + nose, low + 0.015), _shaded(skin, 0.8))
    mouth, lips = low + draw.uniform(0.045, 0.075), draw.uniform(0.045, 0.08)
    full = draw.uniform(0.01, 0.022)
    pen.ellipse((head.x - lips, mouth - full, head.x + lips, mouth + full), draw.choice([(150, 84, 80), (128, 78, 72)]))
    if draw.random() < 0.2:
        pen.ellipse((head.x - lips, low + 0.012, head.x + lips, mouth - full), hair)
    cheek = draw.uniform(0.75, 0.95)
    side = draw.choice([-1, 1])
    x = head.x + side * head.half * 0.8
    pen.ellipse((x - 0.03, head.eyes + 0.02, x + 0.03, head.eyes + 0.16), _shaded(skin, cheek))


def _lit(image: Image.Image, draw: random.Random) -> Image.Image:
    """Return the portrait lit from one side, as strongly as studio lamps do."""
    angle, least = draw.uniform(0, 360), draw.uniform(150, 225)
    slope = Image.linear_gradient("L").rotate(angle, Image.Resampling.BILINEAR, expand=False)
    light = (
        slope.crop((40, 40, 216, 216))
        .resize(image.size)
        .point(lambda value: round(least + (255 - least) * value / 255))
    )
    return ImageChops.multiply(image, Image.merge("RGB", (light, light, light)))


def _shaded(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(round(part * factor), 255) for part in colour)
    return red, green, blue
