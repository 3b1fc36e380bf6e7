"""Page images to documents: every page read, pages of one paper put together, its fields taken out.

What leaves here stands in shares of the pages as stored: the reader's turning is undone in one place, below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from extractors import barcode, joining
from extractors.calibration import calibrated
from extractors.document_type import UNKNOWN, DocumentType, document_types
from extractors.engine import PageImage, Readers, ReadPage, View
from extractors.grouping import Group, group
from extractors.imaging import LEAST_TEXT_LAYER, to_stored, upright
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region, Value, Word
from extractors.one_place import apart
from extractors.papers import papers_on
from extractors.parts import apart as outlines_apart, read_apart
from extractors.sequence import sequence_fields

Pages = Mapping[int, ReadPage]
"""A paper's pages by their index."""


__all__ = ["Group", "fields_of", "group", "read_pages", "words_on"]

CODES: Final = "codes"
"""The field of every type that holds the printed codes of its pages: format, text and region of each."""
SURE_CODE: Final = 0.99
"""Confidence of a code: it is read whole, with its own error correction, or not at all."""


def read_pages(images: Sequence[PageImage], readers: Readers) -> tuple[ReadPage, ...]:
    """Return every page upright and read; each paper of a picture of several is a page of its own.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    return tuple(page for image in images for page in _read(image, readers))


def _read(image: PageImage, readers: Readers) -> tuple[ReadPage, ...]:
    if len(image.words) >= LEAST_TEXT_LAYER:  # a page of a PDF that says itself what stands on it
        return (upright(image, readers),)
    outlines = outlines_apart(papers_on(image.pixels))
    return read_apart(image, readers, outlines) or (upright(image, readers, outlines),)


def fields_of(paper: Group, readers: Readers) -> dict[str, Field]:
    """Return the paper's fields, regions in shares of the pages as stored.

    Every paper has its printed codes. One of unknown type has nothing else, but for a page that bears a page number or
    article headings: it may be the middle of a contract, and gives what the likeliest type of such papers finds on it.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    kind, sequence = document_types().get(paper.type), {}
    if paper.type in {*joining.TYPES, UNKNOWN}:
        sequence = sequence_fields(paper.pages, readers)
        kind = kind or (_likeliest(paper) if sequence else None)
    found = {**(kind.extract(paper.pages, readers) if kind is not None else {}), **sequence, **_codes(paper.pages)}
    pages = {page.index: page for page in paper.pages}
    return apart({name: calibrated(_stored(field, pages)) for name, field in found.items()})


def _codes(pages: Sequence[ReadPage]) -> dict[str, Field]:
    """Return the field of the printed codes, regions in shares of the upright pages; nothing where there are none."""
    found = [code for page in pages for code in _codes_on(page)]
    if not found:
        return {}
    readings = tuple(
        Reading(
            source=ReadingSource.BARCODE, engine=barcode.ENGINE, raw=code.text, value=code.text, confidence=SURE_CODE,
            region=code.region,
        )
        for code in found
    )  # fmt: skip
    field = Field(
        value=[{"format": code.format, "text": code.text, "region": code.region} for code in found],
        raw=" ".join(code.text for code in found),
        confidence=SURE_CODE,
        status=FieldStatus.OK,
        source=ReadingSource.BARCODE,
        region=found[0].region if len(found) == 1 else None,
        readings=readings,
    )
    return {CODES: field}


def _codes_on(page: ReadPage) -> Iterator[barcode.PrintedCode]:
    """Yield the codes of one page, looked for on the straightened picture: a slanted PDF417 is not read."""
    view = page.view or View(page.pixels, (), np.eye(3))
    for code in barcode.find_codes(view.pixels):
        region = view.on_page(code.region, page.pixels)
        yield replace(code, region=region.model_copy(update={"page": page.index}))


def _likeliest(paper: Group) -> DocumentType | None:
    """Return the type of several pages that a page of unknown type looks most like, None when like none at all."""
    likely = [one for one in paper.alternatives if one.type in joining.TYPES and one.score > 0]
    return document_types().get(max(likely, key=lambda one: one.score).type) if likely else None


def _stored(field: Field, pages: Pages) -> Field:
    readings = tuple(
        reading.model_copy(
            update={"region": _mapped(reading.region, pages), "value": _mapped_value(reading.value, pages)}
        )
        for reading in field.readings
    )
    return field.model_copy(
        update={
            "region": _mapped(field.region, pages),
            "value": _mapped_value(field.value, pages),
            "readings": readings,
        }
    )


def words_on(page: ReadPage) -> tuple[Word, ...]:
    """Return the page's words with their regions in shares of the page as stored."""
    return tuple(word.model_copy(update={"region": _on_stored(word.region, page)}) for word in page.words)


def _home(region: Region, pages: Pages) -> Region:
    """Return a region of an upright page, or of an upright paper on it, in shares of the page as stored."""
    page = pages.get(region.page)
    return region if page is None else _on_stored(region, page)


def _on_stored(region: Region, page: ReadPage) -> Region:
    return page.part.on_stored(region) if page.part is not None else to_stored(region, page.rotation)


def _mapped(region: Region | None, pages: Pages) -> Region | None:
    return None if region is None else _home(region, pages)


def _mapped_value(value: Value, pages: Pages) -> Value:
    """Return a value with the regions inside it mapped: those of a list's entries (deductions, clauses, signatures)."""
    if isinstance(value, str):
        return value
    return [{key: _mapped_entry(entry, pages) for key, entry in item.items()} for item in value]


def _mapped_entry(entry: object, pages: Pages) -> object:
    """Return an entry as it is, but a region (as model or as its dump) mapped and dumped."""
    if isinstance(entry, Region):
        return _home(entry, pages).model_dump()
    if isinstance(entry, dict) and entry.keys() == set(Region.model_fields):
        region = Region.model_validate(entry)
        return _home(region, pages).model_dump()
    return entry
