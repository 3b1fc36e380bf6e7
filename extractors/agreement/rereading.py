"""The second reader: unsure numbers and names of a scan are cut out of the page and read again by another engine.

Agreement in letters and digits (a reader may lose a space) makes a value sure, disagreement doubtful (ocr.md section
7). Nothing is corrected by it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from extractors.agreement.candidates import Candidate, Policy
from extractors.agreement.cells import straight
from extractors.engine import Layout, OcrEngine, Pixels, ReadPage
from extractors.errors import UnreadableUpload
from extractors.model import Reading, ReadingSource, Region

PADDING: Final = 0.30
"""Margin around the crop, in heights of the value."""


def reread(
    candidates: Sequence[Candidate],
    policy: Policy,
    pages: Mapping[int, ReadPage],
    second: OcrEngine,
    *,
    always: bool,
) -> list[tuple[Candidate, Reading | None]]:
    """Return what ``second`` reads at each of ``candidates`` that is unsure, or at each of them when ``always``.

    Two printings of one value that agree vouch for each other and are not read again.
    """
    sound = [candidate for candidate in candidates if candidate.sound]
    if len(sound) > 1 and len({candidate.value for candidate in sound}) == 1:
        return []
    several = policy.number and len(candidates) > 1
    wanted = [
        candidate
        for candidate in candidates
        if candidate.shape is not None
        and (always or not candidate.sound or candidate.confidence < policy.sure_from or several)
    ]
    return [(candidate, _second_reading(candidate, pages, second)) for candidate in wanted[:4]]


def _second_reading(candidate: Candidate, pages: Mapping[int, ReadPage], second: OcrEngine) -> Reading | None:
    region = candidate.region
    if region is None or candidate.shape is None or region.page not in pages:
        return None
    try:
        words = second.read(_crop(pages[region.page], region), Layout.LINE)
    except UnreadableUpload:
        return None  # an engine that breaks on a crop confirms nothing; the page itself was read
    text = " ".join(word.text for word in words)
    for found in candidate.shape(text, True):
        confidence = min((word.confidence for word in words), default=0.0)
        return Reading(
            source=ReadingSource.VISUAL,
            engine=second.name,
            raw=text,
            value=found.value,
            confidence=confidence,
            region=region,
        )
    return None


def _crop(page: ReadPage, region: Region) -> Pixels:
    pixels, _ = straight(page)
    height, width = pixels.shape[:2]
    margin = PADDING * region.height * height
    top, bottom = int(max(0, region.y0 * height - margin)), int(min(height, region.y1 * height + margin + 1))
    left, right = int(max(0, region.x0 * width - margin)), int(min(width, region.x1 * width + margin + 1))
    return pixels[top:bottom, left:right]
