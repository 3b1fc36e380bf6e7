"""Whether the portrait of a card or data page has the same history as the card around it."""

from collections.abc import Iterator
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics import blocks, grids, jpeg
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.glyphs import Box
from validators.forensics.layouts import fitted, places_on
from validators.forensics.strata import Stratum
from validators.forensics.stretches import Turned, turned

KINDS: Final = frozenset({"ktp", "passport"})
STRATA: Final = frozenset({Stratum.LOSSLESS, Stratum.CAMERA_JPEG})
NO_PORTRAIT: Final = "portrait_not_found"
SMALLEST: Final = 80
"""Pixels of a portrait's shorter side below which nothing is measured on it."""
LEAST_BLOCKS: Final = 40
_INNER: Final = 0.12
"""Share of each side that is left off: the frame is not the portrait."""
_CALM: Final = 30.0
"""Percentile of the blocks, by texture, whose noise is compared: calm ones, where print does not count as noise."""
_LEAST_TELLING: Final = 60
_LEAST_PRINT: Final = 12
_BLACK, _WHITE = 12, 243

Floats = NDArray[np.float32]


def _has_cards(exhibit: Exhibit) -> bool:
    return any(sheet.kind in KINDS and sheet.words for sheet in exhibit.sheets)


@check(strata=STRATA, wants=_has_cards, of_pixels=True)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell how the portrait's earlier JPEG grid, noise and colour noise differ from the card's.

    ``score`` is how many deviations the portrait lies off the card's earlier grid (0 where the card has none). Facts:
    ``on_grid`` and ``usual_on_grid`` (per cent) how well the portrait and the print lie on it, ``noise`` and
    ``colour_noise`` of the portrait in shares of the card's: context only, since printing changes both.
    """
    steps = own_steps(exhibit)
    found = [one for sheet in exhibit.sheets if sheet.kind in KINDS for one in on_sheet(sheet, steps)]
    if not found:
        raise NotMeasurable(NO_PORTRAIT)
    yield from found


def own_steps(exhibit: Exhibit) -> tuple[int, ...]:
    """Return the file's own steps at ``grids.PLACES`` as shown; 1 where it has no loss of its own."""
    if exhibit.media_type != "image/jpeg":
        return grids.NO_LOSS
    try:
        seen = jpeg.parse(exhibit.data)
    except jpeg.NotAJpegError as problem:
        raise NotMeasurable("jpeg_not_parsed", failed=True) from problem
    return blocks.own_steps(exhibit, seen)


def on_sheet(sheet: Sheet, steps: tuple[int, ...]) -> Iterator[Measured]:
    """Yield what was measured on one card or data page; ``steps`` as of ``own_steps``. Nothing without a layout."""
    page = turned(sheet)
    fit = fitted(sheet.kind, tuple(places_on(page, sheet)))
    if fit is None:
        return
    whole = fit.box(fit.layout.portrait)
    portrait = _within(_shrunk(whole, _INNER), page.pixels.shape)
    if min(portrait[2] - portrait[0], portrait[3] - portrait[1]) < SMALLEST:
        return
    print_boxes = [place.box for place in fit.places]
    score, facts = _grid(grids.plane(page.pixels), portrait, print_boxes, grids.turned_steps(steps, sheet.rotation))
    facts |= _noise(page, portrait, _within(fit.box((0.03, 0.03, 0.97, 0.6)), page.pixels.shape))
    yield Measured(
        score=round(score, 2), field="portrait", facts=facts, region=page.region(_within(whole, page.pixels.shape)),
        compared=page.region(_around(print_boxes)), document=sheet.document,
    )  # fmt: skip


def _grid(
    light: grids.Plane, portrait: Box, print_boxes: list[Box], steps: tuple[int, ...]
) -> tuple[float, dict[str, str]]:
    """Return how far the portrait lies off the card's earlier grid (deviations), and how well both lie on it."""
    wide = [_within((box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4), light.shape) for box in print_boxes]
    card = grids.comb(light, wide, steps, aligned=False)
    if card is None:
        return 0.0, {}
    usual = [grids.lying_on(light, box, card) for box in wide]
    every = np.asarray([np.average(one.means, weights=one.counts) for one in usual if one.counts.sum() >= _LEAST_PRINT])
    here = grids.lying_on(light, portrait, card)
    if len(every) < 4 or here.counts.sum() < _LEAST_TELLING:
        return 0.0, {}
    found, middle = float(np.average(here.means, weights=here.counts)), float(np.median(every))
    spread = max(1.4826 * float(np.median(np.abs(every - middle))), 0.05)
    facts = {"on_grid": f"{100 * max(found, 0):.0f}", "usual_on_grid": f"{100 * middle:.0f}"}
    return max((middle - found) / spread, 0.0), facts


def _noise(page: Turned, portrait: Box, card: Box) -> dict[str, str]:
    """Return the portrait's noise and colour noise in shares of the card's, both in calm blocks."""
    here, around = _calm(page.pixels, portrait, ()), _calm(page.pixels, card, (portrait,))
    if here is None or around is None:
        return {}
    names = ("noise", "colour_noise")
    return {name: f"{one / max(other, 1e-3):.3f}" for name, one, other in zip(names, here, around, strict=True)}


def _calm(pixels: Pixels, box: Box, without: tuple[Box, ...]) -> tuple[float, float] | None:
    part = pixels[box[1] : box[3], box[0] : box[2]]
    if min(part.shape[:2]) < 3 * grids.SIDE:
        return None
    colour = cast("Pixels", part if part.ndim == 3 else cv2.cvtColor(part, cv2.COLOR_GRAY2BGR))
    values = cv2.cvtColor(colour, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    fine = values - cv2.GaussianBlur(values, (0, 0), 1.0)
    coarse = cv2.GaussianBlur(values[:, :, 0], (0, 0), 1.5)
    sums = [_blocks(np.abs(fine[:, :, 0])), _blocks(np.abs(fine[:, :, 1]) + np.abs(fine[:, :, 2]))]
    light, swing = _blocks(values[:, :, 0]), _blocks(np.hypot(cv2.Sobel(coarse, -1, 1, 0), cv2.Sobel(coarse, -1, 0, 1)))
    fit = (light > _BLACK) & (light < _WHITE)
    for x0, y0, x1, y1 in without:
        fit[max(y0 - box[1], 0) // 8 : (y1 - box[1]) // 8 + 1, max(x0 - box[0], 0) // 8 : (x1 - box[0]) // 8 + 1] = (
            False
        )
    if fit.sum() < LEAST_BLOCKS:
        return None
    calm = fit & (swing <= np.percentile(swing[fit], _CALM))
    return float(np.median(sums[0][calm])), float(np.median(sums[1][calm]))


def _blocks(values: Floats) -> Floats:
    """Return the means of 8 x 8 blocks."""
    high, wide = values.shape[0] // 8, values.shape[1] // 8
    return cast("Floats", values[: high * 8, : wide * 8].reshape(high, 8, wide, 8).mean(axis=(1, 3)))


def _shrunk(box: Box, share: float) -> Box:
    across, down = round(share * (box[2] - box[0])), round(share * (box[3] - box[1]))
    return box[0] + across, box[1] + down, box[2] - across, box[3] - down


def _within(box: Box, shape: tuple[int, ...]) -> Box:
    x0, y0 = min(max(box[0], 0), shape[1]), min(max(box[1], 0), shape[0])
    return x0, y0, min(max(box[2], x0), shape[1]), min(max(box[3], y0), shape[0])


def _around(boxes: list[Box]) -> Box:
    columns = list(zip(*boxes, strict=True))
    return min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])
