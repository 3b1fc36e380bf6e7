"""How rule runs become an assessment: the shape of ``policy.toml``."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Self

from pydantic import Field as Constraint, model_validator

from extractors.model import Model
from validators.model import Cause, DocumentFlag, NextStep, ProtectionFlag, RuleRun, Severity
from validators.packs.faults import Unfit
from validators.packs.rows import Row


class Matters(Model):
    """The fields of a document type without which its paper counts as unreadable.

    ``required`` must be there and sure; ``if_seen`` may be missing on a genuine paper, but must be sure when seen.
    """

    document: str
    required: tuple[str, ...]
    if_seen: tuple[str, ...] = ()


class RequiredRegistry(Model):
    """A registry that must have answered before a document of this type is clear.

    With ``when_seen``, only if the document shows one of these fields: a contract without an agency has no licence.
    """

    document: str
    registry: str
    is_issuer: bool
    when_seen: tuple[str, ...] = ()


_MAY_RAISE: Final[Mapping[str, frozenset[Cause]]] = MappingProxyType({
    "likely_fake": frozenset({Cause.FORGERY_SIGN}),
    "inconsistent": frozenset({Cause.INCONSISTENCY, Cause.REGISTRY, Cause.FORGERY_SIGN}),
    "unreadable": frozenset({Cause.CAPTURE_QUALITY}),
    "urgent": frozenset({Cause.PROTECTION}),
    "concern": frozenset({Cause.PROTECTION}),
})  # fmt: skip
"""What no policy may change: a bad photo is never more than unreadable, a missing paper raises nothing, and what
endangers the worker says nothing about papers."""


class Weight(Model):
    """What a finding must be to raise a flag: one of ``causes``, and at least this severe."""

    causes: Annotated[frozenset[Cause], Constraint(min_length=1)]
    least: Severity

    def reached_by(self, run: RuleRun) -> bool:
        """Whether a flagged run weighs enough."""
        return run.cause in self.causes and run.severity.rank >= self.least.rank


class Weights(Model):
    """The weight of each flag that findings raise; the axes take the worst that is reached."""

    likely_fake: Weight
    inconsistent: Weight
    unreadable: Weight
    urgent: Weight
    concern: Weight

    @model_validator(mode="after")
    def _keeps_the_axes_apart(self) -> Self:
        for flag, causes in _MAY_RAISE.items():
            weight: Weight = getattr(self, flag)
            if not weight.causes <= causes:
                strange = ", ".join(sorted(weight.causes - causes))
                raise Unfit(f"{strange} tidak boleh menaikkan {flag}", f"{strange} must not raise {flag}")
        if self.urgent.least.rank < self.concern.least.rank:
            raise Unfit("urgent harus lebih berat daripada concern", "urgent must weigh more than concern")
        return self


class Steps(Model):
    """What a person is asked to do when a flag decides alone; the other flags' steps depend on what is missing."""

    urgent: NextStep
    concern: NextStep
    likely_fake: NextStep
    inconsistent: NextStep

    @model_validator(mode="after")
    def _a_person_looks(self) -> Self:
        for flag in type(self).model_fields:
            if getattr(self, flag) not in {NextStep.REVIEW, NextStep.URGENT_REVIEW}:
                raise Unfit(f"{flag} harus dilihat orang", f"{flag} must go before a person")
        return self


class Priority(Model):
    """Points by harm to the worker. Protection always outweighs the document axis; ``within`` orders equals."""

    protection: dict[ProtectionFlag, Annotated[int, Constraint(ge=0)]]
    document: dict[DocumentFlag, Annotated[int, Constraint(ge=0)]]
    within: Annotated[int, Constraint(ge=0)]

    @model_validator(mode="after")
    def _is_a_scale(self) -> Self:
        protection = [self.protection[flag] for flag in ProtectionFlag]
        document = [self.document[flag] for flag in DocumentFlag]
        top = protection[0] + document[0] + self.within
        if protection != sorted(protection, reverse=True) or document != sorted(document, reverse=True):
            raise Unfit("bendera yang lebih buruk tidak boleh bernilai lebih kecil", "a worse flag must not weigh less")
        if top > 1000:
            raise Unfit(
                f"kasus terburuk akan bernilai {top} dari 1000", f"the worst case would have {top} points of 1000"
            )
        return self


class Policy(Row):
    """How rule runs become an assessment.

    ``confirm``: papers that, read surely, bear out what another one says of the worker in the same letters but was
    read doubtfully there: no new photo is asked for.
    """

    version: Annotated[str, Constraint(min_length=1)]
    most_reasons: Annotated[int, Constraint(ge=1)]
    failures_for_review: tuple[str, ...]
    weighs: Weights
    next_step: Steps
    matters: tuple[Matters, ...]
    confirm: tuple[str, ...] = ()
    registries: tuple[RequiredRegistry, ...]
    priority: Priority

    def matters_of(self, document_type: str) -> Matters | None:
        """Return the fields that matter on a document of this type, or None for a type that is not judged."""
        return next((entry for entry in self.matters if entry.document == document_type), None)
