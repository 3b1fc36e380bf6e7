"""The packs of an operator laid over ours, and the command that shows packs."""

import hashlib
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import worker.__main__
from validators.packs import WrongPacks
from worker.cli import app
from worker.packs import load_packs

OWN = """[[rows]]
source = "decree of this province"
valid_from = 2020-01-01
retrieved = 2026-11-29
years = 21
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "minimum_age.toml").write_text(OWN, "utf-8")
    (folder / "README.md").write_text("why", "utf-8")
    monkeypatch.setenv("ABSAH_PACKS_DIR", str(folder))
    return folder


def test_a_file_of_the_operator_replaces_ours_and_its_hash_is_told(own: Path) -> None:
    ours, theirs = load_packs(), load_packs(own)
    assert [row.years for row in theirs.minimum_age] == [21]
    assert theirs.versions["minimum_age"] == hashlib.sha256(OWN.encode()).hexdigest()
    assert theirs.versions["minimum_age"] != ours.versions["minimum_age"]
    assert theirs.wage_floors == ours.wage_floors


def test_a_file_that_is_no_pack_is_told(own: Path) -> None:
    (own / "wages.csv").write_text("a,b\n", "utf-8")
    with pytest.raises(WrongPacks, match=r"wages\.csv: is no pack; known are: .*wage_floors\.csv"):
        load_packs(own)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongPacks, match="cannot be read"):
        load_packs(tmp_path / "nowhere")


def test_a_wrong_pack_stops_the_program_with_its_place_and_no_traceback(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "minimum_age.toml").write_text(OWN.replace("21", '"many"'), "utf-8")
    for arguments in (["packs"], ["screen", str(own / "README.md")]):
        monkeypatch.setattr(sys, "argv", ["worker", *arguments])
        with pytest.raises(SystemExit) as end:
            worker.__main__.main()
        assert end.value.code == 2
        told = capsys.readouterr().err
        assert "minimum_age.toml, [[rows]] ke-1, kolom years: bukan bilangan bulat" in told
        assert "minimum_age.toml, [[rows]] 1, column years: is no whole number" in told
        assert "Traceback" not in told


def test_the_list_shows_every_pack_and_marks_the_operator_s(own: Path) -> None:
    shown = CliRunner().invoke(app, ["packs"])
    assert shown.exit_code == 0
    assert "minimum_age* " in shown.stdout
    assert "wage_floors  " in shown.stdout
    assert hashlib.sha256(OWN.encode()).hexdigest() in shown.stdout


def test_a_pack_is_shown_row_by_row_with_its_source() -> None:
    shown = CliRunner().invoke(app, ["packs", "show", "wage_floors"])
    assert shown.exit_code == 0
    assert "destination=TWN  jobs=household  amount=20000" in shown.stdout
    assert "(unsourced: judges nothing)" in shown.stdout
    assert "source: goodlifehk, 27 September 2024" in shown.stdout


def test_a_pack_that_is_not_there_is_wrong_usage() -> None:
    shown = CliRunner().invoke(app, ["packs", "show", "wages"])
    assert shown.exit_code == 2
    assert "no such pack" in shown.output


@pytest.mark.parametrize(("given", "held"), [("", None), ("  ", None), ("packs", Path.cwd() / "packs")])
def test_the_folder_is_a_setting(given: str, held: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    from worker.settings import Settings

    monkeypatch.setenv("ABSAH_PACKS_DIR", given)
    assert Settings().packs_dir == held
