"""Draws lines of machine readable print as scanners and phones see them, for training and measuring the line reader.

Faces: Debian's fonts-ocr-b (the print that ICAO Doc 9303 part 3 section 4 asks for), and a few other fixed faces in a
low share, so that the reader does not hang on one drawing of a letter. Texts are made of independent characters, zone
like ones too: a reader that knew names or check digits would mend what a forger got wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.render.fonts import FOLDERS

ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
HEIGHT: Final = 32
"""Pixels of height of the reader's input."""
WIDTH: Final = 320
"""Pixels of width of a training picture: ten to twenty-five characters."""
STRIDE: Final = 4
"""Pixels of the input for one column of the reader's answer."""
CAP: Final = 40
"""Pixels of height of a capital where glyphs are kept."""
FACES: Final = (
    ("OCRB.otf", 0.62),
    ("OCRBS.otf", 0.2),
    ("OCRBL.otf", 0.03),
    ("LiberationMono-Regular.ttf", 0.03),
    ("LiberationMono-Bold.ttf", 0.03),
    ("DejaVuSansMono.ttf", 0.03),
    ("DejaVuSansMono-Bold.ttf", 0.02),
    ("OCRA.ttf", 0.04),
)
"""Font file and share. OCRBS has square stroke ends, OCRBL is slanted."""

Floats = NDArray[np.float32]
Places = NDArray[np.floating]
Random = np.random.Generator


@dataclass(frozen=True)
class Glyphs:
    """Characters of one face, ``(37, H, W)`` 0..1 ink, capitals ``CAP`` px high, and their pitch in px."""

    ink: Floats
    pitch: float


@dataclass(frozen=True)
class Drawn:
    """A line's picture, ``(HEIGHT, W)`` grey 0..255, its text, and the columns (px) of the characters' middles."""

    picture: Floats
    text: str
    middles: tuple[float, ...]


@dataclass(frozen=True)
class Take:
    """How a line is captured.

    ``share`` of the crop's height that capitals take, ``seen`` px of a capital as captured, ``stretch`` of the face's
    width, ``hardness`` (0..1) of every fault.
    """

    share: float
    seen: float
    stretch: float
    hardness: float


@cache
def glyphs(face: str) -> Glyphs:
    """Return the characters of a font file, found in the known folders."""
    path = next(found for folder in FOLDERS if folder.is_dir() for found in sorted(folder.rglob(face)))
    probe = ImageFont.truetype(str(path), 200)
    box = probe.getbbox("H", anchor="ls")
    font = ImageFont.truetype(str(path), 200 * CAP / -box[1])
    pitch = float(font.getlength("<"))
    cell = round(pitch) + 16
    ink = np.zeros((len(ALPHABET), CAP + 24, cell), np.float32)
    for index, letter in enumerate(ALPHABET):
        image = Image.new("L", (cell, CAP + 24), 0)
        ImageDraw.Draw(image).text((8 + (round(pitch) - pitch) / 2, CAP + 12), letter, font=font, fill=255, anchor="ls")
        ink[index] = np.asarray(image, np.float32) / 255
    return Glyphs(ink, pitch)


def some_text(draw: Random, count: int) -> str:
    """Return ``count`` characters: at random, or in runs like those of a zone's names, numbers and dates."""
    kind = draw.random()
    if kind < 0.45:
        return "".join(draw.choice(list(ALPHABET), count))
    text = ""
    while len(text) < count:
        part = draw.random()
        if part < 0.4:
            text += "".join(draw.choice(list(ALPHABET[:26]), int(draw.integers(2, 11))))
        elif part < 0.7:
            text += "".join(draw.choice(list(ALPHABET[26:36]), int(draw.integers(2, 10))))
        else:
            text += "<" * int(draw.choice([1, 1, 1, 2, 2, 3, 5, 9, 16]))
    start = int(draw.integers(0, len(text) - count + 1))
    return text[start : start + count]


def draw_line(
    draw: Random, *, text: str | None = None, width: int | None = WIDTH, hardness: float = 1.0, face: str | None = None
) -> Drawn:
    """Return one line, drawn and captured by chance.

    With ``text`` the picture is as wide as that text needs, else it has ``width`` px and a text that fits. ``hardness``
    (0..1) scales every fault of the capture. ``text == ""`` gives ground without print.
    """
    name = face or str(draw.choice([entry for entry, _ in FACES], p=[share for _, share in FACES]))
    kit = glyphs(name)
    take = Take(
        share=float(draw.uniform(0.66 - 0.2 * hardness, 0.68 + 0.26 * hardness)),
        seen=float(np.exp(draw.uniform(np.log(22 - 13 * hardness), np.log(48)))),
        stretch=float(1 + draw.uniform(-0.2, 0.24) * hardness),
        hardness=hardness,
    )
    before, after = draw.uniform(0.05, 1.4, 2)  # margins, in pitches
    room = (WIDTH if width is None else width) / HEIGHT / take.share * CAP  # of the canvas, px at CAP
    pitch = kit.pitch * take.stretch
    if text is None:
        text = some_text(draw, max(int(room / pitch - before - after), 1))
    elif text:
        room = (len(text) + before + after) * pitch
    middles = (np.arange(len(text)) + 0.5 + before) * pitch
    ink = np.zeros((CAP * 5, int(np.ceil(room))), np.float32)
    middles = _set(draw, ink, (kit, text), middles, take)
    return _captured(draw, _inked(draw, ink, take), text, middles, take)


def _set(draw: Random, ink: Floats, print_: tuple[Glyphs, str], middles: Places, take: Take) -> Places:
    """Print a text, and lines above and below it, on a canvas; return where the characters' middles came to be (px)."""
    kit, text = print_
    (high, wide), pitch, hardness = ink.shape, kit.pitch * take.stretch, take.hardness
    middles = middles + draw.normal(0, 0.012 * pitch * hardness * draw.random(), len(text))
    lift = draw.normal(0, 0.012 * CAP * hardness * draw.random(), len(text))
    _place(ink, print_, middles, high / 2 + lift, take.stretch)
    if draw.random() < 0.55 * hardness:
        step = float(draw.uniform(1.35, 2.5)) * CAP
        for side in (-1, 1):
            if draw.random() < 0.6:
                other = some_text(draw, max(int(wide / pitch), 1))
                places = (np.arange(len(other)) + draw.uniform(-0.5, 0.5)) * pitch
                _place(ink, (kit, other), places, np.full(len(other), high / 2 + side * step), take.stretch)
    return middles


def _inked(draw: Random, ink: Floats, take: Take) -> Floats:
    """Return the ink after it ran into the paper, or took badly."""
    (high, wide), hardness = ink.shape, take.hardness
    spread = float(draw.uniform(0.6, 2.6))  # of ink into paper: blur, then cut at another level
    cut = float(0.5 + draw.uniform(-0.28, 0.26) * hardness)
    soft = cv2.GaussianBlur(ink, (0, 0), spread)
    ink = np.clip((soft - cut) * float(draw.uniform(2.5, 6)) / 1.6 + 0.5, 0, 1).astype(np.float32)
    if draw.random() < 0.25 * hardness:  # worn or badly inked print
        holes = cv2.resize(draw.random((high // 6, max(wide // 6, 1))).astype(np.float32), (wide, high))
        ink *= np.clip((holes - draw.uniform(0.05, 0.25)) * 6, 0.25, 1).astype(np.float32)
    return ink


def _place(ink: Floats, print_: tuple[Glyphs, str], middles: Places, heights: Places, stretch: float) -> None:
    kit, text = print_
    cell = max(round(kit.ink.shape[2] * stretch), 4)
    known: dict[str, Floats] = {}
    high, wide = ink.shape
    for letter, middle, height in zip(text, middles, heights, strict=True):
        if letter not in known:
            glyph = kit.ink[ALPHABET.index(letter)]
            known[letter] = cast("Floats", cv2.resize(glyph, (cell, glyph.shape[0]), interpolation=cv2.INTER_AREA))
        glyph = known[letter]
        left, top = round(middle - cell / 2), round(height - glyph.shape[0] / 2)
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + cell, wide), min(top + glyph.shape[0], high)
        if x0 < x1 and y0 < y1:
            part = ink[y0:y1, x0:x1]
            np.maximum(part, glyph[y0 - top : y1 - top, x0 - left : x1 - left], out=part)


def _captured(draw: Random, ink: Floats, text: str, middles: Places, take: Take) -> Drawn:
    """Return the canvas as a camera or scanner sees it, cut to the line and scaled to the reader's height."""
    share, seen, hardness = take.share, take.seen, take.hardness
    scale = seen / CAP
    high = max(round(seen / share), 6)
    wide = max(round(ink.shape[1] * scale), 8)
    matrix = _view(draw, ink.shape, (high, wide), take)
    soft = cv2.GaussianBlur(ink, (0, 0), 0.4 / scale) if scale < 0.8 else ink
    cover = cast("Floats", cv2.warpPerspective(soft, matrix, (wide, high), flags=cv2.INTER_LINEAR))
    contrast = float(draw.uniform(0.9 - 0.7 * hardness, 0.95))
    paper = _paper(draw, high, wide, seen, hardness * min(1.0, contrast * 1.7))
    picture = paper * (1 - contrast * cover)
    if len(text) and draw.random() < 0.08 * hardness:
        _beside(draw, picture, middles * scale, seen)
    picture = _lit(draw, picture, hardness)
    picture = _optics(draw, picture, seen, hardness)
    picture = _stored(draw, picture, hardness)
    across = round(wide * HEIGHT / high)
    method = cv2.INTER_AREA if high > HEIGHT else int(draw.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
    final = cv2.resize(picture, (across, HEIGHT), interpolation=method)
    points = np.stack([middles, np.full(len(text), ink.shape[0] / 2), np.ones(len(text))])
    mapped = matrix @ points
    places = mapped[0] / mapped[2] * across / wide
    return Drawn(cast("Floats", final), text, tuple(float(place) for place in places))


def _view(draw: Random, canvas: Sequence[int], target: tuple[int, int], take: Take) -> NDArray[np.float64]:
    """Return the matrix from the canvas to the captured crop: slant, shear, perspective, and where the crop lies."""
    (high, wide), hardness = target, take.hardness
    middle = canvas[0] / 2
    half = CAP / 2 / take.share
    slack = max(half - CAP / 2, 0)
    shift = float(draw.uniform(-0.75, 0.75)) * slack
    length = max(canvas[1], 1)
    slant = np.tan(np.radians(draw.normal(0, 1.1) * hardness)) * min(length, 12 * CAP)
    slant = float(np.clip(slant, -0.9 * slack - 0.12 * CAP * hardness, 0.9 * slack + 0.12 * CAP * hardness))
    tilt = float(draw.normal(0, 0.07) * hardness) * CAP
    narrow = float(draw.normal(0, 0.03) * hardness) * half
    source = np.array(
        [
            [tilt, middle - half + shift - slant / 2 + narrow],
            [length + tilt, middle - half + shift + slant / 2 - narrow],
            [length - tilt, middle + half + shift + slant / 2 + narrow],
            [-tilt, middle + half + shift - slant / 2 - narrow],
        ],
        np.float32,
    )
    goal = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    return cast("NDArray[np.float64]", cv2.getPerspectiveTransform(source, goal))


def _paper(draw: Random, high: int, wide: int, seen: float, hardness: float) -> Floats:
    """Return the ground, grey 0..255: plain, clouded, or with the fine curves that guard documents."""
    paper = np.full((high, wide), draw.uniform(150, 250), np.float32)
    if draw.random() < 0.5 * hardness:
        grid = draw.normal(0, 1, (max(int(high / seen * draw.uniform(0.5, 4)), 2), max(int(wide / seen * 1.5), 2)))
        paper += cv2.resize(grid.astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC) * float(
            draw.uniform(2, 22) * hardness
        )
    if draw.random() < 0.55 * hardness:
        y, x = np.mgrid[0:high, 0:wide].astype(np.float32) / seen
        for _ in range(int(draw.integers(1, 4))):
            angle, waves = draw.uniform(0, np.pi), float(draw.uniform(1.5, 9))
            along, over = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
            bent = over + float(draw.uniform(0, 0.6)) * np.sin(along * float(draw.uniform(0.3, 2)))
            curve = np.abs(np.sin(bent * waves)) < draw.uniform(0.15, 0.6)
            paper -= curve.astype(np.float32) * float(draw.uniform(4, 42) * hardness)
    if draw.random() < 0.12 * hardness:  # an edge of the page, a fold or a frame
        row = int(draw.choice([0, high - 1]))
        thick = max(int(high * draw.uniform(0.02, 0.14)), 1)
        paper[max(row - thick, 0) : row + thick] *= float(draw.uniform(0.2, 0.8))
    return paper


def _beside(draw: Random, picture: Floats, middles: Places, seen: float) -> None:
    """Darken what lies left or right of the line: a table, a finger, the page's edge."""
    gap = float(draw.uniform(0.62, 0.9)) * seen
    shade = float(draw.uniform(0.1, 0.8))
    if draw.random() < 0.5:
        picture[:, : max(int(middles.min() - gap), 0)] *= shade
    else:
        picture[:, max(int(middles.max() + gap), 0) :] *= shade


def _lit(draw: Random, picture: Floats, hardness: float) -> Floats:
    high, wide = picture.shape
    x = np.linspace(0, 1, wide, dtype=np.float32)[None]
    y = np.linspace(-0.5, 0.5, high, dtype=np.float32)[:, None]
    light: NDArray[np.floating] = 1 - float(draw.uniform(0, 0.5)) * hardness * (x if draw.random() < 0.5 else 1 - x)
    light = light + float(draw.uniform(-0.25, 0.25)) * hardness * y
    if draw.random() < 0.15 * hardness:  # the edge of a shadow
        place = (x - draw.random() + y * draw.uniform(-0.3, 0.3)) * float(draw.uniform(12, 120))
        edge = 1 / (1 + np.exp(-np.clip(place, -30, 30)))
        light = light * (1 - float(draw.uniform(0.2, 0.6)) * edge)
    picture = cast("Floats", picture * light)
    if draw.random() < 0.2 * hardness:
        centre, reach = draw.random(), draw.uniform(0.05, 0.5)
        spot = np.exp(-(((x - centre) / reach) ** 2) - ((y - draw.uniform(-0.7, 0.7)) / draw.uniform(0.3, 1.5)) ** 2)
        glare = (float(draw.uniform(225, 255)) - picture) * spot * float(draw.uniform(0.2, 0.82))
        picture = cast("Floats", picture + glare)
    return cast("Floats", np.clip(picture, 0, 255).astype(np.float32))


def _optics(draw: Random, picture: Floats, seen: float, hardness: float) -> Floats:
    if draw.random() < 0.8:
        blur = seen * float(draw.beta(1.3, 3.0)) * 0.16 * hardness
        if blur > 0.2:
            picture = cast("Floats", cv2.GaussianBlur(picture, (0, 0), blur))
    if draw.random() < 0.15 * hardness:
        length = max(int(seen * draw.uniform(0.05, 0.26)), 2)
        angle = draw.uniform(0, np.pi)
        kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
        dx, dy = np.cos(angle) * length / 2, np.sin(angle) * length / 2
        ends = ((round(length - dx), round(length - dy)), (round(length + dx), round(length + dy)))
        cv2.line(kernel, *ends, 1.0, 1)
        picture = cast("Floats", cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE))
    picture = picture + draw.normal(0, 1, picture.shape).astype(np.float32) * float(
        draw.uniform(0, 13) * hardness * draw.random()
    )
    return cast("Floats", np.clip(picture, 0, 255))


def _stored(draw: Random, picture: Floats, hardness: float) -> Floats:
    """Return the picture after what programs do to it: sharpening, copying, scaling, JPEG."""
    chance = draw.random()
    if chance < 0.12 * hardness:
        soft = cv2.GaussianBlur(picture, (0, 0), float(draw.uniform(0.8, 2.5)))
        picture = picture + (picture - soft) * float(draw.uniform(0.3, 1.6))
    elif chance < 0.24 * hardness:  # a photocopy: hard contrast, at worst black and white
        middle = float(np.median(picture)) * float(draw.uniform(0.55, 0.85))
        picture = (picture - middle) * float(draw.uniform(1.5, 12)) + 128
    picture = np.clip(picture, 0, 255).astype(np.float32)
    high, wide = picture.shape
    if high > 18 and draw.random() < 0.2 * hardness:
        share = float(draw.uniform(max(0.45, 13 / high), 0.95))
        small = cv2.resize(
            picture, (max(int(wide * share), 8), max(int(high * share), 6)), interpolation=cv2.INTER_AREA
        )
        picture = cast("Floats", cv2.resize(small, (wide, high), interpolation=cv2.INTER_LINEAR))
    if draw.random() < 0.7:
        x, y = (int(value) for value in draw.integers(0, 8, 2))
        padded = cv2.copyMakeBorder(picture.astype(np.uint8), y, 0, x, 0, cv2.BORDER_REPLICATE)
        quality = int(draw.uniform(95 - 72 * hardness, 96))
        _, packed = cv2.imencode(".jpg", padded, [cv2.IMWRITE_JPEG_QUALITY, quality])
        stored = cast("NDArray[np.uint8]", cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE))
        picture = stored[y:, x:].astype(np.float32)
    return picture
