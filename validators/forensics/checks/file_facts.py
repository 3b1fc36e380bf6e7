"""What a picture's file says of itself: the program that saved it, what follows the picture."""

import re
from collections.abc import Iterator
from typing import Final

from validators.forensics import jpeg
from validators.forensics.check import PICTURES, Measured, check
from validators.forensics.exhibit import Exhibit

_EDITOR: Final = re.compile(
    rb"Adobe Photoshop[ -~]{0,20}|GIMP [0-9.]{1,8}|Snapseed[ -~]{0,8}|PicsArt[ -~]{0,8}|Pixlr[ -~]{0,8}"
)


def _is_jpeg(exhibit: Exhibit) -> bool:
    return exhibit.media_type == "image/jpeg"


@check(strata=PICTURES, wants=_is_jpeg)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell the quantisation tables' quality, an editor named in the metadata, and bytes after the picture's end."""
    seen = jpeg.parse(exhibit.data)
    facts = {"quality": str(seen.quality), "trailing_bytes": str(len(seen.trailing))}
    editor = next((found for one in seen.segments if (found := _EDITOR.search(one.payload))), None)
    if editor:
        facts["editor"] = editor.group().decode("ascii", "replace")
    yield Measured(score=1.0 if editor else 0.0, facts=facts)
