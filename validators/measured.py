"""What each rule came to on drawn cases: ``measured.toml``, written by ``python -m bench.screening --write``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class Figures:
    """One rule's figures.

    ``runs`` on genuine cases in which it applied, of which ``false_alarms`` were flagged and ``abstained`` left open;
    ``planted`` faults of its kind, of which ``hits`` were flagged.
    """

    runs: int
    false_alarms: int
    abstained: int
    planted: int
    hits: int

    def __str__(self) -> str:
        """The figures in words."""
        seen = f"{self.hits} of {self.planted} planted faults flagged" if self.planted else "no fault planted"
        return f"{self.false_alarms} of {self.runs} genuine runs flagged, {self.abstained} left open, {seen}"


def figures() -> Mapping[str, Figures]:
    """Return the figures of every rule that was measured, by code."""
    return MappingProxyType({code: Figures(**row) for code, row in _table()["rules"].items()})


def measured_on() -> str:
    """Return the day of the measurement and what it was made on, for people."""
    told = _table()
    return (
        f"{told['measured_on']}, {told['genuine_cases']} genuine cases and {told['faulty_cases']} with one planted"
        " fault, all drawn"
    )


@cache
def _table() -> dict[str, dict[str, dict[str, int]]]:
    return tomllib.loads((files("validators") / "measured.toml").read_text("utf-8"))
