"""What sets one value's print apart from the print around it, feature by feature (``outliers`` says how far)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics import grids
from validators.forensics.exhibit import Pixels
from validators.forensics.glyphs import FEATURES, GEOMETRY, Box
from validators.forensics.outliers import Odd, against, letter_spread, within
from validators.forensics.stretches import Stretch, Upright

Floats = NDArray[np.float64]

RESIDUE: Final = "residue"
COMB: Final = "comb"
FLOORS: Final[Mapping[str, float]] = {
    "height": 0.25, "baseline": 0.25, "slant": 0.015, "stroke": 0.08, "spacing": 0.4, "ink_light": 0.8, "ink_a": 0.6,
    "ink_b": 0.6, "ground_light": 0.6, "ground_a": 0.5, "ground_b": 0.5, "halo": 0.4, "sharpness": 0.03,
    "noise": 0.05, "colour_noise": 0.05, "texture": 0.08, RESIDUE: 0.04,
}  # fmt: skip
"""Deviations below which nothing is odd, in each feature's unit (``glyphs``; ``residue`` is a logarithm)."""
_ALIKE: Final = 0.12
"""Relative difference in letter height up to which two stretches may be in one face and size."""
_NEAR: Final = 0.4
"""The same for what depends on the size a little only: sharpness, noise, colours."""
_DRIFT: Final = 0.08
"""By which share of the usual a stretch of print may lie less on the comb than others; its clipped share is added."""
_MOST_BENT: Final = 0.4
_MOST_HAVE: Final = 80.0
"""Percentile of the clipped shares beyond which clipping is a stretch's own."""
_APART: Final = 0.01
"""Difference of clipped shares from which on two stretches tell what clipping does."""
_LEAST_STRETCHES: Final = 4
_NUMERIC: Final = 0.7
"""Share of figures from which on a value's letters have one height and foot."""
_NOT_OF_LETTERS: Final = frozenset({"slant", "spacing"})
"""What depends on which letter it is more than on how it was printed."""
_EVERY: Final = (*FEATURES, RESIDUE)


@dataclass(frozen=True)
class Oddity:
    """One feature's oddity at ``box``; ``letters`` tells a run within the value from the value as a whole."""

    feature: str
    letters: bool
    odd: Odd
    box: Box


def oddities(
    page: Upright, quality: int, own_steps: tuple[int, ...], asked: Callable[[str], bool]
) -> dict[int, list[Oddity]]:
    """Return all that can be compared of each value of ``page``, by its place among the stretches.

    Args:
        page: The upright sheet.
        quality: JPEG quality at which the residue is taken: the file's own.
        own_steps: The file's own steps at ``grids.PLACES``, as they stand in the upright page; 1 where it has none.
        asked: Which fields are looked at; the others are neighbours only.
    """
    stretches = page.stretches
    grey = cast("Pixels", cv2.cvtColor(page.pixels, cv2.COLOR_BGR2GRAY) if page.pixels.ndim == 3 else page.pixels)
    tables = [np.column_stack([one.letters.values, _residue(grey, one, quality)]).astype(float) for one in stretches]
    places = np.asarray([one.place for one in stretches], float).reshape(-1, 2)
    medians = np.full((len(stretches), len(_EVERY)), np.nan)
    for row, table in enumerate(tables):
        known = np.isfinite(table).sum(axis=0) >= min(3, len(table))
        medians[row, known] = np.nanmedian(table[:, known], axis=0)
    spreads = {name: letter_spread([table[:, place] for table in tables]) for place, name in enumerate(_EVERY)}
    combs = _combs(grids.plane(page.pixels), stretches, own_steps)
    return {
        row: [*_whole(stretches, row, medians, places), *_runs(one, tables[row], spreads), *combs.get(row, ())]
        for row, one in enumerate(stretches)
        if one.field and asked(one.field)
    }


def _whole(stretches: Sequence[Stretch], row: int, medians: Floats, places: Floats) -> Iterator[Oddity]:
    own = stretches[row]
    sizes = np.asarray([one.letters.size for one in stretches])
    apart = np.abs(sizes / own.letters.size - 1)
    tall = np.asarray([one.tall for one in stretches])
    for place, name in enumerate(_EVERY):
        if name in {"baseline", "spacing"}:
            continue
        if name in GEOMETRY:
            alike = (apart < _ALIKE) & tall if own.tall else np.zeros(len(sizes), bool)
        else:
            alike = apart < _NEAR
        alike[row] = True
        values = np.where(alike, medians[:, place], np.nan)
        groups = [values]
        fields = np.asarray([bool(one.field) for one in stretches])
        groups.append(np.where(fields, values, np.nan))
        found = [odd for group in groups if (odd := against(group, places, row, FLOORS[name])) is not None]
        if found:
            yield Oddity(name, False, min(found, key=lambda odd: abs(odd.z)), own.box)


def _runs(own: Stretch, table: Floats, spreads: Mapping[str, float]) -> Iterator[Oddity]:
    numeric = sum(letter.isdigit() for letter in own.text) > _NUMERIC * len(own.text.replace(" ", ""))
    for place, name in enumerate(_EVERY):
        if name in _NOT_OF_LETTERS or (name in GEOMETRY and not numeric):
            continue
        values = np.where(own.letters.whole, table[:, place], np.nan) if name in GEOMETRY else table[:, place]
        run = within(values, spreads[name], FLOORS[name])
        if run is not None:
            yield Oddity(name, True, run.odd, _around(own.letters.boxes[run.start : run.stop]))


def _residue(grey: Pixels, one: Stretch, quality: int) -> Floats:
    """Return for each letter how much of it another save at ``quality`` changes, for its steepness (a logarithm)."""
    x0, y0, x1, y1 = _around(one.letters.boxes)
    x0, y0 = max(x0 - 8, 0) // 8 * 8, max(y0 - 8, 0) // 8 * 8
    part = grey[y0 : y1 + 8, x0 : x1 + 8]
    sent = cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    again = cast("Pixels", cv2.imdecode(sent, cv2.IMREAD_GRAYSCALE)).astype(np.float32)
    values = part.astype(np.float32)
    changed = np.abs(again - values)
    steep = np.hypot(np.gradient(values, axis=0), np.gradient(values, axis=1))
    found = []
    for left, top, right, bottom in one.letters.boxes:
        at = (slice(top - y0, bottom - y0), slice(left - x0, right - x0))
        found.append(float(np.log((changed[at].mean() + 0.05) / (steep[at].mean() + 1))))
    return np.asarray(found)


def _combs(light: grids.Plane, stretches: Sequence[Stretch], own_steps: tuple[int, ...]) -> dict[int, list[Oddity]]:
    """Return for each value the run of letters that lacks the paper's earlier JPEG grid most."""
    boxes = [_grown(_around(one.letters.boxes), 4, light.shape) for one in stretches]
    seen = grids.comb(light, boxes, own_steps, aligned=False)
    if seen is None:
        return {}
    told = [grids.lying_on(light, box, seen) for box in boxes]
    if sum(len(one.means) > 0 for one in told) < _LEAST_STRETCHES:
        return {}
    clipped = _clipped(told, seen)
    usual = _usual(told, clipped)
    spread = _comb_spread(told, usual)
    found = {}
    for row, one in enumerate(stretches):
        if one.field and len(told[row].means):
            drift = max(usual[row], 0.0) * (_DRIFT + clipped[row])
            odd = _lacking(one, told[row], float(usual[row]), (spread, drift))
            found[row] = [odd] if odd is not None else []
    return found


def _clipped(told: Sequence[grids.Lying], seen: grids.Comb) -> Floats:
    """Return each stretch's clipped share as far as it excuses anything.

    Where only blocks without a clipped pixel count, no more than most stretches have: black typed over grey print must
    not excuse itself.
    """
    bent = np.asarray([one.bent for one in told])
    most = _MOST_BENT if seen.bent else float(np.percentile(bent, _MOST_HAVE))
    return cast("Floats", np.minimum(bent, most))


def _usual(told: Sequence[grids.Lying], bent: Floats) -> Floats:
    """Return how well each stretch should lie on the comb: as the others do that have as much of them clipped."""
    means = np.asarray([np.average(one.means, weights=one.counts) if len(one.means) else np.nan for one in told])
    known = np.isfinite(means)
    across, down = bent[known][:, None] - bent[known][None, :], means[known][:, None] - means[known][None, :]
    apart = across > _APART
    slope = min(float(np.median(down[apart] / across[apart])), 0.0) if apart.any() else 0.0
    start = float(np.median(means[known] - slope * bent[known]))
    return cast("Floats", np.maximum(start + slope * bent, 0.0))


def _comb_spread(told: Sequence[grids.Lying], usual: Floats) -> float:
    pairs = zip(told, usual, strict=True)
    left = np.concatenate([(one.means - level) * np.sqrt(one.counts) for one, level in pairs if len(one.means)])
    return max(1.4826 * float(np.median(np.abs(left))), 0.5)


def _lacking(one: Stretch, told: grids.Lying, usual: float, spreads: tuple[float, float]) -> Oddity | None:
    """Return the run of letters (one to all) that lies least on the comb.

    ``spreads`` are the deviation of one value from the paper's usual, and that of a whole stretch.
    """
    middles = np.asarray([(box[0] + box[2]) / 2 for box in one.letters.boxes])
    home = np.abs(told.middles[:, None] - middles[None, :]).argmin(axis=1)
    sums = np.bincount(home, told.means * told.counts, len(middles))
    counts = np.bincount(home, told.counts, len(middles)).astype(float)
    best: Oddity | None = None
    for start in range(len(middles)):
        total, number = np.cumsum(sums[start:]), np.cumsum(counts[start:])
        known = number >= 12
        if not known.any():
            continue
        scale = np.hypot(spreads[0] / np.sqrt(np.maximum(number, 1)), spreads[1])
        z = np.where(known, (total / np.maximum(number, 1) - usual) / scale, 0)
        stop = int(z.argmin())
        if number[stop] and (best is None or z[stop] < best.odd.z):
            box = _around(one.letters.boxes[start : start + stop + 1])
            best = Oddity(COMB, True, Odd(float(z[stop]), float(total[stop] / number[stop]), usual), box)
    return best


def _around(boxes: Sequence[Box]) -> Box:
    columns = list(zip(*boxes, strict=True))
    return min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])


def _grown(box: Box, by: int, shape: tuple[int, ...]) -> Box:
    return max(box[0] - by, 0), max(box[1] - by, 0), min(box[2] + by, shape[1]), min(box[3] + by, shape[0])
