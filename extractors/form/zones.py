"""The visible and the machine readable zone of one paper: both readings of a field, and which of them stands.

The visible value stands where it was read surely, or where the zone says the same. Both stay beside each other, also
where they contradict; only where the visible one is missing does the zone's stand in for it.
"""

from collections.abc import Mapping
from typing import Final

from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, Reading
from extractors.mrz import Mrz

SURE: Final = 0.9
"""Confidence (0..1) from which on the zone's reading alone is sure."""
NUMBERS: Final = ("passport_number", "visa_number")
"""Fields whose number a visa's second line may hold (ICAO Doc 9303 part 7: passport or visa number)."""


def with_zone(fields: Mapping[str, Field], readings: Mapping[str, Reading], zone: Mrz) -> dict[str, Field]:
    """Return ``fields`` with the zone's ``readings`` beside the visible ones, and the zone's lines."""
    found = dict(fields)
    for name, reading in readings.items():
        target = _number_field(fields, reading) if name == "_number" else name
        if target is not None:
            found[target] = _both(fields.get(target), reading)
    for number, line in zone.lines.items():
        found[f"mrz_line_{number}"] = _alone(line.reading(), sure=line.sure)
    return found


def _number_field(fields: Mapping[str, Field], reading: Reading) -> str | None:
    """Return which number the zone repeats: the one that is printed so, else not the visa's where that was read."""
    for name in NUMBERS:
        if name in fields and squeeze(fields[name].text) == squeeze(str(reading.value)):
            return name
    return "passport_number" if "visa_number" in fields else None


def _both(field: Field | None, reading: Reading) -> Field:
    if field is None:
        return _alone(reading, sure=reading.confidence >= SURE)
    readings = (*field.readings, reading)
    if field.status is FieldStatus.OK or not _alike(field.text, str(reading.value)) or reading.confidence < SURE:
        return field.model_copy(update={"readings": readings})
    confidence = max(field.confidence, reading.confidence)
    return field.model_copy(update={"readings": readings, "status": FieldStatus.OK, "confidence": confidence})


def _alike(one: str, other: str) -> bool:
    """Whether two values are the same but for word order: names stand in another order in the zone."""
    return sorted(one.upper().split()) == sorted(other.upper().split())


def _alone(reading: Reading, *, sure: bool) -> Field:
    return Field(
        value=reading.value,
        raw=reading.raw,
        confidence=reading.confidence,
        status=FieldStatus.OK if sure else FieldStatus.DOUBTFUL,
        source=reading.source,
        region=reading.region,
        readings=(reading,),
    )
