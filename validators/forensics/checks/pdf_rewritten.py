"""Texts of a PDF that were changed in their own place: out of their font's order, or on a page written anew alone."""

import io
from collections.abc import Iterator, Sequence
from typing import Final

import pikepdf

from extractors.model import Region
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_codes import BROKEN, CodedFont, Reading, TooMuch
from validators.forensics.pdf_file import OVERFULL, PdfFile, opened
from validators.forensics.pdf_habits import Rewritten, generated_pages, rewritten_pages
from validators.forensics.pdf_order import Break, breaks_of
from validators.forensics.pdf_places import field_at, region
from validators.forensics.pdf_text import around
from validators.forensics.strata import Stratum

OUT_OF_ORDER, ALONE, WITH_MORE = 1.0, 0.9, 0.3
"""Scores: a text out of its font's order; a page written anew alone; the same with a stamp that explains it."""
MOST_FOUND: Final = 20
MOST_SAID: Final = 120


def _is_pdf(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf


@check(opens_file=True, wants=_is_pdf)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Texts that do not follow the order in which their font lists its characters, and pages written anew alone.

    Score 1 for a text out of order (``facts``: ``sign`` ``order``, ``font``, ``letters``: the characters, ``text``:
    what stands at the place), 0.9 for a page in another manner than all pages that it shares fonts with, 0.3 where a
    picture or a font was put on that page besides (``sign`` ``page``, ``likeness``, ``pages``: how many in the other
    manner); 0.9 too for a page that an editing program wrote anew in another producer's file (``sign`` ``editor``).
    """
    file = opened(exhibit.data)
    if exhibit.stratum is Stratum.SCAN_IN_PDF:
        raise NotMeasurable("scan")
    try:
        with pikepdf.open(io.BytesIO(exhibit.data)) as pdf:
            reading, rewritten = Reading(pdf, file.count), rewritten_pages(pdf, file.count)
            generated = generated_pages(pdf, file.count)
    except TooMuch as error:
        raise NotMeasurable(OVERFULL, failed=True) from error
    except BROKEN as error:
        # PDFium, which opened the file, reads such operators more leniently, and the other checks go by what it reads.
        raise NotMeasurable("operators") from error
    found = [_out_of_order(exhibit, file, reading, *one) for one in breaks_of(reading.fonts.values())]
    found += [_page(one) for one in rewritten]
    found += [_generated(page) for page in generated if page not in {one.page for one in rewritten}]
    yield from found[:MOST_FOUND] or [Measured()]


def _out_of_order(exhibit: Exhibit, file: PdfFile, reading: Reading, font: CodedFont, found: Break) -> Measured:
    where, text = _place(file, reading, found)
    return Measured(
        score=OUT_OF_ORDER,
        field=field_at(exhibit, where.page, (where.x0, where.y0, where.x1, where.y1)),
        facts={"sign": "order", "font": font.name, "letters": " ".join(found.letters)[:MOST_SAID], "text": text},
        region=where,
    )


def _place(file: PdfFile, reading: Reading, one: Break) -> tuple[Region, str]:
    """Return where a break is and what is said there; the whole page where PDFium counts other texts than pikepdf."""
    page = file.page(one.first.page)
    if len(page.texts) != reading.runs[page.index]:
        return Region(page=page.index, x0=0, y0=0, x1=1, y1=1), ""
    texts = page.texts[one.first.run : one.last.run + 1]
    said = "".join(letter for text in texts for letter, _ in text.characters).split()
    return region(page.index, around([text.box for text in texts])), " ".join(said)[:MOST_SAID]


def _page(one: Rewritten) -> Measured:
    return Measured(
        score=WITH_MORE if one.has_more else ALONE,
        facts={"sign": "page", "likeness": f"{one.likeness:.2f}", "pages": str(len(one.others))},
        region=_whole([one.page]),
        compared=_whole(one.others),
    )


def _generated(page: int) -> Measured:
    return Measured(score=ALONE, facts={"sign": "editor"}, region=_whole([page]))


def _whole(pages: Sequence[int]) -> Region:
    return Region(page=pages[0], x0=0, y0=0, x1=1, y1=1)
