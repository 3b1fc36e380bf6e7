"""Calibration: genuine files are flagged as seldom as the p-value says, and several hints never weigh more than one."""

import random
from datetime import date

import pytest
from hypothesis import given, strategies as st

from validators.forensics.calibration import e_value, p_value, weigh
from validators.packs import ForensicCalibration


def row(tail: list[float], files: int = 199, cap: float = 4.0, check: str = "typography") -> ForensicCalibration:
    return ForensicCalibration(
        source="made up for a test", valid_from=date(2026, 11, 1), retrieved=date(2026, 11, 1), check=check,
        stratum="lossless", files=files, tail=tuple(tail), cap=cap, seeds="1", command="made up",
    )  # fmt: skip


def test_genuine_files_reach_a_p_value_no_more_often_than_it_says() -> None:
    draw = random.Random(5)
    reached = {0.01: 0, 0.05: 0}
    rounds = 4000
    for _ in range(rounds):
        scores = sorted((draw.expovariate(1) for _ in range(199)), reverse=True)
        p = p_value(row(scores[:30]), draw.expovariate(1))
        for level in reached:
            reached[level] += p <= level
    for level, count in reached.items():
        assert count / rounds <= level * 1.35
    assert reached[0.05] > 0.6 * 0.05 * rounds


@pytest.mark.parametrize(("score", "p"), [(10.0, 1 / 200), (5.0, 3 / 200), (4.5, 3 / 200), (1.0, 1.0), (0.0, 1.0)])
def test_p_counts_the_genuine_files_that_score_as_high(score: float, p: float) -> None:
    assert p_value(row([6.0, 5.0, 4.0]), score) == pytest.approx(p)


def test_a_score_below_the_tail_says_nothing() -> None:
    assert e_value(row([6.0, 5.0]), 3.0) == pytest.approx(0.5)


def test_a_hint_never_weighs_more_than_its_cap() -> None:
    assert e_value(row([6.0, 5.0], files=100_000), 99.0) == 4.0


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8))
def test_hints_together_weigh_no_more_than_the_heaviest(scores: list[float]) -> None:
    rows = {f"c{place}": row([9.0, 5.0, 2.0], check=f"c{place}") for place in range(len(scores))}
    named = {f"c{place}": score for place, score in enumerate(scores)}
    weight = weigh(rows, named)
    assert weight is not None
    assert 0.5 <= weight <= max(e_value(rows[name], score) for name, score in named.items())


def test_checks_without_calibration_weigh_nothing() -> None:
    assert weigh({"typography": row([3.0])}, {"other": 9.0}) is None


@pytest.mark.parametrize("tail", [[1.0, 2.0], [float("nan")], [-1.0], []])
def test_a_pack_that_cannot_be_right_is_refused(tail: list[float]) -> None:
    with pytest.raises(ValueError, match="tail"):
        row(tail)
