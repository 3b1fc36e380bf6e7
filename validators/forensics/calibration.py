"""How unusual a score is among files that nobody edited, and what several such hints weigh together.

A conformal p-value needs no edited file and holds as long as new files resemble those that were measured (Vovk,
Gammerman and Shafer, Algorithmic Learning in a Random World, 2005). It becomes a likelihood ratio by the bound of
Sellke, Bayarri and Berger (The American Statistician 55, 2001) in the form of Vovk and Wang (Annals of Statistics 49,
2021): ``e = k p^(k-1)``. The mean of such values is one again whatever the checks share; their product is not, and
several of these checks look at the same history of a JPEG (forgery.md section 4).
"""

from collections.abc import Iterable, Mapping
from statistics import fmean
from typing import Final

from validators.packs import ForensicCalibration

TOGETHER: Final = "together"
"""The name under which the pack holds what the hints of one genuine file weigh together."""
POWER: Final = 0.5
APART: Final = frozenset({"learnt"})
"""Checks that are calibrated and weighed by themselves only: what the others weigh together was measured without."""
BUDGET: Final = 0.01
"""Share of genuine files that all hints together may put before a person."""


def p_value(row: ForensicCalibration, score: float) -> float:
    """Return how often a genuine file scores ``score`` or more, counting this one: above 0, at most 1.

    A score below the pack's tail is as usual as can be: 1.
    """
    if score <= 0 or score < row.tail[-1]:
        return 1.0
    return (1 + sum(other >= score for other in row.tail)) / (row.files + 1)


def e_value(row: ForensicCalibration, score: float) -> float:
    """Return what a score weighs as a likelihood ratio, from ``POWER`` (says nothing) to the row's cap."""
    return min(row.cap, float(POWER * p_value(row, score) ** (POWER - 1)))


def rows_of(pack: Iterable[ForensicCalibration], stratum: str) -> dict[str, ForensicCalibration]:
    """Return the rows of a stratum by check, without the one for all together."""
    return {row.check: row for row in pack if row.stratum == stratum and row.check != TOGETHER}


def weigh(rows: Mapping[str, ForensicCalibration], scores: Mapping[str, float]) -> float | None:
    """Return the mean weight of all checks that measured the file and are calibrated; None where there is none."""
    weights = [e_value(rows[check], score) for check, score in scores.items() if check in rows and check not in APART]
    return fmean(weights) if weights else None
