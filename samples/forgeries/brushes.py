"""What every editor of pictures does: cut, wipe, set text, lay a patch over a place, and note which pixels it set."""

import math
import random
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from samples.forgeries.model import Mask, Pixels
from samples.forgeries.source import Shown
from samples.render.fonts import font
from samples.render.printed import Box, Letters

Alpha = npt.NDArray[np.float32]
"""``(H, W)``, 0..1."""
Whole = tuple[int, int, int, int]

FACES: Final = (
    "sans",
    "sans-bold",
    "serif",
    "serif-bold",
    "dejavu",
    "dejavu-bold",
    "dejavu-serif",
    "mono",
    "mono-bold",
)


@dataclass
class Canvas:
    """A page that is being edited, and the mask of the pixels that were set."""

    page: Shown
    mask: Mask

    @classmethod
    def of(cls, page: Shown) -> "Canvas":
        """Return a canvas of ``page``, nothing set."""
        return cls(page, np.zeros(page.pixels.shape[:2], np.bool_))

    def whole(self, box: Box, pad: float = 0.0) -> Whole:
        """Return ``box`` in whole pixels with ``pad`` pixels around it, cut to the picture."""
        high, wide = self.mask.shape
        return (
            max(0, math.floor(box[0] - pad)), max(0, math.floor(box[1] - pad)),
            min(wide, math.ceil(box[2] + pad)), min(high, math.ceil(box[3] + pad)),
        )  # fmt: skip

    def cut(self, box: Whole) -> Pixels:
        """Return a copy of the pixels in ``box``."""
        x0, y0, x1, y1 = box
        return self.page.pixels[y0:y1, x0:x1].copy()

    def lay(self, patch: Pixels, corner: tuple[int, int], alpha: Alpha | None = None) -> None:
        """Lay ``patch`` with its upper left at ``corner``; ``alpha`` says how opaque it is."""
        x, y = corner
        high, wide = patch.shape[:2]
        wide, high = min(wide, self.mask.shape[1] - x), min(high, self.mask.shape[0] - y)
        if x < 0 or y < 0 or wide <= 0 or high <= 0:
            return
        patch = patch[:high, :wide]
        cover = np.ones((high, wide), np.float32) if alpha is None else alpha[:high, :wide]
        below = self.page.pixels[y : y + high, x : x + wide].astype(np.float32)
        mixed = below + (patch.astype(np.float32) - below) * cover[..., None]
        self.page.pixels[y : y + high, x : x + wide] = np.clip(np.rint(mixed), 0, 255).astype(np.uint8)
        self.mask[y : y + high, x : x + wide] |= cover > 0


def feather(shape: tuple[int, int], edge: float) -> Alpha:
    """Return an alpha of ``shape`` that falls off within ``edge`` pixels of its border; all 1 for an edge of 0."""
    if edge <= 0:
        return np.ones(shape, np.float32)
    rows = np.minimum(np.arange(shape[0]), np.arange(shape[0])[::-1])[:, None] + 0.5
    columns = np.minimum(np.arange(shape[1]), np.arange(shape[1])[::-1])[None, :] + 0.5
    return np.clip(np.minimum(rows, columns) / edge, 0, 1).astype(np.float32)


def wipe(canvas: Canvas, box: Box, how: str, draw: random.Random) -> None:
    """Take the print out of ``box``: ``flat`` colour, ``inpaint`` from around it, or ``texture`` copied from nearby."""
    x0, y0, x1, y1 = canvas.whole(box, 2)
    around = canvas.cut(canvas.whole(box, 6)).reshape(-1, 3).astype(int)
    light = around[around.sum(1) >= np.percentile(around.sum(1), 60)]
    if how == "flat":
        canvas.lay(np.full((y1 - y0, x1 - x0, 3), np.median(light, axis=0), np.uint8), (x0, y0))
        return
    if how == "texture":
        patch = _ground_near(canvas, (x0, y0, x1, y1), draw)
        if patch is not None:
            canvas.lay(patch, (x0, y0), feather(patch.shape[:2], draw.choice([0.0, 2.0])))
            return
    hole = np.zeros(canvas.mask.shape, np.uint8)
    hole[y0:y1, x0:x1] = 1
    frame = canvas.whole((x0, y0, x1, y1), 24)
    part = canvas.cut(frame)
    own = hole[frame[1] : frame[3], frame[0] : frame[2]]
    filled = cv2.inpaint(part, own, 4, draw.choice([cv2.INPAINT_TELEA, cv2.INPAINT_NS]))
    canvas.lay(filled.astype(np.uint8), (frame[0], frame[1]), own.astype(np.float32))


def _ground_near(canvas: Canvas, box: Whole, draw: random.Random) -> Pixels | None:
    """Return unprinted ground as large as ``box`` from beside it, where there is any."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    places = [(x0, y0 - high - 2), (x0, y1 + 2), (x1 + 2, y0), (x0 - wide - 2, y0), (x1 + wide, y0)]
    draw.shuffle(places)
    inked = [word.box for word in canvas.page.words]
    for x, y in places:
        if x < 0 or y < 0 or x + wide > canvas.mask.shape[1] or y + high > canvas.mask.shape[0]:
            continue
        if not any(b[0] < x + wide and b[2] > x and b[1] < y + high and b[3] > y for b in inked):
            return canvas.cut((x, y, x + wide, y + high))
    return None


def ink_of(canvas: Canvas, box: Box) -> tuple[int, int, int]:
    """Return the colour of the print in ``box``: its darkest twentieth."""
    values = canvas.cut(canvas.whole(box)).reshape(-1, 3).astype(int)
    dark = values[values.sum(1) <= np.percentile(values.sum(1), 6)]
    red, green, blue = (int(value) for value in np.median(dark, axis=0))
    return red, green, blue


@dataclass(frozen=True)
class Pen:
    """How text is set: a face, its size against what stood there, colour, blur in pixels, turn in degrees."""

    face: str
    scale: float
    colour: tuple[int, int, int]
    blur: float
    turn: float = 0.0
    grain: float = 0.0


def set_text(canvas: Canvas, word: Letters, text: str, pen: Pen, draw: random.Random) -> Box:
    """Set ``text`` where ``word`` stands, as high as its letters, and return the box of the new ink."""
    box = word.box
    high = float(np.median([b[3] - b[1] for b in word.boxes]))
    capital = font(pen.face, 100).getbbox("E0", anchor="ls")
    size = max(6.0, high / (-capital[1]) * 100 * pen.scale)
    face = font(pen.face, size)
    wide = math.ceil(face.getlength(text)) + 12
    tall = math.ceil(size * 1.6)
    layer = Image.new("L", (wide, tall), 0)
    ImageDraw.Draw(layer).text((6, tall * 0.72), text, font=face, fill=255, anchor="ls")
    if abs(pen.turn) > 0.15:
        layer = layer.rotate(-pen.turn, Image.Resampling.BICUBIC, center=(6, tall * 0.72))
    if pen.blur > 0:
        layer = layer.filter(ImageFilter.GaussianBlur(pen.blur))
    alpha = (np.asarray(layer, np.float32) / 255).astype(np.float32)
    bottom = float(np.median([b[3] for b in word.boxes[: max(1, len(word.boxes) // 3)]]))
    corner = (max(0, round(box[0]) - 6), max(0, round(bottom - tall * 0.72)))
    rough = np.random.default_rng(draw.getrandbits(32)).normal(0, pen.grain, (tall, wide, 3))
    ink = np.array(pen.colour, np.float64) + rough
    canvas.lay(np.clip(ink, 0, 255).astype(np.uint8), corner, alpha)
    rows, columns = np.nonzero(alpha > 0.1)
    if not len(rows):
        return box
    x, y = corner
    high_, wide_ = canvas.mask.shape
    return (
        min(x + int(columns.min()), wide_), min(y + int(rows.min()), high_),
        min(x + int(columns.max()) + 1, wide_), min(y + int(rows.max()) + 1, high_),
    )  # fmt: skip


def slope_of(word: Letters) -> float:
    """Return by how many degrees the word's base line falls to the right."""
    if len(word.boxes) < 4:
        return 0.0
    first, last = word.boxes[0], word.boxes[-1]
    return math.degrees(math.atan2(last[3] - first[3], max(1.0, last[0] - first[0])))
