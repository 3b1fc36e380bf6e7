"""One figure for how much a value's print differs from the print around it, and which feature says so most.

Weights and limits are learnt by ``bench.typography`` on authentic and edited specimens and shipped, dated, in
``typography.toml``: a feature counts by the logarithm of its deviations beyond the first. A score of 1 is reached by one
authentic file in a hundred of the set that the limits were taken from.
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
    """What each feature weighs (``name``, or ``~name`` for a run of letters), and a stratum's limits."""

    weights: Mapping[str, float]
    limits: Mapping[str, float]


@cache
def weights() -> Weights:
    """Return what was learnt."""
    data = tomllib.loads((files("validators.forensics") / "typography.toml").read_text("utf-8"))
    limits = {one["stratum"]: float(one["limit"]) for one in data["limit"]}
    return Weights({name: float(value) for name, value in data["weights"].items()}, limits)


def name_of(one: Oddity) -> str:
    """Return the name under which an oddity is weighed."""
    return f"{RUN if one.letters else ''}{one.feature}"


def told(feature: str, z: float) -> float:
    """Return what ``z`` deviations tell: 0 up to one of them, then their logarithm; a comb tells by its lack only."""
    far = -z if feature.endswith(COMB) else abs(z)
    return math.log1p(max(far - 1.0, 0.0)) if math.isfinite(far) else 0.0


def scored(odds: Sequence[Oddity], stratum: str) -> tuple[float, Oddity | None]:
    """Return the score of one value in a stratum that was learnt, and the oddity that weighs most in it."""
    known = weights()
    parts = [(known.weights.get(name_of(one), 0.0) * told(one.feature, one.odd.z), one) for one in odds]
    total = sum(part for part, _ in parts) / known.limits[stratum]
    strongest = max(parts, key=lambda part: part[0], default=(0.0, None))
    return total, strongest[1] if strongest[0] > 0 else None
