"""`python -m bench.altered_training.table FILE ...`: what the network finds at calibrated limits, beside typography.

The files are kept by ``python -m bench.forgery --only learnt,typography``. A limit is a share of the genuine uploads of
the calibration (pack forensic_calibration), which none of the printed uploads belongs to.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.forgery.__main__ import again
from bench.forgery.calibrating import scores_of
from bench.forgery.figures import auc, percent
from bench.forgery.looking import BASELINE, Seen
from validators.forensics.calibration import p_value, rows_of
from validators.packs import ForensicCalibration
from worker.packs import load_packs

CHECK: Final = "learnt"
BESIDE: Final = "typography"
SEEN_IN_TRAINING: Final = frozenset(
    {"ktp/ocra", "ktp/arial", "work_contract", "police_clearance", "family_permit", "family_card", "job_order"}
)
"""Papers or papers with a design that training drew (``crops.PAPERS``)."""
_COLUMNS: Final = (
    "stratum", "part", "authentic", "edited", "AUC", f"AUC {BESIDE}", "AUC contrast", "at 1 %: false", "at 1 %: found",
    f"{BESIDE} at 1 %: false", "found", "either at 0.5 %: false", "found",
)  # fmt: skip

Rows = dict[str, ForensicCalibration]


def table(seen: Sequence[Seen]) -> Table:
    """Return the table: for each stratum all uploads, papers that training knew and others, and kinds of edits."""
    shown = Table(title="Learnt detector", title_justify="left")
    for column in _COLUMNS:
        shown.add_column(column)
    pack = load_packs().forensic_calibration
    for stratum in sorted({one.stratum for one in seen}):
        part = [one for one in seen if one.stratum == stratum and CHECK in scores_of(one)]
        rows = rows_of(pack, stratum)
        for name, chosen in _parts(part):
            if any(one.edited for one in chosen) or any(not one.edited for one in chosen):
                shown.add_row(stratum, name, *_row(chosen, rows))
    return shown


def known(one: Seen) -> bool:
    """Whether training drew papers of this kind and design."""
    return one.paper in SEEN_IN_TRAINING or one.paper.split("/")[0] in SEEN_IN_TRAINING


def _parts(seen: Sequence[Seen]) -> Iterable[tuple[str, list[Seen]]]:
    yield "all", list(seen)
    yield "papers of the training", [one for one in seen if known(one)]
    yield "other papers", [one for one in seen if not known(one)]
    for kind in sorted({one.kind for one in seen if one.edited}):
        yield kind, [one for one in seen if one.kind == kind]


def _row(seen: Sequence[Seen], rows: Rows) -> tuple[str, ...]:
    genuine, edited = [one for one in seen if not one.edited], [one for one in seen if one.edited]
    areas = (
        auc([_score(one, name) for one in genuine], [_score(one, name) for one in edited])
        for name in (CHECK, BESIDE, BASELINE)
    )

    def found(rare: Callable[[Seen], bool]) -> Iterable[str]:
        return (percent(sum(map(rare, part)), len(part)) for part in (genuine, edited))

    return (
        str(len(genuine)), str(len(edited)), *("-" if area is None else f"{area:.2f}" for area in areas),
        *found(lambda one: rare(one, rows, (CHECK,), 0.01)), *found(lambda one: rare(one, rows, (BESIDE,), 0.01)),
        *found(lambda one: rare(one, rows, (CHECK, BESIDE), 0.005)),
    )  # fmt: skip


def rare(one: Seen, rows: Rows, checks: Sequence[str], share: float) -> bool:
    """Whether one of ``checks`` scores as at most ``share`` of the genuine uploads of the calibration do."""
    return any(name in rows and p_value(rows[name], _score(one, name)) <= share for name in checks)


def _score(one: Seen, name: str) -> float:
    return next((look.score for look in one.looks if look.check == name), 0.0)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kept", type=Path, nargs="+")
    seen = [one for path in parser.parse_args().kept for one in again(path)]
    Console(width=240).print(table(seen))


if __name__ == "__main__":
    main()
