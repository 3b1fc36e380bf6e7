"""The text layer under a scanned page against what was read on its picture."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.model import Region, Word
from validators.forensics.check import Measured, NotMeasurable, check
from validators.forensics.exhibit import Exhibit
from validators.forensics.pdf_file import PdfFile, opened
from validators.forensics.pdf_page import Box, PdfPage
from validators.forensics.pdf_places import field_at, folded, region
from validators.forensics.pdf_text import words_on

PICTURE_PAGE: Final = 0.5
LEAST_WORDS: Final = 12
"""Words of a layer, and words read surely on the picture, from which on the two can be compared."""
SURE: Final = 0.8
NEAR: Final = 0.3
FIGURES: Final = 4
"""Figures from which on a word is a number that matters."""
MOST_FOUND: Final = 40


def _is_pdf_with_words(exhibit: Exhibit) -> bool:
    return exhibit.is_pdf and any(sheet.words for sheet in exhibit.sheets)


@check(opens_file=True, wants=_is_pdf_with_words)
def measure(exhibit: Exhibit) -> Iterator[Measured]:
    """Numbers and fields for which the text layer of a scanned page says something else than the picture shows.

    ``score`` is the share of characters that differ in one place, letters and figures that readers mix up taken for
    the same. ``facts``: ``layer``, ``print``, ``figures`` (how many characters differ), ``agreement`` (share of the
    page's words on which layer and picture agree; low where the layer is another program's poor reading).
    """
    file = opened(exhibit.data)
    compared = [page for page in map(file.page, range(file.count)) if _has_layer(page)]
    found = [one for page in compared for one in _on_page(exhibit, file, page)]
    if not compared:
        raise NotMeasurable("no_layer_under_a_picture")
    if not found:
        yield Measured()
    yield from sorted(found, key=lambda one: -one.score)[:MOST_FOUND]


def _has_layer(page: PdfPage) -> bool:
    return page.share_of_pictures >= PICTURE_PAGE and any(one.text for one in page.texts)


def _on_page(exhibit: Exhibit, file: PdfFile, page: PdfPage) -> Iterator[Measured]:
    layer = words_on(page, page.texts)
    words = [word for sheet in exhibit.sheets if sheet.page == page.index for word in sheet.words]
    sure = [word for word in words if word.confidence >= SURE and folded(word.text)]
    if len(layer) < LEAST_WORDS or len(sure) < LEAST_WORDS:
        return
    pairs = [(word, said) for word in sure if (said := _under(page.index, word.region, layer))]
    if len(pairs) < LEAST_WORDS:
        return
    agreement = sum(folded(word.text) == folded(said) for word, said in pairs) / len(pairs)
    for word, said in pairs:
        differ = differing_characters(word.text, said)
        if differ and sum(letter.isdigit() for letter in word.text) >= FIGURES:
            yield _one(exhibit, page.index, word, said, differ, agreement)


def _one(exhibit: Exhibit, page: int, word: Word, said: str, differ: int, agreement: float) -> Measured:
    box = (word.region.x0, word.region.y0, word.region.x1, word.region.y1)
    return Measured(
        score=differ / max(len(folded(word.text)), 1),
        field=field_at(exhibit, page, box),
        facts={"layer": said, "print": word.text, "figures": str(differ), "agreement": f"{agreement:.2f}"},
        region=region(page, box),
    )


def differing_characters(printed: str, layer: str) -> int:
    """Return how many figures of a printed number the layer says otherwise; 0 where the two cannot be put together."""
    one, other = folded(printed), folded(layer)
    if one == other or abs(len(one) - len(other)) > 2:
        return 0
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return max(len(one), len(other)) - sum(block.size for block in blocks)


def _under(page: int, place: Region, layer: Sequence[tuple[str, Box]]) -> str:
    """Return the layer's word in the place of a printed one, empty where none or several lie there."""
    here = [
        text for text, box in layer
        if place.common(region(page, box)) > (1 - NEAR) * min(place.width * place.height, _area(box))
    ]  # fmt: skip
    return here[0] if len(here) == 1 else ""


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
