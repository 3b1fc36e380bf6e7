"""Blanks of a form that are filled in by hand: a label, and ink beside it that nobody's print made."""

from collections.abc import Iterator, Mapping
from typing import Final

from extractors.agreement.entries import Entries
from extractors.agreement.labels import Label
from extractors.engine import ReadPage
from extractors.marks.ground import SURE_WORD
from extractors.marks.handwriting import MAYBE, Hand
from extractors.model import Field, FieldStatus, ReadingSource, Region
from extractors.vocabulary.contract_terms import Role, Slot

_FIELDS: Final = {
    Slot.CONTRACT_NUMBER: "contract_number",
    Slot.POSITION: "position",
    Slot.WAGE: "wage_amount",
    Slot.START: "start_date",
    Slot.DURATION: "duration_months",
    Slot.SIGNED_ON: "signed_on",
    Slot.SIGNED_PLACE: "signed_place",
    Slot.NATIONAL_ID: "worker_id_number",
    Slot.PASSPORT: "worker_passport_number",
    Slot.BIRTH_DATE: "worker_birth_date",
}


def blanks_by_hand(entries: Entries, fields: Mapping[str, Field], pages: Mapping[int, ReadPage]) -> dict[str, Field]:
    """Return a field without a value for each label of which nothing was read and beside which somebody wrote.

    Regions are in shares of the straightened pages, as those of ``fields`` are.
    """
    if entries.sheet.source is not ReadingSource.VISUAL:
        return {}
    hands: dict[int, Hand] = {}
    found: dict[str, Field] = {}
    for name, label in _unread(entries, fields):
        page = label.cell.page
        if name in found or page not in pages:
            continue
        hand = hands.setdefault(page, Hand(pages[page]))
        region = hand.beside(_place(label), _until(entries, label))
        score = hand.score(region) if region is not None else 0.0
        if region is not None and score >= MAYBE:
            found[name] = Field(
                value="", raw="", confidence=round(score, 4), status=FieldStatus.HANDWRITTEN,
                source=ReadingSource.VISUAL, region=region,
            )  # fmt: skip
    return found


def _unread(entries: Entries, fields: Mapping[str, Field]) -> Iterator[tuple[str, Label]]:
    """Yield the labels behind which nothing was read surely, with the field that they would fill."""
    for label in entries.labels:
        behind = [word for word, at in zip(label.cell.words, label.cell.starts, strict=True) if at >= label.end]
        blank = all(word.confidence < SURE_WORD or not any(map(str.isalnum, word.text)) for word in behind)
        name = _field_of(entries, label) if label.opens and blank else None
        if name is not None and name not in fields:
            yield name, label


def _field_of(entries: Entries, label: Label) -> str | None:
    role = entries.parties.of(label)
    if label.slot is Slot.NAME:
        return f"{role}_name" if role else None
    if label.slot is Slot.ADDRESS:
        return f"{role}_address" if role in (Role.WORKER, Role.EMPLOYER) else None
    of_worker = label.slot in (Slot.NATIONAL_ID, Slot.PASSPORT, Slot.BIRTH_DATE)
    return None if of_worker and role not in (Role.WORKER, None) else _FIELDS.get(label.slot)


def _place(label: Label) -> Region:
    """Return where the words of the label stand."""
    words = [word for word, at in zip(label.cell.words, label.cell.starts, strict=True) if at < label.end]
    return Region.around(word.region for word in words)


def _until(entries: Entries, label: Label) -> float:
    """Return how far right the blank may reach: to the next label of the line, else to the right end of the print."""
    following = [
        cell.region.x0
        for cell in entries.sheet.rows[label.cell.row][label.cell.column + 1 :]
        if entries.finder.labels_in(cell)
    ]
    ends = [cell.region.x1 for cell in entries.sheet.cells if cell.page == label.cell.page]
    return min(following, default=max(ends))
