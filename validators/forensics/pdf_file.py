"""A PDF opened once for all checks that look into it."""

from functools import lru_cache
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from validators.forensics.check import NotMeasurable
from validators.forensics.pdf_page import PdfPage, TooMuch

MOST_PAGES: Final = 50
"""Pages that are looked at; uploads of more are refused before."""
_LOCKED: Final = frozenset({pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY})
UNPARSABLE: Final = "unparsable"
ENCRYPTED: Final = "encrypted"
OVERFULL: Final = "too_much_on_a_page"


class PdfFile:
    """An open PDF; its pages are taken apart when first asked for, and kept."""

    def __init__(self, data: bytes) -> None:
        """Open ``data``. Raises ``NotMeasurable`` where it is locked or no PDF that can be read."""
        try:
            self.document: Any = pypdfium2.PdfDocument(data)
            self.count = min(len(self.document), MOST_PAGES)
        except pypdfium2.PdfiumError as error:
            code = ENCRYPTED if error.err_code in _LOCKED else UNPARSABLE
            raise NotMeasurable(code, failed=True) from error
        if self.document.get_formtype():
            self.document.init_forms()
        self._pages: dict[int, PdfPage] = {}

    def page(self, index: int) -> PdfPage:
        """Return one page taken apart. Raises ``NotMeasurable`` where that cannot be done."""
        if index not in self._pages:
            try:
                self._pages[index] = PdfPage(self.document[index], index)
            except pypdfium2.PdfiumError as error:
                raise NotMeasurable(UNPARSABLE, failed=True) from error
            except TooMuch as error:
                raise NotMeasurable(OVERFULL, failed=True) from error
        return self._pages[index]


@lru_cache(maxsize=1)
def opened(data: bytes) -> PdfFile:
    """Return the open PDF of ``data``, the same one for every check.

    Raises:
        NotMeasurable: ``encrypted`` or ``unparsable`` (both ``failed``): never a file in which nothing was seen.
    """
    return PdfFile(data)
