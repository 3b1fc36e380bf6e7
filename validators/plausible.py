"""Whether a field's value can be what its name says at all: what cannot is unreadable to every rule.

A page can hold, or a reader can make, anything: ten thousand characters, control characters, marks that turn the
direction of writing, tags of a web page, a 31 February, a year of another calendar. None of it says a thing about a
paper, so rules are shown such a field as unreadable, and its text reaches no sentence. Nothing is repaired: only
marks without ink, which PDFs hold between letters, are left out.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from pydantic import ValidationError

from extractors.model import Document, Field, FieldStatus, Reading, Region
from extractors.vocabulary.ktp import LIFELONG

LONGEST: Final = 1000
"""Characters. The longest values, addresses and wordings of costs, have some 200."""
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
"""Years outside are of another calendar (Buddhist 25xx, Hijri 14xx, Republic of China 1xx) or misread."""
DATES: Final = frozenset({
    "birth_date", "worker_birth_date", "issued_on", "expires_on", "signed_on", "start_date", "examined_on",
    "legalised_on", "starts_on", "valid_until", "married_on",
})  # fmt: skip
"""Fields whose value is a day; ``valid_until`` may be for life instead."""
PERSONS: Final = frozenset({"name", "worker_name", "signer_name", "head_name"})
"""Fields that name a person, in letters: what has many digits or signs of a machine was not read as a name."""
COMPANIES: Final = frozenset({"employer_name", "agency_name"})
"""Fields that name a company, or a person who employs."""
LETTERS_A_DIGIT: Final = 3
"""A name may be read with a 1 for an I here and there, and comparisons know of that."""
_NO_PERSON: Final = re.compile(r"[{}\[\]=@#$%^*|~\\_]")
_NOTHING: Final = frozenset({"TIDAK ADA", "BELUM ADA", "NIHIL", "NIL", "NONE", "KOSONG"})
_INKLESS: Final = {ord(mark): None for mark in "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"}
"""Hints for breaking lines and for direction, which PDFs hold between letters; none of them moves a letter."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TAG: Final = re.compile(r"<[^>]*>")
"""A machine readable zone has fillers that open, and nothing that closes them."""


def calendar_day(text: str) -> date | None:
    """Return the day that ``text`` names (ISO 8601, 1900 to 2100), or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def is_legible(text: str) -> bool:
    """Whether ``text`` can be printed on a paper: not endless, no control or formatting characters, no tags."""
    if len(text) > LONGEST or _TAG.search(text):
        return False
    return text.isprintable() or not any(
        unicodedata.category(mark).startswith("C") for mark in text if mark not in "\n\t"
    )


def for_rules(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return the documents as rules see them: fields that cannot be what they are called are ``unreadable``."""
    return tuple(_judged(document) for document in documents)


def _judged(document: Document) -> Document:
    fields = {name: _field(name, field) for name, field in document.fields.items()}
    return document if fields == document.fields else document.model_copy(update={"fields": fields})


def _field(name: str, field: Field) -> Field:
    if not isinstance(field.value, str):
        return field.model_copy(update={"value": [_entry(entry) for entry in field.value]})
    readings = tuple(kept for reading in field.readings if (kept := _reading(name, reading)) is not None)
    value = field.value.translate(_INKLESS)
    if _is_plausible(name, value):
        return field.model_copy(update={"value": value, "readings": readings})
    return field.model_copy(update={"value": "", "raw": "", "status": FieldStatus.UNREADABLE, "readings": ()})


def _entry(entry: dict[str, object]) -> dict[str, object]:
    """Return an entry of a list without the texts that cannot be what they are called, and without a false place."""
    seen = {name: value.translate(_INKLESS) if isinstance(value, str) else value for name, value in entry.items()}
    return {name: value for name, value in seen.items() if _is_kept(name, value)}


def _is_kept(name: str, value: object) -> bool:
    if name == "region" and value is not None:
        try:
            Region.model_validate(value)
        except ValidationError:
            return False
    return not isinstance(value, str) or _is_plausible(name, value)


def _reading(name: str, reading: Reading) -> Reading | None:
    if not isinstance(reading.value, str):
        return reading
    value = reading.value.translate(_INKLESS)
    # The zone's dates have no century, so they are no calendar days yet.
    kept = is_legible(value) if value.isdigit() else _is_plausible(name, value)
    return reading.model_copy(update={"value": value}) if kept else None


def _is_plausible(name: str, value: str) -> bool:
    if not is_legible(value):
        return False
    if name in PERSONS | COMPANIES and value and not _names_somebody(name, value):
        return False
    is_for_life = name == "valid_until" and value == LIFELONG
    return name not in DATES or not value or is_for_life or calendar_day(value) is not None


def _names_somebody(name: str, value: str) -> bool:
    """Whether a value can be a name: a word of two letters or more, in any script; a person's has nothing else."""
    has_word = re.search(r"[^\W\d_]{2}", value) is not None and value.strip(" .-").upper() not in _NOTHING
    if not has_word or name in COMPANIES:
        return has_word
    digits, letters = sum(map(str.isdigit, value)), sum(map(str.isalpha, value))
    return LETTERS_A_DIGIT * digits <= letters and not _NO_PERSON.search(value)
