"""Draws plain printed pages, quickly and in many faces and layouts, for training the network on altered print.

They are no papers that Absah knows: labels with values, paragraphs and tables of made up words. Values are often in
another face, size or ink than labels, and some lines are typed over or stamped, so that two kinds of print on one page
are nothing unusual.
"""

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.forgeries.model import Pixels
from samples.forgeries.source import Shown
from samples.render.fonts import FOLDERS
from samples.render.printed import Box, Letters, Mark, around

FACES: Final = (
    "LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf", "LiberationMono-Regular.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf",
    "DejaVuSansMono.ttf", "NimbusSans-Regular.otf", "NimbusRoman-Regular.otf", "C059-Roman.otf", "C059-Bold.otf",
    "URWBookman-Light.otf", "P052-Roman.otf", "NimbusMonoPS-Bold.otf",
)  # fmt: skip
"""Font files of the pages. Left out for tests: DejaVu Serif, URW Gothic, Noto, OCR-A, OCR-B and all that others use."""
_PAIRS: Final = "badikumaniperasatiwalongankasuterimuhadubijatosealinorum"
_SYLLABLES: Final = tuple(_PAIRS[at : at + 2] for at in range(0, len(_PAIRS), 2))

Ground = NDArray[np.float32]


@dataclass
class _Sheet:
    """A page that is being set: the picture of the ink's colours and its cover, and the words so far."""

    image: Image.Image
    words: list[Letters]
    marks: list[Mark]


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font file of the known folders at ``size`` pixels an em."""
    path = next(found for folder in FOLDERS if folder.is_dir() for found in sorted(Path(folder).rglob(name)))
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def plain_page(seed: int) -> Shown:
    """Return a page of the seed, captured in one of the four ways that ``samples.forgeries`` knows."""
    draw = random.Random(f"altered plain {seed}")
    wide, high = draw.randint(620, 900), draw.randint(760, 1000)
    sheet = _Sheet(Image.fromarray(_ground(wide, high, draw)), [], [])
    _fill(sheet, draw)
    return _captured(sheet, draw)


# -- print ------------------------------------------------------------------------------------------------------------


def _ground(wide: int, high: int, draw: random.Random) -> Pixels:
    """Return paper: white, tinted, shaded, with a fine pattern of lines or with clouds."""
    tint = np.array([draw.randint(215, 255) for _ in range(3)], np.float32)
    if draw.random() < 0.35:
        tint[:] = draw.choice([255, 255, 252, 245])
    ground = np.ones((high, wide, 1), np.float32) * tint
    kind = draw.choice(["flat", "flat", "shade", "lines", "clouds"])
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32)
    if kind == "shade":
        ground -= (rows / high * draw.uniform(0, 50) + columns / wide * draw.uniform(0, 30))[..., None]
    elif kind == "lines":
        wave = draw.uniform(5, 22) * np.sin(columns / draw.uniform(15, 60) + draw.uniform(0, 6))
        lines = np.sin((rows + wave) * 2 * np.pi / draw.uniform(4, 14))
        colour = np.array([draw.uniform(-25, 5) for _ in range(3)], np.float32)
        ground += np.clip(lines, 0, 1)[..., None] * colour
    elif kind == "clouds":
        small = np.random.default_rng(draw.getrandbits(32)).normal(0, draw.uniform(3, 12), (high // 40, wide // 40, 3))
        ground += cv2.resize(small.astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    return cast("Pixels", np.clip(ground, 0, 255).astype(np.uint8))


def _word(draw: random.Random) -> str:
    kind = draw.random()
    if kind < 0.3:
        return "".join(draw.choice("0123456789") for _ in range(draw.randint(1, 16)))
    if kind < 0.38:
        return f"{draw.randint(1, 31):02d}-{draw.randint(1, 12):02d}-{draw.randint(1950, 2030)}"
    text = "".join(draw.choice(_SYLLABLES) for _ in range(draw.randint(1, 4)))
    return draw.choice([text, text.capitalize(), text.upper()])


def _fill(sheet: _Sheet, draw: random.Random) -> None:
    """Set lines down the page; labels and values, paragraphs, or a table of values."""
    size = draw.randint(15, 30)
    label, value = draw.choice(FACES), draw.choice(FACES)
    value = label if draw.random() < 0.5 else value
    sizes = (size, size if draw.random() < 0.6 else round(size * draw.uniform(0.8, 1.25)))
    inks = [_ink(draw), _ink(draw)] if draw.random() < 0.4 else [_ink(draw)] * 2
    wide, high = sheet.image.size
    y, left, kind = draw.randint(30, 70), draw.randint(25, 70), draw.choice(["labels", "labels", "prose", "table"])
    tab = left + draw.uniform(0.22, 0.4) * wide
    while y < high - 40:
        if draw.random() < 0.1:
            kind = draw.choice(["labels", "prose", "table"])
        x = float(left)
        if kind == "labels":
            x = _set(sheet, (x, y), _words(draw, 2), (label, sizes[0], inks[0]), (tab, ""))
            _set(sheet, (tab, y), _words(draw, 3), (value, sizes[1], inks[1]), (wide - 20, f"value{len(sheet.marks)}"))
        elif kind == "prose":
            _set(sheet, (x, y), [_word(draw) for _ in range(30)], (label, sizes[0], inks[0]), (wide - left, ""))
        else:
            for column in range(4):
                at = left + column * (wide - 2 * left) / 4
                name = f"value{len(sheet.marks)}"
                _set(sheet, (at, y), _words(draw, 1), (value, sizes[1], inks[1]), (at + wide / 4.6, name))
        y += round(size * draw.choice([1.35, 1.6, 1.6, 2.2]))
    _furniture(sheet, draw)


def _words(draw: random.Random, most: int) -> list[str]:
    return [_word(draw) for _ in range(draw.randint(1, most))]


def _ink(draw: random.Random) -> tuple[int, int, int]:
    dark = draw.randint(0, 70)
    if draw.random() < 0.7:
        return dark, dark, dark
    return dark, draw.randint(0, 80), draw.randint(40, 150)


def _set(
    sheet: _Sheet, at: tuple[float, float], texts: list[str], pen: tuple[str, int, tuple[int, int, int]],
    room: tuple[float, str],
) -> float:  # fmt: skip
    """Set words on a base line as far as ``room`` goes and return where they end; its name makes them a field."""
    file, size, ink = pen
    limit, name = room
    font = face(file, size)
    drawer = ImageDraw.Draw(sheet.image)
    x, base = at
    own: list[Letters] = []
    for text in texts:
        if x + font.getlength(text) > limit:
            break
        drawer.text((x, base), text, font=font, fill=ink, anchor="ls")
        own.append(Letters(text, 0, tuple(_letters(font, text, x, base))))
        x += font.getlength(text + " ")
    sheet.words += own
    if name and own:
        sheet.marks.append(Mark(name, " ".join(word.text for word in own), 0, around([word.box for word in own])))
    return x


def _letters(font: ImageFont.FreeTypeFont, text: str, x: float, base: float) -> list[Box]:
    boxes = []
    for place, letter in enumerate(text):
        left, top, right, bottom = font.getbbox(letter, anchor="ls")
        start = x + font.getlength(text[:place])
        boxes.append((start + left, base + top, start + max(right, left + 1), base + max(bottom, top + 1)))
    return boxes


def _furniture(sheet: _Sheet, draw: random.Random) -> None:
    """Draw rules, boxes, and a round stamp across the print, as genuine pages have them."""
    drawer = ImageDraw.Draw(sheet.image)
    wide, high = sheet.image.size
    for _ in range(draw.randint(0, 4)):
        y = draw.randint(20, high - 20)
        drawer.line((20, y, wide - 20, y), fill=_ink(draw), width=draw.randint(1, 3))
    if draw.random() < 0.4:
        x, y, r = draw.randint(120, wide - 120), draw.randint(120, high - 120), draw.randint(50, 100)
        colour = (draw.randint(0, 120), draw.randint(0, 80), draw.randint(90, 200))
        drawer.ellipse((x - r, y - r, x + r, y + r), outline=colour, width=draw.randint(2, 5))
        drawer.text((x, y), _word(draw), font=face(draw.choice(FACES), 20), fill=colour, anchor="mm")


# -- capture ----------------------------------------------------------------------------------------------------------


def _captured(sheet: _Sheet, draw: random.Random) -> Shown:
    """Return the page as a screenshot, a scanning app, a flatbed or a telephone gives it."""
    kind = draw.choice(["clean", "crop", "flatbed", "phone"])
    flat = np.asarray(sheet.image)
    scale = draw.uniform(0.75, 1.3)
    matrix = np.diag([scale, scale, 1.0])
    size = (round(flat.shape[1] * scale), round(flat.shape[0] * scale))
    if kind in {"flatbed", "phone"}:
        matrix = _turn(draw.uniform(-1.2, 1.2) * (1 if kind == "flatbed" else 3), size) @ matrix
    if kind in {"clean", "crop"}:
        method = draw.choice([cv2.INTER_AREA, cv2.INTER_LANCZOS4, cv2.INTER_CUBIC])
        pixels = cv2.resize(flat, size, interpolation=method).astype(np.float32)
    else:
        side = draw.choice([cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT])
        pixels = cv2.warpPerspective(flat, matrix, size, flags=cv2.INTER_CUBIC, borderMode=side).astype(np.float32)
    pixels = _sensed(cast("Ground", pixels), kind, draw)
    words = tuple(Letters(w.text, 0, tuple(_carried(box, matrix) for box in w.boxes)) for w in sheet.words)
    marks = tuple(Mark(m.name, m.value, 0, _carried(m.box, matrix)) for m in sheet.marks)
    inside = [word for word in words if _within(word.box, size)]
    return Shown(
        np.clip(np.rint(pixels), 0, 255).astype(np.uint8),
        tuple(mark for mark in marks if _within(mark.box, size)), tuple(inside), None, "plain", "drawn", kind,
    )  # fmt: skip


def _sensed(pixels: Ground, kind: str, draw: random.Random) -> Ground:
    """Return the picture with the lens's blur, light and the sensor's noise."""
    if kind == "clean":
        return pixels
    rough = np.random.default_rng(draw.getrandbits(32))
    if kind != "crop" or draw.random() < 0.4:
        pixels = cast("Ground", cv2.GaussianBlur(pixels, (0, 0), draw.uniform(0.3, 1.0)))
    if kind == "phone":
        light = np.linspace(draw.uniform(0.6, 1.0), 1.0, pixels.shape[1], dtype=np.float32)[None, :, None]
        pixels = pixels * light * draw.uniform(0.8, 1.0)
    noise = rough.normal(0, draw.uniform(1.0, 5.0), pixels.shape).astype(np.float32)
    if draw.random() < 0.4:  # noise after a device's own smoothing
        noise = 1.6 * cast("Any", cv2.GaussianBlur(noise, (0, 0), draw.uniform(0.4, 0.9)))
    pixels = pixels + noise
    if kind == "phone" and draw.random() < 0.5:  # a telephone's own sharpening
        soft = cv2.GaussianBlur(pixels, (0, 0), 1.2)
        pixels = pixels + draw.uniform(0.2, 0.8) * (pixels - soft)
    return cast("Ground", np.clip(pixels, 0, 255))


def _turn(degrees: float, size: tuple[int, int]) -> NDArray[np.float64]:
    turned = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), degrees, 0.97)
    return np.vstack([turned, [0, 0, 1]]).astype(np.float64)


def _carried(box: Box, matrix: NDArray[np.float64]) -> Box:
    corners = matrix @ np.array([(x, y, 1.0) for x in (box[0], box[2]) for y in (box[1], box[3])]).T
    return float(corners[0].min()), float(corners[1].min()), float(corners[0].max()), float(corners[1].max())


def _within(box: Box, size: tuple[int, int]) -> bool:
    return box[0] >= 4 and box[1] >= 4 and box[2] <= size[0] - 4 and box[3] <= size[1] - 4
