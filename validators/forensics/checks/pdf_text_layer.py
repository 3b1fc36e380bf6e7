"""The text layer under a scanned page against what was read on its picture."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors.model import Region, Word
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_file import opened
from validators.forensics.pdf_page import Box, PdfPage
from validators.forensics.pdf_places import field_at, folded, region
from validators.forensics.pdf_text import words_on

PICTURE_PAGE: Final = 0.5
LEAST_WORDS: Final = 12
"""Words of a layer, and words read surely on the picture, from which on the two can be compared."""
SURE: Final = 0.8
FIGURES: Final = 4
"""Figures from which on a word is a number that matters."""
ANOTHER_WORD: Final = 3
"""Letters that differ from which on it is another word, and no slip of a reader (docs/screening.md)."""
MOST_FOUND: Final = 40


def _is_pdf_with_words(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf and any(sheet.words for sheet in exhibit.sheets)


@check(opens_file=True, wants=_is_pdf_with_words)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Numbers and fields for which the text layer of a scanned page says something else than the picture shows.

    ``score`` is the share of characters that differ in one place, letters and figures that readers mix up taken for
    the same. ``facts``: ``layer``, ``print``, ``differ`` (how many characters), ``together`` (how many in all numbers
    of the field), ``agreement`` (share of the page's words on which layer and picture agree; low where the layer is
    another program's poor reading).
    """
    file = opened(exhibit.data)
    compared = [page for page in map(file.page, range(file.count)) if _has_layer(page)]
    found = [one for page in compared for one in _on_page(exhibit, page)]
    if not compared:
        raise NotMeasurable("no_layer_under_a_picture")
    if not found:
        yield Measured()
    yield from sorted(found, key=lambda one: -one.score)[:MOST_FOUND]


def _has_layer(page: PdfPage) -> bool:
    return page.share_of_pictures >= PICTURE_PAGE and any(one.text for one in page.texts)


def _on_page(exhibit: Exhibit, page: PdfPage) -> Iterator[Measured]:
    layer = words_on(page, page.texts)
    words = [word for sheet in exhibit.sheets if sheet.page == page.index for word in sheet.words]
    sure = [word for word in words if word.confidence >= SURE and folded(word.text)]
    if len(layer) < LEAST_WORDS or len(sure) < LEAST_WORDS:
        return
    pairs = [(word, said) for word in sure if (said := _under(word.region, layer))]
    if len(pairs) < LEAST_WORDS:
        return
    agreement = sum(folded(word.text) == folded(said) for word, said in pairs) / len(pairs)
    found = [one for word, said in pairs if (one := _compared(exhibit, page.index, word, said)) is not None]
    together = Counter[str]()
    for one in found:
        if one.field and any(letter.isdigit() for letter in one.facts["print"]):
            together[one.field] += int(one.facts["differ"])
    for one in found:
        in_field = max(together[one.field], int(one.facts["differ"]))
        yield replace(one, facts={**one.facts, "together": str(in_field), "agreement": f"{agreement:.2f}"})


def _compared(exhibit: Exhibit, page: int, word: Word, said: str) -> Measured | None:
    """Return in what the layer differs from a printed word, None where that says nothing."""
    differ = differing_characters(word.text, said)
    share = min(1.0, differ / max(len(folded(word.text)), 1))
    box = (word.region.x0, word.region.y0, word.region.x1, word.region.y1)
    field = field_at(exhibit, page, box)
    figures = sum(letter.isdigit() for letter in word.text)
    is_number = figures >= FIGURES or (field and figures)
    if not differ or not (is_number or (field and differ >= ANOTHER_WORD)):
        return None
    facts = {"layer": said, "print": word.text, "differ": str(differ)}
    return Measured(score=share, field=field, facts=facts, region=region(page, box))


def differing_characters(printed: str, layer: str) -> int:
    """Return how many characters of a printed word the layer says otherwise; 0 where it says the same or a piece."""
    one, other = folded(printed), folded(layer)
    if one == other or not other or one in other or other in one:
        return 0
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return max(len(one), len(other)) - sum(block.size for block in blocks)


def _under(place: Region, layer: Sequence[tuple[str, Box]]) -> str:
    """Return what the layer says in the place of a printed word, empty where it has nothing there."""
    here = []
    for text, box in layer:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if place.x0 <= x <= place.x1 and place.y0 <= y <= place.y1:
            here.append((box[0], text))
    return "".join(text for _, text in sorted(here))
