"""What kind of PDF an upload is, told by what its pages hold."""

from typing import Final

import pypdfium2
from pypdfium2 import raw as pdfium

from validators.forensics.strata import Stratum

MOST_PAGES: Final = 50
"""Pages that are looked at."""
WHOLE_PAGE: Final = 0.6
"""Share of a page from which on a picture on it is the page."""


def stratum_of_pdf(data: bytes) -> Stratum:
    """Return whether the PDF in ``data`` is born digital or a scan; ``unknown`` where it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(data)
        pages = [document[index] for index in range(min(len(document), MOST_PAGES))]
    except pypdfium2.PdfiumError:
        return Stratum.UNKNOWN
    scans = sum(_is_picture(page) for page in pages)
    return Stratum.SCAN_IN_PDF if pages and 2 * scans >= len(pages) else Stratum.BORN_DIGITAL


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Tell whether pictures cover the page."""
    wide, high = page.get_size()
    covered = 0.0
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        covered += max(0.0, min(right, wide) - max(left, 0)) * max(0.0, min(top, high) - max(bottom, 0))
    return bool(covered >= WHOLE_PAGE * wide * high)
