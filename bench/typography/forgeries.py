"""The pictures of ``samples.forgeries`` measured: edits made by another program than the one that weights come from."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.typography.fit import Row
from bench.typography.measure import fields_of
from bench.typography.pictures import AUTHENTIC
from samples.forgeries import Forgery, NotMade, make
from samples.forgeries.exhibits import exhibit
from validators.forensics.checks.typography import STRATA, own
from validators.forensics.exhibit import Exhibit
from validators.forensics.inside import Inside, inside
from validators.forensics.strata import Stratum

KINDS: Final = ("digits", "retype", "splice", "copy_move", "inpaint_retype")
FINALS: Final = ("camera", "png", "scan_pdf", "camera", "png", "saved")


def measured(seed: int, count: int, keep: Path) -> None:
    """Measure ``count`` forgeries from ``seed`` on, and their twins, and keep them: JSON lines, a picture each."""
    with keep.open("a", encoding="utf-8") as lines:
        for place in range(count):
            try:
                forgery = make(seed + place, KINDS[place % len(KINDS)], FINALS[place // len(KINDS) % len(FINALS)])
            except NotMade:
                continue
            for row in _rows(forgery):
                lines.write(json.dumps(row) + "\n")
            lines.flush()


def _looked_at(upload: Exhibit) -> Exhibit | None:
    """Return what the check looks at: of a scan the picture inside, where it is fine enough."""
    if upload.stratum is not Stratum.SCAN_IN_PDF:
        return upload
    found = [one.exhibit for one in inside(upload) if isinstance(one, Inside)]
    return next((one for one in found if one.stratum in STRATA), None)


def _rows(forgery: Forgery) -> Iterator[Row]:
    for twin in (True, False):
        upload = exhibit(forgery, twin=twin)
        given = _looked_at(upload)
        if given is None:
            continue
        quality, steps = own(given)
        fields = {name: odds for sheet in given.sheets for name, odds in fields_of(sheet, quality, steps).items()}
        yield {
            "specimen": f"{forgery.seed}", "document": forgery.paper, "capture": forgery.capture,
            "kind": AUTHENTIC if twin else forgery.kind, "stratum": upload.stratum.value, "quality": quality,
            "earlier": (forgery.twin if twin else forgery.edited).first_quality or 0,
            "field": "" if twin else forgery.edits[0].field, "fields": fields,
        }  # fmt: skip
