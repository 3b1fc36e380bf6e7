"""Slots of the machine readable zone: what may stand where, and which characters are mistaken for which."""

import pytest

from extractors.mrz_slots import (
    MRV_B,
    TD1,
    TD2,
    TD3,
    charset_of,
    fillers_at_end,
    layout_of,
    looks_like_zone,
    options,
    pieces,
    plain,
    reads,
    with_country,
)
from extractors.mrz_votes import beside


@pytest.mark.parametrize(
    ("kind", "letter", "fits"),
    [
        ("L", "0", "ODQ"),
        ("L", "1", "I"),
        ("L", "5", "S"),
        ("L", "8", "B"),
        ("L", "A", "A"),
        ("L", "7", ""),
        ("D", "O", "0"),
        ("D", "Z", "2"),
        ("D", "<", "<"),
        ("D", "K", ""),
        ("S", "H", ""),
        ("X", "O", "O"),
        ("X", "0", "0"),
    ],
)
def test_options_of_a_slot(kind: str, letter: str, fits: str) -> None:
    assert options(kind, letter) == fits


def test_no_filler_is_made_of_a_letter_that_may_belong_to_a_name() -> None:
    assert fillers_at_end("P<IDNKARTIK<<K" + "<" * 30, TD3.patterns[0]) == "P<IDNKARTIK<<K" + "<" * 30
    assert fillers_at_end("P<IDNBUDI<<ANIK" + "<" * 29, TD3.patterns[0]) == "P<IDNBUDI<<ANIK" + "<" * 29


def test_letters_after_three_fillers_can_only_be_fillers() -> None:
    assert fillers_at_end("P<IDNBUDI<<<<KK<CLK<", TD3.patterns[0]) == "P<IDNBUDI" + "<" * 11
    assert fillers_at_end("P<IDNBUDI<<<<SITI<<<", TD3.patterns[0]) == "P<IDNBUDI<<<<SITI<<<"


def test_lines_with_digits_are_left_alone() -> None:
    line = "X0000412<6IDN9005171F3308092<<<<<<<<<<<<<<K8"
    assert fillers_at_end(line, TD3.patterns[1]) == line


def test_signs_of_other_scripts_are_fillers() -> None:
    assert plain("p<idn くくsiti «＜") == "P<IDN<<SITI<<<"


@pytest.mark.parametrize("layout", [TD1, TD2, TD3, MRV_B])
def test_patterns_have_the_length_of_their_lines(layout) -> None:
    assert {len(pattern) for pattern in layout.patterns} == {layout.length}
    for pattern in layout.patterns:
        cuts = pieces(pattern)
        assert [start for start, _ in cuts] == [0, *(end for _, end in cuts[:-1])]
        assert cuts[-1][1] == layout.length
        assert all(3 <= end - start <= 23 for start, end in cuts)


def test_indonesian_number_is_a_letter_and_seven_digits() -> None:
    assert with_country(TD3, 2, "IDN")[:9] == "LDDDDDDDX"
    assert with_country(TD3, 2, "MYS")[:9] == "X" * 9


def test_layout_by_length_count_and_beginning() -> None:
    assert layout_of(["P<IDNA<<B".ljust(44, "<")] * 2) == (TD3, (1, 2))
    assert layout_of(["P<UTOA<<B".ljust(36, "<"), "D23145890<UTO3407127M9507122<<<<<<<2"]) == (TD2, (1, 2))
    assert layout_of(["V<UTOA<<B".ljust(36, "<"), "L8988901C<XXX4009078F9612109<<<<<<<<"]) == (MRV_B, (1, 2))
    assert layout_of(["X0000412<6IDN9005171F3308092<<<<<<<<<<<<<<08"]) == (TD3, (2,))
    assert layout_of(["REPUBLIKINDONESIAPASPORPASSPORT"]) is None
    assert layout_of([]) is None


CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


@pytest.mark.parametrize("numbers", [(1, 2), (2, 3), (1, 3), (1, 2, 3)])
def test_lines_of_a_card_are_known_by_what_they_hold(numbers) -> None:
    assert layout_of([CARD[number - 1] for number in numbers]) == (TD1, numbers)


def test_a_line_of_no_layouts_length_is_none_of_a_zone() -> None:
    assert layout_of(["P<IDNSUMIATI<<DWI".ljust(51, "<")] * 2) is None
    assert layout_of(["P<IDNSUMIATI<<DWI".ljust(22, "<")] * 2) is None


def test_counted_characters_tell_the_layout_when_some_were_not_read() -> None:
    assert layout_of(["P<IDNSUMIATI<<DWI".ljust(39, "<")] * 2, [44, 44]) == (TD3, (1, 2))


def test_a_slot_of_digits_reads_letters_of_their_shape_as_digits() -> None:
    assert (reads("D")["O"], reads("D")["7"], reads("D").get("W")) == ("0", "7", None)
    assert (reads("L")["0"], reads("X")["0"]) == ("O", "0")


def laid(text: str, guide: str) -> str:
    return "".join(letter or "." for letter in beside(text, guide, "X" * len(guide)))


def test_readings_are_laid_beside_each_other() -> None:
    assert laid("SUMIATI<<DWI", "SUMIATI<<DWI") == "SUMIATI<<DWI"
    assert laid("SUMIATI<<DVI", "SUMIATI<<DWI") == "SUMIATI<<DVI"
    assert laid("SUIATI<<DWI", "SUMIATI<<DWI") == "SU.IATI<<DWI"
    assert laid("", "ABC") == "..."


def test_a_character_too_many_leaves_its_neighbours_without_a_reading() -> None:
    found = laid("SUMMIATI<<DWI", "SUMIATI<<DWI")
    assert "." in found[1:4]
    assert found[4:] == "ATI<<DWI"


def test_what_looks_like_a_zone() -> None:
    assert looks_like_zone("P<IDNSUMIATI<<DWI".ljust(44, "<"))
    assert looks_like_zone("X0000412<6IDN9005171F3308092110200000265<<16")
    assert not looks_like_zone("KANTORYANGMENGELUARKANISSUINGOFFICE")
    assert not looks_like_zone("P<IDN<<<")


def test_charset_of_kinds() -> None:
    assert set(charset_of("DS")) == set("0123456789<MF")
    assert "0" not in charset_of("LK")
