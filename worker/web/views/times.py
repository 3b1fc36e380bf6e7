"""Times as people in Indonesia read them: stored in UTC, shown in WIB, and ages in plain words."""

import datetime as dt
from typing import Final

from worker.web.locale import Language, Translator

WIB: Final = dt.timezone(dt.timedelta(hours=7), "WIB")
"""Waktu Indonesia Barat: UTC+7 all year since 1964 (Keppres 41/1987 keeps it)."""
_MONTHS: Final = {
    Language.ID: ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    Language.EN: ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_LICENCE_STATES: Final = frozenset({"active", "suspended", "revoked", "expired"})
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


def clock_time(moment: dt.datetime, language: Language) -> str:
    """Return ``moment`` in WIB, e.g. ``4 Mei 2026, 09.15 WIB``. A moment without a zone counts as UTC."""
    local = _aware(moment).astimezone(WIB)
    mark = "." if language is Language.ID else ":"
    return f"{local.day} {_MONTHS[language][local.month - 1]} {local.year}, {local:%H}{mark}{local:%M} WIB"


def day(moment: dt.date, language: Language) -> str:
    """Return a date, e.g. ``4 Mei 2026``."""
    return f"{moment.day} {_MONTHS[language][moment.month - 1]} {moment.year}"


def readable(value: str, t: Translator) -> str:
    """Return a value for people: an ISO date as a date, a licence's status in words, all else as it is."""
    if value in _LICENCE_STATES:
        return t(f"licence_status.{value}")
    try:
        return day(dt.date.fromisoformat(value), t.language) if len(value) == 10 else value
    except ValueError:
        return value


def age(moment: dt.datetime, now: dt.datetime, t: Translator) -> str:
    """Return how long ago ``moment`` was, in the largest whole unit."""
    seconds = max(0, int((now - _aware(moment)).total_seconds()))
    for unit, size in (("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE)):
        count = seconds // size
        if count:
            return t(f"age.{unit}") if count == 1 else t(f"age.{unit}s", count=count)
    return t("age.now")


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
