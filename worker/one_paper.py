"""Whether two pages that look alike are pictures of one paper, and what then differs on them.

The printed form is never looked at: that personal fields are the very same print makes two pictures those of one paper.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from extractors.model import Document, FieldStatus, Region
from validators.forensics.crops import Box, understood, within
from validators.forensics.likeness import Overlay
from validators.reuse import Kind, Print, prints_of

if TYPE_CHECKING:
    from extractors.engine import Pixels

PLACE_SAME: Final = 0.9
PLACE_CHANGED: Final = 0.8
"""Correlation of a field's place on two pictures of a page from which on it is the same, and below which it is not."""
CRISP: Final = 0.97
PLACE_DIGIT: Final = 0.88
"""Where half of the places are as alike as ``CRISP``, one figure that is another one shows in less (a 7 for a 3: 0.80);
the same print has 0.93 and more there."""
LEAST_SAME: Final = 3
SHARE_SAME: Final = 0.6
"""Places that must be the same, and their share of all: what makes two pictures those of one paper."""
FACE_SAME: Final = 0.9
FACE_CHANGED: Final = 0.7
"""The same for portraits, of half their places (``Overlay.usual``). Measured on 8 drawn cards: one portrait has 0.91
and more, under a finger 0.96, under a watermark 0.81 and more; two persons' 0.24 to 0.82, three of 22 above 0.7."""
MARK_SAME: Final = 0.9
MARK_CHANGED: Final = 0.5
"""The same for signatures. Whoever signs anew seldom meets half of the strokes."""
ELSEWHERE: Final = 0.05
"""Shares of the page from which on two signatures of one party stand at two places."""
NUMBERS: Final = frozenset(
    {"nik", "passport_number", "registration_number", "kk_number", "visa_number", "certificate_number", "letter_number",
     "card_number", "worker_id_number", "worker_passport_number", "contract_number", "agreement_number",
     "participant_number"}
)  # fmt: skip
HOLDERS: Final = frozenset({"name", "worker_name"})
DATED: Final = frozenset({"issued_on", "examined_on", "signed_on"})
"""Fields that say which paper it is: one that was issued anew bears another day."""
PERSONAL: Final = NUMBERS | HOLDERS | DATED | frozenset(
    {"birth_place", "birth_date", "address", "rt_rw", "village", "expires_on", "worker_birth_date", "worker_address"}
)  # fmt: skip
"""Fields that two persons' papers of one form do not share: what is printed on every form is no sign of one paper."""
PORTRAIT: Final = "portrait"
SIGNATURE: Final = "signature"


@dataclass(frozen=True)
class Shown:
    """A page as it is held against another: its document, its print, and its picture."""

    document: Document
    print: Print
    picture: "Pixels"

    def box(self, region: Region) -> Box:
        """Return a region of the page in shares of the picture."""
        return within(region, understood(self.print.corners))

    def prints(self, *kinds: Kind) -> Iterator[Print]:
        """Yield the prints of ``kinds`` that stand on this page."""
        for one in prints_of(self.document):
            if one.kind in kinds and one.region is not None and one.page_sha256 == self.print.page_sha256:
                yield one


@dataclass(frozen=True)
class Differing:
    """What differs on two pictures of one paper: ``names`` of fields, or ``portrait``, ``signature``, the surest first.

    ``region`` and ``other_region`` are where the first of them stands on either page. ``same`` fields of ``of`` are the
    very same print; ``by`` are the marks that are, by which a signature is known to stand on the same sheet.
    """

    names: tuple[str, ...]
    region: Region
    other_region: Region
    same: int
    of: int
    by: tuple[str, ...] = ()


def differing(one: Shown, other: Shown) -> Differing | None:
    """Return what differs on two pictures of one paper; None where nothing does, or where they are of two papers."""
    page = one.print.region
    if one.print.role != other.print.role or page is None:
        return None
    overlay = Overlay(one.picture, other.picture)
    scores = _fields(overlay, one, page.page)
    face = _face(overlay, one, other)
    if not _is_one_paper(scores, face):
        return None
    found = [*_portrait(scores, one, other, face), *_values(scores, one, other)]
    by: tuple[str, ...] = ()
    if not found:
        signature, by = _signature(overlay, one, other)
        found = [] if signature is None else [signature]
    if not found:
        return None
    same = sum(score >= PLACE_SAME for score in scores.values())
    return Differing(tuple(name for name, _, _ in found), *found[0][1:], same, len(scores), by)


_Place = tuple[str, Region, Region]
"""What differs, and where it stands on either page."""


def _fields(overlay: Overlay, one: Shown, page: int) -> dict[str, float]:
    """Return how alike the places of personal fields are, by name."""
    return {
        name: overlay.least(one.box(entry.region))
        for name, entry in one.document.fields.items()
        if name in PERSONAL and entry.region is not None and entry.region.page == page
    }


def _face(overlay: Overlay, one: Shown, other: Shown) -> float | None:
    """Return how alike the portraits are; None where one page has none, or where too little of it is seen."""
    own = next(one.prints(Kind.PORTRAIT), None)
    if own is None or own.region is None or next(other.prints(Kind.PORTRAIT), None) is None:
        return None
    return overlay.usual(one.box(own.region))


def _is_one_paper(scores: Mapping[str, float], face: float | None) -> bool:
    """Whether the same print stands in most places, and what is one paper's alone among them.

    Husband and wife share place, address and day of issue: a number, the name or the portrait must be the same too, and
    with another portrait the number.
    """
    same = {name for name, score in scores.items() if score >= PLACE_SAME}
    if len(same) < max(LEAST_SAME, SHARE_SAME * len(scores)) or any(
        score < PLACE_CHANGED for name, score in scores.items() if name in DATED
    ):
        return False
    if face is not None and face < FACE_SAME:
        return bool(same & NUMBERS)
    return face is not None or bool(same & (NUMBERS | HOLDERS))


def _portrait(scores: Mapping[str, float], one: Shown, other: Shown, face: float | None) -> Iterator[_Place]:
    """Yield the portrait where it is clearly another picture and the day of issue is the very same print."""
    if face is None or face >= FACE_CHANGED or not any(scores.get(name, 0.0) >= PLACE_SAME for name in DATED):
        return  # a card issued anew may bear another portrait, and bears another day
    own, theirs = (next(shown.prints(Kind.PORTRAIT), None) for shown in (one, other))
    if own is not None and theirs is not None and own.region is not None and theirs.region is not None:
        yield PORTRAIT, own.region, theirs.region


def _values(scores: Mapping[str, float], one: Shown, other: Shown) -> Iterator[_Place]:
    """Yield the fields whose print differs and that were surely read as two things."""
    limit = PLACE_DIGIT if float(np.median([*scores.values(), 0.0])) >= CRISP else PLACE_CHANGED
    for name, score in scores.items():
        pair = [shown.document.fields.get(name) for shown in (one, other)]
        sure = [entry for entry in pair if entry is not None and entry.status is FieldStatus.OK and entry.region]
        if score < limit and len({entry.text for entry in sure}) == 2:
            places = [entry.region for entry in sure if entry.region is not None]
            yield name, places[0], places[1]


def _signature(overlay: Overlay, one: Shown, other: Shown) -> tuple[_Place | None, tuple[str, ...]]:
    """Return the signature that is another one on the very same sheet, and the marks by which it is the same sheet.

    A sheet that was printed and signed anew is another sheet: no mark of a hand is the same on it.
    """
    theirs = {(each.kind, each.role): each for each in other.prints(Kind.SIGNATURE, Kind.STAMP)}
    same, changed = [], None
    for own in one.prints(Kind.SIGNATURE, Kind.STAMP):
        match = theirs.get((own.kind, own.role))
        if match is None or match.region is None or own.region is None:
            continue  # not signed yet: parties sign one after the other
        if _apart(one.box(own.region), other.box(match.region)) > ELSEWHERE:
            continue
        score = overlay.usual(one.box(own.region), is_ink=True)
        if score is not None and score >= MARK_SAME:
            same.append(own.role)
        elif score is not None and score < MARK_CHANGED and own.role.endswith(" hand"):
            changed = changed or (SIGNATURE, own.region, match.region)
    return (changed if same else None), tuple(same)


def _apart(one: Box, other: Box) -> float:
    """Return how far the middles of two boxes are apart, in shares of the page."""
    return max(abs(one[low] + one[low + 2] - other[low] - other[low + 2]) / 2 for low in (0, 1))
