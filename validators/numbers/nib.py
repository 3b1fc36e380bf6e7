"""NIB (nomor induk berusaha, business identity number that the OSS system gives to a company): thirteen digits.

Source: length as in the one public example of a licence number (NIB and a serial of four digits) in the project's
study of facts (domain.md section 3). No check digit is known, so a right length proves nothing.

>>> validate("0000 0000 00000")
'0000000000000'
>>> is_valid("000000000000")
False
"""

import re
from typing import Final

from validators.numbers.errors import InvalidFormat, InvalidLength, ValidationError

LENGTH: Final = 13
_SEPARATORS: Final = re.compile(r"[\s.\-/]+")


def compact(number: str) -> str:
    """Return ``number`` without separators; nothing else is changed or repaired."""
    return _SEPARATORS.sub("", number.strip())


def validate(number: str) -> str:
    """Return the compact form.

    Raises:
        InvalidLength: not thirteen characters.
        InvalidFormat: not all are the digits 0-9.
    """
    digits = compact(number)
    if len(digits) != LENGTH:
        raise InvalidLength(f"{len(digits)} characters instead of {LENGTH}")
    if not (digits.isascii() and digits.isdigit()):
        raise InvalidFormat("something other than digits")
    return digits


def is_valid(number: str) -> bool:
    """Return whether ``number`` has the form of a NIB."""
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def format(number: str) -> str:  # noqa: A001  # the name that python-stdnum gives it
    """Return ``number`` as papers print it: without separators."""
    return compact(number)
