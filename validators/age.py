"""Completed years, and days some years later, as the law counts them."""

from datetime import date


def completed_years(birth: date, day: date) -> int:
    """Return how many birthdays after ``birth`` have passed on ``day``; someone born on 29 February ages on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def years_after(day: date, years: int) -> date:
    """Return the same day ``years`` later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
