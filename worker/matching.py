"""Step 8's second half: what stands on a paper of this case and on another one too, here or in another case.

Prints say which pictures may be one; their pixels decide. Whoever reviews this case sees of another one the crop that
matches, and nothing else. What is of one worker (a renewal, a second photo of one paper) is no match.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from extractors import imaging
from extractors.model import Document, DocumentState, Region
from validators.forensics.checks.prints import picture_of
from validators.forensics.crops import region_of, understood
from validators.forensics.impressions import Pressed, pressed
from validators.forensics.likeness import alike
from validators.model import Match, SamePerson
from validators.reuse import REACH, Kind, Print, prints_of, same_person
from worker.one_paper import Shown, differing
from worker.storage.blobs import BlobStore, DamagedBlob, MissingBlob
from worker.storage.prints import Near

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
UNUSED: Final = frozenset({Kind.LETTERHEAD})
"""A kind that many papers share, and that no rule asks for."""
AROUND: Final = 0.01
"""Shares of the page around a place that are shown with it."""


@dataclass(frozen=True)
class _Held:
    """What two pictures came to: facts for the rule, and the very places where they are not the prints' own."""

    facts: dict[str, str]
    region: Region | None
    other_region: Region | None


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
        for match in (*self._within(prints), *self._across(prints)):
            # A portrait has two prints, and a paper one page that matters: the surest match of each pair stands.
            place = match.region if match.kind in {Kind.SIGNATURE, Kind.STAMP, Kind.CODE} else None
            key = (match.kind, match.document, str(place), match.other_case, match.other_document)
            if key not in found or match.distance < found[key].distance:
                found[key] = match
        return tuple(self._one_a_person(found.values()))[:MOST]

    def _one_a_person(self, matches: Iterable[Match]) -> Iterator[Match]:
        """Yield the matches, of each stamp one a person: a paper that was filed twice bears one stamp twice."""
        held: dict[tuple[str, str], list[Document]] = {}
        for match in matches:
            if match.kind == Kind.STAMP:
                others = held.setdefault((match.document, str(match.region)), [])
                theirs = self._of_case(match.other_case)[match.other_document] if match.other_case else None
                if theirs is not None and any(same_person(theirs, each) is not SamePerson.DIFFERENT for each in others):
                    continue
                others += [] if theirs is None else [theirs]
            yield match

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
            held = self._held(one, other, pair)
            if held is not None:
                yield Match(
                    kind=one.kind.value, role=one.role, document=one.document, region=held.region,
                    other_document=other.document, other_region=held.other_region, distance=apart,
                    person=same_person(*pair), facts=held.facts,
                )  # fmt: skip

    # -- in other cases -------------------------------------------------------------------------------------------

    def _across(self, prints: Sequence[Print]) -> Iterator[Match]:
        if self.store is None:
            return
        wanted = [one for one in prints if one.kind is not Kind.CODE or one.role == "named"]
        for one, found in zip(wanted, self.store.near_each(wanted, self.case_id, MOST_NEAR), strict=True):
            document = next(paper for paper in self.documents if paper.id == one.document)
            for near in found:
                match = self._with_theirs(one, document, near)
                if match is not None:
                    yield match

    def _with_theirs(self, one: Print, document: Document, near: Near) -> Match | None:
        theirs = self._of_case(near.case_id).get(near.document)
        if theirs is None:
            return None
        person = same_person(document, theirs)
        if person is SamePerson.SAME and one.kind is not Kind.PAGE:
            return None  # an earlier case of the same worker
        other = _as_print(one, near)
        held = self._held(one, other, (document, theirs))
        if held is None:
            return None
        return Match(
            kind=one.kind.value, role=one.role, document=one.document, region=held.region,
            other_case=near.case_id, other_document=near.document, other_region=held.other_region,
            other_sha256=self._crop(other, held.other_region), distance=near.distance, person=person,
            facts=held.facts,
        )  # fmt: skip

    def _of_case(self, case_id: str) -> dict[str, Document]:
        if case_id not in self._cases:
            case = self.store.latest_result(case_id) if self.store is not None else None
            self._cases[case_id] = {document.id: document for document in case.documents} if case else {}
        return self._cases[case_id]

    # -- pixels ---------------------------------------------------------------------------------------------------

    def _held(self, one: Print, other: Print, pair: tuple[Document, Document]) -> _Held | None:
        """Return what makes two prints a match, None where they are none, or where a picture is not at hand."""
        if one.kind is Kind.CODE:
            facts = {"type": pair[0].type, "other_type": pair[1].type, "holds": one.role}
            return _Held(facts, one.region, other.region)
        pictures = [self._picture(each) for each in (one, other)]
        if pictures[0] is None or pictures[1] is None:
            return None
        if one.kind is Kind.PAGE:
            return _changed(Shown(pair[0], one, pictures[0]), Shown(pair[1], other, pictures[1]))
        score = alike(pictures[0], pictures[1])
        if score < SURE[one.kind]:
            return None
        facts = {"alike": f"{score:.3f}", "other_role": other.role}
        if one.kind is Kind.STAMP:
            found = self._pressed(one, other)
            if found is None or not found.is_one:
                return None  # one die, laid on twice
            facts |= {"turned": f"{found.turned:.2f}", "ink": f"{found.ink:.3f}", "other_type": pair[1].type}
            facts["other_stratum"] = pair[1].stratum or ""
        return _Held(facts, one.region, other.region)

    def _pressed(self, one: Print, other: Print) -> Pressed | None:
        pages = (self._page(one.page_sha256), self._page(other.page_sha256))
        if pages[0] is None or pages[1] is None:
            return None
        return pressed(picture_of("crop", pages[0], one.corners), picture_of("crop", pages[1], other.corners))

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

    def _crop(self, other: Print, place: Region | None) -> str | None:
        """Store the part of the other page that matches, and return its SHA-256: the rest of it is not shown here."""
        page = self._page(other.page_sha256)
        if page is None or place is None or not other.corners:
            return None
        crop = picture_of("crop", page, other.corners) if other.kind is not Kind.PAGE else _cut(page, place)
        return self.blobs.put(imaging.encode_exact(crop))


def _changed(one: Shown, other: Shown) -> _Held | None:
    found = differing(one, other)
    if found is None:
        return None
    facts = {"changed": " ".join(found.names), "same": str(found.same), "of": str(found.of), "by": ", ".join(found.by)}
    return _Held(facts, found.region, found.other_region)


def _cut(page: "Pixels", place: Region) -> "Pixels":
    """Return a place of a page with a little around it."""
    high, wide = page.shape[:2]
    left, right = int(max(place.x0 - AROUND, 0.0) * wide), int(min(place.x1 + AROUND, 1.0) * wide) + 1
    return page[int(max(place.y0 - AROUND, 0.0) * high) : int(min(place.y1 + AROUND, 1.0) * high) + 1, left:right]


def _as_print(one: Print, near: Near) -> Print:
    """Return the print of another case as one of a document of its own."""
    region = region_of(understood(near.corners), near.page) if near.corners else None
    return Print(one.kind, near.role, one.value, near.document, region, near.corners, near.page_sha256)
