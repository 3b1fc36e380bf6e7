"""Number of an Indonesian passport: one series letter and seven digits.

Source: format as printed and as read by public parsers of Indonesian passports. No official
table of series letters was found, so any letter is valid; a number of another shape may belong to an older book or to
another country and is no sign of anything by itself.

>>> validate("x 0000001")
'X0000001'
>>> is_valid("X000000")
False
"""

import re
from typing import Final

from validators.numbers.errors import InvalidFormat, InvalidLength, ValidationError

LENGTH: Final = 8
_SEPARATORS: Final = re.compile(r"[\s.\-/<]+")
_SHAPE: Final = re.compile(r"[A-Z][0-9]{7}")


def compact(number: str) -> str:
    """Return ``number`` in capitals without separators and MRZ fillers; letters and digits are never swapped."""
    return _SEPARATORS.sub("", number.strip().upper())


def validate(number: str) -> str:
    """Return the compact form.

    Raises:
        InvalidLength: not eight characters.
        InvalidFormat: not one letter followed by seven digits.
    """
    text = compact(number)
    if len(text) != LENGTH:
        raise InvalidLength(f"{len(text)} characters instead of {LENGTH}")
    if not _SHAPE.fullmatch(text):
        raise InvalidFormat("not one letter and seven digits")
    return text


def is_valid(number: str) -> bool:
    """Return whether ``number`` has the shape of an Indonesian passport number."""
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def format(number: str) -> str:  # noqa: A001  # the name that python-stdnum gives it
    """Return ``number`` as printed in the passport: without separators."""
    return compact(number)
