"""Laws of the comparisons of names: symmetry, identity, harmless changes, and texts that are no names."""

import itertools
import re

import pytest
from hypothesis import assume, given, settings, strategies as st

from validators.names import (
    Comparison,
    Likeness,
    company_names,
    company_words,
    compare,
    compare_companies,
    compare_places,
)

CALM = settings(deadline=None)  # the machine may be busy; time is measured in bench/
COMPARISONS = (compare, compare_companies, compare_places)
WORDS = st.sampled_from(
    [
        "SITI", "AMINAH", "MOH.", "YUSUF", "NUR", "HAYATI", "BUDI", "SANTOSO", "SUPARTI", "BIN", "BINTI", "KASIM",
        "RADEN", "I", "MADE", "ST.", "ABDUL", "RAHMAN", "TJAHJONO", "M.", "SE", "NI", "D", "KUSUMANINGRUM",
    ]
)  # fmt: skip
COMPANY_WORDS = st.sampled_from(
    [
        "PT",
        "MAJU",
        "JAYA",
        "ARUNIKA",
        "INTL",
        "(M)",
        "SDN",
        "BHD",
        "2",
        "DUA",
        "&",
        "DAN",
        "CABANG",
        "MALANG",
        "CO.,LTD",
        "-",
    ]
)
PLACE_WORDS = st.sampled_from(
    [
        "KAB.", "KOTA", "ADM.", "KEC.", "DESA", "MALANG", "JAKARTA", "BARAT", ",", "TOBA", "EAST", "JAVA", "SUBANG",
        "PROV.", "WEST",
    ]
)  # fmt: skip
ZONE_WORDS = [
    "LESTARI", "KUSUMANINGTYAS", "HIDAYATULLAH", "MUHAMMAD", "SITI", "PUTU", "LUH", "GUSTI", "KARTINI", "WENDA",
    "RUMBIAK", "HANDAYANI", "NUR", "SRI", "YOHANES", "FRANSISKUS", "SIMANJUNTAK", "TJAHJONO", "BAGUS", "WIRANATA",
]  # fmt: skip
TITLES = st.sampled_from(["H. ", "Hj. ", "DR. ", "DRS. H. ", "Ir. ", "TN. ", "NY. "])
SUFFIXES = st.sampled_from([", S.PD", ", SE", " S.H.", ", M.KES.", ", S.KOM, M.M.", " SPD"])


def names(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=6).map(" ".join)


def mirrored(found: Comparison) -> tuple[object, ...]:
    return found.likeness, sorted(found.features), found.right, found.left


@CALM
@pytest.mark.parametrize(
    ("comparison", "words"), [(compare, WORDS), (compare_companies, COMPANY_WORDS), (compare_places, PLACE_WORDS)]
)
@given(data=st.data())
def test_a_comparison_is_the_same_in_both_directions(comparison, words, data) -> None:
    one, other = data.draw(names(words)), data.draw(names(words))
    found, back = comparison(one, other), comparison(other, one)
    assert (found.likeness, sorted(found.features), found.left, found.right) == mirrored(back)
    assert found.features or found.likeness is Likeness.SAME
    assert comparison(one, one).likeness in {Likeness.SAME, Likeness.CANNOT_TELL}


@CALM
@given(st.text(max_size=250), st.text(max_size=60), st.sampled_from(COMPARISONS))
def test_no_text_raises_and_none_differs_from_itself(one: str, other: str, comparison) -> None:
    assert comparison(one, other).likeness is comparison(other, one).likeness
    assert comparison(one, one).likeness is not Likeness.DIFFERENT


@CALM
@given(names(WORDS), TITLES, SUFFIXES)
def test_a_title_never_makes_another_person(name: str, title: str, suffix: str) -> None:
    for titled in (title + name, name + suffix, title + name + suffix):
        assert compare(name, titled).likeness is not Likeness.DIFFERENT


@CALM
@given(st.lists(WORDS, min_size=1, max_size=6).flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))))
def test_word_order_never_makes_another_person(orders) -> None:
    assert compare(" ".join(orders[0]), " ".join(orders[1])).likeness is not Likeness.DIFFERENT


@CALM
@given(st.lists(st.sampled_from(ZONE_WORDS), min_size=1, max_size=7))
def test_a_machine_readable_zone_never_makes_another_person(words: list[str]) -> None:
    """39 characters, the last word first, whatever is too long cut off (ICAO Doc 9303-4)."""
    zone = f"{words[-1]}<<{'<'.join(words[:-1])}"[:39]
    assert compare(" ".join(words), zone).likeness is not Likeness.DIFFERENT


@CALM
@given(st.lists(st.sampled_from(ZONE_WORDS), min_size=2, max_size=5), st.data())
def test_a_word_without_its_vowels_never_makes_another_person(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    short = words[place][0] + words[place][1:].translate(str.maketrans("", "", "AEIOU"))
    shortened = [*words[:place], short[:5], *words[place + 1 :]]
    assert compare(" ".join(words), " ".join(shortened)).likeness is not Likeness.DIFFERENT


@CALM
@given(
    names(COMPANY_WORDS),
    st.sampled_from(["Messrs. ", "M/s ", "Kepada Yth. ", "Employer: "]),
    st.integers(10**5, 10**13),
)
def test_an_address_and_a_registration_number_change_no_answer(name: str, before: str, number: int) -> None:
    for other in ("PT ARUNIKA MAJU JAYA", name):
        plain = compare_companies(name, other).likeness
        for dressed in (before + name, f"{name} (NIB {number})", f"{before}{name} (Co. No. {number}-K)"):
            found = compare_companies(dressed, other).likeness
            assert found is plain or {found, plain} == {Likeness.SAME, Likeness.COMPATIBLE}


@CALM
@given(names(COMPANY_WORDS), names(COMPANY_WORDS))
def test_one_of_a_firms_names_is_the_firm(name: str, trade_name: str) -> None:
    assume(any(map(str.isalnum, name)))  # signs alone are no firm that trades under another name
    found = compare_companies(f"{name} t/a {trade_name}", trade_name)
    assert found.likeness is not Likeness.DIFFERENT


@pytest.mark.parametrize("said", company_names.DATA["said_behind"])
def test_what_is_said_behind_a_name_is_told_by_one_of_its_words(said: str) -> None:
    least = re.sub(r"\(\?:[^()]*\)\?", "", said)
    for chosen in itertools.product(*[ways.split("|") for ways in re.findall(r"\(\?:([^()]*)\)", least)]):
        phrase = re.sub(r"\(\?:[^()]*\)", "{}", least).format(*chosen)
        is_bare = phrase.replace(" ", "").isalpha()
        assert not is_bare or not company_names._TELLING.isdisjoint(phrase.split())
        assert not is_bare or company_names.parsed(f"ARUNIKA {phrase} MAJU").whole.words == ("ARUNIKA",)


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=14))
def test_no_other_spelling_of_a_word_touches_the_lasting_letters(word: str) -> None:
    lasting = company_words._LASTING.intersection(word)
    assert all(company_words._LASTING.intersection(way) == lasting for way in company_words._ways(word)[:4])


@given(st.lists(st.sampled_from(["SATU", "ONE", "1", "MAJU", "JAYA", "ARUNIKA", "ARUNICA"]), min_size=1, max_size=6))
def test_equal_words_pair_before_all_others_and_once(words: list[str]) -> None:
    numbers = company_names.NUMBERS
    assert all(numbers[meant] == meant for meant in numbers.values())
    for other in itertools.islice(itertools.permutations(words), 24):
        assert compare_companies(" ".join(words), " ".join(other)).likeness is not Likeness.DIFFERENT


ABSURD = {
    "too_long": ["A" * 10_000, "SITI " * 2_000, "(" * 5_000, "KAB. " * 3_000],
    "not_a_name": ["<img src=x onerror=alert(1)>", "SITI {{7*7}}", "https://example.invalid/SITI", "SITI\\AMINAH"],
    "empty": ["", "   ", "<<<<<<<<<<", "...,,,---", "\x00\x01\x02", "\u202e\u200f\u200b"],
    "other_script": ["王小明", "محمد علي", "Сити Аминах", "นางสาว"],
}


@pytest.mark.parametrize(
    ("reason", "text", "comparison"),
    [(reason, text, one) for (reason, texts), one in itertools.product(ABSURD.items(), COMPARISONS) for text in texts],
)
def test_a_text_that_is_no_name_cannot_be_told(reason: str, text: str, comparison) -> None:
    for found in (comparison(text, "SITI AMINAH"), comparison("SITI AMINAH", text), comparison(text, text)):
        assert (found.likeness, found.features) == (Likeness.CANNOT_TELL, (reason,))
        assert len(found.left) <= 200


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_marks_that_nobody_sees_change_nothing(comparison) -> None:
    for hidden in ("SUBANG\u200b", "\u202eSUBANG\u202c", "\ufeffSUBANG", "\uff33\uff35\uff22\uff21\uff2e\uff27"):
        assert comparison(hidden, "SUBANG").likeness in {Likeness.SAME, Likeness.COMPATIBLE}
