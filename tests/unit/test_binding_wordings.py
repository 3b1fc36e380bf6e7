"""Clauses that bind, from the page to the assessment, and clauses that only look like them."""

from collections.abc import Mapping
from typing import Any

import pytest

from bench.screening.wordings import INDICATORS, NONE, seen, wordings
from extractors.document_type import document_types
from tests.fixtures.paper_case import PACKS, paper, subject
from tests.fixtures.word_page import READERS, page_of
from validators.assessment import assess
from validators.binding import says
from validators.model import Outcome, ProtectionFlag, Reason, RuleRun
from validators.packs import BindingWording
from validators.packs.faults import WrongPacks
from validators.rule import load, run, subjects

HEAD = ("PERJANJIAN KERJA", "Nama Pekerja : SITI NUR AMINAH", "Nama Majikan : CONTOH CO LTD", "", "Pasal 9")
RAISING = [code for code in INDICATORS if load()[code].status == "stable"]


def runs_of(*lines: str) -> tuple[tuple[RuleRun, ...], ProtectionFlag]:
    """What the rules on clauses say of a contract with these lines, and what protection it leads to."""
    fields: Mapping[str, Any] = document_types()["work_contract"].extract([page_of([*HEAD, *lines])], READERS)
    case = subject(paper("work_contract", **fields))
    runs = tuple(run(load()[code], each) for code in INDICATORS for each in subjects(load()[code], case))
    return runs, assess(runs, case.documents, (), PACKS.policy).protection


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("PRO001", "Paspor pekerja disimpan oleh majikan selama masa kontrak."),
        ("PRO001", "Passports of all crew are kept by the captain until the contract is completed."),
        ("PRO002", "Pekerja berutang kepada PT sebesar Rp 45.000.000 dan melunasinya melalui potongan gaji."),
        ("PRO002", "The Employee may not resign while any debt to the agency is outstanding."),
        ("PRO003", "Apabila Pekerja berhenti sebelum kontrak selesai, Pekerja membayar denda Rp 30.000.000."),
        ("PRO003", "If the worker resigns early she shall pay a penalty of HKD 5000."),
        ("PRO004", "Pekerja tidak mendapat hari libur selama masa percobaan enam bulan."),
        ("PRO004", "The domestic worker works seven days a week with no day off."),
        ("PRO005", "Pekerja tidak diberikan salinan perjanjian kerja ini."),
        ("FEE003", "Calon pekerja wajib membayar uang muka Rp 15.000.000 kepada PT sebelum berangkat."),
    ],
)
def test_a_clause_that_binds_leads_to_protection_with_its_words_and_its_law(code: str, line: str) -> None:
    runs, protection = runs_of(line)
    (flagged,) = [one for one in runs if one.outcome is Outcome.FLAGGED]
    assert flagged.rule == code
    assert protection is ProtectionFlag.CONCERN
    assert flagged.basis
    (finding,) = flagged.findings
    assert line[:8] in finding.message.id
    assert finding.evidence[0].region is not None
    told = f"{finding.message.id} {finding.message.en} {flagged.title.id} {flagged.title.en}".lower()
    assert not any(word in told for word in ("palsu", "forge", "fake"))


@pytest.mark.parametrize(
    "line",
    [
        "Majikan tidak boleh menjadikan utang sebagai alasan untuk menahan Pekerja.",
        "Either party may terminate this Contract by one month's notice or one month's wages in lieu of notice.",
        "Perjanjian ini dibuat rangkap dua, satu untuk pekerja.",
        "Pekerja tidak wajib membayar uang apa pun sebelum berangkat.",
    ],
)
def test_a_clause_that_protects_leads_to_nothing(line: str) -> None:
    runs, protection = runs_of(line)
    assert not [one.rule for one in runs if one.outcome is Outcome.FLAGGED]
    assert protection is ProtectionFlag.NONE


def test_a_rule_on_trial_is_shown_and_raises_nothing() -> None:
    runs, protection = runs_of("Paspor disimpan oleh majikan, dan pekerja dilarang memintanya.")
    assert [(one.rule, one.status) for one in runs if one.outcome is Outcome.FLAGGED] == [("PRO006", "preview")]
    assert protection is ProtectionFlag.NONE


def test_words_that_may_mean_something_else_are_left_to_a_person_and_do_not_pass() -> None:
    runs, _ = runs_of("Paspor disimpan oleh majikan, dan pekerja dilarang memintanya.")
    (open_,) = [one for one in runs if one.rule == "PRO001"]
    assert (open_.outcome, open_.reason) == (Outcome.INDETERMINATE, Reason.AMBIGUOUS)


@pytest.mark.parametrize("code", RAISING)
def test_no_harmless_sentence_of_any_list_is_taken_for_one_that_binds(code: str) -> None:
    assert not [one.text for one in wordings() if one.indicator == NONE and code in seen(one.text)]


def test_a_debt_that_no_dot_of_an_amount_hides() -> None:
    assert "FEE003" in seen("Peserta mentransfer uang tanda jadi Rp 5.000.000 ke rekening pribadi petugas lapangan.")


def row(**changes: object) -> BindingWording:
    plain = next(one for one in PACKS.binding_wordings if one.code == "debt_en").model_dump()
    return BindingWording.model_validate({**plain, **changes})


def test_a_name_in_a_pattern_stands_for_its_words() -> None:
    named = row(patterns=[r"\b<other_en> keeps it\b"], denied_by=None, allowed_by=None)
    assert says(named, "The sponsor keeps it.")
    assert not says(named, "The worker keeps it.")


def test_what_allows_a_sentence_makes_it_harmless_wherever_it_stands() -> None:
    assert not says(row(patterns=[r"\bkeeps it\b"], allowed_by=["on request"]), "On request the sponsor keeps it.")


def test_an_unknown_name_in_a_pattern_is_refused() -> None:
    with pytest.raises((ValueError, WrongPacks), match="unknown words: <nobody>"):
        row(patterns=["<nobody> keeps it"])
