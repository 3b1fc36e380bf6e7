"""Chance that repeats: the same seed and path of names give the same draws, whatever else is drawn beside them."""

import datetime as dt
import random


def chance(*path: object) -> random.Random:
    """Return a generator seeded by ``path`` (seed, case, purpose …); parts drawn apart never shift each other."""
    return random.Random("/".join(str(part) for part in path))


def day_between(draw: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """Return a day from ``first`` to ``last``, both included; ``first`` when the span is empty."""
    return first + dt.timedelta(days=draw.randint(0, max((last - first).days, 0)))


def years_after(day: dt.date, years: int) -> dt.date:
    """Return the same day ``years`` later; 29 February becomes 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
