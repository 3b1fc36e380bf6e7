"""Places on PDF pages and the fields that were read there, and how two texts in one place compare."""

import re
from collections.abc import Iterator
from typing import Any, Final

from extractors.model import Region
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_page import Box

SHARE_OF_FIELD: Final = 0.25
"""Share of the smaller of two places that must lie on both."""
MARGIN: Final = 0.06
"""Share of the page's height at its top and foot where page numbers, stamps of programs and running heads stand."""
_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)
_ALIKE: Final = str.maketrans("OQDILZSBG|", "0001125861")


def region(page: int, box: Box) -> Region:
    """Return a place as a region."""
    return Region.clipped(page, *box)


def fields_on(exhibit: Exhibit, page: int) -> Iterator[tuple[str, Region]]:
    """Yield the fields that were read on a page, with their places."""
    for sheet in exhibit.sheets:
        if sheet.page == page:
            yield from sheet.fields.items()


def field_at(exhibit: Exhibit, page: int, box: Box) -> str:
    """Return the field that was read where ``box`` is, empty where none was."""
    here = region(page, box)
    best, name = SHARE_OF_FIELD, ""
    for candidate, place in fields_on(exhibit, page):
        smaller = min(place.width * place.height, here.width * here.height)
        share = here.common(place) / smaller if smaller > 0 else 0.0
        if share > best:
            best, name = share, candidate
    return name


def in_margin(box: Box) -> bool:
    """Tell whether a place lies in the page's head or foot."""
    return box[3] < MARGIN or box[1] > 1 - MARGIN


def words_of(text: str) -> list[str]:
    """Return the words of a text in capitals, digits with their points and commas taken out."""
    joined = re.sub(r"(?<=\d)[.,](?=\d)", "", text.upper())
    return _WORD.findall(joined)


def say_the_same(one: str, other: str) -> bool:
    """Tell whether two texts in one place say the same, or one of them is a piece of the other."""
    left, right = words_of(one), words_of(other)
    short, long = sorted((left, right), key=len)
    if not short:
        return True
    if any(long[place : place + len(short)] == short for place in range(len(long) - len(short) + 1)):
        return True
    joined, whole = sorted(("".join(left), "".join(right)), key=len)
    if joined == whole:
        return True
    return not any(letter.isdigit() for letter in joined) and joined in whole


def alike_in_kind(one: str, other: str) -> bool:
    """Tell whether both texts hold figures, or neither does: a blank of dots or ``dd/mm/yyyy`` is no value."""
    return _figures(one) == _figures(other)


def _figures(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def folded(text: str) -> str:
    """Return letters and figures in capitals, with letters that readers take for figures put as figures."""
    return "".join(words_of(text)).translate(_ALIKE)


def crop(pixels: Any, box: Box) -> Any:
    """Return the part of a drawing of a page that ``box`` holds, at least a pixel."""
    high, wide = pixels.shape[:2]
    x0, y0 = min(max(0, int(box[0] * wide)), wide - 1), min(max(0, int(box[1] * high)), high - 1)
    x1, y1 = max(x0 + 1, min(wide, round(box[2] * wide) + 1)), max(y0 + 1, min(high, round(box[3] * high) + 1))
    return pixels[y0:y1, x0:x1]
