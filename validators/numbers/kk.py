"""KK number (nomor kartu keluarga, number of an Indonesian family card).

Sixteen digits ``PPKKCC DDMMYY SSSS``: province, regency and district of registration, the **day of registration** (not
a birth date), serial from 0001. There is no check digit: arithmetic can show that a number cannot be, never that it is
right. A day with 40 added, which is a woman's in a NIK, is tolerated: public software accepts it.

Sources: structure as reported by Poskota (4 May 2025) and as read by the PyPI package ``nomiden``; codes as in
``extractors.vocabulary.region_codes``.

>>> validate("32.7601.090118.0001")
'3276010901180001'
>>> is_valid("3276017201180001")
False
>>> format("3276010901180001")
'327601 090118 0001'
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from extractors.vocabulary import region_codes
from extractors.vocabulary.region_codes import RegionLevel
from validators.numbers.errors import InvalidComponent, InvalidDate, InvalidFormat, InvalidLength, ValidationError

LENGTH: Final = 16
TOLERATED_OFFSET: Final = 40
_SEPARATORS: Final = re.compile(r"[\s.\-/]+")
_CENTURIES: Final = (1900, 2000)


@dataclass(frozen=True)
class KkNumber:
    """The parts of a valid number. ``registered`` are the days that its six digits can mean, oldest first."""

    number: str
    region: str
    level: RegionLevel
    registered: tuple[date, ...]
    serial: str


def compact(number: str) -> str:
    """Return ``number`` without separators; nothing else is changed or repaired."""
    return _SEPARATORS.sub("", number.strip())


def validate(number: str) -> str:
    """Return the compact form.

    Raises:
        InvalidLength: not sixteen characters.
        InvalidFormat: not all are the digits 0-9.
        InvalidDate: no such day of registration.
        InvalidComponent: a province that never existed.
    """
    return parts(number).number


def is_valid(number: str) -> bool:
    """Return whether ``number`` can be a KK number. True proves nothing: there is no check digit."""
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def format(number: str) -> str:  # noqa: A001  # the name that python-stdnum gives it
    """Return ``number`` in groups of region, day and serial, for the eye: ``327601 090118 0001``."""
    digits = compact(number)
    return " ".join(part for part in (digits[:6], digits[6:12], digits[12:]) if part)


def parts(number: str) -> KkNumber:
    """Return the parts of ``number``; raises as ``validate`` does."""
    digits = compact(number)
    if len(digits) != LENGTH:
        raise InvalidLength(f"{len(digits)} characters instead of {LENGTH}")
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidFormat("something other than digits")
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    registered = _days(day - TOLERATED_OFFSET if day > TOLERATED_OFFSET else day, month, year)
    if not registered:
        raise InvalidDate("no such date of registration")
    level = region_codes.level(digits[:6])
    if level is RegionLevel.IMPOSSIBLE:
        raise InvalidComponent("no such province")
    return KkNumber(digits, digits[:6], level, registered, digits[12:])


def _days(day: int, month: int, year: int) -> tuple[date, ...]:
    found = []
    for century in _CENTURIES:
        try:
            found.append(date(century + year, month, day))
        except ValueError:
            continue
    return tuple(found)
