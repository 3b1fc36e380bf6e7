"""The bench of files and pictures: its statistics, and a calibration that the application can read back."""

import random
import tomllib
from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench.forgery.calibrating import beside, calibrate, rows_from, scores_of, tail_of, written
from bench.forgery.figures import at_false_alarms, auc, wilson
from bench.forgery.looking import Judged, Look, Seen
from bench.forgery.report import missed, opens_case
from tests.unit.test_packs import files
from validators.forensics.calibration import TOGETHER, p_value, rows_of
from validators.packs import parse


def seen(number: int, *, edited: bool = False, judged: tuple[Judged, ...] = (), **scores: float) -> Seen:
    looks = [Look(check, "measured", score=score) for check, score in scores.items()]
    return Seen(
        name=f"{number}-digits-png", edited=edited, kind="digits", final="png", paper="ktp/ocra", capture="flatbed",
        stratum="lossless", megapixels=1.0, bytes=1, looks=looks, judged=list(judged),
    )  # fmt: skip


@pytest.mark.parametrize(("hits", "of", "low", "high"), [(0, 300, 0.0, 0.0126), (5, 10, 0.237, 0.763), (0, 0, 0, 1)])
def test_wilson_is_the_textbooks(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=0.001)


def test_auc_counts_ties_as_half() -> None:
    assert auc([0, 0, 1], [0, 1, 2]) == pytest.approx((1 + 2.5 + 3) / 9)
    assert auc([], [1.0]) is None


def test_what_is_found_at_one_percent_lies_above_the_genuine_tail() -> None:
    genuine = [float(score) for score in range(1000)]
    assert at_false_alarms(genuine, [988.0, 990.0, 2000.0], 0.01) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("scores", "tail"),
    [([0.0] * 50, (0.0,)), ([0.0] * 45 + [3.0, 2.0], (3.0, 2.0, 0.0)), ([0.5] * 60 + [2.0, 1.0], (2.0, 1.0))],
)
def test_a_tail_holds_what_a_genuine_file_seldom_reaches(scores: list[float], tail: tuple[float, ...]) -> None:
    assert tail_of(scores) == tail


def test_a_written_calibration_is_read_back_and_counts_rightly() -> None:
    draw = random.Random(3)
    files_ = [seen(number, ghost=draw.random(), portrait=draw.random()) for number in range(400)]
    rows = tuple(rows_from(files_, "bench", date(2026, 11, 29)))
    assert {row.check for row in rows} == {"ghost", "portrait", TOGETHER}
    packs = parse(files(forensic_calibration=written(rows)))
    held = rows_of(packs.forensic_calibration, "lossless")
    scores = sorted(scores_of(one)["ghost"] for one in files_)
    assert held["ghost"].files == len(scores)
    assert p_value(held["ghost"], scores[-5] - 1e-5) == pytest.approx(6 / 401, abs=1e-6)


def test_strata_that_were_not_measured_again_keep_their_rows() -> None:
    draw = random.Random(4)
    first = [replace(seen(number, ghost=draw.random()), stratum=stratum) for number in range(60)
             for stratum in ("lossless", "scan_in_pdf")]  # fmt: skip
    pack = written(tuple(rows_from(first, "first", date(2026, 1, 1))))
    second = rows_from([one for one in first if one.stratum == "scan_in_pdf"], "second", date(2026, 2, 2))
    both = beside(tuple(second), pack)
    assert {(row.stratum, row.command) for row in both} == {("lossless", "first"), ("scan_in_pdf", "second")}
    assert len(both) == 4


def test_a_single_check_is_calibrated_and_all_other_rows_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(4)
    before = tuple(rows_from([seen(number, ghost=draw.random(), learnt=1.0) for number in range(300)], "before"))
    pack = tmp_path / "forensic_calibration.toml"
    pack.write_text(written(before), "utf-8")
    monkeypatch.setattr("bench.forgery.calibrating.PACK", pack)
    asked = Namespace(only=("learnt",), finals=(), again=True, each=9, keep=tmp_path)
    calibrate(asked, lambda *_: (), lambda _: [seen(number, ghost=99.0, learnt=2.0) for number in range(250)])
    after = {row["check"]: row for row in tomllib.loads(pack.read_text("utf-8"))["rows"]}
    assert after["learnt"]["files"] == 250
    assert "--only learnt" in after["learnt"]["command"]
    assert all(after[row.check]["tail"] == list(row.tail) for row in before if row.check != "learnt")


def test_edited_files_are_never_calibrated_on() -> None:
    rows = list(rows_from([seen(number, edited=True, ghost=9.0) for number in range(400)], "bench"))
    assert rows == []


def test_facts_are_no_alarms_and_trials_open_no_case() -> None:
    note, trial, alarm = (
        seen(1, judged=(Judged("PDF010", "flagged", "info", "stable"),)),
        seen(2, judged=(Judged("PIC010", "flagged", "medium", "preview"),)),
        seen(3, judged=(Judged("PDF001", "flagged", "high", "stable"),)),
    )
    assert [opens_case(one) for one in (note, trial, alarm)] == [False, False, True]
    assert [line.split()[0:2] for line in missed([note, trial, alarm])] == [["false", "alarm"]] * 2
