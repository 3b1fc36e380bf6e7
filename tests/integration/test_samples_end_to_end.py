"""Every sample case, from files to the flag: as a person would run `python -m worker screen`."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractors.model import Region
from samples.specimen import specimens
from samples.truth import file_names

ROOT = Path(__file__).resolve().parent.parent.parent
QUICK = {"clean", "nik_birth_date"}
"""Cases of the default run; reading a case takes some twenty seconds, so the others are slow."""
CASES = [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow]) for name in specimens()]
SEED = 41
COUNTED = {"low", "medium", "high", "critical"}


@contextmanager
def registries(data: Path, *options: str) -> Iterator[str]:
    command = [sys.executable, "-m", "samples.registries", "--data", str(data), "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        try:
            line = service.stdout.readline()
            assert "http://127.0.0.1:" in line, line
            yield line.split()[-1]
        finally:
            service.terminate()
            service.wait(10)


def screen(files: list[Path], registry: str, *options: str) -> dict[str, Any]:
    environment = {**os.environ, "ABSAH_REDIS_URL": "unix:///nowhere/redis.sock"}
    command = [sys.executable, "-m", "worker", "screen", *map(str, files), "--registries", registry, "--json", *options]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def flagged(result: dict[str, Any]) -> set[str]:
    raising = [check for check in result["checks"] if check["status"] == "stable" and check["severity"] in COUNTED]
    return {check["rule"] for check in raising if check["outcome"] == "flagged"}


def files_of(folder: Path, truth: dict[str, Any]) -> list[Path]:
    return [folder / name for name in file_names(truth)]


def card_of(folder: Path) -> Path:
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    return next(folder / entry["file"] for entry in truth["files"] if entry["type"] == "ktp")


@pytest.mark.parametrize("case", CASES)
def test_case_gets_its_expected_result(case: str, sample_cases: Callable[..., Path]) -> None:
    drawn = sample_cases(SEED, case)
    folder = drawn / case
    truth = json.loads((folder / "truth.json").read_text("utf-8"))

    with registries(drawn / "registries.json") as url:
        result = screen(files_of(folder, truth), url, "--case", case)

    expected = truth["expected"]
    assert flagged(result) == set(expected["flagged_rules"])
    assert (result["assessment"]["document"], result["assessment"]["protection"]) == (
        expected["document"],
        expected["protection"],
    )
    if "next_step" in expected:
        assert result["assessment"]["next_step"] == expected["next_step"]
    jsonschema.validate(result, json.loads((ROOT / "docs" / "case.schema.json").read_text("utf-8")))
    assert_shown_where_it_stands(result, truth)


def assert_shown_where_it_stands(result: dict[str, Any], truth: dict[str, Any]) -> None:
    """Every place that a finding shows is the place of a printed value."""
    names = {document["id"]: document["filename"] for document in result["documents"]}
    printed: dict[str, list[Region]] = {}
    for entry in truth["files"]:
        places = [fact["region"] for fact in entry["fields"].values() if fact.get("region")]
        for name in entry.get("files", [entry["file"]]):
            printed.setdefault(name, []).extend(Region.model_validate(place) for place in places)
    for check in result["checks"]:
        if check["outcome"] != "flagged" or check["severity"] not in COUNTED:
            continue
        assert check["findings"]
        for finding in check["findings"]:
            places = [proof for proof in finding["evidence"] if proof["region"]]
            assert places, f"{check['rule']} shows no place"
            for proof in places:
                shown = Region.model_validate(proof["region"])
                best = max(shown.iou(box) for box in printed[Path(names[proof["document"]]).name])
                assert best >= 0.5, f"{check['rule']}: {shown} meets no printed value (IoU {best:.2f})"


@pytest.mark.slow
def test_without_registries_nothing_is_clear_and_nothing_is_suspect(sample_cases: Callable[..., Path]) -> None:
    result = screen([card_of(sample_cases(SEED, "clean") / "clean")], "none")

    assert flagged(result) == set()
    assert (result["assessment"]["document"], result["assessment"]["next_step"]) == ("unverified", "verify_with_agency")
    assert {answer["overall"] for answer in result["answers"]} == {"not_configured"}


@pytest.mark.parametrize(
    "fault",
    ["unavailable", *(pytest.param(name, marks=pytest.mark.slow) for name in ("garbage", "denied", "quota"))],
)
def test_a_registry_in_trouble_is_neither_pass_nor_fault(fault: str, sample_cases: Callable[..., Path]) -> None:
    card = card_of(sample_cases(SEED, "clean") / "clean")

    with registries(sample_cases(SEED, "clean") / "registries.json", "--fault", fault) as url:
        result = screen([card], url)

    assert flagged(result) == set()
    assert result["assessment"]["document"] == "unverified"
    assert result["assessment"]["next_step"] in {"ask_again_later", "verify_with_agency"}
    assert {check["outcome"] for check in result["checks"] if check["cause"] == "registry" and check["documents"]} <= {
        "indeterminate",
        "not_applicable",
    }
