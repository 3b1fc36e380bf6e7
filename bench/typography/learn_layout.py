"""Learns where labels and values stand on cards and data pages: ``python -m bench.typography layout``.

Every design of the samples is drawn flat for a few persons and read; the median places become
``validators/forensics/layouts.toml``. Coordinates are shares of the paper's width, from its upper left corner.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

import numpy as np

from bench.typography.specimens import Pixels
from extractors.engine import Layout
from extractors.ocr.tesseract import TesseractEngine
from samples.chance import chance
from samples.papers_set import dossier
from samples.printing import PAPERS, flatten, print_paper
from samples.render.printed import Box
from validators.forensics.layouts import key_of

PORTRAITS: Final = {
    ("ktp", ""): (1062 / 1400, 222 / 1400, 1354 / 1400, 594 / 1400),
    ("passport", ""): (60 / 1500, 150 / 1500, 410 / 1500, 600 / 1500),
}
PITCH: Final = {"ktp": 52.5 / 1400, "passport": 90 / 1500}
PERSONS: Final = 4
_LEAST: Final = 2
CENTRED: Final = frozenset({"province", "regency", "issued_place", "blood_type"})
"""Values that do not begin at one place; a card's date of issue neither."""
_SAMPLES_ONLY: Final = frozenset({"SPECIMEN", "CONTOH"})


def learn(seed: int, target: Path, day: str) -> None:
    """Write the layouts that the specimens of ``seed`` show to ``target``, dated ``day``."""
    lines = [
        "# Where labels and values stand on cards and data pages, in shares of the paper's width. Written by",
        "# `python -m bench.typography layout`; specimens are drawn, so real papers may differ by more than ours do.",
        f'learnt_on = "{day}"',
        f'source = "all designs of samples/render/ktp.py and passport.py, seed {seed}, {PERSONS} persons each"',
    ]
    for kind in PITCH:
        for design in PAPERS[kind]:
            lines += ["", "[[layout]]", f'type = "{kind}"', f'design = "{design}"', f"pitch = {PITCH[kind]:.5f}"]
            box = ", ".join(f"{share:.5f}" for share in PORTRAITS[kind, ""])
            lines.append(f"portrait = [{box}]")
            lines += [f"{table} = {{ {_inline(places)} }}" for table, places in _places(kind, design, seed)]
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _inline(places: dict[str, tuple[float, float]]) -> str:
    return ", ".join(f'"{name}" = [{x:.5f}, {y:.5f}]' for name, (x, y) in sorted(places.items()))


def _places(kind: str, design: str, seed: int) -> Iterator[tuple[str, dict[str, tuple[float, float]]]]:
    labels: dict[str, list[tuple[float, float]]] = {}
    values: dict[str, list[tuple[float, float]]] = {}
    for person in range(PERSONS):
        drawn = flatten(print_paper(dossier(seed, person), kind, design, chance(seed, person, "print")))
        page = drawn.pages[0]
        pixels = cast("Pixels", np.asarray(page)[:, :, ::-1].copy())
        ratio = page.height / page.width
        boxes = [(mark.name, *_shares(mark.box, page.width)) for mark in drawn.marks]
        seen: dict[str, list[tuple[float, float]]] = {}
        for word in TesseractEngine().read(pixels, Layout.COLUMN):
            x, y = word.region.x0, (word.region.y0 + word.region.y1) / 2 * ratio
            inside = any(x0 - 0.005 <= x <= x1 and y0 <= y <= y1 for _, x0, y0, x1, y1 in boxes)
            if (key := key_of(word.text)) and key not in _SAMPLES_ONLY and not inside:
                seen.setdefault(key, []).append((x, y))
        for key, found in seen.items():
            if len(found) == 1:
                labels.setdefault(key, []).append(found[0])
        for name, x0, y0, _, y1 in boxes:
            if name in CENTRED or (kind == "ktp" and name == "issued_on"):
                continue
            values.setdefault(name, []).append((x0, (y0 + y1) / 2))
    yield "labels", {key: _median(found) for key, found in labels.items() if _steady(found)}
    yield "values", {name: _median(found) for name, found in values.items() if _steady(found)}


def _shares(box: Box, wide: int) -> Box:
    x0, y0, x1, y1 = (side / wide for side in box)
    return x0, y0, x1, y1


def _steady(found: list[tuple[float, float]]) -> bool:
    spread = max(max(column) - min(column) for column in zip(*found, strict=True))
    return len(found) >= _LEAST and spread < 0.008


def _median(found: list[tuple[float, float]]) -> tuple[float, float]:
    x, y = (statistics.median(column) for column in zip(*found, strict=True))
    return x, y
