"""Zones that the samples print, against the specimens that ICAO Doc 9303 shows (parts 4 to 7)."""

import pytest

from samples.mrz import Holder, card_td1, card_td2, first_line, second_line, visa

ERIKSSON = Holder("ANNA MARIA ERIKSSON", "D23145890", "740812", "F", "120415", state="UTO", nationality="UTO")
VISA = Holder(
    "ANNA MARIA ERIKSSON", "L8988901C", "400907", "F", "961210", state="UTO", nationality="XXX", optional="6ZE184226B"
)


def test_a_card_of_three_lines() -> None:
    assert card_td1(ERIKSSON) == (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    )


def test_a_card_of_two_lines() -> None:
    assert card_td2(ERIKSSON) == ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")


def test_visas_large_and_small() -> None:
    assert visa(VISA, large=True) == (
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    )
    assert visa(VISA, large=False)[1] == "L8988901C4XXX4009078F96121096ZE18422"


def test_a_passport() -> None:
    assert first_line("ANNA MARIA ERIKSSON") == "P<IDNERIKSSON<<ANNA<MARIA".ljust(44, "<")
    line = second_line("L898902C3", "740812", "F", "120415", "ZE184226B")
    assert line.replace("IDN", "UTO") == "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.mark.parametrize("optional", ["", "123456789012345678901234567890"])
def test_lines_keep_their_length(optional: str) -> None:
    holder = Holder("A" * 50, "X0000001", "900101", "M", "300101", optional=optional)
    assert {len(line) for line in card_td1(holder)} == {30}
    assert {len(line) for line in card_td2(holder)} == {36}
    assert {len(line) for line in visa(holder, large=True)} == {44}
    assert {len(line) for line in visa(holder, large=False)} == {36}
