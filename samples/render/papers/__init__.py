"""The papers besides KTP, passport and contract: a file a type with its ``DESIGNS``, found by walking this package."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from samples.render.design import Design


@cache
def designs() -> Mapping[str, Mapping[str, Design]]:
    """Return the designs of every paper by document type; a module's name is the type that it draws."""
    found = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        found[module.name.rsplit(".", 1)[1]] = MappingProxyType(dict(importlib.import_module(module.name).DESIGNS))
    return MappingProxyType(found)
