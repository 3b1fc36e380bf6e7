"""Work contract of a migrant worker: tables of entries, prose and numbered articles, in one or two languages.

What a contract must hold: UU 18/2017 Ps 15(2), Perban BP2MI 1/2020 Ps 2(2) (domain.md 4.1). Its form differs by
destination and agency, so fields are found by labels, parties and shapes of values, not by places on the page.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from extractors import money
from extractors.agreement.candidates import Candidate, Policy, settle, weigh
from extractors.agreement.cells import Sheet, sheet
from extractors.agreement.clauses import Clause, find_clauses, languages
from extractors.agreement.entries import Entries
from extractors.agreement.passages import Passage
from extractors.agreement.prose import prose_candidates
from extractors.agreement.rereading import reread
from extractors.document_type import DocumentType
from extractors.engine import Readers, ReadPage
from extractors.model import Field, FieldStatus, Reading, ReadingSource, Region
from extractors.vocabulary.contract_terms import Slot

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
_LISTS: Final = frozenset({"deductions", "clauses", "signatures", "languages"})
_SEQUENCE: Final = frozenset({"page_numbers", "articles", "missing_pages", "missing_articles"})
"""Put in for every paper of several pages: by ``sequence`` when it is read, by ``joining`` when a case is made."""

_TITLE: Final = re.compile(
    r"(?:perjanjian|kontrak|surat perjanjian)\s+kerja\b|(?:employment|labou?r|work|service)\s+(?:contract|agreement)"
    r"|contract\s+of\s+(?:employment|service)|agreement\s+of\s+employment|kontrak\s+(?:pekerjaan|perkhidmatan)"
    r"|perjanjian\s+kontrak\s+kerja",
    re.IGNORECASE,
)
_OTHER_PAPER: Final = re.compile(
    r"perjanjian\s+penempatan|placement\s+agreement|job\s+order\b(?!\s*(?:no|nomor|number|:|/|id))|demand\s+letter"
    r"|surat\s+permintaan|surat\s+(?:izin|ijin|keterangan|pernyataan)|power\s+of\s+attorney|surat\s+kuasa|recruitment\s+agreement"
    r"|perjanjian\s+kerja\s*sama|sertifikat|certificate|cost\s+statement|invoice|slip\s+gaji|curriculum",
    re.IGNORECASE,
)
_CARD: Final = re.compile(r"P<[A-Z]{3}|<<<<|\b(?:PROVINSI|Berlaku Hingga|Gol\.? ?Darah|KARTU KELUARGA)\b")
_SIGNS: Final[tuple[tuple[float, re.Pattern[str]], ...]] = tuple(
    (weight, re.compile(pattern, re.IGNORECASE))
    for weight, pattern in (
        (0.15, r"\b(?:majikan|employer|pemberi kerja|pengguna jasa)\b"),
        (0.10, r"\b(?:pekerja|worker|employee|tenaga kerja)\b"),
        (0.10, r"\b(?:upah|gaji|wages?|salary)\b"),
        (0.10, r"\b(?:pihak (?:pertama|kedua)|(?:first|second) party)\b"),
        (0.10, r"\b(?:pasal|article)\s+\d+"),
        (0.10, r"\b(?:jam kerja|waktu kerja|working hours|hours of work|lembur|overtime)\b"),
        (
            0.05,
            r"\b(?:jangka waktu|contract period|duration|masa kontrak|pemutusan|termination|perselisihan|dispute)\b",
        ),
    )
)


def score(page: ReadPage) -> float:
    """Return how surely ``page`` is of a work contract, 0..1: its title, parties, wage, hours, articles.

    A page that bears the title of another paper (placement agreement, job order, letter) is not one, however much
    of a contract it repeats.
    """
    text = " ".join(word.text for word in page.words)
    title, other = _titles(page)
    if _CARD.search(text) and not title:
        return 0.0
    total = sum(weight for weight, pattern in _SIGNS if pattern.search(text))
    if other and not title:
        return round(min(total, 0.2), 3)
    if title:
        total += 0.4
    elif _named(text, _OTHER_PAPER) > _named(text, _TITLE):
        total = min(total, 0.3)
    return round(min(total, 1.0), 3)


def _named(text: str, pattern: re.Pattern[str]) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _titles(page: ReadPage) -> tuple[bool, bool]:
    """Return whether a work contract's title, and whether another paper's, stands in the page's upper part."""
    rows = sheet([page]).rows if page.words else []
    title = other = False
    for cell in (cell for row in rows for cell in row if cell.region.y0 < 0.4):
        if len(cell.tokens) > 9:
            continue
        other_paper = _fills(cell.text, _OTHER_PAPER)
        if other_paper and not title:
            other = True
        elif not other_paper and _fills(cell.text, _TITLE):
            title = title or not other
    return title, other


def _fills(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the words of ``pattern`` are a title in ``text``: in capitals or first, and a good part of it."""
    match = pattern.search(text)
    if match is None or ":" in text[match.end() :]:
        return False
    share = len(match[0]) / len(text)
    return share >= 0.3 and (match[0][:1].isupper()) and (match.start() <= 24 or share >= 0.5)


def extract(pages: Sequence[ReadPage], readers: Readers) -> dict[str, Field]:
    """Return the fields that were seen on ``pages``; regions in shares of the upright pages.

    A second reader that breaks on a crop leaves that number doubtful and stops nothing.
    """
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
    fields.update(_lists(entries, fields))
    return {name: _on_pages(field, by_index) for name, field in fields.items()}


def _field(
    name: str, candidates: Sequence[Candidate], pages: Mapping[int, ReadPage], readers: Readers, paper: Sheet
) -> Field:
    policy = POLICIES[name]
    kept = weigh(candidates, policy)
    second: list[tuple[Candidate, Reading | None]] = []
    if paper.source is ReadingSource.VISUAL and readers.second is not None and policy.sure_from > 0:
        second = reread(kept, policy, pages, readers.second, always=name in _ALWAYS_REREAD)
    return settle(kept, policy, paper.source, paper.engine, second)


def _lists(entries: Entries, fields: Mapping[str, Field]) -> dict[str, Field]:
    """Return the fields that hold lists: deductions, clauses; and the languages."""
    found: dict[str, Field] = {}
    deductions = _deductions(entries)
    if deductions:
        found["deductions"] = deductions
    clauses = (*_party_clauses(fields), *find_clauses(entries.sheet))
    if clauses:
        found["clauses"] = _clause_field(clauses, entries.sheet)
    written = languages([column.text for column in entries.columns])
    if written:
        found["languages"] = Field(
            value=",".join(written),
            raw="",
            confidence=1.0,
            status=FieldStatus.OK,
            source=entries.sheet.source,
            region=None,
        )
    return found


def _party_clauses(fields: Mapping[str, Field]) -> tuple[Clause, ...]:
    """Return C1 and C2 where the paper gives what they ask for: name and address, the worker's number too."""
    wanted = {
        "C1": ("employer_name", "employer_address"),
        "C2": ("worker_name", "worker_id_number", "worker_address"),
    }
    found = []
    for code, names in wanted.items():
        held = [fields[name] for name in names if name in fields]
        region = next((field.region for field in held if field.region is not None), None)
        if len(held) == len(names) and region is not None:
            found.append(Clause(code, region, min(field.confidence for field in held)))
    return tuple(found)


def _clause_field(clauses: Sequence[Clause], paper: Sheet) -> Field:
    return Field(
        value=[
            {"code": clause.code, "region": clause.region.model_dump(), "confidence": clause.confidence}
            for clause in clauses
        ],
        raw=" ".join(clause.code for clause in clauses),
        confidence=min(clause.confidence for clause in clauses),
        status=FieldStatus.OK,
        source=paper.source,
        region=None,
    )


def _deductions(entries: Entries) -> Field | None:
    """Return the amounts that the contract takes off the wage, None when it names none."""
    items: list[dict[str, object]] = []
    raws, confidences, seen = [], [], set()
    for label in entries.labels:
        passage = entries.finder.passage(label, 1) if label.slot is Slot.DEDUCTION else None
        for entry in money.find_all(passage.text[:160])[:1] if passage is not None else ():
            assert passage is not None  # noqa: S101  # the loop above runs only with one
            region = passage.region(entry.start, entry.end)
            if region is None or entry.start > 80 or (region.y0, entry.amount) in seen:
                continue
            seen.add((region.y0, entry.amount))
            item = _item(passage, entry) or label.cell.text[label.start : label.end].strip(" :")
            dumped = region.model_dump()
            items.append({"item": item, "amount": entry.amount, "currency": entry.currency, "region": dumped})
            raws.append(passage.text[entry.start : entry.end])
            confidences.append(passage.confidence(entry.start, entry.end))
    if not items:
        return None
    return Field(
        value=items,
        raw="; ".join(raws),
        confidence=min(confidences),
        status=FieldStatus.OK if min(confidences) >= 0.8 else FieldStatus.DOUBTFUL,
        source=entries.sheet.source,
        region=None,
    )


def _item(passage: Passage, entry: money.PrintedMoney) -> str:
    """Return what is taken off for: the words before the amount, else those after it."""
    before = re.sub(r"\b(?:sebesar|of|is|adalah|sejumlah|amounting|to)\b", " ", passage.text[: entry.start])
    after = re.search(r"\b(?:untuk|for|as)\s+([^.;,]{3,60})", passage.text[entry.end :])
    return " ".join(before.strip(" :,-").split()) or (after[1].strip() if after else "")


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


TYPE: Final = DocumentType("work_contract", 1, _names(POLICIES), score, extract)
