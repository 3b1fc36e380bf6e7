"""The pages of one paper, read from several uploads, as one document: fields settled, places told on the new pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz

from extractors.layout import squeeze
from extractors.model import Document, Field, FieldStatus, Reading, ReadingSource, Region, Source, Trace, Value
from extractors.sequence import NO_NUMBER, read_ranges, told_ranges

TEXTS: Final = frozenset(
    {"worker_address", "employer_address", "position", "signed_place", "working_hours", "rest_days"}
)
"""Fields that a contract words more or less fully in several places: the surest stands, nothing is in conflict."""
SAME_TEXT: Final = 85.0
"""Least similarity (0..100) at which two readings of a name are one."""
LISTS: Final = frozenset({"deductions", "clauses", "signatures", "sentences"})
SEQUENCE: Final = frozenset({"page_numbers", "articles", "languages", "missing_pages", "missing_articles"})
_ORDER: Final = (
    FieldStatus.OK, FieldStatus.CONFLICT, FieldStatus.DOUBTFUL, FieldStatus.HANDWRITTEN, FieldStatus.UNREADABLE,
)  # fmt: skip
"""Statuses, the best first."""


@dataclass(frozen=True)
class Sheet:
    """One part of the paper: the document that gives its pages, and other pictures of the same page."""

    document: Document
    copies: tuple[Document, ...] = ()


@dataclass(frozen=True)
class _Told:
    """A field as a part tells it, its regions on the pages of the joined document."""

    field: Field
    is_copy: bool
    of_head: bool


def is_head(document: Document) -> bool:
    """Whether a part of a paper says whose it is: it bears the paper's number, or names worker and another party."""
    fields = document.fields.keys()
    numbered = bool({"contract_number", "agreement_number"} & fields)
    return numbered or ("worker_name" in fields and bool({"employer_name", "agency_name"} & fields))


def merged(sheets: Sequence[Sheet]) -> Document:
    """Return the document that ``sheets`` make, in their order; its id is the earliest one (D002 before D010).

    A copy of a page gives readings and a source but no page: what only the copy shows has no place on the pages.
    """
    first = sheets[0].document
    pages = [page for sheet in sheets for page in sheet.document.pages]
    sources = tuple(_sources(sheets))
    head = max((sheet.document for sheet in sheets), key=lambda one: (one.extractor is not None, one.type_score))
    everyone = [document for sheet in sheets for document in (sheet.document, *sheet.copies)]
    whole = first.model_copy(
        update={
            "id": min((document.id for document in everyone), key=lambda one: (len(one), one)),
            "sources": sources,
            "sha256": sources[0].sha256,
            "filename": sources[0].filename,
            "media_type": sources[0].media_type,
            "type": head.type,
            "type_score": head.type_score,
            "alternatives": head.alternatives,
            "stratum": head.stratum,
            "extractor": head.extractor,
            "pages": tuple(page.model_copy(update={"index": index}) for index, page in enumerate(pages)),
            "fields": _fields(sheets),
            "traces": tuple(_traces(sheets)),
        }
    )
    return with_gaps(whole)


def _sources(sheets: Sequence[Sheet]) -> Iterable[Source]:
    """Yield the sources in the order of the pages, the copies last."""
    offset = 0
    for sheet in sheets:
        count = len(sheet.document.pages)
        given = tuple(range(offset, offset + count))
        for one in sheet.document.sources:  # a paper with another one between its pages has several already
            own = given if one.document_pages is None else tuple(offset + page for page in one.document_pages)
            yield one.model_copy(update={"document_pages": own})
        offset += count
    for copy in (copy for sheet in sheets for copy in sheet.copies):
        yield from (one.model_copy(update={"document_pages": ()}) for one in copy.sources)


# -- fields ------------------------------------------------------------------------------------------------------------


def _traces(sheets: Sequence[Sheet]) -> Iterable[Trace]:
    """Yield what was measured on each part, its places on the pages of the joined document; nothing of copies."""
    offset = 0
    for sheet in sheets:
        for one in sheet.document.traces:
            yield one.model_copy(update={"region": _at(one.region, offset), "compared": _at(one.compared, offset)})
        offset += len(sheet.document.pages)


def _fields(sheets: Sequence[Sheet]) -> dict[str, Field]:
    told: dict[str, list[_Told]] = {}
    offset = 0
    for sheet in sheets:
        for document in (sheet.document, *sheet.copies):
            is_copy = document is not sheet.document
            for name, field in document.fields.items():
                moved = _moved(field, None if is_copy else offset)
                told.setdefault(name, []).append(_Told(moved, is_copy, is_head(document)))
        offset += len(sheet.document.pages)
    found = {name: _field(name, fields) for name, fields in told.items() if name not in SEQUENCE}
    return {**found, **_sequence(sheets, told)}


def _field(name: str, told: Sequence[_Told]) -> Field:
    if len(told) == 1:
        return told[0].field
    if name in LISTS or any(not isinstance(one.field.value, str) for one in told):
        return _united(name, told)
    ranked = sorted(_asked(name, told), key=_rank)
    best = ranked[0].field
    status = FieldStatus.CONFLICT if _disagree(name, [one.field for one in ranked]) else best.status
    region = next((one.field.region for one in ranked if one.field.region is not None), None)
    readings = tuple(reading for one in told for reading in one.field.readings or (_as_reading(one.field),))
    return best.model_copy(update={"status": status, "region": best.region or region, "readings": readings})


def _rank(told: _Told) -> tuple[int, bool, float]:
    return _ORDER.index(told.field.status), told.is_copy, -told.field.confidence


def _asked(name: str, told: Sequence[_Told]) -> Sequence[_Told]:
    """Return who may tell a party's name and address: pages that name the parties, where they tell it surely."""
    heads = [one for one in told if one.of_head and one.field.status is FieldStatus.OK]
    return heads if heads and name.endswith(("_name", "_address")) else told


def _disagree(name: str, fields: Sequence[Field]) -> bool:
    """Whether two sure values differ by more than a spelling."""
    sure = [field.text for field in fields if field.status in {FieldStatus.OK, FieldStatus.CONFLICT}]
    if name in TEXTS or len(sure) < 2:
        return False
    if name.endswith(("_name", "_country")):
        return any(fuzz.token_sort_ratio(sure[0].upper(), other.upper()) < SAME_TEXT for other in sure[1:])
    return len({squeeze(text) for text in sure}) > 1


def _as_reading(field: Field) -> Reading:
    return Reading(
        source=field.source, engine="", raw=field.raw, value=field.value, confidence=field.confidence,
        region=field.region,
    )  # fmt: skip


def _united(name: str, told: Sequence[_Told]) -> Field:
    """Return one list of all entries; a copy adds what its page's other picture does not show."""
    items: list[dict[str, object]] = []
    for one in sorted(told, key=lambda one: one.is_copy):
        for item in one.field.value if isinstance(one.field.value, list) else ():
            if name == "clauses":
                _take_clause(items, item)
            elif not one.is_copy or _key(item) not in {_key(other) for other in items}:
                items.append(item)
    originals = [one.field for one in told if not one.is_copy] or [one.field for one in told]
    worst = max((field.status for field in originals), key=_ORDER.index)
    return originals[0].model_copy(
        update={
            "value": items,
            "raw": " ".join(filter(None, (one.field.raw for one in told))),
            "confidence": min(field.confidence for field in originals),
            "status": worst,
            "region": None,
            "readings": tuple(reading for one in told for reading in one.field.readings),
        }
    )


def _take_clause(items: list[dict[str, object]], item: dict[str, object]) -> None:
    """Add a clause, or put it in the place of the same one that was seen less surely."""
    for index, other in enumerate(items):
        if other.get("code") == item.get("code"):
            if _confidence(item) > _confidence(other) and item.get("region") is not None:
                items[index] = item
            return
    items.append(item)


def _confidence(item: Mapping[str, object]) -> float:
    value = item.get("confidence")
    return float(value) if isinstance(value, int | float) else 0.0


def _key(item: Mapping[str, object]) -> tuple[object, ...]:
    """Return what makes two entries of a list the same one on two pictures of a page: all but place and sureness."""
    return tuple(sorted((name, str(value)) for name, value in item.items() if name not in {"region", "confidence"}))


def _moved(field: Field, offset: int | None) -> Field:
    """Return ``field`` with its pages counted on by ``offset``; without places when it is of a copy (None)."""
    readings = tuple(
        one.model_copy(update={"region": _at(one.region, offset), "value": _value(one.value, offset)})
        for one in field.readings
    )
    return field.model_copy(
        update={"region": _at(field.region, offset), "value": _value(field.value, offset), "readings": readings}
    )


def _at(region: Region | None, offset: int | None) -> Region | None:
    if region is None or offset is None:
        return None
    return region.model_copy(update={"page": region.page + offset})


def _value(value: Value, offset: int | None) -> Value:
    if isinstance(value, str):
        return value
    return [{key: _entry(entry, offset) for key, entry in item.items()} for item in value]


def _entry(entry: object, offset: int | None) -> object:
    if isinstance(entry, dict) and entry.keys() == set(Region.model_fields):
        moved = _at(Region.model_validate(entry), offset)
        return moved.model_dump() if moved is not None else None
    return entry


# -- sequence ----------------------------------------------------------------------------------------------------------


def _sequence(sheets: Sequence[Sheet], told: Mapping[str, Sequence[_Told]]) -> dict[str, Field]:
    """Return page numbers page by page, all articles, and the languages of all parts."""
    found: dict[str, Field] = {}
    if "page_numbers" in told:
        numbers = [_numbers(sheet) for sheet in sheets]
        found["page_numbers"] = _text_field(",".join(numbers), told["page_numbers"])
    if "articles" in told:
        headed = [each for each in told["articles"] if each.field.status is FieldStatus.OK] or told["articles"]
        ranges = [one for each in headed for one in read_ranges(each.field.text)]
        found["articles"] = _text_field(told_ranges(ranges), headed)
    if "languages" in told:
        spoken = dict.fromkeys(code for each in told["languages"] for code in each.field.text.split(",") if code)
        found["languages"] = _text_field(",".join(spoken), told["languages"])
    return found


def _numbers(sheet: Sheet) -> str:
    """Return the numbers of the pages of a sheet, read on it or on a copy of it."""
    for document in (sheet.document, *sheet.copies):
        field = document.fields.get("page_numbers")
        if field is not None:
            return field.text
    return ",".join([NO_NUMBER] * len(sheet.document.pages))


def _text_field(value: str, told: Sequence[_Told]) -> Field:
    fields = [one.field for one in told]
    return fields[0].model_copy(
        update={
            "value": value,
            "raw": "; ".join(filter(None, (field.raw for field in fields))),
            "confidence": min(field.confidence for field in fields),
            "status": max((field.status for field in fields), key=_ORDER.index),
            "readings": tuple(reading for field in fields for reading in field.readings),
        }
    )


def with_gaps(document: Document) -> Document:
    """Return ``document`` with the fields ``missing_pages`` and ``missing_articles`` where its own numbers show gaps.

    Pages are missing up to the number that the pages themselves give (``2/5``); where they give none, only between
    the pages at hand and before them. A gap of articles counts only where a page is missing too: a heading that was
    not read is no article that was left out.
    """
    pages = _missing_pages(document.fields.get("page_numbers"))
    if not pages:
        return document
    numbers, articles = document.fields["page_numbers"], document.fields.get("articles")
    gaps = [gap for gap in _missing_articles(articles) if gap[0] > 1 or 1 in pages]
    fields = dict(document.fields)
    fields["missing_pages"] = _gap_field(",".join(map(str, pages)), numbers)
    if gaps and articles is not None:
        fields["missing_articles"] = _gap_field(told_ranges(gaps), articles)
    return document.model_copy(update={"fields": fields})


def _missing_pages(field: Field | None) -> list[int]:
    told = [one for one in (field.text.split(",") if field is not None else []) if one != NO_NUMBER]
    if field is None or not told or NO_NUMBER in field.text.split(","):
        return []
    numbers = {int(one.split("/")[0]) for one in told}
    totals = {int(one.split("/")[1]) for one in told if "/" in one}
    last = max(numbers | totals)
    return [number for number in range(1, last + 1) if number not in numbers]


def _missing_articles(field: Field | None) -> list[tuple[int, int]]:
    ranges = sorted(read_ranges(field.text)) if field is not None else []
    before = [(1, ranges[0][0] - 1)] if ranges and ranges[0][0] > 1 else []
    between = [(one[1] + 1, other[0] - 1) for one, other in pairwise(ranges) if other[0] > one[1] + 1]
    return [*before, *between]


def _gap_field(value: str, from_: Field) -> Field:
    return Field(
        value=value, raw=from_.raw, confidence=from_.confidence, status=from_.status,
        source=ReadingSource(from_.source), region=None,
    )  # fmt: skip
