"""The sample portal: what it sends, how long it waits, and what it calls a match."""

import io
import json
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from samples import portal as portal_module
from samples.portal import Portal, PortalError, cases_in, flagged, main, run, write_outcomes
from samples.portal_table import closing, table

EXPECTED = {"document": "inconsistent", "protection": "none", "next_step": "review", "flagged_rules": ["NIK003"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("nik_birth_date", "other_case"):
        case = tmp_path / name
        case.mkdir()
        (case / "ktp.jpg").write_bytes(name.encode())
        files = [{"file": "ktp.jpg", "type": "ktp", "fields": {}}]
        truth = {"case": name, "seed": 4, "expected": EXPECTED, "files": files}
        (case / "truth.json").write_text(json.dumps(truth), "utf-8")
    (tmp_path / "registries.json").write_text("{}", "utf-8")
    return tmp_path


def result(**changes: object) -> dict[str, object]:
    assessment = {
        "flag": "inconsistent",
        "document": "inconsistent",
        "protection": "none",
        "next_step": "review",
        "priority": 400,
        "reasons": ["NIK003"],
    }
    checks = [
        {"rule": "NIK003", "outcome": "flagged", "severity": "medium", "status": "stable"},
        {"rule": "NIK005", "outcome": "flagged", "severity": "info", "status": "stable"},
        {"rule": "PIC012", "outcome": "flagged", "severity": "low", "status": "preview"},
        {"rule": "MRZ001", "outcome": "passed", "severity": "high", "status": "stable"},
    ]
    documents = [{"state": "read", "type": "ktp"}, {"state": "failed", "type": "unknown"}]
    return {"assessment": {**assessment, **changes}, "checks": checks, "documents": documents}


class FakeApi:
    """Answers as the application does: accepts, is busy for some polls, then publishes."""

    def __init__(self, *, busy: int = 0, broken: int = 0, answer: dict[str, object] | None = None) -> None:
        self.keys: list[str] = []
        self.forms: list[bytes] = []
        self._busy, self._broken, self._answer = busy, broken, answer or result()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        reference = request.url.path.split("/")[3]
        if request.method == "POST":
            if self._broken:
                self._broken -= 1
                return httpx.Response(503)
            self.keys.append(request.headers["idempotency-key"])
            self.forms.append(request.read())
            return httpx.Response(202, json={})
        self._busy -= 1
        state = "processing" if self._busy >= 0 else "screened"
        uploads = [{"id": "U1"}]
        case = {"id": f"id-{reference}", "reference": reference, "stage": "pre_departure"}
        return httpx.Response(200, json={"case": case, "state": state, "uploads": uploads, "result": self._answer})

    def portal(self) -> Portal:
        return Portal(httpx.Client(base_url="http://api", transport=httpx.MockTransport(self)))


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    monkeypatch.setattr(portal_module, "POLL_SECONDS", 0.001)


def quiet() -> Console:
    return Console(file=io.StringIO(), width=100)


def test_every_case_folder_is_found_with_a_reference_of_its_own(folder):
    cases = cases_in(folder)
    assert [case.name for case in cases] == ["nik_birth_date", "other_case"]
    assert cases[0].reference.startswith("CONTOH-4-nik-birth-date-")
    assert len({case.reference for case in cases}) == 2
    (folder / "other_case" / "ktp.jpg").write_bytes(b"another picture")
    assert cases_in(folder)[1].reference != cases[1].reference


def test_uploads_carry_keys_and_the_purpose_and_results_are_compared(folder):
    api = FakeApi(busy=3)
    outcomes = run(api.portal(), cases_in(folder), 10, quiet())
    assert [outcome.differences for outcome in outcomes] == [(), ()]
    assert len(set(api.keys)) == 2
    assert all(key.isascii() and len(key) <= 200 for key in api.keys)
    assert all(b"pre_departure" in form and b"ktp.jpg" in form for form in api.forms)


def test_a_server_that_is_away_for_a_moment_is_asked_again(folder):
    api = FakeApi(broken=2)
    assert len(run(api.portal(), cases_in(folder), 10, quiet())) == 2


@pytest.mark.parametrize("status", [401, 409, 413, 422])
def test_a_refused_upload_ends_the_run_with_the_answer(folder, status):
    refusing = Portal(
        httpx.Client(
            base_url="http://api", transport=httpx.MockTransport(lambda _: httpx.Response(status, text="because"))
        )
    )
    with pytest.raises(PortalError, match=f"answered {status}: because"):
        run(refusing, cases_in(folder), 10, quiet())


def test_cases_that_are_not_screened_in_time_are_named(folder):
    with pytest.raises(PortalError, match=r"not screened .*nik_birth_date, other_case"):
        run(FakeApi(busy=10**9).portal(), cases_in(folder), 0.01, quiet())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document": "clear"}, "document: clear ≠ inconsistent"),
        ({"protection": "urgent"}, "protection: urgent ≠ none"),
        ({"next_step": "none"}, "next_step: none ≠ review"),
    ],
)
def test_another_axis_or_next_step_is_a_difference(folder, change, words):
    outcomes = run(FakeApi(answer=result(**change)).portal(), cases_in(folder), 10, quiet())
    assert outcomes[0].differences == (words,)


def test_a_rule_that_should_not_fire_is_a_difference(folder):
    answer = result()
    answer["checks"].append({"rule": "CON001", "outcome": "flagged", "severity": "low", "status": "stable"})
    assert flagged(answer) == ["CON001", "NIK003"]
    outcomes = run(FakeApi(answer=answer).portal(), cases_in(folder), 10, quiet())
    assert outcomes[0].differences == ("flagged_rules: ['CON001', 'NIK003'] ≠ ['NIK003']",)


def test_outcomes_are_written_for_those_who_go_on_with_the_cases(folder):
    outcomes = run(FakeApi().portal(), cases_in(folder), 10, quiet())
    write_outcomes(folder, outcomes)
    written = json.loads((folder / "outcome.json").read_text("utf-8"))["nik_birth_date"]
    assert written["case_id"] == f"id-{written['reference']}"
    assert (written["flag"], written["priority"], written["as_expected"]) == ("inconsistent", 400, True)


def test_the_table_fits_a_hundred_columns_and_says_both_languages():
    rows = [("passport_number", result(flag="protection", protection="concern", document="likely_fake"), ["flag"])]
    console = quiet()
    console.print(table(rows))
    console.print(closing(rows))
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert max(len(line) for line in text.splitlines()) <= 100
    for word in ("passport_number", "Pelindungan", "protection", "Perlu perhatian", "concern", "NIK003", "✗", "0/1"):
        assert word in text
    assert "gagal dibaca" in text


def test_a_folder_without_cases_is_wrong_usage(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--api", "http://127.0.0.1:9", "--key", "k", "--cases", str(tmp_path)])
    assert ended.value.code == 2
    assert "samples.make" in capsys.readouterr().err


def test_an_api_that_is_not_there_ends_with_one_and_a_sentence(folder, capsys):
    assert main(["--api", "http://127.0.0.1:9", "--key", "k", "--cases", str(folder)]) == 1
    assert "no answer after" in capsys.readouterr().out
