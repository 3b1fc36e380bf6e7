"""One print is one value: two fields of a paper that were taken from the same place cannot both be read.

On a form whose next label was not seen, a label takes its neighbour's value: an employer comes out with the worker's
name, a first day with the last. Which of the two is right cannot be told from the place, so that neither is sure,
unless another place on the paper (a machine readable zone) says the same.
"""

from collections.abc import Mapping
from itertools import combinations
from typing import Final

from extractors.model import Field, FieldStatus

SAME: Final = 0.6
"""Intersection over union from which on two regions are one place."""
UNSURE: Final = 0.5
"""Confidence of a value whose place another field claims too."""


def apart(fields: Mapping[str, Field]) -> dict[str, Field]:
    """Return ``fields`` with those ``doubtful`` that share value and place with another and are borne out nowhere."""
    claimed = {name for pair in combinations(fields, 2) if _is_one(*(fields[one] for one in pair)) for name in pair}
    return {
        name: _doubted(field) if name in claimed and not _elsewhere(field) else field for name, field in fields.items()
    }


def _is_one(first: Field, second: Field) -> bool:
    if not first.text or first.region is None or second.region is None:
        return False
    if first.text not in {second.text, second.raw} and second.text != first.raw:
        return False  # two parts of one line, as a place and a day of birth are
    return first.region.iou(second.region) >= SAME


def _elsewhere(field: Field) -> bool:
    """Tell whether a reading from another place says the same."""
    own = field.region
    others = (one for one in field.readings if one.region is not None and one.value == field.value)
    return own is not None and any(one.region is not None and own.iou(one.region) < SAME for one in others)


def _doubted(field: Field) -> Field:
    if field.status is not FieldStatus.OK:
        return field
    return field.model_copy(update={"status": FieldStatus.DOUBTFUL, "confidence": min(field.confidence, UNSURE)})
