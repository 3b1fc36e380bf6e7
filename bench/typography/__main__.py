"""`python -m bench.typography`: what print, portraits and layouts tell of edited pictures, beside plain contrast.

specimens --seed 9101 --count 100 --out DIR      draw and read authentic papers
measure DIR --keep FILE                          authentic and edited pictures of them, measured
forgeries --seed 740001 --count 120 --keep FILE  the same on the pictures of ``samples.forgeries``
fit FILE ...                                     weights and limits to validators/forensics/typography.toml
report FILE ...                                  what is found, by stratum and kind of edit
portraits DIR ...                                replaced portraits
layout                                           learn validators/forensics/layouts.toml
"""

import argparse
import datetime as dt
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.typography import fit, forgeries, learn_layout, measure, report, specimens

FORENSICS: Final = Path("validators/forensics")


def options() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.typography", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    made = verbs.add_parser("specimens")
    made.add_argument("--seed", type=int, required=True)
    made.add_argument("--count", type=int, default=100)
    made.add_argument("--out", type=Path, required=True)
    measured = verbs.add_parser("measure")
    measured.add_argument("folder", type=Path)
    measured.add_argument("--keep", type=Path, required=True)
    other = verbs.add_parser("forgeries")
    other.add_argument("--seed", type=int, default=740_001)
    other.add_argument("--count", type=int, default=120)
    other.add_argument("--keep", type=Path, required=True)
    for verb in ("fit", "report", "portraits"):
        verbs.add_parser(verb).add_argument("paths", type=Path, nargs="+")
    learnt = verbs.add_parser("layout")
    learnt.add_argument("--seed", type=int, default=7001)
    return parser.parse_args()


def main() -> None:
    """Run the command line."""
    asked, day = options(), dt.datetime.now(dt.UTC).date().isoformat()
    if asked.verb == "specimens":
        specimens.make(asked.seed, asked.count, asked.out)
    elif asked.verb == "measure":
        measure.measured(asked.folder, asked.keep)
    elif asked.verb == "forgeries":
        forgeries.measured(asked.seed, asked.count, asked.keep)
    elif asked.verb == "fit":
        kept = [row for path in asked.paths for row in fit.rows(path)]
        fit.write(kept, FORENSICS / "typography.toml", day)
    elif asked.verb == "report":
        report.show([row for path in asked.paths for row in fit.rows(path)], Console(width=150))
    elif asked.verb == "portraits":
        report.show_portraits(asked.paths, Console(width=150))
    else:
        learn_layout.learn(asked.seed, FORENSICS / "layouts.toml", day)


if __name__ == "__main__":
    main()
