"""Whether a critical value is printed as the print around it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from extractors.model import Region
from validators.forensics import blocks, grids, jpeg
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.oddity import COMB, Oddity, oddities
from validators.forensics.print_score import name_of, scored
from validators.forensics.strata import Stratum
from validators.forensics.stretches import Stretch, Upright, upright

STRATA: Final = frozenset({Stratum.LOSSLESS, Stratum.CAMERA_JPEG})
NO_PRINT: Final = "no_print_cut_apart"
CRITICAL: Final = frozenset(
    {
        "nik", "name", "birth_date", "issued_on", "expires_on", "valid_until", "passport_number", "personal_number",
        "registration_number", "contract_number", "worker_name", "worker_id_number", "worker_passport_number",
        "worker_birth_date", "wage_amount", "start_date", "signed_on", "agency_licence", "job_order_number",
        "kk_number", "head_name", "visa_number", "certificate_number", "letter_number", "agreement_number",
        "licence_number", "nib", "examined_on", "legalised_on", "legalisation_number", "participant_number",
        "starts_on", "ends_on", "card_number", "signer_name", "signer_id_number",
    }
)  # fmt: skip
"""Fields whose change pays: numbers, names, dates, the wage."""
CLEAR: Final = 5.0
"""Deviations by which letters lack the earlier grid from which on their place is shown, whatever else differs."""
_RESIDUE_QUALITY: Final = 90
_LOGARITHMS: Final = frozenset({"sharpness", "noise", "colour_noise", "texture", "residue"})
_SHARES: Final = frozenset({COMB})


@dataclass(frozen=True)
class _Found:
    place: int
    stretch: Stretch
    score: float
    strongest: Oddity | None
    comb: Oddity | None


def _has_values(exhibit: Exhibit) -> bool:
    return any(name in CRITICAL for sheet in exhibit.sheets for name in sheet.fields)


@check(strata=STRATA, wants=_has_values, of_pixels=True)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell for each critical value how its print differs from that of other values and words of the same paper.

    Letters are cut apart and measured (``glyphs``), held against neighbours of like size (``outliers``), and against
    the JPEG grid that the paper had before (``grids``). ``score`` 1 is reached by one authentic file in a hundred of
    those that the limits come from; facts name the feature that weighs most, what was found, and what is usual there.
    """
    quality, steps = own(exhibit)
    measured = [one for sheet in exhibit.sheets for one in _on(sheet, exhibit.stratum, quality, steps)]
    if not measured:
        raise NotMeasurable(NO_PRINT)
    yield from sorted(measured, key=lambda one: -one.score)


def own(exhibit: Exhibit) -> tuple[int, tuple[int, ...]]:
    """Return the file's own JPEG quality, and its steps at ``grids.PLACES`` as shown; those of no loss without any."""
    if exhibit.media_type != "image/jpeg":
        return _RESIDUE_QUALITY, grids.NO_LOSS
    try:
        seen = jpeg.parse(exhibit.data)
    except jpeg.NotAJpegError as problem:
        raise NotMeasurable("jpeg_not_parsed", failed=True) from problem
    return seen.quality, blocks.own_steps(exhibit, seen)


def _on(sheet: Sheet, stratum: Stratum, quality: int, steps: tuple[int, ...]) -> Iterator[Measured]:
    if not any(name in CRITICAL for name in sheet.fields):
        return
    page = upright(sheet)
    asked = {name for name in sheet.fields if name in CRITICAL and sheet.values.get(name, "?")}
    odds = oddities(page, quality, grids.turned_steps(steps, sheet.rotation), asked.__contains__)
    found = [
        _Found(place, page.stretches[place], *scored(odd, stratum.value), _comb(odd)) for place, odd in odds.items()
    ]
    found.sort(key=lambda one: -one.score)
    shown = _map(page, found) if found and found[0].score >= 1 else None
    for one in found:
        strongest = one.comb if one.comb is not None and one.comb.odd.z < -CLEAR else one.strongest
        box = strongest.box if strongest is not None else one.stretch.box
        yield Measured(
            score=round(one.score, 3), field=one.stretch.field, facts=_facts(strongest) | _grid_facts(one.comb),
            region=page.turned.region(box), compared=_neighbours(page, one), document=sheet.document, map=shown,
        )  # fmt: skip
        shown = None


def _facts(one: Oddity | None) -> dict[str, str]:
    """Return the strongest feature with what was found and what is usual, in its own unit or in per cent."""
    if one is None:
        return {}
    found, usual = one.odd.found, one.odd.usual
    if one.feature in _LOGARITHMS:
        found, usual = 100 * float(np.exp(np.clip(found - usual, -5, 5))), 100.0
    elif one.feature in _SHARES:
        found, usual = 100 * max(found, 0.0), 100 * usual
    return {
        "feature": one.feature,
        "where": "letters" if one.letters else "value",
        "weighed": name_of(one),
        "found": _figure(found),
        "usual": _figure(usual),
        "deviations": f"{abs(one.odd.z):.1f}",
    }


def _figure(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _comb(odds: list[Oddity]) -> Oddity | None:
    return next((one for one in odds if one.feature == COMB and one.odd.z < 0), None)


def _grid_facts(comb: Oddity | None) -> dict[str, str]:
    """Return how well the value's worst letters lie on the paper's earlier grid, where it has one (per cent)."""
    if comb is None:
        return {}
    return {
        "grid_deviations": f"{-comb.odd.z:.1f}",
        "grid_found": f"{100 * max(comb.odd.found, 0):.0f}",
        "grid_usual": f"{100 * comb.odd.usual:.0f}",
    }


def _neighbours(page: Upright, one: _Found) -> Region:
    """Return where the nearest other value or word stands that is of like size."""
    x, y = one.stretch.place
    size = one.stretch.letters.size
    others = [other for place, other in enumerate(page.stretches) if place != one.place]
    near = min(
        others,
        key=lambda other: abs(np.log(other.letters.size / size)) * 1e4
        + abs(other.place[0] - x) + 3 * abs(other.place[1] - y),
        default=one.stretch,
    )  # fmt: skip
    return page.turned.region(near.box)


def _map(page: Upright, found: list[_Found]) -> Pixels:
    """Return the scores over the page as stored, an eighth of its size: 255 from twice the limit on."""
    high, wide = page.pixels.shape[:2]
    shown = np.zeros((max(high // 8, 1), max(wide // 8, 1)), np.uint8)
    for one in reversed(found):
        box = one.strongest.box if one.strongest is not None and one.score >= 1 else one.stretch.box
        x0, y0, x1, y1 = (value // 8 for value in box)
        cv2.rectangle(shown, (x0, y0), (x1, y1), int(min(one.score / 2, 1.0) * 255), -1)
    return np.ascontiguousarray(np.rot90(shown, k=page.turned.rotation // 90))
