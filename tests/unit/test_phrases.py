"""Phrases of packs in what a paper says."""

import doctest

import pytest

from validators import phrases
from validators.phrases import first_phrase


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("BIAYA VISA", "visa", True),
        ("VISAKU", "visa", False),
        ("medical   check-up", "medical check-up", True),
        ("VISIT PASS (VP(TE))", "VP(TE)", True),
        ("家庭看護工勞動契約", "看護工", True),
        ("PRT", "PRT", True),
        ("PRTX", "PRT", False),
        ("", "visa", False),
    ],
)
def test_a_phrase_is_found_as_whole_words(text: str, phrase: str, found: bool) -> None:
    assert (first_phrase(text, (phrase,)) is not None) is found


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(phrases).failed == 0
