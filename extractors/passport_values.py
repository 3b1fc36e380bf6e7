"""Values of a passport in normal form: number, sex, country, name, dates of the machine readable zone.

Nothing is taken from another value here. A text that is no such value gives None.
"""

import re
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from extractors import dates
from extractors.layout import squeeze
from extractors.mrz_slots import options
from extractors.vocabulary.countries import NAMES

COUNTRY_SCORE: Final = 84.0
"""Least similarity (0..100) at which a misread country name is still taken."""

LAST_LATIN: Final = "\u024f"
"""The last letter of Unicode's Latin Extended-B."""

_REGISTRATION: Final = re.compile(r"(?:\b(?=[A-Z]?\d)[A-Z0-9]{1,4}\s)?[A-Z0-9]{6,}(?:\s?[-/]\s?[A-Z0-9]{1,4}\b)?")
"""With a short beginning that an engine parted from the rest: small print is unevenly spaced."""
_FIGURES: Final = 4
"""So many figures make a number of what is read, none of which stands in the name of an office."""
_COUNTRIES: Final = {squeeze(name): code for code, names in NAMES.items() for name in (code, *names)}
_SEXES: Final = {
    **dict.fromkeys(("M", "L", "LM", "ML", "MALE", "LAKILAKI", "LELAKI", "LAKILAKIMALE"), "M"),
    **dict.fromkeys(("F", "P", "PF", "FP", "FEMALE", "PEREMPUAN", "WANITA", "PEREMPUANFEMALE"), "F"),
}


def number(text: str, *, indonesian: bool) -> str | None:
    """Return a passport number, or None.

    Letters and digits that look alike are told apart by position in Indonesian numbers only: a letter, then seven
    digits (domain.md section 2 and trap T7); numbers of other states stay as read.
    """
    joined = squeeze(text)
    if indonesian:
        for part in (joined, *(squeeze(word) for word in text.split())):
            slots = [options("L" if place == 0 else "D", letter) for place, letter in enumerate(part)]
            if len(part) == 8 and all(slots):
                return "".join(fit[0] for fit in slots)
    digits = sum(letter.isdigit() for letter in joined)
    return joined if 6 <= len(joined) <= 9 and digits >= 4 and joined.isascii() else None


def sex(text: str) -> str | None:
    """Return ``M`` or ``F`` from what passports print (L/M, P/F, M, F, words), or None."""
    return _SEXES.get(squeeze(text))


def country(text: str) -> str | None:
    """Return the ISO alpha-3 code of a country named or coded in ``text``, or None."""
    joined = squeeze(text)
    if joined in _COUNTRIES:
        return _COUNTRIES[joined]
    if len(joined) < 6:
        return None
    best = process.extractOne(joined, _COUNTRIES.keys(), scorer=fuzz.ratio, score_cutoff=COUNTRY_SCORE)
    return _COUNTRIES[best[0]] if best else None


def state_code(text: str) -> str | None:
    """Return the three letters of a state code, or None; a code that no list has stays as it is."""
    joined = squeeze(text)
    return joined if len(joined) == 3 and joined.isalpha() and joined.isascii() else None


def printed_date(text: str) -> str | None:
    """Return the first date in ``text`` as ISO 8601, or None. Passports print the day first (ICAO 9303-3)."""
    found = dates.parse(text, day_first=True)
    return found.iso if found else None


def free_text(text: str) -> str | None:
    """Return ``text`` in capitals with single spaces, signs at its ends left out; None when no letter remains."""
    # The second engine knows other scripts too, and sees them in the edge of a portrait.
    latin = "".join(letter for letter in text.upper() if not letter.isalpha() or letter <= LAST_LATIN)
    cleaned = re.sub(r"\s+", " ", latin).strip(" .,:;|_~'\"-")
    return cleaned if sum(letter.isalpha() for letter in cleaned) >= 2 else None


def name(text: str) -> str | None:
    """Return a name as printed in capitals, or None; figures in it mean that something else was read."""
    cleaned = free_text(text)
    return cleaned if cleaned and not any(letter.isdigit() for letter in cleaned) else None


def office(text: str) -> str | None:
    """Return the name of an office in capitals, or None; a number that stands below it in the same column is left."""
    words = text.split()
    first = next((place for place, word in enumerate(words) if _figures(word)), len(words))
    return free_text(" ".join(words[:first]) if _figures(" ".join(words[first:])) >= _FIGURES else text)


def _figures(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def registration(text: str) -> str | None:
    """Return the first registration or personal number in ``text`` (six characters or more), in capitals, or None."""
    for found in _REGISTRATION.finditer(text.upper()):
        joined = re.sub(r"\s+", "", found[0])
        if _figures(joined) >= _FIGURES:
            return joined
    return None


def zone_name(slots: str) -> str:
    """Return the names of line 1 (columns 6 to 44) as ``SECONDARY PRIMARY``, fillers as spaces."""
    primary, _, secondary = slots.strip("<").partition("<<")
    return " ".join(f"{secondary} {primary}".replace("<", " ").split())


def zone_date(digits: str, *, not_after: str | None = None) -> str | None:
    """Return YYMMDD of the zone as ISO 8601, or None when it is no date.

    The zone leaves out the century: it is 20, unless the date would then lie after ``not_after`` (ISO), then 19.
    """
    if not re.fullmatch(r"\d{6}", digits):
        return None
    for century in (2000, 1900):
        try:
            found = date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:])).isoformat()
        except ValueError:
            continue
        if not_after is None or found <= not_after:
            return found
    return None
