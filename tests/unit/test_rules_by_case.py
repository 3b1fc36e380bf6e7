"""Each rule on its own cases: a hit is flagged with proof, a near miss passes, an unsure reading leaves it open."""

import pytest

from tests.fixtures.paper_case import ktp, subject
from tests.fixtures.rule_cases import CASES
from validators.model import Outcome, Reason, RuleRun, Stage
from validators.rule import EVERY_PAPER, Subject, load, run, subjects

BLAME = ("palsu", "forged", "forger", "fake", "pemalsu", "penipu", "fraud", "bohong", "lied")

NOWHERE = {"CMP001"}
"""Rules about what is not there: it has no place on a page."""


def runs(code: str, case: Subject) -> list[RuleRun]:
    rule = load()[code]
    return [run(rule, each) for each in subjects(rule, case)]


def each(kind: str) -> list[object]:
    return [
        pytest.param(code, case, id=f"{code}: {name}")
        for code, cases in CASES.items()
        for name, case in getattr(cases, kind).items()
    ]


@pytest.mark.parametrize(("code", "case"), each("hits"))
def test_a_hit_is_flagged_and_every_side_has_a_place_on_a_page(code: str, case: Subject) -> None:
    flagged = [entry for entry in runs(code, case) if entry.outcome is Outcome.FLAGGED]
    assert flagged
    held = {document.id for document in case.documents}
    for finding in (finding for entry in flagged for finding in entry.findings):
        assert finding.evidence or code in NOWHERE
        assert {proof.role for proof in finding.evidence} <= {"found", "compared", "map", "shown"}
        assert all(proof.document in held for proof in finding.evidence if proof.other_case is None)
        about_a_file = load()[code].documents == EVERY_PAPER
        assert all(proof.region or proof.blob_sha256 or about_a_file for proof in finding.evidence)
        places = {(proof.role, proof.document, str(proof.region), proof.blob_sha256) for proof in finding.evidence}
        assert len(places) == len(finding.evidence)
        assert "{" not in finding.message.id + finding.message.en


@pytest.mark.parametrize(("code", "case"), [*each("misses"), *each("gaps")])
def test_a_near_miss_passes_and_a_known_gap_still_does(code: str, case: Subject) -> None:
    assert {entry.outcome for entry in runs(code, case)} == {Outcome.PASSED}


@pytest.mark.parametrize(("code", "case"), each("open"))
def test_what_was_not_read_or_answered_is_left_open_and_never_flagged(code: str, case: Subject) -> None:
    found = runs(code, case)
    assert {entry.outcome for entry in found} == {Outcome.INDETERMINATE}
    assert all(entry.reason in set(Reason) and not entry.findings for entry in found)


@pytest.mark.parametrize(("code", "case"), each("absent"))
def test_what_is_not_there_is_not_applicable(code: str, case: Subject) -> None:
    assert {entry.outcome for entry in runs(code, case)} == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    "code", [*(f"CON00{number}" for number in range(1, 9)), "DAT002", "DAT004", "HLT001", "KKR002"]
)
def test_a_contradiction_shows_both_papers(code: str) -> None:
    for case in CASES[code].hits.values():
        (flagged,) = runs(code, case)
        for finding in flagged.findings:
            found, compared = finding.evidence
            assert (found.role, compared.role) == ("found", "compared")
            assert found.document != compared.document
            assert {found.document, compared.document} <= set(flagged.documents)


@pytest.mark.parametrize(
    "code", ["KKR003", "KTP001", "KTP002", "KTP003", "MRZ002", "MRZ003", "MRZ005", "NIK003", "NIK004", "POL001"]
)
def test_a_contradiction_within_a_paper_shows_both_places(code: str) -> None:
    for case in CASES[code].hits.values():
        for finding in (finding for entry in runs(code, case) for finding in entry.findings):
            found, compared = finding.evidence
            assert found.region != compared.region


def test_no_sentence_blames_a_person() -> None:
    for rule in load().values():
        texts = [rule.text.title, *rule.text.innocent, *rule.text.messages.values()]
        for text in texts:
            assert not [word for word in BLAME if word in f"{text.id} {text.en}".lower()], rule.code


def test_the_check_digit_that_would_fit_is_not_told() -> None:
    for case in CASES["MRZ001"].hits.values():
        (flagged,) = runs("MRZ001", case)
        assert all(finding.expected is None for finding in flagged.findings)


def test_the_registry_s_date_and_decree_stand_in_the_message() -> None:
    (flagged,) = runs("AGY001", CASES["AGY001"].hits["revoked"])
    (finding,) = flagged.findings
    assert "1 Februari 2026" in finding.message.id
    assert "KEP. 000/CONTOH/2026" in finding.message.id
    assert "dicabut" in finding.message.id
    assert "1 February 2026" in finding.message.en
    assert "revoked" in finding.message.en
    assert "10 March 2026" in finding.message.en


def test_a_corrected_birth_date_is_medium_and_says_why_it_may_be_innocent() -> None:
    rule = load()["NIK003"]
    assert rule.severity == "medium"
    assert any("Dukcapil" in text.id and "NIK" in text.id for text in rule.text.innocent)


def test_a_rule_outside_its_stages_does_not_apply() -> None:
    rule = load()["NIK001"]
    narrow = type(rule)(**{**vars(rule), "stages": frozenset({Stage.ABROAD})})
    (each_,) = subjects(narrow, subject(ktp()))
    assert run(narrow, each_).outcome is Outcome.NOT_APPLICABLE
