"""Draws cases with one planted fault: a genuine case that can bear it, and the fault in it."""

from bench.screening import genuine
from bench.screening.planted import Planted, planted
from bench.screening.scene import Scene
from samples.chance import chance

FIRST_SEED = 1_000_000
"""Seeds of faulty cases begin here, so that no person of the genuine ones is met again."""
MOST_TRIES = 400
_DISTURBING = frozenset({"extension", "new employer", "spouse's card", "old and new passport", "earlier time"})
"""Kinds of genuine case that hold a second paper of one kind: where one agrees, a rule may rightly be silent."""


def scene(kind: Planted, seed: int) -> Scene:
    """Return a case with the fault ``kind``; ValueError when no drawn case can bear it."""
    for attempt in range(MOST_TRIES):
        drawn = _drawn(kind, seed + 1000 * attempt)
        if kind.fits(drawn):
            return planted(kind, drawn)
    raise ValueError(f"no case can bear: {kind.name}")


def _drawn(kind: Planted, seed: int) -> Scene:
    groups = genuine.groups_of(chance(seed, "groups")) - _DISTURBING
    if "card" in kind.traits or "age" in kind.traits:
        groups -= {"dated card"}
    return genuine.case(seed, groups, dict(kind.traits))
