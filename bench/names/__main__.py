"""`python -m bench.names`: precision, recall and F1 of comparisons of names, beside rapidfuzz and nomenklatura.

A match is ``same`` or ``compatible``; ``cannot_tell`` counts as no match. Thresholds of the peers are the best by F1 on
the tuning list, kind by kind, and hold for the held-out lists as well. ``missed``: pairs of two that were matched (a
swapped identity would pass). ``alarms``: pairs of one that were called different; a peer knows no third answer, so
every pair of one that it does not match is one. Pairs a CPU second: names of the list put together at random, so that
words recur and most pairs are of two; ``cold``: the list's pairs, caches emptied before each, and once before the clock
starts, so that it does not count the many thousand words of the pairs before.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console

from bench.names import KINDS, LISTS, Pair, pairs
from bench.names.matchers import RAPIDFUZZ, Scores, by_nomenklatura, by_rapidfuzz, forget, likeness, mixed, pace
from bench.tables import WIDTH, machine, table
from validators.names import Likeness

MATCHED: Final = frozenset({Likeness.SAME, Likeness.COMPATIBLE})
HEADINGS: Final = (
    "kind", "matcher", "threshold", "precision", "recall", "F1", "missed", "alarms", "open: of one", "of two",
    "pairs/CPU-s", "cold",
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """How the pairs of one kind were answered."""

    one: int
    two: int
    matched: int
    missed: int

    @property
    def precision(self) -> float:
        """Matched pairs of one, of all matched pairs."""
        return self.matched / max(self.matched + self.missed, 1)

    @property
    def recall(self) -> float:
        """Matched pairs of one, of all pairs of one."""
        return self.matched / max(self.one, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.matched / max(self.matched + self.missed + self.one, 1)

    def cells(self) -> list[str]:
        """Return precision, recall and F1 as they are printed."""
        return [f"{share:.3f}" for share in (self.precision, self.recall, self.f1)]


def counted(of: Sequence[Pair], matched: Iterable[bool]) -> Counts:
    """Count answers to the pairs ``of``."""
    hits = Counter(pair.is_same for pair, match in zip(of, matched, strict=True) if match)
    one = sum(pair.is_same for pair in of)
    return Counts(one, len(of) - one, hits[True], hits[False])


def best_threshold(of: Sequence[Pair], scores: Sequence[float]) -> float:
    """Return the score from which a match gives the highest F1; of several the highest."""
    tried = sorted(set(scores), reverse=True)
    return max(tried, key=lambda limit: counted(of, [score >= limit for score in scores]).f1)


def absah_row(kind: str, of: Sequence[Pair], mix: Sequence[Pair]) -> list[str]:
    """Return the row of Absah."""
    answers = [likeness(pair) for pair in of]
    counts = counted(of, [answer in MATCHED for answer in answers])
    by_label = Counter((pair.is_same, answer) for pair, answer in zip(of, answers, strict=True))
    left_open = [by_label[label, Likeness.CANNOT_TELL] for label in (True, False)]

    def cold(pair: Pair) -> None:
        forget()
        likeness(pair)

    alarms = by_label[True, Likeness.DIFFERENT]
    shares = [f"{left_open[0]}/{counts.one}", f"{left_open[1]}/{counts.two}"]
    kept = pace(likeness, mix)
    forget()
    paces = [f"{kept:,.0f}", f"{pace(cold, of):,.0f}"]
    return [
        kind,
        "absah",
        "-",
        *counts.cells(),
        f"{counts.missed}/{counts.two}",
        f"{alarms}/{counts.one}",
        *shares,
        *paces,
    ]


def peer_row(kind: str, name: str, of: Sequence[Pair], scores: Scores, limit: float) -> list[str]:
    """Return the row of a peer that matches from the score ``limit`` on."""
    counts = counted(of, [score >= limit for score in scores.of])
    missed, alarms = f"{counts.missed}/{counts.two}", f"{counts.one - counts.matched}/{counts.one}"
    return [kind, name, f"{limit:.2f}", *counts.cells(), missed, alarms, "-", "-", f"{scores.a_second:,.0f}", "-"]


def show(console: Console, speed: int) -> None:
    """Measure every list and print its table."""
    lists = {(name, kind): [pair for pair in pairs(name) if pair.kind == kind] for name in LISTS for kind in KINDS}
    mixes = {key: mixed(of, speed) for key, of in lists.items() if of}
    peers = by_nomenklatura({f"{name}/{kind}": of for (name, kind), of in lists.items()})
    limits: dict[tuple[str, str], float] = {}
    for name in LISTS:
        shown = table(f"{name} ({machine()})", *HEADINGS, words=2)
        for kind in (kind for kind in KINDS if lists[name, kind]):
            of, mix = lists[name, kind], mixes[name, kind]
            shown.add_row(*absah_row(kind, of, mix))
            scored = {peer: by_rapidfuzz(scorer, of, mix) for peer, scorer in RAPIDFUZZ.items()}
            scored |= {peer: found[f"{name}/{kind}"] for peer, found in peers.items()}
            for peer, scores in scored.items():
                limit = limits.setdefault((peer, kind), best_threshold(of, scores.of))
                shown.add_row(*peer_row(kind, peer, of, scores, limit))
        console.print(shown)
    if not peers:
        console.print("nomenklatura was not measured: run bench/peers/setup.sh names")


def show_misses(console: Console, name: str) -> None:
    """Print every pair of one that was not matched and every pair of two that was."""
    shown = table(f"misses of {name}", "kind", "label", "habit", "left", "right", "answer", words=6)
    for pair in pairs(name):
        answer = likeness(pair)
        if (answer in MATCHED) != pair.is_same:
            shown.add_row(pair.kind, pair.label, pair.habit, pair.left, pair.right, answer)
    console.print(shown)


def main() -> None:
    """Print the tables, or the misses of one list."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.names", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--speed", type=int, default=40_000, help="pairs that the pace is measured with")
    parser.add_argument("--misses", choices=LISTS, help="print the misses of a list; who tunes looks at tuning only")
    asked = parser.parse_args()
    console = Console(width=WIDTH)
    if asked.misses:
        show_misses(console, asked.misses)
    else:
        show(console, asked.speed)


if __name__ == "__main__":
    main()
