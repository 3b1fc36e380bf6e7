"""What each language of a contract says: the values of its terms by the language of the line that they stand in.

A field keeps the readings of one place and of those near it (``candidates.weigh``); a second text that stands pages
later, or in prose beside a table, is left out there. Here it is kept: for each term and each language the value that
that language states best. A line that mixes both languages, or that too few words tell, gives nothing, and so does a
language that states two values for one term. On a scan only what was read with certainty is listed, since no second
engine is asked here. Nothing is compared.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from extractors.agreement.candidates import Candidate
from extractors.agreement.cells import Cell
from extractors.agreement.deductions import find_deductions
from extractors.agreement.entries import Entries
from extractors.agreement.foreign_terms import foreign_terms
from extractors.agreement.passages import Passage, Piece
from extractors.layout import squeeze
from extractors.model import Field, FieldStatus, ReadingSource
from extractors.scripts import Script, languages, letters
from extractors.settling import CERTAIN

TERMS: Final = (
    "wage_amount", "wage_currency", "wage_period", "working_hours", "rest_days", "duration_months", "start_date",
    "worker_birth_date", "worker_passport_number", "worker_id_number",
)  # fmt: skip
"""Fields that both texts of a contract must state alike."""
LEAST: Final = 2
"""Words of one language from which on a line is of that language; fewer leave it to the line above."""
_WORDS: Final = {
    "id": "yang dan dengan pihak untuk dalam ini adalah atau oleh tidak nama nomor tanggal kerja upah gaji pokok bulan "
    "bulanan setiap tahun jam hari minggu masa jangka waktu perjanjian majikan pekerja lahir paspor mulai selama "
    "sebesar libur istirahat membayar dibayar bekerja kepada dari pada akan wajib sebagai berlaku terhitung "
    "potongan dipotong memotong tempat sejak kontrak pemegang di",
    "en": "the and of shall with this by for or is to in name number date wage wages salary basic month monthly each "
    "every year years hour hours day days week weekly term period contract agreement employer worker employee birth "
    "born passport start from rest off pay paid work works will be as holder deduct deducted deduction place has at",
}
_COMMON: Final = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_SCRIPTS: Final = {Script.HAN: "zh", Script.KANA: "ja", Script.HANGUL: "ko", Script.ARABIC: "ar"}
FOREIGN: Final = 3
"""Letters of another script from which on a line that holds no words of Latin script is of that script's language."""


def find_translations(entries: Entries, grouped: Mapping[str, Sequence[Candidate]]) -> Field | None:
    """Return the field ``translations``: ``[{field, value, language, region, confidence}]``, None for none.

    ``language`` is ISO 639-1. A term is listed only in languages that were told; deductions are listed one by one.
    """
    told = _Languages(entries)
    least = CERTAIN if entries.sheet.source is ReadingSource.VISUAL else 0.0
    found = [*_terms(told, grouped, least), *_deductions(told, entries, least)]
    if not found:
        return None
    return Field(
        value=found,
        raw="",
        confidence=1.0,
        status=FieldStatus.OK,
        source=entries.sheet.source,
        region=None,
    )


def _terms(told: "_Languages", grouped: Mapping[str, Sequence[Candidate]], least: float) -> Iterator[dict[str, object]]:
    foreign = list(told.foreign_candidates())
    for name in TERMS:
        by_language: dict[str, list[Candidate]] = {}
        candidates_of_name = [(told.of(candidate), candidate) for candidate in grouped.get(name, ())]
        candidates_of_name += [entry for entry in foreign if entry[1].field == name]
        for language, candidate in candidates_of_name:
            if language and candidate.sound and candidate.strength:
                by_language.setdefault(language, []).append(candidate)
        for language, candidates in by_language.items():
            strongest = max(candidate.strength for candidate in candidates)
            best = [candidate for candidate in candidates if candidate.strength == strongest]
            surest = max(best, key=lambda candidate: candidate.confidence)
            if len({squeeze(candidate.value) for candidate in best}) == 1 and surest.confidence >= least:
                yield _entry(name, language, surest)


def _entry(name: str, language: str, candidate: Candidate) -> dict[str, object]:
    region = candidate.region
    return {
        "field": name,
        "value": candidate.value,
        "language": language,
        "region": region.model_dump() if region is not None else None,
        "confidence": candidate.confidence,
    }


def _deductions(told: "_Languages", entries: Entries, least: float) -> Iterator[dict[str, object]]:
    """Yield what the text of each language takes off the wage, read as if it stood alone; all of it, or nothing."""
    for language in told.seen:
        found = find_deductions(list(told.columns(language, entries)))
        if all(one.sound and one.currency and one.confidence >= least for one in found):
            for one in found:
                yield {
                    "field": "deductions",
                    "value": f"{one.amount} {one.currency}",
                    "language": language,
                    "region": one.region.model_dump(),
                    "confidence": one.confidence,
                }


class _Languages:
    """The language of each line of a contract, empty where it is not told."""

    def __init__(self, entries: Entries) -> None:
        self._sheet = entries.sheet
        self._by_cell = {id(cell): _language(self._line(cell)) for cell in entries.sheet.cells}
        for cell in entries.sheet.cells:
            above = entries.sheet.above(cell)
            # The rest of a sentence may hold too few words to be told; one that mixes two languages stays untold.
            if above is not None and self._by_cell[id(cell)] == "?":
                self._by_cell[id(cell)] = self._by_cell[id(above)]
        written = languages(column.text for column in entries.columns)
        if "ms" in written and "id" not in written:  # the words that tell a line are those of both languages
            self._by_cell = {cell: "ms" if one == "id" else one for cell, one in self._by_cell.items()}
        self.seen = tuple(sorted({one for one in self._by_cell.values() if len(one) == 2}))

    def of(self, candidate: Candidate) -> str:
        """Return the language of the line on which the value stands, empty where it is not told."""
        language = self._by_cell[id(candidate.passage.cell_at(candidate.start))]
        return language if len(language) == 2 else ""

    def columns(self, language: str, entries: Entries) -> Iterator[Passage]:
        """Yield the running text of each page or column, of this language's lines alone."""
        for column in entries.columns:
            cells = [piece.cell for piece in column.pieces if self._by_cell[id(piece.cell)] == language]
            if cells:
                yield Passage(tuple(Piece(cell, 0, len(cell.text)) for cell in cells), table=False)

    def foreign_candidates(self) -> Iterator[tuple[str, Candidate]]:
        """Yield language and value of what lines of another script than Latin say of wage, term and hours."""
        for cell in self._sheet.cells:
            language = _language([cell])
            if language not in _SCRIPTS.values():
                continue
            passage = Passage((Piece(cell, 0, len(cell.text)),), table=False)
            for name, found in foreign_terms(cell.text):
                yield language, Candidate(name, found.value, passage, found.start, found.end, 1, found.sound)

    def _line(self, cell: Cell) -> Iterable[Cell]:
        """Return the cells of the row that are read together with ``cell``."""
        return [other for other in self._sheet.rows[cell.row] if other.side == cell.side or not other.side]


def _language(cells: Iterable[Cell]) -> str:
    """Return the language of a line: its code, ``?`` for too few words, empty for words of two languages."""
    text = " ".join(cell.text for cell in cells)
    words = [word.strip(".,:;()/\"'") for word in text.lower().split()]
    counts = {code: sum(word in known for word in words) for code, known in _COMMON.items()}
    least, most = sorted(counts.values())
    if most >= LEAST:
        return max(counts, key=lambda code: counts[code]) if most > 2 * least else ""
    foreign = {code: count for script, count in letters(text).items() if (code := _SCRIPTS.get(script))}
    if most == 0 and sum(foreign.values()) >= FOREIGN:
        return "ja" if "ja" in foreign else max(foreign, key=lambda code: foreign[code])
    return "?" if not most or not least else ""
