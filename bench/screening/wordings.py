"""`python -m bench.screening.wordings`: the rules on binding clauses, on sentences apart from their patterns.

``wordings.csv`` holds clauses in the manner of real contracts, binding and not. Lists 1 to 6 were written by the hands
that wrote the patterns, later ones by hands that had not seen them. List 1 was written before those were read and
falls into ``tuning`` and ``held_out`` by the parity of its CRC-32; as one hand knew both halves, **held_out flatters**.
Each later list was written after a round of work, measured once with the patterns as they stood (``FIRST_SIGHT``), and
only then read. ``indicator`` is the rule that should see it, ``none``, or a danger that no rule is about (``movement``,
``contact``, ``wages``, ``guarantor``). A sentence counts as seen when the extractor would take it down and a pattern
shows it.
"""

import argparse
import csv
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.numbers import upper_bound
from bench.tables import WIDTH, table
from extractors.vocabulary.binding_terms import TOPICS
from validators.binding import is_doubted, says
from validators.packs import BindingWording
from worker.packs import load_packs

SENTENCES: Final = Path(__file__).with_name("wordings.csv")
LISTS: Final = ("tuning", "held_out", *(f"held_out_{number}" for number in range(2, 13)))
NONE: Final = "none"
INDICATORS: Final = {
    "PRO001": "document_retention",
    "PRO002": "debt",
    "PRO003": "exit_penalty",
    "PRO004": "no_rest",
    "PRO005": "no_copy",
    "FEE003": "advance_payment",
    "PRO006": "document_retention",
}
"""Rule -> the indicator of the pack that it looks for; PRO006 shows the sentences that PRO001 leaves to a person."""


def _each(*counts: tuple[int, int]) -> dict[str, tuple[int, int]]:
    return dict(zip(INDICATORS, counts, strict=False))


FIRST_SIGHT: Final = {
    "held_out_2": _each((2, 1), (2, 0), (2, 0), (2, 0), (1, 0), (0, 0)),
    "held_out_3": _each((0, 3), (2, 0), (2, 0), (3, 1), (2, 0), (2, 1)),
    "held_out_4": _each((6, 5), (4, 0), (3, 2), (5, 3), (2, 0), (2, 1)),
    "held_out_5": _each((5, 1), (3, 0), (3, 0), (5, 1), (2, 0), (3, 0)),
    "held_out_6": _each((7, 1), (0, 0), (0, 0), (5, 0), (0, 0), (0, 0)),
    "held_out_7": _each((15, 2), (0, 0), (0, 0), (13, 0), (0, 0), (0, 0)),
    "held_out_8": _each((15, 1), (0, 0), (0, 0), (8, 0), (0, 0), (0, 0)),
    "held_out_9": _each((15, 2), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0)),
    "held_out_10": _each((24, 2), (0, 0), (0, 1), (0, 0), (0, 0), (0, 0)),
    "held_out_11": _each((13, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (5, 3)),
    "held_out_12": _each((13, 1), (0, 0), (0, 0), (0, 0), (0, 0), (0, 0), (4, 1)),
}
"""List -> rule -> hits and false alarms when it was written (29 November 2026); what is measured later flatters.

Up to the tenth list PRO001 showed the doubtful sentences of PRO006 as well.
"""


@dataclass(frozen=True)
class Wording:
    """A sentence, and the rule that should see it (or ``none``, or a danger without a rule)."""

    round: str
    indicator: str
    language: str
    manner: str
    text: str

    @property
    def list(self) -> str:
        """The list that it belongs to, for good."""
        return f"held_out_{self.round}" if self.round != "1" else LISTS[zlib.crc32(self.text.encode()) % 2]


@cache
def wordings() -> tuple[Wording, ...]:
    """Return all sentences."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return tuple(Wording(**row) for row in csv.DictReader(file))


@cache
def _rows() -> tuple[BindingWording, ...]:
    return load_packs().binding_wordings


@cache
def seen(text: str) -> frozenset[str]:
    """Return the rules that see ``text``."""
    if not any(re.search(pattern, text, re.IGNORECASE) for pattern in TOPICS.values()):
        return frozenset()
    found = set()
    for code, indicator in INDICATORS.items():
        shown = [row for row in _rows() if row.indicator == indicator and says(row, text)]
        doubted = any(is_doubted(row, text) for row in shown)
        if shown and doubted is (code == "PRO006"):
            found.add(code)
    return frozenset(found)


def expected(one: Wording) -> frozenset[str]:
    """Return the rules of which any may see the sentence."""
    return frozenset({"PRO001", "PRO006"} if one.indicator == "PRO001" else {one.indicator} & set(INDICATORS))


def show(asked: Sequence[str], misses: str | None, console: Console) -> None:
    """Print hits and false alarms of each rule on the lists ``asked``, and what went wrong on the list ``misses``."""
    shown = table(
        "clauses that bind, by rule",
        "list",
        "rule",
        "binding",
        "hits",
        "at first sight",
        "false alarms",
        "at first sight",
        "of",
        "95 % bound",
        words=2,
    )
    for name in asked:
        of_list = [one for one in wordings() if one.list == name]
        harmless = [one for one in of_list if one.indicator == NONE]
        for code in INDICATORS:
            binding = [one for one in of_list if code in expected(one)]
            hits = sum(code in seen(one.text) for one in binding)
            false = sum(code in seen(one.text) for one in harmless)
            bound = f"{upper_bound(false, len(harmless), tail=0.05):.1%}"
            first = FIRST_SIGHT.get(name, {}).get(code, ("-", "-"))
            shown.add_row(name, code, *map(str, (len(binding), hits, first[0], false, first[1], len(harmless))), bound)
    console.print(shown)
    for one in wordings():
        wanted, found = expected(one), seen(one.text)
        if one.list == misses and ((wanted and not wanted & found) or (one.indicator == NONE and found)):
            console.print(f"{one.indicator} {sorted(found)}: {one.text}", soft_wrap=True, highlight=False)


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.screening.wordings", description=__doc__)
    parser.add_argument(
        "--misses",
        choices=LISTS,
        help="print the sentences of this list that went wrong",
    )
    show(LISTS, parser.parse_args().misses, Console(width=WIDTH))


if __name__ == "__main__":
    main()
