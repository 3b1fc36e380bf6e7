"""Prints of what may be used again: the page, the portrait, signatures and stamps, the letterhead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np

from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.crops import (
    Box,
    Corners,
    corners_of,
    cut,
    region_of,
    size_of,
    to_corners,
    to_stored,
    told,
    understood,
    upright_box,
)
from validators.forensics.exhibit import Exhibit, Homography, Pixels, Sheet
from validators.forensics.inks import ink_box, inked
from validators.forensics.likeness import print_of
from validators.forensics.portraits import PRIORS, frame, portrait_boxes

LETTERS: Final = frozenset(
    {"family_permit", "police_clearance", "health_certificate", "agency_licence", "placement_agreement", "job_order",
     "competence_certificate", "marital_status_letter"}
)  # fmt: skip
"""Papers with a letterhead."""
HEAD: Final = 0.17
"""Share of a page's height that holds its letterhead."""
WORDS: Final = 6
"""Fewer words, and a page is no page of a paper."""
HEAD_WORDS: Final = 3
PAPER_SIDE: Final = 1200
"""Pixels of the longer side of a paper that is looked at."""
PORTRAIT: Final = (144, 192)
MARK_SIDE: Final = 192
INSET: Final = 0.05
"""Share of a portrait's sides left away: its edges lie a little off in every picture."""
AROUND: Final = 0.4
"""Shares of a mark's shorter side around a reader's box in which its ink may go on."""
BLUR: Final = 7.0
VALUES: Final[Mapping[str, Box]] = {"ktp": (0.27, 0.14, 0.75, 0.92), "passport": (0.28, 0.12, 0.8, 0.72)}
"""Where the values stand on a card, in shares of it: right of the labels or the portrait, below the heading."""
VALUES_SIDE: Final = 128
"""Pixels of either side to which they are brought: PDQ looks at 64, and seven such pictures are made of a card."""
MOVED_VALUES: Final = 0.01
"""Share of a card's sides by which the place of its values is shifted, as ``MOVED`` for portraits."""
MOVED: Final = 0.03
"""Share of a portrait's sides by which it may be placed otherwise on another picture of it."""
SMALLEST: Final = 24
"""Pixels of a crop's shorter side below which there is nothing to take a print of."""


@dataclass(frozen=True)
class _Crop:
    """A crop with what it is of."""

    kind: str
    role: str
    corners: Corners
    picture: Pixels


@check()
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Tell the prints of pages, portraits, signatures, stamps and letterheads; plain ones have none."""
    found, firsts = False, set[int]()
    for sheet in exhibit.sheets:
        first = sheet.document not in firsts
        firsts.add(sheet.document)
        for crop in crops(sheet, first=first):
            print_ = print_of(crop.picture)
            if print_ is None:
                continue
            found = True
            facts = {"kind": crop.kind, "role": crop.role, "hash": print_[0], "quality": str(print_[1]),
                     "corners": told(crop.corners)}  # fmt: skip
            if crop.kind in {"portrait", "signature"} or crop.role in VALUES:
                facts["near"] = " ".join(_near(crop, sheet.pixels))
            region = region_of(crop.corners, sheet.page)
            yield Measured(facts=facts, region=region, document=sheet.document)
    if not found:
        raise NotMeasurable("nothing_to_print")


def crops(sheet: Sheet, *, first: bool = True) -> Iterator[_Crop]:
    """Yield the crops of one sheet; a letterhead stands on the first of its paper."""
    if min(sheet.pixels.shape[:2]) < SMALLEST or len(sheet.words) < WORDS:
        return
    back = to_stored(sheet)
    if abs(np.linalg.det(back)) < 1e-9:
        return
    paper, size = _paper(sheet, back)
    card = (0.0, 0.0, 1.0, 1.0)
    if sheet.kind in PRIORS:
        card, faces = _card_and_faces(sheet, back, paper)
        for place, face in zip(("usual", "edges"), faces, strict=False):
            corners = corners_of(_inset(face), back)
            if min(size_of(corners, sheet.pixels)) >= SMALLEST:
                yield _Crop("portrait", place, corners, cut(sheet.pixels, corners, PORTRAIT))
    whole = corners_of(card, back)
    yield _Crop("page", sheet.kind, whole, _page(sheet.kind, sheet.pixels, whole))
    yield from _marks(sheet, back)
    if first and sheet.kind in LETTERS:
        yield from _letterhead(sheet, back, size)


def _near(crop: _Crop, pixels: Pixels) -> Iterator[str]:
    """Yield the prints of a crop that was placed a little otherwise: by these it is looked for, not kept."""
    share, corners = MOVED_VALUES if crop.kind == "page" else MOVED, crop.corners
    right, down = (corners[1] - corners[0]) * share, (corners[3] - corners[0]) * share
    middle = corners.mean(axis=0)
    moved = [corners + step for step in (right, -right, down, -down)]
    moved += [middle + (corners - middle) * scale for scale in (1 - share, 1 + share)]
    for place in moved:
        print_ = print_of(_looked_at(crop, pixels, place))
        if print_ is not None:
            yield print_[0]


def _looked_at(crop: _Crop, pixels: Pixels, corners: Corners) -> Pixels:
    if crop.kind == "page":
        return _page(crop.role, pixels, corners)
    return cut(pixels, corners, PORTRAIT) if crop.kind == "portrait" else _mass(mark_picture(pixels, corners))


def _page(kind: str, pixels: Pixels, corners: Corners) -> Pixels:
    """Return what a page's print is taken of: of cards the ink of their values, of other papers all of the page.

    What all cards of a form share (ground, emblem, labels) and the portrait are left away: two persons' cards are far
    apart then, and one card with another portrait is near.
    """
    if kind not in VALUES:
        wide, high = size_of(corners, pixels)
        return cut(pixels, corners, (256, max(64, round(256 * high / max(wide, 1.0)))))
    picture = cut(pixels, corners_of(VALUES[kind], to_corners(corners)), (VALUES_SIDE, VALUES_SIDE))
    grey = picture if picture.ndim == 2 else cast("Pixels", cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    ink = cv2.GaussianBlur(255 - inked(grey).astype(np.float32), (0, 0), BLUR / 2)
    return np.asarray(255 - np.clip(1.6 * ink, 0, 255), np.uint8)


def _paper(sheet: Sheet, back: Homography) -> tuple[Pixels, tuple[int, int]]:
    """Return the upright paper as a picture, and its size."""
    corners = corners_of((0.0, 0.0, 1.0, 1.0), back)
    wide, high = size_of(corners, sheet.pixels)
    scale = min(1.0, PAPER_SIDE / max(wide, high, 1.0))
    size = (max(SMALLEST, round(wide * scale)), max(SMALLEST, round(high * scale)))
    return cut(sheet.pixels, corners, size), size


def _card_and_faces(sheet: Sheet, back: Homography, paper: Pixels) -> tuple[Box, list[Box]]:
    """Return the card's box and the portrait's on the upright paper: where it usually stands, where edges were seen."""
    high, wide = paper.shape[:2]
    forth = np.asarray(np.linalg.inv(back), np.float64)
    places = {name: _scaled(upright_box(region, forth), wide, high) for name, region in sheet.fields.items()}
    place = frame(sheet.kind, places, (wide, high))
    faces = portrait_boxes(sheet.kind, paper, place)
    card = (place.x, place.y, place.x + place.width, place.y + place.width / PRIORS[sheet.kind].ratio)
    return _scaled(card, 1 / wide, 1 / high), [_scaled(face, 1 / wide, 1 / high) for face in faces]


def _scaled(box: Box, across: float, down: float) -> Box:
    return box[0] * across, box[1] * down, box[2] * across, box[3] * down


def _inset(box: Box, share: float = INSET) -> Box:
    x, y = share * (box[2] - box[0]), share * (box[3] - box[1])
    return box[0] + x, box[1] + y, box[2] - x, box[3] - y


def _marks(sheet: Sheet, back: Homography) -> Iterator[_Crop]:
    """Yield signatures and stamps, cut to their ink: how far a reader's box reaches beyond it changes."""
    forth = np.asarray(np.linalg.inv(back), np.float64)
    for mark in sheet.marks:
        if mark.kind not in {"hand", "thumb", "stamp"}:
            continue
        tight = _tight(upright_box(mark.region, forth), sheet, back)
        if tight is not None:
            corners = corners_of(tight, back)
            kind = "stamp" if mark.kind == "stamp" else "signature"
            yield _Crop(kind, f"{mark.party} {mark.kind}", corners, _mass(mark_picture(sheet.pixels, corners)))


def _tight(box: Box, sheet: Sheet, back: Homography) -> Box | None:
    """Return the box on the upright paper around the ink of a mark; None where it is too small or has hardly any."""
    wide, high = size_of(corners_of(box, back), sheet.pixels)
    if min(wide, high) < SMALLEST:
        return None
    x, y = AROUND * min(wide, high) / wide * (box[2] - box[0]), AROUND * min(wide, high) / high * (box[3] - box[1])
    outer = (box[0] - x, box[1] - y, box[2] + x, box[3] + y)
    corners = corners_of(outer, back)
    wide, high = size_of(corners, sheet.pixels)
    scale = 2 * MARK_SIDE / max(wide, high)
    size = (max(SMALLEST, round(wide * scale)), max(SMALLEST, round(high * scale)))
    per = ((outer[2] - outer[0]) / size[0], (outer[3] - outer[1]) / size[1])
    core = (round(x / per[0]), round(y / per[1]), size[0] - round(x / per[0]), size[1] - round(y / per[1]))
    inner = ink_box(cut(sheet.pixels, corners, size), core)
    if inner is None:
        return None
    return (outer[0] + inner[0] * per[0], outer[1] + inner[1] * per[1],
            outer[0] + inner[2] * per[0], outer[1] + inner[3] * per[1])  # fmt: skip


def _mass(ink: Pixels) -> Pixels:
    """Return ink as its mass here and there: the print of thin lines would change with a shift by their width."""
    return cast("Pixels", cv2.GaussianBlur(cv2.resize(ink, (MARK_SIDE, MARK_SIDE)), (0, 0), BLUR))


def mark_picture(pixels: Pixels, corners: Corners) -> Pixels:
    """Return the ink of a signature or stamp, dark on white, its longer side ``MARK_SIDE`` pixels."""
    wide, high = size_of(corners, pixels)
    scale = MARK_SIDE / max(wide, high, 1.0)
    return inked(cut(pixels, corners, (max(16, round(wide * scale)), max(16, round(high * scale)))))


def picture_of(kind: str, pixels: Pixels, corners: str) -> Pixels:
    """Return again the crop of a print of ``kind``, from its page and its corners as told; raises ``ValueError``."""
    place = understood(corners)
    if kind in {"stamp", "signature"}:
        return mark_picture(pixels, place)
    wide, high = size_of(place, pixels)
    side = 240 if kind != "page" else 640 if wide >= high else 1400
    scale = min(1.0, side / max(wide, high, 1.0))
    return cut(pixels, place, (max(SMALLEST, round(wide * scale)), max(SMALLEST, round(high * scale))))


def _letterhead(sheet: Sheet, back: Homography, size: tuple[int, int]) -> Iterator[_Crop]:
    forth = np.asarray(np.linalg.inv(back), np.float64)
    boxes = [upright_box(word.region, forth) for word in sheet.words]
    if sum(box[3] <= HEAD for box in boxes) >= HEAD_WORDS:
        corners = corners_of((0.0, 0.0, 1.0, HEAD), back)
        high = max(48, round(384 * HEAD * size[1] / size[0]))
        picture = cut(sheet.pixels, corners, (384, high))
        yield _Crop("letterhead", sheet.kind, corners, cast("Pixels", cv2.GaussianBlur(picture, (0, 0), 1.0)))
