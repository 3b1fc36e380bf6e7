"""Alters print on drawn pages for training: figures, retyped, spliced and emptied words."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import cv2
import numpy as np

from samples.forgeries.brushes import Canvas, Pen, feather, ink_of, set_text, slope_of, wipe
from samples.forgeries.model import NotMade
from samples.forgeries.pictures import other_value
from samples.forgeries.source import Shown
from samples.render.printed import Box, Letters

Words = list[Letters]
Edit = Callable[[Canvas, Words, Shown, random.Random], None]
"""Changes neighbouring words of a canvas; the page given besides is another one to take print from."""

FACES: Final = ("sans", "serif", "serif-bold", "dejavu", "mono")
"""Faces that training types in."""
OTHER_FACES: Final = ("sans-bold", "dejavu-bold", "dejavu-serif", "mono-bold")
"""Faces that are left to tests."""


def figures(canvas: Canvas, words: Words, _: Shown, draw: random.Random) -> None:
    """One to three letters or figures are covered by others of the page."""
    pool = [(word, at) for word in canvas.page.words for at in range(len(word.text)) if word.text[at].isalnum()]
    places = [(word, at) for word in words for at in range(len(word.text)) if word.text[at].isalnum()]
    done = 0
    for word, at in draw.sample(places, min(len(places), draw.randint(1, 3))):
        glyph, digit = word.boxes[at], word.text[at].isdigit()
        near = [
            (other, place)
            for other, place in pool
            if other.text[place] != word.text[at]
            and other.text[place].isdigit() is digit
            and abs((_tall(other.boxes[place])) / max(1.0, _tall(glyph)) - 1) < 0.15
        ]
        if near:
            other, place = draw.choice(near)
            _lay(canvas, other.boxes[place], glyph, draw)
            done += 1
    if not done:
        raise NotMade("no letter to copy")


def _lay(canvas: Canvas, source: Box, target: Box, draw: random.Random) -> None:
    patch = canvas.cut(canvas.whole(source, max(1.0, draw.uniform(0.05, 0.2) * _tall(target))))
    if draw.random() < 0.3:
        patch = np.clip(patch.astype(np.int16) + draw.randint(-6, 6), 0, 255).astype(np.uint8)
    x = round((target[0] + target[2] - patch.shape[1]) / 2)
    y = round((target[1] + target[3] - patch.shape[0]) / 2)
    if draw.random() < 0.3:
        wipe(canvas, target, draw.choice(["flat", "inpaint"]), draw)
    canvas.lay(patch, (max(x, 0), max(y, 0)), feather(patch.shape[:2], draw.choice([0.0, 0.0, 1.0, 1.5, 2.0])))


def retype(canvas: Canvas, words: Words, _: Shown, draw: random.Random, faces: Sequence[str] = FACES) -> None:
    """Words are wiped and typed anew."""
    box, colour = _around(words), ink_of(canvas, _around(words))
    jitter = draw.choice([0, 0, 12, 40])
    red, green, blue = (int(np.clip(part + draw.randint(-jitter, jitter), 0, 255)) for part in colour)
    pen = Pen(
        draw.choice(faces), draw.choice([1.0, draw.uniform(0.88, 1.14)]), (red, green, blue),
        draw.choice([0.0, 0.3, 0.5, draw.uniform(0.3, 1.0)]), slope_of(max(words, key=lambda w: len(w.text))),
        draw.choice([0.0, 0.0, draw.uniform(1, 5)]),
    )  # fmt: skip
    wipe(canvas, box, draw.choice(["flat", "texture", "inpaint"]), draw)
    for word in words:
        set_text(canvas, word, other_value(word.text, draw), pen, draw)


def splice(canvas: Canvas, words: Words, donor: Shown, draw: random.Random) -> None:
    """Words are covered by a word of another page, scaled to their height."""
    box = _around(words)
    tall = _tall(box)
    near = [word for word in donor.words if len(word.text) >= 2 and 0.5 < tall / max(1.0, _tall(word.box)) < 1.8]
    if not near:
        raise NotMade("the donor has no such word")
    word = draw.choice(near)
    pad = max(1.0, draw.uniform(0.05, 0.25) * _tall(word.box))
    theirs = Canvas.of(donor)
    patch = theirs.cut(theirs.whole(word.box, pad))
    scale = tall / _tall(word.box) if draw.random() < 0.7 else 1.0
    size = (max(4, round(patch.shape[1] * scale)), max(4, round(patch.shape[0] * scale)))
    patch = np.asarray(cv2.resize(patch, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    if draw.random() < 0.5:  # made as light as the new place
        there = np.percentile(canvas.cut(canvas.whole(box, 4)).reshape(-1, 3), 80, axis=0)
        own = np.percentile(patch.reshape(-1, 3), 80, axis=0)
        patch = np.clip(patch + (there - own), 0, 255).astype(np.uint8)
    wipe(canvas, box, draw.choice(["inpaint", "texture", "flat"]), draw)
    corner = (max(0, round(box[0] - pad)), max(0, round(box[1] - pad)))
    canvas.lay(patch, corner, feather(patch.shape[:2], draw.choice([0.0, 0.0, 1.5, 2.5])))


def empty(canvas: Canvas, words: Words, _: Shown, draw: random.Random) -> None:
    """Words are painted out."""
    wipe(canvas, _around(words), draw.choice(["inpaint", "texture", "flat"]), draw)


def copied(canvas: Canvas, words: Words, _: Shown, draw: random.Random) -> None:
    """Words are covered by another word of the same page."""
    box = _around(words)
    near = [
        word for word in canvas.page.words
        if word not in words and len(word.text) >= 3 and 0.8 < _tall(word.box) / max(1.0, _tall(box)) < 1.25
    ]  # fmt: skip
    if not near:
        raise NotMade("no word of that height")
    patch = canvas.cut(canvas.whole(draw.choice(near).box, max(1.0, 0.12 * _tall(box))))
    wipe(canvas, box, draw.choice(["inpaint", "texture"]), draw)
    canvas.lay(patch, (max(0, round(box[0])), max(0, round(box[3]) - patch.shape[0])), feather(patch.shape[:2], 1.0))


EDITS: Final[tuple[tuple[Edit, float], ...]] = ((figures, 0.3), (retype, 0.4), (splice, 0.2), (empty, 0.1))
"""Every edit of the training and its share."""
OTHER_EDITS: Final[tuple[tuple[Edit, float], ...]] = (
    (figures, 0.25), (partial(retype, faces=OTHER_FACES), 0.25), (splice, 0.15), (empty, 0.1), (copied, 0.25)
)  # fmt: skip
"""Edits of the test: other faces, and copies of whole words, which training does not see."""


def _tall(box: Box) -> float:
    return box[3] - box[1]


def _around(words: Words) -> Box:
    boxes = [word.box for word in words]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
