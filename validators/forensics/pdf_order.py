"""Where the text of a PDF does not meet the characters of a font in the order in which the font's map lists them.

Many programs give a font's characters numbers, or list them in its map, as they meet them while they write the text
(measured: LibreOffice, Qt, cairo, WeasyPrint, fpdf2, pdfkit, pdf-lib). In such a file every character's first use
follows the first uses of those listed before it. A figure that was put over another one breaks that at one place.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from validators.forensics.pdf_codes import CodedFont, Shown

LEAST_KNOWN: Final = 12
"""Characters of a font in use from which on their order says something."""
MOST_ODD: Final = 0.25
"""Share of the characters from which on the order is not the program's: no first use is odd then."""


@dataclass(frozen=True)
class Break:
    """One character out of its order. It stands early at ``first`` == ``last``, or was first shown between the two.

    ``text`` is the character, ``is_gone`` tells that no text shows it any more.
    """

    text: str
    first: Shown
    last: Shown
    is_early: bool
    is_gone: bool


def breaks_of(font: CodedFont) -> list[Break]:
    """Return the characters of a font that are out of the order which all others keep; empty where there is no order.

    What reaches over pages does not count: taking pages out of a file, or turning them about, does that.
    """
    ranks = {code: rank for rank, code in enumerate(font.listed) if not font.listed[code].isspace()}
    firsts: dict[int, Shown] = {}
    for one in font.shown:
        if one.code in ranks:
            firsts.setdefault(one.code, one)
    codes = list(firsts)
    if len(codes) < LEAST_KNOWN:
        return []
    kept = set(longest_rising([ranks[code] for code in codes]))
    regular = [code for place, code in enumerate(codes) if place in kept]
    ends = ranks[regular[0]], ranks[regular[-1]]
    odd = [code for code in ranks if code not in regular and (code in firsts or ends[0] < ranks[code] < ends[1])]
    if len(odd) > MOST_ODD * len(codes):
        return []
    order = {one: place for place, one in enumerate(firsts.values())}
    found = []
    for code in odd:
        below = max((one for one in regular if ranks[one] < ranks[code]), key=ranks.__getitem__, default=None)
        above = min((one for one in regular if ranks[one] > ranks[code]), key=ranks.__getitem__, default=None)
        told = _break(font.listed[code], firsts.get(code), (firsts.get(below or 0), firsts.get(above or 0)), order)
        if told is not None:
            found.append(told)
    return found


def _break(
    text: str, own: Shown | None, beside: tuple[Shown | None, Shown | None], order: dict[Shown, int]
) -> Break | None:
    """Return the break of one character, None where it reaches over pages."""
    below, above = beside
    if own is not None and below is not None and order[own] < order[below]:
        return Break(text, own, own, is_early=True, is_gone=False) if own.page == below.page else None
    if below is None or above is None or below.page != above.page:
        return None
    return Break(text, below, above, is_early=False, is_gone=own is None)


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
