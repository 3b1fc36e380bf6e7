"""Second line of a visa's machine readable zone (MRV-A, 44 characters; MRV-B, 36), with its three check digits.

Sources: ICAO Doc 9303 part 3 section 4.9 (check digits: weights 7, 3, 1, modulo 10) and part 7 (layout of both sizes:
columns 1 to 28 as on a passport, then an optional part without a check digit, and no composite one).

>>> validate("X0000000<1IDN9508152F2701013<<<<<<<<")
'X0000000<1IDN9508152F2701013<<<<<<<<'
>>> faults("X0000000<1IDN9508152F2801013<<<<<<<<")
('expires_on',)
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from validators.numbers.errors import InvalidChecksum, InvalidFormat, InvalidLength
from validators.numbers.mrz import check_digit

LENGTHS: Final = (36, 44)
SLOTS: Final[Mapping[str, slice]] = MappingProxyType(
    {"number": slice(0, 9), "birth_date": slice(13, 19), "expires_on": slice(21, 27)}
)
"""What has a check digit, which stands in the column behind it."""
_CHARACTERS: Final = re.compile(r"[0-9A-Z<]*")


def compact(line: str) -> str:
    """Return ``line`` in capitals without spaces; no character is repaired."""
    return re.sub(r"\s+", "", line).upper()


def validate(line: str) -> str:
    """Return the compact form of line 2.

    Raises:
        InvalidLength: neither 36 nor 44 characters.
        InvalidFormat: a character that the zone cannot hold.
        InvalidChecksum: at least one check digit does not fit; the message names them.
    """
    text = compact(line)
    wrong = faults(text)
    if wrong:
        raise InvalidChecksum(f"check digits do not fit: {', '.join(wrong)}")
    return text


def faults(line: str) -> tuple[str, ...]:
    """Return the names of the check digits of line 2 that do not fit, in order; raises on length and characters."""
    text = compact(line)
    if len(text) not in LENGTHS:
        raise InvalidLength(f"{len(text)} characters instead of 36 or 44")
    if not _CHARACTERS.fullmatch(text):
        raise InvalidFormat("a character that the zone cannot hold")
    return tuple(name for name, slot in SLOTS.items() if text[slot.stop] != check_digit(text[slot]))


def is_valid(line: str) -> bool:
    """Return whether ``line`` is a whole line 2 of a visa whose three check digits fit."""
    text = compact(line)
    return len(text) in LENGTHS and bool(_CHARACTERS.fullmatch(text)) and not faults(text)


def format(line: str) -> str:  # noqa: A001  # the name that python-stdnum gives it
    """Return line 2 with spaces around its checked parts, for the eye."""
    text = compact(line)
    edges = (0, 9, 10, 13, 19, 20, 21, 27, 28, len(text))
    return " ".join(part for first, last in pairwise(edges) if (part := text[first:last]))
