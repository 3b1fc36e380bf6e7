"""How rule runs become an assessment: the shape of ``policy.toml``."""

from typing import Annotated, Self

from pydantic import Field as Constraint, model_validator

from extractors.model import Model
from validators.model import DocumentFlag, ProtectionFlag
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
    """How rule runs become an assessment."""

    version: Annotated[str, Constraint(min_length=1)]
    most_reasons: Annotated[int, Constraint(ge=1)]
    failures_for_review: tuple[str, ...]
    matters: tuple[Matters, ...]
    registries: tuple[RequiredRegistry, ...]
    priority: Priority

    def matters_of(self, document_type: str) -> Matters | None:
        """Return the fields that matter on a document of this type, or None for a type that is not judged."""
        return next((entry for entry in self.matters if entry.document == document_type), None)
