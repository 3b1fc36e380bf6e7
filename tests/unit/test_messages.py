"""Sentences: both languages say the same things, in people's words."""

from datetime import date

import pytest

from extractors.model import Text
from validators import messages
from validators.rule import load


def test_every_rule_has_its_sentences_and_no_sentence_is_left_over() -> None:
    assert set(messages.catalogue()) == set(load())


def test_both_languages_are_filled_each_with_its_own_words() -> None:
    text = messages.catalogue()["NIK003"].message(
        "differs", in_nik=messages.day(date(1995, 8, 15)), printed=messages.day(date(1996, 5, 1))
    )
    assert "15 Agustus 1995" in text.id
    assert "1 Mei 1996" in text.id
    assert "15 August 1995" in text.en
    assert "1 May 1996" in text.en


def test_a_forgotten_parameter_is_an_error() -> None:
    with pytest.raises(KeyError):
        messages.catalogue()["NIK003"].message("differs", in_nik="1995")


def test_unknown_words_stay_as_they_are() -> None:
    assert messages.state("under review") == Text(id="under review", en="under review")
    assert messages.paper("ktp").id == "KTP"
    assert messages.field_name("birth_date", begins=True).id == "Tanggal lahir"
    assert messages.caption("ktp", "birth_date").en == "Date of birth on the identity card (KTP)"


def test_braces_in_a_value_stay_a_value() -> None:
    text = messages.catalogue()["MRZ003"].message("differs", in_mrz="{printed}", printed="{0}")
    assert "{printed}" in text.id
    assert "{0}" in text.en


def test_no_innocent_explanation_is_empty_and_titles_are_short() -> None:
    for rule in load().values():
        assert all(len(text.id) > 20 and len(text.en) > 20 for text in rule.text.innocent)
        assert len(rule.text.title.id) <= 64
        assert len(rule.text.title.en) <= 64
