"""One field from several readings of the same print: which value stands, and how far it may be relied on.

A second reading confirms or contradicts the first; nothing is ever repaired from another field or by a check digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region

SURE: Final = 0.9
"""Confidence (0..1) at which a reading that stands alone is taken as it is."""
SURE_OF_LIST: Final = 0.5
"""The same for a word that stands letter by letter in the field's closed list: no misreading makes one of nothing."""
WEAK: Final = 0.75
"""Confidence below which a reading does not contradict a sure one."""


@dataclass(frozen=True)
class Candidate:
    """What one engine read at a field's place.

    ``raw`` as read, ``value`` in normal form, ``confidence`` of the weakest word (0..1). ``fits`` says that the value
    has the form that its field demands, ``listed`` that ``raw`` is letter by letter in the field's closed list.
    """

    engine: str
    raw: str
    value: str
    region: Region
    confidence: float
    fits: bool = True
    listed: bool = False


@dataclass(frozen=True)
class Policy:
    """How the readings of one field are weighed.

    ``critical``: the value identifies a person; two readings that differ leave it doubtful, however sure one is.
    ``exact``: readings must agree in every character; otherwise letters of one shape (I, L, 1) may differ.
    """

    critical: bool = False
    exact: bool = False


def settle(
    candidates: Sequence[Candidate], policy: Policy, source: ReadingSource = ReadingSource.VISUAL
) -> Field | None:
    """Return the field that ``candidates`` give, the first engine's first; None when nothing legible is among them.

    ``ok``: two engines agree, or one alone is sure and no other says otherwise. Else ``doubtful``.
    """
    seen = [one for one in candidates if one.value]
    if not seen:
        return None
    agreed = _agreed(seen)
    best = agreed or max(seen, key=lambda one: (one.fits, one.confidence))
    sure = best.fits if agreed or source is ReadingSource.PDF_TEXT else _stands_alone(best, seen, policy)
    same = [one for one in seen if squeeze(one.value) == squeeze(best.value)]
    return Field(
        value=best.value,
        raw=best.raw,
        confidence=max(one.confidence for one in same),
        status=FieldStatus.OK if sure else FieldStatus.DOUBTFUL,
        source=source,
        region=same[0].region,
        readings=tuple(as_reading(one, source) for one in seen),
    )


def as_reading(candidate: Candidate, source: ReadingSource = ReadingSource.VISUAL) -> Reading:
    """Return a candidate as a result carries it."""
    return Reading(
        source=source,
        engine=candidate.engine,
        raw=candidate.raw,
        value=candidate.value,
        confidence=candidate.confidence,
        region=candidate.region,
    )


def _agreed(seen: Sequence[Candidate]) -> Candidate | None:
    """Return a reading that another engine confirms, the surer of the two."""
    for index, one in enumerate(seen):
        for other in seen[index + 1 :]:
            if one.engine != other.engine and squeeze(one.value) == squeeze(other.value):
                return max((one, other), key=lambda each: (each.fits, each.confidence))
    return None


def _stands_alone(best: Candidate, seen: Sequence[Candidate], policy: Policy) -> bool:
    """Whether the best reading may be relied on although none confirms it."""
    others = [one for one in seen if squeeze(one.value) != squeeze(best.value)]
    if not best.fits or best.confidence < (SURE_OF_LIST if best.listed else SURE):
        return False
    return not others if policy.critical else all(not one.fits or one.confidence < WEAK for one in others)
