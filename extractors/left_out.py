"""Lines of print that an engine's layout analysis left out of a page: a column of labels, the last line of a table."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from extractors.engine import OcrEngine, Pixels, View, read_lines
from extractors.model import Region, Word
from extractors.straighten import Strip, cut, inside, strips

HEIGHTS: Final = (0.5, 2.5)
"""Height of a line in usual heights of a word: lower ones are rules, higher ones pictures."""
MOST: Final = 40
"""Lines of one page that are read again; where more are left out, the page is read otherwise."""
ROOM: Final = 0.35
"""Room around a line that is read by itself, in heights of it."""
SURE: Final = 0.6
"""Confidence (0..1) from which on a word of such a line is print: layout analysis may have been right."""


def lines_seen(view: View) -> Iterator[tuple[Region, bool]]:
    """Yield the lines of print seen among and beside the words of ``view``, and whether a word was read on each.

    Lines much lower or higher than the words are the portrait's or the table's, not print.
    """
    if not view.words:
        return
    usual = median(word.region.height for word in view.words)
    around = Region.around(word.region for word in view.words)
    for strip in strips(view.pixels):
        line = _region(strip, view.pixels)
        x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
        near = around.x0 - 0.5 * around.width <= x <= around.x1 + 0.5 * around.width
        if near and around.y0 <= y <= around.y1 and HEIGHTS[0] * usual <= line.height <= HEIGHTS[1] * usual:
            yield line, any(_meet(word.region, line, y) for word in view.words)


def _meet(word: Region, line: Region, y: float) -> bool:
    return word.y0 <= y <= word.y1 and word.x0 <= line.x1 and word.x1 >= line.x0


def _region(strip: Strip, pixels: Pixels) -> Region:
    high, wide = pixels.shape[:2]
    side = max(high, wide)
    x, y, reach, half = strip.x * side / wide, strip.y * side / high, strip.length * side / wide / 2, strip.height / 2
    return Region.clipped(0, x - reach, y - half * side / high, x + reach, y + half * side / high)


def words_left_out(view: View, picture: Pixels, part: Region, engine: OcrEngine) -> tuple[Word, ...]:
    """Return the words of the lines of ``view`` on which ``engine`` read none, each line read by itself.

    ``picture`` is what the engine was given, ``part`` where it lies on the view; regions are in shares of the view.

    Raises:
        UnreadableUpload: the engine ran out of time or broke.
    """
    lines = [line for line, is_read in lines_seen(view) if not is_read]
    if not 0 < len(lines) <= MOST:
        return ()
    places = [_within(part, _with_room(line, view.pixels)) for line in lines]
    read = read_lines(engine, [cut(picture, place) for place in places])
    return tuple(_placed(read, places, part))


def _with_room(line: Region, pixels: Pixels) -> Region:
    room = ROOM * line.height
    beside = room * pixels.shape[0] / pixels.shape[1]
    return Region.clipped(line.page, line.x0 - beside, line.y0 - room, line.x1 + beside, line.y1 + room)


def _within(part: Region, line: Region) -> Region:
    """Return ``line`` in shares of ``part``."""
    return Region.clipped(
        line.page,
        (line.x0 - part.x0) / part.width,
        (line.y0 - part.y0) / part.height,
        (line.x1 - part.x0) / part.width,
        (line.y1 - part.y0) / part.height,
    )


def _placed(read: Sequence[Sequence[Word]], places: Sequence[Region], part: Region) -> Iterator[Word]:
    for words, place in zip(read, places, strict=True):
        for word in words:
            if word.confidence >= SURE:
                region = inside(part, inside(place.model_copy(update={"page": part.page}), word.region))
                yield word.model_copy(update={"region": region})
