"""What one source read of a field: the printed part and the machine readable zone held against each other."""

from datetime import date
from typing import Final

from extractors.model import Document, Field, FieldStatus, Reading, ReadingSource
from validators.model import Reason
from validators.plausible import calendar_day
from validators.rule import CannotCheck

SURE: Final = 0.80
"""Least confidence (0..1) of a reading that may contradict another one.

A field in conflict is not ``ok`` as a whole, yet the conflict may be what the rule looks for; so each side must be sure
by itself. The value is that of the first extractors' own border between ``ok`` and ``doubtful``; bench/ measures it.
"""
OWN_STATE: Final = "IDN"
PRINTED: Final = frozenset({ReadingSource.VISUAL, ReadingSource.PDF_TEXT})


def printed(field: Field | None) -> Reading:
    """Return the sure reading of the printed part; raises ``CannotCheck`` when there is none."""
    return _of(field, PRINTED)


def zone(field: Field | None) -> Reading:
    """Return the sure reading of the machine readable zone; raises ``CannotCheck`` when there is none."""
    return _of(field, frozenset({ReadingSource.MRZ}))


def is_indonesian(passport: Document) -> bool:
    """Whether a passport is Indonesian by its code; one whose code was not read surely counts as not."""
    field = passport.fields.get("country_code")
    return field is not None and field.status is FieldStatus.OK and field.text == OWN_STATE


def iso_date(text: str) -> date:
    """Return the day that a field's value names; raises ``CannotCheck`` when it names none, 1900 to 2100."""
    found = calendar_day(text)
    if found is None:
        raise CannotCheck(Reason.UNREADABLE)
    return found


def _of(field: Field | None, sources: frozenset[ReadingSource]) -> Reading:
    if field is None or field.status not in {FieldStatus.OK, FieldStatus.CONFLICT}:
        raise CannotCheck(Reason.UNREADABLE)
    readings = [entry for entry in field.readings if entry.source in sources and isinstance(entry.value, str)]
    if field.status is FieldStatus.OK and field.source in sources:
        # The extractor, which knows its engines, has said which of them holds.
        readings = [entry for entry in readings if entry.value == field.value]
    else:
        readings = [entry for entry in readings if entry.confidence >= SURE]
    # Two engines that read one place differently leave it open what stands there.
    if len({str(entry.value) for entry in readings}) != 1 or not readings[0].value:
        raise CannotCheck(Reason.UNREADABLE)
    return max(readings, key=lambda entry: entry.confidence)
