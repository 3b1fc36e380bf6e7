"""Page images to documents: every page read, pages of one paper put together, its fields taken out.

What leaves here stands in shares of the pages as stored: the reader's turning is undone in one place, below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors import joining
from extractors.document_type import UNKNOWN, DocumentType, classify, document_types
from extractors.engine import PageImage, Readers, ReadPage
from extractors.imaging import to_stored, upright
from extractors.model import Field, Region, TypeScore, Value
from extractors.sequence import sequence_fields


@dataclass(frozen=True)
class Group:
    """The pages of one paper, in order, with its type, how sure that is, and the runners-up, best first."""

    type: str
    score: float
    alternatives: tuple[TypeScore, ...]
    pages: tuple[ReadPage, ...]

    @property
    def extractor(self) -> str | None:
        """The name and version of what takes out the fields, e.g. ``ktp@1``; None for a paper of unknown type."""
        kind = document_types().get(self.type)
        return kind.extractor if kind else None


def read_pages(images: Sequence[PageImage], readers: Readers) -> tuple[ReadPage, ...]:
    """Return every page upright and read.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    return tuple(upright(image, readers) for image in images)


def group(pages: Sequence[ReadPage]) -> tuple[Group, ...]:
    """Return the papers: consecutive pages of one type are one, and a page of unknown type joins the paper before."""
    papers: list[Group] = []
    for page in pages:
        best, *others = classify(page)
        last = papers[-1] if papers else None
        if last is not None and best.type in {last.type, UNKNOWN}:
            score = max(last.score, best.score) if best.type == last.type else last.score
            papers[-1] = replace(last, pages=(*last.pages, page), score=score)
        else:
            papers.append(Group(best.type, best.score, tuple(others), (page,)))
    return tuple(papers)


def fields_of(paper: Group, readers: Readers) -> dict[str, Field]:
    """Return the paper's fields, regions in shares of the pages as stored.

    A paper of unknown type has none, but for a page that bears a page number or article headings: it may be the middle
    of a contract, and gives what the likeliest type of such papers finds on it.

    Raises:
        UnreadableUpload: an engine ran out of time or broke.
    """
    kind, sequence = document_types().get(paper.type), {}
    if paper.type in {*joining.TYPES, UNKNOWN}:
        sequence = sequence_fields(paper.pages)
        kind = kind or (_likeliest(paper) if sequence else None)
    found = {**(kind.extract(paper.pages, readers) if kind is not None else {}), **sequence}
    rotations = {page.index: page.rotation for page in paper.pages}
    return {name: _stored(field, rotations) for name, field in found.items()}


def _likeliest(paper: Group) -> DocumentType | None:
    """Return the type of several pages that a page of unknown type looks most like, None when like none at all."""
    likely = [one for one in paper.alternatives if one.type in joining.TYPES and one.score > 0]
    return document_types().get(max(likely, key=lambda one: one.score).type) if likely else None


def _stored(field: Field, rotations: Mapping[int, int]) -> Field:
    readings = tuple(
        reading.model_copy(
            update={"region": _mapped(reading.region, rotations), "value": _mapped_value(reading.value, rotations)}
        )
        for reading in field.readings
    )
    return field.model_copy(
        update={
            "region": _mapped(field.region, rotations),
            "value": _mapped_value(field.value, rotations),
            "readings": readings,
        }
    )


def _mapped(region: Region | None, rotations: Mapping[int, int]) -> Region | None:
    return None if region is None else to_stored(region, rotations.get(region.page, 0))


def _mapped_value(value: Value, rotations: Mapping[int, int]) -> Value:
    """Return a value with the regions inside it mapped: those of a list's entries (deductions, clauses, signatures)."""
    if isinstance(value, str):
        return value
    return [{key: _mapped_entry(entry, rotations) for key, entry in item.items()} for item in value]


def _mapped_entry(entry: object, rotations: Mapping[int, int]) -> object:
    """Return an entry as it is, but a region (as model or as its dump) mapped and dumped."""
    if isinstance(entry, Region):
        return to_stored(entry, rotations.get(entry.page, 0)).model_dump()
    if isinstance(entry, dict) and entry.keys() == set(Region.model_fields):
        region = Region.model_validate(entry)
        return to_stored(region, rotations.get(region.page, 0)).model_dump()
    return entry
