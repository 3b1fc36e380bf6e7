"""Members of a family card: the rows of its first table, with what the second table says of the same rows.

A row of the first table is known by its NIK, one of the second by its number or its order. Numbers, names and dates are
read again; what stays unsure is named in the entry's ``doubtful``, and leaves the whole field doubtful.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from extractors.agreement.cells import Sheet, straight
from extractors.agreement.found import Found
from extractors.engine import Readers, ReadPage
from extractors.errors import UnreadableUpload
from extractors.form import kinds
from extractors.form.kinds import Kind
from extractors.form.spec import CRITICAL, NAMED, PLAIN
from extractors.form.tables import Column, Heading, Row, headings, is_numbering, rows
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, ReadingSource, Region, Word
from extractors.rereading import Place, reread
from extractors.settling import Candidate, Policy, is_unsure, settle
from extractors.vocabulary.ktp import CITIZENSHIPS, MARITAL_STATUSES, RELIGIONS, SEXES
from extractors.vocabulary.relations import RELATIONS

MOST: Final = 12
"""Rows of one card."""


def _occupation(text: str, misread: bool) -> Iterator[Found]:
    """Yield the occupation; a lone letter behind it is the blood type of the next column."""
    for found in kinds.LINE.find(text, misread):
        value = re.sub(r" (?:A|B|AB|O)[+-]?$", "", found.value)
        yield Found(value, found.start, found.end, found.sound)


_KINDS: Final[Mapping[str, tuple[Kind, Policy]]] = {
    "name": (kinds.NAME, NAMED),
    "nik": (kinds.NIK, CRITICAL),
    "sex": (kinds.choice("sex", {**SEXES, "L": "M", "P": "F"}), PLAIN),
    "birth_place": (kinds.NAME, PLAIN),
    "birth_date": (kinds.DATE, CRITICAL),
    "religion": (kinds.choice("religion", RELIGIONS), PLAIN),
    "education": (kinds.LINE, PLAIN),
    "occupation": (Kind("occupation", _occupation), PLAIN),
    "blood_type": (kinds.pattern("blood type", r"^\W*(?P<value>(?:AB|A|B|O)[+-]?|TIDAK TAHU)\W*$"), PLAIN),
    "marital_status": (kinds.choice("marital status", MARITAL_STATUSES), PLAIN),
    "married_on": (kinds.DATE, PLAIN),
    "relation": (kinds.choice("relation", RELATIONS), PLAIN),
    "citizenship": (kinds.choice("citizenship", CITIZENSHIPS), PLAIN),
    "passport_number": (kinds.PASSPORT, PLAIN),
    "father": (kinds.NAME, PLAIN),
    "mother": (kinds.NAME, PLAIN),
}


@dataclass
class _Member:
    """The words of one member, column by column."""

    cells: dict[str, list[Word]] = field(default_factory=dict)
    frames: dict[str, Region] = field(default_factory=dict)
    """Where each column's cell lies on the member's rows."""
    anchor: Region | None = None
    """A word of the first table's row that every row has."""


def members(
    form: Sheet, pages: Sequence[ReadPage], readers: Readers, persons: Sequence[Column], related: Sequence[Column]
) -> Field | None:
    """Return the field ``members`` of a card, None when no row of its first table was read."""
    first, second = headings(form, persons), headings(form, related)
    if not first:
        return None
    below = bool(second) and second[0].region.y0 > first[0].region.y0
    listed = list(_listed(form, first, second[0].region.y0 if below else 1.0))
    if not listed:
        return None
    if second:
        _join(listed, form, second)
    page = next(page for page in pages if page.index == first[0].region.page)
    settled = [_settled(member, form, page, readers) for member in listed]
    return _field([entry for entry, _ in settled], min(sure for _, sure in settled), form)


def _listed(form: Sheet, heads: Sequence[Heading], stop: float) -> Iterator[_Member]:
    """Yield the members of the first table: a row that shows a person, and the lines below that continue a name."""
    found: list[_Member] = []
    for printed in rows(form, heads, stop):
        row = _with_listed(printed, ("sex", "religion"))
        if is_numbering(row):
            continue
        shown = [name for name in ("nik", "birth_date", "sex") if _shows(name, row)]
        if "nik" in shown or len(shown) == 2:
            cells = {name: list(words) for name, words in row.cells.items()}
            found.append(_Member(cells, dict(row.frames), row.cells[shown[0]][0].region))
        elif found and not shown and not squeeze(row.text("nik")) and _follows(found[-1], row):
            for name, words in row.cells.items():
                found[-1].cells.setdefault(name, []).extend(words)
    yield from found[:MOST]


def _with_listed(row: Row, names: Sequence[str]) -> Row:
    """Return the row with those of ``names`` whose heading was not read: words of a closed list are told by the list.

    They stand among the words of the column before.
    """
    cells = dict(row.cells)
    for name in names:
        if name in row.frames:
            continue
        hit = next(
            (
                (column, start, end)
                for column, words in cells.items()
                for end in range(len(words), 0, -1)
                for start in range(max(end - 3, 0), end)
                if _is_listed(name, " ".join(word.text for word in words[start:end]))
            ),
            None,
        )
        if hit is not None:
            column, start, end = hit
            cells[name] = cells[column][start:end]
            cells[column] = (*cells[column][:start], *cells[column][end:])
    return Row({name: words for name, words in cells.items() if words}, row.frames)


def _is_listed(name: str, text: str) -> bool:
    """Whether ``text`` is, letter by letter, of the closed list of a column."""
    found = next(iter(_KINDS[name][0].find(text, False)), None)
    return found is not None and found.sound and found.start == 0 and found.end == len(text)


def _shows(name: str, row: Row) -> bool:
    """Whether a row has a value of this kind, a NIK also with digits missing."""
    if name == "nik":
        return sum(map(str.isdigit, row.text(name))) >= 10
    return _reads(name, row.text(name))


def _follows(member: _Member, row: Row) -> bool:
    """Whether a line stands right under the last member's: its gap is less than a row's."""
    return member.anchor is not None and row.region.y0 - member.anchor.y1 < 1.3 * member.anchor.height


def _join(listed: Sequence[_Member], form: Sheet, heads: Sequence[Heading]) -> None:
    """Add to each member the row of the second table that belongs to it: by the row's number, else by its order."""
    wanted = {"relation", "marital_status", "citizenship"}
    order = 0
    for printed in rows(form, heads, _foot(form, heads)):
        row = _with_listed(printed, ("relation", "marital_status", "citizenship"))
        if is_numbering(row) or not wanted & row.cells.keys():
            continue
        if not any(_reads(name, row.text(name)) for name in wanted & row.cells.keys()):
            continue
        number = _number(row, heads)
        place = number - 1 if number is not None and number - 1 >= order else order
        order = place + 1
        if place >= len(listed):
            return
        for name, words in row.cells.items():
            listed[place].cells.setdefault(name, list(words))
        for name, frame in row.frames.items():
            listed[place].frames.setdefault(name, frame)


def _foot(form: Sheet, heads: Sequence[Heading]) -> float:
    """Return where the lines below the second table begin: date, office and signatures."""
    below = [
        cell.region.y0
        for cell in form.cells
        if cell.page == heads[0].region.page and cell.region.y0 > heads[0].region.y1 and _FOOT.search(cell.text)
    ]
    return min(below, default=1.0)


_FOOT: Final = re.compile(
    r"di\s?keluarkan|kepala dinas|lembar\s*:|pencatatan sipil|tanda tangan|camat\b", re.IGNORECASE
)


def _reads(name: str, text: str) -> bool:
    return next(iter(_KINDS[name][0].find(text, True)), None) is not None


def _number(row: Row, heads: Sequence[Heading]) -> int | None:
    """Return the row's number, which stands left of its first column; it is cut off the column's words."""
    words = row.cells.get(heads[0].name, ())
    match = re.fullmatch(r"\W*(\d{1,2})\W*", words[0].text) if words else None
    return int(match[1]) if match is not None and 1 <= int(match[1]) <= MOST else None


def _settled(member: _Member, form: Sheet, page: ReadPage, readers: Readers) -> tuple[dict[str, object], float]:
    """Return one member as the result carries it, and the confidence of its least sure value."""
    asked = {name: _candidate(name, words, form.engine) for name, words in member.cells.items() if name in _KINDS}
    seen = {name: candidate for name, candidate in asked.items() if candidate is not None}
    again: dict[str, Candidate] = {}
    if form.source is ReadingSource.VISUAL and readers.second is not None:
        again = _again(member, seen, page, readers)
    entry: dict[str, object] = {}
    doubtful: list[str] = []
    least = 1.0
    for name in _KINDS:
        candidates = [one for one in (seen.get(name), again.get(name)) if one is not None]
        settled = settle(candidates, _KINDS[name][1], form.source) if candidates else None
        if settled is not None:
            entry[name] = settled.text
            least = min(least, settled.confidence)
            if settled.status is not FieldStatus.OK:
                doubtful.append(name)
    regions = [candidate.region for candidate in seen.values() if candidate.region is not None]
    first = [box for box in regions if abs((box.y0 + box.y1) / 2 - _line_of(member)) < 0.02] or regions
    entry["region"] = Region.around(first).model_dump()
    if doubtful:
        entry["doubtful"] = doubtful
    return entry, least


def _line_of(member: _Member) -> float:
    return (member.anchor.y0 + member.anchor.y1) / 2 if member.anchor is not None else 0.0


def _candidate(name: str, words: Sequence[Word], engine: str) -> Candidate | None:
    kept = [word for word in words if any(map(str.isalnum, word.text))]
    if name == "name":
        kept = kept[1:] if len(kept) > 1 and re.fullmatch(r"\W*\d{1,2}\W*", kept[0].text) else kept
    text = " ".join(word.text for word in kept)
    found = next(iter(_KINDS[name][0].find(text, True)), None)
    if found is None:
        return None
    return Candidate(
        engine=engine,
        raw=text,
        value=found.value,
        region=Region.around(word.region for word in kept),
        confidence=min(word.confidence for word in kept),
        fits=found.sound,
        listed=_KINDS[name][0].listed and found.sound,
    )


def _again(member: _Member, seen: Mapping[str, Candidate], page: ReadPage, readers: Readers) -> dict[str, Candidate]:
    """Return what the second engine reads in the cells that matter or were unsure."""
    assert readers.second is not None  # noqa: S101  # asked for by the caller only where there is one
    pixels, known = straight(page)
    wanted = {
        name: place
        for name in _KINDS
        if (name not in seen or is_unsure(seen[name], _KINDS[name][1])) and (place := _place(name, member)) is not None
    }
    try:
        texts = reread(readers.second, pixels, list(wanted.values()), beside=known)
    except UnreadableUpload:
        return {}
    found: dict[str, Candidate] = {}
    for name, words in zip(wanted, texts, strict=True):
        candidate = _candidate(name, words, readers.second.name) if words else None
        if candidate is not None:
            first = seen.get(name)
            same = first is not None and squeeze(first.value) == squeeze(candidate.value)
            value = first.value if first is not None and same else candidate.value
            found[name] = Candidate(**{**candidate.__dict__, "value": value})
    return found


def _place(name: str, member: _Member) -> Place | None:
    """Return where to read a cell again: its words, else its frame, in columns that always have a value."""
    printed = _printed(name, member.cells.get(name, ()))
    if printed:
        return Place.of(printed)
    if name in _ALWAYS and name in member.frames:
        return Place((member.frames[name],), left=0.0, right=0.0)
    return None


_ALWAYS: Final = frozenset({"name", "nik", "sex", "birth_place", "birth_date", "relation", "marital_status"})
"""Columns that hold a value for every member."""


def _printed(name: str, words: Sequence[Word]) -> list[Word]:
    """Return the words of a cell, without the row's number before a name."""
    kept = [word for word in words if any(map(str.isalnum, word.text))]
    if name == "name" and len(kept) > 1 and re.fullmatch(r"\W*\d{1,2}\W*", kept[0].text):
        return kept[1:]
    return kept


def _field(entries: Sequence[dict[str, object]], confidence: float, form: Sheet) -> Field:
    unsure = any("doubtful" in entry for entry in entries)
    return Field(
        value=list(entries),
        raw="; ".join(str(entry.get("nik", "")) for entry in entries),
        confidence=confidence,
        status=FieldStatus.DOUBTFUL if unsure else FieldStatus.OK,
        source=form.source,
        region=None,
    )
