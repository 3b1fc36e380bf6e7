"""One field from several readings of the same place: which value stands, and how far it may be relied on.

A second reading confirms or contradicts the first; nothing is ever repaired from another field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.card.values import is_listed, normal
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region

CRITICAL: Final = frozenset({"nik", "name", "birth_date"})
"""Fields that identify a person: two readings that differ leave them doubtful, however sure one of them is."""
SURE: Final = 0.9
"""Confidence (0..1) at which a reading that stands alone is taken as it is."""
CERTAIN: Final = 0.95
"""Confidence at which a reading stands against another that differs by letters of one shape only: AL SITI, AI SITI."""
SPACED: Final = 0.85
"""Confidence at which a reading's spaces are believed."""
EXACT: Final = frozenset({"nik", "birth_date", "issued_on", "valid_until", "rt_rw", "blood_type"})
"""Fields whose readings must agree in every character."""
_ALIKE: Final = str.maketrans("L1/|!0Q58", "IIIIIOOSB")
SURE_OF_LIST: Final = 0.5
"""The same for a word that stands letter by letter in the field's closed list: no misreading makes one of nothing."""
WEAK: Final = 0.75
"""Confidence below which a reading does not contradict a sure one."""


@dataclass(frozen=True)
class Candidate:
    """What one engine read at a field's place: ``raw`` text, where (on the view), how sure (weakest word, 0..1)."""

    engine: str
    raw: str
    region: Region
    confidence: float


@dataclass(frozen=True)
class _Judged:
    candidate: Candidate
    value: str
    fits: bool

    @property
    def weight(self) -> tuple[bool, float]:
        return (self.fits, self.candidate.confidence)


def decide(name: str, candidates: Sequence[Candidate], source: ReadingSource = ReadingSource.VISUAL) -> Field | None:
    """Return the field from its candidates, most trusted engine last; None when nothing legible is among them.

    ``ok``: two engines agree, or one alone is sure and no other says otherwise. Else ``doubtful``. Regions stay those
    of the candidates.
    """
    judged = [_Judged(one, *_normal(name, one.raw)) for one in candidates]
    judged = [one for one in judged if one.value]
    if not judged:
        return None
    agreed = _agreed(judged, name)
    best = agreed or max(judged, key=lambda one: one.weight)
    if source is ReadingSource.PDF_TEXT or agreed:
        cut_short = name in CRITICAL and any(_says_more(one, best) for one in judged)
        status = FieldStatus.OK if best.fits and not cut_short else FieldStatus.DOUBTFUL
    else:
        status = FieldStatus.OK if _stands_alone(name, best, judged) else FieldStatus.DOUBTFUL
    same = [one for one in judged if squeeze(one.value) == squeeze(best.value)]
    return Field(
        value=best.value,
        raw=best.candidate.raw,
        confidence=max(one.candidate.confidence for one in same),
        status=status,
        source=source,
        region=same[0].candidate.region,
        readings=tuple(reading(one.candidate, one.value, source) for one in judged),
    )


def reading(candidate: Candidate, value: str, source: ReadingSource = ReadingSource.VISUAL) -> Reading:
    """Return a candidate as a result carries it."""
    return Reading(
        source=source,
        engine=candidate.engine,
        raw=candidate.raw,
        value=value,
        confidence=candidate.confidence,
        region=candidate.region,
    )


def _normal(name: str, raw: str) -> tuple[str, bool]:
    found = normal(name, raw)
    return found.value, found.fits


def _agreed(judged: Sequence[_Judged], name: str) -> _Judged | None:
    """Return a reading that another engine confirms, the one with more words when they differ in spaces only."""
    for index, one in enumerate(judged):
        for other in judged[index + 1 :]:
            if one.candidate.engine == other.candidate.engine or not (one.fits or other.fits):
                continue
            if squeeze(one.value) == squeeze(other.value):
                return max(
                    (one, other), key=lambda each: (each.fits, len(each.value.split()), each.candidate.confidence)
                )
            sure = max((one, other), key=lambda each: each.candidate.confidence)
            if name not in EXACT and sure.candidate.confidence >= CERTAIN and _shape(one.value) == _shape(other.value):
                return sure
    return None


def _says_more(one: _Judged, other: _Judged) -> bool:
    """Whether a reading holds all of another and more: two readings of one crop may both lack what it cut off."""
    return squeeze(other.value) in squeeze(one.value) and len(squeeze(one.value)) > len(squeeze(other.value))


def _better_spaced(one: _Judged) -> tuple[bool, bool, int, float]:
    """Return the order of readings that differ in spaces: a sure one parts words rightly, an unsure one at random."""
    sure = one.candidate.confidence >= SPACED
    return (one.fits, sure, len(one.value.split()), one.candidate.confidence)


def _shape(text: str) -> str:
    """Return ``text`` with letters that look alike made one: I, L, 1 and a slash; O, 0 and Q; and no spaces."""
    return squeeze(text.upper().translate(_ALIKE))


def _stands_alone(name: str, best: _Judged, judged: Sequence[_Judged]) -> bool:
    """Whether the best reading may be relied on although none confirms it."""
    others = [one for one in judged if squeeze(one.value) != squeeze(best.value)]
    least = SURE_OF_LIST if is_listed(name, best.candidate.raw) else SURE
    if not best.fits or best.candidate.confidence < least:
        return False
    if name in CRITICAL:
        return not others
    return all(not one.fits or one.candidate.confidence < WEAK for one in others)
