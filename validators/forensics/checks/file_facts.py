"""What a picture's file says of itself: how it was saved, by which program, when, and what follows the picture."""

from collections.abc import Iterator
from typing import Final

from validators.forensics import jpeg, metadata
from validators.forensics.check import PICTURES, Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit

_STARTS: Final = {
    b"%PDF-": "pdf", b"PK\x03\x04": "zip", b"MZ": "program", b"\x7fELF": "program", b"\xff\xd8\xff": "jpeg",
}  # fmt: skip
_SCRIPTS: Final = (b"<html", b"<script", b"<?php")
_LOOKED_AT: Final = 4096


def _is_known(exhibit: Exhibit) -> bool:
    return exhibit.media_type in {"image/jpeg", "image/png"}


@check(strata=PICTURES, wants=_is_known)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell the facts of a picture's file, and judge none of them.

    ``quality`` (1..100) and ``tables`` (``standard`` for libjpeg's scaled Annex K, else ``own``) of a JPEG, ``frame``;
    ``software``, ``editor`` and ``scanner`` as named in the metadata; ``taken`` (ISO 8601, the camera's clock);
    ``trailing_bytes`` behind the picture and their ``trailing_kind``. The score is 1 where an editor is named.
    """
    facts: dict[str, str] = {}
    if exhibit.media_type == "image/jpeg":
        try:
            seen = jpeg.parse(exhibit.data)
        except jpeg.NotAJpegError:
            raise NotMeasurable("unparsable", failed=True) from None
        said = metadata.of_jpeg(seen)
        facts |= _of_tables(seen)
    else:
        said = metadata.of_png(exhibit.data)
    facts |= _of_programs(said) | _behind(said.trailing)
    if said.camera:
        facts["camera"] = said.camera
    if said.taken is not None:
        facts["taken"] = said.taken.isoformat()
    yield Measured(score=1.0 if "editor" in facts else 0.0, facts=facts)


def _of_tables(seen: jpeg.Jpeg) -> dict[str, str]:
    first = seen.tables.get(0)
    family = "standard" if first == jpeg.scaled(seen.quality) else "own"
    frame = "progressive" if seen.frame in {0xC2, 0xCA} else "arithmetic" if seen.frame >= 0xC9 else "baseline"
    return {"quality": str(seen.quality), "tables": family, "frame": frame}


def _of_programs(said: metadata.Metadata) -> dict[str, str]:
    kinds = {metadata.kind_of(program): program for program in reversed(said.software)}
    facts = {kind: program for kind, program in kinds.items() if kind}
    return facts | ({"software": "; ".join(said.software)[:200]} if said.software else {})


def _behind(trailing: bytes) -> dict[str, str]:
    if not trailing.strip(b"\x00\xff\r\n "):
        return {}
    start = trailing.lstrip(b"\x00\r\n ")
    head = trailing[:_LOOKED_AT].lower()
    kind = next((kind for magic, kind in _STARTS.items() if start.startswith(magic)), "")
    kind = "script" if any(mark in head for mark in _SCRIPTS) else kind
    kind = "video" if b"ftyp" in head[:64] else kind
    return {"trailing_bytes": str(len(trailing)), "trailing_kind": kind or "unknown"}
