"""Candidates: every place on the paper that may hold a field's value, and the field made of them.

A value given twice, in Indonesian and in English, gives two readings. Where two sound ones differ, both are kept and
the field is a conflict: the paper says two things, and no reader may choose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from extractors import settling
from extractors.agreement.found import Shape
from extractors.agreement.passages import Passage
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, ReadingSource, Region

UNSURE_TEXT: Final = 0.60
"""Confidence (0..1, weakest word) under which a name or an address is doubtful."""
UNSURE_NUMBER: Final = 0.80
"""The same for numbers, amounts and dates, where one wrong character changes the meaning."""
SURE_NUMBER: Final = 0.90
"""The same from which a number of little weight is not read again by the second reader."""
NEAR_ROWS: Final = 4
"""Rows within which a second value is the translation of the first, not another clause."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """One possible value.

    ``strength`` is 3 for an entry of its own, 2 for one inside a line, 1 for prose, 0 for a place that only suggests
    the value; 4 puts an entry before others of its kind. ``shape`` parses the value again from a second reader's text;
    None where no second reading is made.
    """

    field: str
    value: str
    passage: Passage
    start: int
    end: int
    strength: int
    sound: bool = True
    shape: Shape | None = None

    @property
    def raw(self) -> str:
        """The value as printed."""
        return self.passage.text[self.start : self.end]

    @property
    def region(self) -> Region | None:
        """Where the value stands."""
        return self.passage.region(self.start, self.end)

    @property
    def confidence(self) -> float:
        """The weakest word's confidence, 0..1."""
        return self.passage.confidence(self.start, self.end)

    @property
    def row(self) -> int:
        """The row that the passage begins on."""
        return self.passage.pieces[0].cell.row


@dataclass(frozen=True)
class Policy:
    """How the candidates of one field are weighed.

    ``number`` asks for a higher confidence; ``compared`` says that two values must agree (a job's name in two
    languages need not); ``everywhere`` that also a value in prose must agree with the one in the header.
    """

    number: bool = False
    compared: bool = True
    everywhere: bool = False

    @property
    def sure_from(self) -> float:
        """Confidence (0..1) from which a scan's value is not read again: a name's letters matter less than digits."""
        if self.number:
            return SURE_NUMBER
        return UNSURE_TEXT if self.compared else 0.0


def settle(
    candidates: Sequence[Candidate],
    policy: Policy,
    source: ReadingSource,
    engine: str,
    second: Iterable[tuple[Candidate, settling.Candidate | None]] = (),
) -> Field:
    """Return the field that ``candidates`` (at least one, best first) give.

    ``second`` holds what a second reader read at some of them, None where it read nothing there.
    """
    rereadings: dict[int, list[settling.Candidate]] = {}
    for candidate, reading in second:
        rereadings.setdefault(id(candidate), []).extend([reading] if reading is not None else [])
    sure = UNSURE_NUMBER if policy.number else UNSURE_TEXT
    weighing = settling.Policy(critical=policy.number or policy.compared, sure=sure)
    prints = [
        settling.settle([_first(candidate, engine), *rereadings.get(id(candidate), ())], weighing, source)
        for candidate in candidates
    ]
    seen = [field for field in prints if field is not None]
    if not seen:
        return _illegible(candidates[0], source, engine)
    return settling.of_several_prints(seen, compared=policy.compared)


def _first(candidate: Candidate, engine: str) -> settling.Candidate:
    return settling.Candidate(
        engine, candidate.raw, candidate.value, candidate.region, candidate.confidence, fits=candidate.sound
    )


def _illegible(candidate: Candidate, source: ReadingSource, engine: str) -> Field:
    """Return the field of a place whose value holds nothing legible."""
    return Field(
        value=candidate.value,
        raw=candidate.raw,
        confidence=candidate.confidence,
        status=FieldStatus.DOUBTFUL,
        source=source,
        region=candidate.region,
        readings=(settling.as_reading(_first(candidate, engine), source),),
    )


def weigh(candidates: Iterable[Candidate], policy: Policy) -> list[Candidate]:
    """Return the candidates that count, best first: the strongest, their like, and translations near them."""
    ranked = sorted(candidates, key=lambda entry: (-entry.strength, entry.passage.steps, not entry.sound, entry.row))
    kept: list[Candidate] = []
    for candidate in ranked:
        if any(_within(candidate, other) for other in kept):
            continue
        if not kept or _counts(candidate, kept[0], policy):
            kept.append(candidate)
    return kept


def _counts(candidate: Candidate, best: Candidate, policy: Policy) -> bool:
    if squeeze(candidate.value) == squeeze(best.value) or policy.everywhere:
        return True
    near = abs(candidate.row - best.row) <= NEAR_ROWS
    if candidate.passage is best.passage:
        return True
    return candidate.sound and candidate.strength == best.strength and (best.strength > 1 or near)


def _within(candidate: Candidate, other: Candidate) -> bool:
    """Whether ``candidate`` is a part of what ``other`` already holds."""
    one, two = candidate.region, other.region
    if one is None or two is None or one.page != two.page:
        return one is None
    middle_x, middle_y = (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2
    return two.x0 <= middle_x <= two.x1 and two.y0 <= middle_y <= two.y1
