"""Where a finding stands on the page picture as it is shown: turned upright, numbered beside the paper.

All places are shares of the upright page (0..1, origin top left). Labels stand in a gutter left or right of the
paper and are spread so that none covers another; a thin line leads from the label to its box.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from extractors.model import Page, Region

SMALLEST_DISPLAY_PX: Final = 300
"""Width in CSS pixels that a page has at least on a 360 px wide telephone, less its gutters."""
LABEL_PITCH_PX: Final = 28
"""Distance of two labels' centres: the 24 px target of WCAG 2.5.8 and a little air."""
FRAME_PAD: Final = 0.006
"""Air between a value and its frame, as a share of the page's width: about 4 px, so that no letter is touched."""
CROP_PAD: Final = 0.9
"""Paper shown around a cut-out, in heights of the box: enough to see the line it stands in."""


class Side(StrEnum):
    """The gutter that a label stands in."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Box:
    """A rectangle in shares of the upright page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width as a share of the upright page's width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height as a share of the upright page's height."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Height of the box's centre on the page."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True)
class Sheet:
    """A page picture turned upright: its size in pixels and the SVG transform that turns the stored image."""

    width: int
    height: int
    stored_width: int
    stored_height: int
    transform: str

    @classmethod
    def of(cls, page: Page) -> "Sheet":
        """Return the sheet of ``page``, which its reader turned clockwise by ``page.rotation`` degrees."""
        wide, high = page.width_px, page.height_px
        match page.rotation % 360:
            case 90:
                return cls(high, wide, wide, high, f"translate({high} 0) rotate(90)")
            case 180:
                return cls(wide, high, wide, high, f"translate({wide} {high}) rotate(180)")
            case 270:
                return cls(high, wide, wide, high, f"translate(0 {wide}) rotate(270)")
            case _:
                return cls(wide, high, wide, high, "translate(0 0)")

    def frame(self, box: Box, nesting: int = 0) -> Box:
        """Return ``box`` with air around it; ``nesting`` counts the frames that stand around the same box already."""
        wide = FRAME_PAD * (1 + 0.75 * nesting)
        high = wide * self.width / self.height
        return Box(max(box.x0 - wide, 0.0), max(box.y0 - high, 0.0), min(box.x1 + wide, 1.0), min(box.y1 + high, 1.0))

    def crop(self, box: Box) -> "Crop":
        """Return the part of the sheet around ``box``, in pixels of the upright picture."""
        pad = max(box.height * self.height * CROP_PAD, 0.004 * self.height)
        left, right = max(box.x0 * self.width - pad, 0), min(box.x1 * self.width + pad, self.width)
        top, bottom = max(box.y0 * self.height - pad / 2, 0), min(box.y1 * self.height + pad / 2, self.height)
        return Crop(round(left, 1), round(top, 1), round(max(right - left, 1), 1), round(max(bottom - top, 1), 1))


@dataclass(frozen=True)
class Crop:
    """A part of an upright picture, in its pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """Where a box's number stands: gutter and height on the page (0..1)."""

    side: Side
    y: float


def upright(region: Region, rotation: int) -> Box:
    """Return a region of the stored page in shares of the page turned clockwise by ``rotation`` degrees."""
    match rotation % 360:
        case 90:
            return Box(1 - region.y1, region.x0, 1 - region.y0, region.x1)
        case 180:
            return Box(1 - region.x1, 1 - region.y1, 1 - region.x0, 1 - region.y0)
        case 270:
            return Box(region.y0, 1 - region.x1, region.y1, 1 - region.x0)
        case _:
            return Box(region.x0, region.y0, region.x1, region.y1)


def place_labels(boxes: Sequence[Box], sheet: Sheet) -> list[Label]:
    """Return one label place for each box: the nearer gutter, spread so that labels do not touch."""
    pitch = LABEL_PITCH_PX / (SMALLEST_DISPLAY_PX * sheet.height / sheet.width)
    sides = [Side.LEFT if box.x0 <= 1 - box.x1 else Side.RIGHT for box in boxes]
    places: dict[int, float] = {}
    for side in Side:
        members = sorted((index for index, own in enumerate(sides) if own is side), key=lambda i: boxes[i].middle)
        places.update(zip(members, _spread([boxes[i].middle for i in members], pitch), strict=True))
    return [Label(side, round(places[index], 4)) for index, side in enumerate(sides)]


def _spread(wanted: Sequence[float], pitch: float) -> list[float]:
    """Return ascending heights near ``wanted`` (ascending), at least ``pitch`` apart as far as the page has room."""
    if not wanted:
        return []
    pitch = min(pitch, 1.0 / len(wanted))
    places: list[float] = []
    for height in wanted:
        places.append(max(height, places[-1] + pitch if places else pitch / 2))
    ceiling = 1.0 - pitch / 2
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - pitch
    return places
