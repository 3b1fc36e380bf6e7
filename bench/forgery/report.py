"""The tables: checks and rules by stratum, kinds of edits, what genuine files would cost a reviewer, and misses."""

import statistics
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.forgery.figures import at_false_alarms, auc, percent
from bench.forgery.looking import BASELINE, Judged, Seen

_ORDERS: Final = {"info": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}
_CHECK_COLUMNS: Final = (
    "check", "stratum", "authentic", "edited", "not said / failed", "AUC", "AUC contrast", "found at 1 %",
    "on the edit", "contrast on it", "pixel AUC", "contrast", "CPU-s a file", "a MP",
)  # fmt: skip
_RULE_COLUMNS: Final = (
    "rule", "severity", "status", "stratum", "false alarms", "found, of all edits", "of those on the edit",
    "not applicable", "not decided",
)  # fmt: skip
REVIEW: Final = 2
"""Severity from which on a stable rule's finding opens a case."""


def show(name: str, seen: Sequence[Seen], console: Console, *, misses: bool) -> None:
    """Print all tables of what was seen on the set of this name."""
    authentic = sum(not one.edited for one in seen)
    console.rule(f"{name}: {authentic} authentic, {len(seen) - authentic} edited uploads")
    console.print(checks_table(seen))
    console.print(rules_table(seen))
    console.print(kinds_table(seen))
    console.print(genuine(seen))
    console.print(cost_table(seen))
    if misses:
        for line in missed(seen):
            console.print(line, markup=False, highlight=False)


def checks_table(seen: Sequence[Seen]) -> Table:
    """Return the table of checks: scores only, no threshold; the baseline of local contrast beside each."""
    table = Table(title="Checks (scores; no threshold)", title_justify="left")
    for column in _CHECK_COLUMNS:
        table.add_column(column)
    for name in _names(look.check for one in seen for look in one.looks if look.check != BASELINE):
        for stratum in _names(one.stratum for one in seen):
            row = _check_row(name, [one for one in seen if one.stratum == stratum])
            if row:
                table.add_row(name, stratum, *row)
    return table


def _check_row(name: str, seen: Sequence[Seen]) -> tuple[str, ...] | None:
    looks = [(one, look) for one in seen for look in one.looks if look.check == name]
    said = [(one, look) for one, look in looks if look.state == "measured"]
    if not any(look.score > 0 for _, look in said):
        return None
    base = {id(one): look for one in seen for look in one.looks if look.check == BASELINE}
    edited = [look for one, look in said if one.edited]
    genuine_ = [look for one, look in said if not one.edited]
    scores = ([look.score for look in genuine_], [look.score for look in edited])
    contrast = ([base[id(one)].score for one, _ in said if not one.edited],
                [base[id(one)].score for one, _ in said if one.edited])  # fmt: skip
    on_edit = [look for look in edited if look.score > 0]
    mapped = [look for look in edited if look.pixels is not None]
    failed = sum(look.state == "failed" for _, look in looks)
    return (
        str(len(genuine_)), str(len(edited)), f"{len(looks) - len(said) - failed} / {failed}",
        _two(auc(*scores)), _two(auc(*contrast)), _two(at_false_alarms(*scores, 0.01)),
        f"{sum(look.on_edit for look in on_edit)}/{len(on_edit)}",
        _two(_share(base[id(one)].on_edit for one, look in said if one.edited)),
        _two(_mean(look.pixels for look in mapped)), _two(_mean(look.pixels_baseline for look in mapped)),
        f"{_mean(look.cpu_s for _, look in said) or 0:.3f}",
        f"{_mean(look.cpu_s / max(one.megapixels, 0.01) for one, look in said) or 0:.3f}",
    )  # fmt: skip


def rules_table(seen: Sequence[Seen]) -> Table:
    """Return the table of rules at their thresholds, with Wilson's intervals."""
    table = Table(title="Rules at their thresholds", title_justify="left")
    for column in _RULE_COLUMNS:
        table.add_column(column)
    for code in _names(run.rule for one in seen for run in one.judged):
        for stratum in _names(one.stratum for one in seen):
            part = [one for one in seen if one.stratum == stratum]
            runs = [(one, run) for one in part for run in one.judged if run.rule == code]
            decided = [(one, run) for one, run in runs if run.outcome in {"passed", "flagged"}]
            if not decided:
                continue
            genuine_ = [run for one, run in decided if not one.edited]
            edited = [run for one, run in decided if one.edited]
            hits = [run for run in edited if run.outcome == "flagged"]
            alarms = sum(run.outcome == "flagged" for run in genuine_)
            table.add_row(
                code, runs[0][1].severity, runs[0][1].status, stratum, percent(alarms, len(genuine_)),
                percent(len(hits), len(edited)), percent(sum(run.on_edit for run in hits), len(hits)),
                str(sum(run.outcome == "not_applicable" for _, run in runs)),
                str(sum(run.outcome == "indeterminate" for _, run in runs)),
            )  # fmt: skip
    return table


def kinds_table(seen: Sequence[Seen]) -> Table:
    """Return the table of edits: of each kind and last encoder, which share any rule found, and the two best rules."""
    table = Table(title="Edits found, by kind and last encoder", title_justify="left")
    for column in ("kind", "final", "edited", "opens a case", "any rule but preview", "any rule", "best rules"):
        table.add_column(column)
    edited = [one for one in seen if one.edited]
    for kind, final in sorted({(one.kind, one.final) for one in edited}):
        part = [one for one in edited if (one.kind, one.final) == (kind, final)]
        best: dict[str, int] = {}
        for one in part:
            for run in flagged(one):
                best[run.rule] = best.get(run.rule, 0) + 1
        named = ", ".join(f"{code} {count}" for code, count in sorted(best.items(), key=lambda pair: -pair[1])[:3])
        table.add_row(
            kind, final, str(len(part)), *_shares(part), named,
        )  # fmt: skip
    return table


def genuine(seen: Sequence[Seen]) -> Table:
    """Return what authentic uploads would cost a reviewer: those that a rule about pictures sends to a person."""
    table = Table(title="Authentic uploads, because of files and pictures", title_justify="left")
    for column in ("stratum", "opens a case", "any rule but preview", "any rule"):
        table.add_column(column)
    authentic = [one for one in seen if not one.edited]
    groups = [
        (name, [one for one in authentic if one.stratum == name]) for name in _names(o.stratum for o in authentic)
    ]
    for name, part in [*groups, ("all", authentic)]:
        table.add_row(
            name, *_shares(part),
        )  # fmt: skip
    return table


def _shares(part: Sequence[Seen]) -> tuple[str, str, str]:
    """Return how many uploads open a case, how many a rule in force speaks of, and how many any rule speaks of."""
    opened, of = sum(opens_case(one) for one in part), len(part)
    stable = sum(any(run.status == "stable" for run in flagged(one)) for one in part)
    return percent(opened, of), percent(stable, of), percent(sum(bool(flagged(one)) for one in part), of)


def cost_table(seen: Sequence[Seen]) -> Table:
    """Return processor seconds of all checks together."""
    table = Table(title="CPU seconds of all checks together", title_justify="left")
    for column in ("stratum", "files", "median a file", "95 % below", "median a MP", "of it in the shut-in process"):
        table.add_column(column)
    for name in _names(one.stratum for one in seen):
        part = [one for one in seen if one.stratum == name]
        costs = sorted(one.cpu_s for one in part)
        table.add_row(
            name, str(len(part)), f"{statistics.median(costs):.3f}", f"{costs[int(0.95 * (len(costs) - 1))]:.3f}",
            f"{statistics.median(one.cpu_s / max(one.megapixels, 0.01) for one in part):.3f}",
            f"{statistics.median(one.child_cpu_s for one in part):.3f}",
        )  # fmt: skip
    return table


def missed(seen: Sequence[Seen]) -> Iterable[str]:
    """Yield a line for each edited upload that no rule found, and for each authentic one that a rule flagged."""
    for one in seen:
        rules = ",".join(run.rule for run in flagged(one))
        about = f"{one.name} {one.stratum} {one.paper} {one.capture}"
        if one.edited and not rules:
            yield f"missed       {about} {','.join(one.fields)} ({one.detail})"
        elif not one.edited and rules:
            yield f"false alarm  {about} {rules} ({one.detail})"


def opens_case(one: Seen) -> bool:
    """Whether a stable rule's finding of medium or more would send the upload to a person."""
    return any(run.status == "stable" and _ORDERS[run.severity] >= REVIEW for run in flagged(one))


def flagged(one: Seen) -> list[Judged]:
    """Return the rules that say more than a fact about the upload: ``info`` notes context and orders nothing."""
    return [run for run in one.judged if run.outcome == "flagged" and run.severity != "info"]


def _names(values: Iterable[str]) -> list[str]:
    return sorted(set(values))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.fmean(known) if known else None


def _share(values: Iterable[bool]) -> float | None:
    known = list(values)
    return sum(known) / len(known) if known else None


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
