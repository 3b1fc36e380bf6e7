"""The learnt geometry of cards and data pages, and how well the print on a sheet keeps to it.

A layout says where labels and values begin, in shares of the paper's width (``layouts.toml``, dated, learnt from
specimens by ``bench.typography``). It is laid over what was read by a homography that most of the print agrees on, so
that tilt, perspective and crop never count; what is left is told in line distances.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from validators.forensics.exhibit import Sheet
from validators.forensics.glyphs import Box
from validators.forensics.stretches import Turned

Floats = NDArray[np.float64]

LEAST_POINTS: Final = 9
"""Places found on a sheet below which no layout is laid over it."""
AGREEING: Final = 0.35
"""Line distances up to which a place agrees with the others."""
LEAST_AGREEING: Final = 0.6
"""Share of the places that must agree for the layout to be the sheet's own."""
_FLAT_ENOUGH: Final = 0.85
"""Share of agreeing places from which on an affine map will do; a perspective one is less sure beyond the print."""
_SHORTEST: Final = 3
_FUZZY_FROM: Final = 6


@dataclass(frozen=True)
class Layout:
    """One design: ``labels`` by key (``key_of``) and ``values`` by field, where each begins and its middle height.

    ``portrait`` is left, top, right, bottom; ``pitch`` the distance between two printed lines. All in shares of the
    paper's width.
    """

    type: str
    design: str
    pitch: float
    portrait: tuple[float, float, float, float]
    labels: dict[str, tuple[float, float]]
    values: dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Place:
    """One label or value that was found: what it is, its box in pixels, and where the layout has it."""

    name: str
    is_value: bool
    box: Box
    known: tuple[float, float]


@dataclass(frozen=True)
class Fit:
    """A layout laid over a sheet: ``matrix`` leads from its shares to pixels; ``left`` is ``(N, 2)``, line distances.

    ``left`` holds for each of ``places`` how far it stands right of and below where the layout has it.
    """

    layout: Layout
    matrix: Floats
    places: tuple[Place, ...]
    left: Floats
    agreeing: float

    @property
    def pitch(self) -> float:
        """The distance between two printed lines, in pixels of the upright page."""
        top, below = _carried(self.matrix, np.asarray([(0.3, 0.3), (0.3, 0.3 + self.layout.pitch)]))
        return float(np.hypot(*(below - top)))

    def box(self, shares: tuple[float, float, float, float]) -> Box:
        """Return the box around a rectangle of the layout, in pixels of the upright page."""
        x0, y0, x1, y1 = shares
        corners = _carried(self.matrix, np.asarray([(x0, y0), (x1, y0), (x1, y1), (x0, y1)]))
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        return round(float(left)), round(float(top)), round(float(right)), round(float(bottom))


@cache
def layouts() -> tuple[Layout, ...]:
    """Return all learnt layouts."""
    data = tomllib.loads((files("validators.forensics") / "layouts.toml").read_text("utf-8"))
    return tuple(_layout(one) for one in data["layout"])


def _layout(one: dict[str, Any]) -> Layout:
    labels = {key: (float(x), float(y)) for key, (x, y) in one["labels"].items()}
    values = {key: (float(x), float(y)) for key, (x, y) in one["values"].items()}
    left, top, right, bottom = (float(share) for share in one["portrait"])
    return Layout(one["type"], one["design"], float(one["pitch"]), (left, top, right, bottom), labels, values)


def key_of(text: str) -> str:
    """Return a label's word as a key: its capitals without marks; empty for what is too short to tell."""
    letters = "".join(letter for letter in text.upper() if letter.isalpha())
    return letters if len(letters) >= _SHORTEST else ""


def places_on(page: Turned, sheet: Sheet) -> Iterator[tuple[str, bool, Box]]:
    """Yield every value, also by its first word, and every word beside them, with its box on the upright page."""
    words = [(word.text, page.box(word.region)) for word in sheet.words]
    fields = {name: page.box(region) for name, region in sheet.fields.items()}
    for name, field in fields.items():
        own = [box for _, box in words if _is_in(box, field)]
        yield name, True, field
        if own:
            yield name, True, min(own)
    for text, box in words:
        if not any(_is_in(box, field) for field in fields.values()):
            yield text, False, box


def _is_in(word: Box, field: Box) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return field[0] <= x <= field[2] and field[1] <= y <= field[3]


def fitted(kind: str, boxes: Sequence[tuple[str, bool, Box]]) -> Fit | None:
    """Return the layout of a document type that most of its print agrees with; None where none can be told.

    Args:
        kind: The document type.
        boxes: Words (text, False, box) and values (field, True, box) in pixels of the upright page.
    """
    found = [
        fit
        for layout in layouts()
        if layout.type == kind and (fit := _fit(layout, tuple(_places(layout, boxes)))) is not None
    ]
    return max(found, key=lambda fit: (round(fit.agreeing, 2), len(fit.places)), default=None)


def _places(layout: Layout, boxes: Sequence[tuple[str, bool, Box]]) -> Iterator[Place]:
    """Yield every label that is read once, and every value, that the layout knows."""
    read: dict[str, list[Box]] = {}
    for text, is_value, box in boxes:
        if is_value and text in layout.values:
            yield Place(text, True, box, layout.values[text])
        elif not is_value and (key := _known(key_of(text), layout)):
            read.setdefault(key, []).append(box)
    for key, places in read.items():
        if len(places) == 1:
            yield Place(key, False, places[0], layout.labels[key])


def _known(key: str, layout: Layout) -> str:
    if key in layout.labels or len(key) < _FUZZY_FROM:
        return key if key in layout.labels else ""
    alike = [one for one in layout.labels if len(one) == len(key)]
    near = [one for one in alike if sum(a != b for a, b in zip(one, key, strict=True)) == 1]
    return near[0] if len(near) == 1 else ""


def _fit(layout: Layout, places: tuple[Place, ...]) -> Fit | None:
    if len(places) < LEAST_POINTS or sum(not place.is_value for place in places) < LEAST_POINTS // 2:
        return None
    known = np.asarray([place.known for place in places])
    angle = 0.0
    for _ in range(2):
        seen = np.asarray([_begin(place.box, angle) for place in places])
        found = _homography(known, seen, layout.pitch)
        if found is None:
            return None
        matrix, agree = found
        right, left = _carried(matrix, np.asarray([(0.6, 0.3), (0.3, 0.3)]))
        angle = float(np.arctan2(right[1] - left[1], right[0] - left[0]))
    if agree.mean() < LEAST_AGREEING:
        return None
    back = _carried(cast("Floats", np.linalg.inv(matrix)), seen)
    return Fit(layout, matrix, places, (back - known) / layout.pitch, float(agree.mean()))


def _begin(box: Box, angle: float) -> tuple[float, float]:
    """Return the middle of the left edge of a line of print whose box lies ``angle`` (radians) askew."""
    x, y = float(box[0]), (box[1] + box[3]) / 2
    return x, y - np.tan(angle) * (box[2] - box[0]) / 2


def _homography(known: Floats, seen: Floats, pitch: float) -> tuple[Floats, NDArray[np.bool_]] | None:
    """Return the homography on which most places agree, and which do."""
    wide = float(np.ptp(seen[:, 0])) / max(float(np.ptp(known[:, 0])), 1e-6)
    reach = AGREEING * pitch * wide
    cv2.setRNGSeed(1)
    flat, agree = cv2.estimateAffine2D(known, seen, method=cv2.RANSAC, ransacReprojThreshold=reach)
    matrix = None if flat is None else np.vstack([flat, (0.0, 0.0, 1.0)])
    if matrix is None or agree.mean() < _FLAT_ENOUGH:
        deep, agreed = cv2.findHomography(known, seen, cv2.RANSAC, reach, maxIters=500)
        if deep is not None and (matrix is None or agreed.mean() > agree.mean() + 0.05):
            matrix, agree = deep, agreed
    if matrix is None or agree.sum() < LEAST_POINTS // 2 + 2 or abs(float(np.linalg.det(matrix))) < 1e-9:
        return None
    return cast("Floats", matrix), agree.ravel().astype(bool)


def _carried(matrix: Floats, points: Floats) -> Floats:
    return cast("Floats", cv2.perspectiveTransform(points.reshape(1, -1, 2).astype(np.float64), matrix)[0])
