"""NIK (Nomor Induk Kependudukan, Indonesian population identity number) and NIT, its sibling for citizens abroad.

Sixteen digits ``PPKKCC DDMMYY SSSS``: province, regency and district of the **first** registration, birth date (day
plus 40 for women), serial from 0001. There is no check digit: arithmetic can show that a number cannot be, never that
it is right. A NIK never changes: it keeps its date when the birth date is corrected later, its district when the
holder moves, and its code when the region is abolished. A NIT starts with 99.

Sources: PP 40/2019 Pasal 30(2), 32(2), 33; Permendagri 137/2017 (regency 01-69, city 71-99); codes as in
``extractors.vocabulary.region_codes``.

>>> validate("32.7601.450590.0001")
'3276014505900001'
>>> validate("3276017205900001")
Traceback (most recent call last):
    ...
validators.numbers.errors.InvalidDate: no such birth date
>>> is_valid("9950114505900001")  # a NIT
True
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from extractors.vocabulary import region_codes
from extractors.vocabulary.region_codes import RegionLevel
from validators.age import completed_years
from validators.numbers.errors import InvalidComponent, InvalidDate, InvalidFormat, InvalidLength, ValidationError

LENGTH: Final = 16
WOMAN_OFFSET: Final = 40
CARD_AGE: Final = 17
"""Age in years from which a citizen holds an identity card; resolves the century when nothing else does."""
NO_SERIAL: Final = "0000"
"""No registrar issues this serial; specimens carry it on purpose."""
_SEPARATORS: Final = re.compile(r"[\s.\-/]+")
_CENTURIES: Final = (1900, 2000)


class Sex(StrEnum):
    """Sex as the number holds it, with the letters of the fields."""

    MALE = "M"
    FEMALE = "F"


@dataclass(frozen=True)
class Nik:
    """The parts of a valid number. ``births`` are the dates that its six digits can mean, oldest first."""

    number: str
    region: str
    level: RegionLevel
    births: tuple[date, ...]
    sex: Sex
    serial: str

    @property
    def is_nit(self) -> bool:
        """Whether this is a NIT, first registered at a mission abroad."""
        return self.level is RegionLevel.NIT


def compact(number: str) -> str:
    """Return ``number`` without separators; nothing else is changed or repaired."""
    return _SEPARATORS.sub("", number.strip())


def validate(number: str) -> str:
    """Return the compact form.

    Raises:
        InvalidLength: not sixteen characters.
        InvalidFormat: not all are the digits 0-9.
        InvalidDate: no such birth date.
        InvalidComponent: a province that never existed.
    """
    return parts(number).number


def is_valid(number: str) -> bool:
    """Return whether ``number`` can be a NIK or NIT. True proves nothing: there is no check digit."""
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def format(number: str) -> str:  # noqa: A001  # the name that python-stdnum gives it
    """Return ``number`` in groups of region, date and serial, for the eye: ``327601 450590 0001``."""
    digits = compact(number)
    return " ".join(part for part in (digits[:6], digits[6:12], digits[12:]) if part)


def parts(number: str) -> Nik:
    """Return the parts of ``number``; raises as ``validate`` does."""
    digits = compact(number)
    if len(digits) != LENGTH:
        raise InvalidLength(f"{len(digits)} characters instead of {LENGTH}")
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidFormat("something other than digits")
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex = Sex.FEMALE if day > WOMAN_OFFSET else Sex.MALE
    births = _dates(day - WOMAN_OFFSET if sex is Sex.FEMALE else day, month, year)
    if not births:
        raise InvalidDate("no such birth date")
    level = region_codes.level(digits[:6])
    if level is RegionLevel.IMPOSSIBLE:
        raise InvalidComponent("no such province")
    return Nik(digits, digits[:6], level, births, sex, digits[12:])


def birth_date(number: str, *, printed: date | None = None, today: date) -> date:
    """Return the birth date in ``number`` in the century that fits best; raises as ``validate`` does.

    With a ``printed`` date the nearer century is taken; without one, the later in which the holder had reached the age
    of an identity card on ``today``, else the earlier.
    """
    births = parts(number).births
    if printed is not None:
        return min(births, key=lambda birth: abs((birth - printed).days))
    grown = [birth for birth in births if completed_years(birth, today) >= CARD_AGE]
    return max(grown, default=births[0])


def _dates(day: int, month: int, year: int) -> tuple[date, ...]:
    found = []
    for century in _CENTURIES:
        try:
            found.append(date(century + year, month, day))
        except ValueError:
            continue
    return tuple(found)
