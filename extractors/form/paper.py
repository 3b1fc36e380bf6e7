"""A document type made of a paper's description: its score, and its fields from labels and sentences."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from extractors.agreement.cells import Sheet, sheet
from extractors.document_type import DocumentType
from extractors.engine import Readers, ReadPage
from extractors.form.candidates import Spot, at_labels, best, in_sentences
from extractors.form.labels import LabelBook
from extractors.form.places import Places
from extractors.form.running import Running
from extractors.form.scoring import score_of
from extractors.form.second import first_reading, read_again, wants
from extractors.form.sections import Sections
from extractors.form.spec import Paper
from extractors.model import Field, Reading, ReadingSource, Region
from extractors.settling import Candidate, settle

More = Callable[[Sheet, Sequence[ReadPage], Readers], Mapping[str, Field]]
"""Fields that a paper's own file takes out itself (tables, signatures), regions in shares of what was read."""


def document_type(paper: Paper, more: More | None = None, more_fields: Iterable[str] = ()) -> DocumentType:
    """Return the type that ``paper`` describes; ``more`` gives its fields ``more_fields`` (tables, lists)."""
    book = LabelBook(paper.entries, paper.others)
    names = frozenset(entry.field for entry in paper.entries) | frozenset(more_fields)
    return DocumentType(
        paper.name, paper.version, names, partial(score_of, paper, book), partial(_extract, paper, book, more)
    )


def _extract(
    paper: Paper, book: LabelBook, more: More | None, pages: Sequence[ReadPage], readers: Readers
) -> dict[str, Field]:
    form = sheet(pages) if any(page.words for page in pages) else None
    if form is None or not form.rows:
        return {}
    by_index = {page.index: page for page in pages}
    spots = chosen(paper, book, form)
    fields = settled(spots, by_index, readers, form)
    if more is not None:
        fields.update(more(form, pages, readers))
    return {name: on_pages(field, by_index) for name, field in fields.items()}


def chosen(paper: Paper, book: LabelBook, form: Sheet) -> list[Spot]:
    """Return the best spot of each field on the sheet."""
    misread = form.source is ReadingSource.VISUAL
    labels = book.find(form, misread=misread)
    running = Running(form)
    sections = Sections(running.text, paper.sections)
    grouped: dict[str, list[Spot]] = defaultdict(list)
    found = (
        *at_labels(labels, Places(form, labels), sections, running, misread=misread),
        *in_sentences(paper.entries, running, labels, misread=misread),
    )
    for spot in found:
        if spot.region is not None:
            grouped[spot.entry.field].append(spot)
    taken = (best(spots) for spots in grouped.values())
    return [spot for spot in taken if spot is not None]


def settled(spots: Sequence[Spot], pages: Mapping[int, ReadPage], readers: Readers, form: Sheet) -> dict[str, Field]:
    """Return the fields of ``spots``, each with the second reader's version where one was asked for."""
    again: dict[int, Candidate] = {}
    if form.source is ReadingSource.VISUAL and readers.second is not None:
        asked = [index for index, spot in enumerate(spots) if wants(spot, form.engine, readers)]
        seconds = read_again([spots[index] for index in asked], pages, readers.second)
        again = {asked[place]: candidate for place, candidate in seconds.items()}
    fields: dict[str, Field] = {}
    for index, spot in enumerate(spots):
        candidates = [first_reading(spot, form.engine), *([again[index]] if index in again else [])]
        field = settle(candidates, spot.entry.policy, form.source)
        if field is not None:
            fields[spot.entry.field] = field
    return fields


def on_pages(field: Field, pages: Mapping[int, ReadPage]) -> Field:
    """Return ``field`` with its regions, also those inside a list, on the upright pages."""
    readings = tuple(reading.model_copy(update=_placed(reading, pages)) for reading in field.readings)
    return field.model_copy(update={**_placed(field, pages), "readings": readings})


def _placed(entry: Field | Reading, pages: Mapping[int, ReadPage]) -> dict[str, object]:
    placed: dict[str, object] = {"region": _mapped(entry.region, pages)}
    if not isinstance(entry.value, str):
        placed["value"] = [
            {key: _mapped_item(item, pages) if key == "region" else item for key, item in row.items()}
            for row in entry.value
        ]
    return placed


def _mapped_item(item: object, pages: Mapping[int, ReadPage]) -> object:
    mapped = _mapped(Region.model_validate(item), pages) if item is not None else None
    return mapped.model_dump() if mapped is not None else None


def _mapped(region: Region | None, pages: Mapping[int, ReadPage]) -> Region | None:
    page = pages.get(region.page) if region is not None else None
    if region is None or page is None or page.view is None:
        return region
    return page.view.on_page(region, page.pixels).model_copy(update={"page": page.index})


__all__: Final = ["More", "document_type", "on_pages", "settled"]
