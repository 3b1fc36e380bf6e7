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

from pydantic import Field as Constraint

from extractors.model import Document, Model
from validators.model import Element, Overall


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

    ``question`` returns the JSON body to send about a document, or None when the document does not hold (surely
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
    found: dict[str, Registry] = Constraint(default_factory=dict)
    for module in pkgutil.iter_modules(package.__path__, "validators.registries."):
        registry: Registry = importlib.import_module(module.name).REGISTRY
        if registry.name in found:
            raise ValueError(f"registry {registry.name} is defined twice")
        found[registry.name] = registry
    return MappingProxyType(found)
