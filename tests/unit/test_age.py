"""Days some years or months later, and completed years, at the ends of months."""

from datetime import date

import pytest

from validators.age import completed_years, months_after, years_after


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 10), 3, date(2026, 4, 10)),
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),
        (date(2026, 10, 31), 1, date(2026, 12, 1)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_first_after(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_a_leap_day_ages_on_the_first_of_march() -> None:
    assert years_after(date(2024, 2, 29), 5) == date(2029, 3, 1)
    assert (
        completed_years(date(2008, 2, 29), date(2026, 2, 28)),
        completed_years(date(2008, 2, 29), date(2026, 3, 1)),
    ) == (
        17,
        18,
    )
