"""Whether the print of a card or data page stands where its kind has it."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from extractors.model import Region
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.layouts import Fit, Floats, fitted, places_on
from validators.forensics.stretches import Turned, turned

KINDS: Final = frozenset({"ktp", "passport"})
UNKNOWN_LAYOUT: Final = "layout_not_told"
OTHER_WORD: Final = 1.5
"""Line distances sideways from which on a label is another word of the same letters, and tells nothing."""
_SHOWN_FROM: Final = 0.25
"""Line distances from which on a map is drawn."""
_FULL: Final = 0.6


def _has_cards(exhibit: Exhibit) -> bool:
    return any(sheet.kind in KINDS and sheet.words for sheet in exhibit.sheets)


@check(wants=_has_cards)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell by how many line distances a label or value stands above or below where the learnt layout has it.

    The layout is laid over the sheet first, so that tilt, perspective and crop do not count. ``score`` is the largest
    distance; facts name the design, what stands there, and how much of the print agrees.
    """
    fits = [(sheet, page, fit) for sheet in exhibit.sheets if sheet.kind in KINDS for page, fit in _fitted(sheet)]
    if not fits:
        raise NotMeasurable(UNKNOWN_LAYOUT)
    for sheet, page, fit in fits:
        yield _measured(sheet, page, fit)


def _fitted(sheet: Sheet) -> Iterator[tuple[Turned, Fit]]:
    page = turned(sheet)
    fit = fitted(sheet.kind, tuple(places_on(page, sheet)))
    if fit is not None:
        yield page, fit


def _measured(sheet: Sheet, page: Turned, fit: Fit) -> Measured:
    away = _away(fit)
    worst = int(away.argmax())
    score = round(float(away[worst]), 3)
    place = fit.places[worst]
    return Measured(
        score=score,
        field=place.name if place.is_value else "",
        facts={
            "design": fit.layout.design,
            "place": place.name,
            "distance": f"{fit.left[worst, 1]:+.2f}",
            "places": str(len(fit.places)),
            "agreeing": f"{100 * fit.agreeing:.0f}",
        },
        region=page.region(place.box),
        compared=_agreeing(page, fit, away),
        map=_map(page, fit, away) if score >= _SHOWN_FROM else None,
        document=sheet.document,
    )


def _away(fit: Fit) -> Floats:
    """Return how far each place stands above or below its own: a value by the better of its two boxes.

    What a box is taller than others counts for the place: on a page that lies askew it holds more than its line.
    """
    told = np.abs(fit.left[:, 0]) < OTHER_WORD
    tall = np.asarray([place.box[3] - place.box[1] for place in fit.places]) / fit.pitch
    distances = np.maximum(np.abs(fit.left[:, 1]) - np.maximum(tall - np.median(tall), 0) / 2, 0)
    least: dict[str, float] = {}
    for place, far in zip(fit.places, distances, strict=True):
        least[place.name] = min(float(far), least.get(place.name, np.inf))
    return np.asarray(
        [least[place.name] if place.is_value or one else 0.0 for place, one in zip(fit.places, told, strict=True)]
    )


def _agreeing(page: Turned, fit: Fit, away: Floats) -> Region:
    usual = float(np.median(away))
    near = [place.box for place, far in zip(fit.places, away, strict=True) if far <= usual]
    columns = list(zip(*near, strict=True))
    return page.region((min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])))


def _map(page: Turned, fit: Fit, away: Floats) -> Pixels:
    """Return the misfit over the page as stored, an eighth of its size."""
    high, wide = page.pixels.shape[:2]
    shown = np.zeros((max(high // 8, 1), max(wide // 8, 1)), np.uint8)
    for place, far in zip(fit.places, away, strict=True):
        x0, y0, x1, y1 = (value // 8 for value in place.box)
        cv2.rectangle(shown, (x0, y0), (x1, y1), int(min(far / _FULL, 1.0) * 255), -1)
    return np.ascontiguousarray(np.rot90(shown, k=page.rotation // 90))
