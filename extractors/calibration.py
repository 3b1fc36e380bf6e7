"""Confidence that means what it says: of fields with confidence 0.95, at least about 95 in a hundred are right.

What engines call confidence is no share of right readings. How a field was read (which engines agree on it, how sure
they say they are) is set against how often such fields were right on drawn papers in all captures; ``calibration.toml``
holds the outcome with its date and the set it was measured on, and ``python -m bench.calibrate`` makes it. The readings
of a field keep the confidence that their engine gave.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, ReadingSource

NAME: Final = "calibration.toml"
_KEYED: Final = frozenset({FieldStatus.OK, FieldStatus.DOUBTFUL})


@dataclass(frozen=True)
class Curve:
    """A rising staircase: from ``starts[i]`` on (raw confidence, 0..1) a field is right in ``shares[i]`` of cases."""

    starts: tuple[float, ...]
    shares: tuple[float, ...]

    def __call__(self, raw: float) -> float:
        """Return the share (0..1) of right fields among those of raw confidence ``raw``."""
        return self.shares[max(bisect_right(self.starts, raw) - 1, 0)]


def way_read(field: Field) -> tuple[str, float]:
    """Return how a field was read, as one word, and its raw confidence: the highest among readings of its value.

    The word says status, source, how many engines read the value, and whether a reading says something else:
    ``ok.visual.2.agreed``, ``ok.visual.1.contested``.
    """
    own = squeeze(field.text)
    same = [reading for reading in field.readings if squeeze(str(reading.value)) == own]
    engines = min(len({reading.engine for reading in same}), 2)
    contested = "contested" if len(same) < len(field.readings) else "agreed"
    raw = max((reading.confidence for reading in same), default=field.confidence)
    return f"{field.status.value}.{field.source.value}.{max(engines, 1)}.{contested}", raw


def calibrated(field: Field) -> Field:
    """Return the field with the confidence that such fields have earned; as it is where nothing was measured."""
    if field.status not in _KEYED or field.source is ReadingSource.REVIEWER or not isinstance(field.value, str):
        return field
    way, raw = way_read(field)
    curve = curves().get(way)
    return field if curve is None else field.model_copy(update={"confidence": curve(raw)})


@cache
def curves() -> Mapping[str, Curve]:
    """Return the measured curves by the way of reading."""
    content = tomllib.loads((files("extractors") / NAME).read_text("utf-8"))
    return {
        way: Curve(tuple(step["from"] for step in steps), tuple(step["right"] for step in steps))
        for way, steps in content["curves"].items()
    }
