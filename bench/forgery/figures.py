"""The few statistics that the tables need: Wilson's interval, the area under a ROC curve, conformal p-values."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

Z: Final = 1.959964


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson (JASA 22, 1927), 0..1; (0, 1) of nothing."""
    if of == 0:
        return 0.0, 1.0
    share = hits / of
    scale = 1 + Z * Z / of
    centre = (share + Z * Z / (2 * of)) / scale
    half = Z / scale * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    return max(0.0, centre - half), min(1.0, centre + half)


def auc(negative: Sequence[float], positive: Sequence[float]) -> float | None:
    """Return how often a positive scores above a negative, ties counting half; None without one of either."""
    if not negative or not positive:
        return None
    ordered = sorted(negative)
    above = 0.0
    for score in positive:
        low = bisect_left(ordered, score)
        ties = 0
        while low + ties < len(ordered) and ordered[low + ties] == score:
            ties += 1
        above += low + ties / 2
    return above / (len(positive) * len(ordered))


def at_false_alarms(negative: Sequence[float], positive: Sequence[float], rate: float) -> float | None:
    """Return the share of positives above the threshold that at most ``rate`` of the negatives exceed."""
    if not negative or not positive:
        return None
    ordered = sorted(negative)
    threshold = ordered[max(0, math.ceil(len(ordered) * (1 - rate)) - 1)]
    return sum(score > threshold for score in positive) / len(positive)


def percent(hits: int, of: int) -> str:
    """Return ``hits`` of ``of`` with Wilson's interval, as the tables print it."""
    if of == 0:
        return "-"
    low, high = wilson(hits, of)
    return f"{hits}/{of} {hits / of:.1%} ({low:.1%}-{high:.1%})"
