"""How the readings of a card's fields are weighed, and a reading as a candidate of its field."""

from collections.abc import Mapping, Sequence
from typing import Final

from extractors.card.slots import around
from extractors.card.values import is_known, is_listed, normal
from extractors.layout import lines
from extractors.model import Region, Word
from extractors.settling import Candidate, Policy

NIK: Final = Policy(critical=True, exact=True, votes=3)
"""Three equal readings of at least two engines (ocr.md section 2: of such numbers none was wrong)."""
NIK_OF_ONE_ENGINE: Final = Policy(critical=True, exact=True, votes=3, engines=1)
"""The same where the second reader is switched off."""
_DATE: Final = Policy(exact=True, again=1.0)
_NUMBER: Final = Policy(exact=True, again=0.92)
_TEXT: Final = Policy(again=0.92)
"""Of first readings of 0.92 and more none was wrong in 414 of drawn cards, of those from 0.90 on 2 of 135."""
POLICIES: Final[Mapping[str, Policy]] = {
    "nik": NIK,
    "name": Policy(critical=True),
    "birth_date": Policy(critical=True, exact=True),
    "issued_on": _DATE,
    "valid_until": _DATE,
    "rt_rw": _NUMBER,
    "blood_type": _NUMBER,
}
"""What differs from plain text: fields that identify a person, and those that must agree in every character."""


def policy_of(name: str) -> Policy:
    """Return how the readings of field ``name`` are weighed."""
    return POLICIES.get(name, _TEXT)


def candidate(name: str, engine: str, raw: str, region: Region, confidence: float) -> Candidate:
    """Return what ``engine`` read as ``raw`` for field ``name``, in normal form."""
    found = normal(name, raw)
    return Candidate(
        engine,
        raw,
        found.value,
        region,
        confidence,
        fits=found.fits,
        listed=is_listed(name, raw),
        known=is_known(name, found.value),
    )


def of_words(name: str, engine: str, words: Sequence[Word]) -> list[Candidate]:
    """Return the reading of ``words``, line by line, as a list of one; an empty list where nothing was read."""
    if not words:
        return []
    raw = " ".join(line.text for line in lines(words))
    return [candidate(name, engine, raw, around(words), min(word.confidence for word in words))]
