"""Checks of pixels on the pictures inside a scan's PDF: in the picture's own pixels, with its own JPEG's tables.

A page as it is drawn is resampled and tells nothing of editing. A page that is one picture (``pdf_picture``) is an
exhibit of its own here, of the stratum that its own file says; what was measured is told on the page again. Of a page
that is anything else nothing is said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, cast

import cv2
import numpy as np

from extractors.model import Region, TraceState, Word
from validators.forensics.check import Check, Measured, Result, run
from validators.forensics.exhibit import Exhibit, Pixels, Sheet
from validators.forensics.pdf_page import Box
from validators.forensics.pdf_picture import PdfPicture, picture_of
from validators.forensics.strata import stratum_of

MOST_PIXELS: Final = 16_000_000
"""Pixels of all pictures of one PDF that are looked at: some 20 s of a processor, which the process may use 40 of."""
NO_SHEETS: Final = "no_pages"
TOO_MANY: Final = "too_many_pixels"
NO_MEMORY: Final = "out_of_memory"
_WHOLE: Final = 0.01
"""Share of the page by which a picture may miss its sides and still be all of it."""


@dataclass(frozen=True)
class Inside:
    """A page's picture as an exhibit: its sheets are in shares of the picture as shown, all with page 0."""

    exhibit: Exhibit
    page: int
    box: Box

    def told(self, one: Measured) -> Measured:
        """Return what was measured on the picture as measured on the page."""
        return replace(
            one, region=self._on_page(one.region), compared=self._on_page(one.compared), map=self._map(one.map)
        )

    def _on_page(self, region: Region | None) -> Region | None:
        if region is None:
            return None
        left, top, right, bottom = self.box
        wide, high = right - left, bottom - top
        return Region.clipped(self.page, left + region.x0 * wide, top + region.y0 * high,
                              left + region.x1 * wide, top + region.y1 * high)  # fmt: skip

    def _map(self, shown: Pixels | None) -> Pixels | None:
        """Return a map of the picture laid over the page, with its margins or without what is cropped."""
        left, top, right, bottom = self.box
        if shown is None or max(abs(left), abs(top), abs(right - 1), abs(bottom - 1)) < _WHOLE:
            return shown
        across, down = shown.shape[1] / (right - left), shown.shape[0] / (bottom - top)
        moved = np.array([(1, 0, left * across), (0, 1, top * down)], np.float64)
        return cast("Pixels", cv2.warpAffine(shown, moved, (max(1, round(across)), max(1, round(down)))))


def run_inside(one: Check, exhibit: Exhibit) -> Result:
    """Run a check on the pictures inside a PDF: measured where one of them was, else with the first page's reason."""
    measured: list[Measured] = []
    results: list[Result] = []
    for found in inside(exhibit):
        if isinstance(found, str):
            results.append(Result(one.name, TraceState.NOT_APPLICABLE, found))
            continue
        result = _run(one, found.exhibit)
        results.append(result)
        measured += [found.told(each) for each in result.measured]
    if any(result.state is TraceState.MEASURED for result in results):
        return Result(one.name, TraceState.MEASURED, measured=tuple(sorted(measured, key=lambda each: -each.score)))
    return results[0] if results else Result(one.name, TraceState.NOT_APPLICABLE, NO_SHEETS)


def _run(one: Check, exhibit: Exhibit) -> Result:
    """Run a check on one picture; where the process has too little memory for it, the others still run."""
    try:
        return run(one, exhibit)
    except MemoryError:
        return Result(one.name, TraceState.FAILED, NO_MEMORY)
    except cv2.error as error:
        if error.code != cv2.Error.STS_NO_MEM:
            raise
        return Result(one.name, TraceState.FAILED, NO_MEMORY)


def inside(exhibit: Exhibit) -> Iterator[Inside | str]:
    """Yield the picture of every page that was read, those with values first, or why there is none.

    Raises:
        NotMeasurable: the PDF cannot be opened.
    """
    left = MOST_PIXELS
    for page in _pages(exhibit.sheets):
        picture = picture_of(exhibit.data, page) if left > 0 else TOO_MANY
        if isinstance(picture, str):
            yield picture
            continue
        left -= picture.pixels.shape[0] * picture.pixels.shape[1]
        if left < 0:
            yield TOO_MANY
            continue
        yield Inside(_exhibit(picture, [sheet for sheet in exhibit.sheets if sheet.page == page]), page, picture.box)


def _pages(sheets: Iterable[Sheet]) -> list[int]:
    bare: dict[int, bool] = {}
    for sheet in sheets:
        bare[sheet.page] = bare.get(sheet.page, True) and not sheet.fields
    return sorted(bare, key=lambda page: (bare[page], page))


def _exhibit(picture: PdfPicture, sheets: Iterable[Sheet]) -> Exhibit:
    media_type = "image/jpeg" if picture.data else "image/png"
    own = tuple(_sheet(picture, sheet) for sheet in sheets)
    stratum = stratum_of(picture.data, media_type)
    return Exhibit(picture.data, media_type, stratum, own, orientation=picture.orientation)


def _sheet(picture: PdfPicture, sheet: Sheet) -> Sheet:
    """Return a page's sheet on its picture, without what lies beside it or under something painted later."""
    places = {name: place for name, region in sheet.fields.items() if (place := _in(picture, region)) is not None}
    return Sheet(
        page=0,
        pixels=picture.pixels,
        document=sheet.document,
        kind=sheet.kind,
        rotation=sheet.rotation,
        part=_in(picture, sheet.part) if sheet.part is not None else None,
        words=tuple(_words(picture, sheet.words)),
        fields=places,
        values={name: sheet.values[name] for name in places if name in sheet.values},
    )


def _words(picture: PdfPicture, words: Iterable[Word]) -> Iterator[Word]:
    for word in words:
        place = _in(picture, word.region)
        if place is not None:
            yield word.model_copy(update={"region": place})


def _in(picture: PdfPicture, region: Region) -> Region | None:
    """Return a region of the page in shares of the picture; None where it is not on it, or painted over."""
    over = (Region.clipped(region.page, *box) for box in picture.over)
    if any(region.common(each) > 0 for each in over):
        return None
    left, top, right, bottom = picture.box
    wide, high = right - left, bottom - top
    found = Region.clipped(0, (region.x0 - left) / wide, (region.y0 - top) / high,
                           (region.x1 - left) / wide, (region.y1 - top) / high)  # fmt: skip
    return found if found.width > 0 and found.height > 0 else None
