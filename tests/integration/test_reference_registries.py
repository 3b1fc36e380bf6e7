"""The reference registries over real HTTP: per element, by date, with the faults that a real agency can have."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from samples.registries.__main__ import faults, main
from samples.registries.lookup import PATHS

ROOT = Path(__file__).resolve().parents[2]
RECORDS = {
    "dukcapil": {
        "3507905203960000": {
            "name": "HJ. SITI RAHAYU",
            "birth_place": "MALANG",
            "birth_date": "1996-03-12",
            "sex": "F",
        }
    },
    "immigration": {
        "X0012345": {"name": "SITI RAHAYU", "birth_date": "1996-03-12", "sex": "F", "expires_on": "2034-05-06"}
    },
    "p3mi": {
        "000020123456700001": {
            "agency_name": "PT BINA CONTOH MANDIRI",
            "states": [
                {"since": "2022-05-01", "status": "active", "decree": "KEP-0012/SIP3MI/2022"},
                {"since": "2026-03-01", "status": "suspended", "decree": "KEP-0031/2026"},
                {"since": "2026-05-01", "status": "active", "decree": "KEP-0040/2026"},
                {"since": "2026-07-01", "status": "revoked", "decree": "KEP-0055/2026"},
            ],
        }
    },
}


@contextlib.contextmanager
def served(folder: Path, *options: str) -> Iterator[httpx.Client]:
    """Serve RECORDS in a process of its own on a free port, and stop that process."""
    data = folder / "registries.json"
    data.write_text(json.dumps(RECORDS), "utf-8")
    command = [sys.executable, "-m", "samples.registries", "--data", str(data), "--port", "0", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("listening on http://127.0.0.1:")
        with httpx.Client(base_url=said.split()[-1], timeout=10, trust_env=False) as client:
            yield client
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="module")
def registries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with served(tmp_path_factory.mktemp("registries")) as client:
        yield client


def asked(client: httpx.Client, registry: str, **fields: str) -> dict[str, object]:
    question = {"request_ref": f"D001-{registry}", "purpose": None, "legal_basis": None, "fields": fields}
    response = client.post(PATHS[registry][0], json=question)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert set(body) == {"mode", "overall", "elements", "details", "as_of"}
    assert body["mode"] == "fixture"
    assert body["as_of"].endswith("Z")
    return body


def test_dukcapil_says_of_each_element_whether_it_fits(registries):
    body = asked(
        registries, "dukcapil", nik="3507905203960000", name="Hj Siti Rahayu", birth_place="BLITAR", sex="F", blood="A"
    )
    assert body["overall"] == "found"
    assert body["elements"] == {"name": "match", "birth_place": "no_match", "sex": "match", "blood": "not_held"}
    assert body["details"] == {}


def test_a_person_who_is_not_held_is_not_found_and_nothing_is_said_of_elements(registries):
    body = asked(registries, "dukcapil", nik="3507905203960001", name="SITI RAHAYU")
    assert (body["overall"], body["elements"]) == ("not_found", {})


def test_immigration_compares_the_passport(registries):
    body = asked(
        registries, "immigration", passport_number="X0012345", name="SITI RAHAYU", expires_on="2034-05-07", sex="F"
    )
    assert body["elements"] == {"name": "match", "expires_on": "no_match", "sex": "match"}
    assert asked(registries, "immigration", passport_number="X0000000")["overall"] == "not_found"


@pytest.mark.parametrize(
    ("day", "status", "since", "active"),
    [
        ("2026-02-28", "active", "2022-05-01", "match"),
        ("2026-03-01", "suspended", "2026-03-01", "no_match"),
        ("2026-04-30", "suspended", "2026-03-01", "no_match"),
        ("2026-05-01", "active", "2026-05-01", "match"),
        ("2026-07-01", "revoked", "2026-07-01", "no_match"),
    ],
)
def test_a_licence_is_a_timeline(registries, day, status, since, active):
    body = asked(registries, "p3mi", licence_number="000020123456700001", agency_name="PT. Bina Contoh Mandiri", on=day)
    assert body["elements"] == {"licence_number": "match", "agency_name": "match", "active_on_date": active}
    assert body["details"]["status"] == status
    assert body["details"]["status_since"] == since
    assert body["details"]["decree"].startswith("KEP-")


def test_a_licence_before_its_first_state_is_not_active(registries):
    body = asked(registries, "p3mi", licence_number="000020123456700001", on="2021-01-01")
    assert body["elements"] == {"licence_number": "match", "active_on_date": "no_match"}
    assert body["details"] == {"agency_name": "PT BINA CONTOH MANDIRI"}


def test_without_a_day_nothing_is_said_of_the_day(registries):
    body = asked(registries, "p3mi", licence_number="000020123456700001", agency_name="PT LAIN")
    assert body["elements"] == {"licence_number": "match", "agency_name": "no_match"}
    assert body["details"]["status"] == "revoked"


@pytest.mark.parametrize("body", ["", "{}", '{"request_ref": "x", "fields": {"nik": 7}}', '{"request_ref": "x"}'])
def test_a_question_of_another_shape_is_refused(registries, body):
    response = registries.post("/dukcapil/verify", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 422


def test_one_registry_can_fail_while_the_others_answer(tmp_path):
    options = ("--fault", "dukcapil=unavailable", "--fault", "immigration=garbage")
    question = {"request_ref": "D001", "fields": {"nik": "1"}}
    with served(tmp_path, *options) as client:
        assert client.post("/dukcapil/verify", json=question).status_code == 503
        answer = client.post("/immigration/passports/verify", json=question)
        assert answer.status_code == 200
        with pytest.raises(json.JSONDecodeError):
            answer.json()
        assert asked(client, "p3mi", licence_number="1")["overall"] == "not_found"
        assert client.get("/health").json()["faults"] == {"dukcapil": "unavailable", "immigration": "garbage"}


@pytest.mark.parametrize(("fault", "status"), [("denied", 403), ("quota", 429)])
def test_all_registries_can_refuse(tmp_path, fault, status):
    with served(tmp_path, "--fault", fault) as client:
        for path, _ in PATHS.values():
            assert client.post(path, json={"request_ref": "D001", "fields": {}}).status_code == status


def test_a_slow_registry_keeps_the_client_waiting(tmp_path):
    with served(tmp_path, "--fault", "p3mi=slow") as client, pytest.raises(httpx.ReadTimeout):
        client.post(PATHS["p3mi"][0], json={"request_ref": "D001", "fields": {}}, timeout=0.5)


def test_faults_are_read_from_options():
    assert faults(["slow", "p3mi=denied"]) == {"dukcapil": "slow", "immigration": "slow", "p3mi": "denied"}
    for wrong in ("sleepy", "polri=slow", "p3mi=", "=slow="):
        with pytest.raises(ValueError, match="expected"):
            faults([wrong])


def test_it_refuses_to_start_in_production(tmp_path):
    (tmp_path / "registries.json").write_text(json.dumps(RECORDS), "utf-8")
    command = [sys.executable, "-m", "samples.registries", "--data", str(tmp_path / "registries.json")]
    environment = {**os.environ, "ABSAH_ENVIRONMENT": "Production"}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 3
    assert "production" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize("content", [None, "{}", "no json"])
def test_a_file_without_records_is_wrong_usage(tmp_path, content, capsys):
    data = tmp_path / "registries.json"
    if content is not None:
        data.write_text(content, "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(data)])
    assert ended.value.code == 2
    assert "registries.json" in capsys.readouterr().err or content == "no json"
