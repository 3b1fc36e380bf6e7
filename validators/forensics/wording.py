"""Phrases among the words of a page, and where they stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractors.model import Region, Word


@dataclass(frozen=True)
class Phrase:
    """A phrase as found: its text, the words before it (at most 40 characters), and its place."""

    text: str
    before: str
    region: Region


def phrases(words: Sequence[Word], pattern: re.Pattern[str]) -> Iterator[Phrase]:
    """Yield where ``pattern`` is found in the words of one page, taken in the order in which they were read."""
    text = " ".join(word.text for word in words)
    starts = [0, *accumulate(len(word.text) + 1 for word in words)]
    for found in pattern.finditer(text):
        first, last = bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end() - 1) - 1
        region = Region.around(word.region for word in words[first : last + 1])
        yield Phrase(found.group(), text[max(found.start() - 40, 0) : found.start()], region)


def apart(one: Region, other: Region) -> float:
    """Return how far two regions of a page are apart, a share of the page; 0 when they meet, 2 on different pages."""
    if one.page != other.page:
        return 2.0
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0.0)
    down = max(one.y0 - other.y1, other.y0 - one.y1, 0.0)
    return float(max(across, down))
