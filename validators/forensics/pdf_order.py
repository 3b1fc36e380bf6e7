"""Where the text of a PDF does not meet the characters of a font in the order in which the font's map lists them.

Many programs give a font's characters numbers, or list them in its map, as they meet them while they write the text
(measured: LibreOffice, Qt, cairo, WeasyPrint, fpdf2, pdfkit, pdf-lib). In such a file every character's first use
follows the first uses of those listed before it. A figure that was put over another one breaks that, at one place.

Pages that were taken out of a larger file break it too: the order was that of the pages before. They break it at many
places, or their font lists characters that no text shows; neither counts.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from validators.forensics.pdf_codes import CodedFont, Shown

LEAST_KNOWN: Final = 12
"""Characters of a font in use from which on their order says something."""
MOST_ODD: Final = 0.25
"""Share of the characters from which on the order is not the program's: no first use is odd then."""
ONE_PLACE: Final = 16
"""Characters that one changed value has at most (a NIK): all that is out of order lies within so many."""
LEAST_BEFORE: Final = 6
"""Characters listed right before one that are first shown on its page and in order."""
MOST_SORTED: Final = 0.7
"""Share of the characters that may stand in the order of their code points: fonts are listed so by other programs."""
_WINDOW: Final = 12


@dataclass(frozen=True)
class Break:
    """The characters that are out of order, and the uses of the font between which the changed text stands."""

    letters: tuple[str, ...]
    first: Shown
    last: Shown


class _Order:
    """The first uses of a font's characters, and which of them keep the order of its map."""

    def __init__(self, font: CodedFont) -> None:
        self._texts = font.listed
        self._listed = [code for code, text in font.listed.items() if text and not text.isspace()]
        self.ranks = {code: rank for rank, code in enumerate(self._listed)}
        self.shown = [one for one in font.shown if one.code in self.ranks]
        self.firsts: dict[int, int] = {}
        for place, one in enumerate(self.shown):
            self.firsts.setdefault(one.code, place)
        codes = list(self.firsts)
        kept = longest_rising([self.ranks[code] for code in codes])
        self.regular = [codes[place] for place in kept]
        regular = set(self.regular)
        self.odd = [code for code in self._listed if code not in regular]

    @property
    def is_near(self) -> bool:
        """Whether the map is in order but for a few characters, and that order is none by letters as in a chart."""
        if len(self.firsts) < LEAST_KNOWN or len(self.odd) > min(MOST_ODD * len(self.firsts), 2 * ONE_PLACE):
            return False
        by_letter = longest_rising([ord(self._texts[code][0]) for code in self.regular])
        return len(by_letter) <= MOST_SORTED * len(self.regular)

    @property
    def is_whole(self) -> bool:
        """Whether all that the map lists behind the last character in order is shown somewhere."""
        last = self.ranks[self.regular[-1]]
        return all(code in self.firsts for code in self._listed[last + 1 :])

    def spans(self) -> list[tuple[int, int]] | None:
        """Return between which uses each odd character was put or taken, None where one cannot be told."""
        found = [self._span(code) for code in self.odd]
        return None if None in found else [span for span in found if span is not None]

    def _span(self, code: int) -> tuple[int, int] | None:
        rank = self.ranks[code]
        below = max((one for one in self.regular if self.ranks[one] < rank), key=self.ranks.__getitem__, default=None)
        above = min((one for one in self.regular if self.ranks[one] > rank), key=self.ranks.__getitem__, default=None)
        own = self.firsts.get(code)
        if below is None or not self._is_settled(rank, self.shown[self.firsts[below]].page):
            return None
        low = self.firsts[below]
        if own is not None and own < low:
            return (own, own) if self.shown[own].page == self.shown[low].page else None
        if above is None or self.shown[self.firsts[above]].page != self.shown[low].page:
            return None
        return low, self.firsts[above]

    def _is_settled(self, rank: int, page: int) -> bool:
        """Tell whether enough characters listed right before ``rank`` were met on the same page, in order."""
        regular = set(self.regular)
        before = [code for code in self._listed[max(0, rank - _WINDOW) : rank] if code in regular]
        return sum(self.shown[self.firsts[code]].page == page for code in before) >= LEAST_BEFORE


def breaks_of(fonts: Iterable[CodedFont]) -> list[tuple[CodedFont, Break]]:
    """Return the fonts of a file in which something is out of the order that all else keeps, with what it is.

    Where a font is in order but for characters at several places, the file's pages were taken out of a larger one,
    and nothing is said of the other fonts either.
    """
    found = []
    for font in fonts:
        order = _Order(font)
        if not order.odd or not order.is_near:
            continue
        one = _break_of(font, order)
        if one is None:
            return []
        found.append((font, one))
    return found


def _break_of(font: CodedFont, order: _Order) -> Break | None:
    spans = order.spans() if order.is_whole else None
    if not spans or max(low for low, _ in spans) - min(high for _, high in spans) > ONE_PLACE:
        return None
    low, high = min(spans, key=lambda span: span[1] - span[0])
    letters = sorted({font.listed[code] for code in order.odd})
    return Break(tuple(letters), order.shown[low], order.shown[high])


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest rising run of ``numbers``, not necessarily side by side."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(places[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
    chain = [places[-1]] if places else []
    while chain and before[chain[-1]] >= 0:
        chain.append(before[chain[-1]])
    return chain[::-1]
