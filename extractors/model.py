"""What a reader says: regions, words, pages, readings, fields, documents.

All models are frozen and hold no pixels, only SHA-256 of blobs. Geometry is in shares of the page as stored
after its EXIF orientation: 0..1, origin top left, whatever the reader turned or rectified inside.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field as Constraint, model_validator

Share = Annotated[float, Constraint(ge=0.0, le=1.0)]
Sha256 = Annotated[str, Constraint(pattern=r"^[0-9a-f]{64}$")]
Value = str | list[dict[str, object]]


class Model(BaseModel):
    """Base of every value that crosses a package border."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Model):
    """One sentence for people, in Indonesian and in English."""

    id: str
    en: str


class Region(Model):
    """A rectangle on a page, in shares of its width and height (0..1, origin top left)."""

    page: Annotated[int, Constraint(ge=0)]
    x0: Share
    y0: Share
    x1: Share
    y1: Share

    @model_validator(mode="after")
    def _corners_are_ordered(self) -> Self:
        if self.x0 > self.x1 or self.y0 > self.y1:
            raise ValueError("region corners are swapped")
        return self

    @property
    def width(self) -> float:
        """Width as a share of the page's width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height as a share of the page's height."""
        return self.y1 - self.y0

    @classmethod
    def clipped(cls, page: int, x0: float, y0: float, x1: float, y1: float) -> Self:
        """Return the region with its corners clipped to the page and put in order."""
        left, right = sorted((min(max(x0, 0.0), 1.0), min(max(x1, 0.0), 1.0)))
        top, bottom = sorted((min(max(y0, 0.0), 1.0), min(max(y1, 0.0), 1.0)))
        return cls(page=page, x0=left, y0=top, x1=right, y1=bottom)

    @classmethod
    def around(cls, regions: Iterable["Region"]) -> "Region":
        """Return the smallest region that holds all ``regions`` (of one page, at least one)."""
        boxes = list(regions)
        return cls(
            page=boxes[0].page,
            x0=min(box.x0 for box in boxes),
            y0=min(box.y0 for box in boxes),
            x1=max(box.x1 for box in boxes),
            y1=max(box.y1 for box in boxes),
        )

    def iou(self, other: "Region") -> float:
        """Return intersection over union with ``other``, 0..1; regions of two pages do not meet."""
        both = self.common(other)
        return both / (self.width * self.height + other.width * other.height - both) if both else 0.0

    def common(self, other: "Region") -> float:
        """Return the area that lies on both regions, a share of the page's; 0 for regions of two pages."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return wide * high if self.page == other.page and wide > 0 and high > 0 else 0.0


class Word(Model):
    """One word as read, with its place and the reader's confidence (0..1)."""

    text: str
    region: Region
    confidence: Share


class Quality(Model):
    """How well a page image can be read.

    ``sharpness`` is 0..1 (1 = crisp), ``glare`` the share of blown-out pixels on the paper, ``card_width_px`` the
    width of the card or paper in the picture. ``brightness`` is how light its lightest parts are (0..1), ``colour``
    its chroma (0 = grey, 0..1), ``grid`` how much a regular grid of dots stands out (0 and up; a screen has 4 and
    more). ``reasons`` are codes of what asks for a new photo, empty when fine; ``facts`` are codes of what the picture
    is, and no fault: ``photocopy``, ``screen``.
    """

    sharpness: Share
    glare: Share
    card_width_px: int | None
    reasons: tuple[str, ...] = ()
    brightness: Share | None = None
    colour: Share | None = None
    grid: float | None = None
    facts: tuple[str, ...] = ()


class Page(Model):
    """A page image as stored. ``rotation`` is how far the reader turned it clockwise to read it."""

    index: Annotated[int, Constraint(ge=0)]
    width_px: int
    height_px: int
    dpi: float | None
    image_sha256: Sha256
    rotation: int
    quality: Quality


class ReadingSource(StrEnum):
    """Where on the paper, or by whom, a value was read."""

    VISUAL = "visual"
    MRZ = "mrz"
    BARCODE = "barcode"
    PDF_TEXT = "pdf_text"
    REVIEWER = "reviewer"


class FieldStatus(StrEnum):
    """How far a value may be relied on. Rules abstain on everything but ``ok``.

    ``handwritten``: the place is filled in by hand; the value is empty until an officer keys it in.
    """

    OK = "ok"
    DOUBTFUL = "doubtful"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"
    HANDWRITTEN = "handwritten"


class Reading(Model):
    """One source's version of a field: ``raw`` as read, ``value`` in normal form."""

    source: ReadingSource
    engine: str
    raw: str
    value: Value
    confidence: Share
    region: Region | None


class Field(Model):
    """A named value of a document. Its name is the key under which the document holds it."""

    value: Value
    raw: str
    confidence: Share
    status: FieldStatus
    source: ReadingSource
    region: Region | None
    readings: tuple[Reading, ...] = ()

    @property
    def text(self) -> str:
        """The value of a field that holds a string; empty for lists."""
        return self.value if isinstance(self.value, str) else ""


class Failure(Model):
    """Why a document could not be read; ``code`` is a ``FailureCode``."""

    code: str
    stage: str
    retryable: bool
    message: Text


class Source(Model):
    """The upload (or a page or part of it) that a document was read from.

    ``page`` is the upload's page on which the document begins there. ``document_pages`` are the document's pages that
    this source gave: None for all of them, empty for a second copy of a page that another source gave better.
    """

    upload_id: str
    sha256: Sha256
    filename: str
    media_type: str
    bytes: int
    page: int | None = None
    region: Region | None = None
    document_pages: tuple[int, ...] | None = None


class DocumentState(StrEnum):
    """Whether the bytes became a document."""

    READ = "read"
    FAILED = "failed"


class TypeScore(Model):
    """How surely a document is of a type, 0..1."""

    type: str
    score: Share


class TraceState(StrEnum):
    """Whether something could be measured on a file. Only ``measured`` says anything about it."""

    MEASURED = "measured"
    NOT_APPLICABLE = "not_applicable"
    FAILED = "failed"


class Trace(Model):
    """One thing measured on the file or picture itself: a fact or a number, and no verdict.

    ``check`` is a module of ``validators.forensics.checks``. ``reason`` is the code why it was not applicable, or
    failed. ``score`` is how unusual the thing is (by check; 0 and up, higher is more unusual), ``facts`` are what was
    seen, in words and figures. ``field`` names the document's field that it is about. ``region`` is where it was seen,
    ``compared`` what it was held against; ``map_sha256`` a picture of the measure over the whole page, and
    ``shown_sha256`` a picture of what is not on the page any more (an earlier revision, a thumbnail).
    """

    check: str
    state: TraceState = TraceState.MEASURED
    reason: str = ""
    score: Annotated[float, Constraint(ge=0, allow_inf_nan=False)] = 0.0
    field: str = ""
    facts: dict[str, str] = Constraint(default_factory=dict)
    region: Region | None = None
    compared: Region | None = None
    map_sha256: Sha256 | None = None
    shown_sha256: Sha256 | None = None


class Document(Model):
    """One paper as read: its type, pages and fields; or why it could not be read.

    ``stratum`` is how its picture came about (``validators.forensics.strata``), ``traces`` what was measured on its
    file and picture; a trace without region is about the whole upload.
    """

    id: str
    sources: tuple[Source, ...]
    sha256: Sha256
    filename: str
    media_type: str
    state: DocumentState
    failure: Failure | None = None
    type: str = "unknown"
    type_score: Share = 0.0
    alternatives: tuple[TypeScore, ...] = ()
    stratum: str | None = None
    pages: tuple[Page, ...] = ()
    fields: dict[str, Field] = Constraint(default_factory=dict)
    extractor: str | None = None
    traces: tuple[Trace, ...] = ()
