"""Whatever stands in a field, no rule breaks, and nothing absurd is held against a paper or a person."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from extractors.document_type import document_types
from extractors.model import Document, FieldStatus
from tests.fixtures.whole_case import case, whole, with_field
from validators.model import Outcome, RuleRun, Severity
from validators.plausible import DATES, for_rules
from validators.rule import Scope, load, run, subjects

IMPOSSIBLE = {
    "ten thousand letters": "A" * 10_000,
    "two thousand words": "KATA " * 2_000,
    "nul": "SITI\x00AMINAH",
    "terminal codes": "\x1b[31mSITI\x1b[0m",
    "right to left override": "SITI \u202eHANIMA",
    "private signs": "\ue000\ue001\ue002",
    "tag": "<img src=x onerror=alert(1)>",
}
"""Texts that no paper prints."""
STRANGE_DAYS = {
    "no such day": "1990-02-31",
    "as printed": "31-02-1990",
    "Buddhist year": "2538-08-15",
    "Hijri year": "1447-03-01",
    "year of the Republic of China": "0115-03-10",
    "no separators": "19950815",
}
ODD = {
    "dash": "-",
    "zero": "0",
    "not available": "N/A",
    "none": "TIDAK ADA",
    "fillers": "<<<<<<<<",
    "Arabic digits": "٣٢٧٦٠١٥٥٠٨٩٥٠٠٠١",
    "braces": "{0.__class__}",
    "another script": "陳大文 😀",
}
"""Texts that a paper may print where they say nothing."""
MONEY = {"wage_amount", "costs"}
DIGITS = {ODD["zero"], ODD["Arabic digits"]}
"""An amount is one in any digits, and a wage of nothing is below every floor: that is what rules on money are for."""
FIELDS = [(document.type, name) for document in whole() for name in sorted(document.fields)]


def found(documents: tuple[Document, ...], kind: str) -> Iterator[RuleRun]:
    """Yield the runs of the rules that look at a paper of this kind."""
    seen = case(
        *(
            document if document is sound else for_rules([document])[0]
            for document, sound in zip(documents, whole(), strict=True)
        )
    )
    for rule in load().values():
        if kind in rule.documents:
            for each in subjects(rule, seen):
                if rule.scope is Scope.CASE or (each.document is not None and each.document.type == kind):
                    yield run(rule, each)


def alarms(documents: tuple[Document, ...], kind: str) -> list[str]:
    return [
        f"{entry.rule}: {[finding.message.en for finding in entry.findings]}"
        for entry in found(documents, kind)
        if entry.outcome is Outcome.FLAGGED and entry.severity is not Severity.INFO
    ]


def changed(kind: str, name: str, value: object) -> tuple[Document, ...]:
    return tuple(with_field(each, name, value) if each.type == kind else each for each in whole())


@pytest.mark.parametrize("kind", sorted(document_types()))
def test_a_sound_file_of_every_paper_raises_no_alarm(kind: str) -> None:
    assert not alarms(whole(), kind)


@pytest.mark.parametrize("value", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_no_paper_prints_is_unreadable_to_rules_in_every_field(value: str) -> None:
    for document in whole():
        for name, field in document.fields.items():
            if isinstance(field.value, str):
                (seen,) = for_rules([with_field(document, name, value)])
                assert seen.fields[name].status is FieldStatus.UNREADABLE
                assert not seen.fields[name].text


@pytest.mark.parametrize("value", STRANGE_DAYS.values(), ids=STRANGE_DAYS)
def test_a_day_of_no_calendar_is_unreadable_to_rules_in_every_date(value: str) -> None:
    for document in whole():
        for name in document.fields.keys() & DATES:
            (seen,) = for_rules([with_field(document, name, value)])
            assert seen.fields[name].status is FieldStatus.UNREADABLE


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_no_rule_makes_an_alarm_of_what_says_nothing(kind: str, name: str) -> None:
    for value in ("\x00", *ODD.values()):
        if name not in MONEY or value not in DIGITS:
            assert not alarms(changed(kind, name, value), kind), value


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, name in FIELDS if name not in DATES])
def test_a_strange_day_in_another_field_breaks_no_rule(kind: str, name: str) -> None:
    for value in ("1990-02-31", "2538-08-15"):
        assert list(found(changed(kind, name, value), kind)), "no rule looked at this paper"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{}],
        [{"nik": None, "name": 5, "birth_date": [], "region": "none", "doubtful": "nik"}],
        [{"nik": "A" * 10_000, "name": "\u202e", "birth_date": "2538-01-01", "region": {"page": 0}}],
        [{"item": None, "amount": "-", "currency": "<b>", "party": 1, "kind": None, "code": None, "confidence": "x"}],
    ],
)
def test_odd_entries_of_lists_break_no_rule_and_raise_no_alarm(rows: list[dict[str, object]]) -> None:
    for document in whole():
        for name, field in document.fields.items():
            if isinstance(field.value, list):
                heard = alarms(changed(document.type, name, rows), document.type)
                # Nobody's mark is what a rule on signatures looks for.
                assert not heard or name == "signatures", (document.type, name)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FIELDS), st.text(max_size=60))
def test_any_text_anywhere_breaks_no_rule(place: tuple[str, str], value: str) -> None:
    kind, name = place
    for entry in found(changed(kind, name, value), kind):
        for finding in entry.findings:
            assert len(finding.message.id) < 2_000
