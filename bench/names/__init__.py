"""The comparison of names, companies and places beside rapidfuzz and nomenklatura, on labelled pairs.

``tuning.csv`` was looked at while the comparison was written. The held-out lists were each written before a round of
work and measured once unseen; then their misses were read and the next round began (docs/screening.md tells what was
seen when). All names are invented or put together from common words; places are public. See
``python -m bench.names --help``.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
LISTS: Final = ("tuning", "held_out", "held_out_2", "held_out_3", "tuned_4", "held_out_4")
KINDS: Final = ("person", "company", "place")


@dataclass(frozen=True)
class Pair:
    """Two names, and whether a person who knows the habits would take them for one (``label`` same or other)."""

    left: str
    right: str
    kind: str
    label: str
    habit: str

    @property
    def is_same(self) -> bool:
        """Whether both name the same person, company or place."""
        return self.label == "same"


def pairs(name: str) -> list[Pair]:
    """Return the pairs of a list."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [Pair(**row) for row in csv.DictReader(lines)]
