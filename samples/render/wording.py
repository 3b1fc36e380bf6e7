"""How issuers write dates, amounts and countries: the same value in the forms that papers really use."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from samples.render.ink import Run

MONTHS_ID: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

Written = Callable[[dt.date], str]

WRITTEN: Final[dict[str, Written]] = {
    "id": lambda day: f"{day.day} {MONTHS_ID[day.month - 1]} {day.year}",
    "id0": lambda day: f"{day.day:02d} {MONTHS_ID[day.month - 1]} {day.year}",
    "ID": lambda day: f"{day.day:02d} {MONTHS_ID[day.month - 1].upper()} {day.year}",
    "en": lambda day: f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}",
    "us": lambda day: f"{MONTHS_EN[day.month - 1]} {day.day}, {day.year}",
    "EN3": lambda day: f"{day.day:02d} {MONTHS_EN[day.month - 1][:3].upper()} {day.year}",
    "dash": lambda day: f"{day:%d-%m-%Y}",
    "slash": lambda day: f"{day:%d/%m/%Y}",
    "dot": lambda day: f"{day:%d.%m.%Y}",
    "iso": lambda day: day.isoformat(),
}
"""Every way of writing a date, by a short name."""


def date(name: str, day: dt.date, form: str = "id") -> Run:
    """Return ``day`` as the field ``name``, written as ``form``, a key of ``WRITTEN``."""
    return Run(WRITTEN[form](day), name, day.isoformat())


def sex(name: str, letter: str, form: str = "id") -> Run:
    """Return the sex ``letter`` (M or F) as the field ``name``; ``form`` is ``id``, ``en``, ``short`` or ``both``."""
    male = letter == "M"
    texts = {
        "id": "LAKI-LAKI" if male else "PEREMPUAN",
        "en": "MALE" if male else "FEMALE",
        "short": "L" if male else "P",
        "both": "L/M" if male else "P/F",
        "letter": letter,
    }
    return Run(texts[form], name, letter)


def rupiah(amount: int) -> str:
    """Return ``amount`` with points between the thousands."""
    return f"{amount:,}".replace(",", ".")
