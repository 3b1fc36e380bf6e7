"""Authentic pictures before their last encoder, each read once: ``python -m bench.typography specimens``.

Papers of the samples are captured without JPEG, so that authentic and edited pictures pass the same encoders later.
Sensors differ: sharpening, smoothing, grain that is correlated or follows the light, focus that falls off to one side.
Words are Tesseract's; a field's region is that of the words on its printing, as the reader would give it.
"""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.engine import Layout
from extractors.model import Region, Word
from extractors.ocr.tesseract import TesseractEngine
from samples import media
from samples.chance import chance
from samples.media import Part, upload
from samples.papers_set import design_names, dossier
from samples.printing import flatten, print_paper
from samples.render import capture as captures, copies, photos
from samples.render.optics import Captured, png, to_shares
from samples.render.wear import WEAR, worn

Pixels = NDArray[np.uint8]

TYPES: Final = (
    "ktp", "ktp", "ktp", "passport", "passport", "work_contract", "family_card", "health_certificate",
    "police_clearance", "placement_agreement", "visa", "job_order",
)  # fmt: skip
CAPTURES: Final = ("flat", "flat", "crop", "phone", "phone", "sheet", "tilt", "shadow", "low_light", "scan")


@dataclass(frozen=True)
class Specimen:
    """One authentic picture: its file, what it is, its words, and each field's printing with its value."""

    path: Path
    kind: str
    capture: str
    words: tuple[Word, ...]
    fields: dict[str, Region]
    values: dict[str, str]

    @property
    def name(self) -> str:
        """The seed and the place in it."""
        return self.path.stem

    @property
    def pixels(self) -> Pixels:
        """The picture ``(H, W, 3)`` BGR."""
        return _read(self.path)


@lru_cache(maxsize=6)
def _read(path: Path) -> Pixels:
    return cast("Pixels", cv2.imread(str(path)))


def make(seed: int, count: int, out: Path) -> None:
    """Write ``count`` specimens of ``seed`` into ``out``, as a PNG and a JSON each; those that are there stay."""
    out.mkdir(parents=True, exist_ok=True)
    engine = TesseractEngine()
    for place in range(count):
        target = out / f"{seed}-{place:04}.json"
        if target.exists():
            continue
        kind, how, pixels, marks = _captured(seed, place)
        words = engine.read(pixels, Layout.COLUMN if kind in {"ktp", "passport", "visa"} else Layout.PAGE)
        cv2.imwrite(str(target.with_suffix(".png")), pixels, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        told = {
            "kind": kind,
            "capture": how,
            "words": [word.model_dump() for word in words],
            "fields": {name: (value, region.model_dump()) for name, value, region in _fields(marks, words)},
        }
        target.write_text(json.dumps(told), "utf-8")


def load(folder: Path) -> Iterator[Specimen]:
    """Yield the specimens that ``make`` wrote into ``folder``, in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
        yield Specimen(
            path.with_suffix(".png"),
            told["kind"],
            told["capture"],
            tuple(Word.model_validate(word) for word in told["words"]),
            {name: Region.model_validate(region) for name, (_, region) in told["fields"].items()},
            {name: value for name, (value, _) in told["fields"].items()},
        )


@contextmanager
def _lossless() -> Iterator[None]:
    """Let captures be PNG: the bench's own encoders come after editing."""

    def exact(image: Any, *_: object) -> bytes:
        return png(image)

    with ExitStack() as stack:
        for module in (captures, photos, copies, media):
            stack.enter_context(patch.object(module, "jpeg", exact))
        yield


def _captured(seed: int, place: int) -> tuple[str, str, Pixels, tuple[Any, ...]]:
    draw = chance(seed, "typography", place)
    kind, how = TYPES[place % len(TYPES)], draw.choice(CAPTURES)
    if how == "sheet" and kind not in {"ktp", "passport"}:
        how = "crop"
    design = draw.choice(design_names(kind, "all"))
    drawn = print_paper(dossier(seed, place), kind, design, chance(seed, place, "print"))
    if draw.random() < 0.2:
        drawn = worn(flatten(drawn), draw.choice(list(WEAR)), draw)
    with _lossless():
        shot = _flat_scan(Part(kind, drawn), draw) if how == "scan" else upload(Part(kind, drawn), how, draw)[0]
    pixels = cast("Pixels", cv2.imdecode(np.frombuffer(shot.data, np.uint8), cv2.IMREAD_COLOR))
    return kind, how, sensed(pixels, draw), shot.marks


def _flat_scan(part: Part, draw: random.Random) -> Captured:
    """Return the first page as a scanner lays it into a PDF, before that PDF is written."""
    printed = media._on_sheet([part], draw) if media._is_small(part) else flatten(part.drawn)
    image, matrix = media._askew(printed.pages[0], draw, grey=draw.random() < 0.4)
    marks = tuple(
        media._unnumbered(to_shares(mark, matrix, image.size))
        for mark in printed.marks
        if mark.page == 0 and mark.kind != media.AREA
    )
    return Captured(png(image), "png", marks)


def sensed(pixels: Pixels, draw: random.Random) -> Pixels:
    """Return the picture as another sensor would have stored it: sharper, smoother, with other grain, less in focus."""
    noise = np.random.default_rng(draw.getrandbits(64))
    values = pixels.astype(np.float32)
    if draw.random() < 0.35:
        values = _falling_off(values, draw)
    how = draw.choice(["as it is", "sharpened", "smoothed", "clumps", "light"])
    if how == "sharpened":
        values += draw.uniform(0.4, 1.0) * (values - cv2.GaussianBlur(values, (0, 0), draw.uniform(0.8, 1.5)))
    elif how == "smoothed":
        values = cast("NDArray[np.float32]", cv2.bilateralFilter(values, 5, draw.uniform(10, 25), 1.5))
    elif how == "clumps":
        rough = noise.standard_normal(values.shape, dtype=np.float32) * draw.uniform(3, 8)
        values += cv2.GaussianBlur(rough, (0, 0), draw.uniform(0.6, 1.1))
    elif how == "light":
        values += noise.standard_normal(values.shape, dtype=np.float32) * np.sqrt(values) * draw.uniform(0.1, 0.35)
    return cast("Pixels", np.clip(values, 0, 255).astype(np.uint8))


def _falling_off(values: NDArray[np.float32], draw: random.Random) -> NDArray[np.float32]:
    high, wide = values.shape[:2]
    across = np.linspace(0, 1, wide, dtype=np.float32)[None, :, None]
    down = np.linspace(0, 1, high, dtype=np.float32)[:, None, None]
    share = draw.uniform(0, 1) * across + draw.uniform(0, 1) * down
    share = share / max(float(share.max()), 1e-6)
    soft = cv2.GaussianBlur(values, (0, 0), draw.uniform(0.7, 1.2))
    return cast("NDArray[np.float32]", values * (1 - share) + soft * share)


def _fields(marks: Sequence[Any], words: Sequence[Word]) -> Iterator[tuple[str, str, Region]]:
    """Yield every field's name, value and region: that of the words on its printing, its own ink where none is."""
    seen = set()
    for mark in marks:
        if mark.kind != "field" or mark.hidden or mark.page or mark.name in seen or "." in mark.name:
            continue
        seen.add(mark.name)
        ink = Region.clipped(0, *mark.box)
        own = [word.region for word in words if _inside(word.region, ink)]
        yield mark.name, mark.value, Region.around(own) if own else ink


def _inside(word: Region, ink: Region) -> bool:
    area = word.width * word.height
    return area > 0 and word.common(ink) > 0.6 * area
