"""The tables of a run, and the figures that the rules show of themselves (``validators/measured.toml``)."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from bench.numbers import upper_bound
from bench.screening.measure import Row, Seen
from bench.screening.planted import KINDS
from bench.tables import machine, table
from validators.model import Outcome, Severity
from validators.rule import load

GROUPS: Final = {
    "single name": ("single name", "titled name"),
    "dead and Papuan codes": ("historic code", "papuan code"),
    "women": ("women",),
    "men": ("men",),
    "belief holders": ("belief",),
    "NIT": ("nit",),
    "born 1 July or 31 December": ("born 1 July", "born 31 December"),
    "thumbprint signers": ("thumbprint",),
}
"""Group whose false alarms are counted apart -> kinds of genuine case that belong to it."""
FAULTY_SHARE: Final = 0.02
"""Share of faulty cases in the queue whose head is judged."""
HEAD: Final = 100
MOST_FALSE: Final = 0.0005
"""Share of runs on genuine cases beyond which a rule is to be in preview, where it raises nothing."""
AXES: Final = frozenset({"inconsistency", "registry", "forgery_sign", "protection"})
"""Causes that change one of the two axes."""


@dataclass(frozen=True)
class Counts:
    """One rule over all cases: runs that applied, false alarms and abstentions on genuine ones, planted, hits."""

    runs: int
    false_alarms: int
    abstained: int
    absent: int
    planted: int
    hits: int


def counts(genuine: Sequence[Row], faulty: Sequence[Row]) -> dict[str, Counts]:
    """Return the counts of every rule."""
    outcomes: dict[str, Counter[str]] = {code: Counter() for code in load()}
    for row in genuine:
        for run in row.runs:
            outcomes[run.rule][run.outcome] += 1
    planted: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    expected = {kind.name: kind.expected for kind in KINDS}
    for row in faulty:
        for code in load():
            if code.startswith(expected[row.fault]):
                planted[code] += 1
                hits[code] += code in row.codes
    return {code: _counts(outcomes[code], planted[code], hits[code]) for code in load()}


def _counts(outcomes: Counter[str], planted: int, hits: int) -> Counts:
    absent = outcomes[Outcome.NOT_APPLICABLE]
    return Counts(
        runs=outcomes.total() - absent,
        false_alarms=outcomes[Outcome.FLAGGED],
        abstained=outcomes[Outcome.INDETERMINATE],
        absent=absent,
        planted=planted,
        hits=hits,
    )


def show_rules(found: Mapping[str, Counts], times: Mapping[str, float], console: Console) -> None:
    """Print one line a rule."""
    shown = table(
        f"rules ({machine()})", "rule", "severity", "runs", "flagged", "share", "95 % bound", "abstained",
        "not applicable", "planted", "hits", "ms", words=2,
    )  # fmt: skip
    for code, one in found.items():
        severity = load()[code].severity.value + (" (preview)" if load()[code].status == "preview" else "")
        share = f"{one.false_alarms / one.runs:.3%}" if one.runs else "-"
        bound = f"{_bound(one.false_alarms, one.runs):.3%}" if one.runs else "-"
        cells = (one.runs, one.false_alarms, share, bound, one.abstained, one.absent, one.planted, one.hits)
        shown.add_row(code, severity, *map(str, cells), f"{times.get(code, 0.0):.2f}")
    console.print(shown)


def show_above(found: Mapping[str, Counts], console: Console) -> None:
    """Print the rules above low that are stable with a larger share of false alarms than ``MOST_FALSE``."""
    rules = [
        f"{code} {one.false_alarms / one.runs:.2%}"
        for code, one in found.items()
        if one.runs and one.false_alarms / one.runs > MOST_FALSE
        if load()[code].severity.rank >= Severity.MEDIUM.rank and load()[code].status == "stable"
    ]
    console.print(f"stable, above low, more than {MOST_FALSE:.2%} false alarms: {', '.join(rules) or 'none'}")


def _bound(count: int, of: int) -> float:
    """Return the share that is exceeded with a probability of at most 5 % (one-sided, exact)."""
    return upper_bound(count, of, tail=0.05)


def show_cases(genuine: Sequence[Row], console: Console) -> None:
    """Print how many genuine cases all rules together raise, and by group."""
    shown = table("genuine cases, all rules together", "what", "cases", "of", "share", "95 % bound")
    tests = {
        "above low": lambda row: bool(row.raised),
        "above low, on an axis": lambda row: any(run.cause in AXES for run in row.raised),
        "document: inconsistent or worse": lambda row: row.document in {"inconsistent", "likely_fake"},
        "document: likely_fake": lambda row: row.document == "likely_fake",
        "protection: concern or urgent": lambda row: row.protection != "none",
        "protection: urgent": lambda row: row.protection == "urgent",
        "document: unreadable": lambda row: row.document == "unreadable",
        "a rule broke": lambda row: any(run.is_broken for run in row.runs),
    }
    for what, test in tests.items():
        shown.add_row(what, *_share(sum(map(test, genuine)), len(genuine)))
    console.print(shown)
    by_group = table("genuine cases above low, by group", "group", "cases", "of", "share", "95 % bound")
    for group, kinds in GROUPS.items():
        own = [row for row in genuine if row.groups & set(kinds)]
        by_group.add_row(group, *_share(sum(bool(row.raised) for row in own), len(own)))
    for kind in sorted({kind for row in genuine for kind in row.groups}):
        own = [row for row in genuine if kind in row.groups]
        by_group.add_row(f"(kind) {kind}", *_share(sum(bool(row.raised) for row in own), len(own)))
    console.print(by_group)


def _share(count: int, of: int) -> tuple[str, str, str, str]:
    return str(count), str(of), f"{count / max(of, 1):.2%}", f"{_bound(count, of):.2%}" if of else "-"


def show_faults(faulty: Sequence[Row], console: Console) -> None:
    """Print one line a kind of fault: how often one of its rules saw it, and which rules spoke."""
    shown = table("planted faults", "fault", "rules", "flagged most", "planted", "seen", words=3)
    for kind in KINDS:
        own = [row for row in faulty if row.fault == kind.name]
        spoke = Counter(code for row in own for code in row.codes if code.startswith(kind.expected))
        most = " ".join(code for code, _ in spoke.most_common(3))
        if own:
            seen = sum(kind.is_seen_by(row.codes) for row in own)
            shown.add_row(kind.name, " ".join(kind.expected), most, str(len(own)), str(seen))
    console.print(shown)
    seen_all = sum(kind.is_seen_by(row.codes) for kind in KINDS for row in faulty if row.fault == kind.name)
    console.print(f"seen by a rule of its kind: {seen_all} of {len(faulty)}")


def head_of_queue(genuine: Sequence[Row], faulty: Sequence[Row]) -> float:
    """Return how many of the first ``HEAD`` cases by priority are faulty, in a queue with ``FAULTY_SHARE`` of them.

    Each genuine case stands for as many as the share asks for; cases of one priority come in any order, so of them
    the expected number counts.
    """
    if not faulty:
        return 0.0
    weight = len(faulty) * (1 - FAULTY_SHARE) / FAULTY_SHARE / max(len(genuine), 1)
    sizes: dict[int, tuple[float, float]] = {}
    for row in (*genuine, *faulty):
        true, false = sizes.get(row.priority, (0.0, 0.0))
        sizes[row.priority] = (true + 1, false) if row.fault else (true, false + weight)
    left, found = float(HEAD), 0.0
    for _, (true, false) in sorted(sizes.items(), reverse=True):
        taken = min(left, true + false)
        found += taken * true / (true + false)
        left -= taken
    return found


def show_misses(genuine: Sequence[Row], console: Console) -> None:
    """Print every genuine case that was raised: seed, rule and what it said."""
    for row in genuine:
        for run in row.raised:
            _say(row, run, console)
    for row in genuine:
        for run in (run for run in row.runs if run.is_broken):
            console.print(f"seed {row.seed}: {run.rule} broke", markup=False, highlight=False)


def _say(row: Row, run: Seen, console: Console) -> None:
    severity = list(Severity)[run.severity].value
    kinds = ", ".join(sorted(row.groups))
    console.print(f"seed {row.seed} {run.rule} ({severity}): {run.message} [{row.stage}; {kinds}]", markup=False,
                  highlight=False, soft_wrap=True)  # fmt: skip


def write(target: Path, found: Mapping[str, Counts], genuine: Sequence[Row], faulty: Sequence[Row]) -> None:
    """Write the figures of every rule as TOML; the day is that of the run."""
    lines = [
        "# Made by `python -m bench.screening --write`: what the rules came to on drawn cases (bench/screening).",
        "# runs: on genuine cases, where the rule applied; false_alarms: of them flagged; planted: faults of its kind.",
        f'measured_on = "{dt.datetime.now(dt.UTC).date()}"',
        f"first_seed = {genuine[0].seed}",
        f"genuine_cases = {len(genuine)}",
        f"faulty_cases = {len(faulty)}",
        "",
        "[rules]",
    ]
    for code, one in sorted(found.items()):
        figures = f"runs = {one.runs}, false_alarms = {one.false_alarms}, abstained = {one.abstained}"
        lines.append(f"{code} = {{ {figures}, planted = {one.planted}, hits = {one.hits} }}")
    target.write_text("\n".join(lines) + "\n", "utf-8")
