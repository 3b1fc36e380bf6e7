"""The second reader: values that matter, or of which the first one was unsure, read again in one call."""

from collections.abc import Iterator, Mapping, Sequence

from extractors.agreement.cells import straight
from extractors.engine import OcrEngine, Readers, ReadPage
from extractors.errors import UnreadableUpload
from extractors.form.candidates import Blank, Spot
from extractors.layout import squeeze
from extractors.model import Region, Word
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


def read_again(
    asked: Sequence[Spot | Blank], pages: Mapping[int, ReadPage], engine: OcrEngine
) -> Iterator[tuple[str, Candidate]]:
    """Yield what ``engine`` reads at each place, by field, where that is a value of the kind asked for.

    An engine that breaks on the crops confirms nothing; the page itself was read.
    """
    for number, page in pages.items():
        here = [one for one in asked if one.region is not None and one.region.page == number]
        pixels, words = straight(page)
        try:
            texts = reread(engine, pixels, [_place(one) for one in here], beside=words) if here else ()
        except UnreadableUpload:
            continue
        for one, read in zip(here, texts, strict=True):
            candidate = _candidate(one, read, engine.name)
            if candidate is not None:
                yield one.entry.field, candidate


def _place(one: Spot | Blank) -> Place:
    if isinstance(one, Spot):
        return Place.of(one.words)
    return Place((one.region,), left=0.0, right=0.0)


def _candidate(one: Spot | Blank, words: Sequence[Word], engine: str) -> Candidate | None:
    text = " ".join(word.text for word in words)
    kind = one.entry.kind
    found = next(iter(kind.find(text, True)), None)
    if found is None:
        return None
    value = found.value
    if isinstance(one, Spot) and squeeze(value) == squeeze(one.found.value):
        value = one.found.value  # the recogniser of single lines loses spaces and strokes; the letters agree
    return Candidate(
        engine=engine,
        raw=text,
        value=value,
        region=one.region if isinstance(one, Spot) else Region.around(word.region for word in words),
        confidence=min(word.confidence for word in words),
        fits=found.sound,
        listed=kind.listed and found.sound,
    )
