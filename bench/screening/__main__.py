"""`python -m bench.screening`: what the rules come to on genuine cases and on cases with one planted fault."""

import argparse
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.screening import measure, report

MEASURED: Final = Path(__file__).resolve().parent.parent.parent / "validators" / "measured.toml"
WIDTH: Final = 190
"""Columns of the console: the table of rules is wide."""


def options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.screening", description=__doc__)
    parser.add_argument("--cases", type=int, default=3000, help="genuine cases")
    parser.add_argument("--faults", type=int, default=760, help="cases with one planted fault")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first genuine case")
    parser.add_argument("--errors", type=float, default=1.0, help="how often the reader errs, 1 as measured, 0 never")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument(
        "--read", type=int, default=0, help="genuine cases that are drawn and read instead (minutes each)"
    )
    parser.add_argument("--kept", type=Path, help="folder of readings: what was read there is not read again")
    parser.add_argument("--timed", type=int, default=30, help="cases of eight papers over which rules are timed")
    parser.add_argument("--misses", action="store_true", help="print every genuine case that was raised")
    parser.add_argument("--write", action="store_true", help=f"write {MEASURED.name}")
    return parser.parse_args()


def main() -> None:
    """Measure and print the tables."""
    asked, console = options(), Console(width=WIDTH)
    if asked.read:
        rows = []
        for row in measure.drawn_rows(asked.seed, asked.read, asked.jobs, asked.kept):
            report.show_misses([row], console)  # as it comes: a run that is stopped has not been for nothing
            rows.append(row)
        report.show_rules(report.counts(rows, ()), {}, console)
        report.show_cases(rows, console)
        return
    genuine = list(measure.genuine_rows(asked.seed, asked.cases, asked.errors, asked.jobs))
    faulty = list(measure.faulty_rows(asked.faults, asked.errors, asked.jobs))
    times, case_ms = measure.times(asked.seed, asked.timed, papers=8)
    found = report.counts(genuine, faulty)
    report.show_rules(found, times, console)
    report.show_above(found, console)
    report.show_cases(genuine, console)
    report.show_faults(faulty, console)
    head = report.head_of_queue(genuine, faulty)
    console.print(f"of the first {report.HEAD} by priority, {report.FAULTY_SHARE:.0%} of all faulty: {head:.1f} true")
    console.print(f"all rules over a case of eight papers: {case_ms:.1f} ms (median of {asked.timed})")
    if asked.misses:
        report.show_misses(genuine, console)
    if asked.write:
        report.write(MEASURED, found, genuine, faulty)


if __name__ == "__main__":
    main()
