"""``python -m bench.reuse [--first SEED] [--count N]``: what is used again against other persons' papers.

Thresholds were set on seeds from 1000 on; report on others. Same pairs: a card, and the same card through a messenger
(shrunk to 0.8, quality 60 to 75), two messengers, or on another scan; a signature's and a stamp's picture on another
page, and the same through a messenger. Unrelated pairs: all pairs of different persons.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from rich.console import Console

from bench.reuse.drawn import Shown, cards, signed
from bench.tables import WIDTH, machine, table
from validators.forensics.check import Measured
from validators.forensics.checks.prints import measure, picture_of
from validators.forensics.exhibit import Exhibit, Pixels
from validators.forensics.likeness import alike
from validators.forensics.strata import Stratum
from validators.reuse import REACH, SHARED, Kind, Print, bands, probes
from worker.matching import SURE

HELD: Final = 400
"""Unrelated pairs within reach whose pixels are held against each other, the nearest first."""


@dataclass(frozen=True)
class Taken:
    """A print with the picture that it is of."""

    print: Print
    picture: Pixels


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reuse")
    parser.add_argument("--first", type=int, default=61_000)
    parser.add_argument("--count", type=int, default=75, help="persons of each kind of card, and signers")
    parser.add_argument("--cards", action="store_true", help="cards only, no signed pages")
    options = parser.parse_args()
    started = time.process_time()
    pools: dict[str, list[dict[str, list[Taken]]]] = {}
    for place in range(options.count):
        for kind, seed in (("ktp", options.first + place), ("passport", options.first + options.count + place)):
            shown = cards(kind, seed)
            for what in (Kind.PORTRAIT, Kind.PAGE):
                name = what.value if what is Kind.PORTRAIT else f"page ({kind})"
                pools.setdefault(name, []).append({way: taken(one, what) for way, one in shown.items()})
        shown = {} if options.cards else signed(options.first + place)
        for what in (Kind.SIGNATURE, Kind.STAMP) if shown else ():
            pools.setdefault(what.value, []).append({way: taken(one, what) for way, one in shown.items()})
    report(pools, options.first, options.count)
    print(f"{time.process_time() - started:.0f} CPU s in all, drawing included")


def taken(shown: Shown, kind: Kind) -> list[Taken]:
    """Return the prints of a kind on a paper, with the pictures that pixels are compared by."""
    exhibit = Exhibit(b"", "image/jpeg", Stratum.RECOMPRESSED, (shown.sheet,))
    if not hasattr(shown, "measured"):
        object.__setattr__(shown, "measured", list(measure(exhibit)))
    own: Sequence[Measured] = shown.measured  # type: ignore[attr-defined]  # measured once, taken twice
    found = []
    for one in own:
        if one.facts["kind"] == kind.value:
            moved = tuple(int(each, 16) for each in one.facts.get("near", "").split())
            value, corners = int(one.facts["hash"], 16), one.facts["corners"]
            made = Print(kind, one.facts["role"], value, "D001", one.region, corners, "", moved)
            found.append(Taken(made, picture_of(kind.value, shown.sheet.pixels, corners)))
    return found


def report(pools: dict[str, list[dict[str, list[Taken]]]], first: int, count: int) -> None:
    """Print both tables."""
    title = f"Used again: seeds {first} and on, {count} persons of each kind ({machine()})"
    heads = (
        "what",
        "seen as",
        "pairs",
        "no print",
        "bits p50",
        "p97",
        "max",
        "in reach",
        "by bands",
        "alike min",
        "found",
    )
    made = table(title, *heads, words=2)
    others = table(
        "Unrelated", "what", "pairs", "bits min", "p0.1", "p1", "p50", "in reach", "alike max", "matches", words=1
    )
    for name, people in pools.items():
        kind = Kind(name.split()[0])
        for way in people[0]:
            if way != "first":
                made.add_row(name, way, *same([(each["first"], each[way]) for each in people], kind))
        way = "messenger"
        others.add_row(name, *unrelated([each[way] for each in people], kind))
    Console(width=WIDTH).print(made)
    Console(width=WIDTH).print(others)


def same(pairs: list[tuple[list[Taken], list[Taken]]], kind: Kind) -> list[str]:
    """Return the figures of pairs that are one picture."""
    held = [nearest(*pair) for pair in pairs if pair[0] and pair[1]]
    bits = [apart for apart, _, _ in held]
    scores = [alike(one.picture, other.picture) if kind in SURE else 1.0 for _, one, other in held]
    reach = [apart <= REACH[kind] for apart in bits]
    banded = [any(_is_found(one, other) for one in pair[0] for other in pair[1]) for pair in pairs if all(pair)]
    found = sum(a and b and c >= SURE.get(kind, 0.0) for a, b, c in zip(reach, banded, scores, strict=True))
    figures = [f"{value:.0f}" for value in np.percentile(bits, [50, 97, 100])]
    least = f"{min(scores):.3f}" if kind in SURE else "-"
    return [str(len(pairs)), str(len(pairs) - len(held)), *figures, str(sum(reach)), str(sum(banded)), least,
            f"{found} ({found / len(pairs):.1%})"]  # fmt: skip


def unrelated(people: list[list[Taken]], kind: Kind) -> list[str]:
    """Return the figures of all pairs of different persons."""
    pairs = [nearest(*pair) for pair in combinations(people, 2) if pair[0] and pair[1]]
    pairs.sort(key=lambda pair: pair[0])
    bits = [apart for apart, _, _ in pairs]
    near = [pair for pair in pairs if pair[0] <= REACH[kind]]
    scores = [alike(one.picture, other.picture) for _, one, other in pairs[:HELD]] if kind in SURE else []
    false = sum(score >= SURE[kind] for score in scores[: len(near)]) if kind in SURE else 0
    figures = [f"{value:.0f}" for value in np.percentile(bits, [0, 0.1, 1, 50])]
    return [f"{len(pairs):,}", *figures, str(len(near)), f"{max(scores):.3f}" if scores else "-",
            str(false) if kind in SURE else "see fields"]  # fmt: skip


def nearest(ones: list[Taken], others: list[Taken]) -> tuple[int, Taken, Taken]:
    """Return the nearest two prints of two papers, looked for from either side."""
    pairs = ((min(a.print.apart(b.print.value), b.print.apart(a.print.value)), a, b) for a in ones for b in others)
    return min(pairs, key=lambda pair: pair[0])


def _is_found(one: Taken, other: Taken) -> bool:
    """Whether a lookup of the second in a store that holds the first would name it."""
    return len(probes(other.print) & set(bands(one.print.value))) >= SHARED


if __name__ == "__main__":
    main()
