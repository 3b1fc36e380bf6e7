"""What checks are given, built from the truth and without a reader: exhibits of a forgery and of its twin.

Words are the printed ones, each with the box of its ink; a reader's boxes are a pixel or two wider. Where it matters
how a reader places words, ``validators.forensics`` is measured with ``worker.local`` instead.
"""

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from extractors.model import Region, Word
from samples.forgeries.model import Edit, Forgery, Pixels, Upload
from samples.render.printed import Box
from validators.forensics.exhibit import Exhibit, Mark as Signed, Sheet
from validators.forensics.pdf import stratum_of_pdf
from validators.forensics.strata import Stratum, stratum_of

PDF_DPI: Final = 150
"""Dots per inch at which pages of a PDF are drawn, as the reader draws those with a text layer."""


def exhibit(forgery: Forgery, *, twin: bool = False, words: bool = True) -> Exhibit:
    """Return the edited upload as an exhibit, or its ``twin``; without ``words`` its sheets have fields only."""
    upload = forgery.twin if twin else forgery.edited
    return Exhibit(
        upload.data,
        upload.media_type,
        stratum(upload, forgery.facts),
        tuple(_sheet(page, pixels, upload, forgery.paper, words=words) for page, pixels in enumerate(decoded(upload))),
        forgery.trusted,
    )


def stratum(upload: Upload, facts: frozenset[str] = frozenset()) -> Stratum:
    """Return how the upload came about, told by its file as in the worker."""
    if upload.media_type == "application/pdf":
        return stratum_of_pdf(upload.data)
    return stratum_of(upload.data, upload.media_type, facts)


def decoded(upload: Upload) -> list[Pixels]:
    """Return the pages of an upload as BGR pixels."""
    if upload.media_type == "application/pdf":
        document = pypdfium2.PdfDocument(upload.data)
        scale = PDF_DPI / 72
        pages = [np.asarray(page.render(scale=scale).to_pil().convert("RGB")) for page in document]
        document.close()
    else:
        pages = [np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(upload.data))).convert("RGB"))]
    return [np.ascontiguousarray(page[:, :, ::-1]) for page in pages]


def regions(edits: Iterable[Edit]) -> list[Region]:
    """Return where edits were made."""
    return [_region(edit.page, edit.box) for edit in edits]


def _sheet(page: int, pixels: Pixels, upload: Upload, kind: str, *, words: bool) -> Sheet:
    fields = [mark for mark in reversed(upload.marks) if mark.kind == "field" and mark.page == page and not mark.hidden]
    read = [
        Word(text=word.text, region=_region(page, word.box), confidence=0.96)
        for word in upload.words if words and word.page == page
    ]  # fmt: skip
    return Sheet(
        page=page,
        pixels=pixels,
        kind=kind,
        words=tuple(read),
        fields={mark.name: _region(page, mark.box) for mark in fields},
        values={mark.name: mark.value for mark in fields},
        to_stored=upload.to_page,
        marks=tuple(
            Signed(mark.name, mark.value, _region(page, mark.box))
            for mark in upload.marks
            if mark.kind == "signature" and mark.page == page and not mark.hidden
        ),
    )


def without_words(given: Exhibit) -> Exhibit:
    """Return the exhibit as if nothing had been read on it."""
    return replace(given, sheets=tuple(replace(sheet, words=(), fields={}, values={}) for sheet in given.sheets))


def _region(page: int, box: Box) -> Region:
    return Region.clipped(page, *box)
