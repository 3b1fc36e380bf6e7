"""Printed electronic signatures: a QR code at the place to sign, or the sentence that says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import zxingcpp

from extractors.layout import Line, lines
from extractors.marks.ground import Ground, Mask
from extractors.marks.shapes import groups, solids

_SAYS: Final = re.compile(
    r"(?:di\s*)?tandatangani?\s+(?:secara\s+)?elektronik|tanda\s*tangan\s+elektronik|(?:digitally|electronically)\s+signed"
    r"|signed\s+(?:digitally|electronically)|(?:digital|electronic|e-)\s*signature|\bBSrE\b|sertifikat\s+elektronik"
    r"|balai\s+sertifikasi|\bPrivyID\b|\bPeruri\b|\bVIDA\b|docusign|adobe\s+sign|電子簽|电子签|전자서명",
    re.IGNORECASE,
)
SIDES: Final = (2.5, 12.0)
"""Side of a printed code, in heights of print."""


@dataclass(frozen=True)
class Printed:
    """A code or a sentence: its box (working pixels), whether it says that it is a signature, how sure (0..1)."""

    box: tuple[float, float, float, float]
    says_so: bool
    score: float


def electronic(ground: Ground) -> tuple[Printed, ...]:
    """Return printed electronic signatures: sentences with the code beside them, and codes that stand alone."""
    codes = [box for box in _squares(ground) if _is_code(ground, box)]
    found, used = [], set()
    for line in _sentences(ground):
        box = ground.box(line.region)
        near = min(codes, key=lambda code: _apart(code, box), default=None)
        if near is not None and _apart(near, box) <= 4.0 * ground.unit:
            used.add(near)
            box = (min(box[0], near[0]), min(box[1], near[1]), max(box[2], near[2]), max(box[3], near[3]))
        found.append(Printed(box, True, 0.95 if near is not None else 0.8))
    found += [Printed(code, False, 0.7) for code in codes if code not in used]
    return tuple(_apart_only(found, ground.unit))


def _sentences(ground: Ground) -> Iterator[Line]:
    """Yield the lines that say that somebody signed electronically; a sentence may run over two lines."""
    rows = lines(ground.words)
    for index, line in enumerate(rows):
        following = rows[index + 1].text if index + 1 < len(rows) else ""
        match = _SAYS.search(f"{line.text} {following}")
        if match is not None and match.start() < len(line.text) and len(line.words) <= 14:
            yield line


def _apart_only(found: list[Printed], unit: float) -> Iterator[Printed]:
    """Yield what stands apart: lines of one sentence are one signature."""
    kept: list[Printed] = []
    for one in sorted(found, key=lambda one: -one.score):
        if all(_apart(one.box, other.box) > 2.0 * unit for other in kept):
            kept.append(one)
    yield from kept


def _squares(ground: Ground) -> Iterator[tuple[float, float, float, float]]:
    unit = ground.unit
    ink = ground.ink & ~ground.print_
    for group in groups(ink, 0.3 * unit, (0.1 * unit) ** 2):
        x0, y0, x1, y1 = group.box
        wide, high = x1 - x0, y1 - y0
        if not (
            SIDES[0] * unit <= min(wide, high) and max(wide, high) <= SIDES[1] * unit and 0.75 <= wide / high <= 1.33
        ):
            continue
        share = group.mask.sum() / (wide * high)
        if share >= 0.3 and any(True for _ in solids(_filled(group.mask, unit), 2.0 * unit)):
            yield group.box


def _filled(mask: Mask, unit: float) -> Mask:
    size = 2 * round(0.4 * unit) + 1
    return cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8)) > 0


def _is_code(ground: Ground, box: tuple[float, float, float, float]) -> bool:
    """Whether a square can be read as a QR code; what it holds is nobody's business here."""
    pixels = ground.page.view.pixels if ground.page.view is not None else ground.page.pixels
    pad = ground.unit
    x0, y0, x1, y1 = (round(value / ground.scale) for value in (box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad))
    crop = np.ascontiguousarray(pixels[max(y0, 0) : y1, max(x0, 0) : x1])
    codes = (
        zxingcpp.read_barcodes(crop, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        if crop.size
        else []
    )
    return any(code.valid for code in codes)


def _apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    down = max(one[1] - other[3], other[1] - one[3], 0.0)
    return float(np.hypot(across, down))
