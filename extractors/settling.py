"""One field from several readings of the same print: which value stands, and how far it may be relied on.

A second reading confirms or contradicts the first; nothing is ever repaired from another field or by a check digit.
Every reading is kept. Readings of two engines that agree make each other surer, readings that differ less sure, by how
sure each engine says that it is; the two engines share neither model nor training, so they count as independent.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region

SURE: Final = 0.9
"""Confidence (0..1) at which a reading that stands alone is taken as it is."""
SURE_OF_LIST: Final = 0.5
"""The same for a word that stands letter by letter in the field's closed list: no misreading makes one of nothing."""
CERTAIN: Final = 0.95
"""Confidence at which a reading stands against others that differ by letters of one shape, or lack an end of it."""
WEAK: Final = 0.75
"""Confidence below which a reading does not contradict a sure one."""
FAINT: Final = 0.2
"""Confidence below which a form that fits is chance: eight letters read into a shadow may well be a date."""
CLEAR: Final = 0.8
"""Confidence that one engine at least must have of a number that stands on votes."""
HARDLY: Final = 0.3
"""Confidence below which an engine's vote for such a number is chance."""
SPACED: Final = 0.85
"""Confidence at which a reading's spaces are believed where the ink does not tell."""
MOST: Final = 0.999
"""No reading is surer than this, whatever agrees with it."""
_ALIKE: Final = str.maketrans("L1/|!0Q58", "IIIIIOOSB")


@dataclass(frozen=True)
class Candidate:
    """What one engine read at a field's place.

    ``raw`` as read, ``value`` in normal form, ``confidence`` of the weakest word (0..1). ``fits`` says that the value
    has the form that its field demands, ``listed`` that ``raw`` is letter by letter in the field's closed list, and
    ``known`` that a table of such names (places by region code) has the value: it weighs more than one that none has.
    """

    engine: str
    raw: str
    value: str
    region: Region | None
    confidence: float
    fits: bool = True
    listed: bool = False
    known: bool = False


@dataclass(frozen=True)
class Policy:
    """How the readings of one field are weighed.

    ``critical``: the value identifies a person; two readings that differ leave it doubtful, however sure one is.
    ``exact``: readings must agree in every character; otherwise letters of one shape (I, L, 1) may differ.
    ``sure``: confidence (0..1) from which a reading stands alone; ``again``: below which a second engine is asked.
    Readings agree when ``votes`` of them, of at least
    ``engines`` engines, are equal; a value that asks for three or more never stands alone.
    """

    critical: bool = False
    exact: bool = False
    sure: float = SURE
    again: float = SURE
    votes: int = 2
    engines: int = 2


def is_unsure(candidate: Candidate, policy: Policy) -> bool:
    """Whether a first reading asks for a second one: its value matters, has not its form, or was not surely read."""
    if policy.critical or policy.votes > 2 or not candidate.value or not candidate.fits:
        return True
    return candidate.confidence < (SURE_OF_LIST if candidate.listed else policy.again)


def settle(
    candidates: Sequence[Candidate],
    policy: Policy,
    source: ReadingSource = ReadingSource.VISUAL,
    *,
    count_words: Callable[[Region], int | None] | None = None,
) -> Field | None:
    """Return the field that ``candidates`` give, the first engine's first; None when nothing legible is among them.

    ``ok``: enough engines agree, or one alone is sure and no other says otherwise. Else ``doubtful``. Where readings
    differ in their spaces only, ``count_words`` says how many words the gaps of the ink show at a region (None where
    that cannot be told), and the reading with as many stands.
    """
    seen = [one for one in candidates if one.value]
    if not seen:
        return None
    same, sure = _standing(seen, policy, source)
    places = [one.region for one in same if one.region is not None]
    # An engine's box may lack a letter that it read; around a sign or two it is anything.
    region = (Region.around(places) if len(squeeze(same[0].value)) > 2 else places[0]) if places else None
    spaced = len({len(one.value.split()) for one in same}) > 1
    best = _best_spaced(same, count_words(region) if count_words and region and spaced else None)
    return Field(
        value=best.value,
        raw=best.raw,
        confidence=_confidence(same, seen, policy),
        status=FieldStatus.OK if sure else FieldStatus.DOUBTFUL,
        source=source,
        region=region,
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


def shown_as(field: Field, value: str) -> Field:
    """Return ``field`` with its value parted as ``value`` is, its readings of the same letters too; ``raw`` stays."""
    letters = squeeze(value)
    readings = tuple(
        one.model_copy(update={"value": value}) if squeeze(str(one.value)) == letters else one for one in field.readings
    )
    return field.model_copy(update={"value": value, "readings": readings})


def lacks_an_end(part: str, whole: str) -> bool:
    """Whether ``part`` is ``whole`` with letters missing at its ends, or at the ends of its words.

    An engine that drops a letter at an end of the line (the I of I NYOMAN), or leaves out small print, reads just so.
    It is a doubt about the reading and contradicts nothing.
    """
    one, other = squeeze(part), squeeze(whole)
    if not one or len(one) >= len(other):
        return False
    words = whole.split()
    return one in other or all(any(o.startswith(w) or o.endswith(w) for o in words) for w in part.split())


def combined(confidences: Iterable[float]) -> float:
    """Return how sure (0..1) independent readings that agree are together: one that is right makes all right."""
    return min(1.0 - prod(1.0 - min(one, MOST) for one in confidences), MOST)


def _standing(seen: Sequence[Candidate], policy: Policy, source: ReadingSource) -> tuple[list[Candidate], bool]:
    """Return the readings that say what stands, in their order, and whether it may be relied on."""
    groups = _groups(seen, policy)
    agreed = [group for group in groups if _agree(group, policy)]
    if agreed:
        best = max(agreed, key=_weight)
        others = [one for one in seen if one not in best]
        longer = _read_whole(best, others)
        if longer:
            return longer, True
        return best, any(one.fits for one in best) and not _is_denied(best, others, policy)
    best = max(groups, key=_weight)
    others = [one for one in seen if one not in best]
    if source is ReadingSource.PDF_TEXT:  # the letters are given, not read
        return best, best[0].fits
    return best, _stands_alone(best, others, policy) or _only_lacking(best, others)


def _groups(seen: Sequence[Candidate], policy: Policy) -> list[list[Candidate]]:
    """Return the readings that say the same, group by group."""
    groups: list[list[Candidate]] = []
    for one in seen:
        home = next((group for group in groups if any(_same(one, other, policy) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _same(one: Candidate, other: Candidate, policy: Policy) -> bool:
    """Whether two readings say the same; letters of one shape are told apart only by a reading that is certain."""
    if squeeze(one.value) == squeeze(other.value):
        return one.value == other.value or (bool(squeeze(one.value)) and not policy.exact)
    certain = max(one.confidence, other.confidence) >= CERTAIN
    return not policy.exact and certain and one.engine != other.engine and _shape(one.value) == _shape(other.value)


def _shape(text: str) -> str:
    """Return ``text`` with letters that look alike made one: I, L, 1 and a slash; O, 0 and Q; and no spaces."""
    return squeeze(text.upper().translate(_ALIKE))


def _agree(group: Sequence[Candidate], policy: Policy) -> bool:
    engines = {one.engine for one in group}
    return len(group) >= policy.votes and len(engines) >= policy.engines and any(one.fits for one in group)


def _weight(group: Sequence[Candidate]) -> tuple[bool, int, bool, float]:
    """Return the order of groups: what has its form, what more engines say, what a table has, what is surer."""
    fits = any(one.fits and one.confidence >= FAINT for one in group)
    known = any(one.known for one in group)
    return (fits, len({one.engine for one in group}), known, _together(group))


def _together(group: Iterable[Candidate]) -> float:
    """Return how sure readings that agree are together: several of one engine count as its surest."""
    surest: dict[str, float] = {}
    for one in group:
        surest[one.engine] = max(one.confidence, surest.get(one.engine, 0.0))
    return combined(surest.values())


def _is_denied(best: Sequence[Candidate], others: Sequence[Candidate], policy: Policy) -> bool:
    """Whether readings on which engines agree stay doubtful, because of what other readings of a critical value say.

    One that says more may have seen what the others cut off; as many sure ones that differ leave it open.
    """
    if not policy.critical:
        return False
    if policy.votes > 2:
        return _is_unclear(best, others)
    if any(one.fits and lacks_an_end(best[0].value, one.value) for one in others):
        return True
    rivals = [
        one for one in others if one.fits and one.confidence >= WEAK and not lacks_an_end(one.value, best[0].value)
    ]
    return len(rivals) >= len(best)


def _is_unclear(best: Sequence[Candidate], others: Sequence[Candidate]) -> bool:
    """Whether equal readings of a number without check digit may all be wrong alike: a scratch makes a 6 of an 8.

    So they are where well-formed readings that differ are together half as sure or more, where no engine saw every
    character clearly, or where all engines but one hardly saw one. Sureness is summed and not readings counted: an
    engine that never learnt the print (OCR-A digits) makes another number of every picture, and is sure of none.
    """
    surest = sorted(max(one.confidence for one in best if one.engine == engine) for engine in {o.engine for o in best})
    if surest[-1] < CLEAR or surest[-2 if len(surest) > 1 else -1] < HARDLY:
        return True
    return 2 * sum(one.confidence for one in others if one.fits) >= sum(one.confidence for one in best)


def _read_whole(best: Sequence[Candidate], others: Sequence[Candidate]) -> list[Candidate]:
    """Return the readings, two of one engine and certain, of which all the rest only lack an end; else none."""
    for one in others:
        whole = [other for other in others if other.value == one.value and other.engine == one.engine]
        rest = [other for other in (*best, *others) if other not in whole]
        if len(whole) >= 2 and _only_lacking(whole, rest):
            return whole
    return []


def _only_lacking(best: Sequence[Candidate], others: Sequence[Candidate]) -> bool:
    """Whether two certain readings of one engine stand, because all others are but parts of them."""
    certain = len(best) >= 2 and all(one.fits and one.confidence >= CERTAIN for one in best)
    return certain and bool(others) and all(lacks_an_end(one.value, best[0].value) for one in others)


def _stands_alone(best: Sequence[Candidate], others: Sequence[Candidate], policy: Policy) -> bool:
    """Whether readings of one engine may be relied on although no other engine confirms them."""
    surest = max(best, key=lambda one: (one.fits, one.confidence))
    least = min(SURE_OF_LIST, policy.sure) if surest.listed else policy.sure
    if policy.votes > 2 or not surest.fits or surest.confidence < least:
        return False
    if policy.critical:
        return not others
    if surest.known and not any(one.known for one in others):
        return True
    return all(not one.fits or one.confidence < WEAK for one in others)


def _best_spaced(same: Sequence[Candidate], words: int | None) -> Candidate:
    """Return the reading to be shown of those that agree: it fits, has the surest letters, is parted as the ink is."""
    surest = max(same, key=lambda one: (one.fits, one.confidence))

    def order(one: Candidate) -> tuple[bool, bool, int, bool, int, float]:
        parts, letters = len(one.value.split()), squeeze(one.value) == squeeze(surest.value)
        off = abs(parts - words) if words is not None else 0
        # A sure reading parts words rightly and may miss a space, an unsure one parts them at random.
        return (one.fits, letters, -off, one.confidence >= SPACED, parts, one.confidence)

    return max(same, key=order)


def _confidence(same: Sequence[Candidate], seen: Sequence[Candidate], policy: Policy) -> float:
    """Return how sure (0..1) the value is: raised by each engine that agrees, lowered by each that differs.

    With independent readings of confidence a and b that differ, the first is right in a (1 - b) of a (1 - b) +
    b (1 - a) + (1 - a) (1 - b) cases.
    """
    sure = _together(same)
    rest = [one for one in seen if one not in same and not lacks_an_end(one.value, same[0].value)]
    for group in _groups(rest, policy):
        against = min(_together(group), MOST) * (1.0 if any(one.fits for one in group) else 0.5)
        sure = sure * (1.0 - against) / (1.0 - sure * against)
    return sure


def of_several_prints(prints: Sequence[Field], *, compared: bool) -> Field:
    """Return the one field of a value that the paper prints in several places (``prints``, best first, at least one).

    The best that may be relied on stands. ``compared`` says that all must say the same: where sure ones differ, the
    paper says two things and the field is a ``conflict``.
    """
    sure = [one for one in prints if one.status is FieldStatus.OK]
    best = (sure or prints)[0]
    values = {squeeze(one.text) for one in (sure or prints)}
    status = FieldStatus.OK if sure else FieldStatus.DOUBTFUL
    if compared and len(values) > 1 and sure:
        status = FieldStatus.CONFLICT
    ordered = [best, *(one for one in prints if one is not best)]
    readings = [reading for one in ordered for reading in one.readings]
    return best.model_copy(update={"status": status, "readings": tuple(readings)})
