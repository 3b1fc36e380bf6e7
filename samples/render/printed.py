"""What a renderer hands on: pages and, for each field, its value and the place of its ink."""

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 of ink; the unit (pixels or shares) is said where the box is held."""


@dataclass(frozen=True)
class Mark:
    """A field's value as printed once: ``box`` in pixels of the page with index ``page``.

    ``kind`` is ``field``, ``clause`` or ``signature``; a clause's name is its code, a signature's its party.
    ``hidden`` says of a captured mark that a part of it is cut off or covered, so that nobody can read all of it.
    """

    name: str
    value: str
    page: int
    box: Box
    kind: str = "field"
    hidden: bool = False


@dataclass(frozen=True)
class Letters:
    """One printed word: the box of each of its characters' ink, in pixels of the page with index ``page``."""

    text: str
    page: int
    boxes: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """The box of the word's ink."""
        return around(self.boxes)


@dataclass(frozen=True)
class Printed:
    """A paper on flat pages, without any trace of a camera, and the marks on it.

    ``corner`` is the radius of its round corners as a share of its width; ``width_mm`` is 0 when the paper's kind
    tells it. ``letters`` are its words, labels too, where the renderer knows them.
    """

    pages: tuple[Image.Image, ...]
    marks: tuple[Mark, ...]
    corner: float = 0.0
    width_mm: float = 0.0
    letters: tuple[Letters, ...] = ()


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all ``boxes`` (at least one)."""
    columns = list(zip(*boxes, strict=True))
    return min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])
