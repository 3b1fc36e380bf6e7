"""Editors of pictures: each changes a page as people do who change papers, and says where."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from samples.forgeries.brushes import FACES, Canvas, Pen, feather, ink_of, set_text, slope_of, wipe
from samples.forgeries.model import Edit, NotMade, Pixels
from samples.forgeries.source import Shown
from samples.render.printed import Box, Letters, Mark, around

Editor = Callable[[Canvas, Shown, random.Random], list[Edit]]
"""Changes the canvas; the second page is another specimen to take from."""

CRITICAL: Final = (
    "nik", "passport_number", "birth_date", "name", "valid_until", "expires_on", "issued_on", "wage_amount",
    "duration_months", "worker_name", "worker_id_number", "worker_passport_number", "signed_on", "contract_number",
    "visa_number", "kk_number", "number", "start_date", "registration_number",
)  # fmt: skip
"""Fields that are worth changing, wherever a paper has them."""


@dataclass(frozen=True)
class Target:
    """A field that is changed, and its printed words."""

    mark: Mark
    words: tuple[Letters, ...]

    @property
    def box(self) -> Box:
        """The box of its print."""
        return around([word.box for word in self.words])


def field_words(page: Shown, name: str) -> list[Letters]:
    """Return the printed words of a field."""
    return page.letters_in(page.fields()[name].box)


def pick_field(page: Shown, draw: random.Random, digits: int = 0) -> Target:
    """Return a field worth changing with its words; with ``digits`` one that has as many figures.

    Raises:
        NotMade: the page has none.
    """
    known = page.fields()
    names = [name for name in CRITICAL if name in known] + [name for name in known if name not in CRITICAL]
    fit = []
    for name in names:
        words = field_words(page, name)
        count = sum(letter.isdigit() for word in words for letter in word.text)
        if words and count >= digits and min(b[3] - b[1] for w in words for b in w.boxes) > 0:
            fit.append(Target(known[name], tuple(words)))
    if not fit:
        raise NotMade("no field to change")
    critical = [one for one in fit if one.mark.name in CRITICAL]
    return draw.choice(critical if critical and draw.random() < 0.8 else fit)


def other_value(text: str, draw: random.Random) -> str:
    """Return ``text`` with one to three figures changed; letters where it has no figures."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    letters = list(text)
    if places:
        for place in draw.sample(places, min(len(places), draw.randint(1, 3))):
            letters[place] = draw.choice([figure for figure in "0123456789" if figure != letters[place]])
        return "".join(letters)
    vowels = [place for place, letter in enumerate(text) if letter in "AEIOUaeiou"]
    for place in vowels[: draw.randint(1, 3)] or [0]:
        pool = "AEIOU" if letters[place].isupper() else "aeiou"
        letters[place] = draw.choice([letter for letter in pool if letter != letters[place]])
    return "".join(letters)


def _placed(canvas: Canvas, edit: Edit) -> list[Edit]:
    """Return the edit, its box in pixels, with the box in shares."""
    high, wide = canvas.mask.shape
    x0, y0, x1, y1 = canvas.whole(edit.box)
    return [replace(edit, box=(x0 / wide, y0 / high, x1 / wide, y1 / high))]


def digits(canvas: Canvas, _: Shown, draw: random.Random) -> list[Edit]:
    """One to three figures of a field are covered by figures copied from elsewhere on the page."""
    page = canvas.page
    target = pick_field(page, draw, digits=2)
    words = target.words
    places = [(word, at) for word in words for at, letter in enumerate(word.text) if letter.isdigit()]
    sources = [(word, at) for word in page.words for at, letter in enumerate(word.text) if letter.isdigit()]
    soft = draw.choice([0.0, 0.0, 1.5])
    set_boxes, changed = [], {id(word): list(word.text) for word in words}
    for word, at in draw.sample(places, min(len(places), draw.randint(1, 3))):
        glyph = word.boxes[at]
        tall = glyph[3] - glyph[1]
        near = [
            (other, place) for other, place in sources
            if other.text[place] != word.text[at]
            and abs((other.boxes[place][3] - other.boxes[place][1]) / tall - 1) < 0.12
        ]  # fmt: skip
        if not near:
            continue
        same = [one for one in near if one[0] in words]
        other, place = draw.choice(same if same and draw.random() < 0.6 else near)
        set_boxes.append(_lay_glyph(canvas, other.boxes[place], glyph, soft))
        changed[id(word)][at] = other.text[place]
    if not set_boxes:
        raise NotMade("no figure to copy")
    value = " ".join("".join(changed[id(word)]) for word in words)
    detail = "feathered" if soft else "hard"
    return _placed(canvas, Edit("digits", 0, around(set_boxes), target.mark.name, detail, value))


def _lay_glyph(canvas: Canvas, source: Box, target: Box, soft: float) -> Box:
    pad = max(1.0, 0.1 * (target[3] - target[1]))
    patch = canvas.cut(canvas.whole(source, pad))
    x = round((target[0] + target[2]) / 2 - patch.shape[1] / 2)
    y = round((target[1] + target[3]) / 2 - patch.shape[0] / 2)
    hidden = canvas.whole(target, 1)
    if patch.shape[1] < hidden[2] - hidden[0]:  # a narrow 1 does not cover a wide 8
        canvas.lay(_wider(patch, hidden[2] - hidden[0]), (hidden[0], y))
    canvas.lay(patch, (x, y), feather(patch.shape[:2], soft))
    return around([target, (x, y, x + patch.shape[1], y + patch.shape[0])])


def _wider(patch: Pixels, width: int) -> Pixels:
    """Return the ground of a patch's edge, ``width`` pixels wide."""
    column = np.concatenate([patch[:, :1], patch[:, -1:]], axis=1).mean(axis=1, keepdims=True)
    return np.repeat(column, width, axis=1).astype(np.uint8)


def retype(canvas: Canvas, _: Shown, draw: random.Random) -> list[Edit]:
    """A field is wiped and typed anew: in a face near to the old one, or in another, or in another size or colour."""
    target = pick_field(canvas.page, draw)
    return _retyped(canvas, target, draw.choice(["flat", "texture", "inpaint"]), draw)


def _retyped(canvas: Canvas, target: Target, how: str, draw: random.Random) -> list[Edit]:
    colour = ink_of(canvas, target.box)
    jitter = draw.choice([0, 0, 18, 45])
    red, green, blue = (int(np.clip(part + draw.randint(-jitter, jitter), 0, 255)) for part in colour)
    pen = Pen(
        draw.choice(FACES), draw.choice([1.0, 1.0, draw.uniform(0.88, 1.14)]), (red, green, blue),
        draw.choice([0.0, 0.4, draw.uniform(0.3, 0.9)]), slope_of(max(target.words, key=lambda w: len(w.text))),
        draw.choice([0.0, 0.0, 3.0]),
    )  # fmt: skip
    value = [other_value(word.text, draw) for word in target.words]
    boxes = [target.box]
    wipe(canvas, target.box, how, draw)
    boxes += [set_text(canvas, word, text, pen, draw) for word, text in zip(target.words, value, strict=True)]
    detail = f"{how} {pen.face} {pen.scale:.2f}"
    return _placed(canvas, Edit("retype", 0, around(boxes), target.mark.name, detail, " ".join(value)))


def splice(canvas: Canvas, donor: Shown, draw: random.Random) -> list[Edit]:
    """A field is covered by the same field of another specimen, or by any field where that one has none such."""
    chosen = pick_field(canvas.page, draw)
    mark, target = chosen.mark, chosen.box
    theirs = donor.fields()
    name = mark.name if mark.name in theirs and field_words(donor, mark.name) else ""
    if not name:
        usable = [one for one in theirs if field_words(donor, one)]
        if not usable:
            raise NotMade("the donor has no field")
        name = draw.choice(usable)
    taken = field_words(donor, name)
    source = around([word.box for word in taken])
    pad = max(2.0, 0.18 * (source[3] - source[1]))
    patch = Canvas.of(donor).cut(Canvas.of(donor).whole(source, pad))
    scale = (target[3] - target[1]) / max(1.0, source[3] - source[1])
    if not 0.5 < scale < 1.8:
        scale = 1.0
    wide, high = max(4, round(patch.shape[1] * scale)), max(4, round(patch.shape[0] * scale))
    patch = np.asarray(cv2.resize(patch, (wide, high), interpolation=cv2.INTER_CUBIC), np.uint8)
    wipe(canvas, target, "inpaint", draw)
    x, y = round(target[0] - pad * scale), round(target[1] - pad * scale)
    canvas.lay(patch, (max(x, 0), max(y, 0)), feather(patch.shape[:2], draw.choice([0.0, 0.0, 2.0])))
    box = around([target, (max(x, 0), max(y, 0), max(x, 0) + wide, max(y, 0) + high)])
    value = " ".join(word.text for word in taken)
    return _placed(canvas, Edit("splice", 0, box, mark.name, f"{donor.paper} {scale:.2f}", value))


def copy_move(canvas: Canvas, _: Shown, draw: random.Random) -> list[Edit]:
    """A word of the page is copied over a field of the same page."""
    chosen = pick_field(canvas.page, draw)
    words, target = chosen.words, chosen.box
    tall = float(np.median([word.box[3] - word.box[1] for word in words]))
    near = [
        word for word in canvas.page.words
        if word not in words and len(word.text) >= 3 and 0.8 < (word.box[3] - word.box[1]) / tall < 1.25
    ]  # fmt: skip
    if not near:
        raise NotMade("no word of that height")
    word = draw.choice(near)
    pad = max(1.0, 0.12 * tall)
    patch = canvas.cut(canvas.whole(word.box, pad))
    wipe(canvas, target, draw.choice(["inpaint", "texture"]), draw)
    corner = (max(0, round(target[0] - pad)), max(0, round(target[3] - patch.shape[0] + pad)))
    canvas.lay(patch, corner, feather(patch.shape[:2], draw.choice([0.0, 1.5])))
    box = around([target, (*corner, corner[0] + patch.shape[1], corner[1] + patch.shape[0])])
    return _placed(canvas, Edit("copy_move", 0, box, chosen.mark.name, "word", word.text))


def inpaint(canvas: Canvas, _: Shown, draw: random.Random) -> list[Edit]:
    """A field is painted out, and nothing is set in its place."""
    target = pick_field(canvas.page, draw)
    some = target.words if draw.random() < 0.5 else [draw.choice(target.words)]
    box = around([word.box for word in some])
    wipe(canvas, box, draw.choice(["inpaint", "inpaint", "texture"]), draw)
    return _placed(canvas, Edit("inpaint", 0, box, target.mark.name, "empty"))


def inpaint_retype(canvas: Canvas, _: Shown, draw: random.Random) -> list[Edit]:
    """A field is painted out from its surroundings and typed anew."""
    (edit,) = _retyped(canvas, pick_field(canvas.page, draw), "inpaint", draw)
    return [replace(edit, kind="inpaint_retype")]


def portrait(canvas: Canvas, donor: Shown, draw: random.Random) -> list[Edit]:
    """The portrait is covered by another person's, taken from another capture."""
    if canvas.page.portrait is None or donor.portrait is None:
        raise NotMade("no portrait")
    patch = Canvas.of(donor).cut(Canvas.of(donor).whole(donor.portrait, -2))
    grow = draw.choice([0.0, 0.0, 3.0])
    x0, y0, x1, y1 = canvas.whole(canvas.page.portrait, grow)
    patch = np.asarray(cv2.resize(patch, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA), np.uint8)
    if draw.random() < 0.5:  # the light of the new place
        shift = float(canvas.cut((x0, y0, x1, y1)).mean() - patch.mean())
        patch = np.clip(patch + 0.4 * shift, 0, 255).astype(np.uint8)
    canvas.lay(patch, (x0, y0), feather(patch.shape[:2], draw.choice([0.0, 2.0, 4.0])))
    return _placed(canvas, Edit("portrait", 0, (x0, y0, x1, y1), "portrait", donor.capture))


def stamp(canvas: Canvas, donor: Shown, draw: random.Random) -> list[Edit]:
    """An office's stamp of another paper is laid over the page."""
    return _mark_pasted(canvas, donor, draw, ("stamp",))


def signature(canvas: Canvas, donor: Shown, draw: random.Random) -> list[Edit]:
    """A signature of another paper is laid over the page."""
    return _mark_pasted(canvas, donor, draw, ("hand", "thumb"))


def _mark_pasted(canvas: Canvas, donor: Shown, draw: random.Random, kinds: tuple[str, ...]) -> list[Edit]:
    theirs = [mark for mark in donor.marks if mark.kind == "signature" and mark.value in kinds and not mark.hidden]
    if not theirs:
        raise NotMade("the donor is not signed so")
    source = draw.choice(theirs)
    patch = Canvas.of(donor).cut(Canvas.of(donor).whole(source.box, 3))
    high, wide = canvas.mask.shape
    if patch.shape[0] > high / 2 or patch.shape[1] > wide / 2 or min(patch.shape[:2]) < 8:
        raise NotMade("the mark does not fit")
    own = [mark for mark in canvas.page.marks if mark.kind == "signature"]
    if own and draw.random() < 0.6:
        place = draw.choice(own).box
        x, y = round(place[0] + draw.uniform(-12, 12)), round(place[1] + draw.uniform(-12, 12))
    else:
        x, y = draw.randint(0, wide - patch.shape[1]), draw.randint(high // 2, high - patch.shape[0])
    x, y = min(max(x, 0), wide - patch.shape[1]), min(max(y, 0), high - patch.shape[0])
    how = draw.choice(["multiply", "keyed", "block"])
    ground = np.percentile(patch.reshape(-1, 3), 85, axis=0)
    if how == "block":
        canvas.lay(patch, (x, y))
    else:
        depth = np.clip((ground - patch.astype(np.float32)).max(axis=2) / max(20.0, float(ground.max()) * 0.5), 0, 1)
        alpha = depth if how == "multiply" else (depth > 0.18).astype(np.float32)
        canvas.lay(patch, (x, y), alpha.astype(np.float32))
    box = (x, y, x + patch.shape[1], y + patch.shape[0])
    return _placed(canvas, Edit("stamp" if "stamp" in kinds else "signature", 0, box, "", how))


EDITORS: Final[dict[str, Editor]] = {
    "digits": digits,
    "retype": retype,
    "splice": splice,
    "copy_move": copy_move,
    "inpaint": inpaint,
    "inpaint_retype": inpaint_retype,
    "portrait": portrait,
    "stamp": stamp,
    "signature": signature,
}
"""Every edit of a picture, by name."""
