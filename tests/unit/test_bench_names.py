"""The labelled pairs of names: enough of them, half of them hard, none twice; and how answers are counted."""

from collections import Counter

import pytest

from bench.names import KINDS, LISTS, Pair, halves, pairs
from bench.names.__main__ import MATCHED, best_threshold, counted
from bench.names.matchers import likeness
from validators.names import Likeness


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("tuning", 600),
        ("held_out", 200),
        ("held_out_2", 200),
        ("held_out_3", 200),
        ("tuned_4", 200),
        ("held_out_4", 200),
        ("held_out_5", 200),
    ],
)
def test_a_list_is_large_and_half_of_it_are_two(name: str, least: int) -> None:
    listed = pairs(name)
    labels = Counter(pair.label for pair in listed)
    assert len(listed) >= least
    assert set(labels) == {"same", "other"}
    assert labels["other"] >= labels["same"]
    assert {pair.kind for pair in listed} <= set(KINDS)


def test_no_pair_stands_twice_in_either_list() -> None:
    keys = [(pair.kind, frozenset((pair.left, pair.right))) for name in LISTS for pair in pairs(name)]
    assert len(set(keys)) == len(keys)


def test_the_fourth_list_is_halved_by_its_hashes_alone() -> None:
    tuned, held_out = (set(pairs(name)) for name in ("tuned_4", "held_out_4"))
    assert tuple(map(set, halves(tuned | held_out))) == (tuned, held_out)


@pytest.mark.parametrize("name", LISTS)
def test_no_pair_of_one_is_called_different(name: str) -> None:
    """The worst error: an honest worker's papers would be called two persons'."""
    # A number, not the pairs: who works on the comparison must not be shown those of a held-out list.
    assert sum(likeness(pair) is Likeness.DIFFERENT for pair in pairs(name) if pair.is_same) == 0


@pytest.mark.parametrize(("name", "kind"), [("tuning", "person"), ("tuning", "company"), ("tuned_5", "company")])
def test_the_comparison_keeps_what_it_reached_on_the_lists_it_was_tuned_on(name: str, kind: str) -> None:
    listed = [pair for pair in pairs(name) if pair.kind == kind]
    assert counted(listed, [likeness(pair) in MATCHED for pair in listed]).f1 >= 0.97


def test_two_companies_of_any_list_are_never_matched() -> None:
    """One pair is known to be: two letters that change places."""
    listed = [pair for name in LISTS for pair in pairs(name) if pair.kind == "company" and not pair.is_same]
    assert sum(likeness(pair) in MATCHED for pair in listed) <= 1


def test_counts_and_the_best_threshold() -> None:
    listed = [Pair("A", "B", "person", label, "") for label in ("same", "same", "other", "other")]
    scores = [0.9, 0.6, 0.7, 0.1]
    assert counted(listed, [True, False, True, False]).cells() == ["0.500", "0.500", "0.500"]
    assert best_threshold(listed, scores) == 0.6
