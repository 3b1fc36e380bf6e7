"""Labels of tables: a cell beside a value is a label as a whole, whatever words it has beside the known ones.

``Name in full``, ``Residential address in Indonesia``, ``Passport number and date of issue / Nomor paspor dan tanggal
dikeluarkan``: in running text most of these words would end the label; in a table's first column they belong to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors.agreement.cells import Cell, Sheet
from extractors.agreement.labels import Label, is_number
from extractors.vocabulary.contract_terms import Slot

MOST_WORDS: Final = 14
"""Words of a table's label in two languages."""
LATEST: Final = 4
"""Words that may stand before the first known one."""


def table_labels(sheet: Sheet, labels: Sequence[Label]) -> Iterator[Label]:
    """Yield ``labels``, those of a cell that is a table's label joined to one that fills its cell."""
    by_cell: dict[int, list[Label]] = {}
    for label in labels:
        by_cell.setdefault(id(label.cell), []).append(label)
    for row in sheet.rows:
        before: Label | None = None
        for cell in row:
            found = by_cell.get(id(cell), [])
            whole = _whole(sheet, cell, found) if before is None else None
            yield from [whole] if whole is not None else found
            fills = bool(found) and found[0].opens and found[-1].last == len(cell.tokens)
            before = whole or (found[0] if fills and before is None else None)


def _whole(sheet: Sheet, cell: Cell, labels: Sequence[Label]) -> Label | None:
    """Return the one label that ``cell`` is as a whole, None when it is not a table's label."""
    if not labels or len(cell.tokens) > MOST_WORDS or ":" in cell.text[:-1]:
        return None
    beside = sheet.right_of(cell)
    leads = beside is not None and beside.text.lstrip().startswith(":")
    if beside is None or not (leads or (cell.box and beside.box)) or not any(map(str.isalnum, beside.text)):
        return None
    own = [token for token in cell.tokens if not is_number(token.norm)]
    numbers = [token for token in own if token.norm.isdigit()]
    known = sum(label.last - label.first for label in labels)
    if numbers or labels[0].first > LATEST + len(cell.tokens) - len(own) or 3 * known < len(own):
        return None
    asking = [label for label in labels if label.slot is not Slot.PARTY]
    roles = {label.role for label in labels if label.role is not None}
    ordinals = {label.ordinal for label in labels if label.ordinal}
    if not asking and (len(roles) > 1 or len(ordinals) > 1):
        return None
    best = asking[0] if asking else labels[0]
    role = best.role or (roles.pop() if len(roles) == 1 else None)
    ordinal = best.ordinal or (ordinals.pop() if len(ordinals) == 1 else 0)
    end = len(cell.text)
    return replace(best, role=role, ordinal=ordinal, start=0, end=end, first=0, last=len(cell.tokens), opens=True)
