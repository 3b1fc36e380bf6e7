"""Measures every picture's critical fields once and keeps the figures: JSON lines, a picture each."""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.typography.pictures import Picture, pictures
from bench.typography.specimens import load
from validators.forensics import grids, jpeg
from validators.forensics.checks.typography import CRITICAL
from validators.forensics.exhibit import Sheet
from validators.forensics.oddity import oddities
from validators.forensics.outliers import against
from validators.forensics.print_score import name_of
from validators.forensics.stretches import Upright, upright

CONTRAST: Final = "local contrast"


def measured(folder: Path, target: Path) -> None:
    """Measure all pictures made of the specimens in ``folder`` and write them to ``target``; what is there stays."""
    done = (
        {json.loads(line)["specimen"] for line in target.read_text("utf-8").splitlines()} if target.exists() else set()
    )
    everything = list(load(folder))
    with target.open("a", encoding="utf-8") as lines:
        for one in everything:
            if one.name not in done:
                others = [other for other in everything if other.kind == one.kind and other.name != one.name]
                for row in map(_row, pictures(one, others)):
                    lines.write(json.dumps(row) + "\n")
                lines.flush()


def _row(picture: Picture) -> dict[str, Any]:
    one = picture.specimen
    sheet = Sheet(0, picture.pixels, kind=one.kind, words=one.words, fields=one.fields, values=one.values)
    return {
        "specimen": one.name, "document": one.kind, "capture": one.capture, "kind": picture.kind,
        "stratum": picture.stratum, "quality": picture.quality, "earlier": picture.earlier, "field": picture.field,
        "fields": fields_of(sheet, picture.quality or 90, own_steps(picture.quality)),
    }  # fmt: skip


def fields_of(sheet: Sheet, quality: int, steps: tuple[int, ...]) -> dict[str, dict[str, float]]:
    """Return the deviations of every feature (``print_score.name_of``) of each critical value, and the baseline's."""
    page = upright(sheet)
    contrasts = _contrasts(page)
    found = oddities(page, quality, steps, CRITICAL.__contains__)
    return {
        page.stretches[row].field: {
            **{name_of(odd): round(odd.odd.z, 3) for odd in odds},
            CONTRAST: contrasts.get(page.stretches[row].field, 0.0),
        }
        for row, odds in found.items()
    }


def own_steps(quality: int) -> tuple[int, ...]:
    """Return the steps of libjpeg's luminance table at ``grids.PLACES``; 1 for 0."""
    return grids.steps_at(jpeg.scaled(quality)) if quality else (1,) * len(grids.PLACES)


def _contrasts(page: Upright) -> dict[str, float]:
    """Return the baseline for each value: how the plain contrast of its pixels differs from that of all other print."""
    values = [float(page.pixels[y0:y1, x0:x1].std()) for x0, y0, x1, y1 in (one.box for one in page.stretches)]
    places = np.asarray([one.place for one in page.stretches], float)
    odds = {
        one.field: against(np.asarray(values), places, row, 1.0) for row, one in enumerate(page.stretches) if one.field
    }
    return {field: round(odd.z, 3) for field, odd in odds.items() if odd is not None}
