"""The second reader: values that matter, or of which the first one was unsure, read again in one call."""

from collections.abc import Mapping, Sequence

from extractors.agreement.cells import straight
from extractors.engine import OcrEngine, Readers, ReadPage
from extractors.errors import UnreadableUpload
from extractors.form.candidates import Spot
from extractors.layout import squeeze
from extractors.model import Word
from extractors.rereading import Place, reread
from extractors.settling import Candidate, is_unsure


def first_reading(spot: Spot, engine: str) -> Candidate:
    """Return what the page's own reading says at ``spot``."""
    return Candidate(
        engine=engine,
        raw=spot.raw,
        value=spot.found.value,
        region=spot.region,
        confidence=spot.confidence,
        fits=spot.found.sound,
        listed=spot.entry.kind.listed and spot.found.sound,
    )


def wants(spot: Spot, engine: str, readers: Readers) -> bool:
    """Whether a value is to be read again."""
    return readers.always or is_unsure(first_reading(spot, engine), spot.entry.policy)


def read_again(spots: Sequence[Spot], pages: Mapping[int, ReadPage], engine: OcrEngine) -> dict[int, Candidate]:
    """Return what ``engine`` reads at each of ``spots`` (by their index), where that is a value of the kind asked for.

    An engine that breaks on the crops confirms nothing; the page itself was read.
    """
    found: dict[int, Candidate] = {}
    for number, page in pages.items():
        here = [index for index, spot in enumerate(spots) if _page_of(spot) == number]
        pixels, words = straight(page)
        try:
            texts = reread(engine, pixels, [Place.of(spots[index].words) for index in here], beside=words)
        except UnreadableUpload:
            continue
        for index, read in zip(here, texts, strict=True):
            candidate = _candidate(spots[index], read, engine.name)
            if candidate is not None:
                found[index] = candidate
    return found


def _page_of(spot: Spot) -> int | None:
    return spot.region.page if spot.region is not None else None


def _candidate(spot: Spot, words: Sequence[Word], engine: str) -> Candidate | None:
    text = " ".join(word.text for word in words)
    found = next(iter(spot.entry.kind.find(text, True)), None)
    if found is None:
        return None
    value = found.value
    if squeeze(value) == squeeze(spot.found.value):
        value = spot.found.value  # the recogniser of single lines loses spaces and strokes; the letters agree
    return Candidate(
        engine=engine,
        raw=text,
        value=value,
        region=spot.region,
        confidence=min(word.confidence for word in words),
        fits=found.sound,
        listed=spot.entry.kind.listed and found.sound,
    )
