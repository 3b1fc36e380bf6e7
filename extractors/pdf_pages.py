"""PDF to page images, with PDFium. Runs in the sandbox only.

A page's text layer is believed only where it is what the page shows: enough upright, visible characters, no picture
or filled-in field that may carry text beside them, and most of the page's ink under its words. Everything else is
given without words and is read from its image, as a scan is: text that an OCR program hid under a scan is no evidence
of what is printed there.
"""

import math
from collections.abc import Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from extractors.pdf_text import TextLayer, believed
from extractors.raster import DecodedPage, Job, Refused

_DISPLAY_DPI: Final = 150.0
_OUTLINE_DPI: Final = 300.0
_LOW_DPI, _HIGH_DPI = 150.0, 300.0
_LOW_SHORT_PX, _HIGH_SHORT_PX = 1240.0, 2480.0  # an A4 sheet's shorter side at these two
_LONGEST_SIDE_PX: Final = 20_000
_PICTURE_SHARE: Final = 0.15
"""A picture above this share of the page may carry text of its own; a logo or a passport photo stays below it."""
_MOST_OBJECTS: Final = 50_000
_DEEPEST_FORM: Final = 8
_MARKS_WITHOUT_TEXT: Final = frozenset(
    {
        pdfium.FPDF_ANNOT_LINK,
        pdfium.FPDF_ANNOT_POPUP,
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_HIGHLIGHT,
        pdfium.FPDF_ANNOT_UNDERLINE,
        pdfium.FPDF_ANNOT_SQUIGGLY,
        pdfium.FPDF_ANNOT_STRIKEOUT,
    }
)
_HIDDEN_FLAGS: Final = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_LOCKED: Final = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})


def pdf_pages(data: bytes, job: Job) -> Iterator[DecodedPage]:
    """Yield the pages of a PDF; one that only forbids changes (an owner's password) is read. Raises ``Refused``."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refused("encrypted" if error.err_code in _LOCKED else "damaged") from error
    count = len(document)
    if count > job.max_pages:
        raise Refused("too_many_pages")
    if document.get_formtype():
        document.init_forms()
    for index in range(count):
        try:
            page = document[index]
            yield _decoded(page, job, job.page_pixels(count))
            page.close()
        except pypdfium2.PdfiumError as error:
            raise Refused("damaged") from error


def _decoded(page: pypdfium2.PdfPage, job: Job, most: int) -> DecodedPage:
    width, height = page.get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise Refused("damaged")
    pictures = _Pictures(page)
    note = _why_not(page, pictures)
    if not note:
        image, dpi = _rendered(page, _DISPLAY_DPI, most)
        layer = believed(page, image)
        if isinstance(layer, TextLayer):
            return _page(image, dpi, job, layer)
        note = layer
    image, dpi = _rendered(page, _scan_dpi(width, height, pictures), most)
    return _page(image, dpi, job, TextLayer(()), note)


def _page(image: Image.Image, dpi: float, job: Job, layer: TextLayer, note: str = "") -> DecodedPage:
    if min(image.size) < job.min_side_px:
        raise Refused("too_small")
    return DecodedPage(image.width, image.height, 3, image.tobytes("raw", "BGR"), round(dpi, 2), layer.words, note)


def _rendered(page: pypdfium2.PdfPage, dpi: float, most: int) -> tuple[Image.Image, float]:
    """Return the page as shown, at ``dpi`` or, where that is more than ``most`` pixels, at what they allow."""
    width, height = page.get_size()
    scale = min(dpi / 72, math.sqrt(0.99 * most / (width * height)), _LONGEST_SIDE_PX / max(width, height))
    bitmap = page.render(scale=scale)
    image = Image.frombuffer("RGB", (bitmap.width, bitmap.height), bitmap.buffer, "raw", "BGR", bitmap.stride, 1)
    image = image.copy()  # its own memory, so that the bitmap can go
    bitmap.close()
    return image, scale * 72


def _scan_dpi(width: float, height: float, pictures: "_Pictures") -> float:
    """Return the resolution at which a page without believed text is rendered: the scan's own, within reason.

    Between 150 and 300 dpi, where the page has the size of the paper; photos put on a page of 72 dpi, or on one of
    playing-card size, keep as many pixels as an A4 sheet would have.
    """
    short = min(width, height) / 72
    if pictures.dpi is None:
        return _OUTLINE_DPI
    return min(max(pictures.dpi, min(_LOW_DPI, _LOW_SHORT_PX / short)), max(_HIGH_DPI, _HIGH_SHORT_PX / short))


def _why_not(page: pypdfium2.PdfPage, pictures: "_Pictures") -> str:
    """Return why the text layer needs no look: the page shows text that a layer would not hold."""
    if pictures.uncounted:
        return "too many objects"
    if pictures.share >= _PICTURE_SHARE:
        return "picture"
    return "filled-in field or mark" if _has_overlay(page) else ""


def _has_overlay(page: pypdfium2.PdfPage) -> bool:
    """Return whether something lies on the page that may show or cover text: a filled-in field, a stamp, a note."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 1000)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        if not mark:
            continue
        box = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(mark, box)
        shown = abs(box.right - box.left) * abs(box.top - box.bottom) > 1
        hidden = pdfium.FPDFAnnot_GetFlags(mark) & _HIDDEN_FLAGS
        kind = pdfium.FPDFAnnot_GetSubtype(mark)
        pdfium.FPDFPage_CloseAnnot(mark)
        if shown and not hidden and kind not in _MARKS_WITHOUT_TEXT:
            return True
    return False


class _Pictures:
    """The page's pictures: ``share`` of the page under them (at most 1), ``dpi`` of the largest or None."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_bbox()
        self._page = (left, bottom, right, top)
        self._area = max((right - left) * (top - bottom), 1e-6)
        self._seen = 0
        self._largest = 0.0
        self.share = 0.0
        self.dpi: float | None = None
        objects = (pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
        self._walk(objects, pypdfium2.PdfMatrix(), 0)
        self.share = min(self.share, 1.0)

    @property
    def uncounted(self) -> bool:
        """Whether the page holds more objects than were looked at."""
        return self._seen > _MOST_OBJECTS

    def _walk(self, objects: "Iterator[object]", matrix: pypdfium2.PdfMatrix, depth: int) -> None:
        for handle in objects:
            self._seen += 1
            if self.uncounted:
                return
            kind = pdfium.FPDFPageObj_GetType(handle)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._count(handle, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                inner = range(pdfium.FPDFFormObj_CountObjects(handle))
                parts = (pdfium.FPDFFormObj_GetObject(handle, index) for index in inner)
                self._walk(parts, _matrix(handle).multiply(matrix), depth + 1)

    def _count(self, handle: object, matrix: pypdfium2.PdfMatrix) -> None:
        placed = _matrix(handle).multiply(matrix)
        left, bottom, right, top = placed.on_rect(0, 0, 1, 1)
        wide = min(right, self._page[2]) - max(left, self._page[0])
        high = min(top, self._page[3]) - max(bottom, self._page[1])
        share = max(wide, 0.0) * max(high, 0.0) / self._area
        self.share += share
        if share > self._largest:
            self._largest = share
            self.dpi = _picture_dpi(handle, placed)


def _matrix(handle: object) -> pypdfium2.PdfMatrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, found)
    return pypdfium2.PdfMatrix.from_raw(found)


def _picture_dpi(handle: object, placed: pypdfium2.PdfMatrix) -> float | None:
    """Return the picture's pixels per inch of page, along its rows."""
    wide, high = pdfium.c_uint(), pdfium.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(handle, wide, high):
        return None
    length = math.hypot(placed.a, placed.b)
    return 72 * wide.value / length if length > 1e-3 else None
