"""Port of the registries: what may be asked about a document, and what an answer means.

A connector only translates. Buckets, breakers, time limits and HTTP belong to ``worker``; an outage is an answer of
its own and never a "not found".
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field as Constraint, ValidationError

from extractors.model import Document, FieldStatus, Model
from validators.model import Element, Overall

LONGEST_REPLY: Final = 64 * 1024
"""Bytes; an answer is a handful of words, so anything longer is not an answer."""


class BadReply(Exception):  # noqa: N818  # what the registry sent, not what we did
    """The registry's reply has a shape that the connector does not know; counts as ``unavailable``."""


class Reply(Model):
    """What a registry said in the connector's words, before the worker adds mode, times and hash."""

    overall: Overall
    elements: dict[str, Element] = Constraint(default_factory=dict)
    details: dict[str, str] = Constraint(default_factory=dict)
    as_of: datetime | None = None


@dataclass(frozen=True)
class Registry:
    """One agency's source of truth.

    ``question`` returns the ``fields`` to send about a document, or None when the document does not hold (surely
    enough) what the question needs. ``read`` turns status 200's body into a reply and raises ``BadReply``.
    ``documents`` are the types it can be asked about, ``path`` the address below the registry's base.
    """

    name: str
    title: str
    path: str
    documents: frozenset[str]
    question: Callable[[Document], dict[str, str] | None]
    read: Callable[[bytes], Reply]


@cache
def registries() -> Mapping[str, Registry]:
    """Return every registry by name: each module of ``validators.registries`` defines ``REGISTRY``."""
    package = importlib.import_module("validators.registries")
    found: dict[str, Registry] = {}
    for module in pkgutil.iter_modules(package.__path__, "validators.registries."):
        registry: Registry = importlib.import_module(module.name).REGISTRY
        if registry.name in found:
            raise ValueError(f"registry {registry.name} is defined twice")
        found[registry.name] = registry
    return MappingProxyType(found)


Short = Annotated[str, Constraint(max_length=200)]


class _Body(BaseModel):
    """The wire protocol's answer; strict, so that nothing is guessed into shape."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    mode: Literal["live", "fixture"]
    overall: Literal["found", "not_found"]
    elements: Annotated[dict[Short, Literal["match", "no_match", "not_held", "not_asked"]], Constraint(max_length=32)]
    details: Annotated[dict[Short, Short], Constraint(max_length=16)]
    as_of: AwareDatetime


def read_reply(body: bytes, elements: frozenset[str], details: frozenset[str] = frozenset()) -> Reply:
    """Return the reply in ``body`` (JSON of the wire protocol), which may speak of these elements and details only.

    An element that a found answer leaves out is ``not_asked``. A detail of another name is refused: a registry that
    starts to send records of persons must not be stored.

    Raises:
        BadReply: the body is too long, no JSON, or of another shape.
    """
    if len(body) > LONGEST_REPLY:
        raise BadReply("the reply is too long")
    try:
        said = _Body.model_validate_json(body)
    except ValidationError:
        raise BadReply("the reply has an unknown shape") from None  # its text would carry the values
    if not said.elements.keys() <= elements or not said.details.keys() <= details:
        raise BadReply("the reply speaks of something that was not asked")
    overall = Overall(said.overall)
    heard = {name: Element(said.elements.get(name, Element.NOT_ASKED)) for name in sorted(elements)}
    return Reply(
        overall=overall,
        elements=heard if overall is Overall.FOUND else {},
        details=dict(said.details),
        as_of=said.as_of,
    )


def sure_fields(document: Document, names: Mapping[str, str]) -> dict[str, str]:
    """Return ``{key of the question: value}`` for the fields in ``names`` (key -> field) that were read surely."""
    found = {key: document.fields.get(name) for key, name in names.items()}
    return {key: field.text for key, field in found.items() if field and field.status is FieldStatus.OK and field.text}
