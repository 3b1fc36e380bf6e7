"""A document type made of a paper's description: its score, and its fields from labels and sentences."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from extractors.agreement.cells import Sheet, sheet
from extractors.document_type import DocumentType
from extractors.engine import Readers, ReadPage
from extractors.form.candidates import Blank, Search, Spot, best
from extractors.form.closer import by_other, nearer
from extractors.form.labels import LabelBook
from extractors.form.scoring import begins, score_of
from extractors.form.second import first_reading, read_again, wants
from extractors.form.sentences import alone, in_head, in_sentences, inline
from extractors.form.spec import Paper
from extractors.marks.signatures import signatures_on
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region
from extractors.settling import Candidate, Policy, settle

More = Callable[[Sheet, Sequence[ReadPage], Readers], Mapping[str, Field]]
"""Fields that a paper's own file takes out itself, such as tables; regions in shares of what was read."""


def document_type(paper: Paper, more: More | None = None, more_fields: Iterable[str] = ()) -> DocumentType:
    """Return the type that ``paper`` describes; ``more`` gives its fields ``more_fields`` (such as tables)."""
    book = LabelBook(paper.entries, paper.others)
    own = ["signatures"] if paper.signed_by else []
    names = frozenset((*(entry.field for entry in paper.entries), *more_fields, *own))
    return DocumentType(
        paper.name,
        paper.version,
        names,
        partial(score_of, paper, book),
        partial(_extract, paper, book, more),
        partial(begins, paper),
    )


def _extract(
    paper: Paper, book: LabelBook, more: More | None, pages: Sequence[ReadPage], readers: Readers
) -> dict[str, Field]:
    if paper.dense:
        pages = [nearer(page, readers.first) for page in pages]
    form = sheet(pages) if any(page.words for page in pages) else None
    if form is None or not form.rows:
        return {}
    by_index = {page.index: page for page in pages}
    fields = settled(chosen(paper, book, form), by_index, readers, form)
    if _lacks(paper, fields) and readers.second is not None:
        fields = _with_other(paper, book, pages, readers, fields)
    if more is not None:
        fields.update(more(form, pages, readers))
    placed = {name: on_pages(field, by_index) for name, field in fields.items()}
    return {**placed, **_signatures(paper, pages, placed)}


def _signatures(paper: Paper, pages: Sequence[ReadPage], fields: Mapping[str, Field]) -> dict[str, Field]:
    """Return the field ``signatures`` of a paper that is signed by its parties."""
    if not paper.signed_by:
        return {}
    names = {party: fields[f"{party}_name"].text for party in paper.signed_by if f"{party}_name" in fields}
    found = signatures_on(pages, names=names, called=dict(paper.called))
    return {"signatures": found} if found is not None else {}


def _lacks(paper: Paper, fields: Mapping[str, Field]) -> bool:
    """Whether a field that this paper always prints was not seen."""
    return any(name not in fields for name in paper.core)


def _with_other(
    paper: Paper, book: LabelBook, pages: Sequence[ReadPage], readers: Readers, fields: Mapping[str, Field]
) -> dict[str, Field]:
    """Return ``fields`` with what the second engine finds on the whole pages, where the first left labels out.

    What the second engine finds is read again by the first one; a field that was seen before is not replaced.
    """
    assert readers.second is not None  # noqa: S101  # asked for by the caller only where there is one
    again = [read for page in pages if (read := by_other(page, readers.second)) is not None]
    if not again:
        return dict(fields)
    form = sheet(again)
    found = chosen(paper, book, form)
    new = Choice(
        tuple(spot for spot in found.spots if spot.entry.field not in fields),
        tuple(blank for blank in found.blanks if blank.entry.field not in fields),
    )
    swapped = Readers(readers.second, readers.first, readers.mrz, readers.always)
    return {**fields, **settled(new, {page.index: page for page in again}, swapped, form)}


@dataclass(frozen=True)
class Choice:
    """The best spot of each field seen on a sheet, and where the values of labels stand that gave none."""

    spots: tuple[Spot, ...]
    blanks: tuple[Blank, ...]


def chosen(paper: Paper, book: LabelBook, form: Sheet) -> Choice:
    """Return the best spot of each field on the sheet, and the blanks of the others."""
    search = Search(form, book, paper.sections, paper.entries)
    grouped: dict[str, list[Spot]] = defaultdict(list)
    for spot in (*search.at_labels(), *in_sentences(search), *in_head(search), *inline(search)):
        if spot.region is not None:
            grouped[spot.entry.field].append(spot)
    for lone in alone(search):
        grouped.setdefault(lone.entry.field, [lone])
    spots = tuple(taken for group in grouped.values() if (taken := best(group)) is not None)
    seen: dict[str, Blank] = {}
    for blank in search.blanks():
        if blank.entry.field not in grouped:
            seen.setdefault(blank.entry.field, blank)
    return Choice(spots, tuple(seen.values()))


def settled(choice: Choice, pages: Mapping[int, ReadPage], readers: Readers, form: Sheet) -> dict[str, Field]:
    """Return the fields of a choice, each with the second reader's version where one was asked for.

    Where the two readers then differ, the first one reads the value by itself as well: alone on its line it often sees
    what it missed on the page.
    """
    candidates: dict[str, list[Candidate]] = {
        spot.entry.field: [first_reading(spot, form.engine)] for spot in choice.spots
    }
    entries = [*(spot.entry for spot in choice.spots), *(blank.entry for blank in choice.blanks)]
    policies = {entry.field: entry.policy for entry in entries}
    if form.source is ReadingSource.VISUAL and readers.second is not None:
        asked = [spot for spot in choice.spots if wants(spot, form.engine, readers)]
        for name, candidate in read_again([*asked, *choice.blanks], pages, readers.second):
            candidates.setdefault(name, []).append(candidate)
        differing = [spot for spot in asked if _is_open(candidates[spot.entry.field], policies, spot, form)]
        for name, candidate in read_again(differing, pages, readers.first):
            candidates[name].append(candidate)
    fields = {name: settle(seen, policies[name], form.source) for name, seen in candidates.items()}
    return {name: field for name, field in fields.items() if field is not None}


def _is_open(seen: Sequence[Candidate], policies: Mapping[str, Policy], spot: Spot, form: Sheet) -> bool:
    """Whether two readings of a value leave it unsure; one alone was not worth a second."""
    field = settle(seen, policies[spot.entry.field], form.source)
    return len(seen) > 1 and (field is None or field.status is not FieldStatus.OK)


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
