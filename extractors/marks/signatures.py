"""The field ``signatures``: who has put what under a paper, and whether that could be seen at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from extractors.engine import ReadPage
from extractors.marks.codes import Printed, electronic
from extractors.marks.ground import Ground, Mask, ground
from extractors.marks.parties import DEEP, UNKNOWN, Anchor, anchors, party_at
from extractors.marks.pens import LEAST_TALL, Strokes, strokes
from extractors.marks.stamps import Found, meet, outlined
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word

SIGNERS: Final = frozenset({"worker", "employer"})
"""Parties without whose marks no contract is complete."""
NAMED: Final = ("worker", "employer", "agency")
"""Parties whose names papers bear as fields."""
SURE: Final = 0.6
"""Score from which on a mark is listed."""
SURE_ALONE: Final = 0.85
"""Score that a mark needs which stands at no label."""
NEAR: Final = 9.0
"""Heights of print from its label within which a code that does not say so is a signature."""
EDGE: Final = 0.12
"""Share of the page's width or height at its edges where initials are put."""
HEAD: Final = 0.16
"""Share of the page's height at its top where round ink is a letterhead's device, no stamp."""
UNEXPLAINED: Final = 0.4
"""Ink in an unsigned place, in squares of the height of print, from which the place is not called empty."""
LARGE: Final = 1.45
"""Height of a word, in heights of print, from which it may have been written where one signs."""
MOST: Final = 24
"""More marks on one page are no signatures: the picture misleads."""


@dataclass(frozen=True)
class Mark:
    """A mark of one party, its region on the upright page. Kinds: hand, thumb, stamp, electronic, meterai."""

    party: str
    kind: str
    region: Region
    score: float
    at_edge: bool = False
    """Whether it stands where pages are initialled."""


@dataclass(frozen=True)
class _Seen:
    """What was seen on one page: marks, the parties with a place to sign there, whether empty places would be seen."""

    marks: tuple[Mark, ...]
    places: frozenset[str]
    is_clear: bool


def signatures_of(
    pages: Sequence[ReadPage], fields: Mapping[str, Field], called: Mapping[str, str] | None = None
) -> dict[str, Field]:
    """Return the field ``signatures`` of a paper by its name, nothing where none can be told; see ``signatures_on``.

    ``fields`` are those read so far: the names of the parties mark where each signs.
    """
    names = {party: fields[f"{party}_name"].text for party in NAMED if f"{party}_name" in fields}
    found = signatures_on(pages, names=names, called=called)
    return {"signatures": found} if found is not None else {}


def signatures_on(
    pages: Sequence[ReadPage],
    *,
    names: Mapping[str, str] | None = None,
    called: Mapping[str, str] | None = None,
) -> Field | None:
    """Return the field ``signatures`` of a paper, regions in shares of the upright pages.

    ``names``: party -> that party's name as read elsewhere; a name that stands alone marks a place to sign.
    ``called``: party as labels name it -> party on this paper (the first party of a placement agreement is the
    agency). A place without a mark is simply not listed. ``ok``: every party at whose label nothing is listed was seen
    to have signed nothing there. ``doubtful``: a picture too poor, ink that could not be told, a mark of nobody known,
    or a party that is named but whose place was not found: nobody may conclude that a place is empty. None: no page
    has a place to sign or a mark.
    """
    seen = [_on_page(page, names or {}) for page in pages]
    seen = [one for one in seen if one.marks or one.places]
    if not seen:
        return None
    marks = [mark for one in seen for mark in one.marks]
    known = {mark.party for mark in marks} | {party for one in seen for party in one.places}
    clear = all(one.is_clear for one in seen) and SIGNERS & set(names or {}) <= known
    entries: list[dict[str, object]] = [
        {"party": (called or {}).get(one.party, one.party), "kind": one.kind, "region": one.region.model_dump()}
        for one in marks
    ]
    return Field(
        value=entries,
        raw="; ".join(f"{entry['party']} {entry['kind']}" for entry in entries),
        confidence=min((one.score for one in marks), default=1.0 if clear else 0.0),
        status=FieldStatus.OK if clear else FieldStatus.DOUBTFUL,
        source=ReadingSource.VISUAL,
        region=None,
    )


def _on_page(page: ReadPage, names: Mapping[str, str]) -> _Seen:
    base = ground(page)
    if base is None:
        return _Seen((), frozenset(), is_clear=False)
    labels = anchors(base, names)
    codes = electronic(base)
    shapes = [
        one for one in outlined(base) if one.score >= SURE and not any(_covers(code.box, one.box) for code in codes)
    ]
    pens = [one for one in strokes(base, shapes) if not any(_covers(code.box, one.box) for code in codes)]
    marks = _one_a_place(
        [
            *(mark for one in shapes if (mark := _outlined_mark(base, one, labels)) is not None),
            *(
                mark
                for one in pens
                if not _is_of_a_thumb(one, shapes) and (mark := _pen_mark(base, one, labels)) is not None
            ),
        ]
    )
    for code in codes:
        party, apart = party_at(code.box, labels, base.unit)
        if code.says_so or apart <= NEAR:
            marks.append(Mark(party, "electronic", base.region(code.box), code.score))
    marks = [mark for mark in marks if mark.kind != "hand" or not _is_beside_a_code(base, mark, codes)]
    places = frozenset(label.party for label in labels if label.is_free)
    if len(marks) > MOST:
        return _Seen((), places, is_clear=False)
    own = [one.own for one in shapes]
    strange = any(mark.party == UNKNOWN and mark.kind in {"hand", "thumb"} and not mark.at_edge for mark in marks)
    clear = base.is_legible and not strange and not _is_unexplained(base, labels, own, marks)
    return _Seen(tuple(sorted(marks, key=lambda mark: (mark.region.y0, mark.region.x0))), places, clear)


def _is_unexplained(base: Ground, labels: Sequence[Anchor], owned: Sequence[Mask], marks: Sequence[Mark]) -> bool:
    """Whether ink stands in a place to sign of a party of whom no mark was made out: that place is not empty."""
    signed = {mark.party for mark in marks if mark.kind != "meterai"}
    rest = base.rest.copy()
    for own in owned:
        rest &= ~own
    for label in labels:
        if label.slot is None or label.party in signed:
            continue
        x0, y0, x1, y1 = (round(max(value, 0.0)) for value in label.slot)
        if any(_is_large(base, word, (x0, y0, x1, y0 + DEEP * base.unit)) for word in base.words):
            return True
        pad = round(0.3 * base.unit)
        place = rest[y0 + pad : y1 - pad, x0:x1].astype(np.uint8)
        if place.size:
            _, _, stats, _ = cv2.connectedComponentsWithStats(place)
            longer = np.maximum(stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT])
            if stats[1:, cv2.CC_STAT_AREA][longer >= 0.8 * base.unit].sum() >= UNEXPLAINED * base.unit**2:
                return True
    return False


def _is_large(base: Ground, word: Word, place: tuple[float, float, float, float]) -> bool:
    """Whether a word in ``place`` is larger than print: a name signed in clear letters is read like print."""
    x0, y0, x1, y1 = base.box(word.region)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return y1 - y0 > LARGE * base.unit and place[0] <= x <= place[2] and place[1] <= y <= place[3]


def _one_a_place(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks with the pieces of one signature as one: a first letter, a line beneath."""
    kept: list[Mark] = []
    for mark in marks:
        same = next((one for one in kept if mark.kind == one.kind == "hand" and _is_one_signature(mark, one)), None)
        if same is None:
            kept.append(mark)
        else:
            kept.remove(same)
            kept.append(
                Mark(same.party, "hand", Region.around((same.region, mark.region)), max(same.score, mark.score))
            )
    return kept


def _is_one_signature(one: Mark, other: Mark) -> bool:
    """Whether two pieces stand at one label, closer together than the larger of them is wide."""
    wide = max(one.region.width, other.region.width)
    apart = max(one.region.x0 - other.region.x1, other.region.x0 - one.region.x1)
    shared = min(one.region.y1, other.region.y1) - max(one.region.y0, other.region.y0)
    return one.party == other.party and apart <= 0.6 * wide and shared > 0


def _outlined_mark(base: Ground, one: Found, labels: Sequence[Anchor]) -> Mark | None:
    party, _ = party_at(one.box, labels, base.unit)
    needed = SURE if base.is_legible and (party != UNKNOWN or one.kind == "stamp") else SURE_ALONE
    if one.score < needed or (one.box[3] < HEAD * base.ink.shape[0] and party == UNKNOWN):
        return None
    return Mark(party, one.kind, base.region(one.box), one.score)


def _pen_mark(base: Ground, one: Strokes, labels: Sequence[Anchor]) -> Mark | None:
    """Return pen strokes as a signature: at a label with room, as initials at the edge, or large enough alone."""
    if _is_in_a_line(base, one):
        return None
    free = [label for label in labels if label.is_free]
    party, _ = party_at(one.box, free, base.unit)
    at_edge = party == UNKNOWN and _is_at_edge(base, one)
    if party == UNKNOWN:
        if one.tall < LEAST_TALL or one.score < (SURE if at_edge else SURE_ALONE):
            return None
    elif one.score < SURE:
        return None
    return Mark(party, "hand", base.region(one.box), one.score, at_edge)


def _is_of_a_thumb(one: Strokes, shapes: Sequence[Found]) -> bool:
    """Whether strokes are ridges that stand around a thumbprint which was found."""
    return any(shape.kind == "thumb" and meet(one.box, shape.box) > 0.5 for shape in shapes)


def _is_in_a_line(base: Ground, one: Strokes) -> bool:
    """Whether print stands close on both sides: words of running text that were not read."""
    x0, y0, x1, y1 = (round(value) for value in one.box)
    near = round(2.5 * base.unit)
    left, right = base.print_[y0:y1, max(0, x0 - near) : x0], base.print_[y0:y1, x1 : x1 + near]
    return bool(left.size and right.size and left.mean() > 0.25 and right.mean() > 0.25)


def _is_at_edge(base: Ground, one: Strokes) -> bool:
    """Whether strokes stand right of the print or below it, where pages are initialled."""
    high, wide = base.ink.shape[:2]
    words = [base.box(word.region) for word in base.words]
    right, foot = max(box[2] for box in words), max(box[3] for box in words)
    beside = one.box[0] > min(right - 3 * base.unit, (1 - EDGE) * wide)
    return bool(beside or one.box[1] > min(foot - 4 * base.unit, (1 - EDGE) * high))


def _is_beside_a_code(base: Ground, mark: Mark, codes: Sequence[Printed]) -> bool:
    """Whether strokes touch a printed electronic signature: its small print that was not read."""
    near = 1.5 * base.unit
    for code in codes:
        x0, y0, x1, y1 = code.box
        around = base.region((x0 - near, y0 - near, x1 + near, y1 + near))
        if mark.region.iou(around) > 0:
            return True
    return False


def _covers(code: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return code[0] <= x <= code[2] and code[1] <= y <= code[3]
