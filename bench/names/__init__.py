"""The comparison of names, companies and places beside rapidfuzz and nomenklatura, on labelled pairs.

``tuning.csv`` was looked at while the comparison was written. The held-out lists were each written before a round of
work and measured once unseen; then their misses were read and the next round began (docs/screening.md tells what was
seen when). The fourth list was written at once and halved by ``halves``: the misses of ``tuned_4`` were read,
those of ``held_out_4`` were not. The fifth has companies only and was written by a hand that saw no pattern; its misses
were read, and ``tuned_5`` was written while mending, in seven rounds (``habit``). The sixth to the
eighth, by three more such hands, were measured once before their misses were read. All names are invented or put
together from common words; places are public. See ``python -m bench.names --help``.
"""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
LISTS: Final = (
    "tuning", "held_out", "held_out_2", "held_out_3", "tuned_4", "held_out_4", "held_out_5", "tuned_5", "held_out_6",
    "held_out_7", "held_out_8",
)  # fmt: skip
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


def halves(of: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Halve a list without looking at it: of each kind and label, by hash, every other pair goes to the second half."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in sorted(of, key=lambda pair: hashlib.sha256(f"{pair.left}|{pair.right}".encode()).digest()):
        groups.setdefault((pair.kind, pair.label), []).append(pair)
    return (
        [pair for group in groups.values() for pair in group[0::2]],
        [pair for group in groups.values() for pair in group[1::2]],
    )
