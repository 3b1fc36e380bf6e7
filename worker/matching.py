"""Step 8's second half: what stands on a paper of this case and on another one too, here or in another case.

Prints say which pictures may be one; their pixels decide. Whoever reviews this case sees of another one the crop that
matches, and nothing else. What is of one worker (a renewal, a second photo of one paper) is no match.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from extractors import imaging
from extractors.model import Document, DocumentState, FieldStatus, Region
from validators.forensics.checks.prints import picture_of
from validators.forensics.crops import region_of, understood, within
from validators.forensics.likeness import alike, places_alike
from validators.model import Match, SamePerson
from validators.reuse import REACH, Kind, Print, prints_of, same_person
from worker.storage.blobs import BlobStore, DamagedBlob, MissingBlob

if TYPE_CHECKING:
    from extractors.engine import Pixels
    from worker.storage.store import Store

MOST_NEAR: Final = 8
"""Prints of other cases that are held against one of this case by their pixels, the nearest first."""
MOST: Final = 40
"""Matches that a result holds, the surest kinds first."""
SURE: Final = {Kind.PORTRAIT: 0.93, Kind.SIGNATURE: 0.965, Kind.STAMP: 0.945}
"""Correlation of the fine parts from which on two crops are one picture.

Set on seeds 1000 to 1029 of bench/reuse. Portraits: copies, also through two messengers and on another scan, 0.984 and
more, two persons 0.80 at most. Signatures: copies 0.985 and more, the same name written again 0.94 at most, two persons
0.45. Stamps: copies 0.937 and more, two offices 0.94 at most."""
UNUSED: Final = frozenset({Kind.LETTERHEAD, Kind.STAMP})
"""Kinds that many papers share, and that no rule asks for."""
PLACE_SAME: Final = 0.9
PLACE_CHANGED: Final = 0.8
"""Correlation of a field's place on two pictures of a page from which on it is the same, and below which it is not."""
LEAST_SAME: Final = 3
SHARE_SAME: Final = 0.6
"""Places that must be the same, and their share of all: what makes two pictures those of one paper."""
AROUND: Final = 0.01
"""Shares of the page around a place that are shown with it."""
PERSONAL: Final = frozenset(
    {"nik", "name", "birth_place", "birth_date", "address", "rt_rw", "village", "issued_on", "passport_number",
     "expires_on", "registration_number", "kk_number", "visa_number", "certificate_number", "letter_number",
     "card_number", "worker_name", "worker_id_number", "worker_passport_number", "worker_birth_date", "worker_address",
     "contract_number", "agreement_number", "participant_number", "examined_on", "signed_on"}
)  # fmt: skip
"""Fields that two persons' papers of one form do not share: what is printed on every form is no sign of one paper."""
DATED: Final = frozenset({"issued_on", "examined_on", "signed_on"})
"""Fields that say which paper it is: one that was issued anew bears another day."""


@dataclass
class Matching:
    """Finds matches of one case. ``store`` is None where there is none: then within the case only."""

    documents: tuple[Document, ...]
    blobs: BlobStore
    store: "Store | None" = None
    case_id: str = ""
    _pages: "dict[str, Pixels | None]" = field(default_factory=dict)
    _cases: dict[str, dict[str, Document]] = field(default_factory=dict)

    def all(self) -> tuple[Match, ...]:
        """Return the matches, those within the case first."""
        prints = [one for document in self._readable() for one in prints_of(document)]
        found: dict[tuple[object, ...], Match] = {}
        for match in (*self._within(prints), *(match for one in prints for match in self._across(one))):
            # A portrait has two prints, and a paper one page that matters: the surest match of each pair stands.
            place = match.region if match.kind in {Kind.SIGNATURE, Kind.STAMP, Kind.CODE} else None
            key = (match.kind, match.document, str(place), match.other_case, match.other_document)
            if key not in found or match.distance < found[key].distance:
                found[key] = match
        return tuple(found.values())[:MOST]

    def _readable(self) -> list[Document]:
        return [document for document in self.documents if document.state is DocumentState.READ]

    # -- within the case ------------------------------------------------------------------------------------------

    def _within(self, prints: Sequence[Print]) -> Iterator[Match]:
        own = {document.id: document for document in self.documents}
        for one, other in combinations(prints, 2):
            if one.kind is not other.kind or one.document == other.document or one.kind in UNUSED:
                continue
            apart = min(one.apart(other.value), other.apart(one.value))
            if apart > REACH[one.kind] or (one.page_sha256 == other.page_sha256 and one.kind is not Kind.CODE):
                continue  # far apart, or the same bytes twice
            pair = (own[one.document], own[other.document])
            facts = self._facts(one, other, pair)
            if facts is not None:
                yield Match(
                    kind=one.kind.value, role=one.role, document=one.document, region=one.region,
                    other_document=other.document, other_region=other.region, distance=apart,
                    person=same_person(*pair), facts=facts,
                )  # fmt: skip

    # -- in other cases -------------------------------------------------------------------------------------------

    def _across(self, one: Print) -> Iterator[Match]:
        if self.store is None or (one.kind is Kind.CODE and one.role != "named"):
            return
        document = next(paper for paper in self.documents if paper.id == one.document)
        for near in self.store.near(one, self.case_id, MOST_NEAR):
            theirs = self._of_case(near.case_id).get(near.document)
            if theirs is None:
                continue
            person = same_person(document, theirs)
            if person is SamePerson.SAME and one.kind is not Kind.PAGE:
                continue  # an earlier case of the same worker
            other = _as_print(one, near.document, near.role, near.corners, near.page, near.page_sha256)
            facts = self._facts(one, other, (document, theirs))
            if facts is not None:
                yield Match(
                    kind=one.kind.value, role=one.role, document=one.document, region=one.region,
                    other_case=near.case_id, other_document=near.document, other_region=other.region,
                    other_sha256=self._crop(other, facts.get("place", "")), distance=near.distance, person=person,
                    facts=facts,
                )  # fmt: skip

    def _of_case(self, case_id: str) -> dict[str, Document]:
        if case_id not in self._cases:
            case = self.store.latest_result(case_id) if self.store is not None else None
            self._cases[case_id] = {document.id: document for document in case.documents} if case else {}
        return self._cases[case_id]

    # -- pixels ---------------------------------------------------------------------------------------------------

    def _facts(self, one: Print, other: Print, pair: tuple[Document, Document]) -> dict[str, str] | None:
        """Return what makes two prints a match, None where they are none, or where a picture is not at hand."""
        if one.kind is Kind.CODE:
            return {"type": pair[0].type, "other_type": pair[1].type, "holds": one.role}
        pictures = [self._picture(each) for each in (one, other)]
        if pictures[0] is None or pictures[1] is None:
            return None
        if one.kind is Kind.PAGE:
            return self._changed(one, other, pair, (pictures[0], pictures[1]))
        score = alike(pictures[0], pictures[1])
        return {"alike": f"{score:.3f}", "other_role": other.role} if score >= SURE[one.kind] else None

    def _changed(
        self, one: Print, other: Print, pair: tuple[Document, Document], pictures: "tuple[Pixels, Pixels]"
    ) -> dict[str, str] | None:
        """Return which fields differ, by picture and by value, on two pictures of one paper; None where none does."""
        if one.role != other.role or one.region is None:
            return None
        places = {
            name: within(entry.region, understood(one.corners))
            for name, entry in pair[0].fields.items()
            if name in PERSONAL and entry.region is not None and entry.region.page == one.region.page
        }
        scores = dict(zip(places, places_alike(*pictures, list(places.values())), strict=True))
        same = {name for name, score in scores.items() if score >= PLACE_SAME}
        changed = [name for name, score in scores.items() if score < PLACE_CHANGED and _differs(name, *pair)]
        is_one_paper = len(same) >= max(LEAST_SAME, SHARE_SAME * len(scores)) and not DATED & set(changed)
        if not changed or not is_one_paper:
            return None
        place = pair[1].fields[changed[0]].region
        if place is None:
            return None
        told = f"{place.x0:.5f} {place.y0:.5f} {place.x1:.5f} {place.y1:.5f}"
        return {"changed": " ".join(changed), "same": str(len(same)), "of": str(len(scores)), "place": told}

    def _picture(self, one: Print) -> "Pixels | None":
        page = self._page(one.page_sha256)
        try:
            return None if page is None else picture_of(one.kind.value, page, one.corners)
        except ValueError:
            return None

    def _page(self, sha256: str) -> "Pixels | None":
        if sha256 not in self._pages:
            try:
                self._pages[sha256] = imaging.decoded(self.blobs.get(sha256)) if sha256 else None
            except (MissingBlob, DamagedBlob):
                self._pages[sha256] = None
        return self._pages[sha256]

    def _crop(self, other: Print, place: str) -> str | None:
        """Store the part of the other page that matches, and return its SHA-256: the rest of it is not shown here."""
        page = self._page(other.page_sha256)
        if page is None or not (place or other.corners):
            return None
        crop = picture_of("crop", page, other.corners) if other.kind is not Kind.PAGE else _cut(page, place)
        return self.blobs.put(imaging.encode_exact(crop))


def _cut(page: "Pixels", place: str) -> "Pixels":
    """Return a place of a page (four shares as text) with a little around it."""
    x0, y0, x1, y1 = map(float, place.split())
    high, wide = page.shape[:2]
    left, right = int(max(x0 - AROUND, 0.0) * wide), int(min(x1 + AROUND, 1.0) * wide) + 1
    return page[int(max(y0 - AROUND, 0.0) * high) : int(min(y1 + AROUND, 1.0) * high) + 1, left:right]


def _differs(name: str, one: Document, other: Document) -> bool:
    """Whether both papers were read surely in a field, and say different things there."""
    pair = [document.fields.get(name) for document in (one, other)]
    if any(entry is None or entry.status is not FieldStatus.OK for entry in pair):
        return False
    return len({entry.text for entry in pair if entry is not None}) == 2


def _as_print(one: Print, document: str, role: str, corners: str, page: int, page_sha256: str) -> Print:  # noqa: PLR0913, PLR0917  # the parts of a print
    region: Region | None = None
    if corners:
        region = region_of(understood(corners), page)
    return Print(one.kind, role, one.value, document, region, corners, page_sha256)
