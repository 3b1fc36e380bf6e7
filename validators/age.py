"""Completed years, and days some years or months later, as the law counts them."""

from datetime import date


def completed_years(birth: date, day: date) -> int:
    """Return how many birthdays after ``birth`` have passed on ``day``; someone born on 29 February ages on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def years_after(day: date, years: int) -> date:
    """Return the same day ``years`` later; 29 February becomes 1 March where there is none."""
    return months_after(day, 12 * years)


def months_after(day: date, months: int) -> date:
    """Return the same day ``months`` later; where a month has no such day, the first of the next one."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
