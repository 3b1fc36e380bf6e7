"""Work contract of a migrant worker: tables of entries, prose and numbered articles, in one or two languages.

What a contract must hold: UU 18/2017 Ps 15(2), Perban BP2MI 1/2020 Ps 2(2) (domain.md 4.1). Its form differs by
destination and agency, so fields are found by labels, parties and shapes of values, not by places on the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from extractors import settling
from extractors.agreement.blanks import blanks_by_hand
from extractors.agreement.candidates import UNSURE_NUMBER, Candidate, Policy, settle, weigh
from extractors.agreement.cells import Sheet, sheet
from extractors.agreement.clauses import ENTRY, SHOWN_BY, Clause, find_clauses
from extractors.agreement.deductions import find_deductions
from extractors.agreement.entries import Entries
from extractors.agreement.glare import doubted_under_glare
from extractors.agreement.prose import prose_candidates
from extractors.agreement.rereading import reread
from extractors.agreement.scoring import begins, score
from extractors.agreement.sentences import sentence_field
from extractors.agreement.standard_form import find_standard_form
from extractors.agreement.translations import find_translations
from extractors.document_type import DocumentType
from extractors.engine import Readers, ReadPage
from extractors.foreign_print import read_foreign
from extractors.marks.handwriting import told_by_hand
from extractors.marks.signatures import signatures_of
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region
from extractors.scripts import languages

_NUMBER: Final = Policy(number=True)
_IDENTITY: Final = Policy(number=True, everywhere=True)
_NAME: Final = Policy()
_TEXT: Final = Policy(compared=False)
_COUNTS: Final = Policy(number=True, compared=False)
POLICIES: Final[Mapping[str, Policy]] = {
    "contract_number": _NUMBER,
    "worker_name": _NAME,
    "worker_id_number": _IDENTITY,
    "worker_passport_number": _IDENTITY,
    "worker_birth_date": _IDENTITY,
    "worker_address": _TEXT,
    "employer_name": _NAME,
    "employer_address": _TEXT,
    "agency_name": _NAME,
    "agency_licence": _NUMBER,
    "job_order_number": _NUMBER,
    "position": _TEXT,
    "destination_country": _NAME,
    "wage_amount": _NUMBER,
    "wage_currency": _NAME,
    "wage_period": _NAME,
    "working_hours": _COUNTS,
    "rest_days": _COUNTS,
    "start_date": _NUMBER,
    "duration_months": _NUMBER,
    "signed_on": _NUMBER,
    "signed_place": _NAME,
}
_ALWAYS_REREAD: Final = frozenset({"worker_id_number", "worker_passport_number"})
_LISTS: Final = frozenset({
    "deductions", "clauses", "signatures", "languages", "standard_form", "sentences", "translations",
})  # fmt: skip
_SEQUENCE: Final = frozenset({"page_numbers", "articles", "missing_pages", "missing_articles"})
"""Put in for every paper of several pages: by ``sequence`` when it is read, by ``joining`` when a case is made."""


def extract(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
    """Return the fields that were seen on ``pages``; regions in shares of the upright pages.

    A second reader that breaks on a crop leaves that number doubtful and stops nothing. Print of a script that no
    engine reads leaves the list of clauses doubtful: what is missing in it may stand there.
    """
    foreign = [read_foreign(page, readers) for page in pages]
    pages = [one.page for one in foreign]
    unread = any(one.unread for one in foreign)
    by_index = {page.index: page for page in pages}
    paper = sheet(pages)
    if not paper.rows:
        return {}
    entries = Entries(paper)
    grouped: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in (*entries.candidates(), *prose_candidates(entries)):
        if candidate.region is not None and candidate.field in POLICIES:
            grouped[candidate.field].append(candidate)
    fields = {name: _field(name, grouped[name], by_index, readers, paper) for name in POLICIES if grouped.get(name)}
    fields.update(_lists(entries, fields, unread=unread))
    translations = find_translations(entries, grouped)
    if translations is not None:
        fields["translations"] = translations
    told = told_by_hand({**fields, **blanks_by_hand(entries, fields, by_index)}, by_index)
    told = doubted_under_glare(told, by_index)
    placed = {name: _on_pages(field, by_index) for name, field in told.items()}
    return {**placed, **signatures_of(pages, placed)}


def _field(
    name: str, candidates: Sequence[Candidate], pages: Mapping[int, ReadPage], readers: Readers, paper: Sheet
) -> Field:
    policy = POLICIES[name]
    kept = weigh(candidates, policy)
    second: list[tuple[Candidate, settling.Candidate | None]] = []
    if paper.source is ReadingSource.VISUAL and readers.second is not None and policy.sure_from > 0:
        second = reread(kept, policy, pages, readers.second, always=name in _ALWAYS_REREAD)
    return settle(kept, policy, paper.source, paper.engine, second)


def _lists(entries: Entries, fields: Mapping[str, Field], *, unread: bool) -> dict[str, Field]:
    """Return the fields that hold lists: deductions, clauses, sentences; the standard form and the languages.

    ``unread`` says that print of a script stands on the paper that no engine read: ISO 639 calls its language ``und``.
    """
    found: dict[str, Field] = {}
    deductions = _deductions(entries)
    if deductions:
        found["deductions"] = deductions
    clauses = _clauses(entries, fields)
    if clauses:
        found["clauses"] = _clause_field(clauses, entries.sheet, unread=unread)
    sentences = sentence_field(entries.columns, entries.sheet.source)
    if sentences:
        found["sentences"] = sentences
    form = _standard_form(entries)
    if form:
        found["standard_form"] = form
    written = languages([column.text for column in entries.columns]) + (("und",) if unread else ())
    if written:
        found["languages"] = Field(
            value=",".join(written),
            raw="",
            confidence=1.0,
            status=FieldStatus.DOUBTFUL if unread else FieldStatus.OK,
            source=entries.sheet.source,
            region=None,
        )
    return found


def _clauses(entries: Entries, fields: Mapping[str, Field]) -> tuple[Clause, ...]:
    """Return the clauses that the paper holds: by headings and sentences, and by the fields that they must state."""
    found = {clause.code: clause for clause in find_clauses(entries.sheet, entries.columns)}
    shown = [*_party_clauses(fields), *_entry_clauses(fields)]
    found.update({clause.code: clause for clause in shown if clause.code not in found})
    return tuple(found[code] for code in sorted(found, key=lambda code: int(code[1:])))


def _party_clauses(fields: Mapping[str, Field]) -> Iterator[Clause]:
    """Yield C1 and C2 where the paper gives what they ask for: name and address, and a number of the worker's."""
    number = "worker_id_number" if "worker_id_number" in fields else "worker_passport_number"
    wanted = {"C1": ("employer_name", "employer_address"), "C2": ("worker_name", number, "worker_address")}
    for code, names in wanted.items():
        held = [fields[name] for name in names if name in fields]
        region = next((field.region for field in held if field.region is not None), None)
        if len(held) == len(names) and region is not None:
            yield Clause(code, region, min(field.confidence for field in held))


def _entry_clauses(fields: Mapping[str, Field]) -> Iterator[Clause]:
    """Yield the clauses whose content was read as a field, though no heading names them."""
    for code, names in SHOWN_BY.items():
        for field in [fields[name] for name in names if name in fields][:1]:
            if field.region is not None:
                yield Clause(code, field.region, round(ENTRY * field.confidence, 4))


def _clause_field(clauses: Sequence[Clause], paper: Sheet, *, unread: bool) -> Field:
    return Field(
        value=[
            {"code": clause.code, "region": clause.region.model_dump(), "confidence": clause.confidence}
            for clause in clauses
        ],
        raw=" ".join(clause.code for clause in clauses),
        confidence=min(clause.confidence for clause in clauses),
        status=FieldStatus.DOUBTFUL if unread else FieldStatus.OK,
        source=paper.source,
        region=None,
    )


def _standard_form(entries: Entries) -> Field | None:
    """Return the standard form of a destination that the paper is printed on, None where it is none that is known."""
    form = find_standard_form(entries.columns)
    if form is None:
        return None
    return Field(
        value=form.code,
        raw=form.raw,
        confidence=form.confidence,
        status=FieldStatus.OK if form.confidence >= UNSURE_NUMBER else FieldStatus.DOUBTFUL,
        source=entries.sheet.source,
        region=form.region,
    )


def _deductions(entries: Entries) -> Field | None:
    """Return the amounts that the contract takes off the wage, None when it names none."""
    found = find_deductions(entries.columns)
    if not found:
        return None
    sure = min(one.confidence for one in found)
    return Field(
        value=[
            {"item": one.item, "amount": one.amount, "currency": one.currency, "region": one.region.model_dump()}
            for one in found
        ],
        raw="; ".join(one.raw for one in found),
        confidence=sure,
        status=FieldStatus.OK if sure >= UNSURE_NUMBER and all(one.sound for one in found) else FieldStatus.DOUBTFUL,
        source=entries.sheet.source,
        region=None,
    )


def _on_pages(field: Field, pages: Mapping[int, ReadPage]) -> Field:
    """Return ``field`` with its regions on the upright pages, where a reader had straightened them."""
    readings = tuple(reading.model_copy(update=_placed(reading, pages)) for reading in field.readings)
    return field.model_copy(update={**_placed(field, pages), "readings": readings})


def _placed(entry: Field | Reading, pages: Mapping[int, ReadPage]) -> dict[str, object]:
    placed: dict[str, object] = {"region": _mapped(entry.region, pages)}
    if not isinstance(entry.value, str):
        placed["value"] = [_mapped_item(item, pages) for item in entry.value]
    return placed


def _mapped_item(item: Mapping[str, object], pages: Mapping[int, ReadPage]) -> dict[str, object]:
    region = item.get("region")
    if region is None:
        return dict(item)
    mapped = _mapped(Region.model_validate(region), pages)
    return {**item, "region": mapped.model_dump() if mapped is not None else None}


def _mapped(region: Region | None, pages: Mapping[int, ReadPage]) -> Region | None:
    page = pages.get(region.page) if region is not None else None
    if region is None or page is None or page.view is None:
        return region
    return page.view.on_page(region, page.pixels)


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names) | _LISTS | _SEQUENCE


TYPE: Final = DocumentType("work_contract", 2, _names(POLICIES), score, extract, begins=begins)
