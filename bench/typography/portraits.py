"""Portraits put in place of another: cut from another picture or drawn, with and without matching grain."""

import random
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from bench.typography.edits import Box, saved
from bench.typography.specimens import Pixels, Specimen
from validators.forensics.exhibit import Sheet
from validators.forensics.layouts import fitted, places_on
from validators.forensics.stretches import turned

HOW: Final = ("plain", "jpeg", "careful")


def replaced(
    one: Specimen, pixels: Pixels, others: Sequence[Specimen], draw: random.Random
) -> tuple[str, Pixels] | None:
    """Return how it was done and ``pixels`` (of ``one``) with another's portrait; None where no portrait is found."""
    here = _box(one, pixels)
    for other in draw.sample(list(others), min(4, len(others))):
        there = _box(other, other.pixels)
        if here is None or there is None:
            continue
        how = draw.choice(HOW)
        source = saved(other.pixels, draw.randint(70, 95) if how == "jpeg" else 0)
        face = source[there[1] : there[3], there[0] : there[2]]
        size = (here[2] - here[0], here[3] - here[1])
        if min(face.shape[:2]) < 60 or min(size) < 60:
            continue
        laid = cv2.resize(face, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        if how == "careful":
            target = pixels[here[1] : here[3], here[0] : here[2]].astype(np.float32)
            grain = float(np.median(np.abs(target - cv2.GaussianBlur(target, (0, 0), 1.0)))) * 1.4
            rough = np.random.default_rng(draw.getrandbits(32)).standard_normal(laid.shape[:2], dtype=np.float32)
            laid = cv2.GaussianBlur(laid, (0, 0), 0.6) + (rough * grain)[..., None]
        made = pixels.copy()
        made[here[1] : here[3], here[0] : here[2]] = np.clip(laid, 0, 255).astype(np.uint8)
        return how, made
    return None


def _box(one: Specimen, pixels: Pixels) -> Box | None:
    page = turned(Sheet(0, pixels, kind=one.kind, words=one.words, fields=one.fields, values=one.values))
    fit = fitted(one.kind, tuple(places_on(page, Sheet(0, pixels, words=one.words, fields=one.fields))))
    if fit is None:
        return None
    box = fit.box(fit.layout.portrait)
    inside = box[0] >= 0 and box[1] >= 0 and box[2] <= pixels.shape[1] and box[3] <= pixels.shape[0]
    return box if inside else None
