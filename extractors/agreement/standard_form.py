"""Which destination's standard form a contract is printed on, by at least two independent signs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.agreement.passages import Passage
from extractors.model import Region
from extractors.vocabulary.standard_forms import ASKED, PROPER, SIGNS

CONFIDENCE: Final = {2: 0.80, 3: 0.92}
"""How surely it is that form, 0..1, by the number of signs; more make it ``MOST``."""
MOST: Final = 0.97
_SIGNS: Final = {
    form: {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in signs.items()} for form, signs in SIGNS.items()
}


@dataclass(frozen=True)
class StandardForm:
    """The form's code, where its plainest sign stands, what that sign says, and how surely it is that form (0..1)."""

    code: str
    region: Region
    raw: str
    confidence: float


def find_standard_form(columns: Sequence[Passage]) -> StandardForm | None:
    """Return the standard form whose signs the running text ``columns`` shows, None for none or for two alike."""
    found = {code: seen for code in SIGNS if (seen := _seen(code, columns))}
    ranked = sorted(found, key=lambda code: -len(found[code]))
    if not ranked or (len(ranked) > 1 and len(found[ranked[0]]) == len(found[ranked[1]])):
        return None
    seen = found[ranked[0]]
    passage, start, end = next((place for kind, place in seen.items() if kind in PROPER), next(iter(seen.values())))
    region = passage.region(start, end)
    if region is None:
        return None
    read = passage.confidence(start, end)
    sure = CONFIDENCE.get(len(seen), MOST) * min(1.0, read + 0.1)
    return StandardForm(ranked[0], region, passage.text[start:end], round(sure, 4))


def _seen(code: str, columns: Sequence[Passage]) -> dict[str, tuple[Passage, int, int]]:
    """Return the signs of ``code`` by kind, each with its first place; empty when they are too few."""
    seen: dict[str, tuple[Passage, int, int]] = {}
    for kind, pattern in _SIGNS[code].items():
        for column in columns:
            match = pattern.search(column.text)
            if match is not None:
                seen[kind] = column, match.start(), match.end()
                break
    return seen if len(seen) >= ASKED and seen.keys() & PROPER else {}
