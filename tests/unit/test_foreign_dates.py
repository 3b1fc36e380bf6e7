"""Dates of other calendars and scripts, as papers from destination countries bear them."""

from datetime import date

import pytest
from hijridate import Gregorian
from hypothesis import given, strategies as st

from extractors.calendars import HIJRI_TOLERANCE_DAYS, to_gregorian
from extractors.dates import Calendar, find_all, parse
from extractors.vocabulary.calendars import THAI_MONTHS

DAYS = st.dates(min_value=date(1945, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso", "calendar"),
    [
        ("中華民國115年5月12日", "2026-05-12", Calendar.ROC),
        ("民國一百一十五年五月十二日", "2026-05-12", Calendar.ROC),
        ("115年05月12日", "2026-05-12", Calendar.ROC),
        ("Minguo 115/05/12", "2026-05-12", Calendar.ROC),
        ("R.O.C. 115.05.12", "2026-05-12", Calendar.ROC),
        ("12 May, Minguo 115", "2026-05-12", Calendar.ROC),
        ("令和8年5月12日", "2026-05-12", Calendar.JAPANESE),
        ("令和元年五月一日", "2019-05-01", Calendar.JAPANESE),
        ("2026年5月12日", "2026-05-12", Calendar.GREGORIAN),
        ("2026년 5월 12일", "2026-05-12", Calendar.GREGORIAN),
        ("2026. 5. 12.", "2026-05-12", Calendar.GREGORIAN),
        ("2026/05/12", "2026-05-12", Calendar.GREGORIAN),
        ("12 พฤษภาคม พ.ศ. 2569", "2026-05-12", Calendar.BUDDHIST),
        ("๑๒ พ.ค. ๒๕๖๙", "2026-05-12", Calendar.BUDDHIST),
        ("12 May B.E. 2569", "2026-05-12", Calendar.BUDDHIST),
        ("12 Mei 2569 BE", "2026-05-12", Calendar.BUDDHIST),
        ("31 Ogos 2026", "2026-08-31", Calendar.GREGORIAN),
        ("1 Disember 2025", "2025-12-01", Calendar.GREGORIAN),
        ("3 Mac 2026", "2026-03-03", Calendar.GREGORIAN),
        ("12 مايو 2026", "2026-05-12", Calendar.GREGORIAN),
        ("12th day of May, 2026", "2026-05-12", Calendar.GREGORIAN),
        ("tanggal 12 bulan Mei tahun 2026", "2026-05-12", Calendar.GREGORIAN),
    ],
)
def test_a_year_is_told_by_its_mark_or_month(text: str, iso: str, calendar: Calendar) -> None:
    found = parse(text)
    assert found is not None
    assert (found.iso, found.calendar, found.doubtful, found.tolerance_days) == (iso, calendar, False, 0)


@pytest.mark.parametrize(
    "text",
    [
        "12 Jumada al-Awwal 1447 H", "12 Jumādā al-Ūlā 1447", "12 Jumadil Awal 1447 H", "١٢ جمادى الأولى ١٤٤٧ هـ",
        "1447/05/12هـ", "١٤٤٧/٠٥/١٢", "12/05/1447 H", "Jumada I 12, 1447 AH",
    ],
)  # fmt: skip
def test_a_hijri_date_is_known_to_two_days(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.iso, found.calendar, found.tolerance_days) == ("2025-11-03", Calendar.HIJRI, HIJRI_TOLERANCE_DAYS)
    assert found.doubtful  # a rule must not compare it to the day
    assert found.may_be(date(2025, 11, 5))
    assert not found.may_be(date(2025, 11, 6))


@pytest.mark.parametrize("text", ["1447/05/12 H (2025/11/03)", "12 Jumada I 1447 H / 4 November 2025"])
def test_the_gregorian_day_beside_a_hijri_one_is_taken(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert (found.calendar, found.doubtful) == (Calendar.GREGORIAN, False)


def test_another_day_beside_a_hijri_one_is_another_date() -> None:
    found = parse("1447/05/12 H - 2026/11/03")
    assert found is not None
    assert found.calendar is Calendar.HIJRI


@pytest.mark.parametrize(
    ("text", "calendar"),
    [("115/05/12", Calendar.ROC), ("95.05.12", Calendar.ROC), ("12/05/2569", Calendar.BUDDHIST),
     ("12-05-1447", Calendar.HIJRI)],
)  # fmt: skip
def test_an_unmarked_year_needs_a_paper_that_says_which(text: str, calendar: Calendar) -> None:
    assert parse(text) is None
    found = parse(text, unmarked={calendar})
    assert found is not None
    assert found.calendar is calendar


def test_the_papers_calendar_leaves_plain_years_alone() -> None:
    found = parse("2026-05-12", unmarked={Calendar.ROC})
    assert found is not None
    assert (found.iso, found.calendar) == ("2026-05-12", Calendar.GREGORIAN)


@pytest.mark.parametrize("text", ["平成33年4月1日", "昭和64年1月8日"])
def test_a_year_after_its_era_is_doubtful(text: str) -> None:
    found = parse(text)
    assert found is not None
    assert found.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "令和1年4月30日",
        "中華民國115年13月2日",
        "30 Rajab 1300 H",
        "KEP.10/2026/05/12/X",
        "12 May 2026 H 7 Rajab",
        "H 1447",
    ],
)
def test_what_no_calendar_knows_is_no_foreign_date(text: str) -> None:
    assert all(found.calendar is Calendar.GREGORIAN for found in find_all(text))
    assert "KEP" not in text or not find_all(text)


def test_slashes_leave_day_and_month_open_also_in_other_years() -> None:
    found = parse("04/05/2569 B.E.")
    assert found is not None
    assert found.doubtful


@given(DAYS)
def test_a_roc_date_comes_back(day: date) -> None:
    for text in (f"中華民國{day.year - 1911}年{day.month}月{day.day}日", f"Minguo {day.year - 1911}/{day:%m/%d}"):
        found = parse(text)
        assert found is not None
        assert (found.day, found.calendar) == (day, Calendar.ROC)


@given(DAYS)
def test_a_thai_date_comes_back(day: date) -> None:
    found = parse(f"วันที่ {day.day} {THAI_MONTHS[day.month - 1][0]} พ.ศ. {day.year + 543}")
    assert found is not None
    assert (found.day, found.calendar, found.doubtful) == (day, Calendar.BUDDHIST, False)


@given(DAYS, st.sampled_from(["en", "ar"]))
def test_a_hijri_date_comes_back(day: date, language: str) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    digits = f"{hijri.year}/{hijri.month:02}/{hijri.day:02} AH"
    for text in (f"{hijri.day} {hijri.month_name(language)} {hijri.year} H", digits):
        found = parse(text)
        assert found is not None
        assert (found.day, found.calendar) == (day, Calendar.HIJRI)


@given(st.dates(min_value=date(2019, 5, 1), max_value=date(2100, 12, 31)))
def test_an_era_date_comes_back(day: date) -> None:
    found = parse(f"令和{day.year - 2018}年{day.month}月{day.day}日")
    assert found is not None
    assert (found.day, found.doubtful) == (day, False)


@given(st.integers(-10, 3000), st.integers(-2, 20), st.integers(-2, 40), st.sampled_from(list(Calendar)))
def test_any_numbers_are_taken(year: int, month: int, day: int, calendar: Calendar) -> None:
    to_gregorian(calendar, year, month, day, "令和")


@given(st.text(alphabet="0123456789/.- 民國年月日HAM٠١٢هـพศ令和元十百ETI"))
def test_any_foreign_text_is_taken(text: str) -> None:
    find_all(text, unmarked=list(Calendar))
