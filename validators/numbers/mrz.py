"""Second line of a passport's machine readable zone (TD3, 44 characters), with its five check digits.

Sources: ICAO Doc 9303 part 3 section 4.9 (check digits: weights 7, 3, 1, modulo 10; digits count as they are, A-Z as
10-35, the filler ``<`` as 0) and part 4 section 4.2.2 (layout of the TD3 zone).

The first line (name, issuing state), the nationality and the sex have no check digit. Characters whose values differ
by a multiple of ten weigh alike (``0 A K U <``, ``6 G Q``, ...), so a pass is weak proof of a right read and no proof
of genuineness.

>>> validate("L898902C36UTO7408122F1204159ZE184226B<<<<<10")
'L898902C36UTO7408122F1204159ZE184226B<<<<<10'
>>> faults("L898902C37UTO7408122F1204159ZE184226B<<<<<10")
('number', 'composite')
>>> split("X0000000<1IDN9508152F3401011<<<<<<<<<<<<<<<2")["number"]
'X0000000<'
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from validators.numbers.errors import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError

LENGTH: Final = 44
FILLER: Final = "<"
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHARACTERS: Final = re.compile(r"[0-9A-Z<]*")


@dataclass(frozen=True)
class Slot:
    """A part of a line: columns ``first`` to ``last``, counted from 1 as ICAO does, both included."""

    name: str
    line: int
    first: int
    last: int

    def of(self, line: str) -> str:
        """Return what stands in this slot of ``line``."""
        return line[self.first - 1 : self.last]


@dataclass(frozen=True)
class Check:
    """A check digit: where it stands, over which columns it runs; ``empty`` says it may be a filler when they are."""

    name: str
    digit: Slot
    over: tuple[tuple[int, int], ...]
    empty: bool = False


TD3: Final = (
    Slot("document_code", 1, 1, 2),
    Slot("issuing_state", 1, 3, 5),
    Slot("names", 1, 6, 44),
    Slot("number", 2, 1, 9),
    Slot("number_check", 2, 10, 10),
    Slot("nationality", 2, 11, 13),
    Slot("birth_date", 2, 14, 19),
    Slot("birth_date_check", 2, 20, 20),
    Slot("sex", 2, 21, 21),
    Slot("expires_on", 2, 22, 27),
    Slot("expires_on_check", 2, 28, 28),
    Slot("optional", 2, 29, 42),
    Slot("optional_check", 2, 43, 43),
    Slot("composite_check", 2, 44, 44),
)
"""Every slot of the two lines of a TD3 zone, in order."""

_BY_NAME: Final = {slot.name: slot for slot in TD3}
CHECKS: Final = (
    Check("number", _BY_NAME["number_check"], ((1, 9),)),
    Check("birth_date", _BY_NAME["birth_date_check"], ((14, 19),)),
    Check("expires_on", _BY_NAME["expires_on_check"], ((22, 27),)),
    Check("optional", _BY_NAME["optional_check"], ((29, 42),), empty=True),
    Check("composite", _BY_NAME["composite_check"], ((1, 10), (14, 20), (22, 43))),
)
"""The five check digits of line 2."""


def check_digit(text: str) -> str:
    """Return the check digit, 0-9, of ``text`` (letters A-Z, digits, fillers).

    Raises:
        InvalidFormat: another character.
    """
    if not _CHARACTERS.fullmatch(text):
        raise InvalidFormat("a character that the zone cannot hold")
    values = (0 if character == FILLER else _ALPHABET.index(character) for character in text)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def compact(line: str) -> str:
    """Return ``line`` in capitals without spaces; no character is repaired."""
    return re.sub(r"\s+", "", line).upper()


def validate(line: str) -> str:
    """Return the compact form of line 2.

    Raises:
        InvalidLength: not 44 characters.
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
    if len(text) != LENGTH:
        raise InvalidLength(f"{len(text)} characters instead of {LENGTH}")
    if not _CHARACTERS.fullmatch(text):
        raise InvalidFormat("a character that the zone cannot hold")
    return tuple(check.name for check in CHECKS if not _fits(check, text))


def is_valid(line: str) -> bool:
    """Return whether ``line`` is a whole line 2 whose five check digits fit."""
    try:
        validate(line)
    except ValidationError:
        return False
    return True


def format(line: str) -> str:  # noqa: A001  # the name that python-stdnum gives it
    """Return line 2 with a space between its slots, for the eye."""
    text = compact(line)
    return " ".join(part for slot in TD3 if slot.line == 2 and (part := slot.of(text)))


def split(line_2: str, line_1: str = "") -> Mapping[str, str]:
    """Return what stands in each slot, fillers kept; slots of line 1 only if it is given.

    Raises:
        InvalidLength: a line is not 44 characters long.
    """
    lines = {2: compact(line_2), **({1: compact(line_1)} if line_1 else {})}
    for text in lines.values():
        if len(text) != LENGTH:
            raise InvalidLength(f"{len(text)} characters instead of {LENGTH}")
    return MappingProxyType({slot.name: slot.of(lines[slot.line]) for slot in TD3 if slot.line in lines})


def split_name(names: str) -> tuple[str, str]:
    """Return primary and secondary identifier from the name slot, fillers as spaces, e.g. ``("ABDUL", "SITI")``."""
    primary, _, secondary = names.strip(FILLER).partition(FILLER * 2)
    return primary.replace(FILLER, " ").strip(), secondary.replace(FILLER, " ").strip()


def _fits(check: Check, line: str) -> bool:
    digit = check.digit.of(line)
    content = "".join(line[first - 1 : last] for first, last in check.over)
    if digit == FILLER:
        # ICAO 9303-4 lets the digit of an unused optional part be a filler; no other digit may be one.
        return check.empty and set(content) == {FILLER}
    return digit == check_digit(content)
