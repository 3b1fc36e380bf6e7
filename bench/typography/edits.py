"""Edits of one critical field, as programs on a telephone or a desk make them, with the place that was changed.

Five kinds: digits pasted from elsewhere on the same picture; the value covered and typed anew; a value cut from another
picture; a value copied within the picture; the ground mended (inpainting) and the value typed with matching blur and
grain. Nothing here knows what the checks measure.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.typography.specimens import Pixels, Specimen
from extractors.model import Region
from samples.render.fonts import font
from validators.forensics import glyphs
from validators.forensics.checks.typography import CRITICAL

FACES: Final = ("sans", "sans-bold", "serif", "serif-bold", "dejavu", "dejavu-bold", "mono", "ocra", "ocrb")
Box = tuple[int, int, int, int]
_SMALLEST: Final = 12


@dataclass(frozen=True)
class Edited:
    """An edited picture: its kind, pixels, the field, and the box in pixels that was changed."""

    kind: str
    pixels: Pixels
    field: str
    box: Box


@dataclass(frozen=True)
class _Line:
    field: str
    box: Box
    letters: glyphs.Letters
    text: str


@dataclass(frozen=True)
class _Desk:
    """What an editor has before it: the picture, the value in question, all values, other pictures, and chance."""

    pixels: Pixels
    line: _Line
    lines: list[_Line]
    others: Sequence[Specimen]
    draw: random.Random


_Done = tuple[Pixels, Box] | None


def edited(kind: str, one: Specimen, pixels: Pixels, others: Sequence[Specimen], draw: random.Random) -> Edited | None:
    """Return ``pixels`` (of ``one``, maybe saved once since) with an edit of ``kind``; None where it cannot be made."""
    lines = _lines(one, pixels)
    targets = [line for line in lines if line.field in CRITICAL and len(line.letters) >= 3]
    draw.shuffle(targets)
    for line in targets:
        found = EDITS[kind](_Desk(pixels.copy(), line, lines, others, draw))
        if found is not None:
            return Edited(kind, found[0], line.field, found[1])
    return None


def _lines(one: Specimen, pixels: Pixels) -> list[_Line]:
    high, wide = pixels.shape[:2]
    found = []
    for name, region in one.fields.items():
        box = _pixels(region, wide, high)
        letters = glyphs.letters(pixels, box)
        if letters is not None and letters.size >= _SMALLEST:
            own = [
                word.text
                for word in one.words
                if word.region.common(region) > 0.6 * word.region.width * word.region.height
            ]
            found.append(_Line(name, box, letters, " ".join(own) or one.values[name]))
    return found


def _is_in(word: Region, field: Region) -> bool:
    return word.common(field) > 0.6 * word.width * word.height


def _pixels(region: Region, wide: int, high: int) -> Box:
    return int(region.x0 * wide), int(region.y0 * high), round(region.x1 * wide), round(region.y1 * high)


# -- the kinds --------------------------------------------------------------------------------------------------------


def _digits(desk: _Desk) -> _Done:
    """Paste one to three figures from elsewhere on the picture, each a rectangle, some with a soft rim."""
    pixels, line, lines, draw = desk.pixels, desk.line, desk.lines, desk.draw
    numeric = [one for one in lines if sum(c.isdigit() for c in one.text) > 0.6 * len(one.text.replace(" ", ""))]
    if line not in numeric:
        return None
    alike = [one for one in numeric if abs(one.letters.size / line.letters.size - 1) < 0.15]
    sources = [box for one in alike for box in one.letters.boxes]
    count = draw.randint(1, 3)
    start = draw.randrange(max(1, len(line.letters) - count))
    targets = line.letters.boxes[start : start + count]
    done: list[Box] = []
    source_pixels = pixels.copy()
    for target in targets:
        room = 0.3 * line.letters.size
        choices = [box for box in sources if box != target and abs(_wide(box) - _wide(target)) < room]
        if not choices:
            return None
        source = draw.choice(choices)
        dy = target[3] - source[3] + draw.choice([0, 0, 0, 1, -1])
        dx = round((target[0] + target[2] - source[0] - source[2]) / 2)
        pad = 2
        wide = max(source[2] - source[0], target[2] - target[0]) // 2 + pad
        middle = (source[0] + source[2]) // 2
        top, bottom = min(source[1], target[1] - dy) - pad, max(source[3], target[3] - dy) + pad
        cut = (middle - wide, top, middle + wide, bottom)
        if not _paste(pixels, source_pixels, cut, (dx, dy), draw):
            return None
        done.append((cut[0] + dx, cut[1] + dy, cut[2] + dx, cut[3] + dy))
    return pixels, _around(done)


def _paste(pixels: Pixels, source: Pixels, cut: Box, move: tuple[int, int], draw: random.Random) -> bool:
    """Copy ``cut`` of ``source`` by ``move``; often its ground is matched, sometimes its rim is soft."""
    x0, y0, x1, y1 = cut
    dx, dy = move
    high, wide = pixels.shape[:2]
    if min(x0, y0, x0 + dx, y0 + dy) < 0 or max(x1, x1 + dx) > wide or max(y1, y1 + dy) > high or x1 <= x0 or y1 <= y0:
        return False
    patch = source[y0:y1, x0:x1].astype(np.float32)
    there = pixels[y0 + dy : y1 + dy, x0 + dx : x1 + dx].astype(np.float32)
    if draw.random() < 0.5:
        level = np.percentile(there, 80, axis=(0, 1)) - np.percentile(patch, 80, axis=(0, 1))
        patch += level.astype(np.float32)
    alpha = np.ones(patch.shape[:2], np.float32)
    if draw.random() < 0.4:
        alpha[[0, -1]], alpha[:, [0, -1]] = 0.5, 0.5
    mixed = there * (1 - alpha[..., None]) + patch * alpha[..., None]
    pixels[y0 + dy : y1 + dy, x0 + dx : x1 + dx] = np.clip(mixed, 0, 255).astype(np.uint8)
    return True


def _retype(desk: _Desk) -> _Done:
    """Cover all or a part of the value with the ground's colour and type over it."""
    pixels, line = desk.pixels, desk.line
    box = _ink_box(line)
    region = pixels[box[1] : box[3], box[0] : box[2]]
    ground = np.percentile(region.reshape(-1, 3), 75, axis=0)
    cover = _grown(box, round(0.12 * line.letters.size) + 1, pixels.shape)
    pixels[cover[1] : cover[3], cover[0] : cover[2]] = ground.astype(np.uint8)
    _type(desk, box)
    return pixels, cover


def _inpaint(desk: _Desk) -> _Done:
    """Take the value away as a healing brush does, and type the new one with blur and grain like the old."""
    pixels, line, draw = desk.pixels, desk.line, desk.draw
    box = _ink_box(line)
    ink = _ink(pixels, line)
    around = _grown(box, round(0.6 * line.letters.size), pixels.shape)
    part = pixels[around[1] : around[3], around[0] : around[2]]
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    dark = (grey < np.percentile(grey, 75) - 25).astype(np.uint8) * 255
    inner = np.zeros_like(dark)
    inner[box[1] - around[1] : box[3] - around[1] + 2, max(box[0] - around[0] - 2, 0) : box[2] - around[0] + 2] = 255
    mask = cv2.dilate(dark & inner, np.ones((3, 3), np.uint8), iterations=2)
    grain = float(np.std(grey.astype(np.float32) - cv2.GaussianBlur(grey, (0, 0), 1.0), where=mask == 0))
    healed = cv2.inpaint(part, mask, 3, draw.choice([cv2.INPAINT_TELEA, cv2.INPAINT_NS])).astype(np.float32)
    rough = np.random.default_rng(draw.getrandbits(32)).standard_normal(mask.shape, dtype=np.float32) * grain
    healed += np.where(mask > 0, rough, 0)[..., None]
    pixels[around[1] : around[3], around[0] : around[2]] = np.clip(healed, 0, 255).astype(np.uint8)
    _type(desk, box, ink=ink, grain=grain)
    return pixels, box


def _splice(desk: _Desk) -> _Done:
    """Lay the same kind of value, cut from another picture and scaled to its height, over this one."""
    pixels, line, others, draw = desk.pixels, desk.line, desk.others, desk.draw
    same = [one for one in others if line.field in one.fields]
    draw.shuffle(same)
    for other in same[:3]:
        stored = saved(other.pixels, draw.choice([0, draw.randint(70, 95)]))
        found = [one for one in _lines(other, stored) if one.field == line.field]
        if not found:
            continue
        source, scale = found[0], line.letters.size / found[0].letters.size
        cut = _grown(_ink_box(source), round(0.15 * source.letters.size) + 1, stored.shape)
        patch = stored[cut[1] : cut[3], cut[0] : cut[2]]
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        patch = cast("Pixels", cv2.resize(patch, None, fx=scale, fy=scale, interpolation=how))
        box = _ink_box(line)
        x, y = box[0] - round(0.15 * line.letters.size), box[3] + round(0.15 * line.letters.size) - patch.shape[0]
        x1, y1 = x + patch.shape[1], y + patch.shape[0]
        if not (0.75 < scale < 1.33) or min(x, y) < 0 or x1 > pixels.shape[1] or y1 > pixels.shape[0]:
            continue
        there = pixels[y:y1, x:x1].astype(np.float32)
        level = np.percentile(there, 80, axis=(0, 1)) - np.percentile(patch.astype(np.float32), 80, axis=(0, 1))
        pixels[y:y1, x:x1] = np.clip(patch + level, 0, 255).astype(np.uint8)
        return pixels, (x, y, x1, y1)
    return None


def _copy(desk: _Desk) -> _Done:
    """Copy letters of another value of the picture over a part of this one."""
    pixels, line, lines, draw = desk.pixels, desk.line, desk.lines, desk.draw
    alike = [one for one in lines if one.field != line.field and abs(one.letters.size / line.letters.size - 1) < 0.12]
    draw.shuffle(alike)
    for source in alike:
        count = min(len(source.letters), len(line.letters), draw.randint(3, 8))
        if count < 3:
            continue
        start, place = draw.randrange(len(source.letters) - count + 1), draw.randrange(len(line.letters) - count + 1)
        cut = _grown(_around(source.letters.boxes[start : start + count]), 3, pixels.shape)
        there = _around(line.letters.boxes[place : place + count])
        move = (there[0] - cut[0] - 3, there[3] - cut[3] + 3)
        if _paste(pixels, pixels.copy(), cut, move, draw):
            return pixels, (cut[0] + move[0], cut[1] + move[1], cut[2] + move[0], cut[3] + move[1])
    return None


EDITS: Final[dict[str, Callable[[_Desk], _Done]]] = {
    "digits": _digits,
    "retype": _retype,
    "splice": _splice,
    "copy": _copy,
    "inpaint": _inpaint,
}


# -- typing -----------------------------------------------------------------------------------------------------------


Colour = tuple[float, ...]


def _type(desk: _Desk, box: Box, *, ink: Colour = (), grain: float = 0.0) -> None:
    pixels, line, draw = desk.pixels, desk.line, desk.draw
    careful = bool(ink)
    text = changed(line.text, draw)
    face = _nearest_face(line, box) if careful or draw.random() < 0.6 else draw.choice(FACES)
    size = _size_for(face, line.letters.size) * (draw.uniform(0.985, 1.015) if careful else draw.uniform(0.96, 1.04))
    layer = Image.new("L", (pixels.shape[1], box[3] - box[1] + 40), 0)
    at = (box[0] + draw.uniform(-0.5, 0.5), 20 + box[3] - box[1] + draw.uniform(-0.6, 0.6))
    ImageDraw.Draw(layer).text(at, text, font=font(face, size), fill=255, anchor="ls")
    soft = draw.uniform(0.45, 0.8) if careful else draw.choice([0.01, 0.01, 0.4])
    alpha = cv2.GaussianBlur(np.asarray(layer, np.float32) / 255, (0, 0), soft)
    top = box[1] - 20
    rows = slice(max(top, 0), min(top + alpha.shape[0], pixels.shape[0]))
    alpha = alpha[rows.start - top : rows.stop - top]
    there = pixels[rows].astype(np.float32)
    colour = np.asarray(ink or _dark(draw), np.float32) * np.ones_like(there)
    if grain:
        rough = np.random.default_rng(draw.getrandbits(32)).standard_normal(alpha.shape, dtype=np.float32)
        colour = colour + (rough * grain)[..., None]
    pixels[rows] = np.clip(there * (1 - alpha[..., None]) + colour * alpha[..., None], 0, 255).astype(np.uint8)


def _ink(pixels: Pixels, line: _Line) -> Colour:
    """Return the colour of the line's print: that of the darkest tenth of its letters' boxes."""
    x0, y0, x1, y1 = _ink_box(line)
    own = pixels[y0:y1, x0:x1].reshape(-1, 3).astype(np.float32)
    light = own.sum(axis=1)
    return tuple(float(v) for v in np.median(own[light <= np.percentile(light, 10)], axis=0))


def _dark(draw: random.Random) -> Colour:
    level = draw.choice([0, 0, draw.randint(10, 45)])
    return level, level, level


def changed(text: str, draw: random.Random) -> str:
    """Return the text with one to four characters changed into others of their kind."""
    letters = list(text)
    places = [place for place, letter in enumerate(letters) if letter.isalnum()]
    for place in draw.sample(places, min(len(places), draw.randint(1, 4))):
        letters[place] = _other(letters[place], draw)
    return "".join(letters)


def _other(letter: str, draw: random.Random) -> str:
    if letter.isdigit():
        return draw.choice([one for one in "0123456789" if one != letter])
    kin = "AEIOU" if re.fullmatch("[AEIOUaeiou]", letter) else "BDGKLMNRST"
    other = draw.choice([one for one in kin if one != letter.upper()])
    return other if letter.isupper() else other.lower()


def _nearest_face(line: _Line, box: Box) -> str:
    """Return the face in which the old text comes nearest to its width."""
    wide = box[2] - box[0]
    return min(FACES, key=lambda face: abs(font(face, _size_for(face, line.letters.size)).getlength(line.text) - wide))


def _size_for(face: str, height: float) -> float:
    mask = font(face, 100).getmask("0H")
    return 100 * height / mask.getbbox()[3] if mask.getbbox() else height


def saved(pixels: Pixels, quality: int) -> Pixels:
    """Return the picture after a save as JPEG of ``quality``; as it is for 0."""
    if not quality:
        return pixels
    return cast("Pixels", cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 1))


def _wide(box: Box) -> int:
    return box[2] - box[0]


def _ink_box(line: _Line) -> Box:
    return _around(line.letters.boxes)


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _grown(box: Box, by: int, shape: tuple[int, ...]) -> Box:
    return max(box[0] - by, 0), max(box[1] - by, 0), min(box[2] + by, shape[1]), min(box[3] + by, shape[0])
