"""The assessment: both axes, the headline, the next step, the order of cases."""

from typing import Any

import pytest

from extractors.model import Document
from tests.fixtures.paper_case import (
    PACKS,
    agreeing,
    answer,
    contract,
    ktp,
    paper,
    passport,
    read,
    subject,
)
from tests.fixtures.rule_cases.cla import ALL, clauses
from validators.assessment import assess, coverage
from validators.model import (
    Answer,
    Assessment,
    Cause,
    DocumentFlag,
    NextStep,
    Outcome,
    ProtectionFlag,
    Reason,
    RuleRun,
    Severity,
)
from validators.packs import Steps, Weights
from validators.rule import load, run, subjects

POLICY = PACKS.policy
THREE = (ktp(), passport(), contract())


def ran(
    rule: str,
    outcome: str = "passed",
    severity: str = "medium",
    cause: str = "inconsistency",
    *documents: str,
    reason: str | None = None,
) -> RuleRun:
    return RuleRun.model_validate(
        {
            "rule": rule,
            "version": 1,
            "status": "stable",
            "title": {"id": rule, "en": rule},
            "outcome": Outcome(outcome),
            "severity": Severity(severity),
            "cause": Cause(cause),
            "reason": Reason(reason) if reason else None,
            "documents": documents or ("D001",),
            "basis": (),
            "innocent": (),
        }
    )


PASSED = ran("NIK001")


def flagged(rule: str, severity: str, cause: str, *documents: str) -> RuleRun:
    return ran(rule, "flagged", severity, cause, *documents)


def judge(
    *runs: RuleRun, documents: tuple[Document, ...] = THREE, answers: tuple[Answer, ...] | None = None
) -> Assessment:
    return assess([PASSED, *runs], documents, agreeing() if answers is None else answers, POLICY)


def screened(*documents: Document, answers: tuple[Answer, ...]) -> tuple[list[RuleRun], Assessment]:
    case = subject(*documents, answers=answers)
    runs = [run(rule, each) for rule in load().values() for each in subjects(rule, case)]
    return runs, assess(runs, documents, answers, POLICY)


def test_a_sound_case_is_clear() -> None:
    terms = {"destination_country": "HKG", "position": "DOMESTIC HELPER", "clauses": clauses(ALL)}
    wage = {"wage_amount": "5100", "wage_currency": "HKD", "wage_period": "month"}
    runs, found = screened(ktp(), passport(), contract(**terms, **wage), answers=agreeing())
    assert [entry.rule for entry in runs if entry.outcome is Outcome.FLAGGED] == []
    assert found == Assessment(
        flag="clear",
        document=DocumentFlag.CLEAR,
        protection=ProtectionFlag.NONE,
        priority=0,
        next_step=NextStep.NONE,
        reasons=(),
        coverage=coverage(runs),
    )


def test_a_rule_that_is_only_tried_out_raises_nothing_and_counts_for_nothing() -> None:
    tried = flagged("PRO009", "critical", "protection").model_copy(update={"status": "preview"})
    assert judge(tried) == judge()
    assert coverage([PASSED, tried.model_copy(update={"outcome": Outcome.INDETERMINATE})]) == 1.0


def test_the_policy_says_how_much_a_finding_must_weigh() -> None:
    found = [PASSED, flagged("CON001", "medium", "inconsistency")]
    weighs = POLICY.weighs.model_copy(
        update={"inconsistent": POLICY.weighs.inconsistent.model_copy(update={"least": Severity.HIGH})}
    )
    stricter = POLICY.model_copy(update={"weighs": weighs})
    assert assess(found, THREE, agreeing(), POLICY).document is DocumentFlag.INCONSISTENT
    assert assess(found, THREE, agreeing(), stricter).document is DocumentFlag.CLEAR


@pytest.mark.parametrize(
    ("flag", "cause"),
    [("inconsistent", "capture_quality"), ("likely_fake", "protection"), ("urgent", "completeness")],
)
def test_no_policy_lets_a_bad_photo_or_a_missing_paper_accuse_anybody(flag: str, cause: str) -> None:
    told = POLICY.weighs.model_dump()
    told[flag]["causes"] = [*told[flag]["causes"], cause]
    with pytest.raises(ValueError, match=f"{cause} must not raise {flag}"):
        Weights.model_validate(told)


def test_the_policy_says_who_looks_at_which_flag() -> None:
    steps = POLICY.next_step.model_copy(update={"likely_fake": NextStep.URGENT_REVIEW})
    policy = POLICY.model_copy(update={"next_step": steps})
    for one, step in (
        (flagged("FOR001", "high", "forgery_sign"), "urgent_review"),
        (flagged("CON001", "high", "inconsistency"), "review"),
    ):
        assert assess([PASSED, one], THREE, agreeing(), policy).next_step == step


def test_no_policy_lets_a_danger_pass_without_a_person() -> None:
    with pytest.raises(ValueError, match="concern must go before a person"):
        Steps.model_validate({**POLICY.next_step.model_dump(), "concern": "none"})


@pytest.mark.parametrize(
    ("one", "document", "protection", "step"),
    [
        (flagged("FOR001", "critical", "forgery_sign"), "likely_fake", "none", "review"),
        (flagged("FOR001", "high", "forgery_sign"), "likely_fake", "none", "review"),
        (flagged("FOR001", "medium", "forgery_sign"), "inconsistent", "none", "review"),
        (flagged("FOR001", "low", "forgery_sign"), "clear", "none", "none"),
        (flagged("CON001", "medium", "inconsistency"), "inconsistent", "none", "review"),
        (flagged("CON001", "high", "inconsistency"), "inconsistent", "none", "review"),
        (flagged("CON001", "low", "inconsistency"), "clear", "none", "none"),
        (flagged("NIK005", "info", "inconsistency"), "clear", "none", "none"),
        (flagged("REG001", "medium", "registry"), "inconsistent", "none", "review"),
        (flagged("REG002", "high", "registry", "D002"), "inconsistent", "none", "review"),
        (flagged("REG011", "low", "registry"), "unverified", "none", "verify_with_agency"),
        (flagged("AGE001", "critical", "protection"), "clear", "urgent", "urgent_review"),
        (flagged("AGY001", "high", "protection"), "clear", "concern", "review"),
        (flagged("AGY001", "medium", "protection"), "clear", "concern", "review"),
        (flagged("AGY001", "low", "protection"), "clear", "none", "none"),
        (flagged("CMP001", "critical", "completeness"), "clear", "none", "none"),
        (flagged("IMG001", "critical", "capture_quality"), "unreadable", "none", "ask_new_photo"),
        (flagged("IMG001", "low", "capture_quality"), "clear", "none", "none"),
    ],
)
def test_one_finding(one: RuleRun, document: str, protection: str, step: str) -> None:
    found = judge(one)
    assert (found.document, found.protection, found.next_step) == (document, protection, step)
    assert found.flag == ("protection" if protection != "none" else document)
    assert found.reasons == ((one.rule,) if found.flag != "clear" else ())


NOT_FOUND = (answer("dukcapil", "D001"), answer("immigration", "D002", "not_found"), agreeing()[2])


def test_a_denial_alone_is_not_yet_a_sign_of_forgery() -> None:
    found = judge(flagged("REG012", "low", "registry", "D002"), answers=NOT_FOUND)
    assert (found.document, found.next_step) == ("unverified", "verify_with_agency")


def test_a_contradiction_alone_is_not_yet_a_sign_of_forgery() -> None:
    assert judge(flagged("CON003", "high", "inconsistency", "D002", "D003")).document == "inconsistent"


def test_the_issuer_s_denial_and_a_second_source_ask_for_an_authenticity_check() -> None:
    denial = flagged("REG012", "low", "registry", "D002")
    other_paper = flagged("CON003", "high", "inconsistency", "D002", "D003")
    found = judge(denial, other_paper, answers=NOT_FOUND)
    assert (found.document, found.next_step) == ("likely_fake", "review")
    assert found.reasons == ("CON003", "REG012")


def test_a_contradicting_issuer_and_a_second_source_ask_for_an_authenticity_check() -> None:
    denial = flagged("REG002", "high", "registry", "D002")
    found = judge(denial, flagged("CON001", "medium", "inconsistency", "D001", "D002"))
    assert found.document == "likely_fake"
    worse = flagged("REG002", "critical", "registry", "D002")
    assert judge(worse, flagged("CON001", "medium", "inconsistency", "D001", "D002")).document == "likely_fake"


@pytest.mark.parametrize(
    "second",
    [
        flagged("MRZ001", "high", "inconsistency", "D002"),  # the same paper is no second source
        flagged("CON004", "high", "inconsistency", "D001", "D003"),  # about other papers
        flagged("CON001", "low", "inconsistency", "D001", "D002"),
        ran("CON003", "passed", "high", "inconsistency", "D002", "D003"),
    ],
)
def test_no_second_source_no_authenticity_check(second: RuleRun) -> None:
    assert judge(flagged("REG012", "low", "registry", "D002"), second, answers=NOT_FOUND).document != "likely_fake"


@pytest.mark.parametrize(
    "other",
    [
        flagged("MRZ001", "high", "inconsistency", "D002"),  # the paper's own fault is no word of its issuer
        flagged("REG001", "high", "registry", "D001"),  # the issuer of another paper
        flagged("REG002", "high", "registry", "D002", "D003"),  # not about this paper alone
        flagged("REG002", "medium", "registry", "D002"),  # answered, and differs a little
        ran("REG002", "passed", "high", "registry", "D002"),
    ],
)
def test_without_the_issuer_s_denial_no_authenticity_check(other: RuleRun) -> None:
    found = judge(other, flagged("CON003", "high", "inconsistency", "D002", "D003"))
    assert (found.document, found.next_step) == ("inconsistent", "review")


def test_who_licenses_the_agency_is_not_the_contract_s_issuer() -> None:
    answers = (*agreeing()[:2], answer("p3mi", "D003", "not_found"))
    contradiction = flagged("CON003", "high", "inconsistency", "D002", "D003")
    assert judge(contradiction, answers=answers).document == "inconsistent"
    assert judge(contradiction, flagged("REG003", "high", "registry", "D003")).document == "inconsistent"


@pytest.mark.parametrize("kind", ["family_card", "placement_agreement"])
def test_a_paper_whose_issuer_no_registry_answers_for_is_never_denied_by_it(kind: str) -> None:
    other = paper(kind, "D004", kk_number="3276010901180001", worker_name="SITI NUR AMINAH")
    runs = (flagged("REG003", "high", "registry", "D004"), flagged("CON004", "high", "inconsistency", "D001", "D004"))
    assert judge(*runs, documents=(*THREE, other)).document == "inconsistent"


@pytest.mark.parametrize(
    "documents",
    [
        (ktp(nik=None), *THREE[1:]),
        (ktp(name=read("S1TI", "doubtful")), *THREE[1:]),
        (ktp(birth_date=read("1995", "unreadable")), *THREE[1:]),
        (THREE[0], passport(expires_on=None), THREE[2]),
        (THREE[0], passport(passport_number=read("X0000000", "conflict")), THREE[2]),
        (*THREE[:2], contract(worker_name=None)),
        (*THREE[:2], contract(agency_licence=read("00", "doubtful"))),
        (*THREE, paper("ktp", "D004", failed="damaged")),
        (*THREE, paper("unknown", "D004", blurred=True)),
    ],
)
def test_what_matters_and_was_not_read_asks_for_a_new_photo(documents: tuple[Document, ...]) -> None:
    found = judge(documents=documents)
    assert (found.flag, found.next_step) == ("unreadable", "ask_new_photo")


def test_what_is_filled_in_by_hand_is_for_a_person_and_no_reason_for_a_new_photo() -> None:
    written = contract(worker_name=read("", "handwritten"))
    found = judge(documents=(*THREE[:2], written))
    assert (found.flag, found.next_step) == ("unreadable", "review")
    more = contract(worker_name=read("", "handwritten"), employer_name=read("", "handwritten"))
    assert judge(documents=(*THREE[:2], more)).next_step == "review"
    blurred = contract(worker_name=read("", "handwritten"), signed_on=read("", "unreadable"))
    assert judge(documents=(*THREE[:2], blurred)).next_step == "ask_new_photo"


def test_only_an_unreadable_photo() -> None:
    blurred = paper("ktp", blurred=True, nik=read("32", "unreadable"))
    _, found = screened(blurred, answers=())
    assert (found.flag, found.document, found.protection) == ("unreadable", "unreadable", "none")
    assert found.next_step is NextStep.ASK_NEW_PHOTO


def test_a_blurred_page_that_was_read_surely_is_fine() -> None:
    sharp = ktp()
    blurred = paper("ktp", blurred=True, **sharp.fields)
    assert judge(documents=(blurred, *THREE[1:])).document == "clear"


def test_what_no_photo_mends_goes_to_a_person() -> None:
    held = paper("ktp", "D004", failed="quarantined")
    assert judge(documents=(*THREE, held)).next_step is NextStep.REVIEW
    mixed = judge(documents=(*THREE, held, paper("ktp", "D005", failed="damaged")))
    assert mixed.next_step is NextStep.ASK_NEW_PHOTO


def test_an_optional_field_may_be_missing() -> None:
    assert judge(documents=(*THREE[:2], contract(worker_id_number=None))).document == "clear"


@pytest.mark.parametrize(
    ("overall", "step"),
    [
        ("unavailable", "ask_again_later"),
        ("quota", "ask_again_later"),
        ("denied", "verify_with_agency"),
        ("not_configured", "verify_with_agency"),
    ],
)
def test_a_silent_registry_makes_a_case_unverified(overall: str, step: str) -> None:
    found = judge(answers=(answer("dukcapil", "D001", overall), *agreeing()[1:]))
    assert (found.flag, found.next_step) == ("unverified", step)


@pytest.mark.parametrize(
    ("runs", "documents"),
    [
        ((), (*THREE, paper("unknown", "D004"))),
        ((ran("NIK002", "indeterminate", reason="rule_error"),), THREE),
    ],
)
def test_what_only_a_person_can_mend_does_not_wait_for_a_registry(
    runs: tuple[RuleRun, ...], documents: tuple[Document, ...]
) -> None:
    found = judge(*runs, documents=documents, answers=(answer("dukcapil", "D001", "unavailable"), *agreeing()[1:]))
    assert (found.flag, found.next_step) == ("unverified", "review")


def test_an_unverified_case_names_only_what_leaves_it_unverified() -> None:
    found = judge(
        flagged("NIK005", "low", "inconsistency"),
        flagged("REG012", "low", "registry"),
        ran("REG011", "passed", "low", "registry"),
        ran("REG001", "indeterminate", "medium", "registry", reason="registry_unavailable"),
        ran("MRZ001", "indeterminate", "medium", "inconsistency", reason="unreadable"),
    )
    assert (found.flag, found.reasons) == ("unverified", ("REG001", "REG012"))


def test_a_required_registry_that_nobody_asked_makes_a_case_unverified() -> None:
    found = judge(answers=agreeing()[:2])
    assert (found.flag, found.next_step) == ("unverified", "verify_with_agency")


def test_a_contract_without_an_agency_needs_no_licence() -> None:
    direct = contract(agency_name=None, agency_licence=None)
    assert judge(documents=(*THREE[:2], direct), answers=agreeing()[:2]).document == "clear"


@pytest.mark.parametrize(
    ("reason", "step"),
    [
        ("registry_unavailable", "ask_again_later"),
        ("registry_not_configured", "verify_with_agency"),
        ("rule_error", "review"),
    ],
)
def test_an_undecided_rule_makes_a_case_unverified(reason: str, step: str) -> None:
    found = judge(ran("REG001", "indeterminate", "medium", "registry", reason=reason))
    assert (found.flag, found.next_step, found.reasons) == ("unverified", step, ("REG001",))


@pytest.mark.parametrize("documents", [(), (paper("unknown"),)])
def test_nothing_to_judge_is_never_clear(documents: tuple[Document, ...]) -> None:
    found = assess([], documents, (), POLICY)
    assert (found.flag, found.next_step, found.coverage) == ("unverified", "review", None)


def test_an_unknown_paper_beside_sound_ones_asks_for_a_look() -> None:
    found = judge(documents=(*THREE, paper("unknown", "D004")))
    assert (found.flag, found.next_step) == ("unverified", "review")


def test_nothing_that_passed_is_never_clear() -> None:
    assert assess([ran("NIK001", "not_applicable")], THREE, agreeing(), POLICY).document == "unverified"


def test_coverage_leaves_out_what_does_not_apply() -> None:
    runs = [
        PASSED,
        flagged("CON001", "medium", "inconsistency"),
        ran("REG001", "indeterminate", reason="unreadable"),
        ran("MRZ001", "not_applicable"),
    ]
    assert coverage(runs) == pytest.approx(2 / 3)
    assert coverage([ran("MRZ001", "not_applicable")]) is None


def test_people_come_first_in_the_headline_the_reasons_and_the_queue() -> None:
    minor = flagged("AGE001", "critical", "protection")
    fake = flagged("FOR001", "critical", "forgery_sign")
    both, danger, paper_only = judge(minor, fake), judge(minor), judge(fake)
    assert both.flag == danger.flag == "protection"
    assert both.reasons == ("AGE001", "FOR001")
    agency = judge(flagged("AGY001", "high", "protection"))
    clear = judge()
    order = [both, danger, agency, paper_only, judge(flagged("CON001", "medium", "inconsistency"))]
    photo = judge(documents=(ktp(nik=None), *THREE[1:]))
    silent = judge(answers=(answer("dukcapil", "D001", "unavailable"), *agreeing()[1:]))
    priorities = [entry.priority for entry in (*order, photo, silent, clear)]
    assert priorities == sorted(priorities, reverse=True)
    assert len(set(priorities)) == len(priorities)


def test_more_findings_come_first_without_reaching_another_flag() -> None:
    one = judge(flagged("CON001", "medium", "inconsistency"))
    more = judge(*(flagged(f"CON{n:03}", "high", "inconsistency") for n in range(30)))
    assert one.priority < more.priority < judge(flagged("FOR001", "high", "forgery_sign")).priority
    assert len(more.reasons) == POLICY.most_reasons


def test_half_of_the_points_within_a_flag_are_given_at_a_weight_of_eight() -> None:
    top, half = POLICY.priority.document[DocumentFlag.INCONSISTENT], POLICY.priority.within // 2
    four_medium = [flagged(f"CON{n:03}", "medium", "inconsistency") for n in range(4)]
    assert judge(*four_medium).priority == top + half
    assert judge(*four_medium[:3]).priority < top + half
    assert judge(*four_medium, flagged("CMP001", "critical", "completeness")).priority == top + half


def test_the_worst_reason_comes_first() -> None:
    found = judge(flagged("CON001", "medium", "inconsistency"), flagged("MRZ001", "high", "inconsistency"))
    assert found.reasons == ("MRZ001", "CON001")
    equals = judge(flagged("MRZ001", "high", "inconsistency"), flagged("CON001", "high", "inconsistency"))
    assert equals.reasons == ("CON001", "MRZ001")


def test_sample_faults_through_all_rules() -> None:
    """Each planted fault flags exactly its rules and nothing else."""
    revoked = {"status": "revoked", "status_since": "2026-02-01", "decree": "KEP. 000/CONTOH/2026"}
    bad_line = "X0000000<7IDN9508152F3401011<<<<<<<<<<<<<<<2"
    faults: dict[str, tuple[tuple[Document, ...], dict[str, Any], set[str], str]] = {
        "nik_birth_date": (
            (ktp(nik="3276015508960001"), THREE[1], contract(worker_id_number="3276015508960001")),
            {},
            {"NIK003"},
            "inconsistent",
        ),
        "mrz_check_digit": ((THREE[0], passport(mrz_line_2=bad_line), THREE[2]), {}, {"MRZ001"}, "inconsistent"),
        "passport_number": ((*THREE[:2], contract(worker_passport_number="X0000093")), {}, {"CON003"}, "inconsistent"),
        "revoked_licence": (
            THREE,
            {"answers": (*agreeing()[:2], answer("p3mi", "D003", details=revoked, active_on_date="no_match"))},
            {"AGY001"},
            "protection",
        ),
        "hard_genuine": (
            (
                ktp(nik="9101015508950001", name="SUMIATI"),
                passport(name=read("SUMIATI", mrz="SUMIATI")),
                contract(worker_id_number="9101015508950001", worker_name="SUMIATI"),
            ),
            {},
            set(),
            "clear",
        ),
    }
    for name, (documents, other, codes, flag) in faults.items():
        runs, found = screened(*documents, answers=other.get("answers", agreeing()))
        assert {entry.rule for entry in runs if entry.outcome is Outcome.FLAGGED} == codes, name
        assert found.flag == flag, name
