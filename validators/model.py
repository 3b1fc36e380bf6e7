"""What a screening says: rule runs, findings, registry answers, the assessment, and the case that holds them.

The case is the machine interface ``absah.case/1``; its JSON Schema is generated to ``docs/case.schema.json``.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field as Constraint

from extractors.model import Document, Model, Region, Sha256, Share, Text

SCHEMA: Final = "absah.case/1"


class Severity(StrEnum):
    """How much a finding weighs. One document with format oddities alone never exceeds ``medium``."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for ``info`` up to 4 for ``critical``."""
        return list(Severity).index(self)


class Cause(StrEnum):
    """What a finding is about; the assessment puts it on an axis by this."""

    FORGERY_SIGN = "forgery_sign"
    INCONSISTENCY = "inconsistency"
    REGISTRY = "registry"
    PROTECTION = "protection"
    COMPLETENESS = "completeness"
    CAPTURE_QUALITY = "capture_quality"


class Outcome(StrEnum):
    """What one run of a rule came to. Absence proves nothing: every rule that could apply is listed."""

    PASSED = "passed"
    FLAGGED = "flagged"
    INDETERMINATE = "indeterminate"
    NOT_APPLICABLE = "not_applicable"


class Reason(StrEnum):
    """Why a run is indeterminate."""

    UNREADABLE = "unreadable"
    REGISTRY_UNAVAILABLE = "registry_unavailable"
    REGISTRY_NOT_CONFIGURED = "registry_not_configured"
    RULE_ERROR = "rule_error"
    AMBIGUOUS = "ambiguous"  # the words may mean it, and a person has to read them; asks for nothing
    NOT_EXAMINED = "not_examined"  # the file or picture itself could not be measured; asks for nothing


class Stage(StrEnum):
    """Where a worker's journey stands; a missing visa at registration is normal."""

    REGISTRATION = "registration"
    PASSPORT = "passport"
    PRE_DEPARTURE = "pre_departure"
    DEPARTURE = "departure"
    ABROAD = "abroad"
    RETURNED = "returned"
    UNKNOWN = "unknown"


class Evidence(Model):
    """Where and by what a finding can be seen. ``role`` names the part it plays, e.g. ``found`` or ``compared``."""

    caption: Text
    role: str
    document: str | None = None
    region: Region | None = None
    blob_sha256: Sha256 | None = None
    other_case: str | None = None


class Finding(Model):
    """What a rule found, in words, with what it expected, what stands there, and where."""

    message: Text
    expected: str | None = None
    found: str | None = None
    evidence: tuple[Evidence, ...] = ()


class RuleRun(Model):
    """One run of one rule on one document or on the case."""

    rule: str
    version: int
    status: Literal["stable", "preview"]
    title: Text
    outcome: Outcome
    severity: Severity
    cause: Cause
    reason: Reason | None = None
    documents: tuple[str, ...]
    basis: tuple[str, ...]
    innocent: tuple[Text, ...]
    findings: tuple[Finding, ...] = ()
    milliseconds: int = 0


class Mode(StrEnum):
    """How an answer was had. ``fixture`` is for samples and tests and is refused in production."""

    LIVE = "live"
    SNAPSHOT = "snapshot"
    MANUAL = "manual"
    FIXTURE = "fixture"


class Overall(StrEnum):
    """What a registry said as a whole. Only the first two are answers."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"
    DENIED = "denied"
    QUOTA = "quota"
    NOT_CONFIGURED = "not_configured"


class Element(StrEnum):
    """What a registry said about one element of the question."""

    MATCH = "match"
    NO_MATCH = "no_match"
    NOT_HELD = "not_held"
    NOT_ASKED = "not_asked"


class Answer(Model):
    """What a registry said, when and by which mode; never a record of a person.

    ``request_ref`` is ``<document id>-<registry>`` and ties the answer to the document it was asked for.
    ``details`` holds public facts only, such as the dated status of an agency's licence.
    """

    registry: str
    mode: Mode
    overall: Overall
    elements: dict[str, Element] = Constraint(default_factory=dict)
    details: dict[str, str] = Constraint(default_factory=dict)
    as_of: datetime | None = None
    asked_at: datetime
    answered_at: datetime | None = None
    request_ref: str
    response_sha256: Sha256 | None = None

    @property
    def said_something(self) -> bool:
        """Whether the registry answered at all."""
        return self.overall in {Overall.FOUND, Overall.NOT_FOUND}


class SamePerson(StrEnum):
    """Whether two papers name one person, by name and NIK."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


class Match(Model):
    """One picture, or part of one, that stands on two papers: a fact about pictures, and no verdict.

    ``kind`` is what was matched (``validators.reuse``), ``role`` whose mark it is (``worker hand``) or the type.
    ``document`` and ``region`` are this case's; the other paper is of this case too, or of ``other_case``. Of another
    case nothing is held but the crop ``other_sha256``. ``distance`` is the number of bits (0..256) in which the two
    prints differ; ``facts`` are figures and codes, never anybody's data.
    """

    kind: str
    role: str = ""
    document: str
    region: Region | None = None
    other_case: str | None = None
    other_document: str
    other_region: Region | None = None
    other_sha256: Sha256 | None = None
    distance: Annotated[int, Constraint(ge=0, le=256)] = 0
    person: SamePerson = SamePerson.CANNOT_TELL
    facts: dict[str, str] = Constraint(default_factory=dict)


class DocumentFlag(StrEnum):
    """The document axis, worst first."""

    LIKELY_FAKE = "likely_fake"
    INCONSISTENT = "inconsistent"
    UNREADABLE = "unreadable"
    UNVERIFIED = "unverified"
    CLEAR = "clear"


class ProtectionFlag(StrEnum):
    """The protection axis: what endangers the worker. Never a statement about the worker's honesty."""

    URGENT = "urgent"
    CONCERN = "concern"
    NONE = "none"


class NextStep(StrEnum):
    """What a person is asked to do next."""

    NONE = "none"
    REVIEW = "review"
    URGENT_REVIEW = "urgent_review"
    ASK_NEW_PHOTO = "ask_new_photo"
    VERIFY_WITH_AGENCY = "verify_with_agency"
    ASK_AGAIN_LATER = "ask_again_later"


class Assessment(Model):
    """What the rule runs add up to, on two axes that are never mixed. ``priority`` 0..1000, higher first."""

    flag: str
    document: DocumentFlag
    protection: ProtectionFlag
    priority: Annotated[int, Constraint(ge=0, le=1000)]
    next_step: NextStep
    reasons: tuple[str, ...]
    coverage: Share | None


class CaseHead(Model):
    """Which case, which revision, and when. Times are UTC."""

    id: str
    reference: str | None
    revision: Annotated[int, Constraint(ge=1)]
    supersedes: int | None = None
    stage: Stage
    purpose: str | None = None
    legal_basis: str | None = None
    received_at: datetime
    assessed_at: datetime


class Versions(Model):
    """What made the result: code, rule set, policy, packs and engines."""

    absah: str
    rules: str
    policy: str
    packs: dict[str, str]
    engines: dict[str, str]


class Case(Model):
    """The result of one case's screening: the object that command line, API, database and bundle carry."""

    schema_name: Literal["absah.case/1"] = Constraint(default=SCHEMA, alias="schema")
    case: CaseHead
    documents: tuple[Document, ...]
    checks: tuple[RuleRun, ...]
    answers: tuple[Answer, ...]
    assessment: Assessment
    versions: Versions
    matches: tuple[Match, ...] = ()

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the object as JSON with the keys of ``absah.case/1``."""
        return self.model_dump_json(by_alias=True, indent=indent)
