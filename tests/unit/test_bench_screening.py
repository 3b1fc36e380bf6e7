"""The bench of screening: its fields are those of drawn papers, its genuine cases pass, its planted faults are seen."""

import tomllib
from pathlib import Path

import pytest

from bench.numbers import upper_bound
from bench.screening import report
from bench.screening.measure import Row, Seen

DRAWN = {"ktp": "arial", "passport": "red", "work_contract": "columns", "visa": "evisa"}
"""Design that is drawn of a type; the first one of the others. The stickers of visas are slow to draw."""


def test_bounds_are_those_of_the_binomial(wrong: int, of: int, bound: float) -> None:
    assert upper_bound(wrong, of, tail=0.05) == pytest.approx(bound, abs=5e-5)


def test_figures_of_rules_are_written_as_toml(tmp_path: Path) -> None:
    def row(fault: str, outcome: str) -> Row:
        return Row(1, fault, frozenset(), "unknown", 1, (Seen("NIK003", outcome, 2, "inconsistency", True),), "", "", 0)

    genuine_rows = [row("", "passed"), row("", "flagged"), row("", "indeterminate"), row("", "not_applicable")]
    faulty_rows = [row("nik_birth_date", "flagged"), row("nik_birth_date", "passed")]
    found = report.counts(genuine_rows, faulty_rows)
    report.write(tmp_path / "measured.toml", found, genuine_rows, faulty_rows)
    written = tomllib.loads((tmp_path / "measured.toml").read_text("utf-8"))
    assert written["genuine_cases"] == 4
    figures = {"runs": 3, "false_alarms": 1, "abstained": 1, "planted": 2, "hits": 1}
    assert written["rules"]["NIK003"] == figures


def test_the_head_of_the_queue_counts_ties_by_their_expected_number() -> None:
    def row(fault: str, priority: int) -> Row:
        return Row(1, fault, frozenset(), "unknown", 1, (), "clear", "none", priority)

    ahead = [row("a", 500) for _ in range(60)]
    tied = [row("b", 100) for _ in range(40)]
    genuine_rows = [row("", 100) for _ in range(10)]
    # 60 stand ahead; of the 4,940 that tie 40 are faulty, and 40 places are left.
    assert report.head_of_queue(genuine_rows, [*ahead, *tied]) == pytest.approx(60 + 40 * 40 / 4940)
