"""One planted fault for another: exactly the rule codes change that should."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from samples.faults import FAULTS
from samples.make import Made, make, write_registries
from samples.truth import file_names
from tests.integration.test_samples_end_to_end import COUNTED, registries
from worker.bootstrap import Tools, tools
from worker.local import screen_files
from worker.settings import Settings

pytestmark = pytest.mark.slow

SEED = 61


def flagged(made: Made, folder: Path) -> set[str]:
    files = [made.folder / name for name in file_names(made.truth)]
    with registries(write_registries(folder, [made.story])) as url:
        parts: Tools = tools(Settings(registries_url=url))
        case = screen_files(files, parts)
    assert case.assessment.document != "unverified"
    raising = [run for run in case.checks if run.status == "stable" and run.severity in COUNTED]
    return {run.rule for run in raising if run.outcome == "flagged"}


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_nothing_planted_flags_nothing(folder: Path) -> None:
    assert flagged(make("clean", SEED, folder, fault=None), folder) == set()


@pytest.mark.parametrize("name", sorted(set(FAULTS) - {"unreadable"}))
def test_each_fault_flags_its_own_rules_and_no_other(name: str, folder: Path) -> None:
    assert flagged(make("clean", SEED, folder, fault=name), folder) == set(FAULTS[name].expected.flagged_rules)
