"""Texts of a PDF page in another font, size or colour than those around them, or painted after all of them."""

from collections.abc import Iterator, Sequence
from typing import Final

from validators.forensics.check import Measured, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_file import opened
from validators.forensics.pdf_page import Box, PdfPage
from validators.forensics.pdf_places import field_at, fields_on, region
from validators.forensics.pdf_styles import Group, odd_groups
from validators.forensics.pdf_text import around

SCAN: Final = 0.5
MOST_FOUND: Final = 20
MOST_ON_A_PAGE: Final = 8
"""More odd places on one page are its design."""
FILLED: Final = 0.5
"""Share of a page's fields from which on their common oddity is a form that a program filled in."""
STRONG, MIXED, WEAK = 1.0, 0.7, 0.4


def _is_pdf(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf


@check(opens_file=True, wants=_is_pdf)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Texts that stand out from those around them.

    Score 1 where they are painted long after those around them and differ in something else too, 0.7 where they differ
    in the font and in one more thing, 0.4 where in one thing. A form in which a program filled in the values, all of
    them alike, is no oddity. ``facts``: ``text``, ``font``, ``usual``, ``signs`` (``late``, ``font``, ``size``,
    ``colour``, ``source``, ``subset``, ``ground``).
    """
    file = opened(exhibit.data)
    found = [one for index in range(file.count) for one in _on_page(exhibit, file.page(index))]
    if not found:
        yield Measured()
    yield from sorted(found, key=lambda one: -one.score)[:MOST_FOUND]


def _on_page(exhibit: Exhibit, page: PdfPage) -> list[Measured]:
    if page.share_of_pictures >= SCAN:
        return []
    groups = odd_groups(page)
    if not groups or _is_filled_form(exhibit, page, groups) or len(groups) > MOST_ON_A_PAGE:
        return []
    found = [(_one(exhibit, page, group), group) for group in groups]
    return [one for one, group in found if one.field or "late" in group.signs]


def _one(exhibit: Exhibit, page: PdfPage, group: Group) -> Measured:
    box = around([one.box for one in group.texts])
    return Measured(
        score=_score(group),
        field=field_at(exhibit, page.index, box),
        facts={
            "text": " ".join(one.text for one in group.texts)[:300],
            "signs": " ".join(sorted(group.signs)),
            "font": group.font,
            "usual": group.usual,
        },
        region=region(page.index, box),
        compared=region(page.index, around(_nearest(box, [one.box for one in group.beside]))) if group.beside else None,
    )


def _nearest(box: Box, others: Sequence[Box]) -> list[Box]:
    """Return the texts nearest to a box, and those on the same line as the first of them: a crop that can be read."""

    def away(one: Box) -> float:
        return max(one[1] - box[3], box[1] - one[3], 0.0) * 3 + max(one[0] - box[2], box[0] - one[2], 0.0)

    first = min(others, key=away)
    high = first[3] - first[1]
    return [one for one in others if abs(one[1] - first[1]) < high / 2 and abs(one[0] - first[0]) < 20 * high]


def _score(group: Group) -> float:
    others = group.signs - {"late"}
    if "late" in group.signs and others:
        return STRONG
    return MIXED if "font" in others and len(others) > 1 else WEAK


def _is_filled_form(exhibit: Exhibit, page: PdfPage, groups: Sequence[Group]) -> bool:
    """Tell whether most of the page's fields are odd together: a template that a program filled in."""
    fields = [name for name, _ in fields_on(exhibit, page.index)]
    odd = {field_at(exhibit, page.index, around([one.box for one in group.texts])) for group in groups} - {""}
    return len(fields) >= 2 and len(odd) >= 2 and len(odd) >= FILLED * len(set(fields))
