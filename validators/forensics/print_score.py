"""One figure for how much a value's print differs from the print around it, and which feature says so most.

Weights and limits are learnt by ``bench.typography`` on authentic and edited specimens and shipped, dated, in
``typography.toml``: a feature counts by the logarithm of its deviations beyond the first, and a score of 1 is reached
by one authentic file in a hundred of the set that the limits were taken from. Lacking an earlier JPEG grid is an exact
trace of its own: its deviations, in shares of their limit, are the score where they are the higher one.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from validators.forensics.oddity import COMB, Oddity

RUN: Final = "~"
"""Before the name of a feature by which a run of letters differs from the rest of its value."""


@dataclass(frozen=True)
class Weights:
    """What each feature weighs (``name``, or ``~name`` for a run of letters), a stratum's limits, and the comb's."""

    weights: Mapping[str, float]
    limits: Mapping[str, float]
    comb: float


@cache
def weights() -> Weights:
    """Return what was learnt."""
    data = tomllib.loads((files("validators.forensics") / "typography.toml").read_text("utf-8"))
    limits = {one["stratum"]: float(one["limit"]) for one in data["limit"]}
    return Weights({name: float(value) for name, value in data["weights"].items()}, limits, float(data["comb"]))


def name_of(one: Oddity) -> str:
    """Return the name under which an oddity is weighed."""
    return f"{RUN if one.letters else ''}{one.feature}"


def told(z: float) -> float:
    """Return what ``z`` deviations tell: 0 up to one of them, then their logarithm."""
    return math.log1p(max(abs(z) - 1.0, 0.0)) if math.isfinite(z) else 0.0


def scored(odds: Sequence[Oddity], stratum: str) -> tuple[float, Oddity | None]:
    """Return the score of one value in a stratum that was learnt, and the oddity that weighs most in it."""
    known = weights()
    parts = [(known.weights.get(name_of(one), 0.0) * told(one.odd.z), one) for one in odds if one.feature != COMB]
    total = sum(part for part, _ in parts) / known.limits[stratum]
    weight, strongest = max(parts, key=lambda part: part[0], default=(0.0, None))
    comb = next((one for one in odds if one.feature == COMB), None)
    if comb is not None and -comb.odd.z / known.comb > total:
        return -comb.odd.z / known.comb, comb
    return total, strongest if weight > 0 else None
