"""``python -m worker screen``: what it prints and how it ends; no queue, no database, nothing left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from extractors.engine import Readers
from tests.fixtures.fault_worker import BlindReader
from worker import bootstrap
from worker.cli import app

ROOT = Path(__file__).resolve().parents[2]


class CountingReader(BlindReader):
    """A reader that finds nothing and counts how often it was asked."""

    def __init__(self):
        self.asked = 0

    def read(self, image, layout, *, charset=None):
        self.asked += 1
        return ()


@pytest.fixture
def reader(monkeypatch):
    made = CountingReader()
    monkeypatch.setattr(bootstrap, "make_readers", lambda _settings: Readers(first=made))
    return made


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with files of many kinds, as the working directory, and a data folder that must stay unmade."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ABSAH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ABSAH_REDIS_URL", "unix:///nowhere/redis.sock")
    pixels = np.full((600, 900, 3), 255, np.uint8)
    cv2.putText(pixels, "CONTOH", (100, 300), cv2.FONT_HERSHEY_SIMPLEX, 3, (0, 0, 0), 5)
    cv2.imwrite("photo.png", pixels)
    Path("copy.png").write_bytes(Path("photo.png").read_bytes())
    Path("empty.jpg").touch()
    Path("page.html").write_text("<html>", "utf-8")
    Path("folder").mkdir()
    yield tmp_path
    assert not (tmp_path / "data").exists()


def screen(*arguments, status=0):
    result = CliRunner().invoke(app, ["screen", *arguments])
    assert result.exit_code == status, result.output
    return result.stdout


def one(*arguments):
    return json.loads(screen(*arguments, "--json"))


def test_one_object_with_all_that_was_sent(reader, folder):
    case = one("photo.png", "empty.jpg", "page.html", "folder", "--case", "REF-1", "--stage", "passport")
    assert case["schema"] == "absah.case/1"
    assert (case["case"]["reference"], case["case"]["stage"]) == ("REF-1", "passport")
    assert (case["case"]["revision"], case["case"]["supersedes"]) == (1, None)
    seen = [(d["id"], d["filename"], d["state"], (d["failure"] or {}).get("code")) for d in case["documents"]]
    assert seen == [
        ("D001", "photo.png", "read", None),
        ("D002", "empty.jpg", "failed", "empty_file"),
        ("D003", "page.html", "failed", "unsupported_type"),
        ("D004", "folder", "failed", "not_a_file"),
    ]
    for document in case["documents"][1:]:
        assert document["failure"]["message"].keys() == {"id", "en"}
        assert all(document["failure"]["message"].values())
    assert {source["upload_id"] for d in case["documents"] for source in d["sources"]} == {
        "U001",
        "U002",
        "U003",
        "U004",
    }


def test_every_rule_stands_in_the_result(reader, folder):
    from validators.rule import load

    case = one("photo.png")
    assert {check["rule"] for check in case["checks"]} == set(load())
    assert case["versions"]["engines"].keys() == {"blind", "zxing-cpp"}
    assert case["assessment"]["flag"] != "clear"


def test_the_same_bytes_twice_are_two_uploads_read_once(reader, folder):
    once = one("photo.png")
    asked = reader.asked
    twice = one("photo.png", "copy.png")
    assert reader.asked == 2 * asked
    first, second = twice["documents"]
    assert (first["id"], second["id"]) == ("D001", "D002")
    assert first["sha256"] == second["sha256"] == once["documents"][0]["sha256"]
    assert (first["filename"], second["filename"]) == ("photo.png", "copy.png")
    assert first["pages"] == second["pages"]


def test_the_same_files_give_the_same_result_but_for_times(reader, folder):
    def timeless(case):
        for moment in ("received_at", "assessed_at"):
            del case["case"][moment]
        for check in case["checks"]:
            del check["milliseconds"]
        return case

    assert timeless(one("photo.png", "empty.jpg")) == timeless(one("photo.png", "empty.jpg"))


def test_each_file_its_own_case_and_a_bad_one_does_not_stop_the_run(reader, folder):
    lines = screen("empty.jpg", "photo.png", "folder", "--each").splitlines()
    cases = [json.loads(line) for line in lines]
    assert [[d["state"] for d in case["documents"]] for case in cases] == [["failed"], ["read"], ["failed"]]
    assert all(document["id"] == "D001" for case in cases for document in case["documents"])
    assert len({case["case"]["id"] for case in cases}) == 3


def test_people_get_a_table(reader, folder):
    shown = screen("photo.png", "empty.jpg")
    assert "D001" in shown
    assert "empty_file" in shown
    assert "Absah flags; a person decides." in shown


@pytest.mark.parametrize(
    "arguments",
    [[], ["nowhere.jpg"], ["photo.png", "nowhere.jpg"], ["photo.png", "--stage", "somewhere"], ["photo.png", "--what"],
     ["photo.png", "--registries", "registries"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_screens_nothing(reader, folder, arguments):
    screen(*arguments, status=2)
    assert reader.asked == 0


def test_a_misspelt_setting_ends_with_2_and_names_it(folder):
    environment = {**os.environ, "ABSAH_REGISTRY": "x"}
    command = [sys.executable, "-m", "worker", "screen", str(folder / "photo.png")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "ABSAH_REGISTRY" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_over_the_cap_fails_by_name(reader, folder, monkeypatch):
    monkeypatch.setenv("ABSAH_MAX_UPLOAD_BYTES", "100")
    (document,) = one("photo.png")["documents"]
    assert document["failure"]["code"] == "too_large"


def test_a_pipe_does_not_hold_the_command(reader, folder):
    os.mkfifo("pipe")
    (document,) = one("pipe")["documents"]
    assert document["failure"]["code"] == "not_a_file"


def test_a_rule_that_breaks_is_indeterminate_and_stops_no_other(reader, folder, monkeypatch):
    from dataclasses import replace

    from worker import screening

    def broken(_subject):
        raise ZeroDivisionError
        yield

    rules = dict(screening.load())
    first = next(iter(rules))
    rules[first] = replace(rules[first], check=broken, documents=frozenset({"unknown"}))
    monkeypatch.setattr(screening, "load", lambda: rules)
    runs = [check for check in one("photo.png")["checks"] if check["rule"] == first]
    assert [(run["outcome"], run["reason"]) for run in runs] == [("indeterminate", "rule_error")]
    assert {check["rule"] for check in one("photo.png")["checks"]} == set(rules)


def test_a_job_timeout_inside_a_rule_is_not_swallowed(reader, folder, monkeypatch):
    from dataclasses import replace

    from rq.timeouts import JobTimeoutException

    from worker import screening

    def late(_subject):
        raise JobTimeoutException
        yield

    rules = dict(screening.load())
    first = next(iter(rules))
    rules[first] = replace(rules[first], check=late, documents=frozenset({"unknown"}))
    monkeypatch.setattr(screening, "load", lambda: rules)
    result = CliRunner().invoke(app, ["screen", "photo.png", "--json"])
    assert isinstance(result.exception, JobTimeoutException)
