"""``rules backtest``: stored cases judged again, what would change and against whom."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import validators.packs
from tests.fixtures.desk import claim, desk, finish_read, send
from tests.fixtures.paper_case import ktp, read
from validators.assessment import assess
from validators.model import Case, CaseHead, Outcome, Stage, Versions
from validators.rule import Subject
from worker.backtest import backtest, checks_now
from worker.bootstrap import Services
from worker.cli import app
from worker.packs import load_packs
from worker.screening import run_rules
from worker.storage.records import StepName

POLICY = Path(validators.packs.__file__).parent / "policy.toml"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return desk(tmp_path)


def publish(services: Services, *, birth_date: str, reference: str = "REF-1", policy: Path | None = None) -> Case:
    """Publish a case of one identity card whose NIK says 15 August 1995, judged by today's rules."""
    packs = load_packs(None, policy)
    send(services, reference)
    finish_read(services, claim(services, StepName.READ))
    step = claim(services, StepName.SCREEN)
    case = services.store.case(step.case_id)
    assert case is not None
    papers = (ktp(birth_date=read(birth_date, engines=2)),)
    now = services.clock()
    checks = run_rules(Subject(papers, (), Stage.UNKNOWN, now.date(), packs))
    result = Case(
        case=CaseHead(
            id=case.id, reference=reference, revision=1, stage=Stage.UNKNOWN, received_at=now, assessed_at=now
        ),
        documents=papers,
        checks=checks,
        answers=(),
        assessment=assess(checks, papers, (), packs.policy),
        versions=Versions(absah="0", rules="0", policy="0", packs={}, engines={}),
    )
    services.store.publish(step, result)
    return result


def changed_policy(folder: Path, old: str, new: str) -> Path:
    text = POLICY.read_text("utf-8")
    assert old in text
    file = folder / "strict.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def strict(folder: Path) -> Path:
    """A policy under which contradictions need to be high to be more than unverified."""
    contradictions = 'causes = ["inconsistency", "registry", "forgery_sign"]\nleast = '
    return changed_policy(folder, f'{contradictions}"medium"', f'{contradictions}"critical"')


def decide(services: Services, case: Case, outcome: str, reason: str) -> None:
    reviewer = services.store.add_user("Rina")
    services.store.decide(case.case.id, 1, reviewer, outcome, reason, "")


def test_what_did_not_change_is_not_reported(services: Services) -> None:
    publish(services, birth_date="1991-08-15")
    (found,) = backtest(services.store, services.packs)
    assert not found.changed
    assert found.before == found.after


def test_another_policy_changes_the_assessment_and_contradicts_who_referred(services: Services, tmp_path: Path) -> None:
    case = publish(services, birth_date="1991-08-15")
    decide(services, case, "refer_issuer", "PAPERS_DISAGREE")
    (found,) = backtest(services.store, load_packs(None, strict(tmp_path)))
    assert (found.before.document, found.after.document) == ("inconsistent", "unverified")
    assert found.reviews == -1
    assert found.contradicts_decision
    assert found.raised == found.dropped == ()


def test_a_case_that_was_accepted_and_would_be_flagged_contradicts_too(services: Services, tmp_path: Path) -> None:
    case = publish(services, birth_date="1991-08-15", policy=strict(tmp_path))
    decide(services, case, "accept", "ALL_IN_ORDER")
    (found,) = backtest(services.store, services.packs)
    assert (found.before.document, found.after.document) == ("unverified", "inconsistent")
    assert found.reviews == 1
    assert found.contradicts_decision


def test_one_rule_is_run_anew_and_the_others_stand(services: Services) -> None:
    case = publish(services, birth_date="1991-08-15")
    forged = tuple(
        run.model_copy(update={"outcome": Outcome.PASSED, "findings": ()}) if run.rule in {"NIK003", "NIK004"} else run
        for run in case.checks
    )
    older = case.model_copy(update={"checks": forged})
    now = {run.rule: run.outcome for run in checks_now(older, services.packs, "NIK003")}
    assert now["NIK003"] is Outcome.FLAGGED
    assert now["NIK004"] is Outcome.PASSED
    assert len(checks_now(older, services.packs, "NIK003")) == len(case.checks)


def test_the_command_prints_changes_and_sums_and_writes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = desk(tmp_path)
    publish(services, birth_date="1991-08-15")
    publish(services, birth_date="1995-08-15", reference="REF-2")
    monkeypatch.setenv("ABSAH_DATA_DIR", str(tmp_path))
    said = CliRunner().invoke(app, ["rules", "backtest", "--policy", str(strict(tmp_path))])
    assert said.exit_code == 0, said.output
    assert "inconsistent (review, priority" in said.output
    assert "2 cases judged again, 1 would change." in said.output
    assert "Reviews: 0 more, 1 fewer." in said.output
    assert services.store.latest_result(services.store.cases_by_reference("REF-1")[0].id).assessment.document == (
        "inconsistent"
    )


@pytest.mark.parametrize(("option", "value"), [("--rule", "XYZ999"), ("--policy", "nowhere.toml")])
def test_a_wrong_option_is_named_and_ends_with_status_2(
    option: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABSAH_DATA_DIR", str(tmp_path))
    said = CliRunner().invoke(app, ["rules", "backtest", option, value])
    assert said.exit_code in {1, 2}
    assert value in said.output + str(said.exception)
