"""The bench of screening: its fields are those of drawn papers, its genuine cases pass, its planted faults are seen."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from bench.numbers import upper_bound
from bench.screening import faulty, genuine, report
from bench.screening.measure import Row, Seen
from bench.screening.misread import misread
from bench.screening.planted import KINDS, Planted
from bench.screening.printed import TYPES, printed
from bench.screening.reading import read_scene
from bench.screening.scene import Paper, Scene
from bench.screening.screened import screen
from extractors.model import FieldStatus
from samples.chance import chance
from samples.printing import print_paper
from samples.truth import Entry, told
from validators.model import Case, Outcome, Severity

DRAWN = {"ktp": "arial", "passport": "red", "work_contract": "columns", "visa": "evisa"}
"""Design that is drawn of a type; the first one of the others. The stickers of visas are slow to draw."""


def flagged(case: Case) -> set[str]:
    return {run.rule for run in case.checks if run.outcome is Outcome.FLAGGED}


def raised(case: Case) -> list[str]:
    return [
        f"{run.rule}: {run.findings[0].message.en}"
        for run in case.checks
        if run.outcome is Outcome.FLAGGED and run.severity.rank > Severity.LOW.rank and run.status == "stable"
    ]


@pytest.mark.parametrize("kind", TYPES)
def test_fields_are_those_of_the_drawn_paper(kind: str) -> None:
    file = genuine.scene(11).file
    design = DRAWN.get(kind) or genuine.designs_of(kind)[0]
    drawn = print_paper(file, kind, design, chance(11, kind))
    marks = drawn.marks() if callable(drawn.marks) else drawn.marks
    truth = told(Entry(("a",), kind, tuple(marks)))
    said = printed(Paper(kind, design, "flat", file))
    lists = {"signatures", "clauses", "languages", "translations"}
    assert said.keys() - lists == truth["fields"].keys()
    for name, fact in truth["fields"].items():
        if name == "members":
            assert said[name] == [
                {key: value for key, value in line.items() if key != "region"} for line in fact["value"]
            ]
        else:
            assert said[name] in {fact["value"], *fact.get("other_values", ())}, name
    if "clauses" in said:
        assert [one["code"] for one in said["clauses"]] == [one["code"] for one in truth["clauses"]]
    if "signatures" in said:
        drawn_parties = {mark["party"] for mark in truth["signatures"]} - {"unknown"}
        assert {mark["party"] for mark in said["signatures"]} == drawn_parties


@pytest.mark.parametrize("seed", range(1, 13))
def test_a_genuine_case_that_was_read_rightly_raises_nothing(seed: int) -> None:
    scene = genuine.scene(seed)
    case = screen(scene, read_scene(scene, errors=0))
    assert raised(case) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_planted_fault_is_seen_when_the_reading_is_right(kind: Planted) -> None:
    assert kind.is_seen_by(flagged(_planted(kind)))


def _planted(kind: Planted) -> Case:
    scene = faulty.scene(kind, faulty.FIRST_SEED + 100 * KINDS.index(kind))
    return screen(scene, read_scene(scene, errors=0))


def test_the_same_seed_gives_the_same_case() -> None:
    assert read_scene(genuine.scene(5), 1.0) == read_scene(genuine.scene(5), 1.0)


def test_many_errors_leave_fields_unsure_unseen_and_wrong() -> None:
    scene = genuine.scene(3)
    clean, torn = read_scene(scene, 0), read_scene(scene, 12.0)
    pairs = [(one.fields, other.fields) for one, other in zip(clean, torn, strict=True)]
    assert any(fields.keys() - read.keys() for fields, read in pairs)
    statuses = [field.status for _, read in pairs for field in read.values()]
    assert FieldStatus.DOUBTFUL in statuses
    wrong = [
        name
        for fields, read in pairs
        for name, field in read.items()
        if field.status is FieldStatus.OK and field.value != fields[name].value
    ]
    assert wrong


def test_a_misread_day_is_a_day() -> None:
    days = {misread("2026-03-18", chance(number)) for number in range(40)}
    assert len(days) > 2
    assert all(len(day) == 10 and day[4] == day[7] == "-" for day in days)


def test_a_registry_that_is_down_neither_clears_nor_raises() -> None:
    scene: Scene = replace(genuine.scene(1), silent={"dukcapil": 503, "immigration": 503, "p3mi": 503})
    case = screen(scene, read_scene(scene, errors=0))
    assert case.assessment.document.value == "unverified"
    assert raised(case) == []


@pytest.mark.parametrize(
    ("wrong", "of", "bound"), [(0, 3000, 0.000998), (5, 100, 0.1023), (1518, 1519, 0.99997), (7, 7, 1.0)]
)
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


def test_twins_on_a_family_card_have_a_nik_each() -> None:
    members = genuine.scene(122952).file.family_card.members
    assert len({member.birth_date for member in members}) < len(members)
    assert len({member.nik for member in members}) == len(members)
