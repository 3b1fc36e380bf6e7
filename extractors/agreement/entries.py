"""Entries of a contract: labels with their values, as candidates for the fields."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from extractors import money
from extractors.agreement.candidates import Candidate
from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.columns import mark_columns
from extractors.agreement.found import Found, Shape
from extractors.agreement.labels import Label, find_labels, label_words
from extractors.agreement.parties import Parties
from extractors.agreement.passages import Finder, Passage, Piece
from extractors.agreement.periods import first_day
from extractors.agreement.shapes import SHAPES, address, countries, date, day_first_date, place
from extractors.agreement.table_labels import table_labels
from extractors.model import ReadingSource
from extractors.vocabulary.contract_terms import SPELLED, Role, Slot

MORE_LINES: Final = {Slot.ADDRESS: 3, Slot.NAME: 1, Slot.PARTY: 1, Slot.POSITION: 1, Slot.WAGE: 3}
"""Lines below the first on which a value may go on; one for what is not listed."""
_GROSS: Final = re.compile(r"\b(?:gross|kotor|bruto|net|bersih)\b", re.IGNORECASE)
_SUM: Final = re.compile(r"\b(?:total|jumlah keseluruhan)\b", re.IGNORECASE)
HEAD: Final = 0.35
"""Share of the first page's height that holds its title, number and date."""
_SENTENCES: Final = re.compile(r"[.;]\s|\(\d{1,2}\)|^\d{1,2}[.)]\s")
_FREE: Final = frozenset({Slot.NAME, Slot.PARTY, Slot.ADDRESS, Slot.POSITION})
_BARE: Final = frozenset({Slot.SIGNED_ON, Slot.COUNTRY})
_CODES: Final = frozenset({Slot.CONTRACT_NUMBER, Slot.LICENCE, Slot.JOB_ORDER})
_REREAD: Final = _CODES | {
    *(Slot.PASSPORT, Slot.NATIONAL_ID, Slot.BIRTH_DATE, Slot.START, Slot.SIGNED_ON),
    *(Slot.DURATION, Slot.HOURS, Slot.REST, Slot.NAME, Slot.PARTY),
}
_PLAIN_FIELDS: Final = {
    Slot.CONTRACT_NUMBER: "contract_number",
    Slot.JOB_ORDER: "job_order_number",
    Slot.POSITION: "position",
    Slot.COUNTRY: "destination_country",
    Slot.HOURS: "working_hours",
    Slot.REST: "rest_days",
    Slot.START: "start_date",
    Slot.DURATION: "duration_months",
    Slot.SIGNED_ON: "signed_on",
    Slot.SIGNED_PLACE: "signed_place",
}
_WORKER_FIELDS: Final = {
    Slot.NATIONAL_ID: "worker_id_number",
    Slot.PASSPORT: "worker_passport_number",
    Slot.BIRTH_DATE: "worker_birth_date",
}
_SIGNER: Final = re.compile(
    r"\b(?:direktur|director|manajer|manager|presiden|president|chairman|komisaris|owner|pemilik|kepala|head|ceo"
    r"|hrd|hr|representative|wakil|kuasa|partner)\b",
    re.IGNORECASE,
)
_NOT_WAGE: Final = re.compile(
    r"lembur|lebih masa|overtime|over time|motong|potong|deduct|denda|fine\b|tunjangan|allowance|elaun|insur|asuransi"
    r"|income|penghasilan|\btotal\b|in lieu|ganti rugi|compensat|minimum allowable|bonus|cicil|pinjaman|loan|\bfee\b",
    re.IGNORECASE,
)
_OWN_NUMBER: Final = re.compile(r"^(?:no|nomor|number|nomor\s*/\s*n(?:o|umber))\s*\.?\s*:?\s*(?=\S*\d)", re.IGNORECASE)
_INDONESIAN_DATE: Final = re.compile(r"\b(?:tanggal|tgl|lahir|mulai|tarikh)\b", re.IGNORECASE)
_SLASHED: Final = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")
_PLACE_AND_DATE: Final = re.compile(r"^(?P<place>[A-Z][A-Za-z.'’ ]{2,30}),\s+(?=(?:tanggal\s|tgl\.?\s)?\d)")
_PLACE_AFTER: Final = re.compile(r"^[\s,]*(?:bertempat\s+)?(?:di|at|in)\s+(?=[A-Z])")


class Entries:
    """The labels of a sheet, whose they are, and what stands at them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.misread = sheet.source is ReadingSource.VISUAL
        found = [label for cell in sheet.cells for label in find_labels(cell, misread=self.misread)]
        self.labels = tuple(table_labels(sheet, found))
        self.finder = Finder(sheet, self.labels)
        mark_columns(sheet, self._is_label, self._has_entry)
        self.parties = Parties(sheet, self.labels, misread=self.misread)

    def _is_label(self, cell: Cell) -> bool:
        labels = self.finder.labels_in(cell)
        return bool(labels) and labels[0].opens and labels[-1].last == len(cell.tokens)

    def _has_entry(self, cell: Cell) -> bool:
        labels = self.finder.labels_in(cell)
        return bool(labels) and labels[0].opens and labels[0].colon and labels[0].last < len(cell.tokens)

    @cached_property
    def columns(self) -> tuple[Passage, ...]:
        """The running text of each page: one passage a page, or one for each of its parallel columns."""
        found = []
        for page in sorted({cell.page for cell in self.sheet.cells}):
            cells = [cell for cell in self.sheet.cells if cell.page == page]
            sides: tuple[int, ...] = (1, 2) if any(cell.side for cell in cells) else (0,)
            for side in sides:
                run = [cell for cell in cells if cell.side in (0, side)]
                found.append(Passage(tuple(Piece(cell, 0, len(cell.text)) for cell in run), table=False))
        return tuple(found)

    def candidates(self) -> Iterator[Candidate]:
        """Yield what stands at each label, in the order of reading."""
        for label in self.labels:
            if label.slot in (Slot.OTHER, Slot.DEDUCTION):
                continue
            passage = self.finder.passage(label, MORE_LINES.get(label.slot, 1))
            if passage is None:
                continue
            if label.slot is Slot.WAGE:
                yield from self._wage(label, passage)
            else:
                yield from self._values(label, passage)
        yield from self._title_number()
        yield from self._place_and_date()
        yield from self._lone_dates()

    def _values(self, label: Label, passage: Passage) -> Iterator[Candidate]:
        field = self._field(label, passage)
        if field is None or not _is_entry(label, passage):
            return
        strength = _strength(label, passage)
        if field == "employer_name" and "perusahaan" in label_words(label, misread=self.misread):
            strength += 1  # the company employs, not the person who acts for it
        if field == "agency_name":
            abroad = any(found.value != "IDN" for found in countries(label.cell.text[label.start : label.end]))
            strength += (
                -2 if abroad else passage.text.upper().startswith("PT")
            )  # the agency sought is the Indonesian one
        if field == "destination_country":
            yield from self._workplace(label, passage)
        text = passage.text if label.slot is not Slot.SIGNED_PLACE else passage.pieces[0].text
        for found in self._shape(label)(text, self.misread):
            if label.slot in _CODES and not _is_code(found, passage):
                continue
            shape = self._shape(label) if label.slot in _REREAD else None
            yield Candidate(field, found.value, passage, found.start, found.end, strength, found.sound, shape)
        if label.slot is Slot.DURATION:
            for found in list(first_day(passage.text))[:1]:
                yield self._candidate("start_date", found, passage, 1, Slot.START)
        if label.slot in (Slot.SIGNED_PLACE, Slot.SIGNED_ON):
            yield from self._signing(label.slot, passage, strength)

    def _candidate(self, field: str, found: Found, passage: Passage, strength: int, slot: Slot) -> Candidate:
        shape = SHAPES[slot] if slot in _REREAD else None
        return Candidate(field, found.value, passage, found.start, found.end, strength, found.sound, shape)

    def _shape(self, label: Label) -> Shape:
        """Return the shape of the label's value; an Indonesian label's date in digits has the day first."""
        shape = SHAPES[label.slot]
        if shape is date and (self.day_first or _INDONESIAN_DATE.search(label.cell.text[label.start : label.end])):
            return day_first_date
        return shape

    @cached_property
    def day_first(self) -> bool:
        """Whether the paper's dates with slashes have the day first: some can only be read so, none the other way."""
        pairs = [(int(match[1]), int(match[2])) for cell in self.sheet.cells for match in _SLASHED.finditer(cell.text)]
        return any(one > 12 for one, _ in pairs) and not any(two > 12 for _, two in pairs)

    def _signing(self, slot: Slot, passage: Passage, strength: int) -> Iterator[Candidate]:
        """Yield the date that follows a place of signing, and the place that follows its date."""
        if slot is Slot.SIGNED_PLACE:
            for found in list(date(passage.text[:90], self.misread))[:1]:
                yield self._candidate("signed_on", found, passage, strength, Slot.SIGNED_ON)
            return
        for found in list(date(passage.text, self.misread))[:1]:
            lead = _PLACE_AFTER.match(passage.text[found.end :])
            if lead:
                begin = found.end + lead.end()
                for town in place(passage.text[begin:], self.misread):
                    yield Candidate("signed_place", town.value, passage, begin, begin + town.end, strength)

    def _field(self, label: Label, passage: Passage) -> str | None:
        """Return the field that ``label`` fills, None when it is not one that this paper's readers ask for."""
        if label.slot in _PLAIN_FIELDS:
            return self._plain(label, passage)
        role = self.parties.of(label)
        words = label_words(label, misread=self.misread)
        if label.slot in (Slot.NAME, Slot.PARTY):
            if role is Role.WORKER and "perusahaan" in words:
                role = Role.EMPLOYER  # no worker is a company
            return f"{role}_name" if role else None
        if label.slot is Slot.ADDRESS:
            return f"{role}_address" if role in (Role.WORKER, Role.EMPLOYER) else None
        if label.slot is Slot.LICENCE:
            own = {"sip3mi", "p3mi", "agensi", "penempatan"} & words or role is not Role.EMPLOYER
            return "agency_licence" if own and not self._of_abroad(label) else None
        return _WORKER_FIELDS[label.slot] if role in (Role.WORKER, None) else None

    def _workplace(self, label: Label, passage: Passage) -> Iterator[Candidate]:
        """Yield the place of work as a hint at the employer's address, which some papers name nowhere else."""
        text = passage.text
        if passage.table and "tempat" in label_words(label, misread=self.misread) and len(text.split()) > 3:
            for found in address(text, self.misread) if any(map(str.isdigit, text)) else ():
                yield Candidate("employer_address", found.value, passage, found.start, found.end, 0, sound=False)

    def _of_abroad(self, label: Label) -> bool:
        """Whether the row of ``label`` speaks of an agency of the destination, not of the Indonesian one."""
        row = self.sheet.rows[label.cell.row]
        lead = " ".join(cell.text for cell in row[: label.cell.column]) + label.cell.text[: label.start]
        return any(found.value != "IDN" for found in countries(lead))

    def _plain(self, label: Label, passage: Passage) -> str | None:
        if label.slot is Slot.POSITION and _SIGNER.search(passage.text[:40]):
            return None if self.parties.of(label) is not Role.WORKER else "position"
        return _PLAIN_FIELDS[label.slot]

    def _wage(self, label: Label, passage: Passage) -> Iterator[Candidate]:
        text = passage.text[:200]
        found = list(money.find_all(text))[:2]
        if not found and passage.table and (bare := money.bare(text)) is not None:
            found = [bare]
            yield from self._currency_of(label)
        if not found or (found[0].start > 90 and not passage.table):
            return
        named = label.cell.text[label.start : label.end]
        if _NOT_WAGE.search(f"{self._lead(label)} {text[: found[0].start]}") or _SUM.search(named):
            return
        if len(found) > 1 and re.fullmatch(r"[\s/()|,;=-]*", text[found[0].end : found[1].start]) is None:
            found = found[:1]
        if len({entry.currency for entry in found}) > 1:  # a conversion: the first is the agreed one
            found = found[:1]
        strength = _strength(label, passage) - (1 if _GROSS.search(f"{self._lead(label)} {named}") else 0)
        for entry in found:
            yield from _amount(entry, passage, strength)
        yield from self._period(label, passage, (found[0].start, found[-1].end), strength)

    def _lead(self, label: Label) -> str:
        """Return the part of the sentence that stands before ``label``, also on the line above."""
        before = label.cell.text[: label.start]
        above = self.sheet.above(label.cell)
        if above is not None and not label.opens:
            before = f"{above.text} {before}"
        return _SENTENCES.split(before)[-1]

    def _currency_of(self, label: Label) -> Iterator[Candidate]:
        """Yield the currency that a label names: ``Salary per month (RM) :``."""
        own = Passage((Piece(label.cell, label.start, label.end),), table=False)
        found = money.find_currency(own.text)
        if found is not None:
            yield Candidate("wage_currency", found.value, own, found.start, found.end, 2)

    def _period(self, label: Label, passage: Passage, amount: tuple[int, int], strength: int) -> Iterator[Candidate]:
        """Yield what the wage is paid by: said after the amount, else before it, in the label or in a heading."""
        before, after = amount
        stop = re.search(r"[;.]\s", passage.text[after:])
        text = passage.text[after : after + min(60, stop.start() if stop else 60)]
        period = money.find_period(text)
        if period is not None:
            yield Candidate("wage_period", period.value, passage, after + period.start, after + period.end, strength)
            return
        period = money.find_period(passage.text[:before])
        if period is not None:
            yield Candidate("wage_period", period.value, passage, period.start, period.end, strength)
            return
        for own in (Passage((Piece(label.cell, label.start, label.end),), table=False), *self._headings(label)):
            period = money.find_period(own.text)
            if period is not None:
                yield Candidate("wage_period", period.value, own, period.start, period.end, strength)
                return

    def _headings(self, label: Label) -> Iterator[Passage]:
        """Yield the lines above a row of a table that speak of the wage: ``the following monthly remuneration:``."""
        for other in self.labels:
            if (
                other.slot is Slot.WAGE
                and 0 < label.cell.row - other.cell.row <= 4
                and other.cell.page == label.cell.page
            ):
                yield Passage((Piece(other.cell, other.start, other.end),), table=False)

    def _title_number(self) -> Iterator[Candidate]:
        """Yield the number that stands under the title: ``Nomor : 0123/PK/2026``, near the head of the first page."""
        for cell in self.sheet.cells[:24]:
            match = _OWN_NUMBER.match(cell.text)
            labels = self.finder.labels_in(cell)
            if match is None or cell.page != self.sheet.cells[0].page or cell.region.y0 > HEAD:
                continue
            if labels and labels[0].slot is not Slot.CONTRACT_NUMBER:
                continue
            passage = Passage((Piece(cell, match.end(), len(cell.text)),), table=True)
            for found in SHAPES[Slot.CONTRACT_NUMBER](passage.text, self.misread):
                if _is_code(found, passage):
                    yield self._candidate("contract_number", found, passage, 2, Slot.CONTRACT_NUMBER)

    def _lone_dates(self) -> Iterator[Candidate]:
        """Yield dates that stand on a line of their own, as at the head of a letter or above the signatures."""
        for cell in self.sheet.cells:
            alone = len(self.sheet.rows[cell.row]) == 1 and not cell.box and len(cell.tokens) <= 6
            above = self.sheet.above(cell)
            if not alone or (above is not None and self._is_label(above)):
                continue
            passage = Passage((Piece(cell, 0, len(cell.text)),), table=False)
            for found in list(date(cell.text, self.misread))[:1]:
                rest = cell.text[: found.start] + cell.text[found.end :]
                if not any(character.isalnum() for character in rest):
                    yield Candidate("signed_on", found.value, passage, found.start, found.end, 0, found.sound)

    def _place_and_date(self) -> Iterator[Candidate]:
        """Yield place and date of lines such as ``Jakarta, 5 Mei 2026``, which stand above the signatures."""
        for cell in self.sheet.cells:
            match = _PLACE_AND_DATE.match(cell.text)
            if match is None or len(cell.tokens) > 8 or self.finder.labels_in(cell) or self.sheet.left_of(cell):
                continue
            passage = Passage((Piece(cell, 0, len(cell.text)),), table=False)
            rest = cell.text[match.end() :]
            for found in list(date(rest, self.misread))[:1]:
                moved = Found(found.value, match.end() + found.start, match.end() + found.end, found.sound)
                yield self._candidate("signed_on", moved, passage, 1, Slot.SIGNED_ON)
                yield Candidate("signed_place", match["place"].upper(), passage, 0, len(match["place"]), 1)


def _amount(entry: money.PrintedMoney, passage: Passage, strength: int) -> Iterator[Candidate]:
    yield Candidate(
        "wage_amount", entry.amount, passage, entry.number_start, entry.number_end, strength, not entry.doubtful, _money
    )
    if entry.currency:
        before = entry.start < entry.number_start
        start, end = (entry.start, entry.number_start) if before else (entry.number_end, entry.end)
        printed = passage.text[start:end]
        start += len(printed) - len(printed.lstrip(" .:,-"))
        end -= len(printed) - len(printed.rstrip(" .:"))
        yield Candidate("wage_currency", entry.currency, passage, start, end, strength)


def _money(text: str, misread: bool) -> Iterator[Found]:  # noqa: ARG001  # money.py maps look-alikes itself
    """Yield the amount of a crop that holds nothing else."""
    entry = next(iter(money.find_all(text)), None) or money.bare(text)
    if entry is not None:
        yield Found(entry.amount, entry.number_start, entry.number_end, not entry.doubtful)


def _strength(label: Label, passage: Passage) -> int:
    if passage.steps:
        return 2 if passage.table else 1
    if label.slot is Slot.PARTY:
        return 2
    if passage.table and label.opens:
        return 3
    return 2 if label.colon else 1


def _is_entry(label: Label, passage: Passage) -> bool:
    """Whether a free text (a name, an address, a position) stands at the label, not the rest of a sentence."""
    if label.slot not in _FREE:
        return label.slot not in _BARE or label.last - label.first > 1 or _stands_alone(label, passage)
    text = passage.text
    if label.slot is Slot.PARTY and not (label.opens and (label.colon or passage.table) and not passage.steps):
        return False
    if label.slot in (Slot.PARTY, Slot.NAME):
        words = re.findall(r"[a-z0-9]+", text.lower())
        if (text[:1].islower() and not label.colon) or all(word in SPELLED or len(word) == 1 for word in words):
            return False  # the rest of a sentence or of the label itself, a stroke of its slash read as 1
    if label.colon or passage.table:
        return text[:1].isalnum() or text[:1] in "\"'“("
    begins = text[:1].isupper() or (label.slot is Slot.ADDRESS and text[:1].isdigit())
    if label.slot is Slot.POSITION:
        return begins and label.opens
    return begins


def _stands_alone(label: Label, passage: Passage) -> bool:
    """Whether a label of one word, ``Tanggal`` or ``Country``, fills its cell or has a colon, its value beside it."""
    whole = label.colon or label.last == len(label.cell.tokens)
    heads = label.opens or (label.slot is Slot.SIGNED_ON and label.colon and label.cell.region.y0 < HEAD)
    return whole and heads and (label.colon or passage.table) and not passage.steps


def _is_code(found: Found, passage: Passage) -> bool:
    """Whether a run with a digit is a reference number: long enough, and at the label."""
    digits = sum(character.isdigit() for character in found.value)
    near = found.start <= (12 if passage.table else 20)
    return near and (
        digits >= 3 or (digits >= 1 and re.search(r"[/-]", found.value) is not None and len(found.value) > 4)
    )
