"""Writes machine readable zones: TD3 passports, TD1 and TD2 cards, MRV-A and MRV-B visas (ICAO Doc 9303-4 to -7)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WEIGHTS = (7, 3, 1)


@dataclass(frozen=True)
class Holder:
    """What a zone says of its holder and paper.

    ``name`` as printed, the last word being the primary name; ``number`` has at most 9 characters; dates are YYMMDD;
    ``sex`` is M, F or ``<``; ``state`` and ``nationality`` are ICAO codes of at most three letters. Of ``optional`` as
    much is printed as the layout has room for.
    """

    name: str
    number: str
    birth: str
    sex: str
    expiry: str
    state: str = "IDN"
    nationality: str = "IDN"
    optional: str = ""


def check_digit(text: str) -> str:
    """Return the check digit (weights 7, 3, 1, modulo 10) of MRZ characters."""
    return str(sum(int(c, 36) * _WEIGHTS[i % 3] for i, c in enumerate(text) if c != "<") % 10)


def name_field(words: Iterable[str], length: int = 39) -> str:
    """Return the ``length`` characters of a name: the last word first, as Indonesian passports do; one stands alone.

    A name that is too long loses letters at the end, as ICAO 9303-4 allows.
    """
    clean = [re.sub(r"[^A-Z]", "", word) for word in words]
    primary, given = clean[-1], clean[:-1]
    return (primary + ("<<" + "<".join(given) if given else ""))[:length].ljust(length, "<")


def first_line(name: str) -> str:
    """Return line 1 of an Indonesian passport, 44 characters, for a holder of ``name``."""
    return "P<IDN" + name_field(name.split())


def second_line(number: str, birth: str, sex: str, expiry: str, optional: str = "") -> str:
    """Return line 2 of an Indonesian passport, 44 characters; see ``Holder`` for the values."""
    number_part = _checked(number.ljust(9, "<"))
    birth_part, expiry_part = _checked(birth), _checked(expiry)
    rest = optional.ljust(14, "<")
    rest += check_digit(rest) if optional else "<"
    composite = check_digit(number_part + birth_part + expiry_part + rest)
    return f"{number_part}IDN{birth_part}{sex}{expiry_part}{rest}{composite}"


def visa(holder: Holder, *, large: bool, kind: str = "V<") -> tuple[str, str]:
    """Return the two lines of a visa: MRV-A, 44 characters each, when ``large``, else MRV-B, 36 each.

    A visa has no composite check digit (ICAO Doc 9303-7). ``kind`` is ``V`` and one letter or filler.
    """
    length = 44 if large else 36
    first = kind + holder.state.ljust(3, "<") + name_field(holder.name.split(), length - 5)
    return first, (_middle(holder) + holder.optional).ljust(length, "<")[:length]


def card_td2(holder: Holder, kind: str = "I<") -> tuple[str, str]:
    """Return the two lines of a TD2 card, 36 characters each (ICAO Doc 9303-6)."""
    first = kind + holder.state.ljust(3, "<") + name_field(holder.name.split(), 31)
    second = (_middle(holder) + holder.optional).ljust(35, "<")[:35]
    return first, second + check_digit(second[:10] + second[13:20] + second[21:35])


def card_td1(holder: Holder, kind: str = "I<") -> tuple[str, str, str]:
    """Return the three lines of a TD1 card, 30 characters each (ICAO Doc 9303-5); optional data on line 1."""
    first = kind + holder.state.ljust(3, "<") + _checked(holder.number.ljust(9, "<"))
    first = (first + holder.optional).ljust(30, "<")[:30]
    dates = _checked(holder.birth) + holder.sex + _checked(holder.expiry)
    second = (dates + holder.nationality.ljust(3, "<")).ljust(29, "<")
    second += check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    return first, second, name_field(holder.name.split(), 30)


def _middle(holder: Holder) -> str:
    """Return columns 1 to 28 of line 2: number, nationality, birth, sex, expiry."""
    number, nationality = _checked(holder.number.ljust(9, "<")), holder.nationality.ljust(3, "<")
    return number + nationality + _checked(holder.birth) + holder.sex + _checked(holder.expiry)


def _checked(text: str) -> str:
    return text + check_digit(text)
