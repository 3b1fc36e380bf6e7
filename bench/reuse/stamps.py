"""``python -m bench.reuse.stamps [--first SEED] [--count N]``: one impression of a stamp copied, one die laid on twice.

Of each office: its stamp on a page (ink taken well here and badly there), the same picture at another place of another
page, that after a messenger, and the die laid on once more (turned by up to 9 degrees, inked anew); and all pairs of
two offices. Thresholds were set on seeds 1000 to 1029.
"""

import argparse
import time
from itertools import combinations
from typing import Final

import numpy as np
from rich.console import Console

from bench.reuse.drawn import Shown, signed
from bench.tables import WIDTH, machine, table
from validators.forensics.checks.prints import measure, picture_of
from validators.forensics.exhibit import Exhibit, Pixels
from validators.forensics.impressions import pressed
from validators.forensics.likeness import alike
from validators.forensics.strata import Stratum
from validators.reuse import REACH, Kind, distance
from worker.matching import SURE

WAYS: Final = {"again": "its picture on another page", "messenger": "that after a messenger",
               "by hand": "the die laid on again"}  # fmt: skip
Held = tuple[int, Pixels, Pixels]
"""A stamp's print, its ink, and its crop."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reuse.stamps")
    parser.add_argument("--first", type=int, default=63_000)
    parser.add_argument("--count", type=int, default=40)
    options = parser.parse_args()
    started = time.process_time()
    offices = [{way: held(shown) for way, shown in signed(options.first + place).items()}
               for place in range(options.count)]  # fmt: skip
    title = f"Stamps: seeds {options.first} and on, {options.count} offices ({machine()})"
    heads = ("no print", "in reach", "alike", "ink p5", "p50", "p95", "even ink", "one impression")
    made = table(title, "what", "pairs", *heads, words=1)
    for way, name in WAYS.items():
        made.add_row(name, *figures([(office["first"], office[way]) for office in offices]))
    made.add_row("two offices", *figures(list(combinations([office["first"] for office in offices], 2))))
    Console(width=WIDTH).print(made)
    print(f"{time.process_time() - started:.0f} CPU s in all, drawing included")


def held(shown: Shown) -> Held | None:
    """Return the stamp on a page, None where it has no print."""
    for one in measure(Exhibit(b"", "image/jpeg", Stratum.RECOMPRESSED, (shown.sheet,))):
        if one.facts["kind"] == Kind.STAMP.value:
            pixels, corners = shown.sheet.pixels, one.facts["corners"]
            return int(one.facts["hash"], 16), picture_of("stamp", pixels, corners), picture_of("crop", pixels, corners)
    return None


def figures(pairs: list[tuple[Held | None, Held | None]]) -> list[str]:
    """Return the figures of pairs: within reach of the prints, alike, and one impression by turn and ink."""
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    near = [(one, other) for one, other in known if distance(one[0], other[0]) <= REACH[Kind.STAMP]]
    like = [(one, other) for one, other in near if alike(one[1], other[1]) >= SURE[Kind.STAMP]]
    found = [pressed(one[2], other[2]) for one, other in like]
    told = [each for each in found if each is not None]
    ink = [f"{value:.2f}" for value in np.percentile([each.ink for each in told], [5, 50, 95])] if told else ["-"] * 3
    return [f"{len(pairs):,}", str(len(pairs) - len(known)), str(len(near)), str(len(like)), *ink,
            str(len(found) - len(told)), str(sum(each.is_one for each in told))]  # fmt: skip


if __name__ == "__main__":
    main()
