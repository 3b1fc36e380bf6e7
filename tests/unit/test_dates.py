"""Printed dates as papers bear them."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from extractors.dates import find_all, parse


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("17-08-1990", "1990-08-17"),
        ("17.08.1990", "1990-08-17"),
        ("17 - 08 - 1990", "1990-08-17"),
        ("BANDUNG, 02-01-2001", "2001-01-02"),
        ("01 Maret 2026", "2026-03-01"),
        ("1 Agustus 2026", "2026-08-01"),
        ("March 1, 2026", "2026-03-01"),
        ("1st March 2026", "2026-03-01"),
        ("21 MEI/MAY 2020", "2020-05-21"),
        ("12 AGU / AUG 1990", "1990-08-12"),
        ("05 OKT 2031", "2031-10-05"),
        ("05 DES 2031", "2031-12-05"),
        ("2026-03-01", "2026-03-01"),
        ("25/03/2026", "2026-03-25"),
        ("03/25/2026", "2026-03-25"),
        ("29-02-2024", "2024-02-29"),
    ],
)
def test_a_printed_date_is_read(text: str, iso: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.iso, found.doubtful) == (iso, False)


@pytest.mark.parametrize("text", ["03/04/2026", "1O-08-1990", "12 Agustvs 1990", "O1 Maret 2026"])
def test_a_date_that_may_be_misread_is_doubtful(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.doubtful


def test_slashes_are_sure_where_the_paper_prints_the_day_first() -> None:
    found = parse("03/04/2026", day_first=True)
    assert found is not None
    assert (found.iso, found.doubtful) == ("2026-04-03", False)


@pytest.mark.parametrize(
    "text", ["", "31-04-2020", "29-02-2023", "SEUMUR HIDUP", "12 AGU/SEP 1990", "3171017008900001", "1-2-34"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse(text) is None


def test_all_dates_of_a_sentence_in_order() -> None:
    found = find_all("berlaku 01 Maret 2026 sampai dengan 28 Februari 2028 (2028-02-28)")
    assert [entry.iso for entry in found] == ["2026-03-01", "2028-02-28", "2028-02-28"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_day_month_year_comes_back(day: date) -> None:
    text = f"{day:%d-%m-%Y}"
    found = parse(text)
    assert found is not None
    assert found.iso == str(day)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    find_all(text)
