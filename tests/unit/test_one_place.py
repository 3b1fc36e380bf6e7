"""One print is one value: what two fields took from the same place is not sure."""

from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region
from extractors.one_place import apart

HERE = Region(page=0, x0=0.32, y0=0.27, x1=0.39, y1=0.29)
NEAR = Region(page=0, x0=0.321, y0=0.271, x1=0.392, y1=0.291)
ZONE = Region(page=0, x0=0.17, y0=0.60, x1=0.29, y1=0.64)
BELOW = Region(page=0, x0=0.32, y0=0.33, x1=0.39, y1=0.35)


def field(value: str, region: Region = HERE, *, zone: bool = False) -> Field:
    def reading(source: ReadingSource, place: Region) -> Reading:
        return Reading(source=source, engine="one", raw=value, value=value, confidence=0.97, region=place)

    readings = (reading(ReadingSource.VISUAL, region), *([reading(ReadingSource.MRZ, ZONE)] if zone else []))
    return Field(
        value=value, raw=value, confidence=0.97, status=FieldStatus.OK, source=ReadingSource.VISUAL, region=region,
        readings=readings,
    )  # fmt: skip


def status(fields: dict[str, Field]) -> dict[str, str]:
    return {name: one.status.value for name, one in apart(fields).items()}


def test_two_days_from_one_place_are_both_unsure() -> None:
    assert status({"issued_on": field("2028-05-01"), "expires_on": field("2028-05-01", NEAR)}) == {
        "issued_on": "doubtful",
        "expires_on": "doubtful",
    }


def test_a_day_that_is_taken_for_a_name_as_well_is_unsure() -> None:
    day = field("2026-04-03").model_copy(update={"raw": "03-04-2026"})
    assert set(status({"scheme": field("03-04-2026"), "expires_on": day}).values()) == {"doubtful"}


def test_what_another_place_bears_out_stays_sure() -> None:
    found = status({"name": field("KASMINI", zone=True), "employer_name": field("KASMINI")})
    assert found == {"name": "ok", "employer_name": "doubtful"}


def test_equal_values_at_two_places_are_two_values() -> None:
    assert set(status({"name": field("KASMINI"), "head_name": field("KASMINI", BELOW)}).values()) == {"ok"}


def test_two_parts_of_one_line_are_two_values() -> None:
    assert set(status({"birth_place": field("DEPOK"), "birth_date": field("1995-08-15")}).values()) == {"ok"}


def test_a_value_that_was_unsure_is_not_made_surer() -> None:
    unsure = field("KASMINI").model_copy(update={"status": FieldStatus.CONFLICT, "confidence": 0.2})
    found = apart({"name": unsure, "employer_name": field("KASMINI")})
    assert found["name"] == unsure
