"""Tables: what the typography check finds by stratum and kind of edit, and what it flags on authentic pictures."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.typography import portraits
from bench.typography.edits import saved
from bench.typography.fit import COMB_LIMIT, Row, comb_of, print_of, score_of
from bench.typography.measure import CONTRAST, own_steps
from bench.typography.pictures import AUTHENTIC
from bench.typography.specimens import Pixels, Specimen, load
from samples.chance import chance
from validators.forensics.checks import portrait
from validators.forensics.exhibit import Sheet
from validators.forensics.print_score import weights as shipped

_Z: Final = 1.96
_PORTRAIT_LIMIT: Final = 6.0
_INSIDE: Final = {"scan_in_pdf": "camera_jpeg"}
"""What lies inside the scans of ``samples.forgeries``."""


def show(kept: Sequence[Row], console: Console) -> None:
    """Print one line a stratum: authentic files flagged, edits found at the shipped limits, and the baseline's."""
    kinds = sorted({row["kind"] for row in kept} - {AUTHENTIC})
    table = Table(
        "stratum",
        "authentic",
        "flagged",
        "grid's highest",
        "edited",
        "found",
        "by print",
        "by grid",
        "contrast",
        *kinds,
    )
    for stratum in sorted({row["stratum"] for row in kept}):
        own = [row for row in kept if row["stratum"] == stratum]
        limit = shipped().limits.get(_INSIDE.get(stratum, stratum))
        if limit is not None:
            table.add_row(stratum, *_line(own, limit, kinds))
    console.print(table)


def _line(own: Sequence[Row], limit: float, kinds: Sequence[str]) -> Iterator[str]:
    weights = shipped().weights
    genuine = [row for row in own if row["kind"] == AUTHENTIC and row["fields"]]
    edited = [row for row in own if row["kind"] != AUTHENTIC]
    flagged = [max(score_of(odds, weights, limit) for odds in row["fields"].values()) >= 1 for row in genuine]
    grid = max((comb_of(odds) for row in genuine for odds in row["fields"].values()), default=0.0)
    usual = np.quantile([max(abs(odds[CONTRAST]) for odds in row["fields"].values()) for row in genuine], 0.99)
    odds_of = [row["fields"].get(row["field"], {}) for row in edited]
    yield str(len(genuine))
    yield _share(flagged)
    yield f"{grid:.1f}"
    yield str(len(edited))
    found = [score_of(odds, weights, limit) >= 1 for odds in odds_of]
    yield _share(found)
    yield _share([print_of(odds, weights) >= limit for odds in odds_of])
    yield _share([comb_of(odds) >= COMB_LIMIT for odds in odds_of])
    yield _share([abs(odds.get(CONTRAST, 0.0)) > usual for odds in odds_of])
    for kind in kinds:
        yield _share([one for one, row in zip(found, edited, strict=True) if row["kind"] == kind])


def _share(hits: Sequence[bool]) -> str:
    """Return a share with Wilson's 95 % interval, and its counts."""
    n, k = len(hits), sum(hits)
    if not n:
        return "-"
    p = k / n
    middle, room = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n), _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    room /= 1 + _Z**2 / n
    return f"{100 * p:.0f} % [{100 * max(middle - room, 0):.0f}-{100 * min(middle + room, 1):.0f}] {k}/{n}"


def show_portraits(folders: Sequence[Path], console: Console) -> None:
    """Print how often a replaced portrait, and a card's own, lies off the card's earlier grid."""
    table = Table("last encoder", "portrait", "pictures", "told", "highest")
    scores: dict[tuple[str, str], list[float]] = {}
    for folder in folders:
        cards = [one for one in load(folder) if one.kind in portrait.KINDS]
        for one in cards:
            for key, score in _portraits(one, [other for other in cards if other.kind == one.kind and other != one]):
                scores.setdefault(key, []).append(score)
    for (last, how), found in sorted(scores.items()):
        table.add_row(last, how, str(len(found)), _share([s >= _PORTRAIT_LIMIT for s in found]), f"{max(found):.1f}")
    console.print(table)


def _portraits(one: Specimen, others: Sequence[Specimen]) -> Iterator[tuple[tuple[str, str], float]]:
    for replaced in (False, True):
        for last in ("lossless", "camera_jpeg"):
            draw = chance(one.name, replaced, last)
            pixels, how = saved(one.pixels, draw.choice([0, draw.randint(70, 96)])), "its own"
            made = portraits.replaced(one, pixels, others, draw) if replaced else (how, pixels)
            if made is None:
                continue
            how, pixels = made
            quality = draw.randint(85, 97) if last == "camera_jpeg" else 0
            score = _portrait_score(one, saved(pixels, quality), quality)
            if score is not None:
                yield (last, how), score


def _portrait_score(one: Specimen, pixels: Pixels, quality: int) -> float | None:
    sheet = Sheet(0, pixels, kind=one.kind, words=one.words, fields=one.fields, values=one.values)
    return next((found.score for found in portrait.on_sheet(sheet, own_steps(quality))), None)
