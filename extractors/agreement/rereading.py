"""The second reader: unsure numbers and names of a scan are cut out of the page and read again by another engine.

Agreement in letters and digits (a reader may lose a space) makes a value sure, disagreement doubtful (ocr.md section
7). Nothing is corrected by it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from extractors import settling
from extractors.agreement.candidates import Candidate, Policy
from extractors.agreement.cells import straight
from extractors.engine import OcrEngine, ReadPage
from extractors.layout import squeeze
from extractors.model import Word
from extractors.rereading import Place, reread as reread_places

MOST: Final = 4
"""Places of one field that are read again."""
MARGIN: Final = 0.30
"""Room around a value, in heights of its print: beside prose there is no more."""


def reread(
    candidates: Sequence[Candidate],
    policy: Policy,
    pages: Mapping[int, ReadPage],
    second: OcrEngine,
    *,
    always: bool,
) -> list[tuple[Candidate, settling.Candidate | None]]:
    """Return what ``second`` reads at each of ``candidates`` that is unsure, or at each of them when ``always``.

    Two printings of one value that agree vouch for each other and are not read again. An engine that breaks on a crop
    confirms nothing; the page itself was read.
    """
    sound = [candidate for candidate in candidates if candidate.sound]
    if len(sound) > 1 and len({candidate.value for candidate in sound}) == 1:
        return []
    several = policy.number and len(candidates) > 1
    wanted = [
        candidate
        for candidate in candidates
        if candidate.shape is not None
        and candidate.region is not None
        and (always or not candidate.sound or candidate.confidence < policy.sure_from or several)
    ][:MOST]
    return list(_read(wanted, pages, second))


def _read(
    wanted: Sequence[Candidate], pages: Mapping[int, ReadPage], second: OcrEngine
) -> Iterator[tuple[Candidate, settling.Candidate | None]]:
    """Yield each of ``wanted`` with its second reading; each page's crops are read in one call."""
    for index in sorted({candidate.region.page for candidate in wanted if candidate.region is not None}):
        here = [candidate for candidate in wanted if candidate.region is not None and candidate.region.page == index]
        if index not in pages:
            yield from ((candidate, None) for candidate in here)
            continue
        pixels, _ = straight(pages[index])
        places = [
            Place((candidate.region,), left=MARGIN, right=MARGIN, above=MARGIN)
            for candidate in here
            if candidate.region
        ]
        for candidate, words in zip(here, reread_places(second, pixels, places), strict=True):
            yield candidate, _second_reading(candidate, words, second.name)


def _second_reading(candidate: Candidate, words: Sequence[Word], engine: str) -> settling.Candidate | None:
    """Return what was read as a rival of ``candidate``; text that is no such value speaks against it."""
    text = " ".join(word.text for word in words)
    if not text or candidate.shape is None:
        return None
    confidence = min(word.confidence for word in words)
    for found in candidate.shape(text, True):
        # A crop of a value that is cut off shows the same cut value whole.
        cut_off = not candidate.sound and squeeze(found.value) == squeeze(candidate.value)
        return settling.Candidate(engine, text, found.value, candidate.region, confidence, fits=not cut_off)
    return settling.Candidate(engine, text, text, candidate.region, confidence, fits=False)
