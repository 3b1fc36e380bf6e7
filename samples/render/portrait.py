"""A portrait that shows nobody: head and shoulders as smooth shapes on a plain ground."""

import random

from PIL import Image, ImageDraw, ImageFilter

from samples.persons import Person

Colour = tuple[int, int, int]

_SCALE = 3
_SKIN: tuple[Colour, ...] = ((196, 154, 122), (178, 134, 103), (210, 170, 138), (164, 120, 92))
_CLOTH: tuple[Colour, ...] = ((58, 66, 88), (104, 60, 66), (54, 84, 74), (96, 88, 80), (70, 60, 96), (186, 184, 180))


def portrait(width: int, height: int, ground: Colour, person: Person) -> Image.Image:
    """Return a faceless bust of ``width`` x ``height`` pixels, alike on all papers of ``person``."""
    draw = random.Random(person.face)
    w, h = width * _SCALE, height * _SCALE
    image = Image.new("RGB", (w, h), ground)
    pen = ImageDraw.Draw(image)
    skin, cloth = draw.choice(_SKIN), draw.choice(_CLOTH)
    hair = (38, 32, 30)
    pen.ellipse((w * 0.06, h * 0.72, w * 0.94, h * 1.5), fill=cloth)
    pen.rounded_rectangle((w * 0.4, h * 0.55, w * 0.6, h * 0.8), w * 0.06, fill=_darker(skin, 0.88))
    if person.veiled:
        _veil(pen, w, h, draw.choice(_CLOTH))
    else:
        pen.ellipse((w * 0.27, h * 0.14, w * 0.73, h * 0.56), fill=hair)
    pen.ellipse((w * 0.31, h * 0.2, w * 0.69, h * 0.68), fill=skin)
    if not person.veiled:
        pen.chord((w * 0.29, h * 0.15, w * 0.71, h * 0.5), 190, 350, fill=hair)
    pen.ellipse((w * 0.38, h * 0.3, w * 0.53, h * 0.5), fill=_darker(skin, 1.06))
    return image.filter(ImageFilter.GaussianBlur(_SCALE * 1.6)).resize((width, height), Image.Resampling.LANCZOS)


def _veil(pen: ImageDraw.ImageDraw, w: float, h: float, cloth: Colour) -> None:
    pen.ellipse((w * 0.22, h * 0.1, w * 0.78, h * 0.76), fill=cloth)
    pen.polygon([(w * 0.24, h * 0.5), (w * 0.76, h * 0.5), (w * 0.86, h), (w * 0.14, h)], fill=cloth)


def _darker(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(round(part * factor), 255) for part in colour)
    return red, green, blue
