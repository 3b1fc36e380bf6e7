"""Calibration: how high every hint scores on uploads that nobody edited, written as a pack with its day and seeds.

What the hints of a file weigh together is counted with that file left out of the tails, so that no weight was fitted
on the file that it is added up for.
"""

import argparse
import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bench.forgery import sets
from bench.forgery.looking import Seen
from bench.forgery.sets import Item
from validators.forensics.calibration import TOGETHER, weigh
from validators.packs import ForensicCalibration

PACK: Final = Path("validators/packs/forensic_calibration.toml")
CAPS: Final = {
    "ghost": 4.0,
    "double_quantisation": 4.0,
    "same_glyphs": 4.0,
    "copy_move": 3.0,
    "typography": 4.0,
    "portrait": 4.0,
    "learnt": 4.0,
}
"""Checks that are hints, and the most that each may weigh (forgery.md section 4: likelihood ratios of 3 to 4)."""
TOGETHER_CAP: Final = 8.0
TAIL: Final = 0.12
"""Share of the files whose scores are kept: beyond it a hint weighs about 1 or less."""
LEAST_TAIL: Final = 12
LEAST_FILES: Final = 40
_HEAD: Final = """\
# How high the hints of validators/forensics score on pictures that nobody edited (validators/forensics/calibration.py).
# Written by `{command}`: do not edit by hand. Synthetic specimens only; to be measured again on real intake.
"""


def calibrate(
    asked: argparse.Namespace,
    all_looked: Callable[[Iterable[Item], int, Path, Sequence[str]], Iterable[Seen]],
    again: Callable[[Path], Sequence[Seen]],
) -> None:
    """Measure authentic uploads, or take those that were kept, and write the pack.

    With ``--only`` the rows of these checks are made anew and all others stay, with what hints weigh together.
    """
    kept = asked.keep.with_name("-".join(("calibration", *asked.only)) + ".jsonl")
    if not asked.again:
        items = sets.authentic_items(sets.CALIBRATION_SEED, asked.each)
        wanted = (item for item in items if not asked.finals or item.final in asked.finals)
        list(all_looked(wanted, asked.jobs, kept, asked.only))
    rows, command = tuple(rows_from(again(kept), asked.each)), _command(asked.each)
    if asked.only:
        other = [row for row in _pack() if row.check not in asked.only]
        own = [_told(row, asked.only) for row in rows if row.check in asked.only]
        rows = tuple(sorted((*other, *own), key=lambda row: row.stratum))
        command = other[0].command if other else command
    PACK.write_text(written(rows, command), "utf-8")


def _pack() -> list[ForensicCalibration]:
    """Return the pack's rows as they are."""
    return [ForensicCalibration(**row) for row in tomllib.loads(PACK.read_text("utf-8"))["rows"]]


def _told(row: ForensicCalibration, only: Sequence[str]) -> ForensicCalibration:
    return row.model_copy(update={"command": f"{row.command} --only {','.join(only)}"})


def rows_from(seen: Sequence[Seen], each: int, today: dt.date | None = None) -> Iterable[ForensicCalibration]:
    """Yield the pack's rows from what was seen on authentic uploads."""
    day = today or dt.datetime.now(dt.UTC).date()
    by_stratum: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if not one.edited:
            by_stratum[one.stratum].append(one)
    for stratum, files in sorted(by_stratum.items()):
        rows = {}
        for check, cap in CAPS.items():
            scores = [score for one in files if (score := scores_of(one).get(check)) is not None]
            if len(scores) >= LEAST_FILES:
                rows[check] = _row(check, stratum, scores, cap, (each, day))
        yield from rows.values()
        weights = [weight for one in files if (weight := weigh(_without(rows, one), scores_of(one))) is not None]
        if rows and len(weights) >= LEAST_FILES:
            yield _row(TOGETHER, stratum, weights, TOGETHER_CAP, (each, day))


def scores_of(one: Seen) -> dict[str, float]:
    """Return the strongest score of every check that measured the upload."""
    return {look.check: look.score for look in one.looks if look.state == "measured"}


def _without(rows: Mapping[str, ForensicCalibration], one: Seen) -> dict[str, ForensicCalibration]:
    """Return the rows as if the file had not been measured."""
    scores = scores_of(one)
    found = {}
    for check, row in rows.items():
        own = round(scores[check], 6) if check in scores else None
        tail = list(row.tail)
        if own is not None and own > 0 and own in tail:
            tail.remove(own)
        found[check] = row.model_copy(update={"files": row.files - 1, "tail": tuple(tail) or row.tail[-1:]})
    return found


def _command(each: int) -> str:
    return f"python -m bench.forgery --calibrate --each {each}"


def _row(
    check: str, stratum: str, scores: Sequence[float], cap: float, made: tuple[int, dt.date]
) -> ForensicCalibration:
    each, day = made
    return ForensicCalibration(
        source="measured by Absah's bench on specimens of its own, none of them edited",
        valid_from=day, retrieved=day, check=check, stratum=stratum, files=len(scores),
        tail=tail_of(scores), cap=cap,
        seeds=f"{sets.CALIBRATION_SEED} and up", command=_command(each),
    )  # fmt: skip


def tail_of(scores: Sequence[float]) -> tuple[float, ...]:
    """Return the highest scores, falling, with all that equal the last of them; a last 0 says that none is left out."""
    ordered = sorted((round(score, 6) for score in scores), reverse=True)
    many = max(LEAST_TAIL, round(TAIL * len(ordered)))
    cut = ordered[min(many, len(ordered)) - 1]
    above = [score for score in ordered if score > cut]
    if cut <= 0:
        return (*above, 0.0)
    ties = [score for score in ordered if score == cut]
    return tuple(above) if above and len(above) + len(ties) > 2 * many else (*above, *ties)


def written(rows: Sequence[ForensicCalibration], command: str) -> str:
    """Return the rows as the TOML file holds them."""
    parts = [_HEAD.format(command=command)]
    for row in rows:
        lines = ["[[rows]]"]
        for name, value in row.model_dump(mode="json", exclude_defaults=True).items():
            if name in {"valid_from", "retrieved"}:
                lines.append(f"{name} = {value}")
            elif isinstance(value, list):
                lines.append(f"{name} = [{', '.join(str(score) for score in value)}]")
            else:
                lines.append(f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
