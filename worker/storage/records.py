"""What the store gives back: plain frozen values, never live rows."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from extractors.model import Document, Failure
from validators.model import Stage


class UploadState(StrEnum):
    """How far an upload has come."""

    RECEIVED = "received"
    READ = "read"
    FAILED = "failed"


class CaseState(StrEnum):
    """Whether every accepted upload is in the published revision."""

    PROCESSING = "processing"
    SCREENED = "screened"


class StepName(StrEnum):
    """The two kinds of queued work: reading an upload, and screening a case up to its n-th upload."""

    READ = "read"
    SCREEN = "screen"


class StepState(StrEnum):
    """Where a piece of work stands."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"


class StaleRevision(Exception):  # noqa: N818  # a conflict to show, as design.md names it
    """A newer revision than the one decided on was published; ``latest`` is its number."""

    def __init__(self, latest: int) -> None:
        super().__init__(f"revision {latest} is newer")
        self.latest = latest


class IdempotencyConflict(Exception):  # noqa: N818  # a conflict to show
    """The idempotency key was used before for other content or another case."""


class FenceLost(Exception):  # noqa: N818  # an outcome: someone else took the step over
    """The step was taken over by another process; what this one made is dropped."""


@dataclass(frozen=True)
class Portal:
    """One intake portal."""

    id: str
    name: str


@dataclass(frozen=True)
class User:
    """One reviewer."""

    id: str
    name: str


@dataclass(frozen=True)
class SessionRow:
    """A signed-in reviewer with the session's CSRF token."""

    user: User
    csrf: str


@dataclass(frozen=True)
class CaseRow:
    """A case's file: ``uploads`` accepted, ``covers`` of them in the published ``revision`` (0: none yet)."""

    id: str
    portal_id: str
    reference: str
    stage: Stage
    purpose: str | None
    legal_basis: str | None
    received_at: dt.datetime
    uploads: int
    revision: int
    covers: int

    @property
    def state(self) -> CaseState:
        """``screened`` only when every accepted upload is in the published revision."""
        return CaseState.SCREENED if self.covers == self.uploads else CaseState.PROCESSING


@dataclass(frozen=True)
class UploadRow:
    """One file that a portal sent; ``failure`` says why it could not be read."""

    id: str
    case_id: str
    sequence: int
    sha256: str
    filename: str
    bytes: int
    stage: Stage | None
    purpose: str | None
    legal_basis: str | None
    received_at: dt.datetime
    state: UploadState
    failure: Failure | None = None


@dataclass(frozen=True)
class ReadUpload:
    """An upload with the documents that were read from it (ids are given when the case is put together)."""

    upload: UploadRow
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class CaseSummary:
    """One line of the reviewers' list: the latest revision of a case and whether it was decided on."""

    id: str
    reference: str
    portal: str
    stage: Stage
    received_at: dt.datetime
    revision: int
    flag: str
    document: str
    protection: str
    priority: int
    next_step: str
    published_at: dt.datetime
    documents: int
    decided: str | None


@dataclass(frozen=True)
class Decision:
    """What a reviewer concluded on one revision."""

    id: str
    case_id: str
    revision: int
    reviewer: str
    outcome: str
    reason_code: str
    note: str
    decided_at: dt.datetime


@dataclass(frozen=True)
class StepRow:
    """A piece of work as claimed; ``attempt`` counts its starts, this one included."""

    id: str
    case_id: str
    name: StepName
    sequence: int
    state: StepState
    attempt: int
    fence: int
    owner: str | None
    lease_until: dt.datetime | None
    not_before: dt.datetime | None
    job_id: str | None
