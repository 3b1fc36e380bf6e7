"""A paper's fields, back on the pages as stored."""

from collections.abc import Sequence

import numpy as np
import pytest

from extractors import reading
from extractors.document_type import DocumentType
from extractors.engine import Readers, ReadPage
from extractors.grouping import Group
from extractors.imaging import to_stored
from extractors.model import Field, FieldStatus, Quality, Reading, ReadingSource, Region
from extractors.reading import fields_of

GOOD = Quality(sharpness=1.0, glare=0.0, card_width_px=None)
SPOT = Region(page=1, x0=0.1, y0=0.2, x1=0.3, y1=0.4)


def page(index: int, rotation: int = 0) -> ReadPage:
    return ReadPage(index, np.zeros((4, 4, 3), np.uint8), (), rotation, GOOD, ReadingSource.VISUAL, "none")


def test_a_paper_of_unknown_type_has_no_fields() -> None:
    unknown = Group("unknown", 0.7, (), (page(0),))
    assert fields_of(unknown, Readers(None)) == {}  # type: ignore[arg-type]
    assert unknown.extractor is None


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_every_region_goes_back_to_the_stored_page(monkeypatch: pytest.MonkeyPatch, rotation: int) -> None:
    def extract(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
        one = Reading(source=ReadingSource.VISUAL, engine="none", raw="A", value="A", confidence=1.0, region=SPOT)
        listed = [{"item": "fee", "amount": "1", "currency": "IDR", "region": SPOT.model_dump()}]
        shared = {"raw": "A", "confidence": 1.0, "status": FieldStatus.OK, "source": ReadingSource.VISUAL}
        return {
            "name": Field(value="A", region=SPOT, readings=(one,), **shared),
            "deductions": Field(value=listed, region=None, **shared),
        }

    kind = DocumentType("drawn", 1, frozenset({"name", "deductions"}), lambda read: 1.0, extract)
    monkeypatch.setattr(reading, "document_types", lambda: {"drawn": kind})
    fields = fields_of(Group("drawn", 1.0, (), (page(0), page(1, rotation))), Readers(None))  # type: ignore[arg-type]
    there = to_stored(SPOT, rotation)
    assert fields["name"].region == there
    assert fields["name"].readings[0].region == there
    assert fields["deductions"].region is None
    value = fields["deductions"].value
    assert isinstance(value, list)
    assert value[0]["region"] == there.model_dump()
