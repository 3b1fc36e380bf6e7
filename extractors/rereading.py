"""Second readings of places on a page: crops of single lines, read in one call for each engine.

A crop has room for letters that the first reading cut off at the ends of a line, but none for what stands beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.engine import OcrEngine, Pixels, read_lines
from extractors.errors import UnreadableUpload
from extractors.layout import lines
from extractors.model import Region, Word
from extractors.straighten import cut, inside

NARROW: Final = 0.7
"""Room left of a value, in heights of its line: less than stands between it and its colon."""
RIGHT: Final = 1.2
"""Room right of a value, in heights of its line."""
WIDE: Final = 3.0
"""Room where readings differ: for a lone letter and the space behind it, as in H WARSITO."""
ABOVE: Final = 0.3
"""Room above and below, in heights of the line."""
_APART: Final = (0.1, 0.2)
"""Room that stays free beside the neighbours on the left and on the right, in heights of the line."""
_LEAST_SIDE: Final = 3
"""Pixels: a smaller crop shows nothing."""


@dataclass(frozen=True)
class Place:
    """Print to be read again: the regions of its lines (shares of the picture), and the room around each of them.

    ``left``, ``right`` and ``above`` (and as much below) are in heights of the line.
    """

    lines: tuple[Region, ...]
    left: float = NARROW
    right: float = RIGHT
    above: float = ABOVE

    @classmethod
    def of(cls, words: Iterable[Word]) -> "Place":
        """Return the place of ``words`` as they stand, line by line."""
        return cls(tuple(line.region for line in lines(words)))

    def wider(self, left: float = WIDE, right: float = RIGHT) -> "Place":
        """Return the same print with more room at the ends of its lines."""
        return replace(self, left=left, right=right)


def reread(
    engine: OcrEngine,
    pixels: Pixels,
    places: Sequence[Place],
    *,
    beside: Sequence[Word] = (),
    charset: str | None = None,
) -> tuple[tuple[Word, ...], ...]:
    """Return the words that ``engine`` reads at each of ``places``, in one call, in shares of ``pixels``.

    ``beside`` are the words known on the picture, of which none shall come into a neighbour's crop. A word's height is
    that of the line that was asked for. An engine that runs out of time or breaks on the crops has read nothing on them
    and confirms nothing; the page itself was read.
    """
    frames = [
        (index, spot, frame_of(pixels, spot, place, beside))
        for index, place in enumerate(places)
        for spot in place.lines
    ]
    crops = [cut(pixels, frame) for _, _, frame in frames]
    legible = [at for at, crop in enumerate(crops) if min(crop.shape[:2]) >= _LEAST_SIDE]
    read = read_quietly(engine, [crops[at] for at in legible], charset=charset)
    found: list[list[Word]] = [[] for _ in places]
    for at, words in zip(legible, read, strict=True):
        index, spot, frame = frames[at]
        found[index] += [_placed(word, frame, spot) for word in words]
    return tuple(tuple(words) for words in found)


def read_quietly(
    engine: OcrEngine, pictures: Sequence[Pixels], *, charset: str | None = None
) -> tuple[tuple[Word, ...], ...]:
    """Return the words of each of ``pictures``, single lines, in one call; none at all where the engine fails."""
    try:
        return read_lines(engine, pictures, charset=charset) if pictures else ()
    except UnreadableUpload:
        return tuple(() for _ in pictures)


def frame_of(pixels: Pixels, spot: Region, place: Place, beside: Sequence[Word] = ()) -> Region:
    """Return what is cut for the line at ``spot``: the line with its place's room, up to its neighbours."""
    high, wide = pixels.shape[:2]
    em = spot.height * high / wide  # one letter's height as a share of the width
    left, right = spot.x0 - place.left * em, spot.x1 + place.right * em
    if beside:
        left = max(left, previous_end(beside, spot) + _APART[0] * em)
        right = min(right, next_start(beside, spot) - _APART[1] * em)
    room = place.above * spot.height
    return Region.clipped(
        spot.page, min(left, spot.x0 - 0.1 * em), spot.y0 - room, max(right, spot.x1 + 0.1 * em), spot.y1 + room
    )


def next_start(words: Iterable[Word], spot: Region) -> float:
    """Return where the next of ``words`` right of ``spot`` begins on its line, a share of the width; 1 for none."""
    return min(
        (word.region.x0 for word in words if word.region.x0 >= spot.x1 - 0.002 and _level(word, spot)), default=1.0
    )


def previous_end(words: Iterable[Word], spot: Region) -> float:
    """Return where the word left of ``spot`` on its line ends, a share of the width; 0 for none."""
    return max(
        (word.region.x1 for word in words if word.region.x1 <= spot.x0 + 0.002 and _level(word, spot)), default=0.0
    )


def _level(word: Word, spot: Region) -> bool:
    return min(word.region.y1, spot.y1) > max(word.region.y0, spot.y0)


def _placed(word: Word, frame: Region, spot: Region) -> Word:
    region = inside(frame, word.region)
    return word.model_copy(update={"region": Region.clipped(spot.page, region.x0, spot.y0, region.x1, spot.y1)})
