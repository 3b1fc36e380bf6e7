"""The rule set as a whole: codes, titles, files, cases, and the documents made from it."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

import validators.rules
from extractors.document_type import UNKNOWN, document_types
from tests.fixtures.rule_cases import CASES
from validators import docs
from validators.model import Cause, Severity
from validators.rule import EVERY_PAPER, HEADINGS, Scope, load, rule

FOLDER = Path(validators.rules.__file__).parent
TWO_OF_ONE_KIND = {"SUB001", "SUB002"}
"""Case rules that hold two papers of one kind against each other."""
FILES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")


def test_one_file_a_rule_named_after_its_code() -> None:
    assert len(FILES) == len(load())
    assert {path.name[:6].upper() for path in FILES} == set(load())
    assert all(re.fullmatch(r"[a-z]{3}\d{3}_[a-z_]+\.py", path.name) for path in FILES)


def test_rules_about_files_run_on_papers_of_every_type() -> None:
    assert {*document_types(), UNKNOWN} == EVERY_PAPER


def test_codes_and_titles_are_unique() -> None:
    rules = list(load().values())
    for titles in ([entry.text.title.id for entry in rules], [entry.text.title.en for entry in rules]):
        assert len(set(titles)) == len(rules)
    assert all(re.fullmatch(r"[A-Z]{3}\d{3}", entry.code) for entry in rules)


@pytest.mark.parametrize("code", sorted(load()))
def test_each_rule_says_on_what_it_rests(code: str) -> None:
    entry = load()[code]
    assert entry.basis
    assert all(entry.basis)
    assert entry.documents
    assert entry.text.innocent
    sections = re.split("|".join(re.escape(heading) for heading in HEADINGS), entry.description)
    assert len(sections) == len(HEADINGS) + 1
    assert all(section.strip() for section in sections)
    assert "Known gap" in entry.description


@pytest.mark.parametrize("code", sorted(load()))
def test_each_rule_has_a_hit_a_near_miss_and_a_known_gap(code: str) -> None:
    cases = CASES[code]
    assert cases.hits
    assert cases.misses
    assert cases.gaps


def test_no_case_is_left_over() -> None:
    assert set(CASES) == set(load())


def test_severities_follow_the_policy() -> None:
    """Critical only where a person is in danger; a registry's "not found" alone stays low."""
    for entry in load().values():
        assert (entry.severity is Severity.CRITICAL) <= (entry.cause is Cause.PROTECTION)
    assert all(load()[code].severity is Severity.LOW for code in ("REG011", "REG012", "REG013"))
    assert load()["NIK003"].severity is Severity.MEDIUM


def test_case_rules_look_at_more_than_one_kind_of_paper() -> None:
    case_rules = [entry for entry in load().values() if entry.scope is Scope.CASE]
    assert {entry.code for entry in case_rules if len(entry.documents) == 1} <= TWO_OF_ONE_KIND


@pytest.mark.parametrize(
    ("code", "docstring", "reason"),
    [
        ("NIK001", "No headings.", "lacks"),
        ("XXX999", "\n".join(HEADINGS), "no sentences"),
        ("NIK001", "\n".join(HEADINGS), "declared twice"),
    ],
)
def test_a_rule_that_lacks_something_is_refused(code: str, docstring: str, reason: str) -> None:
    def check(subject: object) -> object:
        return ()

    load()
    check.__doc__ = docstring
    declare = rule(code, severity=Severity.LOW, cause=Cause.INCONSISTENCY, documents={"ktp"}, basis=("-",), since="0.1")
    with pytest.raises(ValueError, match=reason):
        declare(check)  # type: ignore[arg-type]  # refused before its type matters


def test_no_product_code_looks_for_specimen_marks() -> None:
    root = FOLDER.parent.parent
    for package in ("worker", "extractors", "validators"):
        for path in (root / package).rglob("*.py"):
            code = re.sub(r'""".*?"""|#.*', "", path.read_text("utf-8"), flags=re.DOTALL)
            assert not re.search(r"CONTOH|SPECIMEN", code), path


def test_the_generated_documents_are_up_to_date() -> None:
    assert docs.main(["--check"]) == 0


def test_the_generator_writes_and_then_finds_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.main(["--check"], tmp_path) == 1
    assert "rules.md is out of date" in capsys.readouterr().err
    assert docs.main([], tmp_path / "new") == 0
    assert docs.main(["--check"], tmp_path / "new") == 0
    text = (tmp_path / "new" / "rules.md").read_text("utf-8")
    assert all(f"\n## {code}\n" in text for code in load())


def test_the_schema_is_one_and_names_the_interface() -> None:
    schema = json.loads(docs.schema_document())
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"]["const"] == "absah.case/1"
    assert {"case", "documents", "checks", "answers", "assessment", "versions"} <= set(schema["required"])
