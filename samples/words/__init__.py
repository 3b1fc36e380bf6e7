"""The word lists that sample persons, places and employers are drawn from, and the texts of sample contracts."""

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def words(name: str) -> dict[str, Any]:
    """Return the list file ``name``.yaml of this package; raises FileNotFoundError for an unknown name."""
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
