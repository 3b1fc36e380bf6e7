"""The left half of a case: one page picture with numbered boxes, and the ways to the other pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from extractors.model import Document, Page
from validators.model import Case, Severity
from worker.web.locale import Translator
from worker.web.views.findings import FindingView, Place, document_name
from worker.web.views.geometry import Box, Label, Sheet, Side, place_labels
from worker.web.views.privacy import masked
from worker.web.views.tables import facts, quality

ZOOMS: Final = (1, 2, 3)


@dataclass(frozen=True)
class Wish:
    """What of a case a reader asked to see: a document's id, a page from 0, a size, a revision (None = latest).

    ``heat`` is the label of the place whose map is laid over the picture.
    """

    document: str | None = None
    page: int = 0
    zoom: int = 1
    revision: int | None = None
    heat: str = ""


@dataclass(frozen=True)
class Links:
    """Addresses within one case, which keep the revision that is being looked at."""

    case_id: str
    shown: int
    asked: int | None

    @property
    def base(self) -> str:
        """The address of the case."""
        return f"/perkara/{self.case_id}"

    def page(self, document: str, page: int = 0, zoom: int = 1, box: str = "", heat: str = "") -> str:
        """Return the address of one page of one document, and of the box with that label on it.

        ``heat`` is the label of the place whose map is to be laid over the picture.
        """
        query: dict[str, str | int] = {"dok": document, "hal": page + 1}
        if zoom != 1:
            query["ukuran"] = zoom
        if heat:
            query["peta"] = heat
        if self.asked is not None:
            query["revisi"] = self.asked
        return f"{self.base}?{urlencode(query)}#{f'kotak-{box}' if box else 'gambar'}"

    def image(self, sha256: str) -> str:
        """Return the address of a page picture of the shown revision."""
        return f"{self.base}/revisi/{self.shown}/gambar/{sha256}"


@dataclass(frozen=True)
class Mark:
    """A numbered box on the picture."""

    label: str
    anchor: str
    severity: Severity
    caption: str
    box: Box
    place: Label

    @property
    def leader(self) -> tuple[float, float]:
        """The ends (x) of the line that runs at the foot of the frame to the label's edge of the paper.

        At the foot it underlines what is printed beside the value, and strikes nothing through.
        """
        return (0.0, self.box.x0) if self.place.side is Side.LEFT else (self.box.x1, 1.0)


@dataclass(frozen=True)
class Tab:
    """A way to a document or to a size of its picture."""

    href: str
    text: str
    current: bool
    hint: str = ""
    count: int = 0
    failed: bool = False


@dataclass(frozen=True)
class Picture:
    """The page that is shown."""

    sheet: Sheet
    href: str
    marks: tuple[Mark, ...]
    description: str
    turned: int
    quality: tuple[str, ...]
    heats: tuple[Tab, ...] = ()
    heat: str | None = None


@dataclass(frozen=True)
class Viewer:
    """Everything of the left half. ``picture`` is None when the document has no page to show."""

    documents: tuple[Tab, ...]
    zooms: tuple[Tab, ...]
    zoom: int
    page_text: str
    previous: str | None
    following: str | None
    picture: Picture | None
    failure: str | None


def viewer(case: Case, findings: Sequence[FindingView], wish: Wish, links: Links, t: Translator) -> Viewer:
    """Return what the left half shows: the wished page, else the page of the first finding."""
    document, page = _chosen(case, findings, wish)
    zoom = wish.zoom if wish.zoom in ZOOMS else 1
    pages = document.pages if document else ()
    index = page.index if page else 0
    return Viewer(
        documents=tuple(_document_tab(entry, entry is document, findings, links, t) for entry in case.documents),
        zooms=tuple(
            Tab(links.page(document.id, index, size), t(f"viewer.zoom_{size}"), size == zoom)
            for size in ZOOMS
            if document and page
        ),
        zoom=zoom,
        page_text=t("viewer.page_of", number=index + 1, total=len(pages)) if pages else "",
        previous=links.page(document.id, index - 1, zoom) if document and page and index > 0 else None,
        following=links.page(document.id, index + 1, zoom) if document and page and index + 1 < len(pages) else None,
        picture=_picture(document, page, findings, links, t, wish.heat) if document and page else None,
        failure=t.pick(document.failure.message) if document and document.failure else None,
    )


def _chosen(case: Case, findings: Sequence[FindingView], wish: Wish) -> tuple[Document | None, Page | None]:
    by_id = {document.id: document for document in case.documents}
    wished, number = wish.document, wish.page
    if wished not in by_id:
        seen = next((place for finding in findings for place in finding.places if place.image), None)
        wished, number = (seen.document, seen.page or 0) if seen else (None, 0)
    document = by_id.get(wished or "")
    if document is None:
        document = next((entry for entry in case.documents if entry.pages), None) or next(iter(case.documents), None)
    if document is None or not document.pages:
        return document, None
    return document, next((page for page in document.pages if page.index == number), document.pages[0])


def _document_tab(
    document: Document, current: bool, findings: Sequence[FindingView], links: Links, t: Translator
) -> Tab:
    count = sum(any(place.document == document.id for place in finding.places) for finding in findings)
    return Tab(
        href=links.page(document.id),
        text=masked(document.filename) if document.failure else t.known("document_type", document.type),
        current=current,
        hint=document.id,
        count=count,
        failed=document.failure is not None,
    )


def _picture(  # noqa: PLR0913, PLR0917  # what a picture is drawn from
    document: Document, page: Page, findings: Sequence[FindingView], links: Links, t: Translator, heat: str
) -> Picture:
    sheet = Sheet.of(page)
    marks = _marks(document, page, findings, sheet)
    labels = ", ".join(mark.label for mark in marks)
    told = t("viewer.picture_marks", labels=labels) if marks else t("viewer.picture_no_marks")
    maps = {place.label: place.heat for place in _places(document, page, findings) if place.heat}
    return Picture(
        sheet=sheet,
        href=links.image(page.image_sha256),
        marks=marks,
        description=t("viewer.picture", document=document_name(document, t), number=page.index + 1, marks=told),
        turned=page.rotation % 360,
        quality=(*quality((page,), t), *facts(page, t)),
        heats=tuple(
            Tab(links.page(document.id, page.index, heat=label), text, label == heat)
            for label, text in [("", t("viewer.heat_off")), *((one, t("viewer.heat", label=one)) for one in maps)]
            if maps
        ),
        heat=links.image(maps[heat]) if heat in maps else None,
    )


def _places(document: Document, page: Page, findings: Sequence[FindingView]) -> list[Place]:
    """Return the places on the page, each finding's in turn."""
    places = (place for finding in findings for place in finding.places)
    return [place for place in places if place.document == document.id and place.page == page.index]


def _marks(document: Document, page: Page, findings: Sequence[FindingView], sheet: Sheet) -> tuple[Mark, ...]:
    shown: list[tuple[FindingView, Place, Box]] = [
        (finding, place, place.box)
        for finding in findings
        for place in finding.places
        if place.document == document.id and place.page == page.index and place.box is not None
    ]
    boxes = [box for _, _, box in shown]
    frames = [sheet.frame(box, nesting=boxes[:index].count(box)) for index, box in enumerate(boxes)]
    return tuple(
        Mark(place.label, finding.anchor, finding.severity, place.caption, frame, label)
        for (finding, place, _), frame, label in zip(shown, frames, place_labels(frames, sheet), strict=True)
    )
