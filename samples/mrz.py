"""Writes the machine readable zone of a TD3 passport (ICAO Doc 9303-4)."""

import re
from collections.abc import Iterable

_WEIGHTS = (7, 3, 1)


def check_digit(text: str) -> str:
    """Return the check digit (weights 7, 3, 1, modulo 10) of MRZ characters."""
    return str(sum(int(c, 36) * _WEIGHTS[i % 3] for i, c in enumerate(text) if c != "<") % 10)


def name_field(words: Iterable[str]) -> str:
    """Return the 39 characters of the name: the last word first, as Indonesian passports do; one word stands alone.

    A name that is too long loses letters at the end, as ICAO 9303-4 allows.
    """
    clean = [re.sub(r"[^A-Z]", "", word) for word in words]
    primary, given = clean[-1], clean[:-1]
    return (primary + ("<<" + "<".join(given) if given else ""))[:39].ljust(39, "<")


def first_line(name: str) -> str:
    """Return line 1, 44 characters, for a holder of ``name``."""
    return "P<IDN" + name_field(name.split())


def second_line(number: str, birth: str, sex: str, expiry: str, optional: str = "") -> str:
    """Return line 2, 44 characters; dates are YYMMDD, ``number`` has at most 9 characters, ``sex`` is M or F."""
    number_part = number.ljust(9, "<")
    number_part += check_digit(number_part)
    birth_part, expiry_part = birth + check_digit(birth), expiry + check_digit(expiry)
    rest = optional.ljust(14, "<")
    rest += check_digit(rest) if optional else "<"
    composite = check_digit(number_part + birth_part + expiry_part + rest)
    return f"{number_part}IDN{birth_part}{sex}{expiry_part}{rest}{composite}"
